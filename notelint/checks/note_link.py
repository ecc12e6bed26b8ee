"""The check of the rule note-link."""

from __future__ import annotations

from notelint.checks.sections import called, note_place
from notelint.diagnostic import Finding
from notelint.note.layout import PAPER_KINDS
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def note_link(document: Document, _: Context) -> Iterator[Finding]:
    """Notes from which nothing leads to the paper: no DOI, no arXiv id, no address, no link."""
    for note in document.notes:
        if any(note.fact(name) for name in ("doi", "arxiv", "url")):
            continue
        if not any(link.kind in PAPER_KINDS for link in note.links):
            yield Finding(note_place(note), f"{called(note)} has no link to the paper", "add a link to it")
