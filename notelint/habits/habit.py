"""A habit: what most notes of a family have, with the figures that say so."""

from __future__ import annotations

from notelint.dataclass import dataclass
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.habits.traits import Place

SHARE = 90
"""So many percent of a note's siblings have to have what is asked of it."""
LEAST = 5
"""As many siblings make a habit."""


@dataclass(frozen=True)
class Habit:
    """What `have` of the `of` notes of a family have; `example` is where one of them stands, as `path:line`.

    `place` and `name` say where most of them write it, and under which name; `in_place`: that is a habit, too. `once`
    says whether no note has two of it.

    Of a section, `level` and `separator` are those of its heading, where these are habits, `filled` says whether it
    holds something by habit, `numbered` whether its name has a number before it, and `named` how many have just this
    name, where that is a habit. Of the title, `level` is
    that of the note's heading, and `named` how many notes have it for their heading. Of a key or label, `named` is how
    many repeat the title there, `kind` the usual kind of its values, and `values` are these where they are few; of a
    label, `rank` is its place among the labels, where their order is a habit.
    """

    have: int
    of: int
    place: Place
    name: str
    example: str
    in_place: bool = True
    level: int | None = None
    separator: str | None = None
    named: int | None = None
    filled: bool = True
    once: bool = False
    numbered: bool = False
    kind: str | None = None
    values: tuple[str, ...] = ()
    rank: int | None = None

    @property
    def siblings(self) -> str:
        """Who has it, in the words of a finding about a note that has not: `41 of its 43 siblings`."""
        return self._said_of(self.have)

    @property
    def namesakes(self) -> str | None:
        """Who has it under its name, in the same words, if that is a habit."""
        return None if self.named is None else self._said_of(self.named)

    def _said_of(self, count: int) -> str:
        others = self.of - 1
        if count < others:
            return f"{count} of its {others} siblings"
        return {1: "its only sibling", 2: "both of its siblings"}.get(others, f"all {others} of its siblings")


def is_habit(have: int, of: int, share: int = SHARE, least: int = LEAST) -> bool:
    """Whether that share of the siblings of a note that is the exception have something.

    The exception is none of its own siblings: of six notes, five that have it are all siblings of the sixth.
    """
    return have >= least and 100 * have >= share * (of - (have < of))
