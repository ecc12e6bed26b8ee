"""Where tables stand of which a glance at the text cannot tell that all rows have as many cells as the header."""

from __future__ import annotations

from notelint.regex import regex
from notelint.source import LINE_END
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from notelint.checks.context import Context
    from notelint.note.model import Document

# The last pipe of a table's header, and the line below it; so stands what was meant as a table and is none, too.
_HEADER_END = regex(r"\|[^|\r\n]*(?:\r\n?|\n)[ \t>]*[-|:][-|: \t]*(?![^\r\n])")

# Code or a formula in one line.
_INSIDE = regex(r"(`++)(?:[^`\r\n]++|(?!\1(?!`))`++)+\1(?!`)|(?<![\\$])\$(?:[^$\\\r\n`]|\\.)+\$(?!\$)")
# One with a space on each side is meant to end the cell.
_BAR = regex(r"(?<!\\)(?:(?<!\s)\||\|(?=\S))")


def doubtful_tables(document: Document, _: Context) -> list[int]:
    """An offset in each line of the tables, or what is meant as such, that are not plain (ask by `Context.once`)."""
    text = document.source.text
    found: list[int] = []
    read = 0
    for header in _HEADER_END.finditer(text):
        if header.start() >= read:
            start = max(text.rfind("\n", read, header.start()), text.rfind("\r", read, header.start()), read - 1) + 1
            lines = _lines(text, start)
            read = lines[-1].end
            if len({each.shape for each in lines}) > 1 or lines[0].shape.escaped or bars_inside(text, start, read):
                found += [each.start for each in lines]
    return found


def bars_inside(text: str, start: int, end: int) -> list[int]:
    """Where a bar stands inside of code or a formula of a row: it ends the cell all the same (GFM example 200)."""
    if text.find("`", start, end) < 0 and text.find("$", start, end) < 0:
        return []
    return [
        bar.start() for inside in _INSIDE.finditer(text, start, end) for bar in _BAR.finditer(text, *inside.span())
    ]


class _Shape(NamedTuple):
    """What tells how many cells a line has: its pipes, those at its edges, and whether any is escaped."""

    pipes: int
    opens: bool
    closes: bool
    escaped: bool


class _Line(NamedTuple):
    """A line, from what stands behind the marks of quotes on, up to the next line."""

    start: int
    end: int
    shape: _Shape


def _lines(text: str, start: int) -> list[_Line]:
    """The lines from an offset on, up to a blank one."""
    lines = []
    while start < len(text):
        found = LINE_END.search(text, start)
        end = found.start() if found else len(text)
        line = text[start:end].lstrip(" \t>")
        place = end - len(line)
        line = line.rstrip(" \t")
        if not line:
            break
        start = found.end() if found else end
        lines.append(_Line(place, start, _Shape(line.count("|"), line[0] == "|", line[-1] == "|", "\\|" in line)))
    return lines
