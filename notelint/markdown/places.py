"""From the texts that mistune is given back to the original text.

mistune parses what stands inside a container (quote, list item, footnote) from a text of its own, without markers and
indentation. Its lines correspond one to one to lines of the original, and each is the end of its original line, apart
from leading spaces (a cut tab becomes spaces). So a line and the distance from its end give the original place.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from notelint.dataclass import dataclass
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LINE_END = regex(r"\r\n|\n|\r")
_LEADING_WHITESPACE = regex(r"[ \t]*")


@dataclass(frozen=True)
class Lines:
    """A text for mistune (every line ends with LF) and the original offsets at which its lines end.

    `starts` has one entry more than there are lines: the length of the text. `lazy` are the indexes of the lines that
    continue a paragraph without the markers of their containers (CommonMark 5.1); they begin no block.
    """

    original: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    lazy: frozenset[int]

    @classmethod
    def of(cls, original: str, lines: Sequence[str], ends: Sequence[int], lazy: Iterable[int] = ()) -> Lines:
        """Put lines (without line ends) together; `ends` are the original offsets of their ends."""
        starts = [0, *accumulate(len(line) + 1 for line in lines)]
        return cls(original, "\n".join([*lines, ""]), starts, ends, frozenset(lazy))

    @classmethod
    def of_text(cls, text: str, start: int, end: int) -> Lines:
        """The lines of a text between two offsets."""
        breaks = [*_LINE_END.finditer(text, start, end)]
        starts = [start, *(found.end() for found in breaks)]
        ends = [*(found.start() for found in breaks), end]
        if breaks and starts[-1] == end:
            del starts[-1], ends[-1]
        return cls.of(text, [text[first:last] for first, last in zip(starts, ends, strict=True)], ends)

    def __len__(self) -> int:
        return len(self.ends)

    def line(self, index: int) -> str:
        """A line without its line end; lines count from 0."""
        return self.text[self.starts[index] : self.starts[index + 1] - 1]

    def index(self, offset: int) -> int:
        """The line that holds an offset of the text."""
        return bisect_right(self.starts, offset, 0, len(self.ends)) - 1

    def original_offset(self, offset: int) -> int:
        """Where a character of the text, or the end of a line, stands in the original."""
        return self._place(self.index(offset), offset)

    def _place(self, index: int, offset: int) -> int:
        return self.ends[index] - (self.starts[index + 1] - 1 - offset)

    def span(self, start: int, end: int) -> Span:
        """The original span of a range of the text, which must begin and end at characters that are not blank."""
        return Span(self.original_offset(start), self.original_offset(end))

    def block_span(self, start: int, end: int) -> Span:
        """The original span of a block: without its indentation and without spaces after its last line's text."""
        text = self.text
        while start < end and text[start] in " \t\n":
            start += 1
        first = self.index(start)
        last = self.index(max(start, end - 1))
        while last > first and not self.line(last).strip(" \t"):
            last -= 1
        return Span(self._place(first, start), self.ends[last])

    def leaf_text(self, start: int, end: int) -> LeafText:
        """A range of the text as inline content, without spaces and line ends around it."""
        start, end = stripped(self.text, start, end)
        first, last = self.index(start), self.index(max(start, end - 1))
        anchors = [start, *self.starts[first + 1 : last + 1]]
        places = [self._place(index, anchor) for index, anchor in enumerate(anchors, first)]
        return LeafText(self.text[start:end], tuple(anchor - start for anchor in anchors), tuple(places))


@dataclass(frozen=True)
class LeafText:
    """The text of a leaf block: from `offsets[i]` on its characters stand in the original from `places[i]` on."""

    text: str
    offsets: tuple[int, ...]
    places: tuple[int, ...]

    def original_offset(self, offset: int) -> int:
        """Where a character of the text, or its end, stands in the original."""
        index = bisect_right(self.offsets, offset) - 1
        return self.places[index] + offset - self.offsets[index]

    def span(self, start: int, end: int) -> Span:
        """The original span of a range of the text."""
        return Span(self.original_offset(start), self.original_offset(end))


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of a text without spaces and line ends at its two ends."""
    while start < end and text[start] in " \t\n\f":
        start += 1
    while start < end and text[end - 1] in " \t\n\f":
        end -= 1
    return start, end


def with_line_feeds(text: str) -> str:
    """A text whose lines all end with LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def leading_whitespace(text: str) -> int:
    """The length of the spaces and tabs that a text begins with."""
    found = _LEADING_WHITESPACE.match(text)
    return found.end() if found else 0


def indentation(line: str, column: int = 0) -> int:
    """The columns that the leading spaces of a line take, where the line begins at `column` (CommonMark 2.2)."""
    width = column
    for char in line:
        if char == " ":
            width += 1
        elif char == "\t":
            width += 4 - width % 4
        else:
            break
    return width - column


def without_indentation(line: str, columns: int, column: int = 0) -> str:
    """A line without its first columns of spaces; what remains of the leading spaces is spaces."""
    spaces = leading_whitespace(line)
    return " " * max(0, indentation(line, column) - columns) + line[spaces:]
