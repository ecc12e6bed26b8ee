"""Where tables stand of which a glance at the text cannot tell that all rows have as many cells as the header."""

from __future__ import annotations

from notelint.regex import regex
from notelint.source import LINE_END

# The last pipe of a table's header, and the line below it; so stands what was meant as a table and is none, too.
_HEADER_END = regex(r"\|[^|\r\n]*(?:\r\n?|\n)[ \t>]*[-|:][-|: \t]*(?![^\r\n])")
_MARGIN = " \t>"


def doubtful_tables(text: str) -> list[int]:
    """An offset in each table, or what is meant as one, that is not plain."""
    found: list[int] = []
    read = 0
    for header in _HEADER_END.finditer(text):
        if header.start() < read:
            continue
        start = max(text.rfind("\n", read, header.start()), text.rfind("\r", read, header.start())) + 1
        read, plain = _read(text, max(start, read))
        if not plain:
            found.append(header.start())
    return found


def _read(text: str, start: int) -> tuple[int, bool]:
    """Where the lines of a table end, and whether they are plain: all with the same number of pipes, none escaped."""
    shapes = set()
    while start < len(text):
        found = LINE_END.search(text, start)
        line = text[start : found.start() if found else len(text)].strip(_MARGIN)
        if not line:
            break
        start = found.end() if found else len(text)
        shapes.add((line.count("|"), line[0] == "|", line[-1] == "|", "\\|" in line))
    return start, len(shapes) == 1 and not shapes.pop()[-1]
