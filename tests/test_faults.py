"""Bad input is one line on standard error and exit code 2, never a traceback, and nothing that waits without end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint import bounds, cache, git, store
from notelint.verbs import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("in_temporary_folder")

NOTE = "# A note\n\nText.\n"
NOT_REGULAR = "it is no regular file but a pipe, a socket or a device"
# Each way to name a file, to be read; {} is its name.
NAMING = {
    "a note": ("check", "-q", "{}"),
    "a note to convert": ("convert", "--to", "json", "{}"),
    "a note with images": ("images", "{}"),
    "a note to explain": ("explain", "{}"),
    "a note for a baseline": ("baseline", "{}"),
    "a schema": ("check", "a.md", "--schema", "{}"),
    "a schema to publish": ("schema", "--record", "{}"),
    "a baseline": ("check", "a.md", "--baseline", "{}"),
    "a baseline to prune": ("baseline", "a.md", "--prune", "-o", "{}"),
    "a configuration": ("check", "a.md", "--config", "{}"),
    "a configuration to show": ("config", "--config", "{}"),
    "records": ("diff", "{}", "{}"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFO on Windows")
@pytest.mark.parametrize("naming", NAMING.values(), ids=NAMING)
@pytest.mark.parametrize("kind", ["pipe", "device", "endless", "folder"])
def test_only_regular_files_are_read(kind: str, naming: tuple[str, ...], run: Run) -> None:
    """A pipe that nobody writes to, and a device without an end, are named at once."""
    Path("a.md").write_text(NOTE)
    name = "x.json"
    if kind == "pipe":
        os.mkfifo(name)
    elif kind == "folder":
        Path(name).mkdir()
    else:
        Path(name).symlink_to("/dev/tty" if kind == "device" else "/dev/zero")
    if (
        kind == "folder"
        and naming[0] in ("check", "convert", "images", "baseline")
        and naming[-1] == "{}"
        and len(naming) < 5
    ):
        pytest.skip("a folder is walked")
    code, _, err = run(*(each.format(name) for each in naming))
    assert (code, err.count("\n")) == (2, 1), err
    assert f"{name}: cannot be read: " in err
    assert kind in ("folder", "device") or NOT_REGULAR in err


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFO on Windows")
@pytest.mark.parametrize(
    "name", ["notelint.toml", "pyproject.toml", ".gitignore", ".git/info/exclude", "b.md", "i.png"]
)
def test_a_pipe_that_nobody_named_is_left_alone(name: str, run: Run) -> None:
    """In a folder, what is no regular file is as if it were not there."""
    Path("a.md").write_text(NOTE + "\n[b](b.md#x) ![](i.png)\n")
    Path(".git/info").mkdir(parents=True)
    os.mkfifo(name)
    assert run("check", ".", "--select", "all", "-q")[0] == 1
    assert run("images", "--orphans", ".")[0] == 0
    assert run("config")[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFO on Windows")
@pytest.mark.parametrize("key", ["extend", "baseline", "schema"])
def test_a_pipe_that_a_configuration_names(key: str, run: Run) -> None:
    """It is named, with the place that names it."""
    Path("a.md").write_text(NOTE)
    os.mkfifo("x.json")
    line = 'schemas = [{ paths = ["*.md"], schema = "x.json" }]' if key == "schema" else f'{key} = "x.json"'
    Path("notelint.toml").write_text(f"{line}\n")
    code, _, err = run("check", "a.md")
    assert (code, err.count("\n")) == (2, 1)
    assert f"x.json: cannot be read: {NOT_REGULAR}" in err


@pytest.mark.parametrize("naming", NAMING.values(), ids=NAMING)
def test_a_file_may_be_too_large(naming: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable says how large; the message names it."""
    Path("a.md").write_text(NOTE)
    Path("x.json").write_text("[]" + " " * 2000)
    monkeypatch.setenv("NOTELINT_MAX_FILE_BYTES", "2001")
    code, _, err = run(*(each.format("x.json") for each in naming))
    assert (code, err.count("\n")) == (2, 1), err
    what = "it has more bytes than the 2001 that are read; NOTELINT_MAX_FILE_BYTES sets another limit"
    assert f"x.json: cannot be read: {what}" in err
    monkeypatch.setenv("NOTELINT_MAX_FILE_BYTES", "2002")
    assert "cannot be read" not in run(*(each.format("x.json") for each in naming))[2]


def test_standard_input_may_be_too_large_too() -> None:
    """It ends the run as a file does; what is too large is not read on."""
    command = [sys.executable, "-m", "notelint", "check", "-q", "-"]
    for limit, code, said in (
        ("9", 2, "notelint: standard input: cannot be read: it has more bytes than the 9 that are read; "),
        ("ten", 2, "notelint: NOTELINT_MAX_FILE_BYTES: 'ten' is no number of bytes: write one such as "),
        ("", 2, "notelint: NOTELINT_MAX_FILE_BYTES: '' is no number of bytes: write one such as "),
        ("10", 0, ""),
    ):
        environment = {**os.environ, "NOTELINT_MAX_FILE_BYTES": limit}
        done = subprocess.run(command, input=b"0123456789", capture_output=True, env=environment, check=False)
        assert (done.returncode, done.stderr.decode().startswith(said)) == (code, True), done.stderr


