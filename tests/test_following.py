"""Links that follow a heading which a fix renames in another file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint.cli import main

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTES = """\
## (2017 Google) Transformer

### Model: Encoder and decoder

### Training: Supervised

### Summary: Attention alone is enough

## (2018 OpenAI) GPT

### Model: Decoder

### Training: Next word

### Summary

Data is enough.

## (2019 Google) BERT

### Model: Encoder

### 訓練：遮字

### Summary and contribution

One model, see [above](#訓練遮字).
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with the notes, which are renamed, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    write({"筆 記/notes.md": NOTES})
    return tmp_path


def write(texts: Mapping[str, str]) -> None:
    """Write files, each into a folder that is made where it is not there."""
    for path, text in texts.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text, encoding="utf-8", newline="")


def fix(*paths: str, diff: bool = False) -> int:
    """Rename what is called by an alias."""
    return main(
        ["check", "--select", "section-alias,link-anchor", "--unsafe-fixes", "--diff" if diff else "--fix", *paths]
    )


@pytest.mark.parametrize(
    ("link", "after"),
    [
        pytest.param("[a](<../筆 記/notes.md#訓練遮字>)", "[a](<../筆 記/notes.md#training遮字>)", id="CJK"),
        pytest.param(
            "[a](../%E7%AD%86%20%E8%A8%98/notes.md#%E8%A8%93%E7%B7%B4%E9%81%AE%E5%AD%97)",
            "[a](../%E7%AD%86%20%E8%A8%98/notes.md#training%E9%81%AE%E5%AD%97)",
            id="percent-encoded",
        ),
        pytest.param(
            "[a](<../筆 記/notes.md#summary-and-contribution>)",
            "[a](<../筆 記/notes.md#summary-1>)",
            id="the second of that name",
        ),
        pytest.param(
            "[a](<../筆 記/notes.md#Summary-and-Contribution>)",
            "[a](<../筆 記/notes.md#summary-1>)",
            id="in another case",
        ),
        pytest.param(
            "[a][b]\n\n[b]: <../筆 記/notes.md#訓練遮字> 'T'",
            "[a][b]\n\n[b]: <../筆 記/notes.md#training遮字> 'T'",
            id="a definition",
        ),
        pytest.param(
            "[a](<../筆 記/notes.md#%E8%A8%93%E7%B7%B4%EF%BC%9A%E9%81%AE%E5%AD%97>)",
            "[a](<../筆 記/notes.md#Training%EF%BC%9A%E9%81%AE%E5%AD%97>)",
            id="a title, as Obsidian writes it",
        ),
        pytest.param("[[notes#訓練：遮字]]", "[[notes#Training：遮字]]", id="a wiki link"),
        pytest.param(
            "![[筆 記/notes#訓練：遮字|that]]", "![[筆 記/notes#Training：遮字|that]]", id="with path and label"
        ),
        pytest.param("[[notes#BERT#訓練：遮字]]", "[[notes#BERT#Training：遮字]]", id="below another heading"),
        pytest.param("[a](<../筆 記/notes.md#summary>)", None, id="to a heading that keeps its name"),
        pytest.param("[a](<../筆 記/notes.md>) [[notes]] [b](#訓練遮字)", None, id="to no heading of that file"),
        pytest.param("`[a](<../筆 記/notes.md#訓練遮字>)` <!-- [[notes#訓練：遮字]] -->", None, id="no links"),
        pytest.param("[[Notes 2#訓練：遮字]] [a](notes.md#訓練遮字)", None, id="to other files"),
    ],
)
def test_links_follow(link: str, after: str | None) -> None:
    """A link leads to the heading that it led to before, and is written as before; nothing else is touched."""
    write({"other/b.md": f"# B\r\n\r\nText {link}\r\n"})

    fix(".")

    assert "### Training：遮字\n" in Path("筆 記/notes.md").read_text(encoding="utf-8")
    assert Path("other/b.md").read_bytes().decode() == f"# B\r\n\r\nText {after or link}\r\n"


def test_nothing_is_left_to_report(capsys: pytest.CaptureFixture[str]) -> None:
    """A link that follows leads somewhere, whichever file is fixed first; a second run changes nothing."""
    link = "[a](<筆 記/notes.md#訓練遮字>)"
    write({"a.md": link, "筆 記/zz.md": "[[notes#訓練：遮字]]"})

    assert fix("筆 記", "a.md") == 0
    assert Path("a.md").read_text(encoding="utf-8") == "[a](<筆 記/notes.md#training遮字>)"

    before = {path: path.read_bytes() for path in Path().rglob("*.md")}
    assert fix(".") == 0
    assert {path: path.read_bytes() for path in Path().rglob("*.md")} == before
    out, err = capsys.readouterr()
    assert out == ""
    assert "left as it is" not in err


def test_a_title_that_another_heading_bears_first(capsys: pytest.CaptureFixture[str]) -> None:
    """A wiki link leads to the first heading of a title: one that would lead to another one is left and reported."""
    write({"b.md": "[[notes#Summary and contribution]]\n"})

    assert fix("筆 記/notes.md", "b.md") == 1
    assert Path("b.md").read_text(encoding="utf-8") == "[[notes#Summary and contribution]]\n"
    assert 'no heading in "notes.md" matches "#Summary and contribution"' in capsys.readouterr().out


