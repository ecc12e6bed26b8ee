"""What speaks for a row, an item or a heading being about one paper: signs, each with its weight, from one table."""

from __future__ import annotations

import re
from itertools import chain

from notelint.bibliography.links import label_kind
from notelint.bibliography.venues import known_venue, split_venue_year
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import Origin
from notelint.note.own_links import leads_a_line
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notelint.markdown.nodes import Link
    from notelint.note.candidate import Candidate
    from notelint.note.claims import Claim
    from notelint.note.layout import Layout

ENOUGH = 4
"""The sum of weights from which on a row, an item or a heading is about a paper."""

ENOUGH_AMONG = 2
"""The same of an item among items that are about papers."""

# A link to a paper is not enough, whether its text is the title or stands beside it: many pages on other things have a
# list of such links. One thing more must be said of the paper, in words or otherwise, or the page must say that it is
# one of papers. A known venue or an author is what only papers have, a year is not.
WEIGHTS: Mapping[str, int] = {
    "BibTeX entry": 4,
    "citation line": 4,
    "title that links to a paper": 3,
    "link called paper": 3,
    "link to a paper": 2,
    "known venue": 3,
    "authors": 2,
    "label": 1,
    "several labels": 1,
    "year": 1,
    "words on it": 1,
    "page of papers": 2,
    "heading like a title": 2,
    "title that leads to code": -3,
}
_CITING: Mapping[Origin, str] = {Origin.BIBTEX: "BibTeX entry", Origin.CITATION: "citation line"}
_LABELS = frozenset(("authors", "venue", "year", "date", "doi", "arxiv", "url", "code", "organizations", "abstract"))
# What the head of a note on one paper says of it.
_OWN = frozenset(("authors", "venue", "doi", "arxiv", "url", "citekey"))
_OWN_ORIGINS = frozenset(
    (Origin.BIBTEX, Origin.CITATION, Origin.FRONT_MATTER, Origin.LABEL, Origin.BYLINE, Origin.SUBTITLE, Origin.LINK)
)
_NOTE = regex(r"(?:(?!\w+://).*|https?://git(?:hub|lab)\.com/[^/]+/[^/]+/(?:-/)?(?:blob|tree)/.*)\.md")
LETTER = regex(r"[^\W\d_]")


# What a page says of itself that lists papers; of one paper it says so in the singular.
_PAGE = regex(
    r"\b(?:papers|publications|articles|literature|preprints|reading (?:list|log|notes)|paper (?:list|log|notes)"
    r"|bibliograph(?:y|ie)|art[ií]culos|artigos|lecturas)\b|статьи"
    r"|(?:论文|論文|文献|文獻)(?:列表|清单|清單|汇总|彙總|合集|阅读|閱讀|笔记|筆記|集|(?:[をの])?(?:リスト|一覧|まとめ|メモ|読))"
    r"|読んだ論文|読む論文|读论文|讀論文|논문 ?(?:목록|리스트|모음|정리|리뷰|읽기)|읽은 ?논문",
    re.IGNORECASE,
)
# A title in English as papers have it: four words and more, the long ones with capitals.
_TITLED = regex(r"(?=(?:\S++\s++){3})(?:(?:[A-Z0-9][^\s.!:?]*+|[a-z]{1,4}|using|towards?)[:?]?(?:\s++|$))++")


def says_papers(names: Iterable[str]) -> bool:
    """Whether one of the names of a page or section says that it holds papers."""
    return any(_PAGE.search(name.replace("_", " ").replace("-", " ")) for name in names)


def is_like_title(text: str) -> bool:
    """Whether a heading reads as the title of a paper."""
    return _TITLED.fullmatch(text) is not None


def weigh(claims: Iterable[Claim], layout: Layout, candidate: Candidate | None = None, *marks: str) -> int:
    """How much speaks for claims being of one paper, a heading where there is a candidate; each counts once.

    `marks` are the names of further signs that were found.
    """
    return sum(WEIGHTS[name] for name in {*_signs([*claims], layout, candidate), *marks})


