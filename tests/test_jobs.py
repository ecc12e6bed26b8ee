"""Work in several processes: the same results in the same order, whatever becomes of the processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from notelint import defaults
from notelint.engine import conversion, work
from notelint.engine.checker import Checker
from notelint.engine.reader import Reader
from notelint.errors import NotelintError
from notelint.note import read_document
from notelint.record import build_record
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from notelint.diagnostic import Safety
    from notelint.engine.inputs import Input
    from notelint.engine.outcome import Outcome
    from notelint.note.model import Document, Note
    from notelint.record import Record

    Run = Callable[..., tuple[int, str, str]]

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="no fork on Windows: one process does all"),
    pytest.mark.usefixtures("in_temporary_folder"),
]
if sys.platform != "win32":
    import notelint.jobs
    from notelint.jobs import in_order


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[None]:
    """Every process that a test starts has ended and been waited for when the test ends."""
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def lost(item: float, how: str) -> str:
    """What stands for an item whose process dies."""
    return f"{item} lost: {how}"


def described(item: int) -> str:
    """A long result, which fills a pipe; some items end their process in one way or another, or stop it."""
    if item == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if item == 14:
        os._exit(3)
    if item == 15:
        time.sleep(60)
    if item == 16:
        os.kill(os.getpid(), signal.SIGSTOP)
    return f"{item}" + "." * 100_000


def slept(seconds: float) -> str:
    """What is said after some sleep."""
    time.sleep(seconds)
    return "awake"


def batches(*sizes: int) -> list[list[int]]:
    """Numbers from 0 on, in batches of these sizes."""
    ends = [sum(sizes[: number + 1]) for number in range(len(sizes))]
    return [list(range(end - size, end)) for end, size in zip(ends, sizes, strict=True)]


def done(
    work: Callable[[int], object], given: Iterable[list[int]], *, jobs: int = 2, seconds: float = 60
) -> list[object]:
    """What comes of the work on the items."""
    return list(in_order(work, given, lost, jobs=jobs, seconds=seconds))


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("ahead", [0, 1, 20])
def test_results_come_in_order(jobs: int, ahead: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the number of processes, of items that are handed out, and of those in a batch, which may be none."""
    monkeypatch.setattr(notelint.jobs, "_AHEAD", ahead)
    found = done(described, batches(3, 0, 1, 5), jobs=jobs)
    assert found == [described(item) for item in range(9)]


def test_a_process_that_dies_takes_one_item_along() -> None:
    """The others of its batch, and the other batches, are done all the same."""
    expected = [described(item) if item < 13 else "" for item in range(15)]
    expected[13:] = ["13 lost: ended with signal 9", "14 lost: ended with exit code 3"]
    assert done(described, batches(12, 3)) == expected


@pytest.mark.parametrize("item", [15, 16])
def test_a_process_that_is_stuck_takes_one_item_along(item: int) -> None:
    """One that sleeps or was stopped is ended when its time is over; all else is done."""
    begun = time.monotonic()
    found = done(described, [[1, item, 2], [3]], seconds=0.2)
    assert found == [described(1), f"{item} lost: took more than 0.2 seconds", described(2), described(3)]
    assert time.monotonic() - begun < 30


def test_time_is_that_of_one_item() -> None:
    """Many items that take a while each are not too much, nor is it a result that is taken late."""
    found = []
    for each in in_order(slept, [[0.05] * 30, [0.05] * 10], lost, jobs=2, seconds=1):
        found.append(each)
        if len(found) == 2:
            time.sleep(1.5)
    assert found == ["awake"] * 40


def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    """With the place in the other process, as a note."""

    def fail(item: int) -> int:
        if item == 7:
            raise LookupError(item)
        return item

    results = in_order(fail, [[6, 7]], lost, jobs=2, seconds=60)
    assert next(results) == 6
    with pytest.raises(LookupError) as caught:
        next(results)
    assert str(caught.value) == "7"
    assert "in fail" in "".join(caught.value.__notes__)


