"""Positions of the protocol and offsets of notelint: the only module that converts between them.

Lines count from 0 and end with CR LF, LF or CR; columns are units of the encoding that client and server agreed on.
https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position
"""

from __future__ import annotations

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


@dataclass(frozen=True)
class Positions:
    """Translates between code points and the units of an encoding."""

    encoding: types.PositionEncodingKind = types.PositionEncodingKind.Utf16

    def position(self, source: Source, offset: int) -> types.Position:
        """The position of a code-point offset; between CR and LF it is the end of the line."""
        number = source.line_number(offset)
        line = source.line(number)
        return types.Position(number - 1, self._units(source.text[line.start : min(offset, line.end)]))

    def offset(self, source: Source, position: types.Position) -> int:
        """The code-point offset of a position; past the end of a line or of the text, that end.

        Within a character it is the one before that.
        """
        if position.line >= source.line_count:
            return len(source.text)
        line = source.line(position.line + 1)
        return line.start + self._code_points(source.slice(line), position.character)

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

    def _units(self, text: str) -> int:
        if text.isascii():
            return len(text)
        name, size = _ENCODINGS[self.encoding]
        return len(text.encode(name, "surrogatepass")) // size

    def _code_points(self, line: str, units: int) -> int:
        if line.isascii():
            return min(units, len(line))
        name, size = _ENCODINGS[self.encoding]
        return len(line.encode(name, "surrogatepass")[: units * size].decode(name, "ignore"))
