"""What each piece of Markdown becomes: every kind of node, with its exact span (`markdown/nodes.txt`)."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import pytest

from notelint.dataclass import MISSING, fields
from notelint.markdown import parse
from notelint.markdown.nodes import Block, Inline, Leaf
from notelint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet


def shown(value: object) -> str:
    """A field's value in an outline."""
    return f"{value.start}:{value.end}" if isinstance(value, Span) else repr(value)


def outline(node: Block | Inline) -> str:
    """One line for the node, and the indented lines of the nodes in it."""
    words = [type(node).__name__, shown(node.span)]
    inner: tuple[Block | Inline, ...] = node.inlines if isinstance(node, Leaf) else ()
    for field in fields(node):
        value = getattr(node, field.name)
        if field.name in ("children", "images"):
            inner = value
        elif field.name not in ("span", "content"):
            default = field.default if field.default_factory is MISSING else field.default_factory()
            words += [] if value == default else [f"{field.name}={shown(value)}"]
    return " ".join(words) + "\n" + "".join(indent(outline(each), "  ") for each in inner)


def cases() -> Iterator[ParameterSet]:
    """The cases of `markdown/nodes.txt`."""
    text = (Path(__file__).parent / "markdown" / "nodes.txt").read_text("utf-8")
    for case in text.split("\n# ")[1:]:
        title, markdown, expected = case.split("\n", 2)
        yield pytest.param(json.loads(markdown), expected.rstrip("\n") + "\n", id=title)


@pytest.mark.parametrize(("markdown", "expected"), list(cases()))
def test_nodes_and_their_spans(markdown: str, expected: str) -> None:
    """Markdown becomes these nodes, at these places."""
    assert "".join(map(outline, parse(Source("note.md", markdown)))) == expected
