"""What writing keeps: text that came meanwhile, the owner and the attributes of a file, a folder without leftovers."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint import writing
from notelint.errors import NotelintError
from notelint.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("in_temporary_folder")

# Writes half of a file, does something, and writes the other half.
WRITER = """
import os, signal, sys
from notelint.writing import write_file
def chunks():
    yield b"half"
    {}
    yield b" and half"
write_file(sys.argv[1], chunks())
"""
NOTE = "# A note\n\n##  One\n"
FIX = ("check", "--fix", "--select", "heading-whitespace", "-q", "--no-cache")


def writer(path: str, does: str, stdin: int | None = None) -> subprocess.Popen[bytes]:
    """A process that writes a file, and does something in between."""
    return subprocess.Popen([sys.executable, "-c", WRITER.format(does), path], stdin=stdin)


@pytest.mark.parametrize(
    "arguments",
    [FIX, ("check", "--add-ignore=why", "-q", "--select", "heading-whitespace")],
    ids=["--fix", "--add-ignore"],
)
@pytest.mark.parametrize("later", [NOTE + "appended\n", NOTE[:-1] + "!", "", NOTE.replace("One", "Two")])
def test_what_is_written_meanwhile_is_not_lost(
    arguments: tuple[str, ...], later: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note that has changed since it was read is left as it is and named; the others are still fixed."""
    for name in ("a.md", "b.md"):
        Path(name).write_text(NOTE)
    write = writing._keep

    def keep(target: str, old: os.stat_result, temporary: str) -> None:
        if target.endswith("a.md"):
            Path("a.md").write_text(later)
        write(target, old, temporary)

    monkeypatch.setattr(writing, "_keep", keep)
    code, out, err = run(*arguments, "a.md", "b.md")
    assert Path("a.md").read_text() == later
    assert Path("b.md").read_text() != NOTE
    message = "a.md: cannot be written: it has changed since it was read, and is left as it is: run this again"
    assert (code, out, err) == (2, "", f"notelint: {message}\n")
    assert {path.name for path in Path().iterdir()} == {"a.md", "b.md"}


