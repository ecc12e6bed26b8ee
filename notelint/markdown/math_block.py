"""Formula blocks, `$$ .. $$`: where one ends."""

from __future__ import annotations

from notelint.regex import regex

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
