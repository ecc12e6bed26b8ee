"""What an inferred schema knows, as rows: how many notes have it, which values, and which notes lack it."""

from __future__ import annotations

from collections import Counter

from notelint.habits.columns import section_columns, value_columns
from notelint.note.names import fold_name
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from notelint.habits.families import Family
    from notelint.habits.inference import Inferred
    from notelint.habits.traits import Place, Traits, ValueTrait

_MOST_EXAMPLES = 3


class Row(NamedTuple):
    """One section, front matter key or label of a family, or a fact that its notes give in various ways.

    `lacking` are the places of the notes that lack it, where it is `required`.
    """

    kind: str
    name: str
    have: int
    required: bool
    examples: Sequence[str]
    lacking: Sequence[str]


def rows(family: Family, inferred: Inferred) -> Iterator[Row]:
    """The rows of what at least two notes have and the schema knows, in the schema's order."""
    columns = _columns(family)
    for name, clause in inferred.document["properties"].items():
        where, habit = clause.get("x-markdown", {}), inferred.habits.get(name)
        place: Place | None = next((each for each in ("section", "front-matter", "label") if each in where), None)
        written = where[place] if place else name
        if habit and habit.in_place:  # where the base schema knows several names
            place, written = habit.place, habit.name
        having, examples = columns.get((place or "fact", fold_name(written)), ({}, ()))
        having = {**having, **{id(note): note for note in family.members if name in note.facts}}
        if len(having) > 1:
            lacking = [note.place for note in family.members if id(note) not in having]
            required = name in inferred.habits
            yield Row(place or "fact", written, len(having), required, examples, lacking if required else ())


def _columns(family: Family) -> Mapping[tuple[str, str], tuple[dict[int, Traits], Sequence[str]]]:
    """The notes that have something under a name, with examples of its values."""
    found: dict[tuple[str, str], tuple[dict[int, Traits], Sequence[str]]] = {}
    for column in section_columns(family.members, {}):
        levels = Counter(cell.section.level for cell in column.cells)
        shown = [f"level {level}" for level, _ in levels.most_common()]
        found["section", fold_name(column.name)] = ({id(cell.note): cell.note for cell in column.cells}, shown)
    places: tuple[Place, ...] = ("front-matter", "label")
    for place in places:
        for values in value_columns(place, family.members):
            notes = {id(note): note for note, _ in values.filled}
            found[place, fold_name(values.name)] = (notes, _examples([trait for _, trait in values.filled]))
    return found


def _examples(traits: Sequence[ValueTrait]) -> list[str]:
    """The commonest values where there are texts, else the kinds of value."""
    counts = Counter(
        str(trait.value).lower() if trait.value is True else trait.value or trait.kind for trait in traits
    )
    return [str(value) for value, _ in counts.most_common(_MOST_EXAMPLES)]
