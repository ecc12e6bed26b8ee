"""Venues: which conference, journal or preprint server a text names, and the year that stands beside it.

The addresses of papers at some sites say so, too.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from notelint.dataclass import dataclass, replace
from notelint.typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Literal

    Kind = Literal["conference", "journal", "workshop", "preprint_server"]


@dataclass(frozen=True)
class Venue:
    """A venue of the table: `name` is what the field calls it (`CVPR`), `title` its full name."""

    name: str
    title: str
    kind: Kind


# Patterns are kept as text: `re` compiles each when it is first asked for, and remembers it.

_LONGEST = 300  # code points; what is longer is prose
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = rf"(?i)[\s,]*(?:(?:{_MONTH}[\s,]*)?(?:\d\d?,\s*)?)(?<!\d)((?:19|20)\d\d)(?!\d)"
_SHORT_YEAR = r"(?<=[A-Za-z])(?: ?['’‘`] ?|-)?(\d\d)(?!\d)"
_ACRONYM_YEAR = r"[A-Z][A-Za-z]{0,8}[A-Z] ?['’‘`]\d\d$"  # an unknown one: `NDSI'19`
AWARD = (
    r"(?:best|outstanding|distinguished|honou?rable)(?:\ (?:student|demo|overall|theme|long|short|papers?|mention"
    r"|award|finalist|candidate|runner[- ]up|honou?rable))+"
)
"""How a paper was praised: `best student paper award`, `honorable mention`."""

# What is said of a paper at a venue, not of the venue.
_DECORATION = rf"""(?ix)
    [\s,]*[(（\[]?
    \b(?:oral|spotlight|highlight|poster|preprint|accepted|under\ review|{AWARD}
    |(?:main|full|long|short)(?:\ (?:conference|track|paper))?
    |datasets?\ and\ benchmarks(?:\ track)?)
    [)）\]]?\s*$
"""
_WORKSHOP = r"(?is)\s+workshops?\b.*$"
_ACRONYM_LAST = r"[(（]([A-Za-z][\w &/-]{1,24})[)）][\s.,]*$"
# As Springer names proceedings (`Computer Vision – ECCV`), and the ACL its findings.
_SERIES = r"(?:Findings of [^:]+:|[A-Z][^–—:]+? –)\s+([A-Z][\w&-]{2,12})$"
_EDITION = r"(?<=[A-Z])-\d{1,3}$"
_ACRONYM_FIRST = r"([A-Z][\w&-]{1,12}(?: [A-Z][\w&-]{1,12})?(?:['’]\d\d)?)\s*[:：(（]"
_SPONSOR_FIRST = r"(?i)(?:(?:in )?proc(?:eedings|\.)? (?:of )?(?:the )?)?(?:(?:ieee|acm|usenix)(?:/\w+)? )?"
# The volume, issue, pages or identifier that follows the name.
_VOLUME = r"(?i)[\s,]*(?:(?:volume|vol\.|issue|no\.|pages|pp\.?|arxiv:|abs/)\s*\d.*|\s\d{1,4}\s?[:,(（].*|\s\d{1,3})$"
_KIND_WORDS: tuple[tuple[Kind, str], ...] = (
    ("workshop", r"\bworkshops?\b"),
    ("conference", r"\b(?:conference|symposium|colloquium|proceedings|meeting)\b|会议|學會|学会|학회"),
    ("journal", r"\b(?:journal|transactions|letters|bulletin|magazine)\b|期刊|学报|學報|학술지"),
)
# What a full name is compared without: small words, sponsors, ordinals.
_SMALL = r"""(?ix)
    \b(?:in|proc(?:eedings)?|the|of|on|in|for|and|a|an|annual|biennial|international|joint
    |ieee|acm|cvf|ras|rsj|usenix|aaai|sig(?:kdd|mod|ops|comm|plan|act|chi|arch)
    |\d+(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty)(?:[ -]\w+)?(?:st|nd|rd|th)
    |first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six)teenth
    |(?:seven|eigh|nine)teenth|(?:twen|thir|for)tieth)\b
