"""Which lines belong to a block quote, a list item or a footnote definition (CommonMark 5.1, 5.2 and GFM footnotes).

Written anew, not taken from mistune, which keeps no places, lets a heading directly below a quote fall into the quote,
and continues paragraphs lazily where none is open.
"""

from __future__ import annotations

from functools import reduce

from notelint.markdown.html import html_block_end
from notelint.markdown.places import Lines, indentation, leading_whitespace, without_indentation
from notelint.markdown.tables import alignments
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from typing import Literal

THEMATIC_BREAK = r"^ {0,3}(?:(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+)$"
FENCE = r"`{3,}(?=[^`\n]*$)|~{3,}"
_ITEM = regex(r" {0,3}([-*+]|[0-9]{1,9}[.)])(?=[ \t]|$)")
FOOTNOTE = regex(r" {0,3}\[\^(?P<label>[^\\\[\]\s]{1,500})\]:[ \t]*")

_BLOCK_START = regex(
    rf" {{0,3}}(?:{FENCE}|#{{1,6}}(?:[ \t]|$)|>|(?:[-*+]|[0-9]{{1,9}}[.)])(?:[ \t]|$))"
    rf"|{FOOTNOTE.pattern}|{THEMATIC_BREAK}"
)
_QUOTE = regex(r" {0,3}>")
_MARKERS = regex(r"(?:[ \t]*(?:>|(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t]|$)))*+[ \t]*")
_LIST_MARKER = regex(r"[-*+.)]")
_FENCE_LINE = regex(FENCE)
_HEADING_OR_BREAK = regex(rf"#{{1,6}}(?:[ \t]|$)|{THEMATIC_BREAK}")
_BREAK = regex(THEMATIC_BREAK)
_UNDERLINE = regex(r"(?:=+|-+)[ \t]*$")


class OpenLeaf(NamedTuple):
    """What the last line of a container left open; only a paragraph may be continued without the container's marker.

    `end` ends a verbatim block (a fence, `$$`), `html` an HTML block. `nested` tells that a list item was seen: then
    an indented line need not be code.
    """

    kind: Literal["none", "paragraph", "table", "verbatim", "html"] = "none"
    end: str = ""
    html: re.Pattern[str] | None = None
    nested: bool = False


class Collected(NamedTuple):
    """The lines of a container without its markers and indentation, the lazy ones by index."""

    lines: list[str]
    lazy: set[int]


class Item(NamedTuple):
    """A list item: the index of its first line, its marker, and its lines."""

    first_line: int
    marker: str
    collected: Collected


def begins_block(lines: Lines, index: int) -> bool:
    """Whether a line begins a block, so that it continues neither a paragraph lazily nor a table."""
    if index in lines.lazy:
        return False
    line = lines.line(index)
    if _BLOCK_START.match(line):
        return True
    return indentation(line) < 4 and html_block_end(line.lstrip(" "), interrupts=True) is not None


def quote_lines(lines: Lines, index: int) -> Collected:
    """The lines of the block quote that begins at a line."""
    content: list[str] = []
    lazy: set[int] = set()
    leaf, seen = OpenLeaf(), 0
    while index < len(lines):
        line = lines.line(index)
        found = None if index in lines.lazy else _QUOTE.match(line)
        if found:
            rest = line[found.end() :]
            line = without_indentation(rest, 1, found.end()) if rest[:1] in (" ", "\t") else rest
        elif not line.strip(" \t") or begins_block(lines, index):
            break
        else:
            leaf = reduce(_advance, content[seen:], leaf)  # asked only here, and most lines never come here
            if leaf.kind != "paragraph":
                break
            lazy.add(len(content))
            line = line.lstrip(" \t")
            seen = len(content) + 1
        content.append(line)
        index += 1
    return Collected(content, lazy)


