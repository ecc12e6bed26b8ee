"""Files that list papers: one in each row of a table, item of a list or heading with what stands below it.

What speaks for a row, an item or a heading being about a paper has a weight (`signs.WEIGHTS`); ENOUGH of it makes an
entry. A file is a reading list where there are entries enough, where they are most of what it says (`_MOST`), and
where what stands before them speaks of no paper itself: so a note on one paper that cites others stays one note.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import islice

from notelint.dataclass import cached_property, dataclass
from notelint.markdown import Blocks
from notelint.markdown.nodes import Link, List, ListItem, Paragraph, Table, walk
from notelint.markdown.skeleton import Piece
from notelint.note import claims as read
from notelint.note.candidate import Candidate
from notelint.note.head import cut
from notelint.note.items import item_claims
from notelint.note.labels import label_lines
from notelint.note.names import claimed, fold_name
from notelint.note.plain import leaf_text, plain
from notelint.note.roles import role_of
from notelint.note.rows import row_claims, title_column
from notelint.note.signs import ENOUGH, LETTER, is_own, leads_to_note, weigh
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from notelint.front_matter import FrontMatter
    from notelint.markdown.nodes import Block
    from notelint.note.claims import Claim
    from notelint.note.layout import Layout
    from notelint.note.model import Region
    from notelint.source import Source

_LEAST_ENTRIES = 3  # rows and items
_LEAST_HEADINGS = 2
# The share of entries in what a file says, in code points. Below the headings of a page on a topic stands much of what
# papers say, so more is asked of those; a list takes less room than the words around it.
_MOST = 0.5
_MOST_HEADED = 0.75

# The names of sections of a note on one paper in which others are listed, folded.
_CITING = frozenset(
    (
        *("references", "reference", "bibliography", "workscited", "referencias", "literatur", "références"),
        *("参考文献", "参考资料", "參考文獻", "参考", "引用文献", "引用", "참고문헌", "참고자료", "참고"),
    )
)
_TASKS = frozenset(("todo", "todolist", "todos"))  # what is to be read has no note yet
# Signs of a paper near a heading or in an item; lines that may be items or rows. Most files have too few for a list.
# As each form begins with a letter or mark, `re` looks only where these stand, which takes a sixth of the time.
_YEAR = r"1(?<!\d1)9\d\d(?!\d)|2(?<!\d2)0\d\d(?!\d)"
_MAY_TELL = regex(rf"\]\(|https?://|@\w+\{{|\]\[|{_YEAR}")
# The same of an item in lower case, in which a link alone says too little.
_MAY_CITE = regex(
    rf"{_YEAR}|arxiv|doi\.org|openreview|aclanthology|thecvf|nips\.cc|mlr\.press|acm\.org|ieee|\.pdf\b|@\w+\{{"
    r"|e(?<!\we)t al|\[(?:paper|pdf|论文|論文|原文|논문)|paper\]|pdf\]|论文\]|論文\]|논문\]|'\d\d\b|’\d\d\b"
)
_MAY_LIST = regex(r"(?m)^(?:[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]|[ \t]{2}|[^\r\n|]*\|)[^\r\n]*")
# A number before a paragraph that begins no item in Markdown: `1、`, `2．`, `（3）`, `【4】`; and its marks.
_NUMBERED = regex(r"(?m)^[ ]{0,3}(?:[0-9]{1,3}[、．]|[（【][0-9]{1,3}[）】])[ \t]*(?=[^\s(（:：])")
_NUMBER_MARKS = "、．）】"
_DELIMITERS = frozenset("-:| \t>")
_COLON = regex(r"\s*[:：]")
_NEAR = 400  # code points behind a heading in which a sign of a paper stands


@dataclass(frozen=True)
class Parsed:
    """One source, read as far as no layout is needed."""

    source: Source
    front_matter: FrontMatter | None
    blocks: Blocks
    intro: Blocks
    regions: tuple[Region, ...]

    @property
    def start(self) -> int:
        return self.front_matter.span.end if self.front_matter else self.source.start


@dataclass(frozen=True)
class Entry:
    """A paper in a list: its place, its blocks, what they claim, and the names of the headings above."""

    span: Span
    blocks: Blocks
    claims: tuple[Claim, ...]
    groups: tuple[str, ...]
    within: Table | ListItem | Paragraph

    @property
    def is_numbered(self) -> bool:
        """Whether it is paragraphs, of which the first has a number."""
        return isinstance(self.within, Paragraph)

    @property
    def own(self) -> tuple[Span, ...]:
        """Where links lead to the paper itself: the row, or the first block of the item."""
        return (self.blocks[0].span,)


@dataclass(frozen=True)
class Headed:
    """A paper below a heading: its part of the file read as a note, and the names of the headings above."""

    candidate: Candidate
    span: Span
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """What a file lists, by headings or else by rows and items; nothing where it is no reading list."""

    headed: tuple[Headed, ...] = ()
    entries: tuple[Entry, ...] = ()
    groups: tuple[Region, ...] = ()


def read_listing(parsed: Parsed, layout: Layout, *, configured: bool) -> Listing:
    """The papers that a file lists.

    With `configured` the user says that it is a reading list: so one entry is enough where there are no more, and
    nothing is asked of the rest of the file.
    """
    reader = _Reader(parsed, layout)
    found: Sequence[Entry | Headed] = reader.headed() or (reader.headed(ENOUGH) if configured else ())
    found = found or reader.listed(1 if configured else _LEAST_ENTRIES)
    if configured:
        return reader.listing(found or reader.headed(1))
    return reader.listing(found) if found and reader.is_mostly(found) else Listing()


@dataclass(frozen=True)
class _Reader:
    """The forms of one file, each read when asked for."""

    parsed: Parsed
    layout: Layout

    def listing(self, found: Sequence[Entry | Headed]) -> Listing:
        """What was found, and the regions outside of what stands below headings."""
        headed = tuple(each for each in found if isinstance(each, Headed))
        inside = [each.span for each in headed]
        groups = (region for region in self.parsed.regions if not _is_inside(region.span.start, inside))
        return Listing(headed, tuple(each for each in found if isinstance(each, Entry)), tuple(groups))

    def is_mostly(self, found: Sequence[Entry | Headed]) -> bool:
        """Whether the entries are most of what a file says, and what stands before them speaks of no paper."""
        spans = {each.within.span if isinstance(each, Entry) and not each.is_numbered else each.span for each in found}
        text = self.parsed.source.text
        listed = sum(len(text[slice(*span)].strip()) for span in spans)
        whole = len(text[self.parsed.start :].strip())
        most = _MOST_HEADED
        if isinstance(found[0], Entry):
            most = _MOST
            whole -= sum(region.heading.span.end - region.heading.span.start for region in self.parsed.regions)
        return listed >= most * whole and not self._speaks_before(found[0].span.start)

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
        return any(is_own(claim, head) for claim in head.claims if claim.span.start < end)

    # Rows and items.

    def listed(self, least: int) -> tuple[Entry, ...]:
        """The rows and items that are about papers, if there are so many."""
        if least > 1 and not self._may_list:
            return ()
        found = [entry for blocks, groups in self._stretches() for entry in self._in_blocks(blocks, groups)]
        return tuple(found) if len(found) >= least and not self._is_index else ()

    @cached_property
    def _may_list(self) -> bool:
        """Whether enough lines begin as items and rows do, and some of them tell of papers, seen without parsing.

        An item may go on in lines that begin as plain text.
        """
        text = self.parsed.source.text[self.parsed.start :].lower()
        if self._is_numbered:
            return True
        lines = _MAY_LIST.findall(text)
        if sum(map(len, lines)) < _MOST / 2 * len(text.strip()):
            return False
        telling = (line for line in lines if "|" not in line and _MAY_CITE.search(line))
        return len([*islice(telling, _LEAST_ENTRIES)]) == _LEAST_ENTRIES or any(
            map(self._may_head_table, lines, lines[1:])
        )

    @cached_property
    def _is_numbered(self) -> bool:
        """Whether enough lines begin with a number that begins no item."""
        text = self.parsed.source.text
        if not any(mark in text for mark in _NUMBER_MARKS):
            return False
        found = _NUMBERED.finditer(text, self.parsed.start)
        return len([*islice(found, _LEAST_ENTRIES)]) == _LEAST_ENTRIES

    def _may_head_table(self, line: str, below: str) -> bool:
        """Whether two lines begin a table that has a column of titles."""
        if "|" not in line or "-" not in below or not _DELIMITERS.issuperset(below):
            return False
        return title_column(line.replace("*", "").split("|"), self.layout) is not None

    @cached_property
    def _is_index(self) -> bool:
        """Whether an item leads to a note on what it names: the notes are elsewhere."""
        lists = (block for block in self.parsed.blocks.holding("](", "][") if isinstance(block, List))
        leaves = (item.children[0] for item in walk(lists) if isinstance(item, ListItem) and item.children)
        return any(leads_to_note(leaf.find(Link)) for leaf in leaves if isinstance(leaf, Paragraph))

    def _stretches(self) -> Iterator[tuple[Blocks, tuple[str, ...]]]:
        """What stands below each heading, with the names of those above; not where a paper cites others."""
        yield self.parsed.intro, ()
        for region, groups in _with_groups(self.parsed.regions):
            names = groups if region is self._title else (*groups, *filter(None, (region.title,)))
            is_aside = region is not self._title and _is_citing(region.title)
            if not is_aside and fold_name(region.title) not in _TASKS:
                yield region.blocks, names

    @cached_property
    def _title(self) -> Region | None:
        return _file_title(self.parsed.regions)

    def _in_blocks(self, blocks: Blocks, groups: tuple[str, ...]) -> Iterator[Entry]:
        if self._is_numbered and blocks.span:
            yield from self._numbered([*blocks], groups)
        for block in blocks.holding("|", "- ", "* ", "+ ", ". ", ") "):
            yield from self._in_block(block, groups)

    def _in_block(self, block: Block, groups: tuple[str, ...]) -> Iterator[Entry]:
        if isinstance(block, Table):
            yield from self._rows(block, groups)
        elif isinstance(block, List):
            yield from self._items(block, groups)

    def _numbered(self, blocks: Sequence[Block], groups: tuple[str, ...]) -> Iterator[Entry]:
        """The papers in paragraphs with numbers that make no list in Markdown: `1、A Study of Widgets`."""
        text = self.parsed.source.text
        begins = [each for each in blocks if isinstance(each, Paragraph) and _NUMBERED.match(text, each.span.start)]
        ends = [each.span.start for each in begins[1:]] + [blocks[-1].span.end for _ in begins[:1]]
        for block, end in zip(begins, ends, strict=True):
            number = _NUMBERED.match(text, block.span.start)
            first = self._line(number.end() if number else block.span.start, block.span.end)
            if claims := self._said(first, end):
                inside = [each for each in blocks if block.span.start <= each.span.start < end]
                yield Entry(Span(block.span.start, inside[-1].span.end), self._blocks(inside), claims, groups, block)

    def _items(self, block: List, groups: tuple[str, ...]) -> Iterator[Entry]:
        """The items of a list that are about papers, or those of the lists in it: items may be groups."""
        for item in block.children:
            if not isinstance(item, ListItem) or not item.children:
                continue
            if entry := self._item(item, groups):
                yield entry
                continue
            first = item.children[0]
            name = leaf_text(first) if isinstance(first, Paragraph) else ""
            for inner in item.children[1:]:
                if isinstance(inner, List):
                    yield from self._items(inner, (*groups, *filter(None, (name,))))

    def _item(self, item: ListItem, groups: tuple[str, ...]) -> Entry | None:
        first = item.children[0]
        if not isinstance(first, Paragraph) or not _MAY_TELL.search(self.parsed.source.text, *first.span):
            return None
        if claimed(_COLON.split(plain(first.inlines, first.span.end).text, 1)[0], self.layout.label_names) in (
            self.layout.label_names
        ):
            return None
        claims = self._said(first, item.span.end)
        return Entry(item.span, self._blocks(item.children), claims, groups, item) if claims else None

    def _said(self, first: Paragraph, end: int) -> tuple[Claim, ...]:
        """What a paragraph and the labels below it, up to an offset, say of one paper; nothing where that is little.

        Where known labels stand in further lines of the paragraph, its first line alone is the title's.
        """
        lines = cut(self.parsed.source.text, (first.span,), self._line)
        labels = tuple(self._labels(Span(lines[1].span.start, first.span.end))) if len(lines) > 1 else ()
        said = item_claims(self._line(*lines[0].span) if labels else first)
        if not said:
            return ()
        links = () if labels else read.link_claims(first.find(Link))
        claims = (*said, *links, *labels, *self._labels(Span(first.span.end, end)))
        return claims if weigh(claims, self.layout) >= ENOUGH else ()

    def _labels(self, span: Span) -> Iterator[Claim]:
        """The labels in a range, and the links in those lines."""
        known = self.layout.label_names
        pieces = cut(self.parsed.source.text, (span,) if span.start < span.end else (), self._line)
        for line in label_lines(pieces, (), known):
            if (name := claimed(line.name, known)) in known:
                yield read.label_claim(line, name)
                yield from read.link_claims(line.links)

    @property
    def _line(self) -> Callable[[int, int], Paragraph]:
        return self.parsed.blocks.line

    def _blocks(self, nodes: Sequence[Block]) -> Blocks:
        """Nodes that stand inside of others, as blocks."""
        by_start = {node.span.start: (node,) for node in nodes}
        found = [Piece("other", *node.span) for node in nodes]
        return Blocks(self.parsed.source.text, found, lambda piece: by_start[piece.start], self._line)

    def _rows(self, table: Table, groups: tuple[str, ...]) -> Iterator[Entry]:
        for row, claims in row_claims(table, self.layout):
            yield Entry(row.span, self._blocks((row,)), claims, groups, table)

    # Headings.

    def headed(self, points: int | None = None) -> tuple[Headed, ...]:
        """The headings of the highest level of which most begin a paper; with `points`, any that have so many."""
        regions = self.parsed.regions
        levels = Counter(region.level for region in regions if LETTER.search(region.words))
        for level in sorted(levels):
            places = [place for place, region in enumerate(regions) if region.level == level]
            if points is None:
                found = self._most(places, levels[level])
            else:
                found = tuple(each for place in places if (each := self._headed(place, points)))
            if found:
                return found
        return ()

    def _most(self, places: Sequence[int], count: int) -> tuple[Headed, ...]:
        """The papers at some headings of a level, if they are most of those, of which there are so many."""
        places = [place for place in places if self._may_head(self.parsed.regions[place])]
        if not self._may_fill(places, count):
            return ()
        found: list[Headed] = []
        for left, place in zip(reversed(range(len(places))), places, strict=True):
            if each := self._headed(place, ENOUGH):
                found.append(each)
            elif not _are_most(len(found) + left, count):
                return ()
        return tuple(found)

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
        return bool(LETTER.search(region.words) and _MAY_TELL.search(text, region.span.start, min(end, len(text))))

    def _headed(self, place: int, points: int) -> Headed | None:
        """The paper that a heading begins, if that many points speak for it; fewer need text right below it."""
        regions = self.parsed.regions
        first = regions[place]
        if not LETTER.search(first.words) or self._is_no_title(first) or (points < ENOUGH and not first.blocks.span):
            return None
        candidate = self._candidate(place, self._end(place))
        linked = first.heading.find(Link)
        if not candidate.heading or weigh(candidate.claims, self.layout, candidate) < points or leads_to_note(linked):
            return None
        if self._is_group(place):
            return None
        return Headed(candidate, self._span(place), self._groups[place])

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
        return weigh(own.claims, self.layout, own) < ENOUGH and any(self._headed(inner, ENOUGH) for inner in inside)

    def _is_no_title(self, region: Region) -> bool:
        """Whether a heading names a section, or a group: right below it stands a list of papers."""
        if role_of(region.title) or fold_name(region.title) in self.layout.names:
            return True
        span = region.blocks.span
        if span is None or not _MAY_LIST.match(self.parsed.source.text, span.start):
            return False
        first = next(iter(region.blocks), None)
        return isinstance(first, List | Table) and any(self._in_block(first, ()))

    @cached_property
    def _groups(self) -> tuple[tuple[str, ...], ...]:
        return tuple(groups for _, groups in _with_groups(self.parsed.regions))


def _is_citing(name: str) -> bool:
    """Whether a section lists the papers that a note cites."""
    return role_of(name) == "related" or fold_name(name) in _CITING


def _are_most(number: int, count: int) -> bool:
    """Whether so many headings of a level make a list."""
    return number >= _LEAST_HEADINGS and 2 * number > count


def _file_title(regions: Sequence[Region]) -> Region | None:
    """The region whose heading is the title of the whole file: the first, where no other is of level 1."""
    if not regions or regions[0].level != 1 or any(region.level == 1 for region in regions[1:]):
        return None
    return regions[0]


def _with_groups(regions: Sequence[Region]) -> Iterator[tuple[Region, tuple[str, ...]]]:
    """Each region with the names of the headings above it, the outermost first, but for the title of the file."""
    title = _file_title(regions)
    above: list[Region] = []
    for region in regions:
        above = [each for each in above if each.level < region.level]
        yield region, tuple(each.title for each in above if each.title and each is not title)
        above.append(region)


def _is_inside(place: int, spans: Sequence[Span]) -> bool:
    before = bisect_right(spans, place, key=lambda span: span.start)
    return before > 0 and place < spans[before - 1].end
