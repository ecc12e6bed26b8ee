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
# The fields of each entry type for what is known of the publication, as blx-dm.def allows them: in @inproceedings
# `organization` is the sponsor of the conference, so it is not for us.
_FIELDS = {
    "article": {"venue": "journaltitle", "volume": "volume", "issue": "number", "pages": "pages"},
    "inproceedings": {
        "venue": "booktitle",
        "volume": "volume",
        "issue": "number",
        "pages": "pages",
        "publisher": "publisher",
        "isbn": "isbn",
    },
    "book": {"publisher": "publisher", "volume": "volume", "issue": "number", "pages": "pages", "isbn": "isbn"},
    "report": {"organizations": "institution", "pages": "pages"},
    "thesis": {"organizations": "institution", "pages": "pages"},
    "misc": {"venue": "howpublished", "organizations": "organization"},
    "online": {"organizations": "organization"},
    "dataset": {"organizations": "organization", "publisher": "publisher"},
    "software": {"venue": "howpublished", "organizations": "organization"},
}
_DEGREES = {"doctoral": "phdthesis", "masters": "mathesis", None: "Thesis"}


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
    arxiv, places = record.arxiv, _FIELDS[kind]
    if kind == "online" and not record.organizations:
        places = {"venue": "organization"}  # the server or the site
    yield "author", latex.authors(reference.authors(record))
    yield "title", latex.title(record.title or "", record.short_name)
    yield "shorttitle", latex.short_title(record.short_name)
    yield "type", _type(record, kind)
    yield from latex.publication(record, places)
    yield "date", reference.iso_date(record) or ""
    yield "doi", latex.verbatim(record.doi or "")
    yield "eprint", latex.verbatim(arxiv or "")
    yield "eprinttype", "arxiv" if arxiv else ""
    yield "eprintclass", latex.verbatim(record.arxiv_class or "") if arxiv else ""
    yield "pubstate", "prepublished" if record.type == "preprint" else ""
    yield "url", latex.verbatim(reference.address(record) or "")
    if not reference.authors(record):
        yield "sortkey", latex.escape(reference.sort_name(record))
    yield "keywords", latex.escape(", ".join(reference.keywords(record)))
    yield "abstract", latex.escape(reference.abstract(record))
    yield "annotation", latex.annotation(record, places)


def _type(record: Record, kind: str) -> str:
    if kind == "thesis":
        return _DEGREES[reference.degree(record)]
    return latex.escape(reference.genre(record)) or "techreport" if kind == "report" else ""
