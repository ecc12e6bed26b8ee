"""`notelint images`: what notes use, and what nothing names; nothing that is used is ever called an orphan."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from typing import TYPE_CHECKING

import pytest

from notelint.cli import main
from notelint.context import Context
from notelint.files import Files
from notelint.note import read_document
from notelint.source import Source, Span
from notelint.targets.uses import Use, orphans, uses

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_temporary_folder")


def write(root: Path, files: dict[str, str | bytes]) -> None:
    """Write files with their content below a folder."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize(
    ("image", "path", "content"),
    [
        pytest.param("a.png", "n.md", "![](media/a.png)", id="Markdown"),
        pytest.param("a.png", "n.md", "![x][y]\n\n[y]: media/a.png", id="reference"),
        pytest.param("a.png", "n.md", "<img src='media/a.png'>", id="HTML"),
        pytest.param("a.png", "n.md", "<!-- <img src='media/a.png'> -->", id="comment"),
        pytest.param("a.png", "n.md", "![[a.png|300]]", id="embed"),
        pytest.param("a.png", "n.md", "[large](media/a.png)", id="link to it"),
        pytest.param("a.png", "n.md", "---\ncover: media/a.png\n---\n", id="cover"),
        pytest.param("a.png", "n.md", '<p style="background: url(media/a.png)">', id="style"),
        pytest.param("a.png", "n.md", "`media/a.png`", id="code"),
        pytest.param("a.png", "n.md", r"![](media\a.png)", id="Windows separators"),
        pytest.param("a.png", "n.md", "![](media/A.PNG)", id="other case"),
        pytest.param("a b.png", "n.md", "![](media/a%20b.png)", id="percent-encoded"),
        pytest.param("a b.png", "n.md", "![](media/a b.png)", id="raw space"),
        pytest.param("a_(1).png", "n.md", r"![](media/a\_\(1\).png)", id="escaped"),
        pytest.param("a&b.png", "n.md", "![](media/a&amp;b.png)", id="entity"),
        pytest.param("a&b c.png", "n.md", "![](media/a&amp;b%20c.png)", id="entity and percent"),
        pytest.param("100%.png", "n.md", "![](media/100%25.png)", id="a percent sign"),
        pytest.param("图 1.png", "n.md", "![](media/%E5%9B%BE%201.png)", id="CJK, percent-encoded"),
        pytest.param("图.png", "board.canvas", r'{"file": "media/\u56fe.png"}', id="CJK in JSON"),
        pytest.param("图.png", "old.md", "实验结果如下：![](media/图.png)".encode("gb18030"), id="CJK in GBK"),
        pytest.param("图.png", "old.md", "![](media/图.png)".encode("utf-16"), id="UTF-16"),
        pytest.param(unicodedata.normalize("NFD", "é.png"), "n.md", "![](media/é.png)", id="Unicode form"),
        pytest.param("a@2x.png", "n.md", "![](media/a.png)", id="for fine screens"),
        pytest.param("bert.png", "paper.tex", r"\includegraphics[width=3in]{figures/bert}", id="LaTeX without ending"),
        pytest.param("bert.png", "n.md", "---\ncover: bert\n---\n", id="front matter without ending"),
        pytest.param("bert.png", "n.md", '{{< figure name="bert" >}}', id="shortcode without ending"),
        pytest.param("bert.png", "n.md", "![[bert]]", id="embed without ending"),
        pytest.param("a.png", "layout.html", '{{ range resources.Match "media/*.png" }}', id="all in a folder"),
        pytest.param("a.png", "site.css", "body { background: url(media/a.png) }", id="style sheet"),
        pytest.param("a.png", "drawing.svg", '<image href="media/a.png"/>', id="inside another image"),
        pytest.param("a.png", ".github/README.md", "![](../media/a.png)", id="hidden file"),
        pytest.param("a.png", "private/n.md", "![](../media/a.png)", id="ignored file"),
    ],
)
def test_what_is_named_is_no_orphan(tmp_path: Path, image: str, path: str, content: str | bytes) -> None:
    """A mention in any spelling, in any text file, keeps an image; without the mention it is an orphan."""
    write(tmp_path, {".git/HEAD": "", ".gitignore": "private/\n", f"media/{image}": b"\x89PNG\0", path: "nothing"})
    assert orphans(["media"], Files(["media"])) == [f"media/{image}"]

    write(tmp_path, {path: content})
    assert orphans(["media"], Files(["media"])) == []


