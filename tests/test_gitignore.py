"""Patterns of `.gitignore` mean what git takes them to mean."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notelint.bounds import within
from notelint.files import Files
from notelint.gitignore import ignore_pattern, ignore_rules

FOLDERS = ("", "a/", "b/", "a/b/", "a/a/", "b/a/b/", "c d/")
NAMES = ("a.md", "ab", "-", "c", "*", "x]", "!b", "#c")  # git takes a letter beyond ASCII for several
PIECES = ("a", "b", "c", "*", "**", "?", "/", "!", "#", "-", ".md", " ")
ODD = ("[ab]", "[!a]", "[^b]", "[a-z]", "[]-]", "[", "\\*", "\\[", "\\ ", "[--c]", "[z-a]", "[\\]]")
LINES = st.lists(st.lists(st.sampled_from(PIECES + ODD), max_size=5).map("".join), max_size=4)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A repository with a tree of files that git does not know."""
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", folder], check=True)
    for path in (folder / f"{inner}{name}" for inner in FOLDERS for name in NAMES):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return os.path.realpath(folder)


@given(LINES)
@example(["*", "!b/", "!a.md"])
@example(["**/a/**", "!a/ab"])
@example(["a/*/b", "b/**/*.md"])
@example(["/*", "!/a", "a//b"])
@example(["[!a]b", "a[!-]b", "?-"])
@example(["a/**/b/**", "!**/b/**/a.md"])
@example(["*a*a.md", "**/a/**/b/**/*b*"])
@example(["**/a.md", "!**/b/", "**/**"])
@example(["**", "!a.md", "!b/"])
@settings(deadline=None, max_examples=150)
def test_what_git_ignores_is_not_walked(repository: str, lines: list[str]) -> None:
    """In any tree and by any lines, git and a walk leave out the same files."""
    Path(repository, ".gitignore").write_text("\n".join(lines) + "\n", "utf-8")
    command = ["git", "-c", "core.excludesFile=", "ls-files", "-z", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=repository, check=True, capture_output=True).stdout.decode().split("\0")
    walked = [path.removeprefix(f"{repository}/") for path in Files().tree(repository)]
    assert sorted(walked) == sorted(path for path in listed if path and not path.startswith("."))


@pytest.mark.parametrize("line", ["", "  ", "# a", "/", "!", "!/", "a[", "a\\"])
def test_what_is_no_pattern(line: str) -> None:
    """Empty lines, comments and what git cannot read mean no path."""
    assert ignore_pattern(line) is None


@pytest.mark.parametrize(
    ("lines", "path", "covered"),
    [
        (["drafts/"], "drafts/a.md", True),
        (["drafts/"], "drafts", False),
        (["drafts/", "!drafts/a.md"], "drafts/a.md", False),
        (["!drafts/a.md", "drafts/"], "drafts/a.md", False),
        (["a/", "!a/b/"], "a/b/c.md", False),
        (["!a/b/", "a/"], "a/b/c.md", True),
        (["/papers/**/*.md"], "papers/a.md", True),
        (["papers/*.md"], "x/papers/a.md", False),
        (["**"], "a.md", True),
        (["**/"], "a.md", False),
        (["**/"], "a/b.md", True),
        (["[a-a].md"], "a.md", True),
        (["[b-a].md"], "a.md", False),
    ],
)
def test_what_is_covered(lines: list[str], path: str, covered: bool) -> None:  # noqa: FBT001 - what is expected
    """A line about a path itself counts before one about a folder above it; of each the last counts."""
    assert ignore_rules("/base", lines).cover(f"/base/{path}") is covered


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a*a*a*a*a*a*a*a*a*a*a*a*b", "a" * 200),
        ("*?*?*?*?*?*?*?*?*?*?*?*?*b", "a" * 200),
        ("**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/b", "a/" * 200 + "c"),
        ("x/**/*a*/**/*a*/**/*a*/**/*a*/**/*a*/**/*a*/b", "x/" + "aa/" * 200 + "c"),
    ],
)
def test_many_stars_take_no_time(pattern: str, path: str) -> None:
    """A pattern of anybody's is matched soon, whatever it is: each star would otherwise multiply the time by 200."""
    found = ignore_pattern(pattern)
    assert found
    assert not within(20, lambda: found.paths.fullmatch(path))
