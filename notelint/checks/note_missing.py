"""The check of the rule note-missing."""

from __future__ import annotations

from notelint.diagnostic import Finding
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

# How people head notes: the first that the pattern of a schema matches is shown.
_EXAMPLES = (
    "(2019 Google AI) BERT",
    "[2019 ICCV] SlowFast",
    "[2019] BERT",
    "(2019) BERT",
    "2019: BERT",
    "2019 - BERT",
    "2019 BERT",
    "BERT (2019)",
    "BERT [2019]",
    "BERT, 2019",
    "BERT - 2019",
    "BERT: 2019",
    "1. BERT (2019)",
    "Paper: BERT",
    "BERT",
)


def note_missing(document: Document, _: Context) -> Iterator[Finding]:
    """Files that were chosen to hold notes and hold none."""
    if document.configured and document.layout and not document.notes:
        first = document.blocks[0].span.start if document.blocks else document.source.start
        example = next(
            (each for each in _EXAMPLES if any(form.match(each) for form in document.layout.headings)), None
        )
        heading = f"one such as `## {example}`" if example else "a heading as its pattern asks"
        yield Finding(
            Span(first, first),
            f'no heading in this file starts a note of schema "{document.layout.schema}"',
            f"write {heading}, or do not set a schema for this file",
        )
