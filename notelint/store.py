"""Where files lie: the disk of this machine, or another store in its place."""

from __future__ import annotations

import errno
import os
import stat
from enum import Enum

from notelint.errors import NotelintError
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol


_PIECE = 1 << 16  # bytes: more than most notes have
_LARGEST = 100_000_000  # bytes of a file that is read whole
_MEMORY, _MEMORY_PER_BYTE = 65_000_000, 50  # bytes beyond those that notelint itself takes, about 25 MB
# Variables, for a configuration comes with the files that it would bound.
_LIMIT, MEMORY_LIMIT = "NOTELINT_MAX_FILE_BYTES", "NOTELINT_MAX_MEMORY_BYTES"
# Without O_NONBLOCK, to open a pipe waits for somebody who writes.
_TO_READ = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC"))


class Kind(Enum):
    """What a name in a folder is; a symbolic link is what it points to."""

    FILE = "file"
    FOLDER = "folder"
    OTHER = "other"


class Entry(NamedTuple):
    """One name in a folder."""

    kind: Kind
    link: bool = False


if TYPE_CHECKING:

    class Store(Protocol):
        """Where files lie. Both methods take an absolute path and raise OSError or ValueError (a path that cannot be).

        `read` gives the first `size` bytes of a regular file, or all of them.
        """

        def scan(self, folder: str) -> Mapping[str, Entry]: ...

        def read(self, path: str, size: int = -1, /) -> bytes: ...


class Disk:
    """The file system of this machine."""

    def scan(self, folder: str) -> Mapping[str, Entry]:
        """The names in a folder, links followed."""
        with os.scandir(folder) as entries:
            return {entry.name: _entry(entry) for entry in entries}

    def read(self, path: str, size: int = -1) -> bytes:
        """The bytes of a file, or the first `size` of them.

        Of a file that is read whole, no more than `largest()`. Raises OSError for what is no regular file, too: a pipe
        or a device may give bytes without end, or none ever.
        """
        number = os.open(path, _TO_READ)  # a file object takes half as long again
        try:
            kind = os.fstat(number).st_mode
            if stat.S_ISDIR(kind):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if not stat.S_ISREG(kind):
                raise OSError(errno.EINVAL, "it is no regular file but a pipe, a socket or a device")
            return _first(number, size) if size >= 0 else bounded(_first(number, largest() + 1))
        finally:
            os.close(number)


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


def largest() -> int:
    """How many bytes a file may have that is read whole. Raises NotelintError where the variable is no number."""
    return _bytes(_LIMIT, _LARGEST)


def memory_for(size: int) -> int:
    """How many bytes of memory the work on so many bytes may take. Raises NotelintError as `largest` does."""
    return _bytes(MEMORY_LIMIT, _MEMORY + _MEMORY_PER_BYTE * size)


def _bytes(variable: str, otherwise: int) -> int:
    said = os.environ.get(variable)
    if said is None:
        return otherwise
    if not (said.isdecimal() and 0 < len(said) < 19):
        raise NotelintError(f"{variable}: {said!r} is no number of bytes: write one such as {otherwise}")
    return int(said)


def bounded(data: bytes) -> bytes:
    """The same, where it is not too large. Raises OSError."""
    if len(data) > largest():
        raise OSError(errno.EFBIG, too_large())
    return data


def too_large(size: int | None = None) -> str:
    """What is said of a file that has too many bytes."""
    has = f"it has {size} bytes, more" if size else "it has more bytes"
    return f"{has} than the {largest()} that are read; {_LIMIT} sets another limit"


class Overlay:
    """Another store with some files as they are to become: `data` by absolute path."""

    def __init__(self, below: Store, data: Mapping[str, bytes]) -> None:
        self._below = below
        self._data = data

    def scan(self, folder: str) -> Mapping[str, Entry]:
        """The names in a folder."""
        return self._below.scan(folder)

    def read(self, path: str, size: int = -1) -> bytes:
        """The bytes of a file, or the first `size` of them."""
        data = self._data.get(path)
        if data is None:
            return self._below.read(path, size)
        return data if size < 0 else data[:size]


def _first(number: int, size: int) -> bytes:
    """Up to `size` bytes of an open file: a read may give fewer than there are."""
    pieces: list[bytes] = []
    while size and (piece := os.read(number, min(size, _PIECE))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


# One for each kind, which most folders are full of.
_FILE = Entry(Kind.FILE)
_FOLDER = Entry(Kind.FOLDER)


def _entry(entry: os.DirEntry[str]) -> Entry:
    if not entry.is_symlink():
        if entry.is_file():
            return _FILE
        return _FOLDER if entry.is_dir() else Entry(Kind.OTHER)
    try:
        if entry.is_dir():
            return Entry(Kind.FOLDER, link=True)
        return Entry(Kind.FILE if entry.is_file() else Kind.OTHER, link=True)
    except OSError:  # a link that points to itself
        return Entry(Kind.OTHER, link=True)
