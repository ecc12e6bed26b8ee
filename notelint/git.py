"""What git knows of a repository."""

from __future__ import annotations

import os

# A hook runs with these set for the repository that is committed to, in its top folder.
_OF_A_HOOK = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")


def tracked_files(repository: str) -> frozenset[str] | None:
    """The files in the index of a repository, as paths from there; None where git is not there or cannot tell."""
    import subprocess  # noqa: PLC0415 - most runs ask git nothing

    here = os.path.realpath(repository) == os.path.realpath(".")
    environment = {name: value for name, value in os.environ.items() if here or name not in _OF_A_HOOK}
    command = ("git", "-C", repository, "ls-files", "-z")
    try:
        listed = subprocess.run(command, capture_output=True, check=True, env=environment).stdout  # noqa: S603 - fixed
    except (OSError, subprocess.CalledProcessError):
        return None
    return frozenset(os.fsdecode(name) for name in listed.split(b"\0") if name)
