"""The check of the rule note-year."""

from __future__ import annotations

from notelint.checks.papers import year
from notelint.checks.sections import called
from notelint.checks.violations import shortfalls
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_FIRST = 1900


def note_year(document: Document, context: Context) -> Iterator[Finding]:
    """Years before 1900, and later than next year; those that the schema refuses are the matter of note-value."""
    for note in document.notes:
        fact, given = note.fact("year"), year(note)
        if fact is None or given is None or _FIRST <= given <= context.year + 1:
            continue
        if not any(each.fact is fact for each in context.once(shortfalls, document)):
            when = "in the future" if given > context.year else f"before {_FIRST}"
            yield Finding(fact.span, f"the year of {called(note)} is {when}: {given}", "give the year of the paper")
