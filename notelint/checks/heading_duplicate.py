"""The check of the rule heading-duplicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.checks.headings import branches, title_of, top_headings, wording
from notelint.diagnostic import Finding, Related
from notelint.note.model import flatten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.markdown.nodes import Heading
    from notelint.note.model import Document

_LEAST = 100  # characters: what stands below a heading by chance twice is shorter


def heading_duplicate(document: Document, _: Context) -> Iterator[Finding]:
    """Headings that stand twice in a file with the same text below; inside a copy, only the outermost.

    Sections side by side in one note are the matter of section-duplicate, notes that of note-duplicate.
    """
    first: dict[tuple[str, str], tuple[Heading, Heading | None]] = {}
    notes = {note.heading.span for note in document.notes if note.heading}
    sections = {section.heading.span for note in document.notes for section in flatten(note.sections)}
    copied = 0
    for heading, parent, end in branches(top_headings(document), len(document.source.text)):
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
