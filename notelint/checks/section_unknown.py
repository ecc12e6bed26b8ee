"""The check of the rule section-unknown."""

from __future__ import annotations

from notelint.checks.renaming import renaming
from notelint.checks.sections import misspelt_sections
from notelint.diagnostic import Finding, Related
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document, Section
    from notelint.source import Span


def section_unknown(document: Document, context: Context) -> Iterator[Finding]:
    """Sections with a misspelt name, and under a closed schema all that it does not know.

    What stands inside a section is that section's own affair.
    """
    misspelt: set[Span] = set()
    for _, section, holds, name in context.once(misspelt_sections, document):
        misspelt.add(section.name_span)
        habit = context.habits.get(holds)
        known = (
            f'section "{section.name}" is called "{name}" in {habit.namesakes}'
            if habit and habit.namesakes
            else _message(section)
        )
        yield Finding(section.name_span, known, f'did you mean "{name}"?', renaming(document, context, section, name))
    if document.layout is None or not document.layout.closed or context.schema is None:
        return
    known = ", ".join(f'"{field.section}"' for field in document.layout.fields if field.section)
    closed = Related("closed by the schema", location=f"{context.schema.location}#/x-markdown/sections/closed")
    for note in document.notes:
        for section in note.sections:
            if section.holds is None and section.name_span not in misspelt:
                yield Finding(section.name_span, _message(section), f"the schema has {known}", related=(closed,))


def _message(section: Section) -> str:
    return f'section "{section.name}" is not in the schema'
