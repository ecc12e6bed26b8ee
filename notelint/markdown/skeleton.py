"""The skeleton of a text: where its blocks of the top level stand, as far as a scan without a parser tells.

The scan goes from block to block. It knows headings, plain paragraphs, fences, HTML and formula blocks by itself.
What may be anything else (a list, a quote, a table, a line that looks odd) is left to the parser up to a line that
certainly begins a block of the top level: a heading, or a line without indentation below a blank one.
"""

from __future__ import annotations

import re

from notelint.markdown.html import BLANK_LINE, html_block_end
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    Kind = Literal["paragraph", "heading", "fence", "thematic_break", "html", "math", "other", "doubtful"]

# A bracket that closes on its line, or holds another one, begins no definition.
_NO_LABEL = r"[^][\\\n]*+(?:\[|\](?!:))"
# What the text of a paragraph may begin with: no character, or no more of them, that another block begins with.
_PLAIN = rf"""(?:
    [^ \t\n\#`~>*+\-=_\[$<|:0-9]
  | \*{{1,3}}+[^\s*] | _{{1,3}}+[^\s_] | \+[^\s+] | -{{1,2}}+[^\s|:-] | =++[^\s=] | :[^\s|:-]
  | `{{1,2}}+[^`\n] | ~{{1,2}}+[^~\n] | \$(?!\$) | \#{{1,6}}+[^\s\#]
  | \[{_NO_LABEL}
  | (?![0-9]{{1,9}}[.)][ \t\n])[0-9]
)"""
_INDENTED = r"(?:[ ]{4}|[ ]{0,3}\t)[ \t]*+[^ \t\n]"
_FENCE = r"(?:`{3,}+(?=[^`\n]*+\n)|~{3,}+)"
_BREAK = r"(?:(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+)\n"
_HASHES = r"\#{1,6}+[ \t\n]"
# A line that ends a paragraph above it (of lists: where it is no underline and may interrupt one).
_INTERRUPTION = rf"""[ ]{{0,3}}+(?:
    {_HASHES} | {_FENCE} | > | <!-- | (?![-]+[ \t]*\n){_BREAK} | (?:[-*+]|0{{0,8}}1[.)])[ \t]++\S
)"""
_PARAGRAPH = rf"(?![ \t])(?:(?:[ ]{{0,3}}+{_PLAIN}|{_INDENTED})[^\n]*+\n)++"  # from its first character on
_NEXT = regex(
    rf"""(?:[ \t]*+\n)*+(?P<line>)(?:
        [ ]{{0,3}}+(?:
            (?P<paragraph>{_PARAGRAPH})
            (?:(?=[ \t]*+\n|\Z|{_INTERRUPTION})|(?P<odd>))
          | (?P<heading>(?={_HASHES})[^\n]*+\n)
          | (?P<fence>{_FENCE})[^\n]*+\n
          | (?P<thematic_break>{_BREAK})
          | (?P<html><)
          | (?P<math>\$\$)
        )
      | [ \t]*+(?P<other>)(?!\Z)
    )""",
    re.VERBOSE,
)

_FORMULA = regex(r"^ {0,3}\$\$", re.MULTILINE)
_FORMULA_OR_TAG = regex(r" {0,3}(\$\$|<)")
_NO_ITEM = r"(?![-*+][ \t\n]|[0-9]{1,9}[.)][ \t\n])[^ \t\n]"
_BELOW_BLANK = regex(rf"\n[ \t]*+\n(?={_NO_ITEM})")
_BELOW_BLANK_OR_HEADING = regex(rf"\n(?:(?=#{{1,6}}[ \t\n])|[ \t]*+\n(?={_NO_ITEM}))")
# A line that may begin a block that goes on behind a blank line, or an underlined heading. (A label is one as far as
# mistune reads it; for formulas see `open_formula`.)
_LONG = (
    rf" {{0,3}}+(?:```|~~~|<(?:[!?]|(?i:pre|script|style|textarea))"
    rf"|(?:=++|-++)[ \t]*+\n|\[(?!{_NO_LABEL}))"
)
# The same, or one that may be a heading: above a heading, which an HTML block might hold, or above a blank line.
_ABOVE_HEADING = rf"(?:{_LONG}| {{1,3}}#)"
_ABOVE_BLANK = rf"(?:{_LONG}| {{0,3}}#{{1,6}}[ \t\n])"
_DOUBT_ABOVE_HEADING = regex(rf"\n{_ABOVE_HEADING}")
_DOUBT_ABOVE_BLANK = regex(rf"\n{_ABOVE_BLANK}")
_DOUBT_HERE = regex(_LONG)
_TAG = regex(r"^ {0,3}<", re.MULTILINE)


_WHOLE = frozenset({"paragraph", "heading", "thematic_break"})


class Piece(NamedTuple):
    """Whole blocks of the top level in a text: from the first character that is not blank up to the last line's end.

    The blocks of `other` are no headings, and may be several; `doubtful` lines may have headings among them, and go on
    behind `end` where they leave a block open. Any other kind is one block.
    """

    kind: Kind
    start: int
    end: int


