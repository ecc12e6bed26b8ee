"""`check --diff-base`: findings on lines that were changed since a revision of git, and on no others."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notelint import cli
from notelint.git import Hunk, hunks

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, list[int], str]]

OPTIONS = ("--diff-base", "HEAD", "--select", "heading-whitespace", "--output-format", "concise", "-q")


def git(*arguments: str) -> None:
    """Run git in the working folder."""
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """In a repository, run notelint in this process: the exit code, the lines found in note.md, standard error."""
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet")

    def call(*arguments: str) -> tuple[int, list[int], str]:
        code = cli.main(["check", *OPTIONS, *arguments])
        out, err = capsys.readouterr()
        return code, [int(line.split(":")[1]) for line in out.splitlines()], err

    return call


def commit(text: str, name: str = "note.md") -> None:
    """Commit a file."""
    Path(name).write_text(text)
    git("add", name)
    git("commit", "--quiet", "--allow-empty", "--message", "a")


def test_only_changed_lines_are_reported(run: Run) -> None:
    """A line that was added or changed is; one that was moved by them is not."""
    commit("##  One\n\n##  Two\n\n## Three\n")
    assert run() == (0, [], "")
    Path("note.md").write_text("##  New\n\n##  One\n\n##  Two\n\n##  Three\n")
    assert run() == (1, [1, 7], "")
    git("add", "note.md")
    assert run() == (1, [1, 7], "")
    git("commit", "--quiet", "--message", "b")
    assert run() == (0, [], "")
    assert run("--diff-base", "HEAD~1") == (1, [1, 7], "")


def test_what_git_does_not_know_is_new(run: Run) -> None:
    """All lines of an untracked file are changed, and of one added since."""
    commit("##  One\n", "other.md")
    Path("note.md").write_text("##  One\n\n##  Two\n")
    assert run() == (1, [1, 3], "")
    git("add", "note.md")
    assert run() == (1, [1, 3], "")


def test_a_renamed_file_keeps_its_lines(run: Run) -> None:
    """Of a file that was moved only what differs is changed; a name may need quotes."""
    commit("##  One\n\n" + "Text.\n" * 20, "old.md")
    git("mv", "old.md", 'a "né w".md')
    assert run() == (0, [], "")
    with Path('a "né w".md').open("a") as file:
        file.write("\n##  Two\n")
    assert run() == (1, [24], "")


def test_the_working_folder_may_lie_inside_the_repository(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths of git count from the repository."""
    Path("notes").mkdir()
    commit("##  One\n", "notes/note.md")
    monkeypatch.chdir("notes")
    assert run() == (0, [], "")
    Path("note.md").write_text("##  One\n\n##  Two\n")
    assert run() == (1, [3], "")


def test_only_changed_lines_are_fixed(run: Run) -> None:
    """`--fix` leaves alone what is not reported, also when it changes the number of lines."""
    unused = "<!-- notelint: ignore[heading-whitespace] -->"
    commit("##  One\n\n##  Two\n")
    Path("note.md").write_text(f"{unused}\n\n# Zero\n\n##  New\n\n##  One\n\n##  Two\n")
    assert run("--select", "suppression-unused", "--fix") == (0, [], "")
    assert Path("note.md").read_text() == "# Zero\n\n## New\n\n##  One\n\n##  Two\n"


