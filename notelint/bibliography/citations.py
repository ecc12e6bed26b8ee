"""Citations: lines that name a paper as lists of references do, in whatever style.

`Roe, J., & Doe, J. (2019). A study of widgets. Gears, 9(8), 1-10.` A citation is authors, a title and a tail. How the
authors are parted from the title is a table (`citation_heads.HEADS`), how the title ends is another (`_ENDS` and what
stands before it), and what may stand in the tail a third (`citation_tails.DETAILS`). Each way in which a line can be
cut is tried, and the best of them counts.
"""

from __future__ import annotations

from functools import lru_cache

from notelint.bibliography.author_lists import read_authors
from notelint.bibliography.citation_heads import HEADS, read_heads
from notelint.bibliography.citation_tails import ABBREVIATION, GENRE, YEAR, first_detail, is_venue, read_tail, strip
from notelint.bibliography.dates import read_date
from notelint.bibliography.identifiers import arxiv_id, doi
from notelint.bibliography.venues import split_venue_year
from notelint.dataclass import dataclass
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.bibliography.author_lists import Authors, Range
    from notelint.bibliography.citation_heads import Head
    from notelint.bibliography.citation_tails import Tail

_SHORTEST, _LONGEST, _LONGEST_NAME = 20, 600, 200
_EDGE = " ,.;"
_TELLING = regex(rf"\b{YEAR}|ar[Xx]iv|10\.\d{{4}}|\[[JCMDA](?:/OL)?\]")
_NUMBER = regex(r"\s*(?:\[[\w+.:-]{1,12}\]|[(（](?:\d{1,3}|[a-z])[)）]|\d{1,3}[.)](?=\s)|[-*•·])?\s*")

# Identifiers, addresses and remarks on access: they may stand anywhere, and are taken out before the rest is read.
_ASIDES = (
    r"(?:\[?(?:Online|EB/OL)\]?[.,:]?\s*)?(?:Available(?:\s(?:online|at|from))?[:\s]\s*)?(?:https?://|www\.)\S+",
    r"(?i:\bdoi\s?[:：]?\s?|\bdoi\.org/)10\.\d{4,9}/\S+",
    r"(?<![\w./])10\.\d{4,9}/\S+",
    (
        r"(?i:(?<=arxiv)\s?(?:preprint|e-prints?)?,?\s?(?::\s?)?(?:arxiv\s?:\s?)?|(?<=corr),?\s?(?:abs/|arxiv:))"
        r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\s?[\[(][a-z-]+(?:\.[A-Z]{2})?[\])])?"
    ),
    r"[(\[]?(?i:accessed|retrieved|last accessed|访问日期)(?:\son)?[:\s][^()\[\]]{4,24}?(?:,?\sfrom\b|[.)\]]|$)",
    r"\[\d{4}-\d\d-\d\d\]|\[Online\]|\b(?i:issn|isbn)[:\s][\dXx-]{8,17}",
)
_ASIDE = regex("|".join(f"(?:{row})" for row in _ASIDES))

_QUOTED = regex(
    r"(?:“(?P<a>[^“”]*(?:“[^“”]*”[^“”]*)*)”|\"(?P<b>[^\"]+)\"|„(?P<c>[^“”]+)[“”]|«(?P<d>[^»]+)»|「(?P<e>[^」]+)」|《(?P<f>[^》]+)》)"
    r"(?:[.,]?(?=\s|$)|[，。])"
)
_CLOSED = regex(r"[.,?!，。][”“\"»」》]?$")
# How a title that stands in no quotation marks ends: each row is what stands behind it. The first two are certain.
_CODED = regex(r"\s?\[(?P<code>[JCMDRPASNZ]|EB|DB|CP)(?:/(?:OL|CD|MT|DK))?\]\s?[.．:：，,]?\s*(?://)?\s*")
_CONTAINED = regex(
    r"(?:[.,?!]\s+in:\s*|[.?!]\s+[Ii]n:?\s+(?=[^a-z\s])|,\s+in\s+(?=Proc|[A-Z]{3,}|\d{4}\s[A-Z])|[.?!]\s*(?=In[Pp]roceedings)"
    rf"|\.?\s+(?=[(\[](?:{GENRE}),\s)|,\s+(?=\({YEAR}\)[.\s]*$|ar[Xx]iv\b|CoRR\b))"
)
_ENDS = regex(r"[.?!][”’\"')\]]*(?=\s+(?:[^a-z\s]|[a-z]{1,3}[A-Z])|\s*$)|。|$")
_ABBREVIATED = regex(r"(?:(?:^|[^\w.])[A-Z]|\b(?:vs|e\.g|i\.e|cf|St|Dr|Mr|Ms|No|Vol|Eds?|et al|approx|[A-Z]\.[A-Z]))$")
_AFTER_TITLE = regex(
    r"(?:\s?[(（\[](?:\d+(?:st|nd|rd|th)\sed\.|[Rr]ev\.\sed\.|(?:arXiv|CoRR)\s*|[^()\[\]]*\b(?:[Tt]hesis|[Dd]issertation)\b[^()\[\]]*"
    r"|Version\s[\d.]+|[Pp]reprint|)[)）\]])+$"
)
_BEGINNING = regex(r"[“\"'‘(\[$]*(?:[^\W_a-z]|\d|[a-z]{1,3}[A-Z\d]|[a-z]-[A-Z])")
_UNCLOSED = regex(r"“[^”]*|«[^»]*|\"[^\"]*")
_SENTENCE = regex(
    r"\b(?:we|they|he|she|I)\s(?:propose|present|show|find|found|introduce|use|describe|study|think|want|argue|report)\w*\b"
)


