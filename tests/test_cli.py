"""The command line: what it prints where, how it ends, and what it leaves on the disk."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from notelint import __version__, cli
from notelint.commands import output
from notelint.formats import FORMATS
from notelint.report import REPORTS
from notelint.resources import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

NOTES = Path(__file__).parent / "notes"
SEED = Path(__file__).parents[1].parent / "shared" / "seed" / "2023-04-03-LiMu.md"
NOTE = "# [Widgets](https://arxiv.org/abs/2101.01234)\n\nText.\n"
SPACES = NOTE.replace("Text.", "##  One")
SPACES_FIXED = NOTE.replace("Text.", "## One")


pytestmark = pytest.mark.usefixtures("in_temporary_folder")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CI"):
        monkeypatch.delenv(name, raising=False)


def notelint(*arguments: str, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run notelint in a process of its own, with bytes on standard input."""
    return subprocess.run(
        [sys.executable, "-m", "notelint", *arguments],
        input=text,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )


def test_a_clean_note_ends_with_0(run: Run) -> None:
    """Nothing on standard output, one line on standard error; none with --quiet."""
    Path("a.md").write_text(NOTE)
    assert run("check", "a.md") == (0, "", "No problems in 1 file.\n")
    assert run("check", "--quiet", "a.md") == (0, "", "")


def test_findings_end_with_1(run: Run) -> None:
    """Findings go to standard output, the summary to standard error."""
    Path("a.md").write_text(SPACES)
    assert run("check", "a.md", "--output-format", "concise") == (
        1,
        "a.md:3:3: warning[heading-whitespace]: extra spaces inside the heading [*]\n",
        "Found 1 problem (1 warning) in 1 file. 1 fixable with --fix.\n",
    )


def test_the_folder_that_one_stands_in_is_checked_where_none_is_named(run: Run) -> None:
    """No path means `.`; a folder without Markdown files is no failure, and is said."""
    assert run("check") == (
        0,
        "",
        "notelint: no Markdown files in .: hidden and ignored ones are read when they are named\n",
    )
    Path("a.md").write_text(SPACES)
    assert run("check", "--output-format", "concise")[:2] == (
        1,
        "a.md:3:3: warning[heading-whitespace]: extra spaces inside the heading [*]\n",
    )


def test_one_bad_path_does_not_keep_the_others_from_being_checked(run: Run) -> None:
    """A missing file is one line on standard error, and the run ends with 2."""
    Path("a.md").write_text(SPACES)
    code, out, err = run("check", "none.md", "a.md", "--output-format", "concise", "--quiet")
    assert (code, out.count("\n"), err) == (2, 1, "notelint: none.md: no such file or folder\n")
    assert run("check", "none.md") == (2, "", "notelint: none.md: no such file or folder\n")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_one_line(run: Run) -> None:
    """A file that may not be read is said and skipped."""
    Path("a.md").write_text(SPACES)
    Path("a.md").chmod(0)
    assert run("check", "a.md", "-q") == (2, "", "notelint: a.md: cannot be read: Permission denied\n")


def test_bytes_that_are_not_utf_8_are_a_finding(run: Run) -> None:
    """The note is read all the same, and every report of it can be printed."""
    Path("a.md").write_bytes(b"# T\xffitle\n")
    for report in REPORTS:
        code, out, _ = run("check", "a.md", "--output-format", report)
        assert (code, "file-encoding" in out) == (1, True)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_of_a_file_that_is_not_utf_8_only_that_is_said(run: Run, encoding: str) -> None:
    """What other rules find in a text that nobody wrote is noise, in a vault and of comments too; unless asked for."""
    text = "# Schrödinger \x01\n\n![](no.png) <!-- notelint: ignore[link-empty] -->\n"
    Path("a.md").write_bytes(text.encode(encoding))
    Path("b.md").write_bytes(text.encode(encoding))
    for options in ((), ("--vault",)):
        code, out, _ = run("check", ".", "--output-format", "json", *options)
        assert (code, [each["rule"] for each in json.loads(out)]) == (1, ["file-encoding"] * 2)
    assert run("check", "a.md", "-q", "--select", "text-control-character")[0] == 1
    if encoding.startswith("utf-16"):
        message = "notelint: a.md: the file is UTF-16: save it as UTF-8 before --add-ignore\n"
        assert run("check", "a.md", "-q", "--add-ignore") == (2, "", message)