def test_no_more_processes_run_at_a_time_than_jobs(tmp_path: Path) -> None:
    """Each leaves a file while it runs, and counts those of the others."""

    def running(item: int) -> int:
        mark = tmp_path / str(item)
        mark.touch()
        time.sleep(0.02)
        count = sum(1 for _ in tmp_path.iterdir())
        mark.unlink()
        return count

    counts = done(running, batches(*[1] * 12), jobs=3)
    assert max(int(str(count)) for count in counts) <= 3


def test_who_leaves_early_waits_for_nobody() -> None:
    """Processes that still run are ended, and those in the queue never begin."""
    begun = time.monotonic()
    results = in_order(slept, [[0], [60], [60], [60]], lost, jobs=2, seconds=600)
    assert next(results) == "awake"
    results.close()
    assert time.monotonic() - begun < 30


def test_nobody_needs_to_see_how_a_process_ends() -> None:
    """Where SIGCHLD is ignored (which who starts us may have asked for), the system waits for children itself."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        found = done(described, [[12, 13], [1]])
    finally:
        signal.signal(signal.SIGCHLD, before)
    assert found == [described(12), "13 lost: ended with an unknown exit code", described(1)]


def test_processes_end_with_the_one_that_began_them(tmp_path: Path) -> None:
    """Also where that was killed, and could end nothing."""
    code = (
        "import os, time\n"
        "from notelint.jobs import in_order\n"
        "work = lambda item: print(os.getpid(), flush=True) or time.sleep(item)\n"
        "list(in_order(work, [[0, 0], [0, 0], [0, 2]], str, jobs=3, seconds=9))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stdout
        first = process.stdout.readline()
        process.kill()
        rest = process.stdout.read()  # to its end: until no process holds the pipe any more
    assert first.strip().isdecimal()
    assert all(map(str.isdecimal, rest.split()))


def test_a_process_that_cannot_begin_is_an_error_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system may allow no more processes."""

    def fork() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    with pytest.raises(NotelintError) as caught:
        done(described, [[1]])
    assert str(caught.value) == ("cannot start a process: Resource temporarily unavailable; try --jobs 1")


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some notes with findings, and batches so small that several processes have some."""
    for name, value in (("_SAMPLE", 1), ("_WORTH", 1), ("_MANY", 1), ("_FEWEST", 2), ("_MOST", 2)):
        monkeypatch.setattr(work, name, value)
    for number in range(9):
        text = f"# Title {number}\n\n![](image-{number}.png)\n\n## Twice  the spaces\n"
        (tmp_path / f"{number}.md").write_text(text, "utf-8")


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--output-format", "concise"),
        ("--output-format", "grouped"),
        ("--output-format", "json-lines"),
        ("--output-format", "json"),
        ("--diff",),
        ("--fix", "--diff", "--unsafe-fixes"),
        ("--statistics",),
        ("gone.md",),
    ],
    ids=[
        "full",
        "concise",
        "grouped",
        "json-lines",
        "json",
        "diff",
        "unsafe",
        "statistics",
        "a file that is not there",
    ],
)
def test_the_number_of_processes_changes_nothing(options: Sequence[str], run: Run) -> None:
    """Output, order and exit code are the same, with the cache and without."""
    expected = run("check", ".", *options, "--jobs", "1", "--no-cache")
    assert expected[0] in (1, 2)
    for jobs in ("2", "5"):
        assert run("check", ".", *options, "--jobs", jobs, "--no-cache") == expected
    assert run("check", ".", *options, "--jobs", "3") == expected
    assert run("check", ".", *options, "--jobs", "3") == expected


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("options", [(), ("--output-format", "json")], ids=["full", "json"])
def test_what_is_known_is_looked_up_by_several_processes(
    options: Sequence[str], tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of them checks it again; what has changed is checked by one, and then known, too."""
    checked = tmp_path / "checked"
    outcome = Checker.outcome

    def check(checker: Checker, each: Input, fixes: Collection[Safety], *, with_keys: bool) -> Outcome:
        with checked.open("a", encoding="utf-8") as file:
            file.write(f"{each.path} {os.getpid() == parent}\n")
        return outcome(checker, each, fixes, with_keys=with_keys)

    parent = os.getpid()
    expected = run("check", ".", *options)
    monkeypatch.setattr(Checker, "outcome", check)
    assert run("check", ".", *options, "--jobs", "3") == expected
    assert not checked.exists()
    (tmp_path / "7.md").write_text("# Title\n\nNothing  is wrong.\n", "utf-8")
    changed = run("check", ".", *options, "--jobs", "3")
    assert checked.read_text("utf-8") == "7.md False\n"
    assert changed[1] != expected[1]
    assert run("check", ".", *options, "--jobs", "3") == changed
    assert run("check", ".", *options, "--jobs", "1", "--no-cache") == changed
    assert checked.read_text("utf-8").splitlines()[0] == "7.md False"


