"""Front matter: what is read, where it stands, and what is said of what cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.front_matter import Entry, FrontMatter, read_front_matter
from notelint.front_matter.plain import number
from notelint.source import Source, Span

if TYPE_CHECKING:
    from notelint.front_matter import Value


def read(text: str) -> FrontMatter:
    """The front matter of a text that has some."""
    front_matter = read_front_matter(Source("note.md", text))
    assert front_matter is not None
    return front_matter


def values(front_matter: FrontMatter) -> dict[str, Value]:
    """The entries as a mapping."""
    return {entry.key: entry.value for entry in front_matter.entries}


# What a value is.


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("Attention Is All You Need", "Attention Is All You Need", id="text"),
        pytest.param('"a: b"', "a: b", id="double quotes"),
        pytest.param("'it''s'", "it's", id="single quotes"),
        pytest.param("2017", 2017, id="integer"),
        pytest.param("-3", -3, id="negative integer"),
        pytest.param("0.5", 0.5, id="decimal"),
        pytest.param('"2017"', "2017", id="a quoted number is text"),
        pytest.param("!!str 2017", "2017", id="a number tagged as text is text"),
        pytest.param("1710.09410", "1710.09410", id="an arXiv id keeps its last zero"),
        pytest.param("010", "010", id="a leading zero is kept"),
        pytest.param("1_000", "1_000", id="an underscore is kept"),
        pytest.param("0x1F", "0x1F", id="hexadecimal is text"),
        pytest.param("1e5", "1e5", id="an exponent is text"),
        pytest.param(".nan", ".nan", id="JSON has no NaN"),
        pytest.param("1:30", "1:30", id="a time is no number to base 60"),
        pytest.param("123456789012345678901", "123456789012345678901", id="a number that JSON readers would round"),
        pytest.param("true", True, id="true"),
        pytest.param("False", False, id="false"),
        pytest.param("no", "no", id="no is the word"),
        pytest.param("on", "on", id="on is the word"),
        pytest.param("null", None, id="null"),
        pytest.param("~", None, id="tilde"),
        pytest.param("", None, id="nothing"),
        pytest.param("2023-04-08", "2023-04-08", id="a date as written"),
        pytest.param("2023-04-08 23:10:08", "2023-04-08 23:10:08", id="local time gets no zone"),
        pytest.param("2023-04-08T23:10:08+08:00", "2023-04-08T23:10:08+08:00", id="a zone as written"),
        pytest.param("[a, 1, [b]]", ["a", 1, ["b"]], id="list"),
        pytest.param("[[A note]]", [["A note"]], id="a wiki link is a list in a list, as YAML reads it"),
        pytest.param("{a: 1, b: [2]}", {"a": 1, "b": [2]}, id="mapping"),
        pytest.param("{1: x, [y]: z}", {"1": "x", "[y]": "z"}, id="keys become text"),
        pytest.param("{{date}}", "{{date}}", id="a template's placeholder is its text"),
        pytest.param("!thing text", "text", id="an unknown tag is dropped"),
        pytest.param("!thing {a: 1}", {"a": 1}, id="an unknown tag on a mapping is dropped"),
        pytest.param("|\n  one\n  two\n", "one\ntwo\n", id="literal block"),
        pytest.param(">-\n  one\n  two\n", "one two", id="folded block"),
        pytest.param("one\n  two", "one two", id="a text on two lines"),
    ],
)
def test_yaml_value(written: str, expected: Value) -> None:
    """A value is plain JSON and means what a person means by it."""
    front_matter = read(f"---\nkey: {written}\n---\n")

    assert (values(front_matter), front_matter.problem) == ({"key": expected}, None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param('"text"', "text", id="basic string"),
        pytest.param("'C:\\x'", "C:\\x", id="literal string"),
        pytest.param('"""a\n[b] = 1\n"""', "a\n[b] = 1\n", id="string of several lines"),
        pytest.param("2017", 2017, id="integer"),
        pytest.param("0.5", 0.5, id="float"),
        pytest.param("0.10", "0.10", id="a float that would be written otherwise"),
        pytest.param("true", True, id="true"),
        pytest.param("2023-04-08 23:10:08", "2023-04-08 23:10:08", id="local time as written"),
        pytest.param("2023-04-08", "2023-04-08", id="date as written"),
        pytest.param("[2023-04-08]", ["2023-04-08"], id="date in a list"),
        pytest.param('["a", # first\n "b",\n]', ["a", "b"], id="list on several lines"),
        pytest.param('{a = 1, b = "c"}', {"a": 1, "b": "c"}, id="inline table"),
    ],
)
def test_toml_value(written: str, expected: Value) -> None:
    """TOML's values are plain JSON too."""
    front_matter = read(f"+++\nkey = {written}\n+++\n")

    assert (front_matter.language, values(front_matter), front_matter.problem) == ("toml", {"key": expected}, None)


