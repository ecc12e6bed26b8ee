"""What the notes of a family have under one name, as a column of a table whose rows are the notes."""

from __future__ import annotations

from collections import Counter, defaultdict

from notelint.dataclass import dataclass
from notelint.note.names import fold_name, numbering_end
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from notelint.habits.traits import Place, SectionTrait, Traits, ValueTrait


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

    @property
    def name(self) -> str:
        """The name as most notes write it, without a number before it."""
        names = (cell.section.name for cell in self.cells)
        return Counter(name[numbering_end(name) :] for name in names).most_common(1)[0][0]

    @property
    def rank(self) -> float:
        """Where the section stands in a note on average: 0 at its beginning, 1 at its end."""
        return sum(cell.number / len(cell.note.sections) for cell in self.cells) / len(self.cells)

    def count(self, names: Iterable[str]) -> int:
        """How many go by one of the names."""
        wanted = set(map(fold_name, names))
        return sum(fold_name(cell.section.name) in wanted for cell in self.cells)


class ValueColumn(NamedTuple):
    """The front matter keys, or the labels, of one name: each value with its note, the values that say something."""

    place: Place
    name: str
    have: int
    filled: Sequence[tuple[Traits, ValueTrait]]


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


def value_columns(place: Place, notes: Iterable[Traits]) -> list[ValueColumn]:
    """The keys or labels by their names; a note's first."""
    found: defaultdict[str, dict[int, tuple[Traits, ValueTrait]]] = defaultdict(dict)
    for note in notes:
        for trait in note.keys if place == "front-matter" else note.labels:
            found[fold_name(trait.name)].setdefault(id(note), (note, trait))
    return [_value_column(place, [*each.values()]) for each in found.values()]


def _value_column(place: Place, found: Sequence[tuple[Traits, ValueTrait]]) -> ValueColumn:
    name = Counter(trait.name for _, trait in found).most_common(1)[0][0]
    return ValueColumn(place, name, len(found), [(note, trait) for note, trait in found if trait.kind])


def orders(columns: Iterable[SectionColumn]) -> list[list[int]]:
    """In which order each note has these sections, by their numbers among the columns."""
    places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, column in enumerate(columns):
        for cell in column.cells:
            places[id(cell.note)].append((cell.number, number))
    return [[number for _, number in sorted(each)] for each in places.values()]
