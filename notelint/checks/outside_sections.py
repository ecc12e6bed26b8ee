"""Headings outside the notes of a file that bear the name of a section."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import chain

from notelint.note.names import fold_name, split_name
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notelint.checks.context import Context
    from notelint.note.model import Document, Note, Region


class OutsideSection(NamedTuple):
    """A heading with a section's name: the property that is meant, and the note before it (None before the first)."""

    group: Region
    name: str
    holds: str
    note: Note | None


def outside_sections(document: Document, _: Context) -> tuple[OutsideSection, ...]:
    """Those before the first note, and those that are cut off from the note before them (ask by `Context.once`).

    A heading above a note's own level ends the note. It was meant as its section where the note lacks that section and
    most other notes have it; behind a heading of another name nothing belongs to the note any more.
    """
    if document.layout is None or not document.layout.headings:
        return ()
    found = []
    ended = -1
    starts = [note.span.start for note in document.notes]
    held = [{section.holds for section in note.all_sections()} for note in document.notes]
    usual = Counter(chain.from_iterable(held))
    for group in document.groups:
        number = bisect_right(starts, group.span.start) - 1
        note = document.notes[number] if number >= 0 else None
        name, holds = _named(group, document.layout.section_names)
        if holds is None:
            ended = group.span.start
        elif note is None:
            found.append(OutsideSection(group, name, holds, None))
        elif ended < note.span.start and holds not in held[number] and usual[holds] * 2 > len(document.notes):
            found.append(OutsideSection(group, name, holds, note))
    return tuple(found)


def _named(group: Region, names: Mapping[str, str]) -> tuple[str, str | None]:
    """The name in a heading, and the property whose section bears it."""
    name = group.title[: split_name(group.title, frozenset(names)).name_end]
    return name, names.get(fold_name(name))
