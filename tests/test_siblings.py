"""A plain text among notes is a note: whoever asks, in whatever order, and as long as the others are notes."""

from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint.files import Files
from notelint.note import read_document
from notelint.note.siblings import Siblings
from notelint.schema import shipped_schemas
from notelint.source import Source
from notelint.store import Entry, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("in_temporary_folder")

LAYOUTS = [schema.layout for schema in shipped_schemas()]
NOTE = "# Gears as Implicit Networks\n\nAuthors: Jane Roe, John Doe\nVenue: ICML 2021\n\nOne network a gear.\n"
# Nothing but a title and prose: as a note on a paper it lacks a year, authors and sections.
PLAIN = "# Learning to Grip Cams from Few Views\n\nThe cam is gripped by a learned hand, which sees a few views.\n"
OTHER = "# Groceries\n\nMilk and bread.\n"


class Memory:
    """A store of texts by path that keeps which were read."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.reads: list[str] = []

    def scan(self, folder: str) -> Mapping[str, Entry]:
        return {path.rpartition("/")[2]: Entry(Kind.FILE) for path in self.texts if path.rpartition("/")[0] == folder}

    def read(self, path: str, size: int = -1) -> bytes:
        del size
        self.reads.append(path)
        return self.texts[path].encode()


def folder(notes: int, others: int = 0) -> dict[str, str]:
    """So many notes and other files in one folder, the others first by name."""
    names = [*(f"/v/a{number}.md" for number in range(others)), *(f"/v/b{number}.md" for number in range(notes))]
    return {name: OTHER if name.startswith("/v/a") else NOTE for name in names}


def is_note(texts: Mapping[str, str], text: str = PLAIN, path: str = "/v/plain.md") -> bool:
    """Whether a text is a note among these."""
    siblings = Siblings(Files(store=Memory({**texts, path: text})), LAYOUTS)
    return bool(read_document(Source(path, text), LAYOUTS, siblings=siblings.of(path)).notes)


@pytest.mark.parametrize(
    ("notes", "others", "expected"),
    [(0, 0, False), (2, 0, False), (3, 0, True), (3, 2, True), (3, 3, False), (5, 3, True), (4, 3, False)],
)
def test_so_many_notes_are_needed(notes: int, others: int, expected: bool) -> None:  # noqa: FBT001
    """Three files beside it at least, and three of five are notes."""
    assert is_note(folder(notes, others)) is expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/v/plain.md", OTHER),
        ("/v/README.md", PLAIN),
        ("/v/2021-03-04.md", PLAIN),
        ("/v/plain.md", "# A list of grippers\n\nThe hand and the hook.\n"),
        ("/v/plain.md", "Milk and bread.\n"),
    ],
    ids=["another text", "page of the folder", "a day", "a list", "no title"],
)
def test_what_speaks_against_it_stays(path: str, text: str) -> None:
    """Notes around make no note of what says that it is something else, or says too little."""
    assert not is_note(folder(12), text, path)


def test_files_that_are_open_themselves_say_nothing() -> None:
    """Plain texts do not make notes of each other."""
    assert not is_note(dict.fromkeys((f"/v/{number}.md" for number in range(8)), PLAIN))


def test_only_markdown_files_of_the_folder_count() -> None:
    """Hidden files, files of another kind and those in other folders are not looked at."""
    elsewhere = {f"/v/{name}": NOTE for name in (".a.md", ".b.md", ".c.md", "a.txt", "sub/a.md", "sub/b.md", "b.md")}
    assert not is_note(elsewhere)


def test_no_more_than_eight_files_are_read_each_once() -> None:
    """However large the folder is and however many ask; they are spread over it, and are always the same ones."""
    texts = {f"/v/n{number:03}.md": NOTE if number % 20 else OTHER for number in range(200)}
    store = Memory(texts)
    siblings = Siblings(Files(store=store), LAYOUTS)
    for path in ("/v/n020.md", "/v/n033.md", "/v/n040.md", "/v/n199.md"):
        assert siblings.of(path)()
    assert 3 <= len(store.reads) == len(set(store.reads)) <= 8
    assert store.reads[-1] > "/v/n080.md"


def test_a_text_without_a_folder_has_no_siblings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input has those of the name that it is given, and none without one."""
    vault(Path.cwd())
    for name, count in ((None, 0), ("notes/new.md", 1), ("notes/plain.md", 1), ("other/new.md", 0)):
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(PLAIN.encode())))
        options = ("--stdin-filename", name) if name else ()
        assert run("check", "-", "--select", "note-link", *options)[0] == count


