"""Plain front matter is read without a YAML parser, and as the parser would."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notelint.front_matter import read_front_matter
from notelint.front_matter.plain import read_plain
from notelint.front_matter.yaml import read_yaml
from notelint.source import Source, Span

SHARED = Path(__file__).parents[1].parent / "shared"
TYPICAL = """\
title: "Attention: all you need"
authors: [Ann Ash, "Bo Beech", 李雷]
year: 2017
date: 2023-04-03 12:00:00
作者:
- Ann
- Bo

tags:
  - nlp   # no comment behind a value
# a comment
url: https://example.org/a#b
draft: true
cover:
arxiv: 1706.03762
"""
PIECES = st.sampled_from(
    [
        *(
            "a",
            "key",
            "标题",
            "1.50",
            "010",
            "true",
            "~",
            "null",
            "x y",
            "2020-01-01",
            "http://x#y",
            "a:b",
            "1e3",
            "C#",
        ),
        *(
            ":",
            ": ",
            ":  ",
            "- ",
            " - ",
            "  ",
            " ",
            "#",
            " # c",
            ",",
            ", ",
            "[",
            "]",
            "[a, b]",
            "[]",
            "{",
            "}",
            "{a: b}",
        ),
        *("\n", "\n", "\n", "\r\n", "\r", "\t", "\n\n", "\n- ", "\n  - ", "\nkey: ", "\nkey:\n", "key: ", "\u3000"),
        *(
            '"',
            "'",
            '"a"',
            "'b'",
            '"a: b"',
            "''",
            '""',
            "\\\\",
            "&a ",
            "*a",
            "!t ",
            "|",
            ">",
            "%",
            "@",
            "`",
            "?",
            "? ",
            "-",
        ),
        *("---", "...", "<<: ", "\x85", "\u2028", "\ufeff", "\x00", "\ud800", "\U0001f600", "=", "<", "$x$", "(", ")"),
    ]
)


def check(text: str, body: Span) -> bool:
    """Whether the text at the span is plain; then it must be read as by the parser."""
    entries = read_plain(text, body)
    if entries is None:
        return False
    reading = read_yaml(text, body, recover=True)
    assert reading is not None
    assert (reading.entries, reading.problem) == (entries, None)
    return True


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_typical_front_matter_is_plain(line_end: str) -> None:
    """All that people usually write is read, as the parser would."""
    text = TYPICAL.replace("   # no comment behind a value", "").replace("\n", line_end)
    assert check(f"---\n{text}---\n", Span(4, 4 + len(text)))


@pytest.mark.parametrize(
    "text",
    [
        *("", "# only a comment\n", "just words\n", "- a\n- b\n", "a: b: c\n", "a: b #c\n", "a:\tb\n", "a: |\n  b\n"),
        *("a: b\n  c\n", "a: b\n- c\n", "a: ''\n- c\n", "a:\n  - b\n - c\n", "a:\n  b: c\n", "a: [b\n", "a: [b: c]\n"),
        *('a: "b\\n"\n', "a: 'it''s'\n", "a: &b c\n", "a: *b\n", "a: {b: c}\n", "a: b\r", "a : b\n", "a: b:\n"),
        *(
            'a: "b" c\n',
            "a: [b] c\n",
            "a: [b, ]\n",
            "a:\n-\n",
            "a:\n- b: c\n",
            "? a\n: b\n",
            "<<: b\n",
            "x" * 2000 + ": y\n",
        ),
        TYPICAL,
    ],
)
def test_the_rest_is_left_to_the_parser(text: str) -> None:
    """What is more than plain lines, or is broken, is not read here."""
    assert read_plain(text, Span(0, len(text))) is None


@given(st.lists(PIECES, max_size=14).map("".join))
@example("a:\n- b\n\n- c")
@example("a: b  \n")
@settings(deadline=None, max_examples=600)
def test_what_is_read_is_what_the_parser_reads(text: str) -> None:
    """Any text made of the pieces of YAML is read alike, or not at all."""
    check(text, Span(0, len(text)))


@given(st.lists(st.tuples(st.sampled_from(["a: ", "- ", "  - ", "b:", "标题: "]), PIECES), max_size=8))
@settings(deadline=None, max_examples=300)
def test_lines_are_read_as_by_the_parser(lines: list[tuple[str, str]]) -> None:
    """The same for lines that begin as plain ones do."""
    text = "".join(f"{start}{rest}\n" for start, rest in lines)
    check(f"---\n{text}", Span(4, 4 + len(text)))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not there")
def test_nearly_all_real_front_matter_is_plain() -> None:
    """In real notes the two agree, and the parser is hardly needed."""
    found = []
    for path in sorted(SHARED.rglob("*.md")):
        source = Source.from_bytes(path.name, path.read_bytes())
        front_matter = read_front_matter(source)
        if front_matter and front_matter.language == "yaml":
            found.append(check(source.text, front_matter.body_span))
    assert found.count(True) > 0.95 * len(found)
