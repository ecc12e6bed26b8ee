"""What the first paragraph of a list item says of one paper: `[Title](link) (NIPS 2017): a sentence`, a citation."""

from __future__ import annotations

from notelint.bibliography.bylines import parse_byline
from notelint.bibliography.citations import parse_citation
from notelint.bibliography.links import classify, label_kind
from notelint.bibliography.names import split_names
from notelint.bibliography.venues import known_venue, split_venue_year
from notelint.dataclass import cached_property, dataclass
from notelint.markdown.nodes import Emphasis, HardBreak, Link, SoftBreak, Strong, Text
from notelint.note.claims import Claim
from notelint.note.model import Origin
from notelint.note.plain import collapse, pieces, plain, trimmed
from notelint.note.titles import read_title
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notelint.markdown.nodes import Inline, Leaf
    from notelint.note.model import Value
    from notelint.note.plain import Plain

    Range = tuple[int, int]

_CITED = ("venue", "volume", "issue", "pages", "publisher")
_LONGEST = 1500  # code points of a paragraph; a longer one is prose
_MOST_WORDS = 2  # of a label that names what its link leads to
_LEAST_LETTERS = 6  # of a title in a script without spaces; in others it has two words
_LETTERS_ALONE = regex(r"[\W\d_]*")
_BRACKETS = regex(r"[ \t]*[(（\[【]([^()（）\[\]【】\n]{2,80})[)）\]】][ \t]*")
_SEPARATOR = regex(r"\s*(?:[:：;；]|[-–—]+(?=\s)|\n|\.\s|[,，](?=\s))\s*")
_BREAK = regex(r"\s*(?:[:：](?=\s|[^\W\d_])|\s[-–—]+\s|\n|[.。](?:\s|$))\s*")
_QUOTED = regex(r"[«“\"「『《]\s*([^«»“”\"「」『』《》\n]{4,300}?)[\s,.]*[»”\"」』》]")
_NAMES_END = regex(r"(?:et al\.?|(?<!\b[A-Z])\.|:)[ \t]+(?=\S)")
_NAME = regex(
    r"(?:(?:[A-Z][\w'’.-]*|de|van|von|der|den|di|da|del|la|le|bin|al)[ \t]+){1,5}[A-Z][\w'’.-]+|[\u3040-\u9fff·]{2,4}"
    r"|[\uac00-\ud7af]{2,4}|et al\.?|others|等|외"
)
_AND = regex(r" (?:y|und|et|e) (?=[A-Z])")
_YEAR = regex(r"(?:^|[ ,(（])((?:19|20)\d\d)(?=$|[ ,.)）])")
_PLACE = regex(r"(?P<venue>(?:In[: ] ?)?[A-Z][^,.\n]{2,100}?),? (?P<year>(?:19|20)\d\d)\b")


@dataclass(frozen=True)
class _Line:
    """A paragraph as text, and the ranges of its inlines in it."""

    leaf: Leaf

    @cached_property
    def plain(self) -> Plain:
        return plain(self.leaf.inlines, self.leaf.span.end)

    @property
    def text(self) -> str:
        return self.plain.text

    @cached_property
    def inlines(self) -> tuple[tuple[Inline, int, int], ...]:
        found, start = [], 0
        for inline in self.leaf.inlines:
            end = start + sum(len(text) for _, text in pieces((inline,)))
            found.append((inline, start, end))
            start = end
        return tuple(found)

    @cached_property
    def end(self) -> int:
        """Where the links begin that stand last and only name what they lead to: `[[pdf]](...) [code](...)`."""
        end = len(self.text)
        for inline, start, stop in reversed(self.inlines):
            is_mark = isinstance(inline, Text | SoftBreak | HardBreak) and not any(
                map(str.isalnum, self.text[start:stop])
            )
            if not (is_mark or _is_badge(inline, self.text[start:stop])):
                return end
            end = start
        return end


def item_claims(leaf: Leaf) -> list[Claim]:
    """The title of the paper that a paragraph is about, and what is said beside it; nothing where it names none."""
    line = _Line(leaf)
    if not 0 < len(line.text) <= _LONGEST:
        return []
    for form in _FORMS:
        if (found := form(line)) is not None:
            return [*_claims(line, found)]
    return []


@dataclass(frozen=True)
class _Said:
    """What a range of a paragraph says of a property."""

    name: str
    value: Value
    start: int
    end: int


def _claims(line: _Line, found: list[_Said]) -> Iterator[Claim]:
    seen: set[str] = set()
    for said in found:
        if said.name not in seen:
            seen.add(said.name)
            yield Claim(Origin.ITEM, said.name, said.value, line.plain.span(said.start, said.end))


