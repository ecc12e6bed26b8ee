"""Tables with one paper a row: whether a table is such, and which of its cells are the title and the labels."""

from __future__ import annotations

from notelint.bibliography.links import label_kind
from notelint.bibliography.venues import known_venue, split_venue_year
from notelint.markdown.nodes import Link, TableCell, TableRow
from notelint.note import claims as read
from notelint.note.evidence import LETTER, says_papers
from notelint.note.labels import row_label
from notelint.note.layout import PAPER_KINDS
from notelint.note.names import claimed, fold_name
from notelint.note.own_links import leads_to_note
from notelint.note.plain import leaf_text
from notelint.note.title_lines import is_title
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.markdown.nodes import Table
    from notelint.note.labels import LabelLine
    from notelint.note.layout import Layout

# The properties of which a table's columns must give one beside the title.
_COLUMNS = frozenset(("authors", "year", "venue", "date", "doi", "arxiv", "url"))
_NAMES = frozenset(("name", "名称", "名前", "이름", "nombre", "nom", "nome"))
_LONGEST_VENUE = 60


def listed_rows(
    table: Table, layout: Layout, *, on_papers: bool
) -> Iterator[tuple[TableRow, TableCell, tuple[LabelLine, ...]]]:
    """The rows with a title of a table whose header names the columns of a list of papers.

    Each with the cell of its title, and the others under the names of their columns. Of a page `on_papers`, less is
    asked of the cells.
    """
    rows = [row for row in table.children if isinstance(row, TableRow)]
    cells = [[cell for cell in row.children if isinstance(cell, TableCell)] for row in rows]
    names = [*map(leaf_text, cells[0])] if cells else []
    column = title_column(names, layout)
    if column is None or not _is_of_papers(names, column, cells[1:], layout, on_papers=on_papers):
        return
    for row, each in zip(rows[1:], cells[1:], strict=True):
        if column < len(each) and _may_be_title(each[column]):
            beside = zip(cells[0][:column] + cells[0][column + 1 :], each[:column] + each[column + 1 :], strict=False)
            labels = (row_label(name, cell) for name, cell in beside if cell.span.start < cell.span.end)
            yield row, each[column], tuple(line for line in labels if not _is_mark(line, layout))


def _is_of_papers(
    names: Sequence[str], column: int, rows: Sequence[Sequence[TableCell]], layout: Layout, *, on_papers: bool
) -> bool:
    """Whether columns beside that of titles give facts of papers, and half of the rows one that only papers have.

    The heads of columns are enough where they name authors, and titles where half of them link to papers.
    """
    found = {name for place, name in enumerate(names) if place != column for name in _properties(name, layout)}
    if found.isdisjoint(_COLUMNS):
        return _are_half(
            [any(_tells(cell) and is_title(leaf_text(cell)) for cell in row[column:][:1]) for row in rows]
        )
    return on_papers or "authors" in found or _are_half([any(map(_tells, row)) for row in rows])


def _are_half(answers: Sequence[bool]) -> bool:
    return 2 * sum(answers) >= max(1, len(answers))


def _properties(name: str, layout: Layout) -> frozenset[str]:
    folded = claimed(name, layout.label_names)
    return frozenset(field.name for field in layout.fields if folded in field.names)


def title_column(names: Sequence[str], layout: Layout) -> int | None:
    """The column of titles: one that is called so, before one that is called after papers (and may hold links).

    Beside authors, it may be called after names.
    """
    fields = [_properties(name, layout) for name in names]
    found = [place for place, name in enumerate(names) if "title" in fields[place] or says_papers((name,))]
    if not found and any("authors" in each for each in fields):
        found = [place for place, name in enumerate(names) if fold_name(name) in _NAMES]
    return min(found, key=lambda place: "url" in fields[place], default=None)


def _may_be_title(cell: TableCell) -> bool:
    """Whether a cell may hold a title: no address or name of one, and no link to a note on the paper."""
    text = leaf_text(cell)
    is_address = label_kind(text) is not None or text.startswith(("http://", "https://"))
    return bool(LETTER.search(text)) and not is_address and not leads_to_note(cell)


def _is_mark(line: LabelLine, layout: Layout) -> bool:
    """Whether a cell under the name of a summary holds a word that says nothing of the paper: `yes`, `RetinaNet`."""
    return line.value.isascii() and " " not in line.value and "summary" in _properties(line.name, layout)


def _tells(cell: TableCell) -> bool:
    """Whether a cell holds what only papers have: a link to one, or a known venue."""
    if any(claim.name in PAPER_KINDS for claim in read.link_claims(cell.find(Link))):
        return True
    text = leaf_text(cell)
    return len(text) <= _LONGEST_VENUE and known_venue(split_venue_year(text)[0]) is not None
