"""What git knows of a repository: its index, its revisions, and what was changed since one. Nothing else runs git.

A repository may be a stranger's, and its configuration can name programs that git runs. None of it is run here, and
nothing is fetched: see `_SETTINGS`, `_ENVIRONMENT` and `_filters_off`.
"""

from __future__ import annotations

import errno
import os
import re

from notelint.errors import NotelintError
from notelint.store import largest, too_large
from notelint.typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import IO

_HUNK = rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@"
# Seconds: a named pipe in the place of one of git's own files would be waited for without end. Fewer than one file may
# take (--timeout): else each file would wait anew, and be said to be slow.
_PATIENCE = 60

# What the repository says of these does not count. `-c` reaches the programs that git starts, too.
_SETTINGS = {
    "core.fsmonitor": "false",  # a program that is asked what has changed
    "core.hooksPath": os.devnull,
    "core.alternateRefsCommand": "",
    "core.sshCommand": "",
    "diff.autoRefreshIndex": "false",  # it writes
    "core.gitProxy": "",
    "credential.helper": "",
    "diff.orderFile": os.devnull,  # read before anything else: a pipe would be waited for
    "maintenance.auto": "false",
    "gc.auto": "0",
    "submodule.recurse": "false",  # a submodule has a configuration of its own
    "safe.bareRepository": "explicit",  # a folder of files may look like a repository
}
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # what a partial clone lacks would be fetched, by a program that it names
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",  # nothing is written
    "GIT_TERMINAL_PROMPT": "0",
}
# Of the variables that git reads, those that say where the user's own configuration lies; and where a hook runs, for
# the repository that is committed to, in its top folder.
_OF_THE_USER = frozenset({"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES"})
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY"})


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


def contents(files: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """The contents of files, of which the path and the name of the content are given, one after the other.

    Raises NotelintError where git has one of them not here, or it is larger than any file that is read.
    """
    import subprocess  # noqa: PLC0415 - most runs ask git nothing

    command, environment = _command(".", "cat-file", "--batch")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, **pipes) as process:  # type: ignore[call-overload] # noqa: S603
        asked, given = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        for path, name in files:
            asked.write(f"{name}\n".encode())
            asked.flush()
            _, kind, size = [*given.readline().split(), b"", b""][:3]
            if kind != b"blob":
                raise NotelintError(
                    f"{path}: git has not fetched the content {name[:12]}: fetch it, and run this again"
                )
            if int(size) > largest():
                process.kill()
                raise NotelintError(f"{path}: in git, {too_large(int(size))}")
            yield given.read(int(size) + 1)[:-1]


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
        name = os.fsdecode(commit or b"").strip()
        diff = commit and _git(repository, *_filters_off(repository), "diff", *options, *prefixes, name, "--")
    except OSError as error:
        raise NotelintError(f"git cannot be run: {error.strerror}") from error
    if diff is None:
        raise NotelintError(f"{repository}: unknown git revision {revision!r}")
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


def _filters_off(repository: str) -> Iterator[str]:
    """The options by which git runs none of the filters that are configured: it does for each file it looks into."""
    listed = _git(repository, "config", "--null", "--name-only", "--get-regexp", r"^filter\.") or b""
    for driver in dict.fromkeys(os.fsdecode(name).rpartition(".")[0] for name in listed.split(b"\0") if name):
        if "=" in driver:
            raise NotelintError(
                f"{repository}: git cannot be asked: rename {driver!r} in its configuration, without ="
            )
        yield from ("-c", f"{driver}.clean=", "-c", f"{driver}.process=", "-c", f"{driver}.required=false")


def _git(repository: str, *arguments: str) -> bytes | None:
    """What git prints; None where it fails. Raises OSError where it is not there, or gives no answer."""
    import subprocess  # noqa: PLC0415 - most runs ask git nothing

    command, environment = _command(repository, *arguments)
    try:
        done = subprocess.run(  # noqa: S603 - no shell reads it
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=environment, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired as error:
        raise OSError(errno.ETIMEDOUT, f"it gave no answer in {_PATIENCE} seconds") from error
    return None if done.returncode else done.stdout


def _command(repository: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """What runs git in a repository, and with which environment. Raises FileNotFoundError where there is no git."""
    here = os.path.realpath(repository) == os.path.realpath(".")
    kept = _OF_THE_USER | _OF_A_HOOK if here else _OF_THE_USER
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in kept}
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return [_program(), "--no-pager", "-C", repository, *settings, *arguments], environment | _ENVIRONMENT


def _program() -> str:
    """The path of git, from the folders of PATH that are absolute: in the working folder may lie anybody's program."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise FileNotFoundError(errno.ENOENT, "it is not installed, or not in a folder of PATH")
