"""Options of `check` that say how a run ends and what it tells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint import cli

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

WARNINGS = "# Title\n\n##  One\n\n##  Two\n\n[](a)\n"
NOTE = "# Widgets as Fields of Gears\n\nAuthors: Jane Roe\n\nText.\n"
ERROR = "# Title\n\n![](none.png)\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Check a note of that text: the exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def call(text: str, *options: str) -> tuple[int, str, str]:
        Path("a.md").write_text(text)
        code = cli.main(["check", "--select", "heading-whitespace,link-empty,image-missing", *options, "a.md"])
        return (code, *capfd.readouterr())

    return call


def test_a_file_that_cannot_be_read_is_none_without_problems(run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    """Only what was checked has no problems; where that is nothing, nothing is said of it."""
    Path("b.md").mkdir()
    Path("b.md/c.md").symlink_to("c.md")
    code, _, said = run(NOTE, "b.md/c.md", "--no-cache")
    assert (code, "No problems in 1 file" in said) == (2, True)
    Path("a.md").unlink()
    assert cli.main(["check", "b.md/c.md", "--no-cache"]) == 2
    assert "problem" not in capfd.readouterr().err


def test_files_without_findings_are_not_among_those_with_some(run: Run) -> None:
    """The summary counts the files that something was found in, however many were checked."""
    Path("b.md").write_text(NOTE)
    Path("c.md").write_text(WARNINGS)
    assert "Found 6 problems (6 warnings) in 2 files." in run(WARNINGS, "b.md", "c.md", "--no-cache")[2]


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        pytest.param(WARNINGS, [], 1, id="anything"),
        pytest.param(WARNINGS, ["--fail-on", "warning"], 1, id="warnings are enough"),
        pytest.param(WARNINGS, ["--fail-on", "error"], 0, id="warnings are not enough"),
        pytest.param(ERROR, ["--fail-on", "error"], 1, id="an error"),
        pytest.param(ERROR, ["--fail-on", "never"], 0, id="never"),
        pytest.param(ERROR, ["--exit-zero"], 0, id="exit zero"),
        pytest.param(WARNINGS, ["--diff"], 1, id="something to fix"),
        pytest.param(WARNINGS, ["--diff", "--exit-zero"], 0, id="something to fix, and exit zero"),
        pytest.param(WARNINGS, ["--fix-only"], 0, id="what is left does not count"),
        pytest.param(WARNINGS, ["--fix-only", "--exit-non-zero-on-fix"], 1, id="fixed"),
        pytest.param(ERROR, ["--fix-only", "--exit-non-zero-on-fix"], 0, id="nothing fixed"),
    ],
)
def test_how_a_run_ends(text: str, options: list[str], code: int, run: Run) -> None:
    """The exit code follows what was found or fixed, as the options say."""
    assert run(text, "-q", *options)[0] == code


def test_unreadable_inputs_end_with_2_all_the_same(run: Run) -> None:
    """--exit-zero is about findings, not about errors."""
    assert run(ERROR, "-q", "--exit-zero", "none.md")[0] == 2


def test_fix_only_reports_nothing_else(run: Run) -> None:
    """What can be fixed is, and what is left is not reported."""
    assert run(WARNINGS, "--fix-only") == (0, "", "Fixed 2 problems in 1 file.\n")
    assert Path("a.md").read_text() == WARNINGS.replace("##  ", "## ")
    assert run(ERROR, "--fix-only") == (0, "", "Fixed 0 problems in 0 files.\n")


def test_show_fixes_says_what_was_fixed(run: Run) -> None:
    """A line for each file that was fixed, with its rules."""
    assert run(WARNINGS, "--fix-only", "--show-fixes") == (
        0,
        "",
        "a.md: 2 heading-whitespace\nFixed 2 problems in 1 file.\n",
    )
    assert run(NOTE, "--fix", "--show-fixes") == (0, "", "No problems in 1 file.\n")


def test_statistics_count_the_findings_of_each_rule(run: Run) -> None:
    """The most frequent rule comes first; the summary and the exit code are as ever."""
    text = WARNINGS + "\n[](b)\n\n[](c)\n" + "\n##  Three" * 10
    assert run(text, "--statistics", "-q") == (
        1,
        "12 warning[heading-whitespace] [*]\n 3 warning[link-empty]\n",
        "",
    )
    assert run("# Title\n", "--statistics", "-q") == (0, "", "")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--statistics", "--output-format", "json"], "--statistics has its own format", id="statistics"),
        pytest.param(["--unsafe-fixes"], "--unsafe-fixes says which fixes to apply", id="fixes without --fix"),
        pytest.param(["--vault", "--fix-only"], "--vault only reports", id="vault"),
        pytest.param(["--stdin-filename", "b.md"], "give - in place of a path", id="a name for what is not read"),
    ],
)
def test_options_that_do_not_go_together(options: list[str], message: str, run: Run) -> None:
    """They are refused in one line."""
    code, out, err = run(WARNINGS, *options)
    assert (code, out, err.count("\n"), message in err) == (2, "", 1, True)
