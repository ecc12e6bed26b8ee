"""A note as BibTeX, which a line above it offers."""

from __future__ import annotations

from lsprotocol import types

from notelint.formats import FORMATS
from notelint.record import records
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.server.session import Analysis


def lenses(analysis: Analysis, command: str) -> list[types.CodeLens]:
    """A code lens above each note, but not above the many items of a list of papers."""
    found = []
    for number, note in enumerate(analysis.document.notes):
        if note.within is None:
            line = analysis.source.line_at(note.heading.span.start if note.heading else note.span.start)
            action = types.Command("as BibTeX", command, arguments=[analysis.uri, number])
            found.append(types.CodeLens(analysis.range(line), action))
    return found


def bibtex(analysis: Analysis, number: int) -> tuple[str, str] | None:
    """A file name for the BibTeX entry of a note (counted from 0), and the entry; None without such a note."""
    found = [*records([analysis.document])][number : number + 1]
    return (f"{found[0].id}.bib", "".join(FORMATS["bibtex"].write(found))) if found else None
