"""The check of the rule heading-punctuation."""

from __future__ import annotations

from notelint.checks.headings import top_headings
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

# Not the full stop of `etc.`, `et al.`, `U.S.` and `...`; a question mark is part of what is asked.
_TRAILING = regex(r"(?:[:：,，、;；。．]|(?<=\w{4})\.)\Z")


def heading_punctuation(document: Document, _: Context) -> Iterator[Finding]:
    """Headings that end with a colon, comma, semicolon or full stop."""
    for heading in top_headings(document):
        text = document.source.slice(heading.text_span)
        if (found := _TRAILING.search(text[-8:])) and len(text) > 1:
            mark = found[0]
            span = Span(heading.text_span.end - 1, heading.text_span.end)
            fix = Fix(f'delete the "{mark}"', (Edit(span, ""),), Safety.UNSAFE)
            yield Finding(span, f'heading ends with "{mark}"', f'remove the "{mark}"', fix)
