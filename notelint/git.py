"""What git knows of a repository."""

from __future__ import annotations

import os
import re
from ast import literal_eval

from notelint.errors import NotelintError

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
# A hook runs with these set for the repository that is committed to, in its top folder.
_OF_A_HOOK = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")


def tracked_files(repository: str) -> frozenset[str] | None:
    """The files in the index of a repository, as paths from there; None where git is not there or cannot tell."""
    try:
        listed = _git(repository, "ls-files", "-z")
    except OSError:
        return None
    return None if listed is None else frozenset(os.fsdecode(name) for name in listed.split(b"\0") if name)


def changed_lines(repository: str, revision: str) -> dict[str, list[range]]:
    """The 1-based lines of the working tree that a revision has not, by the path of their file from the repository.

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
    return added_lines(diff)


def added_lines(diff: bytes) -> dict[str, list[range]]:
    """The lines that a unified diff without context adds, by file."""
    found: dict[str, list[range]] = {}
    path = ""
    lines = iter(diff.split(b"\n"))
    for line in lines:
        if line.startswith(b"+++ "):
            path = _path(line[4:].rstrip(b"\t"))
        elif hunk := _HUNK.match(line):
            removed, start, added = (int(each or 1) for each in hunk.groups())
            found.setdefault(path, []).append(range(start, start + added))
            left = removed + added  # what a hunk holds may look like a header: it is counted off
            while left:
                left -= not next(lines).startswith(b"\\")
    return found


def _path(name: bytes) -> str:
    """A path behind its prefix `b/`, of which git quotes what is not plain as C does."""
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
