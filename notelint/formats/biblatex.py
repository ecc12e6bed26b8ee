"""biblatex: for LaTeX with biber, whose data model knows more types and fields than BibTeX."""

from __future__ import annotations

from notelint.formats import latex, reference
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.record.model import Record

_TYPES = {
    "conference": "inproceedings",
    "journal": "article",
    "report": "report",
    "thesis": "thesis",
    "book": "book",
    "dataset": "dataset",
    "software": "software",
}
_VENUES = {
    "inproceedings": "booktitle",
    "article": "journaltitle",
    "misc": "howpublished",
    "software": "howpublished",
}
# What blx-dm.def allows: in @inproceedings `organization` is the sponsor of the conference, so it is not for us.
_ORGANIZATIONS = {
    "misc": "organization",
    "online": "organization",
    "dataset": "organization",
    "software": "organization",
    "report": "institution",
    "thesis": "institution",
}


def write(records: Iterable[Record]) -> Iterator[str]:
    """An entry a record, an empty line between two."""
    for number, record in enumerate(records):
        kind = _kind(record)
        yield ("\n" if number else "") + latex.entry(kind, record.id, _fields(record, kind))


def _kind(record: Record) -> str:
    if record.type in ("preprint", "web"):  # @online needs a place to look the paper up
        return "online" if record.arxiv or record.doi or record.url else "misc"
    if record.type == "report" and not record.organizations:  # @report must have an institution
        return "misc"
    return _TYPES.get(record.type, "misc")


def _fields(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    venue, arxiv = reference.venue(record) or "", record.arxiv
    venue_field = "publisher" if (kind, record.venue_type) == ("book", "publisher") else _VENUES.get(kind)
    organization_field = _ORGANIZATIONS.get(kind)
    yield "author", latex.authors(record.authors)
    yield "title", latex.title(record.title or "", record.short_name)
    yield "shorttitle", latex.short_title(record.short_name)
    yield "type", "techreport" if kind == "report" else ""
    if venue_field:
        yield venue_field, latex.escape(venue)
    if organization_field:
        yield organization_field, latex.literals(record.organizations)
    yield "date", reference.iso_date(record) or ""
    yield "doi", latex.verbatim(record.doi or "")
    yield "eprint", latex.verbatim(arxiv or "")
    yield "eprinttype", "arxiv" if arxiv else ""
    yield "eprintclass", latex.verbatim(record.arxiv_class or "") if arxiv else ""
    yield "pubstate", "prepublished" if record.type == "preprint" else ""
    yield "url", latex.verbatim(reference.page(record) or "")
    if not record.authors:
        yield "sortkey", latex.escape(next(iter(record.organizations), ""))
    yield "keywords", latex.escape(", ".join(reference.keywords(record)))
    yield "abstract", latex.escape(reference.abstract(record) or "")
    unplaced = reference.unplaced(record, venue_field=bool(venue_field), organization_field=bool(organization_field))
    yield "annotation", latex.annotation(record, unplaced)
