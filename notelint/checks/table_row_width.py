"""The check of the rule table-row-width."""

from __future__ import annotations

from notelint.checks.prose import blocks_at
from notelint.checks.tables import bars_inside, doubtful_tables
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.markdown.nodes import Table, TableRow
from notelint.markdown.tables import cells
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


def table_row_width(document: Document, context: Context) -> Iterator[Finding]:
    """Rows with another number of cells than the header, or with a cell that a bar in code cuts in two.

    A row that ends with a bar may lack the last cell: that is shown as meant.
    """
    for table in blocks_at(document, context.once(doubtful_tables, document)):
        if isinstance(table, Table):
            for row in table.children:
                if isinstance(row, TableRow):
                    yield from _finding(row, len(table.alignments), document.source)


def _finding(row: TableRow, width: int, source: Source) -> Iterator[Finding]:
    text = source.slice(row.span)
    if _PLACEHOLDER.search(text):
        return
    count = len(cells(text))
    bars = bars_inside(source.text, *row.span)
    if bars and (count != width or "`" in text):
        meant = count - len(bars)
        is_whole = meant == width or (meant == width - 1 and text.rstrip().endswith("|"))
        edits = tuple(Edit(Span(bar, bar), "\\") for bar in bars)
        fix = Fix("write `\\|` for the bars inside of cells", edits, Safety.UNSAFE) if is_whole else None
        yield Finding(
            Span(bars[0], bars[0] + 1),
            "this bar ends the cell, though it stands in code or in a formula",
            "write `\\|` for a bar inside a cell",
            fix,
        )
    elif count > width:
        yield Finding(
            Span(row.span.start + cells(text)[width][0], row.span.end),
            f"this row has {count} cells but the header has {width}: the extra cells are not shown",
            "write `\\|` for a bar inside a cell, or add columns to the header",
        )
    elif count < width and "|" not in text:
        yield Finding(row.span, "this line is read as a row of the table above", "put a blank line between them")
    elif count < width - 1 or (count < width and not text.rstrip().endswith("|")):
        yield Finding(row.span, f"this row has only {count} of the header's {width} cells", "add the missing cells")
