"""The running text of a document, apart from code, formulas, addresses and HTML."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

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
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.markdown.nodes import Block, Inline
    from notelint.note.model import Document
    from notelint.source import Span


def blocks_with(document: Document, *marks: str | re.Pattern[str]) -> Iterator[Block]:
    """The blocks, also those inside of others, in whose text one of some marks stands; without, nothing is parsed."""
    text = document.source.text
    for block in walk(document.blocks.holding(*marks)):
        if any(_stands(mark, text, *block.span) for mark in marks):
            yield block


def blocks_at(document: Document, places: Sequence[int]) -> Iterator[Block]:
    """The blocks, also those inside of others, in which some offsets (in order) lie."""
    for block in walk(document.blocks.at(places)):
        following = bisect_left(places, block.span.start)
        if following < len(places) and places[following] < block.span.end:
            yield block


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


def formulas(blocks: Iterable[Block]) -> Iterator[Span]:
    """Where formulas stand in blocks (not in those inside of them), with their dollars."""
    for block in blocks:
        if isinstance(block, Math):
            yield block.span
        elif isinstance(block, Leaf):
            yield from (inline.span for inline in block.find(InlineMath))


def matches_in_text(document: Document, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where a pattern matches in plain text. It must not look at what stands behind its match."""
    for block in blocks_with(document, pattern):
        if isinstance(block, Leaf):
            for text in texts(block.inlines):
                yield from pattern.finditer(document.source.text, *text.span)


def matches_outside_code(document: Document, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where a pattern matches below the front matter, but not in code."""
    start = document.front_matter.span.end if document.front_matter else document.source.start
    found = list(pattern.finditer(document.source.text, start))
    blocks = blocks_with(document, pattern) if found else ()
    yield from outside([span for block in blocks for span in _code(block)], found)


def outside(spans: Sequence[Span], matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those matches that begin in none of some spans, which are in order and apart."""
    for match in matches:
        index = bisect_right(spans, match.start(), key=lambda span: span.start) - 1
        if index < 0 or match.start() >= spans[index].end:
            yield match


def _stands(mark: str | re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a mark stands between two offsets."""
    return (text.find(mark, start, end) >= 0) if isinstance(mark, str) else bool(mark.search(text, start, end))


def _code(block: Block) -> Iterator[Span]:
    if isinstance(block, Code):
        yield block.span
    elif isinstance(block, Leaf):
        yield from (inline.span for inline in block.find(CodeSpan))
