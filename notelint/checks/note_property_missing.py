"""The check of the rule note-property-missing."""

from __future__ import annotations

from notelint.checks.front_matter_unknown import misspelt_keys
from notelint.checks.sections import as_siblings, called, misspelling, note_place, required_by
from notelint.diagnostic import Finding
from notelint.habits.traits import kind_of, labels_of
from notelint.note.names import fold_name
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.front_matter import Entry
    from notelint.habits.habit import Habit
    from notelint.note.layout import Field
    from notelint.note.model import Document, Note


def note_property_missing(document: Document, context: Context) -> Iterator[Finding]:
    """Properties that the schema or the habit of its siblings requires and a note does not give.

    Sections have a rule of their own, and a misspelt key has, too.
    """
    if document.layout is None or context.schema is None:
        return
    required = [field for field in document.layout.fields if field.required and not field.section]
    misspelt = {fold_name(key) for _, key in context.once(misspelt_keys, document)}
    for note in document.notes:
        given = {fact.name for fact in (*note.facts, *note.unread)}
        lacking = [
            field
            for field in required
            if misspelt.isdisjoint(field.keys) and (field.name not in given or _lacks_key(field, document, context))
        ]
        keys = [field for field in lacking if _is_key(field, context)]
        if document.front_matter is None and len(keys) > 1:
            yield _without_front_matter(keys, note, context)
            lacking = [field for field in lacking if field not in keys]
        for field in lacking:
            yield _missing(field, note, document, context)


def _is_key(field: Field, context: Context) -> bool:
    """Whether the siblings write a property into their front matter."""
    habit = context.habits.get(field.name)
    return habit is not None and habit.in_place and habit.place == "front-matter"


def _entries(field: Field, document: Document) -> Sequence[Entry]:
    entries = document.front_matter.entries if document.front_matter else ()
    return [entry for entry in entries if fold_name(entry.key) in field.keys]


def _lacks_key(field: Field, document: Document, context: Context) -> bool:
    """Whether a property is given elsewhere, but not in the front matter where the siblings have it."""
    return _is_key(field, context) and not any(kind_of(entry.value) for entry in _entries(field, document))


def _missing(field: Field, note: Note, document: Document, context: Context) -> Finding:
    entry = next(iter(_entries(field, document)), None)
    place = Span(entry.key_span.start, entry.value_span.end) if entry else note_place(note)
    where = " in its front matter" if _lacks_key(field, document, context) else ""
    habit = context.habits.get(field.name)
    name = habit.name if habit and habit.in_place else field.name
    return Finding(
        place,
        f"{called(note)} has no {name}{where}{as_siblings(field.name, context)}",
        f"give `{entry.key}` a value" if entry else _remedy(field, note, habit),
        related=(required_by(field.name, context),),
    )


def _without_front_matter(fields: Sequence[Field], note: Note, context: Context) -> Finding:
    """What is said once of a note that has none of the keys of its siblings."""
    names = ", ".join(context.habits[field.name].name for field in fields)
    return Finding(
        note_place(note),
        f"{called(note)} has no front matter{as_siblings(fields[0].name, context)}",
        f"add front matter with {names}",
        related=(required_by(fields[0].name, context),),
    )


def _remedy(field: Field, note: Note, habit: Habit | None) -> str:
    if habit and habit.place == "label":
        names = (label.name for label in labels_of(note))
        meant = [fold_name(habit.name)]
        near = next((name for name in names if misspelling(fold_name(name), meant)), None)
        return f'rename "{near}" to "{habit.name}"' if near else f"add a line `**{habit.name}**: ...`"
    if habit or field.front_matter:
        return f"add `{habit.name if habit else field.front_matter[0]}:` to the front matter"
    if field.labels:
        return f"add a line `{field.labels[0]}: ...`"
    if field.link:
        return f"add a link that leads to it, labelled as such: `[{field.link.title()}](...)`"
    if field.heading:
        return f"write it in the note's heading, where the schema's pattern has the group `{field.heading}`"
    return f"say in the schema, by `x-markdown`, where a note gives `{field.name}`"
