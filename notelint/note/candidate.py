"""A file that may be one note: its title, head and sections, and what its head claims; each found when asked for."""

from __future__ import annotations

from itertools import chain, groupby, islice

from notelint.bibliography.bylines import parse_byline
from notelint.bibliography.citations import parse_citation
from notelint.bibliography.identifiers import arxiv_id
from notelint.bibliography.links import label_kind
from notelint.dataclass import cached_property, dataclass, replace
from notelint.markdown.nodes import Link, Table, TableCell
from notelint.note import claims as read
from notelint.note.claims import Claim
from notelint.note.facts import Sources, is_bibliographic, read_facts
from notelint.note.head import Piece, cut, cut_blocks
from notelint.note.labels import headed_labels, label_lines
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import Origin, flatten
from notelint.note.names import claimed, fold_name
from notelint.note.outline import heading_name, sections, title_region
from notelint.note.own_links import links_of, lists_papers, own_places
from notelint.note.plain import link_label, plain
from notelint.note.prose import prose_claims
from notelint.note.roles import role_of
from notelint.note.title_lines import title_claims
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.front_matter import FrontMatter
    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Heading, Leaf
    from notelint.note.labels import LabelLine
    from notelint.note.layout import Layout
    from notelint.note.model import Fact, Region, Section
    from notelint.note.plain import Plain
    from notelint.source import Source

_MOST_UNDER = 6  # lines under a title that may speak of the paper
_LONGEST_OWN = 160  # code points of a first line whose links are the note's own; a longer one is prose
_MOST_BYLINES = 3  # headings under a title that may be its byline
_LEAST_OPENING, _MOST_OPENING = 2, 6  # lines in which sentences may speak of the paper
_LONGEST_OPENING = 800  # code points of a first section in which they stand
_HAS_YEAR = regex(r"(?:1[89]|20)\d\d")
_SHORTEST_CITATION = 40
# The line right below a title that is its second half: it begins with a small word, or the first half ends with one.
_SMALL_WORDS = r"(?:for|of|the|with|in|via|using|and|from|on|by|to|as|a|an)"
_GOES_ON = regex(rf"(?:\r\n|\n|\r)[ ]?(?P<line>(?P<word>{_SMALL_WORDS} )?[A-Za-z][^\r\n.!?]{{3,120}})(?=[\r\n]|\Z)")
_IS_OPEN = regex(rf" {_SMALL_WORDS}$|\w\W?[:,–—-]$")
_NAME_END = regex(r"[ \t]*(?:[:：]|[ \t][-–—][ \t])")
_WORD = regex(r"[^\W\d_]{2,}")
_LEAST_WORDS = 2  # behind an identifier, where more than its class follows


