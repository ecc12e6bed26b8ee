"""Results of earlier runs, in a folder of their own: `.notelint_cache/`.

It holds up to 256 text files, each for a part of all paths; a run on one file reads one of them. A file is replaced
whole, so nobody sees half of one, and of two runs that write at once the last counts. Whatever is not as this module
writes it (torn, foreign, of another version) is no result and no error; where nothing can be written nothing is kept.

Each result ends with a digest of it that is made with a key. The key lies in the user's own folder for caches: what
came with the files, or was changed since, has no digest that fits, and is not used.
"""

from __future__ import annotations

import os
import stat
import sys
from functools import cache
from time import gmtime

from notelint import __version__
from notelint.errors import NotelintError
from notelint.folders import OWN_FOLDER
from notelint.source import digest
from notelint.store import Disk
from notelint.typing import TYPE_CHECKING, NamedTuple
from notelint.writing import make_folder, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMAT = 4
_VARIANTS = 4  # results of one path that are kept: a hook and an editor may check it in two ways
_LARGEST = 512 * 1024  # bytes of one file of results; of what does not fit, the oldest goes
_PENDING = 4 * 1024 * 1024  # bytes of new results after which they are written
_KEY = 32  # bytes
_TAG = "CACHEDIR.TAG"
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n"  # https://bford.info/cachedir/


class Entry(NamedTuple):
    """A result, the facts that it rests on, and the keys of the notes that the file holds: texts of one line."""

    facts: str
    result: str
    keys: str = ""


class Cache:
    """Results by the path of their file, the settings that it was checked with, and a digest of its content.

    `folder` is where the cache's own folder lies. `stamp` tells the program that the results come from: those of
    another one are forgotten.
    """

    def __init__(self, folder: str, stamp: str) -> None:
        self._folder = f"{folder.rstrip('/')}/{OWN_FOLDER}"
        self._stamp = stamp.encode()
        self._read: dict[str, dict[bytes, list[bytes]]] = {}
        self._new: dict[str, list[bytes]] = {}
        self._pending = 0

    def find(self, path: str, settings: str, content: str) -> Entry | None:
        """The result of a path with these settings and this content."""
        name = _name(path)
        shard = name[:2]
        if shard not in self._read:
            self._read[shard] = self._lines(shard)
        start = f"{name}\t{settings}\t{content}\t".encode()
        line = next((line for line in self._read[shard].get(name.encode(), ()) if line.startswith(start)), b"")
        said, _, seal = line.rpartition(b"\t")
        if not said or seal != self._seal(said):
            return None
        try:
            facts, result, keys = said[len(start) :].decode("utf-8", "surrogatepass").split("\t")
            return Entry(facts, result, keys)
        except ValueError:
            return None

    def read_all(self) -> None:
        """Read the results of all paths, once."""
        for shard in (f"{number:02x}" for number in range(256)):
            if shard not in self._read:
                self._read[shard] = self._lines(shard)

    def keep(self, path: str, settings: str, content: str, entry: Entry) -> None:
        """Take over a result; `save` writes it."""
        name = _name(path)
        fields = (name, settings, content, entry.facts, entry.result, entry.keys)
        said = "\t".join(fields).encode("utf-8", "surrogatepass")
        line = b"%b\t%b" % (said, self._seal(said))
        self._new.setdefault(name[:2], []).append(line)
        self._pending += len(line)
        if self._pending > _PENDING:
            self.save()

    def save(self) -> None:
        """Write the new results."""
        new, self._new, self._pending = self._new, {}, 0
        try:
            if new:
                self._make_folder()
            for shard, lines in new.items():
                self._write(shard, lines)
        except OSError:  # a folder that is read-only, a full disk: the next run checks again
            return

    def _lines(self, shard: str) -> dict[bytes, list[bytes]]:
        """The lines of one file by the name that they begin with, oldest first."""
        path = f"{self._folder}/{shard}"
        found: dict[bytes, list[bytes]] = {}
        if os.path.islink(self._folder) or os.path.islink(path):
            return found
        try:
            stamp, *lines = Disk().read(path).split(b"\n")
        except OSError:
            return found
        if stamp == self._stamp:
            for line in lines:
                found.setdefault(line.partition(b"\t")[0], []).append(line)
        return found

    def _write(self, shard: str, new: list[bytes]) -> None:
        """Add lines to what one file has by now."""
        found = self._lines(shard)
        for line in new:
            name, settings, _ = line.split(b"\t", 2)
            same = b"%b\t%b\t" % (name, settings)
            others = [each for each in found.pop(name, ()) if not each.startswith(same)]
            found[name] = [*others, line][-_VARIANTS:]
        self._read.pop(shard, None)
        pieces = [b"%b\n" % line for lines in found.values() for line in lines if line]
        replace_file(f"{self._folder}/{shard}", (b"%b\n" % self._stamp, *_last(pieces)))

    def _seal(self, said: bytes) -> bytes:
        """The digest of a line, of which the program that it comes from is a part."""
        return digest(b"%b\n%b" % (self._stamp, said), _key()).encode()

    def _make_folder(self) -> None:
        """The folder, with what tells git and backups to leave it alone. Raises OSError."""
        if os.path.islink(self._folder):
            raise FileExistsError(self._folder)
        os.makedirs(self._folder, exist_ok=True)
        for name, text in ((".gitignore", "*\n"), (_TAG, _SIGNATURE)):
            if not os.path.lexists(f"{self._folder}/{name}"):
                replace_file(f"{self._folder}/{name}", [text.encode()])


