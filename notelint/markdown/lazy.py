"""A text cut into pieces by its skeleton, each parsed when it is asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, partial
from itertools import accumulate, count
from operator import add

from notelint.dataclass import dataclass
from notelint.markdown.html import BLANK_LINE, html_block_end
from notelint.markdown.leaves import paragraph
from notelint.markdown.nodes import Code, Heading, Html, Paragraph
from notelint.markdown.places import Lines
from notelint.markdown.simple_blocks import simple_block
from notelint.markdown.skeleton import Piece, below_blank, line_start, next_piece, open_formula
from notelint.markdown.slices import Blocks
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from notelint.markdown.leaves import Definitions, FindDefinitions
    from notelint.markdown.nodes import Block

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
    cut = _Cut(text, start)
    return Blocks(text, cut.pieces, cut.blocks, cut.line)


def _may_define(text: str, start: int, end: int) -> bool:
    """Whether lines may hold a link reference definition. Most hold no `]:`, which takes much less time to see."""
    return text.find("]:", start, end) >= 0 and bool(
        _DEFINITION_HERE.match(text, start, end) or _DEFINITION_BELOW.search(text, start, end)
    )


def _definitions(text: str, stretches: Sequence[Span]) -> Definitions:
    """The link reference definitions in some lines by their keys; the first one of a key counts."""
    found: dict[str, Mapping[str, Any]] = {}
    for span in stretches:
        if _may_define(text, *span):
            from notelint.markdown.blocks import parse_blocks  # noqa: PLC0415 - imports mistune

            # Parsed for this alone: no block leads back to the others, and memory is free as soon as they go.
            for key, definition in parse_blocks(Lines.of_text(text, *span), dict).definitions.items():
                found.setdefault(key, definition)
    return found


class _Cut:
    """A text cut into pieces, whose blocks are parsed when they are asked for."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._blocks: dict[int, tuple[Block, ...]] = {}
        stretches: list[Span] = []  # where definitions may stand
        self._definitions: FindDefinitions = cache(partial(_definitions, text, stretches))
        self.pieces = [*self._cut(_scanned(text, start), stretches)]

    def blocks(self, piece: Piece) -> tuple[Block, ...]:
        """The blocks of a piece, parsed on first use."""
        found = self._blocks.get(piece.start)
        if found is None:
            simple = simple_block(piece, self._text, self._definitions)
            found = self._blocks[piece.start] = (simple,) if simple else self._parsed(self._lines(piece))
        return found

    def line(self, start: int, end: int) -> Paragraph:
        """A part of one line as a paragraph of its own, with the definitions of the whole text."""
        return paragraph(self._text, start, end, self._definitions)

    def _cut(self, scanned: _Scanned, stretches: list[Span]) -> Iterator[Piece]:
        position = scanned.start
        while piece := next_piece(scanned.text, position):
            position = piece.end + 1
            if piece.kind == "doubtful":
                stretch, blocks, position = self._settled(scanned, piece)
                stretches.append(stretch)
                for block in blocks:
                    self._blocks[block.span.start] = (block,)
                    yield Piece("heading" if isinstance(block, Heading) else "other", *block.span)
                continue
            if scanned.returns:
                piece = Piece(piece.kind, *scanned.span(piece.start, piece.end))
            if piece.kind == "other":
                stretches.append(self._lines(piece))
            yield piece

    def _settled(self, scanned: _Scanned, piece: Piece) -> tuple[Span, tuple[Block, ...], int]:
        """Doubtful lines with as many behind them as belong to the last block, their blocks, and where they end."""
        text, end = scanned.text, piece.end + 1
        line = line_start(text, piece.start)
        while True:
            stretch = Span(scanned.offset(line), min(scanned.offset(end), len(self._text)))
            blocks = self._parsed(stretch)
            goes_on = bool(blocks) and (_is_open(blocks[-1]) or _may_go_on(scanned, line, end, blocks))
            if end == len(text) or not goes_on:
                return stretch, blocks, end
            end = below_blank(text, 2 * end - line)  # twice as much, so that all attempts together take linear time

    def _lines(self, piece: Piece) -> Span:
        """The lines of a piece, with the last line end: code that is not closed may end with blank lines."""
        return Span(line_start(self._text, piece.start), min(piece.end + 1, len(self._text)))

    def _parsed(self, stretch: Span) -> tuple[Block, ...]:
        from notelint.markdown.blocks import parse_blocks  # noqa: PLC0415 - imports mistune

        return parse_blocks(Lines.of_text(self._text, *stretch), self._definitions).blocks


@dataclass(frozen=True, eq=False)
class _Scanned:
    """A text as the skeleton wants it, every line ending with LF, and the way back from its offsets.

    `returns` are the offsets of the LFs that are CR LF in the original.
    """

    text: str
    start: int
    returns: Sequence[int]

    def offset(self, offset: int) -> int:
        """The original offset."""
        return offset + bisect_left(self.returns, offset)

    def span(self, start: int, end: int) -> Span:
        """The original span."""
        return Span(self.offset(start), self.offset(end))


def _scanned(text: str, start: int) -> _Scanned:
    returns: list[int] = []
    scanned = text
    if "\r" in text:
        lines = text[start:].split("\r\n")
        returns = [*map(add, accumulate(map(len, lines[:-1])), count(start))]
        scanned = text[:start] + "\n".join(lines).replace("\r", "\n")
    return _Scanned(scanned if scanned.endswith("\n") else scanned + "\n", start, returns)


def _may_go_on(scanned: _Scanned, start: int, end: int, blocks: Sequence[Block]) -> bool:
    """Whether text at the end of some lines may be a formula block or a label that ends behind them."""
    text = scanned.text
    formula = open_formula(text, start, end)
    if formula is not None and any(_holds_formula(block, scanned.offset(formula)) for block in blocks):
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
