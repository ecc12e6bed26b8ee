"""The check of the rule section-empty."""

from __future__ import annotations

import re

from notelint.checks.headings import title_of, top_headings
from notelint.checks.paths import TEMPLATE
from notelint.checks.sections import called
from notelint.diagnostic import Finding
from notelint.note.evidence import TEMPLATE_PATH
from notelint.note.roles import role_of
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document, Note, Section

_COMMENT = regex(r"<!--(?:(?!-->).)*+-->|%%(?:(?!%%).)*+%%", re.DOTALL)
# The marks of lists, quotes and tasks, which hold nothing by themselves.
_MARKS = regex(r"(?m)^[ \t]*(?:(?:[-*+>]|\d+[.)])[ \t]*(?:\[[ xX]\][ \t]*)?)+$")
_TEXT = regex(r"(?m)^[ \t]*[^#\s]")
_FEW = 3
_SHOWN = 3


def section_empty(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that hold nothing: no value in the heading, no text, no deeper section.

    Each one that the schema knows; the others of a note together, where half of its sections or more are empty; and
    files that hold headings only. Where the siblings leave a section empty, too, that is their way.
    """
    for note in document.notes:
        sections = [each for each in note.all_sections() if not each.sections]
        empty = [each for each in sections if not each.value and _is_empty(each, document)]
        for section in empty:
            habit = context.habits.get(section.holds or "")
            if section.holds and (habit is None or habit.filled):
                yield Finding(
                    section.name_span,
                    f"the {section.name} section of {called(note)} is empty",
                    "write something in it, or delete its heading",
                )
        others = [each for each in empty if not each.holds]
        if len(others) > 1 and 2 * len(empty) >= len(sections):
            yield _many(note, others)
    if not document.notes:
        yield from _headings_only(document)


def _is_empty(section: Section, document: Document) -> bool:
    """Whether a section has no text: comments are prompts, and the marks of empty items hold nothing."""
    text = document.source.slice(section.body_span)
    return not _MARKS.sub("", _COMMENT.sub("", text)).strip()


def _many(note: Note, empty: Sequence[Section]) -> Finding:
    names = ", ".join(each.name for each in empty[:_SHOWN]) + ", ..." * (len(empty) > _SHOWN)
    return Finding(
        empty[0].name_span,
        f"{len(empty)} sections of {called(note)} are empty: {names}",
        "write something in them, or delete their headings",
    )


def _headings_only(document: Document) -> Iterator[Finding]:
    start = document.front_matter.span.end if document.front_matter else document.source.start
    headings = top_headings(document)
    source = document.source
    if len(headings) < _FEW or _TEXT.search(source.text, start):
        return
    if sum(role_of(title_of(each)) is not None for each in headings) < _FEW - 1:
        return  # a list, or an outline
    if TEMPLATE.search(source.text) or TEMPLATE_PATH.search(source.path):
        return
    yield Finding(
        headings[0].text_span,
        f'"{title_of(headings[0])}" has {len(headings)} headings, and no text below any of them',
        "write something below them, or delete the file",
    )
