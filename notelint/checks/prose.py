"""The running text of a document, apart from code, formulas, addresses and HTML."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from notelint.markdown.nodes import (
    Code,
    CodeSpan,
    Emphasis,
    InlineMath,
    Leaf,
    Link,
    Math,
    Strikethrough,
    Strong,
    Text,
    walk,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.markdown.nodes import Block, Inline
    from notelint.note.model import Document
    from notelint.source import Span


def leaves(document: Document) -> Iterator[Leaf]:
    """The blocks that hold inlines, in source order."""
    return (block for block in walk(document.blocks) if isinstance(block, Leaf))


def texts(inlines: Iterable[Inline]) -> Iterator[Text]:
    """The plain text among inlines, that of emphasis and of links' labels included; a bare URL is none."""
    for inline in inlines:
        match inline:
            case Text():
                yield inline
            case Link(form="bare" | "autolink"):
                continue
            case Emphasis() | Strong() | Strikethrough() | Link():
                yield from texts(inline.children)


def formulas(document: Document) -> Iterator[Span]:
    """Where formulas stand, with their dollars."""
    if "$" not in document.source.text:
        return
    for block in walk(document.blocks):
        if isinstance(block, Math):
            yield block.span
        elif isinstance(block, Leaf):
            yield from (inline.span for inline in block.find(InlineMath))


def matches_in_text(document: Document, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where a pattern matches in plain text; nothing is parsed where the file has no match at all."""
    source = document.source.text
    if pattern.search(source):
        for leaf in leaves(document):
            for text in texts(leaf.inlines):
                yield from pattern.finditer(source, *text.span)


def matches_outside_code(document: Document, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where a pattern matches below the front matter, but not in code; without a match, nothing is parsed."""
    start = document.front_matter.span.end if document.front_matter else document.source.start
    found = list(pattern.finditer(document.source.text, start))
    if not found:
        return
    yield from outside([span for block in walk(document.blocks) for span in _code(block)], found)


def outside(spans: Sequence[Span], matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those matches that begin in none of some spans, which are in order and apart."""
    for match in matches:
        index = bisect_right(spans, match.start(), key=lambda span: span.start) - 1
        if index < 0 or match.start() >= spans[index].end:
            yield match


def _code(block: Block) -> Iterator[Span]:
    if isinstance(block, Code):
        yield block.span
    elif isinstance(block, Leaf):
        yield from (inline.span for inline in block.find(CodeSpan))
