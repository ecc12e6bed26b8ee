"""The check of the rule note-missing."""

from __future__ import annotations

from notelint.diagnostic import Finding
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def note_missing(document: Document, _: Context) -> Iterator[Finding]:
    """Files that were chosen to hold notes and hold none."""
    if document.configured and document.layout and not document.notes:
        first = document.blocks[0].span.start if document.blocks else document.source.start
        yield Finding(
            Span(first, first),
            f'no heading of this file begins a note of the schema "{document.layout.schema}"',
            "write a heading that matches the schema's pattern, or choose no schema for this file",
        )
