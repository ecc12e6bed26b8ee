"""The check of the rule section-content."""

from __future__ import annotations

from notelint.checks.violations import finding, shortfalls
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.diagnostic import Finding
    from notelint.note.model import Document


def section_content(document: Document, context: Context) -> Iterator[Finding]:
    """Sections whose content breaks the schema, each at its value or body."""
    for each in context.once(shortfalls, document):
        if each.in_section:
            yield finding(each, document, context)
