"""The check of the rule section-duplicate."""

from __future__ import annotations

import re

from notelint.checks.headings import wording
from notelint.checks.lost_headings import lost_notes
from notelint.checks.sections import called, siblings
from notelint.diagnostic import Finding, Related
from notelint.note.names import fold_name
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document, Note, Section

# What git writes between two versions that it could not merge.
_BETWEEN_VERSIONS = r"(?m)^={7}\r?$"


def section_duplicate(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that stand twice under one heading, or in one note whose siblings have them once.

    One that the schema knows is a duplicate by its name, for it can hold one value only; any other one only where its
    text is the same too.
    """
    for note in document.notes:
        groups = [*siblings(note)]
        again = [each for sections in groups for each in _again(sections, note)]
        yield from (_copy(section, before) for section, before in again if not section.holds)
        once = [each for each in note.all_sections() if (habit := context.habits.get(each.holds or "")) and habit.once]
        held = [
            (section, before)
            for section, before in (*again, *_again(once, note))
            if section.holds and ((habit := context.habits.get(section.holds)) is None or habit.once)
        ]
        held = [*{section.name_span: (section, before) for section, before in held}.values()]
        if held and not _is_another_note(document, note, held[0][0]):
            yield _second(note, held)


def _again(sections: Sequence[Section], note: Note) -> Iterator[tuple[Section, Section]]:
    """Each section that stands for the second time, with the first one."""
    first: dict[Hashable, Section] = {}
    for section in sections:
        body = wording(note.source.slice(section.body_span))
        if section.holds is None and not body:
            continue
        before = first.setdefault(section.holds or (fold_name(section.name), section.value, body), section)
        if before is not section and not _are_versions(note, before, section):
            yield section, before


def _are_versions(note: Note, before: Section, section: Section) -> bool:
    """Whether two sections are the two sides of a merge: the matter of file-conflict-marker."""
    text, start, end = note.source.text, before.span.start, section.span.start
    return "<<<<<<< " in text and re.compile(_BETWEEN_VERSIONS).search(text, start, end) is not None


def _is_another_note(document: Document, note: Note, section: Section) -> bool:
    """Whether a section belongs to a note whose heading is none to Markdown: the matter of heading-hash."""
    lost = lost_notes(document.layout, note) if document.layout else ()
    return any(start < section.span.start for start in lost)


def _second(note: Note, again: Sequence[tuple[Section, Section]]) -> Finding:
    """What is said of all sections that a note has twice: they are one fault, mostly a note without its heading."""
    names = list(dict.fromkeys(before.name for _, before in again))
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
