"""Notes of one template, found by the names that they share."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from notelint.dataclass import cached_property, dataclass, replace
from notelint.habits.habit import LEAST, is_habit
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from notelint.habits.traits import Name, Traits

# The shares from which a note is of a template: of all names that either has, or of the template's sections or keys,
# where these are enough to tell it from others.
_ALIKE = 0.5
_ALIKE_IN_ONE_PLACE = 0.75
_ENOUGH_IN_ONE_PLACE = 3


@dataclass(frozen=True)
class Family:
    """Notes of one template and of one kind, and the names that more than half of them have."""

    members: tuple[Traits, ...]
    core: frozenset[Name] = frozenset()
    kind: str | None = None

    def is_kind_of(self, traits: Traits) -> bool:
        """Whether a note is of the family's kind, as far as both say of what kind they are."""
        return traits.kind in (self.kind, None) or self.kind is None

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of the files of its notes."""
        return frozenset(note.path for note in self.members)

    @cached_property
    def _usual(self) -> frozenset[Name]:
        return _names_that(lambda count: is_habit(count, len(self.members)), self.members)

    def not_asked_of(self, traits: Traits) -> frozenset[Name]:
        """The usual names that a note need not have.

        These are the sections where it is of another kind, as a survey among papers, and several that it lacks as two
        other notes do: what three notes lack alike an older template had not.
        """
        if not self.is_kind_of(traits):
            return frozenset(name for name in self._usual if name[0] == "section")
        lacking = self._usual - traits.names
        alike = [lacking - each.names for each in self.members if each.place != traits.place]
        alike = [names for names in alike if len(names) > 1]
        shared = (one & other for one, other in combinations(alike, 2))
        return frozenset().union(*(names for names in shared if len(names) > 1))


def families(traits: Iterable[Traits], least: int = LEAST) -> tuple[Family, ...]:
    """The families of at least so many notes, the largest first; a note is in one of them or in none.

    Notes that say of what kind they are have families of their kind; those that do not are with the most frequent one.
    """
    notes = list(traits)
    kinds = Counter(each.kind for each in notes if each.kind)
    usual = kinds.most_common(1)[0][0] if kinds else None
    found = [
        replace(family, kind=kind)
        for kind in kinds or (None,)
        for family in _of_one_kind([each for each in notes if (each.kind or usual) == kind], least)
    ]
    return tuple(sorted(found, key=lambda family: -len(family.members)))


def _of_one_kind(left: list[Traits], least: int) -> list[Family]:
    """The families of notes of one kind.

    Only names that so many notes have tell templates apart: the others are a note's own. A family grows around the
    set of such names that most notes have.
    """
    found = []
    while len(left) >= least:
        recurring = _names_that(lambda count: count >= least, left)
        sets = Counter(names for each in left if (names := each.names & recurring))
        if not sets:
            break
        core, _ = min(sets.items(), key=lambda item: (-item[1], -len(item[0]), sorted(item[0])))
        members = [each for each in left if _likeness(each, core, recurring) >= 1]
        core = _core(members)
        members = [each for each in left if _likeness(each, core, recurring) >= 1] or members
        if len(members) >= least:
            found.append(Family(tuple(members), _core(members)))
        taken = set(map(id, members))
        left = [each for each in left if id(each) not in taken]
    return found


def family_of(traits: Traits, found: Sequence[Family]) -> Family | None:
    """The family whose template a note has, one of its kind where there is one; None where it is like none."""
    own = [family for family in found if family.is_kind_of(traits)]
    likest = max(own or found, key=lambda family: _likeness(traits, family.core, family.core), default=None)
    return likest if likest and _likeness(traits, likest.core, likest.core) >= 1 else None


def _names_that(recur: Callable[[int], bool], notes: Sequence[Traits]) -> frozenset[Name]:
    """The names that so many of the notes have."""
    counts = Counter(name for each in notes for name in each.names)
    return frozenset(name for name, count in counts.items() if recur(count))


def _core(members: Sequence[Traits]) -> frozenset[Name]:
    return _names_that(lambda count: 2 * count > len(members), members)


def _likeness(traits: Traits, core: frozenset[Name], recurring: frozenset[Name]) -> float:
    """How much a note is like a template, by the names that either has of those that recur; from 1 on it is of it."""
    either = core | (traits.names & recurring)
    shares = [len(core & traits.names) / len(either) / _ALIKE if either else 0.0]
    for place in ("section", "front-matter"):
        wanted = {name for name in core if name[0] == place}
        if len(wanted) >= _ENOUGH_IN_ONE_PLACE:
            shares.append(len(wanted & traits.names) / len(wanted) / _ALIKE_IN_ONE_PLACE)
    return max(shares)
