"""Sections: which there are, under which names, where they stand."""

from __future__ import annotations

from collections import defaultdict

from notelint.checks.progress import is_unfinished
from notelint.checks.sections import (
    as_siblings,
    called,
    known_sections,
    lack,
    level_of,
    majority,
    marks,
    misspelt_sections,
    named_by,
    note_place,
    odd_notes,
    outside_sections,
    pseudo_sections,
    required_by,
    siblings,
    usual_level,
)
from notelint.diagnostic import Edit, Finding, Fix, Related, Safety
from notelint.note.names import fold_name, numbering_end, unnumbered
from notelint.regex import regex
from notelint.source import Span
from notelint.targets.headings import lost_sections
from notelint.targets.renaming import renaming
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from notelint.checks.sections import OutsideSection
    from notelint.context import Context
    from notelint.note.layout import Field
    from notelint.note.model import Document, Note, Section
    from notelint.source import Source


def section_alias(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that go by another name than the schema's.

    Where no schema is configured, a name is expected only where the note's file uses it, or its siblings do: notes in
    another language have names of their own.
    """
    sections = list(known_sections(document))
    in_use = {field.name for _, section, field in sections if not _is_alias(section, field)}
    for note, section, field in sections:
        habit = context.habits.get(field.name)
        if habit and habit.numbered and _lacks_number(section, note):
            yield Finding(
                section.name_span,
                f'section "{section.name}" has no number, unlike {habit.siblings}',
                "write its number before it",
            )
        if not _is_alias(section, field) or not (
            document.configured or field.name in in_use or field.name in context.habits
        ):
            continue
        if field.name in context.habits and _says_more(section, field):
            continue
        taken = any(other.holds == section.holds for other in note.all_sections() if other is not section)
        yield Finding(
            section.name_span,
            f'section "{section.name}" is called "{field.section}" in {named_by(field.name, context)}',
            f'rename it to "{field.section}"',
            None if taken else renaming(document, context, section, field.section or ""),
        )


def _lacks_number(section: Section, note: Note) -> bool:
    """Whether a section has no number, and others of its note have one."""
    return not numbering_end(section.name) and any(numbering_end(each.name) for each in note.all_sections())


_ANDS = (["and"], ["&"], ["und"], ["et"], ["y"], ["e"], ["+"], ["/"])


def _says_more(section: Section, field: Field) -> bool:
    """Whether a section begins with the usual name and says of what: `Experiments on ImageNet`."""
    name, usual = unnumbered(section.name).casefold(), f"{field.section} ".casefold()
    return name.startswith(usual) and name.removeprefix(usual).split()[:1] not in _ANDS


def _is_alias(section: Section, field: Field) -> bool:
    return fold_name(section.name) != fold_name(field.section or "")


def section_level(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that stand deeper or shallower than the same section of most other notes.

    In a file of many notes the level counts from the top of the document or from the note's heading: a section that
    agrees in one is right. A note most of whose sections are at another level than those of its siblings has levels of
    its own.
    """
    by_name: defaultdict[str, list[tuple[Note, Section]]] = defaultdict(list)
    for note, section, field in known_sections(document):
        by_name[field.name].append((note, section))
    odd = [each for name, places in by_name.items() for each in _odd(name, places, context)]
    if len(document.notes) == 1 and 2 * len(odd) > len(by_name):
        return
    for note, section, usual, whose in odd:
        yield Finding(
            section.heading.span,
            f"the {unnumbered(section.name)} section of {called(note)} is at heading level {section.level}; "
            f"in {whose} it is at level {usual}",
            f"write `{marks(usual)} {section.name}`",
        )


def _odd(name: str, places: list[tuple[Note, Section]], context: Context) -> Iterator[tuple[Note, Section, int, str]]:
    """The sections of one name that stand at another level than is usual: that level, and where it is usual."""
    habit = context.habits.get(name)
    if len(places) == 1 and habit and habit.level:
        ((note, section),) = places
        if section.level and section.level != habit.level:
            yield note, section, habit.level, habit.siblings
        return
    usual = majority([section.level for _, section in places])
    usual_step = majority([_step(note, section) for note, section in places])
    for note, section in places:
        if usual and usual_step and section.level != usual and _step(note, section) != usual_step:
            yield note, section, usual, "the other notes"


def _step(note: Note, section: Section) -> int:
    return section.level - (note.heading.level if note.heading else 0)


_MANY = 3  # sections that are named in one finding where a note has none of them


def section_missing(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that the schema or the habit of its siblings requires and a note does not have."""
    if document.layout is None or context.schema is None:
        return
    level = usual_level(document)
    required = [field for field in document.layout.fields if field.required and field.section]
    # What is there, but misspelt, outside, without a heading or with one that is none, has rules of its own.
    misspelt = {(each.note.span, each.holds) for each in context.once(misspelt_sections, document)}
    # Below a heading that is deeper than theirs, sections are no note's: the matter of note-level.
    deep = {odd.note.span for odd in context.once(odd_notes, document) if odd.heading.level > level}
    outside = {(each.note.span, each.holds) for each in context.once(outside_sections, document) if each.note}
    elsewhere = misspelt | outside
    for note in document.notes:
        if note.span in deep:
            continue
        held = {section.holds for section in note.all_sections()} | {fact.name for fact in note.facts}
        lacking = [field for field in required if field.name not in held]
        if not lacking or (context.habits and is_unfinished(document, note)):
            continue
        held |= {line.holds for line in pseudo_sections(document, note, context)} | lost_sections(
            document.layout, note
        )
        lacking = [field for field in lacking if field.name not in held and (note.span, field.name) not in elsewhere]
        if len(lacking) >= _MANY and len(lacking) == len(required) and context.habits:
            yield _without_sections(note, lacking, context)
            continue
        unnamed = sum(not section.name for section in note.all_sections())
        together: defaultdict[str, list[Field]] = defaultdict(list)
        for field in lacking[unnamed:]:  # what a schema asks for is said one by one
            together[as_siblings(field.name, context) or f" {field.name}"].append(field)
        yield from (_without(note, fields, document, context) for fields in together.values())


def _without(note: Note, fields: Sequence[Field], document: Document, context: Context) -> Finding:
    """What is said of the sections that a note lacks, and its siblings have alike."""
    field = fields[0]
    names = " or ".join(each.section or "" for each in fields)
    headings = [f"`{marks(level_of(each, document, context))} {each.section}`" for each in fields]
    rename = next((found for each in fields if (found := _or_rename(note, each))), "")
    return lack(f"{names} section", field.name, f"add {' and '.join(headings)} to this note{rename}", note, context)


def _without_sections(note: Note, fields: Sequence[Field], context: Context) -> Finding:
    """What is said once of a note that has no section of its siblings."""
    names = ", ".join(field.section or "" for field in fields)
    return Finding(
        note_place(note),
        f"{called(note)} has none of the sections of its siblings: {names}",
        "add these sections",
        related=(required_by(fields[0].name, context),),
    )


def _or_rename(note: Note, field: Field) -> str:
    """The other remedy, where a section that the schema does not know begins with the name of the missing one."""
    names = [name.casefold() for name in (field.section, *field.aliases) if name]
    for section in note.all_sections():
        if section.holds is None and any(_begins(section.name, name) for name in names):
            return f', or rename "{section.name}" if it is that section'
    return ""


def _begins(name: str, first: str) -> bool:
    """Whether a section's name begins with other words: `2. Model and data` with `model`, `Models` does not."""
    words = unnumbered(name).casefold()
    behind = words[len(first) : len(first) + 1]
    return words.startswith(first) and not (behind.isascii() and behind.isalnum())


_LINE_END = regex(r"\r\n|\n|\r")


def section_order(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that do not stand in the order of an ordered schema: one finding for those that stand side by side."""
    if document.layout is None or not document.layout.ordered or context.schema is None:
        return
    order = {field.name: place for place, field in enumerate(document.layout.fields)}
    clause = f"{context.schema.location}#/x-markdown/sections/ordered"
    ordered = () if context.habits else (Related("ordered by the schema", location=clause),)
    where = "its siblings" if context.habits else "the schema"
    for note in document.notes:
        first = {section.holds: section for section in reversed(note.all_sections())}
        for side_by_side in siblings(note):
            known = [section for section in side_by_side if section.holds and first[section.holds] is section]
            if found := _first_behind(known, order):
                late, early = found
                yield Finding(
                    late.name_span,
                    f'section "{late.name}" should come before "{early.name}", as in {where}',
                    f'move it before "{early.name}"',
                    _sorted(known, order, document.source),
                    (Related("it belongs before this one", early.name_span), *ordered),
                )


def _first_behind(sections: Sequence[Section], order: Mapping[str, int]) -> tuple[Section, Section] | None:
    """The first section that stands behind one that should come after it, and that one."""
    last: Section | None = None
    for section in sections:
        if last and order[section.holds or ""] < order[last.holds or ""]:
            return section, last
        last = section
    return None


def _sorted(sections: Sequence[Section], order: Mapping[str, int], source: Source) -> Fix | None:
    """The sections in the schema's order, in the places where some stand now; what is between them stays.

    Where their levels differ, or a heading is underlined, moving one could make it part of another.
    """
    if len({section.level for section in sections}) > 1 or any(section.heading.setext for section in sections):
        return None
    places = [_trimmed(section, source) for section in sections]
    wanted = sorted(range(len(sections)), key=lambda number: order[sections[number].holds or ""])
    edits = [
        Edit(place, source.slice(places[number]) + _gap(place, sections[index].span, source))
        for index, (place, number) in enumerate(zip(places, wanted, strict=True))
        if index != number
    ]
    return Fix("put the sections in the schema's order", tuple(edits), Safety.UNSAFE)


def _trimmed(section: Section, source: Source) -> Span:
    text = source.slice(section.span)
    return Span(section.span.start, section.span.start + len(text.rstrip()))


def _gap(place: Span, whole: Span, source: Source) -> str:
    """The line end that is missing for an empty line behind a section, which keeps what was moved apart."""
    behind = _LINE_END.findall(source.text, place.end, whole.end)
    return behind[0] if len(behind) == 1 and whole.end < len(source.text) else ""


def section_outside(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that the schema knows, before the first note of a file of many notes, or cut off from their note.

    One alone may be about the whole file, such as a Summary at its beginning: two of different names are a note's.
    What stands together is reported once.
    """
    sections = context.once(outside_sections, document)
    before = [each for each in sections if each.note is None]
    if document.notes and len({each.holds for each in before}) > 1:
        yield _before(before, document)
    level = usual_level(document) if sections else 0
    first = {id(each.note): each for each in reversed(sections) if each.note}
    for each in first.values():
        if each.note:
            yield Finding(
                each.group.heading.text_span,
                f'section "{each.name}" is outside {called(each.note)}: its heading ends the note',
                f"write `{'#' * level} {each.group.title}`",
            )


def _before(sections: Sequence[OutsideSection], document: Document) -> Finding:
    place, *others = sections
    heading = document.notes[0].heading
    note = (Related("the first note", heading.text_span),) if heading else ()
    return Finding(
        place.group.heading.text_span,
        f'section "{place.name}" comes before the first note in this file',
        "put the heading of its note above it, such as `(2019 Google) Title`",
        related=(*(Related(f'so does "{each.name}"', each.group.heading.text_span) for each in others), *note),
    )


def section_pseudo(document: Document, context: Context) -> Iterator[Finding]:
    """Lines such as `**Summary**` and `Summary:` in place of the heading of a section that the note lacks.

    Where no schema is configured, bold names are a note's own way unless its siblings have such a heading, or its file
    has headings for other sections of the schema.
    """
    headed = next(known_sections(document), None) is not None
    fields = document.layout.by_name if document.layout else {}
    for note in document.notes:
        for line in pseudo_sections(document, note, context):
            if not (document.configured or headed or line.holds in context.habits):
                continue
            level = level_of(fields[line.holds], document, context)
            heading = f"{marks(level)} {line.name}{': ' * bool(line.value)}{line.value}"
            yield Finding(
                line.name_span,
                f'"{line.name}" is not a heading, so this note has no {unnumbered(line.name)} section'
                f"{as_siblings(line.holds, context)}",
                f"write `{heading}`" if not line.value else "make it a heading",
                Fix(f'make "{line.name}" a heading', (Edit(line.span, heading),), Safety.UNSAFE),
            )


def section_unknown(document: Document, context: Context) -> Iterator[Finding]:
    """Sections with a misspelt name, and under a closed schema all that it does not know.

    What stands inside a section is that section's own affair.
    """
    misspelt: set[Span] = set()
    for _, section, holds, name in context.once(misspelt_sections, document):
        misspelt.add(section.name_span)
        habit = context.habits.get(holds)
        known = (
            f'section "{section.name}" is called "{name}" in {habit.namesakes}'
            if habit and habit.namesakes
            else _message(section)
        )
        yield Finding(section.name_span, known, f'did you mean "{name}"?', renaming(document, context, section, name))
    if document.layout is None or not document.layout.closed or context.schema is None:
        return
    known = ", ".join(f'"{field.section}"' for field in document.layout.fields if field.section)
    closed = Related("closed by the schema", location=f"{context.schema.location}#/x-markdown/sections/closed")
    for note in document.notes:
        for section in note.sections:
            if section.holds is None and section.name_span not in misspelt:
                yield Finding(section.name_span, _message(section), f"the schema has {known}", related=(closed,))


def _message(section: Section) -> str:
    return f'section "{section.name}" is not in the schema'
