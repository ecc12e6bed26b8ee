"""Reading lists: which files are such, what becomes of their notes, and what other verbs say of them."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from notelint.formats.markdown import write
from notelint.note import read_document
from notelint.note.signs import ENOUGH, WEIGHTS
from notelint.record.build import records
from notelint.record.model import to_json
from notelint.schema import find_schema, shipped_schemas
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from notelint.note.model import Document
    from notelint.record.model import Record

    Run = Callable[..., tuple[int, str, str]]

LAYOUT = find_schema("reading-list").layout

ITEMS = """# Papers on friction

## Touch

- [Friction Is All You Feel](https://arxiv.org/abs/1706.99948) (NIPS 2017): touch alone is enough.
  - sorted by material

    with a camera
- [Learning to Slide](https://arxiv.org/abs/1809.99949) (CoRL 2018): sliding as a skill.

## Control

1. [Sticky Policies](https://arxiv.org/abs/2002.99950) (ICRA 2020): an action costs when it changes.
"""
ROWS = """# Papers

| No. | Title | Venue | Link | Note |
|:-:|---|--:|---|---|
| 1 | Gears as Graphs | ICML 2019 | [pdf](https://arxiv.org/abs/1905.99935) | the graph is the easy part |
| 2 | Graphs as Gears | NeurIPS 2020 | [pdf](https://arxiv.org/abs/2006.99936) | |
| 3 | Gearing Up | ICLR 2021 | [pdf](https://arxiv.org/abs/2101.99937) | read again |
"""
HEADINGS = """# Cams

## [ECCV 2016] Cams as Fields

[paper](https://arxiv.org/abs/1604.99901) | [code](https://github.com/example/cams)

### Problem

- one view is not enough

## Fields as Cams (2019)

Jane Roe, John Doe

It turns.
"""
# Two groups of level 1, which are no title.
GROUPS = f"# A\n\n{HEADINGS.partition('# Cams')[2].strip()}\n\n# B\n\n## [Rollers](https://arxiv.org/abs/2001.99902)\n\nText.\n"
FORMS = [
    pytest.param(text, id=name)
    for name, text in vars().copy().items()
    if name in {"ITEMS", "ROWS", "HEADINGS", "GROUPS"}
]


def read(text: str, path: str = "gears.md", *, configured: bool = False) -> Document:
    """A text read by all shipped schemas, or as a reading list."""
    layouts = [LAYOUT] if configured else [schema.layout for schema in shipped_schemas()]
    return read_document(Source(path, text), layouts, configured=configured)


def schema(text: str) -> str | None:
    """The schema that a text is found to match."""
    layout = read(text).layout
    return layout.schema if layout else None


def said(record: Record) -> dict[str, Any]:
    """What a record says, without where."""
    places = {"source", "line", "line_start", "line_end"}

    def bare(value: Any) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(value, dict):
            return {key: bare(item) for key, item in value.items() if key not in places}
        return [bare(item) for item in value] if isinstance(value, list) else value

    found: dict[str, Any] = bare(to_json(record))
    return found


@pytest.mark.parametrize("text", FORMS)
def test_notes_stand_apart_in_order(text: str) -> None:
    """Each note has a span of its own, its facts and blocks inside it."""
    notes = read(text).notes
    assert len(notes) == 3 - (text == HEADINGS)
    for note, following in zip(notes, [*notes[1:], None], strict=True):
        assert following is None or note.span.end <= following.span.start
        for span in [*(fact.span for fact in note.facts), *(block.span for block in note.blocks)]:
            assert note.span.start <= span.start <= span.end <= note.span.end


@pytest.mark.parametrize("text", FORMS)
def test_notes_are_read_back(text: str) -> None:
    """The records are equal when they are written and read again, all together and each alone."""
    found = [*records([read(text)])]
    again = [*records([read("".join(write(found)), configured=True)])]
    assert [*map(said, again)] == [*map(said, found)]
    for record in found:
        (alone,) = records([read("".join(write([record])), configured=True)])
        assert said(alone) == said(record)


def test_an_item_is_written_as_it_stands() -> None:
    """With what is nested in it, below the heading of its group."""
    first = next(records([read(ITEMS)]))
    assert "".join(write([first])) == (
        "## Touch\n\n"
        "- [Friction Is All You Feel](https://arxiv.org/abs/1706.99948) (NIPS 2017): touch alone is enough.\n"
        "  - sorted by material\n\n    with a camera\n"
    )


def test_a_row_is_written_below_the_head_of_its_table() -> None:
    """So that its cells keep their columns; a column that is no property is an extra field."""
    second = [*records([read(ROWS)])][1]
    assert [(field.name, field.value) for field in second.extra_fields] == [("No.", "2")]
    assert "".join(write([second])) == (
        "| No. | Title | Venue | Link | Note |\n"
        "|:-:|---|--:|---|---|\n"
        "| 2 | Graphs as Gears | NeurIPS 2020 | [pdf](https://arxiv.org/abs/2006.99936) | |\n"
    )


def test_a_title_of_the_file_is_no_group() -> None:
    """The only heading of level 1, where it comes first; of two such, each is a group."""
    assert [note.groups for note in read(ITEMS).notes] == [("Touch",), ("Touch",), ("Control",)]
    assert [note.groups for note in read(GROUPS).notes] == [("A",), ("A",), ("B",)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"# A Study of Widgets\n\n**Authors**: Jane Roe, John Doe\n\n{ITEMS[22:]}", id="labels"),
        pytest.param(f"# A Study of Widgets\n\n> Jane Roe, John Doe, ICML 2019\n\n{ITEMS[22:]}", id="a byline"),
        pytest.param(
            f"# [Widgets](https://arxiv.org/abs/1901.99999)\n\nThey turn.\n\n{ROWS[10:]}", id="a linked title"
        ),
        pytest.param(f"---\ntitle: Widgets\nauthors: [Jane Roe]\nyear: 2019\n---\n\n{ROWS[10:]}", id="front matter"),
    ],
)
def test_a_note_on_one_paper_stays_one(text: str) -> None:
    """What stands before the list gives facts of a paper, so the list is a part of the note on it."""
    assert schema(text) in {"paper-note", "literature-note"}


PROSE = "Friction is hard to see and harder to model, and what we know of it comes from few experiments. " * 12
LINKS = "\n".join(f"- [Papers Number {n} on Gears](https://arxiv.org/abs/2001.9990{n})" for n in range(5))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"# Why friction is hard\n\n{PROSE}\n\n{ITEMS[22:]}", id="prose with some papers"),
        pytest.param(f"# Gears\n\n## References\n\n{ITEMS.partition('## Touch')[2]}", id="references"),
        pytest.param(f"# To do\n\n## TODO\n\n{ITEMS.partition('## Touch')[2].partition('## ')[0]}", id="tasks"),
        pytest.param(f"# Links\n\n{LINKS}\n", id="titles that are links, and no more"),
        pytest.param(f"# Notes\n\n- [Widgets](widgets.md)\n{ITEMS[22:]}", id="an index of notes"),
        pytest.param(
            "# Tools\n\n| Title | Stars |\n|---|---|\n| a b | 1 |\n| c d | 2 |\n| e f | 3 |\n", id="another table"
        ),
        pytest.param(
            "# Books\n\n| Title | Year |\n|---|---|\n| On Oil | 1999 |\n| On Water | 2001 |\n| On Air | 2003 |\n",
            id="titles and years alone",
        ),
        pytest.param(ITEMS.partition("- [Learning")[0], id="one paper"),
    ],
)
def test_other_files_are_no_reading_lists(text: str) -> None:
    """Files that speak of papers, or have lists, and are no lists of papers."""
    assert schema(text) is None


def test_fewer_are_enough_where_the_user_says_so() -> None:
    """A file that is configured as a reading list may hold one paper, and other things."""
    text = f"# Friction\n\n{PROSE}\n\n- [Sticky Policies](https://arxiv.org/abs/2002.99950) (ICRA 2020)\n"
    assert [note.title for note in read(text, configured=True).notes] == ["Sticky Policies"]


def test_no_sign_is_enough_but_one_that_cites() -> None:
    """The table of weights: what is a citation is one; of anything else there must be two."""
    assert {name for name, weight in WEIGHTS.items() if weight >= ENOUGH} == {"BibTeX entry", "citation line"}


@pytest.mark.parametrize(
    ("text", "reason", "group"),
    [
        (ITEMS, "3 papers in items of a list, first in line 5", "Touch"),
        (ROWS, "3 papers in rows of a table, first in line 5", None),
        (HEADINGS, "2 papers in headings, first in line 3", None),
    ],
)
def test_explain(text: str, reason: str, group: str | None, tmp_path: Path, run: Run) -> None:
    """`explain` says what holds the papers, and which of them stands on a line."""
    file = tmp_path / "list.md"
    file.write_text(text, "utf-8")
    code, out, _ = run("explain", f"{file}:5", "--output-format", "json")
    explained = json.loads(out)
    assert (code, explained["schema"], explained["schema_reason"]) == (0, "reading-list", f"detected by {reason}")
    assert (explained["group"], explained["note"]["title"]) == (group, read(text).notes[0].title)


@pytest.mark.parametrize("text", FORMS)
def test_check_finds_nothing(text: str, tmp_path: Path, run: Run) -> None:
    """The rules run on notes without headings, and find nothing in sound lists."""
    file = tmp_path / "list.md"
    file.write_text(text, "utf-8")
    assert run("check", str(file), "--schema", "reading-list")[:2] == (0, "")


@pytest.mark.parametrize(
    "piece", ["- [a b c d e f](x) (", "- Jane Roe, ", '- "a b', "| - ", "## a 2019 [", "- x. y 2019, "]
)
def test_long_files_take_no_longer_than_their_length(piece: str) -> None:
    """Neither many items nor very long ones are read again and again."""
    start = time.perf_counter()
    for text in (f"{piece}\n" * 2000, piece.replace("\n", " ") * 10_000):
        read(text)
    assert time.perf_counter() - start < 10
