"""The check of the rule link-empty."""

from __future__ import annotations

from notelint.checks.link_paths import doubtful_links
from notelint.diagnostic import Finding
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_NO_TEXT = regex(r"\[\s*\]\(")


def link_empty(document: Document, context: Context) -> Iterator[Finding]:
    """Links that lead nowhere, and links that nobody sees."""
    for link in doubtful_links(document, context):
        if not link.url.strip():
            yield Finding(link.span, f'link "{link.label or ""}" has no target', "add its URL, or delete the link")
        elif _NO_TEXT.match(document.source.text, link.span.start):
            yield Finding(link.span, f'link to "{link.url}" has no text', "add text: a link without text is invisible")
