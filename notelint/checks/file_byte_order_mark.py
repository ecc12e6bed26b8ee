"""The check of the rule file-byte-order-mark."""

from __future__ import annotations

from notelint.diagnostic import Edit, Finding, Fix
from notelint.source import BOM, Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def file_byte_order_mark(document: Document, _: Context) -> Iterator[Finding]:
    """The mark at the very start of the file; notelint itself reads past it."""
    source = document.source
    if source.start:
        span = Span(0, source.start)
        fix = Fix("delete the byte order mark", (Edit(span, ""),))
        yield Finding(
            span,
            "the file begins with a byte order mark, which UTF-8 does not need",
            "save the file as UTF-8 without a byte order mark",
            None if source.text.startswith(BOM, source.start) else fix,  # the second, now text, would become the mark
        )
