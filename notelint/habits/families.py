"""Notes of one template, found by the names that they share."""

from __future__ import annotations

from collections import Counter

from notelint.dataclass import dataclass
from notelint.habits.habit import LEAST
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notelint.habits.traits import Name, Traits

# The shares from which a note is of a template: of all names that either has, or of the template's sections or keys,
# where these are enough to tell it from others.
_ALIKE = 0.5
_ALIKE_IN_ONE_PLACE = 0.75
_ENOUGH_IN_ONE_PLACE = 3


@dataclass(frozen=True)
class Family:
    """Notes of one template, and the names that more than half of them have."""

    members: tuple[Traits, ...]
    core: frozenset[Name] = frozenset()


def families(traits: Iterable[Traits], least: int = LEAST) -> tuple[Family, ...]:
    """The families of at least so many notes, the largest first; a note is in one of them or in none.

    Only names that so many notes have tell templates apart: the others are a note's own. A family grows around the
    set of such names that most notes have.
    """
    left = list(traits)
    found = []
    while len(left) >= least:
        recurring = _recurring(left, least)
        sets = Counter(each.names & recurring for each in left)
        core, _ = min(sets.items(), key=lambda item: (-item[1], -len(item[0]), sorted(item[0])))
        if not core:
            sets.pop(core)
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
    return tuple(sorted(found, key=lambda family: -len(family.members)))


def family_of(traits: Traits, found: Sequence[Family]) -> Family | None:
    """The family whose template a note has; None where it is like none."""
    likest = max(found, key=lambda family: _likeness(traits, family.core, family.core), default=None)
    return likest if likest and _likeness(traits, likest.core, likest.core) >= 1 else None


def _recurring(traits: Sequence[Traits], least: int) -> frozenset[Name]:
    counts = Counter(name for each in traits for name in each.names)
    return frozenset(name for name, count in counts.items() if count >= least)


def _core(members: Sequence[Traits]) -> frozenset[Name]:
    counts = Counter(name for each in members for name in each.names)
    return frozenset(name for name, count in counts.items() if 2 * count > len(members))


def _likeness(traits: Traits, core: frozenset[Name], recurring: frozenset[Name]) -> float:
    """How much a note is like a template, by the names that either has of those that recur; from 1 on it is of it."""
    either = core | (traits.names & recurring)
    shares = [len(core & traits.names) / len(either) / _ALIKE if either else 0.0]
    for place in ("section", "front-matter"):
        wanted = {name for name in core if name[0] == place}
        if len(wanted) >= _ENOUGH_IN_ONE_PLACE:
            shares.append(len(wanted & traits.names) / len(wanted) / _ALIKE_IN_ONE_PLACE)
    return max(shares)
