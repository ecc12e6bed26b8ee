"""The check of the rule section-outside."""

from __future__ import annotations

from notelint.checks.outside_sections import outside_sections
from notelint.checks.sections import called, usual_level
from notelint.diagnostic import Finding, Related
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.checks.outside_sections import OutsideSection
    from notelint.note.model import Document


def section_outside(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that the schema knows, before the first note of a file of many notes, or cut off from their note.

    One alone may be about the whole file, such as a Summary at its beginning: two of different names are a note's.
    What stands together is reported once.
    """
    sections = context.once(outside_sections, document)
    before = [each for each in sections if each.note is None]
    if document.notes and len({each.holds for each in before}) > 1:
        yield _before(before, document)
    level = usual_level(document) if sections else 0
    first = {id(each.note): each for each in reversed(sections) if each.note}
    for each in first.values():
        if each.note:
            yield Finding(
                each.group.heading.text_span,
                f'section "{each.name}" is outside {called(each.note)}: its heading ends the note',
                f"write `{'#' * level} {each.group.title}`",
            )


def _before(sections: Sequence[OutsideSection], document: Document) -> Finding:
    place, *others = sections
    heading = document.notes[0].heading
    note = (Related("the first note", heading.text_span),) if heading else ()
    return Finding(
        place.group.heading.text_span,
        f'section "{place.name}" comes before the first note in this file',
        "put the heading of its note above it, such as `(2019 Google) Title`",
        related=(*(Related(f'so does "{each.name}"', each.group.heading.text_span) for each in others), *note),
    )
