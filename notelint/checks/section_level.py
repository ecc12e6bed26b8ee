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


def section_level(document: Document, _: Context) -> Iterator[Finding]:
    """Sections that stand deeper or shallower than the same section of most other notes in the file.

    The level counts from the top of the document or from the note's heading: a section that agrees in one is right.
    """
    by_name: defaultdict[str, list[tuple[Note, Section]]] = defaultdict(list)
    for note, section, field in known_sections(document):
        by_name[field.section or field.name].append((note, section))
    for name, places in by_name.items():
        usual = majority([section.level for _, section in places])
        usual_step = majority([_step(note, section) for note, section in places])
        for note, section in places:
            if usual is None or usual_step is None or section.level == usual or _step(note, section) == usual_step:
                continue
            yield Finding(
                section.heading.span,
                f"the {name} section of {called(note)} is a level-{section.level} heading; "
                f"in the other notes it has level {usual}",
                f"write `{'#' * usual} {section.name}`",
            )


def _step(note: Note, section: Section) -> int:
    return section.level - (note.heading.level if note.heading else 0)
