"""The check of the rule note-value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.checks.sections import called, note_place
from notelint.diagnostic import Finding, Related
from notelint.note.model import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document, Fact
    from notelint.schema import Violation
    from notelint.source import Span


def note_value(document: Document, context: Context) -> Iterator[Finding]:
    """Values that break the schema, each at its own place."""
    if context.schema is None:
        return
    for note in document.notes:
        for violation in context.schema.violations(note.properties):
            fact = note.fact(violation.property) if violation.property else None
            if violation.keyword == "required" and not violation.instance:
                continue  # an absent property: the matter of section-missing and note-property-missing
            name = (fact.label or fact.name) if fact else None
            yield Finding(
                _place(violation, fact, document) if fact else note_place(note),
                f"{name} {violation.message}" if name else f"{called(note)} {violation.message}",
                related=(Related("the schema", location=f"{context.schema.location}#{violation.clause}"),),
            )


def _place(violation: Violation, fact: Fact, document: Document) -> Span:
    """The value's place; of a list in front matter that of the item concerned."""
    parts = violation.instance.split("/")
    if fact.origin is Origin.FRONT_MATTER and fact.label and document.front_matter and len(parts) > 2:
        entry = document.front_matter.get(fact.label)
        if entry and parts[2].isdecimal() and int(parts[2]) < len(entry.items):
            return entry.items[int(parts[2])]
    return fact.span