@given(st.one_of(st.text(max_size=12), st.from_regex(r"-?\d{1,20}(\.\d{1,20})?", fullmatch=True)))
@settings(deadline=None, max_examples=500)
def test_number_gives_back_its_text(text: str) -> None:
    """Whatever is read as a number is written as it was."""
    assert str(number(text)) == text


# Where it stands.


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["no BOM", "BOM"])
def test_yaml_places(line_end: str, bom: str) -> None:
    """Spans count code points of the original text: BOM, line ends, accents and astral characters included."""
    lines = [
        "--- ",
        "title: 深度 😀 é  # a comment",
        '"quoted key": "😀"',
        "tags: [x, 'y 😀']",
        "authors:",
        "- Ann Lee",
        "-",
        "- name: Bo",
        "  site: 1",
        "",
        "# a comment",
        "text: |",
        "  one",
        "",
        "empty:",
        "---",
        "# Heading",
    ]
    text = bom + line_end.join(lines)

    front_matter = read(text)

    def show(entry: Entry) -> tuple[str, str, list[str]]:
        spans = [entry.key_span, entry.value_span, *entry.items]
        key, value, *items = [text[start:end].replace(line_end, "\n") for start, end in spans]
        return key, value, items

    assert [show(entry) for entry in front_matter.entries] == [
        ("title", "深度 😀 é", []),
        ('"quoted key"', '"😀"', []),
        ("tags", "[x, 'y 😀']", ["x", "'y 😀'"]),
        ("authors", "- Ann Lee\n-\n- name: Bo\n  site: 1", ["Ann Lee", "", "name: Bo\n  site: 1"]),
        ("text", "|\n  one", []),
        ("empty", "", []),
    ]
    assert text[front_matter.span.end :] == "# Heading"
    assert text[front_matter.body_span.end :].startswith("---")
    assert front_matter.span.start == len(bom)


def test_toml_places() -> None:
    """Keys, values and items of TOML have places too; a table runs to the next one."""
    text = (
        "+++\r\n"
        "# first\r\n"
        'title = "深度 😀" # why\r\n'
        '"q k" = 1\r\n'
        "tags = ['a',\r\n  {b = 1, c = 2}]\r\n"
        "site.url = 'x'\r\n"
        "site.name = 'y'\r\n"
        "[extra]\r\na = 1\r\nb.c = 2\r\n"
        "[[paper]]\r\nid = 1\r\n[[paper]]\r\nid = 2\r\n"
        "+++\r\ntext"
    )

    front_matter = read(text)

    assert [
        (
            entry.key,
            entry.value,
            text[slice(*entry.key_span)],
            text[slice(*entry.value_span)],
            [text[slice(*item)] for item in entry.items],
        )
        for entry in front_matter.entries
    ] == [
        ("title", "深度 😀", "title", '"深度 😀"', []),
        ("q k", 1, '"q k"', "1", []),
        ("tags", ["a", {"b": 1, "c": 2}], "tags", "['a',\r\n  {b = 1, c = 2}]", ["'a'", "{b = 1, c = 2}"]),
        ("site", {"url": "x", "name": "y"}, "site", "'x'", []),
        ("extra", {"a": 1, "b": {"c": 2}}, "extra", "[extra]\r\na = 1\r\nb.c = 2", []),
        ("paper", [{"id": 1}, {"id": 2}], "paper", "[[paper]]\r\nid = 1", []),
    ]
    assert text[front_matter.span.end :] == "text"


def test_bytes_that_are_no_utf8() -> None:
    """A byte that is no UTF-8 is read as U+FFFD, and moves no place."""
    source = Source.from_bytes("note.md", b"---\na: x\xffy\nb: z\n---\n")

    front_matter = read_front_matter(source)

    assert front_matter is not None
    assert [(entry.value, source.slice(entry.value_span)) for entry in front_matter.entries] == [
        ("x\ufffdy", "x\udcffy"),
        ("z", "z"),
    ]


