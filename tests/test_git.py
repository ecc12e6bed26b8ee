"""A repository may be a stranger's: nothing that its configuration names is run, and nothing is fetched or written."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint import git
from notelint.errors import NotelintError

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

NOTE = "# A note\n\nText.\n\n![](images/a.png)\n"
VERBS = (
    ("check", "--select", "image-untracked"),
    ("check", "--diff-base", "HEAD"),
    ("check", "--diff-base", "HEAD", "--fix"),
    ("check", "--vault"),
    ("diff", "HEAD"),
    ("diff", "HEAD~1", "HEAD"),
    ("images",),
    ("images", "--orphans"),
    ("baseline", "-o", "../baseline.json"),
    ("convert", "--to", "json", "--schema", "paper-note"),
)

# Each makes git run a program, at some time.
PROGRAMS = (
    ("core", "fsmonitor"),
    ("core", "pager"),
    ("core", "editor"),
    ("core", "sshCommand"),
    ("core", "gitProxy"),
    ("core", "askPass"),
    ("core", "alternateRefsCommand"),
    ("credential", "helper"),
    ("diff", "external"),
    ('diff "x"', "command"),
    ('diff "x"', "textconv"),
    ('filter "x"', "clean"),
    ('filter "x"', "smudge"),
    ('filter "y"', "process"),
    ("gpg", "program"),
    ("interactive", "diffFilter"),
    ("pager", "diff"),
    ("pager", "ls-files"),
    ("sequence", "editor"),
    ("uploadpack", "packObjectsHook"),
    ('remote "origin"', "uploadpack"),
)
SWITCHES = """
[filter "x"]
    required = true
[filter "y"]
    required = true
[remote "origin"]
    url = {elsewhere}
    promisor = true
[core]
    repositoryFormatVersion = 1
    untrackedCache = true
[extensions]
    partialClone = origin
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[protocol "file"]
    allow = always
[alias]
    ls-files = !{program}
    diff = !{program}
[submodule]
    recurse = true
[maintenance]
    auto = true
[gc]
    auto = 1
"""


def call(*arguments: str) -> None:
    """Run git in the working folder, as its user does."""
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], check=False, capture_output=True)


@pytest.fixture
def trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In a repository with every key that makes git run a program: the file that the program writes to."""
    trace = tmp_path / "trace"
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {trace}\ncat\n')
    program.chmod(0o755)
    repository = tmp_path / "repository"
    (repository / "images").mkdir(parents=True)
    monkeypatch.chdir(repository)
    call("init", "--quiet")
    Path("a.md").write_text(NOTE)
    Path("images/a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    call("add", ".")
    call("commit", "--quiet", "--message", "a")
    Path("a.md").write_text(NOTE + "More.\n")
    call("commit", "--quiet", "--all", "--message", "b")
    Path("a.md").write_text(NOTE + "Most  of it.\n")
    Path(".gitattributes").write_text("*.md filter=x diff=x merge=x\n*.png filter=y\n")
    hooks = repository / ".git" / "hooks"
    for hook in ("post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        (hooks / hook).write_text(program.read_text())
        (hooks / hook).chmod(0o755)
    config = "\n".join(f"[{section}]\n\t{key} = {program}" for section, key in PROGRAMS)
    config += SWITCHES.format(program=program, elsewhere=tmp_path / "elsewhere")
    with (repository / ".git" / "config").open("a") as file:
        file.write(config)
    return trace


@pytest.mark.parametrize("arguments", VERBS, ids=" ".join)
def test_no_program_of_the_repository_is_run(arguments: tuple[str, ...], trace: Path, run: Run) -> None:
    """Whatever a verb asks git, no filter, hook, monitor, pager or remote is run, and the index stays as it is."""
    index = Path(".git/index").read_bytes()
    os.utime("images/a.png", (1, 1))  # git would look into the file, and refresh its index
    code, _, err = run(*arguments)
    assert not trace.exists(), trace.read_text()
    assert code < 2, err
    assert Path(".git/index").read_bytes() == index


def test_git_itself_would_run_them(trace: Path) -> None:
    """The repository of this test is as hostile as it is meant to be."""
    call("status")
    call("diff", "HEAD")
    seen = trace.read_text()
    assert seen.count("program") >= 3, seen


def test_what_a_partial_clone_lacks_is_not_fetched(trace: Path, run: Run) -> None:
    """A content that is not here is named, with what to do; the remote's program is not run."""
    name = subprocess.run(["git", "rev-parse", "HEAD:a.md"], check=True, capture_output=True, text=True).stdout.strip()
    trace.unlink(missing_ok=True)
    Path(f".git/objects/{name[:2]}/{name[2:]}").unlink()
    code, _, err = run("diff", "HEAD")
    assert not trace.exists(), trace.read_text()
    assert (code, err) == (
        2,
        f"notelint: a.md: git has not fetched the content {name[:12]}: fetch it, and run this again\n",
    )
    code, _, err = run("check", "--diff-base", "HEAD")
    assert not trace.exists(), trace.read_text()
    assert code == 2


@pytest.mark.parametrize("name", ["GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_TRACE"])
def test_variables_of_git_do_not_count(
    name: str, trace: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the environment tells git to run or to write is not done."""
    monkeypatch.setenv(name, str(trace if name == "GIT_TRACE" else tmp_path / "program"))
    assert run("check", "--diff-base", "HEAD")[0] < 2
    assert not trace.exists(), trace.read_text()


def test_settings_by_variables_do_not_count(trace: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is what variables say in the place of a configuration."""
    program = str(trace.with_name("program"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", program)
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor={program}'")
    assert run("check", "--diff-base", "HEAD")[0] < 2
    assert not trace.exists(), trace.read_text()


def test_a_filter_that_cannot_be_switched_off_is_named(trace: Path, run: Run) -> None:
    """A driver whose name ends the option early would stay on: git is not asked then."""
    call("config", "filter.x=y.clean", str(trace.with_name("program")))
    code, _, err = run("check", "--diff-base", "HEAD")
    assert not trace.exists(), trace.read_text()
    assert (code, err.count("\n")) == (2, 1)
    assert "rename 'filter.x=y' in its configuration" in err


def test_git_in_the_working_folder_is_not_run(trace: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that came with the notes is no git, also where PATH has the working folder."""
    Path("git").write_text(trace.with_name("program").read_text())
    Path("git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{os.pathsep}.{os.pathsep}{os.environ['PATH']}")
    assert run("check", "--diff-base", "HEAD")[0] < 2
    monkeypatch.setenv("PATH", ".")
    assert run("check", "--diff-base", "HEAD")[0] == 2
    assert not trace.exists(), trace.read_text()


def test_a_pipe_in_the_place_of_a_file_of_git(trace: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git would wait for a pipe without end: after some time notelint does no more."""
    monkeypatch.setattr(git, "_PATIENCE", 0.2)
    os.mkfifo("pipe")
    call("config", "include.path", "../pipe")
    code, _, err = run("check", "--diff-base", "HEAD")
    assert not trace.exists(), trace.read_text()
    assert (code, err) == (2, "notelint: git cannot be run: it gave no answer in 0.2 seconds\n")


def test_a_content_of_a_revision_may_be_too_large(run: Run, trace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of files holds for what git has, too."""
    del trace
    monkeypatch.setenv("NOTELINT_MAX_FILE_BYTES", "20")
    with pytest.raises(NotelintError, match=r"^a.md: in git, it has \d+ bytes, more than the 20 that are read; "):
        list(git.contents([("a.md", "HEAD:a.md")]))
    assert run("diff", "HEAD")[0] == 2
