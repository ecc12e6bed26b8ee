"""Where two texts differ: as `git apply` reads it, and in a time that grows with their length only."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notelint.difference import opcodes, unified_diff

LINES = st.lists(st.sampled_from(["a", "b", "", "## c", "-- d", "++ e"]), max_size=12)


@given(LINES, LINES)
@settings(deadline=None)
def test_opcodes_make_the_later_version(old: list[str], new: list[str]) -> None:
    """They cover both versions without a gap, and what they call equal is."""
    made: list[str] = []
    place = (0, 0)
    for kind, first, last, start, end in opcodes(old, new):
        assert (first, start) == place
        assert (kind == "equal") == (old[first:last] == new[start:end])
        made += old[first:last] if kind == "equal" else new[start:end]
        place = (last, end)
    assert (made, place) == (new, (len(old), len(new)))


@pytest.mark.usefixtures("in_temporary_folder")
@given(LINES.map("\n".join), LINES.map("\n".join))
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_git_applies_the_difference(before: str, after: str) -> None:
    """The patch makes one text the other; that of a text and itself is empty."""
    assert list(unified_diff(before, before, "a.md")) == []
    patch = "".join(unified_diff(before, after, "a.md"))
    Path("a.md").write_bytes(before.encode())
    if patch and before and after:  # git makes and deletes files by other headers
        subprocess.run(["git", "apply", "-p0", "--unidiff-zero", "-"], input=patch.encode(), check=True)
        assert Path("a.md").read_bytes() == after.encode()


def test_the_hunks_of_a_diff() -> None:
    """Changes that are near share a hunk, with three lines around them."""
    old = [f"{number}\n" for number in range(20)]
    new = ["x\n" if number in (4, 5, 8, 18) else line for number, line in enumerate(old)]
    found = [line for line in unified_diff("".join(old), "".join(new), "a.md") if line.startswith("@")]
    assert found == ["@@ -2,11 +2,11 @@\n", "@@ -16,5 +16,5 @@\n"]


def test_many_changes_take_little_time() -> None:
    """Where every fourth line differs and all others are alike, nothing is searched for."""
    old = [line for number in range(20_000) for line in (f"##  {number}", "", "text", "")]
    new = [line.replace("##  ", "## ") for line in old]
    begun = time.process_time()
    assert sum(code[0] == "replace" for code in opcodes(old, new)) == 20_000
    assert time.process_time() - begun < 10
