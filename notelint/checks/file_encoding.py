"""The check of the rule file-encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.diagnostic import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def file_encoding(document: Document, _: Context) -> Iterator[Finding]:
    """The first byte that is not UTF-8."""
    span = document.source.undecodable
    if span:
        byte = ord(document.source.text[span.start]) & 0xFF  # PEP 383: U+DC80 to U+DCFF stand for the bytes
        yield Finding(span, f"byte 0x{byte:02X} is not UTF-8", "save the file as UTF-8")