@pytest.mark.parametrize("jobs", [1, 2, 8])
@pytest.mark.parametrize("count", [0, 1, 17, 4056])
def test_batches_hold_every_file_once(count: int, jobs: int) -> None:
    """In order; none is larger than the one before or than may be, and only the last is smaller than is worth it."""
    paths = [f"{number}.md" for number in range(count)]
    batches = list(work._batches(paths, jobs))
    sizes = [len(batch) for batch in batches]
    assert [path for batch in batches for path in batch] == paths
    assert sizes == sorted(sizes, reverse=True)
    assert all(work._FEWEST <= size <= work._MOST for size in sizes[:-1])


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_an_error_ends_the_run_at_its_place(jobs: str, tmp_path: Path, run: Run) -> None:
    """What stands before the note whose schema cannot be read is reported, as by one process."""
    (tmp_path / "notelint.toml").write_text('schemas = [{ paths = ["5.md"], schema = "no.json" }]\n', "utf-8")
    code, out, err = run("check", ".", "--output-format", "concise", "--select", "heading", "--jobs", jobs)
    assert code == 2
    assert out.splitlines() == [
        f"{number}.md:5:9: warning[heading-whitespace]: extra spaces inside the heading [*]" for number in range(5)
    ]
    assert err == ("notelint: notelint.toml:1:41: no.json: cannot be read: No such file or directory\n")