"""


@lru_cache(maxsize=1024)  # of one text it is asked several times, and many notes name the same few venues
def known_venue(text: str) -> Venue | None:
    """The venue that a whole text names: `NIPS`, `CVPR'17`, `SIGMOD2017`, `Proceedings of the ... (SOSP)`.

    A text that only mentions a venue is none, nor is an ordinary word or an organisation.
    """
    if len(text) > _LONGEST:
        return None
    name = split_venue_year(text)[0]
    name = re.sub(_DECORATION, "", re.sub(_VOLUME, "", name) if has_digit(name) else name)
    name = re.sub(_EDITION, "", name) if has_digit(name) else name
    if venue := _named(name) or _named(name[_end_of_sponsor(name) :]):
        return venue
    hosted = re.sub(_WORKSHOP, "", name)
    if hosted != name and (venue := _named(hosted)):
        return replace(venue, name=f"{venue.name} Workshops", title=f"{venue.title} Workshops", kind="workshop")
    if series := re.match(_SERIES, name):
        return _named(series[1])
    acronym = re.search(_ACRONYM_LAST, name) or re.match(_ACRONYM_FIRST, name)
    return _named(split_venue_year(acronym[1])[0]) if acronym and _kind_in_words(name) else None


def _end_of_sponsor(name: str) -> int:
    """The length of `Proc. of the`, `IEEE/CVF` and the like at the front of a name."""
    found = re.match(_SPONSOR_FIRST, name)
    return found.end() if found else 0


def venue_kind(text: str) -> Kind | None:
    """What kind of venue a text names: the known venue's kind, or what the words in the name say; None if neither."""
    venue = known_venue(text)
    return venue.kind if venue else _kind_in_words(text)


def _kind_in_words(text: str) -> Kind | None:
    """The kind of a venue by the words in its name: `Symposium on ...` is a conference, `Journal of ...` a journal."""
    if len(text.split()) < 2 and text.isascii():
        return None
    return next((kind for kind, words in _KIND_WORDS if re.search(words, text, re.IGNORECASE)), None)


def split_venue_year(text: str) -> tuple[str, int | None]:
    """A venue without its year, and the year: `CVPR 2017`, `2017 NIPS`, `PVLDB, Aug 2017`, `OSDI'04`, `ICLR19`.

    Two digits are a year only after the acronym of a known venue, or behind an apostrophe of any.
    """
    if len(text) > _LONGEST:
        return text, None
    if not has_digit(text):
        return " ".join(text.split()), None
    if found := re.search(_YEAR, text):
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        return " ".join(rest.replace(" )", ")").split()).strip(" ,.:;-–—·@/|"), int(found[1])
    text = " ".join(text.split())
    found = re.search(_SHORT_YEAR, text)
    is_venue = found and (_named(text[: found.start()].strip()) or re.match(_ACRONYM_YEAR, text))
    if found and is_venue and not 40 <= int(found[1]) < 60:  # `MICRO-52` is an edition
        year = int(found[1])
        rest = text[: found.start()] + text[found.end() :]
        return rest.strip(), year + (1900 if year >= 60 else 2000)
    return text, None


def has_digit(text: str) -> bool:
    """Whether a decimal digit stands in a text: most names have none, and so neither year nor volume."""
    return re.search(r"\d", text) is not None


def _named(text: str) -> Venue | None:
    """The venue of which a text is one of the names."""
    text = text.strip(" .,:;()（）[]【】《》\"'“”")
    spelled, folded = _by_name()
    if venue := spelled.get(text) or folded.get(_fold(text)):
        return venue
    return _by_title().get(_fold_title(text)) if _kind_in_words(text) else None


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _fold_title(text: str) -> str:
    """A full name without the words that people leave out."""
    return _fold(re.sub(_SMALL, " ", text))


@cache
def _by_name() -> tuple[dict[str, Venue], dict[str, Venue]]:
    """The table by the names that count only as spelled, and by all others, folded."""
    spelled: dict[str, Venue] = {}
    folded: dict[str, Venue] = {}
    for venue, names in _rows():
        for name in names:
            if name.startswith("=") or len(name) <= 3:
                spelled.setdefault(name.lstrip("="), venue)
            else:
                folded.setdefault(_fold(name), venue)
    return spelled, folded


@cache
def _by_title() -> dict[str, Venue]:
    """The table by those names that say that they are a conference or a journal."""
    titles: dict[str, Venue] = {}
    for venue, names in _rows():
        for name in filter(_kind_in_words, names):
            titles.setdefault(_fold_title(name), venue)
    return titles


def _rows() -> Iterator[tuple[Venue, list[str]]]:
    """Each venue of the table with all its names, as they stand there."""
    from notelint.resources import package_file  # noqa: PLC0415 - read only when a venue is asked for

    kind: Kind = "conference"
    for row in package_file("bibliography/venues.txt").splitlines():
        if row.startswith("["):
            kind = cast("Kind", row[1:-1])
        elif row and not row.startswith("#"):
            name, title, others = [*row.split(" | "), "", ""][:3]
            venue = Venue(name.lstrip("="), title or name.lstrip("="), kind)
            yield venue, [text for text in (name, title, *others.split("; ")) if text]


class Publication(NamedTuple):
    """A venue, and the year in which the paper appeared there."""

    venue: str
    year: int


