"""The block parser: mistune's, with the place of each block, and with containers, tables and math of our own."""

from __future__ import annotations

import re
from functools import cache, partial

from mistune import BlockParser
from mistune.core import BlockState
from mistune.helpers import LINK_LABEL, parse_link_href, parse_link_title
from mistune.list_parser import LIST_PATTERN
from mistune.util import unikey

from notelint.markdown import containers, tables
from notelint.markdown.block_nodes import build
from notelint.markdown.container_nodes import footnote_token, list_token, quote_token, table_token
from notelint.markdown.html import BLANK_LINE, html_block_end
from notelint.markdown.leaves import Parsed
from notelint.markdown.nodes import LinkDefinition
from notelint.markdown.places import Lines, indentation, leading_whitespace
from notelint.markdown.skeleton import is_paragraph, math_end
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match
    from typing import Any

    from notelint.markdown.container_nodes import Found
    from notelint.markdown.leaves import Definitions
    from notelint.markdown.nodes import Block

DEPTH = 20
"""How many containers may stand in each other; below that their markers are text."""

_CONTAINER_RULES = ("block_quote", "list", "footnote")
_SPACES_TO_LINE_END = regex(r"[ \t]*$", re.MULTILINE)
_CODE_INDENTATION = regex(r"^(?: {4}| {0,3}\t| {0,3}$)")


def parse_blocks(lines: Lines, definitions: Callable[[], Definitions] | None = None) -> Parsed:
    """The blocks of some lines, and the link reference definitions in them.

    `definitions` gives those that references in the lines refer to, where the lines are not the whole document.
    """
    state = PlacedBlockState()
    found = state.env["ref_links"]
    state.env["definitions"] = definitions or (lambda: found)
    state.read(lines)
    _parser().parse(state)
    return Parsed(state.blocks(), found)


@cache
def _parser() -> PlacedBlockParser:
    return PlacedBlockParser()


class PlacedBlockState(BlockState):
    """mistune's state with the lines that it parses; each token gets `start`, its offset in them."""

    lines: Lines

    def read(self, lines: Lines) -> None:
        """Take the lines to parse."""
        self.lines = lines
        self.process(lines.text)

    def child(self, lines: Lines) -> PlacedBlockState:
        """The state for the content of a container."""
        child = PlacedBlockState(self)
        child.read(lines)
        return child

    def blocks(self) -> tuple[Block, ...]:
        """The parsed tokens as nodes."""
        return build(self.tokens, self.lines, self.env["definitions"])

    @property
    def in_paragraph(self) -> bool:
        """Whether a paragraph stands open before the cursor."""
        return bool(self.tokens) and self.tokens[-1]["type"] == "paragraph"

    def continue_paragraph(self) -> int:
        """Add the line at the cursor to the open paragraph; returns the start of the next line."""
        self.append_paragraph()
        return self.find_line_end()

    def append_token(self, token: dict[str, Any]) -> None:
        token.setdefault("start", self.cursor)
        super().append_token(token)

    def add_paragraph(self, text: str) -> None:
        super().add_paragraph(text)
        self.tokens[-1].setdefault("start", self.cursor)


