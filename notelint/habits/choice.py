"""Which files are notes of which family: rules for the configuration, by front matter or by folders."""

from __future__ import annotations

import posixpath
from collections import Counter

from notelint.habits.families import Family
from notelint.note.names import fold_name
from notelint.paths import absolute
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A folder with more files that are no notes of the family is no rule for it: its files are named one by one.
_MOST_EXCEPTIONS = 10
_SPECIAL = regex(r"[\\*?\[]")  # in the patterns of .gitignore


class Chosen(NamedTuple):
    """A family, the folder that holds it, and what an entry of the configuration's `schemas` says of its files."""

    family: Family
    folder: str
    rule: Mapping[str, object]


def chosen(families: Iterable[Family], paths: Iterable[str], base: str) -> list[Chosen]:
    """The families with their rules, in the order in which the rules have to stand; the first that matches counts.

    First come those that a value in the front matter tells from all others, then those of a folder, the deepest first.
    Families that stand in one folder, and that no value tells apart, are one. `paths` are all files, also those of no
    family; `base` is the absolute folder that the paths of a rule are relative to.
    """
    found = [*families]
    keyed = [(family, key) for family in found if (key := _telling_key(family, found))]
    left = _apart([family for family in found if not _telling_key(family, found)], base)
    member = {path for family in found for path in _paths_of(family, base)}
    others = [path for each in paths if (path := posixpath.relpath(absolute(each), base)) not in member]
    return [
        *(
            Chosen(family, _folder_of(family, base), {"front-matter": {name: value}})
            for family, (name, value) in keyed
        ),
        *(Chosen(family, _folder_of(family, base), {"paths": _patterns(family, others, base)}) for family in left),
    ]


def _folder_of(family: Family, base: str) -> str:
    """The deepest folder that holds all files of a family, relative to `base`, and empty for that."""
    return posixpath.commonpath(list(map(posixpath.dirname, _paths_of(family, base))))


def _paths_of(family: Family, base: str) -> list[str]:
    """The files of a family relative to `base`, in order."""
    return sorted({posixpath.relpath(absolute(note.path), base) for note in family.members})


def _apart(families: Sequence[Family], base: str) -> list[Family]:
    """The families by their folders, the deepest first; those with files in one another's folder are joined."""
    found: list[Family] = []
    for family in sorted(families, key=lambda family: -_folder_of(family, base).count("/")):
        paths = _paths_of(family, base)
        rivals = [each for each in found if any(_is_in(path, _folder_of(each, base)) for path in paths)]
        found = [each for each in found if each not in rivals]
        found.append(Family(tuple(note for each in (*rivals, family) for note in each.members)))
    return found


def _is_in(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _patterns(family: Family, others: Sequence[str], base: str) -> list[str]:
    """Patterns for the files of a family: its folder but for the others in it, or where these are many its files."""
    folder = _folder_of(family, base)
    exceptions = [path for path in others if _is_in(path, folder)]
    if len(exceptions) > _MOST_EXCEPTIONS:
        return [f"/{_literal(path)}" for path in _paths_of(family, base)]
    return [f"/{_literal(folder)}/" if folder else "*.md", *(f"!/{_literal(path)}" for path in exceptions)]


def _literal(path: str) -> str:
    """The pattern that matches this path alone."""
    return _SPECIAL.sub(r"\\\g<0>", path)


def _telling_key(family: Family, families: Sequence[Family]) -> tuple[str, str] | None:
    """A front matter key and the value that all notes of a family have, and no note of another one."""
    rivals = (note for each in families if each is not family for note in each.members)
    elsewhere = {(fold_name(key.name), key.value) for note in rivals for key in note.keys}
    counts = Counter((key.name, key.value) for note in family.members for key in note.keys)
    for (name, value), count in counts.items():
        if isinstance(value, str) and count == len(family.members) and (fold_name(name), value) not in elsewhere:
            return (name, value) if len(families) > 1 else None
    return None