def test_json_is_one_array_over_all_files(run: Run) -> None:
    """The findings of all files stand in one array; none gives an empty one."""
    for name in ("a.md", "b.md"):
        Path(name).write_text(SPACES)
    code, out, _ = run("check", "b.md", "a.md", "--output-format", "json")
    assert (code, [each["path"] for each in json.loads(out)]) == (1, ["b.md", "a.md"])
    Path("c.md").write_text("Text.\n")
    assert run("check", "c.md", "--output-format", "json", "-q") == (0, "[]\n", "")


def test_output_goes_to_a_file(run: Run) -> None:
    """`-o` writes the report to a file, and nothing to standard output; no folder, no file."""
    Path("a.md").write_text(SPACES)
    assert run("check", "a.md", "-q", "--output-format", "concise", "-o", "found.txt") == (1, "", "")
    assert (
        Path("found.txt").read_text() == "a.md:3:3: warning[heading-whitespace]: extra spaces inside the heading [*]\n"
    )
    assert run("check", "a.md", "-q", "-o", "no/found.txt") == (
        2,
        "",
        "notelint: no/found.txt: cannot be written: No such file or directory\n",
    )


def test_fix_writes_the_file(run: Run) -> None:
    """`--fix` writes the fixed text, says so, and ends with 0 where nothing is left; again it changes nothing."""
    Path("a.md").write_bytes(b"\xef\xbb\xbf" + SPACES.replace("\n", "\r\n").encode())
    assert run("check", "a.md", "--fix") == (0, "", "Fixed 1 problem in 1 file.\nNo problems left in 1 file.\n")
    fixed = b"\xef\xbb\xbf" + SPACES_FIXED.replace("\n", "\r\n").encode()
    assert Path("a.md").read_bytes() == fixed
    before = Path("a.md").stat()
    assert run("check", "a.md", "--fix") == (0, "", "No problems in 1 file.\n")
    assert Path("a.md").stat() == before, "a file that stays as it is must not be written"


def test_fix_reports_what_is_left(run: Run) -> None:
    """What has no safe fix is still reported; --unsafe-fixes fixes more."""
    shutil.copytree(NOTES, "notes")
    code, out, err = run("check", "notes/draft.md", "--fix", "--output-format", "concise")
    assert (code, out.count("\n")) == (1, 3)
    assert err.startswith("Fixed 3 problems in 1 file.\nFound 3 problems (2 errors, 1 warning) in 1 file.")
    code, out, err = run("check", "notes/draft.md", "--fix", "--unsafe-fixes", "--output-format", "concise")
    assert (code, out.count("\n"), err.split("\n")[0]) == (1, 2, "Fixed 1 problem in 1 file.")
    assert "#### Summary\n" in Path("notes/draft.md").read_text(encoding="utf-8")
    assert run("check", "--unsafe-fixes") == (
        2,
        "",
        "notelint: --unsafe-fixes says which fixes to apply: add --fix or --diff\n",
    )


def test_diff_shows_what_fix_would_do_and_does_nothing(run: Run) -> None:
    """A unified diff that `patch` applies; 1 where there is one, else 0; the file stays as it is."""
    before = b"# Title\n\n##  One \xff\r\n\n##  Two"
    Path("a.md").write_bytes(before)
    Path("b.md").write_text(NOTE)
    done = notelint("check", "a.md", "b.md", "--diff", "--ignore", "file-encoding")
    assert done.stdout == (
        b"--- a.md\n+++ a.md\n@@ -1,5 +1,5 @@\n # Title\n \n-##  One \xff\r\n+## One \xff\r\n \n"
        b"-##  Two\n\\ No newline at end of file\n+## Two\n\\ No newline at end of file\n"
    )
    assert (done.returncode, done.stderr) == (1, b"1 file would be changed.\n")
    assert Path("a.md").read_bytes() == before
    Path("a.patch").write_bytes(done.stdout)
    subprocess.run(["git", "apply", "-p0", "a.patch"], check=True)
    assert Path("a.md").read_bytes() == b"# Title\n\n## One \xff\r\n\n## Two"
    assert run("check", "b.md", "--diff") == (0, "", "0 files would be changed.\n")


