"""What the images and links of a document lead to: files, and places in them."""

from __future__ import annotations

import posixpath
from collections import Counter

from notelint.bibliography.urls import unquote
from notelint.markdown.nodes import Leaf, WikiLink
from notelint.note.running_text import blocks_with
from notelint.paths import absolute, is_markdown
from notelint.regex import regex
from notelint.source import Span
from notelint.targets import images, links
from notelint.targets.headings import anchors_of
from notelint.targets.links import doubtful_links
from notelint.targets.paths import Verdict, unescaped
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.context import Context
    from notelint.note.model import Document
    from notelint.targets.headings import Anchors

# What begins an Obsidian link with a name.
_NAMED = regex(r"\[\[[^\[\]|\n]*#")
# What begins the name in an address: not the entity of another character.
_MARK = regex(r"(?<!&)#|&(?:#35|#[xX]23|num);")


class Reference(NamedTuple):
    """A `#name` (decoded), its place, and the files that it may lead into: none, the document itself."""

    name: str
    span: Span
    files: tuple[str, ...] = ()


def references(document: Document, context: Context) -> tuple[Reference, ...]:
    """The links to a place in a file of the project, with `#name`: what stands outside of it is not read."""
    found = (*_links(document, context), *_wiki_links(document, context))
    return tuple(each for each in found if all(map(context.files.is_inside, each.files)))


def anchors_for(reference: Reference, document: Document, context: Context) -> Sequence[Anchors]:
    """The anchors of the files that a reference may lead into."""
    if not reference.files:
        return (context.once(_own_anchors, document),)
    return [context.files.derived(path, _anchors_in) for path in reference.files]


def reached(document: Document, context: Context) -> Counter[str]:
    """The files that the images and links of a document lead to, and those with a place in them, each how often."""
    targets = (*images.targets(document, context), *links.targets(document, context))
    files = (absolute(target.file) for _, target in targets if target.verdict is Verdict.FOUND)
    named = (
        f"{reference.files[0] if reference.files else ''}#"
        for reference in references(document, context)
        if any(anchors.has(reference.name) for anchors in anchors_for(reference, document, context))
    )
    return Counter((*files, *named))


def files_called(note: str, context: Context) -> tuple[str, ...]:
    """The files that Obsidian may take a note's name for: those whose paths end with it, with or without its `.md`."""
    ending = f"/{note.removesuffix('.md')}.md"
    return tuple(path for path in context.files.find(posixpath.basename(ending)) if f"/{path}".endswith(ending))


def _links(document: Document, context: Context) -> Iterator[Reference]:
    for link in doubtful_links(document, context):
        if link.url.startswith("#"):
            yield Reference(unquote(link.url[1:]), link.url_span or link.span)
    for link, target in links.targets(document, context):
        name = unescaped(link.url).partition("#")[2]
        mark = _MARK.search(link.url)
        if mark and name and link.url_span and target.verdict is Verdict.FOUND and is_markdown(target.file):
            span = Span(link.url_span.start + mark.start(), link.url_span.end)
            yield Reference(unquote(name), span, (target.file,))


def _wiki_links(document: Document, context: Context) -> Iterator[Reference]:
    """Of `[[note#heading#below it]]`, `[[note#^block]]`, the last name; notes are found as Obsidian does, by name."""
    leaves = (block for block in blocks_with(document, _NAMED) if isinstance(block, Leaf))
    for link in (link for leaf in leaves for link in leaf.find(WikiLink)):
        note, number, _ = link.target.partition("#")
        files = context.files.find(f"{posixpath.basename(note.strip())}.md") if number and note.strip() else ()
        if number and (files or not note.strip()):
            name = link.target.rpartition("#")[2].strip().removeprefix("^")
            yield Reference(name, link.target_span, files)


def _own_anchors(document: Document, _: Context) -> Anchors:
    return anchors_of(document.source.text)


def _anchors_in(data: bytes) -> Anchors:
    return anchors_of(data.decode("utf-8", "replace"))
