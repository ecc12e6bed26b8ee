"""The check of the rule note-property-missing."""

from __future__ import annotations

from notelint.checks.sections import called, note_place
from notelint.diagnostic import Finding, Related
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.layout import Field
    from notelint.note.model import Document


def note_property_missing(document: Document, context: Context) -> Iterator[Finding]:
    """Properties that the schema requires and a note does not give; sections have a rule of their own."""
    if document.layout is None or context.schema is None:
        return
    required = [field for field in document.layout.fields if field.required and not field.section]
    for note in document.notes:
        given = {fact.name for fact in (*note.facts, *note.unread)}
        for field in required:
            if field.name not in given:
                yield Finding(
                    note_place(note),
                    f"{called(note)} has no {field.name}",
                    _remedy(field),
                    related=(Related("required by the schema", location=f"{context.schema.location}#/required"),),
                )


def _remedy(field: Field) -> str:
    if field.front_matter:
        return f"add `{field.front_matter[0]}:` to the front matter"
    if field.labels:
        return f"add a line `{field.labels[0]}: ...`"
    if field.link:
        return f"add a link that leads to it, labelled as such: `[{field.link.title()}](...)`"
    if field.heading:
        return f"write it in the note's heading, where the schema's pattern has the group `{field.heading}`"
    return f"say in the schema, by `x-markdown`, where a note gives `{field.name}`"
