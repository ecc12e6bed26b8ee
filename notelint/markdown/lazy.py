"""A text cut into slices by its skeleton, each parsed when it is asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, partial
from itertools import accumulate, count
from operator import add

from notelint.dataclass import cached_property, dataclass
from notelint.markdown.html import BLANK_LINE, html_block_end
from notelint.markdown.leaves import atx_heading, paragraph
from notelint.markdown.math_block import math_end
from notelint.markdown.nodes import Code, Heading, Html, Paragraph
from notelint.markdown.places import Lines
from notelint.markdown.simple_blocks import simple_block
from notelint.markdown.skeleton import below_blank, next_piece
from notelint.markdown.slices import Blocks, Slice
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from notelint.markdown.leaves import Definitions, FindDefinitions, Parsed
    from notelint.markdown.nodes import Block
    from notelint.markdown.skeleton import Kind, Piece

_FORMULA = regex(r"(?:\A|\n) {0,3}\$\$")
# What a link reference definition begins with, behind the markers of its containers; a footnote's is none.
_DEFINITION = (
    r"(?:[ \t>*+\-\d.)]|\[\^[^\\\[\]\s]{1,500}\]:)*"
    r"\[(?!\^[^\\\[\]\s]{1,500}\]:)(?:[^\\\[\]]|\\.){1,999}+\]:"
)
_DEFINITION_HERE = regex(_DEFINITION, re.DOTALL)
_DEFINITION_BELOW = regex(rf"[\r\n\ufeff]{_DEFINITION}", re.DOTALL)
_LABEL = regex(r"\[(?:[^\\\[\]]|\\.){0,999}+\]:")


def parse_lazily(text: str, start: int) -> Blocks:
    """The blocks of a text from the offset `start` on."""
    spans: list[Span] = []

    @cache
    def definitions() -> Definitions:
        from notelint.markdown.blocks import parse_blocks  # noqa: PLC0415 - imports mistune

        found: dict[str, Mapping[str, Any]] = {}
        for span in spans:
            # Parsed for this alone: no block leads back to the others, and memory is free as soon as they go.
            lines = Lines.of_text(text, *span)
            for key, definition in parse_blocks(lines, dict).definitions.items() if _may_define(text, *span) else ():
                found.setdefault(key, definition)
        return found

    find = definitions if _may_define(text, start, len(text)) else dict
    return Blocks(text, [*_slices(_scanned(text, start), find, spans)])


def _may_define(text: str, start: int, end: int) -> bool:
    """Whether lines may hold a link reference definition. Most hold no `]:`, which takes much less time to see."""
    return text.find("]:", start, end) >= 0 and bool(
        _DEFINITION_HERE.match(text, start, end) or _DEFINITION_BELOW.search(text, start, end)
    )


@dataclass(frozen=True, eq=False)
class _Stretch:
    """Lines of a text that the parser reads when it is asked."""

    text: str
    span: Span
    definitions: FindDefinitions

    @cached_property
    def parsed(self) -> Parsed:
        """The blocks, and the definitions among them."""
        from notelint.markdown.blocks import parse_blocks  # noqa: PLC0415 - imports mistune

        return parse_blocks(Lines.of_text(self.text, *self.span), self.definitions)

    def blocks(self, kind: Kind, span: Span) -> tuple[Block, ...]:
        """The blocks at `span`, of which a kind is known; one that is simple is read without the parser."""
        simple = simple_block(kind, self.text, span, self.definitions)
        return (simple,) if simple else self.parsed.blocks


@dataclass(frozen=True, eq=False)
class _Scanned:
    """A text as the skeleton wants it, every line ending with LF, and the way back from its offsets.

    `returns` are the offsets of the LFs that are CR LF in the original.
    """

    original: str
    text: str
    start: int
    returns: Sequence[int]

    def offset(self, offset: int) -> int:
        """The original offset."""
        return min(offset + bisect_left(self.returns, offset), len(self.original))

    def span(self, start: int, end: int) -> Span:
        """The original span."""
        if self.returns:
            return Span(self.offset(start), self.offset(end))
        return Span(start, min(end, len(self.original)))


def _scanned(text: str, start: int) -> _Scanned:
    returns: list[int] = []
    scanned = text
    if "\r" in text:
        lines = text[start:].split("\r\n")
        returns = [*map(add, accumulate(map(len, lines[:-1])), count(start))]
        scanned = text[:start] + "\n".join(lines).replace("\r", "\n")
    return _Scanned(text, scanned if scanned.endswith("\n") else scanned + "\n", start, returns)


def _slices(scanned: _Scanned, definitions: FindDefinitions, spans: list[Span]) -> Iterator[Slice]:
    """The slices; `spans` gets the lines that may hold link reference definitions."""
    text = scanned.original
    position = scanned.start
    while piece := next_piece(scanned.text, position):
        position = piece.end
        if piece.kind == "doubtful":
            stretch, position = _settled(scanned, piece, definitions)
            spans.append(stretch.span)
            for block in stretch.parsed.blocks:
                yield _known(block)
            continue
        span = scanned.span(piece.start, piece.end - 1)
        if piece.kind == "heading":
            yield Slice(span, atx_heading(text, *span, definitions), tuple)
        elif piece.kind == "paragraph" and text.find("\r", *span) < 0:
            yield Slice(span, None, partial(_paragraph, text, span, definitions))
        else:
            stretch = _Stretch(text, scanned.span(piece.line, piece.end), definitions)
            if piece.kind == "other":
                spans.append(stretch.span)
            yield Slice(span, None, partial(stretch.blocks, piece.kind, span))


def _paragraph(text: str, span: Span, definitions: FindDefinitions) -> tuple[Block, ...]:
    return (paragraph(text, *span, definitions),)


def _known(block: Block) -> Slice:
    """The slice of a block that had to be parsed."""
    return Slice(block.span, block if isinstance(block, Heading) else None, lambda: (block,))


def _settled(scanned: _Scanned, piece: Piece, definitions: FindDefinitions) -> tuple[_Stretch, int]:
    """Doubtful lines, parsed, with as many behind them as belong to the last block; and where they end."""
    text, line, end = scanned.text, piece.line, piece.end
    while True:
        stretch = _Stretch(scanned.original, scanned.span(line, end), definitions)
        blocks = stretch.parsed.blocks
        goes_on = bool(blocks) and (_is_open(blocks[-1]) or _may_go_on(scanned, line, end, blocks))
        if end == len(text) or not goes_on:
            return stretch, end
        end = below_blank(text, 2 * end - line)  # twice as much, so that all attempts together take linear time


def _may_go_on(scanned: _Scanned, start: int, end: int, blocks: Sequence[Block]) -> bool:
    """Whether text at the end of some lines may be a formula block or a label that ends behind them."""
    text = scanned.text
    for opening in [*_FORMULA.finditer(text[start:end])][-1:]:  # one before it would end with it
        place = scanned.offset(start + opening.start() + 1)
        formula_end = math_end(text, start + opening.end())
        if formula_end and formula_end > end and any(_holds_formula(block, place) for block in blocks):
            return True
    bracket = end
    while (bracket := text.rfind("[", max(start, end - 2000), bracket)) > start and text[bracket - 1] == "\\":
        pass
    label = _LABEL.match(text, bracket) if bracket >= 0 else None
    return label is not None and label.end() > end


def _holds_formula(block: Block, place: int) -> bool:
    return isinstance(block, (Heading, Paragraph)) and block.span.start <= place < block.span.end


def _is_open(block: Block) -> bool:
    """Whether a block at the end of some lines goes on behind them."""
    if isinstance(block, Code):
        return not block.closed and block.info is not None
    if isinstance(block, Html):
        end = html_block_end(block.text.partition("\n")[0], interrupts=False)
        return end is not None and end is not BLANK_LINE and not end.search(block.text)
    return False
