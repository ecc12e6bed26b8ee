"""What lies in the folders of a disk: each is listed once, and what of it belongs to the user's projects.

Every path is a string with `/`, absolute or relative to the working folder.
"""

from __future__ import annotations

import os
import posixpath

from notelint.paths import absolute, is_within, split, upwards
from notelint.store import Disk, Kind
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from notelint.store import Entry, Store

OWN_FOLDER = ".notelint_cache"
"""Where notelint keeps results: to all questions it is not there, or what notelint does would change the answers."""


class Folders:
    """Listings of folders, each made once: what changes on the disk later is not seen.

    `paths` are those that the user named: files are read in the project of one of these alone, for a note may be a
    stranger's, and its links may lead anywhere.
    """

    def __init__(self, paths: Iterable[str] = (), store: Store | None = None) -> None:
        self.paths = tuple(map(absolute, paths))
        self._store = store or Disk()
        self._entries: dict[str, Mapping[str, Entry]] = {}
        self._nearest: dict[tuple[str, str], str | None] = {}
        self._projects: tuple[str, ...] | None = None

    def entries(self, folder: str) -> Mapping[str, Entry]:
        """The names in a folder; none where it cannot be listed."""
        if folder not in self._entries:  # by the path as written: most folders are asked about again and again
            full = absolute(folder)
            if full not in self._entries:
                self._entries[full] = self._listed(full)
            self._entries[folder] = self._entries[full]
        return self._entries[folder]

    def _listed(self, folder: str) -> Mapping[str, Entry]:
        try:
            found = self._store.scan(folder)
        except (OSError, ValueError):  # ValueError: a NUL or a lone surrogate in the path
            return {}
        if OWN_FOLDER in found:
            return {name: entry for name, entry in found.items() if name != OWN_FOLDER}
        return found

    def kind(self, path: str) -> Kind | None:
        """What stands at a path, links followed; None where nothing does."""
        folder, name = split(path)
        if not name:
            return Kind.FOLDER
        entry = self.entries(folder).get(name)
        return entry.kind if entry else None

    def folder_of(self, path: str) -> str:
        """A path as an absolute one, if it is that of a folder, else that of the folder it lies in."""
        path = absolute(path)
        return path if self.kind(path) is Kind.FOLDER else posixpath.dirname(path)

    def nearest(self, folder: str, name: str) -> str | None:
        """The nearest folder that holds a name, at an absolute folder or above it."""
        if (folder, name) not in self._nearest:
            found = next((each for each in upwards(folder) if name in self.entries(each)), None)
            self._nearest[folder, name] = found
        return self._nearest[folder, name]

    def project_root(self, path: str) -> str:
        """The absolute folder of the project that a path belongs to.

        That is its repository, else its vault, else the working folder where the path lies in it, else its own folder.
        """
        folder, here = self.folder_of(path), absolute(".")
        around = self.nearest(folder, ".git") or self.nearest(folder, ".obsidian")
        return around or (here if is_within(folder, here) else folder)

    def is_inside(self, path: str) -> bool:
        """Whether a path leads, with links followed, into the project of one of the named paths; True without any."""
        if self._projects is None:
            paths = (*self.paths, *(os.path.realpath(each) for each in self.paths if os.path.islink(each)))
            self._projects = tuple({os.path.realpath(root) for root in set(map(self.project_root, paths))})
        real = os.path.realpath(path)
        return any(is_within(real, root) for root in self._projects) or not self.paths

    def read(self, path: str, size: int = -1) -> bytes:
        """The bytes of a file, or the first `size` of them.

        None where it is no file, cannot be read, or lies outside of the projects.
        """
        try:
            is_read = self.kind(path) is Kind.FILE and self.is_inside(path)
            return self._store.read(absolute(path), size) if is_read else b""
        except (OSError, ValueError):
            return b""

    def read_rules(self, path: str) -> str | None:
        """The text of a file of git's that says what is ignored; None where it cannot be read."""
        try:
            return self._store.read(path).decode("utf-8-sig", "surrogateescape")
        except OSError:
            return None
