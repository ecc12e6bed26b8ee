"""The file system, asked in one place: listings, Markdown files below a folder, reading.

Every path is a string with `/`, absolute or relative to the working folder.
"""

from __future__ import annotations

import os
import posixpath
from itertools import chain

from notelint.errors import NotelintError
from notelint.git import tracked_files
from notelint.gitignore import ignore_rules, is_ignored
from notelint.paths import absolute, fold, is_markdown, is_within, shown, split, upwards
from notelint.source import digest
from notelint.store import Disk, Kind
from notelint.typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeVar

    from notelint.gitignore import IgnoreRules
    from notelint.store import Entry, Store

    Question = tuple[str | int, ...]  # one of Files' methods, and the path, name or size that it is asked about
    Answer = bool | str | None | tuple[str, ...]
    _Made = TypeVar("_Made")

OWN_FOLDER = ".notelint_cache"
"""Where notelint keeps results: to all questions it is not there, or what notelint does would change the answers."""
_SAMPLE = 64  # files of a folder that speak for all of it
_HEAVY = frozenset({"node_modules", "__pycache__", "venv", ".venv", ".tox", ".nox"})


class Files:
    """Answers about the file system, from one listing of each folder that is asked about.

    Names are compared letter by letter, on a disk that ignores case too. `paths` are those that the user named: `find`
    looks in the repository of each (outside of one: in the folder), and what is read lies in the project of one, for a
    note may be a stranger's, and its links may lead anywhere. What changes on the disk after the first question is not
    seen. `observed` gives the questions that were asked; `tree` and `project_root`, which no check asks, are none.
    """

    def __init__(self, paths: Iterable[str] = (), store: Store | None = None) -> None:
        self._paths = tuple(map(absolute, paths))
        self._store = store or Disk()
        self._entries: dict[str, Mapping[str, Entry]] = {}
        self._folded: dict[str, Mapping[str, str]] = {}
        self._roots: dict[tuple[str, str], str | None] = {}
        self._projects: tuple[str, ...] | None = None
        self._rules: dict[str, tuple[IgnoreRules, ...]] = {}
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
        return self._scan(folder)

    def _scan(self, folder: str) -> Mapping[str, Entry]:
        if folder not in self._entries:  # by the path as written: most questions are asked again and again
            full = absolute(folder)
            if full not in self._entries:
                self._entries[full] = self._scan_anew(full)
            self._entries[folder] = self._entries[full]
        return self._entries[folder]

    def _scan_anew(self, folder: str) -> Mapping[str, Entry]:
        try:
            found = self._store.scan(folder)
        except (OSError, ValueError):  # ValueError: a NUL or a lone surrogate in the path
            return {}
        if OWN_FOLDER in found:
            return {name: entry for name, entry in found.items() if name != OWN_FOLDER}
        return found

    def _listing(self, folder: str) -> str:
        """A digest of the names in a folder."""
        listed = sorted((name, entry.kind.value, entry.link) for name, entry in self.entries(folder).items())
        return digest(repr(listed).encode())

    def is_empty(self, folder: str) -> bool:
        """Whether nothing stands in a folder, or nothing that can be seen."""
        self._asked["is_empty", folder] = None
        return not self._scan(folder)

    def has(self, folder: str, name: str) -> bool:
        """Whether a folder holds exactly that name, of whatever kind."""
        self._asked["has", folder, name] = None
        return name in self._scan(folder)

    def spelled(self, folder: str, name: str) -> str | None:
        """The name as it stands in a folder, in whatever case or Unicode form."""
        names = self._scan(folder)
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
        is_there = not name or self._scan(folder)  # one fact for all that is sought in a folder that is not there
        self._asked[("kind", path) if is_there else ("is_empty", folder)] = None
        return self._kind_in(folder, name) if is_there else None

    def _kind(self, path: str) -> Kind | None:
        return self._kind_in(*split(path))

    def _kind_in(self, folder: str, name: str) -> Kind | None:
        if not name:
            return Kind.FOLDER
        entry = self._scan(folder).get(name)
        return entry.kind if entry else None

    def read(self, path: str, size: int = -1) -> bytes:
        """The bytes of a file, or the first `size` of them.

        None where it is no file, cannot be read, or lies outside of the projects (see `is_inside`).
        """
        data = self._bytes(path, size)
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
        paths = [*self.tree(folder)] if below else [_path(folder, name) for name in self._names(folder)]
        paths = [path for path in paths if is_markdown(path)]
        tracked = [path for path in paths if self._is_tracked(path)]
        relative = {path: path[len(folder) :].encode("utf-8", "surrogatepass") for path in tracked or paths}
        chosen = sorted(relative, key=lambda path: digest(relative[path]))[:_SAMPLE]
        return tuple(sorted(map(shown, chosen)))

    def _names(self, folder: str) -> list[str]:
        """The names of files in a folder that are not hidden."""
        return [name for name, entry in self._scan(folder).items() if entry.kind is Kind.FILE and name[0] != "."]

    def peek(self, path: str) -> bytes:
        """The bytes of a file of a sample, which is the question that is kept."""
        data = self._bytes(path)
        self._digests[path, -1] = digest(data)
        return data

    def _bytes(self, path: str, size: int = -1) -> bytes:
        try:
            is_read = self._kind(path) is Kind.FILE and self._lies_inside(path)
            return self._store.read(absolute(path), size) if is_read else b""
        except (OSError, ValueError):
            return b""

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
        return tuple(shown(_path(folder, name)) for folder in self._folders_of.get(name, ()))

    def _folders_by_name(self) -> Mapping[str, Sequence[str]]:
        """The folders that hold a file of each name. Most names stand in one: these share the tuple of it."""
        found: dict[str, tuple[str] | list[str]] = {}
        entered = set()
        for folder, names in chain.from_iterable(map(self._walk, dict.fromkeys(map(self._root, self._paths)))):
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
        return self._lies_inside(path)

    def _lies_inside(self, path: str) -> bool:
        if self._projects is None:
            paths = (*self._paths, *(os.path.realpath(each) for each in self._paths if os.path.islink(each)))
            self._projects = tuple({os.path.realpath(root) for root in set(map(self.project_root, paths))})
        real = os.path.realpath(path)
        return any(is_within(real, root) for root in self._projects) or not self._paths

    def project_root(self, path: str) -> str:
        """The absolute folder of the project that a path belongs to.

        That is its repository, else its vault, else the working folder where the path lies in it, else its own folder.
        """
        folder, here = self._folder(path), absolute(".")
        around = self._search_above(folder, ".git") or self._search_above(folder, ".obsidian")
        return around or (here if is_within(folder, here) else folder)

    def _root(self, path: str) -> str:
        around = self._above(path, ".git") or self._above(path, ".obsidian")
        return around or self._folder(path)

    def _folder(self, path: str) -> str:
        path = absolute(path)
        return path if self._kind(path) is Kind.FOLDER else posixpath.dirname(path)

    def repository_root(self, path: str) -> str | None:
        """The nearest folder at or above a path that holds `.git`, absolute; None outside of a repository."""
        return self._above(path, ".git")

    def vault_root(self, path: str) -> str | None:
        """The nearest folder at or above a path that holds `.obsidian`, absolute; None outside of a vault."""
        return self._above(path, ".obsidian")

    def _above(self, path: str, name: str) -> str | None:
        folder = self._folder(path)
        self._asked["above", folder, name] = None
        return self._search_above(folder, name)

    def _search_above(self, folder: str, name: str) -> str | None:
        if (folder, name) not in self._roots:
            found = next((each for each in upwards(folder) if name in self._scan(each)), None)
            self._roots[folder, name] = found
        return self._roots[folder, name]

    def is_tracked(self, path: str) -> bool | None:
        """Whether git knows a file; None outside of a repository, and where git cannot be asked."""
        self._asked["is_tracked", path] = None
        return self._is_tracked(path)

    def _is_tracked(self, path: str) -> bool | None:
        root = self._search_above(self._folder(path), ".git")
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

        With `everything`, also those, but for git's own and for installed packages. `excluded` is asked about every
        path that is left (a folder ends with `/`). A linked folder is entered once, and only where it leads out of the
        tree: what it leads to inside is met anyway, and loops end. One that leads out of the project is not entered,
        but handed to `on_way_out`.
        """
        for folder, names in self._walk(root, excluded, everything=everything, on_way_out=on_way_out):
            yield from (_path(folder, name) for name in names)

    def _walk(
        self,
        root: str,
        excluded: Callable[[str], bool] | None = None,
        *,
        everything: bool = False,
        on_way_out: Callable[[str], None] = lambda _: None,
    ) -> Iterator[tuple[str, list[str]]]:
        """The folders of a tree, each with the names of its files."""
        root = absolute(root)
        entered = [os.path.realpath(root)]
        folders = [(root, self._rules_at(root))]
        while folders:
            folder, rules = folders.pop()
            within, names = [], []
            for name, entry in sorted(self._scan(folder).items()):
                path = _path(folder, name) + "/" * (entry.kind is Kind.FOLDER)
                aside = name.startswith(".") or (rules and is_ignored(path, rules))
                if name == ".git" or (aside and not everything) or (excluded and excluded(path)):
                    continue
                if entry.kind is Kind.FILE:
                    names.append(name)
                elif entry.kind is not Kind.FOLDER or name in _HEAVY:
                    continue
                elif entry.link and not self._lies_inside(path):
                    on_way_out(path)
                elif not entry.link or _is_new(path, entered):
                    within.append((path[:-1], self._rules_in(path[:-1], rules)))
            yield folder, names
            folders.extend(reversed(within))

    def _rules_at(self, root: str) -> tuple[IgnoreRules, ...]:
        """The rules that hold in a folder, nearest first; a folder that is itself ignored starts anew."""
        repository = self._above(root, ".git") or root
        rules: tuple[IgnoreRules, ...] = ()
        for folder in reversed([each for each in upwards(root) if is_within(each, repository)]):
            rules = self._rules_in(folder, () if is_ignored(folder + "/", rules) else rules)
        return rules

    def _rules_in(self, folder: str, above: tuple[IgnoreRules, ...]) -> tuple[IgnoreRules, ...]:
        """The rules above, preceded by the folder's own; a repository knows none above it."""
        names = self._scan(folder)
        if ".git" in names:
            above = self._read_rules(folder, ".git/info/exclude")
        ignores = names.get(".gitignore")  # git follows no link there, either
        return self._read_rules(folder, ".gitignore") + above if ignores and not ignores.link else above

    def _read_rules(self, folder: str, name: str) -> tuple[IgnoreRules, ...]:
        path = posixpath.join(folder, name)
        if path not in self._rules:
            try:
                text = self._store.read(path).decode("utf-8-sig", "surrogateescape")
            except OSError:
                self._rules[path] = ()
            else:
                self._rules[path] = (ignore_rules(folder, text.replace("\r\n", "\n").split("\n")),)
        return self._rules[path]


