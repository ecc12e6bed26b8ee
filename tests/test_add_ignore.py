"""`check --add-ignore`: comments for today's findings, which change nothing that the notes say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint import cli
from notelint.cli import main
from notelint.context import Context
from notelint.engine.fix import says_the_same
from notelint.engine.hide import hide
from notelint.engine.lint import Hiding, reported
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.note import read_document
from notelint.rule import read_rules, select_rules
from notelint.schema import shipped_schemas
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from notelint.diagnostic import Diagnostic
    from notelint.note.model import Document

    Run = Callable[..., tuple[int, str, str]]

SELECTED = ("heading-whitespace", "image-missing", "section-missing", "front-matter-syntax", "link-missing")
SPACE = "<!-- notelint: ignore[heading-whitespace] -->"
IMAGE = "<!-- notelint: ignore[image-missing] -->"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `check` in an empty folder: the exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*options: str) -> tuple[int, str, str]:
        code = cli.main(["check", "--select", ",".join(SELECTED), *options])
        return (code, *capfd.readouterr())

    return call


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("#  T\n", f"{SPACE}\n#  T\n", id="above a heading"),
        pytest.param("\ufeff#  T\n", f"\ufeff{SPACE}\n#  T\n", id="behind a byte order mark"),
        pytest.param("# T\r\n##  U\r\n", f"# T\r\n{SPACE}\r\n##  U\r\n", id="with carriage returns"),
        pytest.param("a\n![](x.png) b\nc\n", f"a\n![](x.png) b {IMAGE}\nc\n", id="inside a paragraph"),
        pytest.param("a\n![](x.png)  \nc\n", f"a\n![](x.png) {IMAGE}  \nc\n", id="before a hard break"),
        pytest.param("![](x.png)\n", f"{IMAGE}\n![](x.png)\n", id="above a paragraph"),
        pytest.param("- a\n- b ![](x.png)\n", f"- a\n- b ![](x.png) {IMAGE}\n", id="in a list"),
        pytest.param("> a\n> ![](x.png) b\n", f"> a\n> ![](x.png) b {IMAGE}\n", id="in a quote"),
        pytest.param(
            "| a |\n|---|\n| ![](x.png) |\n",
            f"{IMAGE.replace('ignore', 'ignore-file')}\n\n| a |\n|---|\n| ![](x.png) |\n",
            id="for the file of a table",
        ),
        pytest.param(
            "---\na: [b\n---\n\n# T\n",
            "---\na: [b\n---\n\n<!-- notelint: ignore-file[front-matter-syntax] -->\n\n# T\n",
            id="for the file of front matter",
        ),
    ],
)
def test_where_a_comment_is_written(before: str, after: str, run: Run) -> None:
    """Above the block that the finding begins, at the end of its line, or for the file; then nothing is found."""
    Path("a.md").write_bytes(before.encode())
    assert run("--add-ignore", "a.md") == (0, "", "Hid 1 problem in 1 file.\n")
    assert Path("a.md").read_bytes().decode() == after
    assert run("-q", "a.md") == (0, "", "")
    assert run("--add-ignore", "a.md") == (0, "", "Hid 0 problems in 0 files.\n")


def test_comments_for_the_file_and_for_its_first_line(run: Run) -> None:
    """Both stand at one place, the one for the file above."""
    Path("a.md").write_text("---\na: [b\n---\n#  T\n")
    assert run("--add-ignore", "a.md")[0] == 0
    assert Path("a.md").read_text() == (
        f"---\na: [b\n---\n<!-- notelint: ignore-file[front-matter-syntax] -->\n\n{SPACE}\n#  T\n"
    )


def test_a_reason_is_written_too(run: Run) -> None:
    """It stands in every comment, behind the names of all rules that found something there."""
    Path("a.md").write_text("#  T ![](x.png)\n")
    assert run("--add-ignore=for now", "a.md")[0] == 0
    assert Path("a.md").read_text() == (
        "<!-- notelint: ignore[heading-whitespace, image-missing] for now -->\n#  T ![](x.png)\n"
    )


@pytest.mark.parametrize("options", [("--add-ignore", "--fix"), ("--add-ignore", "-"), ("--add-ignore=a --> b",)])
def test_what_cannot_be(options: tuple[str, ...], run: Run) -> None:
    """What does not go together, and a reason that would end its comment, is refused in one line."""
    code, out, err = run(*options)
    assert (code, out, err.count("\n")) == (2, "", 1)


LAYOUTS = [schema.layout for schema in shipped_schemas()]
RULES = select_rules(read_rules(), SELECTED)
PIECES = st.sampled_from(
    ["## (2019 Google) BERT\n", "#  T", "### Model:  x\n", "###  T ##", "![](x.png)", " b ", "\n", "\n\n",
     "- ", "> ", "    ", "```\n", "| a |\n|---|\n| ![](x.png) |\n", "---\n", "a: [b\n", "$$", "$", "**", "`",
     "<div>\n", "</div>\n", "\\", "![[x.png]]", "<img src='x.png'>", "[^a]: ", "T\n===\n", "  \n", "\r\n",
     "<!--", "-->", "1. ", "[a](x.md)"]
)  # fmt: skip


def read(source: Source) -> Document:
    """Read a document by the shipped schemas."""
    return read_document(source, LAYOUTS)


def find(document: Document) -> list[Diagnostic]:
    """What some rules find."""
    schema = next((each for each in shipped_schemas() if each.layout == document.layout), None)
    return reported(document, Context(schema, Files([])), RULES, Hiding())


@given(st.lists(PIECES, max_size=10).map("".join))
@settings(deadline=None, max_examples=60)
def test_hiding_changes_nothing_that_is_said(text: str) -> None:
    """Whatever the text, either all findings are hidden and the notes say the same, or nothing is written."""
    before = read(Source("note.md", text))
    try:
        after, count = hide(before, find, read)
    except NotelintError:
        return
    assert (count, find(after)) == (len(find(before)), [])
    assert says_the_same(before, after, read)


def test_the_help_says_how_a_reason_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    """Without `=`, the next argument would be a path."""
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    assert "  --add-ignore[=REASON]    write comments" in capsys.readouterr().out
