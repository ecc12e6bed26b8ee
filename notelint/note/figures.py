"""The images and links of a note or document, in source order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.bibliography.links import classify
from notelint.markdown import nodes
from notelint.markdown.nodes import Html, Leaf, WikiLink, walk
from notelint.note.model import Image, Link
from notelint.note.plain import collapse, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.markdown.nodes import Block
    from notelint.note.model import Section


def images(blocks: Iterable[Block], section: Section | None = None) -> Iterator[Image]:
    """The images in blocks, with the section that the blocks stand in."""
    for block in walk(blocks):
        if isinstance(block, Leaf):
            for inline in block.links_and_images:
                if isinstance(inline, nodes.Image):
                    yield Image(inline, section)
        elif isinstance(block, Html):
            for image in block.images:
                yield Image(image, section)


def section_images(sections: Sequence[Section]) -> Iterator[Image]:
    """The images in sections (their headings included) and in the sections inside them."""
    for section in sections:
        yield from images((section.heading, *section.blocks), section)
        yield from section_images(section.sections)


def links(blocks: Iterable[Block]) -> Iterator[Link]:
    """The links in blocks, each with what its URL and label say it leads to."""
    for block in walk(blocks):
        if isinstance(block, Leaf):
            for inline in block.links_and_images:
                if isinstance(inline, nodes.Link):
                    yield _link(inline)


def wiki_links(blocks: Iterable[Block]) -> Iterator[WikiLink]:
    """Obsidian's links in blocks."""
    for block in walk(blocks):
        if isinstance(block, Leaf):
            yield from (inline for inline in block.links_and_images if isinstance(inline, WikiLink))


def _link(node: nodes.Link) -> Link:
    label = None
    if node.form in ("inline", "reference"):
        label = collapse(plain(node.children, node.span.end).text) or None
    target = classify(node.destination, label)
    return Link(
        kind=target.kind,
        url=node.destination,
        span=node.span,
        url_span=node.destination_span,
        label=label,
        provider=target.provider,
        canonical_url=target.canonical_url,
        external_id=target.external_id,
    )