def test_orphans_are_images_that_git_would_keep(tmp_path: Path) -> None:
    """Listed are images, none that is ignored; that an SVG names itself is no use, and that a binary does neither."""
    write(
        tmp_path,
        {
            ".gitignore": "build/\n",
            "build/a.png": "",
            "paper.pdf": "b.png c.png",
            "b.png": b"\0c.png",
            "b.svg": '<svg docname="b.svg"/>',
            "c.PNG": "",
            "n.md": "no images",
        },
    )
    assert orphans(["."], Files(["."])) == ["b.png", "b.svg", "c.PNG"]


def test_uses_of_a_note(tmp_path: Path) -> None:
    """Each image with its place and what became of it; a cover that no folder has is left to the site's theme."""
    front_matter = "---\nimages: [a.png, {src: /static/b.png}]\ncover: elsewhere.png\n---\n"
    text = front_matter + "![](no.png) ![](A.png) ![](//x.org/c.png)\n"
    write(tmp_path, {"a.png": "", "static/b.png": "", "n.md": text})
    document = read_document(Source("n.md", text), ())

    def at(piece: str) -> Span:
        return Span(text.index(piece), text.index(piece) + len(piece))

    assert uses(document, Context(None, Files(["."]))) == [
        Use(at("a.png"), "a.png", "found", "a.png"),
        Use(at("{src: /static/b.png}"), "/static/b.png", "found", "static/b.png"),
        Use(at("elsewhere.png"), "elsewhere.png", "unchecked", None),
        Use(at("no.png"), "no.png", "missing", None),
        Use(at("A.png"), "A.png", "other-case", "a.png"),
        Use(at("//x.org/c.png"), "//x.org/c.png", "unchecked", None),
    ]


def test_the_command_lists_uses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line an image, or an array; a use that leads nowhere is listed, not a failure."""
    write(tmp_path, {"media/a.png": "", "n.md": "![](media/a.png)\n![](b.png)\n"})

    assert main(["images"]) == 0
    assert capsys.readouterr().out == "n.md:1:5: found: media/a.png -> media/a.png\nn.md:2:5: missing: b.png\n"
    assert main(["images", "n.md", "--output-format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"path": "n.md", "line": 1, "column": 5, "image": "media/a.png", "state": "found", "file": "media/a.png"},
        {"path": "n.md", "line": 2, "column": 5, "image": "b.png", "state": "missing", "file": None},
    ]


def test_the_command_lists_orphans_and_deletes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1 where there are some, 0 where there are none, 2 for a folder that is not there."""
    write(tmp_path, {"media/a.png": "", "media/b.png": "", "n.md": "![](media/a.png)\n"})

    assert main(["images", "--orphans"]) == 1
    assert capsys.readouterr().out == "media/b.png\n"
    assert main(["images", "--orphans", "--output-format", "json", "media"]) == 1
    assert json.loads(capsys.readouterr().out) == [{"file": "media/b.png"}]
    assert (tmp_path / "media" / "b.png").exists()
    write(tmp_path, {"n.md": "![](media/a.png) ![](media/b.png)"})
    assert main(["images", "--orphans", "media"]) == 0
    assert main(["images", "--orphans", "none"]) == 2


def test_the_whole_repository_is_read_for_uses(tmp_path: Path) -> None:
    """A note outside the folders that are asked about uses an image in them, too."""
    subprocess.run(["git", "init", "--quiet"], check=True)
    write(tmp_path, {"media/a.png": "", "media/b.png": "", "notes/n.md": "![](../media/a.png)\n"})

    assert orphans(["media"], Files(["media"])) == ["media/b.png"]
