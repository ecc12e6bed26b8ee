"""What holds of any Markdown: spans nest, line ends do not matter, an image's span is the image, time is linear."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.dataclass import fields, is_dataclass
from notelint.markdown import Blocks, nodes, parse
from notelint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from notelint.markdown.nodes import Block, Inline

TESTS = Path(__file__).parent
CORPORA = TESTS.parent.parent / "shared" / "corpora"

FRAGMENTS = [
    *("> ", "- ", "* ", "1. ", "2) ", "    ", "  ", " ", "\t", "\n", "\n\n", "# ", "=\n", "---\n", "***\n"),
    *(
        "```",
        "~~~",
        "$$",
        "$",
        "|",
        "| a | b |\n|---|:-:|\n",
        "[^a]: ",
        "[^a]",
        "[a]: /u 't'\n",
        "[a]",
        "[ ] ",
        "[!note]",
    ),
    *(
        "![a](b.png)",
        "![a](b c.png)",
        "![",
        "[",
        "](",
        "]",
        "(",
        ")",
        "<img src='a.png' alt=x>",
        "<img\n",
        "<div>",
        "</div>",
    ),
    *(
        "<!--",
        "-->",
        "<a@b.c>",
        "<http://x>",
        "http://a.b/c",
        "`",
        "``",
        "**",
        "*",
        "_",
        "~~",
        "[[a|b]]",
        "![[b.png|3]]",
    ),
    *(
        "\\",
        "\\|",
        "&amp;",
        "{{ a }}",
        "!",
        "a",
        "b c",
        "字",
        "，",
        "😀",
        "\u3000",
        "\u200b",
        "\x0b",
        "\x0c",
        "\u2028",
        "\x00",
    ),
]
markdown = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)
quickly = settings(deadline=None, max_examples=300)


def children(node: Block | Inline) -> Sequence[Block | Inline]:
    """The nodes directly inside a node, whose spans must lie in its own."""
    if isinstance(node, nodes.Leaf):
        return node.inlines
    if isinstance(node, nodes.Html):
        return node.images
    inner: Sequence[Block | Inline] = getattr(node, "children", ())
    return inner


def assert_nested(found: Sequence[Block | Inline], outer: Span) -> None:
    """Spans lie inside `outer`, in order, apart from one another, and so do those inside them."""
    position = outer.start
    for node in found:
        assert position <= node.span.start <= node.span.end <= outer.end, (node, outer)
        assert_nested(children(node), node.span)
        position = node.span.end


def shape(value: object, move: int | Callable[[int], int] = 0) -> object:
    """A node as a nested tuple, its offsets moved."""
    if isinstance(value, Span):
        return tuple(move(offset) if callable(move) else offset + move for offset in value)
    if isinstance(value, tuple | Blocks):
        return tuple(shape(each, move) for each in value)
    if isinstance(value, nodes.Leaf):
        return type(value).__name__, shape(value.span, move), shape(value.inlines, move)
    if is_dataclass(value):
        items = {field.name: getattr(value, field.name) for field in fields(value)}
        if isinstance(value, nodes.ListItem):
            items["content_start"] = Span(value.content_start, value.content_start)
        return type(value).__name__, *(shape(item, move) for item in items.values())
    return value


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@quickly
@given(text=markdown, bom=st.booleans())
def test_spans_nest(line_end: str, text: str, *, bom: bool) -> None:
    """Whatever the text: it is parsed, and spans nest, stand in order and lie inside the text."""
    source = Source("note.md", "\ufeff" * bom + text.replace("\n", line_end))
    assert_nested(parse(source), Span(source.start, len(source.text)))


@quickly
@given(text=markdown)
def test_line_ends_do_not_matter(text: str) -> None:
    """With CRLF or CR line ends the nodes are the same, each moved by the characters before it."""

    def crlf(offset: int) -> int:
        return offset + text.count("\n", 0, offset)

    blocks = parse(Source("note.md", text))
    assert shape(parse(Source("note.md", text.replace("\n", "\r\n")))) == shape(blocks, crlf)
    assert shape(parse(Source("note.md", text.replace("\n", "\r")))) == shape(blocks)


@quickly
@given(front_matter=markdown, text=markdown)
def test_parsing_begins_at_the_start(front_matter: str, text: str) -> None:
    """Text before `start` (front matter) moves the nodes, and changes nothing else about them."""
    start = len(front_matter) + 1
    blocks = parse(Source("note.md", text))
    assert shape(parse(Source("note.md", f"{front_matter}\n{text}"), start)) == shape(blocks, start)


def images_and_links(blocks: Sequence[Block]) -> Iterator[nodes.Image | nodes.Link]:
    """All images and links, those in HTML blocks too."""
    for block in nodes.walk(tuple(blocks)):
        if isinstance(block, nodes.Html):
            yield from block.images
        elif isinstance(block, nodes.Leaf):
            for inline in nodes.walk_inlines(block.inlines):
                if isinstance(inline, nodes.Image | nodes.Link):
                    yield inline


def assert_spans_hold(source: Source, blocks: Sequence[Block]) -> int:
    """The text at a destination's span is the destination; the text at an image's span is that image. Counts them."""
    count = 0
    for node in images_and_links(blocks):
        text = source.slice(node.span)
        if len(text.splitlines()) > 1 or r"\|" in text:  # markers of containers, escapes in tables
            continue
        count += 1
        if node.destination_span:
            assert source.slice(node.destination_span) == node.destination
        if isinstance(node, nodes.Image) and node.form != "reference":
            # In a block of HTML a tag may be written more freely than in a paragraph.
            before = "<p>" * (node.form == "html")
            (again,) = images_and_links(parse(Source("image.md", before + text)))
            assert shape(again, node.span.start - len(before)) == shape(node)
    return count


@quickly
@given(text=markdown)
def test_the_text_at_a_span_is_the_image(text: str) -> None:
    """Parsed alone, the text of an image gives the same image."""
    source = Source("note.md", text)
    assert_spans_hold(source, parse(source))


def test_the_text_at_a_span_is_the_image_in_real_notes() -> None:
    """The same holds of every image and link of the corpora, and their spans nest."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora of real notes are not beside this checkout")
    count = 0
    for path in sorted(CORPORA.rglob("*.md")):
        source = Source.from_bytes(path.name, path.read_bytes())
        blocks = parse(source)
        assert_nested(blocks, Span(source.start, len(source.text)))
        count += assert_spans_hold(source, blocks)
    assert count > 3_000


