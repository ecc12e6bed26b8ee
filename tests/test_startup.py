"""What a run imports: a hook runs for each commit, an editor for each save, and imports are most of a short run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from notelint.checks import CHECKS, VAULT_CHECKS
from notelint.cli import _SEVERITIES
from notelint.diagnostic import Severity

ROOT = Path(__file__).parents[1]
NOTES = {
    "prose": "# A title\n\nProse with a [link](https://example.org) and `code`.\n",
    "YAML": "---\ntitle: A title\ntags: [a, b]\n---\n\nProse.\n",
    "TOML": '+++\ntitle = "A title"\n+++\n\nProse.\n',
    "a note": "---\ntitle: A title\nauthors: [Ann Ash]\nyear: 2020\n---\n\n# A title\n\n## Summary\n\nProse.\n",
    "a finding": "# A title\n\n##  Two blanks\n",
    "nested YAML": "---\na:\n  b: c\n---\n\nProse.\n",
    "markup in markup": "# A title\n\n*Prose with **more** in it*.\n",
    "a reference": "# A title\n\nSee [one] and **two**.\n\n- [three]\n",
    "a wrong value": "---\ntitle: A title\nauthors: [Ann Ash]\nyear: 1066\n---\n\n# A title\n\nProse.\n",
}
COMMAND_LINE = {"notelint", "notelint.cli", "notelint.errors", "notelint.typing"}
# A run that finds all it needs in the cache: no note, no schema, no rule.
WARM = """
notelint cache cli dataclass defaults diagnostic digest errors files git gitignore outcome paths regex selector source
    store typing writing
notelint.commands check inputs known output parallel results tally
notelint.config model reading
notelint.report full style summary
"""
# A first run on prose: what reads a note, the rules that may find something in this text, no parser.
COLD = """
notelint cache cli dataclass defaults diagnostic digest errors files git gitignore lint outcome
    paths regex resources rule selector source store suppression typing writing
notelint.bibliography author_lists bylines identifiers links names providers urls venue_table venues
notelint.checks anchors context heading_duplicate heading_empty heading_hash heading_separator
    heading_whitespace headings link_anchor link_empty link_missing link_paths link_scheme note_identifier
    paths prose
notelint.commands check checker inputs known outcomes output parallel reader results tally
notelint.config model reading
notelint.front_matter model numbers plain
notelint.markdown html lazy leaves math_block nodes obsidian openers places simple_blocks simple_inlines skeleton
    slices
notelint.note candidate document facts figures labels layout model names outline plain titles values
notelint.report style summary
notelint.schema layouts loading model pointers quick
"""
# What only some runs need: dear parts of the standard library, and of notelint.
UNUSED = {
    *("asyncio", "calendar", "concurrent", "csv", "dataclasses", "datetime", "email", "http", "importlib.metadata"),
    *("inspect", "logging", "multiprocessing", "pathlib", "pickle", "random", "secrets", "shutil", "socket"),
    *("sqlite3", "subprocess", "tempfile", "threading", "tomllib", "xml"),
    *("notelint.fix", "notelint.jobs", "notelint.record", "notelint.schema.validation", "notelint.report.json"),
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


def listed(text: str) -> set[str]:
    """The modules that a list of packages names, each with its modules behind it, and the packages themselves."""
    packages = [line.split() for line in text.replace("\n   ", "").split("\n") if line]
    return {name for package, *names in packages for name in (package, *(f"{package}.{each}" for each in names))}


def own(modules: set[str]) -> set[str]:
    """Those of notelint."""
    return {name for name in modules if name.partition(".")[0] == "notelint"}


def from_elsewhere(modules: set[str]) -> set[str]:
    """The packages that are neither notelint's nor Python's."""
    names = {name.partition(".")[0] for name in modules} - {"notelint", *sys.stdlib_module_names}
    return {name for name in names if not name.startswith(("_", "cython"))}


def test_the_version_costs_next_to_nothing() -> None:
    """`--version` (and an error in an option) imports the command line, and no part that does work."""
    modules = imported("--version")
    assert own(modules) == COMMAND_LINE
    assert from_elsewhere(modules) == set()
    assert modules.isdisjoint({"dataclasses", "inspect", "json", "pathlib", "typing"})


def test_a_warm_check_imports_nothing_that_reads_notes(tmp_path: Path) -> None:
    """What is in the cache is read and reported without notes, schemas, rules and parsers."""
    path = tmp_path / "note.md"
    path.write_text(NOTES["a finding"], "utf-8")
    (tmp_path / ".git").mkdir()
    arguments = ("check", "--quiet", "--isolated", path)
    assert not own(imported(*arguments)) <= listed(WARM)
    modules = imported(*arguments)
    assert sorted(own(modules)) == sorted(listed(WARM))
    assert from_elsewhere(modules) == set()
    assert modules & {*UNUSED, "typing"} == set()


def test_a_cold_check_imports_what_the_text_needs(tmp_path: Path) -> None:
    """The check of simple prose needs no package, and of the rules only those that may find something in it."""
    modules = cold("prose", tmp_path)
    assert sorted(own(modules)) == sorted(listed(COLD))
    assert from_elsewhere(modules) == set()
    assert modules & {*UNUSED, "difflib", "html", "typing", "urllib.parse"} == set()


@pytest.mark.parametrize(
    ("note", "packages", "used"),
    [
        ("YAML", set(), set()),
        ("TOML", set(), {"tomllib", "datetime"}),
        ("a note", set(), set()),
        ("a finding", set(), set()),
        ("a reference", set(), set()),
        ("nested YAML", {"yaml"}, {"datetime"}),
        ("markup in markup", {"mistune"}, {"dataclasses", "inspect"}),
    ],
)
def test_a_package_is_imported_where_the_text_asks_for_it(
    note: str, packages: set[str], used: set[str], tmp_path: Path
) -> None:
    """Markdown that is not simple and YAML that is not plain are parsed, with what the parsers bring along."""
    modules = cold(note, tmp_path)
    assert from_elsewhere(modules) == packages
    assert modules & UNUSED == used


def test_jsonschema_is_imported_where_a_value_is_wrong(tmp_path: Path) -> None:
    """A note with good values is known to be valid without it."""
    assert "jsonschema" not in cold("a note", tmp_path)
    assert "jsonschema" in cold("a wrong value", tmp_path)


def test_every_check_loads() -> None:
    """A check is imported by the name of its rule when it has work: the name must be right."""
    for rule in (*CHECKS, *VAULT_CHECKS):
        modules = f"notelint.checks.{rule.replace('-', '_')}"
        __import__(modules)
        assert callable(getattr(sys.modules[modules], rule.replace("-", "_")))


def test_the_severities_of_the_command_line_are_those_of_diagnostics() -> None:
    """They are written out there so that the command line need not import diagnostics."""
    assert tuple(Severity) == _SEVERITIES
