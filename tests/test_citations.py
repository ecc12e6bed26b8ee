"""Citation lines as people write them, and lines that are none."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.bibliography.citations import Citation, parse_citation

CITATIONS = Path(__file__).parent / "citations"
WRITTEN = tomllib.loads((CITATIONS / "written.toml").read_text(encoding="utf-8"))["citation"]
PROSE = (CITATIONS / "prose.txt").read_text(encoding="utf-8").splitlines()
RANGES = ("title", "venue", "volume", "issue", "pages", "publisher")
VALUES = ("year", "date", "doi", "arxiv")


def _read(text: str) -> dict[str, Any]:
    """What a citation says, by the names of its fields."""
    citation = parse_citation(text)
    assert citation is not None
    places = {name: getattr(citation, name) for name in RANGES}
    return {
        "authors": [text[start:end] for start, end in citation.authors],
        **{name: text[slice(*place)] for name, place in places.items() if place},
        **{name: value for name in VALUES if (value := getattr(citation, name)) is not None},
    }


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: written["text"][:60])
def test_citations(written: dict[str, Any]) -> None:
    """Each field as it stands in the line."""
    assert _read(written["text"]) == {name: value for name, value in written.items() if name != "text"}


@pytest.mark.parametrize("text", PROSE)
def test_what_is_no_citation(text: str) -> None:
    """Prose, bylines, topics, plans and labels are none."""
    assert parse_citation(text) is None


def test_year_place() -> None:
    """The year's digits are where they are said to be, in the line as it was given."""
    text = " [1] Roe, J., & Doe, J. (2017). A study of widgets. Gears, 9(8), 1-10. "
    citation = parse_citation(text)
    assert citation is not None
    assert citation.year_place is not None
    assert text[slice(*citation.year_place)] == "2017"
    assert text[slice(*citation.title)] == "A study of widgets"


def test_long_lines_are_none() -> None:
    """A paragraph is no citation, however it begins."""
    line = "Roe, J. (2017). A study of widgets. Gears, 9(8), 1-10."
    assert parse_citation(line) is not None
    assert parse_citation(line + " And so on." * 60) is None


@pytest.mark.parametrize(
    "piece",
    [
        *("Roe, J., ", "Jane Roe, ", "A. ", "Roe J. ", "a, A: ", "(", "“a” ", "Roe, J. (2019). ", "Roe, J., 2019: "),
        *("Gears? ", "1(2), 3-4, ", "1-", "Trans. ", "Ph.D. thesis ", "May 2019, ", "罗简, ", "de ", "A? In: ", " "),
    ],
)
def test_hostile_lines(piece: str) -> None:
    """No line takes long, however it repeats itself: most take a few milliseconds."""
    for start in ("", "Roe, J. (2019). "):
        text = (start + piece * 600)[:590] + " 2019"
        began = time.process_time()
        parse_citation(text)
        assert time.process_time() - began < 1


_PIECES = (
    "Roe",
    "J.",
    ", ",
    ". ",
    "(2019)",
    "2019",
    " ",
    '"',
    "“",
    "”",
    "et al.",
    " and ",
    "[J]",
    "//",
    "In ",
    ": ",
    "12(3)",
)


@given(st.lists(st.sampled_from(_PIECES), min_size=4, max_size=30).map("".join))
def test_any_line(text: str) -> None:
    """Whatever the line: each range lies in it, is not empty, and the authors stand before the title."""
    citation = parse_citation(text) or Citation(authors=((0, 1),), title=(1, 2))
    places = [place for name in (*RANGES, "year_place") if (place := getattr(citation, name))]
    assert all(0 <= start < end <= max(len(text), 2) for start, end in (*citation.authors, *places))
    assert all(end <= citation.title[0] for _, end in citation.authors)
