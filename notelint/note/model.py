"""What the author wrote, typed: Document, Region, Note, Section, Image, Link, Fact.

Every span is in code points of the original text. A document is a tree of regions that tile it: front matter, then
what stands before the first note, then groups and notes, a note's sections inside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from notelint.dataclass import cached_property, dataclass
from notelint.markdown.nodes import LinkDefinition, walk
from notelint.note.figures import images, links, section_images, wiki_links
from notelint.note.plain import collapse, heading_text, heading_words
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notelint.front_matter import FrontMatter
    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Block, BlockQuote, Heading, ListItem, Paragraph, Table, WikiLink
    from notelint.note.figures import Image, Link
    from notelint.note.layout import Layout
    from notelint.note.names import NameParts
    from notelint.note.plain import Plain
    from notelint.source import Source

_COMMENT = regex(r"<!--(?:(?!-->).)*+-->|%%(?:(?!%%).)*+%%", re.DOTALL)
# The marks of lists, quotes and tasks, which hold nothing by themselves.
_MARKS = regex(r"(?m)^[ \t]*(?:(?:[-*+>]|\d+[.)])[ \t]*(?:\[[ xX]\][ \t]*)?)+$")

Scalar = str | int | float | bool | None
Value = Scalar | Sequence["Value"] | Mapping[str, "Value"]


class Origin(StrEnum):
    """Where a fact was read."""

    HEADING = "heading"
    SUBTITLE = "subtitle"
    BIBTEX = "bibtex"
    FRONT_MATTER = "front-matter"
    POST = "post"
    LABEL = "label"
    CITATION = "citation"
    BYLINE = "byline"
    PROSE = "prose"
    SECTION = "section"
    LINK = "link"
    TAG = "tag"
    FILE_NAME = "file-name"


@dataclass(frozen=True)
class Fact:
    """One property of a note, as the schema names it, with the place it was read from.

    `value` is typed as the schema says (a year is an int, authors a list of str); `span` is the value's own text,
    not its line; `label` is the name as the author wrote it (`会议`, `Summary and contribution`), None for the title
    and what else has no label.
    """

    name: str
    value: Value
    span: Span
    origin: Origin
    label: str | None = None
    label_span: Span | None = None


@dataclass(frozen=True)
class Label:
    """A label line or key-value row: `**Rating**: 4`. `is_claimed`: it gives a property of the schema."""

    name: str
    value: str
    span: Span
    value_span: Span
    is_claimed: bool = False


@dataclass(frozen=True)
class Section:
    """A heading inside a note, and what stands below it up to the next heading.

    `##### Model: Transformer` has the name `Model`, the separator `: ` and the value `Transformer`; a heading without
    a value has an empty `value` and an empty span at its end. `text` is the heading's, `parts` says where these stand
    in it. `span` runs from the heading to the start of the next region at its own depth, its `sections` (deeper
    headings) included; `blocks` are its own body only. `holds` names the schema's property that lives here, if any.
    """

    heading: Heading
    text: Plain
    parts: NameParts
    span: Span
    body_span: Span
    blocks: Blocks
    sections: tuple[Section, ...] = ()
    holds: str | None = None

    @property
    def level(self) -> int:
        return self.heading.level

    @cached_property
    def name(self) -> str:
        return collapse(self.text.text[: self.parts.name_end])

    @property
    def name_span(self) -> Span:
        text = self.text.text
        return self.text.span(len(text) - len(text.lstrip()), self.parts.name_end)

    @property
    def separator(self) -> str:
        return self.text.text[self.parts.name_end : self.parts.value_start]

    @cached_property
    def value(self) -> str:
        return collapse(self.text.text[self.parts.value_start : self.parts.value_end])

    @property
    def value_span(self) -> Span:
        return self.text.span(self.parts.value_start, self.parts.value_end)

    def is_empty(self, source: Source) -> bool:
        """Whether nothing is said in it: no value in the heading, no deeper section, no text of its own.

        Comments are prompts, and the marks of lists, quotes and tasks hold nothing by themselves.
        """
        if self.value or self.sections:
            return False
        return not _MARKS.sub("", _COMMENT.sub("", source.slice(self.body_span))).strip()


@dataclass(frozen=True)
class Note:
    """What somebody wrote about one paper.

    `unread` are values as written, which stand where a property belongs and cannot be read as one (`year: twenty`).
    They are no facts. `within`: the table of which the note is one row, or the item, quote or paragraph that it is.
    They are no facts. `preprints` are the arXiv ids within other values: in arXiv's own DOI, in the paper's address.
    `rivals` are what another place says of a property, and not the same.
    """

    source: Source
    span: Span
    heading: Heading | None
    title: str | None
    facts: tuple[Fact, ...]
    groups: tuple[str, ...]
    blocks: Blocks
    sections: tuple[Section, ...]
    label_lines: tuple[Label, ...]
    unread: tuple[Fact, ...] = ()
    within: Table | ListItem | BlockQuote | Paragraph | None = None
    preprints: tuple[Fact, ...] = ()
    rivals: tuple[Fact, ...] = ()

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """The images, each with its section."""
        return (*images(self.blocks, self.heading), *section_images(self.sections))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links, those of the sections behind the others."""
        below = (link for section in self.all_sections() for link in links(section.blocks, section.heading))
        return (*links(self.blocks, self.heading), *below)

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels that no property of the schema claims, with a value."""
        return tuple(label for label in self.label_lines if label.value and not label.is_claimed)

    def fact(self, name: str) -> Fact | None:
        """The first fact of that name."""
        return next((fact for fact in self.facts if fact.name == name), None)

    @property
    def properties(self) -> dict[str, Value]:
        """What the schema validates: the facts as a JSON object, absent properties left out."""
        found: dict[str, Value] = {}
        for fact in self.facts:
            found.setdefault(fact.name, fact.value)
        return found

    def all_sections(self) -> tuple[Section, ...]:
        """The sections with those inside them, in source order."""
        return self._all_sections

    @cached_property
    def _all_sections(self) -> tuple[Section, ...]:
        return flatten(self.sections)


def flatten(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections with those inside them, in source order."""
    return tuple(inner for section in sections for inner in (section, *flatten(section.sections)))


