"""The check of the rule note-conflict."""

from __future__ import annotations

from notelint.checks.papers import titles_agree, trait
from notelint.checks.sections import called
from notelint.diagnostic import Finding, Related
from notelint.habits.traits import heads
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document, Fact, Note

_CALLED = {"doi": "DOI", "arxiv": "arXiv id"}


def note_conflict(document: Document, context: Context) -> Iterator[Finding]:
    """Two places in one note that give its paper different titles, years or identifiers."""
    for note in document.notes:
        yield from _heading_conflict(note, document, context)
        for rival in note.rivals:
            fact = note.fact(rival.name)
            if fact is None or _agree(fact, rival):
                continue
            line = document.source.line_number(fact.span.start)
            name = _CALLED.get(rival.name, rival.name)
            yield Finding(
                rival.span,
                f"the {name} of {called(note)} is {_shown(rival)} here, but {_shown(fact)} in line {line}",
                "keep the one that is right",
                related=(Related(f"the other {name}", fact.span),),
            )


def _heading_conflict(note: Note, document: Document, context: Context) -> Iterator[Finding]:
    """A heading that is not the title in the front matter, as it is in the note's siblings."""
    habit = context.habits.get("title")
    title = note.fact("title")
    if habit and habit.namesakes and note.heading and title and heads(note) is False:
        line = document.source.line_number(title.span.start)
        yield Finding(
            note.heading.text_span,
            f"the heading is not the title in line {line}, as it is in {habit.namesakes}",
            "keep the one that is right",
            related=(Related("the title", title.span),),
        )


def _agree(fact: Fact, rival: Fact) -> bool:
    """Whether two titles may be of one paper: in two languages they cannot be compared."""
    if fact.name != "title":
        return False
    one, other = trait(fact), trait(rival)
    if one is None or other is None or one.value.isascii() != other.value.isascii():
        return True
    return titles_agree(one, other)


def _shown(fact: Fact) -> str:
    return f'"{fact.value}"' if fact.name == "title" else str(fact.value)
