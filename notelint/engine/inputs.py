"""What a command is given: paths, the files that they name, or standard input."""

from __future__ import annotations

import os
import posixpath
import sys

from notelint.errors import NotelintError
from notelint.paths import absolute, is_markdown, shown
from notelint.source import Source
from notelint.store import bounded, largest, read_bytes, reason
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from notelint.config import Config
    from notelint.files import Files

STDIN = "-"


class Input(NamedTuple):
    """The bytes of one file; `path` is as the user sees it."""

    path: str
    data: bytes

    @property
    def source(self) -> Source:
        return Source.from_bytes(self.path, self.data)


def named_paths(paths: Sequence[str], stdin_name: str) -> Sequence[str]:
    """The paths that the user named; for standard input, the one that it stands for."""
    return [stdin_name] if paths == [STDIN] else paths


def refuse_unread_name(stdin_name: str, paths: Sequence[str]) -> None:
    """Raise NotelintError where standard input is given a name, and is not read."""
    if stdin_name != STDIN and STDIN not in paths:
        raise NotelintError(f"--stdin-filename {stdin_name} names what comes from -: give - in place of a path")


def input_paths(
    paths: Sequence[str],
    files: Files,
    config_of: Callable[[str], Config],
    on_error: Callable[[NotelintError], None],
    *,
    force_exclude: bool = False,
) -> list[str]:
    """The files to read: `-` alone, or the Markdown files that the paths name.

    The configuration's `exclude` keeps files from being walked, and with `force_exclude` from being named too.
    """
    if STDIN in paths:
        if len(paths) > 1:
            raise NotelintError("- is standard input: name it alone, without other paths")
        return [STDIN]
    found = markdown_files(
        paths,
        files,
        included=lambda path: config_of(path).includes(path),
        excluded=lambda path: config_of(path).excludes(path),
        on_error=on_error,
    )
    return [path for path in found if not (force_exclude and config_of(path).excludes(path))]


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
            on_error(NotelintError(f"{path}: no such file or folder{_meant(path)}"))
            continue
        for each in found:
            if each not in given:
                given.add(each)
                yield shown(each)


def _meant(path: str) -> str:
    """The question whether a path is meant that is there, and that differs from one that is not by little."""
    from notelint.spelling import nearest  # noqa: PLC0415 - needed only where something is wrong

    folder, name = os.path.split(path.rstrip("/"))
    try:
        names = {os.path.splitext(each)[0]: each for each in os.listdir(folder or ".")}  # what most have says little
    except OSError:
        return ""
    near = nearest(os.path.splitext(name)[0], names)
    return f": did you mean {os.path.join(folder, names[near])!r}?" if near else ""


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


def read_input(path: str, stdin_name: str) -> Input:
    """The bytes of a file; raises NotelintError where it cannot be read."""
    if path != STDIN:
        return Input(path, read_bytes(path))
    try:
        return Input(stdin_name, bounded(sys.stdin.buffer.read(largest() + 1)))
    except OSError as error:
        raise NotelintError(f"standard input: cannot be read: {reason(error)}") from error


def read_inputs(paths: Iterable[str], stdin_name: str, on_error: Callable[[NotelintError], None]) -> Iterator[Input]:
    """The files' bytes, in order; one that cannot be read goes to `on_error`."""
    for path in paths:
        try:
            yield read_input(path, stdin_name)
        except NotelintError as error:
            on_error(error)


def read_sources(paths: Iterable[str], stdin_name: str, on_error: Callable[[NotelintError], None]) -> Iterator[Source]:
    """The files' texts, in order; one that cannot be read goes to `on_error`."""
    return (each.source for each in read_inputs(paths, stdin_name, on_error))
