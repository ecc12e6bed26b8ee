"""How the notes of a document fall short of their schema, and where it is said."""

from __future__ import annotations

from notelint.checks.front_matter import odd_dates
from notelint.checks.sections import called, note_place, required_by
from notelint.diagnostic import Finding, Related
from notelint.habits.traits import kind_of, labels_of
from notelint.note.model import Origin
from notelint.note.names import fold_name
from notelint.note.values import IDENTIFIERS, says_why_not
from notelint.spelling import meant_by
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notelint.context import Context
    from notelint.habits.habit import Habit
    from notelint.note.model import Document, Fact, Note, Value
    from notelint.schema.model import Violation
    from notelint.source import Span


# Kinds of values, as a finding names them.
_KINDS = {
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date",
    "array": "a list",
    "string": "text",
    "object": "a mapping",
}
# Of the kinds that can be a habit: what else goes for one, and what to write.
_USUAL: Mapping[str, tuple[str | None, str]] = {
    "integer": ("number", "write a whole number"),
    "boolean": (None, "write `true` or `false`"),
    "date": ("integer", "write it as year-month-day, such as 2023-04-08"),  # the year, where no more is known
    "array": (None, "write a list, such as `[one, two]`"),
}


class Shortfall(NamedTuple):
    """One way in which a note falls short: `fact` is the value concerned, None for the note as a whole."""

    note: Note
    fact: Fact | None
    violation: Violation

    @property
    def in_section(self) -> bool:
        """Whether the value is what a section of the schema holds."""
        return self.fact is not None and self.fact.origin is Origin.SECTION


def shortfalls(document: Document, context: Context) -> tuple[Shortfall, ...]:
    """All of a document's (ask by `Context.once`); absent properties have rules of their own."""
    if context.schema is None:
        return ()
    odd = {each.span for each in context.once(odd_values, document)}
    identifiers = {field.name for field in context.schema.layout.fields if field.reading in IDENTIFIERS}
    found = []
    for note in document.notes:
        unread = {fact.name: fact for fact in note.unread}
        values = note.properties | {name: unread[name].value for name in unread}
        for violation in () if context.schema.surely_allows(values) else context.schema.violations(values):
            if violation.keyword == "required" and not violation.instance:
                continue  # the matter of section-missing and note-property-missing
            name = violation.property or ""
            fact = unread.get(name) or note.fact(name)
            if fact and any(fact.span == entry.value_span for entry, _ in odd_dates(document)):
                continue  # the matter of front-matter-date
            if (fact and fact.span in odd) or (name in context.habits and violation.keyword == "enum"):
                continue  # what siblings have says more, and a value of its own is none of their affair
            if not (name in unread and name in identifiers):  # the matter of note-identifier
                found.append(Shortfall(note, fact, violation))
    return tuple(found)


def odd_values(document: Document, context: Context) -> tuple[Finding, ...]:
    """Values of another kind than the siblings have under that key, and misspellings of theirs (by `Context.once`)."""
    habits = [each for each in context.habits.values() if each.in_place and each.place != "section"]
    written = ((habit, written_by_habit(habit, note, document)) for note in document.notes for habit in habits)
    found = (_odd_kind(habit, *there) or _misspelling(habit, *there) for habit, there in written if there)
    return tuple(filter(None, found))


def written_by_habit(habit: Habit, note: Note, document: Document) -> tuple[str, Value, Span] | None:
    """What a note has under the key or label of a habit: the name as written, the value and its place."""
    name = fold_name(habit.name)
    if habit.place == "front-matter" and document.front_matter and len(document.notes) == 1:
        entries = (each for each in document.front_matter.entries if fold_name(each.key) == name)
        return next(((each.key, each.value, each.value_span) for each in entries), None)
    labels = labels_of(note) if habit.place == "label" and (habit.values or habit.named) else ()
    return next(((each.name, each.value, each.value_span) for each in labels if fold_name(each.name) == name), None)


def _odd_kind(habit: Habit, name: str, value: Value, span: Span) -> Finding | None:
    kind, usual = kind_of(value), habit.kind or ""
    also, remedy = _USUAL.get(usual, (None, ""))
    if habit.place == "label" or not remedy or kind in (usual, also, None):
        return None
    if isinstance(value, str) and (value.isdecimal() or says_why_not(value)):
        return None
    message = f"{name} is {_KINDS[kind]}; in {habit.siblings} it is {_KINDS[usual]}"
    return Finding(span, message, remedy, related=(_sibling(habit),))


def _misspelling(habit: Habit, name: str, value: Value, span: Span) -> Finding | None:
    if not isinstance(value, str) or value in habit.values:
        return None
    usual = {each.casefold(): each for each in habit.values}
    meant = usual.get(value.casefold()) or usual.get(meant_by(value.casefold(), usual) or "")
    if meant is None:
        return None
    message = f'{name} "{value}" is written "{meant}" in its siblings'
    return Finding(span, message, f'did you mean "{meant}"?', related=(_sibling(habit),))


def _sibling(habit: Habit) -> Related:
    return Related("a sibling that has it", location=habit.example)


def finding(shortfall: Shortfall, document: Document, context: Context) -> Finding:
    """What is wrong, at the value, with the clause of the schema that says so."""
    note, fact, violation = shortfall
    return Finding(
        _place(violation, fact, document) if fact else note_place(note),
        f"{_subject(violation, fact) if fact else called(note)} {violation.message}",
        related=(_clause(violation, context),),
    )


def _clause(violation: Violation, context: Context) -> Related:
    """What says so: a sibling that does it right, or the clause of the schema."""
    if violation.property and violation.property in context.habits:
        return required_by(violation.property, context)
    return Related("the schema", location=f"{context.schema.location if context.schema else ''}#{violation.clause}")


def _subject(violation: Violation, fact: Fact) -> str:
    """What the value is called where it was written; of a list, which of its items is meant."""
    label, item = fact.label or fact.name, _item(violation, fact)
    return label if item is None else f"item {item + 1} of {label}"


def _place(violation: Violation, fact: Fact, document: Document) -> Span:
    """The value's place; of a list in front matter that of the item concerned."""
    item = _item(violation, fact)
    if item is not None and fact.origin is Origin.FRONT_MATTER and fact.label and document.front_matter:
        entry = document.front_matter.get(fact.label)
        if entry and item < len(entry.items):
            return entry.items[item]
    return fact.span


def _item(violation: Violation, fact: Fact) -> int | None:
    """The place in a list of the item concerned; None where it is the value as a whole."""
    parts = violation.instance.split("/")
    return int(parts[2]) if isinstance(fact.value, list | tuple) and len(parts) > 2 and parts[2].isdecimal() else None
