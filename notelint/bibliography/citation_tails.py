"""What follows the title in a citation: the container, where in it the paper stands, the date and the publisher."""

from __future__ import annotations

from notelint.bibliography.venues import known_venue, venue_kind
from notelint.dataclass import dataclass, field
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from notelint.bibliography.author_lists import Range

YEAR = r"(?:1[5-9]|20)\d\d"
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_PAGE = r"(?:[A-Za-z]{0,2}\d{1,6}(?::\d{1,4})?)"
_RANGE = rf"{_PAGE}\s?[-‐‑–—]{{1,2}}\s?{_PAGE}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# How a date is written, with a year or (behind a year that stands elsewhere) without.
DATES = (
    rf"(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?(?!\d)",
    rf"(?P<year>{YEAR})\s?年(?:\s?(?P<month>\d\d?)\s?月)?(?:\s?(?P<day>\d\d?)\s?日)?",
    rf"(?P<year>{YEAR})\s(?P<month>{MONTH})(?:\s(?P<day>{_DAY}))?(?![\w-])",
    rf"(?:(?P<day>{_DAY})\s)?(?P<month>{MONTH})(?:[-–/]{MONTH})?,?\s(?P<year>{YEAR})(?!\w)",
    rf"(?P<month>{MONTH})\s(?P<day>{_DAY})(?:[-–]{_DAY}|\s[-–]\s{MONTH}\s{_DAY})?,\s(?P<year>{YEAR})(?!\w)",
)
_BARE_YEAR = rf"(?P<year>{YEAR})[a-z]?(?=[,.;:)\]）]|\s*$|\s\()"
_SEPARATED = r"(?<=[,.;:(（\[?!”\"]\s)|(?<=[,.;:(（\[])|^"

# Each row is one thing that may stand behind the container, by its named parts; the first row that matches counts.
DETAILS = (
    *(rf"[(（\[]?{date}[)）\]]?" for date in DATES),
    rf"[(（\[](?P<year>{YEAR})[a-z]?[)）\]]",
    rf"[(（](?P<aside>[^()（）]{{2,90}}[,;]\s)(?P<year>{YEAR})[)）]",
    r"[(（]?(?i:volumes?|vol\.?|bd\.)\s?(?P<volume>\d{1,4}[A-Z]?)",
    r"第\s?(?P<volume>\d{1,4})\s?卷",
    r"(?i:no\.?|number|issue|iss\.|nr\.)\s?(?P<issue>\d[\w/–-]{0,8})",
    r"第\s?(?P<issue>\d{1,4})\s?期",
    rf"[(（]?(?i:pp\.?|p\.|pages?|pgs?\.|s\.)\s?(?P<pages>{_RANGE}|{_PAGE})",
    r"(?i:article|art\.)\s(?i:no\.?\s|number\s)?(?P<pages>[a-z]?\d{1,7})",
    rf"(?P<year>{YEAR})(?:,\s(?!{YEAR})(?=\d{{1,4}}(?:\s\(|,\s))|(?=\s?\(\d{{1,3}}\)))",
    (
        rf"(?P<volume>\d{{1,4}})\s?\((?P<issue>(?!{YEAR}\))\d[\w/–-]{{0,8}})\)"
        rf"(?:\s?(?::|,(?!\s?{YEAR}\b))\s?(?P<pages>{_RANGE}|{_PAGE}(?=[.,;\s]|$)))?"
    ),
    r"(?P<volume>\d{1,4})\.(?P<issue>\d{1,4})(?=,?\s?\()",
    rf"(?P<volume>(?!{YEAR})\d{{1,4}}),\s(?P<issue>\d{{1,3}})(?=,?\s\(|,\s{_RANGE})",
    r"[(](?P<issue>\d{1,3})[)](?=\s?[:,])",
    (
        rf"(?P<volume>(?!{YEAR})\d{{1,4}}[A-Z]?)(?=\s?[:,]\s?(?:{_RANGE}|e?\d{{1,7}}[.,]?\s*(?:$|\({YEAR}))"
        rf"|,?\s\((?:{MONTH}\s)?{YEAR}|\s\({MONTH}(?:\s{_DAY})?\)|,\s(?i:no|nr|pp?)\.|\s?:\s?e?\d)"
    ),
    rf"(?:{_SEPARATED}){_BARE_YEAR}",
    rf"(?<=[:,]\s)(?P<number>e?\d{{1,6}})(?=[.,]?\s*$|\s\({YEAR}\))",
    r"(?<=\d:)(?P<pages>e?\d{1,6})(?=[.,]?\s*$)",
    rf"(?P<pages>{_RANGE})(?![\w–-])",
    rf"[(（]?(?P<month>{MONTH})(?:\s(?P<day>{_DAY}))?(?:[)）]|(?=[,.;]|\s*$))",
)
_ROWS = tuple(map(regex, DETAILS))
_PLACES = regex(r"(?<![\w.\-–])(?=[\dA-Za-z(（\[第])|(?<=[(（:;])(?=[\dA-Za-z])|(?<=[\u3400-\u9fff])(?=\d)")

