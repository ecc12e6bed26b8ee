"""Blocks side by side that are parsed when asked for: the pieces of a text, and what may be asked of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain

from notelint.dataclass import cached_property
from notelint.markdown.nodes import Block
from notelint.markdown.skeleton import line_start
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator
    from typing import overload

    from notelint.markdown.nodes import Heading, Paragraph
    from notelint.markdown.skeleton import Piece


class Blocks(Sequence[Block]):
    """The blocks of a stretch of text, as a sequence; what is not asked for is not parsed.

    `text` is the whole original text; `pieces` of it are in order and apart, and headings are known as such; `parse`
    gives the blocks of one, the same ones each time; `line` reads a line of the text as a paragraph of its own.
    """

    def __init__(
        self,
        text: str,
        pieces: Sequence[Piece],
        parse: Callable[[Piece], tuple[Block, ...]],
        line: Callable[[int, int], Paragraph],
    ) -> None:
        self.text = text
        self.line = line
        self._pieces = pieces
        self._parse = parse

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        return tuple(iter(self))

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self._pieces]

    def __iter__(self) -> Iterator[Block]:
        """The blocks, each piece parsed when its turn comes."""
        return chain.from_iterable(map(self._parse, self._pieces))

    def __len__(self) -> int:
        return len(self._blocks)

    def __bool__(self) -> bool:
        return any(map(self._parse, self._pieces))

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> Block: ...

        @overload
        def __getitem__(self, index: slice) -> tuple[Block, ...]: ...

    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        return self._blocks[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Blocks) and self._blocks == other._blocks

    def __hash__(self) -> int:
        return hash(self._blocks)

    def __add__(self, other: Blocks) -> Blocks:
        """These blocks and those of a stretch of the same text that stands behind them."""
        return Blocks(self.text, [*self._pieces, *other._pieces], self._parse, self.line)

    def none(self) -> Blocks:
        """None of the blocks, to which others of the text may be added."""
        return Blocks(self.text, (), self._parse, self.line)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings among the blocks (not those inside of others), without a parser."""
        headings = (piece for piece in self._pieces if piece.kind == "heading")
        return cast("tuple[Heading, ...]", tuple(chain.from_iterable(map(self._parse, headings))))

    @property
    def span(self) -> Span | None:
        """From the line of the first block to the end of the last; None where there are no blocks."""
        if not self._pieces:
            return None
        return Span(line_start(self.text, self._pieces[0].start), self._pieces[-1].end)

    def runs(self) -> list[Blocks]:
        """The blocks before the first heading, and for each heading those below it, up to the next."""
        ends = [index for index, piece in enumerate(self._pieces) if piece.kind == "heading"]
        starts = [0, *(end + 1 for end in ends)]
        ends.append(len(self._pieces))
        return [
            Blocks(self.text, self._pieces[first:last], self._parse, self.line)
            for first, last in zip(starts, ends, strict=True)
        ]

    def holding(self, *marks: str | re.Pattern[str]) -> Iterator[Block]:
        """The blocks among which one of some marks stands in the text, in order; the others are not parsed.

        More than those that hold it may be given: blocks that stand side by side in one piece. Marks of which each
        begins with plain characters are found five times as fast as one expression of them all.
        """
        if not self._pieces:
            return
        position, end = self._pieces[0].start, self._pieces[-1].end
        ahead = [_find(mark, self.text, position, end) for mark in marks]
        while (found := min(ahead)) < end:
            held = self._pieces[bisect_right(self._starts, found) - 1]
            if found < held.end:
                yield from self._parse(held)
            position = max(held.end, found + 1)
            ahead = [
                place if place >= position else _find(mark, self.text, position, end)
                for place, mark in zip(ahead, marks, strict=True)
            ]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern in the text, from the line of the first block to the end of the last.

        What stands between two stretches is searched, too: `at` passes over it.
        """
        if not self._pieces:
            return iter(())
        return pattern.finditer(self.text, line_start(self.text, self._pieces[0].start), self._pieces[-1].end)

    def at(self, places: Iterable[int]) -> Iterator[Block]:
        """The blocks of the pieces in which some offsets of the text (in order) lie; the others are not parsed."""
        last = -1
        for place in places:
            index = bisect_right(self._starts, place, max(last, 0)) - 1
            if index > last and place < self._pieces[index].end:
                yield from self._parse(self._pieces[index])
                last = index


def _find(mark: str | re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where a mark stands first between two offsets; the second of them if it does not."""
    if isinstance(mark, str):
        place = text.find(mark, start, end)
        return end if place < 0 else place
    found = mark.search(text, start, end)
    return found.start() if found else end
