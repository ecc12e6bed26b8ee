"""The file system, asked in one place: listings, Markdown files below a folder, reading, atomic writing.

Every path is a string with `/`, absolute or relative to the working folder.
"""

from __future__ import annotations

import os
import posixpath
import stat
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, cast

from notelint.errors import NotelintError
from notelint.git import tracked_files
from notelint.gitignore import ignore_rules, is_ignored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from notelint.gitignore import IgnoreRules

_Made = TypeVar("_Made")

MARKDOWN_SUFFIXES = (".md", ".markdown", ".qmd", ".rmd")
_HEAVY = frozenset({"node_modules", "__pycache__", "venv", ".venv", ".tox", ".nox"})


class Kind(Enum):
    """What a name in a folder is; a symbolic link is what it points to."""

    FILE = "file"
    FOLDER = "folder"
    OTHER = "other"


class Entry(NamedTuple):
    """One name in a folder."""

    kind: Kind
    link: bool = False


class Store(Protocol):
    """Where files lie. Both methods take an absolute path and raise OSError or ValueError (a path that cannot be).

    `read` gives the first `size` bytes of a file, or all of them.
    """

    def scan(self, folder: str) -> Mapping[str, Entry]: ...

    def read(self, path: str, size: int = -1, /) -> bytes: ...


class Disk:
    """The file system of this machine."""

    def scan(self, folder: str) -> Mapping[str, Entry]:
        """The names in a folder, links followed."""
        with os.scandir(folder) as entries:
            return {entry.name: Entry(_kind(entry), entry.is_symlink()) for entry in entries}

    def read(self, path: str, size: int = -1) -> bytes:
        """The bytes of a file, or the first `size` of them."""
        with open(path, "rb") as file:
            return file.read(size)


def _kind(entry: os.DirEntry[str]) -> Kind:
    try:
        if entry.is_dir():
            return Kind.FOLDER
        return Kind.FILE if entry.is_file() else Kind.OTHER
    except OSError:  # a link that points to itself
        return Kind.OTHER


