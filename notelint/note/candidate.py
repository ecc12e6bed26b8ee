"""A file that may be one note: its parts, found when they are asked for, and what speaks for it."""

from __future__ import annotations

from itertools import islice
from posixpath import basename, splitext

from notelint.bibliography.bylines import parse_byline
from notelint.bibliography.links import label_kind
from notelint.dataclass import cached_property, dataclass
from notelint.markdown.nodes import BlockQuote, Html, Leaf, Link, List, Paragraph, walk
from notelint.markdown.openers import opener
from notelint.note.facts import Places, claimed, read_facts
from notelint.note.figures import links
from notelint.note.labels import headed_labels, is_link_line, label_lines, lines, may_claim
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import Fact, Origin, flatten
from notelint.note.names import fold_name
from notelint.note.outline import heading_name, sections, title_region
from notelint.note.plain import collapse, plain
from notelint.note.titles import read_file_name, read_title
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.front_matter import FrontMatter
    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Block, Heading
    from notelint.note.labels import LabelLine
    from notelint.note.layout import Layout
    from notelint.note.model import Region, Section
    from notelint.note.plain import Plain
    from notelint.source import Source


@dataclass(frozen=True)
class Candidate:
    """A file read as one note of a layout."""

    source: Source
    front_matter: FrontMatter | None
    intro: Blocks
    regions: tuple[Region, ...]
    layout: Layout

    @cached_property
    def titled(self) -> Region | None:
        """The region whose heading is the title."""
        names = self.layout.names
        return title_region(
            self.regions,
            lambda text: heading_name(text, names) in names,
            titled=self.front_matter is not None and self.front_matter.get("title") is not None,
        )

    @property
    def heading(self) -> Heading | None:
        """The heading that is the title."""
        return self.titled.heading if self.titled else None

    @cached_property
    def head(self) -> Blocks:
        """What stands before the first section."""
        return self.intro + self.titled.blocks if self.titled else self.intro

    @cached_property
    def below(self) -> tuple[Region, ...]:
        """The regions below the head."""
        return self.regions[1:] if self.titled else self.regions

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections, nested by level."""
        return sections(self.below, self.layout)

    @cached_property
    def labels(self) -> tuple[LabelLine, ...]:
        """The labels in the head, and in a first section that is a list of them."""
        return tuple(label_lines(self._informing, self.layout.label_names))

    @property
    def may_claim(self) -> bool:
        """Whether one of the labels may name a property."""
        return may_claim(self._informing, self.layout.label_names)

    @cached_property
    def titles(self) -> tuple[Fact, ...]:
        """What the title's heading says: the title, and the venue and year in a bracket beside it."""
        return _told_by_title(self.titled.text) if self.titled else ()

    @cached_property
    def byline(self) -> Plain | None:
        """The line under the title; None where no label of the layout names what one may tell."""
        return _byline(self._under) if self.layout.label_names else None

    @cached_property
    def linking(self) -> tuple[Block, ...]:
        """The blocks whose links are the note's own: title, block under it unless that is a list, lines of links."""
        under = [block for number, block in enumerate(self._under) if number == 0 or is_link_line(block)]
        blocks = (self.heading, *(block for block in under if not isinstance(block, List)))
        return tuple(block for block in blocks if block)

    @cached_property
    def places(self) -> Places:
        """Where the facts of the note may stand."""
        labels = (*self.labels, *headed_labels(flatten(self.sections), self.layout.label_names))
        linked = tuple(links(self._informing, self.heading))
        return Places(
            source=self.source,
            front_matter=self.front_matter,
            labels=labels,
            label_names=self.layout.label_names,
            byline=self.byline,
            sections=flatten(self.sections),
            links=linked,
            titled=self.titles,
            named=_named(self.source),
            own=self._own(labels) if linked else (),
        )

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the note."""
        return read_facts(self.layout, self.places)

    @cached_property
    def _informing(self) -> Blocks:
        informs = bool(self.below) and _is_information(self.below[0].blocks, self.layout.label_names)
        return self.head + self.below[0].blocks if informs else self.head

    @cached_property
    def _under(self) -> tuple[Block, ...]:
        """The first three blocks of the head that say something, or fewer."""
        return tuple(islice((block for block in self.head if not _is_comment(block)), 3))

    def _own(self, labels: Sequence[LabelLine]) -> tuple[Span, ...]:
        """The places in which links are the note's own."""
        known = self.layout.label_names
        claims = (line.value_span for line in labels if claimed(line.name, known) in known)
        return (*(block.span for block in self.linking), *claims)


def is_note(candidate: Candidate) -> bool:
    """Whether enough speaks for a file being a note of its layout.

    Most files are no notes, and are read only as far as it takes to see that nothing but front matter speaks for them.
    """
    least = candidate.layout.least
    return (_told_in_front(candidate) >= least or _may_tell(candidate)) and _evidence(candidate) >= least


