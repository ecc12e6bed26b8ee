"""The file system: which Markdown files are found, what is asked of a folder, and how a file is written."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint.engine.inputs import markdown_files
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.paths import absolute, shown
from notelint.store import Entry, Kind, read_bytes
from notelint.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

pytestmark = pytest.mark.usefixtures("in_temporary_folder")


def plant(folder: Path, *names: str) -> None:
    """Make empty files, with the folders that they need."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def walked(*paths: str) -> list[str]:
    """The Markdown files below paths that all exist."""
    errors: list[NotelintError] = []
    found = list(markdown_files(paths, Files(), on_error=errors.append))
    assert errors == []
    return found


def test_a_folder_gives_its_markdown_files_in_order(tmp_path: Path) -> None:
    """Files with the four suffixes, in any case, sorted, a folder's own files first."""
    plant(tmp_path, "b.md", "a.markdown", "c.qmd", "d.Rmd", "E.MD", "f.txt", "g.md.bak", "sub/a.md", "sub.md")
    assert walked(".") == ["E.MD", "a.markdown", "b.md", "c.qmd", "d.Rmd", "sub.md", "sub/a.md"]


def test_hidden_and_heavy_folders_are_skipped(tmp_path: Path) -> None:
    """What tools keep beside notes is no note; a folder that is named is walked all the same."""
    plant(tmp_path, ".obsidian/a.md", ".venv/b.md", "node_modules/c/d.md", ".hidden.md", "x/.trash/e.md", "x/f.md")
    assert walked(".") == ["x/f.md"]
    assert walked(".obsidian") == [".obsidian/a.md"]


def test_a_file_that_is_named_is_always_given_and_only_once(tmp_path: Path) -> None:
    """Neither its suffix nor .gitignore keeps a named file out; a second mention adds nothing."""
    plant(tmp_path, "notes.txt", "skip.md", "z.md")
    (tmp_path / ".gitignore").write_text("skip.md\n")
    assert walked("z.md", "notes.txt", "skip.md", "./z.md", ".", str(tmp_path / "z.md")) == [
        "z.md",
        "notes.txt",
        "skip.md",
    ]


def test_a_path_that_does_not_exist_is_an_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Each missing path is reported in its turn."""
    plant(tmp_path, "a.md")
    errors: list[NotelintError] = []
    assert list(markdown_files(["no.md", "a.md", "nor-this"], Files(), on_error=errors.append)) == ["a.md"]
    assert [str(error) for error in errors] == ["no.md: no such file or folder", "nor-this: no such file or folder"]


@pytest.mark.usefixtures("in_temporary_folder")
def test_a_path_with_a_slip_is_asked_for() -> None:
    """The path that is there and looks like it, with its folder; none where none does."""
    Path("papers").mkdir()
    Path("papers/attention.md").write_text("Text.")
    errors: list[NotelintError] = []
    for path in ("paper/", "papers/atention.md", "papers/bert.md", "elsewhere/attention.md", "papers/attention.md/x"):
        assert not [*markdown_files([path], Files([path]), on_error=errors.append)]
    assert [str(error).partition(": no such file or folder")[2] for error in errors] == [
        ": did you mean 'papers'?",
        ": did you mean 'papers/attention.md'?",
        "",
        "",
        "",
    ]


def test_what_is_excluded_is_not_walked(tmp_path: Path) -> None:
    """The caller's own exclusions are asked about folders (with a slash) and files."""
    plant(tmp_path, "a.md", "drafts/b.md", "c.md")
    asked: list[str] = []

    def excluded(path: str) -> bool:
        asked.append(os.path.relpath(path) + "/" * path.endswith("/"))
        return path.endswith(("/drafts/", "/c.md"))

    assert list(markdown_files(["."], Files(), excluded=excluded, on_error=print)) == ["a.md"]
    assert asked == ["a.md", "c.md", "drafts/"]


IGNORE_FILES = {
    "a name anywhere": {".gitignore": "skip.md\n"},
    "a folder": {".gitignore": "build/\n"},
    "anchored": {".gitignore": "/notes/*.md\n"},
    "re-included": {".gitignore": "*.md\n!keep.md\n"},
    "re-included below an ignored folder": {".gitignore": "notes/\n!notes/keep.md\n"},
    "everything but": {".gitignore": "/*\n!/notes/\nnotes/*\n!notes/keep.md\n"},
    "nested wins": {".gitignore": "keep.md\n", "notes/.gitignore": "!keep.md\n/skip.md\n"},
    "double star": {".gitignore": "**/build/**/a.md\n"},
    "a folder re-included does not re-include its files": {".gitignore": "*.md\n!notes/\n"},
    "CRLF, comments, spaces, a byte order mark": {".gitignore": "\ufeffskip.md\r\n# no\r\n\r\nbuild/ \r\n"},
    "lines that are no pattern": {".gitignore": "!\n\\\nskip.md\n"},
    "the repository's own exclude file": {".git/info/exclude": "skip.md\n"},
    "an exclude file is overruled": {".git/info/exclude": "*.md\n", ".gitignore": "!keep.md\n"},
}
TREE = (
    "keep.md",
    "skip.md",
    "notes/keep.md",
    "notes/skip.md",
    "notes/deep/build/x/a.md",
    "build/a.md",
    "build/keep.md",
)


