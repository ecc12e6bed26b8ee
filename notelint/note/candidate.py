"""A file that may be one note: its title, head and sections, and what its head claims; each found when asked for."""

from __future__ import annotations

from itertools import islice

from notelint.bibliography.bylines import parse_byline
from notelint.bibliography.citations import parse_citation
from notelint.bibliography.links import label_kind
from notelint.dataclass import cached_property, dataclass, replace
from notelint.markdown.nodes import TableCell
from notelint.note import claims as read
from notelint.note.evidence import is_like_title
from notelint.note.facts import Sources, is_bibliographic, read_facts
from notelint.note.file_claims import claims_of
from notelint.note.head import Piece, cut, cut_blocks
from notelint.note.labels import headed_labels, label_lines
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import flatten
from notelint.note.names import fold_name
from notelint.note.outline import heading_name, sections, title_region
from notelint.note.own_links import links_of, lists_papers, own_places
from notelint.note.roles import role_of
from notelint.note.title_lines import title_claims
from notelint.note.titles import read_title
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.front_matter import FrontMatter
    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Heading, Leaf
    from notelint.note.claims import Claim
    from notelint.note.labels import LabelLine
    from notelint.note.layout import Layout
    from notelint.note.model import Fact, Region, Section
    from notelint.source import Source

_MOST_UNDER = 6  # lines under a title that may speak of the paper
_LONGEST_BELOW = 160  # code points below a title in which its second half may stand
_MOST_BYLINES = 3  # headings under a title that may be its byline
# The line right below a title that is its second half: it begins with a small word, or the first half ends with one.
_SMALL_WORDS = r"(?:for|of|the|with|in|via|using|and|from|on|by|to|as|a|an)"
_GOES_ON = regex(rf"(?:\r\n|\n|\r)[ ]?(?P<line>(?P<word>{_SMALL_WORDS} )?[A-Za-z][^\r\n.!?]{{3,120}})(?=[\r\n]|\Z)")
_WORDS = regex(r"[^\W\d_]+")
_MOST_WORDS = 3  # of a heading that only says what it leads to
_IS_OPEN = regex(rf" {_SMALL_WORDS}$|\w\W?[:,–—-]$")


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
            self.introduces,
            titled=self._is_titled_by_key,
        )

    @property
    def _is_titled_by_key(self) -> bool:
        """Whether front matter gives a title, so that a heading need not be one."""
        field = self.layout.by_name.get("title")
        keys = {"title", *(field.keys if field else ())}
        entries = self.front_matter.entries if self.front_matter else ()
        return any(entry.value is not None and fold_name(entry.key) in keys for entry in entries)

    def introduces(self, region: Region) -> bool:
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
        found = label_lines(self.pieces, (self.head, *self.informing), self.layout.label_names)
        lines = (*self.cells, *found)
        return tuple(line for line in lines if not lists_papers(line))

    @cached_property
    def headed(self) -> tuple[LabelLine, ...]:
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
        return tuple(claims_of(self))

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

    @cached_property
    def post_claims(self) -> tuple[Claim, ...]:
        """What the title and the tags of front matter say."""
        if self.front_matter is None:
            return ()
        from notelint.note.front_matter_claims import post_claims  # noqa: PLC0415 - as above

        return tuple(post_claims(self.front_matter, literature=self.literature))

    @cached_property
    def title_claims(self) -> tuple[Claim, ...]:
        """What the line of the title says."""
        claims = title_claims(self.title_line, listed=self.part is not None) if self.title_line else []
        whole = read.shown_title(f"{self.heading_text} {self._second_line}") if self._second_line else None
        return tuple(replace(each, value=whole) if whole and each.name == "title" else each for each in claims)

    @cached_property
    def _second_line(self) -> str:
        """The line right below the title that is its second half; empty where there is none."""
        if self.heading is None or self.heading.setext:  # a line that is underlined ends there
            return ""
        below = self.source.text[self.heading.span.end : self.heading.span.end + _LONGEST_BELOW]
        more = _GOES_ON.match(below)
        return more["line"].strip() if more and (more["word"] or _IS_OPEN.search(self.heading_text)) else ""

    @cached_property
    def named(self) -> tuple[Claim, ...]:
        """What the file's name says, where the file is the note."""
        return () if self.part else tuple(read.file_name_claims(self.source))

    @property
    def title(self) -> str | None:
        """The title as its heading or the file's name gives it."""
        claims = (*self.title_claims, *self.named)
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
    def whole(self) -> Span:
        """Where the note stands in the file."""
        return self.part or Span(self.source.start, len(self.source.text))

    @property
    def intro_start(self) -> int:
        return self.front_matter.span.end if self.front_matter else self.source.start

    @property
    def says_more(self) -> bool:
        """Whether there are words beside the title, the labels and the links."""
        labelled = {line.name_span.start for line in self.labels}
        lines = (piece for piece in self.pieces if not piece.begins(labelled))
        said = any(claim.name == "summary" for claim in self.claims)
        return said or any(piece.kind != "text" or not piece.has_only_links() for piece in lines)

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
    title = str(read_title(text)[-1].value)
    if title != text and is_like_title(title):  # `Summary: A Study of Widgets`
        return False
    if heading_name(text, names) in names or role_of(text) is not None:
        return True
    words = _WORDS.findall(text)
    return 0 < len(words) < _MOST_WORDS and label_kind(words[0]) in PAPER_KINDS  # `论文-原件`


def _is_badge(piece: Piece) -> bool:
    """Whether a line holds nothing but links, one of them to a paper."""
    return piece.has_only_links() and any(claim.name in PAPER_KINDS for claim in read.link_claims(piece.links))
