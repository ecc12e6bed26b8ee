"""Whether two revisions say the same: findings, records and the fixed texts of all notes, byte for byte."""

from __future__ import annotations

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.corpus import CORPORA

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
_CODE = ("notelint", "rules", "schema")
_RUNS: tuple[tuple[str, ...], ...] = (
    ("check", "--quiet", "--select", "all", "--output-format", "json"),
    ("check", "--quiet", "--diff", "--unsafe-fixes"),
    ("convert", "--to", "jsonl"),
)


def compare(revision: str, other: str | None, folder: Path, notes: Sequence[Path] = ()) -> bool:
    """Print which outputs of two revisions (`other`: None is the working tree) differ; gives whether none does.

    `folder` is for the code and the outputs. `notes` are the files and folders to read, the corpora by default.
    """
    paths = [str(path) for path in notes or sorted(path for path in CORPORA.iterdir() if path.is_dir())]
    before, after = _checkout(revision, folder / "before"), _checkout(other, folder / "after")
    same = True
    for number, arguments in enumerate(_RUNS):
        outputs = [_output(code, arguments, paths, number) for code in (before, after)]
        equal = outputs[0].read_bytes() == outputs[1].read_bytes()
        same = same and equal
        print(f"{'same   ' if equal else 'DIFFERS'} notelint {' '.join(arguments)}: {_digest(outputs[1])}")
        if not equal:
            print(f"        diff {outputs[0]} {outputs[1]}")
    return same


def _checkout(revision: str | None, folder: Path) -> Path:
    """The code of a revision in a folder, made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if revision is None:
        for name in _CODE:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        return folder
    archive = subprocess.run(["git", "archive", revision, *_CODE], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
    return folder


def _output(code: Path, arguments: Sequence[str], paths: Sequence[str], number: int) -> Path:
    """What notelint prints when run in a folder of code. Raises RuntimeError where it ends in any other way."""
    output = code / f"output-{number}"
    command = [sys.executable, "-m", "notelint", *arguments, *paths]
    with output.open("wb") as stream:
        run = subprocess.run(command, cwd=code, stdout=stream, stderr=subprocess.PIPE, text=True, check=False)
    if run.returncode not in (0, 1) or run.stderr:
        raise RuntimeError(f"notelint {arguments[0]} in {code} ended with {run.returncode}:\n{run.stderr}")
    return output


def _digest(path: Path) -> str:
    data = path.read_bytes()
    return f"{len(data)} bytes, {sha256(data).hexdigest()[:16]}"
