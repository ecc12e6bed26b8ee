"""The text of a file: nothing of it is lost, and every offset has its line and column."""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.source import Position, Source, Span, digest, encoded, is_unicode, readable, spliced

# What ends a line to CommonMark, what does not though `str.splitlines` thinks so, and letters of all widths.
TEXTS = st.text(st.sampled_from("ab \t\n\r\x0b\x0c\x1c\x85\u2028\ufeffé汉😀\udc80\udcff"), max_size=40)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_bytes_are_kept(data: bytes) -> None:
    """Whatever a file holds, its text stands for the same bytes."""
    source = Source.from_bytes("a.md", data)
    assert source.data == data == encoded(source.text)


@settings(deadline=None)
@given(TEXTS)
def test_lines_and_their_ends_are_the_text(text: str) -> None:
    """The lines hold no line end, what stands between two is one, and all together they are the text."""
    source = Source("a.md", text)
    lines = [source.line(number) for number in range(1, source.line_count + 1)]
    between = [text[before.end : after.start] for before, after in pairwise(lines)]
    assert set(between) <= {"\r\n", "\n", "\r"}
    assert not any({"\n", "\r"} & set(source.slice(line)) for line in lines)
    assert "".join(source.slice(line) + end for line, end in zip(lines, [*between, ""], strict=True)) == text


@settings(deadline=None)
@given(TEXTS)
def test_a_position_leads_back_to_its_offset(text: str) -> None:
    """The start of the line and the column, counted from 1, give the offset again."""
    source = Source("a.md", text)
    for offset in range(len(text) + 1):
        line, column = source.position(offset)
        assert source.line_number(offset) == line
        assert source.line_start(line) + column - 1 == offset


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        pytest.param("", 0, (1, 1), id="an empty text has one line"),
        pytest.param("a\nb", 2, (2, 1), id="LF"),
        pytest.param("a\r\nb", 3, (2, 1), id="CR LF is one line end"),
        pytest.param("a\rb", 2, (2, 1), id="CR alone"),
        pytest.param("a\n", 2, (2, 1), id="behind the last line end an empty line begins"),
        pytest.param("a\u2028b", 2, (1, 3), id="U+2028 ends no line"),
        pytest.param("😀b", 1, (1, 2), id="an astral character is one column"),
        pytest.param("\ufeffa", 1, (1, 2), id="a byte order mark is a column too"),
    ],
)
def test_positions(text: str, offset: int, position: tuple[int, int]) -> None:
    """Lines end as CommonMark 2.1 says, and columns count code points."""
    assert Source("a.md", text).position(offset) == Position(*position)


@pytest.mark.parametrize(
    ("data", "span"),
    [
        pytest.param(b"plain", None, id="ASCII"),
        pytest.param("汉字".encode(), None, id="UTF-8"),
        pytest.param(b"a\xff\xfeb", Span(1, 2), id="the first of two bytes"),
        pytest.param("汉".encode() + b"\xe6\xb1", Span(1, 2), id="a character cut off"),
        pytest.param(b"\xed\xa0\x80", Span(0, 1), id="a surrogate written as UTF-8"),
    ],
)
def test_the_first_byte_that_is_not_utf_8(data: bytes, span: Span | None) -> None:
    """Its place in the text, where it stands for one character."""
    assert Source.from_bytes("a.md", data).undecodable == span


@pytest.mark.parametrize(
    ("data", "misread"),
    [
        pytest.param("汉字".encode(), None, id="UTF-8"),
        pytest.param("\ufefftext".encode(), None, id="UTF-8 with a mark"),
        pytest.param(b"a\0b\0\0c", None, id="a few zeros"),
        pytest.param(b"Caf\xe9", Span(3, 4), id="Latin-1"),
        pytest.param("# T".encode("utf-16"), Span(0, 1), id="UTF-16 with a mark"),
        pytest.param("# Title".encode("utf-16-be"), Span(0, 1), id="UTF-16, big-endian"),
        pytest.param("# Title".encode("utf-16-le"), Span(0, 1), id="UTF-16, little-endian"),
        pytest.param("# 注意力".encode("gb18030"), Span(3, 4), id="GB 18030"),
    ],
)
def test_what_shows_that_a_file_is_not_utf_8(data: bytes, misread: Span | None) -> None:
    """The first byte that cannot be read, or the start of a file whose every other byte is zero."""
    assert Source.from_bytes("a.md", data).misread == misread


@settings(deadline=None)
@given(TEXTS)
def test_a_readable_text_can_be_encoded(text: str) -> None:
    """It is as long as the text, and the text itself where that can be encoded."""
    shown = readable(text)
    assert len(shown) == len(text)
    assert is_unicode(shown)
    assert (shown == text) == is_unicode(text)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_spliced_text_keeps_the_rest(text: str, data: st.DataObject) -> None:
    """Between what is replaced, the text is as it was; a part that is replaced by itself changes nothing."""
    offsets = st.integers(0, len(text))
    cuts = sorted(data.draw(st.lists(offsets, max_size=6).filter(lambda found: len(found) % 2 == 0)))
    spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=True)]
    assert spliced(text, [(span, text[span.start : span.end]) for span in spans]) == text
    marked = spliced(text, [(span, "|") for span in spans])
    kept = [text[start:end] for start, end in zip([0, *cuts[1::2]], [*cuts[::2], len(text)], strict=True)]
    assert marked == "|".join(kept)


@settings(deadline=None)
@given(st.text("a\r\n\x0b標", max_size=12))
def test_a_position_is_the_same_however_it_is_found(text: str) -> None:
    """In a short text it is counted, in a long one, or where lines are known, it is looked up."""
    ends = [found.end() for found in re.finditer(r"\r\n|\n|\r", text)]
    long = "x" * 60_000
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n" and offset:
            continue
        line = sum(end <= offset for end in ends)
        expected = (line + 1, offset - max([end for end in ends if end <= offset], default=0) + 1)
        asked, known = Source("a.md", text), Source("a.md", text)
        assert known.line_count == len(ends) + 1
        assert (
            asked.position(offset)
            == known.position(offset)
            == Source("a.md", text + long).position(offset)
            == expected
        )


def test_a_digest_is_what_hashlib_gives() -> None:
    """Wherever the algorithm comes from, the digest is that of BLAKE2b (RFC 7693)."""
    for data in (b"", b"abc", bytes(range(256)) * 100):
        assert digest(data) == blake2b(data, digest_size=20).hexdigest()
