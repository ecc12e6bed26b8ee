"""The check of the rule link-anchor."""

from __future__ import annotations

import posixpath

from notelint.bibliography.urls import unquote
from notelint.checks.anchors import Anchors, anchors_of
from notelint.checks.link_paths import doubtful_links, targets
from notelint.checks.paths import Verdict
from notelint.checks.prose import blocks_with
from notelint.diagnostic import Finding
from notelint.markdown.nodes import Leaf, WikiLink
from notelint.paths import is_markdown
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

# What begins an Obsidian link with a name.
_NAMED = regex(r"\[\[[^\[\]|\n]*#")


class _Reference(NamedTuple):
    """A `#name` (decoded), its place, and the files that it may lead into: none, the document itself."""

    name: str
    span: Span
    files: tuple[str, ...] = ()


def link_anchor(document: Document, context: Context) -> Iterator[Finding]:
    """Links to a heading that the note, or the note that they lead to, does not have."""
    references = (*_links(document, context), *_wiki_links(document, context))
    if not references:
        return
    here = anchors_of(document.source.text)
    for name, span, files in references:
        places = [context.files.derived(path, _anchors_in) for path in files] or [here]
        if not any(anchors.has(name) for anchors in places):
            where = f'"{posixpath.basename(files[0])}"' if files else "this file"
            near = places[0].nearest(name)
            remedy = f'did you mean "#{near}"?' if near else "name a heading by its words, with - for spaces"
            yield Finding(span, f'no heading of {where} is "#{name}"', remedy)


def _links(document: Document, context: Context) -> Iterator[_Reference]:
    for link in doubtful_links(document, context):
        if link.url.startswith("#"):
            yield _Reference(unquote(link.url[1:]), link.url_span or link.span)
    for link, target in targets(document, context):
        path, _, name = link.url.partition("#")
        if name and link.url_span and target.verdict is Verdict.FOUND and is_markdown(target.file):
            yield _Reference(unquote(name), Span(link.url_span.start + len(path), link.url_span.end), (target.file,))


def _wiki_links(document: Document, context: Context) -> Iterator[_Reference]:
    """Of `[[note#heading#below it]]`, `[[note#^block]]`, the last name; notes are found as Obsidian does, by name."""
    leaves = (block for block in blocks_with(document, _NAMED) if isinstance(block, Leaf))
    for link in (link for leaf in leaves for link in leaf.find(WikiLink)):
        note, number, _ = link.target.partition("#")
        files = context.files.find(f"{posixpath.basename(note.strip())}.md") if number and note.strip() else ()
        if number and (files or not note.strip()):
            name = link.target.rpartition("#")[2].strip().removeprefix("^")
            yield _Reference(name, link.target_span, files)


def _anchors_in(data: bytes) -> Anchors:
    return anchors_of(data.decode("utf-8", "replace"))
