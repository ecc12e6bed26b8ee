"""The image or link at a position, and its target."""

from __future__ import annotations

from lsprotocol import types

from notelint.bibliography.urls import unquote
from notelint.markdown.nodes import Html, Image, Leaf, Link, WikiLink, walk
from notelint.paths import is_markdown
from notelint.server.session import uri_of
from notelint.source import Span
from notelint.targets import images, links
from notelint.targets.headings import anchors_of, slug_title, top_headings
from notelint.targets.paths import Verdict
from notelint.targets.references import files_called
from notelint.targets.renaming import slugs
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from notelint.note.model import Document
    from notelint.server.session import Analysis

    Pointer = Image | Link | WikiLink

_TOP = types.Range(types.Position(0, 0), types.Position(0, 0))


def covers(span: Span, offset: int) -> bool:
    """Whether a position is in a span, or at its end, where a cursor still touches it."""
    return span.start <= offset <= span.end


def pointer_at(analysis: Analysis, offset: int) -> Pointer | None:
    """The image or link at a position; for an image in a link, the image."""
    blocks = walk(analysis.document.blocks.at([offset]))
    found = (each for block in blocks if covers(block.span, offset) for each in _pointers(block))
    return min(
        (each for each in found if covers(each.span, offset)), key=lambda each: _length(each.span), default=None
    )


def file_of(pointer: Pointer, analysis: Analysis) -> str | None:
    """The file that an image or a link leads to; None if it leads to no file, or to the web."""
    document, context = analysis.by_habit
    if isinstance(pointer, WikiLink):
        name = pointer.target.partition("#")[0].strip()
        return next(iter(files_called(name, context)), None) if name else document.source.path
    if isinstance(pointer, Link) and pointer.destination.startswith("#"):
        return document.source.path
    places = (
        ((image.destination_span, target) for image, target in images.targets(document, context))
        if isinstance(pointer, Image)
        else ((link.url_span, target) for link, target in links.targets(document, context))
    )
    target = next((target for span, target in places if span == pointer.destination_span), None)
    return target.file if target and target.verdict in (Verdict.FOUND, Verdict.OTHER_CASE) else None


def definition(analysis: Analysis, offset: int, analysis_of: Callable[[str], Analysis]) -> types.Location | None:
    """The target of the image or link at a position, in its file; `analysis_of` is that of any file."""
    pointer = pointer_at(analysis, offset)
    file = file_of(pointer, analysis) if pointer else None
    if pointer is None or file is None:
        return None
    name = "" if isinstance(pointer, Image) else _name(pointer)
    if not (name and is_markdown(file)):
        return types.Location(uri_of(file), _TOP)
    there = analysis if file == analysis.source.path else analysis_of(file)
    span = place_called(there.document, name)
    return types.Location(there.uri, there.range(span) if span else _TOP)


def place_called(document: Document, name: str) -> Span | None:
    """The heading or block that a `#name` (decoded) leads to, by GitHub's rules, else by those of any program."""
    headings = top_headings(document)
    named = dict(zip(slugs(map(slug_title, headings)), headings, strict=True))
    if heading := named.get(name.lower()):
        return heading.text_span
    block = document.source.text.find(f"^{name.removeprefix('^')}")
    if block >= 0:
        return Span(block, block + len(name.removeprefix("^")) + 1)
    text = document.source.slice
    return next((each.text_span for each in headings if anchors_of(text(each.span)).has(name)), None)


def _name(link: Link | WikiLink) -> str:
    """The `#name` of a link, decoded; of `[[note#heading#below it]]` the last."""
    if isinstance(link, WikiLink):
        return link.target.partition("#")[2].rpartition("#")[2].strip()
    return unquote(link.destination.partition("#")[2])


def _pointers(block: object) -> Iterator[Pointer]:
    if isinstance(block, Leaf):
        yield from _in_leaf(block)
    elif isinstance(block, Html):
        yield from block.images


def _in_leaf(leaf: Leaf) -> Iterable[Pointer]:
    return (each for each in leaf.find(Image, Link, WikiLink) if isinstance(each, Image | Link | WikiLink))


def _length(span: Span) -> int:
    return span.end - span.start
