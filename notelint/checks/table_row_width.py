"""The check of the rule table-row-width."""

from __future__ import annotations

from notelint.checks.prose import blocks_at
from notelint.checks.tables import doubtful_tables
from notelint.diagnostic import Finding
from notelint.markdown.nodes import Table, TableRow
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document
    from notelint.source import Source

# What templates put in place of rows.
_PLACEHOLDER = regex(r"\{\{|\{%|<%")
_BAR_INSIDE = regex(r"`[^`|]*\||\$[^$|]*\|")


def table_row_width(document: Document, context: Context) -> Iterator[Finding]:
    """Rows with another number of cells than the header."""
    for table in blocks_at(document, context.once(doubtful_tables, document)):
        if isinstance(table, Table):
            for row in table.children:
                if isinstance(row, TableRow) and len(row.children) != len(table.alignments):
                    yield from _finding(row, len(table.alignments), document.source)


def _finding(row: TableRow, width: int, source: Source) -> Iterator[Finding]:
    text = source.slice(row.span)
    count = len(row.children)
    if _PLACEHOLDER.search(text):
        return
    if "|" not in text:
        yield Finding(row.span, "this line is a row of the table above it", "put an empty line between the two")
    elif count < width:
        yield Finding(row.span, f"this row has {count} of the header's {width} cells", "add those that are missing")
    else:
        remedy = "write `\\|` for a bar in a formula or in code" if _BAR_INSIDE.search(text) else None
        yield Finding(
            Span(row.children[width].span.start, row.span.end),
            f"this row has {count} cells, the header {width}: what is beyond is not shown",
            remedy or "delete the cells, or add columns to the header",
        )
