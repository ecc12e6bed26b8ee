"""What stands in sections."""

from __future__ import annotations

import re
from bisect import bisect_left

from notelint.checks.progress import is_unfinished
from notelint.checks.sections import called, siblings
from notelint.checks.violations import finding, shortfalls
from notelint.diagnostic import Finding, Related
from notelint.note.names import fold_name, unnumbered
from notelint.note.other_pages import TEMPLATE_PATH
from notelint.note.roles import role_of
from notelint.regex import regex
from notelint.source import Span
from notelint.targets.headings import lost_notes, title_of, top_headings, wording
from notelint.targets.paths import TEMPLATE
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from notelint.context import Context
    from notelint.note.model import Document, Note, Section
    from notelint.source import Source


def section_content(document: Document, context: Context) -> Iterator[Finding]:
    """Sections whose content breaks the schema, each at its value or body."""
    for each in context.once(shortfalls, document):
        if each.in_section:
            yield finding(each, document, context)


# What git writes between two versions that it could not merge.
_BETWEEN_VERSIONS = r"(?m)^={7}\r?$"


def _between_versions(document: Document, _: Context) -> Sequence[int]:
    """Where a merge failed: the offsets of the lines between the two sides."""
    text = document.source.text
    return [found.start() for found in re.finditer(_BETWEEN_VERSIONS, text)] if "<<<<<<< " in text else []


def section_duplicate(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that stand twice under one heading, or in one note whose siblings have them once.

    One that the schema knows is a duplicate by its name, for it can hold one value only; any other one only where its
    text is the same too.
    """
    for note in document.notes:
        groups = [*siblings(note)]
        merges = context.once(_between_versions, document)
        again = [each for sections in groups for each in _again(sections, note, merges)]
        yield from (_copy(section, before) for section, before in again if not section.holds)
        once = [each for each in note.all_sections() if (habit := context.habits.get(each.holds or "")) and habit.once]
        held = [
            (section, before)
            for section, before in (*again, *_again(once, note, merges))
            if section.holds and ((habit := context.habits.get(section.holds)) is None or habit.once)
        ]
        held = [*{section.name_span: (section, before) for section, before in held}.values()]
        if held and not _is_another_note(document, note, held[0][0]):
            yield _second(note, held)


def _again(sections: Sequence[Section], note: Note, merges: Sequence[int]) -> Iterator[tuple[Section, Section]]:
    """Each section that stands for the second time, with the first one.

    The two sides of a merge are none (see `_between_versions`): they are the matter of file-conflict-marker.
    """
    first: dict[Hashable, Section] = {}
    for section in sections:
        body = wording(note.source.slice(section.body_span))
        if section.holds is None and not body:
            continue
        before = first.setdefault(section.holds or (fold_name(section.name), section.value, body), section)
        ends = (bisect_left(merges, each.span.start) for each in (before, section))
        if before is not section and len({*ends}) == 1:
            yield section, before


def _is_another_note(document: Document, note: Note, section: Section) -> bool:
    """Whether a section belongs to a note whose heading is none to Markdown: the matter of heading-hash."""
    lost = lost_notes(document.layout, note) if document.layout else ()
    return any(start < section.span.start for start in lost)


def _second(note: Note, again: Sequence[tuple[Section, Section]]) -> Finding:
    """What is said of all sections that a note has twice: they are one fault, mostly a note without its heading."""
    names = list(dict.fromkeys(unnumbered(before.name) for _, before in again))
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return Finding(
        again[0][0].name_span,
        f"{called(note)} has a second {listed} section",
        "merge the two, or rename one" if len(names) == 1 else "is the heading of another note missing?",
        related=tuple(Related(f"the first {before.name}", before.name_span) for _, before in again),
    )


def _copy(section: Section, before: Section) -> Finding:
    return Finding(
        section.name_span,
        f'duplicate section "{section.name}" with the same text',
        "delete one of them",
        related=(Related("the first one", before.name_span),),
    )


_TEXT = regex(r"(?m)^[ \t]*[^#\s]")
_FEW = 3
_SHOWN = 3


def section_empty(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that hold nothing: no value in the heading, no text, no deeper section.

    Each one that the schema knows; the others of a note together, where half of its sections or more are empty; and
    files that hold headings only. Where the siblings leave a section empty, too, that is their way; and of a note of
    their template that is only begun, all are named at once. A note that says that it is not finished has none.
    """
    for note in document.notes:
        if is_unfinished(document, note):
            continue
        empty = _empty_sections(note, context)
        begun = _is_most(empty, note)
        at_once = begun and _has_siblings(document, context)
        for section in () if at_once else empty:
            if section.holds:
                yield Finding(
                    section.name_span,
                    f"the {unnumbered(section.name)} section of {called(note)} is empty",
                    "write something in it, or delete its heading",
                )
        others = [each for each in empty if at_once or not each.holds]
        if len(others) > 1 and begun:
            yield _many(note, others)
    if not document.notes:
        yield from _headings_only(document)


def _has_siblings(document: Document, context: Context) -> bool:
    """Whether the habits are those of other files."""
    return bool(context.habits and document.layout and not document.layout.many)


def is_begun(note: Note, context: Context) -> bool:
    """Whether several sections of a note, and half of them or more, are yet to be written."""
    return _is_most(_empty_sections(note, context), note)


def _is_most(empty: Sequence[Section], note: Note) -> bool:
    return len(empty) > 1 and 2 * len(empty) >= sum(not each.sections for each in note.all_sections())


def _empty_sections(note: Note, context: Context) -> list[Section]:
    """The sections that hold nothing, but for those that the siblings leave empty."""
    ways = {name for name, habit in context.habits.items() if not habit.filled}
    sections = (each for each in note.all_sections() if each.name and not (each.sections or each.holds in ways))
    return [each for each in sections if each.is_empty(note.source)]


def _many(note: Note, empty: Sequence[Section]) -> Finding:
    names = ", ".join(unnumbered(each.name) for each in empty[:_SHOWN]) + ", ..." * (len(empty) > _SHOWN)
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


_LONGEST = 40  # characters; whoever says more has something to say
_TODO = regex(
    r"(?:\W|_)*(?:todo|to ?do|to be (?:done|added|written|continued|read)|tbd|tba|tbc|fixme|wip|coming soon"
    r"|待(?:补充?|補充?|续|續|写|寫|办|辦|更新|完成|整理|读|讀)|未完(?:待续|待續)?"
    r"|要追記|あとで書く|작성 ?중|추가 ?예정)(?:\W|_)*",
    re.IGNORECASE,
)


def section_todo(document: Document, _: Context) -> Iterator[Finding]:
    """Sections of a note that hold nothing but a word such as TODO."""
    for note in document.notes:
        for section in note.all_sections():
            if not section.sections and (span := _content(section, document.source)):
                said = document.source.slice(span)
                if _TODO.fullmatch(said):
                    yield Finding(
                        span, f'the {unnumbered(section.name)} section of {called(note)} says only "{said.strip()}"'
                    )


def _content(section: Section, source: Source) -> Span | None:
    """Where the value or the body of a section stands; None where it has both, or one that is long."""
    if len(source.slice(section.body_span).strip()) > _LONGEST:
        return None
    body = Span(section.blocks[0].span.start, section.blocks[-1].span.end) if section.blocks else None
    span = body or section.value_span
    if (body and section.value) or not source.slice(span) or span.end - span.start > _LONGEST:
        return None
    return span
