"""Front matter that cannot be read: what is said, at which place, and what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from notelint.front_matter import FrontMatter, read_front_matter
from notelint.source import Source

if TYPE_CHECKING:
    from notelint.front_matter import Value


def read(text: str) -> FrontMatter:
    """The front matter of a text that has some."""
    front_matter = read_front_matter(Source("note.md", text))
    assert front_matter is not None
    return front_matter


BROKEN_YAML = [
    pytest.param(
        "a: 1\ntitle: BERT: a model\nb: 2",
        ("3:12", ":", "a second `: ` on this line, which YAML reads as another key"),
        'put the value in quotes: `title: "BERT: a model"`',
        {"a": 1, "title": "BERT: a model", "b": 2},
        id="a second colon",
    ),
    pytest.param(
        'title: "BERT": a model\nb: 2',
        ("2:14", ":", "a second `: ` on this line, which YAML reads as another key"),
        "put the value in single quotes: `title: '\"BERT\": a model'`",
        {"title": '"BERT": a model', "b": 2},
        id="a second colon after quotes",
    ),
    pytest.param(
        "a:\n\tb: 2\nc: 3",
        ("3:1", "\t", "tab in the indentation: YAML allows only spaces"),
        "indent with spaces",
        {"a": {"b": 2}, "c": 3},
        id="a tab",
    ),
    pytest.param(
        "tags: [a, b\ntitle: x",
        ("2:7", "[", "this `[` is not closed"),
        "add the closing `]`",
        {"title": "x"},
        id="an open bracket",
    ),
    pytest.param(
        "a: {b: c\ntitle: x",
        ("2:4", "{", "this `{` is not closed"),
        "add the closing `}`",
        {"title": "x"},
        id="an open brace",
    ),
    pytest.param(
        'a: ["b" "c"]\ntitle: x',
        ("2:9", '"', "a comma is missing before this"),
        "put a comma between the items",
        {"title": "x"},
        id="a missing comma",
    ),
    pytest.param(
        "tags: [a, #b]\ntitle: x",
        ("2:11", "#b]", "`#` starts a comment, which hides the closing `]`"),
        'put the items in quotes: `[a, "#b"]`',
        {"tags": ["a", "#b"], "title": "x"},
        id="a hash tag in a list",
    ),
    pytest.param(
        "tags: [#a, b]\ntitle: x",
        ("2:8", "#a, b]", "`#` starts a comment, which hides the closing `]`"),
        'put the items in quotes: `["#a", b]`',
        {"tags": ["#a", "b"], "title": "x"},
        id="a hash tag at the start of a list",
    ),
    pytest.param(
        'title: "open\nb: 2',
        ("2:8", '"open', 'the quote `"` is not closed'),
        'put the value in double quotes: `title: "open"`',
        {"title": "open", "b": 2},
        id="an open quote",
    ),
    pytest.param(
        "title: 'it's here'\nb: 2",
        ("2:12", "s here'", "text after the closing quote"),
        'put the value in double quotes: `title: "it\'s here"`',
        {"title": "it's here", "b": 2},
        id="an apostrophe in single quotes",
    ),
    pytest.param(
        "a: [1, 2] x\nb: 2",
        ("2:11", "x", "text after the closing bracket"),
        'put the value in quotes: `a: "[1, 2] x"`',
        {"a": "[1, 2] x", "b": 2},
        id="text after a list",
    ),
    pytest.param(
        "a: @x y\nb: 2",
        ("2:4", "@x y", "a value cannot begin with `@`"),
        'put the value in quotes: `a: "@x y"`',
        {"a": "@x y", "b": 2},
        id="an at sign",
    ),
    pytest.param(
        "a: `x`\nb: 2",
        ("2:4", "`x`", "a value cannot begin with a backtick"),
        "put the value in quotes",
        {"a": "`x`", "b": 2},
        id="a backtick",
    ),
    pytest.param(
        "a: , x\nb: 2",
        ("2:4", ", x", "a value cannot begin with `,`"),
        'put the value in quotes: `a: ", x"`',
        {"a": ", x", "b": 2},
        id="a comma",
    ),
    pytest.param(
        "a: - x\nb: 2",
        ("2:4", "- x", "a value cannot begin with `- `"),
        "put the value in quotes, or begin a list on the next line",
        {"a": "x", "b": 2},
        id="a list on the key's line",
    ),
    pytest.param(
        "a: *bold* x\nb: 2",
        ("2:4", "*bold* x", "`*` at the start of a value begins an alias in YAML"),
        'put the value in quotes: `a: "*bold* x"`',
        {"a": "*bold* x", "b": 2},
        id="Markdown emphasis",
    ),
    pytest.param(
        "a: *x\nb: 2",
        ("2:4", "*x", "`*x` is an alias, and no `&x` stands before it"),
        'put the value in quotes: `a: "*x"`',
        {"a": "*x", "b": 2},
        id="an alias of nothing",
    ),
    pytest.param(
        "a: !x!y z\nb: 2",
        ("2:4", "!x!y z", "`!` at the start of a value begins a tag in YAML"),
        'put the value in quotes: `a: "!x!y z"`',
        {"a": "!x!y z", "b": 2},
        id="a tag of an unknown family",
    ),
    pytest.param(
        'a: "\\d"\nb: 2',
        ("2:5", "\\d", "`\\d` means nothing in double quotes"),
        "put the value in single quotes: `a: '\\d'`",
        {"a": "\\d", "b": 2},
        id="a backslash in double quotes",
    ),
    pytest.param(
        'a: "\\xg"\nb: 2',
        ("2:5", "\\x", "this escape names no character"),
        "put the value in single quotes: `a: '\\xg'`",
        {"a": "\\xg", "b": 2},
        id="an escape without its digits",
    ),
    pytest.param(
        'a: "\\U00110000"\nb: 2',
        ("2:5", "\\U00110000", "this escape names no character"),
        "put the value in single quotes: `a: '\\U00110000'`",
        {"a": "\\U00110000", "b": 2},
        id="an escape beyond Unicode",
    ),
    pytest.param(
        "a: !%zz y\nb: 2",
        ("2:4", "!%zz y", "`!` at the start of a value begins a tag in YAML"),
        'put the value in quotes: `a: "!%zz y"`',
        {"a": "!%zz y", "b": 2},
        id="a tag with a broken escape",
    ),
    pytest.param(
        "a: | x\nb: 2",
        ("2:4", "| x", "`|` begins a text of several lines, which must start on the next line"),
        "put the value in quotes if it is text",
        {"a": "x", "b": 2},
        id="text after a block's mark",
    ),
    pytest.param(
        "a: 1\nword\nb: 2",
        ("3:1", "word", "this line is not `key: value`"),
        "write it as `key: value`, or indent it where it belongs to the key above",
        {"a": 1, "b": 2},
        id="a line without a colon",
    ),
    pytest.param(
        "authors:\n{{authors}}\nb: 2",
        ("3:1", "{{authors}}", "this line is not `key: value`"),
        "write it as `key: value`, or indent it where it belongs to the key above",
        {"authors": None, "b": 2},
        id="a template's placeholder on a line of its own",
    ),
    pytest.param(
        "title:Word\nb: 2",
        ("2:7", "", "missing space after the colon: YAML sees no key"),
        "write `title: Word`",
        {"title": "Word", "b": 2},
        id="no space after the colon",
    ),
    pytest.param(
        "a: 1\n論文 title： 注意力\nb: 2",
        ("3:9", "：", "full-width colon: YAML sees no key"),
        "write `論文 title: 注意力`",
        {"a": 1, "論文 title": "注意力", "b": 2},
        id="a full-width colon",
    ),
    pytest.param(
        "a: 1\n  c: 2\nb: 2",
        ("3:3", "c: 2", "a key cannot stand here: the line above is not a key or already has a value"),
        "indent the line like its neighbours, or fix the line above",
        {"a": 1, "b": 2},
        id="a key below a value",
    ),
    pytest.param(
        "a:\n  c: 1\n d: 2\nb: 2",
        ("4:2", "d: 2", "the indentation matches no key above"),
        "indent it like its neighbours",
        {"a": {"c": 1}, "b": 2},
        id="an indentation of its own",
    ),
    pytest.param(
        "a: 1\n- x\nb: 2",
        ("3:1", "- x", "a list item where a key must stand"),
        "indent it below its key, and give the key no other value",
        {"a": 1, "b": 2},
        id="a list below a value",
    ),
    pytest.param(
        "a: 1\n--- \nb: 2\n...\n",
        None,
        None,
        {"a": 1},
        id="the first closing fence closes",
    ),
    pytest.param(
        "a: 1\n--- c\nb: 2",
        ("3:1", "---", "a second YAML document begins here"),
        "delete the line, or quote it",
        {"a": 1, "b": 2},
        id="a second document",
    ),
    pytest.param(
        "a: x\x07y\nb: 2",
        ("2:5", "\x07", "YAML does not allow the invisible character U+0007"),
        "delete it",
        {"a": "xy", "b": 2},
        id="a control character",
    ),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("body", "problem", "remedy", "kept"), BROKEN_YAML)
def test_broken_yaml(
    body: str, problem: tuple[str, str, str] | None, remedy: str | None, kept: dict[str, Value]
) -> None:
    """A syntax error is reported in plain words at its exact place, alike by both parsers, and keys are still read."""
    source = Source("note.md", f"---\n{body}\n---\n")

    front_matter = read(source.text)

    found = front_matter.problem
    reported = None
    if found:
        line, column = source.position(found.span.start)
        reported = (f"{line}:{column}", source.slice(found.span), found.message)
    assert (reported, found and found.help) == (problem, remedy)
    assert {entry.key: entry.value for entry in front_matter.entries} == kept


@pytest.mark.parametrize(
    ("body", "problem", "remedy", "kept"),
    [
        pytest.param(
            'a = "x"\nyear = \nb = 2',
            ("3:7", "", "`year` has no value"),
            'write one (`""` for none), or delete the line',
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
            'a = "\\ud800"\nb = 2',
            ("2:12", '"', "this escape names no character"),
            "put the text in single quotes",
            ["b"],
            id="half a character",
        ),
        pytest.param(
            "[a]\nc = 1\n[a]\nb = 2",
            ("4:3", "]", "this table stands twice, or its name is that of a key"),
            "keep one of the two",
            ["a"],
            id="a table that stands twice",
        ),
        pytest.param(
            f"a = {'1' * 5000}\nb = 2",
            ("2:5", "1" * 5000, "a number with too many digits"),
            "put it in quotes",
            ["b"],
            id="a number without end",
        ),
        pytest.param(
            f"a{'.a' * 5000} = 1\nb = 2",
            ("2:1", f"a{'.a' * 5000} = 1", "values are nested too deeply to read"),
            "flatten them",
            ["b"],
            id="a key without end",
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
