"""Where the images of a document lead."""

from __future__ import annotations

import re

from notelint.bibliography.urls import unquote
from notelint.checks.paths import (
    Target,
    Verdict,
    is_placeholder,
    locate,
    readings,
    search_from,
    unescaped,
    without_liquid,
)
from notelint.markdown.html import unescape
from notelint.paths import fold
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.checks.context import Context
    from notelint.checks.paths import Search
    from notelint.markdown.nodes import Image
    from notelint.note.model import Document
    from notelint.source import Span

SIZE = regex(r"\s=\d*%?x\d*%?$")
"""HackMD's size of an image, behind its path: `a.png =300x`."""

_REMOTE = regex(r"//|(?!file:)[a-z][a-z0-9+.-]+://|(?:data|blob|cid|about|javascript|mailto):", re.IGNORECASE)


def fold_destination(destination: str, *, escaped: bool = True) -> str:
    """The form in which two spellings of one image's path are equal; in HTML no backslash is `escaped`."""
    plain = unescaped(destination.strip("<>")) if escaped else unescape(destination)
    return fold(unquote(plain).replace("\\", "/"))


def targets(document: Document, context: Context) -> tuple[tuple[Image, Target], ...]:
    """Every image of a document that has a path, with what it leads to; those of one link definition once."""
    return context.once(_targets, document)


def _targets(document: Document, context: Context) -> tuple[tuple[Image, Target], ...]:
    if not document.images:
        return ()
    search = context.once(search_from, document)
    by_place: dict[Span, Image] = {}
    for image in (each.node for each in document.images):
        if image.destination_span and image.destination.strip():
            by_place.setdefault(image.destination_span, image)
    return tuple((image, _locate(image, search)) for image in by_place.values())


def _locate(image: Image, search: Search) -> Target:
    destination = without_liquid(image.destination.strip())
    if is_placeholder(destination) or _REMOTE.match(destination):
        return Target(Verdict.UNCHECKED)
    if destination.startswith("attachment:"):
        return Target(Verdict.ATTACHMENT, destination)
    embedded = image.form == "embed"
    path = destination.partition("|")[0].partition("#")[0].strip() if embedded else SIZE.sub("", destination)
    return locate(destination, readings(path, escaped=image.form != "html"), search, by_name=embedded)