_EDGE = " \t<>,.;:：，。·/|-–—"
_IN = regex(
    r"(?://|[Ii]n(?:\s?:\s?|\s+(?=\S)|(?=Proceedings|Advances))|Presented at(?: the)?\s|Published in\s|To appear in\s)"
)
_EDITORS = regex(r"[^()]{3,160}[(（](?:[Ee]ds?\.?|Hrsg\.|[Ee]ditors?)[)）][,.:]?\s+|[^:]{3,160},\s[Ee]ds?\.,?\s+")
_EDITED = regex(r",\s(?:edited by|hrsg\. von)\s.*|[.,]\s(?:ser\.\s|LNCS|LNAI|Lecture Notes in|PMLR\b).*")
_ARXIV = regex(r"(?:[Pp]reprint(?:\sat|,)?\s*)?(ar[Xx]iv)\b(?s:.*)")
_PREPRINT = regex(r"[Pp]reprint(?: at)?|[Aa]ccessed|[Uu]npublished(?: manuscript)?|[Ii]n press|[Tt]o appear")
_PLACE_BRACKET = regex(r"\s?[(\[](?P<place>[^()\[\]]*)[)\]]$|\s?[(\[][^()\[\]]*$")
_ACRONYM = regex(r"[A-Z][a-z]?[A-Z]|[A-Z]{2}[\w’' -]*\d")
_COUNTRY = (
    r"USA|U\.S\.A\.|UK|[A-Z]{2}|China|Germany|France|Italy|Spain|Japan|Korea|Canada|Australia|Austria"
    r"|Sweden|Norway|Denmark"
    r"|Finland|Netherlands|Belgium|Switzerland|Portugal|Greece|Ireland|Scotland|Poland|Israel|India|Singapore|Taiwan|Brazil|Mexico"
    r"|Argentina|Chile|Turkey|Thailand|Vietnam|Ethiopia|Rwanda|Czech Republic|Hungary|Virtual(?: Event)?|Online"
)
_PLACE_TAIL = regex(rf"(?:,\s[A-Z][\w .’'-]{{1,30}}){{0,2}},\s(?:{_COUNTRY})$")
_PUBLISHER = regex(
    r"\b(?:Press|Publish(?:ers|ing|er)|Publications|Springer|Wiley|Elsevier|Verlag|Kluwer|Pearson|McGraw"
    r"|Addison[- ]Wesley|Prentice|O[’']Reilly|Morgan|Birkhäuser|Routledge|Taylor & Francis|Curran|PMLR"
    r"|USENIX Association|Books|House|University|Universit[éäà]t?|Institute of Technology|Polytechnic)\b"
    r"|^(?:ACM|IEEE|AAAI|USENIX|SIAM|IOS|CEUR|ISCA|IJCAI|JMLR|Association for [A-Z][\w ]+)(?:\.org)?(?=$|,)"
    r"|OpenReview\.net|出版社|书局|書局|大学$|大學$"
)
_CITIES = (
    r"(?:New York|London|Cambridge|Oxford|Berlin|Heidelberg|Cham|Amsterdam|Boston|San Francisco|Paris|Princeton"
    r"|Chicago|Beijing|Tokyo|Singapore|Dordrecht|Philadelphia|Hoboken|Reading|Berkeley|北京|上海|东京|東京|台北)"
)
_CITY = regex(rf"{_CITIES}(?:,.*)?")
_CITY_TAIL = regex(rf",\s{_CITIES}$")
GENRE = (
    r"(?:Ph\.?\s?D\.?|Doctoral|Master[’']?s?|Bachelor[’']?s?|M\.?Sc\.?|B\.?Sc\.?|Diploma)\s(?:thesis|dissertation|Thesis|Dissertation)"
    r"|(?:[Tt]hesis|[Dd]issertation|博士论文|硕士论文|[Tt]ech(?:nical|\.) [Rr]ep(?:ort|\.)(?:\s[\w-]*\d[\w-]*)?)"
)
_GENRE = regex(GENRE)
_PLACED = regex(r"(?P<place>(?!In\s)[^\W\d_a-z][^:,.\d]{1,30}(?:,\s[^:,\d]{1,30}){0,2}):\s(?P<name>[^:]+)")
_BEHIND = regex(r",\s|\s[(](?=[^()]+[)]$)|\s[(](?=[^()]+$)")
_IN_PLACE = regex(r"(?P<venue>.+?),\s(?P<place>[A-Z][^:,]*(?:,\s[^:,]+){0,2}):\s(?P<name>[^:]+)")
# The words that containers are shortened with (ISO 4, IEEE): a full stop behind one ends no sentence.
ABBREVIATION = regex(
    r"\b(?:[A-Z]|Trans|Proc|Int|Conf|Symp|Natl?|Acad|Sci|Commun|Adv|Lett|Rev|Annu?|Syst|Comput|Mach|Intell|Anal|Process|Res|Eng"
    r"|Technol|Assoc|Soc|Am|Phys|Chem|Biol|Med|Math|Stat|Theor|Appl|Electron|Netw|Inf|Lang|Knowl|Softw|Robot|Autom|Mag"
    r"|Bull|Cogn|Psychol|Learn|Graph|Eur|Can|Br|Chin|J|Acoust|Surv|Secur|Distrib|Mob|Found"
    r"|Artif|Vis|Dept|Univ|Inst|Sens|Circuits|Mol|Clin|Genet|Environ|Econ|Manag|Oper)$"
)
# The same without a full stop, as medical journals are written: `J Widget Acoust`.
_BARE_WORD = regex(ABBREVIATION.pattern.removesuffix("$") + r"\s")
_HARD_STOP = regex(r"[.;]\s+")