_ANSWERS: Mapping[str | int, Callable[..., Answer]] = {
    "entries": Files._listing,  # noqa: SLF001 - a digest will do
    "has": Files.has,
    "spelled": Files.spelled,
    "kind": lambda files, path: kind.value if (kind := files._kind(path)) else None,  # noqa: SLF001 - of two questions
    "is_empty": Files.is_empty,
    "sample": Files._sample_digest,  # noqa: SLF001 - as above
    "read": Files._digest,  # noqa: SLF001 - the answer is kept without the bytes
    "find": Files.find,
    "is_inside": Files.is_inside,
    "above": Files._search_above,  # noqa: SLF001 - of two questions
    "is_tracked": Files.is_tracked,
}


def markdown_files(
    paths: Iterable[str],
    files: Files,
    *,
    included: Callable[[str], bool] | None = None,
    excluded: Callable[[str], bool] | None = None,
    on_error: Callable[[NotelintError], None],
) -> Iterator[str]:
    """The Markdown files that the paths name, each once, as a user names them: relative where possible.

    A file is always given, whatever its name; a folder is walked for Markdown files (or those `included` instead) that
    are neither ignored nor `excluded`, nor links to others of them. A path that does not exist, and a link in a folder
    that leads out of the project, is handed to `on_error`; the others are still given.
    """

    def leads_out(path: str) -> None:
        on_error(NotelintError(f"{shown(path)}: leads out of the project: name it to have it read, or exclude it"))

    given: set[str] = set()
    for path in paths:
        if files.is_dir(path):
            tree = files.tree(path, excluded, on_way_out=leads_out)
            found = _without_aliases([each for each in tree if (included or is_markdown)(each)], files, leads_out)
        elif os.path.lexists(path):
            found = iter((absolute(path),))
        else:
            on_error(NotelintError(f"{path}: no such file or folder"))
            continue
        for each in found:
            if each not in given:
                given.add(each)
                yield shown(each)