# Patterns are kept as text: `re` compiles each when it is first asked for, and remembers it. In each, `venue` names
# the venue and `year` has two or four digits; a pattern without `venue` stands beside the name.
_ADDRESSES: Mapping[str, tuple[str, str | None]] = {
    "openaccess.thecvf.com": (r"/content[_/](?P<venue>cvpr|iccv|wacv|eccv|accv)_?(?P<year>\d{4})(?:[_/.]|$)", None),
    "ecva.net": (r"/papers/(?P<venue>eccv)_(?P<year>\d{4})/", None),
    "papers.nips.cc": (r"/(?:paper|paper_files/paper|book|hash)/(?P<year>(?:19|20)\d\d)/", "NeurIPS"),
    "papers.neurips.cc": (r"/(?:paper|paper_files/paper|hash)/(?P<year>(?:19|20)\d\d)/", "NeurIPS"),
    "proceedings.neurips.cc": (r"/(?:paper|paper_files/paper|hash)/(?P<year>(?:19|20)\d\d)/", "NeurIPS"),
    "usenix.org": (r"/(?:conference|legacy/events)/(?P<venue>osdi|nsdi|fast|atc|hotos)-?(?P<year>\d\d)(?:/|$)", None),
    "ijcai.org": (r"/(?i:proceedings)/(?P<year>(?:20)?\d\d)(?:[-/]|$)", "IJCAI"),
    "isca-archive.org": (r"/(?P<venue>interspeech)_(?P<year>\d{4})/", None),
    "distill.pub": (r"/(?P<year>20\d\d)/", "Distill"),
    "aclanthology.org": (r"/(?P<year>20\d\d)\.(?P<venue>acl|emnlp|naacl|eacl|aacl|coling|conll|lrec|tacl|cl)-", None),
}  # fmt: skip
# The letters of older identifiers at the ACL: `P19-1359` is of ACL 2019.
_ACL_LETTERS: Mapping[str, str] = {
    "P": "ACL", "D": "EMNLP", "N": "NAACL", "E": "EACL", "C": "COLING", "K": "CoNLL", "L": "LREC", "Q": "TACL",
    "J": "Computational Linguistics", "I": "IJCNLP",
}  # fmt: skip
# Sites that number volumes: the name, the pattern of a volume, and the year before the first one.
_VOLUMES: Mapping[str, tuple[str, str, int]] = {
    "vldb.org": ("PVLDB", r"/pvldb/vol(\d+)/", 2007),
    "jmlr.org": ("JMLR", r"/papers/(?:v|volume)(\d+)/", 1999),
    "roboticsproceedings.org": ("RSS", r"/rss(\d\d)/", 2004),
}
# The volumes of PMLR that hold the large conferences.
_PMLR = """
ICML 2013 28 2014 32 2015 37 2016 48 2017 70 2018 80 2019 97 2020 119 2021 139 2022 162 2023 202 2024 235
AISTATS 2010 9 2011 15 2012 22 2013 31 2014 33 2015 38 2016 51 2017 54 2018 84 2019 89 2020 108 2021 130 2022 151
AISTATS 2023 206 2024 238
COLT 2012 23 2013 30 2014 35 2015 40 2016 49 2017 65 2018 75 2019 99 2020 125 2021 134 2022 178 2023 195
CoRL 2017 78 2018 87 2019 100 2020 155 2021 164 2022 205 2023 229
"""
_ADDRESS = r"(?i)https?://(?:www\.)?([\w.-]+)(/.*)"


@lru_cache(maxsize=256)  # asked for the venue, and again for the year
def publication(url: str) -> Publication | None:
    """Where and when the paper at an address came out; None where the address does not say."""
    found = re.match(_ADDRESS, url)
    if found is None:
        return None
    host, path = found[1].lower(), found[2]
    host = {"aclweb.org": "aclanthology.org", "aclanthology.info": "aclanthology.org"}.get(host, host)
    if host in _VOLUMES:
        name, pattern, before = _VOLUMES[host]
        volume = re.search(pattern, path)
        return Publication(name, before + int(volume[1])) if volume else None
    if host == "proceedings.mlr.press":
        return _in_pmlr(path)
    if host == "aclanthology.org" and (letter := re.search(r"/([A-Z])(\d\d)-\d{4}", path)):
        name = _ACL_LETTERS.get(letter[1], "")
        return Publication(name, _year(letter[2])) if name else None
    form, venue = _ADDRESSES.get(host, ("(?!)", None))
    said = re.search(form, path, re.IGNORECASE)
    return Publication(venue or _written(said["venue"]), _year(said["year"])) if said else None


def _in_pmlr(path: str) -> Publication | None:
    volume = re.match(r"/v(\d+)/", path)
    for line in _PMLR.strip().splitlines() if volume else ():
        venue, *rest = line.split()
        years = dict(zip(rest[1::2], rest[::2], strict=True))
        if volume and volume[1] in years:
            return Publication(venue, int(years[volume[1]]))
    return None


def _written(name: str) -> str:
    from notelint.bibliography.venues import known_venue  # noqa: PLC0415 - read only when an address says a venue

    venue = known_venue(name.upper())
    return venue.name if venue else name.upper()


def _year(digits: str) -> int:
    number = int(digits)
    return number if number > 99 else number + (1900 if number >= 60 else 2000)
