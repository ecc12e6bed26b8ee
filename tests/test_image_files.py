"""What the files of images are: of which kind, how large, known to git or not."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from notelint.checks.image import image_size, image_type, image_untracked
from notelint.context import Context
from notelint.files import Files
from notelint.note import read_document
from notelint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from notelint.context import Check

pytestmark = pytest.mark.usefixtures("in_temporary_folder")

STARTS = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "gif": b"GIF89a",
    "webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "bmp": b"BM\x36\0\0\0\0\0\0\0",
    "tiff": b"II*\0\x08\0\0\0",
    "avif": b"\0\0\0\x20ftypavif",
    "heic": b"\0\0\0\x18ftypheic",
    "svg": b'<?xml version="1.0"?>\n<svg>',
}


def messages(check: Check, text: str, max_bytes: int = 100) -> list[str]:
    """What a check says of a note in the working folder."""
    document = read_document(Source("n.md", text), ())
    return [finding.message for finding in check(document, Context(None, Files(["."]), (), max_bytes))]


@pytest.mark.parametrize("kind", STARTS)
@pytest.mark.parametrize("suffix", STARTS)
def test_a_kind_is_known_by_the_first_bytes(tmp_path: Path, kind: str, suffix: str) -> None:
    """An image is found fault with where its name says another kind, and only there."""
    (tmp_path / f"a.{suffix}").write_bytes(STARTS[kind])
    assert bool(messages(image_type, f"![](a.{suffix})")) == (kind != suffix)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.png", b"<!doctype html><title>404", ['image "a.png" is named PNG but contains HTML']),
        ("a.JPG", b"%PDF-1.7", ['image "a.JPG" is named JPEG but contains PDF']),
        ("a.jpeg", STARTS["jpg"], []),
        ("a.svg", b"\xef\xbb\xbf\n <svg>", []),
        ("a.svg", b"<!-- made by hand --><svg>", []),
        ("a.png", b"", []),
        ("a.png", b"version https://git-lfs.github.com/spec/v1\n", []),
        ("a.xyz", STARTS["png"], []),
    ],
)
def test_kinds_that_are_no_image_or_not_known(tmp_path: Path, name: str, content: bytes, expected: list[str]) -> None:
    """A page or a PDF in place of an image is told; what is not known, or kept elsewhere, is not."""
    (tmp_path / name).write_bytes(content)
    assert messages(image_type, f"![]({name})") == expected


def test_an_image_may_have_just_as_many_bytes(tmp_path: Path) -> None:
    """The limit itself is allowed."""
    (tmp_path / "a.png").write_bytes(b"x" * 100)
    (tmp_path / "b.png").write_bytes(b"x" * 101)
    assert messages(image_size, "![](a.png) ![](b.png)") == ['image "b.png" is larger than 100 bytes']


def test_images_that_git_does_not_know(tmp_path: Path) -> None:
    """Names in any script; what is ignored counts; a note that is not in git says nothing of its images yet."""
    text = "![](media/图%201.png) ![](media/b.png) ![](media/c.png) ![](none.png)"
    for name in ("media/图 1.png", "media/b.png", "media/c.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "n.md").write_text(text, encoding="utf-8")
    (tmp_path / ".gitignore").write_text("c.png\n", encoding="utf-8")
    assert messages(image_untracked, text) == []

    subprocess.run(["git", "init", "--quiet"], check=True)
    assert messages(image_untracked, text) == []

    subprocess.run(["git", "add", "n.md", "media/图 1.png"], check=True)
    assert messages(image_untracked, text) == [
        'image "media/b.png" is not in git',
        'image "media/c.png" is not in git',
    ]


def test_an_image_in_a_linked_folder_is_known_by_where_it_lies(tmp_path: Path) -> None:
    """Git tracks a link, not what is behind it."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.png").touch()
    (tmp_path / "media" / "b.png").touch()
    (tmp_path / "linked").symlink_to("media")
    (tmp_path / "n.md").touch()
    subprocess.run(["git", "init", "--quiet"], check=True)
    subprocess.run(["git", "add", "n.md", "linked", "media/a.png"], check=True)

    assert messages(image_untracked, "![](linked/a.png) ![](linked/b.png)") == ['image "linked/b.png" is not in git']


def test_a_hook_of_one_repository_checks_the_notes_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git tells its hooks is about the repository of the working folder only."""
    for folder in ("ours", "theirs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.md").touch()
        subprocess.run(["git", "init", "--quiet", folder], check=True)
        subprocess.run(["git", "-C", folder, "add", f"{folder}.md"], check=True)
    monkeypatch.chdir(tmp_path / "ours")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "ours" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "ours" / ".git" / "index"))

    assert (Files().is_tracked("ours.md"), Files().is_tracked("../theirs/theirs.md")) == (True, True)


def test_what_git_cannot_tell_is_not_said(tmp_path: Path) -> None:
    """A `.git` that is no repository is not a reason to fail, nor to find fault."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.png").touch()
    (tmp_path / "n.md").touch()

    assert Files().is_tracked("n.md") is None
    assert messages(image_untracked, "![](a.png)") == []
