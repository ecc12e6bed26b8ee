"""The check of the rule section-missing."""

from __future__ import annotations

from notelint.checks.lost_headings import lost_sections
from notelint.checks.note_levels import odd_notes
from notelint.checks.outside_sections import outside_sections
from notelint.checks.pseudo_sections import pseudo_sections
from notelint.checks.sections import (
    as_siblings,
    called,
    level_of,
    misspelt_sections,
    note_place,
    required_by,
    usual_level,
)
from notelint.diagnostic import Finding
from notelint.note.names import numbering_end
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.note.layout import Field
    from notelint.note.model import Document, Note


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
        if not lacking:
            continue
        held |= {line.holds for line in pseudo_sections(document, note, context)} | lost_sections(
            document.layout, note
        )
        lacking = [field for field in lacking if field.name not in held and (note.span, field.name) not in elsewhere]
        if len(lacking) >= _MANY and len(lacking) == len(required) and context.habits:
            yield _without_sections(note, lacking, context)
            continue
        unnamed = sum(not section.name for section in note.all_sections())
        for field in lacking[unnamed:]:
            heading = f"{'#' * level_of(field, document, context)} {field.section}"
            yield Finding(
                note_place(note),
                f"{called(note)} has no {field.section} section{as_siblings(field.name, context)}",
                f"add `{heading}` to this note{_or_rename(note, field)}",
                related=(required_by(field.name, context),),
            )


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
    words = name[numbering_end(name) :].casefold()
    behind = words[len(first) : len(first) + 1]
    return words.startswith(first) and not (behind.isascii() and behind.isalnum())