@dataclass(frozen=True)
class Tail:
    """What the end of a citation says, as ranges of its text.

    `details` may have volume, issue, pages, year, month and day.
    """

    venue: Range | None = None
    publisher: Range | None = None
    details: dict[str, Range] = field(default_factory=dict)

    @property
    def is_evident(self) -> bool:
        """Whether it says what only a citation says: volume, pages, issue or publisher."""
        return bool(self.publisher or self.details.keys() & {"volume", "issue", "pages"})


def read_tail(text: str, start: int, *, is_book: bool = False) -> Tail:
    """Read what follows the title; `is_book` where something says that there is no container (`[M]`)."""
    end = len(text)
    details: dict[str, Range] = {}
    gaps: list[Range] = []
    asides: list[Range] = []
    for found in _scan(text, start, end):
        gaps.append((start, found.start()))
        start = found.end()
        asides += [found.span("aside")] if found.groupdict().get("aside") else []
        for name in found.groupdict().keys() - {"aside"}:
            if found[name] is not None:
                details.setdefault(name, found.span(name))
    gaps.append((start, end))
    if number := details.pop("number", None):  # `Gears, 30.`, or `Gears, 30, 1234.`
        is_volume = "volume" not in details and number[1] - number[0] <= 3
        details.setdefault("volume" if is_volume else "pages", number)
    venue, publisher = _names(text, gaps, asides, is_book=is_book)
    return Tail(venue, publisher, details)


def first_detail(text: str, start: int) -> int:
    """Where the first volume, year and the like stands; the end of the text without one."""
    return next((found.start() for found in _scan(text, start, len(text))), len(text))


