"""Files as they stand in a revision of git."""

from __future__ import annotations

import hashlib
import os
import subprocess
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def files_of(revision: str) -> Mapping[str, str] | None:
    """The files of a revision at or below the working folder: paths from there, each with the name of its content.

    None where there is no git, no repository or no such revision.
    """
    tree = _answer("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}")
    listed = _answer("ls-tree", "-r", "-z", os.fsdecode(tree).strip()) if tree else None
    if listed is None:
        return None
    entries = (os.fsdecode(entry).partition("\t") for entry in listed.split(b"\0") if entry)
    return {path: about.split()[2] for about, _, path in entries if about.startswith("100")}


def contents(names: Iterable[str]) -> Iterator[bytes]:
    """The contents of files, by the names that `files_of` gives, one after the other."""
    command = ("git", "cat-file", "--batch")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - as below
        asked, given = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        for name in names:
            asked.write(f"{name}\n".encode())
            asked.flush()
            size = int(given.readline().split()[2])
            yield given.read(size + 1)[:-1]


def content_name(data: bytes, like: str) -> str:
    """The name that git gives to a content, in a repository whose names look `like` that one."""
    algorithm = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _answer(*arguments: str) -> bytes | None:
    command = ("git", *arguments)
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - no shell
    except (OSError, subprocess.CalledProcessError):
        return None
