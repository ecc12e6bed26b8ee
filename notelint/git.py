"""What git knows of a repository."""

from __future__ import annotations

import os


def tracked_files(repository: str) -> frozenset[str] | None:
    """The files in the index of a repository, as paths from there; None where git is not there or cannot tell."""
    import subprocess  # noqa: PLC0415 - most runs ask git nothing

    command = ("git", "-C", repository, "ls-files", "-z")
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - a fixed command
    except (OSError, subprocess.CalledProcessError):
        return None
    return frozenset(os.fsdecode(name) for name in listed.split(b"\0") if name)
