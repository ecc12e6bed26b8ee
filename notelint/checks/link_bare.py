"""The check of the rule link-bare."""

from __future__ import annotations

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


# What may stand in angle brackets (https://spec.commonmark.org/0.31.2/#absolute-uri).
_AUTOLINK = regex(r"[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20\x7f]*")


def link_bare(document: Document, _: Context) -> Iterator[Finding]:
    """Addresses that stand in the text as they are."""
    for link in document.links:
        if link.span == link.url_span:  # of any other link the address is a part
            spelled = f"<{link.url}>"
            fix = Fix(f'write "{spelled}"', (Edit(link.span, spelled),), Safety.UNSAFE)
            is_autolink = _AUTOLINK.fullmatch(link.url) is not None
            remedy = f'write "{spelled}", or give the link text' if is_autolink else "give the link text"
            yield Finding(link.span, f'"{link.url}" is a bare URL', remedy, fix if is_autolink else None)
