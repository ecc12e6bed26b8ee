"""The check of the rule link-undefined."""

from __future__ import annotations

import re

from notelint.checks.prose import blocks_with
from notelint.diagnostic import Finding
from notelint.markdown.nodes import Leaf, Text, walk_inlines
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_REFERENCE = regex(r"(?<![\w\\\])])!?\[(?P<text>[^\[\]]+)\]\[(?P<label>[^\[\]]*)\]")
_CITATION = regex(r"[\d\s,;\u2013-]+|[@^].*", re.DOTALL)


def link_undefined(document: Document, _: Context) -> Iterator[Finding]:
    """Links by a label that no definition has, in a file that has definitions: elsewhere `[a][b]` is just text."""
    labels = {definition.label: None for definition in document.definitions.values()}
    if not labels:
        return
    from difflib import get_close_matches  # noqa: PLC0415 - few notes have definitions

    for text in _texts(document):
        for found in _REFERENCE.finditer(document.source.text, text.span.start, text.span.end):
            label = found["label"] or found["text"]
            if not _CITATION.fullmatch(label):
                near = get_close_matches(label, labels, n=1)
                remedy = f'did you mean "{near[0]}"?' if near else f"add a definition: `[{label}]: URL`"
                yield Finding(Span(*found.span()), f'link label "{label}" is not defined', remedy)


def _texts(document: Document) -> Iterator[Text]:
    for block in blocks_with(document, "]["):
        if isinstance(block, Leaf):
            yield from (inline for inline in walk_inlines(block.inlines) if isinstance(inline, Text))
