"""Where the images of a document lead."""

from __future__ import annotations

import re

from notelint.bibliography.urls import unquote
from notelint.markdown.html import unescape
from notelint.markdown.nodes import Html, Image, InlineHtml, Leaf
from notelint.note.running_text import blocks_with
from notelint.paths import fold
from notelint.regex import regex
from notelint.source import Span
from notelint.targets.links import with_scheme
from notelint.targets.paths import (
    Target,
    Verdict,
    is_placeholder,
    locate,
    readings,
    search_from,
    unescaped,
    without_liquid,
)
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.context import Context
    from notelint.markdown.nodes import Inline
    from notelint.note.model import Document
    from notelint.targets.paths import Search

SIZE = regex(r"\s=\d*%?x\d*%?$")
"""HackMD's size of an image, behind its path: `a.png =300x`."""

_REMOTE = regex(r"//|(?!file:)[a-z][a-z0-9+.-]+://|(?:data|blob|cid|about|javascript|mailto):", re.IGNORECASE)


_ATTRIBUTES = ("srcset", "poster")
_COMMENT = regex(r"<!--(?:(?!-->).)*+(?:-->)?", re.DOTALL)
_IN_TAG = regex(
    r"""<(?:img|source|video)\b(?:[^>"']|"[^"]*"|'[^']*')*?\s(?P<name>srcset|poster)\s*=\s*"""
    r"""(?P<quote>["'])(?P<value>(?!\s*data:)[^"']*)(?P=quote)""",
    re.IGNORECASE,
)
# One of the paths in a `srcset`, with its width or density behind it.
_PATH = regex(r"[\s,]*(?P<path>[^\s,]\S*?)(?=,?(?:\s|$|[\"']))(?:\s+[\d.]+[wx])?")


def fold_destination(destination: str, *, escaped: bool = True) -> str:
    """The form in which two spellings of one image's path are equal; in HTML no backslash is `escaped`."""
    plain = unescaped(destination.strip("<>")) if escaped else unescape(destination)
    return fold(unquote(plain).replace("\\", "/"))


def targets(document: Document, context: Context) -> tuple[tuple[Image, Target], ...]:
    """Every image of a document that has a path, with what it leads to; those of one link definition once."""
    return context.once(_targets, document)


def _targets(document: Document, context: Context) -> tuple[tuple[Image, Target], ...]:
    images = [*(each.node for each in document.images), *_in_attributes(document)]
    if not images:
        return ()
    search = context.once(search_from, document)
    by_place: dict[Span, Image] = {}
    for image in images:
        if image.destination_span and image.destination.strip():
            by_place.setdefault(image.destination_span, image)
    return tuple((image, _locate(image, search)) for image in by_place.values())


def _in_attributes(document: Document) -> Iterator[Image]:
    """The images that HTML names elsewhere than in `src`: each of a `srcset`, and the `poster` of a video."""
    for block in blocks_with(document, *_ATTRIBUTES):
        tags = (block,) if isinstance(block, Html) else _tags(block) if isinstance(block, Leaf) else ()
        for tag in tags:
            text = _COMMENT.sub(lambda found: " " * len(found[0]), document.source.slice(tag.span))
            for found in _IN_TAG.finditer(text):
                value = found.span("value")
                for path in _PATH.finditer(text, *value) if found["name"].lower() == "srcset" else (None,):
                    start, end = path.span("path") if path else value
                    span = Span(tag.span.start + start, tag.span.start + end)
                    yield Image(span, text[start:end], span, None, None, "html")


def _tags(leaf: Leaf) -> Iterator[Inline]:
    """The HTML tags in a leaf."""
    yield from leaf.find(InlineHtml)
    yield from (image for image in leaf.find(Image) if image.form == "html")


def _locate(image: Image, search: Search) -> Target:
    destination = without_liquid(image.destination.strip())
    if is_placeholder(destination) or _REMOTE.match(destination):
        return Target(Verdict.UNCHECKED)
    if destination.startswith("attachment:"):
        return Target(Verdict.ATTACHMENT, destination)
    embedded = image.form == "embed"
    path = destination.partition("|")[0].partition("#")[0].strip() if embedded else SIZE.sub("", destination)
    target = locate(destination, readings(path, escaped=image.form != "html"), search, by_name=embedded)
    if target.verdict is Verdict.MISSING and not embedded and with_scheme(destination):
        return Target(Verdict.UNCHECKED)  # an address that is misspelt
    return target
