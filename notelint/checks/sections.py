"""The sections and levels of a document's notes, and the words in which findings speak of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache
from itertools import chain

from notelint.diagnostic import Finding, Related
from notelint.markdown.nodes import Paragraph
from notelint.note.model import Note, Origin
from notelint.note.names import fold_name, split_name
from notelint.regex import regex
from notelint.source import Span
from notelint.spelling import meant_by
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from notelint.context import Context
    from notelint.markdown.nodes import Heading
    from notelint.note.layout import Field
    from notelint.note.model import Document, Fact, Region, Section


def known_sections(document: Document) -> Iterator[tuple[Note, Section, Field]]:
    """Every section that the schema knows, with its note and the property that it holds."""
    fields = document.layout.by_name if document.layout else {}
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
    ask = cache(lambda name: meant_by(name, spellings))
    for note in document.notes:
        held = {section.holds for section in note.all_sections()}
        for section in note.all_sections():
            meant = ask(fold_name(section.name)) if section.holds is None else None
            if meant and spellings[meant][0] not in held:
                found.append(Misspelt(note, section, *spellings[meant]))
    return tuple(found)


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
    return usual_level(document) if habit is None or habit.level is None else habit.level


def marks(level: int) -> str:
    """What begins a section of that level: `##`, or `-` where sections are items of an outline."""
    return "#" * level or "-"


def as_siblings(name: str, context: Context) -> str:
    """Who has a property that a note lacks, to be added to a message; nothing where a schema asks for it."""
    habit = context.habits.get(name)
    return f", unlike {habit.siblings}" if habit else ""


def required_by(name: str, context: Context) -> Related:
    """Why a property is asked for: a sibling that has it, or the schema's clause."""
    habit = context.habits.get(name)
    if habit:
        return Related("a sibling that has it", location=habit.example)
    return Related("required by the schema", location=f"{context.schema.location if context.schema else ''}#/required")


def lack(  # noqa: PLR0913 - what a finding is made of
    what: str, name: str, remedy: str, note: Note, context: Context, *, place: Span | None = None
) -> Finding:
    """What is said of a note that has not `what` its siblings, or the schema, have for the property `name`."""
    return Finding(
        place or note_place(note),
        f"{called(note)} has no {what}{as_siblings(name, context)}",
        remedy,
        related=(required_by(name, context),),
    )


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


_LINE = regex(
    r"(?P<marks>\*\*|__)(?P<bold>[^*_\r\n:：]{1,60})(?:(?P<colon>[:：])(?P=marks)|(?P=marks)(?P<behind>[:：])?)"
    r"(?:[ \t]*(?P<value>\S[^\r\n]*))?[ \t]*(?=[\r\n]|\Z)"
    r"|(?P<plain>[^\s*_:：\[\]<>|`#][^*_\r\n:：\[\]<>|`]{0,60})[:：][ \t]*(?=[\r\n]|\Z)"
)
# What such a line holds.
_MARK = regex(r"(?<!\S)(?:\*\*|__)|[:：][ \t]*(?![^\r\n])")


def _is_label_for_section(fact: Fact, context: Context) -> bool:
    """Whether a fact was read from a label where the note's siblings have a section."""
    habit = context.habits.get(fact.name)
    return fact.origin is Origin.LABEL and habit is not None and habit.place == "section"


class PseudoSection(NamedTuple):
    """A line that does a heading's work: its place, the name and value in it, and the property that is meant."""

    span: Span
    name_span: Span
    name: str
    value: str
    holds: str


def pseudo_sections(document: Document, note: Note, context: Context) -> Iterator[PseudoSection]:
    """The first such line of a note for each section that the schema knows and the note does not have."""
    names = document.layout.section_names if document.layout else {}
    if not names:
        return
    held = {section.holds for section in note.all_sections()}
    held |= {fact.name for fact in note.facts if not _is_label_for_section(fact, context)}
    parts = (note.blocks, *(section.blocks for section in note.all_sections()))
    for block in (block for blocks in parts for block in blocks.holding(_MARK)):
        if not isinstance(block, Paragraph):
            continue
        found = _LINE.match(note.source.text, block.span.start, block.span.end)
        if found is None or (found["value"] and not (found["colon"] or found["behind"])):
            continue
        group = "bold" if found["bold"] else "plain"
        holds = names.get(fold_name(found[group]))
        if holds and holds not in held:
            held.add(holds)
            span, name_span = Span(*found.span()), Span(*found.span(group))
            yield PseudoSection(span, name_span, found[group].strip(), (found["value"] or "").rstrip(), holds)


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


class OddNote(NamedTuple):
    """A note that stands at another level than most others of its file, and at which those do."""

    note: Note
    heading: Heading
    usual: int


def odd_notes(document: Document, _: Context) -> tuple[OddNote, ...]:
    """The notes that stand deeper or shallower than most others of their file (ask by `Context.once`).

    The level counts from the top of the file or from the note's group: one that agrees in either is right.
    """
    places = list(_places_of_notes(document))
    level = majority([heading.level for _, heading, _ in places])
    step = majority([step for *_, step in places])
    if level is None or step is None or len(places) < 3:
        return ()
    return tuple(
        OddNote(note, heading, level)
        for note, heading, its_step in places
        if heading.level != level and its_step != step
    )


def _places_of_notes(document: Document) -> Iterator[tuple[Note, Heading, int]]:
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
