"""Front matter: what is read, where it stands, and what is said of what cannot be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.front_matter import Entry, FrontMatter, read_front_matter
from notelint.front_matter import yaml as yaml_reader
from notelint.front_matter.numbers import number
from notelint.source import Source, Span

if TYPE_CHECKING:
    from notelint.front_matter import Value

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"


def read(text: str) -> FrontMatter:
    """The front matter of a text that has some."""
    front_matter = read_front_matter(Source("note.md", text))
    assert front_matter is not None
    return front_matter


def values(front_matter: FrontMatter) -> dict[str, Value]:
    """The entries as a mapping."""
    return {entry.key: entry.value for entry in front_matter.entries}


@pytest.fixture(params=["libyaml", "PyYAML"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of PyYAML's two parsers in turn."""
    if request.param == "PyYAML":
        monkeypatch.setattr(yaml_reader, "_LOADER", yaml.SafeLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("this PyYAML is built without libyaml")
    return str(request.param)


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
        pytest.param("--- \t\ntitle: x\n---  \n", ["title"], id="blanks after the fences"),
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
        f"front matter opens with `{fence}` and is not closed",
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


# What cannot be read.

BROKEN_YAML = [
    pytest.param(
        "a: 1\ntitle: BERT: a model\nb: 2",
        ("3:12", ":", "a second `: ` in one line, which YAML takes for another key"),
        'put the value in quotes: `title: "BERT: a model"`',
        ["a", "b"],
        id="a second colon",
    ),
    pytest.param(
        'title: "BERT": a model\nb: 2',
        ("2:14", ":", "a second `: ` in one line, which YAML takes for another key"),
        "put the value in quotes",
        ["b"],
        id="a second colon after quotes",
    ),
    pytest.param(
        "a:\n\tb: 2\nc: 3",
        ("3:1", "\t", "a tab in the indentation, where YAML allows only spaces"),
        "indent with spaces",
        ["c"],
        id="a tab",
    ),
    pytest.param(
        "tags: [a, b\ntitle: x",
        ("2:7", "[", "this `[` is not closed"),
        "add the closing `]`",
        ["title"],
        id="an open bracket",
    ),
    pytest.param(
        "a: {b: c\ntitle: x",
        ("2:4", "{", "this `{` is not closed"),
        "add the closing `}`",
        ["title"],
        id="an open brace",
    ),
    pytest.param(
        'a: ["b" "c"]\ntitle: x',
        ("2:9", '"', "a comma is missing before this"),
        "put a comma between the items",
        ["title"],
        id="a missing comma",
    ),
    pytest.param(
        "tags: [a, #b]\ntitle: x",
        ("2:11", "#b]", "`#` begins a comment, which hides the closing `]`"),
        'put the word in quotes: `"#..."`',
        ["title"],
        id="a hash tag in a list",
    ),
    pytest.param(
        "tags: [#a, b]\ntitle: x",
        ("2:8", "#a, b]", "`#` begins a comment, which hides the closing `]`"),
        'put the word in quotes: `"#..."`',
        ["title"],
        id="a hash tag at the start of a list",
    ),
    pytest.param(
        'title: "open\nb: 2',
        ("2:8", '"open', 'the quote `"` is not closed'),
        'add the closing `"`, or put the value in the other kind of quotes',
        ["b"],
        id="an open quote",
    ),
    pytest.param(
        "title: 'it's here'\nb: 2",
        ("2:12", "s here'", "text after the closing quote"),
        "put the whole value in the other kind of quotes",
        ["b"],
        id="an apostrophe in single quotes",
    ),
    pytest.param(
        "a: [1, 2] x\nb: 2",
        ("2:11", "x", "text after the closing bracket"),
        "put the whole value in quotes",
        ["b"],
        id="text after a list",
    ),
    pytest.param(
        "a: @x y\nb: 2",
        ("2:4", "@x y", "a value cannot begin with `@`"),
        "put the value in quotes",
        ["b"],
        id="an at sign",
    ),
    pytest.param(
        "a: `x`\nb: 2",
        ("2:4", "`x`", "a value cannot begin with a backtick"),
        "put the value in quotes",
        ["b"],
        id="a backtick",
    ),
    pytest.param(
        "a: , x\nb: 2",
        ("2:4", ", x", "a value cannot begin with `,`"),
        "put the value in quotes",
        ["b"],
        id="a comma",
    ),
    pytest.param(
        "a: - x\nb: 2",
        ("2:4", "- x", "a value cannot begin with `- `"),
        "put the value in quotes, or begin a list on the next line",
        ["b"],
        id="a list on the key's line",
    ),
    pytest.param(
        "a: *bold* x\nb: 2",
        ("2:4", "*bold* x", "`*` at the start of a value begins an alias in YAML"),
        "put the value in quotes, if it is a text",
        ["b"],
        id="Markdown emphasis",
    ),
    pytest.param(
        "a: *x\nb: 2",
        ("2:4", "*x", "`*x` is an alias, and no `&x` stands before it"),
        "put the value in quotes, if it is a text",
        ["b"],
        id="an alias of nothing",
    ),
    pytest.param(
        "a: !x!y z\nb: 2",
        ("2:4", "!x!y z", "`!` at the start of a value begins a tag in YAML"),
        "put the value in quotes, if it is a text",
        ["b"],
        id="a tag of an unknown family",
    ),
    pytest.param(
        'a: "\\d"\nb: 2',
        ("2:5", "\\d", "`\\d` means nothing in double quotes"),
        "put the value in single quotes",
        ["b"],
        id="a backslash in double quotes",
    ),
    pytest.param(
        "a: | x\nb: 2",
        ("2:4", "| x", "`|` begins a text of several lines, which must start on the next line"),
        "put the value in quotes, if it is a text",
        ["b"],
        id="text after a block's mark",
    ),
    pytest.param(
        "a: 1\nword\nb: 2",
        ("3:1", "word", "this line is no `key: value`"),
        "write it as `key: value`, or indent it where it belongs to the key above",
        ["a", "b"],
        id="a line without a colon",
    ),
    pytest.param(
        "authors:\n{{authors}}\nb: 2",
        ("3:1", "{{authors}}", "this line is no `key: value`"),
        "write it as `key: value`, or indent it where it belongs to the key above",
        ["authors", "b"],
        id="a template's placeholder on a line of its own",
    ),
    pytest.param(
        "title:Word\nb: 2",
        ("2:7", "", "a blank is missing after the colon, without which this is no key"),
        "write `title: Word`",
        ["b"],
        id="no blank after the colon",
    ),
    pytest.param(
        "a: 1\n  c: 2\nb: 2",
        ("3:3", "c: 2", "a key cannot stand here: the line above is no key, or has its value already"),
        "indent the line as its neighbours, or mend the line above",
        ["b"],
        id="a key below a value",
    ),
    pytest.param(
        "a:\n  c: 1\n d: 2\nb: 2",
        ("4:2", "d: 2", "the line is indented as no key above it"),
        "indent it as its neighbours",
        ["b"],
        id="an indentation of its own",
    ),
    pytest.param(
        "a: 1\n- x\nb: 2",
        ("3:1", "- x", "a list item where a key must stand"),
        "indent it below its key, and give the key no other value",
        ["b"],
        id="a list below a value",
    ),
    pytest.param(
        "a: 1\n--- \nb: 2\n...\n",
        None,
        None,
        ["a"],
        id="the first closing fence closes",
    ),
    pytest.param(
        "a: 1\n--- c\nb: 2",
        ("3:1", "---", "a second YAML document begins here"),
        "remove the line, or quote it",
        ["b"],
        id="a second document",
    ),
    pytest.param(
        "a: x\x07y\nb: 2",
        ("2:5", "\x07", "YAML does not allow the invisible character U+0007"),
        "delete it",
        ["b"],
        id="a control character",
    ),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("body", "problem", "remedy", "kept"), BROKEN_YAML)
def test_broken_yaml(body: str, problem: tuple[str, str, str] | None, remedy: str | None, kept: list[str]) -> None:
    """A syntax error is told in plain words at its exact place, alike by both parsers, and the other keys are kept."""
    source = Source("note.md", f"---\n{body}\n---\n")

    front_matter = read(source.text)

    found = front_matter.problem
    told = None
    if found:
        line, column = source.position(found.span.start)
        told = (f"{line}:{column}", source.slice(found.span), found.message)
    assert (told, found and found.help) == (problem, remedy)
    assert [entry.key for entry in front_matter.entries] == kept


@pytest.mark.parametrize(
    ("body", "problem", "remedy", "kept"),
    [
        pytest.param(
            'a = "x"\nyear = \nb = 2',
            ("3:7", "", "`year` has no value"),
            'write one (`""` for none), or remove the line',
            ["a", "b"],
            id="no value",
        ),
        pytest.param(
            "title = Word two\nb = 2",
            ("2:9", "Word two", "this is no value of TOML's"),
            'put text in quotes: `"..."`',
            ["b"],
            id="text without quotes",
        ),
        pytest.param(
            "tags = ['a',\nb = 2",
            ("2:8", "[", "this `[` is not closed"),
            "add the closing `]`",
            ["b"],
            id="an open bracket",
        ),
        pytest.param(
            'a = "x\nb = 2',
            ("2:5", '"x', "this quote is not closed"),
            "add the closing quote",
            ["b"],
            id="an open quote",
        ),
        pytest.param(
            'a = "x" y\nb = 2',
            ("2:9", "y", "text after the value"),
            'put text in quotes: `"..."`',
            ["b"],
            id="text after the value",
        ),
        pytest.param(
            'a = "C:\\x"\nb = 2',
            ("2:10", '"', "this backslash means nothing in double quotes"),
            "put the text in single quotes",
            ["b"],
            id="a backslash in double quotes",
        ),
        pytest.param(
            "a: 1\nb = 2\nc = 3",
            ("2:2", ": 1", "this line is no `key = value`"),
            'put text in quotes: `"..."`',
            ["b", "c"],
            id="a colon",
        ),
    ],
)
def test_broken_toml(body: str, problem: tuple[str, str, str], remedy: str, kept: list[str]) -> None:
    """A syntax error in TOML is told likewise."""
    source = Source("note.md", f"+++\n{body}\n+++\n")

    front_matter = read(source.text)

    found = front_matter.problem
    assert found is not None
    line, column = source.position(found.span.start)
    assert (f"{line}:{column}", source.slice(found.span), found.message) == problem
    assert (found.help, [entry.key for entry in front_matter.entries]) == (remedy, kept)


# What must not bring the reader down.


@pytest.mark.usefixtures("parser")
def test_aliases_are_written_out() -> None:
    """An alias stands for its anchor's value, also where only single keys can be read."""
    assert values(read("---\na: &x [1]\nb: *x\n<<: {c: 2}\n---\n")) == {"a": [1], "b": [1], "<<": {"c": 2}}
    assert values(read("---\na: &x 1\nb: *x\nc: d: e\n---\n")) == {"a": 1, "b": 1}


def test_alias_bomb() -> None:
    """Aliases of aliases do not explode: what repeats too much is a problem, and the keys before it are kept."""
    levels = [f"k{level}: &k{level} [{', '.join([f'*k{level - 1}'] * 10)}]" for level in range(1, 12)]
    front_matter = read("\n".join(["---", "k0: &k0 x", *levels, "---", ""]))

    assert front_matter.problem is not None
    assert front_matter.problem.message == "aliases repeat too many values"
    assert "k3" in values(front_matter)
    assert "k9" not in values(front_matter)


@pytest.mark.parametrize(("fence", "mark"), [("---", ":"), ("+++", " =")], ids=["YAML", "TOML"])
def test_deep_nesting(fence: str, mark: str) -> None:
    """Brackets nested a hundred thousand deep are a problem, not the end of the process."""
    front_matter = read(f"{fence}\na{mark} {'[' * 100_000}{']' * 100_000}\n{fence}\n")

    assert front_matter.problem is not None
    assert front_matter.problem.message == "values are nested too deeply to read"


_PIECES = st.sampled_from(
    [
        *("a", "b: ", ": ", "- ", "\n", "\r\n", "\r", "\t", "  ", "#", '"', "'", "[", "]", "{", "}", ",", "&x ", "*x"),
        *(
            "|",
            ">",
            "!t ",
            "?",
            "%",
            "@",
            "`",
            "\\",
            "---",
            "...",
            "+++",
            "😀",
            "日",
            "\x85",
            "\u2028",
            "\ufeff",
            "\0",
        ),
        *(" = ", "1", '"""', "'''", "key = 1\n", "key: v\n", "\n# ", "~", "\udcff", "[[t]]\n", ".", "1979-05-27"),
    ]
)


@given(st.sampled_from(["---\n", "+++\n", "\ufeff---\r\n"]), st.lists(_PIECES, max_size=40))
@settings(deadline=None, max_examples=300)
def test_any_text_is_read(fence: str, pieces: list[str]) -> None:
    """No text raises, and every place lies inside the block, key before value."""
    text = fence + "".join(pieces) + "\n" + fence.removeprefix("\ufeff")

    front_matter = read_front_matter(Source("note.md", text))

    if front_matter is None:
        return
    start, end = front_matter.body_span
    assert front_matter.span.start <= start <= end <= front_matter.span.end <= len(text)
    for entry in (*front_matter.entries, *front_matter.duplicates):
        assert start <= entry.key_span.start <= entry.key_span.end <= end
        assert start <= entry.value_span.start <= entry.value_span.end <= end
        for item in entry.items:
            assert start <= item.start <= item.end <= end
    if front_matter.problem:
        span = front_matter.problem.span
        assert front_matter.span.start <= span.start <= span.end <= front_matter.span.end


_SCALARS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), max_size=20),
    st.integers(-(10**17), 10**17),
    st.booleans(),
    st.none(),
)
_VALUES = st.one_of(_SCALARS, st.lists(_SCALARS, max_size=4))


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), _VALUES, min_size=1), st.booleans())
@settings(deadline=None, max_examples=200)
def test_what_is_dumped_is_read(data: dict[str, Value], flow: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """What PyYAML writes is read back, and the text at a value's place, read alone, gives that value."""
    text = f"---\n{yaml.safe_dump(data, allow_unicode=True, default_flow_style=None if flow else False)}---\n"

    front_matter = read(text)

    assert (values(front_matter), front_matter.problem) == (dict(sorted(data.items())), None)
    for entry in front_matter.entries:
        written = text[slice(*entry.value_span)]
        separator = "\n" if written.startswith("- ") else " "
        assert values(read(f"---\nk:{separator}{written}\n---\n")) == {"k": entry.value}
        assert text[slice(*entry.key_span)] in (entry.key, f"'{entry.key}'")


@given(st.lists(_PIECES, max_size=25))
@settings(deadline=None, max_examples=300)
def test_line_ends_change_nothing_but_places(pieces: list[str]) -> None:
    """The same text with CRLF has the same values, and the same characters at their places."""
    body = "key: v\n" + "".join(pieces).replace("\r\n", "\n").replace("\r", "\n")
    unix = f"---\n{body}\n---\n"
    windows = unix.replace("\n", "\r\n")

    def shown(text: str) -> list[tuple[str, Value, str]] | None:
        found = read_front_matter(Source("note.md", text))
        if found is None:
            return None
        return [(one.key, one.value, text[slice(*one.value_span)].replace("\r\n", "\n")) for one in found.entries]

    if "{{" not in body:  # a placeholder's value is its source text, line ends and all
        assert shown(windows) == shown(unix)


# What it costs, and real notes.


def test_yaml_is_imported_when_needed() -> None:
    """A file without front matter, or with TOML, imports no YAML."""
    program = (
        "import sys\n"
        "from notelint.front_matter import read_front_matter\n"
        "from notelint.source import Source\n"
        "read_front_matter(Source('a.md', '# Heading'))\n"
        "read_front_matter(Source('a.md', '+++\\na = 1\\n+++\\n'))\n"
        "print('yaml' in sys.modules)\n"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_real_notes() -> None:
    """Over real notes, only a template with a placeholder on a line of its own does not read."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not here")
    problems = {}
    read_at_all = 0
    for path in sorted(CORPORA.rglob("*.md")):
        source = Source.from_bytes(path.relative_to(CORPORA).as_posix(), path.read_bytes())
        front_matter = read_front_matter(source)
        read_at_all += front_matter is not None
        if front_matter and (front_matter.problem or front_matter.duplicates):
            assert front_matter.problem is not None
            problems[source.path] = (source.position(front_matter.problem.span.start).line, len(front_matter.entries))

    assert (read_at_all, problems) == (415, {"vensin/templates/note-template.md": (7, 20)})