class Files:
    """Answers about the file system, from one listing of each folder that is asked about.

    Names are compared letter by letter, on a disk that ignores case too. `paths` are those that the user named: `find`
    looks in the repository of each (outside of one: in the folder). What changes on the disk after the first question
    is not seen.
    """

    def __init__(self, paths: Iterable[str] = (), store: Store | None = None) -> None:
        self._paths = tuple(map(absolute, paths))
        self._store = store or Disk()
        self._entries: dict[str, Mapping[str, Entry]] = {}
        self._rules: dict[str, tuple[IgnoreRules, ...]] = {}
        self._by_name: dict[str, tuple[str, ...]] | None = None
        self._tracked: dict[str, frozenset[str] | None] = {}
        self._derived: dict[tuple[str, object], object] = {}

    @property
    def asked(self) -> frozenset[str]:
        """The folders that answers came from: as long as their listings stay the same, so do the answers."""
        return frozenset(self._entries)

    def entries(self, folder: str) -> Mapping[str, Entry]:
        """The names in a folder; none where it cannot be listed."""
        folder = absolute(folder)
        if folder not in self._entries:
            try:
                self._entries[folder] = self._store.scan(folder)
            except (OSError, ValueError):  # ValueError: a NUL or a lone surrogate in the path
                self._entries[folder] = {}
        return self._entries[folder]

    def listing(self, folder: str) -> frozenset[str]:
        """The names in a folder."""
        return frozenset(self.entries(folder))

    def is_file(self, path: str) -> bool:
        """Whether a file (or a link to one) stands at that path."""
        return self._kind(path) is Kind.FILE

    def is_dir(self, path: str) -> bool:
        """Whether a folder (or a link to one) stands at that path."""
        return self._kind(path) is Kind.FOLDER

    def _kind(self, path: str) -> Kind | None:
        folder, name = posixpath.split(absolute(path))
        if not name:
            return Kind.FOLDER
        entry = self.entries(folder).get(name)
        return entry.kind if entry else None

    def read(self, path: str, size: int = -1) -> bytes:
        """The bytes of a file, or the first `size` of them; none where it cannot be read."""
        try:
            return self._store.read(absolute(path), size)
        except (OSError, ValueError):
            return b""

    def derived(self, path: str, make: Callable[[bytes], _Made]) -> _Made:
        """What `make` makes of the bytes of a file, made once."""
        path = absolute(path)
        if (path, make) not in self._derived:
            self._derived[path, make] = make(self.read(path))
        return cast("_Made", self._derived[path, make])

    def find(self, name: str) -> tuple[str, ...]:
        """Every file of that name around the named paths; hidden, heavy and ignored folders are left out."""
        if self._by_name is None:
            found: dict[str, list[str]] = {}
            roots = dict.fromkeys(map(self._root, self._paths))
            for path in dict.fromkeys(path for root in roots for path in self.tree(root)):
                found.setdefault(posixpath.basename(path), []).append(path)
            self._by_name = {each: tuple(paths) for each, paths in found.items()}
        return tuple(map(shown, self._by_name.get(name, ())))

    def _root(self, path: str) -> str:
        around = self.repository_root(path) or self.vault_root(path)
        return around or (path if self.is_dir(path) else posixpath.dirname(path))

    def repository_root(self, path: str) -> str | None:
        """The nearest folder at or above a path that holds `.git`, absolute; None outside of a repository."""
        return next((folder for folder in _upwards(absolute(path)) if ".git" in self.entries(folder)), None)

    def is_tracked(self, path: str) -> bool | None:
        """Whether git knows a file; None outside of a repository, and where git cannot be asked."""
        root = self.repository_root(path)
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

    def vault_root(self, path: str) -> str | None:
        """The nearest folder at or above a path that holds `.obsidian`, absolute; None outside of a vault."""
        return next((folder for folder in _upwards(absolute(path)) if ".obsidian" in self.entries(folder)), None)

    def tree(
        self, root: str, excluded: Callable[[str], bool] | None = None, *, everything: bool = False
    ) -> Iterator[str]:
        """The absolute paths of all files below a folder that are neither hidden nor ignored by git, in order.

        With `everything`, also those, but for git's own and for installed packages. `excluded` is asked about every
        path that is left (a folder ends with `/`). A linked folder is entered once, and only where it leads out of the
        tree: what it leads to inside is met anyway, and loops end.
        """
        root = absolute(root)
        entered = [os.path.realpath(root)]
        folders = [(root, self._rules_at(root))]
        while folders:
            folder, rules = folders.pop()
            within = []
            for name, entry in sorted(self.entries(folder).items()):
                path = posixpath.join(folder, name) + "/" * (entry.kind is Kind.FOLDER)
                aside = name.startswith(".") or is_ignored(path, rules)
                if name == ".git" or (aside and not everything) or (excluded and excluded(path)):
                    continue
                if entry.kind is Kind.FILE:
                    yield path
                elif entry.kind is Kind.FOLDER and name not in _HEAVY and (not entry.link or _is_new(path, entered)):
                    within.append((path[:-1], self._rules_in(path[:-1], rules)))
            folders.extend(reversed(within))

    def _rules_at(self, root: str) -> tuple[IgnoreRules, ...]:
        """The rules that hold in a folder, nearest first; a folder that is itself ignored starts anew."""
        repository = self.repository_root(root) or root
        rules: tuple[IgnoreRules, ...] = ()
        for folder in reversed([each for each in _upwards(root) if _is_within(each, repository)]):
            rules = self._rules_in(folder, () if is_ignored(folder + "/", rules) else rules)
        return rules

    def _rules_in(self, folder: str, above: tuple[IgnoreRules, ...]) -> tuple[IgnoreRules, ...]:
        """The rules above, preceded by the folder's own; a repository knows none above it."""
        names = self.entries(folder)
        if ".git" in names:
            above = self._read_rules(folder, ".git/info/exclude")
        return self._read_rules(folder, ".gitignore") + above if ".gitignore" in names else above

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
    are neither ignored nor `excluded`. A path that does not exist is handed to `on_error`; the others are still given.
    """
    given: set[str] = set()
    for path in paths:
        if files.is_dir(path):
            found = (each for each in files.tree(path, excluded) if (included or _is_markdown)(each))
        elif os.path.lexists(path):
            found = (each for each in (absolute(path),))
        else:
            on_error(NotelintError(f"{path}: no such file or folder"))
            continue
        for each in found:
            if each not in given:
                given.add(each)
                yield shown(each)


def absolute(path: str) -> str:
    """The path from the root on, with `/`, and without `.` and `..`."""
    return os.path.abspath(path).replace(os.sep, "/")


def shown(path: str) -> str:
    """A path as a user reads it: relative to the working folder, where the two have more than the root in common."""
    path, here = absolute(path), absolute(".")
    common = posixpath.commonpath((path, here))
    return os.path.relpath(path, here).replace(os.sep, "/") if common.strip("/") else path


def read_bytes(path: str) -> bytes:
    """The bytes of a file; raises NotelintError where it cannot be read."""
    try:
        return Disk().read(path)
    except (OSError, ValueError) as error:
        raise NotelintError(f"{path}: cannot be read: {_reason(error)}") from error


def write_file(path: str, chunks: Iterable[bytes]) -> None:
    """Write a file whole or not at all, chunk by chunk; raises NotelintError where it cannot be written.

    The bytes go to a new file in the same folder, which then takes the old one's place and mode. A symbolic link stays
    one. What is no regular file (a pipe), or goes by the name of a device (`/dev/stdout`), is written to directly.
    """
    target = os.path.realpath(path)
    try:
        mode = _mode(target)
        if mode is not None and (path.startswith("/dev/") or not stat.S_ISREG(mode)):
            _write(path, chunks, os.O_WRONLY | os.O_APPEND)
            return
        if mode is not None and not os.access(target, os.W_OK):
            raise NotelintError(f"{path}: cannot be written: it is read-only")
        _replace(target, chunks, mode)
    except OSError as error:
        raise NotelintError(f"{path}: cannot be written: {_reason(error)}") from error


def make_folder(path: str) -> None:
    """Make a folder and those above it, where they are not there; raises NotelintError where it cannot be one."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise NotelintError(f"{path}: cannot be made a folder: {_reason(error)}") from error