def _without_aliases(paths: Sequence[str], files: Files, leads_out: Callable[[str], None]) -> Iterator[str]:
    """The paths without links that lead to others of them; of several links to one file elsewhere, the first stays.

    A link that leads out of the project is handed to `leads_out`.
    """
    links = set(_links({path.rpartition("/")[0] or "/" for path in paths}, files)).intersection(paths)
    met = {os.path.realpath(path) for path in paths if path not in links} if links else set()
    for path in paths:
        if path in links:
            real = os.path.realpath(path)
            if real in met:
                continue
            met.add(real)
            if not files.is_inside(path):
                leads_out(path)
                continue
        yield path


def _links(folders: Iterable[str], files: Files) -> Iterator[str]:
    """The symbolic links in folders, by their listings: to ask about each file takes four times as long."""
    for folder in folders:
        yield from (posixpath.join(folder, name) for name, entry in files.entries(folder).items() if entry.link)


def _path(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"


def read_bytes(path: str) -> bytes:
    """The bytes of a file; raises NotelintError where it cannot be read."""
    try:
        return Disk().read(path)
    except (OSError, ValueError) as error:
        raise NotelintError(f"{path}: cannot be read: {reason(error)}") from error


def decoded(data: bytes, name: str) -> str:
    """The text of a file called `name`, without a byte order mark. Raises NotelintError where it is no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotelintError(f"{name}:{line}: byte 0x{data[error.start]:02X} is not UTF-8: save it as UTF-8") from error


def reason(error: OSError | ValueError) -> str:
    """What the system says of an error; of a path that it does not even take, that."""
    if isinstance(error, OSError):
        return error.strerror or "the system does not say why"
    return "no file can have such a name"


def _is_new(folder: str, entered: list[str]) -> bool:
    """Whether a linked folder leads to where we have not been; if so it is added to the list."""
    real = os.path.realpath(folder)
    if any(is_within(real, each) or is_within(each, real) for each in entered):
        return False
    entered.append(real)
    return True
