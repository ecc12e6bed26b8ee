"""The check of the rule note-level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.checks.sections import called, majority, usual_level
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.note.model import Note
from notelint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.markdown.nodes import Heading
    from notelint.note.model import Document, Group

_DEEPEST = 6


def note_level(document: Document, _: Context) -> Iterator[Finding]:
    """Notes that stand deeper or shallower than most others of their file.

    The level counts from the top of the file or from the note's group: one that agrees in either is right.
    """
    places = list(_places(document))
    level = majority([heading.level for _, heading, _ in places])
    step = majority([step for *_, step in places])
    if level is None or step is None or len(places) < 3:
        return
    for note, heading, its_step in places:
        if heading.level != level and its_step != step:
            yield Finding(
                heading.span,
                f"{called(note)} is headed at level {heading.level}; the other notes of this file, at level {level}",
                f"write `{'#' * level}` before it",
                _shifted(note, level - heading.level, usual_level(document)),
            )


def _places(document: Document) -> Iterator[tuple[Note, Heading, int]]:
    """Each note with its heading, and how many levels that stands below the heading of its group (0 for none)."""
    above: list[int] = []
    parts: list[Group | Note] = [*document.groups, *document.notes]
    for part in sorted(parts, key=lambda part: part.span):
        if part.heading is None:
            continue
        while above and above[-1] >= part.heading.level:
            above.pop()
        if isinstance(part, Note):
            yield part, part.heading, part.heading.level - (above[-1] if above else 0)
        else:
            above.append(part.heading.level)


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
