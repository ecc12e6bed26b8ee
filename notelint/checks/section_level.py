"""The check of the rule section-level."""

from __future__ import annotations

from collections import defaultdict

from notelint.checks.sections import called, known_sections, majority
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document, Note, Section


def section_level(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that stand deeper or shallower than the same section of most other notes.

    In a file of many notes the level counts from the top of the document or from the note's heading: a section that
    agrees in one is right. A note most of whose sections are at another level than those of its siblings has levels of
    its own.
    """
    by_name: defaultdict[str, list[tuple[Note, Section]]] = defaultdict(list)
    for note, section, field in known_sections(document):
        by_name[field.name].append((note, section))
    odd = [each for name, places in by_name.items() for each in _odd(name, places, context)]
    if len(document.notes) == 1 and 2 * len(odd) > len(by_name):
        return
    for note, section, usual, whose in odd:
        yield Finding(
            section.heading.span,
            f"the {section.name} section of {called(note)} is at heading level {section.level}; "
            f"in {whose} it is at level {usual}",
            f"write `{'#' * usual} {section.name}`",
        )


def _odd(name: str, places: list[tuple[Note, Section]], context: Context) -> Iterator[tuple[Note, Section, int, str]]:
    """The sections of one name that stand at another level than is usual: that level, and where it is usual."""
    habit = context.habits.get(name)
    if len(places) == 1 and habit and habit.level:
        ((note, section),) = places
        if section.level != habit.level:
            yield note, section, habit.level, habit.siblings
        return
    usual = majority([section.level for _, section in places])
    usual_step = majority([_step(note, section) for note, section in places])
    for note, section in places:
        if usual and usual_step and section.level != usual and _step(note, section) != usual_step:
            yield note, section, usual, "the other notes"


def _step(note: Note, section: Section) -> int:
    return section.level - (note.heading.level if note.heading else 0)
