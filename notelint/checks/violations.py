"""How the notes of a document fall short of their schema, and where it is said."""

from __future__ import annotations

from notelint.checks.front_matter import odd_dates
from notelint.checks.sections import called, note_place, required_by
from notelint.diagnostic import Finding, Related
from notelint.note.model import Origin
from notelint.note.values import IDENTIFIERS
from notelint.spelling import meant_by
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from notelint.context import Context
    from notelint.note.model import Document, Fact, Note
    from notelint.schema.model import Violation
    from notelint.source import Span


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
            if name in context.habits and violation.keyword == "enum" and fact and not _is_slip(fact, context):
                continue  # a value of its own
            if not (name in unread and name in identifiers):  # the matter of note-identifier
                found.append(Shortfall(note, fact, violation))
    return tuple(found)


def _is_slip(fact: Fact, context: Context) -> bool:
    """Whether a text that is none of few usual ones is meant as one of them: in other capitals, or misspelt."""
    usual = context.schema.document["properties"][fact.name].get("enum", ()) if context.schema else ()
    if not isinstance(fact.value, str):
        return False
    known = [each.casefold() for each in usual]
    return fact.value.casefold() in known or meant_by(fact.value.casefold(), known) is not None


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