def indented_lines(lines: Lines, index: int, head: str, width: int) -> Collected:
    """The lines of a list item or footnote: `head` is the rest of its first line, `width` the columns to indent."""
    content = [head]
    lazy: set[int] = set()
    leaf, seen = OpenLeaf(), 0
    for number in range(index + 1, len(lines)):
        line = lines.line(number)
        if not line.strip(" \t"):
            if content == [""]:  # an item begins with at most one blank line
                break
            line = ""
        elif indentation(line) >= width and number not in lines.lazy:
            line = without_indentation(line, width)
        elif begins_block(lines, number):
            break
        else:
            leaf = reduce(_advance, content[seen:], leaf)
            if leaf.kind != "paragraph":
                break
            lazy.add(len(content))
            line = line.lstrip(" \t")
            seen = len(content) + 1
        content.append(line)
    while len(content) > 1 and not content[-1]:
        content.pop()
    return Collected(content, lazy)


def list_items(lines: Lines, index: int) -> tuple[list[Item], bool]:
    """The items of the list that begins at a line, and whether blank lines separate any of them."""
    items: list[Item] = []
    apart = False
    kind = ""
    while index < len(lines):
        line = lines.line(index)
        found = None if index in lines.lazy else _ITEM.match(line)
        if not found or (kind and found[1][-1] != kind) or _BREAK.match(line):
            break
        kind = found[1][-1]
        head, width = _item_content(line, found.end())
        collected = indented_lines(lines, index, head, width)
        if items:
            last = items[-1]
            apart = apart or index > last.first_line + len(last.collected.lines)
        items.append(Item(index, found[1], collected))
        index += len(collected.lines)
        while index < len(lines) and not lines.line(index).strip(" \t"):
            index += 1
    return items, apart


def _item_content(line: str, marker_end: int) -> tuple[str, int]:
    """The content on an item's first line, and the columns that its further lines are indented by."""
    rest = line[marker_end:]
    spaces = indentation(rest, marker_end)
    if not rest.strip(" \t"):
        return "", marker_end + 1
    if spaces > 4:  # the content is indented code
        spaces = 1
    return without_indentation(rest, spaces, marker_end), marker_end + spaces


def _advance(leaf: OpenLeaf, line: str) -> OpenLeaf:
    """What is open after one more line of a container (nested containers' markers are looked through)."""
    closed = OpenLeaf(nested=leaf.nested)
    if leaf.kind == "verbatim":
        text = line.strip(" \t>")
        ends = text.endswith("$$") if leaf.end == "$$" else text.startswith(leaf.end) and not text.strip(leaf.end[0])
        return closed if ends else leaf
    markers = _MARKERS.match(line)
    text = line[markers.end() if markers else 0 :]
    if leaf.html:
        return closed if leaf.html.search(text) else leaf
    if not text or _HEADING_OR_BREAK.match(line.lstrip(" \t")) or _HEADING_OR_BREAK.match(text):
        return closed
    if leaf.kind == "paragraph" and _UNDERLINE.match(text):
        return closed
    nested = leaf.nested or bool(_LIST_MARKER.search(line, 0, len(line) - len(text)))
    return _open(leaf, line, text, nested=nested)


def _open(leaf: OpenLeaf, line: str, text: str, *, nested: bool) -> OpenLeaf:
    if (
        leaf.kind == "none"
        and not nested
        and leading_whitespace(line) == len(line) - len(text)
        and indentation(line) > 3
    ):
        return leaf  # indented code
    fence = _FENCE_LINE.match(text)
    if fence:
        return OpenLeaf("verbatim", fence[0], nested=nested)
    if text.startswith("$$") and "$$" not in text[2:]:
        return OpenLeaf("verbatim", "$$", nested=nested)
    html = html_block_end(text, interrupts=leaf.kind == "paragraph")
    if html:
        return OpenLeaf(nested=nested) if html.search(text) else OpenLeaf("html", "", html, nested)
    if leaf.kind == "table" or (leaf.kind == "paragraph" and "|" in text and alignments(text)):
        return OpenLeaf("table", nested=nested)
    return OpenLeaf("paragraph", nested=nested)
