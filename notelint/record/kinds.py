"""What kind of thing a section or a record is, in the words of schema/record.json."""

from __future__ import annotations

import re
from typing import get_args

from notelint.bibliography.venues import known_venue, venue_kind
from notelint.note.names import fold_name
from notelint.note.roles import role_of
from notelint.record.model import SectionKind
from notelint.record.publication import is_edition, is_preprint, is_publisher, is_report, place, thesis
from notelint.typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notelint.bibliography.venues import Kind
    from notelint.note.model import Section
    from notelint.record.model import RecordType

_HELD: dict[str, SectionKind] = {
    "model": "model",
    "training": "training",
    "fine_tuning": "fine_tuning",
    "summary": "summary",
}
_KINDS: frozenset[str] = frozenset(get_args(SectionKind))
_BY_VENUE: dict[Kind, RecordType] = {
    "conference": "conference",
    "workshop": "conference",
    "journal": "journal",
    "preprint_server": "preprint",
}
# The words of BibTeX, CSL, Zotero and Crossref for the type of a publication.
_BY_WORD: dict[str, RecordType] = {
    "article": "journal",
    "articlejournal": "journal",
    "journalarticle": "journal",
    "journal": "journal",
    "期刊论文": "journal",
    "inproceedings": "conference",
    "conference": "conference",
    "conferencepaper": "conference",
    "paperconference": "conference",
    "proceedingsarticle": "conference",
    "会议论文": "conference",
    "preprint": "preprint",
    "postedcontent": "preprint",
    "techreport": "report",
    "technicalreport": "report",
    "workingpaper": "report",
    "report": "report",
    "thesis": "thesis",
    "dissertation": "thesis",
    "phdthesis": "thesis",
    "doctoralthesis": "thesis",
    "mastersthesis": "thesis",
    "masterthesis": "thesis",
    "学位论文": "thesis",
    "book": "book",
    "monograph": "book",
    "dataset": "dataset",
    "software": "software",
    "webpage": "web",
    "online": "web",
}
# A series of proceedings, whose volumes are numbered as a journal's are.
_SERIES = r"(?i)\blecture notes in\b|\bLN(?:CS|AI)\b|\bproceedings of machine learning research\b"

_DOI_OF_PREPRINT = (
    r"10\.(?:1101/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,}|2139/ssrn|20944/preprints|21203/rs|26434/chemrxiv|36227/techrxiv"
    r"|31219/|31234/|31235/|48550/)"
)
# The publishers that have proceedings alone, and the ISBN of the volume that a paper stands in.
_DOI_OF_PROCEEDINGS = r"10\.(?:18653|3115|21437|24963)/|10\.\d+/(?:.*[^\d])?97[89]-?\d"
_DOI_OF_BOOK = r"10\.\d+/97[89][\d-]{10,14}"


def section_kind(section: Section) -> SectionKind:
    """The kind of a section: the property it holds, else the role that its name announces, else `other`."""
    if section.holds in _HELD:
        return _HELD[section.holds]
    role = role_of(section.name)
    if role == "points":  # less than a summary, and announced as one
        return "summary"
    return cast("SectionKind", role) if role in _KINDS else "other"


def record_type(
    word: str | None,
    venue: str | None,
    kind: Kind | None,
    arxiv: str | None,
    details: Mapping[str, object] | None = None,
) -> RecordType:
    """The type of a publication; `misc` where nothing tells it.

    `word` is what the note says that it is, `kind` what is known of its venue; `details` may hold `doi`, `volume`,
    `issue`, `pages`, `publisher` and `isbn`. The first that speaks decides: the word, the kind of the venue, the name
    of the venue, the DOI, a volume or issue (a journal). A venue of which nothing else is known is a journal where the
    paper has pages or a DOI, since conferences say in their names that they are, or are an acronym and a year. Without
    a venue an ISBN makes a book, an arXiv id a preprint. An organisation makes no report.
    """
    where, details = place(venue), details or {}
    kind = kind or venue_kind(where) if where else None
    is_open = kind is None and (where or not arxiv)
    if word and (found := _by_word(word, is_open=bool(is_open))):
        return found
    if kind:
        return _BY_VENUE[kind]
    found = _by_place(where, details) if where else _without_place(arxiv, details)
    return found or ("preprint" if arxiv or is_preprint(venue) else "misc")


def _by_word(word: str, *, is_open: bool) -> RecordType | None:
    """The type that a word names; `article` may be any paper, and counts where all else leaves it open."""
    folded = fold_name(word)
    return _BY_WORD.get(folded) if folded != "article" or is_open else None


def _by_place(where: str, details: Mapping[str, object]) -> RecordType | None:
    """What a paper is that came out at a place of no known kind."""
    if thesis(where):
        return "thesis"
    if is_report(where):
        return "report"
    if is_publisher(where) or (details.get("isbn") and details.get("publisher")):
        return None if any(map(details.get, ("volume", "issue", "pages"))) else "book"
    return _by_doi(_doi(details)) or _by_details(where, details)


def _by_details(where: str, details: Mapping[str, object]) -> RecordType | None:
    if re.search(_SERIES, where):
        return "conference"
    if details.get("volume") or details.get("issue"):
        return "journal"
    if details.get("pages") or details.get("doi"):
        return "conference" if is_edition(where) else "journal"
    return None


def _by_doi(doi: str) -> RecordType | None:
    """What a DOI tells by its publisher, an ISBN or the name of a venue in it: `10.1109/cvpr.2016.90`."""
    if re.match(_DOI_OF_PREPRINT, doi):
        return "preprint"
    if re.match(_DOI_OF_PROCEEDINGS, doi):
        return "conference"
    names = map(known_venue, re.findall("[a-z]{4,}", doi.partition("/")[2]))
    return next((_BY_VENUE[venue.kind] for venue in names if venue), None)


def _without_place(arxiv: str | None, details: Mapping[str, object]) -> RecordType | None:
    doi = _doi(details)
    if details.get("isbn") or re.fullmatch(_DOI_OF_BOOK, doi):
        return "book"
    if re.match(_DOI_OF_PREPRINT, doi):
        return "preprint"
    return "book" if details.get("publisher") and not (doi or arxiv) else None


def _doi(details: Mapping[str, object]) -> str:
    return str(details.get("doi") or "")
