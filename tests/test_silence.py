"""Of a file that is no note little is checked: a run says so, once, where most of its files are none."""

from __future__ import annotations

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("in_temporary_folder")

NOTE = "# Widgets as Fields of Gears {}\n\nAuthors: Jane Roe, John Doe\n\nText.\n"
OTHER = "# Groceries\n\nMilk.\n"
FAULTY = OTHER + "\n![](none.png)\n"
SCHEMA = "--schema names a schema"


def write(notes: int, others: int, text: str = OTHER) -> None:
    """So many notes and other files, in a folder of each."""
    for kind, count, each in (("notes", notes, NOTE), ("others", others, text)):
        Path(kind).mkdir()
        for number in range(count):
            Path(f"{kind}/{number}.md").write_text(each.format(number), "utf-8")


@pytest.mark.parametrize(
    ("notes", "others", "said"),
    [
        (0, 1, ""),
        (0, 2, "none of 2 files was read as a note on a paper"),
        (1, 2, "1 of 3 files was read as a note on a paper"),
        (2, 3, "2 of 5 files were read as notes on papers"),
    ],
)
@pytest.mark.parametrize("way", [["--jobs", "1"], ["--jobs", "3"], ["--vault"], ["--no-cache"]], ids=" ".join)
def test_few_notes_are_said(notes: int, others: int, said: str, way: list[str], run: Run) -> None:
    """In one line with what to do next, before the summary, and each time: also where all was known."""
    write(notes, others)
    advice = f"notelint explain FILE shows why one was not, {SCHEMA}"
    if not said:
        said, advice = (
            "others/0.md was not read as a note on a paper",
            f"notelint explain others/0.md shows why, {SCHEMA}",
        )
    for _ in range(2):
        code, out, err = run("check", ".", *way)
        assert (code, out, err.splitlines()[0]) == (0, "", f"notelint: {said}; {advice}")
        assert len(err.splitlines()) == 2


@pytest.mark.parametrize(("notes", "others"), [(1, 0), (1, 1), (3, 2)])
def test_enough_notes_are_not(notes: int, others: int, run: Run) -> None:
    """Half of the files is enough: a vault has other files, too."""
    write(notes, others)
    assert "notelint" not in run("check", ".")[2]


@pytest.mark.parametrize(
    ("notes", "others", "summary"),
    [
        (2, 0, "No problems in 2 files."),
        (2, 1, "No problems in 3 files, 2 of them notes."),
        (1, 2, "No problems in 3 files, 1 of them a note."),
        (0, 2, "No problems in 2 files, none of them a note."),
        (0, 1, "No problems in 1 file."),
    ],
)
def test_the_summary_counts_notes(notes: int, others: int, summary: str, run: Run) -> None:
    """Where not all of several files are."""
    write(notes, others)
    assert [run("check", ".")[2].splitlines()[-1] for _ in range(2)] == [summary] * 2


@pytest.mark.parametrize(
    "options",
    [["--output-format", name] for name in ("json", "sarif", "junit", "full", "concise")] + [["--statistics"]],
)
def test_standard_output_is_for_findings(options: list[str], run: Run) -> None:
    """The line goes to standard error in every format; --quiet leaves it out, and what is printed stays the same."""
    write(1, 3, FAULTY)
    code, out, err = run("check", ".", *options)
    assert err.startswith("notelint: 1 of 4 files was read as a note on a paper; ")
    assert run("check", ".", "--quiet", *options) == (code, out, "")
    assert "explain" not in out


@pytest.mark.parametrize("options", [["--fix"], ["--diff"]])
def test_a_run_that_fixes_says_it_too(options: list[str], run: Run) -> None:
    """By what the files are after the fixes. Who wants nothing but the fixes is told nothing but these."""
    write(1, 2, "# Groceries\n\n##  Milk\n\nText.\n")
    assert run("check", ".", *options)[2].startswith("notelint: 1 of 3 files was read as a note on a paper; ")
    assert run("check", ".", "--fix-only")[2].startswith("Fixed ")


def test_a_file_that_cannot_be_read_does_not_count(run: Run) -> None:
    """It is complained of already."""
    write(1, 0)
    Path("gone.md").symlink_to("nowhere.md")
    assert run("check", "gone.md")[2].count("read") == 1
    assert "paper" not in run("check", "gone.md", "notes/0.md")[2]


def test_a_schema_that_is_named_is_not_advised(run: Run) -> None:
    """With --schema a file may still hold no note, where headings are to name papers."""
    write(0, 1)
    assert run("check", ".", "--schema", "paper-note")[2] == "No problems in 1 file.\n"
    _, _, err = run("check", ".", "--schema", "paper-study", "--select", "image")
    said = "others/0.md was not read as a note on a paper; notelint explain others/0.md shows why"
    assert err == f"notelint: {said}\nNo problems in 1 file.\n"


def test_standard_input_is_a_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name where it has one; it cannot be explained."""
    for options, name in (([], "standard input"), (["--stdin-filename", "a.md"], "a.md")):
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(OTHER.encode())))
        err = run("check", "-", *options)[2]
        assert err.splitlines()[0] == f"notelint: {name} was not read as a note on a paper; {SCHEMA}"


def test_a_name_is_given_as_a_shell_takes_it(run: Run) -> None:
    """With quotes where it needs them."""
    Path("a b.md").write_text(OTHER, "utf-8")
    assert "; notelint explain 'a b.md' shows why, " in run("check", "a b.md")[2]


def test_what_the_cache_keeps_follows_the_file(run: Run) -> None:
    """A file that becomes a note is no longer said to be none."""
    write(0, 1)
    assert "not read as a note" in run("check", ".")[2]
    Path("others/0.md").write_text(NOTE, "utf-8")
    assert [run("check", ".")[2] for _ in range(2)] == ["No problems in 1 file.\n"] * 2


def test_findings_are_those_of_the_file_whatever_is_said(run: Run) -> None:
    """What concerns every Markdown file is found in one that is no note."""
    write(0, 1, FAULTY)
    assert [each["rule"] for each in json.loads(run("check", ".", "--output-format", "json")[1])] == ["image-missing"]