def _told_in_front(candidate: Candidate) -> int:
    """How many of the telling properties stand in front matter; 0 also where they are certainly too few."""
    layout = candidate.layout
    places = Places(candidate.source, front_matter=candidate.front_matter)
    may_stand = {name for key in places.entries for name in layout.told_by.get(key, ())}
    if len(may_stand) < layout.least and not places.tags:
        return 0
    return len(read_facts(layout, places, layout.telling))


def _may_tell(candidate: Candidate) -> bool:
    """Whether anything outside front matter may speak for a file being a note: no less than what is evidence."""
    layout = candidate.layout
    if layout.reads_links and _has_own_link(candidate):
        return True
    # A note whose facts stand in its front matter is known by that alone.
    return bool(layout.label_names) and (_is_titled(candidate) or _is_labelled(candidate) or _has_byline(candidate))


def _has_own_link(candidate: Candidate) -> bool:
    """Whether there is a link in the title or right under it."""
    under = candidate.linking if next(candidate.head.matches(opener((Link,))), None) else ()
    blocks = walk((candidate.heading, *under) if candidate.heading else under)
    return any(isinstance(block, Leaf) and next(block.find(Link), None) for block in blocks)


def _is_titled(candidate: Candidate) -> bool:
    """Whether the title's heading tells one of the telling properties."""
    told = {fact.name for fact in candidate.titles}
    return any(field.name in told or field.reading in told for field in candidate.layout.telling)


def _is_labelled(candidate: Candidate) -> bool:
    """Whether a label or the heading of a section names a property."""
    names, known = candidate.layout.names, candidate.layout.label_names
    if any(heading_name(region.words, names) in names for region in candidate.below):
        return True
    return candidate.may_claim and any(claimed(line.name, known) in known for line in candidate.labels)


def _has_byline(candidate: Candidate) -> bool:
    read = Places(candidate.source, byline=candidate.byline, titled=candidate.titles)
    return read.byline_parts is not None


def _evidence(candidate: Candidate) -> int:
    """How much speaks for a file being a note of its layout.

    One for each of the layout's telling properties (of links, only those in the title and right under it: further down
    they may lead anywhere); where the layout reads links, two more for a title that links to a paper, and one more for
    a link right under it that is labelled so: `[Paper](...)`.
    """
    layout, places, is_own = candidate.layout, candidate.places, candidate.places.is_own
    # A note whose facts stand in its front matter is known by that alone.
    silent = {Origin.FILE_NAME} if layout.label_names else set(Origin) - {Origin.FRONT_MATTER}
    told = [fact for fact in candidate.facts if fact.name in layout.evidence and fact.origin not in silent]
    points = sum(fact.origin is not Origin.LINK or is_own(fact.span) for fact in told)
    if layout.reads_links:
        papers = [link for link in places.links if is_own(link.span) and link.kind in PAPER_KINDS]
        title = candidate.heading.span if candidate.heading else None
        points += 2 * any(title is not None and title.start <= link.span.start < title.end for link in papers)
        points += any(label_kind(link.label) in PAPER_KINDS for link in papers)
    return points


def _is_comment(block: Block) -> bool:
    """Whether a block is one HTML comment: it says nothing, wherever it stands."""
    text = block.text.strip() if isinstance(block, Html) else ""
    return text.startswith("<!--") and text.find("-->") == len(text) - 3


def _is_information(blocks: Blocks, labels: frozenset[str]) -> bool:
    """Whether the blocks of the first section are a list of labels: `## Metadata`, `## 基本信息`."""
    if not may_claim(blocks, labels):
        return False
    known = (line for line in label_lines(blocks, labels) if fold_name(line.name) in labels)
    return len([*islice(known, 2)]) == 2


def _byline(head: Sequence[Block]) -> Plain | None:
    """The first lines under the title, in a quote or a paragraph: all of a short one, else its first line."""
    first = head[0] if head else None
    if isinstance(first, BlockQuote):
        first = first.children[0] if first.children else None
    if not isinstance(first, Paragraph):
        return None
    whole = plain(first.inlines, first.span.end)
    return whole if parse_byline(whole.text) else next(lines(first.inlines, first.span.end)).plain


def _told_by_title(text: Plain) -> tuple[Fact, ...]:
    found = read_title(text.text)
    facts = [Fact("title", collapse(text.text[slice(*found.title)]), text.span(*found.title), Origin.HEADING)]
    if found.place:
        place = text.span(*found.place)
        told = {"venue": found.venue, "year": found.year}
        facts += [Fact(name, value, place, Origin.HEADING) for name, value in told.items() if value]
    return tuple(facts)


def _named(source: Source) -> tuple[Fact, ...]:
    """What the file's name says: the title, and the year before it."""
    name = splitext(basename(source.path))[0]
    if not name or source.path == "-":
        return ()
    place = Span(source.start, source.start)
    found = read_file_name(name)
    facts = [Fact("title", name[slice(*found.title)], place, Origin.FILE_NAME)]
    if found.year:
        facts.append(Fact("year", found.year, place, Origin.FILE_NAME))
    return tuple(facts)
