"""The lines of docs/convert.md for other programs: jq, pandas and DuckDB read the records that `convert` writes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "convert.md").read_text(encoding="utf-8")
EXAMPLES: list[str] = re.findall(r"^```sh\n(notelint convert [^\n]*\njq .*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
CONVERT, *CLIENTS = EXAMPLES[0].splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the project's sample notes, in which the first line has been run."""
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    (tmp_path / "bin").mkdir()
    for name, arguments in (("python", '"$@"'), ("notelint", '-m notelint "$@"')):
        program = tmp_path / "bin" / name
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" {arguments}\n', "utf-8")
        program.chmod(0o755)
    run(CONVERT, tmp_path)
    return tmp_path


def run(line: str, folder: Path) -> str:
    """What a line of the page prints, with this Python and this notelint."""
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


def records(folder: Path) -> list[dict[str, Any]]:
    """The records, by the standard library."""
    return [json.loads(line) for line in (folder / "notes.jsonl").read_text("utf-8").split("\n")[:-1]]


def client(name: str) -> str:
    """The line of the page for a program; skips where that is not installed."""
    (line,) = [each for each in CLIENTS if name in each]
    if not (shutil.which(name) if line.startswith(name) else find_spec(name)):
        pytest.skip(f"{name} is not installed")
    return line


def test_there_is_a_line_for_each_program() -> None:
    """jq, pandas and DuckDB have one line each, and no other line is left untested."""
    assert [next(name for name in ("jq", "pandas", "duckdb") if name in line) for line in CLIENTS] == [
        "jq",
        "pandas",
        "duckdb",
    ]


def test_jq(folder: Path) -> None:
    """The titles of the papers since 2020, in the order of the notes."""
    titles = [record["title"] for record in records(folder) if record["year"] >= 2020]
    assert len(titles) > 2
    assert run(client("jq"), folder).splitlines() == titles


def test_pandas(folder: Path) -> None:
    """How many notes there are on the papers of each year."""
    rows = re.findall(r"^(\d{4}) +(\d+)$", run(client("pandas"), folder), re.MULTILINE)
    assert {int(year): int(count) for year, count in rows} == Counter(record["year"] for record in records(folder))


def test_duckdb(folder: Path) -> None:
    """Each author of each paper, out of the list that is nested in a record."""
    rows = re.findall(r"^│ +(\S+) +│ +(\S+) +│$", run(client("duckdb"), folder), re.MULTILINE)
    wanted = [(record["id"], name["family"]) for record in records(folder) for name in record["authors"]]
    assert len(wanted) > 2
    assert [row for row in rows if set(row) != {"varchar"} and row[0] != "id"] == wanted