def test_standard_input_is_checked_under_its_name() -> None:
    """`-` is standard input; `--stdin-filename` gives it a name, and with it a folder and a configuration."""
    Path("sub").mkdir()
    Path("sub/notelint.toml").write_text('ignore = ["heading-whitespace"]')
    anonymous = notelint("check", "-", "--output-format", "concise", text=SPACES.encode())
    assert (anonymous.returncode, anonymous.stdout) == (
        1,
        b"-:3:3: warning[heading-whitespace]: extra spaces inside the heading [*]\n",
    )
    named = notelint("check", "-", "--stdin-filename", "sub/a.md", text=SPACES.encode())
    assert (named.returncode, named.stdout) == (0, b"")
    mixed = notelint("check", "-", "a.md")
    assert (mixed.returncode, mixed.stderr) == (
        2,
        b"notelint: - is standard input: name it alone, without other paths\n",
    )


def test_standard_input_is_fixed_to_standard_output() -> None:
    """With `--fix` the text comes out fixed, byte for byte where it was right, and the report goes elsewhere."""
    text = b"##  One \xff\r\n\n![](no.png)"
    options = ("--stdin-filename", "a.md", "--ignore", "file-encoding", "--output-format", "concise", "-q")
    done = notelint("check", "-", "--fix", *options, text=text)
    assert (done.returncode, done.stdout) == (1, b"## One \xff\r\n\n![](no.png)")
    assert [line.split(b" ")[1] for line in done.stderr.splitlines()] == [b"error[image-missing]:"]


def test_a_text_that_a_fix_leaves_empty_is_written_empty() -> None:
    """What is fixed to nothing goes to standard output as nothing, not as it was."""
    done = notelint("check", "-q", "--fix", "--select", "file-byte-order-mark", "-", text=b"\xef\xbb\xbf")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_rules_are_selected_and_left_out(run: Run) -> None:
    """The command line's selection counts instead of the configuration's; what either ignores is left out."""
    Path("a.md").write_text("##  One\n\n![A](no.png)\n\n![B]()\n")

    def found(*options: str) -> list[str]:
        _, out, _ = run("check", "a.md", "--output-format", "json", *options)
        return [each["rule"] for each in json.loads(out)]

    assert found() == ["heading-whitespace", "image-missing", "image-empty"]
    assert found("--select", "image") == ["image-missing", "image-empty"]
    assert found("--select", "image-empty,heading-whitespace") == ["heading-whitespace", "image-empty"]
    assert found("--ignore", "image-empty", "--ignore", "heading") == ["image-missing"]
    Path("notelint.toml").write_text('select = ["heading"]\nignore = ["image-empty"]')
    assert found() == ["heading-whitespace"]
    assert found("--select", "image") == ["image-missing"]
    Path("other.toml").write_text("[severity]\nimage = 'info'")
    assert found("--config", "other.toml") == ["heading-whitespace", "image-missing", "image-empty"]


