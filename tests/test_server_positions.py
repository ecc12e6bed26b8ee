"""Places in the protocol's units: each encoding, every line end, any text."""

from __future__ import annotations

from typing import TYPE_CHECKING, SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from notelint.server import positions as places
from notelint.server.positions import Positions
from notelint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = [*types.PositionEncodingKind]
# Letters of one to four bytes in UTF-8, one that combines with the one before, line ends, and what Python alone takes
# for one.
TEXTS = st.text(st.sampled_from("ab é论𝒳👩\u0301\u200d\r\n\u2028\x0b\x85"), max_size=30) | st.text(max_size=30)
POSITIONS = st.builds(types.Position, st.integers(0, 8), st.integers(0, 40))


@pytest.fixture(autouse=True, scope="module", params=[places._BLOCK, 3])
def _of_any_block(request: pytest.FixtureRequest) -> Iterator[None]:
    """How many characters are counted together changes no place."""
    usual, places._BLOCK = places._BLOCK, request.param
    places._units_before.cache_clear()
    yield
    places._BLOCK = usual
    places._units_before.cache_clear()


class _Counted(str):
    """A text that counts how much of it is looked at."""

    __slots__ = ()
    seen = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        piece = super().__getitem__(key)
        _Counted.seen += len(piece)
        return piece


def units(text: str, kind: types.PositionEncodingKind) -> int:
    """How many units a text has, as the protocol says."""
    if kind is types.PositionEncodingKind.Utf8:
        return len(text.encode())
    return sum(1 + (kind is types.PositionEncodingKind.Utf16 and ord(sign) > 0xFFFF) for sign in text)


def lines(text: str) -> list[str]:
    """The lines of a text, by the protocol's three line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def is_between_cr_and_lf(text: str, offset: int) -> bool:
    """Whether an offset is no place to the protocol."""
    return text[max(0, offset - 1) : offset + 1] == "\r\n"


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("", 0, (0, 0, 0)),
        ("a\n", 2, (0, 0, 0)),
        ("𝒳b", 2, (5, 3, 2)),
        ("论文 x", 3, (7, 3, 3)),
        ("e\u0301x", 2, (3, 2, 2)),
        ("a\r\n𝒳", 4, (4, 2, 1)),
        ("a\r𝒳", 3, (4, 2, 1)),
        ("a\r\nb", 2, (1, 1, 1)),
    ],
    ids=["empty", "empty last line", "astral", "CJK", "combining", "CRLF", "lone CR", "between CR and LF"],
)
def test_the_column_of_an_offset(text: str, offset: int, expected: tuple[int, int, int]) -> None:
    """In UTF-8, UTF-16 and UTF-32."""
    encodings = (types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16, types.PositionEncodingKind.Utf32)
    found = [Positions(each).position(Source("a.md", text), offset).character for each in encodings]
    assert tuple(found) == expected


@given(TEXTS, st.sampled_from(KINDS), st.data())
def test_an_offset_has_a_place_and_is_found_there(
    text: str, kind: types.PositionEncodingKind, data: st.DataObject
) -> None:
    """The place is what the protocol says: the line by its ends, the column by the units before it."""
    source, positions = Source("a.md", text), Positions(kind)
    offset = data.draw(st.integers(0, len(text)))
    place = positions.position(source, offset)
    before = lines(text[:offset].removesuffix("\r") if is_between_cr_and_lf(text, offset) else text[:offset])
    assert (place.line, place.character) == (len(before) - 1, units(before[-1], kind))
    assert positions.offset(source, place) == offset - is_between_cr_and_lf(text, offset)


@given(TEXTS, st.sampled_from(KINDS), POSITIONS)
def test_any_place_has_an_offset(text: str, kind: types.PositionEncodingKind, place: types.Position) -> None:
    """Behind the end of a line it is that end; within a character it is the one before."""
    source, positions = Source("a.md", text), Positions(kind)
    found = positions.position(source, positions.offset(source, place))
    if place.line >= len(lines(text)):
        assert found.line == len(lines(text)) - 1
    else:
        line = lines(text)[place.line]
        assert found.line == place.line
        starts = [units(line[:end], kind) for end in range(len(line) + 1)]
        assert found.character == max(start for start in starts if start <= place.character)


@given(TEXTS, st.sampled_from(KINDS), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), TEXTS), max_size=4))
def test_changes_count_from_each_other(
    text: str, kind: types.PositionEncodingKind, edits: list[tuple[int, int, str]]
) -> None:
    """What a client writes step by step is what the server has in the end."""
    source, positions = Source("a.md", text), Positions(kind)
    changes: list[types.TextDocumentContentChangeEvent] = []
    expected = text
    for one, other, new in edits:
        before = Source("a.md", expected)
        ends = [
            each - is_between_cr_and_lf(expected, each)
            for each in (min(one, len(expected)), min(other, len(expected)))
        ]
        span = Span(*sorted(ends))
        changes.append(types.TextDocumentContentChangePartial(positions.range(before, span), new))
        expected = expected[: span.start] + new + expected[span.end :]
    assert positions.edited(source, changes).text == expected


@pytest.mark.parametrize("kind", KINDS)
def test_places_on_a_long_line_do_not_look_at_all_of_it(kind: types.PositionEncodingKind) -> None:
    """All of it is counted once; then each place takes a block, and not the line up to there."""
    source, positions = Source("a.md", _Counted("é𝒳" * 10_000)), Positions(kind)
    offsets = range(0, 20_000, 97)
    _Counted.seen = 0
    found = [positions.position(source, offset) for offset in offsets]
    assert [positions.offset(source, each) for each in found] == [*offsets]
    assert _Counted.seen <= 20_000 + 2 * len(offsets) * places._BLOCK


def test_a_change_without_a_place_is_the_whole_text() -> None:
    """As clients send that know no other; half of a surrogate pair, which has no bytes, becomes U+FFFD."""
    changes = [types.TextDocumentContentChangeWholeDocument("new \ud800")]
    assert Positions().edited(Source("a.md", "old"), changes).text == "new \ufffd"
