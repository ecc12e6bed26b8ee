"""Files that are written whole or not at all, and folders that are made. Nothing else writes a file."""

from __future__ import annotations

import errno
import os
import stat
from functools import cache

from notelint.errors import NotelintError
from notelint.paths import shown
from notelint.regex import regex
from notelint.store import Disk, reason
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be deleted anyway
    fcntl = None  # type: ignore[assignment]


_TEMPORARY = regex(r"\.notelint-[0-9a-f]{16}\.tmp")
_TO_LOCK = os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL})
# What is said where an attribute cannot be kept, since the file system or the system's policy has its own.
_NOT_KEPT = frozenset({errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EINVAL, errno.ENODATA})


def write_file(path: str, chunks: Iterable[bytes], was: bytes | None = None) -> None:
    """Write a file whole or not at all, chunk by chunk; raises NotelintError where it cannot be written.

    The bytes go to a new file in the same folder, which then takes the old one's place, mode, owner and extended
    attributes. `was` is what they were made from: a file that holds something else by then is left as it is, as is one
    whose owner cannot be kept, or that goes by several names (hard links), which would no longer be one. A symbolic
    link stays one. What is no regular file (a pipe), or goes by the name of a device (`/dev/stdout`), is written to
    directly.
    """
    target = os.path.realpath(path)
    _remove_leftovers(os.path.dirname(target))
    try:
        old = _state(target)
        if old is not None and (path.startswith("/dev/") or not stat.S_ISREG(old.st_mode)):
            _write(path, chunks, os.O_WRONLY | os.O_APPEND)
            return
        if old is not None and (refusal := _refusal(target, old)):
            raise NotelintError(f"{path}: cannot be written: {refusal}")
        replace_file(target, chunks, old=old, was=was)
    except OSError as error:
        raise NotelintError(f"{path}: cannot be written: {reason(error)}") from error


def replace_file(
    target: str,
    chunks: Iterable[bytes],
    *,
    mode: int = 0o666,
    old: os.stat_result | None = None,
    was: bytes | None = None,
) -> None:
    """Put a new file in the place of another, or where none is. Raises OSError, and leaves all as it was.

    `old` is the state of the file that is there, which the new one takes over, and `was` what it must still hold.
    Without `old` the new one has this `mode`, as far as the umask lets it.
    """
    folder = os.path.dirname(target)
    _remove_leftovers(folder)
    temporary, file = _new_file(folder, mode if old is None else 0o600)
    try:
        with file:
            file.writelines(chunks)
            file.flush()
            if old is not None:
                _keep(target, old, temporary)
            if os.name == "nt":  # there, a file that is open cannot take another's place
                file.close()
            if was is not None:
                _compare(target, was)
            os.replace(temporary, target)
    except BaseException:
        if os.path.lexists(temporary):
            os.unlink(temporary)
        raise


def is_writable(path: str) -> bool:
    """Whether a file that is there can be written, as far as can be told before."""
    target = os.path.realpath(path)
    return not _refusal(target, os.stat(target)) and os.access(os.path.dirname(target), os.W_OK)


def _refusal(target: str, old: os.stat_result) -> str | None:
    """Why a file that is there is not replaced."""
    if not os.access(target, os.W_OK):
        return "it is read-only"
    if old.st_nlink > 1:
        return f"it has {old.st_nlink} names (hard links), and would part from the others: make it a copy, or one link"
    return None


def make_folder(path: str) -> None:
    """Make a folder and those above it, where they are not there; raises NotelintError where it cannot be one."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise NotelintError(f"{path}: cannot be made a folder: {reason(error)}") from error


def write_new_file(path: str, data: bytes) -> None:
    """Write a file that must not be there yet; raises NotelintError where it is, or cannot be written whole.

    To rename a file would replace one that has come meanwhile; to link it does not. Where the file system knows no
    links, a run that is killed may leave a part of the file.
    """
    folder = os.path.dirname(os.path.abspath(path))
    _remove_leftovers(folder)
    try:
        temporary, file = _new_file(folder, 0o666)
        try:
            with file:
                file.write(data)
                file.flush()
                _give_name(temporary, path, data)
        finally:
            os.unlink(temporary)
    except FileExistsError as error:
        raise NotelintError(f"{shown(path)} already exists: not overwritten") from error
    except OSError as error:
        raise NotelintError(f"{shown(path)}: cannot be written: {reason(error)}") from error


def _give_name(temporary: str, path: str, data: bytes) -> None:
    """Give a file that was written a name that none may have. Raises OSError."""
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        file = _opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            with file:
                file.write(data)
        except BaseException:
            os.unlink(path)  # what stands there is ours, and cut short
            raise


def _new_file(folder: str, mode: int) -> tuple[str, IO[bytes]]:
    """A file that nobody else has, locked as long as it is open: that tells it from what a killed run left."""
    while True:
        # Not named after the file that it is to become: a name of the longest kind has no room for more.
        path = os.path.join(folder, f".notelint-{os.urandom(8).hex()}.tmp")
        file = _opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        _lock(file)
        if os.fstat(file.fileno()).st_nlink:  # else another run took it for a leftover, before it was locked
            return path, file
        file.close()


@cache
def _remove_leftovers(folder: str) -> None:
    """Delete what runs that were killed have left in a folder. It is looked at once: there may be many files in it."""
    try:
        with os.scandir(folder) as entries:
            left = [each.path for each in entries if _TEMPORARY.fullmatch(each.name)]
    except OSError:
        return
    for path in left:
        try:
            with _opened(path, _TO_LOCK, 0) as file:
                _lock(file, wait=False)
                os.unlink(path)
        except OSError:  # in use, not ours, or gone by now
            continue


def _compare(target: str, was: bytes) -> None:
    """See that a file still holds what it held. Raises OSError."""
    if Disk().read(target) != was:
        raise OSError(errno.EBUSY, "it has changed since it was read, and is left as it is: run this again")


def _lock(file: IO[bytes], *, wait: bool = True) -> None:
    """Lock a file until it is closed; without `wait`, raises OSError where another process has locked it."""
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def _keep(target: str, old: os.stat_result, temporary: str) -> None:
    """Give a new file the owner, the mode and the extended attributes of another one. Raises OSError."""
    new = os.stat(temporary)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.chown(temporary, old.st_uid, old.st_gid)
        except OSError as error:
            raise OSError(error.errno, "it belongs to somebody else, and a new file in its place would not") from error
    os.chmod(temporary, stat.S_IMODE(old.st_mode))
    for name in _attributes(target):
        try:
            os.setxattr(temporary, name, os.getxattr(target, name))
        except OSError as error:
            if error.errno not in _NOT_KEPT:
                raise


def _attributes(path: str) -> list[str]:
    """The names of the extended attributes of a file; none where the system, or Python on it, knows none."""
    try:
        return os.listxattr(path) if hasattr(os, "listxattr") else []
    except OSError:
        return []


def _write(path: str, chunks: Iterable[bytes], flags: int) -> None:
    with _opened(path, flags, 0o666) as file:
        file.writelines(chunks)


def _opened(path: str, flags: int, mode: int) -> IO[bytes]:
    return os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0), mode), "wb")


def _state(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None
