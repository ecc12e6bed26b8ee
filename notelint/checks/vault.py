"""The notes of many files, as the checks of the family vault look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from notelint.checks.context import Context
from notelint.diagnostic import Finding, Related
from notelint.note.model import Document, Note
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.source import Span

# What a check of one document is handed, for each of them.
ContextOf = Callable[[Document], Context]
VaultCheck = Callable[[Sequence[Document], ContextOf], Iterator[tuple[Document, Finding]]]


def notes_of(documents: Sequence[Document]) -> Iterator[tuple[Document, Note]]:
    """All notes, each with its document, in order."""
    return ((document, note) for document in documents for note in document.notes)


def elsewhere(message: str, document: Document, span: Span) -> Related:
    """A place in another file."""
    line, column = document.source.position(span.start)
    return Related(message, location=f"{document.source.path}:{line}:{column}")
