"""What speaks for a row, an item or a heading in a list being about one paper."""

from __future__ import annotations

import re

from notelint.bibliography.venues import known_venue, split_venue_year
from notelint.note.evidence import in_facts, in_links, is_free
from notelint.note.model import Origin
from notelint.note.own_links import links_of_title
from notelint.note.weights import LISTED_WEIGHTS
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.note.candidate import Candidate

_LABELS = frozenset(("authors", "venue", "year", "date", "doi", "arxiv", "url", "code", "organizations", "abstract"))
# What the head of a note on one paper says of it.
_OWN = frozenset(
    (
        *("BibTeX entry", "citation line", "citation key", "identifier", "authors", "byline"),
        *("title that links to the paper", "link called paper"),
    )
)
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


def weigh_listed(candidate: Candidate, *marks: str) -> int:
    """How much speaks for what is listed being one paper; `marks` are the names of further signs that were found.

    It is nothing where a label only says what belongs in its place.
    """
    if any(is_free(line.value) for line in candidate.labels):
        return 0
    names = {*marks, *_signs(candidate)}
    return sum(weight for name, weight in LISTED_WEIGHTS.items() if name in names)


def _signs(candidate: Candidate) -> Iterator[str]:
    found = {sign.name: sign.detail for sign in (*in_facts(candidate), *in_links(candidate))}
    if "venue" in found and not known_venue(split_venue_year(found["venue"])[0]):
        del found["venue"]
    if candidate.heading and found.keys().isdisjoint(("title that links to the paper", "link called paper")):
        found.pop("link to the paper", None)  # what stands below a heading may lead to any paper
    yield from found
    known = {name for field in candidate.layout.fields if field.name in _LABELS for name in field.names}
    claims = candidate.sources.by_origin.get(Origin.LABEL, ())
    labels = sum(claim.name in known and bool(claim.value) for claim in claims)
    yield from ("label", "several labels")[:labels]
    if candidate.line and any(claim.name == "code" for claim in links_of_title(candidate)):
        yield "title that links to code"
    if candidate.sections or candidate.says_more:
        yield "words on it"


def speaks_of_itself(head: Candidate, end: int) -> bool:
    """Whether the head of a file gives facts of one paper before an offset, so that those listed below are others."""
    signs = (sign for sign in (*in_facts(head), *in_links(head)) if sign.name in _OWN)
    return any(sign.span is not None and sign.span.start < end for sign in signs)
