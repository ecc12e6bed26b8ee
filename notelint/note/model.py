"""What the author wrote, typed: Document, Group, Note, Section, Image, Link, Fact.

Every span is in code points of the original text. A document is a tree of regions that tile it: front matter, then
what stands before the first note, then groups and notes, a note's sections inside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from notelint.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notelint.front_matter import FrontMatter
    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Block, Heading, WikiLink
    from notelint.markdown.nodes import Image as ImageNode
    from notelint.note.layout import Layout
    from notelint.source import Source, Span


Scalar = str | int | float | bool | None
Value = Scalar | Sequence["Value"] | Mapping[str, "Value"]


class Origin(StrEnum):
    """Where a fact was read."""

    HEADING = "heading"
    SECTION = "section"
    FRONT_MATTER = "front-matter"
    LABEL = "label"
    LINK = "link"
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
    """A label line or key-value row that no property of the schema claims: `**Rating**: 4`."""

    name: str
    value: str
    span: Span
    value_span: Span


@dataclass(frozen=True)
class Link:
    """A link in a note. `kind`: paper, pdf, doi, arxiv, video, code, project, dataset, slides, blog or other."""

    kind: str
    url: str
    span: Span
    url_span: Span | None
    label: str | None
    provider: str | None = None
    canonical_url: str | None = None
    external_id: str | None = None


@dataclass(frozen=True)
class Image:
    """An image in a note: the Markdown node and the section it stands in (None before the first)."""

    node: ImageNode
    section: Section | None = None


@dataclass(frozen=True)
class Section:
    """A heading inside a note, and what stands below it up to the next heading.

    `##### Model: Transformer` has the name `Model`, the separator `: ` and the value `Transformer`; a heading without
    a value has an empty `value` and an empty span at its end. `span` runs from the heading to the start of the next
    region at its own depth, its `sections` (deeper headings) included; `blocks` are its own body only.
    `holds` names the schema's property that lives here, if any.
    """

    heading: Heading
    name: str
    name_span: Span
    separator: str
    value: str
    value_span: Span
    span: Span
    body_span: Span
    blocks: Blocks
    sections: tuple[Section, ...] = ()
    holds: str | None = None

    @property
    def level(self) -> int:
        return self.heading.level


@dataclass(frozen=True)
class Note:
    """What somebody wrote about one paper.

    `unread` are values as written, which stand where a property belongs and cannot be read as one (`year: twenty`).
    They are no facts.
    """

    source: Source
    span: Span
    heading: Heading | None
    title: str | None
    facts: tuple[Fact, ...]
    groups: tuple[str, ...]
    blocks: Sequence[Block]
    sections: tuple[Section, ...]
    images: tuple[Image, ...]
    links: tuple[Link, ...]
    labels: tuple[Label, ...]
    unread: tuple[Fact, ...] = ()

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
        return flatten(self.sections)


def flatten(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections with those inside them, in source order."""
    return tuple(inner for section in sections for inner in (section, *flatten(section.sections)))


@dataclass(frozen=True)
class Group:
    """A heading outside the notes, with what stands below it up to the next heading: `## NLP`."""

    heading: Heading
    title: str
    blocks: Blocks
    span: Span


@dataclass(frozen=True)
class Document:
    """One Markdown file.

    `layout` says how its notes were found; None: it is no note, and `notes` is empty. `configured`: the user chose the
    layout for this file; otherwise it was found to fit. Each of the `blocks` belongs to exactly one place: the `intro`
    before the first heading, a group, a note, or a section of a note. `links` are Markdown's, `wiki_links` Obsidian's.
    """

    source: Source
    front_matter: FrontMatter | None
    blocks: Blocks
    layout: Layout | None
    configured: bool
    intro: Sequence[Block]
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    images: tuple[Image, ...]
    links: tuple[Link, ...]
    wiki_links: tuple[WikiLink, ...] = ()
