"""The check of the rule note-duplicate."""

from __future__ import annotations

from notelint.checks.papers import differ, identifiers, title_trait, year
from notelint.checks.sections import called, note_place
from notelint.diagnostic import Finding, Related
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document, Note


def note_duplicate(document: Document, _: Context) -> Iterator[Finding]:
    """Notes about a paper that an earlier note of the file is about: by DOI, arXiv id, or title and year."""
    first: dict[Hashable, Note] = {}
    for note in document.notes:
        same = None
        for what, key in _keys(note):
            before = first.setdefault(key, note)
            if before is not note and same is None and not differ(note, before):
                same = (what, before)
        if same:
            what, before = same
            line = document.source.position(note_place(before).start).line
            yield Finding(
                note_place(note),
                f"{called(note)} has two notes in this file, the first on line {line}: {what}",
                "merge the two notes",
                related=(Related("the first one", note_place(before)),),
            )


def _keys(note: Note) -> Iterator[tuple[str, Hashable]]:
    """What no other note may have, each with the words for it."""
    for kind, value, _ in identifiers(note):
        yield f"same {kind} {value}", (kind, value)
    if title := title_trait(note):
        yield "same title and year", (title.value, year(note))