def _linked(line: _Line) -> list[_Said] | None:
    """`[A Study of Widgets](link) ...`, behind nothing but names, brackets or numbers."""
    for inline, start, end in line.inlines:
        link = _sole_link(inline)
        if link is None:
            continue
        label = line.text[start:end].strip()
        if link.form not in ("inline", "reference") or not _is_title(label) or _names_kind(label):
            return None
        lead = _lead(line.text[:start])
        if lead is None:
            return None
        return [*_title(line.text, start, end), *lead, *_address(link, start, end), *_rest(line.text, end, line.end)]
    return None


def _address(link: Link, start: int, end: int) -> Iterator[_Said]:
    """The paper's page where the title leads to it; a PDF, an arXiv id and the like are read where links are."""
    if link.destination.startswith(("http://", "https://")) and classify(link.destination).kind == "other":
        yield _Said("url", link.destination, start, end)


def _cited(line: _Line) -> list[_Said] | None:
    """A whole citation."""
    cited = parse_citation(line.text)
    if cited is None or not cited.title:
        return None
    text = line.text
    found = [_Said("title", collapse(text[slice(*cited.title)]), *cited.title)]
    if cited.authors:
        names: list[Value] = [text[slice(*place)] for place in cited.authors]
        found.append(_Said("authors", names, cited.authors[0][0], cited.authors[-1][1]))
    places = {name: place for name in _CITED if (place := getattr(cited, name))}
    found += [_Said(name, collapse(text[slice(*place)]), *place) for name, place in places.items()]
    if cited.year_place:
        found.append(_Said("year", cited.year, *cited.year_place))
    found += [_Said(name, value, 0, len(text)) for name in ("doi", "arxiv") if (value := getattr(cited, name))]
    return found


def _marked(line: _Line) -> list[_Said] | None:
    """Names, a title in italics or quotes, where it appeared: `Jane Roe. *A Study*. PLDI 2019` and the like."""
    text = line.text
    places = [(start, end) for inline, start, end in line.inlines if isinstance(inline, Emphasis | Strong)]
    places += [found.span(1) for found in _QUOTED.finditer(text, 0, line.end)]
    for start, end in sorted(places):
        lead = _lead(text[:start].rstrip('«“"「『《 '))
        if lead and _is_title(text[start:end]) and not text[start:end].startswith(("[", "【")):
            behind = end + 1 if text[end : end + 1] in '»”"」』》' else end
            return [*_title(text, start, end), *lead, *_rest(text, behind, line.end)]
    return None


def _signed(line: _Line) -> list[_Said] | None:
    """Names, a title, where it appeared, with nothing but full stops between: `Jane Roe et al. Title, Venue, 2013`."""
    text = line.text
    for found in _NAMES_END.finditer(text, 0, min(line.end, 300)):
        stop = found.end() if found[0].startswith("et") else found.start()
        names = _names(text[:stop].rstrip(" .:"))
        if names is None:
            continue
        start = found.end()
        end = _title_end(text, start, line.end)
        if _is_title(text[start:end]):
            return [_Said("authors", names, 0, stop), *_title(text, start, end), *_rest(text, end, line.end)]
    return None


def _plain_title(line: _Line) -> list[_Said] | None:
    """A title, with a bracket before it or behind: `[CVPR 2019] A Study of Widgets. [[paper]](...)`."""
    end = _title_end(line.text, 0, line.end)
    start = next((place for place, sign in enumerate(line.text[:end]) if not sign.isspace()), 0)
    if not _is_title(line.text[start:end]):
        return None
    return [*_title(line.text, start, end), *_rest(line.text, end, line.end)]


_FORMS: tuple[Callable[[_Line], list[_Said] | None], ...] = (_linked, _marked, _cited, _signed, _plain_title)


def _title_end(text: str, start: int, end: int) -> int:
    """Where the first sentence ends, or the part before a venue with its year: `Title, Venue, 2013`."""
    stops = [
        found.start()
        for found in _BREAK.finditer(text, start, end)
        if text[found.start() : found.end()].strip() in (".", "。", "")
    ]
    stop = stops[0] if stops else end
    for comma in range(start, stop):
        if text[comma] == "," and (place := _PLACE.match(text[comma + 1 : stop].lstrip())):
            whole = place.end() == len(text[comma + 1 : stop].strip())
            if whole and ("," not in place["venue"]) and (known_venue(place["venue"]) or stops):
                return comma
    return stop


def _title(text: str, start: int, end: int) -> Iterator[_Said]:
    """The title in a range, and what the brackets around it say."""
    for said in reversed(read_title(text[start:end].rstrip(" .,;:"))):
        value = collapse(said.value) if isinstance(said.value, str) else said.value
        yield _Said(said.name, value, start + said.start, start + said.end)