def next_piece(text: str, position: int) -> Piece | None:
    """The piece at or behind the start of a line of a text whose lines all end with LF; None if only spaces follow."""
    found = next_block(text, position)
    return _undecided(text, found.start) if found and found.kind == "other" else found


def next_block(text: str, position: int) -> Piece | None:
    """As `next_piece`, but of the kind `other` only the start is found: where that ends takes a look at all below."""
    found = _NEXT.match(text, position)
    if not found:
        return None
    group = found.lastgroup
    if group == "odd":
        start = found.start("paragraph")
        return Piece("paragraph", start, found.end() - 1) if _interrupts(text, found.end()) else _other(start)
    kind = cast("Kind", group)
    start, end = found.span(kind)
    if kind in _WHOLE:
        return Piece(kind, start, end - 1)
    below = _BLOCK_ENDS[kind](text, found) if kind != "other" else None
    return Piece(kind, start, below - 1) if below else _other(start)


def _other(start: int) -> Piece:
    return Piece("other", start, start)


def _interrupts(text: str, position: int) -> bool:
    """Whether the line at `position` begins a formula or HTML block that ends a paragraph."""
    found = _FORMULA_OR_TAG.match(text, position)
    if not found:
        return False
    if found[1] == "$$":
        return math_end(text, found.end()) is not None
    return html_block_end(text[found.start(1) : text.index("\n", position)], interrupts=True) is not None


def is_paragraph(text: str) -> bool:
    """Whether a text is certainly one paragraph."""
    found = _NEXT.match(text)
    return (
        found is not None and found.lastgroup == "paragraph" and found.start("line") == 0 and found.end() == len(text)
    )


def below_blank(text: str, position: int) -> int:
    """Where the next line begins, behind the end of a line at `position` or later, that a blank line cuts off."""
    found = _BELOW_BLANK.search(text, position)
    return found.end() if found else len(text)


def line_start(text: str, start: int) -> int:
    """Where the line begins whose first character that is not blank stands at an offset."""
    while text[start - 1 : start] in {" ", "\t"}:
        start -= 1
    return start


def _undecided(text: str, start: int) -> Piece:
    """The lines up to a heading or what a blank line cuts off, but for doubts."""
    line = line_start(text, start)
    doubtful = _DOUBT_HERE.match(text, line) is not None
    found = _BELOW_BLANK_OR_HEADING.search(text, line)
    end = found.end() if found else len(text)
    if not (
        doubtful
        or _DOUBT_ABOVE_HEADING.search(text, line, end)
        or _TAG.search(text, max(line, text.rfind("\n\n", line, end)), end)  # an HTML block ends at a blank line
        or open_formula(text, line, end) is not None
    ):
        return Piece("other", start, end - 1)
    end = below_blank(text, line)
    doubtful = (
        doubtful or _DOUBT_ABOVE_BLANK.search(text, line, end) is not None or open_formula(text, line, end) is not None
    )
    return Piece("doubtful" if doubtful else "other", start, end - 1)


def open_formula(text: str, start: int, end: int) -> int | None:
    """Where a formula begins, if it is one, that ends behind some lines; any other ends where the next one begins."""
    formulas = [*_FORMULA.finditer(text, start, end)] if text.find("$$", start, end) >= 0 else []
    if not formulas:
        return None
    first = formulas[-1].end()
    below = math_end(text, first)
    return first - len("$$") if below and below > end else None


def _fence_end(text: str, found: re.Match[str]) -> int:
    closing = _closing(found["fence"]).search(text, found.end() - 1)
    return closing.end() if closing else len(text)


def _closing(fence: str) -> re.Pattern[str]:
    return re.compile(rf"\n {{0,3}}{fence}{fence[0]}*+[ \t]*+\n")


def _html_end(text: str, found: re.Match[str]) -> int | None:
    start = found.start("html")
    pattern = html_block_end(text[start : text.index("\n", start)], interrupts=False)
    if pattern is None:
        return None
    end = pattern.search(text, start)
    if end is None:
        return len(text)
    return end.start() if pattern is BLANK_LINE else text.index("\n", end.end()) + 1


def _math_end(text: str, found: re.Match[str]) -> int | None:
    return math_end(text, found.end())


_BLOCK_ENDS: dict[Kind, Callable[[str, re.Match[str]], int | None]] = {
    "fence": _fence_end,
    "html": _html_end,
    "math": _math_end,
}


_BLANKS_TO_LINE_END = regex(r"[ \t]*+\n")
_BLANK_LINE_WITHIN = regex(r"\n[ \t]*\n")
_NO_MATH = regex(r"\A[ \t]*\S|\n {0,3}#{1,6}[ \t]")


def math_end(text: str, start: int) -> int | None:
    """The offset of the line below the formula block whose first `$$` ends at `start`; None if there is no such block.

    `$$` ends its line. Opened on a line of its own it may hold blank lines, but no heading: a `$$` too many must not
    swallow sections.
    """
    end = text.find("$$", start)
    rest = _BLANKS_TO_LINE_END.match(text, end + 2)
    if end < 0 or not rest:
        return None
    inside = text[start:end]
    if not inside.strip() or (_BLANK_LINE_WITHIN.search(inside) and _NO_MATH.search(inside)):
        return None
    return rest.end()
