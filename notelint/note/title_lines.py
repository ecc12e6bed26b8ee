"""What the line that is a paper's title says: a heading, a cell of a table, or the first line of an item of a list.

`[Title](link) (NIPS 2017): a sentence`, `Jane Roe. *Title*. PLDI 2019`, `# [ECCV 2016] Title [[pdf]](...)`.
"""

from __future__ import annotations

import re

from notelint.bibliography.bylines import certain_authors, parse_byline
from notelint.bibliography.links import classify, label_kind
from notelint.bibliography.names import split_names
from notelint.bibliography.venues import known_venue, split_venue_year
from notelint.dataclass import cached_property, dataclass
from notelint.markdown.nodes import Emphasis, Heading, Link, Paragraph, Strong
from notelint.note import claims as read
from notelint.note.claims import Claim
from notelint.note.model import Origin
from notelint.note.plain import collapse, link_label, pieces, plain, trimmed
from notelint.note.titles import Statement, read_title
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.markdown.nodes import Inline, Leaf
    from notelint.note.model import Value
    from notelint.note.plain import Plain

    Range = tuple[int, int]

_LONGEST_BADGE = 28
_LONGEST = 1500  # code points of a paragraph; a longer one is prose
_LEAST_SAID = 2  # letters of what is no more than marks
_MOST_WORDS = 2  # of a label that names what its link leads to
_LEAST_LETTERS = 6  # of a title in a script without spaces; in others it has two words
_LETTERS_ALONE = regex(r"[\W\d_]*")
_BRACKETS = regex(r"[ \t]*[(（\[【]([^()（）\[\]【】\n]{2,80})[)）\]】][ \t]*")
_EMPTY = r"[(（\[【][\s|/,·]*[)）\]】]"  # brackets around links that only name what they lead to
_LOOSE_END = regex(rf"(?:[\s|/,;·–—-]|{_EMPTY})+$")
_OPEN_ENDS = " \t([（【|-–—,，:："
_SEPARATOR = regex(rf"\s*(?:[:：;；|]|[-–—]+(?=\s)|\n|\.\s|[,，](?=\s)|{_EMPTY})\s*")
_BREAK = regex(rf"\s*(?:[:：](?=\s|[^\W\d_])|\s[-–—|]+\s|\n|[.。](?:\s|$)|{_EMPTY})\s*")
_BY = regex(r"by:?\s+(?=\S)", re.IGNORECASE)
_QUOTED = regex(r"[«“\"「『《]\s*([^«»“”\"「」『』《》\n]{4,300}?)[\s,.]*[»”\"」』》]")
_NAMES_END = regex(r"(?:et al\.?|(?<!\b[A-Z])\.|:)[ \t]+(?=\S)")
_NAME = regex(
    r"(?:(?:[A-Z][\w'’.-]*|de|van|von|der|den|di|da|del|la|le|bin|al)[ \t]+){1,5}[A-Z][\w'’.-]+|[\u3040-\u9fff·]{2,4}"
    r"|[\uac00-\ud7af]{2,4}|et al\.?|others|等|외"
)
_AND = regex(r" (?:y|und|et|e) (?=[A-Z])")
_YEAR = regex(r"(?:^|[ ,(（])((?:19|20)\d\d)(?=$|[ ,.)）])")
_SIGNED_PLACE = regex(r"([^,\n]{2,80}(?:, [^,\n]{2,40}){0,6}), ([A-Z][^,\n]{2,40})")
_DATE = regex(
    r"(?:published|publication date|发表时间|發表時間|发布时间|发表日期|发布日期|公開日|投稿日|출판일|게재일)[:：]?\s*"
    r"((?:19|20)\d\d)[-/.]\d\d?(?:[-/.]\d\d?)?",
    re.IGNORECASE,
)
_YEAR_LEAD = regex(r"\W*((?:19|20)\d\d)[ \t]*[-–—:：.][ \t]+(?=\S)")
_DATE_LEAD = regex(r"\W*(?:\d\d?[./]\d\d?[,，:：]|(?:19|20)\d\d[-./]\d\d?[-./]\d\d?[,，:：]?)\s+(?=\S)")
_NAME_LEAD = regex(r"[\[【]([^\[\]【】\n]{2,24})[\]】][ \t]*(?=\S+[ \t]+\S)")
# Words in another script, and a colon, before a title in English.
_FOREIGN_LEAD = regex(r"[^:：\n]{0,20}[\u3040-\u9fff\uac00-\ud7af][^:：\n]{0,20}[:：]\s*(?=[A-Za-z-]+(?: [\w-]+){3})")
_SHORT_NAME = regex(r"[A-Z][A-Za-z0-9/+.-]{1,23}")
_FILE_TAIL = regex(r"[ \t]*[\[(][^\[\]()\s]+\.[a-z]{2,4}[\])][ \t]*$")
_DASHES = regex(r"[-–—]+\s+")
_DASH = regex(r"\s[-–—]+\s")
_INITIAL = regex(r"\b[A-Z]\.")
_OTHERS = regex(r"\bet\.? al\b")
_FAMILY = regex(r"[^\W\d_a-z][\w'’-]+")
_PLACE = regex(r"(?P<venue>(?:In[: ] ?)?[A-Z][^,.\n]{2,100}?),? (?P<year>(?:19|20)\d\d)\b")