def test_spans_nest_in_the_specification() -> None:
    """Spans nest in every example of CommonMark, also inside a quote and a list item."""
    for example in json.loads((TESTS / "markdown" / "commonmark-0.31.2.json").read_text("utf-8")):
        lines = example["markdown"].splitlines(keepends=True)
        for text in (example["markdown"], "".join(f"> {line}" for line in lines), "- a\n" + "  ".join(["", *lines])):
            assert_nested(parse(Source("example.md", text)), Span(0, len(text)))


LONG = {
    "alternating lazy lines": "> - a\n>\n>   b\nc\n",
    "nested quotes": ">",
    "nested items": "- ",
    "spaces in a heading": "# a          b",
    "fences with backticks in the info": "``` a`b\n",
    "formulas without end": "$a ",
    "formula blocks without end": "$$ a $$ b\n",
    "tags without end": '<img "',
    "comments without end": "a <!-- ",
    "brackets": "[",
    "images without end": "![a](b c (",
    "spaces in a destination": "![a](b     x",
    "definitions without title's end": "[a]: b '\n",
    "delimiters": "**a*",
    "strikethrough without end": "~~a ~~b",
    "URLs in a row": "http://",
    "brackets behind a URL": "http://a)))))",
    "tables without rows": "|a|\n|-|-|\n",
    "formulas in cells": "|a|b|\n|-|-|\n|$a",
    "blank lines in an item": "- a\n\n\n\n",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_time_is_linear(piece: str) -> None:
    """Eight times the text takes about eight times as long, and by far not 64 times."""

    def seconds(count: int) -> float:
        text = piece * count
        start = process_time()
        assert_nested(parse(Source("note.md", text)), Span(0, len(text)))
        return process_time() - start

    count = 250
    while seconds(count) < 0.01:
        count *= 2
    # Once is enough: another program on the machine can make a run slow, but none can make it fast.
    assert any(seconds(8 * count) < 30 * seconds(count) for _ in range(3))