# What is front matter.


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param("---\ntitle: x\n---\n", ["title"], id="YAML"),
        pytest.param("---\ntitle: x\n...\ntext", ["title"], id="closed by dots"),
        pytest.param("--- \t\ntitle: x\n---  \n", ["title"], id="spaces after the fences"),
        pytest.param("---\ntitle: x\n---", ["title"], id="closed by the end of the file"),
        pytest.param("---\n---\ntext", [], id="empty"),
        pytest.param("---\n\n \n---\n", [], id="blank"),
        pytest.param("---\n# why\ntitle: x\n\n# H\n---\n", ["title"], id="comments"),
        pytest.param("+++\n+++\n", [], id="empty TOML"),
        pytest.param("---\n{a: 1}\n---\n", ["a"], id="a mapping in braces"),
        pytest.param("", None, id="empty file"),
        pytest.param("\n---\ntitle: x\n---\n", None, id="not on the first line"),
        pytest.param(" ---\ntitle: x\n---\n", None, id="an indented fence"),
        pytest.param("----\ntitle: x\n----\n", None, id="four hyphens"),
        pytest.param("---\n\nReference\n\nAll pictures are the paper's.\n\n---\n", None, id="a rule, prose, a rule"),
        pytest.param("---\nSee: the paper.\nIt is long.\nVery.\n---\n", None, id="prose with a colon"),
        pytest.param("---\n# Heading\n---\n", None, id="a rule, a heading, a rule"),
        pytest.param("---\n- a\n- b\n---\n", None, id="a rule, a list, a rule"),
        pytest.param("---\n\n# Heading\n\ntext\n", None, id="a rule that nothing follows"),
        pytest.param("---\nNote: one line\n\ntext", None, id="a rule and a line with a colon"),
        pytest.param("---\nNote: one\nline: two of prose\nand more\n", None, id="a rule and prose with colons"),
        pytest.param("+++\nprose\n+++\n", None, id="plus signs around prose"),
        pytest.param("+++\nprose\n", None, id="plus signs and prose"),
    ],
)
def test_what_is_front_matter(text: str, keys: list[str] | None) -> None:
    """Only a mapping between fences is front matter; a thematic break is not."""
    front_matter = read_front_matter(Source("note.md", text))

    assert (front_matter and [entry.key for entry in front_matter.entries]) == keys
    assert front_matter is None or front_matter.problem is None


@pytest.mark.parametrize(("fence", "mark"), [("---", ":"), ("+++", " =")], ids=["YAML", "TOML"])
def test_unclosed(fence: str, mark: str) -> None:
    """Keys below a fence that nothing closes are read up to the first blank line, and the fence is reported."""
    text = f"{fence}\na{mark} 1\nb{mark} 2\n\n# Heading\n"

    front_matter = read(text)

    assert values(front_matter) == {"a": 1, "b": 2}
    assert text[front_matter.span.end :] == "\n# Heading\n"
    assert front_matter.problem is not None
    assert (front_matter.problem.span, front_matter.problem.message, front_matter.problem.help) == (
        Span(0, 3),
        f"front matter opens with `{fence}` but is never closed",
        f"add a line `{fence}` after the last key",
    )


@pytest.mark.parametrize(
    "text",
    ["---\na: 1\nb: 2\na: 3\n---\n", "+++\na = 1\nb = 2\na = 3\n+++\n"],
    ids=["YAML", "TOML"],
)
def test_duplicates(text: str) -> None:
    """A key that stands twice is kept twice; the first one counts, and nothing else is wrong."""
    front_matter = read(text)

    assert values(front_matter) == {"a": 1, "b": 2}
    assert [(entry.key, entry.value, text[slice(*entry.value_span)]) for entry in front_matter.duplicates] == [
        ("a", 3, "3")
    ]
    assert front_matter.problem is None


def test_get() -> None:
    """An entry is found by its key, and what is not there is None."""
    front_matter = read("---\na: 1\na: 2\n---\n")

    assert front_matter.get("a") is front_matter.entries[0]
    assert front_matter.get("b") is None