@dataclass(frozen=True)
class _Line:
    """A paragraph as text, without the links that only name what they lead to, and the ranges of its inlines in it."""

    leaf: Leaf

    @cached_property
    def kept(self) -> tuple[Inline, ...]:
        sides = ("", *map(_said_by, self.leaf.inlines), "")
        each = zip(self.leaf.inlines, sides, sides[2:], strict=False)
        kept = [inline for inline, before, behind in each if not _is_badge(inline, before, behind)]
        is_whole = not isinstance(self.leaf, Paragraph)
        while is_whole and len(kept) > 1 and (_is_short_link(kept[-1]) or not _says(kept[-1])):
            kept.pop()
        return tuple(kept) if any(map(_says, kept)) else self.leaf.inlines

    @cached_property
    def plain(self) -> Plain:
        leaf = self.leaf
        return plain(self.kept, leaf.text_span.end if isinstance(leaf, Heading) else leaf.span.end)

    @property
    def text(self) -> str:
        return self.plain.text

    @cached_property
    def end(self) -> int:
        """Where what says nothing begins at the end: marks, and brackets that held links."""
        found = _LOOSE_END.search(self.text)
        return found.start() if found else len(self.text)

    @cached_property
    def inlines(self) -> tuple[tuple[Inline, int, int], ...]:
        found, start = [], 0
        for inline in self.kept:
            end = start + sum(len(text) for _, text in pieces((inline,)))
            found.append((inline, start, end))
            start = end
        return tuple(found)


def title_claims(leaf: Leaf, *, listed: bool) -> list[Claim]:
    """The title that a line gives and what is said beside it; nothing where it gives none.

    A line that is `listed` among others may go on behind the title with words on the paper. A paragraph may be no
    title; of a heading or a cell the whole is one, where no form of lines shows a part of it.
    """
    line = _Line(leaf)
    if isinstance(leaf, Paragraph) and not 0 < len(line.text) <= _LONGEST:
        return []
    found = [*_claims(line, _linked(line, listed=listed) or [])]
    if found and (listed or found[-1].name != "summary"):
        return found
    forms = [_claims(line, form(line) or []) for form in (_marked, _signed, _bracketed)] if listed else []
    if found := max(map(list, (*forms, read.citation_claims((line.plain,), None))), key=told):
        return found
    return [*_claims(line, (_plain_title(line) or []) if isinstance(leaf, Paragraph) else _whole_title(line))]


def _whole_title(line: _Line) -> Iterator[Statement]:
    text = line.text[: line.end]
    return _read(text.rstrip(_OPEN_ENDS) if len(line.kept) < len(line.leaf.inlines) else text, 0)


def _read(text: str, offset: int) -> Iterator[Statement]:
    """What a title that begins at an offset of its line says, the title last."""
    for name, value, start, end in read_title(text):
        yield Statement(name, collapse(value) if isinstance(value, str) else value, offset + start, offset + end)


def told(claims: Iterable[Claim]) -> int:
    """Of how many properties something is said."""
    return len({claim.name for claim in claims} - {"summary"})


def _claims(line: _Line, found: Iterable[Statement]) -> Iterator[Claim]:
    seen: set[str] = set()
    for said in found:
        if said.name not in seen:
            seen.add(said.name)
            yield Claim(Origin.HEADING, said.name, said.value, line.plain.span(said.start, said.end))


