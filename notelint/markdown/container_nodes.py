"""Block quotes, lists, footnote definitions and tables; the parser reads the blocks that stand in them."""

from __future__ import annotations

from notelint.markdown import containers, tables
from notelint.markdown.block_nodes import build
from notelint.markdown.leaves import paragraph
from notelint.markdown.nodes import BlockQuote, FootnoteDefinition, List, ListItem
from notelint.markdown.obsidian import callout_kind
from notelint.markdown.places import Lines, indentation, leading_whitespace
from notelint.markdown.skeleton import is_paragraph
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from notelint.markdown.block_nodes import Token
    from notelint.markdown.leaves import FindDefinitions
    from notelint.markdown.nodes import Block

    # The tokens of some lines.
    Read = Callable[[Lines], Sequence[Token]]
    # A token, and where the next line begins.
    Found = tuple[Token, int]

_TASK_BOX = regex(r"[ \t]*\[([ xX])\][ \t]+(?=\S)")


def quote_token(lines: Lines, index: int, read: Read, definitions: FindDefinitions) -> Found:
    """The block quote that begins at a line."""
    collected = containers.quote_lines(lines, index)
    content = _content(lines, index, collected)
    span, end = _span(lines, index, collected)
    return _token(BlockQuote(span, build(read(content), content, definitions), callout_kind(collected.lines[0]))), end


def footnote_token(lines: Lines, index: int, read: Read, definitions: FindDefinitions) -> Found | None:
    """The footnote definition that begins at a line, if there is one."""
    found = containers.FOOTNOTE.match(lines.line(index))
    if not found:
        return None
    collected = containers.indented_lines(lines, index, lines.line(index)[found.end() :], 4)
    content = _content(lines, index, collected)
    span, end = _span(lines, index, collected)
    return _token(FootnoteDefinition(span, build(read(content), content, definitions), found["label"])), end


def list_token(lines: Lines, index: int, read: Read, definitions: FindDefinitions) -> Found | None:
    """The list that begins at a line, if there is one."""
    items, loose = containers.list_items(lines, index)
    nodes = []
    end = 0
    for item in items:
        span, end = _span(lines, item.first_line, item.collected)
        children, checked = _plain_content(lines, item, definitions)
        if not children:
            content = _content(lines, item.first_line, item.collected)
            tokens = read(content)
            loose = loose or _is_loose(tokens)
            checked = _take_task_box(tokens, content)
            children = build(tokens, content, definitions)
        content_start = children[0].span.start if children else span.end
        nodes.append(ListItem(span, children, item.marker, content_start, checked))
    if not nodes:
        return None
    number = nodes[0].marker[:-1]
    span = Span(nodes[0].span.start, nodes[-1].span.end)
    return _token(List(span, tuple(nodes), bool(number), int(number) if number else None, tight=not loose)), end


def table_token(lines: Lines, first: int) -> Found | None:
    """The GFM table that begins at a line, if any: a header, a delimiter row as wide, and rows up to another block."""
    if first + 1 in lines.lazy:
        return None
    alignments = tables.alignments(lines.line(first + 1))
    if not alignments or len(alignments) != len(tables.cells(lines.line(first), len(alignments))):
        return None
    end = first + 2
    while end < len(lines) and _is_row(lines, end):
        end += 1
    rows = [first, *range(first + 2, end)]
    return {"type": "table", "alignments": alignments, "rows": rows}, lines.starts[end]


def _is_row(lines: Lines, index: int) -> bool:
    line = lines.line(index)
    if not line.strip(" \t") or indentation(line) > 3 or index in lines.lazy:
        return False
    return not containers.begins_block(lines, index)


def _token(node: Block) -> Token:
    return {"type": "container", "node": node}


def _content(lines: Lines, index: int, collected: containers.Collected) -> Lines:
    ends = lines.ends[index : index + len(collected.lines)]
    return Lines.of(lines.original, collected.lines, ends, collected.lazy)


def _span(lines: Lines, index: int, collected: containers.Collected) -> tuple[Span, int]:
    """The original span of a container, and the offset of the line below it."""
    last = index + len(collected.lines)
    start = lines.starts[index] + leading_whitespace(lines.line(index))
    return Span(lines.original_offset(start), lines.ends[last - 1]), lines.starts[last]


def _plain_content(
    lines: Lines, item: containers.Item, definitions: FindDefinitions
) -> tuple[tuple[Block, ...], bool | None]:
    """What most items are, one line of text, and whether its task is checked; no blocks where it may be more."""
    text = item.collected.lines[0]
    if len(item.collected.lines) > 1 or not is_paragraph(text + "\n"):
        return (), None
    box = _TASK_BOX.match(text)
    end = lines.ends[item.first_line]
    start = end - len(text) + (box.end() if box else leading_whitespace(text))
    return (paragraph(lines.original, start, end, definitions),), box and box[1] != " "


def _is_loose(tokens: Sequence[Token]) -> bool:
    """Whether a blank line stands between two blocks of an item."""
    numbers = [number for number, token in enumerate(tokens) if token["type"] != "blank_line"]
    return bool(numbers) and numbers[-1] - numbers[0] >= len(numbers)


def _take_task_box(tokens: Sequence[Token], lines: Lines) -> bool | None:
    """Cut `[ ]` or `[x]` off an item's first paragraph; None where there is none."""
    if not tokens or tokens[0]["type"] != "paragraph":
        return None
    found = _TASK_BOX.match(lines.text, tokens[0]["start"])
    if not found:
        return None
    tokens[0]["start"] = found.end()
    return found[1] != " "
