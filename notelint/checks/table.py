"""Tables."""

from __future__ import annotations

import re
from itertools import pairwise

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.markdown.nodes import Code, Container, List, ListItem, Paragraph, Table, TableRow, walk
from notelint.markdown.tables import alignments, cells
from notelint.note.running_text import blocks_at
from notelint.regex import regex
from notelint.source import LINE_END, Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.context import Context
    from notelint.markdown.nodes import Block
    from notelint.note.model import Document
    from notelint.source import Source

# The last pipe of a table's header, and the line below it; so stands what was meant as a table and is none, too.
_HEADER_END = regex(r"\|[^|\r\n]*(?:\r\n?|\n)[ \t>]*[-|:][-|: \t]*(?![^\r\n])")

# Code or a formula in one line.
_INSIDE = regex(
    r"(?<!`)(`++)(?:[^`\r\n]++|(?!\1(?!`))`++)+\1(?!`)"
    r"|(?<![\\$])(?P<dollars>\$\$?)(?:[^$\\\r\n`]|\\.)+(?P=dollars)(?![$\d])|\\\((?:[^\\\r\n]|\\[^()\r\n])+\\\)"
)
_BAR = regex(r"(?<!\\)\|")


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
            if len({each.shape for each in lines}) > 1 or lines[0].shape.escaped or _bars_inside(text, start, read):
                found += [each.start for each in lines]
    return found


class _Bar(NamedTuple):
    """A bar inside of code or a formula: what to write in its place, and whether it may be meant to end the cell."""

    place: int
    instead: str
    doubtful: bool


