"""What a run imports: a hook runs for each commit, an editor for each save, and imports are most of a short run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from notelint.cli import _SEVERITIES
from notelint.diagnostic import Severity

ROOT = Path(__file__).parents[1]
COMMAND_LINE = {"notelint", "notelint.cli", "notelint.errors"}
NOTES = {
    "plain": "# A title\n\nProse with a [link](https://example.org) and `code`.\n",
    "yaml": "---\ntitle: A title\n---\n\nProse.\n",
    "toml": '+++\ntitle = "A title"\n+++\n\nProse.\n',
}
# Dear ones of the standard library, and parts of notelint that only some runs need.
UNUSED = {
    *("asyncio", "concurrent", "csv", "email", "http", "importlib.metadata", "logging", "multiprocessing"),
    *("pickle", "random", "secrets", "socket", "sqlite3", "subprocess", "tempfile", "threading", "tomllib"),
    *("xml", "notelint.fix", "notelint.record", "notelint.schema.validation", "notelint.report.json"),
    *("notelint.report.sarif", "notelint.formats.bibtex", "notelint.formats.json"),
}
_SCRIPT = """
import sys
before = {*sys.modules}
from notelint.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(*sorted({*sys.modules} - before), file=sys.stderr)
"""


def imported(*arguments: str | Path) -> set[str]:
    """The modules that a run of notelint imports."""
    command = [sys.executable, "-c", _SCRIPT, *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stderr.splitlines()[-1].split())


def from_elsewhere(modules: set[str]) -> set[str]:
    """The packages that are neither notelint's nor Python's."""
    names = {name.partition(".")[0] for name in modules} - {"notelint", *sys.stdlib_module_names}
    return {name for name in names if not name.startswith(("_", "cython"))}


def test_the_version_costs_next_to_nothing() -> None:
    """`--version` (and an error in an option) imports the command line, and no part that does work."""
    modules = imported("--version")
    assert {name for name in modules if name.startswith("notelint")} == COMMAND_LINE
    assert from_elsewhere(modules) == set()
    assert modules.isdisjoint({"dataclasses", "inspect", "json", "pathlib"})


@pytest.mark.parametrize(("note", "packages"), [("plain", {"mistune"}), ("yaml", {"mistune"}), ("toml", {"mistune"})])
def test_a_check_imports_what_the_note_needs(note: str, packages: set[str], tmp_path: Path) -> None:
    """What reads YAML, TOML, schemas, and what writes records, is left out where there is no need."""
    path = tmp_path / "note.md"
    path.write_text(NOTES[note], "utf-8")
    modules = imported("check", "--quiet", path)
    assert from_elsewhere(modules) == packages
    unused = UNUSED - {"tomllib"} if note == "toml" else UNUSED
    assert modules & unused == set()


def test_the_severities_of_the_command_line_are_those_of_diagnostics() -> None:
    """They are written out there so that the command line need not import diagnostics."""
    assert tuple(Severity) == _SEVERITIES