def test_severity_comes_from_the_configuration(run: Run) -> None:
    """A family may be weighed, and a rule of it otherwise."""
    Path("a.md").write_text("![](no.png)\n\n![]()\n")
    Path("notelint.toml").write_text("severity = {image = 'info', image-missing = 'warning'}")
    assert run("check", "a.md", "--output-format", "concise", "-q")[1] == (
        'a.md:1:5: warning[image-missing]: image "no.png" does not exist\n'
        "a.md:3:1: info[image-empty]: image has no path\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--select", "image-mising"], "unknown rule 'image-mising': did you mean 'image-missing'?"),
        (["check", "--select", "IMAGE-Missing"], "unknown rule 'IMAGE-Missing': did you mean 'image-missing'?"),
        (["check", "--config", "none.toml"], "none.toml: cannot be read: No such file or directory"),
        (["rule", "section-mising"], "unknown rule 'section-mising': did you mean 'section-missing'?"),
        (["schema", "paper-stdy"], "unknown schema 'paper-stdy': did you mean 'paper-study'?"),
        (
            ["check", "--config", "bad.toml"],
            "bad.toml:1:11: unknown rule 'x': `notelint rule --all` lists the rules",
        ),
    ],
    ids=["selector", "selector in capitals", "configuration", "rule", "schema", "selector in the configuration"],
)
def test_a_mistake_is_one_line_and_ends_with_2(run: Run, arguments: list[str], message: str) -> None:
    """What the user can fix is said in one line with the remedy."""
    Path("a.md").write_text(SPACES)
    Path("bad.toml").write_text('select = ["x"]')
    assert run(*arguments) == (2, "", f"notelint: {message}\n")


def test_exclude_holds_for_named_files_only_when_forced(run: Run) -> None:
    """What is excluded is not walked, but checked when named, unless --force-exclude says otherwise."""
    Path("notelint.toml").write_text('exclude = ["a.md"]')
    Path("a.md").write_text(SPACES)
    codes = [run("check", "-q", *arguments)[0] for arguments in ([], ["a.md"], ["a.md", "--force-exclude"])]
    assert codes == [0, 1, 0]


def test_colour_is_for_terminals_and_those_who_force_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR wins over FORCE_COLOR, which wins over there being no terminal; an empty value says nothing."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    seen = []
    for variables in (
        {},
        {"NO_COLOR": "1"},
        {"FORCE_COLOR": "1"},
        {"NO_COLOR": "1", "FORCE_COLOR": "1"},
        {"NO_COLOR": ""},
    ):
        with monkeypatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            seen.append((output.wants_color(Terminal()), output.wants_color(io.StringIO())))
    assert seen == [(True, False), (False, False), (True, True), (False, False), (True, False)]
    monkeypatch.setenv("TERM", "dumb")
    assert not output.wants_color(Terminal())


