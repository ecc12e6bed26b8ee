"""The check of the rule heading-empty."""

from __future__ import annotations

from notelint.checks.headings import top_headings
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def heading_empty(document: Document, _: Context) -> Iterator[Finding]:
    """Headings without any text."""
    for heading in top_headings(document):
        if heading.text_span.start >= heading.text_span.end:
            yield Finding(heading.span, "heading has no text", "write the name of the section, or delete the heading")