@pytest.mark.parametrize("files", IGNORE_FILES.values(), ids=IGNORE_FILES)
def test_git_and_we_ignore_the_same_files(tmp_path: Path, files: Mapping[str, str]) -> None:
    """What git would add is what is walked."""
    subprocess.run(["git", "init", "-q"], check=True)
    plant(tmp_path, *TREE)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    command = ["git", "-c", "core.excludesFile=", "ls-files", "--others", "--exclude-standard", "*.md"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert sorted(walked(".")) == sorted(listed)


def test_rules_of_the_folders_above_hold_up_to_the_repository(tmp_path: Path) -> None:
    """A walk that starts inside a repository knows the rules above it; those outside it do not count."""
    plant(tmp_path, "repo/.git/config", "repo/notes/skip.md", "repo/notes/keep.md", "repo/build/a.md")
    (tmp_path / ".gitignore").write_text("keep.md\n")
    (tmp_path / "repo/.gitignore").write_text("skip.md\nbuild/\n")
    assert walked("repo/notes") == ["repo/notes/keep.md"]
    assert walked("repo/build") == ["repo/build/a.md"], "a folder that is named is walked though it is ignored"


def test_a_file_and_its_alias_are_one(tmp_path: Path) -> None:
    """A walked folder gives a file once, under its own name; an alias of what the walk does not meet stays one."""
    plant(tmp_path, "elsewhere/out.md", "tree/b.md", "tree/c/d.md", "tree/.hidden/e.md")
    for link, target in (
        ("tree/a.md", "b.md"),
        ("tree/c/b.md", "../b.md"),
        ("tree/x.md", "../elsewhere/out.md"),
        ("tree/y.md", "../elsewhere/out.md"),
        ("tree/z.md", ".hidden/e.md"),
        ("linked", "tree"),
    ):
        (tmp_path / link).symlink_to(target)
    assert walked("tree") == ["tree/b.md", "tree/x.md", "tree/z.md", "tree/c/d.md"]
    assert walked("linked") == ["linked/b.md", "linked/x.md", "linked/z.md", "linked/c/d.md"]
    assert walked("tree/a.md") == ["tree/a.md"], "what is named is given"


def test_link_loops_end_and_a_tree_is_walked_once(tmp_path: Path) -> None:
    """Links to a folder above, to itself, and between folders add nothing; one that leads out is followed once."""
    plant(tmp_path, "tree/a/one.md", "tree/b/two.md", "elsewhere/three.md")
    (tmp_path / "tree/a/up").symlink_to(tmp_path / "tree")
    (tmp_path / "tree/a/further-up").symlink_to(tmp_path)
    (tmp_path / "tree/b/across").symlink_to(tmp_path / "tree/a")
    (tmp_path / "tree/self").symlink_to(tmp_path / "tree/self")
    (tmp_path / "tree/out").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "tree/out-again").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/back").symlink_to(tmp_path / "elsewhere")
    assert walked("tree") == ["tree/a/one.md", "tree/b/two.md", "tree/out/three.md"]


def test_questions_are_answered_from_one_listing(tmp_path: Path) -> None:
    """A folder is scanned once; what was asked is known; a path that cannot be is simply not there."""
    tree = {"/n": {"a.png": Entry(Kind.FILE), "sub": Entry(Kind.FOLDER), "pipe": Entry(Kind.OTHER)}}
    scanned: list[str] = []

    class Shelf:
        def scan(self, folder: str) -> Mapping[str, Entry]:
            scanned.append(folder)
            if folder not in tree:
                raise FileNotFoundError(folder)
            return tree[folder]

        def read(self, path: str, _: int = -1) -> bytes:
            raise FileNotFoundError(path)

    files = Files(store=Shelf())
    kinds = [(files.is_file(path), files.is_dir(path)) for path in ("/n/a.png", "/n/A.png", "/n/x/../sub", "/n/pipe")]
    assert kinds == [(True, False), (False, False), (False, True), (False, False)]
    assert {*files.entries("/n/")} == {"a.png", "sub", "pipe"}
    assert not files.is_dir("/m/n")
    assert scanned == ["/n", "/m"]
    assert [Files().is_file(path) for path in ("a\0b.png", "\ud800.png", "x" * 5000)] == [False, False, False]
    assert Files().entries(str(tmp_path / "none")) == {}
    assert Files().is_dir("/")


