"""A finding names its note as `convert` does: by the `id` of the record, which no other note of the run has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import notelint
from notelint.engine import work

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

HEAD = "---\ntitle: {title}\nauthors: [Ann Ash]\nyear: 2020\n{more}---\n\n# {title}\n\n##  Summary\n\nText.\n"
NOTES = {
    "a.md": ("Alpha", ""),
    "b.md": ("Alpha", ""),
    "c.md": ("Alpha again", "citekey: ash2020alphaa\n"),
    "d.md": ("Beta", ""),
    "e.md": ("Alpha", ""),
}


@pytest.fixture(autouse=True)
def notes(in_temporary_folder: None) -> None:  # noqa: ARG001 - the folder to write to
    """Notes that want the same key, one that pins the key of another, a clean one among them, and no note at all."""
    for name, (title, more) in NOTES.items():
        Path(name).write_text(HEAD.format(title=title, more=more), "utf-8")
    Path("b.md").write_text(Path("b.md").read_text("utf-8").replace("##  ", "## "), "utf-8")
    Path("0.md").write_text("#  Diary\n\nNo paper.\n", "utf-8")


def ids(run: Run, *paths: str) -> dict[str, str]:
    """The `id` of the note in each file, where files are converted together."""
    code, out, err = run("convert", *paths, "--to", "json", "--isolated")
    assert code == 0, err
    return {record["source"]["path"]: record["id"] for record in json.loads(out)}


def named(run: Run, *arguments: str) -> dict[str, str | None]:
    """What the findings call the note of each file."""
    _, out, _ = run("check", "--isolated", "--output-format", "json", "-q", "--select", "heading", *arguments)
    return {each["path"]: each["note"] for each in json.loads(out)}


@pytest.mark.parametrize("arguments", [(), ("--jobs", "1"), ("--vault",), ("--no-cache",), ("--jobs", "3")], ids=str)
def test_check_names_notes_as_convert_does(
    run: Run, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the same files, with the cache and without, once and again; a clean file has its key, too."""
    monkeypatch.setattr(work, "_MANY", 1)  # several processes even look up what is known
    records = ids(run, ".")
    assert len(set(records.values())) == len(NOTES)
    for _ in range(2):
        found = named(run, ".", *arguments)
        assert found.pop("0.md") is None
        assert found == {path: key for path, key in records.items() if path != "b.md"}


def test_a_file_alone_has_its_own_key(run: Run) -> None:
    """As it is converted alone; what a run on one file kept is no reason for a wrong key in a run on several."""
    assert named(run, "e.md") == ids(run, "e.md") == {"e.md": "ash2020alpha"}
    assert named(run, "a.md", "e.md") == ids(run, "a.md", "e.md") == {"a.md": "ash2020alpha", "e.md": "ash2020alphaa"}
    assert {each.path: each.note for each in notelint.check(["a.md", "e.md"], select="heading", isolated=True)} == {
        "a.md": "ash2020alpha",
        "e.md": "ash2020alphaa",
    }


def test_after_fixes_too(run: Run) -> None:
    """What is left is named by the keys of what was fixed."""
    records = ids(run, ".")
    for path in NOTES:
        Path(path).write_text(Path(path).read_text("utf-8") + "\n![](none.png)\n", "utf-8")
    assert named(run, ".", "--fix", "--select", "image-missing") == records
