"""The check of the rule vault-conflict."""

from __future__ import annotations

from notelint.checks.papers import identifiers, is_telling, title_trait, titles_agree, year
from notelint.checks.sections import called
from notelint.checks.vault import elsewhere, notes_of
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from notelint.checks.vault import ContextOf
    from notelint.note.model import Document, Note


def vault_conflict(documents: Sequence[Document], _: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Notes in two files that say different things of one paper: another year, or quite another title.

    Papers are the same by DOI, by arXiv id, and (for the year) by a long title.
    """
    first: dict[Hashable, tuple[Document, Note]] = {}
    for document, note in notes_of(documents):
        others = [first.setdefault(key, (document, note)) for key in _keys(note)]
        there, before = next((other for other in others if other[0] is not document), (document, note))
        if there is not document:
            for finding in _conflicts(note, there, before):
                yield document, finding


def _keys(note: Note) -> Iterator[Hashable]:
    for kind, value, _ in identifiers(note):
        yield kind, value
    if (title := title_trait(note)) and is_telling(title):
        yield title.value


def _conflicts(note: Note, there: Document, before: Note) -> Iterator[Finding]:
    title, its_title = title_trait(note), title_trait(before)
    if title and its_title and not titles_agree(title, its_title):
        yield Finding(
            title.span,
            f'the paper of {called(note)} has the title {called(before)} in "{there.source.path}"',
            "give each note the identifier and the title of its own paper",
            related=(elsewhere("the other title", there, its_title.span),),
        )
        return  # in notes of two papers everything may differ
    here, its = note.fact("year"), before.fact("year")
    if here and its and None not in (year(note), year(before)) and here.value != its.value:
        yield Finding(
            here.span,
            f'the year of {called(note)} is {here.value} here, but {its.value} in "{there.source.path}"',
            "give both notes the same year",
            related=(elsewhere("the other year", there, its.span),),
        )