def test_no_color_wins_over_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option is for one run what NO_COLOR is for all."""
    Path("a.md").write_text(SPACES)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert ["\x1b[" in run("check", *options, "a.md")[1] for options in ([], ["--no-color"])] == [True, False]


def test_verbose_names_each_file_and_its_configuration(run: Run) -> None:
    """In the order of the files, on standard error; --isolated and --config show there."""
    Path("in").mkdir()
    for path in ("a.md", "in/b.md"):
        Path(path).write_text(NOTE)
    Path("in/notelint.toml").write_text('extend = "../base.toml"')
    Path("base.toml").write_text("")
    names = {
        (): ("no configuration", "in/notelint.toml, over base.toml"),
        ("--isolated",): ("no configuration", "no configuration"),
        ("--config", "base.toml", "--config", "select = []"): ("--config, over base.toml", "--config, over base.toml"),
    }
    for options, (first, last) in names.items():
        said = f"notelint: a.md: {first}\nnotelint: in/b.md: {last}\nNo problems in 2 files.\n"
        assert run("check", "-v", *options) == (0, "", said)


def test_include_says_which_files_are_walked(run: Run) -> None:
    """Others are then left out, whatever they end in; a file that is named is read all the same."""
    for path in ("a.md", "b.txt"):
        Path(path).write_text(SPACES)
    Path("notelint.toml").write_text('include = ["*.txt"]')
    found = [run("check", "-q", "--output-format", "concise", *paths)[1] for paths in ([], ["a.md"])]
    assert [text.partition(":")[0] for text in found] == ["b.txt", "a.md"]


def test_per_file_ignores_leave_rules_out_of_some_files(run: Run) -> None:
    """Names and families; where such a name is none, its place is said."""
    for path in ("a.md", "b.md"):
        Path(path).write_text(SPACES)
    Path("notelint.toml").write_text('per-file-ignores = {"a*" = ["heading"]}')
    code, out, _ = run("check", "-q", "--output-format", "concise")
    assert (code, out.count("\n"), out.partition(":")[0]) == (1, 1, "b.md")
    Path("notelint.toml").write_text('[per-file-ignores]\n"a*" = ["image", "headng"]')
    message = "notelint.toml:2:18: unknown rule 'headng': did you mean 'heading'?"
    assert run("check") == (2, "", f"notelint: {message}\n")


def test_a_schema_that_is_none_is_said_at_its_place(run: Run) -> None:
    """The place in the configuration that chose it."""
    Path("a.md").write_text("Text.\n")
    Path("notelint.toml").write_text('[[schemas]]\npaths = ["*.md"]\nschema = "paper-nots"')
    message = "notelint.toml:3:10: unknown note schema 'paper-nots': did you mean 'paper-note'?"
    assert run("check") == (2, "", f"notelint: {message}\n")


def test_convert_writes_one_array_in_the_order_of_the_inputs(run: Run) -> None:
    """Files that hold no note are skipped, and counted; where there is no note at all, nothing is written."""
    Path("plain.md").write_text("# No note\n")
    first, last = NOTES / "dense-retrieval.md", NOTES / "attention.md"
    code, out, err = run("convert", "--to", "json", first, "plain.md", last)
    assert [record["title"] for record in json.loads(out)] == [
        "Dense Passage Retrieval for Open-Domain Question Answering",
        "Transformer - Attention Is All You Need",
        "BERT - Pre-training of Deep Bidirectional Transformers",
    ]
    skipped = "notelint: skipped 1 file that is not a note on one paper; `notelint explain plain.md` shows why\n"
    assert (code, err) == (0, skipped)
    code, out, err = run("convert", "--to", "json", ".")
    assert (code, out, err.removeprefix(skipped).partition(",")[0]) == (1, "", "notelint: no note was found")


def test_convert_goes_on_where_a_file_cannot_be_read(run: Run) -> None:
    """The records of the others are written, and the run ends with 2."""
    code, out, err = run("convert", "--to", "jsonl", "none.md", NOTES / "attention.md", "-o", "out.jsonl")
    assert (code, out, err) == (2, "", "notelint: none.md: no such file or folder\n")
    assert len(Path("out.jsonl").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("form", [name for name, each in FORMATS.items() if not each.is_exact])
def test_bytes_that_are_not_utf_8_do_not_keep_a_note_from_being_converted(run: Run, form: str) -> None:
    """Every format is UTF-8, whatever the note is, on standard output and in a file."""
    Path("a.md").write_bytes((NOTES / "attention.md").read_bytes().replace(b"Attention", b"Att\xffention \xe2\x80"))
    code, out, _ = run("convert", "--to", form, "a.md")
    assert (code, "Att\ufffdention" in out or "{Att\ufffdention}" in out) == (0, True)
    assert run("convert", "--to", form, "a.md", "-o", "out")[0] == 0
    assert Path("out").read_bytes().decode() == out


def test_a_configured_schema_is_named_from_the_working_folder(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As all paths are, so that a report is the same on every computer."""
    Path("schemas").mkdir()
    Path("notes").mkdir()
    document = json.loads((Path(__file__).parents[1] / "schema" / "paper-study.json").read_text(encoding="utf-8"))
    Path("schemas/my.json").write_text(json.dumps(document | {"$id": "urn:my"}))
    Path("notelint.toml").write_text('schemas = [{paths = ["/notes/"], schema = "schemas/my.json"}]')
    Path("notes/a.md").write_text("## (2019 A) X\n\n### Model: m\n\n### Training: t\n")
    for folder, path, location in ((".", "notes", "schemas/my.json"), ("notes", "a.md", "../schemas/my.json")):
        monkeypatch.chdir(folder)
        _, out, _ = run("check", "--output-format", "json", path)
        assert [each["location"] for each in json.loads(out)[0]["related"]] == [f"{location}#/required"]