def _lead(text: str) -> list[_Said] | None:
    """What stands before a title: numbers, brackets, names; None where it is something else, so that none follows."""
    if _LETTERS_ALONE.fullmatch(text):
        year = _YEAR.search(text)
        return [_Said("year", int(year[1]), *year.span(1))] if year else []
    if found := _BRACKETS.match(text.rstrip(" :：-–—")):
        return [*_detail(found[1], found.start(1))] or None if not text[found.end() :].strip(" :：-–—") else None
    stripped = text.strip(" .,，:：")
    year = _YEAR.search(stripped)
    bare = stripped[: year.start()].rstrip(" (（,.") if year and year.end() >= len(stripped) - 1 else stripped
    names = _names(bare)
    if names is None:
        return None
    start = text.index(bare)
    dated = (
        [_Said("year", int(year[1]), *(start + place for place in year.span(1)))] if year and bare != stripped else []
    )
    return [_Said("authors", names, start, start + len(bare)), *dated]


def _names(text: str) -> list[Value] | None:
    """The names in a text that holds nothing else."""
    if not 3 < len(text) <= 400:
        return None
    found = split_names(_AND.sub(" and ", text))
    if not found or not all(_NAME.fullmatch(name) for name in found):
        return None
    return [*found]


def _rest(text: str, start: int, end: int) -> Iterator[_Said]:
    """What stands behind a title: brackets, names, venue and year, and then words on the paper."""
    while found := _BRACKETS.match(text, start, end):
        details = [*_detail(found[1], found.start(1))]
        if not details:
            break
        yield from details
        start = found.end()
    while lead := _SEPARATOR.match(text, start, end):
        start = lead.end()
    stop = start
    while stop < end and (found := _BREAK.search(text, stop, end)):
        details = [*_detail(text[start : found.start()], start)]
        if not details:
            break
        yield from details
        start = stop = found.end()
    details = [*_detail(text[start:end].rstrip(" .,;|"), start)]
    yield from details
    start, end = trimmed(text, start, end)
    if not details and start < end and sum(map(str.isalpha, text[start:end])) > 2:
        yield _Said("summary", collapse(text[start:end]), start, end)


def _detail(text: str, offset: int) -> Iterator[_Said]:
    """What a part behind a title says of authors, venue and year, if it says nothing else."""
    first, last = trimmed(text, 0, len(text))
    bare = text[first:last].strip(" ,.")
    place = (offset + first, offset + last)
    venue, year = split_venue_year(bare)
    if known_venue(venue) or (year and not venue.strip(" ,.()")):
        yield from [_Said("venue", venue, *place)] if known_venue(venue) else []
        yield from [_Said("year", year, *place)] if year else []
    elif found := parse_byline(text, names_alone=True):
        if found.authors:
            names: list[Value] = [text[slice(*each)] for each in found.authors]
            yield _Said("authors", names, offset + found.authors[0][0], offset + found.authors[-1][1])
        if found.venue:
            yield _Said("venue", text[slice(*found.venue)], *(offset + each for each in found.venue))
        if found.year_place:
            yield _Said("year", found.year, *(offset + each for each in found.year_place))
    elif (found_place := _PLACE.fullmatch(bare)) and len(bare) < 120:
        yield _Said("venue", found_place["venue"], *place)
        yield _Said("year", int(found_place["year"]), *place)
    elif len(bare) > 3 and (names_alone := _names(bare)) and (len(names_alone) > 1):
        yield _Said("authors", names_alone, *place)


def _sole_link(inline: Inline) -> Link | None:
    """A link, or the one in bold or italics around nothing else."""
    while isinstance(inline, Strong | Emphasis) and len(inline.children) == 1:
        inline = inline.children[0]
    return inline if isinstance(inline, Link) else None


def _is_badge(inline: Inline, text: str) -> bool:
    link = _sole_link(inline)
    return link is not None and (link.form in ("autolink", "bare") or _names_kind(text.strip("[]() ")))


def _names_kind(label: str) -> bool:
    """Whether a label only says what its link leads to: `Paper`, `Official code`; longer ones are titles."""
    return len(label.split()) <= _MOST_WORDS and label_kind(label) is not None


def _is_title(text: str) -> bool:
    """Whether a text may be a title: two words or more, or enough letters of a script without spaces."""
    letters = [sign for sign in text if sign.isalpha()]
    has_words = len(text.split()) > 1 or all(sign > "\u2fff" for sign in letters)
    return has_words and len(letters) >= _LEAST_LETTERS
