"""Progress: seen by who looks at a terminal for more than a second, and by nobody and nothing else."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint.commands.output import Progress, state

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
NOTES = 12
LINE = re.compile(r"(\d+) of 12 files, [\d.]+ a second, \d+ s left")
# Each file takes long enough, without a wait: the clock is what is slow.
PROGRAM = """
import itertools, sys
from notelint.commands import output
ticks = itertools.count()
output.time.monotonic = lambda: next(ticks) / 2
from notelint.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def _notes(in_temporary_folder: None) -> None:  # noqa: ARG001 - the folder that they are written to
    for number in range(NOTES):
        Path(f"{number:02}.md").write_text(f"# {number}\n\n##  Two spaces\n" if number % 4 == 0 else "Text.\n")


@pytest.fixture
def in_terminal() -> Callable[..., str]:
    """Runs notelint in a terminal; gives what that shows, with standard output or without it."""

    def run(*arguments: str, out: str | None = None, **environment: str) -> str:
        terminal, end = pty.openpty()
        command = [sys.executable, "-c", PROGRAM, *arguments]
        clean = {key: value for key, value in os.environ.items() if key not in {"CI", "NO_COLOR", "FORCE_COLOR"}}
        stdout = os.open(out, os.O_WRONLY | os.O_CREAT) if out else os.dup(end)
        child = subprocess.Popen(
            command, stdout=stdout, stderr=end, env={**clean, "PYTHONPATH": str(ROOT), "TERM": "xterm", **environment}
        )
        os.close(stdout)
        os.close(end)
        shown = b""
        try:
            while part := os.read(terminal, 4096):
                shown += part
        except OSError:  # how Linux says that all have left the terminal
            pass
        os.close(terminal)
        assert child.wait() in {0, 1}
        return shown.decode()

    return run


def seen(shown: str) -> str:
    """What is left on a terminal of what was written to it, after what was cleared."""
    lines = [re.split(r"\r(?!$)", line)[-1] for line in shown.replace("\r\n", "\n").split("\n")]
    return "\n".join(line.replace("\x1b[K", "") for line in lines)


def test_progress_is_seen_and_cleared(in_terminal: Callable[..., str]) -> None:
    """It counts up while files are checked; findings and the summary stand as they would without it."""
    options = ("check", "--isolated", "--no-cache", "--output-format", "concise", "--no-color", "--jobs", "1")
    shown = in_terminal(*options)
    counts = [int(each) for each in LINE.findall(shown)]
    assert len(counts) > 5
    assert counts == sorted(counts)
    assert counts[-1] == NOTES
    assert seen(shown) == seen(in_terminal(*options, CI="1"))
    assert not LINE.search(seen(shown))
    assert seen(shown).count("extra spaces") == 3


def test_the_output_holds_none_of_it(in_terminal: Callable[..., str]) -> None:
    """What goes to a file is the report, or the records; the terminal sees the progress of it."""
    shown = in_terminal("check", "--isolated", "--no-cache", "--output-format", "concise", "--jobs", "1", out="found")
    assert LINE.search(shown)
    assert Path("found").read_text("utf-8").count("\n") == 3
    assert "\r" not in Path("found").read_text("utf-8")
    shown = in_terminal("convert", "--isolated", "--to", "jsonl", out="records")
    assert LINE.search(shown)
    assert not LINE.search(seen(shown))
    assert Path("records").read_text("utf-8") == ""


@pytest.mark.parametrize("verb", [["images"], ["diff", "HEAD"]], ids=lambda verb: verb[0])
def test_other_verbs_show_it_too(verb: list[str], in_terminal: Callable[..., str]) -> None:
    """Each verb that reads many files; what it prints stands there as it would without progress."""
    git = ("git", "-c", "user.name=Roe", "-c", "user.email=roe@example.org")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "Notes")):
        subprocess.run((*git, *command), check=True)
    for path in Path().glob("*.md"):
        path.write_text(f"{path.read_text()}\n![a](a.png)\n")
    shown = in_terminal(*verb, "--isolated")
    assert LINE.search(shown)
    assert seen(shown) == seen(in_terminal(*verb, "--isolated", CI="1"))


@pytest.mark.parametrize(
    ("options", "environment"), [(["-q"], {}), (["-v"], {}), ([], {"CI": "true"}), ([], {"TERM": "dumb"})]
)
def test_who_asks_for_quiet_sees_none(
    options: list[str], environment: dict[str, str], in_terminal: Callable[..., str]
) -> None:
    """`--quiet`; `--verbose`, which names files; CI, whose log keeps all; a terminal that clears nothing."""
    assert not LINE.search(in_terminal("check", "--isolated", "--no-cache", *options, **environment))


def test_a_pipe_sees_none() -> None:
    """Neither standard error as a pipe, nor a terminal on which a pager may draw what comes out of one."""
    terminal, end = pty.openpty()
    command = [sys.executable, "-c", PROGRAM, "check", "--isolated", "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    environment.pop("CI", None)
    both = subprocess.run(command, capture_output=True, check=False, text=True, env=environment)
    assert (LINE.search(both.stderr), both.returncode) == (None, 1)
    subprocess.run(command, stdout=subprocess.PIPE, stderr=end, check=False, env=environment)
    os.close(end)
    shown = os.read(terminal, 4096).decode()
    os.close(terminal)
    assert "Found 3 problems" in shown
    assert not LINE.search(shown)


def test_a_short_run_shows_none(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written in the first second."""
    monkeypatch.setattr("notelint.commands.output._is_watched", lambda *_: True)
    assert list(Progress().over("abcd", 4)) == [*"abcd"]
    assert capsys.readouterr().err == ""


def test_what_is_left() -> None:
    """Seconds, then minutes; a rate below ten has a digit more."""
    assert state(1200, 4056, 1.5) == "1,200 of 4,056 files, 800 a second, 4 s left"
    assert state(3, 400, 2) == "3 of 400 files, 1.5 a second, 4 min 25 s left"
