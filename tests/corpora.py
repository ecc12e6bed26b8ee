"""What notelint says of real notes, as a digest for each file: `python -m tests.corpora` renews tests/corpora.sha256.

Whoever changes what is said on purpose reads the difference first: `python -m tests.bench compare REV`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
DIGESTS = Path(__file__).with_name("corpora.sha256")
NAMES = ("allenlu2009", "k1101jh", "tramac", "vensin", "zhjwpku")
RUNS = {
    "findings": ("check", "--quiet", "--no-cache", "--isolated", "--select", "all", "--output-format", "json-lines"),
    "fixed": ("check", "--quiet", "--no-cache", "--isolated", "--diff", "--unsafe-fixes"),
    "records": ("convert", "--to", "jsonl"),
}
_PATCH = re.compile(r"(?m)^--- (.+)\n\+\+\+ \1\n")
_LENGTH = 8  # hexadecimal digits of a digest
_NOTHING = "-" * _LENGTH


def digests(name: str) -> dict[str, dict[str, str]]:
    """The files of a corpus, by path, with the digest of what each run prints about them, if it prints something.

    Raises RuntimeError where a run ends with an error.
    """
    found: dict[str, dict[str, str]] = {}
    for what, arguments in RUNS.items():
        command = [sys.executable, "-m", "notelint", *arguments, name]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(command, cwd=CORPORA, env=environment, capture_output=True, check=False)
        if run.returncode not in {0, 1}:
            raise RuntimeError(f"{' '.join(command)}: {run.stderr.decode()}")
        parts: dict[str, list[str]] = {}
        for path, text in _by_file(what, run.stdout.decode("utf-8", "surrogateescape")):
            parts.setdefault(path, []).append(text)
        for path, texts in parts.items():
            found.setdefault(path, {})[what] = _digest("".join(texts))
    return found


def _by_file(what: str, printed: str) -> Iterator[tuple[str, str]]:
    """The pieces of an output, each with the path of its file."""
    if what == "fixed":
        patches = _PATCH.split(printed)
        yield from zip(patches[1::2], patches[2::2], strict=True)
        return
    for line in printed.split("\n")[:-1]:
        found = json.loads(line)
        yield (found["path"] if what == "findings" else found["source"]["path"]), line


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:_LENGTH]


def lines(found: dict[str, dict[str, str]]) -> list[str]:
    """A line for each file: the digests of its path and of each run, so that no name of a foreign file is kept."""
    rows = ((_digest(path), *(said.get(what, _NOTHING) for what in RUNS)) for path, said in found.items())
    return sorted(" ".join(row) for row in rows)


def known() -> dict[str, list[str]]:
    """The lines of each corpus, as they are kept."""
    found: dict[str, list[str]] = {}
    for line in DIGESTS.read_text("utf-8").splitlines():
        if line.startswith("# "):
            found[line.removeprefix("# ")] = []
        elif found:
            found[[*found][-1]].append(line)
    return found


def changed(name: str, found: dict[str, dict[str, str]], before: Iterable[str]) -> list[str]:
    """The files of which something else is said than before, each with the runs that say it."""
    old, new = ({path: said for path, *said in map(str.split, each)} for each in (before, lines(found)))
    paths = {_digest(path): path for path in (*_files(name), *found)}
    silent = [_NOTHING] * len(RUNS)
    differing = []
    for each in sorted({*old, *new}):
        pairs = zip(RUNS, old.get(each, silent), new.get(each, silent), strict=True)
        if runs := [what for what, was, now in pairs if was != now]:
            differing.append(f"{paths.get(each, each)}: {', '.join(runs)}")
    return differing


def _files(name: str) -> Iterator[str]:
    """The paths of a corpus, as notelint prints them."""
    return (path.relative_to(CORPORA).as_posix() for path in (CORPORA / name).rglob("*") if path.is_file())


def main() -> None:
    """Write what is said now, and print the files of which something else is said."""
    before = known() if DIGESTS.is_file() else {}
    text = ""
    for name in NAMES:
        found = digests(name)
        for line in changed(name, found, before.get(name, ())):
            print(line)
        text += "".join(f"{line}\n" for line in (f"# {name}", *lines(found)))
    DIGESTS.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
