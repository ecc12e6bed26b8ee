"""Which files are notes of which family: rules for the configuration, by front matter or by folders."""

from __future__ import annotations

import posixpath
from collections import Counter

from notelint.habits.families import Family
from notelint.note.names import fold_name
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A folder with more files that are no notes of the family is no rule for it: its files are named one by one.
_MOST_EXCEPTIONS = 10


class Chosen(NamedTuple):
    """A family, the folder that holds it, and what an entry of the configuration's `schemas` says of its files."""

    family: Family
    folder: str
    rule: Mapping[str, object]


def chosen(families: Iterable[Family], others: Sequence[str]) -> list[Chosen]:
    """The families with their rules, in the order in which the rules have to stand; the first that matches counts.

    First come those that a value in the front matter tells from all others, then those of a folder, the deepest first.
    Families that stand in one folder, and that no value tells apart, are one. `others` are files of no family.
    """
    found = [*families]
    keyed = [(family, key) for family in found if (key := _telling_key(family, found))]
    left = _apart([family for family in found if not _telling_key(family, found)])
    return [
        *(Chosen(family, folder_of(family), {"front-matter": {name: value}}) for family, (name, value) in keyed),
        *(Chosen(family, folder_of(family), {"paths": _patterns(family, others)}) for family in left),
    ]


def folder_of(family: Family) -> str:
    """The deepest folder that holds all files of a family; empty for the one that paths count from."""
    return posixpath.commonpath([posixpath.dirname(path) or "." for path in paths_of(family)]).removeprefix(".")


def paths_of(family: Family) -> list[str]:
    """The files of a family, in order."""
    return sorted({note.path for note in family.members})


def _apart(families: Sequence[Family]) -> list[Family]:
    """The families by their folders, the deepest first; those with files in one another's folder are joined."""
    found: list[Family] = []
    for family in sorted(families, key=lambda family: -folder_of(family).count("/")):
        rivals = [each for each in found if any(_is_in(path, folder_of(each)) for path in paths_of(family))]
        found = [each for each in found if each not in rivals]
        found.append(Family(tuple(note for each in (*rivals, family) for note in each.members)))
    return found


def _is_in(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _patterns(family: Family, others: Sequence[str]) -> list[str]:
    """Patterns for the files of a family: its folder but for the others in it, or where these are many its files."""
    folder, paths = folder_of(family), paths_of(family)
    exceptions = [path for path in others if _is_in(path, folder)]
    if len(exceptions) > _MOST_EXCEPTIONS:
        return [f"/{path}" for path in paths]
    return [f"/{folder}/" if folder else "*.md", *(f"!/{path}" for path in exceptions)]


def _telling_key(family: Family, families: Sequence[Family]) -> tuple[str, str] | None:
    """A front matter key and the value that all notes of a family have, and no note of another one."""
    rivals = (note for each in families if each is not family for note in each.members)
    elsewhere = {(fold_name(key.name), key.value) for note in rivals for key in note.keys}
    counts = Counter((key.name, key.value) for note in family.members for key in note.keys)
    for (name, value), count in counts.items():
        if isinstance(value, str) and count == len(family.members) and (fold_name(name), value) not in elsewhere:
            return (name, value) if len(families) > 1 else None
    return None
