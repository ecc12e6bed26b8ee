"""Citation keys that no two notes share."""

from __future__ import annotations

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def settled(wanted: Sequence[tuple[str, bool]], taken: dict[str, int]) -> list[str]:
    """The keys of one document by those that are wanted, none of them in `taken`, to which they are added.

    Keys are compared without case, as file systems and reference managers do. The first of several equal keys stays
    bare, the others get a, b, ... z, aa, in the order of the notes; a pinned key goes before all others.
    `taken` maps each key, folded, to the number of the suffix to try next.
    """
    pinned = {index: _unique(key, taken) for index, (key, is_pinned) in enumerate(wanted) if is_pinned}
    return [pinned.get(index) or _unique(key, taken) for index, (key, _) in enumerate(wanted)]


def _unique(key: str, taken: dict[str, int]) -> str:
    folded = key.lower()
    if folded not in taken:
        taken[folded] = 0
        return key
    number = taken[folded]
    while (candidate := folded + _letters(number)) in taken:
        number += 1
    taken[folded], taken[candidate] = number + 1, 0
    return key + _letters(number)


def _letters(number: int) -> str:
    """0 is a, 25 is z, 26 is aa, as the columns of a spreadsheet."""
    letters = ""
    while number >= 0:
        number, place = divmod(number, 26)
        letters = chr(ord("a") + place) + letters
        number -= 1
    return letters
