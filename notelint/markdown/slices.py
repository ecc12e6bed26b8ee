"""Blocks side by side that are parsed when asked for: a text cut into slices, and what may be asked of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from notelint.dataclass import cached_property, dataclass
from notelint.markdown.nodes import Block, Heading
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator
    from typing import overload

    from notelint.source import Span


@dataclass(frozen=True, eq=False)
class Slice:
    """A stretch of a text whose blocks depend on no other stretch.

    `heading` is the heading that it is, known without a parser; `parse` gives the blocks of any other slice, none of
    which is a heading.
    """

    span: Span
    heading: Heading | None
    parse: Callable[[], tuple[Block, ...]]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, parsed on first use."""
        return (self.heading,) if self.heading else self.parse()


class Blocks(Sequence[Block]):
    """The blocks of a stretch of text, as a sequence; what is not asked for is not parsed.

    `text` is the whole original text, `slices` are in order and apart.
    """

    def __init__(self, text: str, slices: Sequence[Slice]) -> None:
        self._text = text
        self._slices = slices

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        return tuple(block for each in self._slices for block in each.blocks)

    @cached_property
    def _starts(self) -> list[int]:
        return [each.span.start for each in self._slices]

    def __iter__(self) -> Iterator[Block]:
        """The blocks, each slice parsed when its turn comes."""
        for each in self._slices:
            yield from each.blocks

    def __len__(self) -> int:
        return len(self._blocks)

    def __bool__(self) -> bool:
        return any(each.blocks for each in self._slices)

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
        return Blocks(self._text, [*self._slices, *other._slices])

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings among the blocks (not those inside of others), without a parser."""
        return tuple(each.heading for each in self._slices if each.heading)

    def runs(self) -> list[Blocks]:
        """The blocks before the first heading, and for each heading those below it, up to the next."""
        ends = [index for index, each in enumerate(self._slices) if each.heading]
        starts = [0, *(end + 1 for end in ends)]
        ends.append(len(self._slices))
        return [Blocks(self._text, self._slices[first:last]) for first, last in zip(starts, ends, strict=True)]

    def holding(self, *marks: str | re.Pattern[str]) -> Iterator[Block]:
        """The blocks among which one of some marks stands in the text, in order; the others are not parsed.

        More than those that hold it may be given: blocks that stand side by side in one slice. Marks of which each
        begins with plain characters are found five times as fast as one expression of them all.
        """
        if not self._slices:
            return
        position, end = self._slices[0].span.start, self._slices[-1].span.end
        ahead = [_find(mark, self._text, position, end) for mark in marks]
        while (found := min(ahead)) < end:
            held = self._slices[bisect_right(self._starts, found) - 1]
            if found < held.span.end:
                yield from held.blocks
            position = max(held.span.end, found + 1)
            ahead = [
                place if place >= position else _find(mark, self._text, position, end)
                for place, mark in zip(ahead, marks, strict=True)
            ]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern in the text, from the line of the first block to the end of the last.

        What stands between two stretches is searched, too: `at` passes over it.
        """
        if not self._slices:
            return iter(())
        start, end = self._slices[0].span.start, self._slices[-1].span.end
        while self._text[start - 1 : start] in {" ", "\t"}:
            start -= 1
        return pattern.finditer(self._text, start, end)

    def at(self, places: Iterable[int]) -> Iterator[Block]:
        """The blocks of the slices in which some offsets of the text (in order) lie; the others are not parsed."""
        last = -1
        for place in places:
            index = bisect_right(self._starts, place, max(last, 0)) - 1
            if index > last and place < self._slices[index].span.end:
                yield from self._slices[index].blocks
                last = index


def _find(mark: str | re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where a mark stands first between two offsets; the second of them if it does not."""
    if isinstance(mark, str):
        place = text.find(mark, start, end)
        return end if place < 0 else place
    found = mark.search(text, start, end)
    return found.start() if found else end