@pytest.mark.usefixtures("notes")
def test_a_killed_process_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The note at which it died is named, all others are checked, and the run ends with 2; nothing of it is kept."""
    parent = os.getpid()
    outcome = Checker.outcome

    def check(checker: Checker, each: Input, fixes: Collection[Safety], *, with_keys: bool) -> Outcome:
        if each.path == "4.md" and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome(checker, each, fixes, with_keys=with_keys)

    everything = run("check", ".", "--output-format", "concise", "--no-cache")[1].splitlines()
    monkeypatch.setattr(Checker, "outcome", check)
    code, out, err = run("check", ".", "--output-format", "concise", "--quiet", "--jobs", "2")
    assert code == 2
    assert out.splitlines() == [line for line in everything if not line.startswith("4.md")]
    assert err == "notelint: 4.md: was not checked: its process ended with signal 9; --jobs 1 uses none\n"
    assert run("check", ".", "--output-format", "concise", "--jobs", "1")[1].splitlines() == everything


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("verb", [("check", "--output-format", "concise"), ("convert", "--to", "jsonl")], ids=" ".join)
def test_a_process_that_is_stuck_is_one_line(
    verb: Sequence[str], tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note at which it hangs is named with what can be done, all others are handled, and the run ends with 2."""
    text = "# Papers\n\n## (2019 Google) BERT  x\n\n### Model: M\n"
    for number in range(9):
        (tmp_path / f"{number}.md").write_text(text, "utf-8")
    parent, document = os.getpid(), Reader.document

    def read(reader: Reader, source: Source) -> Document:
        if source.path == "4.md" and os.getpid() != parent:
            time.sleep(60)
        return document(reader, source)

    monkeypatch.setattr(Reader, "document", read)
    code, out, err = run(*verb, ".", "--jobs", "2", "--timeout", "1")
    done = "checked" if verb[0] == "check" else "converted"
    assert code == 2
    assert f"4.md: was not {done}: took more than 1 seconds; --timeout allows for more\n" in err
    assert {path for path in (f"{number}.md" for number in range(9)) if path in out} == {
        f"{number}.md" for number in range(9) if number != 4
    }


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("verb", "lost"),
    [
        (("check", "--jobs", "1"), "checked"),
        (("check", "--fix"), "fixed"),
        (("check", "--diff", "--jobs", "1"), "fixed"),
        (("check", "--vault"), "checked"),
        (("check", "--add-ignore"), "changed"),
        (("convert", "--to", "jsonl"), "converted"),
        (("baseline",), "checked"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else None,
)
def test_a_file_without_end_is_one_line_in_every_mode(
    verb: Sequence[str], lost: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named and left as it is, all others are handled, and the run ends with 2, whatever it catches."""
    document = Reader.document

    def read(reader: Reader, source: Source) -> Document:
        while source.path == "0.md":
            with suppress(Exception):
                time.sleep(0.01)
        return document(reader, source)

    monkeypatch.setattr(Reader, "document", read)
    monkeypatch.setattr(defaults, "SECONDS_PER_FILE", 0.5)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    code, out, err = run(*verb, ".")
    assert code == 2
    assert f"0.md: was not {lost}: took more than 0.5 seconds; --timeout allows for more\n" in err
    changed = {name for name, data in before.items() if (tmp_path / name).read_bytes() != data}
    handled = changed or {name for name in before if name in out}
    assert handled == (set(before) - {"0.md"} if verb[0] == "check" else set())


def _endless(read: Callable[..., Document]) -> Callable[..., Document]:
    """The same, which never ends for one file, whatever it catches."""

    def slow(*arguments: Any, **others: Any) -> Document:  # noqa: ANN401 - those of either
        while any(isinstance(each, Source) and each.path.endswith("0.md") for each in arguments):
            with suppress(Exception):
                time.sleep(0.01)
        return read(*arguments, **others)

    return slow


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("verb", "lost", "rest"),
    [
        ("images .", "0.md: was not looked at", "8.md"),
        ("infer . --at-least 2 --dry-run", "0.md: was not looked at", "8 notes"),
        ("resolve .", "0.md: was not looked up", "nothing to look up"),
        ("page . --jobs 1", "0.md: is not on the page", "B8"),
        ("explain 0.md", "0.md: was not explained", ""),
        ("explain 0.md:1", "0.md: was not explained", ""),
        ("diff HEAD", "0.md: was not compared", ""),
        ("new --title A", ".: its notes cannot be followed", ""),
    ],
)
def test_no_verb_waits_for_a_file_without_end(
    verb: str, lost: str, rest: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, and the others are handled where the verb is about each by itself."""
    for number in range(9):
        Path(f"{number}.md").write_text(f"![](a.png)\n\n## (2019 A) B{number}\n\n### Model: M\n", "utf-8")
    subprocess.run(["git", "init", "-q", "."], check=True)
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "--allow-empty", "-m", "a"], check=True
    )

    monkeypatch.setattr(Reader, "document", _endless(Reader.document))
    monkeypatch.setattr("notelint.commands.images.read_document", _endless(read_document))
    monkeypatch.setattr(defaults, "SECONDS_PER_FILE", 0.3)
    code, out, err = run(*verb.split())
    assert code == 2
    assert f"notelint: {lost}: took more than 0.3 seconds; --timeout allows for more\n" in err
    assert rest in out + err


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    "verb", [("check", "--jobs", "1"), ("check", "--fix"), ("convert", "--to", "jsonl")], ids=" ".join
)
def test_a_file_that_takes_too_much_memory_is_one_line(
    verb: Sequence[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named with what can be done, and the others are handled."""
    document = Reader.document

    def read(reader: Reader, source: Source) -> Document:
        held = []
        while source.path == "0.md":
            held.append(bytearray(b"a") * 1_000_000)
        return document(reader, source)

    monkeypatch.setattr(Reader, "document", read)
    monkeypatch.setenv("NOTELINT_MAX_MEMORY_BYTES", "50000000")
    code, out, err = run(*verb, ".")
    assert code == 2
    assert "0.md: was not " in err
    assert "took more than 50 MB of memory: cut it into several files, or set another limit with NOTELINT_MAX_" in err
    assert verb[0] == "convert" or "8.md" in out


@pytest.fixture
def papers(notes: None, tmp_path: Path) -> None:
    """Notes on papers of which some want the same key, and one pins it; a file in UTF-16, and one with a loss."""
    del notes
    for number in range(9):
        pin = "Citekey: google2019bert\n" if number == 4 else ""
        text = f"# Papers\n\n## (2019 Google) BERT\n\n{pin}\n### Model: M{number}\n\n### Training: T\n"
        (tmp_path / f"paper{number}.md").write_text(text, "utf-8")
    (tmp_path / "paper5a.md").write_bytes("# UTF-16".encode("utf-16"))
    (tmp_path / "paper6a.md").write_text("---\ntitle: [\n---\n\n## (2019 Google) BERT\n\n### Model: M\n", "utf-8")


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(
    "options",
    [
        ("--to", "jsonl"),
        ("--to", "bibtex", "--where", "year>=2019", "--verbose"),
        ("--to", "markdown"),
        ("--to", "json", "--strict"),
        ("gone.md", "0.md", "--to", "json"),
        ("0.md", "1.md", "2.md", "--to", "json"),
    ],
    ids=" ".join,
)
def test_the_number_of_processes_changes_no_record(options: Sequence[str], run: Run) -> None:
    """Nor a key, an error or how the run ends."""
    expected = run("convert", *options)
    for jobs in ("2", "5"):
        assert run("convert", *options, "--jobs", jobs) == expected


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_an_error_ends_a_conversion_at_its_place(jobs: str, tmp_path: Path, run: Run) -> None:
    """The records before it are written, as by one process."""
    (tmp_path / "notelint.toml").write_text('schemas = [{ paths = ["paper2.md"], schema = "no.json" }]\n', "utf-8")
    code, out, err = run("convert", "--to", "jsonl", "--jobs", jobs)
    assert code == 2
    assert [json.loads(line)["source"]["path"] for line in out.splitlines()] == ["paper0.md", "paper1.md"]
    assert err == "notelint: notelint.toml:1:46: no.json: cannot be read: No such file or directory\n"


@pytest.mark.usefixtures("papers")
def test_a_process_killed_while_it_converts_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The records of all other files are written, and the run ends with 2."""
    parent = os.getpid()

    def build(document: Document, note: Note, key: str) -> Record:
        if document.source.path == "paper4.md" and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return build_record(document, note, key)

    expected = [f"paper{name}.md" for name in ("0", "1", "2", "3", "5", "6", "6a", "7", "8")]
    monkeypatch.setattr(conversion, "build_record", build)
    code, out, err = run("convert", "--to", "jsonl", "--jobs", "2")
    assert code == 2
    assert [json.loads(line)["source"]["path"] for line in out.splitlines()] == expected
    assert "paper4.md: was not converted: its process ended with signal 9; --jobs 1 uses none\n" in err


@pytest.mark.usefixtures("notes")
def test_a_fault_of_notelint_is_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not taken for an error of the user's, from another process either."""

    def check(*_: object, **__: object) -> Outcome:
        raise ZeroDivisionError

    monkeypatch.setattr(Checker, "outcome", check)
    for jobs in ("1", "2"):
        with pytest.raises(ZeroDivisionError):
            run("check", ".", "--jobs", jobs)


def test_without_fork_one_process_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no fork; elsewhere as many processes are used as there are usable processors, or as asked for."""
    assert work.usable_jobs(7, 5) == (7, 5)
    assert work.usable_jobs(None, 5).processes >= 1
    monkeypatch.delattr(os, "fork")
    assert work.usable_jobs(7, 5) == (1, 5)


@pytest.mark.parametrize("option", ["--jobs", "--timeout"])
@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5"])
def test_numbers_must_be_some(option: str, number: str, run: Run) -> None:
    """What is no whole number, or none at all, is refused."""
    message = f"notelint: {option}: '{number}' is not a whole number of 1 or more; see `notelint check --help`\n"
    assert run("check", f"{option}={number}") == (2, "", message)


def test_an_error_can_be_sent() -> None:
    """A NotelintError keeps its line on the way from another process."""

    def fail(_: int) -> None:
        raise NotelintError("a.md: is wrong")

    with pytest.raises(NotelintError) as caught:
        done(fail, [[1]])
    assert str(caught.value) == "a.md: is wrong"
