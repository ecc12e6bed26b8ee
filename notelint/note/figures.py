"""The images and links of a note or document, in source order."""

from __future__ import annotations

from itertools import chain

from notelint.bibliography.links import classify
from notelint.dataclass import cached_property, dataclass
from notelint.markdown import nodes
from notelint.markdown.leaves import openers
from notelint.markdown.nodes import Html, Leaf, WikiLink, walk
from notelint.note.plain import link_label
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.bibliography.links import Target
    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Block, Heading
    from notelint.note.model import Section
    from notelint.source import Span


@dataclass(frozen=True)
class Image:
    """An image in a note: the Markdown node and the section it stands in (None before the first)."""

    node: nodes.Image
    section: Section | None = None


@dataclass(frozen=True)
class Link:
    """A link in a note: the Markdown node, and where it leads.

    `kind`: paper, pdf, doi, arxiv, video, code, project, dataset, slides, blog or other. `label` is its text, None
    where it has none of its own.
    """

    node: nodes.Link

    @property
    def url(self) -> str:
        return self.node.destination

    @property
    def span(self) -> Span:
        return self.node.span

    @property
    def url_span(self) -> Span | None:
        return self.node.destination_span

    @cached_property
    def label(self) -> str | None:
        return link_label(self.node)

    @cached_property
    def target(self) -> Target:
        """What the URL and the label say of where the link leads."""
        return classify(self.url, self.label)

    @property
    def kind(self) -> str:
        return self.target.kind

    @property
    def provider(self) -> str | None:
        return self.target.provider

    @property
    def canonical_url(self) -> str | None:
        return self.target.canonical_url

    @property
    def external_id(self) -> str | None:
        return self.target.external_id


def images(blocks: Blocks, heading: Heading | None = None, section: Section | None = None) -> Iterator[Image]:
    """The images in a heading and the blocks below it, with the section that these are."""
    for block in _holding(nodes.Image, blocks, heading):
        if isinstance(block, Leaf):
            yield from (Image(image, section) for image in block.find(nodes.Image))
        elif isinstance(block, Html):
            yield from (Image(image, section) for image in block.images)


def section_images(sections: Sequence[Section]) -> Iterator[Image]:
    """The images in sections (their headings included) and in the sections inside them."""
    for section in sections:
        yield from images(section.blocks, section.heading, section)
        yield from section_images(section.sections)


def links(blocks: Blocks, heading: Heading | None = None) -> Iterator[Link]:
    """The links in a heading and the blocks below it."""
    for block in _holding(nodes.Link, blocks, heading):
        if isinstance(block, Leaf):
            yield from map(Link, block.find(nodes.Link))


def wiki_links(blocks: Blocks) -> Iterator[WikiLink]:
    """Obsidian's links in blocks."""
    for block in _holding(WikiLink, blocks, None):
        if isinstance(block, Leaf):
            yield from block.find(WikiLink)


def _holding(kind: type[nodes.Inline], blocks: Blocks, heading: Heading | None) -> Iterator[Block]:
    """A heading, the blocks in which an inline of a kind may stand, and all that is in them."""
    return walk(chain((heading,) if heading else (), blocks.holding(*openers((kind,)))))
