"""The check of the rule note-value."""

from __future__ import annotations

from notelint.checks.violations import finding, shortfalls
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.diagnostic import Finding
    from notelint.note.model import Document


def note_value(document: Document, context: Context) -> Iterator[Finding]:
    """Values that break the schema, each at its own place; those in sections are the matter of section-content."""
    for each in context.once(shortfalls, document):
        if not each.in_section:
            yield finding(each, document, context)
