"""Growth: twice the text takes twice the work, counted in calls. `python -m tests.bench growth` measures times."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from notelint.config import Config
from notelint.engine.checker import Checker
from notelint.engine.fix import fix_document
from notelint.files import Files
from notelint.record import records
from notelint.source import Source
from tests.bench.constructs import CONSTRUCTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

SIZE = 2_000
CHECKED = (
    "headings, equal",
    "notes, equal",
    "notes, short",
    "notes in a list",
    "suppressions",
    "suppressions of the file",
    "front matter, TOML tables",
    "nested lists, closed",
    "definitions",
    "paper, sections",
    "paper, headings as labels",
    "paper, equal sections",
)
FIXED = ("suppressions, unused", "suppressions, unused, no gap", "headings, spaces in them")


def steps(work: Callable[[], object]) -> int:
    """How many functions are called, ours and built-in ones."""
    count = 0

    def called(_frame: FrameType, kind: str, _argument: object) -> None:
        nonlocal count
        count += kind in {"call", "c_call"}

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def checked(name: str, size: int, *, fixed: bool) -> int:
    """The steps that it takes to check and convert a construct of a size, or to fix it."""
    checker = Checker(Files(), lambda _: Config())
    source = Source("a.md", CONSTRUCTS[name](size))

    def work() -> None:
        document = checker.document(source)
        if fixed:
            fix_document(document, checker.document, checker.find)
        else:
            checker.find(document)
            list(records([document]))

    return steps(work)


def test_a_wide_header_over_many_short_rows() -> None:
    """Rows are filled up to a number of cells, as on GitHub: a record is no square of its note."""
    text = "|a" * 2000 + "|\n" + "|-" * 2000 + "|\n" + "|b|\n" * 1000
    document = Checker(Files(), lambda _: Config()).document(
        Source("a.md", f"# Gears\n\nAuthors: Jane Roe, John Doe\nVenue: ICML 2021\n\n{text}")
    )
    ((table,),) = (
        [each for section in record.sections for each in section.blocks if each.type == "table"]
        for record in records([document])
    )
    lengths = [len(row) for row in table.rows or ()]
    assert (lengths[0], lengths[-1], len(lengths)) == (2000, 1, 1000)
    assert sum(lengths) <= 0x80000 + 1000


@pytest.mark.parametrize(("name", "fixed"), [*((name, False) for name in CHECKED), *((name, True) for name in FIXED)])
def test_work_grows_with_the_size(name: str, fixed: bool) -> None:  # noqa: FBT001
    """From twice to four times a size twice as many calls are added as from once to twice, and a tenth perhaps."""
    checked(name, 4 * SIZE, fixed=fixed)  # from now on caches know all names that stand in any of the texts
    once, twice, four_times = (checked(name, times * SIZE, fixed=fixed) for times in (1, 2, 4))
    assert four_times - twice <= 2.2 * (twice - once)