def _ask_everything(files: Files) -> None:
    """Each question that a check can put, about the folder `n` in a repository."""
    files.entries("n")
    files.read("n/long.png", 10)
    files.derived("n/a.md", len)
    files.is_tracked("n/a.md")
    files.repository_root("n/a.md")
    files.vault_root("n/a.md")
    files.is_file("later/c.md")
    files.spelled("soon", "a.md")
    for name in ("a.md", "b.md"):
        files.find(name)
        files.has("n", name)
        files.spelled("n", name.upper())
        files.is_file(f"n/{name}")
        files.is_dir(f"n/{name}")
        files.is_empty(f"n/{name}")


def _make_repository(folder: Path) -> None:
    plant(folder, "n/a.md", "n/long.png", ".notelint_cache/x")
    (folder / "n/long.png").write_bytes(bytes(20))
    for command in (("init", "-q"), ("add", "n")):
        subprocess.run(["git", *command], cwd=folder, check=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "n/b.md").touch(),
        lambda folder: (folder / "n/b.md").mkdir(),
        lambda folder: (folder / "n/a.md").unlink(),
        lambda folder: (folder / "n/a.md").rename(folder / "n/A.md"),
        lambda folder: (folder / "n/a.md").write_text("x"),
        lambda folder: (folder / "n/long.png").write_bytes(b"other".ljust(20, b"\0")),
        lambda folder: (folder / "n/long.png").write_bytes(bytes(9)),
        lambda folder: (folder / "n/c.md").touch(),
        lambda folder: (folder / "b.md").touch(),
        lambda folder: (folder / "n/.obsidian").mkdir(),
        lambda folder: (folder / "n/.git").mkdir(),
        lambda folder: plant(folder, "later/c.md"),
        lambda folder: plant(folder, "soon/A.md"),
        lambda folder: (folder / ".gitignore").write_text("a.md"),
        lambda folder: subprocess.run(["git", "rm", "-q", "--cached", "n/a.md"], cwd=folder, check=True),
    ],
    ids=[
        *(
            "a file comes",
            "a folder comes",
            "a file goes",
            "its case changes",
            "its text changes",
            "its start changes",
        ),
        *("it is shorter", "the listing changes", "a name elsewhere", "a vault", "a repository"),
        *("a folder with the file", "a folder with its like", "it is ignored", "it is no more tracked"),
    ],
)
def test_the_facts_change_with_what_was_asked(change: Callable[[Path], object], tmp_path: Path) -> None:
    """What a check was told is kept with the question: after a change, the same questions have other answers."""
    _make_repository(tmp_path)
    files = Files(["n"])
    _, questions = files.observed(lambda: _ask_everything(files))
    answers = [files.answer(*each) for each in questions]
    assert [Files(["n"]).answer(*each) for each in questions] == answers
    assert files.observed(list) == ([], ())
    change(tmp_path)
    assert [Files(["n"]).answer(*each) for each in questions] != answers


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "n/long.png").write_bytes(bytes(10) + b"more"),
        lambda folder: (folder / ".notelint_cache/y").touch(),
        lambda folder: (folder / "c.md").touch(),
    ],
    ids=["behind what was read", "the folder of notelint itself", "a name that nobody asked about"],
)
def test_the_facts_stay_while_nothing_that_was_asked_changes(change: Callable[[Path], object], tmp_path: Path) -> None:
    """Else each new note would make the results of all others void."""
    _make_repository(tmp_path)
    files = Files(["n"])
    _, questions = files.observed(lambda: _ask_everything(files))
    answers = [files.answer(*each) for each in questions]
    change(tmp_path)
    assert [Files(["n"]).answer(*each) for each in questions] == answers


