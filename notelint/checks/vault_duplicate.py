"""The check of the rule vault-duplicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.checks.papers import identifiers, is_telling, title_trait, videos, year
from notelint.checks.sections import called, note_place
from notelint.checks.vault import elsewhere, notes_of
from notelint.diagnostic import Finding

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from notelint.checks.vault import ContextOf
    from notelint.note.model import Document, Note


def vault_duplicate(documents: Sequence[Document], _: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Notes about a paper that a note in an earlier file is about.

    Papers are the same by DOI, by arXiv id, by title and year (of a long title: by it alone, where a year is not
    given), and by title and video.
    """
    first: dict[Hashable, tuple[Document, Note]] = {}
    for document, note in notes_of(documents):
        same = None
        for what, key in _keys(note):
            there, before = first.setdefault(key, (document, note))
            if there is not document and same is None:
                same = (what, there, before)
        if same:
            what, there, before = same
            finding = Finding(
                note_place(note),
                f'{called(note)} is noted in "{there.source.path}" too: {what}',
                "join the two notes, or link one to the other",
                related=(elsewhere("the first one", there, note_place(before)),),
            )
            yield document, finding


def _keys(note: Note) -> Iterator[tuple[str, Hashable]]:
    """What no note in another file may have, each with the words for it."""
    for kind, value, _ in identifiers(note):
        yield f"the {kind} {value} stands in both", (kind, value)
    title, when = title_trait(note), year(note)
    if title is None:
        return
    if when is not None:
        yield "the same title and year stand in both", (title.value, when)
    elif is_telling(title):
        yield "the same title stands in both", (title.value,)
    for video in videos(note):
        yield "the same title and video stand in both", (title.value, video)
