"""Bylines: the line under a title that names authors, venue and year: `> Selinger, SIGMOD '79`, `> by A. B 2009`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from notelint.bibliography.author_lists import is_topic, read_authors
from notelint.bibliography.names import ORGANIZATION, OTHERS, PARTICLE, has_cjk, has_family_name
from notelint.bibliography.venues import AWARD, has_digit, known_venue, split_venue_year
from notelint.dataclass import dataclass, field
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.bibliography.author_lists import Authors, Range

_LONGEST = 400
_LONGEST_GLUED = 24
_LONGEST_PART = 20  # words, and characters where these are Chinese, Japanese or Korean
_MOST_WORDS = 2  # of a single name without initials: `Dynamic Routing Between Capsules` is none
_YEAR = regex(r"(?<![\w.:/-])((?:1[89]|20)\d\d)(?![\w:/-]|\.\d)|['’‘](\d\d)(?!\w)")
_BY = regex(r"by:?\s+", re.IGNORECASE)
_SYMBOL = regex(r"[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+\s*")  # an emoji before the line
# Marks that tie an author to a footnote or an affiliation.
_MARK = regex(
    r"[*∗⋆†‡§¶✉¹²³⁴-⁹⁰]+|\$?\^\{?[\d,*†]+\}?[$^]?|(?<=[^\W\d_])\d(?:,\d)*(?=\s*(?:[,;，；、&]|\b(?i:and)\b|$))"
)
_CUT = regex(
    r"\s*(?:[,，;；•·∙|｜()（）\[\]【】、\n]|(?<!\b[A-Z])\.(?=\s+[A-Z][a-z]+\s+[A-Z])|(?<=[a-z])\.(?=\s+\d{4})"
    r"|(?<=[a-z])(?<!\bProc)(?<!\bTrans)(?<!\bConf)(?<!\bSymp)\.(?=\s+(?:ar[Xx]iv|[A-Z]\w*[A-Z]\w*)\b)|(?<=\s)[-–—:@/](?=\s))\s*"
)
_DOTS = ("...", "…")
_OPEN, _CLOSE = "(（[【", ")）]】"
_VENUE_WORDS = regex(
    r"\b(?:Proceedings|Proc\.|PVLDB|Transactions|Trans\.|Journal|Conference|Symposium|Workshops?|Bulletin|Communications"
    r"|Letters|Magazine|Review|News|Notices|Lecture Notes|Practice and Experience|Technical Committee)(?!\w)"
)
_REPORT = regex(r"(?:[A-Z][\w&.-]*\s+){0,3}[Tt]ech(?:nical|\.)? [Rr]eport(?!\w)")
_ARXIV = regex(
    r"(arXiv)\s*[:：]?\s*(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\s*\[[\w.-]+\])?", re.IGNORECASE
)
_DOI = regex(r"(?:doi\s*[:：]\s*|https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S+", re.IGNORECASE)
_AT = regex(r"(?:(?:published|accepted|presented|appeared|to appear)\s+)?(?:in|at|to|by)\s+", re.IGNORECASE)
# Where in a venue's name the volume and the pages begin.
_VOLUME = regex(r"\s*(?:,?\s*\b|(?<=[a-z]))(?:Volume|Vol\.|Issue|No\.|pp\.?|pages)\s*\d.*", re.IGNORECASE)
# With what a part may begin that begins with a small letter.
_SMALL = regex(
    rf"(?:and|und|{PARTICLE}|et|etc|in|at|to|by|published|accepted|presented|appeared|arxiv)\b|[a-z]{{1,3}}[A-Z]"
)
_ACRONYM = regex(r"[A-Z]{4,8}")
_ABBREVIATION = regex(r"[A-Z][A-Z&]+[a-z]?")
_INITIAL = regex(r"\b[A-Z]\.")
_ORGANIZATION = regex(ORGANIZATION)
_OTHERS = regex(OTHERS)
_OTHERS_LAST = regex(OTHERS + "$")
_LETTERS = regex(r"[a-z]+")
_FAMILY_NAME = regex(r"[^\W\d_a-z][^\W\d_A-Z]+(?:[-'’][^\W\d_]+)?")
_PARTICLES = regex(rf"(?:(?:{PARTICLE})\s)+")
_DETAIL = regex(
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?|\d+(?:st|nd|rd|th)?|[–-]|pp\.?|pages?"
    rf"|vol(?:ume)?\.?|issue|no\.?|oral|spotlight|poster|highlight|preprint|accepted|{AWARD}"
    r"|equal\scontributions?|\s)+|[a-z-]+\.[A-Z]{2}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Byline:
    """What a byline says, as ranges of its text: each author, the venue, the year's digits and the year itself.

    A list of authors that is cut short ends with the range of `et al.`. `organizations` are the authors' affiliations,
    and what stands among the authors but is no person.
    """

    authors: tuple[Range, ...] = ()
    venue: Range | None = None
    year: int | None = None
    year_place: Range | None = None
    organizations: tuple[Range, ...] = ()


@dataclass(frozen=True)
class _Part:
    """A part of a byline: whether it stands in a bracket, and whether only a comma parts it from the part before."""

    start: int
    end: int
    in_bracket: bool
    is_joined: bool


@dataclass
class _Found:
    """What has been found in the parts so far."""

    authors: list[Range] = field(default_factory=list)
    organizations: list[Range] = field(default_factory=list)
    venue: Range | None = None


@lru_cache(maxsize=16)  # who looks for a byline asks whether a text is one, and then what it says
def parse_byline(text: str, *, names_alone: bool = False) -> Byline | None:
    """Read a line as a byline; None where it is none (prose, a URL, too long, or neither a venue nor a year in it).

    With `names_alone` at least two names are enough, one behind `by` or before `et al.`, or organizations alone: for a
    line right under a title.
    """
    end = len(text.rstrip())
    if not 0 < end <= _LONGEST:
        return None
    year, year_place = _find_year(text)
    if year is None and end <= _LONGEST_GLUED and (glued := _glued(text[:end])):
        return glued
    plain = _MARK.sub(lambda mark: " " * len(mark[0]), text)
    first = len(plain) - len(plain.lstrip())
    symbol = _SYMBOL.match(plain, first)
    first = symbol.end() if symbol else first
    by = _BY.match(plain, first)
    found = _read(plain, [*_parts(plain, by.end() if by else first, end, year_place)], year_place)
    if found is None:
        return None
    named = names_alone and _speak_alone([text[start:stop] for start, stop in found.authors], least=1 if by else 2)
    places = [text[start:stop] for start, stop in found.organizations] if names_alone else []
    employed = bool(places) and (year is not None or (not found.authors and any(map(_is_proper, places))))
    told = year is not None and (found.authors or year_place == (first, end))
    if not (found.venue or named or employed or told):
        return None
    return Byline(tuple(found.authors), found.venue, year, year_place, tuple(found.organizations))


def read_employers(text: str) -> tuple[Range, ...]:
    """The organizations of which a line below one of authors is a list: `KAIST | University of Gears | Gears.AI`.

    At least one of them has the words of one, and the others are acronyms or addresses.
    """
    parts = [part for part in _parts(text, 0, len(text.rstrip()), None) if not part.in_bracket]
    names = [text[part.start : part.end] for part in parts]
    if not any(map(_ORGANIZATION.search, names)) or any(map(known_venue, names)) or any(map(_is_prose, names)):
        return ()
    are_names = all(_ORGANIZATION.search(name) or _ABBREVIATION.fullmatch(name) or "." in name for name in names)
    return tuple((part.start, part.end) for part in parts) if are_names else ()


def certain_authors(text: str) -> tuple[Range, ...]:
    """The names in a text that is certainly a list of authors, be they family names alone; else none.

    It is cut short (`Roe et al.`), or some of its names are common ones.
    """
    names = read_authors(text, 0, len(text), families=True)
    if names is None or names.has_organizations or " " not in text:
        return ()
    is_certain = names.is_cut or any(_is_certain(text[slice(*each)]) for each in names.ranges)
    return names.ranges if is_certain else ()


def _speak_alone(names: list[str], *, least: int) -> bool:
    """Whether some of the names are certainly names: of three at least one has an initial or is common."""
    whole = [name for name in names if " " in name or has_cjk(name)]
    return len(names) >= least and bool(whole) and 3 * sum(map(_is_certain, names)) >= len(names)


def _is_certain(name: str) -> bool:
    if has_cjk(name) or _INITIAL.search(name) or _OTHERS.fullmatch(name):
        return True
    from anyascii import anyascii  # noqa: PLC0415 - few lines ask for it

    return not _common_names().isdisjoint(_LETTERS.findall(anyascii(name).lower()))


@cache
def _common_names() -> frozenset[str]:
    from notelint.bibliography.common_names import GIVEN_NAMES, WRITTEN_FAMILY_NAMES  # noqa: PLC0415 - nor these

    return frozenset((*GIVEN_NAMES.split(), *WRITTEN_FAMILY_NAMES.split()))


def _is_proper(name: str) -> bool:
    """Whether an organization is a name rather than the word `Team`: two words, or capitals inside (`OpenAI`)."""
    return " " in name or bool(has_cjk(name)) or any(map(str.isupper, name[1:]))


def _glued(text: str) -> Byline | None:
    """A known venue with its year written to it: `NeurIPS2022`, `ICLR19`."""
    name, year = split_venue_year(text)
    if year is None or not known_venue(name) or not text.startswith(name):
        return None
    return Byline((), (0, len(name)), year, (len(name), len(text)))


def _find_year(text: str) -> tuple[int | None, Range | None]:
    found = _YEAR.search(text)
    if found is None:
        return None, None
    if found[1]:
        return int(found[1]), found.span(1)
    short = int(found[2])
    return (1900 if short >= 50 else 2000) + short, found.span()


def _parts(text: str, start: int, end: int, year_place: Range | None) -> Iterator[_Part]:
    """The parts of a byline between commas and the like, and before and after the year, without whitespace."""
    cuts = [(found.start(), found.end()) for found in _CUT.finditer(text, start, end)]
    if year_place:
        cuts.append(year_place)
    depth, is_joined = 0, False
    for cut_start, cut_end in [*sorted(cuts), (end, end)]:
        part = text[start:cut_start].strip(" :,")
        inner = part if part in _DOTS else part.lstrip(".")
        if inner.strip(".") or part in _DOTS:
            at = text.index(inner, start)
            yield _Part(at, at + len(inner), depth > 0, is_joined)
            is_joined = True
        start = max(start, cut_end)
        cut = text[cut_start:cut_end].strip()
        is_joined = is_joined and cut in {",", "，", "、", ";", "；", "·", "•"}
        depth = max(0, depth + (cut in _OPEN) - (cut in _CLOSE)) if len(cut) == 1 else depth


def _read(text: str, parts: Sequence[_Part], year: Range | None) -> _Found | None:
    """What the parts say; None where one of them says nothing that a byline says."""
    if any(_is_prose(text[part.start : part.end]) for part in parts):
        return None
    found = _Found()
    run: list[_Part] = []
    behind_names = False
    for part in parts:
        if _DOI.fullmatch(text, part.start, part.end):
            continue
        is_open = found.venue is None or _ARXIV.match(text, found.venue[0])  # a preprint may have come out since
        venue = None if not is_open else _venue(text[part.start : part.end], alone=_is_dated(text, part, year))
        is_name = venue is None and _is_name(text, part)
        if run and not (is_name and part.is_joined and not _OTHERS_LAST.search(text, run[0].start, run[-1].end)):
            if not _add_names(text, run, found):
                return None
            run, behind_names = [], True
        if is_name:
            run.append(part)
        elif venue:
            found.venue = (part.start + venue[0], part.start + venue[1])
            behind_names = behind_names and part.in_bracket
        elif behind_names and _is_affiliation(text, part):
            found.organizations.append((part.start, part.end))
    return found if not run or _add_names(text, run, found) else None


def _behind_person(text: str, start: int, end: int) -> int | None:
    """Where an organization begins behind the person who works there: `Jane Roe University of Widgetry`.

    The person is two words of which the first is a common given name, the organization two words or more.
    """
    words = text[start:end].split(" ", 2)
    if len(words) < 3 or " " not in words[2] or not _ORGANIZATION.search(words[2]) or not _is_certain(words[0]):
        return None
    return end - len(words[2])


def _is_dated(text: str, part: _Part, year: Range | None) -> bool:
    """Whether a part begins the line, and the year stands right behind it."""
    return part.start == 0 and year is not None and not text[part.end : year[0]].strip(" ,(’'‘")


def _is_prose(part: str) -> bool:
    """Whether a part is too long for a name or a venue, or begins with a word that begins neither."""
    if part.count(" ") > _LONGEST_PART or (len(part) > _LONGEST_PART and has_cjk(part)):
        return True
    return part[0].islower() and not _SMALL.match(part) and not _DETAIL.fullmatch(part)


def _is_name(text: str, part: _Part) -> bool:
    """Whether a part, which is no venue, must be a name: it is no detail, and no bracket behind something."""
    in_bracket = part.in_bracket and not _is_first(text, part)
    return not in_bracket and not _DETAIL.fullmatch(text, part.start, part.end)


def _is_affiliation(text: str, part: _Part) -> bool:
    """Whether a part in a bracket is an affiliation: the first in it, or one with the words of organizations."""
    written = text[part.start : part.end]
    is_first = text[: part.start].rstrip()[-1:] in ("(", "（")
    is_one = is_first or _ORGANIZATION.search(written) or _ABBREVIATION.fullmatch(written)
    is_named = written[0].isalpha() and not written[0].islower() and not _DETAIL.fullmatch(written)
    return part.in_bracket and bool(is_one) and is_named


def _is_first(text: str, part: _Part) -> bool:
    """Whether nothing stands before the bracket in which a part is."""
    return not any(map(str.isalnum, text[: max(map(text[: part.start].rfind, _OPEN))]))


def _add_names(text: str, run: list[_Part], found: _Found) -> bool:
    """Note the names that stand in a row of parts; False where they are neither names nor the place of the venue."""
    start, end = run[0].start, run[-1].end
    names = read_authors(text, start, end)
    if names and names.has_organizations and len(names.ranges) == 1 and (behind := _behind_person(text, start, end)):
        found.authors.append((start, behind - 1))
        found.organizations.append((behind, end))
        return True
    if names and found.authors and all(_ORGANIZATION.search(text, *each) for each in names.ranges):
        found.organizations += names.ranges
        return True
    if names and _are_names(text, names, text[slice(*found.venue)] if found.venue else ""):
        for each in names.ranges:
            is_person = not _ORGANIZATION.search(text, *each)
            (found.authors if is_person else found.organizations).append(each)
        return True
    families = read_authors(text, start, end, families=True) if not (found.venue or found.authors) else None
    if families and all(_is_family_name(text[slice(*each)]) for each in families.ranges):
        found.authors += families.ranges  # `Selinger, SIGMOD '79`: family names alone, first in the line
        return True
    return bool(found.venue) and text[start].isupper()


def _are_names(text: str, names: Authors, venue: str) -> bool:
    """Whether names are persons rather than a place behind the venue, or topics.

    Behind a venue there must be several, or an initial, and behind one that is written out an initial: `Symposium on
    Things, San Francisco`. Of Chinese, Japanese and Korean names more than half must begin with a common family name.
    """
    written = [text[start:end] for start, end in names.ranges]
    cjk = [name for name in written if has_cjk(name) and not (_ORGANIZATION.search(name) or _OTHERS.fullmatch(name))]
    if cjk and 2 * sum(map(has_family_name, cjk)) <= len(cjk):
        return False
    if cjk or any(map(_INITIAL.search, written)):
        return True
    if len(written) == 1:
        is_short = len(written[0].split()) <= _MOST_WORDS or names.has_organizations
        return (not venue or names.has_organizations) and "," not in written[0] and is_short
    return not venue or not (_VENUE_WORDS.search(venue) or any("," in name for name in written))


def _is_family_name(word: str) -> bool:
    """Whether a word may be a family name alone: `FlowNet` and `RAFT` are none."""
    name = _PARTICLES.sub("", word)
    return name[:1].isupper() and _FAMILY_NAME.fullmatch(name) is not None and not is_topic(name)


def _venue(part: str, *, alone: bool) -> Range | None:
    """The name of the venue that a part begins with; None where it names none.

    An unknown acronym is a venue where it begins a line that has a year.
    """
    if server := _ARXIV.fullmatch(part):
        return server.span(1)
    lead = _AT.match(part)
    start = lead.end() if lead else 0
    name = _VOLUME.sub("", part[start:]) if has_digit(part) else part[start:]
    is_venue = _REPORT.match(name) or known_venue(name) or (" " in name and _VENUE_WORDS.search(name))
    return (start, start + len(name)) if is_venue or (alone and _ACRONYM.fullmatch(name)) else None
