"""What kind of thing a section or a record is, in the words of schema/record.json; and what a venue says of that."""

from __future__ import annotations

import re
from typing import get_args

from notelint.bibliography.venues import AWARD, known_venue, venue_kind
from notelint.note.names import fold_name
from notelint.note.roles import role_of
from notelint.record.model import SectionKind
from notelint.typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notelint.bibliography.venues import Kind
    from notelint.note.model import Section
    from notelint.record.model import RecordType


_LONGEST_EDITION = 24  # code points

# Patterns are kept as text: `re` compiles each when it is first asked for, and remembers it.

# Wherever they stand, the paper has not come out at the place that is named beside them.
_UNPUBLISHED = r"""(?ix)
    \b(?:under|in)\s(?:[\w-]+\s)?review\b | \bsubmi(?:tted|ssions?)\b | \bin\spreparation\b | \bunpublished\b
  | \brejected\b | \bwithdrawn\b | \bnot\s(?:yet\s)?(?:accepted|published)\b
  | 未(?:录用|錄用|发表|發表|出版|接收|投稿) | (?:在|送)审 | (?:审稿|審稿|投稿|査読|审核)中 | 待发表 | 심사\s*중
"""
_PREPRINT = r"(?i)\bpre-?prints?\b|预印本|預印本|プレプリント"
# What else is no place where it is all that is said.
_STATUS = r"""(?ix)
    (?:(?:already\s)?(?:published|accepted|appeared)(?:\sonline)? | in\spress | to\sappear | forthcoming
      | online\sfirst | early\saccess | (?:working\s)?draft | manuscript
      | (?:full\s)?(?:oral|poster|spotlight) | peer[-\s]reviewed
      | pre-?prints? | n/?a | none | unknown | tb[ad] | 预印本 | 預印本 | プレプリント
      | 已?(?:录用|錄用|发表|發表|出版|接收) | 掲載済み? | 게재 | 없음 | 无 | 無 | [\W_]+
    )
"""
_DATE = r"""(?ix)
    (?: \d | [-/.,~\s–年月日号년월일] | (?<=\d)(?:st|nd|rd|th) | jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)?
      | may | june? | july? | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)?
      | spring | summer | fall | autumn | winter
    )++
"""
_BEFORE_PLACE = (
    r"(?i)(?:accepted|published|presented|appeared|appears|to appear|forthcoming)(?: (?:at|in|by|to|for|as))?[:\s]\s*"
)
_IN = r"(?i)in:?\s+(?=the\s|proc|advances\s|findings\s|\d)"
_BEHIND_PLACE = rf"""(?ix)
    (?<![\s,;])[\s,;]*[(（\[]?\b(?:oral|spotlight|highlight|poster|{AWARD}|accepted)\b
    (?:\s(?:paper|presentation))?[)）\]]?$
"""
_PUBLISHER = r"""(?ix)
    \bpress\b | \bpublish(?:ers?|ing)\b | \bverlag\b | 出版
  | ^(?:springer|elsevier|wiley|o['’]reilly|packt|manning|addison[-\s]wesley|pearson|mcgraw[-\s]hill|prentice\shall
      |routledge|birkhäuser)\b
"""
_REPORT = r"(?i)\b(?:technical|research|tech)\.? report\b|\b(?:working|white) paper\b|技术报告"
_THESIS = r"""(?ix)
    (?:(?P<doctoral>ph\.?\s?d\.?|doctoral|doctorate|博士)
      | (?P<masters>master(?:['’]?s)?|m\.?sc\.?|硕士|碩士|修士|석사)
      | bachelor(?:['’]?s)?|学士|學士
    )?[\s-]{0,3}(?:thesis|dissertation|学位论文|學位論文|论文|論文|논문)\b
"""


def place(venue: str | None) -> str | None:
    """The place that a venue names: `CVPR 2023` of `Accepted at CVPR 2023 (oral)`.

    None where it gives but a date or a status (`2024-05`, `Under review at ICLR`).
    """
    text = (venue or "").strip()
    if re.search(_UNPUBLISHED, text):
        return None
    text = re.sub(_BEHIND_PLACE, "", text)
    for before in (_BEFORE_PLACE, _IN):
        if found := re.match(before, text):
            text = text[found.end() :]
    is_no_place = re.fullmatch(_STATUS, text) or re.fullmatch(_DATE, text)
    return None if is_no_place else text or None


def is_preprint(venue: str | None) -> bool:
    """Whether a venue says that the paper is a preprint: `Preprint`, `未录用（预印本）`."""
    return re.search(_PREPRINT, venue or "") is not None


def is_publisher(text: str) -> bool:
    """Whether a text names who brings out books rather than what a paper came out in: `Widget Press`."""
    return re.search(_PUBLISHER, text) is not None


def is_report(text: str) -> bool:
    """Whether a text says that the publication is a report: `Technical Report TR-12`."""
    return re.search(_REPORT, text) is not None


def is_edition(text: str) -> bool:
    """Whether a text is an acronym with a year, as conferences are named, not journals: `ICWG 2020`, `ICWG'20`."""
    if len(text) > _LONGEST_EDITION:
        return False
    return re.fullmatch(r"[A-Z][A-Za-z]*[A-Z][\w-]*['’ ]?(?:(?:19|20)\d\d|(?<=['’])\d\d)", text) is not None


def thesis(text: str) -> tuple[str | None, str] | None:
    """Of a venue such as `PhD thesis, Widget University` the degree (`doctoral`, `masters`), and where; else None."""
    found = re.search(_THESIS, text)
    if found is None:
        return None
    return found.lastgroup, (text[: found.start()] + text[found.end() :]).strip(" ,.:;()（），")


def journal_name(text: str, year: int | None) -> str:
    """The name of a journal without the year of the paper behind it: `Nature` of `Nature (2019)`."""
    return re.sub(rf"(?<![\s,])[\s,]+[(（]?{year}[)）]?$", "", text) if year else text


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
