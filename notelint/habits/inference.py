"""A note schema made from the notes of a family: what they have by habit is required, what recurs is known.

The schema is a document as a user would write one (see schema/note-schema.json); the habits beside it give the
figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from notelint.dataclass import cached_property, dataclass, replace
from notelint.habits.columns import (
    few_values,
    lines_of,
    orders,
    paired_sections,
    section_columns,
    value_columns,
    values_clause,
)
from notelint.habits.habit import LEAST, SHARE, Habit, is_habit
from notelint.note.names import fold_name, numbering_end
from notelint.note.roles import role_of
from notelint.schema.faults import RECORDS_OWN
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeVar

    from notelint.habits.columns import SectionColumn, ValueColumn
    from notelint.habits.families import Family
    from notelint.habits.traits import Place, Traits
    from notelint.note.layout import Field
    from notelint.schema import Schema

    Clause = dict[str, Any]
    _Value = TypeVar("_Value", int, str)

# What can be said of every paper. Others (a DOI, code) it need not have, so that they are asked for only where the
# template of the notes has a line for them.
_OF_EVERY_PAPER = frozenset(("title", "authors", "year", "venue"))
# What a section of that role holds is a property of all records.
_OF_RECORDS = frozenset(("abstract", "summary"))
_TIMES_FOR_SPELLING = 3  # so often does each of few values stand on average by which a misspelling is seen


class Inferred(NamedTuple):
    """A note schema as JSON, and the habits behind what it requires, by property.

    `paired` are the folded names of sections that stand beside another one of their role in some note: none is another
    name of that one.
    """

    document: dict[str, Any]
    habits: Mapping[str, Habit]
    paired: frozenset[str]


def infer(
    family: Family, base: Schema, *, share: int = SHARE, least: int = LEAST, is_strict: bool = False
) -> Inferred:
    """The schema that a family of notes keeps to. What papers have in common is taken over from the schema `base`.

    One that is strict knows such a property only under the label or key under which most notes give it.
    """
    notes = _Notes(family.members, base, share, least)
    base_habits = dict(notes.base_habits())
    values = [*notes.own_values()]
    sections, ordered = notes.sections(base_habits)
    section_habits = dict(notes.section_habits(sections, base_habits))
    names = {fold_name(habit.name) for habit in section_habits.values()}  # a heading may be a label: `## Tags`
    base_habits = {key: each for key, each in base_habits.items() if fold_name(each.name) not in names}
    habits = {**base_habits, **dict(notes.value_habits(values)), **section_habits}
    clauses: dict[str, Clause] = {
        name: notes.base_clause(name, habits.get(name), is_strict=is_strict) for name in base.document["properties"]
    }
    clauses |= {name: notes.value_clause(column) for name, column in values}
    taken = {column.name for _, column in sections}
    for name, column in sections:  # a section that the base knows moves to its place in the order
        clauses.pop(name, None)
        clauses[name] = notes.section_clause(name, column, taken)
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": base.document["title"],
        "description": f"What {len(notes.members)} notes have in common.",
        "x-markdown": {**base.document["x-markdown"], "sections": {"ordered": ordered, "closed": False}},
        "type": "object",
        "required": [name for name in clauses if name in habits],
        "properties": clauses,
    }
    return Inferred(document, habits, notes.paired)


@dataclass(frozen=True)
class _Notes:
    """The notes of one family, the schema that theirs is built on, and from when on something is a habit."""

    members: Sequence[Traits]
    base: Schema
    share: int
    least: int

    def is_habit(self, have: int, of: int | None = None) -> bool:
        return is_habit(have, len(self.members) if of is None else of, self.share, self.least)

    def base_clause(self, name: str, habit: Habit | None, *, is_strict: bool) -> Clause:
        have = sum(name in note.facts for note in self.members)
        support: Clause = {"description": self._support(name, have)} if have else {}
        own = self.base.document["properties"][name]
        where = own.get("x-markdown", {})
        in_place = habit is not None and habit.in_place
        if (
            habit
            and in_place
            and is_strict
            and habit.place != "section"
            and (habit.place == "label" or habit.name not in where.get("front-matter", ())[:1])
        ):
            ways = {key: where[key] for key in ("read", "split") if key in where}
            return {**own, **support, "x-markdown": {habit.place: habit.name, **ways}}
        if in_place != where.get("template", True) and (in_place or not have):  # whether a new note has a place for it
            support["x-markdown"] = {"template": in_place}
        return {"$ref": f"urn:notelint:schema:{self.base.name}:1#/properties/{name}", **support}

    def base_habits(self) -> Iterator[tuple[str, Habit]]:
        """The habits of what the base knows; a section that it requires is asked for where most notes have it."""
        places: set[tuple[Place, str]] = set()
        for field in self.base.layout.fields:
            have = [note for note in self.members if field.name in note.facts]
            others = len(self.members) - (len(have) < len(self.members))
            asked = field.required and field.section is not None and 2 * len(have) > others
            if asked or (self.is_habit(len(have)) and not self.base.layout.many):
                place, name, count = self._usual_place(field)
                in_place = self.is_habit(count)
                if in_place and (place, name) in places:
                    continue  # one key may give several properties: `issued` a year and a date
                places.update([(place, name)] * in_place)
                if asked or in_place or field.name in _OF_EVERY_PAPER:
                    habit = Habit(len(have), len(self.members), place, name, have[0].place, in_place)
                    column = self._columns.get((place, fold_name(name))) if in_place else None
                    habit = self._with_values(habit, column) if column else habit
                    yield field.name, self._title_habit(habit) if field.name == "title" else habit

    def _title_habit(self, habit: Habit) -> Habit:
        """With the level of the notes' headings, and in how many these are the title."""
        headed = sum(note.is_headed for note in self.members)
        level = self._usual([note.level or 0 for note in self.members])
        return replace(habit, level=level, named=headed if self.is_habit(headed) else None)

    def _usual_place(self, field: Field) -> tuple[Place, str, int]:
        """Where most notes give a property, under which name, and how many do so; none where it is within another's.

        A key in which others may stand, too (`url`), counts where none of its own is usual.
        """
        counts = lines_of(field.name, self.members)
        found = [(*line, count) for line, count in counts.most_common()]
        named = [each for each in found if fold_name(each[1]) in (field.names if each[0] == "label" else field.keys)]
        own = [each for each in named if each[0] == "label" or fold_name(each[1]) not in self.base.layout.shared_keys]
        if named:
            return own[0] if own and self.is_habit(own[0][2]) else named[0]
        if found and self.is_habit(found[0][2]):
            return (found[0][0], found[0][1], 0)  # the year within the venue
        return ("label", field.labels[0], 0) if field.labels else ("section", field.section or field.name, 0)

    def own_values(self) -> Iterator[tuple[str, ValueColumn]]:
        """The keys and labels that recur and of which the base knows nothing, by their properties."""
        layout = self.base.layout
        taken = {field.name for field in layout.fields}
        known: Mapping[Place, Iterable[str]] = {"front-matter": layout.front_matter_keys, "label": layout.label_names}
        usual = {(place, fold_name(name)) for place, name, _ in map(self._usual_place, layout.fields)}
        for (place, folded), column in self._columns.items():
            # Beside the usual key of a property another one may be usual, too: `title` and `original-title`.
            is_own = folded not in known[place] or ((place, folded) not in usual and self.is_habit(len(column.filled)))
            if column.have >= self.least and is_own:
                name = _property_name(column.name, taken)
                taken.add(name)
                yield name, column

    @cached_property
    def _columns(self) -> Mapping[tuple[Place, str], ValueColumn]:
        """The keys and labels by place and folded name."""
        places: tuple[Place, ...] = ("front-matter", "label")
        columns = (column for place in places for column in value_columns(place, self.members))
        return {(column.place, fold_name(column.name)): column for column in columns}

    def value_clause(self, column: ValueColumn) -> Clause:
        values = values_clause([trait for _, trait in column.filled], self.is_habit)
        return {
            "description": self._support(column.name, column.have),
            **values,
            "x-markdown": {column.place: column.name},
        }

    def value_habits(self, columns: Iterable[tuple[str, ValueColumn]]) -> Iterator[tuple[str, Habit]]:
        for name, column in columns:
            if self.is_habit(len(column.filled)):
                example = column.filled[0][0].place
                habit = Habit(len(column.filled), len(self.members), column.place, column.name, example)
                yield name, self._with_values(habit, column)

    def _with_values(self, habit: Habit, column: ValueColumn) -> Habit:
        """With what is usual of the values of a key or label, and of its place."""
        traits = [trait for _, trait in column.filled]
        titles = sum(trait.is_title for trait in traits)
        few = few_values(traits, self.is_habit, self.least, _TIMES_FOR_SPELLING)
        return replace(
            habit,
            named=titles if self.is_habit(titles, len(traits)) else None,
            kind=self._usual([trait.kind or "" for trait in traits]),
            values=tuple(few),
            once=habit.place == "label" and self._is_way(column.have - column.twice, column.have),
            rank=self._label_ranks.get(fold_name(column.name)) if habit.place == "label" else None,
        )

    @cached_property
    def _label_ranks(self) -> Mapping[str, int]:
        """The places of the usual labels among each other, if most notes have them in one order."""
        usual = {
            name for (place, name), each in self._columns.items() if place == "label" and self.is_habit(each.have)
        }
        named = ((fold_name(label.name) for label in note.labels) for note in self.members)
        written = [[*dict.fromkeys(name for name in names if name in usual)] for names in named]
        places: defaultdict[str, list[float]] = defaultdict(list)
        for order in written:
            for place, name in enumerate(order):
                places[name].append(place / len(order))
        names = sorted(places, key=lambda name: sum(places[name]) / len(places[name]))
        ranks = {name: rank for rank, name in enumerate(names)}
        in_order = [order == sorted(order, key=ranks.__getitem__) for order in written if len(order) > 1]
        return ranks if self.is_habit(sum(in_order), len(in_order)) else {}

    def sections(self, asked: Mapping[str, Habit]) -> tuple[list[tuple[str, SectionColumn]], bool]:
        """The sections that recur or that the base knows, by their properties, in order; whether that is a habit."""
        found = section_columns(self.members, self.base.layout.section_names)
        recurring = [each for each in found if each.holds or len(each.cells) >= self.least]
        columns = sorted(recurring, key=lambda column: column.rank)
        usual = [each for each in columns if self.is_habit(len(each.cells)) or each.holds in asked]
        if not self._is_ordered(columns) and self._is_ordered(usual):
            columns = usual
        named: dict[str, SectionColumn] = {}
        for column in columns:
            named[self._section_property(column, named)] = column
        return [*named.items()], len(columns) > 1 and self._is_ordered(columns)

    def _is_ordered(self, columns: Sequence[SectionColumn]) -> bool:
        """Whether most notes that have several of these sections have them in this order."""
        several = [order for order in orders(columns) if len(order) > 1]
        return self.is_habit(sum(order == sorted(order) for order in several), len(several))

    def _section_property(self, column: SectionColumn, taken: Mapping[str, object]) -> str:
        if column.holds:
            return column.holds
        role, known = role_of(column.name), self.base.document["properties"]
        if role in _OF_RECORDS and role in known and role not in taken:
            return str(role)
        return _property_name(column.name, {*known, *taken})

    def section_clause(self, name: str, column: SectionColumn, taken: Iterable[str]) -> Clause:
        known = self.base.document["properties"].get(name, {}).get("x-markdown", {})
        names = {known.get("section"), *known.get("aliases", ()), *self._other_names(column)} - {None, *taken}
        # Without a prompt, a new note would say below the heading how many others have the section.
        where = {"section": column.name, **({"aliases": sorted(names)} if names else {}), "prompt": ""}
        reading = {"read": known["read"]} if "read" in known else {}
        support = self._support(column.name, len(column.cells))
        return {"description": support, "type": "string", "minLength": 1, "x-markdown": {**where, **reading}}

    def _other_names(self, column: SectionColumn) -> set[str]:
        """What the few notes that lack a usual section call theirs of the same role."""
        role = role_of(column.name)
        if role is None or not self.is_habit(len(column.cells)):
            return set()
        having = {id(cell.note) for cell in column.cells}
        lacking = [note for note in self.members if id(note) not in having]
        names = {each.name for note in lacking for each in note.sections if role_of(each.name) == role}
        return {name for name in names if fold_name(name) not in self.paired}

    @cached_property
    def paired(self) -> frozenset[str]:
        return paired_sections(self.members)

    def section_habits(
        self, columns: Iterable[tuple[str, SectionColumn]], asked: Mapping[str, Habit]
    ) -> Iterator[tuple[str, Habit]]:
        for name, column in columns:
            have = len(column.cells)
            if name in asked or self.is_habit(have):
                yield name, self._section_habit(column, max(have, asked[name].have) if name in asked else have)

    def _section_habit(self, column: SectionColumn, have: int) -> Habit:
        sections = [cell.section for cell in column.cells]
        named = column.namesakes
        return Habit(
            have,
            len(self.members),
            "section",
            column.name,
            column.cells[0].note.place,
            level=self._usual([each.level for each in sections]),
            separator=self._usual([each.separator for each in sections]),
            named=named if self.is_habit(named, len(sections)) else None,
            filled=self._is_way(sum(each.filled for each in sections), len(sections)),
            numbered=self.is_habit(sum(numbering_end(each.name) > 0 for each in sections), len(sections)),
            once=self._is_way(sum(cell.times == 1 for cell in column.cells), len(sections)),
        )

    def _is_way(self, have: int, of: int) -> bool:
        """Whether something is a habit, or so few do anything at all that it is no habit not to do it."""
        return self.is_habit(have, of) or of < self.least

    def _usual(self, values: Sequence[_Value]) -> _Value | None:
        """The value that is a habit."""
        value, count = Counter(values).most_common(1)[0]
        return value if self.is_habit(count, len(values)) else None

    def _support(self, name: str, have: int) -> str:
        return f"{name}: {have} of {len(self.members)} notes."


def _property_name(name: str, taken: Iterable[str]) -> str:
    """A name of a section, key or label as a property of JSON: `Key results` is `key_results`."""
    words = "_".join("".join(sign if sign.isalnum() else " " for sign in name.casefold()).split()) or "section"
    taken = {*taken, *RECORDS_OWN}
    numbered = (f"{words}_{number}" for number in range(2, len(taken) + 3))
    return words if words not in taken else next(each for each in numbered if each not in taken)