def test_convert_reads_a_file_as_the_schema_that_is_named(run: Run) -> None:
    """`--schema` takes a shipped name or a file; its mistakes are one line."""
    Path("plain.md").write_text("# A title\n")
    assert len(json.loads(run("convert", "--to", "json", "plain.md", "--schema", "literature-note")[1])) == 1
    Path("notelint.toml").write_text('schemas = [{paths = ["plain.md"], schema = "literature-note"}]')
    assert len(json.loads(run("convert", "--to", "json", "plain.md")[1])) == 1
    Path("broken.json").write_text("{")
    code, out, err = run("convert", "--to", "json", "plain.md", "--schema", "broken.json")
    assert (code, out, err.count("\n"), err[:22]) == (2, "", 1, "notelint: broken.json:")


def test_rule_prints_a_rule_or_all(run: Run) -> None:
    """A rule's document as it stands in its file; a line for each rule."""
    document = Path(__file__).parents[1] / "rules" / "image-case.md"
    assert run("rule", "image-case") == (0, document.read_text(encoding="utf-8"), "")
    code, listing, _ = run("rule", "--all")
    assert (code, [line.split()[0] for line in listing.splitlines()]) == (
        0,
        sorted(path.stem for path in document.parent.glob("*.md")),
    )
    assert run("rule")[1] == listing


def test_rule_lists_a_family(run: Run) -> None:
    """The name of a family gives a line for each of its rules, or an array of them; no other name is understood."""
    names = sorted(path.stem for path in Path(RULES).glob("image-*.md"))
    code, listing, _ = run("rule", "image")
    assert (code, [line.split()[0] for line in listing.splitlines()]) == (0, names)
    code, out, _ = run("rule", "image", "--output-format", "json")
    assert (code, [each["name"] for each in json.loads(out)]) == (0, names)
    assert run("rule", "imag") == (2, "", "notelint: unknown rule 'imag': did you mean 'image'?\n")


def test_help_speaks_of_its_own_verb(capsys: pytest.CaptureFixture[str]) -> None:
    """What `--schema` does with `--to markdown` stands in the help of the one verb that has it."""
    said = {}
    for verb in ("check", "convert"):
        with pytest.raises(SystemExit):
            cli.main([verb, "--help"])
        said[verb] = " ".join(capsys.readouterr().out.split())
    assert {verb: "--to markdown" in text for verb, text in said.items()} == {"check": False, "convert": True}
    assert "check every file against this note schema" in said["check"]


def test_schema_prints_a_schema_or_all(run: Run) -> None:
    """A schema as it stands in its file; a line for each schema."""
    schema = Path(__file__).parents[1] / "schema" / "paper-study.json"
    assert run("schema", "paper-study") == (0, schema.read_text(encoding="utf-8"), "")
    code, listing, _ = run("schema")
    assert (code, [line.split()[0] for line in listing.splitlines()]) == (
        0,
        sorted(path.stem for path in schema.parent.glob("*.json")),
    )


def test_the_version_costs_nothing() -> None:
    """`--version` prints it and loads no parser of Markdown, YAML or JSON Schema."""
    code = "import sys; from notelint.cli import main; main(['--version']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=Path(__file__).parents[1]
    )
    version, modules = done.stdout.split("\n", 1)
    assert version.startswith(f"notelint {__version__} (Python ")
    assert set(modules.split()) & {"mistune", "jsonschema", "yaml", "tomllib", "json"} == set()


def test_a_check_without_need_loads_neither_jsonschema_nor_yaml() -> None:
    """A file without front matter that is no note needs neither."""
    Path("a.md").write_text("Text.\n")
    code = "import sys; from notelint.cli import main; main(['check', '-q', 'a.md']); print(*sys.modules)"
    root = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert set(done.stdout.split()) & {"jsonschema", "yaml", "tomllib"} == set()


