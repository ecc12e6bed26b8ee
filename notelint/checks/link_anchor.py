"""The check of the rule link-anchor."""

from __future__ import annotations

import posixpath
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from notelint.checks.anchors import Anchors
from notelint.checks.link_paths import targets, unique_links
from notelint.checks.paths import Verdict
from notelint.diagnostic import Finding
from notelint.files import MARKDOWN_SUFFIXES
from notelint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def link_anchor(document: Document, context: Context) -> Iterator[Finding]:
    """Links to a heading that the note, or the note that they lead to, does not have."""
    here = Anchors(document.source.text)
    anchors_in = cache(lambda path: Anchors(context.files.read(path).decode("utf-8", "replace")))
    for place, name in _own(document):
        if not here.has(name):
            yield _finding(place, name, "this file", here)
    for link, target in targets(document, context):
        path, _, name = link.url.partition("#")
        if target.verdict is Verdict.FOUND and name and target.file.lower().endswith(MARKDOWN_SUFFIXES):
            there = anchors_in(target.file)
            if not there.has(unquote(name)):
                start = (link.url_span or link.span).start + len(path)
                span = Span(start, start + 1 + len(name)) if link.url_span else link.span
                yield _finding(span, unquote(name), f'"{posixpath.basename(target.file)}"', there)


def _own(document: Document) -> Iterator[tuple[Span, str]]:
    """The places and names of links into the document itself."""
    for link in unique_links(document):
        if link.url.startswith("#"):
            yield link.url_span or link.span, unquote(link.url[1:])
    for wiki_link in document.wiki_links:
        if wiki_link.target.startswith("#"):
            yield wiki_link.target_span, wiki_link.target.rpartition("#")[2].strip().removeprefix("^")


def _finding(span: Span, name: str, where: str, anchors: Anchors) -> Finding:
    near = anchors.nearest(name)
    remedy = f'did you mean "#{near}"?' if near else "name a heading by its words, in lower case, with - for blanks"
    return Finding(span, f'no heading of {where} is "#{name}"', remedy)