def _scan(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The details, from left to right."""
    for place in _PLACES.finditer(text, start, end):
        if place.start() >= start:
            found = next(filter(None, (row.match(text, place.start(), end) for row in _ROWS)), None)
            if found:
                yield found
                start = found.end()


def _names(text: str, gaps: list[Range], asides: list[Range], *, is_book: bool) -> tuple[Range | None, Range | None]:
    """The container and the publisher among what stands between the details."""
    venue = publisher = None
    gaps = [gap for gap in gaps if strip(text, gap)]
    for number, gap in enumerate([*gaps, *asides]):
        for part in _parts(text, gap):
            named = _publisher(text, part)
            if (
                named is None
                and not _is_genre(text, part)
                and venue is None
                and publisher is None
                and number == 0
                and not is_book
            ):
                venue, named = _venue(text, part)
            publisher = publisher or named
    return venue, publisher


def _parts(text: str, gap: Range) -> Iterator[Range]:
    """A gap, cut where a publisher follows: the full stops within abbreviations do not count."""
    start, end = gap
    genre = _GENRE.search(text, start, end)
    for stop in _HARD_STOP.finditer(text, start, end):
        if (genre and genre.start() <= stop.start() < genre.end()) or ABBREVIATION.search(text, start, stop.start()):
            continue
        if _publisher(text, (stop.end(), end)) or _GENRE.match(text, stop.end(), end) or _is_hard(text, stop.start()):
            yield start, stop.start()
            start = stop.end()
    yield start, end


def _is_hard(text: str, stop: int) -> bool:
    """Whether a full stop ends a genre (`Ph.D. dissertation. `) rather than an abbreviation."""
    return text[:stop].endswith(("dissertation", "thesis", "Preprint"))


def strip(text: str, part: Range, edge: str = _EDGE) -> Range | None:
    """A range without punctuation and whitespace at its ends; None where nothing is left."""
    start, end = part
    inner = text[start:end].strip(edge)
    if not inner:
        return None
    start += text[start:end].index(inner)
    return start, start + len(inner)


def _is_genre(text: str, part: Range) -> bool:
    found = strip(text, part)
    return found is not None and _GENRE.match(text, *found) is not None


def _publisher(text: str, part: Range) -> Range | None:
    """The publisher that a part names: `MIT Press, Cambridge, MA`, `Cambridge, MA: MIT Press`, `Univ. of Gears`."""
    found = strip(text, part, _EDGE + "()[]")
    if found is None:
        return None
    start, end = found
    if genre := _GENRE.match(text, start, end):
        return _publisher(text, (genre.end(), end)) if genre.end() < end else None
    placed = _PLACED.fullmatch(text, start, end)
    if placed and (is_publisher(placed["name"]) or _CITY.fullmatch(placed["place"])):
        return _first_piece(text, placed.span("name"))
    comma = _first_piece(text, found) or found
    colon = text.find(": ", *comma)  # `Springer: Cham`
    name = (start, colon if colon > 0 else comma[1])
    return name if is_publisher(text[slice(*name)]) else None


def _first_piece(text: str, part: Range) -> Range | None:
    """A publisher without the place behind it."""
    start, end = part
    comma = text.find(", ", start, end)
    return strip(text, (start, end if comma < 0 else comma))


def is_publisher(name: str) -> bool:
    """Whether a name is rather a publisher's or a school's than a container's."""
    return bool(_PUBLISHER.search(name)) and venue_kind(name) is None and not name.startswith(("In ", "Findings"))


def _venue(text: str, part: Range) -> tuple[Range | None, Range | None]:
    """The container's name, and the publisher that may stand behind it: `Proc. CVPR, Cambridge, MA: MIT Press`."""
    found = strip(text, part)
    if found is None:
        return None, None
    start, end = found
    for prefix in (_IN, _EDITORS):
        if lead := prefix.match(text, start, end):
            start = lead.end()
    placed = _IN_PLACE.fullmatch(text, start, end)
    if placed and is_publisher(placed["name"]):
        return _bare(text, start, placed.end("venue")), _first_piece(text, placed.span("name"))
    for comma in _BEHIND.finditer(text, start, end):
        if publisher := _publisher(text, (comma.end(), end)):
            return _bare(text, start, comma.start()), publisher
    return _bare(text, start, end), None


def _bare(text: str, start: int, end: int) -> Range | None:
    """A container's name without the editors, the place and the brackets behind it; of arXiv the name alone."""
    if server := _ARXIV.fullmatch(text, start, end):
        return server.span(1)
    if _PREPRINT.fullmatch(text, start, end):
        return None
    for tail in (_EDITED, _PLACE_TAIL, _CITY_TAIL):
        if found := tail.search(text, start, end):
            end = found.start()
    bracket = _PLACE_BRACKET.search(text, start, end)
    if bracket and not _ACRONYM.match(bracket["place"] or ""):
        end = bracket.start()
    name = strip(text, (start, end)) if any(map(str.isalpha, text[start:end])) else None
    is_dotted = name and text.startswith(".", name[1]) and not _BARE_WORD.search(text, *name)
    return (name[0], name[1] + 1) if name and is_dotted and ABBREVIATION.search(text, *name) else name


def is_venue(name: str) -> bool:
    """Whether a container is known, or says itself what it is."""
    return known_venue(name) is not None or venue_kind(name) is not None