def test_a_baseline_that_was_changed_meanwhile_is_left(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`baseline --prune` takes out of what it has read, and of nothing else."""
    Path("a.md").write_text(NOTE)
    assert run("baseline", "a.md")[0] == 0
    held = Path("notelint-baseline.json").read_text()
    keep = writing._keep

    def change(*arguments: object) -> None:
        Path("notelint-baseline.json").write_text(held + "\n")
        keep(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "_keep", change)
    Path("a.md").write_text("# A note\n")
    assert run("baseline", "--prune", "a.md")[0] == 2
    assert Path("notelint-baseline.json").read_text() == held + "\n"


def test_a_hard_link_is_not_split(run: Run) -> None:
    """A file of two names is left and named; a symbolic link to it is no other name."""
    Path("a.md").write_text(NOTE)
    os.link("a.md", "b.md")
    Path("c.md").write_text(NOTE)
    code, _, err = run(*FIX, "a.md", "c.md")
    what = "it has 2 names (hard links), and would part from the others: make it a copy, or one link"
    assert (code, err) == (2, f"notelint: a.md: cannot be written: {what}\n")
    assert Path("a.md").samefile("b.md")
    assert Path("a.md").read_text() == NOTE
    assert Path("c.md").read_text() != NOTE


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(run: Run) -> None:
    """Also where root fixes the files of others; a mode that others may not read is never wider, not for a moment."""
    Path("a.md").write_text(NOTE)
    Path("a.md").chmod(0o640)
    os.chown("a.md", 1234, 4321)
    assert run(*FIX, "a.md")[0] == 0
    state = Path("a.md").stat()
    assert (state.st_uid, state.st_gid, stat.S_IMODE(state.st_mode)) == (1234, 4321, 0o640)
    assert Path("a.md").read_text() != NOTE


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give files away")
def test_where_the_owner_cannot_stay_the_file_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, and nothing is left beside it."""
    Path("a.md").write_text(NOTE)
    os.chown("a.md", 1234, 4321)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    with pytest.raises(NotelintError, match=r"^a.md: cannot be written: it belongs to somebody else, and a new file"):
        write_file("a.md", [b"new"])
    assert [path.read_text() for path in Path().iterdir()] == [NOTE]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes")
def test_extended_attributes_stay(run: Run) -> None:
    """Tags of a file manager, for example."""
    Path("a.md").write_text(NOTE)
    try:
        os.setxattr("a.md", "user.xdg.tags", b"paper")
    except OSError:
        pytest.skip("this file system has none")
    assert run(*FIX, "a.md")[0] == 0
    assert os.getxattr("a.md", "user.xdg.tags") == b"paper"
    assert Path("a.md").read_text() != NOTE


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_what_a_killed_run_left_is_removed_by_the_next(run: Run) -> None:
    """What a run that goes on has there stays, and so does what only looks alike."""
    Path("a.md").write_text(NOTE)
    alike = {".notelint-notes.tmp", ".notelint-0123456789abcdef.tmp.md", "notelint-0123456789abcdef.tmp"}
    for name in alike:
        Path(name).write_text("mine")
    os.mkfifo(".notelint-00000000000000ff.tmp")
    there = {path.name for path in Path().iterdir()}
    with writer("b.md", "input()", stdin=subprocess.PIPE) as other:
        while there == {path.name for path in Path().iterdir()}:
            time.sleep(0.01)
        with writer("a.md", "os.kill(os.getpid(), signal.SIGKILL)") as killed:
            killed.wait()
        assert len(list(Path().iterdir())) == len(there) + 2
        assert run(*FIX, "a.md")[0] == 0
        other.communicate(b"\n")
    assert Path("b.md").read_bytes() == b"half and half"
    assert {path.name for path in Path().iterdir()} == {*there, "b.md"}


NEW = """
import resource, signal
from notelint.writing import write_new_file
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
write_new_file("b.md", b"b" * 5000)
"""


def test_a_new_file_is_whole_or_not_there_after_a_kill(run: Run) -> None:
    """The system kills who writes more than it allows, in the midst of that; the next run leaves nothing of it."""
    pytest.importorskip("resource")
    killed = subprocess.run([sys.executable, "-c", NEW], check=False)
    assert killed.returncode == -signal.SIGXFSZ
    assert not Path("b.md").exists()
    Path("refs.bib").write_text("@article{short, title = {Short}, year = 2021}\n")
    assert run("new", "--from", "refs.bib", "-o", ".")[0] == 0
    assert {path.name for path in Path().iterdir()} == {"refs.bib", "short.md"}
    assert Path("short.md").stat().st_nlink == 1


def test_a_file_that_came_meanwhile_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even one that came after the last look."""
    named = writing._give_name

    def give_name(temporary: str, path: str, data: bytes) -> None:
        Path(path).write_text("mine")
        named(temporary, path, data)

    monkeypatch.setattr(writing, "_give_name", give_name)
    with pytest.raises(NotelintError, match="already exists"):
        writing.write_new_file("a.md", b"ours")
    assert {path.name: path.read_text() for path in Path().iterdir()} == {"a.md": "mine"}


def test_a_file_system_without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file is written to its place, and one that is there stays."""

    def link(*_: str) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    writing.write_new_file("a.md", b"first")
    with pytest.raises(NotelintError, match="already exists"):
        writing.write_new_file("a.md", b"second")
    assert {path.name: path.read_text() for path in Path().iterdir()} == {"a.md": "first"}


def test_a_new_file_is_whole_or_not_there(run: Run) -> None:
    """Where the disk is full, or a limit is met, no half of a new note is left; the others are still written."""
    resource = pytest.importorskip("resource")
    long = f"@article{{long, title = {{Long}}, year = 2020, journal = {{{'x' * 5000}}}}}\n"
    Path("refs.bib").write_text(long + "@article{short, title = {Short}, year = 2021}\n")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    try:
        code, _, error = run("new", "--from", "refs.bib", "-o", ".")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (code, Path("long.md").exists(), Path("short.md").exists()) == (2, False, True)
    assert "long.md: cannot be written: " in error
