"""The text of one file, where things are in it, and what tells its bytes from others."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, count
from operator import add

from notelint.dataclass import cached_property, dataclass
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

try:
    from _blake2 import blake2b  # what hashlib gives, too, but with OpenSSL, which takes 3 ms to load
except ImportError:  # a Python that was built without it
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable


BOM = "\ufeff"

# CommonMark 2.1. Not `str.splitlines`, which also splits at \x0b, \x0c, \x1c-\x1e, \x85, U+2028 and U+2029.
LINE_END = regex(r"\r\n|\n|\r")
_SURROGATE = regex("[\ud800-\udfff]")
_UTF_16 = regex("\udcff\udcfe|\udcfe\udcff|(?:\0[^\0]){4}|(?:[^\0]\0){4}")


_SHORT = 50_000  # code points


class Span(NamedTuple):
    """A half-open range of code points of the original text: `text[start:end]`."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people and SARIF (`unicodeCodePoints`) count it: line and column from 1, in code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """One file as read: `path` as the user sees it (POSIX, relative where possible), `text` with nothing changed.

    The text keeps its byte order mark, its line ends and everything else; bytes that are not UTF-8 stand in it as
    surrogate escapes (PEP 383), so that `data` gives back exactly what was read.
    """

    path: str
    text: str

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> Source:
        """Decode the bytes of a file; never fails (see `undecodable`)."""
        return cls(path, data.decode("utf-8", "surrogateescape"))

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file."""
        return encoded(self.text)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the file's bytes, in hexadecimal."""
        from hashlib import sha256  # noqa: PLC0415 - only a record tells it

        return sha256(self.data).hexdigest()

    @cached_property
    def undecodable(self) -> Span | None:
        """The first byte that is not UTF-8, or None."""
        try:
            self.text.encode()
        except UnicodeEncodeError as error:
            return Span(error.start, error.start + 1)
        return None

    @cached_property
    def is_utf_16(self) -> bool:
        """Whether the bytes are those of UTF-16: by their mark, or since every other one is zero."""
        return bool(_UTF_16.match(self.text))

    @property
    def misread(self) -> Span | None:
        """What shows that the text is not the one that was written, since the file is not UTF-8; None where it is."""
        return Span(0, 1) if self.is_utf_16 else self.undecodable

    @cached_property
    def start(self) -> int:
        """Where the text begins: 1 after a byte order mark, else 0."""
        return int(self.text.startswith(BOM))

    @cached_property
    def _has_bare_returns(self) -> bool:
        """Whether a line ends with CR alone: if none does, a line ends wherever there is an LF."""
        return "\r" in self.text and self.text.count("\r") != self.text.count("\r\n")

    @cached_property
    def _line_starts(self) -> list[int]:
        if self._has_bare_returns:
            return [0, *(found.end() for found in LINE_END.finditer(self.text))]
        lengths = accumulate(map(len, self.text.split("\n")[:-1]))
        return [0, *map(add, lengths, count(1))]  # the same where no line ends with \r alone, four times as fast

    @property
    def line_count(self) -> int:
        """The number of lines; a text that ends with a line end has an empty last line."""
        return len(self._line_starts)

    def position(self, offset: int) -> Position:
        """The line and column of a code-point offset (0 to `len(text)`)."""
        if "_line_starts" not in self.__dict__ and len(self.text) < _SHORT and not self._has_bare_returns:
            before = self.text.rfind("\n", 0, offset)  # a few questions cost less than to find where all lines start
            return Position(self.text.count("\n", 0, offset) + 1, offset - before)
        line = self.line_number(offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line_number(self, offset: int) -> int:
        """The 1-based line that holds a code-point offset."""
        return bisect_right(self._line_starts, offset)

    def line_start(self, number: int) -> int:
        """The offset at which a 1-based line begins."""
        return self._line_starts[number - 1]

    def line(self, number: int) -> Span:
        """A 1-based line without its line end."""
        start = self._line_starts[number - 1]
        if number < len(self._line_starts):
            end = self._line_starts[number]
            end -= 2 if self.text.startswith("\r\n", end - 2) and end - 2 >= start else 1
        else:
            end = len(self.text)
        return Span(start, end)

    def line_at(self, offset: int) -> Span:
        """The line that holds a code-point offset, without its line end."""
        return self.line(self.line_number(offset))

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]


def encoded(text: str) -> bytes:
    """The bytes of a text that was decoded by `Source.from_bytes`."""
    return text.encode("utf-8", "surrogateescape")


def is_unicode(text: str) -> bool:
    """Whether a text has no lone surrogate, which stands for a byte that is not UTF-8 and cannot be encoded."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def readable(text: str) -> str:
    """The text, equally long, with U+FFFD for each lone surrogate."""
    return text if is_unicode(text) else _SURROGATE.sub("\ufffd", text)


def spliced(text: str, replacements: Iterable[tuple[Span, str]]) -> str:
    """The text with other texts in the place of some of its spans, which are in order and do not overlap."""
    pieces: list[str] = []
    end = 0
    for span, new in replacements:
        pieces += (text[end : span.start], new)
        end = span.end
    return "".join((*pieces, text[end:]))


def digest(data: bytes, key: bytes = b"") -> str:
    """A digest of 160 bits, in hexadecimal; with a `key` (up to 64 bytes), one that only who has it can make."""
    return blake2b(data, digest_size=20, key=key).hexdigest()
