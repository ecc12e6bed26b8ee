"""`notelint convert`: what it writes, where, and how it ends where it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet
import pytest

from notelint import cli
from notelint.errors import NotelintError
from notelint.formats import FORMATS
from notelint.record import from_json, to_json
from notelint.record.where import is_wanted, parse_where
from notelint.resources import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

EXAMPLE = from_json(json.loads(Path(SCHEMAS, "record.json").read_text("utf-8"))["examples"][0])
POST = """---
title: Reading list
tags: [reading, llm]
---
# NLP

## (2019 Google, NeurIPS) BERT - Pre-training

[arXiv:1810.04805v2](https://arxiv.org/abs/1810.04805v2)

### Model: Encoder

### Training: Masked words

### Summary

Good.

## (2020 OpenAI) GPT-3: Few-shot

**Authors**: Ann Writer, Bo Reader

### Model: Decoder

### Training: Next word
"""


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("post.md").write_text(POST)


@pytest.fixture
def run(run: Run) -> Run:
    """Run `notelint convert post.md`; gives the exit code, standard output and standard error."""

    def convert(*arguments: str, path: str = "post.md") -> tuple[int, str, str]:
        code, out, err = run("convert", path, *arguments)
        return code, out, err

    return convert


def notelint(*arguments: str, stdout: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - a file or a number
    """Run `notelint convert post.md` in a process of its own."""
    command = [sys.executable, "-m", "notelint", "convert", "post.md", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, check=False, env=environment)


def names(folder: str) -> list[str]:
    """The names in a folder."""
    return sorted(path.name for path in Path(folder).iterdir())


def found(run: Run, *arguments: str) -> list[dict[str, Any]]:
    """The records that are written."""
    code, out, err = run("--to", "json", *arguments)
    assert (code, err) == (0, "")
    records: list[dict[str, Any]] = json.loads(out)
    return records


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("a.json", "json"),
        ("a.jsonl", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.bib", "bibtex"),
        ("A.BIB", "bibtex"),
        ("a.biblatex.bib", "biblatex"),
        ("a.csl.json", "csl-json"),
        ("a.ris", "ris"),
        ("a.yaml", "hayagriva"),
        ("a.csv", "csv"),
        ("a.md", "markdown"),
    ],
)
def test_the_ending_of_the_output_names_the_format(run: Run, name: str, to: str) -> None:
    """Without --to the file's ending says what it is, and the file is what --to would give."""
    assert run("-o", name) == (0, "", "")
    assert run("--to", to) == (0, Path(name).read_bytes().decode(), "")


def test_a_format_must_be_known(run: Run) -> None:
    """Neither --to nor an ending that says it: one line with the remedy."""
    remedy = "name the format with --to, or a file with -o, such as -o notes.jsonl"
    assert run() == (2, "", f"notelint: convert: {remedy}\n")
    assert run("-o", "a.docx") == (2, "", "notelint: a.docx: no format has this extension: add --to\n")


def test_organizations_as_authors(run: Run) -> None:
    """Only with --org-as-author, and only where the note names no author."""
    assert [len(each["authors"]) for each in found(run)] == [0, 2]
    first, second = found(run, "--org-as-author")
    assert [name["literal"] for name in first["authors"]] == ["Google"]
    assert [name["family"] for name in second["authors"]] == ["Writer", "Reader"]
    assert "{{Google}}" in run("--to", "bibtex", "--org-as-author")[1]


def test_key_pattern(run: Run) -> None:
    """Keys are made by the pattern; what makes no keys is said."""
    assert [each["id"] for each in found(run, "--key-pattern", "{Author}_{Word}:{year}")] == [
        "Google_Bert:2019",
        "Writer_Gpt3:2020",
    ]
    assert [each["id"] for each in found(run, "--key-pattern", "p{year}")] == ["p2019", "p2020"]
    assert [each["id"] for each in found(run, "--key-pattern", "{year}")] == ["n2019", "n2020"]
    for bad in ("{who}", "key", "{author} {year}", "{AUTHOR}", "{}"):
        code, _, err = run("--to", "json", "--key-pattern", bad)
        assert (code, err.partition(" makes")[0]) == (2, f"notelint: --key-pattern {bad!r}")


def test_keep_version(run: Run) -> None:
    """References name the paper; with --keep-version the version of it that was read."""
    for to in ("bibtex", "biblatex", "csl-json", "ris", "hayagriva"):
        assert "1810.04805v2" not in run("--to", to)[1].replace("https://arxiv.org/abs/1810.04805v2", "")
        assert "1810.04805v2" in run("--to", to, "--keep-version")[1]
    record = found(run)[0]
    assert (record["arxiv"], record["arxiv_version"]) == ("1810.04805", "v2")


def test_keep_formulas(run: Run) -> None:
    """A cell of CSV is no formula; with --keep-formulas it is as the note has it."""
    Path("note.md").write_text("# =HYPERLINK(1)\n\n**Authors**: Ann Lee\n**Venue**: CVPR 2019\n", "utf-8")
    assert ",'=HYPERLINK(1)," in run("note.md", "--to", "csv")[1]
    assert ",=HYPERLINK(1)," in run("note.md", "--to", "csv", "--keep-formulas")[1]


def test_document_keywords(run: Run) -> None:
    """The tags of a post of several notes are no note's own, unless asked for."""
    assert [each["tags"] for each in found(run)] == [[], []]
    assert [each["tags"] for each in found(run, "--document-keywords")] == [["reading", "llm"]] * 2


def test_strict(run: Run) -> None:
    """One line for each record that lacks something, exit 1, and nothing is written; --where goes before."""
    Path("out.json").write_text("old")
    said = "notelint: post.md:19: writer2020gpt3 has no summary\n"
    assert run("--to", "json", "--strict") == (1, "", said)
    assert run("--strict", "-o", "out.json") == (1, "", said)
    assert Path("out.json").read_text() == "old"
    assert run("--strict", "-o", "out.json", "--where", "year=2019") == (0, "", "")
    assert len(json.loads(Path("out.json").read_text())) == 1


@pytest.mark.parametrize(
    ("expression", "keys"),
    [
        ("year>=2020", ["writer2020gpt3"]),
        ("year<2020", ["google2019bert"]),
        ("year!=2020", ["google2019bert"]),
        ("group=nlp and year=2019", ["google2019bert"]),
        ("venue=NeurIPS", ["google2019bert"]),
        ("missing=summary", ["writer2020gpt3"]),
        ("author=Reader", ["writer2020gpt3"]),
        ("venue=", ["writer2020gpt3"]),
        ("title='GPT-3: Few-shot'", ["writer2020gpt3"]),
        ('title = "GPT-3: Few-shot" AND year > 2000', ["writer2020gpt3"]),
        ("tag=llm", []),
        ("title>M", []),
        ("venue>=A", ["google2019bert"]),
    ],
)
def test_where(run: Run, expression: str, keys: list[str]) -> None:
    """Conditions on any property; several hold together."""
    assert [each["id"] for each in found(run, "--where", expression)] == keys


def test_where_says_what_it_does_not_know(run: Run) -> None:
    """No condition, or a property that no record has: one line; two --where hold together."""
    for bad in ("year", "", "= 3", "year=2020 and"):
        code, out, err = run("--to", "json", "--where", bad)
        assert (code, out, err.partition(" no condition")[0]) == (2, "", f"notelint: --where {bad!r}:")
    assert run("--to", "json", "--where", "year>") == (
        2,
        "",
        "notelint: --where 'year>': no value after '>'; write year>=2021\n",
    )
    assert run("--to", "json", "--where", "year>=abc") == (
        2,
        "",
        "notelint: --where 'year>=abc': year is a number, and 'abc' is none; write a number after >=\n",
    )
    assert run("--to", "jsonl", "--where", "yaer=2019") == (
        2,
        "",
        "notelint: --where: no record has a property 'yaer': did you mean 'year'?\n",
    )
    assert found(run, "--where", "year>=2019", "--where", "year<2020")[0]["id"] == "google2019bert"
    with pytest.raises(NotelintError, match="no condition at 'x'"):
        parse_where("x")
    for expression in ("year==2020", "year>>2020", "year=>2020"):
        with pytest.raises(NotelintError, match="no condition at"):
            parse_where(expression)


def test_a_property_that_is_absent_is_neither_more_nor_less() -> None:
    """Nothing is compared with null; a number is no text, and true is no number."""
    data = {**to_json(EXAMPLE), "year": None, "stars": 4.5, "read": True}
    record = from_json(data)
    wanted = ("year=", "year!=2020", "stars>4", "stars<=4.5", "read=true")
    assert [text for text in wanted if not is_wanted(record, parse_where(text))] == []
    unwanted = ("year>0", "year<9999", "year=2020", "stars>4.5", "stars=", "read!=true")
    assert [text for text in unwanted if is_wanted(record, parse_where(text))] == []


@pytest.mark.parametrize(
    ("to", "ending"), [("bibtex", ".bib"), ("json", ".json"), ("markdown", ".md"), ("parquet", ".parquet")]
)
def test_a_file_a_note(run: Run, to: str, ending: str) -> None:
    """Each note goes to a file of its key, in a folder that is made; again, the files are written anew."""
    for _ in range(2):
        assert run("--to", to, "--per-note", "-o", "deep/out") == (0, "", "")
        assert names("deep/out") == [f"google2019bert{ending}", f"writer2020gpt3{ending}"]
    if not FORMATS[to].is_exact:
        assert Path(f"deep/out/writer2020gpt3{ending}").read_text() == run("--to", to, "--where", "year=2020")[1]


def test_a_file_a_note_stays_in_its_folder(run: Run) -> None:
    """Neither a key nor a link leads out of the folder."""
    Path("key.md").write_text("---\ntitle: T\nauthors: [A. B.]\nyear: 2020\ncitekey: ../../evil\n---\n")
    assert run("--to", "bibtex", "--per-note", "-o", "out", path="key.md") == (0, "", "")
    assert names("out") == ["b2020t.bib"]
    Path("victim").write_text("old")
    Path("out/google2019bert.bib").symlink_to("../victim")
    code, out, err = run("--to", "bibtex", "--per-note", "-o", "out")
    assert (code, out) == (2, "")
    assert err == "notelint: out/google2019bert.bib: cannot be written: it is a link, which may lead out of out\n"
    assert Path("victim").read_text() == "old"


def test_a_file_a_note_needs_a_folder(run: Run) -> None:
    """No -o, a file in its place, no format: one line each."""
    assert run("--to", "json", "--per-note") == (2, "", "notelint: --per-note: name the folder with -o DIR\n")
    assert run("--to", "json", "--per-note", "-o", "post.md") == (
        2,
        "",
        "notelint: post.md: cannot be made a folder: File exists\n",
    )
    assert run("--per-note", "-o", "out.json")[0] == 2


def test_parquet(run: Run) -> None:
    """A table with one row a record; its types are the same for any records, lists of nothing too."""
    assert run("-o", "all.parquet") == (0, "", "")
    assert run("-o", "none.parquet", "--where", "year=1900") == (0, "", "")
    table, empty = (pyarrow.parquet.read_table(name) for name in ("all.parquet", "none.parquet"))
    assert table.schema.equals(empty.schema)
    rows = table.to_pylist()
    extras = [row.pop("extra") for row in rows]
    assert extras == ['{"arxiv_version": "v2"}', '{"arxiv_version": null}']
    assert [{**row, **json.loads(extra)} for row, extra in zip(rows, extras, strict=True)] == found(run)
    assert (table.num_rows, empty.num_rows) == (2, 0)


def test_parquet_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are written in groups as they come; what a user's schema adds is JSON."""
    monkeypatch.setattr("notelint.formats.parquet._ROWS", 1)
    Path("own.md").write_text("---\ntitle: T\nverdict: good\n---\n")
    clause = {"type": "string", "x-markdown": {"front-matter": "verdict"}}
    Path("own.json").write_text(
        json.dumps({"x-markdown": {"note": {"file": True}}, "type": "object", "properties": {"verdict": clause}})
    )
    assert cli.main(["convert", "own.md", "--schema", "own.json", "-o", "own.parquet"]) == 0
    assert pyarrow.parquet.read_table("own.parquet").column("extra").to_pylist() == ['{"verdict": "good"}']
    assert cli.main(["convert", "post.md", "-o", "post.parquet"]) == 0
    assert pyarrow.parquet.ParquetFile("post.parquet").num_row_groups == 2


def test_parquet_to_standard_output() -> None:
    """The same bytes as in a file."""
    assert cli.main(["convert", "post.md", "-o", "post.parquet"]) == 0
    done = notelint("--to", "parquet", stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (0, Path("post.parquet").read_bytes())


def test_parquet_without_pyarrow(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pyarrow is not installed, how to install it is said."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert run("--to", "parquet", "-o", "a.parquet") == (
        2,
        "",
        "notelint: parquet needs pyarrow: pip install pyarrow\n",
    )
    assert not Path("a.parquet").exists()


def test_markdown_is_written_by_the_schema_that_is_named(run: Run) -> None:
    """By default a note is written by its own schema; --schema names another, and one file holds one such note."""
    assert run("--to", "markdown", "-o", "own.md") == (0, "", "")
    again = run("--to", "json", path="own.md")[1]
    assert [each["title"] for each in json.loads(again)] == ["BERT - Pre-training", "GPT-3: Few-shot"]
    code, _, err = run("--to", "markdown", "--schema", "paper-note", "-o", "two.md")
    assert (code, err) == (2, "notelint: these notes do not go into one file: name a folder with --per-note -o DIR\n")
    assert not Path("two.md").exists()
    assert run("--to", "markdown", "--schema", "paper-note", "--per-note", "-o", "out") == (0, "", "")
    moved = Path("out/writer2020gpt3.md").read_text()
    assert "# GPT-3: Few-shot\n\n- **Authors**: Ann Writer, Bo Reader\n" in moved


def test_pinned_keys_that_are_equal(run: Run) -> None:
    """Two notes that give themselves one key, whatever the case: which, and where; the old output stays."""
    for name, key in (("a.md", "smith2020"), ("b.md", "Smith2020")):
        Path(name).write_text(f"---\ntitle: {name}\nauthors: [A. B.]\nyear: 2020\ncitekey: {key}\n---\n")
    Path("out.json").write_text("old")
    said = "notelint: b.md:5: the citation key Smith2020 is also used at a.md:5: give one of them another\n"
    assert run("-o", "out.json", path=".") == (2, "", said)
    assert Path("out.json").read_text() == "old"


NOTHING = (
    "notelint: no note was found, so nothing was written; "
    "--schema NAME reads every file as a note, `notelint schema` lists the names\n"
)


def test_a_file_that_is_no_note_is_left_out(run: Run) -> None:
    """How many are skipped is said, and where to ask why; with -v each is named; nothing where none is."""
    Path("README.md").write_text("# A project\n\nText.\n")
    one = "notelint: skipped 1 file that is not a note on one paper; `notelint explain README.md` shows why\n"
    assert run("--to", "json", path=".")[::2] == (0, one)
    assert run("--to", "json", "-v", path=".")[::2] == (0, f"notelint: README.md: skipped\n{one}")
    assert run("--to", "json", path="post.md")[2] == ""
    Path("todo.md").write_text("- buy milk\n")
    two = "notelint: skipped 2 files that are not notes on one paper; `notelint explain FILE` shows why\n"
    assert run("-o", "all.json", path=".") == (0, "", two)
    assert len(json.loads(Path("all.json").read_text())) == 2
    assert run("--strict", "-o", "all.json", path=".")[2].endswith(two)


@pytest.mark.parametrize("arguments", [("-o", "out.json"), ("--to", "bibtex"), ("--to", "parquet", "-o", "out.json")])
def test_no_note_at_all(run: Run, arguments: tuple[str, ...]) -> None:
    """Nothing is written, the old output stays, and the exit code is 1."""
    Path("post.md").write_text("# A project\n\nText.\n")
    Path("out.json").write_text("old")
    one = "notelint: skipped 1 file that is not a note on one paper; `notelint explain post.md` shows why\n"
    assert run(*arguments) == (1, "", one + NOTHING)
    assert run(*arguments, path=".") == (1, "", one + NOTHING)
    Path("post.md").unlink()
    assert run(*arguments, path=".") == (1, "", NOTHING)
    assert Path("out.json").read_text() == "old"
    assert run("--to", "json", "--per-note", "-o", "folder", path=".") == (1, "", NOTHING)
    assert not Path("folder").exists()


def test_notes_of_which_none_is_wanted(run: Run) -> None:
    """A condition that no note meets is no mistake: an empty output is what was asked for."""
    assert run("--to", "json", "--where", "year=1900") == (0, "[]\n", "")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read and write anything")
def test_what_may_not_be_read_or_written(run: Run) -> None:
    """An unreadable file is said, and the others are written; an unwritable output stays as it is."""
    Path("secret.md").write_text(POST)
    Path("secret.md").chmod(0)
    assert run("-o", "all.json", path=".") == (2, "", "notelint: secret.md: cannot be read: Permission denied\n")
    assert len(json.loads(Path("all.json").read_text())) == 2


def test_an_input_that_is_not_there(run: Run) -> None:
    """It is said in one line, and what is there is still written."""
    assert run("--to", "json", path="none.md") == (2, "", "notelint: none.md: no such file or folder\n")
    assert cli.main(["convert", "none.md", "post.md", "-o", "out.json"]) == 2
    assert len(json.loads(Path("out.json").read_text())) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("to", FORMATS)
def test_a_full_disk(run: Run, to: str) -> None:
    """Neither a file nor standard output can be written: one line, exit 2."""
    assert run("--to", to, "-o", "/dev/full") == (
        2,
        "",
        "notelint: /dev/full: cannot be written: No space left on device\n",
    )
    with Path("/dev/full").open("wb") as full:
        done = notelint("--to", to, stdout=full)
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "notelint: standard output: cannot be written: No space left on device\n",
    )


def test_an_output_that_breaks_off_leaves_the_old_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk fills up while a file is written, the old one stays, and nothing lies beside it."""
    Path("out.jsonl").write_text("old")
    before = names(".")

    def fill_up(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("notelint.writing.os.replace", fill_up)
    assert run("-o", "out.jsonl") == (2, "", "notelint: out.jsonl: cannot be written: No space left on device\n")
    assert (Path("out.jsonl").read_text(), names(".")) == ("old", before)


def test_json_lines_take_no_more_memory_for_more_notes() -> None:
    """Ten times the notes need hardly more memory: records are written as they come."""
    Path("one").mkdir()
    Path("ten").mkdir()
    text = POST.replace("Good.", "Good. " * 20_000)
    for number in range(60):
        Path(f"ten/{number}.md").write_text(text)
    for number in range(6):
        Path(f"one/{number}.md").write_text(text)
    one, ten = (_peak(folder) for folder in ("one", "ten"))
    assert Path("ten.jsonl").stat().st_size > 20_000_000
    assert ten - one < 10_000_000


def _peak(folder: str) -> int:
    """The most memory, in bytes, that a conversion of the folder has."""
    code = (
        "import resource, sys; from notelint.cli import main;"
        f"main(['convert', '{folder}', '-o', '{folder}.jsonl']);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    return int(done.stdout) * (1 if sys.platform == "darwin" else 1024)


def test_front_matter_that_cannot_be_read_is_said(run: Run) -> None:
    """A file that is no note without it is left out, and that ends with 2; what is a note is written all the same."""
    Path("lost.md").write_text("---\ntags: [x]\ntitle: [A\n---\n\nText.\n")
    Path("part.md").write_text("---\nyear: 2019\ndoi: 10.1000/1\nauthors: [A\n---\n")
    Path("template.md").write_text("---\ntitle: {{title}}: x\n---\n")
    fault = "this `[` is not closed; add the closing `]`"
    lost = f"lost.md:3: left out for a part of its front matter, which cannot be read: {fault}"
    part = f"part.md:4: its record lacks a part of its front matter, which cannot be read: {fault}"
    assert run("--to", "bibtex", path="lost.md") == (2, "", f"notelint: {lost}\n")
    code, out, err = run("--to", "jsonl", path="part.md")
    assert (code, json.loads(out)["doi"], err) == (0, "10.1000/1", f"notelint: {part}\n")
    code, out, err = run("--to", "jsonl", "-v", path=".")
    assert (code, out.count("\n")) == (2, 3)
    skipped = "skipped 1 file that is not a note on one paper; `notelint explain template.md` shows why"
    assert err == f"notelint: {part}\nnotelint: template.md: skipped\nnotelint: {skipped}\nnotelint: {lost}\n"


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("title: Widgets: A Study", {"title": "Widgets: A Study"}),
        ("authors: [[Jane Roe]], [[John Doe]]", {"authors": ["Roe", "Doe"]}),
        ("authors: [[Jane Roe]], [[John Doe]] et al.", {"authors": ["Roe", "Doe", "others"]}),
        ("authors:\n\t- Jane Roe\n\t- John Doe", {"authors": ["Roe", "Doe"]}),
        ("authors: Ann Ash\ntags: #gears #widgets", {"tags": ["gears", "widgets"]}),
        ("authors: Ann Ash\nvenue:: ICRA", {"venue": "ICRA"}),
    ],
)
def test_front_matter_that_is_not_yaml_is_read_without_loss(run: Run, key: str, fields: dict[str, Any]) -> None:
    """What its author meant is in the record, so that nothing is reported and the exit code is 0."""
    Path("note.md").write_text(f"---\n{key}\nyear: 2019\ndoi: 10.1000/1\n---\n\nText.\n")

    code, out, err = run("--to", "jsonl", path="note.md")

    record = json.loads(out)
    record["authors"] = [author["family"] or author["literal"] for author in record["authors"]]
    assert (code, err, record["year"], record["doi"]) == (0, "", 2019, "10.1000/1")
    assert {name: record[name] for name in fields} == fields


def test_a_file_in_utf_16_is_said(run: Run) -> None:
    """No note can be found in it, so it is left out with a word."""
    Path("post.md").write_bytes(POST.encode("utf-16"))
    left_out = (2, "", "notelint: post.md: left out, since it is UTF-16: save it as UTF-8\n")
    assert run("--to", "json") == run("--to", "json", "--schema", "paper-note") == left_out
