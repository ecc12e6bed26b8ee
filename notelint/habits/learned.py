"""A document read by the schema that its notes' habits make."""

from __future__ import annotations

from notelint.dataclass import replace
from notelint.habits.inference import infer
from notelint.habits.traits import kind_of, labels_of
from notelint.note.model import Fact, Origin
from notelint.note.names import fold_name
from notelint.note.roles import role_of
from notelint.note.values import read_value
from notelint.schema import Schema, compiled_schema
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from notelint.habits.families import Family
    from notelint.habits.habit import Habit
    from notelint.habits.traits import Name
    from notelint.note.layout import Field, Layout
    from notelint.note.model import Document, Note, Section


class Learned(NamedTuple):
    """The schema of a family of notes, which requires what is a habit among them, and these habits by property.

    `paired` is that of `Inferred`.
    """

    schema: Schema
    habits: Mapping[str, Habit]
    paired: frozenset[str] = frozenset()


def learned_from(family: Family, base: Schema) -> Learned:
    """What there is to learn from a family whose notes were read by the schema `base`: what it knows, and habits.

    What recurs without being a habit is left out: a note may do so or otherwise.
    """
    inferred = infer(family, base)
    schema = compiled_schema(base.name, base.location, inferred.document)
    known = {field.name for field in base.layout.fields}.union(inferred.habits)
    fields = tuple(field for field in schema.layout.fields if field.name in known)
    title = inferred.habits.get("title")
    layout = replace(schema.layout, fields=fields, titled=bool(title and title.namesakes))
    own = replace(schema, layout=layout)
    return Learned(own, inferred.habits, inferred.paired)


def without(learned: Learned, names: Container[Name]) -> Learned:
    """What there is to learn for a note that keeps to another template as far as these names go."""
    dropped = {key for key, habit in learned.habits.items() if (habit.place, fold_name(habit.name)) in names}
    layout = learned.schema.layout
    fields = tuple(replace(field, required=field.required and field.name not in dropped) for field in layout.fields)
    habits = {key: habit for key, habit in learned.habits.items() if key not in dropped}
    return Learned(replace(learned.schema, layout=replace(layout, fields=fields)), habits, learned.paired)


def nothing_learned(base: Schema) -> Learned:
    """What counts where nobody has a habit: the schema, of which nothing is required."""
    layout = replace(base.layout, fields=tuple(replace(field, required=False) for field in base.layout.fields))
    return Learned(replace(base, layout=layout), {})


def seen_from_outside(learned: Learned) -> Learned:
    """The same for a note that is none of the family's: all of these are its siblings."""
    return learned._replace(habits={name: replace(habit, of=habit.of + 1) for name, habit in learned.habits.items()})


def by_habit(document: Document, learned: Learned) -> Document:
    """The document read by what was learned: its sections hold what the siblings' do, and there are facts of its own.

    These are the values of keys and labels that only the vault knows.
    """
    layout = learned.schema.layout
    known = {field.name for field in document.layout.fields} if document.layout else set()
    own = [field for field in layout.fields if field.name not in known and not field.section]
    notes = tuple(_note(note, document, learned, own) for note in document.notes)
    return replace(document, layout=layout, notes=notes)


def _note(note: Note, document: Document, learned: Learned, own: Iterable[Field]) -> Note:
    layout = learned.schema.layout
    held = {name for section in note.all_sections() if (name := _named(section, layout))}
    by_role = {
        role: field.name
        for field in layout.fields
        if field.required and field.section and field.name not in held and (role := role_of(field.section))
    }
    sections = tuple(_held(section, learned, by_role) for section in note.sections)
    facts = [*_own_facts(note, document, own)]
    return replace(
        note,
        sections=sections,
        facts=(*note.facts, *(fact for fact, readable in facts if readable)),
        unread=(*note.unread, *(fact for fact, readable in facts if not readable)),
    )


def _named(section: Section, layout: Layout) -> str | None:
    return layout.section_names.get(fold_name(section.name))


def _held(section: Section, learned: Learned, by_role: dict[str, str]) -> Section:
    """The section with the property that it holds: by its name, else by its role where its siblings have just one."""
    holds = _named(section, learned.schema.layout)
    if holds is None and by_role and fold_name(section.name) not in learned.paired:
        holds = by_role.pop(role_of(section.name) or "", None)
    inner = tuple(_held(each, learned, by_role) for each in section.sections)
    return replace(section, sections=inner, holds=holds)


def _own_facts(note: Note, document: Document, own: Iterable[Field]) -> Iterator[tuple[Fact, bool]]:
    """The values of what only the vault knows, and whether each can be read as such."""
    entries = document.front_matter.entries if document.front_matter and len(document.notes) == 1 else ()
    labels = [*labels_of(note)] if any(field.labels for field in own) else ()
    for field in own:
        written = [
            *(
                Fact(field.name, entry.value, entry.value_span, Origin.FRONT_MATTER, entry.key, entry.key_span)
                for entry in entries
                if fold_name(entry.key) in field.keys
            ),
            *(
                Fact(field.name, label.value, label.value_span, Origin.LABEL, label.name)
                for label in labels
                if fold_name(label.name) in field.names
            ),
        ]
        for fact in written:
            if kind_of(fact.value):
                value = read_value(field, fact.value)
                yield (fact, False) if value is None else (replace(fact, value=value), True)
