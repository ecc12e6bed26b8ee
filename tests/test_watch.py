"""`check --watch`: what is checked again, and how the watch begins and ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from notelint import cli
from notelint.commands.check import CheckOptions
from notelint.commands.watch import stale_paths, watch
from notelint.errors import NotelintError
from notelint.verbs import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.mark.parametrize(
    ("before", "after", "stale"),
    [
        ({"a.md": 1, "b.MD": 1}, {"a.md": 2, "b.MD": 2}, {"a.md", "b.MD"}),
        ({"a.md": 1}, {"a.md": 1}, set()),
        ({"a.md": 1, "a.png": 1}, {"a.md": 2, "a.png": 2}, None),
        ({"a.md": 1}, {"a.md": 2, "b.md": 1}, None),
        ({"a.md": 1, "b.md": 1}, {"a.md": 2}, None),
        ({"a.md": 1, "a.png": 1}, {"a.md": 1}, None),
    ],
    ids=["notes", "nothing", "an image too", "a new note", "a note is gone", "an image is gone"],
)
def test_what_is_stale(before: dict[str, int], after: dict[str, int], stale: set[str] | None) -> None:
    """A note that was written into concerns itself alone; what else changes can concern every note."""
    assert stale_paths(before, after) == stale


def change(*steps: Callable[[], object]) -> Iterator[None]:
    """Take a step, and wake the watch."""
    for step in steps:
        step()
        yield


AUTHORS = "\nAuthors: Jane Roe, John Doe\n"


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CheckOptions:
    """To watch the working folder, which holds two notes."""
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(f"# A Study of Small Gears\n{AUTHORS}")
    Path("b.md").write_text(f"# B Trees for Large Gears\n{AUTHORS}")
    return CheckOptions(**vars(VERBS["check"].parse([".", "-q", "-o", "found.txt"])))


def test_only_what_changed_is_checked_again(options: CheckOptions) -> None:
    """First everything; then the note that was written, also as a new file of its name; all for one that is gone."""
    checked: list[frozenset[str] | None] = []
    steps = change(
        lambda: Path("a.md").write_text("# Another\n"),
        lambda: Path("b.md.new").write_text("# Second\n") and Path("b.md.new").replace("b.md"),
        lambda: Path("a.md").touch(),
        lambda: Path("b.md").unlink(),
        lambda: Path("c.png").write_bytes(b""),
    )
    watch(options, lambda _, only: checked.append(only), steps)
    assert checked == [None, {"a.md"}, {"b.md"}, {"a.md"}, None, None]


def test_what_is_no_change_checks_nothing(options: CheckOptions) -> None:
    """Nor does the report itself, which the check writes, nor what is hidden, ignored by git or gone again."""
    checked: list[frozenset[str] | None] = []
    Path(".gitignore").write_text("*.log\n")

    def come_and_go() -> None:
        Path("4913").touch()
        Path("4913").unlink()

    steps = change(
        lambda: None,
        lambda: Path("found.txt").write_text("..."),
        lambda: Path(".a.md.swp").write_text("..."),
        lambda: Path("x.log").write_text("..."),
        come_and_go,
    )
    watch(options, lambda _, only: checked.append(only), steps)
    assert checked == [None]


def test_an_error_does_not_end_the_watch(options: CheckOptions, capsys: pytest.CaptureFixture[str]) -> None:
    """A configuration that is half written is said, and read again when it changes."""
    calls: list[None] = []

    def check(_: CheckOptions, __: frozenset[str] | None) -> None:
        calls.append(None)
        if len(calls) == 1:
            raise NotelintError("notelint.toml:1:1: no TOML")

    watch(options, check, change(lambda: Path("notelint.toml").touch()))
    assert (len(calls), capsys.readouterr().err) == (2, "notelint: notelint.toml:1:1: no TOML\n")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["-"], "--watch only reports on files: remove -, --fix and --diff"),
        (["--fix"], "--watch only reports on files: remove -, --fix and --diff"),
        (["--diff"], "--watch only reports on files: remove -, --fix and --diff"),
        (["none"], "none: no such file or folder"),
    ],
    ids=["standard input", "fix", "diff", "no such file"],
)
@pytest.mark.usefixtures("options")
def test_what_cannot_be_watched(arguments: list[str], error: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A usage error is said at once."""
    assert cli.main(["check", "--watch", *arguments]) == 2
    assert capsys.readouterr().err == f"notelint: {error}\n"


@pytest.mark.usefixtures("options")
def test_without_watchfiles(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The extra is named before anything is checked."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert cli.main(["check", "--watch"]) == 2
    assert capsys.readouterr() == (
        "",
        "notelint: --watch needs watchfiles: pip install watchfiles\n",
    )


@pytest.fixture
def process(options: CheckOptions, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A watch on the two notes, in a process of its own, which reads interrupts.

    What a shell begins in the background ignores them, and so does what that begins in its turn.
    """
    assert options.paths == ["."]
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-m", "notelint", "check", "--watch", "--output-format", "concise"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        yield process
        process.kill()
    signal.signal(signal.SIGINT, previous)


def next_round(process: subprocess.Popen[str]) -> list[str]:
    """What the next check says; a watch that stays silent is ended."""
    timer = Timer(30, process.kill)
    timer.start()
    try:
        assert process.stdout
        said = [*takewhile(lambda line: not line.startswith("Watching"), process.stdout)]
    finally:
        timer.cancel()
    return [line.rstrip("\n") for line in said]


@pytest.mark.skipif(sys.platform == "win32", reason="an interrupt cannot be sent to a process there")
def test_a_watch_from_begin_to_end(process: subprocess.Popen[str]) -> None:
    """It reports a note as it is written, goes on when files are deleted, and ends by an interrupt with 130."""
    assert next_round(process) == ["No problems in 2 files."]
    Path("a.md").write_text(f"# A  Study of Small Gears\n{AUTHORS}")
    assert next_round(process) == [
        "a.md:1:4: warning[heading-whitespace]: extra spaces inside the heading [*]",
        "Found 1 problem (1 warning) in 1 file. 1 fixable with --fix.",
    ]
    Path("a.md").unlink()
    assert next_round(process) == ["No problems in 1 file."]
    Path("b.md").unlink()
    assert next_round(process) == [
        "notelint: no Markdown files in .: hidden and ignored ones are read when they are named"
    ]
    Path("c.md").write_text("# C\n")
    assert next_round(process) == [
        "notelint: c.md was not read as a note on a paper; notelint explain c.md shows why, --schema names a schema",
        "No problems in 1 file.",
    ]
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 130
