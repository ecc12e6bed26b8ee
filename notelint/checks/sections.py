"""The sections of a document's notes, and the words in which findings speak of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from notelint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.note.layout import Field
    from notelint.note.model import Document, Note, Section


def known_sections(document: Document) -> Iterator[tuple[Note, Section, Field]]:
    """Every section that the schema knows, with its note and the property that it holds."""
    fields = {field.name: field for field in document.layout.fields} if document.layout else {}
    for note in document.notes:
        for section in note.all_sections():
            if section.holds is not None:
                yield note, section, fields[section.holds]


def usual_level(document: Document) -> int:
    """The level at which sections are written: that of most known ones, else one below that of the first note."""
    levels = Counter(section.level for _, section, _ in known_sections(document))
    if levels:
        return levels.most_common(1)[0][0]
    return next((min(note.heading.level + 1, 6) for note in document.notes if note.heading), 2)


def called(note: Note) -> str:
    """A note by its title, in quotes."""
    return f'"{note.title}"' if note.title else "this note"


def note_place(note: Note) -> Span:
    """Where what concerns a note as a whole is reported: its heading, else its beginning."""
    return note.heading.span if note.heading else Span(note.span.start, note.span.start)
