"""The Python interface says what the command line says, and docs/python.md shows what it really gives."""

from __future__ import annotations

import doctest
import json
import pickle
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import notelint
from notelint import NotelintError, bounds
from notelint.schema import faults, model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Run = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[1]
NOTES = ["tests/notes", "tests/vault"]
ENDLESS = {
    "x-markdown": {"note": {"heading": "(?P<title>.+)"}},
    "type": "object",
    "required": ["title"],
    "properties": {"title": {"type": "string", "pattern": "^(a+)+$"}},
}


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are those of a clone, as in the documentation."""
    monkeypatch.chdir(ROOT)


def test_the_public_names() -> None:
    """They are kept from version to version, and all can be had."""
    classes = ["Edit", "Finding", "Fix", "NotelintError", "__version__"]
    public = [*classes, "check", "convert", "fix", "load_schema", "records"]
    assert notelint.__all__ == public
    assert dir(notelint) == public
    assert all(getattr(notelint, name) is not None for name in public)
    with pytest.raises(AttributeError, match="'notelint' has no attribute 'chekc'"):
        notelint.chekc  # noqa: B018 - it must raise


def test_what_is_imported_does_not_change_what_a_name_means() -> None:
    """No module of notelint has the name of a function: else that would be gone once the module is imported."""
    names = {path.stem for path in Path(notelint.__file__).parent.iterdir()}
    assert names.isdisjoint(notelint.__all__)


def test_the_import_costs_next_to_nothing() -> None:
    """A program that uses one name late has none of the cost before."""
    script = "import sys; before = {*sys.modules}; import notelint; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["notelint"]


def test_the_documentation_shows_what_is_given() -> None:
    """Every line of docs/python.md is run."""
    failed, tried = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False)
    assert failed == 0
    assert tried > 10


def place(finding: Mapping[str, Any]) -> tuple[int, ...]:
    """Where a finding of the JSON report is, as the interface tells it."""
    return tuple(finding[end][of] for end in ("start", "end") for of in ("line", "column"))


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], {}),
        (["--isolated"], {"isolated": True}),
        (["--vault"], {"vault": True}),
        (["--select", "image,section-missing"], {"select": ["image", "section-missing"]}),
        (["--select", "all", "--ignore", "text"], {"select": "all", "ignore": ["text"]}),
        (["--schema", "literature-note"], {"schema": "literature-note"}),
        (["--config", "severity.image='info'"], {"config": ["severity.image='info'"]}),
    ],
)
def test_check_finds_what_the_command_line_finds(arguments: list[str], options: dict[str, Any], run: Run) -> None:
    """With the same options; all that the JSON report tells is told, but for related places."""
    _, out, _ = run("check", *NOTES, "--no-cache", "-q", "--output-format", "json", *arguments)
    expected = json.loads(out)
    found = notelint.check(NOTES, **options)
    assert expected
    assert len(found) == len(expected)
    for ours, theirs in zip(found, expected, strict=True):
        same = ("rule", "severity", "message", "help", "path", "note")
        assert [getattr(ours, name) for name in same] == [theirs[name] for name in same]
        assert (ours.line, ours.column, ours.end_line, ours.end_column) == place(theirs)
        assert bool(ours.fix) == bool(theirs["fix"])
        if ours.fix:
            edits = [(each["start"]["offset"], each["end"]["offset"], each["text"]) for each in theirs["fix"]["edits"]]
            assert (ours.fix.title, ours.fix.safety, [*map(tuple, ours.fix.edits)]) == (
                theirs["fix"]["title"],
                theirs["fix"]["safety"],
                edits,
            )


def test_records_are_those_of_the_command_line(run: Run) -> None:
    """Equal, in the same order, with the same keys: two files that would have one key among them."""
    _, out, _ = run("convert", *NOTES, "tests/records", "--to", "json")
    expected = json.loads(out)
    assert len(expected) > 5
    assert list(notelint.records([*NOTES, "tests/records"])) == expected


@pytest.mark.usefixtures("in_temporary_folder")
def test_the_records_of_a_text_in_another_encoding(run: Run) -> None:
    """Bytes may be given; what is not UTF-8 in them is U+FFFD, as in what `convert` writes."""
    data = b"# BERT (2019)\n\nAuthors: Jos\xe9 Roe\n\n## Summary\n\nA mod\xe8le.\n"
    path = "note.md"
    Path(path).write_bytes(data)
    _, out, _ = run("convert", path, "--isolated", "--schema", "paper-note", "--to", "json")
    (expected,) = json.loads(out)
    (record,) = notelint.records(path, text=data, schema="paper-note", isolated=True)
    assert record == expected
    assert "\ufffd" in record["authors"][0]["given"]


def test_records_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    """Of two files only one is read for the first record: there may be millions."""
    for name in ("a.md", "b.md"):
        shutil.copy("tests/notes/mamba.zh.md", tmp_path / name)
    found = notelint.records(tmp_path)
    first = next(found)
    (tmp_path / "b.md").unlink()
    with pytest.raises(NotelintError, match=r"b\.md: cannot be read"):
        next(found)
    assert first["id"]


def test_fix_gives_what_the_command_line_writes(run: Run, tmp_path: Path) -> None:
    """The safe fixes, or all; and nothing is written."""
    for unsafe in (False, True):
        folder = tmp_path / str(unsafe)
        shutil.copytree("tests/notes", folder)
        path = folder / "draft.md"
        before = path.read_text("utf-8")
        fixed = notelint.fix(before, path=path, unsafe=unsafe)
        assert path.read_text("utf-8") == before != fixed
        run("check", "--fix", "-q", "--no-cache", path, *["--unsafe-fixes"] * unsafe)
        assert path.read_text("utf-8") == fixed


def test_a_text_is_checked_in_place_of_its_file() -> None:
    """What is on the disk does not count, but the folder around it does; without a path, there is none."""
    text = "# Title\n\n![A picture](images/attention.png)\n"
    assert notelint.check("tests/notes/draft.md", text=text, select="image-missing") == []
    (finding,) = notelint.check(text=text, select="image-missing")
    assert (finding.path, finding.line) == ("-", 3)
    assert notelint.check(text=text.encode(), select="image-missing") == [finding]


def test_findings_are_plain() -> None:
    """They can be sent to another process, and keep nothing of the file."""
    found = notelint.check("tests/notes/draft.md")
    data = pickle.dumps(found)
    assert pickle.loads(data) == found  # noqa: S301 - our own
    assert b"Source" not in data
    assert found[0]._fields[:3] == ("rule", "severity", "message")


def test_no_paths_are_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty list is not the working folder, which counts where nothing is said."""
    monkeypatch.chdir("tests/notes")
    assert notelint.check([]) == []
    assert list(notelint.records(iter(()))) == []
    assert {each.path for each in notelint.check()} == {"draft.md"}
    assert len(list(notelint.records())) > 5


