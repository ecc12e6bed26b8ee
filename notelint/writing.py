"""Files that are written whole or not at all, and folders that are made."""

from __future__ import annotations

import os
import stat

from notelint.errors import NotelintError
from notelint.files import reason
from notelint.paths import shown
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


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
        raise NotelintError(f"{path}: cannot be written: {reason(error)}") from error


def is_writable(path: str) -> bool:
    """Whether a file that is there can be written, as far as can be told before."""
    target = os.path.realpath(path)
    return os.access(target, os.W_OK) and os.access(os.path.dirname(target), os.W_OK)


def make_folder(path: str) -> None:
    """Make a folder and those above it, where they are not there; raises NotelintError where it cannot be one."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise NotelintError(f"{path}: cannot be made a folder: {reason(error)}") from error


def write_new_file(path: str, data: bytes) -> None:
    """Write a file that must not be there yet; raises NotelintError where it is, or cannot be written."""
    try:
        _write(path, (data,), os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError as error:
        raise NotelintError(f"{shown(path)} is there already: it is left as it is") from error
    except OSError as error:
        raise NotelintError(f"{shown(path)}: cannot be written: {reason(error)}") from error


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
