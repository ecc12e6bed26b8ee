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

# So many exceptions from a folder can be read, even where its files are fewer.
_MOST_EXCEPTIONS = 10
_SPECIAL = regex(r"[\\*?\[]")  # in the patterns of .gitignore


class Chosen(NamedTuple):
    """A family, the folder that holds it, and what an entry of the configuration's `schemas` says of its files."""

    family: Family
    folder: str
    rule: Mapping[str, object]


class _Placed(NamedTuple):
    """A family, its files relative to a folder, in order, and the deepest folder that holds them all.

    That is empty for the folder itself.
    """

    family: Family
    paths: list[str]
    folder: str


def chosen(families: Iterable[Family], paths: Iterable[str], base: str) -> list[Chosen]:
    """The families with their rules, in the order in which the rules have to stand; the first that matches counts.

    First come those that a value in the front matter tells from all others, then those of a folder, the deepest first.
    Families that stand in one folder, and that no value tells apart, are one. `paths` are all files, also those of no
    family; `base` is the absolute folder that the paths of a rule are relative to.
    """
    found = [_placed(family, base) for family in families]
    keys = [_telling_key(each.family, [other.family for other in found]) for each in found]
    left = _apart([each for each, key in zip(found, keys, strict=True) if key is None], base)
    member = {path for each in found for path in each.paths}
    others = [path for each in paths if (path := posixpath.relpath(absolute(each), base)) not in member]
    return [
        *(
            Chosen(each.family, each.folder, {"front-matter": {key[0]: key[1]}})
            for each, key in zip(found, keys, strict=True)
            if key
        ),
        *(Chosen(each.family, each.folder, {"paths": _patterns(each, others)}) for each in left),
    ]


def _placed(family: Family, base: str) -> _Placed:
    paths = sorted({posixpath.relpath(absolute(path), base) for path in family.paths})
    return _Placed(family, paths, posixpath.commonpath(list(map(posixpath.dirname, paths))))


def _apart(families: Sequence[_Placed], base: str) -> list[_Placed]:
    """The families by their folders, the deepest first; those with files in one another's folder are joined."""
    found: list[_Placed] = []
    for family in sorted(families, key=lambda each: -each.folder.count("/")):
        rivals = [each for each in found if any(_is_in(path, each.folder) for path in family.paths)]
        found = [each for each in found if each not in rivals]
        members = (note for each in (*rivals, family) for note in each.family.members)
        found.append(_placed(Family(tuple(members)), base) if rivals else family)
    return found


def _is_in(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _patterns(placed: _Placed, others: Sequence[str]) -> list[str]:
    """Patterns for the files of a family: its folder but for the others in it; or where these are more, its files.

    The others are named by folders that hold none of the family, by a name that several have (`README.md`), or singly.
    """
    left = [path for path in others if _is_in(path, placed.folder)]
    folders = _topmost(_folders(left) - _folders(placed.paths))
    left = [path for path in left if not any(_is_in(path, folder) for folder in folders)]
    members = Counter(map(posixpath.basename, placed.paths))
    names = [name for name, count in Counter(map(posixpath.basename, left)).items() if count > 1 + members[name]]
    left = [path for path in left if posixpath.basename(path) not in names]
    again = [path for path in placed.paths if posixpath.basename(path) in names]
    exceptions = [
        *(f"!/{_literal(folder)}/" for folder in folders),
        *(f"!{_literal(name)}" for name in sorted(names)),
        *(f"!/{_literal(path)}" for path in left),
        *(f"/{_literal(path)}" for path in again),
    ]
    if len(exceptions) > max(_MOST_EXCEPTIONS, len(placed.paths)):
        return [f"/{_literal(path)}" for path in placed.paths]
    return [f"/{_literal(placed.folder)}/" if placed.folder else "*.md", *exceptions]


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders in which the files are, and those above them."""
    found: set[str] = set()
    for path in paths:
        while path := posixpath.dirname(path):
            found.add(path)
    return found


def _topmost(folders: Iterable[str]) -> list[str]:
    """The folders that are in none of the others."""
    found: list[str] = []
    for folder in sorted(folders):
        if not found or not _is_in(folder, found[-1]):
            found.append(folder)
    return found


def _literal(path: str) -> str:
    """The pattern that matches this path alone."""
    return _SPECIAL.sub(r"\\\g<0>", path)


def _telling_key(family: Family, families: Sequence[Family]) -> tuple[str, str] | None:
    """A front matter key and the value that all notes of a family have, and no note of another one."""
    rivals = [note for each in families if each is not family for note in each.members]
    if not rivals:
        return None
    elsewhere = {(fold_name(key.name), key.value) for note in rivals for key in note.keys}
    counts = Counter((key.name, key.value) for note in family.members for key in note.keys)
    for (name, value), count in counts.items():
        if isinstance(value, str) and count == len(family.members) and (fold_name(name), value) not in elsewhere:
            return name, value
    return None
