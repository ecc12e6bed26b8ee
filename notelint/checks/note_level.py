"""The check of the rule note-level."""

from __future__ import annotations

from notelint.checks.note_levels import odd_notes
from notelint.checks.sections import called, usual_level
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document, Note

_DEEPEST = 6


def note_level(document: Document, context: Context) -> Iterator[Finding]:
    """Notes that stand deeper or shallower than most others of their file, or where they have none, their siblings."""
    title = context.habits.get("title")
    if title and title.level and len(document.notes) == 1:
        note = document.notes[0]
        if note.heading and note.heading.level != title.level:
            yield Finding(
                note.heading.span,
                f"{called(note)} is headed at level {note.heading.level}; {title.siblings}, at level {title.level}",
                f"write `{'#' * title.level}` before it",
            )
        return
    for note, heading, level in context.once(odd_notes, document):
        yield Finding(
            heading.span,
            f"{called(note)} is at heading level {heading.level}; the other notes in this file are at level {level}",
            f"write `{'#' * level}` before it",
            _shifted(note, level - heading.level, usual_level(document)),
        )


def _shifted(note: Note, by: int, section_level: int) -> Fix | None:
    """The note at another level, its sections with it unless they stand where the sections of other notes do."""
    headings = [note.heading] if note.heading else []
    if any(section.level != section_level for section in note.sections):
        headings += [section.heading for section in note.all_sections()]
    if any(heading.setext or not 1 <= heading.level + by <= _DEEPEST for heading in headings):
        return None
    edits = (
        Edit(Span(heading.span.start, heading.span.start + heading.level), "#" * (heading.level + by))
        for heading in headings
    )
    return Fix("move it to the level of the others", tuple(edits), Safety.UNSAFE)
