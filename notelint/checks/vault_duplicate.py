"""The check of the rule vault-duplicate."""

from __future__ import annotations

from notelint.checks.papers import disagree, keys
from notelint.checks.sections import called, note_place
from notelint.checks.vault import elsewhere, notes_of
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from notelint.checks.vault import ContextOf
    from notelint.note.model import Document, Note


def vault_duplicate(documents: Sequence[Document], _: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Notes about a paper that a note in an earlier file is about.

    Papers are the same by DOI, by arXiv id, by title and year (of a long title: by it alone, where a year is not
    given), and by title and video. Where only an identifier is the same, that is the matter of vault-conflict.
    """
    first: dict[Hashable, tuple[Document, Note]] = {}
    for document, note in notes_of(documents):
        same = None
        for what, key in keys(note):
            there, before = first.setdefault(key, (document, note))
            if there is not document and same is None and not disagree(note, before):
                same = (what, there, before)
        if same:
            what, there, before = same
            finding = Finding(
                note_place(note),
                f'{called(note)} already has a note in "{there.source.path}": {what}',
                "merge the two notes, or link one to the other",
                related=(elsewhere("the first one", there, note_place(before)),),
            )
            yield document, finding
