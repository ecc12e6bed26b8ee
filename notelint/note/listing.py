"""Files that list papers: one in each row of a table, item of a list or heading with what stands below it.

What speaks for a row, an item or a heading being about a paper has a weight (`signs.WEIGHTS`); ENOUGH of it makes an
entry. A file is a reading list where there are entries enough, where they are most of what it says (`_MOST`), and
where what stands before them speaks of no paper itself: so a note on one paper that cites others stays one note.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import islice
from posixpath import basename, dirname

from notelint.bibliography.bylines import parse_byline
from notelint.dataclass import cached_property, dataclass
from notelint.markdown import Blocks
from notelint.markdown.nodes import BlockQuote, Link, List, ListItem, Paragraph, Table, ThematicBreak, walk
from notelint.markdown.skeleton import Piece
from notelint.note.candidate import Candidate
from notelint.note.evidence import free_places, is_free, software_sections
from notelint.note.head import cut
from notelint.note.items import entry_claims, line_claims
from notelint.note.model import Origin
from notelint.note.names import claimed, fold_name
from notelint.note.plain import leaf_text, plain
from notelint.note.roles import role_of
from notelint.note.rows import row_claims, title_column
from notelint.note.signs import ENOUGH, ENOUGH_AMONG, LETTER, is_like_title, is_own, leads_to_note, says_papers, weigh
from notelint.paths import file_stem
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

_LEAST = 3  # rows, items and paragraphs,
_FEWEST = 2  # or headings, or those of a page that says that it holds papers
# The share of entries in what a file says, in code points. Below the headings of a page on a topic stands much of what
# papers say, so more is asked of those; a list takes less room than the words around it.
_MOST = 0.5
_MOST_HEADED = 0.75
_MOST_OTHERS = 1 / 3  # of the items of a list that holds papers

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
_MAY_LIST = regex(r"(?m)^(?:[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]|[ \t]{2}|[ ]{0,3}>|[^\r\n|]*\|)[^\r\n]*")
# What begins a paragraph that is an entry: a number that begins no item in Markdown (`1、`, `（3）`, `[4]`), bold,
# a bracket, a link or a quote.
_NUMBER = r"(?:[0-9]{1,3}[、．]|[（【\[][0-9]{1,3}[）】\]](?!\())[ \t]*"
_OPENING = regex(rf"(?m)^[ ]{{0,3}}(?:(?P<number>{_NUMBER})(?=[^\s(（:：])|(?P<bold>\*\*|__)|[\[(（【《\"“])")
_OPENING_MARKS = "、．）】[*(（《“"
_DELIMITERS = frozenset("-:| \t>")
_COLON = regex(r"\s*[:：]")
_LONGEST_LABEL = 40
_MOST_ASKED = 3  # items right below a heading
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
    within: Table | ListItem | BlockQuote | Paragraph

    @property
    def own(self) -> tuple[Span, ...]:
        """Where links lead to the paper itself: the row, or the first block of the item."""
        return (self.blocks[0].span,)


@dataclass(frozen=True)
class Headed:
    """A paper below a heading: its part of the file read as a note, and the names of the headings above."""

    candidate: Candidate
    claims: tuple[Claim, ...]
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
    found = found or reader.listed(configured=configured)
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
        spans = {each.within.span if isinstance(each, Entry) and _is_list(each) else each.span for each in found}
        text = self.parsed.source.text
        if software_sections(text):
            return False
        listed = sum(len(text[slice(*span)].strip()) for span in spans)
        whole = self._length if isinstance(found[0], Entry) else len(text[self.parsed.start :].strip())
        most = _MOST if isinstance(found[0], Entry) else _MOST_HEADED
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

    # Rows, items and paragraphs.

    def listed(self, *, configured: bool) -> tuple[Entry, ...]:
        """The rows, items and paragraphs that are about papers, if there are enough."""
        if not (configured or self._may_list):
            return ()
        least = 1 if configured else _FEWEST if self._says_papers else _LEAST
        spare = self._length * (1 if configured else 1 - _MOST)
        found: list[Entry] = []
        for blocks, groups in self._stretches():
            for each in self._in_blocks(blocks, groups):
                if isinstance(each, Entry):
                    found.append(each)
                elif (spare := spare - each) < 0:
                    return ()
        return tuple(found) if len(found) >= least and not self._is_index else ()

    @cached_property
    def _length(self) -> int:
        """The length of what a file says, without its headings."""
        headings = sum(region.heading.span.end - region.heading.span.start for region in self.parsed.regions)
        return len(self.parsed.source.text[self.parsed.start :].strip()) - headings

    @cached_property
    def _may_list(self) -> bool:
        """Whether enough lines begin as entries do, and some of them tell of papers, seen without parsing.

        An item may go on in lines that begin as plain text.
        """
        if self._has_openings:
            return True
        text = self.parsed.source.text[self.parsed.start :].lower()
        lines = _MAY_LIST.findall(text)
        if sum(map(len, lines)) < _MOST / 2 * len(text.strip()):
            return False
        telling = (line for line in lines if "|" not in line and _MAY_CITE.search(line))
        return len([*islice(telling, _FEWEST)]) == _FEWEST or any(map(self._may_head_table, lines, lines[1:]))

    @cached_property
    def _has_openings(self) -> bool:
        """Whether enough paragraphs begin as entries do, and tell of papers."""
        text = self.parsed.source.text
        if not any(mark in text for mark in _OPENING_MARKS):
            return False
        openings = (found.start() for found in _OPENING.finditer(text, self.parsed.start))
        telling = (place for place in openings if _MAY_TELL.search(text, place, min(place + _NEAR, len(text))))
        return len([*islice(telling, _FEWEST)]) == _FEWEST

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
            if not any(_is_citing(name) or fold_name(name) in _TASKS for name in names):
                yield region.blocks, names

    @cached_property
    def _title(self) -> Region | None:
        return _file_title(self.parsed.regions)

    def _marks(self, groups: tuple[str, ...]) -> tuple[str, ...]:
        """The signs that lie in what the page, or a heading above, says that it holds."""
        return ("page of papers",) if self._says_papers or says_papers(groups) else ()

    @cached_property
    def _says_papers(self) -> bool:
        """Whether the title, the name of the file or that of its folder says that there are papers."""
        entries = self.parsed.front_matter.entries if self.parsed.front_matter else ()
        titles = [str(entry.value) for entry in entries if fold_name(entry.key) == "title"]
        path = self.parsed.source.path
        heads = [region.title for region in self.parsed.regions[:1]]
        return says_papers((file_stem(path), basename(dirname(path)), *titles, *heads))

    def _in_blocks(self, blocks: Blocks, groups: tuple[str, ...]) -> Iterator[Entry | int]:
        """The entries in some blocks, and the lengths of what is none."""
        if self._has_openings and blocks.span:
            yield from self._paragraphs([*blocks], groups)
        else:
            for block in blocks.holding("|", "- ", "* ", "+ ", ". ", ") ", ">"):
                yield from self._in_block(block, groups)

    def _in_block(self, block: Block, groups: tuple[str, ...]) -> Iterator[Entry | int]:
        if isinstance(block, Table):
            for row, claims in row_claims(block, self.layout, self._marks(groups)):
                yield Entry(row.span, self._blocks((row,)), claims, groups, block)
        elif isinstance(block, List):
            yield from self._items(block, groups)
        else:
            entry = self._item(block, groups) if isinstance(block, BlockQuote) else None
            yield entry or block.span.end - block.span.start

    def _paragraphs(self, blocks: Sequence[Block], groups: tuple[str, ...]) -> Iterator[Entry | int]:
        """The papers in paragraphs, each with the blocks up to the next, and those in blocks that belong to none.

        Behind a paragraph that has neither a number nor a title in bold, prose is no longer about its paper.
        """
        text = self.parsed.source.text
        opened = [_OPENING.match(text, each.span.start) if isinstance(each, Paragraph) else None for each in blocks]
        place = 0
        while place < len(blocks):
            first, opening = blocks[place], opened[place]
            stop = place + 1
            if isinstance(first, Paragraph) and opening:
                is_open = opening["number"] or opening["bold"]
                while stop < len(blocks) and not (
                    opened[stop] or isinstance(blocks[stop], ThematicBreak if is_open else Paragraph)
                ):
                    stop += 1
                start = opening.end("number") if opening["number"] else first.span.start
                claims = self._said(self._line(start, first.span.end), blocks[stop - 1].span.end, groups)
                if claims:
                    inside = blocks[place:stop]
                    span = Span(first.span.start, inside[-1].span.end)
                    yield Entry(span, self._blocks(inside), claims, groups, first)
                    place = stop
                    continue
            yield from self._in_block(first, groups)
            place += 1

    def _items(self, block: List, groups: tuple[str, ...]) -> Iterator[Entry | int]:
        """The items of a list that are about papers, or those of the lists in it: items may be groups.

        Among papers less must speak for an item.
        """
        items = [item for item in block.children if isinstance(item, ListItem) and item.children]
        found = [self._item(item, groups) for item in items]
        if found.count(None) <= _MOST_OTHERS * len(found):
            found = [entry or self._item(item, groups, ENOUGH_AMONG) for item, entry in zip(items, found, strict=True)]
        for item, entry in zip(items, found, strict=True):
            if entry:
                yield entry
                continue
            first = item.children[0]
            name = leaf_text(first) if isinstance(first, Paragraph) else ""
            yield first.span.end - first.span.start
            for inner in item.children[1:]:
                if isinstance(inner, List):
                    yield from self._items(inner, (*groups, *filter(None, (name,))))

    def _item(self, item: ListItem | BlockQuote, groups: tuple[str, ...], points: int = ENOUGH) -> Entry | None:
        first = item.children[0] if item.children else None
        if not isinstance(first, Paragraph) or not _MAY_TELL.search(self.parsed.source.text, *item.span):
            return None
        text = plain(first.inlines, first.span.end).text
        colon = _COLON.search(text, 0, _LONGEST_LABEL)
        if colon and claimed(text[: colon.start()], self.layout.label_names) in self.layout.label_names:
            return None
        if isinstance(item, BlockQuote) and parse_byline(text, names_alone=True):
            return None
        claims = self._said(first, item.span.end, groups, points)
        return Entry(item.span, self._blocks(item.children), claims, groups, item) if claims else None

    def _said(self, first: Paragraph, end: int, groups: tuple[str, ...], points: int = ENOUGH) -> tuple[Claim, ...]:
        """What a paragraph and the lines below it, up to an offset, say of one paper; nothing where that is little."""
        lines = cut(self.parsed.source.text, (Span(first.span.start, end),), self._line)
        said = entry_claims(first, lines, self.layout.label_names) if lines else None
        if said is None or any(is_free(str(claim.value)) for claim in said.claims if claim.origin is Origin.LABEL):
            return ()
        marks = (*self._marks(groups), *(("words on it",) if said.has_words else ()))
        return said.claims if weigh(said.claims, self.layout, None, *marks) >= points else ()

    @property
    def _line(self) -> Callable[[int, int], Paragraph]:
        return self.parsed.blocks.line

    def _blocks(self, nodes: Sequence[Block]) -> Blocks:
        """Nodes that stand inside of others, as blocks."""
        by_start = {node.span.start: (node,) for node in nodes}
        found = [Piece("other", *node.span) for node in nodes]
        return Blocks(self.parsed.source.text, found, lambda piece: by_start[piece.start], self._line)

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
        may_tell = _MAY_TELL.search(text, region.span.start, min(end, len(text))) or is_like_title(region.title)
        return bool(LETTER.search(region.words) and may_tell)

    def _headed(self, place: int, points: int) -> Headed | None:
        """The paper that a heading begins, if that many points speak for it; fewer need text right below it."""
        regions = self.parsed.regions
        first = regions[place]
        if not LETTER.search(first.words) or self._is_no_title(first) or (points < ENOUGH and not first.blocks.span):
            return None
        candidate = self._candidate(place, self._end(place))
        linked = first.heading.find(Link)
        if not candidate.heading or leads_to_note(linked) or free_places(candidate):
            return None
        said = line_claims(candidate.heading, marked=True)
        marks = self._marks(self._groups[place])
        marks += ("heading like a title",) if marks and is_like_title(candidate.title or "") else ()
        if weigh((*said, *candidate.claims), self.layout, candidate, *marks) < points or self._is_group(place):
            return None
        return Headed(candidate, (*said, *candidate.claims), self._span(place), self._groups[place])

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
        items = first.children[:_MOST_ASKED] if isinstance(first, List) else ()
        return isinstance(first, Table | List) and any(
            [*row_claims(first, self.layout)]
            if isinstance(first, Table)
            else (self._item(item, ()) for item in items if isinstance(item, ListItem))
        )

    @cached_property
    def _groups(self) -> tuple[tuple[str, ...], ...]:
        return tuple(groups for _, groups in _with_groups(self.parsed.regions))


def _is_citing(name: str) -> bool:
    """Whether a section lists the papers that a note cites."""
    return role_of(name) == "related" or fold_name(name) in _CITING


def _is_list(entry: Entry) -> bool:
    """Whether an entry is one of many in a block."""
    return isinstance(entry.within, Table | ListItem)


def _are_most(number: int, count: int) -> bool:
    """Whether so many headings of a level make a list."""
    return number >= _FEWEST and 2 * number > count


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
