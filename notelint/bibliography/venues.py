"""Venues: which conference, journal or preprint server a text names, and the year that stands beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

Kind = Literal["conference", "journal", "workshop", "preprint_server"]


@dataclass(frozen=True, slots=True)
class Venue:
    """A venue of the table: `name` is what the field calls it (`CVPR`), `title` its full name."""

    name: str
    title: str
    kind: Kind


_LONGEST = 300  # code points; what is longer is prose
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = re.compile(rf"[\s,]*(?:(?:{_MONTH}[\s,]*)?(?:\d\d?,\s*)?)(?<!\d)((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(?<=[A-Za-z])(?: ?['’‘`] ?|-)?(\d\d)(?!\d)")
# What is said of a paper at a venue, not of the venue.
_DECORATION = re.compile(
    r"""[\s,]*[(（\[]?
        \b(?:oral|spotlight|highlight|poster|preprint|accepted|under\ review|honou?rable\ mention
        |best\ (?:student\ )?paper(?:\ award)?|(?:main|full|long|short)(?:\ (?:conference|track|paper))?
        |datasets?\ and\ benchmarks(?:\ track)?)
        [)）\]]?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_WORKSHOP = re.compile(r"\s+workshops?\b.*$", re.IGNORECASE | re.DOTALL)
_ACRONYM_LAST = re.compile(r"[(（]([A-Za-z][\w &/-]{1,24})[)）][\s.,]*$")
_ACRONYM_FIRST = re.compile(r"([A-Z][\w&-]{1,12}(?: [A-Z][\w&-]{1,12})?(?:['’]\d\d)?)\s*[:：(（]")
_SPONSOR_FIRST = re.compile(
    r"(?:(?:in )?proc(?:eedings|\.)? (?:of )?(?:the )?)?(?:(?:ieee|acm|usenix)(?:/\w+)? )?", re.IGNORECASE
)
# The volume, issue, pages or identifier that follows the name.
_VOLUME = re.compile(
    r"[\s,]*(?:(?:volume|vol\.|issue|no\.|pages|pp\.?|arxiv:|abs/)\s*\d.*|\s\d{1,4}\s?[:,(（].*|\s\d{1,3})$",
    re.IGNORECASE,
)
_KIND_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("workshop", re.compile(r"\bworkshops?\b", re.IGNORECASE)),
    (
        "conference",
        re.compile(r"\b(?:conference|symposium|colloquium|proceedings|meeting)\b|会议|學會|学会|학회", re.IGNORECASE),
    ),
    (
        "journal",
        re.compile(r"\b(?:journal|transactions|letters|bulletin|magazine)\b|期刊|学报|學報|학술지", re.IGNORECASE),
    ),
)
# What a full name is compared without.
_SMALL = re.compile(
    r"""\b(?:in|proc(?:eedings)?|the|of|on|in|for|and|a|an|annual|biennial|international|ieee|acm|cvf|ras|rsj|usenix|aaai
        |sigkdd|sigmod|sigops|sigcomm|sigplan|sigact|sigchi|sigarch|joint|\d+(?:st|nd|rd|th)
        |(?:twenty|thirty|forty|fifty)(?:[ -]\w+)?(?:st|nd|rd|th)|(?:four|six|seven|eigh?|nine?)teenth
        |first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twel[fv]e?th|thirteenth|fifteenth
        |twentieth|thirtieth|fortieth)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def known_venue(text: str) -> Venue | None:
    """The venue that a whole text names: `NIPS`, `CVPR'17`, `SIGMOD2017`, `Proceedings of the ... (SOSP)`.

    A text that only mentions a venue is none, nor is an ordinary word or an organisation.
    """
    if len(text) > _LONGEST:
        return None
    name = _DECORATION.sub("", _VOLUME.sub("", split_venue_year(text)[0]))
    if venue := _named(name) or _named(name[_end_of_sponsor(name) :]):
        return venue
    hosted = _WORKSHOP.sub("", name)
    if hosted != name and (venue := _named(hosted)):
        return replace(venue, name=f"{venue.name} Workshops", title=f"{venue.title} Workshops", kind="workshop")
    acronym = _ACRONYM_LAST.search(name) or _ACRONYM_FIRST.match(name)
    return _named(split_venue_year(acronym[1])[0]) if acronym and _kind_in_words(name) else None


def _end_of_sponsor(name: str) -> int:
    """The length of `Proc. of the`, `IEEE/CVF` and the like at the front of a name."""
    found = _SPONSOR_FIRST.match(name)
    return found.end() if found else 0


def venue_kind(text: str) -> Kind | None:
    """What kind of venue a text names: the known venue's kind, or what the words in the name say; None if neither."""
    venue = known_venue(text)
    return venue.kind if venue else _kind_in_words(text)


def _kind_in_words(text: str) -> Kind | None:
    """The kind of a venue by the words in its name: `Symposium on ...` is a conference, `Journal of ...` a journal."""
    if len(text.split()) < 2 and text.isascii():
        return None
    return next((kind for kind, words in _KIND_WORDS if words.search(text)), None)


def split_venue_year(text: str) -> tuple[str, int | None]:
    """A venue without its year, and the year: `CVPR 2017`, `2017 NIPS`, `PVLDB, Aug 2017`, `OSDI'04`, `ICLR19`.

    Two digits are a year only after the acronym of a known venue.
    """
    if len(text) > _LONGEST:
        return text, None
    if found := _YEAR.search(text):
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        return " ".join(rest.split()).strip(" ,.:;-–—·@/|"), int(found[1])
    text = " ".join(text.split())
    found = _SHORT_YEAR.search(text)
    if found and _named(text[: found.start()].strip()):
        year = int(found[1])
        rest = text[: found.start()] + text[found.end() :]
        return rest.strip(), year + (1900 if year >= 60 else 2000)
    return text, None


def _named(text: str) -> Venue | None:
    """The venue of which a text is one of the names."""
    spelled, folded, titles = _index()
    text = text.strip(" .,:;()（）[]【】《》\"'“”")
    return spelled.get(text) or folded.get(_fold(text)) or titles.get(_fold_title(text))


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _fold_title(text: str) -> str:
    """A full name without the words that people leave out, if it says what it is; else nothing."""
    return _fold(_SMALL.sub(" ", text)) if _kind_in_words(text) else ""


@cache
def _index() -> tuple[dict[str, Venue], dict[str, Venue], dict[str, Venue]]:
    """The table by names as spelled, by folded names and by folded full names."""
    from notelint.bibliography import venue_table as table  # noqa: PLC0415 - read only when a venue is asked for

    spelled: dict[str, Venue] = {}
    folded: dict[str, Venue] = {}
    titles: dict[str, Venue] = {}
    kinds: tuple[tuple[Kind, str], ...] = (
        ("conference", table.CONFERENCES),
        ("journal", table.JOURNALS),
        ("workshop", table.WORKSHOPS),
        ("preprint_server", table.PREPRINT_SERVERS),
    )
    for kind, rows in kinds:
        for row in rows.splitlines():
            name, _, rest = row.partition(" | ")
            title, _, others = rest.partition(" | ")
            names = [name, *filter(None, [title, *others.split("; ")])]
            venue = Venue(name.lstrip("="), (title or name).lstrip("="), kind)
            for written in map(str.strip, names):
                if written.startswith("=") or len(written) <= 3:
                    spelled.setdefault(written.lstrip("="), venue)
                else:
                    folded.setdefault(_fold(written), venue)
                    titles.setdefault(_fold_title(written), venue)
    titles.pop("", None)
    return spelled, folded, titles
