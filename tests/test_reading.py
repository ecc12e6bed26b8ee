"""How well real notes are read: no worse than the stored score; and that the score itself is just."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
NOTE = """\
# A Study of Widgets

- **Authors**: Jane Roe, Ann de la Cruz
- **Venue**: CVPR 2020
- **Code**: https://github.com/roe/widgets
- **arXiv**: https://arxiv.org/abs/2001.00001v2

## Summary

Widgets turn.
"""
RIGHT = """\
title = "a study: of WIDGETS"
authors = ["J. Roe", "Ann de la Cruz"]
year = 2020
venue = "Conference on Computer Vision and Pattern Recognition"
arxiv = "2001.00001"
url = "https://arxiv.org/pdf/2001.00001.pdf"
code = "http://www.github.com/Roe/widgets/"
summary = "widgets, turn"
"""


def reading(*options: str | Path) -> tuple[int, str]:
    """Run `python -m tests.reading`; gives the exit code and what it prints."""
    command = [sys.executable, "-m", "tests.reading", *map(str, options)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def vault(folder: Path, truth: str) -> tuple[str | Path, ...]:
    """A note, a README and the truth of both in a folder; gives the options that name them."""
    (folder / "widgets.md").write_text(NOTE, encoding="utf-8")
    (folder / "README.md").write_text("# Notes\n\nWhat I have read.\n", encoding="utf-8")
    entries = f'[[note]]\npath = "widgets.md"\n{truth}\n[[note]]\npath = "README.md"\nnone = true\n'
    (folder / "vault.toml").write_text(entries, encoding="utf-8")
    return ("--truth", folder, "--root", folder)


def counts(printed: str, field: str) -> list[int]:
    """What a table says of a field: right, missing, wrong, invented."""
    return next([int(word) for word in line.split()[1:]] for line in printed.splitlines() if line.startswith(field))


def test_notes_are_read_no_worse_than_the_stored_score() -> None:
    """Nothing that was right is lost, and nothing more is missing, wrong or invented, in any folder of the truth."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not beside the checkout")
    code, printed = reading("--check")
    assert code == 0, printed


def test_another_spelling_of_a_fact_is_right(tmp_path: Path) -> None:
    """Case, punctuation, initials, a full name of a venue, a scheme, a version are no mistakes."""
    code, printed = reading(*vault(tmp_path, RIGHT))
    assert code == 0
    assert "vault: 1 of 1 notes have a record, 0 of 1 other files" in printed
    assert counts(printed, "total") == [7, 0, 0, 0]  # the address says nothing that the identifier does not say


@pytest.mark.parametrize(
    ("given", "instead", "field", "expected"),
    [
        ("year = 2020", "year = 2019", "year", [0, 0, 1, 0]),
        ("year = 2020", "", "year", [0, 0, 0, 1]),
        ("year = 2020", "also.year = [2020]", "year", [1, 0, 0, 0]),
        ("year = 2020", 'tags = ["widgets"]\nyear = 2020', "tags", [0, 1, 0, 0]),
        ("year = 2020", 'also.tags = [["widgets"]]\nyear = 2020', "tags", [0, 0, 0, 0]),
        ('"J. Roe", ', "", "authors", [0, 0, 1, 0]),
        ('Cruz"', 'Cruz", "others"', "authors", [0, 0, 1, 0]),
        ("and Pattern Recognition", "", "venue", [0, 0, 1, 0]),
        ("2001.00001", "2001.00002", "arxiv", [0, 0, 1, 0]),
        ("widgets, turn", "gears turn", "summary", [0, 0, 1, 0]),
        ("pdf/2001.00001.pdf", "abs/1999.00001", "url", [0, 1, 0, 0]),
    ],
)
def test_another_fact_is_not(given: str, instead: str, field: str, expected: list[int], tmp_path: Path) -> None:
    """A value that differs is wrong; one that the note does not say is invented, unless the truth allows it."""
    printed = reading(*vault(tmp_path, RIGHT.replace(given, instead)))[1]
    assert counts(printed, field) == expected


def test_a_miss_is_listed_with_what_is_expected(tmp_path: Path) -> None:
    """`-v` says where to look."""
    printed = reading("-v", *vault(tmp_path, RIGHT.replace("2020", "2019")))[1]
    assert "widgets.md: year wrong: expected 2019, got 2020\n" in printed


def test_a_record_of_a_file_that_holds_no_note_is_invented(tmp_path: Path) -> None:
    """It counts as such, and its fields do not count."""
    printed = reading("-v", *vault(tmp_path, "none = true"))[1]
    assert "widgets.md: record invented: expected None, got A Study of Widgets\n" in printed
    assert "vault: 0 of 0 notes have a record, 1 of 2 other files" in printed


def test_each_of_several_records_is_compared_with_that_of_its_title(tmp_path: Path) -> None:
    """A note that is not read takes no record from the next one."""
    other = 'title = "On Gears"\nyear = 1999\n\n[[note]]\npath = "widgets.md"\n'
    printed = reading(*vault(tmp_path, other + RIGHT))[1]
    assert "vault: 1 of 2 notes have a record" in printed
    assert counts(printed, "year") == [1, 1, 0, 0]


def test_a_worse_score_is_stored_by_force_alone(tmp_path: Path) -> None:
    """So the score can only rise unnoticed."""
    score = tmp_path / "score.json"
    assert reading("--check", *vault(tmp_path, RIGHT))[0] == 1
    assert reading("--write-score", *vault(tmp_path, RIGHT))[0] == 0
    stored = score.read_text(encoding="utf-8")
    worse = vault(tmp_path, RIGHT.replace("2020", "2019"))
    code, printed = reading("--write-score", *worse)
    assert (code, score.read_text(encoding="utf-8")) == (1, stored)
    assert "vault: facts right: 7 before, 6 now\nvault: facts wrong: 0 before, 1 now\n" in printed
    assert reading("--check", *worse)[0] == 1
    assert reading("--write-score", "--force", *worse)[0] == 0
    assert reading("--check", *worse)[0] == 0


def test_a_truth_that_cannot_be_read_as_such_is_refused(tmp_path: Path) -> None:
    """A misspelled field, or a path that is not there, would make the score too good."""
    code, printed = reading(*vault(tmp_path, RIGHT.replace("title", "titel")))
    assert (code, "widgets.md: unknown titel" in printed) == (2, True)
    (tmp_path / "vault.toml").write_text('[[note]]\npath = "gears.md"\nnone = true\n', encoding="utf-8")
    code, printed = reading("--truth", tmp_path, "--root", tmp_path)
    assert (code, "gears.md" in printed) == (2, True)
