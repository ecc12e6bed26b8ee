"""Files that list papers: one in each row of a table, item of a list or heading with what stands below it.

What speaks for an entry being about a paper has a weight. A file is a reading list where there are
entries enough, where they are most of what it says, and where what stands before them speaks of no paper itself: so a
note on one paper that cites others stays one note.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import chain

from notelint.bibliography.venues import known_venue
from notelint.dataclass import cached_property, dataclass
from notelint.markdown.nodes import ListItem, Table
from notelint.note.candidate import Candidate
from notelint.note.entries import FEWEST, MAY_LIST, MAY_TELL, MOST, Entries, Entry, with_groups
from notelint.note.evidence import LETTER, is_like_title, speaks_of_itself, weigh_listed
from notelint.note.names import fold_name
from notelint.note.other_pages import says_software
from notelint.note.own_links import leads_to_note
from notelint.note.roles import role_of
from notelint.note.weights import ENOUGH_AMONG, ENOUGH_LISTED
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from notelint.note.entries import Parsed
    from notelint.note.layout import Layout
    from notelint.note.model import Region

_MOST_HEADED = (
    0.75  # below the headings of a page on a topic stands much of what papers say, so more is asked of those
)
# Where somebody lists what is their own, among the first headings.
_PUBLICATIONS = regex(
    r"\bpublications?(?: record| list)?$|^(?:mis )?publicaciones$|^veröffentlichungen$|研究業績",
    re.IGNORECASE | re.MULTILINE,
)
_MOST_HEADS = 3
# An emphasized name of two words or more among others.
_SELF = regex(
    r"(?<![\w*])(\*\*|__|\*|_)((?:[^\W\d_a-z][\w.'’-]*\s)+[^\W\d_a-z][\w.'’-]*?)\1"
    r"(?:\\?[*†‡])*(?=,\s+[*_]*[^\W\d_a-z]|\s+(?:and|&)\s)"
)
_NEAR = 400  # code points behind a heading in which a sign of a paper stands


@dataclass(frozen=True)
class Listing:
    """What a file lists, and the regions outside of that; nothing where it is no reading list."""

    entries: tuple[Entry, ...] = ()
    groups: tuple[Region, ...] = ()


def read_listing(parsed: Parsed, layout: Layout, *, configured: bool) -> Listing:
    """The papers that a file lists.

    With `configured` the user says that it is a reading list: so one entry is enough where there are no more, and
    nothing is asked of the rest of the file.
    """
    reader = _Reader(parsed, layout, Entries(parsed, layout))
    if configured:
        found = reader.headed() or reader.headed(ENOUGH_LISTED) or reader.entries.all(ENOUGH_LISTED)
        return reader.listing(found or reader.headed(1) or reader.entries.all(1))
    found = reader.headed(least=ENOUGH_AMONG) or reader.entries.all()
    return reader.listing(found) if found and reader.is_mostly(found) else Listing()


@dataclass(frozen=True)
class _Reader:
    """The forms of one file, each read when asked for."""

    parsed: Parsed
    layout: Layout
    entries: Entries

    def listing(self, found: tuple[Entry, ...]) -> Listing:
        """What was found, and the regions outside of what stands below headings."""
        inside = [each.span for each in found if each.within is None]
        groups = (region for region in self.parsed.regions if not _is_inside(region.span.start, inside))
        return Listing(found, tuple(groups))

    def is_mostly(self, found: Sequence[Entry]) -> bool:
        """Whether the entries are most of what a file says, and what stands before them speaks of no paper."""
        text = self.parsed.source.text
        heads = "\n".join(region.title for region in self.parsed.regions[:_MOST_HEADS])
        if says_software(text) or _PUBLICATIONS.search(heads) or _are_own([text[slice(*each.span)] for each in found]):
            return False
        spans = {each.within.span if isinstance(each.within, Table | ListItem) else each.span for each in found}
        listed = sum(len(text[slice(*span)].strip()) for span in spans)
        if found[0].within is None:
            is_enough = listed >= _MOST_HEADED * len(text[self.parsed.start :].strip())
        else:
            is_enough = listed >= MOST * self.entries.length
        return is_enough and not self._speaks_before(found[0].span.start)

    def _speaks_before(self, end: int) -> bool:
        """Whether front matter, or what stands before an offset, gives facts of a paper."""
        regions = tuple(region for region in self.parsed.regions if region.span.start < end)
        parsed = self.parsed
        head = Candidate(
            parsed.source, parsed.front_matter, parsed.intro, regions, self.layout, part=Span(parsed.start, end)
        )
        if parsed.front_matter and head.literature:
            return True
        if any(region.heading.span.end > end for region in regions[:1]):
            return False
        return speaks_of_itself(head, end)

    # Headings.

    def headed(self, needed: int | None = None, least: int = 1) -> tuple[Entry, ...]:
        """The papers at the headings of the highest level of which most begin one, or one has `needed` points.

        Beside those less is asked of the other headings of their level: `least` points.
        """
        regions = self.parsed.regions
        levels = Counter(region.level for region in regions if LETTER.search(region.words))
        for level in sorted(levels):
            places = [place for place, region in enumerate(regions) if region.level == level]
            if needed is None:
                found = self._most(places, levels[level])
            else:
                found = {place: self._headed(place, needed) for place in places}
            if any(found.values()):
                entries = (found.get(place) or self._headed(place, least) for place in places)
                return tuple(each for each in entries if each)
        return ()

    def _most(self, places: Sequence[int], count: int) -> Mapping[int, Entry | None]:
        """The papers at the headings of a level, of which there are so many; none where they are not most of these."""
        places = [place for place in places if self._may_head(self.parsed.regions[place])]
        if not self._may_fill(places, count):
            return {}
        found: dict[int, Entry] = {}
        for left, place in zip(reversed(range(len(places))), places, strict=True):
            if entry := self._headed(place):
                found[place] = entry
            elif not _are_most(len(found) + left, count):
                return {}
        return found

    def _may_fill(self, places: Sequence[int], count: int) -> bool:
        """Whether some of the headings of a level are most of them, and have most of the file below them."""
        if not _are_most(len(places), count):
            return False
        below = sum(span.end - span.start for span in map(self._span, places))
        return below >= _MOST_HEADED * len(self.parsed.source.text[self.parsed.start :].strip())

    def _span(self, place: int) -> Span:
        """From a heading to the next one of its level or above."""
        return Span(self.parsed.regions[place].span.start, self.parsed.regions[self._end(place) - 1].span.end)

    def _end(self, place: int) -> int:
        regions = self.parsed.regions
        ends = (end for end in range(place + 1, len(regions)) if regions[end].level <= regions[place].level)
        return next(ends, len(regions))

    def _may_head(self, region: Region) -> bool:
        text = self.parsed.source.text
        end = region.heading.span.end + _NEAR
        may_tell = MAY_TELL.search(text, region.span.start, min(end, len(text))) or is_like_title(region.title)
        return bool(LETTER.search(region.words) and may_tell)

    def _headed(self, place: int, points: int = ENOUGH_LISTED) -> Entry | None:
        """The paper that a heading begins, if that many points speak for it.

        Where these are fewer, what the page says of itself is none of them, and there must be text right below it.
        """
        regions = self.parsed.regions
        first = regions[place]
        is_asked_less = points < ENOUGH_LISTED
        if not LETTER.search(first.words) or self._is_no_title(first) or (is_asked_less and not first.blocks.span):
            return None
        note = self._candidate(place, self._end(place))
        if not note.heading or leads_to_note(note.heading):
            return None
        marks = () if is_asked_less else self.entries.marks(self._groups[place])
        marks += ("heading like a title",) if marks and is_like_title(note.title or "") else ()
        if weigh_listed(note, *marks) < points or self._is_group(place):
            return None
        return Entry(note, self._span(place), self._groups[place])

    def _candidate(self, start: int, end: int) -> Candidate:
        """Some regions read as a note."""
        parsed = self.parsed
        regions = parsed.regions[start:end]
        part = Span(regions[0].span.start, regions[-1].span.end)
        return Candidate(parsed.source, None, parsed.blocks.none(), regions, self.layout, part=part)

    def _is_group(self, place: int) -> bool:
        """Whether a heading inside begins a paper, and nothing before it tells of one."""
        inside = range(place + 1, self._end(place))
        if not inside:
            return False
        own = self._candidate(place, place + 1)
        return weigh_listed(own) < ENOUGH_LISTED and any(self._headed(inner) for inner in inside)

    def _is_no_title(self, region: Region) -> bool:
        """Whether a heading names a section, or a group: right below it stands a list of papers."""
        if role_of(region.title) or fold_name(region.title) in self.layout.names:
            return True
        span = region.blocks.span
        if span is None or not MAY_LIST.match(self.parsed.source.text, span.start):
            return False
        first = next(iter(region.blocks), None)
        return first is not None and self.entries.begin(first)

    @cached_property
    def _groups(self) -> tuple[tuple[str, ...], ...]:
        return tuple(groups for _, groups in with_groups(self.parsed.regions))


def _are_own(texts: Sequence[str]) -> bool:
    """Whether the same one of the authors is emphasized in most entries: these are that person's own papers."""
    names = Counter(chain.from_iterable({found[2] for found in _SELF.finditer(text)} for text in texts))
    name, count = next(iter(names.most_common(1)), ("", 0))
    return count >= FEWEST and 2 * count > len(texts) and known_venue(name) is None


def _are_most(number: int, count: int) -> bool:
    """Whether so many headings of a level make a list."""
    return number >= FEWEST and 2 * number > count


def _is_inside(place: int, spans: Sequence[Span]) -> bool:
    before = bisect_right(spans, place, key=lambda span: span.start)
    return before > 0 and place < spans[before - 1].end
