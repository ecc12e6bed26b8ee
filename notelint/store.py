"""Where files lie: the disk of this machine, or another store in its place."""

from __future__ import annotations

import os
import sys
from enum import Enum

from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol


_PIECE = 1 << 16  # bytes: more than most notes have


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

        `read` gives the first `size` bytes of a file, or all of them.
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
        """The bytes of a file, or the first `size` of them."""
        number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))  # a file object takes half as long again
        try:
            return _first(number, sys.maxsize if size < 0 else size)
        finally:
            os.close(number)


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
    pieces = []
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