@dataclass(frozen=True)
class Region:
    """A top-level heading with the blocks below it, up to the next: `## NLP`."""

    heading: Heading
    blocks: Blocks
    span: Span

    @property
    def level(self) -> int:
        return self.heading.level

    @cached_property
    def words(self) -> str:
        """The heading's plain text."""
        return heading_words(self.heading)

    @cached_property
    def text(self) -> Plain:
        """The same with places."""
        return heading_text(self.heading)

    @cached_property
    def title(self) -> str:
        """The same with single spaces."""
        return collapse(self.words)

    @property
    def body_span(self) -> Span:
        return Span(self.heading.span.end, self.span.end)


@dataclass(frozen=True)
class Document:
    """One Markdown file.

    `layout` says how its notes were found; None: it is no note, and `notes` is empty. `configured`: the user chose the
    layout for this file; otherwise it was detected. Each of the `blocks` belongs to exactly one place: the `intro`
    before the first heading, a group (a region outside the notes), a note, or a section of a note; but in a reading
    list, notes may be items and rows of the blocks of the intro and the groups.
    """

    source: Source
    front_matter: FrontMatter | None
    blocks: Blocks
    layout: Layout | None
    configured: bool
    intro: Sequence[Block]
    groups: tuple[Region, ...]
    notes: tuple[Note, ...]

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """The images, in notes and elsewhere; what they stand in is not said."""
        return tuple(images(self.blocks))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Markdown's links."""
        return tuple(links(self.blocks))

    @cached_property
    def wiki_links(self) -> tuple[WikiLink, ...]:
        """Obsidian's links."""
        return tuple(wiki_links(self.blocks))

    @cached_property
    def definitions(self) -> Mapping[Span, LinkDefinition]:
        """The link definitions by the places of their destinations, in source order."""
        found = (block for block in walk(self.blocks.holding("]:")) if isinstance(block, LinkDefinition))
        return {each.destination_span: each for each in found}
