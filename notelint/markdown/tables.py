"""Tables (GFM 4.10): where the cells of a row stand.

mistune's own table rule is not used: it keeps no places, and one row of another width turns the table into text.
"""

from __future__ import annotations

import re

from notelint.markdown.places import LeafText
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.markdown.nodes import Alignment

# A line that holds a pipe, above a line of nothing but pipes, dashes and colons.
TABLE = r"^(?= {0,3}[^\s][^\n]*\n {0,3}[-|:][-|: \t]*$)(?= {0,3}[^|\n]*\|)[^\n]*$"

_DELIMITER_CELL = regex(r"(:?)-+(:?)$")
_PIPE = regex(r"\\.|\|")
_PIPE_OUTSIDE = regex(r"\\.|(?<!`)(`++)[^`]++\1(?!`)|\$(?![\s$])[^$]*+(?<!\s)\$|\|")


def alignments(line: str) -> tuple[Alignment, ...] | None:
    """What a delimiter row (`| --- | :-: |`) says of its columns; None if the line is none."""
    text = line.strip(" \t")
    if not text or text.strip("|:- \t") or re.match(r"[ \t]*-(?:[ \t]|$)", line):  # that may be a list item
        return None
    found: list[Alignment] = []
    for cell in text.removeprefix("|").removesuffix("|").split("|"):
        match = _DELIMITER_CELL.match(cell.strip(" \t"))
        if not match:
            return None
        left, right = match.groups()
        found.append("center" if left and right else "left" if left else "right" if right else None)
    return tuple(found)


def cells(line: str, width: int | None = None) -> list[tuple[int, int]]:
    """The places of a row's cells in its line, without the spaces around them (GFM: a backslash escapes a pipe).

    Real notes write `$p(x|y)$` and `` `a|b` `` in cells: where GFM's rule does not give `width` cells, and leaving the
    pipes of formulas and code alone does, these are the cells.
    """
    found = _cells(line, _PIPE)
    if width and len(found) != width:
        lenient = _cells(line, _PIPE_OUTSIDE)
        if len(lenient) == width:
            return lenient
    return found


def _cells(line: str, pipe: re.Pattern[str]) -> list[tuple[int, int]]:
    start = len(line) - len(line.lstrip(" \t"))
    end = len(line.rstrip(" \t"))
    start += line.startswith("|", start)
    pipes = [found.start() for found in pipe.finditer(line, start, end) if found[0] == "|"]
    if not pipes or pipes[-1] != end - 1:
        pipes.append(end)
    return [_trim(line, first, last) for first, last in zip([start, *(p + 1 for p in pipes)], pipes, strict=False)]


def _trim(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start] in " \t":
        start += 1
    while start < end and line[end - 1] in " \t":
        end -= 1
    return start, end


def cell_content(text: str, place: int) -> LeafText:
    r"""A cell's text as inline content: `\|` is a pipe, in code too (GFM example 200)."""
    if r"\|" not in text:
        return LeafText(text, (0,), (place,))  # most cells, of which a table has many: they share a tuple
    pieces = text.split(r"\|")
    offsets, places = [0], [place]
    offset = 0
    for piece in pieces[:-1]:
        offset += len(piece)
        place += len(piece)
        offsets += [offset, offset + 1]
        places += [place, place + 2]
        offset, place = offset + 1, place + 2
    return LeafText("|".join(pieces), tuple(offsets), tuple(places))
