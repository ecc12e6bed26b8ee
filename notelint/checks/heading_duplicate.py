"""The check of the rule heading-duplicate."""

from __future__ import annotations

from collections import Counter

from notelint.checks.headings import branches, title_of, top_headings, wording
from notelint.diagnostic import Finding, Related
from notelint.note.model import flatten
from notelint.suppression import MARK
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.markdown.nodes import Heading
    from notelint.note.model import Document

_BEGINNING = 30  # signs
_LEAST = 100  # characters: what stands below a heading by chance twice is shorter


def heading_duplicate(document: Document, _: Context) -> Iterator[Finding]:
    """Headings that stand twice in a file with the same text below; inside a copy, only the outermost.

    Sections side by side in one note are the matter of section-duplicate, notes that of note-duplicate.
    """
    first: dict[tuple[str, str], tuple[Heading, Heading | None]] = {}
    notes = {note.heading.span for note in document.notes if note.heading}
    sections = {section.heading.span for note in document.notes for section in flatten(note.sections)}
    copied = 0
    for heading, parent, end in _alike(document):
        body = wording(document.source.text[heading.span.end : end])
        if len(body) < _LEAST or heading.span.start < copied:
            continue
        before, above = first.setdefault((title_of(heading), body), (heading, parent))
        if before is heading:
            continue
        copied = end
        if heading.span in notes or (heading.span in sections and parent is above):
            continue
        yield Finding(
            heading.text_span,
            f'"{title_of(heading)}" stands here for the second time, with the same text below',
            "delete one of them",
            related=(Related("the first one", before.text_span),),
        )


def _alike(document: Document) -> list[tuple[Heading, Heading | None, int]]:
    """The branches that are long enough, and begin in the same way as another one."""
    text = document.source.text
    found = [each for each in branches(top_headings(document), len(text)) if each[2] - each[0].span.end >= _LEAST]
    if MARK in text:
        return found
    beginnings = [_beginning(text, heading.span.end, end) for heading, _, end in found]
    counts = Counter(beginnings)
    return [each for each, beginning in zip(found, beginnings, strict=True) if counts[beginning] > 1]


def _beginning(text: str, start: int, end: int) -> str:
    """The first signs of a stretch of text, without the blanks between them."""
    signs = "".join(text[start : min(end, start + _LEAST)].split())
    return (signs if len(signs) >= _BEGINNING else "".join(text[start:end].split()))[:_BEGINNING]
