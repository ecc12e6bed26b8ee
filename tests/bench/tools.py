"""The commands that are compared: notelint, and the linters that are installed."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Command = tuple[str | Path, ...]

OURS = "notelint"
FLOOR = "python -c pass"
NOTHING: Command = (sys.executable, "-c", "pass")
_QUIET = ("--quiet", "--output-format", "concise")
WARM_CHECK: Command = (sys.executable, "-m", "notelint", "check", *_QUIET)
CHECK = (*WARM_CHECK, "--no-cache")
FIX = (*CHECK, "--fix")
PAGE: Command = (sys.executable, "-m", "notelint", "page", "--isolated")
CONVERT: Command = (sys.executable, "-m", "notelint", "convert", "--to", "jsonl")

# What each is called with, before the path; none reads a cache, and all run their default rules.
_PEERS: dict[str, tuple[str, ...]] = {
    "rumdl": ("check", "--no-cache", "--no-config"),
    "mdsmith": ("check",),
    "markdownlint-cli2": (),
    "pymarkdown": ("scan", "--recurse"),
}
# Half a minute for 30 MB, and ten minutes: they run on one file only, unless asked for.
SLOW = frozenset({"markdownlint-cli2", "pymarkdown"})


def peers(folders: list[Path]) -> dict[str, Command]:
    """The peers that are found in the folders, or else on the PATH, by name."""
    path = ":".join(map(str, folders))
    found = {name: which(name, path=path) or which(name) for name in _PEERS}
    return {name: (Path(program), *_PEERS[name]) for name, program in found.items() if program}


def converters(*, slow: bool) -> dict[str, Command]:
    """What a user would convert notes with instead, if it is installed; pandoc, run once a note, if `slow`."""
    script: Command = (sys.executable, Path(__file__).with_name("script.py"))
    pandoc: Command = ("sh", "-c", r'find "$1" -name "*.md" -exec pandoc --from markdown --to json {} \;', "sh")
    return {
        **({"frontmatter, mistune": script} if find_spec("frontmatter") else {}),
        **({"pandoc": pandoc} if slow and which("pandoc") else {}),
    }


def with_caches(found: Mapping[str, Command]) -> dict[str, Command]:
    """Those of the peers that keep results, with the options to do so."""
    return {name: tuple(each for each in found[name] if each != "--no-cache") for name in ("rumdl",) if name in found}


def targets(name: str, folder: Path) -> tuple[str, ...]:
    """How a tool is told to check all notes of a folder."""
    return (f"{folder}/**/*.md",) if name == "markdownlint-cli2" else (str(folder),)
