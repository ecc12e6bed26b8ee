"""The file system, asked in one place: listings, Markdown files below a folder, reading.

Every path is a string with `/`, absolute or relative to the working folder.
"""

from __future__ import annotations

import os
from itertools import chain

from notelint.folders import Folders
from notelint.git import tracked_files
from notelint.paths import absolute, fold, is_markdown, joined, shown, split
from notelint.source import digest
from notelint.store import Kind
from notelint.trees import Trees
from notelint.typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeVar

    from notelint.store import Entry, Store

    Question = tuple[str | int, ...]  # one of Files' methods, and the path, name or size that it is asked about
    Answer = bool | str | None | tuple[str, ...]
    _Made = TypeVar("_Made")

_SAMPLE = 64  # files of a folder that speak for all of it


class Files:
    """Answers about the file system, from one listing of each folder that is asked about.

    Names are compared letter by letter, on a disk that ignores case too. `paths` are those that the user named: `find`
    looks in the repository of each (outside of one: in the folder), and what is read lies in the project of one, for a
    note may be a stranger's, and its links may lead anywhere. What changes on the disk after the first question is not
    seen. `observed` gives the questions that were asked; `tree` and `project_root`, which no check asks, are none.
    """

    def __init__(self, paths: Iterable[str] = (), store: Store | None = None) -> None:
        self._folders = Folders(paths, store)
        self._trees = Trees(self._folders)
        self._folded: dict[str, Mapping[str, str]] = {}
        self._folders_of: Mapping[str, Sequence[str]] | None = None
        self._tracked: dict[str, frozenset[str] | None] = {}
        self._derived: dict[tuple[str, object], object] = {}
        self._digests: dict[tuple[str, int], str] = {}
        self._samples: dict[tuple[str, bool], tuple[str, ...]] = {}
        self._asked: dict[Question, None] = {}

    def observed(self, call: Callable[[], _Made]) -> tuple[_Made, tuple[Question, ...]]:
        """What a call gives, and the questions that it asked: as long as their answers hold, so does that."""
        asked, self._asked = self._asked, {}
        try:
            return call(), tuple(self._asked)
        finally:
            self._asked = asked

    def answer(self, question: str | int, *about: Any) -> Answer:  # noqa: ANN401 - of each question its own
        """The answer to a question as plain data; raises LookupError, TypeError or ValueError where it is none."""
        if not isinstance(about[0], str):
            raise TypeError(f"{about[0]!r} is no path")
        asked, self._asked = self._asked, {}
        try:
            return _ANSWERS[question](self, *about)
        finally:
            self._asked = asked

    def entries(self, folder: str) -> Mapping[str, Entry]:
        """The names in a folder; none where it cannot be listed."""
        self._asked["entries", folder] = None
        return self._folders.entries(folder)

    def _listing(self, folder: str) -> str:
        """A digest of the names in a folder."""
        listed = sorted((name, entry.kind.value, entry.link) for name, entry in self.entries(folder).items())
        return digest(repr(listed).encode())

    def is_empty(self, folder: str) -> bool:
        """Whether nothing stands in a folder, or nothing that can be seen."""
        self._asked["is_empty", folder] = None
        return not self._folders.entries(folder)

    def has(self, folder: str, name: str) -> bool:
        """Whether a folder holds exactly that name, of whatever kind."""
        self._asked["has", folder, name] = None
        return name in self._folders.entries(folder)

    def spelled(self, folder: str, name: str) -> str | None:
        """The name as it stands in a folder, in whatever case or Unicode form."""
        names = self._folders.entries(folder)
        self._asked[("spelled", folder, name) if names else ("is_empty", folder)] = None
        if name in names:
            return name
        if not names:
            return None
        if folder not in self._folded:
            self._folded[folder] = {fold(each): each for each in sorted(names, reverse=True)}
        return self._folded[folder].get(fold(name))

    def is_file(self, path: str) -> bool:
        """Whether a file (or a link to one) stands at that path."""
        return self._ask_kind(path) is Kind.FILE

    def is_dir(self, path: str) -> bool:
        """Whether a folder (or a link to one) stands at that path."""
        return self._ask_kind(path) is Kind.FOLDER

    def _ask_kind(self, path: str) -> Kind | None:
        folder, name = split(path)
        is_there = not name or self._folders.entries(folder)  # one fact for all that is sought in a missing folder
        self._asked[("kind", path) if is_there else ("is_empty", folder)] = None
        return self._folders.kind(path) if is_there else None

    def read(self, path: str, size: int = -1) -> bytes:
        """The bytes of a file, or the first `size` of them.

        None of them where it is no file, cannot be read, or lies outside of the projects (see `is_inside`).
        """
        data = self._folders.read(path, size)
        self._asked["read", path, size] = None
        self._digests[path, size] = digest(data)  # of what was seen: the next reading may see more
        return data

    def derived(self, path: str, make: Callable[[bytes], _Made]) -> _Made:
        """What `make` makes of the bytes of a file, made once."""
        path = absolute(path)
        self._asked["read", path, -1] = None
        if (path, make) not in self._derived:
            self._derived[path, make] = make(self.read(path))
        return cast("_Made", self._derived[path, make])

    def reread(self, path: str) -> None:
        """Forget what was read of a file, which has changed; what lies in folders stays known."""
        full = absolute(path)
        self._derived = {about: made for about, made in self._derived.items() if about[0] != full}
        self._digests = {about: made for about, made in self._digests.items() if absolute(about[0]) != full}

    def sample(self, folder: str, *, below: bool = False) -> tuple[str, ...]:
        """Markdown files in a folder, or with `below` in its whole tree: `_SAMPLE` at most, which `peek` reads.

        Which ones depends on their paths alone (by digests of these), so that one file more changes the choice by one
        file at most. Where git tracks any of them only those count: a run in another checkout sees the same.
        """
        self._asked["sample", folder, below] = None
        if (folder, below) not in self._samples:
            self._samples[folder, below] = self._choose(absolute(folder), below=below)
        return self._samples[folder, below]

    def _choose(self, folder: str, *, below: bool) -> tuple[str, ...]:
        paths = [*self.tree(folder)] if below else [joined(folder, name) for name in self._names(folder)]
        paths = [path for path in paths if is_markdown(path)]
        tracked = [path for path in paths if self._is_tracked(path)]
        relative = {path: path[len(folder) :].encode("utf-8", "surrogatepass") for path in tracked or paths}
        chosen = sorted(relative, key=lambda path: digest(relative[path]))[:_SAMPLE]
        return tuple(sorted(map(shown, chosen)))

    def _names(self, folder: str) -> list[str]:
        """The names of files in a folder that are not hidden."""
        return [
            name for name, entry in self._folders.entries(folder).items() if entry.kind is Kind.FILE and name[0] != "."
        ]

    def peek(self, path: str) -> bytes:
        """The bytes of a file of a sample, which is the question that is kept."""
        data = self._folders.read(path)
        self._digests[path, -1] = digest(data)
        return data

    def _sample_digest(self, folder: str, below: bool) -> str:  # noqa: FBT001 - a question's words are a list
        paths = self.sample(folder, below=below)
        return digest(repr([(path, self._digest(path, -1)) for path in paths]).encode("utf-8", "surrogatepass"))

    def _digest(self, path: str, size: int) -> str:
        if (path, size) not in self._digests:
            self.read(path, size)
        return self._digests[path, size]

    def find(self, name: str) -> tuple[str, ...]:
        """Every file of that name around the named paths; hidden, heavy and ignored folders are left out."""
        self._asked["find", name] = None
        if self._folders_of is None:
            self._folders_of = self._folders_by_name()
        return tuple(shown(joined(folder, name)) for folder in self._folders_of.get(name, ()))

    def _folders_by_name(self) -> Mapping[str, Sequence[str]]:
        """The folders that hold a file of each name. Most names stand in one: these share the tuple of it."""
        found: dict[str, tuple[str] | list[str]] = {}
        entered = set()
        for folder, names in chain.from_iterable(
            map(self._trees.walk, dict.fromkeys(map(self._root, self._folders.paths)))
        ):
            if folder not in entered:
                entered.add(folder)
                alone = (folder,)
                for name in names:
                    others = found.setdefault(name, alone)
                    if isinstance(others, list):
                        others.append(folder)
                    elif others is not alone:
                        found[name] = [*others, folder]
        return found

    def is_inside(self, path: str) -> bool:
        """Whether a path leads, with links followed, into the project of one of the named paths; True without any."""
        self._asked["is_inside", path] = None
        return self._folders.is_inside(path)

    def project_root(self, path: str) -> str:
        """The absolute folder of the project that a path belongs to.

        That is its repository, else its vault, else the working folder where the path lies in it, else its own folder.
        """
        return self._folders.project_root(path)

    def _root(self, path: str) -> str:
        around = self._above(path, ".git") or self._above(path, ".obsidian")
        return around or self._folders.folder_of(path)

    def repository_root(self, path: str) -> str | None:
        """The nearest folder at or above a path that holds `.git`, absolute; None outside of a repository."""
        return self._above(path, ".git")

    def vault_root(self, path: str) -> str | None:
        """The nearest folder at or above a path that holds `.obsidian`, absolute; None outside of a vault."""
        return self._above(path, ".obsidian")

    def _above(self, path: str, name: str) -> str | None:
        folder = self._folders.folder_of(path)
        self._asked["above", folder, name] = None
        return self._folders.nearest(folder, name)

    def is_tracked(self, path: str) -> bool | None:
        """Whether git knows a file; None outside of a repository, and where git cannot be asked."""
        self._asked["is_tracked", path] = None
        return self._is_tracked(path)

    def _is_tracked(self, path: str) -> bool | None:
        root = self._folders.nearest(self._folders.folder_of(path), ".git")
        if root is None:
            return None
        if root not in self._tracked:
            self._tracked[root] = tracked_files(root)
        tracked = self._tracked[root]
        if tracked is None:
            return None
        if absolute(path)[len(root) :].lstrip("/") in tracked:
            return True
        # A linked folder is tracked as a link: what counts is where it leads.
        return os.path.relpath(os.path.realpath(path), os.path.realpath(root)).replace(os.sep, "/") in tracked

    def tree(
        self,
        root: str,
        excluded: Callable[[str], bool] | None = None,
        *,
        everything: bool = False,
        on_way_out: Callable[[str], None] = lambda _: None,
    ) -> Iterator[str]:
        """The absolute paths of all files below a folder that are neither hidden nor ignored by git, in order.

        The parameters are those of `Trees.walk`.
        """
        for folder, names in self._trees.walk(root, excluded, everything=everything, on_way_out=on_way_out):
            yield from (joined(folder, name) for name in names)


_ANSWERS: Mapping[str | int, Callable[..., Answer]] = {
    "entries": Files._listing,  # noqa: SLF001 - a digest will do
    "has": Files.has,
    "spelled": Files.spelled,
    "kind": lambda files, path: kind.value if (kind := files._folders.kind(path)) else None,  # noqa: SLF001 - of two questions
    "is_empty": Files.is_empty,
    "sample": Files._sample_digest,  # noqa: SLF001 - as above
    "read": Files._digest,  # noqa: SLF001 - the answer is kept without the bytes
    "find": Files.find,
    "is_inside": Files.is_inside,
    "above": lambda files, folder, name: files._folders.nearest(folder, name),  # noqa: SLF001 - of two questions
    "is_tracked": Files.is_tracked,
}
