"""BibTeX: for LaTeX with classic styles, and for reference managers; and biblatex: for LaTeX with biber.

The data model of biblatex knows more types and fields than BibTeX.
"""

from __future__ import annotations

from notelint.formats import latex, reference
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.record.model import Record

_PUBLISHED = {"conference": "inproceedings", "journal": "article", "book": "book"}
# All others are @misc, which arXiv itself gives for a preprint, and which claims nothing.
_TYPES = {**_PUBLISHED, "report": "techreport", "thesis": "phdthesis"}
_PROCEEDINGS = {
    "venue": "booktitle",
    "volume": "volume",
    "issue": "number",
    "pages": "pages",
    "publisher": "publisher",
    "isbn": "isbn",
}
# The fields of each entry type for what is known of the publication.
_FIELDS = {
    "article": {"venue": "journal", "volume": "volume", "issue": "number", "pages": "pages"},
    "inproceedings": _PROCEEDINGS,
    "book": {"publisher": "publisher", "volume": "volume", "issue": "number", "isbn": "isbn"},
    "techreport": {"organizations": "institution"},
    "phdthesis": {"organizations": "school"},
    "mastersthesis": {"organizations": "school"},
    "misc": {"venue": "howpublished", "organizations": "organization"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(records: Iterable[Record]) -> Iterator[str]:
    """An entry a record, an empty line between two."""
    for number, record in enumerate(records):
        kind = _kind(record)
        yield ("\n" if number else "") + latex.entry(kind, record.id, _fields(record, kind))


def _kind(record: Record) -> str:
    if record.type in ("report", "thesis") and not reference.organizations(record):  # their types must name one
        return "misc"
    if record.type == "thesis" and reference.degree(record) == "masters":
        return "mastersthesis"
    return _TYPES.get(record.type, "misc")


def _fields(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    date, arxiv = reference.date(record), record.arxiv
    yield "author", latex.authors(reference.authors(record))
    yield "title", latex.title(record.title or "", record.short_name)
    yield "shorttitle", latex.short_title(record.short_name)
    yield "type", _type(record, kind)
    yield from latex.publication(record, _FIELDS[kind])
    yield "year", str(date.year or "")
    yield "month", _MONTHS[date.month - 1] if date.month else ""
    yield "doi", latex.verbatim(record.doi or "")
    yield "eprint", latex.verbatim(arxiv or "")
    yield "archiveprefix", "arXiv" if arxiv else ""
    yield "primaryclass", latex.verbatim(record.arxiv_class or "") if arxiv else ""
    yield "url", latex.verbatim(reference.address(record) or "")
    if not reference.authors(record):
        yield "key", latex.escape(reference.sort_name(record))  # styles sort by it
    yield "keywords", latex.escape(", ".join(reference.keywords(record)))
    yield "abstract", latex.escape(reference.abstract(record))
    yield "annote", latex.annotation(record, _FIELDS[kind])


def _type(record: Record, kind: str) -> str:
    """What a style prints in place of its own words for the entry type, `PhD thesis` and `Technical Report`."""
    if kind == "techreport":
        return latex.escape(reference.genre(record))
    return "Thesis" if kind == "phdthesis" and reference.degree(record) is None else ""


_BIBLATEX_TYPES = {**_PUBLISHED, **{kind: kind for kind in ("report", "thesis", "dataset", "software")}}
# The fields of each entry type for what is known of the publication, as blx-dm.def allows them: in @inproceedings
# `organization` is the sponsor of the conference, so it is not for us.
_BIBLATEX_FIELDS = {
    "article": {"venue": "journaltitle", "volume": "volume", "issue": "number", "pages": "pages"},
    "inproceedings": _PROCEEDINGS,
    "book": {"publisher": "publisher", "volume": "volume", "issue": "number", "pages": "pages", "isbn": "isbn"},
    "report": {"organizations": "institution", "pages": "pages"},
    "thesis": {"organizations": "institution", "pages": "pages"},
    "misc": {"venue": "howpublished", "organizations": "organization"},
    "online": {"organizations": "organization"},
    "dataset": {"organizations": "organization", "publisher": "publisher"},
    "software": {"venue": "howpublished", "organizations": "organization"},
}
_DEGREES = {"doctoral": "phdthesis", "masters": "mathesis", None: "Thesis"}


def write_biblatex(records: Iterable[Record]) -> Iterator[str]:
    """An entry a record, an empty line between two."""
    for number, record in enumerate(records):
        kind = _biblatex_kind(record)
        yield ("\n" if number else "") + latex.entry(kind, record.id, _biblatex_fields(record, kind))


def _biblatex_kind(record: Record) -> str:
    if record.type in ("preprint", "web"):  # @online needs a place to look the paper up
        return "online" if record.arxiv or record.doi or record.url else "misc"
    if record.type == "report" and not record.organizations:  # @report must have an institution
        return "misc"
    return _BIBLATEX_TYPES.get(record.type, "misc")


def _biblatex_fields(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    arxiv, places = record.arxiv, _BIBLATEX_FIELDS[kind]
    if kind == "online" and not record.organizations:
        places = {"venue": "organization"}  # the server or the site
    yield "author", latex.authors(reference.authors(record))
    yield "title", latex.title(record.title or "", record.short_name)
    yield "shorttitle", latex.short_title(record.short_name)
    yield "type", _biblatex_type(record, kind)
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


def _biblatex_type(record: Record, kind: str) -> str:
    if kind == "thesis":
        return _DEGREES[reference.degree(record)]
    return latex.escape(reference.genre(record)) or "techreport" if kind == "report" else ""
