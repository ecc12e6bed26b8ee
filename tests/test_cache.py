"""The cache: a run that uses it says what a run without says, whatever has changed and whatever lies in its folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notelint import cache
from notelint.cache import Cache, Entry, program_stamp
from notelint.engine.checker import Checker
from notelint.engine.earlier import Earlier
from notelint.engine.inputs import Input
from notelint.engine.outcome import Outcome
from notelint.files import Files
from notelint.source import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from notelint.diagnostic import Safety

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("in_temporary_folder")

FOLDER = Path(".notelint_cache")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Study",
    "x-markdown": {"note": {"heading": r"(?P<title>.+)"}},
    "type": "object",
    "required": ["title", "summary"],
    "properties": {
        "title": {"type": "string"},
        "summary": {"type": "string", "x-markdown": {"section": "Summary"}},
    },
}
CONFIGURATION = 'image-roots = ["pictures"]\nschemas = [{ paths = ["study.md"], schema = "study.json" }]\n'
NOTES = {
    "notelint.toml": CONFIGURATION,
    "study.json": json.dumps(SCHEMA),
    "study.md": "# BERT\n\n## Summary\n\nText.\n",
    "images.md": "# Images\n\n![](a.png) ![](/b.png) ![](sub/C.png) ![[d.png]] ![](d.png) ![](later/f.png)\n"
    "\n<!-- notelint: ignore[image-alt] why -->\n",
    "links.md": "# Links\n\n[here](other.md#heading-two) [[other#Heading two]] [there](gone.md) [up](#links)\n",
    "other.md": "# Other\n\n## Heading  two\n\nText.\n",
    ".gitignore": "skipped/\n",
}


@pytest.fixture(autouse=True)
def vault(tmp_path: Path) -> None:
    """A small repository of notes, where git knows all files but one image."""
    make_vault(tmp_path)


def make_vault(folder: Path) -> None:
    """Write the notes and the images, and tell git of them."""
    for name in ("pictures", "sub", "skipped"):
        (folder / name).mkdir()
    for name, text in NOTES.items():
        (folder / name).write_text(text, "utf-8")
    for name in ("a.png", "pictures/b.png", "sub/c.png", "sub/d.png"):
        (folder / name).write_bytes(PNG)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "add", "*.md", "a.png", "pictures", "sub/d.png"], cwd=folder, check=True)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are checked, not looked up."""
    paths: list[str] = []
    outcome = Checker.outcome

    def check(checker: Checker, each: Input, fixes: Collection[Safety], *, with_keys: bool) -> Outcome:
        paths.append(each.path)
        return outcome(checker, each, fixes, with_keys=with_keys)

    monkeypatch.setattr(Checker, "outcome", check)
    return paths


def check(run: Run, *options: str) -> tuple[int, str, str]:
    """A check of everything by one process."""
    return run("check", ".", "--select", "all", "--ignore", "vault", "--jobs", "1", *options)


MARKDOWN = ["images.md", "links.md", "other.md", "study.md"]


def test_what_is_known_is_not_checked_again(run: Run, checked: list[str]) -> None:
    """A second run says the same and checks nothing; a run that does without the cache checks all."""
    first = check(run)
    assert checked == MARKDOWN
    checked.clear()
    assert check(run) == first
    assert check(run, "--output-format", "json") == check(run, "--output-format", "json", "--no-cache")
    assert checked == MARKDOWN
    assert first[1]


def test_only_what_has_changed_is_checked_again(run: Run, checked: list[str]) -> None:
    """A new note and a new image elsewhere make no other result void."""
    check(run)
    checked.clear()
    Path("sub/new.md").write_text("# New\n", "utf-8")
    Path("sub/new.png").write_bytes(PNG)
    Path("study.md").write_text("# BERT\n", "utf-8")
    assert check(run) == check(run, "--no-cache")
    assert checked == ["study.md", "sub/new.md", *MARKDOWN, "sub/new.md"]


def git(*arguments: str) -> None:
    """Run git in the working folder."""
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def write(name: str, text: str) -> None:
    """Give a file another text."""
    Path(name).write_text(text, "utf-8")