def _linked(line: _Line, *, listed: bool) -> list[Statement] | None:
    """`[A Study of Widgets](link) ...`, behind nothing but names, brackets or numbers; these where it is `listed`."""
    for inline, start, end in line.inlines:
        link = _sole_link(inline)
        if link is None:
            continue
        label = line.text[start:end].strip()
        if link.form not in ("inline", "reference") or not is_title(label) or _names_kind(label):
            return None
        lead = _lead(line.text[:start])
        if lead is None or (lead and not listed):
            return None
        return [*_title(line.text, start, end), *lead, *_address(link, start, end), *_rest(line.text, end, line.end)]
    return None


def _address(link: Link, start: int, end: int) -> Iterator[Statement]:
    """The paper's page where the title leads to it; a PDF, an arXiv id and the like are read where links are."""
    if link.destination.startswith(("http://", "https://")) and classify(link.destination).kind == "other":
        yield Statement("url", link.destination, start, end)


def _marked(line: _Line) -> list[Statement] | None:
    """Names, a title in italics or quotes, where it appeared: `Jane Roe. *A Study*. PLDI 2019` and the like."""
    text = line.text
    places = [(start, end) for inline, start, end in line.inlines if isinstance(inline, Emphasis | Strong)]
    places += [found.span(1) for found in _QUOTED.finditer(text, 0, line.end)]
    found = None
    for start, end in sorted(places):
        if found and certain_authors(text[start:end].rstrip(".")):  # `**A Study.** *Jane Roe et al.*`
            continue
        before = text[:start].rstrip()
        is_quoted = before[-1:] in tuple('«“"「『《')
        before = before.rstrip('«“"「『《 ')
        lead = _lead(before)
        lead = _author(before) if lead is None and is_quoted else lead
        is_name = bool(lead) and is_quoted  # what is quoted behind names is a title, be it one word
        if lead is not None and (is_name or is_title(text[start:end])) and not text[start:end].startswith(("[", "【")):
            behind = end + 1 if text[end : end + 1] in '»”"」』》' else end
            said = [*_title(text, start, end), *lead, *_rest(text, behind, line.end)]
            if lead:
                return said
            found = found or said
    return found


def _author(text: str) -> list[Statement] | None:
    """One family name before a comma: `Roe, "A Study of Widgets"`."""
    name = text.rstrip(" ,，")
    is_one = name != text.rstrip() and _FAMILY.fullmatch(name)
    names: list[Value] = [name]
    return [Statement("authors", names, 0, len(name))] if is_one else None


def _signed(line: _Line) -> list[Statement] | None:
    """Names, a title, where it appeared, with nothing but full stops between: `Jane Roe et al. Title, Venue, 2013`."""
    text = line.text
    for found in _NAMES_END.finditer(text, 0, min(line.end, 300)):
        stop = found.end() if found[0].startswith("et") else found.start()
        names = _names(text[:stop].rstrip(" .:"), dated=found[0].startswith("et"))
        is_certain = found[0].startswith("et") or "," in text[:stop] or "、" in text[:stop]
        if names is None or not (is_certain or (found[0][0] != ":" and _INITIAL.search(text, 0, stop))):
            continue
        dash = _DASHES.match(text, found.end())
        start = dash.end() if dash else found.end()
        end = _title_end(text, start, line.end)
        is_name = dash is not None and text[start : start + 1].isupper() and not isinstance(line.leaf, Paragraph)
        if is_name or is_title(text[start:end]):
            return [Statement("authors", names, 0, stop), *_title(text, start, end), *_rest(text, end, line.end)]
    return None


def _bracketed(line: _Line) -> list[Statement] | None:
    """A heading or cell that is a title up to a bracket with venue, year or names: `Title [ICML'19][Example]`."""
    if isinstance(line.leaf, Paragraph):
        return None
    found = next((each for each in _BRACKETS.finditer(line.text, 1, line.end) if any(_detail(each[1], 0))), None)
    if found is None or not is_title(line.text[: found.start()]):
        return None
    return [*_title(line.text, 0, found.start()), *_rest(line.text, found.start(), line.end)]


def _plain_title(line: _Line) -> list[Statement] | None:
    """A title, with a bracket before it or behind: `[CVPR 2019] A Study of Widgets. [[paper]](...)`."""
    end = _title_end(line.text, 0, line.end)
    start = next((place for place, sign in enumerate(line.text[:end]) if not sign.isspace()), 0)
    if not is_title(line.text[start:end]):
        return None
    return [*_title(line.text, start, end), *_rest(line.text, end, line.end)]


