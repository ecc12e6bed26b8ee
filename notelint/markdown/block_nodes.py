"""From mistune's block tokens to nodes."""

from __future__ import annotations

from notelint.markdown.html import html_images
from notelint.markdown.leaves import LeafContent, atx_content
from notelint.markdown.nodes import (
    Block,
    Code,
    Heading,
    Html,
    Math,
    Paragraph,
    Table,
    TableCell,
    TableRow,
    ThematicBreak,
)
from notelint.markdown.places import leading_whitespace
from notelint.markdown.tables import cell_content, cells
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from notelint.markdown.leaves import FindDefinitions
    from notelint.markdown.places import Lines

    Token = dict[str, Any]

_CLOSING_FENCE = regex(r" {0,3}(`{3,}|~{3,})[ \t]*$")


def build(tokens: Sequence[Token], lines: Lines, definitions: FindDefinitions) -> tuple[Block, ...]:
    """The nodes of one text's block tokens; a token ends where the next one starts."""
    ends = [token["start"] for token in tokens[1:]] + [len(lines.text)]
    return tuple(
        _BUILDERS[token["type"]](token, lines, token["start"], end, definitions)
        for token, end in zip(tokens, ends, strict=True)
        if token["type"] != "blank_line"
    )


def _container(token: Token, _lines: Lines, _start: int, _end: int, _definitions: FindDefinitions) -> Block:
    node: Block = token["node"]
    return node


def _paragraph(_token: Token, lines: Lines, start: int, end: int, definitions: FindDefinitions) -> Block:
    return Paragraph(lines.block_span(start, end), LeafContent(lines.leaf_text(start, end), definitions))


def _heading(token: Token, lines: Lines, start: int, end: int, definitions: FindDefinitions) -> Block:
    setext = "text" in token
    if setext:
        level = token["attrs"]["level"]
        text = lines.leaf_text(start, start + len(token["text"]))
    else:
        level = token["level"]
        index = lines.index(start)
        first, last = atx_content(lines.line(index))
        text = lines.leaf_text(lines.starts[index] + first, lines.starts[index] + last)
    span = lines.block_span(start, end)
    return Heading(span, LeafContent(text, definitions), level, text.span(0, len(text.text)), setext)


def _code(token: Token, lines: Lines, start: int, end: int, _definitions: FindDefinitions) -> Block:
    first = lines.index(start)
    last = lines.index(end - 1)
    closing = _CLOSING_FENCE.match(lines.line(last)) if last > first else None
    closed = bool(closing and closing[1].startswith(token["marker"]))
    return Code(lines.block_span(start, end), token["raw"], token.get("attrs", {}).get("info", ""), closed)


def _indented_code(token: Token, lines: Lines, start: int, end: int, _definitions: FindDefinitions) -> Block:
    text = token["text"]
    span = lines.block_span(start, end)
    first = span.start
    for _ in range(leading_whitespace(text)):  # spaces that belong to the code; a cut tab stands for several
        if first == 0 or lines.original[first - 1] not in " \t":
            break
        first -= 1
    return Code(Span(first, span.end), text)


def _table(token: Token, lines: Lines, _start: int, _end: int, definitions: FindDefinitions) -> Block:
    alignments = token["alignments"]
    rows = tuple(_row(lines, index, len(alignments), definitions) for index in token["rows"])
    last = max(token["rows"][-1], token["rows"][0] + 1)
    return Table(Span(rows[0].span.start, lines.ends[last]), rows, alignments)


def _row(lines: Lines, index: int, width: int, definitions: FindDefinitions) -> TableRow:
    line = lines.line(index)
    offset = lines.starts[index]
    found = []
    for start, end in cells(line, width):
        place = lines.original_offset(offset + start)
        content = cell_content(line[start:end], place)
        found.append(TableCell(Span(place, place + end - start), LeafContent(content, definitions)))
    return TableRow(Span(lines.original_offset(offset + leading_whitespace(line)), lines.ends[index]), tuple(found))


def _math(token: Token, lines: Lines, start: int, end: int, _definitions: FindDefinitions) -> Block:
    return Math(lines.block_span(start, end), token["text"])


def _html(_token: Token, lines: Lines, start: int, end: int, _definitions: FindDefinitions) -> Block:
    text = lines.text[start:end].rstrip(" \t\n")

    def span(first: int, last: int) -> Span:
        return lines.span(start + first, start + last)

    return Html(lines.block_span(start, end), text.lstrip(" "), tuple(html_images(text, span)))


def _thematic_break(_token: Token, lines: Lines, start: int, end: int, _definitions: FindDefinitions) -> Block:
    return ThematicBreak(lines.block_span(start, end))


_BUILDERS: dict[str, Callable[[Token, Lines, int, int, FindDefinitions], Block]] = {
    "container": _container,
    "paragraph": _paragraph,
    "heading": _heading,
    "block_code": _code,
    "indented_code": _indented_code,
    "table": _table,
    "math": _math,
    "html": _html,
    "thematic_break": _thematic_break,
}
