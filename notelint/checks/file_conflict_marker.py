"""The check of the rule file-conflict-marker."""

from __future__ import annotations

import re

from notelint.checks.prose import outside
from notelint.diagnostic import Finding, Related
from notelint.markdown.nodes import Code, walk
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document

_MARKER = regex(r"^(?:<{7} [^\r\n]*|={7}(?=\r?$)|>{7} [^\r\n]*)", re.MULTILINE)
_ORDER = "<=>"


def file_conflict_marker(document: Document, _: Context) -> Iterator[Finding]:
    """Each place where git's three markers stand one below the other, at the starts of lines and in no code block."""
    text = document.source.text
    blocks = [block.span for block in walk(document.blocks.holding(_MARKER)) if isinstance(block, Code)]
    markers: list[Span] = []
    for found in outside(blocks, _MARKER.finditer(text)):
        if found[0][0] != _ORDER[len(markers)]:
            markers.clear()
        if found[0][0] == _ORDER[len(markers)]:
            markers.append(Span(*found.span()))
        if len(markers) == len(_ORDER):
            yield _finding(text, markers)
            markers.clear()


def _finding(text: str, markers: Sequence[Span]) -> Finding:
    opening, middle, closing = markers
    ours, theirs = (text[span.start + 8 : span.end].strip() for span in (opening, closing))
    return Finding(
        opening,
        f'unresolved merge of "{theirs}" into "{ours}"',
        "keep one version or combine both, and delete the three marker lines",
        related=(Related("the other version begins", middle), Related("it ends", closing)),
    )
