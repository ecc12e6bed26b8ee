"""The check of the rule note-authors."""

from __future__ import annotations

from notelint.bibliography.names import is_ambiguous_list
from notelint.checks.sections import called
from notelint.diagnostic import Finding
from notelint.note.model import Origin
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def note_authors(document: Document, _: Context) -> Iterator[Finding]:
    """Lists of authors of single words, which may be names or families and given names in turn."""
    for note in document.notes:
        fact = note.fact("authors")
        if fact is None or fact.origin not in (Origin.FRONT_MATTER, Origin.LABEL):
            continue
        text = document.source.slice(fact.span).strip("[]\"' ")
        if is_ambiguous_list(text):
            count = text.count(",") + 1
            yield Finding(
                fact.span,
                f"the authors of {called(note)} may be {count}, or {count // 2} with the family name first",
                'part the authors with ";", or write the given name first',
            )