def vault(root: Path) -> None:
    """A folder of notes with two plain ones, and another one of other texts."""
    for name, text in {
        **{f"notes/{number}.md": NOTE for number in range(8)},
        "notes/plain.md": PLAIN,
        "notes/also.md": PLAIN.replace("Cams", "Cogs"),
        **{f"other/{number}.md": OTHER for number in range(4)},
        "other/plain.md": PLAIN,
    }.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8")


FILES = ["notes/also.md", "notes/plain.md", "notes/third.md", "other/plain.md", "other/third.md"]


def found(run: Run, *arguments: str) -> list[str]:
    """What is found in the plain files by a rule that concerns notes alone, as lines."""
    code, out, _ = run("check", "--select", "note-link", "--output-format", "concise", *arguments)
    assert code in {0, 1}
    return [line for line in out.splitlines() if line.split(":")[0] in FILES]


def test_all_runs_say_the_same(run: Run) -> None:
    """A run over the folder, one over two files as of a hook, by several processes, from the cache, by --vault."""
    vault(Path.cwd())
    expected = found(run, ".", "--no-cache", "--jobs", "1")
    assert {line.split(":")[0] for line in expected} == {"notes/also.md", "notes/plain.md"}
    for jobs in ("1", "3"):
        for _ in range(2):
            assert found(run, ".", "--jobs", jobs) == expected
        shutil.rmtree(".notelint_cache")
    for _ in range(2):
        assert found(run, "notes/plain.md", "notes/also.md") == expected[::-1]
    assert found(run, ".", "--vault") == expected
    assert found(run, "notes/plain.md") == [line for line in expected if line.startswith("notes/plain.md")]


def test_all_conversions_give_the_same_records(run: Run) -> None:
    """By one process, by several, and of one file by itself."""
    vault(Path.cwd())
    records = [json.loads(run("convert", ".", "--to", "json", "--jobs", jobs)[1]) for jobs in ("1", "3")]
    assert records[0] == records[1]
    assert [each["source"]["path"] for each in records[0] if "lain" in each["source"]["path"]] == ["notes/plain.md"]
    (alone,) = json.loads(run("convert", "notes/plain.md", "--to", "json")[1])
    assert alone["title"] == "Learning to Grip Cams from Few Views"


def write_all(text: str) -> None:
    """Make something else of all notes."""
    for number in range(8):
        Path(f"notes/{number}.md").write_text(text, "utf-8")


def leave_one() -> None:
    """Take away all notes but the last."""
    for number in range(7):
        Path(f"notes/{number}.md").unlink()


CHANGES: dict[str, Callable[[], object]] = {
    "the others are notes no more": lambda: write_all(OTHER),
    "the others go": leave_one,
    "the folder fills with other texts": lambda: [
        Path(f"notes/{number}{letter}.md").write_text(OTHER, "utf-8") for number in range(8) for letter in "ab"
    ],
    "a plain file moves to them": lambda: Path("other/plain.md").rename("notes/third.md"),
    "it moves away": lambda: Path("notes/plain.md").rename("other/third.md"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("paths", [["."], FILES], ids=["all", "some"])
def test_the_cache_sees_when_the_others_change(change: Callable[[], object], paths: list[str], run: Run) -> None:
    """What rests on the others is checked again when they are not what they were."""
    vault(Path.cwd())

    def there() -> list[str]:
        return [path for path in paths if Path(path).exists()]

    before = found(run, *there())
    assert before == found(run, *there()) != []
    change()
    now = found(run, *there())
    assert now == found(run, *there(), "--no-cache") != before


def test_a_fix_elsewhere_changes_nothing(run: Run) -> None:
    """What is left after --fix of all files is what a check then finds."""
    vault(Path.cwd())
    write_all(NOTE.replace("# Gears", "#   Gears"))
    fixed = run("check", ".", "--fix", "--output-format", "concise")
    assert "#  " not in Path("notes/3.md").read_text("utf-8")
    assert run("check", ".", "--no-cache", "--output-format", "concise")[1] == fixed[1]


def git(*arguments: str) -> None:
    """Run git in the working folder."""
    name = ("-c", "user.name=n", "-c", "user.email=n@example.org")
    subprocess.run(("git", *name, *arguments), check=True, capture_output=True)


def test_a_revision_has_its_own_siblings(run: Run) -> None:
    """What a plain file is in a revision depends on what lay beside it then."""
    git("init", "-q")
    vault(Path.cwd())
    git("add", ".")
    git("commit", "-q", "-m", "m")
    write_all(OTHER)
    Path("notes/plain.md").write_text(PLAIN.replace("Cams", "Hooks"), "utf-8")
    code, out, _ = run("diff", "HEAD", "--output-format", "json")
    paths = [json.dumps(each) for each in json.loads(out)["removed"]]
    assert code == 1
    assert any("notes/plain.md" in each for each in paths)
