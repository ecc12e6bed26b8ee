"""Lists, quotes, footnotes and tables that need no parser: what stands in them is cut as a whole text is."""

from __future__ import annotations

import re
from functools import partial

from notelint.dataclass import replace
from notelint.markdown.block_nodes import build
from notelint.markdown.container_nodes import footnote_token, list_token, quote_token, table_token
from notelint.markdown.simple_blocks import fenced_code
from notelint.markdown.skeleton import is_paragraph, line_start, next_block
from notelint.markdown.tables import TABLE
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from notelint.markdown.block_nodes import Token
    from notelint.markdown.container_nodes import Found, Read
    from notelint.markdown.leaves import FindDefinitions
    from notelint.markdown.nodes import Block
    from notelint.markdown.places import Lines
    from notelint.markdown.skeleton import Piece

DEPTH = 20
"""How many containers may stand in each other; below that the parser takes their markers for text."""

_CONTAINER = regex(r" {0,3}(?:(?P<quote>>)|(?P<list>[-*+]|[0-9]{1,9}[.)])(?=[ \t\n])|(?P<footnote>\[\^))")
_TABLE = regex(TABLE, re.MULTILINE)


def simple_containers(lines: Lines, definitions: FindDefinitions) -> tuple[Block, ...] | None:
    """The blocks of some lines, or None where it takes a parser to tell."""
    tokens = _tokens(definitions, 0, lines)
    return None if tokens is None else build(tokens, lines, definitions)


def _tokens(definitions: FindDefinitions, depth: int, lines: Lines) -> list[Token] | None:
    """What `build` makes blocks of, for lines that stand in so many containers."""
    if lines.lazy:
        return [{"type": "paragraph", "start": 0}] if is_paragraph(lines.text) else None
    tokens: list[Token] = []
    position = 0
    while piece := next_block(lines.text, position):
        if lines.text.find("\n", position, piece.start) >= 0:
            tokens.append({"type": "blank_line", "start": position})
        leaf = _leaf(lines, piece)
        found = (leaf, piece.end + 1) if leaf else _container(definitions, depth, lines, piece.start)
        if found is None:
            return None
        token, position = found
        tokens.append({**token, "start": line_start(lines.text, piece.start)})
    if position < len(lines.text):
        tokens.append({"type": "blank_line", "start": position})
    return tokens


def _leaf(lines: Lines, piece: Piece) -> Token | None:
    """A block that holds no other ones, as far as its kind is known."""
    text, kind, start, end = lines.text, *piece
    if kind == "heading":
        line = text[start:end]
        return {"type": kind, "level": len(line) - len(line.lstrip("#"))}
    if kind == "math":
        first = start + len("$$")
        return {"type": kind, "text": text[first : text.index("$$", first)]}
    if kind == "fence":
        code = fenced_code(text, start, end)
        return {"type": "container", "node": replace(code, span=lines.block_span(start, end))} if code else None
    return {"type": kind} if kind in {"paragraph", "html", "thematic_break"} else None


def _container(definitions: FindDefinitions, depth: int, lines: Lines, start: int) -> Found | None:
    """The container that begins in the line of an offset, and where the next line begins."""
    index = lines.index(start)
    found = _CONTAINER.match(lines.text, lines.starts[index])
    if not found:
        return table_token(lines, index) if _TABLE.match(lines.text, lines.starts[index]) else None
    if depth == DEPTH - 1:
        return None
    return _READERS[found.lastgroup](lines, index, partial(_tokens, definitions, depth + 1), definitions)


_READERS: dict[str | None, Callable[[Lines, int, Read, FindDefinitions], Found | None]] = {
    "quote": quote_token,
    "list": list_token,
    "footnote": footnote_token,
}
