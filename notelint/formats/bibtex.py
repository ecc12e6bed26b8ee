"""BibTeX: for LaTeX with classic styles, and for reference managers."""

from __future__ import annotations

from notelint.formats import latex, reference
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.record.model import Record

# All others are @misc, which arXiv itself gives for a preprint, and which claims nothing: a thesis is neither
# @phdthesis nor @mastersthesis as long as the note does not say which.
_TYPES = {"conference": "inproceedings", "journal": "article", "report": "techreport", "book": "book"}
_VENUES = {"inproceedings": "booktitle", "article": "journal", "misc": "howpublished"}
_ORGANIZATIONS = {"misc": "organization", "techreport": "institution"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(records: Iterable[Record]) -> Iterator[str]:
    """An entry a record, an empty line between two."""
    for number, record in enumerate(records):
        kind = _kind(record)
        yield ("\n" if number else "") + latex.entry(kind, record.id, _fields(record, kind))


def _kind(record: Record) -> str:
    if record.type == "report" and not record.organizations:  # @techreport must have an institution
        return "misc"
    return _TYPES.get(record.type, "misc")


def _fields(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    date, venue, arxiv = reference.date(record), reference.venue(record) or "", record.arxiv
    venue_field = "publisher" if (kind, record.venue_type) == ("book", "publisher") else _VENUES.get(kind)
    organization_field = _ORGANIZATIONS.get(kind)
    yield "author", latex.authors(record.authors)
    yield "title", latex.title(record.title or "", record.short_name)
    yield "shorttitle", latex.short_title(record.short_name)
    if venue_field:
        yield venue_field, latex.escape(venue)
    if organization_field:
        yield organization_field, latex.literals(record.organizations)
    yield "year", str(date.year or "")
    yield "month", _MONTHS[date.month - 1] if date.month else ""
    yield "doi", latex.verbatim(record.doi or "")
    yield "eprint", latex.verbatim(arxiv or "")
    yield "archiveprefix", "arXiv" if arxiv else ""
    yield "primaryclass", latex.verbatim(record.arxiv_class or "") if arxiv else ""
    yield "url", latex.verbatim(reference.page(record) or "")
    if not record.authors:
        yield "key", latex.escape(next(iter(record.organizations), ""))  # styles sort by it
    yield "keywords", latex.escape(", ".join(reference.keywords(record)))
    yield "abstract", latex.escape(reference.abstract(record) or "")
    unplaced = reference.unplaced(record, venue_field=bool(venue_field), organization_field=bool(organization_field))
    yield "annote", latex.annotation(record, unplaced)
