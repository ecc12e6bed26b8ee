"""The levels at which the notes of a document are headed, and the notes that stand at another one."""

from __future__ import annotations

from notelint.checks.sections import majority
from notelint.note.model import Note
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.markdown.nodes import Heading
    from notelint.note.model import Document, Region


class OddNote(NamedTuple):
    """A note that stands at another level than most others of its file, and at which those do."""

    note: Note
    heading: Heading
    usual: int


def odd_notes(document: Document, _: Context) -> tuple[OddNote, ...]:
    """The notes that stand deeper or shallower than most others of their file (ask by `Context.once`).

    The level counts from the top of the file or from the note's group: one that agrees in either is right.
    """
    places = list(_places(document))
    level = majority([heading.level for _, heading, _ in places])
    step = majority([step for *_, step in places])
    if level is None or step is None or len(places) < 3:
        return ()
    return tuple(
        OddNote(note, heading, level)
        for note, heading, its_step in places
        if heading.level != level and its_step != step
    )


def _places(document: Document) -> Iterator[tuple[Note, Heading, int]]:
    """Each note with its heading, and how many levels that stands below the heading of its group (0 for none)."""
    above: list[int] = []
    parts: list[Region | Note] = [*document.groups, *document.notes]
    for part in sorted(parts, key=lambda part: part.span):
        if part.heading is None:
            continue
        while above and above[-1] >= part.heading.level:
            above.pop()
        if isinstance(part, Note):
            yield part, part.heading, part.heading.level - (above[-1] if above else 0)
        else:
            above.append(part.heading.level)
