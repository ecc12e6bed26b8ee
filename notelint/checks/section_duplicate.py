"""The check of the rule section-duplicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.checks.headings import wording
from notelint.checks.sections import called
from notelint.diagnostic import Finding, Related
from notelint.note.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document, Note, Section


def section_duplicate(document: Document, _: Context) -> Iterator[Finding]:
    """Sections that stand twice under one heading.

    One that the schema knows is a duplicate by its name, for it can hold one value only; any other one only where its
    text is the same too.
    """
    for note in document.notes:
        for sections in (note.sections, *(section.sections for section in note.all_sections())):
            yield from _twice(sections, note)


def _twice(sections: Sequence[Section], note: Note) -> Iterator[Finding]:
    first: dict[Hashable, Section] = {}
    for section in sections:
        body = wording(note.source.slice(section.body_span))
        if section.holds is None and not body:
            continue
        before = first.setdefault(section.holds or (fold_name(section.name), section.value, body), section)
        if before is section:
            continue
        if section.holds:
            message = f"{called(note)} has a second {before.name} section"
            remedy = "join the two, or give one another name"
        else:
            message = f'section "{section.name}" stands here for the second time, with the same text'
            remedy = "delete one of them"
        yield Finding(section.name_span, message, remedy, related=(Related("the first one", before.name_span),))
