"""The papers in the blocks of a file: each in a row of a table, an item of a list, a quote or paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise
from posixpath import basename, dirname

from notelint.bibliography.bylines import parse_byline
from notelint.dataclass import cached_property, dataclass, replace
from notelint.markdown import Blocks
from notelint.markdown.nodes import BlockQuote, Link, List, ListItem, Paragraph, Table, ThematicBreak, walk
from notelint.markdown.skeleton import Piece
from notelint.note.candidate import Candidate
from notelint.note.evidence import says_papers, weigh_listed
from notelint.note.head import cut
from notelint.note.names import fold_name, label_in
from notelint.note.own_links import leads_to_note
from notelint.note.plain import leaf_text, plain
from notelint.note.roles import role_of
from notelint.note.rows import listed_rows, title_column
from notelint.note.title_lines import title_claims, told
from notelint.note.weights import ENOUGH_AMONG, ENOUGH_LISTED
from notelint.paths import file_stem
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from notelint.front_matter import FrontMatter
    from notelint.markdown.nodes import Block, Leaf
    from notelint.note.labels import LabelLine
    from notelint.note.layout import Layout
    from notelint.note.model import Region
    from notelint.source import Source

_LEAST = 3  # rows, items and paragraphs,
FEWEST = 2  # or headings, or those of a page that says that it holds papers
MOST = 0.5  # the share of entries in what a file says, in code points
_MOST_OF_LINES = 0.35  # the same of lines that begin as items and rows do: others may go on with them
_LEAST_TELLING = 1 / 8  # of those lines
_MOST_OTHERS = 1 / 3  # of the items of a list that holds papers

# The names of sections of a note on one paper in which others are listed, folded.
_CITING = frozenset(
    (
        *("references", "reference", "bibliography", "workscited", "referencias", "literatur", "références"),
        *("参考文献", "参考资料", "參考文獻", "参考", "引用文献", "引用", "참고문헌", "참고자료", "참고"),
    )
)
_CITATIONS = regex(r"\b(?:citations|references)\b", re.IGNORECASE)
_TASKS = frozenset(("todo", "todolist", "todos"))  # what is to be read has no note yet
# Signs of a paper near a heading or in an item; lines that may be items or rows. Most files have too few for a list.
# As each form begins with a letter or mark, `re` looks only where these stand, which takes a sixth of the time.
_YEAR = r"1(?<!\d1)9\d\d(?!\d)|2(?<!\d2)0\d\d(?!\d)"
_NO_IMAGE = r"(?!\S+\.(?:png|jpe?g|gif|svg|webp)\b)"
MAY_TELL = regex(
    rf"https?://{_NO_IMAGE}|\.pdf\b|@\w+\{{|\]\[|{_YEAR}|e(?<!\we)t al|['’]\d\d\b"
    r"|(?:uthors?|utore[ns]|作者|著者|저자)[*_（()）\w]{0,4}[ \t]*[:：]"
)
# The same of an item in lower case, in which a link alone says too little.
_MAY_CITE = regex(
    rf"{_YEAR}|arxiv|doi\.org|openreview|aclanthology|thecvf|nips\.cc|mlr\.press|acm\.org|ieee|\.pdf\b|@\w+\{{"
    r"|e(?<!\we)t al|\[(?:paper|pdf|论文|論文|原文|논문)|paper\]|pdf\]|论文\]|論文\]|논문\]|'\d\d\b|’\d\d\b"
)
MAY_LIST = regex(r"(?m)^(?:[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]|[ \t]{2}|[ ]{0,3}>|[^\r\n|]*\|)[^\r\n]*")
# What begins a paragraph that is an entry: a number that begins no item in Markdown (`1、`, `（3）`, `[4]`), bold,
# a bracket, a link or a quote.
_NUMBER = r"(?:[0-9]{1,3}[、．]|[（【\[][0-9]{1,3}[）】\]](?!\())[ \t]*"
_TITLE_LABEL = r"(?i:title|标题|標題|题目|題目|论文|論文|제목|논문|título|titel|titre)"
_OPENING = regex(
    rf"(?m)^[ ]{{0,3}}(?:(?P<number>{_NUMBER})(?=[^\s(（:：])"
    rf"|(?P<label>[<*_a-z]{{0,4}}>?{_TITLE_LABEL}[</*_a-z]{{0,5}}>?[ ]?[:：])|(?P<bold>\*\*|__)|[\[(（【《\"“])"
)
_OPENING_MARKS = "、．）】[*(（《“:："
_DELIMITERS = frozenset("-:| \t>")
_COLON = regex(r"\s*[:：]")
_LISTS = regex(r"\blists?\b|reading|列表|清单|清單|リスト|一覧|まとめ|목록|리스트", re.IGNORECASE)
_BREAK = regex(r"[\r\n]")
_LEAST_TOLD = 2  # properties of which a paragraph speaks that is more than a title
_LONGEST_LABEL = 40
_MOST_ASKED = 3  # items right below a heading
_NEAR = 300  # code points behind the beginning of a paragraph in which a sign of a paper stands
_LONGEST_ENTRY = 1200  # code points; what is said of one paper in a list is hardly longer


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
    """A paper in a list, read as a note, and the names of the headings above it.

    It has a heading and sections, or is `within` a table, or is an item, a quote or a paragraph.
    """

    note: Candidate
    span: Span
    groups: tuple[str, ...]
    within: Table | ListItem | BlockQuote | Paragraph | None = None


@dataclass(frozen=True)
class Entries:
    """The entries in the blocks of one file, read when asked for."""

    parsed: Parsed
    layout: Layout
    points: int = ENOUGH_LISTED

    def all(self, needed: int | None = None) -> tuple[Entry, ...]:
        """The rows, items and paragraphs that are about papers, if there are enough; or all with `needed` points."""
        if needed is None and not self._may_list:
            return ()
        least = self._least if needed is None else 1
        spare = self.length * (1 - MOST if needed is None else 1)
        found: list[Entry] = []
        entries = replace(self, points=needed or ENOUGH_LISTED)
        for blocks, groups in self._stretches():
            for each in entries.in_blocks(blocks, groups):
                if isinstance(each, Entry):
                    found.append(each)
                elif (spare := spare - each) < 0:
                    return ()
        return tuple(found) if len(found) >= least and not self._is_index else ()

    @cached_property
    def length(self) -> int:
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
        lines = MAY_LIST.findall(text)
        if sum(map(len, lines)) < _MOST_OF_LINES * len(text.strip()):
            return False
        telling = sum(1 for line in lines if "|" not in line and _MAY_CITE.search(line))
        is_told = telling >= max(self._least, _LEAST_TELLING * len(lines))
        return is_told or any(map(self._may_head_table, lines, lines[1:]))

    @property
    def _least(self) -> int:
        lists = (region.title for region in self.parsed.regions if _LISTS.search(region.title))
        return FEWEST if self._says_papers or says_papers(lists) else _LEAST

    @cached_property
    def _has_openings(self) -> bool:
        """Whether paragraphs begin as entries do and tell of papers, so many that they may be most of the text."""
        text = self.parsed.source.text
        if not any(mark in text for mark in _OPENING_MARKS):
            return False
        lower = text.lower()
        places = [found.start() for found in _OPENING.finditer(text, self.parsed.start)]
        lengths = [
            min(below - place, _LONGEST_ENTRY)
            for place, below in pairwise((*places, len(text)))
            if _MAY_CITE.search(lower, place, min(place + _NEAR, len(lower)))
        ]
        return len(lengths) >= self._least and sum(lengths) >= MOST * self.length

    def _may_head_table(self, line: str, below: str) -> bool:
        """Whether two lines begin a table that has a column of titles."""
        if "|" not in line or "-" not in below or not _DELIMITERS.issuperset(below):
            return False
        return title_column([cell.strip("* ") for cell in line.split("|")], self.layout) is not None

    @cached_property
    def _is_index(self) -> bool:
        """Whether an item leads to a note on what it names: the notes are elsewhere."""
        lists = (block for block in self.parsed.blocks.holding("](", "][") if isinstance(block, List))
        leaves = (item.children[0] for item in walk(lists) if isinstance(item, ListItem) and item.children)
        return any(leads_to_note(leaf) for leaf in leaves if isinstance(leaf, Paragraph))

    def _stretches(self) -> Iterator[tuple[Blocks, tuple[str, ...]]]:
        """What stands below each heading, with the names of those above; not where a paper cites others."""
        yield self.parsed.intro, ()
        for region, groups in with_groups(self.parsed.regions):
            names = groups if region is self._title else (*groups, *filter(None, (region.title,)))
            if not any(_is_citing(name) or fold_name(name) in _TASKS for name in names):
                yield region.blocks, names

    @cached_property
    def _title(self) -> Region | None:
        return _file_title(self.parsed.regions)

    def marks(self, groups: tuple[str, ...]) -> tuple[str, ...]:
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

    def in_blocks(self, blocks: Blocks, groups: tuple[str, ...]) -> Iterator[Entry | int]:
        """The entries in some blocks, and the lengths of what is none."""
        if self._has_openings and blocks.span:
            yield from self._paragraphs([*blocks], groups)
        else:
            for block in blocks.holding("|", "- ", "* ", "+ ", ". ", ") ", ">"):
                yield from self._in_block(block, groups)

    def begin(self, block: Block) -> bool:
        """Whether a list or a table begins with entries; a list of labels does not."""
        if isinstance(block, Table):
            return any(listed_rows(block, self.layout, on_papers=False))
        children = block.children[:_MOST_ASKED] if isinstance(block, List) else ()
        items = [item for item in children if isinstance(item, ListItem)]
        firsts = (item.children[0] for item in items if item.children)
        labels = [label for each in firsts if isinstance(each, Paragraph) and (label := self._label(each))]
        return len(labels) < _LEAST_TOLD and any(self.item(item, ()) for item in items)

    def _in_block(self, block: Block, groups: tuple[str, ...]) -> Iterator[Entry | int]:
        if isinstance(block, Table):
            for row, title, cells in listed_rows(block, self.layout, on_papers=bool(self.marks(groups))):
                yield Entry(self._candidate((row,), title, cells), row.span, groups, block)
        elif isinstance(block, List):
            yield from self._items(block, groups)
        else:
            entry = self.item(block, groups) if isinstance(block, BlockQuote) else None
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
                is_open = opening["number"] or opening["bold"] or opening["label"]
                while stop < len(blocks) and not (
                    opened[stop] or isinstance(blocks[stop], ThematicBreak if is_open else Paragraph)
                ):
                    stop += 1
                start = opening.end("number") if opening["number"] else first.span.start
                if note := self._note(self._line(start, first.span.end), blocks[place:stop], groups):
                    yield Entry(note, Span(first.span.start, blocks[stop - 1].span.end), groups, first)
                    place = stop
                    continue
            yield from self._in_block(first, groups)
            place += 1

    def _items(self, block: List, groups: tuple[str, ...]) -> Iterator[Entry | int]:
        """The items of a list that are about papers, or those of the lists in it: items may be groups.

        Among papers less must speak for an item.
        """
        items = [item for item in block.children if isinstance(item, ListItem) and item.children]
        found = [self.item(item, groups) for item in items]
        if found.count(None) <= _MOST_OTHERS * len(found):
            less = replace(self, points=min(self.points, ENOUGH_AMONG))
            found = [entry or less.item(item, groups) for item, entry in zip(items, found, strict=True)]
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

    def item(self, item: ListItem | BlockQuote, groups: tuple[str, ...]) -> Entry | None:
        """The paper that an item or a quote is about, if enough speaks for it."""
        first = item.children[0] if item.children else None
        may_tell = self.points < ENOUGH_AMONG or MAY_TELL.search(self.parsed.source.text, *item.span)
        if not isinstance(first, Paragraph) or not may_tell:
            return None
        if isinstance(item, BlockQuote) and parse_byline(plain(first.inlines, first.span.end).text, names_alone=True):
            return None
        note = self._note(first, item.children, groups)
        return Entry(note, item.span, groups, item) if note else None

    def _note(self, first: Paragraph, nodes: Sequence[Block], groups: tuple[str, ...]) -> Candidate | None:
        """What begins with a paragraph as a note, if enough speaks for its being on one paper.

        The first line alone is the title's where the paragraph as a whole would be nothing but a title, and where
        labels stand in the lines below it.
        """
        titled = self._behind_label(first)
        if titled is None or _is_of_contents(titled):
            return None
        whole = self._candidate(nodes, titled)
        if _BREAK.search(self.parsed.source.text, *titled.span):
            line, *_ = cut(self.parsed.source.text, (titled.span,), self._line)
            alone = self._candidate(nodes, line.leaf(*line.span))
            if told(title_claims(titled, listed=True)) < _LEAST_TOLD or any(
                label.name_span.start < titled.span.end for label in alone.labels
            ):
                whole = alone
        return whole if whole.title and weigh_listed(whole, *self.marks(groups)) >= self.points else None

    def _behind_label(self, first: Paragraph) -> Paragraph | None:
        """A paragraph without the label of a title before it; None where it begins with that of another property."""
        label = self._label(first)
        if label is None:
            return first
        name, end = label
        return self._line(end, first.span.end) if name in self.layout.names_of("title") else None

    def _label(self, first: Paragraph) -> tuple[str, int] | None:
        """The label of a property with which a paragraph begins, and where its value begins."""
        text = plain(first.inlines, first.span.end)
        colon = _COLON.search(text.text, 0, _LONGEST_LABEL)
        name = label_in(text.text[: colon.start()], self.layout.label_names) if colon else None
        if colon is None or name is None:
            return None
        return name, text.span(colon.end(), len(text.text)).start

    @property
    def _line(self) -> Callable[[int, int], Paragraph]:
        return self.parsed.blocks.line

    def _candidate(self, nodes: Sequence[Block], line: Leaf, cells: tuple[LabelLine, ...] = ()) -> Candidate:
        """Nodes that stand inside of others as a note, whose title is in a line."""
        by_start = {node.span.start: (node,) for node in nodes}
        found = [Piece("other", *node.span) for node in nodes]
        blocks = Blocks(self.parsed.source.text, found, lambda piece: by_start[piece.start], self._line)
        part = Span(nodes[0].span.start, nodes[-1].span.end)
        return Candidate(self.parsed.source, None, blocks, (), self.layout, part=part, line=line, cells=cells)


def _is_of_contents(first: Paragraph) -> bool:
    """Whether a line leads to a heading of its own page, as those of a table of contents do."""
    link = next(iter(first.find(Link)), None)
    return link is not None and link.destination.startswith("#")


def _is_citing(name: str) -> bool:
    """Whether a section lists the papers that a note cites."""
    return role_of(name) == "related" or fold_name(name) in _CITING or _CITATIONS.search(name) is not None


def _file_title(regions: Sequence[Region]) -> Region | None:
    """The region whose heading is the title of the whole file: the first, where no other is of level 1."""
    if not regions or regions[0].level != 1 or any(region.level == 1 for region in regions[1:]):
        return None
    return regions[0]


def with_groups(regions: Sequence[Region]) -> Iterator[tuple[Region, tuple[str, ...]]]:
    """Each region with the names of the headings above it, the outermost first, but for the title of the file."""
    title = _file_title(regions)
    above: list[Region] = []
    for region in regions:
        above = [each for each in above if each.level < region.level]
        yield region, tuple(each.title for each in above if each.title and each is not title)
        above.append(region)