@pytest.mark.skipif(os.name == "nt", reason="no /dev/stdout")
def test_standard_output_by_the_name_of_its_device_is_not_replaced() -> None:
    """`-o /dev/stdout` adds to what standard output already holds, also where that is a file."""
    Path("a.md").write_text("Text.\n")
    with Path("log").open("wb") as log:
        log.write(b"before\n")
        log.flush()
        subprocess.run(
            [sys.executable, "-m", "notelint", "check", "-q", "a.md", "--output-format", "json", "-o", "/dev/stdout"],
            stdout=log,
            check=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )
        log.seek(0, os.SEEK_END)
        log.write(b"after\n")
    assert Path("log").read_bytes() == b"before\n[]\nafter\n"


@pytest.mark.skipif(os.name == "nt", reason="no /dev/full")
def test_output_that_cannot_be_written_is_one_line() -> None:
    """A full disk under standard output is said; a reader that has gone is not."""
    Path("a.md").write_text(SPACES)
    arguments = [sys.executable, "-m", "notelint", "check", "-q", "a.md"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, check=False, env=environment)
    assert (done.returncode, done.stderr) == (
        2,
        b"notelint: standard output: cannot be written: No space left on device\n",
    )
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = subprocess.run(arguments, stdout=gone, stderr=subprocess.PIPE, check=False, env=environment)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="no shell that closes a stream")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_run_ends_as_ever_where_the_caller_closed_a_stream(closed: str) -> None:
    """What nobody reads goes nowhere: the exit code is that of the findings, and there is no traceback."""
    Path("a.md").write_text(SPACES)
    command = ["sh", "-c", f'"$0" -m notelint check -q a.md {closed}', sys.executable]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (1, b"")


def test_an_interrupt_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is no traceback."""

    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("notelint.commands.rule.run", interrupt)
    assert run("rule") == (130, "", "")


@pytest.mark.skipif(not SEED.exists(), reason="../shared/seed is not beside this checkout")
def test_the_seed_is_found_to_have_exactly_its_defects(run: Run) -> None:
    """One image root, two missing summaries, two aliases, nine headings with spaces; exit 1."""
    shutil.copy(SEED, "seed.md")
    code, out, err = run("check", "seed.md", "--output-format", "json")
    places = [(each["rule"], each["start"]["line"], each["start"]["column"]) for each in json.loads(out)]
    spaces = [place for place in places if place[0] == "heading-whitespace"]
    assert [place for place in places if place[0] != "heading-whitespace"] == [
        ("image-root", 7, 18),
        ("section-missing", 16, 1),
        ("section-missing", 72, 1),
        ("section-alias", 96, 7),
        ("section-alias", 125, 7),
    ]
    assert [line for _, line, _ in spaces] == [22, 38, 58, 78, 92, 113, 119, 161, 163]
    found = "Found 14 problems (2 errors, 12 warnings) in 1 file."
    assert (code, err) == (1, f"{found} 9 fixable with --fix, 2 more with --unsafe-fixes.\n")


@pytest.mark.skipif(not SEED.exists(), reason="../shared/seed is not beside this checkout")
def test_the_seed_is_fixed_without_changing_what_it_says(run: Run) -> None:
    """--fix changes the nine headings and nothing else; records stay equal; a second run changes nothing."""
    shutil.copy(SEED, "seed.md")
    before = Path("seed.md").read_text(encoding="utf-8").split("\n")
    records = _records_without_places(run)
    assert run("check", "seed.md", "--fix", "-q")[0] == 1
    after = Path("seed.md").read_text(encoding="utf-8").split("\n")
    changed = [number for number, (old, new) in enumerate(zip(before, after, strict=True), start=1) if old != new]
    assert changed == [22, 38, 58, 78, 92, 113, 119, 161, 163]
    assert _records_without_places(run) == records
    data = Path("seed.md").read_bytes()
    assert run("check", "seed.md", "--fix", "-q")[0] == 1
    assert Path("seed.md").read_bytes() == data


def _records_without_places(run: Run) -> list[dict[str, Any]]:
    """The seed's records without the places and the text as written, which a fix is there to change."""
    _, out, _ = run("convert", "--to", "json", "seed.md")
    records: list[dict[str, Any]] = json.loads(out)
    assert len(records) == 7
    for record in records:
        del record["source"]
        for section in record["sections"]:
            del section["source"]
    return records
