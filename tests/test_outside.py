"""Nothing outside of a project is read: a note, a link in a folder and a configuration may be a stranger's."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint.files import Files
from notelint.store import Disk

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights")

TEXT = "# A secret\n\n## Heading\n\nroot:x:0:0\n"
MARKERS = [".git", ".obsidian", None]


@pytest.fixture(params=MARKERS, ids=["a repository", "a vault", "a folder"])
def project(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> Path:
    """A project to stand in, and a file outside of it."""
    project = tmp_path / "project"
    project.mkdir()
    if request.param:
        (project / request.param).mkdir()
    outside = tmp_path / "outside"
    (outside / "config").mkdir(parents=True)
    for name in ("secret.md", "secret.json", "secret.toml", ".gitignore"):
        (outside / name).write_text(TEXT)
    (outside / "config/notelint.toml").write_text("ignore = []\n")
    (outside / "secret.png").write_bytes(b"<html>" + bytes(2_000_000))
    monkeypatch.chdir(project)
    opened.clear()
    return project


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read, with links followed."""
    paths: list[str] = []
    read = Disk.read

    def note(self: Disk, path: str, size: int = -1) -> bytes:
        paths.append(os.path.realpath(path))
        return read(self, path, size)

    monkeypatch.setattr(Disk, "read", note)
    return paths


def outside(paths: list[str]) -> list[str]:
    """Those that lie where they should not."""
    return [path for path in paths if "/outside/" in path]


LINKS = (
    "[a](../outside/secret.md#none)",
    "[a](link.md#none)",
    "[a](folder/secret.md#none)",
    "[[secret#none]]",
    "[[link#none]]",
    "![](../outside/secret.png)",
    "![](link.png)",
    "![](folder/secret.png)",
    "![[secret.png]]",
)


@pytest.mark.parametrize("options", [(), ("--vault",), ("--fix", "--unsafe-fixes")], ids=["check", "--vault", "--fix"])
@pytest.mark.usefixtures("project")
def test_what_a_note_links_to_is_not_read(options: tuple[str, ...], run: Run, opened: list[str]) -> None:
    """Whether the file is there is asked, by its name; what it holds is not, and nothing is said of that."""
    Path("link.md").symlink_to("../outside/secret.md")
    Path("link.png").symlink_to("../outside/secret.png")
    Path("folder").symlink_to("../outside")
    Path("a.md").write_text("# A note\n\n" + "\n\n".join(LINKS) + "\n")
    Path("b.md").write_text("# A note\n\n## Heading  two\n\n[a](../outside/secret.md#heading)\n")
    _, out, _ = run("check", "a.md", "b.md", "--select", "all", "--output-format", "concise", *options)
    assert outside(opened) == []
    assert not any(rule in out for rule in ("link-anchor", "image-type", "image-size", "image-duplicate"))
    run("images", "--orphans", "a.md", ".")
    run("convert", "--to", "json", "--schema", "paper-note", "a.md")
    assert outside(opened) == []


@pytest.mark.parametrize("verb", ["check", "convert", "images", "baseline"])
@pytest.mark.usefixtures("project")
def test_a_link_in_a_folder_is_not_followed_out(verb: str, run: Run, opened: list[str]) -> None:
    """It is named with what to do; named itself, or excluded, all is well."""
    Path("a.md").write_text(TEXT)
    Path("link.md").symlink_to("../outside/secret.md")
    Path("folder").symlink_to("../outside")
    Path("inside.md").symlink_to("a.md")
    options = ("--to", "json", "--schema", "paper-note") if verb == "convert" else ()
    code, _, err = run(verb, ".", *options)
    assert outside(opened) == []
    assert code == 2
    remedy = "leads out of the project: name it to have it read, or exclude it"
    assert [line for line in err.splitlines() if "leads out" in line] == [
        f"notelint: folder: {remedy}",
        f"notelint: link.md: {remedy}",
    ]
    code, _, err = run(verb, ".", "folder", "link.md", *options)
    assert code < 2, err
    assert len(set(outside(opened))) > 0
    opened.clear()
    assert run(verb, ".", *options, "--config", 'exclude = ["folder", "link.md"]')[0] < 2
    assert outside(opened) == []


@pytest.mark.usefixtures("project")
def test_rules_that_git_would_not_read(run: Run, opened: list[str]) -> None:
    """A `.gitignore` that is a link counts for git neither."""
    Path(".gitignore").symlink_to("../outside/.gitignore")
    Path("a.md").write_text(TEXT)
    assert run("check", ".", "-q")[0] < 2
    assert outside(opened) == []


@pytest.mark.parametrize(
    "line",
    [
        'extend = "../outside/secret.toml"',
        'extend = "../outside/config/notelint.toml"',
        'extend = "link.toml"',
        'baseline = "../outside/secret.json"',
        'baseline = "link.json"',
        'schemas = [{ paths = ["*"], schema = "../outside/secret.json" }]',
        'schemas = [{ paths = ["*"], schema = "link.json" }]',
    ],
)
def test_what_a_configuration_names_lies_inside(line: str, project: Path, run: Run, opened: list[str]) -> None:
    """Else it is one line, with the place."""
    for name in ("toml", "json"):
        Path(f"link.{name}").symlink_to(f"../outside/secret.{name}")
    Path("notelint.toml").write_text(line + "\n")
    Path("a.md").write_text(TEXT)
    before, name, _ = line.rsplit('"', 2)
    said = f"notelint.toml:1:{len(before) + 1}: {name} lies outside of the project, {project}: copy it there"
    assert run("check", "a.md") == (2, "", f"notelint: {said}\n")
    assert outside(opened) == []


@pytest.mark.usefixtures("project")
def test_a_configuration_that_is_a_link(run: Run, opened: list[str]) -> None:
    """One that leads out is read only where the user names it."""
    Path("notelint.toml").symlink_to("../outside/config/notelint.toml")
    Path("a.md").write_text(TEXT)
    message = "notelint: notelint.toml: leads out of the project: name it with --config to have it read\n"
    assert run("check", "a.md") == (2, "", message)
    assert outside(opened) == []
    assert run("check", "a.md", "--config", "notelint.toml")[0] == 0
    assert outside(opened) != []


def test_a_configuration_above_may_be_extended(project: Path, run: Run) -> None:
    """It is one that would be found without that, also where it lies outside of the repository."""
    (project.parent / "notelint.toml").write_text('ignore = ["heading"]\n')
    Path("notelint.toml").write_text('extend = "../notelint.toml"\n')
    Path("a.md").write_text("# A note\n\n##  One\n")
    assert run("check", "a.md", "-q") == (0, "", "")


def test_names_of_files_outside_are_not_told(project: Path, run: Run) -> None:
    """No remedy for a path that leads out names what lies there."""
    (project.parent / "outside" / "picture.png").write_bytes(b"")
    Path("a.md").write_text("# A note\n\n![](../outside/pictur.png) [b](../outside/secrets.md)\n")
    _, out, _ = run("check", "a.md", "--output-format", "full", "--select", "image,link")
    assert "picture.png" not in out
    assert '"secret.md"' not in out


def test_the_projects_of_the_named_paths(project: Path) -> None:
    """A link that is named counts with what it leads to; where nothing is named, nothing lies outside."""
    Path("link").symlink_to("../outside")
    secret = str(project.parent / "outside" / "secret.md")
    assert Files().is_inside(secret)
    assert not Files(["."]).is_inside("link/secret.md")
    assert Files(["link"]).is_inside(secret)
    assert Files([secret]).is_inside(secret)
    assert Files(["."]).is_inside("a.md")
    assert Files([secret, "."]).is_inside("a.md")
