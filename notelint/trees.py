"""The files below a folder, without those that git ignores."""

from __future__ import annotations

import os
import posixpath

from notelint.gitignore import ignore_rules, is_ignored
from notelint.paths import absolute, is_within, joined, upwards
from notelint.store import Kind
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notelint.folders import Folders
    from notelint.gitignore import IgnoreRules

_HEAVY = frozenset({"node_modules", "__pycache__", "venv", ".venv", ".tox", ".nox"})


class Trees:
    """Walks through folders; each file with rules of git's is read once."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._rules: dict[str, tuple[IgnoreRules, ...]] = {}

    def walk(
        self,
        root: str,
        excluded: Callable[[str], bool] | None = None,
        *,
        everything: bool = False,
        on_way_out: Callable[[str], None] = lambda _: None,
    ) -> Iterator[tuple[str, list[str]]]:
        """The folders of a tree, in order, each with the names of its files that are neither hidden nor ignored.

        With `everything`, also those, but for git's own and for installed packages. `excluded` is asked about every
        path that is left (a folder ends with `/`). A linked folder is entered once, and only where it leads out of the
        tree: what it leads to inside is met anyway, and loops end. One that leads out of the project is not entered,
        but handed to `on_way_out`.
        """
        root = absolute(root)
        entered = [os.path.realpath(root)]
        folders = [(root, self._rules_at(root))]
        while folders:
            folder, rules = folders.pop()
            within, names = [], []
            for name, entry in sorted(self._folders.entries(folder).items()):
                path = joined(folder, name) + "/" * (entry.kind is Kind.FOLDER)
                aside = name.startswith(".") or (rules and is_ignored(path, rules))
                if name == ".git" or (aside and not everything) or (excluded and excluded(path)):
                    continue
                if entry.kind is Kind.FILE:
                    names.append(name)
                elif entry.kind is not Kind.FOLDER or name in _HEAVY:
                    continue
                elif entry.link and not self._folders.is_inside(path):
                    on_way_out(path)
                elif not entry.link or _is_new(path, entered):
                    within.append((path[:-1], self._rules_in(path[:-1], rules)))
            yield folder, names
            folders.extend(reversed(within))

    def _rules_at(self, root: str) -> tuple[IgnoreRules, ...]:
        """The rules that hold in a folder, nearest first; a folder that is itself ignored starts anew."""
        repository = self._folders.nearest(self._folders.folder_of(root), ".git") or root
        rules: tuple[IgnoreRules, ...] = ()
        for folder in reversed([each for each in upwards(root) if is_within(each, repository)]):
            rules = self._rules_in(folder, () if is_ignored(folder + "/", rules) else rules)
        return rules

    def _rules_in(self, folder: str, above: tuple[IgnoreRules, ...]) -> tuple[IgnoreRules, ...]:
        """The rules above, preceded by the folder's own; a repository knows none above it."""
        names = self._folders.entries(folder)
        if ".git" in names:
            above = self._read_rules(folder, ".git/info/exclude")
        ignores = names.get(".gitignore")  # git follows no link there, either
        return self._read_rules(folder, ".gitignore") + above if ignores and not ignores.link else above

    def _read_rules(self, folder: str, name: str) -> tuple[IgnoreRules, ...]:
        path = posixpath.join(folder, name)
        if path not in self._rules:
            text = self._folders.read_rules(path)
            rules = () if text is None else (ignore_rules(folder, text.replace("\r\n", "\n").split("\n")),)
            self._rules[path] = rules
        return self._rules[path]


def _is_new(folder: str, entered: list[str]) -> bool:
    """Whether a linked folder leads to where we have not been; if so it is added to the list."""
    real = os.path.realpath(folder)
    if any(is_within(real, each) or is_within(each, real) for each in entered):
        return False
    entered.append(real)
    return True
