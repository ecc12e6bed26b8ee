"""Paths as texts, with `/`: absolute or relative to the working folder. Nothing here asks what stands there."""

from __future__ import annotations

import os
import posixpath
import unicodedata

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKDOWN = (".md", ".markdown", ".qmd", ".rmd")
_NO_NAMES = ("", ".", "..")
_NO_END = ("", "/")


def absolute(path: str) -> str:
    """The path from the root on, with `/`, and without `.` and `..`."""
    if path[-1:] not in _NO_END and path[0] != "." and os.sep == "/" and "/." not in path and "//" not in path:
        # Most paths are, and most others only lack the beginning: it takes a fifth of the time to see.
        return path if path.startswith("/") else f"{os.getcwd().rstrip('/')}/{path}"
    return os.path.abspath(path).replace(os.sep, "/")


def shown(path: str) -> str:
    """A path as a user reads it: relative to the working folder, where the two have more than the root in common."""
    path, here = absolute(path), os.getcwd().replace(os.sep, "/")
    if path.startswith(f"{here}/"):
        return path[len(here) + 1 :]
    common = posixpath.commonpath((path, here))
    return os.path.relpath(path, here).replace(os.sep, "/") if common.strip("/") else path


def fold(name: str) -> str:
    """The form in which two names are equal that differ in case or Unicode form only."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def split(path: str) -> tuple[str, str]:
    """The folder of a path, as written where that can be, and the name in it; no name for the root."""
    folder, slash, name = path.rpartition("/")
    if name in _NO_NAMES:
        folder, slash, name = absolute(path).rpartition("/")
    return folder or slash or ".", name


def joined(folder: str, name: str) -> str:
    """The path of a name in a folder."""
    return f"{folder.rstrip('/')}/{name}"


def file_stem(path: str) -> str:
    """The name at the end of a path, without its ending if that is one of Markdown files."""
    name = posixpath.basename(path)
    return posixpath.splitext(name)[0] if is_markdown(name) else name


def is_markdown(path: str) -> bool:
    """Whether a path ends as those of Markdown files do."""
    return path.lower().endswith(_MARKDOWN)


def upwards(folder: str) -> Iterator[str]:
    """A folder and those above it, up to the root."""
    while True:
        yield folder
        above = posixpath.dirname(folder)
        if above == folder:
            return
        folder = above


def is_within(path: str, folder: str) -> bool:
    """Whether a path is that of a folder, or of something in it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