def test_a_name_of_several_files_is_left() -> None:
    """Where Obsidian might take a name for another file, the link stays."""
    write({"b.md": "[[notes#訓練：遮字]] [[筆 記/notes#訓練：遮字]]\n", "結/notes.md": "# N\n"})

    fix(".")

    assert Path("b.md").read_text(encoding="utf-8") == "[[notes#訓練：遮字]] [[筆 記/notes#Training：遮字]]\n"


def test_a_name_that_is_percent_encoded() -> None:
    """A file is known by its name however a link spells it."""
    write({"紙.md": NOTES, "b.md": "[a](%E7%B4%99.md#%E8%A8%93%E7%B7%B4%E9%81%AE%E5%AD%97)\n"})

    fix(".")

    assert Path("b.md").read_text(encoding="utf-8") == "[a](%E7%B4%99.md#training%E9%81%AE%E5%AD%97)\n"


def test_headings_that_are_more_than_before(capsys: pytest.CaptureFixture[str]) -> None:
    """Where a fix adds a heading it is not known which is which: links are left, and reported."""
    write({"筆 記/notes.md": f"{NOTES}\n##Lost\n", "b.md": "[[notes#訓練：遮字]]\n"})

    status = main(["check", "--select", "section-alias,heading-hash,link-anchor", "--fix", "--unsafe-fixes", "."])

    assert status == 1
    assert "\n## Lost\n" in Path("筆 記/notes.md").read_text(encoding="utf-8")
    assert Path("b.md").read_text(encoding="utf-8") == "[[notes#訓練：遮字]]\n"
    assert "[link-anchor]" in capsys.readouterr().out


def test_a_difference_shows_the_links(capsys: pytest.CaptureFixture[str]) -> None:
    """With --diff the links that would follow are shown, and no file is written."""
    write({"b.md": "[[notes#訓練：遮字]]\n"})

    assert fix(".", diff=True) == 1
    assert "-[[notes#訓練：遮字]]\n+[[notes#Training：遮字]]\n" in capsys.readouterr().out
    assert Path("b.md").read_text(encoding="utf-8") == "[[notes#訓練：遮字]]\n"
    assert Path("筆 記/notes.md").read_text(encoding="utf-8") == NOTES


def test_files_that_are_not_checked_are_left(capsys: pytest.CaptureFixture[str]) -> None:
    """A link in a file that was not named stays, and is named."""
    write({"b.md": "See [a](<筆 記/notes.md#訓練遮字>).\n", ".git/x": ""})

    fix("筆 記")

    assert Path("b.md").read_text(encoding="utf-8") == "See [a](<筆 記/notes.md#訓練遮字>).\n"
    said = '"#訓練遮字" is called "#training遮字" now, and this link is left as it is: the file is not checked'
    assert capsys.readouterr().err.splitlines()[0] == f"notelint: b.md:1:23: {said}"


@pytest.mark.parametrize(
    ("read_only", "training", "message"),
    [
        pytest.param(
            "b.md", "### Training：遮字", 'no heading in "notes.md" matches "#訓練遮字"', id="where the link is"
        ),
        pytest.param("筆 記/notes.md", "### 訓練：遮字", "", id="where it leads"),
    ],
)
def test_files_that_cannot_be_written(
    read_only: str,
    training: str,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A link that cannot be changed is left and reported; no link follows a heading that stays as it is."""
    write({"b.md": "[a](<筆 記/notes.md#訓練遮字>)\n"})
    monkeypatch.setattr(os, "access", lambda path, _: not str(path).endswith(read_only))

    status = fix(".")

    assert status == (1 if message else 2)
    assert f"\n{training}\n" in Path("筆 記/notes.md").read_text(encoding="utf-8")
    assert Path("b.md").read_text(encoding="utf-8") == "[a](<筆 記/notes.md#訓練遮字>)\n"
    assert message in capsys.readouterr().out


def test_links_count_spaces_as_github_does() -> None:
    """Deleting a space changes `#alpha--beta`: a link of another file follows, and one of the same makes it unsafe."""
    write({"a.md": "## Alpha  Beta\n", "b.md": "[x](a.md#alpha--beta) [y](a.md#alpha-beta)\n"})
    write({"own.md": "## Alpha  Beta\n\n[x](#alpha--beta)\n\n## Gamma  Delta\n\n[y](#gamma-delta)\n"})

    main(["check", "--select", "heading-whitespace", "--fix", "."])

    assert Path("a.md").read_text() == "## Alpha Beta\n"
    assert Path("b.md").read_text() == "[x](a.md#alpha-beta) [y](a.md#alpha-beta)\n"
    assert Path("own.md").read_text() == "## Alpha  Beta\n\n[x](#alpha--beta)\n\n## Gamma Delta\n\n[y](#gamma-delta)\n"

    main(["check", "--select", "heading-whitespace", "--fix", "--unsafe-fixes", "own.md"])

    assert Path("own.md").read_text().startswith("## Alpha Beta\n\n[x](#alpha-beta)\n")
