"""The check of the rule table-delimiter."""

from __future__ import annotations

import re

from notelint.checks.prose import blocks_at
from notelint.checks.tables import doubtful_tables
from notelint.diagnostic import Finding
from notelint.markdown.nodes import Paragraph
from notelint.markdown.tables import alignments, cells
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document
    from notelint.source import Source

_DELIMITER = regex(r"^[ \t>]*(?P<row>[|:-][-|: \t]*-[-|: \t]*)$", re.MULTILINE)
_MARKERS = regex(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


def table_delimiter(document: Document, context: Context) -> Iterator[Finding]:
    """Lines such as `|---|---|` that make no table, since they have another number of cells than the line above."""
    source = document.source
    for block in blocks_at(document, context.once(doubtful_tables, document)):
        if isinstance(block, Paragraph) and "-|" in source.slice(block.span).replace(" ", "").replace(":", ""):
            first = source.line_number(block.span.start)
            for number in range(first + 1, source.line_number(block.span.end) + 1):
                yield from _finding(source, number)


def _finding(source: Source, number: int) -> Iterator[Finding]:
    line, above = source.line(number), source.slice(source.line(number - 1))
    found = _DELIMITER.match(source.slice(line))
    columns = alignments(found["row"]) if found else None
    header = _MARKERS.sub("", above, count=1)
    if found is None or columns is None or "|" not in header or "|" not in found["row"]:
        return
    width = len(cells(header, len(columns)))
    if width != len(columns):
        yield Finding(
            Span(line.start + found.start("row"), line.end),
            f"this line has {len(columns)} cells but the header has {width}, so Markdown sees no table",
            "give both the same number of cells",
        )
