"""The sections of a document's notes, and the words in which findings speak of them."""

from __future__ import annotations

from collections import Counter
from functools import cache

from notelint.diagnostic import Related
from notelint.note.names import fold_name
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.note.layout import Field
    from notelint.note.model import Document, Note, Section

# Two names that are this much alike are one, misspelt; `Training data` and `Training details` are 0.81.
_ALIKE = 0.85
_SWAPPED = 0.75  # where the letters are the same in another order
_SHORTEST = 5  # characters; shorter names are alike by chance


def known_sections(document: Document) -> Iterator[tuple[Note, Section, Field]]:
    """Every section that the schema knows, with its note and the property that it holds."""
    fields = {field.name: field for field in document.layout.fields} if document.layout else {}
    for note in document.notes:
        for section in note.all_sections():
            if section.holds is not None:
                yield note, section, fields[section.holds]


def siblings(note: Note) -> Iterator[Sequence[Section]]:
    """The sections that stand side by side: those right in the note, then those in each of its sections."""
    yield note.sections
    for section in note.all_sections():
        yield section.sections


class Misspelt(NamedTuple):
    """A section whose name is nearly one that the schema knows: the property that is meant, and its name."""

    note: Note
    section: Section
    holds: str
    name: str


def misspelt_sections(document: Document, _: Context) -> tuple[Misspelt, ...]:
    """The misspelt sections of notes that lack the section that is meant (ask by `Context.once`)."""
    fields = document.layout.fields if document.layout else ()
    spellings = {fold_name(name): (field.name, name) for field in fields for name in _names(field)}
    if not spellings:
        return ()
    found = []
    meant_by = cache(lambda name: misspelling(name, spellings))
    for note in document.notes:
        held = {section.holds for section in note.all_sections()}
        for section in note.all_sections():
            meant = meant_by(fold_name(section.name)) if section.holds is None else None
            if meant and spellings[meant][0] not in held:
                found.append(Misspelt(note, section, *spellings[meant]))
    return tuple(found)


def misspelling(name: str, known: Iterable[str]) -> str | None:
    """The known name (both folded) of which another is a misspelling.

    A name that holds the other whole is a name of its own (`Trainings` beside `Training`), and so is one that is
    counted (`Method 1` beside `Methods`).
    """
    if len(name) < _SHORTEST or any(map(str.isdigit, name)):
        return None
    near = [each for each in known if _are_near(each, name)]
    if not near:
        return None
    from difflib import SequenceMatcher  # noqa: PLC0415 - most names are those that the schema knows, or quite others

    matcher = SequenceMatcher(b=name, autojunk=False)
    best, most = None, 0.0
    for each in near:
        matcher.set_seq1(each)
        if matcher.quick_ratio() < _SWAPPED:  # what `ratio` cannot exceed
            continue
        swapped = each[0] == name[0] and sorted(each) == sorted(name)
        if matcher.ratio() > most and matcher.ratio() >= (_SWAPPED if swapped else _ALIKE):
            best, most = each, matcher.ratio()
    return best


def _are_near(one: str, other: str) -> bool:
    """Whether two names, by their lengths, may be alike, and neither holds the other whole."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and 2 * len(short) >= _SWAPPED * (len(short) + len(long)) and short not in long


def usual_level(document: Document) -> int:
    """The level at which sections are written: that of most known ones, else one below that of the first note."""
    levels = Counter(section.level for _, section, _ in known_sections(document))
    if levels:
        return levels.most_common(1)[0][0]
    return next((min(note.heading.level + 1, 6) for note in document.notes if note.heading), 2)


def majority(numbers: Sequence[int]) -> int | None:
    """The number that more than half of them are; None where there is none."""
    number, count = Counter(numbers).most_common(1)[0] if numbers else (0, 0)
    return number if count * 2 > len(numbers) else None


def level_of(field: Field, document: Document, context: Context) -> int:
    """The level at which a section is to be written: that of its siblings, else the usual one of its file."""
    habit = context.habits.get(field.name)
    return habit.level if habit and habit.level else usual_level(document)


def as_siblings(name: str, context: Context) -> str:
    """Who has a property that a note lacks, to be added to a message; nothing where a schema asks for it."""
    habit = context.habits.get(name)
    return f", as {habit.who_has}" if habit else ""


def required_by(name: str, context: Context) -> Related:
    """Why a property is asked for: a sibling that has it, or the schema's clause."""
    habit = context.habits.get(name)
    if habit:
        return Related("a sibling that has it", location=habit.example)
    return Related("required by the schema", location=f"{context.schema.location if context.schema else ''}#/required")


def named_by(name: str, context: Context) -> str:
    """Who gives a section its name."""
    habit = context.habits.get(name)
    return (habit and habit.namesakes) or "the schema"


def called(note: Note) -> str:
    """A note by its title, in quotes."""
    return f'"{note.title}"' if note.title else "this note"


def note_place(note: Note) -> Span:
    """Where what concerns a note as a whole is reported: its heading, else its beginning."""
    return note.heading.span if note.heading else Span(note.span.start, note.span.start)


def _names(field: Field) -> tuple[str, ...]:
    return (*field.aliases, field.section) if field.section else ()