def _signs(claims: Sequence[Claim], layout: Layout, candidate: Candidate | None) -> Iterator[str]:
    title = next((claim for claim in claims if claim.name == "title" and claim.origin in _TITLES), None)
    labels = [{*_label_signs(claim, layout)} for claim in claims if claim.origin is Origin.LABEL and claim.value]
    if sum("label" in signs for signs in labels) > 1:
        yield "several labels"
    yield from chain.from_iterable(labels)
    for claim in claims:
        if claim.origin is Origin.LINK:
            yield from _link_signs(claim, title, candidate)
        elif claim.origin in _CITING:
            yield _CITING[claim.origin]
        elif claim.origin is Origin.LABEL:
            continue
        elif claim.name == "venue" and known_venue(split_venue_year(str(claim.value))[0]):
            yield "known venue"
        elif claim.name in ("authors", "year"):
            yield claim.name
    if any(claim.name == "summary" for claim in claims) or (candidate and _has_text(candidate)):
        yield "words on it"


def _has_text(candidate: Candidate) -> bool:
    """Whether more than links stands below a heading."""
    return bool(candidate.sections) or any(not piece.has_only_links() for piece in candidate.pieces)


_TITLES = frozenset((Origin.ITEM, Origin.HEADING))


def _link_signs(claim: Claim, title: Claim | None, candidate: Candidate | None) -> Iterator[str]:
    heading = candidate.heading.span if candidate and candidate.heading else title.span if title else Span(0, 0)
    is_title = heading.start <= claim.span.start < heading.end or (title is not None and _is_around(claim, title))
    if claim.name not in PAPER_KINDS:
        yield from ["title that leads to code"] if is_title and claim.name == "code" and not candidate else ()
    elif is_title:
        yield "title that links to a paper"
    elif candidate and not leads_a_line(candidate, claim):
        return
    elif label_kind(claim.label) in PAPER_KINDS or (candidate and _is_only_address(claim, candidate)):
        yield "link called paper"
    elif candidate is None:
        yield "link to a paper"


def _is_around(link: Claim, title: Claim) -> bool:
    """Whether the title is what a link shows."""
    place = link.label_span or link.span
    return place.start <= title.span.start < place.end


def _is_only_address(claim: Claim, candidate: Candidate) -> bool:
    """Whether a bare address is a line of its own, and leads to the only paper below a heading."""
    papers = {str(link.value) for link in candidate.claims if link.origin is Origin.LINK and link.name in PAPER_KINDS}
    return claim.label is None and len(papers) == 1


def _label_signs(claim: Claim, layout: Layout) -> Iterator[str]:
    found = {field.name for field in layout.fields if claim.name in field.names} & _LABELS
    if "authors" in found:
        yield "authors"
    if "venue" in found and known_venue(split_venue_year(str(claim.value))[0]):
        yield "known venue"
    if "url" in found and claim.links:
        yield "link called paper"
    if found:
        yield "label"


def is_own(claim: Claim, head: Candidate) -> bool:
    """Whether a claim of a head is that of a paper's own facts."""
    if claim.origin not in _OWN_ORIGINS or not claim.value:
        return False
    if claim.origin is Origin.LINK:
        in_title = head.heading is not None and claim.span.start < head.heading.span.end
        is_called = label_kind(claim.label) in PAPER_KINDS and leads_a_line(head, claim)
        is_note = _NOTE.fullmatch(str(claim.value)) is not None
        return claim.name in PAPER_KINDS and not is_note and (in_title or is_called)
    if claim.origin is Origin.LABEL:
        return any(claim.name in field.names for field in head.layout.fields if field.name in _OWN)
    return claim.origin is not Origin.FRONT_MATTER and claim.name in _OWN


def leads_to_note(links: Iterable[Link]) -> bool:
    """Whether the first link leads to another note of the vault."""
    first = next(iter(links), None)
    return first is not None and bool(_NOTE.fullmatch(first.destination.partition("#")[0]))