DEEP = {
    "brackets.json": "[" * 100_000,
    "objects.json": '{"a":' * 100_000,
    "number.json": '{"type": "object", "minimum": ' + "1" * 10_000 + "}",
    "huge.json": '{"type": "object", "minimum": 1e999999}',
    "surrogate.json": '{"type": "object", "title": "\\ud800"}',
    "null.json": "null",
    "bytes.json": "\udcff",
    "nan.json": "[NaN, Infinity]",
    "brackets.toml": "a = " + "[" * 100_000,
    "tables.toml": "[" + ".".join("a" * 5000) + "]\n",
    "number.toml": "image-max-bytes = " + "1" * 10_000 + "\n",
    "date.toml": "select = [1979-05-27T07:32:00.999999999999]\n",
}


@pytest.mark.parametrize("naming", list(NAMING.values())[5:], ids=list(NAMING)[5:])
@pytest.mark.parametrize("name", DEEP)
def test_text_without_measure_is_one_line(name: str, naming: tuple[str, ...], run: Run) -> None:
    """Brackets by the hundred thousand, numbers of ten thousand digits, and what is no such file at all."""
    Path("a.md").write_text(NOTE)
    Path(name).write_bytes(DEEP[name].encode("utf-8", "surrogateescape"))
    code, _, err = run(*(each.format(name) for each in naming))
    assert (code, err.count("\n"), "Traceback" in err) == (2, 1, False), err[:500]


@pytest.mark.parametrize("value", ["[" * 5000, "1" * 5000, "{a=" * 3000, '"' + "\\u" * 9, "'"])
def test_a_setting_without_measure_is_one_line(value: str, run: Run) -> None:
    """On the command line too."""
    code, _, err = run("check", "--config", f"image-max-bytes = {value}", ".")
    assert (code, err.count("\n"), "Traceback" in err) == (2, 1, False), err[:500]


@pytest.mark.skipif(sys.platform == "win32", reason="a working folder cannot be deleted there")
@pytest.mark.parametrize(
    "arguments",
    [
        "check",
        "check a.md",
        "convert --to json",
        "images",
        "config",
        "clean",
        "baseline",
        "init",
        "explain a",
        "diff a",
    ],
)
def test_the_working_folder_is_gone(arguments: str, tmp_path: Path) -> None:
    """All paths count from it."""
    gone = tmp_path / "gone"
    gone.mkdir()
    program = "import os, sys; os.rmdir(os.getcwd()); from notelint.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, *arguments.split()]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(command, cwd=gone, capture_output=True, text=True, env=environment, check=False)
    message = "notelint: the working folder has been deleted: go to one that is there\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


BYTES = (
    b"[a](\\\xff.md#b)",
    b"[a](x\xff.md) ![i](\xffimg.png)",
    b"<http://a\xff.org> http://\xff.org",
    b'<img src="\xff.png"> <a href="\xff">x</a>',
    b"[r][]\n\n[r]: \\\xff.md '\xff'",
    b"[[\xff#a]] ![[\xff.png]]",
    b"[a](<\xff b> \"\xff\") [b\xff](c 'd\xff')",
    b"[a](https://arxiv.org/abs/\xff) [b](https://doi.org/10.1/\xff%41)",
)


@pytest.mark.parametrize("text", BYTES)
def test_a_destination_that_is_no_text(text: bytes, run: Run) -> None:
    """The encoding is the one finding, whatever else could be said; every other verb goes on."""
    Path("a.md").write_bytes(b"# A note\n\n" + text + b"\n\n- **Paper**: " + text + b"\n")
    code, out, _ = run("check", "--select", "all", "--output-format", "concise", "-q", "a.md")
    assert code == 1
    assert [line.partition(" ")[2].partition("]")[0] for line in out.splitlines()] == ["error[file-encoding"]
    for to in ("json", "jsonl", "bibtex", "biblatex", "csl-json", "ris", "hayagriva", "csv", "markdown"):
        code, _, err = run("convert", "--to", to, "--schema", "paper-note", "a.md")
        assert code in (0, 1), err  # 1: with --to markdown the file's own schema counts, and some have none
    assert run("images", "a.md")[0] == 0
    assert run("explain", "a.md:3")[0] == 0
    assert run("check", "--select", "all", "--fix", "--unsafe-fixes", "a.md")[0] == 1


def test_the_limits_that_security_names() -> None:
    """SECURITY.md says how large a file may be, and how long an answer may take."""
    text = (Path(__file__).parents[1] / "SECURITY.md").read_text("utf-8")
    timeout = VERBS["check"].parse([]).timeout
    assert f"none on Windows | {timeout} seconds |" in text
    for limit, unit in (
        (store._LARGEST, "bytes |"),
        (store._MEMORY, f"bytes and {store._MEMORY_PER_BYTE} times its size |"),
        (git._PATIENCE, "seconds |"),
        (cache._LARGEST, "bytes, of 256"),
        (int(bounds.SECONDS), "seconds of CPU time |"),
    ):
        assert f"| {limit:,} {unit}" in text