def clean(folder: str) -> bool:
    """Delete the cache in a folder; whether there was one. Raises OSError."""
    path = f"{folder.rstrip('/')}/{OWN_FOLDER}"
    if os.path.islink(path) or not os.path.isfile(f"{path}/{_TAG}"):
        return False
    from shutil import rmtree  # noqa: PLC0415 - only this needs it

    rmtree(path)
    return True


def user_folder() -> str:
    """Where this user's own files are kept; no absolute path where there is no such place."""
    folder = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if os.name == "nt" else None)
    return os.path.expanduser(f"{folder or '~/.cache'}/notelint")


@cache
def _key() -> bytes:
    """The key of this user, which is made where there is none; one for this run alone where it cannot be kept.

    A file that others could have written is none: no checkout can bring it along.
    """
    path = f"{user_folder()}/key"
    key = os.urandom(_KEY)
    try:
        if not os.path.isabs(path):
            return key
        if os.path.isfile(path) and len(known := Disk().read(path, _KEY + 1)) == _KEY and _is_private(path):
            return known
        make_folder(os.path.dirname(path))
        replace_file(path, [key], mode=0o600)
    except (OSError, NotelintError):
        return key
    return key


def _is_private(path: str) -> bool:
    state = os.stat(path)
    return os.name == "nt" or (state.st_uid == os.geteuid() and not state.st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def program_stamp() -> str:
    """A digest of all that results depend on beside files and settings: notelint, the packages it uses, the year.

    Where notelint runs from a checkout its own files count. Of the packages, the time at which one was last installed
    counts: their versions take longer to find out than most notes to check.
    """
    said = (_FORMAT, __version__, sys.version, gmtime().tm_year, *_own_files(), *_installed())
    return digest(repr(said).encode())


def _own_files() -> Iterator[tuple[str, int, int]]:
    package = os.path.dirname(__file__)
    if os.path.isdir(f"{package}/shipped"):
        yield _state(__file__)
        return
    above = os.path.dirname(package)
    folders = [package, f"{above}/rules", f"{above}/schema"]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith((".py", ".md", ".json")):
                    yield _state(entry.path)
                elif entry.is_dir() and not entry.name.startswith("_"):
                    folders.append(entry.path)


def _installed() -> Iterator[tuple[str, int, int]]:
    folders = (path for path in sys.path if path.endswith(("site-packages", "dist-packages")))
    return map(_state, filter(os.path.isdir, folders))


def _state(path: str) -> tuple[str, int, int]:
    found = os.stat(path)
    return path, found.st_mtime_ns, found.st_size


def _name(path: str) -> str:
    return digest(path.encode("utf-8", "surrogatepass"))


def _last(pieces: list[bytes]) -> list[bytes]:
    """As many pieces as are kept, the last ones."""
    size = 0
    for number, piece in enumerate(reversed(pieces)):
        size += len(piece)
        if size > _LARGEST:
            return pieces[len(pieces) - number :]
    return pieces
