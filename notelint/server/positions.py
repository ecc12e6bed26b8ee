"""Positions of the protocol and offsets of notelint: the only module that converts between them.

Lines count from 0 and end with CR LF, LF or CR; columns are units of the encoding that client and server agreed on.
https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from lsprotocol import types

from notelint.dataclass import dataclass, replace
from notelint.source import Source, Span, readable, spliced
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Python's name of each encoding, and the bytes of a unit.
_ENCODINGS = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
_BLOCK = 512  # code points that are counted for one place: a text may be one long line, with places all over it


@dataclass(frozen=True)
class Positions:
    """Translates between code points and the units of an encoding."""

    encoding: types.PositionEncodingKind = types.PositionEncodingKind.Utf16

    def position(self, source: Source, offset: int) -> types.Position:
        """The position of a code-point offset; between CR and LF it is the end of the line."""
        number = source.line_number(offset)
        line = source.line(number)
        end = min(offset, line.end)
        return types.Position(number - 1, self._units(source.text, end) - self._units(source.text, line.start))

    def offset(self, source: Source, position: types.Position) -> int:
        """The code-point offset of a position; past the end of a line or of the text, that end.

        Within a character it is the one before that.
        """
        if position.line >= source.line_count:
            return len(source.text)
        line = source.line(position.line + 1)
        behind = self._units(source.text, line.start) + position.character
        return min(self._code_points(source.text, behind), line.end)

    def range(self, source: Source, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(source, span.start), self.position(source, span.end))

    def span(self, source: Source, given: types.Range) -> Span:
        """The span of a range, which may be given backwards."""
        return Span(*sorted((self.offset(source, given.start), self.offset(source, given.end))))

    def edited(self, source: Source, changes: Iterable[types.TextDocumentContentChangeEvent]) -> Source:
        """The source after the changes of a client, applied one after the other."""
        for change in changes:
            text = change.text
            if isinstance(change, types.TextDocumentContentChangePartial):
                text = spliced(source.text, [(self.span(source, change.range), text)])
            source = replace(source, text=readable(text))  # half of a surrogate pair has no bytes
        return source

    def _units(self, text: str, offset: int) -> int:
        """How many units stand before an offset."""
        if text.isascii():
            return offset
        block = offset // _BLOCK
        name, size = _ENCODINGS[self.encoding]
        inside = text[block * _BLOCK : offset].encode(name, "surrogatepass")
        return _units_before(text, self.encoding)[block] + len(inside) // size

    def _code_points(self, text: str, units: int) -> int:
        """The last offset before which there are no more units than that."""
        if text.isascii():
            return units
        before = _units_before(text, self.encoding)
        block = bisect_right(before, units) - 1
        name, size = _ENCODINGS[self.encoding]
        inside = text[block * _BLOCK : (block + 1) * _BLOCK].encode(name, "surrogatepass")
        return block * _BLOCK + len(inside[: (units - before[block]) * size].decode(name, "ignore"))


@lru_cache(maxsize=4)
def _units_before(text: str, encoding: types.PositionEncodingKind) -> list[int]:
    """How many units stand before each block of a text, and in all of it."""
    name, size = _ENCODINGS[encoding]
    blocks = (text[start : start + _BLOCK] for start in range(0, len(text), _BLOCK))
    return [0, *accumulate(len(block.encode(name, "surrogatepass")) // size for block in blocks)]