def _title_end(text: str, start: int, end: int) -> int:
    """Where the first sentence ends, or what comes before the venue with its year: `Title, Venue, 2013`."""
    bracket = next((found for found in _BRACKETS.finditer(text, start + 1, end) if any(_detail(found[1], 0))), None)
    breaks = _BREAK.finditer(text, start, bracket.start() if bracket else end)
    stops = [found.start() for found in breaks if text[found.start() : found.end()].strip()[:1] not in tuple(":：-–—")]
    stop = stops[0] if stops else bracket.start() if bracket else end
    for comma in range(start, stop):
        if text[comma] == "," and (place := _PLACE.match(text[comma + 1 : stop].lstrip())):
            whole = place.end() == len(text[comma + 1 : stop].strip())
            if whole and ("," not in place["venue"]) and (known_venue(place["venue"]) or stops):
                return comma
    return stop


def _title(text: str, start: int, end: int) -> Iterator[Statement]:
    """The title in a range, and what stands around it: brackets, a year before it, its short name in bold."""
    if read := _DATE_LEAD.match(text, start, end):
        start = read.end()
    if dated := _YEAR_LEAD.match(text, start, end):
        yield Statement("year", int(dated[1]), *dated.span(1))
        start = dated.end()
    if foreign := _FOREIGN_LEAD.match(text, start, end):
        start = foreign.end()
    if filed := _FILE_TAIL.search(text, start, end):
        end = filed.start()
    if (named := _NAME_LEAD.match(text, start, end)) and not known_venue(split_venue_year(named[1])[0]):
        yield Statement("short_name", named[1], *named.span(1))
        start = named.end()
    for dash in _DASH.finditer(text, start, end):
        if who := [*_detail(text[dash.end() : end].strip(" ."), dash.end())]:
            yield from who
            end = dash.start()
            break
    yield from reversed([*_read(text[start:end].rstrip(" .,;:|"), start)])


def _lead(text: str) -> list[Statement] | None:
    """What stands before a title: numbers, brackets, names; None where it is something else, so that none follows."""
    if _LETTERS_ALONE.fullmatch(text):
        year = _YEAR.search(text)
        return [Statement("year", int(year[1]), *year.span(1))] if year else []
    if found := _BRACKETS.match(text.rstrip(" :：-–—")):
        name = [Statement("short_name", found[1], *found.span(1))] if _SHORT_NAME.fullmatch(found[1]) else None
        return [*_detail(found[1], found.start(1))] or name if _LETTERS_ALONE.fullmatch(text, found.end()) else None
    stripped = text.strip(" .,，:：\n-–—")
    year = _YEAR.search(stripped)
    bare = stripped[: year.start()].rstrip(" (（,.") if year and year.end() >= len(stripped) - 1 else stripped
    is_list = "&" in bare or _OTHERS.search(bare) is not None
    names = _names(bare, dated=is_list or bare != stripped)
    if names is None:
        return None
    start = text.index(bare)
    said = [Statement("authors", names, start, start + len(bare))]
    if year and bare != stripped:
        said.append(Statement("year", int(year[1]), *(start + place for place in year.span(1))))
    return said


def _names(text: str, *, dated: bool = False) -> list[Value] | None:
    """The names in a text that holds nothing else; family names alone where a year stands behind them."""
    if not 1 < len(text) <= 400:
        return None
    found = split_names(_AND.sub(" and ", text))
    if not found or not all(_NAME.fullmatch(name) or (dated and _FAMILY.fullmatch(name)) for name in found):
        return None
    return [*found]


def _rest(text: str, start: int, end: int) -> Iterator[Statement]:
    """What stands behind a title: brackets, names, venue and year, and then words on the paper."""
    while lead := _SEPARATOR.match(text, start, end):
        start = lead.end()
    first = start
    while True:
        while lead := _SEPARATOR.match(text, start, end):
            start = lead.end()
        found = _BRACKETS.match(text, start, end)
        details = [*_detail(found[1], found.start(1))] if found else []
        if not found or not details:
            break
        yield from details
        start = found.end()
    stop = start
    while stop < end and (broken := _BREAK.search(text, stop, end)):
        details = [*_detail(text[start : broken.start()], start)]
        if not details:
            break
        yield from details
        start = stop = broken.end()
    details = [*_detail(text[start:end].rstrip(" .,;|"), start, is_first=start == first)]
    yield from details
    start, end = trimmed(text, start, end)
    if (
        not details
        and not _BRACKETS.fullmatch(text, start, end)
        and start < end
        and sum(map(str.isalpha, text[start:end])) > 2
    ):
        yield Statement("summary", collapse(text[start:end]), start, end)


