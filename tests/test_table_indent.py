"""Tables in lists: how far they are indented, and what becomes of them."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.markdown.nodes import Code, ListItem, Table, walk
from notelint.note import read_document
from notelint.source import Source
from tests import finding
from tests.finding import findings

ROWS = ("| a | b |", "|---|---|", "| 1 | 2 |")
LESS = "this table is indented less than the text of the list item above it, so "
FAR = "this table is indented so far that Markdown sees no table"
CODE = "this table is indented so far that Markdown sees code"


def table(indent: str) -> str:
    """A table whose rows all begin in one way."""
    return "".join(f"{indent}{row}\n" for row in ROWS)


fixed = partial(finding.fixed, "table-indent")


def found(text: str) -> list[tuple[int, str]]:
    """The line of each finding, and its message."""
    source = Source("note.md", text)
    return [(source.position(each.span.start).line, each.message) for each in findings("table-indent", text)]


def tables(text: str) -> list[str]:
    """Where each table stands: in an item, or outside."""
    blocks = list(read_document(Source("note.md", text), []).blocks)
    inside = {block.span for item in walk(blocks) if isinstance(item, ListItem) for block in item.children}
    return ["item" if block.span in inside else "outside" for block in walk(blocks) if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"- x\n{table('')}", [(2, LESS + "Markdown sees no table")], id="right below the text"),
        pytest.param("- " + table(""), [(1, LESS + "Markdown sees no table")], id="the header alone is indented"),
        pytest.param(f"1. x\n\n{table('  ')}2. y\n", [(3, LESS + "it ends the list")], id="a space too few"),
        pytest.param(f"- x\n  - y\n\n{table(' ')}", [(4, LESS + "it ends the list")], id="below a nested list"),
        pytest.param(f"- x\n  - y\n{table('  ')}", [(3, LESS + "Markdown sees no table")], id="in a nested list"),
        pytest.param(f"- x\n\n{table(' ' * 6)}", [(3, CODE)], id="too far"),
        pytest.param("x\n\n" + table("\t"), [(3, CODE)], id="too far, without a list"),
        pytest.param(f"- x\n{table(' ' * 6)}", [(2, FAR)], id="too far, right below the text"),
        pytest.param(f"x\n{table(' ' * 4)}", [(2, FAR)], id="too far, right below a paragraph"),
        pytest.param(f"> 1. x\n>\n{table('>   ')}", [(3, LESS + "it ends the list")], id="in a quotation"),
        pytest.param(f"- [ ] x\n{table(' ')}", [(2, LESS + "Markdown sees no table")], id="below a task"),
        pytest.param(f"- x\n{table('')}".replace("\n", "\r\n"), [(2, LESS + "Markdown sees no table")], id="CRLF"),
        pytest.param("- a | b\n--|--\n", [(1, LESS + "Markdown sees no table")], id="without bars at the edges"),
        pytest.param(f"- x\n\n{table('  ')}", [], id="as the text"),
        pytest.param(f"- x\n{table('   ')}", [], id="a little further"),
        pytest.param(f"- x\n\n{table('')}", [], id="not indented: meant to stand below the list"),
        pytest.param(f"x\n\n{table('  ')}", [], id="indented, but below no list"),
        pytest.param(f"- x\n\ny\n\n{table(' ')}", [], id="indented, but not right below the list"),
        pytest.param("- x\n| a | b |\n|---|---|---|\n", [], id="no table wherever it stands"),
        pytest.param(f"```\n{table('    ')}```\n\n- ```\n{table('    ')}  ```\n", [], id="in fences"),
        pytest.param(f"x\n\n    how to write one:\n{table('    ')}", [], id="code that is more than a table"),
        pytest.param("- x\n---|---\n", [], id="a line without a header"),
    ],
)
def test_where_tables_stand(text: str, expected: list[tuple[int, str]]) -> None:
    """A table is found where it is indented otherwise than its place asks for."""
    assert found(text) == expected


@given(st.sampled_from(["- ", "*   ", "1. ", "10) ", "- [ ] ", "> - ", "- + "]), st.integers(0, 9), st.booleans())
@settings(deadline=None, max_examples=150)
def test_a_fixed_table_is_one(marker: str, indent: int, apart: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """After the fix there is one table, in its item, and nothing is left to find or changed but spaces."""
    quote = ">" * marker.startswith(">")
    text = f"{marker}x\n{quote}\n" * apart + f"{marker}x\n" * (not apart) + table(quote + " " * indent)
    if found(text):
        after = fixed(text)

        assert tables(after) == ["item"]
        assert found(after) == []
        assert after.replace(" ", "") == text.replace(" ", "")
    else:
        blocks = read_document(Source("note.md", text), []).blocks
        assert len(tables(text)) == 1
        assert not any(isinstance(block, Code) for block in walk(blocks))