def write_new_file(path: str, data: bytes) -> None:
    """Write a file that must not be there yet; raises NotelintError where it is, or cannot be written."""
    try:
        _write(path, (data,), os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError as error:
        raise NotelintError(f"{shown(path)} is there already: it is left as it is") from error
    except OSError as error:
        raise NotelintError(f"{shown(path)}: cannot be written: {_reason(error)}") from error


def _replace(target: str, chunks: Iterable[bytes], mode: int | None) -> None:
    import secrets  # noqa: PLC0415 - few runs write a file

    # Not named after the file: a name of the longest kind has no room for more.
    temporary = os.path.join(os.path.dirname(target), f".notelint-{secrets.token_hex(8)}.tmp")
    try:
        _write(temporary, chunks, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, target)
    except BaseException:
        if os.path.lexists(temporary):
            os.unlink(temporary)
        raise


def _write(path: str, chunks: Iterable[bytes], flags: int) -> None:
    with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0), 0o666), "wb") as file:
        file.writelines(chunks)


def _mode(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _is_markdown(path: str) -> bool:
    return path.lower().endswith(MARKDOWN_SUFFIXES)


def _upwards(folder: str) -> Iterator[str]:
    """A folder and those above it, up to the root."""
    while True:
        yield folder
        above = posixpath.dirname(folder)
        if above == folder:
            return
        folder = above


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _is_new(folder: str, entered: list[str]) -> bool:
    """Whether a linked folder leads to where we have not been; if so it is added to the list."""
    real = os.path.realpath(folder)
    if any(_is_within(real, each) or _is_within(each, real) for each in entered):
        return False
    entered.append(real)
    return True