@pytest.mark.parametrize("folder", [".", "/"], ids=["a folder", "the root"])
def test_a_path_is_absolute_as_the_system_has_it(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is seen at a glance is the same, too: paths with and without dots, slashes and a beginning."""
    monkeypatch.chdir(folder)
    parts = ("", ".", "..", "a", ".b", "c.")
    paths = {"/".join(each) for count in range(1, 5) for each in product(parts, repeat=count)}
    # This function is what is meant: `Path.resolve` follows links.
    expected = {path: os.path.abspath(path).replace(os.sep, "/") for path in paths}  # noqa: PTH100
    assert {path: absolute(path) for path in paths} == expected


def test_every_question_is_a_fact() -> None:
    """Whatever a check may ask of the files can be asked again; only what no check uses cannot."""
    root = Path(__file__).parents[1] / "notelint"
    modules = [*(root / "checks").glob("*.py"), *(root / "targets").glob("*.py")]
    texts = [path.read_text("utf-8") for path in modules if path.name != "uses.py"]  # of `notelint images`
    assert not [text for text in texts if ".tree(" in text or ".project_root(" in text]
    methods = {name for name in vars(Files) if not name.startswith("_")} - {
        "tree",
        "project_root",
        "observed",
        "answer",
        "peek",
        "reread",
    }
    files = Files()
    for name in methods:
        arguments = {"derived": ("a", len), "has": ("a", "b"), "spelled": ("a", "b")}.get(name, ("a",))
        _, questions = files.observed(partial(getattr(files, name), *arguments))
        assert questions, name


def test_find_knows_every_file_of_a_name(tmp_path: Path) -> None:
    """All files of exactly that name in the repository of the named paths, each once, but hidden and ignored ones."""
    plant(tmp_path, "r/a/x.png", "r/b/c/x.png", "r/b/X.png", "r/skip/x.png", "r/.git/x.png", "s/x.png", "s/t/n.md")
    (tmp_path / "r/.gitignore").write_text("skip/\n")
    files = Files(["r/a", "r/b/none.md"])
    assert files.find("x.png") == ("r/a/x.png", "r/b/c/x.png")
    assert files.find("y.png") == ()
    assert Files(["s/t/n.md"]).find("x.png") == ()
    assert Files(["s/t/n.md", "s"]).find("x.png") == ("s/x.png",)


def test_the_repository_of_a_path(tmp_path: Path) -> None:
    """The nearest folder with `.git`, be it a folder or (in a worktree) a file."""
    plant(tmp_path, "outer/.git/config", "outer/a/b.md", "outer/inner/.git", "outer/inner/c.md")
    files = Files()
    assert files.repository_root("outer/a/b.md") == f"{tmp_path}/outer"
    assert files.repository_root("outer/inner/c.md") == f"{tmp_path}/outer/inner"
    assert files.repository_root("/") is None


def test_paths_are_shown_relative_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A neighbour is reached by `..`; what has nothing in common with the working folder stays absolute."""
    plant(tmp_path, "here/a.md", "there/b.md")
    monkeypatch.chdir(tmp_path / "here")
    assert [shown(str(tmp_path / "here/a.md")), shown("../there/./b.md"), shown("/c.md")] == [
        "a.md",
        "../there/b.md",
        "/c.md",
    ]


def test_writing_replaces_a_file_and_keeps_its_mode(tmp_path: Path) -> None:
    """The new bytes and the old mode; a new file's mode is what the umask leaves; nothing is left beside them."""
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_bytes(b"1")
    old.chmod(0o640)
    write_file("old.md", [b"2", b"\r\n"])
    write_file("new.md", [b"3"])
    umask = os.umask(0)
    os.umask(umask)
    assert (old.read_bytes(), new.read_bytes()) == (b"2\r\n", b"3")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (old, new)] == [0o640, 0o666 & ~umask]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.md", "old.md"]


def test_a_file_of_the_longest_name_is_written(tmp_path: Path) -> None:
    """84 Chinese letters and an ending are as long as a name can be on most disks, which count bytes."""
    name = "注" * 84 + ".md"
    plant(tmp_path, name)
    write_file(name, [b"new"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {name: b"new"}


def test_writing_follows_a_link(tmp_path: Path) -> None:
    """The file that a link points to is written, and the link stays one."""
    plant(tmp_path, "real/a.md")
    (tmp_path / "link.md").symlink_to("real/a.md")
    write_file("link.md", [b"new"])
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real/a.md").read_bytes() == b"new"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new file cannot take its place, the old one is as it was."""
    (tmp_path / "a.md").write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(NotelintError, match=r"^a\.md: cannot be written: No space left on device$"):
        write_file("a.md", [b"new"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.md": b"old"}


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFO on Windows")
def test_what_is_no_regular_file_is_written_to_directly(tmp_path: Path) -> None:
    """A pipe is not replaced by a file."""
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file("pipe", [b"through"])
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("no.md", "no.md: cannot be read: No such file or directory"),
        (".", ".: cannot be read: Is a directory"),
        ("a\0b", "a\0b: cannot be read: no file can have such a name"),
    ],
    ids=["missing", "a folder", "no path at all"],
)
def test_a_file_that_cannot_be_read_is_one_line(path: str, message: str) -> None:
    """The path and the reason."""
    with pytest.raises(NotelintError) as caught:
        read_bytes(path)
    assert str(caught.value) == message


def test_a_file_that_cannot_be_written_is_one_line() -> None:
    """The path and the reason."""
    with pytest.raises(NotelintError, match=r"^none/a\.json: cannot be written: No such file or directory$"):
        write_file("none/a.json", [b""])