@dataclass(frozen=True)
class Candidate:
    """A file read as one note of a layout; with `part`, that part of it, for which the file's name says nothing.

    The title of a part may stand in a `line` that is no heading: the first one of an item, a cell of a row, whose
    other `cells` are its labels.
    """

    source: Source
    front_matter: FrontMatter | None
    intro: Blocks
    regions: tuple[Region, ...]
    layout: Layout
    part: Span | None = None
    configured: bool = False
    line: Leaf | None = None
    cells: tuple[LabelLine, ...] = ()

    @cached_property
    def titled(self) -> Region | None:
        """The region whose heading is the title."""
        return title_region(
            self.regions,
            lambda text: _is_name(text, self.layout.names),
            self._introduces,
            titled=self._is_titled_by_key,
        )

    @property
    def _is_titled_by_key(self) -> bool:
        """Whether front matter gives a title, so that a heading need not be one."""
        keys = {"title"}.union(*(field.keys for field in self.layout.fields if field.name == "title"))
        entries = self.front_matter.entries if self.front_matter else ()
        return any(entry.value is not None and fold_name(entry.key) in keys for entry in entries)

    def _introduces(self, region: Region) -> bool:
        """Whether what is under a heading speaks of a paper: so it is the title, whatever its level."""
        if not region.blocks.span and len(self.regions) > 1 and region is self.regions[0]:
            return role_of(self.regions[1].title) == "information" and read.is_full_title(region.title)
        pieces = cut_blocks(self.source.text, region.blocks)
        lines = [piece for piece in pieces[:_MOST_UNDER] if piece.kind == "text"]
        return any(
            _is_badge(piece) or parse_byline(piece.plain.text, names_alone=False) or parse_citation(piece.plain.text)
            for piece in lines
        )

    @property
    def heading(self) -> Heading | None:
        """The heading that is the title."""
        return self.titled.heading if self.titled else None

    @property
    def title_line(self) -> Leaf | None:
        """The heading or the line that is the title."""
        return self.heading or self.line

    @cached_property
    def byline_headings(self) -> tuple[Region, ...]:
        """The headings right under the title that are no sections but a byline: `### Jane Roe`, `### CVPR 2019`."""
        if not self.titled:
            return ()
        found: list[Region] = []
        for above, region in zip(self.regions, self.regions[1 : _MOST_BYLINES + 1], strict=False):
            span = above.blocks.span
            text = self.source.slice(span).strip() if span else ""
            is_section = text not in ("", self._second_line) or _is_name(region.words, self.layout.names)
            if is_section or not parse_byline(region.words, names_alone=True):
                break
            found.append(region)
        return tuple(found)

    @cached_property
    def head(self) -> Blocks:
        """What stands before the first section."""
        return sum((region.blocks for region in self.regions[: self._opening_regions]), self.intro)

    @cached_property
    def below(self) -> tuple[Region, ...]:
        """The regions below the head."""
        return self.regions[self._opening_regions :]

    @cached_property
    def _opening_regions(self) -> int:
        """How many regions belong to the head: that of the title, which may be an image, and those of bylines."""
        is_drawn = bool(self.regions) and not any(map(str.isalnum, self.regions[0].words))
        return (self.titled is not None or is_drawn) + len(self.byline_headings)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections, nested by level."""
        return sections(self.below, self.layout)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The head and the sections that only inform, cut into pieces."""
        spans = [span for blocks in (self.head, *self.informing) if (span := blocks.span)]
        if self.line:
            spans = [] if isinstance(self.line, TableCell) else [Span(self.line.span.end, spans[0].end)]
        return cut(self.source.text, spans, self.intro.line)

    @cached_property
    def under(self) -> tuple[Piece, ...]:
        """The first lines of text under the title, or those of the file where it has none."""
        start = self.title_line.span.end if self.title_line else 0
        return tuple(islice((piece for piece in self.pieces if piece.span.start >= start), _MOST_UNDER))

    @cached_property
    def labels(self) -> tuple[LabelLine, ...]:
        """The labels in the head, and in sections that inform."""
        known = self.layout.label_names
        blocks = (self.head, *self.informing)
        spans = [piece.span.start for piece in self.pieces if piece.kind == "table"]
        tables = (table for each in blocks for table in each.at(spans) if isinstance(table, Table)) if spans else ()
        lines = chain(self.cells, label_lines(self.pieces, tables, known))
        return tuple(line for line in lines if not lists_papers(line))

    @cached_property
    def _headed(self) -> tuple[LabelLine, ...]:
        """The labels that are headings of sections."""
        headed = headed_labels(self.all_sections, self.layout.keyed_names)
        return tuple(line for line in headed if not lists_papers(line))

    @cached_property
    def literature(self) -> bool:
        """Whether the front matter speaks of the paper, and not of the file as a post's does."""
        layout = self.layout
        is_said = not layout.label_names or (self.configured and layout.from_front_matter)
        return is_said or is_bibliographic(self.source, self.front_matter, layout)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the head and the file's name claim."""
        return tuple(self._claims())

    @cached_property
    def sources(self) -> Sources:
        """Where the facts of the note stand."""
        return Sources(self.layout, self.source, self.claims, sections=self.all_sections, own=own_places(self))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the note."""
        return read_facts(self.sources)

    @property
    def telling(self) -> tuple[Fact, ...]:
        """The facts by which a note is known."""
        return read_facts(self.sources, self.layout.telling_fields)

    def _claims(self) -> Iterator[Claim]:
        known = self.layout.label_names
        if self.front_matter:
            yield from self._keyed
            yield from self.post_claims
        yield from self._named
        if known:
            yield from () if self.part else read.title_block_claims(self.source, self.intro_start)
            named = [(line, claimed(line.name, known)) for line in (*self.labels, *self._headed)]
            yield from (read.label_claim(line, name) for line, name in named)
            titles = next((field.names for field in self.layout.fields if field.name == "title"), ())
            yield from chain.from_iterable(
                read.labelled_title_claims(line) for line, name in named if name in titles and not line.links
            )
            if self.heading and any(name in titles for _, name in named) and _is_coined(self.heading_text):
                yield Claim(Origin.SUBTITLE, "short_name", self.heading_text, self.heading.text_span)
            yield from read.bibtex_claims(self.source, self._whole)
            yield from self._formed()
        yield from self._titles
        yield from self.links
        if not any(claim.name in PAPER_KINDS for claim in self.links):
            yield from read.only_paper_claims(self.source, self._whole)

    @property
    def _keyed(self) -> Iterator[Claim]:
        """What the keys of front matter say."""
        from notelint.note.front_matter_claims import front_matter_claims  # noqa: PLC0415 - not every file has any

        if self.front_matter:
            yield from front_matter_claims(self.front_matter, literature=self.literature)

    @cached_property
    def post_claims(self) -> tuple[Claim, ...]:
        """What the title and the tags of front matter say."""
        if self.front_matter is None:
            return ()
        from notelint.note.front_matter_claims import post_claims  # noqa: PLC0415 - as above

        return tuple(post_claims(self.front_matter, literature=self.literature))

    @cached_property
    def _titles(self) -> tuple[Claim, ...]:
        """What the line of the title says."""
        claims = title_claims(self.title_line, listed=self.part is not None) if self.title_line else []
        whole = read.shown_title(f"{self.heading_text} {self._second_line}") if self._second_line else None
        return tuple(replace(each, value=whole) if whole and each.name == "title" else each for each in claims)

    @cached_property
    def _second_line(self) -> str:
        """The line right below the title that is its second half; empty where there is none."""
        if self.heading is None or self.heading.setext:  # a line that is underlined ends there
            return ""
        below = self.source.text[self.heading.span.end : self.heading.span.end + _LONGEST_OWN]
        more = _GOES_ON.match(below)
        return more["line"].strip() if more and (more["word"] or _IS_OPEN.search(self.heading_text)) else ""

    @cached_property
    def _named(self) -> tuple[Claim, ...]:
        """What the file's name says, where the file is the note."""
        return () if self.part else tuple(read.file_name_claims(self.source))

    @property
    def title(self) -> str | None:
        """The title as its heading or the file's name gives it."""
        claims = (*self._titles, *self._named)
        return next((str(claim.value) for claim in claims if claim.name == "title"), None)

    @property
    def heading_text(self) -> str:
        """The text of the title's heading, or of a first line in bold; empty where there is neither."""
        if self.titled:
            return self.titled.title
        first = self.pieces[0] if self.pieces and self.pieces[0].kind == "text" else None
        return first.plain.text if first and first.raw.startswith("**") and first.is_bold else ""

    @cached_property
    def all_sections(self) -> tuple[Section, ...]:
        """The sections with those inside them."""
        return flatten(self.sections)

    @property
    def _whole(self) -> Span:
        """Where the note stands in the file."""
        return self.part or Span(self.source.start, len(self.source.text))

    @property
    def intro_start(self) -> int:
        return self.front_matter.span.end if self.front_matter else self.source.start

    def _formed(self) -> Iterator[Claim]:
        """What lines claim by their form: bylines, citations, subtitles, tags."""
        labelled = {line.name_span.start for line in self.labels if not _is_preprint_line(line)}
        lines = [
            piece
            for piece in self.under
            if piece.kind == "text" and not (_starts(piece, labelled) or _leads_away(piece))
        ]
        if self.byline_headings:
            spans = [region.heading.text_span for region in self.byline_headings]
            pieces = [
                Piece("text", "", self.source.slice(span), span, number, self.intro.line)
                for number, span in enumerate(spans)
            ]
            yield from read.byline_claims(pieces, titled=True)
        if lines:
            named = self.title_line is not None or self.title is not None
            dated = any(claim.name in ("year", "venue") for claim in self._titles)
            yield from read.byline_claims(lines, titled=named, dated=dated)
            if self.title_line and self.title:
                yield from read.subtitle_claims(lines, self.title)
            elif self.title:
                yield from read.first_line_claims(lines[0], self.title)
        yield from self._heading_below_name
        yield from prose_claims(self._opening, self.title)
        yield from read.citation_claims(tuple(self._citing(lines)), self._cited_title)
        yield from read.tag_claims(self.pieces)
        tags = next((field.names for field in self.layout.fields if field.name == "tags"), ())
        lines_of_tags = (line for line in (*self.labels, *self._headed) if fold_name(line.name) in tags)
        yield from map(read.label_tags, lines_of_tags)

    @property
    def says_more(self) -> bool:
        """Whether there are words beside the title, the labels and the links."""
        labelled = {line.name_span.start for line in self.labels}
        lines = (piece for piece in self.pieces if not _starts(piece, labelled))
        said = any(claim.name == "summary" for claim in self.claims)
        return said or any(piece.kind != "text" or not piece.has_only_links() for piece in lines)

    @property
    def _opening(self) -> tuple[Piece, ...]:
        """The first lines of text: those of the head, or where it has hardly any, those of the first section."""
        lines = [piece for piece in self.under if piece.kind == "text"]
        if len(lines) < _LEAST_OPENING and self.below and (span := self.below[0].blocks.span):
            start = Span(span.start, min(span.end, span.start + _LONGEST_OPENING))
            lines += (piece for piece in cut(self.source.text, (start,), self.intro.line) if piece.kind == "text")
        return tuple(lines[:_MOST_OPENING])

    @property
    def _cited_title(self) -> str | None:
        """The title by which a reference is known as that to the paper: that in front matter, heading or name."""
        entry = self.front_matter.get("title") if self.front_matter else None
        return (read.shown_title(str(entry.value)) if entry and entry.value else None) or self.title

    @property
    def _cited_in_front_matter(self) -> Iterator[Plain]:
        if self.front_matter:
            from notelint.note.front_matter_claims import cited_in  # noqa: PLC0415 - as above

            yield from cited_in(self.front_matter)

    @property
    def _last_lines(self) -> Iterator[Plain]:
        """The last lines of the file that hold the title and a year, as a reference to the paper does."""
        text = self.source.text
        title = self._cited_title
        place = text.find(title, max(self.intro_start, len(text) - _LONGEST_OPENING)) if title else -1
        if place < 0 or self.part:
            return
        span = Span(text.rfind("\n", 0, place) + 1, len(text))
        pieces = (piece for piece in cut(text, (span,), self.intro.line) if piece.kind == "text")
        yield from (piece.plain for piece in islice(pieces, 1) if _HAS_YEAR.search(piece.raw))

    @property
    def _heading_below_name(self) -> Iterator[Claim]:
        """The full title in a heading with lines on the paper below it, where front matter gives a short name.

        Or where that says more of the file behind the same name: `WDG — Notes` above `# WDG: A Study of Widgets`.
        """
        names = [str(claim.value) for claim in self.post_claims if claim.name == "title"]
        if self.titled and names and self._is_name_of(names[0], self.titled):
            titles = [claim for claim in self._titles if claim.name == "title"]
            yield from (
                replace(claim, origin=Origin.SUBTITLE) for claim in titles if read.is_full_title(str(claim.value))
            )

    def _is_name_of(self, post: str, titled: Region) -> bool:
        """Whether what a post is called is the short name of the paper in the heading, with or without more words."""
        name, _, more = _NAME_END.sub("\n", post, count=1).partition("\n")
        is_longer = bool(more) and _NAME_END.split(self.heading_text, maxsplit=1)[0] == name
        return is_longer or (read.is_name(post) and self._introduces(titled))

    def _citing(self, lines: list[Piece]) -> Iterator[Plain]:
        """The texts that may be a citation of the paper."""
        start = self.head.span.end if self.head.span else 0
        yield from (piece.plain for piece in lines if _HAS_YEAR.search(piece.raw))
        yield from self._paragraphs(lines)
        yield from (piece.plain for piece in self.pieces if piece.span.start >= start and _HAS_YEAR.search(piece.raw))
        yield from self._cited_in_front_matter
        yield from self._last_lines
        for line in self.labels:
            if len(line.value) > _SHORTEST_CITATION:
                yield plain(self.intro.line(*line.value_span).inlines, line.value_span.end)

    def _paragraphs(self, lines: list[Piece]) -> Iterator[Plain]:
        """The paragraphs of some lines that have several, and a year below the first."""
        for _, block in groupby(lines, key=lambda piece: piece.block):
            first, *below = block
            if 0 < len(below) < _MOST_UNDER and any(_HAS_YEAR.search(piece.raw) for piece in below):
                end = below[-1].span.end
                yield plain(self.intro.line(first.span.start, end).inlines, end)

    @cached_property
    def links(self) -> tuple[Claim, ...]:
        """The links of the title, the head and its labels."""
        return links_of(self)

    @cached_property
    def informing(self) -> tuple[Blocks, ...]:
        """The blocks of the sections that say what the paper is: `## Metadata`, or a first one that is all labels."""
        return tuple(
            region.blocks
            for number, region in enumerate(self.below)
            if role_of(region.title) == "information" or (number == 0 and self._informs(region.blocks))
        )

    def _informs(self, blocks: Blocks) -> bool:
        """Whether blocks hold two known labels, or a line that is a link called `paper` or the like."""
        known = self.layout.label_names
        pieces = cut_blocks(self.source.text, blocks)
        found = label_lines(pieces, (), known)
        if len([*islice((line for line in found if fold_name(line.name) in known), 2)]) == 2:
            return True
        links = (piece for piece in pieces if "](" in piece.raw and piece.has_only_links())
        return any(
            label_kind(claim.label) in PAPER_KINDS for piece in links for claim in read.link_claims(piece.links)
        )