CHANGES: dict[str, Callable[[], object]] = {
    "a note is written": lambda: write("other.md", "# Other\n\n![](none.png)\n"),
    "an image goes": Path("a.png").unlink,
    "an image in a root goes": Path("pictures/b.png").unlink,
    "an image that was missing comes": lambda: Path("sub/C.png").write_bytes(PNG),
    "its folder comes, too": lambda: shutil.copytree("pictures", "later") and shutil.copy("a.png", "later/f.png"),
    "the case of an image changes": lambda: Path("sub/c.png").rename("sub/C.png"),
    "an image found by its name moves": lambda: Path("sub/d.png").rename("sub/e.png"),
    "an image holds another type": lambda: Path("a.png").write_bytes(b"GIF89a" + bytes(50)),
    "an image is larger": lambda: Path("a.png").write_bytes(PNG + bytes(1_000_000)),
    "an image is a folder now": lambda: shutil.move("a.png", "b.png") and Path("sub").rename("a.png"),
    "git knows an image": lambda: git("add", "sub/c.png"),
    "git knows an image no more": lambda: git("rm", "-q", "--cached", "a.png"),
    "git knows a note no more": lambda: git("rm", "-q", "--cached", "images.md"),
    "there is no repository": lambda: shutil.rmtree(".git"),
    "a linked heading changes": lambda: write("other.md", "# Other\n\n## Heading three\n"),
    "a linked note comes": lambda: write("gone.md", "# Gone\n"),
    "a linked note goes": Path("other.md").unlink,
    "an image is ignored": lambda: write(".gitignore", "sub/\n"),
    "a vault begins": Path(".obsidian").mkdir,
    "the schema changes": lambda: write(
        "study.json", json.dumps({**SCHEMA, "required": ["title"], "description": "Another"})
    ),
    "the schema asks for more": lambda: write("study.json", json.dumps(SCHEMA).replace("Summary", "Abstract")),
    "a root is configured no more": lambda: write("notelint.toml", CONFIGURATION.replace("pictures", "elsewhere")),
    "a severity is configured": lambda: write("notelint.toml", f'severity = {{ image = "info" }}\n{CONFIGURATION}'),
    "a rule is ignored": lambda: write("notelint.toml", f'ignore = ["image-case"]\n{CONFIGURATION}'),
    "a rule is ignored in a file": lambda: write(
        "notelint.toml", f'per-file-ignores = {{ "images.md" = ["image"] }}\n{CONFIGURATION}'
    ),
    "images may be larger": lambda: write("notelint.toml", f"image-max-bytes = 10\n{CONFIGURATION}"),
    "another schema is configured": lambda: write("notelint.toml", CONFIGURATION.replace("study.json", "paper-note")),
    "the configuration goes": Path("notelint.toml").unlink,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_gives_no_stale_answer(change: Callable[[], object], run: Run) -> None:
    """After each of these a run with the cache says what one without it says: something else than before."""
    before = check(run)
    assert check(run) == before
    change()
    now = check(run)
    assert now == check(run, "--no-cache")
    assert now != before


@pytest.mark.parametrize(
    "options",
    [
        ("--ignore", "image-alt"),
        ("--ignore-suppressions",),
        ("--schema", "study.json"),
        ("--schema", "paper-note"),
        ("--isolated",),
        ("--config", 'severity = { image = "info" }'),
    ],
    ids=["ignore", "suppressions", "schema", "a shipped schema", "isolated", "a key"],
)
def test_options_count(options: tuple[str, ...], run: Run) -> None:
    """What was found with some options is not taken for what others find; and both are kept."""
    plain = check(run)
    with_options = check(run, *options)
    assert with_options != plain
    assert with_options == check(run, *options, "--no-cache")
    assert check(run) == plain


def test_the_schema_that_is_named_counts_by_its_content(run: Run) -> None:
    """Not by its name alone."""
    before = check(run, "--schema", "study.json")
    write("study.json", json.dumps(SCHEMA).replace("Summary", "Abstract"))
    assert before != check(run, "--schema", "study.json") == check(run, "--schema", "study.json", "--no-cache")


def test_a_baseline_counts_by_its_content(run: Run) -> None:
    """Made, named, changed and left out."""
    before = check(run)
    run("baseline", ".")
    known = check(run, "--baseline", "notelint-baseline.json")
    assert known[1] != before[1]
    write("notelint-baseline.json", '{"version": 1, "findings": []}')
    assert check(run, "--baseline", "notelint-baseline.json") == before
    assert check(run) == before


def test_the_working_folder_counts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings name files by their way from there."""
    check(run)
    monkeypatch.chdir("sub")
    shutil.copy("../links.md", "links.md")
    assert run("check", "links.md") == run("check", "links.md", "--no-cache")
    assert run("check", "..") == run("check", "..", "--no-cache")


@pytest.mark.parametrize("name", ["__version__", "gmtime", "_own_files", "_installed"])
def test_another_notelint_or_year_checks_anew(
    name: str, run: Run, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version, a changed checkout, packages that were installed since, and the next year."""
    check(run)
    checked.clear()
    others: dict[str, object] = {
        "__version__": "99",
        "gmtime": lambda: type("Then", (), {"tm_year": 2099}),
        "_own_files": lambda: [("notelint/rule.py", 1, 1)],
        "_installed": lambda: [("site-packages", 1, 1)],
    }
    monkeypatch.setattr(cache, name, others[name])
    check(run)
    assert checked == MARKDOWN


def test_the_stamp_is_the_same_in_every_run() -> None:
    """Else nothing would ever be known; and it looks at all of a checkout."""
    assert program_stamp() == program_stamp()
    if not (Path(cache.__file__).parent / "shipped").is_dir():
        names = [path for path, _, _ in cache._own_files()]
        assert {Path(name).name for name in names} >= {
            "cache.py",
            "image.py",
            "image-missing.md",
            "record.json",
        }


VARIANTS = {
    "images.md": ["![](a.png)\n", "![](sub/c.png) ![](none.png)\n", "![[d.png]]\n"],
    "links.md": ["[x](other.md#two)\n", "[x](third.md) [y](a.png)\n"],
    "other.md": ["# One\n", "# One\n\n## Two\n"],
    "third.md": ["# Third  heading\n"],
    "notelint.toml": ["", 'ignore = ["image-missing"]\n', 'image-roots = ["sub"]\n'],
    ".gitignore": ["", "sub/\n"],
    "a.png": ["", "GIF89a"],
    "sub/c.png": [""],
    "sub/C.png": [""],
    "d.png": [""],
}
STEPS = st.lists(
    st.one_of(
        *(st.tuples(st.just(name), st.sampled_from([*texts, None])) for name, texts in VARIANTS.items()),
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=2, max_size=4))
def test_whatever_changes_a_warm_run_says_the_same(run: Run, rounds: list[list[tuple[str, str | None]]]) -> None:
    """Files come, change and go at random between runs."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for steps in rounds:
        for name, text in steps:
            if text is None:
                Path(name).unlink(missing_ok=True)
            else:
                write(name, text)
        assert check(run) == check(run, "--no-cache")


def shards() -> list[Path]:
    """The files of results."""
    return sorted(path for path in FOLDER.iterdir() if len(path.name) == 2)


def with_lines(change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """A change of each line but the first, which is the stamp; the digest of a line is made anew."""

    def changed(data: bytes) -> bytes:
        stamp, *lines = data.decode("utf-8").splitlines()
        said = (change(line.rpartition("\t")[0]) for line in lines)
        sealed = (f"{each}\t" + digest(f"{stamp}\n{each}".encode(), cache._key()) + "\n" for each in said)
        return "".join([f"{stamp}\n", *sealed]).encode()

    return changed


def with_field(number: int, text: str) -> Callable[[bytes], bytes]:
    """A change of one field of each line: 3 holds the facts, 4 the findings."""

    def changed(line: str) -> str:
        fields = line.split("\t")
        return "\t".join([*fields[:number], text, *fields[number + 1 :]])

    return with_lines(changed)


@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-20],
        lambda data: bytes(len(data)),
        lambda data: b"\xff\xfe" + data,
        lambda _: b"SQLite format 3\0" + bytes(4000),
        with_lines(lambda line: line.replace("\t", " ")),
        with_field(3, "null"),
        with_field(3, "[[]]"),
        with_field(3, '[[["__init__", "a"], null]]'),
        with_field(3, '[[["_store"], null]]'),
        with_field(3, '[[["kind", 5], null]]'),
        with_field(3, '[[["kind"], null]]'),
        with_field(3, '[[["read", "/dev/zero", -1], ""]]'),
        with_field(3, '[[["read", "a.png", "all"], ""]]'),
        with_field(3, '[[[["kind"], "a"], null]]'),
        with_field(3, "[" * 100_000),
        with_field(4, "[" * 100_000),
        with_field(4, '[["image-missing", "error", null, [0, 99999], "x", null, null, []]]'),
        with_field(4, '{"a": 1}'),
        with_field(4, "1e999"),
        with_field(5, "5 or so"),
        with_field(5, "note\tnote"),
    ],
    ids=[
        *("empty", "half of it", "cut off", "zeros", "no UTF-8", "another format", "no fields", "no list", "no pair"),
        *("a method of Python", "an attribute", "a path that is a number", "no path", "a device", "a size in words"),
        *("a question that is a list", "brackets in facts", "brackets in findings", "a span outside", "an object"),
        *("a number", "a key that is none", "a field too many"),
    ],
)
def test_a_file_that_is_not_ours_is_no_result(change: Callable[[bytes], bytes], run: Run) -> None:
    """Torn, foreign or hostile: it is as if it were not there, and is replaced."""
    expected = check(run)
    for path in shards():
        path.write_bytes(change(path.read_bytes()))
    assert check(run) == expected
    assert check(run) == expected


@pytest.mark.parametrize("old", [b"error", b"does not exist", b"[[", b"bert"])
def test_a_flipped_bit_is_seen(old: bytes, run: Run) -> None:
    """A result that was changed after it was kept is not used, wherever that was: it has a digest."""
    expected = check(run)
    for path in shards():
        data = path.read_bytes()
        path.write_bytes(data.replace(old, bytes([old[0] ^ 1]) + old[1:]))
    assert check(run) == expected


def test_an_emptied_result_hides_nothing(run: Run) -> None:
    """Nor one whose findings were taken out, the rest as it was."""
    expected = check(run)
    for path in shards():
        stamp, *lines = path.read_text("utf-8").splitlines()
        fields = [line.split("\t") for line in lines]
        path.write_text("\n".join([stamp, *("\t".join([*each[:4], "[]", *each[5:]]) for each in fields), ""]), "utf-8")
    assert check(run) == expected


def test_a_cache_that_came_with_the_files_is_not_trusted(
    run: Run, checked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else made it, with another key: all is checked, and from then on known."""
    expected = check(run)
    home = tmp_path.parent / f"{tmp_path.name}-other"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    cache._key.cache_clear()
    checked.clear()
    try:
        assert check(run) == expected
        assert checked == MARKDOWN
        checked.clear()
        assert check(run) == expected
        assert checked == []
        key = home / "notelint" / "key"
        assert key.stat().st_mode & 0o077 == 0
        key.chmod(0o644)  # as one that came with a checkout
        cache._key.cache_clear()
        assert check(run) == expected
        assert checked == MARKDOWN
    finally:
        cache._key.cache_clear()


def test_where_no_key_can_be_kept_all_is_checked(
    run: Run, checked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is nothing to complain of."""
    expected = check(run, "--no-cache")
    (tmp_path / "skipped" / "file").write_text("")
    for home in ("relative", str(tmp_path / "skipped" / "file")):
        monkeypatch.setenv("XDG_CACHE_HOME", home)
        for _ in range(2):
            cache._key.cache_clear()
            checked.clear()
            assert check(run) == expected
            assert checked == MARKDOWN
    cache._key.cache_clear()


@pytest.mark.skipif(sys.platform == "win32", reason="no FIFO on Windows, and links need rights")
def test_what_is_no_file_is_left_alone(run: Run, tmp_path: Path) -> None:
    """A pipe in place of a file of results stops no run, and a link in place of the folder is not followed."""
    expected = check(run)
    for path in shards():
        path.unlink()
        os.mkfifo(path)
    assert check(run) == expected
    shutil.rmtree(FOLDER)
    outside = tmp_path / "skipped"
    FOLDER.symlink_to(outside)
    assert check(run) == expected
    assert list(outside.iterdir()) == []
    run("clean")
    assert FOLDER.is_symlink()


def test_a_cache_that_cannot_be_written_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in its place, and a disk that is full or read-only, are nothing to complain of."""
    expected = check(run, "--no-cache")
    assert not FOLDER.exists()
    FOLDER.write_text("mine", "utf-8")
    assert check(run) == expected
    assert FOLDER.read_text("utf-8") == "mine"
    FOLDER.unlink()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    assert check(run) == expected


def test_runs_at_once_do_not_disturb_each_other(run: Run) -> None:
    """Several processes begin with no cache; each says the same, and what they leave is right."""
    expected = check(run, "--no-cache")
    command = [sys.executable, "-m", "notelint", "check", ".", "--select", "all", "--ignore", "vault"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        for _ in range(4)
    ]
    said = [(*each.communicate(), each.returncode) for each in runs]
    assert [(code, out, err) for out, err, code in said] == [expected] * 4
    assert check(run) == expected
    assert not list(FOLDER.glob("*.tmp"))


def test_the_folder_says_what_it_is(run: Run) -> None:
    """It is ignored by git and by backups, lies beside the configuration, and is gone after `clean`."""
    check(run)
    assert (FOLDER / ".gitignore").read_text("utf-8") == "*\n"
    assert (FOLDER / "CACHEDIR.TAG").read_text("utf-8").startswith("Signature: 8a477f597d28d172789f06886806bc55")
    status = subprocess.run(["git", "status", "--porcelain"], capture_output=True, text=True, check=True).stdout
    assert ".notelint_cache" not in status
    assert run("clean") == (0, "", ".notelint_cache deleted.\n")
    assert not FOLDER.exists()
    assert run("clean") == (0, "", ".notelint_cache does not exist: nothing to delete.\n")
    FOLDER.mkdir()
    (FOLDER / "precious").touch()
    run("clean")
    assert (FOLDER / "precious").exists()


def test_clean_refuses_a_path_that_does_not_exist(run: Run) -> None:
    """A misspelt path is not a reason to delete the cache of this folder."""
    write("n.md", "# A note\n")
    run("check", "n.md")
    assert run("clean", "nowhere") == (2, "", "notelint: nowhere: no such file or folder\n")
    assert Path(".notelint_cache").is_dir()


def test_it_lies_in_the_folder_of_the_project(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The configuration's, else the repository's, else the working folder; `clean` looks there, too."""

    def caches() -> set[str]:
        return {path.parent.relative_to(tmp_path).as_posix() for path in tmp_path.rglob(".notelint_cache")}

    monkeypatch.chdir("sub")
    write("n.md", "# A note\n")
    run("check", "n.md")
    assert caches() == {"."}
    run("clean")
    assert caches() == set()
    Path("../notelint.toml").unlink()
    run("check", "n.md")
    assert caches() == {"."}
    run("clean", "..")
    shutil.rmtree("../.git")
    run("check", "n.md")
    assert caches() == {"sub"}


@pytest.mark.parametrize(
    "options", [("--no-cache",), ("--vault",), ("--add-ignore=why",)], ids=["none", "vault", "hide"]
)
def test_some_runs_keep_nothing(options: tuple[str, ...], run: Run) -> None:
    """Nor does one of standard input."""
    check(run, *options)
    assert not FOLDER.exists()


def test_the_cache_is_no_text_that_names_images(run: Run) -> None:
    """What it says of an image does not make that image a used one."""
    before = run("images", "--orphans", ".")
    check(run)
    assert run("images", "--orphans", ".") == before


def test_where_nothing_is_to_be_fixed_nothing_is_done(run: Run, checked: list[str]) -> None:
    """Of what is known only the files with a fix are worked on; what is left then is known, too."""
    write("twice.md", "# Twice  the spaces\n\n![](none.png)\n")
    options = ("twice.md", "study.md", "--output-format", "concise", "--select", "heading-whitespace,image-missing")
    run("check", *options)
    checked.clear()
    fixed = run("check", "--fix", *options)
    assert checked == ["twice.md"]
    assert Path("twice.md").read_text("utf-8") == "# Twice the spaces\n\n![](none.png)\n"
    assert fixed[1] == 'twice.md:3:5: error[image-missing]: image "none.png" does not exist\n'
    assert run("check", "--fix", *options)[1] == fixed[1]
    assert checked == ["twice.md"]


def test_a_fix_of_one_note_is_seen_by_the_next(run: Run) -> None:
    """A heading that is fixed is what a link of a later note is checked against, with the cache and without."""
    write("a.md", "# A\n\n## One #two\n\n## Heading  one\n")
    write("b.md", "# B\n\n[x](a.md#heading--one) [y](a.md#heading-one)\n")
    options = ("check", "a.md", "b.md", "--fix", "--output-format", "concise")
    texts = Path("a.md").read_text("utf-8"), Path("b.md").read_text("utf-8")
    cold = run(*options, "--no-cache")
    write("a.md", texts[0])
    run("check", "a.md", "b.md")
    assert run(*options) == cold


def test_a_file_that_was_read_again_counts_as_it_was_then(tmp_path: Path) -> None:
    """Other questions are asked once in a run, but a fix writes files while it goes on."""
    target = tmp_path / "target.md"
    target.write_bytes(b"before")
    files, kept = Files(), Cache(str(tmp_path), "stamp")
    known = Earlier(kept, files, lambda _: "settings")
    question = ["read", str(target), -1]
    for name, others in (("first.md", ()), ("second.md", ([["is_empty", str(tmp_path)], False],))):
        facts = json.dumps([[question, digest(b"before")], *others])
        kept.keep(name, "settings", digest(b"text"), Entry(facts, "[]"))
    kept.save()
    first = Input("first.md", b"text")
    assert known.find(first) == Outcome(first, holds_note=False, keys=[], is_known=True)
    target.write_bytes(b"after")
    files.read(str(target))
    assert known.find(Input("second.md", b"text")) is None


ENTRY = Entry("[]", "[]")


def test_it_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one path a few results are kept, and of all only what was written last."""
    monkeypatch.setattr(cache, "_LARGEST", 850)
    kept = Cache(str(tmp_path), "stamp")
    for number in range(10):
        kept.keep("a.md", f"settings {number}", "content", ENTRY)
    kept.keep("a.md", "settings 9", "other content", ENTRY)
    kept.save()
    found = [Cache(str(tmp_path), "stamp").find("a.md", f"settings {number}", "content") for number in range(10)]
    assert found == [None] * 6 + [ENTRY] * 3 + [None]
    assert Cache(str(tmp_path), "stamp").find("a.md", "settings 9", "other content") == ENTRY
    assert Cache(str(tmp_path), "another stamp").find("a.md", "settings 9", "other content") is None
    names = [f"{number}.md" for number in range(5000)]
    for name in names:
        kept.keep(name, "settings", "content", ENTRY)
    kept.save()
    assert max(path.stat().st_size for path in shards()) <= 850 + len("stamp\n")
    again = Cache(str(tmp_path), "stamp")
    first, last = (
        sum(again.find(name, "settings", "content") == ENTRY for name in part) for part in (names[:500], names[-500:])
    )
    assert first < 20
    assert last == 500


def test_a_run_on_one_file_reads_its_part_alone(tmp_path: Path) -> None:
    """However many results there are."""
    kept = Cache(str(tmp_path), "stamp")
    for number in range(2000):
        kept.keep(f"{number}.md", "settings", "content", ENTRY)
    kept.save()
    assert len(shards()) > 200
    again = Cache(str(tmp_path), "stamp")
    assert again.find("7.md", "settings", "content") == ENTRY
    assert len(again._read) == 1
