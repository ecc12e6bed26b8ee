"""Inputs on which a property of tests/fuzz was broken once, with variants of the same kind."""

from __future__ import annotations

import pytest

from tests.fuzz.properties import PROPERTIES

FOUND = {
    "fixes-settle": [
        pytest.param("http:///", id="an address of nothing, which its fix leaves as it is"),
        pytest.param("<https:///> and [a](http:////)", id="such an address in brackets and in a link"),
        pytest.param("http://\x1b", id="an address that cannot stand in angle brackets"),
        pytest.param("see https://a.org/b\x08c and http://a.org/x>y", id="such an address inside a sentence"),
        pytest.param("---\n++\n-\re:\n\n---\n#\n#", id="a heading without which front matter begins"),
        pytest.param("---\n\ufeffseverity: warning\ndefault: on\nfix:", id="quotes for a value whose key is at fault"),
        pytest.param('+++\ntitle = "A"\r[x]\ry = 1\n+++\n', id="line ends that TOML does not take for such"),
        pytest.param("---\na: b\nti\x07tle: [x, y\nc: d\n---\n", id="the same with another key and a list"),
        pytest.param('title: "\n-\nAutor:e\n-\ntitle:\n]\n-', id="a colon at the end of a line of a heading"),
        pytest.param("Model: a\n-\nAuthors:Jane Roe\n-\nModel:\r\nb\n---\n", id="the same with CR LF"),
    ],
    "records-are-read-back": [
        pytest.param("#\x85", id="a sign that is a space to Python alone"),
        pytest.param("# T\n\n```\na: ", id="a space at the end of code that nothing closes"),
        pytest.param("# T\n\n- ~~~\n  a: \n", id="the same in a list"),
        pytest.param("# T\n\n```\n{\n ", id="a line of spaces at that end"),
        pytest.param("# T\n\n> ~~~\n>   \n> \t\n", id="nothing else in it, in a quote"),
        pytest.param("---\n.\n---\n", id="a heading that is no title, for it has no letter"),
        pytest.param("## ???\n\nText.\n", id="the same with marks, and a text"),
        pytest.param("@misc{a, title={T}}\n", id="a citation key that a BibTeX entry gives"),
        pytest.param("\ufeff-\n# [s](pdf)", id="a byte order mark before what is moved below the title"),
        pytest.param("\ufeffText.\n\n# A title\n\nMore.\n", id="the same before a quote"),
        pytest.param("- Jane Roe\n---\ntitle: x", id="authors below the name of the file, and a title behind them"),
        pytest.param("Jane Roe, John Doe\n\n**Title**: A Study\n", id="the same in a paragraph"),
        pytest.param("-\n#\n-", id="an empty heading where the name of the file is the title"),
        pytest.param("- a\n#\n\nb\n\n##\n\nc\n", id="two of them, between texts"),
    ],
}


@pytest.mark.parametrize(
    ("name", "text"), [pytest.param(name, *each.values, id=each.id) for name, cases in FOUND.items() for each in cases]
)
def test_found_once(name: str, text: str) -> None:
    """The property holds now."""
    PROPERTIES[name].check(text)