def _detail(text: str, offset: int, *, is_first: bool = False) -> Iterator[Statement]:
    """What a part behind a title says of authors, venue and year, if it says nothing else.

    Right behind the title one name is enough; further on it may be that of a reader.
    """
    first, last = trimmed(text, 0, len(text))
    by = _BY.match(text, first)
    first = by.end() if by else first
    bare = text[first:last].strip(" ,.()（）")
    place = (offset + first, offset + last)
    venue, year = split_venue_year(bare)
    if known_venue(venue) or (year and not venue.strip(" ,.()")):
        yield from [Statement("venue", venue, *place)] if known_venue(venue) else []
        yield from [Statement("year", year, *place)] if year else []
    elif found := parse_byline(text, names_alone=True):
        if found.authors:
            names: list[Value] = [text[slice(*each)] for each in found.authors]
            yield Statement("authors", names, offset + found.authors[0][0], offset + found.authors[-1][1])
        if found.venue:
            yield Statement("venue", text[slice(*found.venue)], *(offset + each for each in found.venue))
        if found.year_place:
            yield Statement("year", found.year, *(offset + each for each in found.year_place))
    else:
        yield from _loose_detail(bare, offset + first, place, is_signed=by is not None, is_first=is_first)


def _loose_detail(bare: str, offset: int, place: Range, *, is_signed: bool, is_first: bool) -> Iterator[Statement]:
    """The same of what is no byline: a date, an unknown venue with its year, family names alone."""
    if dated := _DATE.fullmatch(bare):
        yield Statement("year", int(dated[1]), *place)
    elif (found_place := _PLACE.fullmatch(bare)) and len(bare) < 120:
        yield Statement("venue", found_place["venue"], *place)
        yield Statement("year", int(found_place["year"]), *place)
    elif (signed := _SIGNED_PLACE.fullmatch(bare)) and known_venue(split_venue_year(signed[2])[0]):
        if family_names := _names(signed[1], dated=True):
            yield Statement("authors", family_names, *place)
            yield from _detail(signed[2], offset)
    elif (
        len(bare) > 3
        and (names := _names(bare, dated=is_signed))
        and (is_signed or len(names) > 1 or (is_first and certain_authors(bare)))
    ):
        yield Statement("authors", names, *place)


def _sole_link(inline: Inline) -> Link | None:
    """A link, or the one in bold or italics around nothing else."""
    while isinstance(inline, Strong | Emphasis) and len(inline.children) == 1:
        inline = inline.children[0]
    return inline if isinstance(inline, Link) else None


def _said_by(inline: Inline) -> str:
    return "".join(text for _, text in pieces((inline,)))


def _says(inline: Inline) -> bool:
    return any(map(str.isalnum, _said_by(inline)))


def _is_short_link(inline: Inline) -> bool:
    """Whether an inline is a link whose text is too short for a title."""
    label = link_label(inline) if isinstance(inline, Link) else None
    return label is not None and len(label.split()) <= _MOST_WORDS and len(label) <= _LONGEST_BADGE


def _is_badge(inline: Inline, before: str, behind: str) -> bool:
    """Whether an inline is a link whose text is its address, or only says what it leads to: `[[pdf]](...)`.

    So does a short one that stands alone in brackets.
    """
    link = _sole_link(inline)
    if link is None or link.form in ("autolink", "bare"):
        return link is not None
    label = link_label(link) or ""
    is_inside = before.rstrip().endswith(("[", "【", "(", "（")) and behind.lstrip().startswith(tuple("]】)）|/"))
    is_set_apart = label.startswith(("[", "【")) or is_inside
    return _names_kind(label) or (is_set_apart and 0 < len(label) <= _LONGEST_BADGE)


def _names_kind(label: str) -> bool:
    """Whether a label only says what its link leads to: `Paper`, `Official code`; longer ones are titles."""
    label = label.strip("[]()【】 ")
    return len(label.split()) <= _MOST_WORDS and label_kind(label) is not None


def is_title(text: str) -> bool:
    """Whether a text may be a title: two words or more, or enough letters of a script without spaces."""
    letters = [sign for sign in text if sign.isalpha()]
    has_words = len(text.split()) > 1 or all(sign > "\u2fff" for sign in letters)
    return has_words and len(letters) >= _LEAST_LETTERS
