"""Bylines: the line under a title that names authors, venue and year: `> Selinger, SIGMOD '79`, `> by A. B 2009`."""

from __future__ import annotations

import re
from functools import lru_cache

from notelint.bibliography.venues import known_venue, split_venue_year
from notelint.dataclass import dataclass
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 220
_YEAR = regex(r"(?<![\w.:/-])((?:1[89]|20)\d\d)(?![\w:/-])|['’‘](\d\d)(?!\w)")
_BY = regex(r"by\s+", re.IGNORECASE)
_CUT = regex(r"\s*(?:[,，;；•·∙|()（）\n]|\.(?=\s+[A-Z][a-z]+\s+[A-Z])|(?<=[a-z])\.(?=\s+\d{4}))\s*")
_VENUE_WORDS = regex(
    r"\b(?:Proceedings|Proc\.|PVLDB|Transactions|Trans\.|Journal|Conference|Symposium|Workshops?|Bulletin|Communications"
    r"|Letters|Magazine|Review|News|Notices|Lecture Notes|Practice and Experience|Technical Committee)(?!\w)"
)
_REPORT = regex(r"(?:[A-Z][\w&.-]*\s+){0,3}[Tt]ech(?:nical|\.)? [Rr]eport(?!\w)")
_ARXIV = regex(
    r"(arXiv)\s*:\s*(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\s*\[[\w.-]+\])?", re.IGNORECASE
)
# Where in a venue's name the volume and the pages begin.
_VOLUME = regex(r"\s*(?:,?\s*\b|(?<=[a-z]))(?:Volume|Vol\.|Issue|No\.|pp\.?|pages)\s*\d.*", re.IGNORECASE)
_WORD = r"(?:[A-Z]{1,2}\.?|[A-Z]['’]?\w*[a-z][\w'’.-]*)"
_PERSON = regex(rf"{_WORD}(?:\s+(?:(?:de|van|von|der|den|di|la|le)\s+)*{_WORD})+|[A-Z][a-z'’-]{{2,}}")
# Words of research topics, which are written like names: `Machine Learning, Computer Vision`.
_TOPIC = regex(
    r"\b(?:Learning|Networks?|Vision|Models?|Language|Data|Systems?|Theory|Detection|Segmentation|Recognition|Generation"
    r"|Processing|Analysis|Intelligence|Graphics|Robotics|Driving|Attention|Transformers?|Image|Video|Speech|Retrieval)\b"
)
_ACRONYM = regex(r"[A-Z]{4,8}")
_INITIAL = regex(r"\b[A-Z]\.")
_OTHERS = regex(r"etc\.?|et\s+al\.?|等", re.IGNORECASE)
_DETAIL = regex(
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?|\d+(?:st|nd|rd|th)?|[–-]|pp\.?|pages?|vol(?:ume)?\.?"
    r"|issue|no\.?|\s)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Byline:
    """What a byline says, as ranges of its text: each author, the venue, the year's digits and the year itself."""

    authors: tuple[tuple[int, int], ...] = ()
    venue: tuple[int, int] | None = None
    year: int | None = None
    year_place: tuple[int, int] | None = None


@lru_cache(maxsize=16)  # who looks for a byline asks whether a text is one, and then what it says
def parse_byline(text: str, *, names_alone: bool = False) -> Byline | None:
    """Read a line as a byline; None where it is none (prose, a URL, too long, or neither a venue nor a year in it).

    With `names_alone` at least two full names are enough: for a line under a title that has venue and year itself.
    """
    end = len(text.rstrip())
    if not 0 < end <= _LONGEST:
        return None
    year, year_place = _find_year(text)
    if year is None and (glued := _glued(text[:end])):
        return glued
    by = _BY.match(text)
    authors: list[tuple[int, int]] = []
    venue = None
    for start, stop in _segments(text, by.end() if by else 0, end, year_place):
        part = text[start:stop]
        if _OTHERS.fullmatch(part) or _DETAIL.fullmatch(part):
            continue
        if venue is None and (name := _venue_end(part, alone=bool(year) and start == 0)):
            venue = (start, start + name)
        elif _is_person(part, first=start == 0, venue=text[venue[0] : start] if venue else ""):
            authors.append((start, stop))
        elif not (venue and part[:1].isupper()):
            return None
    named = names_alone and len(authors) > 1 and not _TOPIC.search(text)
    if venue is None and not named and (year is None or not (authors or year_place == (0, end))):
        return None
    return Byline(tuple(authors), venue, year, year_place)


def _glued(text: str) -> Byline | None:
    """A known venue with its year written to it: `NeurIPS2022`, `ICLR19`."""
    name, year = split_venue_year(text)
    if year is None or not known_venue(name) or not text.startswith(name):
        return None
    return Byline((), (0, len(name)), year, (len(name), len(text)))


def _is_person(part: str, *, first: bool, venue: str) -> bool:
    """Whether a part is a person's name.

    One word is a name only at the start of the line. After the name of a venue written out a part with no initial is
    rather a place: `Symposium on ..., San Francisco`.
    """
    words = len(part.split())
    if not _PERSON.fullmatch(part) or words > 5 or (words == 1 and not first):
        return False
    return not _VENUE_WORDS.search(venue) or bool(_INITIAL.search(part))


def _find_year(text: str) -> tuple[int | None, tuple[int, int] | None]:
    found = _YEAR.search(text)
    if found is None:
        return None, None
    if found[1]:
        return int(found[1]), found.span(1)
    short = int(found[2])
    return (1900 if short >= 50 else 2000) + short, found.span()


def _segments(text: str, start: int, end: int, year_place: tuple[int, int] | None) -> Iterator[tuple[int, int]]:
    """The parts of a byline between commas and the like, and before and after the year, without blanks."""
    cuts = [(found.start(), found.end()) for found in _CUT.finditer(text, start, end)]
    if year_place:
        cuts.append(year_place)
    for cut_start, cut_end in [*sorted(cuts), (end, end)]:
        part = text[start:cut_start]
        lead = len(part) - len(part.lstrip(" :.,"))
        if part.strip(" :.,"):
            yield start + lead, start + len(part.rstrip(" :,"))
        start = max(start, cut_end)


def _venue_end(part: str, *, alone: bool) -> int | None:
    """Where the name of the venue ends that a part begins with; None where it names none.

    An unknown acronym is a venue where it begins a line that has a year.
    """
    if server := _ARXIV.fullmatch(part):
        return server.end(1)
    name = _VOLUME.sub("", part)
    if _REPORT.match(name) or known_venue(name) or _VENUE_WORDS.search(name) or (alone and _ACRONYM.fullmatch(name)):
        return len(name)
    return None
