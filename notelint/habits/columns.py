"""What the notes of a family have under one name, as a column of a table whose rows are the notes.

What the values of a column have in common is a clause of JSON Schema.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from notelint.dataclass import cached_property, dataclass
from notelint.note.names import fold_name, unnumbered
from notelint.note.roles import role_of
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from notelint.habits.traits import Line, Place, SectionTrait, Traits, ValueTrait


class Cell(NamedTuple):
    """A section of one note; `number` counts the note's sections before it, `times` says how often it is there."""

    note: Traits
    number: int
    section: SectionTrait
    times: int


@dataclass(frozen=True)
class SectionColumn:
    """The sections of one name, one a note; `holds` is the property by which the base schema knows them, or None."""

    holds: str | None
    cells: tuple[Cell, ...]

    @cached_property
    def name(self) -> str:
        """The name as most notes write it, without a number before it."""
        return Counter(unnumbered(cell.section.name) for cell in self.cells).most_common(1)[0][0]

    @property
    def rank(self) -> float:
        """Where the section stands in a note on average: 0 at its beginning, 1 at its end."""
        return sum(cell.number / len(cell.note.sections) for cell in self.cells) / len(self.cells)

    @property
    def namesakes(self) -> int:
        """How many go by that name."""
        return sum(fold_name(cell.section.name) == fold_name(self.name) for cell in self.cells)


class ValueColumn(NamedTuple):
    """The front matter keys, or the labels, of one name: each value with its note, the values that say something.

    `have` notes have it, and `twice` of these more than once.
    """

    place: Place
    name: str
    have: int
    twice: int
    filled: Sequence[tuple[Traits, ValueTrait]]


def lines_of(name: str, notes: Iterable[Traits]) -> Counter[Line]:
    """The keys and labels under which notes give a property, and how many do so."""
    return Counter(line for note in notes if (line := note.facts.get(name)))


def section_columns(notes: Iterable[Traits], known: Mapping[str, str]) -> list[SectionColumn]:
    """The sections by their names, those that are `known` (folded) by the property that they hold; a note's first."""
    found: defaultdict[tuple[str | None, str], dict[int, Cell]] = defaultdict(dict)
    for note in notes:
        for number, section in enumerate(note.sections):
            name = fold_name(section.name)
            holds = known.get(name)
            cells = found[holds, "" if holds else name]
            first = cells.get(id(note), Cell(note, number, section, 0))
            cells[id(note)] = first._replace(times=first.times + 1)
    return [SectionColumn(holds, tuple(cells.values())) for (holds, _), cells in found.items()]


def paired_sections(notes: Iterable[Traits]) -> frozenset[str]:
    """The folded names of sections that stand beside another one of their role in some note."""
    found: set[str] = set()
    for note in notes:
        by_role: defaultdict[str | None, set[str]] = defaultdict(set)
        for section in note.sections:
            by_role[role_of(section.name)].add(fold_name(section.name))
        found.update(name for role, names in by_role.items() if role and len(names) > 1 for name in names)
    return frozenset(found)


def value_columns(place: Place, notes: Iterable[Traits]) -> list[ValueColumn]:
    """The keys or labels by their names; a note's first."""
    found: defaultdict[str, dict[int, tuple[Traits, ValueTrait]]] = defaultdict(dict)
    twice: defaultdict[str, set[int]] = defaultdict(set)
    for note in notes:
        for trait in note.keys if place == "front-matter" else note.labels:
            name = fold_name(trait.name)
            if id(note) in found[name]:
                twice[name].add(id(note))
            found[name].setdefault(id(note), (note, trait))
    return [_value_column(place, [*each.values()], len(twice[name])) for name, each in found.items()]


def _value_column(place: Place, found: Sequence[tuple[Traits, ValueTrait]], twice: int) -> ValueColumn:
    name = Counter(trait.name for _, trait in found).most_common(1)[0][0]
    return ValueColumn(place, name, len(found), twice, [(note, trait) for note, trait in found if trait.kind])


def orders(columns: Iterable[SectionColumn]) -> list[list[int]]:
    """In which order each note has these sections, by their numbers among the columns."""
    places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, column in enumerate(columns):
        for cell in column.cells:
            places[id(cell.note)].append((cell.number, number))
    return [[number for _, number in sorted(each)] for each in places.values()]


_TYPES = {"boolean": "boolean", "integer": "integer", "date": "string", "string": "string", "array": "array"}
_MOST_VALUES = 6  # more are not few
_TIMES_EACH = 8  # so often does one of few values stand on average
_LEAST = 10  # and so often all of them together


def values_clause(traits: Sequence[ValueTrait], is_habit: Callable[[int, int], bool]) -> dict[str, Any]:
    """The type of the values, if most are of one; the values themselves where they are few; the format of dates."""
    kinds = Counter(each.kind for each in traits)
    if not kinds:
        return {}
    kind, count = kinds.most_common(1)[0]
    if kind not in _TYPES or not is_habit(count, len(traits)):
        return {}
    if kind == "integer" and kinds["number"]:  # ratings in halves
        return {}
    clause: dict[str, Any] = {"type": _TYPES[kind]}
    if kind == "date":
        clause["format"] = "date"
    if kind == "array":
        clause["items"] = {"type": "string"}
    few = few_values(traits, is_habit) if kind == "string" else []
    return {**clause, "enum": few} if few else clause


def few_values(
    traits: Sequence[ValueTrait], is_habit: Callable[[int, int], bool], least: int = _LEAST, each: int = _TIMES_EACH
) -> list[str]:
    """The values that occur again and again, if hardly any other does: `least` times together, `each` on average.

    A misspelling is seen by fewer than it takes to allow no other value.
    """
    counts = Counter(trait.value for trait in traits if isinstance(trait.value, str))
    recurring = [str(value) for value, count in counts.items() if count > 1]
    total = sum(counts[value] for value in recurring)
    if not 0 < len(recurring) <= _MOST_VALUES or total < max(least, each * len(recurring)):
        return []
    return sorted(recurring) if is_habit(total, len(traits)) else []
