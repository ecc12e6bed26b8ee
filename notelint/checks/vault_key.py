"""The check of the rule vault-key."""

from __future__ import annotations

from notelint.checks.papers import same_paper
from notelint.checks.vault import elsewhere, notes_of
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.vault import ContextOf
    from notelint.note.model import Document, Fact, Note


def vault_key(documents: Sequence[Document], _: ContextOf) -> Iterator[tuple[Document, Finding]]:
    """Citation keys that notes of two papers give themselves; case does not count, as reference managers have it.

    Notes of one paper may well share its key: that there are two is the matter of vault-duplicate.
    """
    from notelint.record.keys import pinned_key  # noqa: PLC0415 - one file alone needs no records

    first: dict[str, tuple[Document, Note, Fact]] = {}
    for document, note in notes_of(documents):
        key, fact = pinned_key(note), note.fact("citekey")
        if key is None or fact is None:
            continue
        there, other, before = first.setdefault(key.lower(), (document, note, fact))
        if before is not fact and not same_paper(note, other):
            finding = Finding(
                fact.span,
                f'citation key {key} is already used in "{there.source.path}"',
                "give one of them another key",
                related=(elsewhere("the first one", there, before.span),),
            )
            yield document, finding
