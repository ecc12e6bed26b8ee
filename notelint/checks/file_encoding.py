"""The check of the rule file-encoding."""

from __future__ import annotations

from notelint.diagnostic import Finding
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def file_encoding(document: Document, _: Context) -> Iterator[Finding]:
    """The first byte that is not UTF-8, or the first of a file in UTF-16."""
    source = document.source
    if source.is_utf_16:
        yield Finding(Span(0, 1), "the file is UTF-16, not UTF-8", "save the file as UTF-8")
    elif source.undecodable:
        byte = ord(source.slice(source.undecodable)) & 0xFF  # PEP 383: U+DC80 to U+DCFF stand for the bytes
        yield Finding(source.undecodable, f"byte 0x{byte:02X} is not UTF-8", "save the file as UTF-8")