def _bars_inside(text: str, start: int, end: int) -> list[_Bar]:
    """The bars inside of code and formulas of a row: each ends the cell all the same (GFM example 200)."""
    if all(text.find(mark, start, end) < 0 for mark in ("`", "$", "\\(")):
        return []
    return [
        _Bar(
            place := found.start(),
            "\\|" if inside[1] else f"\\vert{' ' * text[place + 1].isalpha()}",
            doubtful=text[place - 1].isspace() and text[place + 1].isspace(),
        )
        for inside in _INSIDE.finditer(text, start, end)
        for found in _BAR.finditer(text, *inside.span())
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


_INDENT_DELIMITER = regex(r"(?:^|(?<=[\r\n]))[ \t>]*[|:-][-|: \t]*(?=[\r\n]|\Z)")
_INDENT_MARKERS = regex(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_QUOTE = regex(r"(?:[ \t]*>)*")
_CODE = 4  # spaces that make code of a line
_LIST_TEXT = "the text of the list item above it"


class _Place(NamedTuple):
    """A block, the list item that it stands in, and the block before it, if there are such."""

    block: Block
    item: ListItem | None
    before: Block | None


def table_indent(document: Document, _: Context) -> Iterator[Finding]:
    """Tables that are indented less than the text of their list item, or so far that they are code."""
    source = document.source
    for block, item, before in _places(document):
        match block:
            case Paragraph():
                yield from _in_paragraph(block, item, source)
            case Table() if isinstance(before, List) and isinstance(before.children[-1], ListItem):
                yield from _outside(block, before.children[-1], source)
            case Code(info=None):
                yield from _code(block, item, source)


def _places(document: Document) -> Iterator[_Place]:
    last: Block | None = None
    for block in document.blocks.holding(_INDENT_DELIMITER):
        yield _Place(block, None, _above(block, last, document) if isinstance(block, Table) else None)
        last = block
        for parent in walk((block,)):
            if isinstance(parent, Container):
                item = parent if isinstance(parent, ListItem) else None
                for before, child in pairwise((None, *parent.children)):
                    if child:
                        yield _Place(child, item, before)


def _above(table: Table, last: Block | None, document: Document) -> Block | None:
    """The block above a table that is indented, most often the `last` one that was looked at."""
    source = document.source
    number = source.line_number(table.span.start)
    if source.line_start(number) == table.span.start:
        return None
    above = (source.line(each) for each in range(number - 1, 0, -1))
    place = next((line.start for line in above if source.slice(line).strip()), 0)
    if last and last.span.start <= place < last.span.end:
        return last
    return next(
        (block for block in reversed([*document.blocks.at((place,))]) if block.span.end < table.span.start), None
    )


def _in_paragraph(paragraph: Paragraph, item: ListItem | None, source: Source) -> Iterator[Finding]:
    """A table whose rows continue a paragraph, since they begin before the text of its item, or far behind."""
    first, last = (source.line_number(offset) for offset in paragraph.span)
    for number in range(first + 1, last + 1):
        if _is_table(source, number - 1):
            start = number - 1 if number - 1 > first else number
            rows = range(start, _end_of_rows(source, start, last))
            wanted = _wanted_column(item, number, source)
            column = _column_at(source, _text_start(source, number))
            if column < wanted or column >= wanted + _CODE:
                how = f"less than {_LIST_TEXT}, so " if column < wanted else "so far that "
                message = f"this table is indented {how}Markdown sees no table"
                yield _indent_finding(source, source.line(number - 1), message, _indentation(source, rows, wanted))
            return


def _outside(table: Table, item: ListItem, source: Source) -> Iterator[Finding]:
    """A table below a list that is indented, but not as far as the text of the list's last item."""
    number = source.line_number(table.span.start)
    marker, wanted = _column_at(source, item.span.start), _content_column(item, source)
    if marker < _column_at(source, _text_start(source, number)) < wanted:
        rows = range(number, source.line_number(table.span.end) + 1)
        message = f"this table is indented less than {_LIST_TEXT}, so it ends the list"
        yield _indent_finding(source, source.line(number), message, _indentation(source, rows, wanted))


def _code(code: Code, item: ListItem | None, source: Source) -> Iterator[Finding]:
    """A table that is indented by four spaces or more than the text around it."""
    first, last = (source.line_number(offset) for offset in code.span)
    if _is_table(source, first) and _end_of_rows(source, first, last) > last:
        wanted = _wanted_column(item, first, source)
        rows = range(first, last + 1)
        message = "this table is indented so far that Markdown sees code"
        yield _indent_finding(source, source.line(first), message, _indentation(source, rows, wanted))


def _indent_finding(source: Source, line: Span, message: str, edits: tuple[Edit, ...]) -> Finding:
    text = source.slice(line)
    span = Span(line.start + _length(_INDENT_MARKERS, text), line.start + len(text.rstrip()))
    title = "indent its rows like the text above"
    return Finding(span, message, title, Fix(title, edits, Safety.UNSAFE))


def _is_table(source: Source, number: int) -> bool:
    """Whether a line and the next are the header and the delimiter row of a table."""
    if number >= source.line_count:
        return False
    header = _INDENT_MARKERS.sub("", source.slice(source.line(number)), count=1)
    delimiter = _INDENT_MARKERS.sub("", source.slice(source.line(number + 1)), count=1)
    columns = alignments(delimiter)
    if columns is None or "|" not in header or "|" not in delimiter:
        return False
    return len(cells(header, len(columns))) == len(columns)


def _end_of_rows(source: Source, first: int, last: int) -> int:
    """The number of the line behind the lines from `first` to `last` that are rows."""
    return next(
        (number for number in range(first, last + 1) if "|" not in source.slice(source.line(number))), last + 1
    )


def _wanted_column(item: ListItem | None, number: int, source: Source) -> int:
    """The column at which a line that stands in an item, or in none, is to begin."""
    return _content_column(item, source) if item else _column_at(source, _quote_end(source, number))


def _content_column(item: ListItem, source: Source) -> int:
    """The column, from 0, at which the lines of an item begin (CommonMark 5.2)."""
    marker = item.span.start + len(item.marker)
    line = source.line_at(marker)
    behind = source.text[marker : line.end]
    text = line.end - len(behind.lstrip(" \t"))
    spaces = _column_at(source, text) - _column_at(source, marker)
    return _column_at(source, marker) + (spaces if spaces <= _CODE and behind.strip() else 1)


def _indentation(source: Source, rows: Iterable[int], wanted: int) -> tuple[Edit, ...]:
    """The edits by which lines begin at a column."""
    edits = []
    for number in rows:
        start, end = _quote_end(source, number), _text_start(source, number)
        edits.append(Edit(Span(start, end), " " * (wanted - _column_at(source, start))))
    return tuple(edits)


def _quote_end(source: Source, number: int) -> int:
    """Where a line begins, behind the marks of quotes."""
    line = source.line(number)
    return line.start + _length(_QUOTE, source.slice(line))


def _text_start(source: Source, number: int) -> int:
    start, end = _quote_end(source, number), source.line(number).end
    return end - len(source.text[start:end].lstrip(" \t"))


def _column_at(source: Source, offset: int) -> int:
    """The column of an offset, from 0, with tab stops of four."""
    return len(source.text[source.line_start(source.line_number(offset)) : offset].expandtabs(4))


def _length(pattern: re.Pattern[str], text: str) -> int:
    """How much of the beginning of a text a pattern matches."""
    found = pattern.match(text)
    return found.end() if found else 0


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
                    yield from _row_width_finding(row, len(table.alignments), document.source)


def _row_width_finding(row: TableRow, width: int, source: Source) -> Iterator[Finding]:
    text = source.slice(row.span)
    if _PLACEHOLDER.search(text):
        return
    count = len(cells(text))
    bars = _meant_bars(row.span, count, width, source)
    if bars and (count != width or "`" in text):
        inside = "code" if bars[0].instead == "\\|" else "a formula"
        edits = tuple(Edit(Span(bar.place, bar.place + 1), bar.instead) for bar in bars)
        fix = Fix("write the bars so that they end no cell", edits, Safety.UNSAFE)
        yield Finding(
            Span(bars[0].place, bars[0].place + 1),
            f"this bar ends the cell, though it stands in {inside}",
            f"write `{bars[0].instead.rstrip()}` for a bar in {inside}",
            fix if _is_whole(text, count - len(bars), width) else None,
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


def _meant_bars(row: Span, count: int, width: int, source: Source) -> list[_Bar]:
    """The bars that stand inside of the cells of a row: the doubtful ones, too, where it is whole without them."""
    bars = _bars_inside(source.text, *row)
    if _is_whole(source.slice(row), count - len(bars), width):
        return bars
    return [bar for bar in bars if not bar.doubtful]


def _is_whole(text: str, count: int, width: int) -> bool:
    """Whether so many cells fill a row; one that ends with a bar may lack the last cell."""
    return count == width or (count == width - 1 and text.rstrip().endswith("|"))