def test_what_a_caller_can_fix_is_an_error() -> None:
    """With the line that the command line prints."""
    with pytest.raises(NotelintError, match=r"^nowhere\.md: no such file or folder$"):
        notelint.check("nowhere.md")
    with pytest.raises(NotelintError, match="unknown rule 'imag'"):
        notelint.check("tests/notes", select="imag")
    with pytest.raises(NotelintError, match="unknown note schema 'paper'"):
        notelint.check("tests/notes", schema="paper")
    with pytest.raises(NotelintError, match="unknown note schema 'paper'"):
        list(notelint.records("tests/notes", schema="paper"))
    with pytest.raises(NotelintError, match="there are 2 paths"):
        notelint.check(NOTES, text="")
    with pytest.raises(NotelintError, match="`text`"):
        notelint.records("-")
    with pytest.raises(NotelintError, match="no such file or folder"):
        notelint.records("nowhere.md")
    with pytest.raises(NotelintError, match="unknown note schema 'recrod'"):
        notelint.load_schema("recrod")


def test_one_bad_file_does_not_end_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `on_error`, both a file that cannot be read and one on which a pattern takes for ever are left out."""
    for each in (bounds, model, faults):
        monkeypatch.setattr(each, "SECONDS", 0.1)
    schema = tmp_path / "endless.json"
    schema.write_text(json.dumps(ENDLESS), "utf-8")
    slow, good = tmp_path / "a.md", tmp_path / "b.md"
    slow.write_text(f"# {'a' * 60}!\n", "utf-8")
    good.write_text("#  aa\n", "utf-8")
    paths = [slow, tmp_path / "none.md", good]
    errors: list[NotelintError] = []
    found = notelint.check(paths, schema=schema, isolated=True, on_error=errors.append)
    assert [each.rule for each in found if each.path.endswith("b.md")] == ["heading-whitespace"]
    assert [each for each in found if each.path.endswith("a.md")] == []
    assert len(errors) == 2
    assert "was not checked" in str(errors[1])
    with pytest.raises(NotelintError, match="was not checked"):
        notelint.check(slow, schema=schema, isolated=True)


# The limit may strike in a callback of the garbage collector, which hypothesis sets; Python drops that one.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_call_may_have_a_limit(tmp_path: Path) -> None:
    """A file that takes longer is left out with `on_error`, and else raises."""
    slow, good = tmp_path / "a.md", tmp_path / "b.md"
    slow.write_text("## (2019 A) B\n\ntext *a* `b`\n" * 3000, "utf-8")
    good.write_text("## (2019 A) B\n", "utf-8")
    errors: list[NotelintError] = []
    found = list(notelint.records([slow, good], timeout=0.05, on_error=errors.append))
    assert [Path(each["source"]["path"]).name for each in found] == ["b.md"]
    assert "a.md: was not converted: took more than 0.05 seconds" in str(errors[0])
    with pytest.raises(NotelintError, match="was not checked: took more than"):
        notelint.check(slow, timeout=0.05)
    with pytest.raises(NotelintError, match="was not fixed: took more than"):
        notelint.fix(slow.read_text("utf-8"), timeout=0.05)


def test_schemas_are_the_callers_own() -> None:
    """To change one changes none that is used."""
    schema = notelint.load_schema("paper-study")
    schema["required"].clear()
    assert notelint.load_schema("paper-study")["required"]
    assert notelint.load_schema(Path("schema/rule.json"))["properties"]
    assert notelint.load_schema("record")["required"]


def test_convert_writes_what_the_command_line_writes(run: Run) -> None:
    """In every format of text, with its options."""
    for to in ("bibtex", "csv", "jsonl", "ris"):
        _, out, _ = run("convert", "tests/notes/attention.md", "--to", to, "--keep-version", "--keep-formulas")
        found = notelint.records("tests/notes/attention.md")
        assert "".join(notelint.convert(found, to, keep_version=True, keep_formulas=True)) == out
    with pytest.raises(NotelintError, match="unknown format 'bibtx': did you mean 'bibtex'"):
        notelint.convert([], "bibtx")
    with pytest.raises(NotelintError, match="not a record of"):
        list(notelint.convert([{"title": "BERT"}], "json"))


def test_an_address_is_read_as_a_file_is(tmp_path: Path) -> None:
    """By fsspec, where that is installed; what cannot be read is an error of that file alone."""
    pytest.importorskip("fsspec")
    path = (ROOT / "tests" / "notes" / "mamba.zh.md").as_uri()
    errors: list[NotelintError] = []
    away = [*notelint.records([f"{tmp_path.as_uri()}/none.md", path], on_error=errors.append)]
    (here,) = notelint.records("tests/notes/mamba.zh.md")
    assert [each["source"].pop("path") for each in away] == [path]
    del here["source"]["path"]
    assert away == [here]
    assert [str(error).startswith(f"{tmp_path.as_uri()}/none.md: cannot be read") for error in errors] == [True]


def program_for(engine: str) -> str:
    """The program of the documentation, in batches of two files: its lines for Dask, or with those for Ray instead."""
    text = (ROOT / "docs" / "python.md").read_text("utf-8")
    program: str
    ray: str
    (program,) = re.findall(r"^```python\n(import sys\n.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (ray,) = re.findall(r"^```python\n(    ray\..*?)^```$", text, re.MULTILINE | re.DOTALL)
    if engine == "ray":
        program = program.replace("import dask.bag\n", "import ray\n")
        program = re.sub(r"(?m)^from dask.*\n", "", program)
        program = re.sub(r"(?m)^    with Client.*\n.*\n", lambda _: ray, program)
    assert ("dask" in program) is (engine == "dask")
    small = program.replace("sys.argv[2], 1000", "sys.argv[2], 2")
    assert small != program
    return small


@pytest.mark.parametrize(("engine", "packages"), [("dask", ["dask", "distributed"]), ("ray", ["ray.data"])])
def test_many_processes_write_one_table(engine: str, packages: list[str], tmp_path: Path) -> None:
    """The program of the documentation, by two processes of a local cluster, makes all records of all batches."""
    for package in (*packages, "fsspec", "pyarrow"):
        pytest.importorskip(package)
    from pyarrow import parquet  # noqa: PLC0415 - only this needs it

    (tmp_path / "program.py").write_text(program_for(engine), "utf-8")
    (tmp_path / "out").mkdir()
    source, target = f"{(ROOT / 'tests' / 'notes').as_uri()}/*.md", (tmp_path / "out").as_uri()
    command = [sys.executable, str(tmp_path / "program.py"), source, target]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    files = sorted((tmp_path / "out").iterdir())
    assert sorted(done.stdout.split()) == [file.as_uri() for file in files]
    assert len(files) == 3
    rows = [row for file in files for row in parquet.read_table(file).to_pylist()]
    paths = [path.as_uri() for path in sorted(Path("tests/notes").absolute().glob("*.md"))]
    assert [row["title"] for row in rows] == [record["title"] for record in notelint.records(paths)]
    assert len({(row["source"]["path"], row["id"]) for row in rows}) == len(rows)