class PlacedBlockParser(BlockParser):
    """mistune's block grammar with places."""

    state_cls = PlacedBlockState

    def __init__(self) -> None:
        super().__init__(max_nested_level=DEPTH)
        self.specification |= {
            "blank_line": r"(^[ \t]*\n)+",
            "fenced_code": rf"^(?P<fenced_1> {{0,3}})(?P<fenced_2>{containers.FENCE})[ \t]*(?P<fenced_3>.*?)$",
            "thematic_break": containers.THEMATIC_BREAK,
            "list": LIST_PATTERN.replace(r"\d", "[0-9]"),  # a full-width digit begins no list
            "indent_code": r"^(?: {4}| {0,3}\t)[ \t]*[^ \t\n]",
            "setex_heading": r"^ {0,3}(?P<setext_1>=|-)(?P=setext_1)*[ \t]*$",
            "ref_link": rf"^ {{0,3}}\[(?P<reflink_1>{LINK_LABEL})\]:",
            "raw_html": r"^ {0,3}<[^\n]*$",
            "table": tables.TABLE,
            "math": r"^ {0,3}\$\$",
            "footnote": rf"^{containers.FOOTNOTE.pattern}",
        }
        for name in ("footnote", "math", "table"):
            self._methods[name] = getattr(self, f"parse_{name}")
            self.insert_rule(self.rules, name, before="ref_link")
        self.leaf_rules = [rule for rule in self.rules if rule not in _CONTAINER_RULES]

    def parse_method(self, m: Match[str], state: BlockState) -> int | None:
        """Parse a block, but for a lazy line, which is text whatever it looks like.

        mistune asks only the first rule whose pattern matches; here one that declines does not hide those behind it.
        """
        lines = _placed(state).lines
        if lines.lazy and lines.index(m.start()) in lines.lazy:
            return None
        found: Match[str] | None = m
        while found and found.lastgroup:
            end = super().parse_method(found, state)
            if end:
                return end
            behind = self.rules[self.rules.index(found.lastgroup) + 1 :]
            leaf_rules = [rule for rule in behind if rule in self.leaf_rules]
            found = self.compile_sc(leaf_rules).match(state.src, m.start())
        return None

    def parse_atx_heading(self, m: Match[str], state: BlockState) -> int:
        """`## Title`. `block_nodes` finds its text: mistune's trimming is quadratic in a run of spaces."""
        state.append_token({"type": "heading", "level": len(m["atx_1"])})
        return m.end() + 1

    def _parse_indent_code_fast(self, _state: BlockState) -> None:
        """Nothing: mistune's short cut goes round `parse_method` and takes a line of spaces for code."""

    def parse_indent_code(self, m: Match[str], state: BlockState) -> int:
        """Indented code; below a paragraph, a line of it."""
        placed = _placed(state)
        if placed.in_paragraph:
            return placed.continue_paragraph()
        lines = placed.lines
        first = last = lines.index(m.start())
        for index in range(first, len(lines)):
            line = lines.line(index)
            if line.strip(" \t"):
                if indentation(line) < 4 or index in lines.lazy:
                    break
                last = index
        code = "".join(
            _CODE_INDENTATION.sub("", lines.line(index), count=1) + "\n" for index in range(first, last + 1)
        )
        placed.append_token({"type": "indented_code", "text": code})
        return lines.starts[last + 1]

    def parse_block_quote(self, m: Match[str], state: BlockState) -> int:
        """`> quote`."""
        return cast("int", self._append(_placed(state), m.start(), quote_token))

    def parse_list(self, m: Match[str], state: BlockState) -> int:
        """A list; below a paragraph, a line of it where it is empty or does not begin with 1."""
        placed = _placed(state)
        marker = m["list_2"]
        if placed.in_paragraph and (not m["list_3"].strip() or (len(marker) > 1 and int(marker[:-1]) != 1)):
            return placed.continue_paragraph()
        return cast("int", self._append(placed, m.start(), list_token))

    def parse_footnote(self, m: Match[str], state: BlockState) -> int | None:
        """`[^label]: text`, with the lines below that are indented by four columns."""
        return self._append(_placed(state), m.start(), footnote_token)

    def parse_table(self, m: Match[str], state: BlockState) -> int | None:
        """A GFM table."""
        lines = _placed(state).lines
        return _appended(state, table_token(lines, lines.index(m.start())))

    def parse_math(self, m: Match[str], state: BlockState) -> int | None:
        """`$$ .. $$` that ends its line."""
        end = math_end(state.src, m.end())
        if end:
            state.append_token({"type": "math", "text": state.src[m.end() : state.src.index("$$", m.end())]})
        return end

    def parse_raw_html(self, m: Match[str], state: BlockState) -> int | None:
        """An HTML block (CommonMark 4.6)."""
        placed = _placed(state)
        end_pattern = html_block_end(m[0].lstrip(" "), interrupts=placed.in_paragraph)
        if end_pattern is None:
            return None
        found = end_pattern.search(state.src, m.start() + leading_whitespace(m[0]))
        state.append_token({"type": "html"})
        if not found:
            return state.cursor_max
        return found.start() if end_pattern is BLANK_LINE else state.find_line_end_at(found.end())

    def parse_ref_link(self, m: Match[str], state: BlockState) -> int | None:
        """A link reference definition (CommonMark 4.7); mistune keeps none of it in its place."""
        placed = _placed(state)
        if placed.in_paragraph:
            return placed.continue_paragraph()
        src = placed.src
        key = unikey(m["reflink_1"])
        destination, position = parse_link_href(src, m.end(), block=True)
        if not key or destination is None or position is None:
            return None
        title, title_end = parse_link_title(src, position, len(src))
        rest = _SPACES_TO_LINE_END.match(src, title_end) if title_end else None
        if not rest:
            title, rest = None, _SPACES_TO_LINE_END.match(src, position)
        if not rest:
            return None
        after = position - src[m.end() : position].lstrip().startswith("<")
        place = placed.lines.span(after - len(destination), after)
        span = placed.lines.block_span(m.start(), rest.end())
        node = LinkDefinition(span, m["reflink_1"], destination, place, title)
        placed.env["ref_links"].setdefault(key, {"url": destination, "title": title, "span": place})
        placed.append_token({"type": "container", "node": node})
        return rest.end() + 1

    def _append(self, state: PlacedBlockState, start: int, token: Callable[..., Found | None]) -> int | None:
        """Add the container that begins at a line; returns where the next line begins."""
        lines = state.lines
        read = partial(self._tokens, state)
        return _appended(state, token(lines, lines.index(start), read, state.env["definitions"]))

    def _tokens(self, state: PlacedBlockState, lines: Lines) -> list[dict[str, Any]]:
        """The tokens of the lines in a container."""
        child = state.child(lines)
        if is_paragraph(child.src):
            child.add_paragraph(child.src)
        else:
            self.parse(child, self.leaf_rules if state.depth() >= self.max_nested_level - 1 else self.rules)
        return child.tokens


def _placed(state: BlockState) -> PlacedBlockState:
    return cast("PlacedBlockState", state)


def _appended(state: BlockState, found: Found | None) -> int | None:
    if found is None:
        return None
    token, end = found
    state.append_token(token)
    return end
