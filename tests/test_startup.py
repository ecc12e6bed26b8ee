"""What a run imports: a hook runs for each commit, an editor for each save, and imports are most of a short run."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from notelint.checks import CHECKS, MODULES, VAULT_CHECKS

ROOT = Path(__file__).parents[1]
NOTES = {
    "prose": "# A title\n\nProse; with (this) - and that!\n",
    "YAML": "---\ntitle: A title\ntags: [a, b]\n---\n\nProse.\n",
    "TOML": '+++\ntitle = "A title"\n+++\n\nProse.\n',
    "a note": "---\ntitle: A title\nauthors: [Ann Ash]\nyear: 2020\n---\n\n# A title\n\n## Summary\n\nProse.\n",
    "a finding": "# A title\n\n##  Two spaces\n",
    "nested YAML": "---\na:\n  b: c\n---\n\nProse.\n",
    "markup in markup": "# A title\n\n*Prose with **more** in it*.\n",
    "a link": "# A title\n\nProse with a [link](https://example.org).\n",
    "a wrong value": "---\ntitle: A title\nauthors: [Ann Ash]\nyear: 1066\n---\n\n# A title\n\nProse.\n",
}
# How many of notelint's own modules a run may import: each takes a part of a millisecond.
MOST = {"version": 7, "warm": 42, "prose": 124, "a note": 140}
# What reads notes and judges them: a run that finds all it needs in the cache has none of it.
READING = {"bibliography", "checks", "front_matter", "markdown", "note", "rule", "schema", "suppression"}
# What only some runs need: dear parts of the standard library, and of notelint.
UNUSED = {
    *("asyncio", "calendar", "concurrent", "csv", "dataclasses", "datetime", "email", "http", "importlib.metadata"),
    *("inspect", "logging", "multiprocessing", "pathlib", "pickle", "random", "secrets", "shutil", "socket"),
    *("sqlite3", "subprocess", "tempfile", "threading", "tomllib", "xml"),
    *("notelint.engine.fix", "notelint.jobs", "notelint.record", "notelint.schema.validation", "notelint.report.json"),
    *("notelint.report.sarif", "notelint.formats"),
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


def cold(note: str, folder: Path) -> set[str]:
    """The modules that the first check of a note imports."""
    path = folder / "note.md"
    path.write_text(NOTES[note], "utf-8")
    return imported("check", "--quiet", "--isolated", "--no-cache", path)


def own(modules: set[str]) -> set[str]:
    """Those of notelint."""
    return {name for name in modules if name.partition(".")[0] == "notelint"}


def parts(modules: set[str]) -> set[str]:
    """The packages and modules right inside notelint that they belong to."""
    return {name.split(".")[1] for name in own(modules) if "." in name}


def from_elsewhere(modules: set[str]) -> set[str]:
    """The packages that are neither notelint's nor Python's."""
    names = {name.partition(".")[0] for name in modules} - {"notelint", *sys.stdlib_module_names}
    return {name for name in names if not name.startswith(("_", "cython"))}


def test_the_version_costs_next_to_nothing() -> None:
    """`--version` (and an error in an option) imports the command line, and no part that does work."""
    modules = imported("--version")
    assert len(own(modules)) <= MOST["version"]
    assert from_elsewhere(modules) == set()
    assert modules.isdisjoint({"dataclasses", "inspect", "json", "pathlib", "typing"})


def test_a_warm_check_imports_nothing_that_reads_notes(tmp_path: Path) -> None:
    """What is in the cache is read and reported without notes, schemas, rules and parsers."""
    path = tmp_path / "note.md"
    path.write_text(NOTES["a finding"], "utf-8")
    (tmp_path / ".git").mkdir()
    arguments = ("check", "--quiet", "--isolated", path)
    assert parts(imported(*arguments)) >= READING
    modules = imported(*arguments)
    assert parts(modules) & READING == set()
    assert modules.isdisjoint({"notelint.engine.checker", "notelint.engine.lint"})
    assert len(own(modules)) <= MOST["warm"]
    assert from_elsewhere(modules) == set()
    assert modules & {*UNUSED, "typing"} == set()


def test_a_cold_check_imports_what_the_text_needs(tmp_path: Path) -> None:
    """The check of simple prose needs no package, and of the rules only those that may find something in it."""
    modules = cold("prose", tmp_path)
    assert len(own(modules)) <= MOST["prose"]
    assert len({f"notelint.checks.{family}" for family in MODULES} & modules) < len(MODULES) / 2
    assert from_elsewhere(modules) == set()
    assert modules & {*UNUSED, "difflib", "html", "typing", "urllib.parse"} == set()


def test_a_note_needs_few_modules_more(tmp_path: Path) -> None:
    """What reads a note that front matter and headings make one is Python and notelint alone."""
    assert len(own(cold("a note", tmp_path))) <= MOST["a note"]


@pytest.mark.parametrize(
    ("note", "packages", "used"),
    [
        ("YAML", set(), set()),
        ("TOML", set(), {"tomllib", "datetime"}),
        ("a note", set(), set()),
        ("a finding", set(), set()),
        ("a link", {"mistune"}, {"dataclasses", "inspect"}),
        ("nested YAML", {"yaml"}, {"datetime"}),
        ("markup in markup", {"mistune"}, {"dataclasses", "inspect"}),
    ],
)
def test_a_package_is_imported_where_the_text_asks_for_it(
    note: str, packages: set[str], used: set[str], tmp_path: Path
) -> None:
    """Markdown with inlines and YAML that is not plain are parsed, with what the parsers bring along."""
    modules = cold(note, tmp_path)
    assert from_elsewhere(modules) == packages
    assert modules & UNUSED == used


def test_jsonschema_is_imported_where_a_value_is_wrong(tmp_path: Path) -> None:
    """A note with good values is known to be valid without it."""
    assert "jsonschema" not in cold("a note", tmp_path)
    assert "jsonschema" in cold("a wrong value", tmp_path)


def test_every_check_loads() -> None:
    """A check is imported by the name of its rule when it has work: the name must be right."""
    for family, rules in MODULES.items():
        module = import_module(f"notelint.checks.{family}")
        assert all(callable(getattr(module, rule.replace("-", "_"))) for rule in rules)
    assert {rule for rules in MODULES.values() for rule in rules} == {*CHECKS, *VAULT_CHECKS}