@dataclass(frozen=True)
class Citation:
    """What a citation says, as ranges of its text: of each author, the title and so on as they are written.

    A list of authors that is cut short ends with the range of `et al.`. `date` is an ISO date that is more exact than
    the year.
    """

    authors: tuple[Range, ...]
    title: Range
    venue: Range | None = None
    volume: Range | None = None
    issue: Range | None = None
    pages: Range | None = None
    publisher: Range | None = None
    year: int | None = None
    year_place: Range | None = None
    date: str | None = None
    doi: str | None = None
    arxiv: str | None = None


@dataclass(frozen=True)
class _Reading:
    """One way to cut a line; `is_certain` where the end of the title is marked."""

    head: Head
    title: Range
    tail: Tail
    is_certain: bool


@lru_cache(maxsize=16)  # who looks for a citation asks whether a text is one, and then what it says
def parse_citation(text: str) -> Citation | None:
    """Read a line of plain text as a citation; None where it is none, or longer than 600 code points.

    A number in front (`[1]`) is left out. There must be authors, a title, and something that only citations have: a
    container that is known or says what it is, volume or pages, a publisher or an identifier.
    """
    end = len(text.rstrip())
    if not _SHORTEST <= end <= _LONGEST or not _TELLING.search(text):
        return None
    number = _NUMBER.match(text)
    plain = _ASIDE.sub(lambda found: " " * len(found[0]), text[:end])
    identified = doi(text), arxiv_id(text)
    for kind in range(len(HEADS)):
        heads = read_heads(plain, number.end() if number else 0, kind)
        readings = (each for head in heads for each in _readings(plain, head))
        plausible = [each for each in readings if _is_plausible(plain, each, identified=any(identified))]
        if plausible:
            return _citation(plain, max(plausible, key=lambda each: _merit(plain, each)), *identified)
    return None


def _readings(text: str, head: Head) -> Iterator[_Reading]:
    """The ways in which the title can end."""
    start = head.title
    if head.kind == "quoted":
        yield from _quoted(text, head)
    elif coded := _CODED.search(text, start):
        tail = read_tail(text, coded.end(), is_book=coded["code"] in "MD")
        yield from _reading(text, head, (start, coded.start()), tail, is_certain=True)
    elif contained := _CONTAINED.search(text, start):
        end = contained.start() + contained[0].startswith(("?", "!"))
        yield from _reading(text, head, (start, end), read_tail(text, contained.end()), is_certain=True)
    else:
        yield from _uncertain(text, head)


def _quoted(text: str, head: Head) -> Iterator[_Reading]:
    """A title in quotation marks, with the comma or full stop that belongs to it on either side of the last one."""
    found = _QUOTED.match(text, head.title)
    if found:
        name = next(name for name, title in found.groupdict().items() if title)
        if _CLOSED.search(text, found.start(), found.end()) or text.startswith((" in ", " in:"), found.end()):
            yield from _reading(text, head, found.span(name), read_tail(text, found.end()), is_certain=True)


def _uncertain(text: str, head: Head) -> Iterator[_Reading]:
    """A title that ends where a sentence does, or at the comma before its container."""
    start = head.title
    if head.kind == "comma" or not text[start : start + 1].isascii():
        end = _comma(text, start)
        yield from _reading(text, head, (start, end), read_tail(text, end))
    for found in _ENDS.finditer(text, start):
        if not _ABBREVIATED.search(text, start, found.start()):
            asks = found[0].startswith(("?", "!"))  # the title may go on behind it
            end = found.end() if asks else found.start()
            yield from _reading(text, head, (start, end), read_tail(text, found.end()))
            if not asks:
                return


