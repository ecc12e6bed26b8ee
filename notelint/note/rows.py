"""Tables with one paper a row: whether a table is such, and what its cells say."""

from __future__ import annotations

from notelint.bibliography.links import label_kind
from notelint.bibliography.venues import known_venue, split_venue_year
from notelint.markdown.nodes import Link, TableCell, TableRow
from notelint.note import claims as read
from notelint.note.items import line_claims
from notelint.note.labels import LabelLine
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import Origin
from notelint.note.names import claimed, fold_name
from notelint.note.plain import leaf_text
from notelint.note.signs import LETTER, leads_to_note, says_papers
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.markdown.nodes import Table
    from notelint.note.claims import Claim
    from notelint.note.layout import Layout

# The properties of which a table's columns must give one beside the title.
_COLUMNS = frozenset(("authors", "year", "venue", "date", "doi", "arxiv", "url"))
_NAMES = frozenset(("name", "名称", "名前", "이름", "nombre", "nom", "nome"))
_LONGEST_VENUE = 60


def row_claims(
    table: Table, layout: Layout, marks: Sequence[str] = ()
) -> Iterator[tuple[TableRow, tuple[Claim, ...]]]:
    """The rows with a title of a table whose header names the columns of a list of papers, and what each claims."""
    rows = [row for row in table.children if isinstance(row, TableRow)]
    cells = [[cell for cell in row.children if isinstance(cell, TableCell)] for row in rows]
    names = [*map(leaf_text, cells[0])] if cells else []
    if not _is_of_papers(names, cells[1:], layout, marks):
        return
    for row, each in zip(rows[1:], cells[1:], strict=True):
        claims = tuple(_row_claims(cells[0], names, each, layout))
        if any(claim.name == "title" and claim.origin is Origin.ITEM for claim in claims):
            yield row, claims


def _is_of_papers(
    names: Sequence[str], rows: Sequence[Sequence[TableCell]], layout: Layout, marks: Sequence[str]
) -> bool:
    """Whether columns give titles and another fact of papers, and half of the rows a fact that only papers have.

    The heads of columns are enough where they name authors beside titles.
    """
    fields = [_properties(name, layout) for name in names]
    column = title_column(names, layout)
    others = {name for place, found in enumerate(fields) if place != column for name in found} & _COLUMNS
    if column is None or not others:
        return False
    telling = sum(any(map(_tells, row)) for row in rows)
    return bool(marks) or "authors" in others or telling * 2 >= max(1, len(rows))


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


def _row_claims(
    header: Sequence[TableCell], names: Sequence[str], cells: Sequence[TableCell], layout: Layout
) -> Iterator[Claim]:
    known = layout.label_names
    title = title_column(names, layout)
    for place, (head, name, cell) in enumerate(zip(header, names, cells, strict=False)):
        links = tuple(cell.find(Link))
        text = leaf_text(cell)
        if place == title:
            yield from _cell_title(cell, links)
        elif text or links:
            is_word = text.isascii() and " " not in text  # `yes`, `RetinaNet`: no words on the paper
            if not (is_word and "summary" in _properties(name, layout)):
                line = LabelLine(name, head.span, text, cell.span, links)
                yield read.label_claim(line, claimed(name, known))
            yield from _year_of(name, text, cell, layout)
        yield from read.link_claims(links)


def _year_of(column: str, text: str, cell: TableCell, layout: Layout) -> Iterator[Claim]:
    """The year that stands with the venue: `ECCV'18`."""
    venue, year = split_venue_year(text) if "venue" in _properties(column, layout) else (text, None)
    if year and known_venue(venue):
        yield read.Claim(Origin.ITEM, "year", year, cell.span)


def _cell_title(cell: TableCell, links: Sequence[Link]) -> Iterator[Claim]:
    """The title in a cell; none where it holds but an address, a name of one, or a link to a note on the paper."""
    text = leaf_text(cell)
    if not LETTER.search(text) or label_kind(text) or text.startswith(("http://", "https://")) or leads_to_note(links):
        return
    claims = line_claims(cell, marked=True) or read.title_claims(cell.inlines, cell.span.end)
    yield from (read.Claim(Origin.ITEM, claim.name, claim.value, claim.span) for claim in claims)


def _tells(cell: TableCell) -> bool:
    """Whether a cell holds what only papers have: a link to one, or a known venue."""
    if any(claim.name in PAPER_KINDS for claim in read.link_claims(cell.find(Link))):
        return True
    text = leaf_text(cell)
    return len(text) <= _LONGEST_VENUE and known_venue(split_venue_year(text)[0]) is not None
