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

    Sections side by side in one note are the matter of section-duplicate, notes that of note-duplicate. What stands in
    three places or more is repeated on purpose.
    """
    alike = _alike(document)
    if not alike:
        return
    first: dict[tuple[str, str], tuple[Heading, Heading | None]] = {}
    notes = {note.heading.span for note in document.notes if note.heading}
    sections = {section.heading.span for note in document.notes for section in flatten(note.sections)}
    found: list[tuple[tuple[str, str], Finding]] = []
    copied = 0
    for heading, parent, end in alike:
        body = wording(document.source.text[heading.span.end : end])
        if len(body) < _LEAST or heading.span.start < copied:
            continue
        key = (title_of(heading), body)
        before, above = first.setdefault(key, (heading, parent))
        if before is heading:
            continue
        copied = end
        if heading.span in notes or (heading.span in sections and parent is above):
            continue
        finding = Finding(
            heading.text_span,
            f'duplicate heading "{title_of(heading)}" with the same text below',
            "delete one of them",
            related=(Related("the first one", before.text_span),),
        )
        found.append((key, finding))
    times = Counter(key for key, _ in found)
    yield from (finding for key, finding in found if times[key] == 1)


def _alike(document: Document) -> list[tuple[Heading, Heading | None, int]]:
    """The branches that begin in the same way as another one; all, where it takes a closer look to tell."""
    text, headings = document.source.text, top_headings(document)
    starts = [each.span.end for each in headings if each.span.end + _LEAST <= len(text)]  # later ones are too short
    beginnings = ["".join(text[start : start + _LEAST].split())[:_BEGINNING] for start in starts]
    counts = Counter(beginnings)
    doubtful = MARK in text or any(len(each) < _BEGINNING for each in counts)
    if not doubtful and len(counts) == len(starts):
        return []
    found = zip(branches(headings, len(text)), beginnings, strict=False)
    return [each for each, beginning in found if doubtful or counts[beginning] > 1]
