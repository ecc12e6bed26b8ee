"""What git knows of a repository: its index, its revisions, and what was changed since one. Nothing else runs git."""

from __future__ import annotations

import os
import re

from notelint.errors import NotelintError
from notelint.typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import IO

_HUNK = rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@"
# A hook runs with these set for the repository that is committed to, in its top folder.
_OF_A_HOOK = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")


def tracked_files(repository: str) -> frozenset[str] | None:
    """The files in the index of a repository, as paths from there; None where git is not there or cannot tell."""
    try:
        listed = _git(repository, "ls-files", "-z")
    except OSError:
        return None
    return None if listed is None else frozenset(os.fsdecode(name) for name in listed.split(b"\0") if name)


def files_of(revision: str) -> Mapping[str, str] | None:
    """The files of a revision at or below the working folder: paths from there, each with the name of its content.

    None where there is no git, no repository or no such revision.
    """
    try:
        tree = _git(".", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}")
        listed = _git(".", "ls-tree", "-r", "-z", os.fsdecode(tree).strip()) if tree else None
    except OSError:
        return None
    if listed is None:
        return None
    entries = (os.fsdecode(entry).partition("\t") for entry in listed.split(b"\0") if entry)
    return {path: about.split()[2] for about, _, path in entries if about.startswith("100")}


def contents(names: Iterable[str]) -> Iterator[bytes]:
    """The contents of files, by the names that `files_of` gives, one after the other."""
    import subprocess  # noqa: PLC0415 - most runs ask git nothing

    command = ("git", "cat-file", "--batch")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - no shell
        asked, given = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        for name in names:
            asked.write(f"{name}\n".encode())
            asked.flush()
            size = int(given.readline().split()[2])
            yield given.read(size + 1)[:-1]


def content_name(data: bytes, like: str) -> str:
    """The name that git gives to a content, in a repository whose names look `like` that one."""
    import hashlib  # noqa: PLC0415 - only who compares two revisions asks

    algorithm = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


class Hunk(NamedTuple):
    """One place where two versions of a file differ.

    `added` are the 1-based lines that the later one has instead, empty where it has none: then `added.start` is the
    first line behind the place. `takes` says whether it takes away more lines than it adds, or a heading.
    """

    added: range
    takes: bool


def changed_lines(repository: str, revision: str) -> dict[str, list[Hunk]]:
    """Where the working tree differs from a revision, by the path of the file from the repository.

    Raises NotelintError where there is no such revision, or no git.
    """
    options = ("--unified=0", "--find-renames", "--text", "--no-color", "--no-ext-diff", "--no-textconv")
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules")
    try:
        commit = _git(repository, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        diff = commit and _git(repository, "diff", *options, *prefixes, os.fsdecode(commit).strip(), "--")
    except OSError as error:
        raise NotelintError(f"git cannot be run: {error.strerror}") from error
    if diff is None:
        raise NotelintError(f"{repository}: git knows no revision {revision!r} here")
    return hunks(diff)


def hunks(diff: bytes) -> dict[str, list[Hunk]]:
    """The hunks of a unified diff without context, by file."""
    found: dict[str, list[Hunk]] = {}
    path = ""
    lines = iter(diff.split(b"\n"))
    for line in lines:
        if line.startswith(b"+++ "):
            path = _path(line[4:].rstrip(b"\t"))
        elif hunk := re.match(_HUNK, line):
            removed, start, added = (int(each or 1) for each in hunk.groups())
            start += added == 0  # then it is the line before the place
            takes = removed > added
            left = removed + added  # what a hunk holds may look like a header: it is counted off
            while left:
                line = next(lines)  # noqa: PLW2901 - the lines of the hunk belong to it
                takes |= line.startswith(b"-#")
                left -= not line.startswith(b"\\")
            found.setdefault(path, []).append(Hunk(range(start, start + added), takes))
    return found


def _path(name: bytes) -> str:
    """A path behind its prefix `b/`, of which git quotes what is not plain as C does."""
    from ast import literal_eval  # noqa: PLC0415 - only a diff holds such names

    raw: bytes = literal_eval(f"b{name.decode('ascii')}") if name.startswith(b'"') else name
    return os.fsdecode(raw[2:])


def _git(repository: str, *arguments: str) -> bytes | None:
    """What git prints; None where it fails. Raises OSError where it is not there."""
    import subprocess  # noqa: PLC0415 - most runs ask git nothing

    here = os.path.realpath(repository) == os.path.realpath(".")
    environment = {name: value for name, value in os.environ.items() if here or name not in _OF_A_HOOK}
    command = ("git", "-C", repository, *arguments)
    done = subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603 - no shell reads it
    return None if done.returncode else done.stdout