def _is_name(text: str, names: frozenset[str]) -> bool:
    """Whether a heading is the name of a label or section, so that it is no title."""
    return heading_name(text, names) in names or role_of(text) is not None


def _is_coined(text: str) -> bool:
    """Whether a heading is the name of a method: one word with a capital or a digit inside."""
    return " " not in text and any(letter.isupper() or letter.isdecimal() for letter in text[1:])


def _is_badge(piece: Piece) -> bool:
    """Whether a line holds nothing but links, one of them to a paper."""
    return piece.has_only_links() and any(claim.name in PAPER_KINDS for claim in read.link_claims(piece.links))


def _is_preprint_line(line: LabelLine) -> bool:
    """Whether a label is the start of a byline: `arXiv:1705.99934 [cs.DC] · 2017`, `DOI: 10.1234/5 | Jane Roe`."""
    name = fold_name(line.name)
    if name == "arxiv" and arxiv_id(line.value) is None:
        return True
    return name in ("arxiv", "doi") and len(_WORD.findall(line.value)) >= _LEAST_WORDS


def _leads_away(piece: Piece) -> bool:
    """Whether a list item begins with a link that is no word for the paper: it speaks of what that leads to."""
    first = piece.inlines[0] if piece.is_item and piece.raw.startswith("[") and piece.inlines else None
    label = link_label(first) if isinstance(first, Link) else None
    return label is not None and label_kind(label) is None and len(label.split()) > 1


def _starts(piece: Piece, labelled: set[int]) -> bool:
    """Whether a label begins in a piece."""
    return any(piece.span.start <= start < piece.span.end for start in labelled)
