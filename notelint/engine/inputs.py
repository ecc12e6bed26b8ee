"""What a command is given: paths or standard input."""

from __future__ import annotations

import sys

from notelint.errors import NotelintError
from notelint.files import markdown_files, read_bytes, reason
from notelint.source import Source
from notelint.store import bounded, largest
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