def _comma(text: str, start: int) -> int:
    """The comma between title and container: the last one before the details, if no sentence ends before it."""
    before = text[start : first_detail(text, start)].rstrip(" ,")
    comma = before.rfind(", ")
    return start + comma if comma > 0 and ". " not in before[:comma] else start


def _reading(text: str, head: Head, title: Range, tail: Tail, *, is_certain: bool = False) -> Iterator[_Reading]:
    """A reading, if anything is left of the title without what stands in brackets behind it."""
    found = strip(text, title, _EDGE)
    if found and (aside := _AFTER_TITLE.search(text, *found)):
        found = strip(text, (found[0], aside.start()), _EDGE)
    if found:
        yield _Reading(head, found, tail, is_certain)


def _merit(text: str, reading: _Reading) -> tuple[bool, int, int]:
    """How good a way to cut the line is: no sentence ends in the container, which is likely one; a short title."""
    venue = _venue(text, reading)
    whole = not (reading.head.kind == "comma" and ", " in venue)
    is_clean = whole and all(ABBREVIATION.search(part) for part in venue.split(". ")[:-1])
    is_likely = is_venue(venue) or reading.tail.details.keys() & {"volume", "pages"}
    return is_clean, (2 if is_likely else 0) if venue else 1, reading.title[0] - reading.title[1]


def _is_plausible(text: str, reading: _Reading, *, identified: bool) -> bool:
    """Whether enough speaks for a line being a citation that is cut like this."""
    venue, head, tail = _venue(text, reading), reading.head, reading.tail
    dated = head.date is not None or "year" in tail.details or split_venue_year(venue)[1] is not None
    if not (dated or identified) or not _is_title(text, reading) or not (venue == "" or _is_container(venue)):
        return False
    certain = reading.is_certain and (venue or tail.publisher)
    return bool(identified or tail.is_evident or is_venue(venue) or certain or head.is_telling)


def _venue(text: str, reading: _Reading) -> str:
    return text[slice(*reading.tail.venue)] if reading.tail.venue else ""


def _is_container(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and _BEGINNING.match(name) is not None and not _SENTENCE.search(name)


def _is_title(text: str, reading: _Reading) -> bool:
    """Whether a title begins like one, and is no sentence, no number and no more of the authors."""
    title = text[slice(*reading.title)]
    if not _BEGINNING.match(title) or _SENTENCE.search(title) or _UNCLOSED.fullmatch(title) or title.isdigit():
        return False
    names = None if reading.head.date or reading.head.kind == "quoted" else read_authors(text, *reading.title)
    return not names or (names.is_loose and (not title.isascii() or _is_closed(text, reading.head.authors)))


def _is_closed(text: str, authors: Authors) -> bool:
    """Whether a list of authors is whole as it is: another name cannot follow."""
    last = authors.ranges[-1][0]
    return authors.is_marked or authors.is_cut or text[:last].rstrip().endswith((" and", "&"))


def _citation(text: str, reading: _Reading, doi: str | None, arxiv: str | None) -> Citation:
    tail, date = reading.tail, reading.head.date
    venue, year_place = tail.venue, date.span("year") if date else tail.details.get("year")
    if venue and year_place is None:
        venue, year_place = _without_year(text, venue)
    return Citation(
        authors=reading.head.authors.ranges,
        title=reading.title,
        venue=venue,
        volume=tail.details.get("volume"),
        issue=tail.details.get("issue"),
        pages=tail.details.get("pages"),
        publisher=tail.publisher,
        year=int(text[slice(*year_place)]) if year_place else None,
        year_place=year_place,
        date=_iso(_date(text, reading)),
        doi=doi,
        arxiv=arxiv,
    )


def _without_year(text: str, venue: Range) -> tuple[Range, Range | None]:
    """A container that ends with the year of the paper: `CVPR 2019`."""
    start, end = venue
    if text[end - 4 : end].isdigit() and split_venue_year(text[start:end])[1]:
        return strip(text, (start, end - 4)) or venue, (end - 4, end)
    return venue, None


def _date(text: str, reading: _Reading) -> dict[str, str]:
    """The parts of the date: of that before the title, with what the tail has of the same year."""
    date, details = reading.head.date, reading.tail.details
    there = {name: text[slice(*place)] for name, place in details.items() if name in {"year", "month", "day"}}
    before = {name: part for name, part in date.groupdict().items() if part} if date else {}
    is_other = before.keys() & {"year"} and there.get("year", before["year"]) != before["year"]
    return before if is_other else there | before


def _iso(date: dict[str, str]) -> str | None:
    """An ISO date, where that is more than the year."""
    year, month, day = (date.get(name, "") for name in ("year", "month", "day"))
    if not (year and month):
        return None
    return read_date(f"{year}-{month}-{day}".rstrip("-") if month.isdigit() else f"{day} {month} {year}")