def test_what_an_editor_hands_over_is_compared_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input is a later version of the file whose name it has."""
    commit("##  One\n\n##  Two\n")
    text = io.TextIOWrapper(io.BytesIO(b"##  New\n\n##  One\n\n##  Two\n"))
    monkeypatch.setattr(sys, "stdin", text)
    assert run("-", "--stdin-filename", "note.md") == (1, [1], "")
    Path("note.md").write_text("##  One\n\n##  Two!\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Text.\n\n##  One\n\n##  Two!\n")))
    assert run("-", "--stdin-filename", "note.md") == (1, [5], "")


NOTE = "## (2019 G) {}\n\n### Model: m\n\n### Training: t\n\nMore.\n\n### Summary: s\n\n"
TWO = NOTE.format("One") + NOTE.format("Two")
LITERATURE = "---\ntitle: A\nauthors: [B]\nyear: 2019\n---\n\n# A\n\nText.\n"
REQUIRED = ("--select", "section-missing,note-property-missing")
STUDY = (*REQUIRED, "--schema", "paper-study")


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        pytest.param(TWO, TWO.replace("### Summary: s\n\n", "", 1), [1, 1], id="in the first note"),
        pytest.param(TWO, TWO.removesuffix("### Summary: s\n\n"), [10, 10], id="at the end of the file"),
        pytest.param(TWO, TWO.replace("### Summary: s", "### Thoughts", 1), [1, 1], id="another heading"),
        pytest.param(TWO, TWO.replace("More.\n", ""), [1, 9], id="a line of both notes"),
        pytest.param(TWO, TWO.replace("More.", "Most."), [], id="another text"),
        pytest.param(TWO, TWO.replace("More.\n", "More.\n\nMost.\n"), [], id="more text"),
        pytest.param(TWO, "# T\n\nA.\n\n" + TWO, [], id="above the notes"),
        pytest.param("# T\n\nA.\n\n" + TWO, "# T\n\n" + TWO, [], id="gone above the notes"),
    ],
)
def test_what_is_gone_concerns_its_note(before: str, after: str, lines: list[int], run: Run) -> None:
    """A finding about a note as a whole is reported where a part of that note was taken away, old ones with it."""
    commit(before.replace("### Training: t\n", ""))
    assert run(*STUDY) == (0, [], "")
    Path("note.md").write_text(after.replace("### Training: t\n", ""))
    assert run(*STUDY) == (int(bool(lines)), lines, "")


def test_what_is_gone_from_front_matter(run: Run) -> None:
    """The front matter of a file that is one note belongs to it."""
    text = "---\nauthors: [B]\nyear: 2019\ntitle: T\ndoi: 10.1000/1\n---\n\nText.\n"
    Path("note.json").write_text(
        '{"type": "object", "required": ["title", "venue"], "properties": {"title": {}, "venue": {}, "year": {}}, '
        '"x-markdown": {"note": {"file": true}}}'
    )
    commit(text)
    assert run(*REQUIRED, "--schema", "note.json") == (0, [], "")
    Path("note.md").write_text(text.replace("year: 2019\n", ""))
    assert run(*REQUIRED, "--schema", "note.json")[1] == [1]


def test_what_is_gone_from_a_later_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git tells of the file on the disk holds for what an editor hands over, and so does what that lacks."""
    commit(TWO)
    Path("note.md").write_text(TWO.replace("### Summary: s\n\n", "", 1))
    for after, lines in (
        ("# T\n\n" + Path("note.md").read_text(), [3]),
        (TWO.replace("### Summary: s\n\n", ""), [1, 9]),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(after.encode())))
        assert run("-", "--stdin-filename", "note.md", *STUDY) == (1, lines, "")


def test_no_revision(run: Run) -> None:
    """A revision that git does not know is the user's error, also one that looks like an option."""
    commit("##  One\n")
    for revision in ("nothing", "--output=x"):
        code, found, err = run(f"--diff-base={revision}")
        assert (code, found, err.count("\n")) == (2, [], 1)
        assert f"unknown git revision {revision!r}" in err
    assert not Path("x").exists()


def test_no_repository(run: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of a repository nothing can be compared."""
    monkeypatch.chdir(tmp_path_factory.mktemp("outside"))
    Path("note.md").write_text("##  One\n")
    message = "notelint: note.md: --diff-base needs a git repository, and this file is in none\n"
    assert run() == (2, [], message)


def test_a_hunk_may_hold_what_looks_like_a_header() -> None:
    """Lines are counted off, so that none of a hunk is taken for the next file."""
    diff = (
        b"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,3 @@ x\n-- b/y\n\\ No newline at end of file\n"
        b"+@@ -1 +1 @@\n+a\r\n+++ b/z\n\\ No newline at end of file\n@@ -9 +11 @@\n-a\n+b\n"
        b'--- /dev/null\n+++ "b/\\303\\251\\t.md"\n@@ -0,0 +1 @@\n+a\n'
    )
    assert hunks(diff) == {
        "x": [Hunk(range(1, 4), takes=False), Hunk(range(11, 12), takes=False)],
        "é\t.md": [Hunk(range(1, 2), takes=False)],
    }
    diff = b"--- a/x\n+++ b/x\n@@ -2,2 +1,0 @@\n-a\n-b\n@@ -9 +7 @@\n-## a\n+b\n@@ -12,2 +10 @@\n-a\n-b\n+c\n"
    assert hunks(diff) == {
        "x": [Hunk(range(2, 2), takes=True), Hunk(range(7, 8), takes=True), Hunk(range(10, 11), takes=True)]
    }


LINES = st.lists(st.sampled_from(["##  One", "##  Two", "## Three", "++ b/x", "-- a/x", "", "\\ x"]), max_size=8)


@given(before=LINES, after=LINES)
@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_reported_is_on_new_lines(before: list[str], after: list[str], run: Run) -> None:
    """A text that was not changed has no findings, and a line that is new always has its own."""
    commit("\n\n".join(before))
    assert run() == (0, [], "")
    Path("note.md").write_text("\n\n".join([*after, "##  Never"]))
    code, found, _ = run()
    assert (code, max(found)) == (1, 2 * len(after) + 1)
