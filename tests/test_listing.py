"""Reading lists: which files are such, what becomes of their notes, and what other verbs say of them."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from notelint.formats.markdown import write
from notelint.note import read_document
from notelint.note.weights import ENOUGH_LISTED, LISTED_WEIGHTS
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


# Two papers, each as (title, authors, venue, year, arXiv id) where the text says so.
BELTS = ("Belts Remember Their Path", ["Jane Roe", "John Doe"], "ICRA", 2019, "1905.99911")
SLACK = ("Slack and Tension in Long Belts", ["Ann Poe", "Max Moe"], "IROS", 2020, "2006.99912")
KINDS = {
    "further lines of the item": """# Papers on belts

1. **Belts Remember Their Path**
   Jane Roe, John Doe. *ICRA 2019*. [pdf](https://arxiv.org/abs/1905.99911)
2. **Slack and Tension in Long Belts**
   Ann Poe, Max Moe. *IROS 2020*. [pdf](https://arxiv.org/abs/2006.99912)
""",
    "items below it": """# Reading list

- Belts Remember Their Path
  - Jane Roe, John Doe
  - ICRA 2019
  - [pdf](https://arxiv.org/abs/1905.99911)
- Slack and Tension in Long Belts
  - Ann Poe, Max Moe
  - IROS 2020
  - [pdf](https://arxiv.org/abs/2006.99912)
""",
    "quotes": """# Papers of the month

> **Belts Remember Their Path** (ICRA 2019)
> Jane Roe, John Doe
> https://arxiv.org/abs/1905.99911

Good.

> **Slack and Tension in Long Belts** (IROS 2020)
> Ann Poe, Max Moe
> https://arxiv.org/abs/2006.99912
""",
    "lines in bold": """# Artículos sobre correas

**Belts Remember Their Path**

- **Autores:** Jane Roe, John Doe
- **Venue:** ICRA 2019
- **arXiv:** 1905.99911

---

**Slack and Tension in Long Belts**

- **Autores:** Ann Poe, Max Moe
- **Venue:** IROS 2020
- **arXiv:** 2006.99912
""",
    "numbers in brackets": """# 皮带论文列表

[1] Belts Remember Their Path. [论文](https://arxiv.org/abs/1905.99911)

作者：Jane Roe, John Doe
会议：ICRA 2019

【2】Slack and Tension in Long Belts [[论文]](https://arxiv.org/abs/2006.99912)

作者：Ann Poe, Max Moe
会议：IROS 2020
""",
    "properties of blocks": """- Belts Remember Their Path
  authors:: Jane Roe, John Doe
  venue:: ICRA 2019
  arxiv:: 1905.99911
	- It turns.
- Slack and Tension in Long Belts
  authors:: [[Ann Poe]], [[Max Moe]]
  venue:: IROS 2020
  arxiv:: 2006.99912
- Slack and Tension in Long Belts
  authors:: [[Ann Poe]], [[Max Moe]]
  venue:: IROS 2020
  arxiv:: 2006.99912
""",
    "a table of a database": """# Papers

| Name | Authors | Venue | Status | URL |
| --- | --- | --- | --- | --- |
| Belts Remember Their Path | Jane Roe, John Doe | ICRA 2019 | Done | https://arxiv.org/abs/1905.99911 |
| Slack and Tension in Long Belts | Ann Poe, Max Moe | IROS 2020 | To read | https://arxiv.org/abs/2006.99912 |
""",
    "a paper in the second column": """# 논문 스터디, 읽은 논문

| 번호 | 논문 제목 | 저자 | 학회 | 링크 |
|---|---|---|---|---|
| 1 | Belts Remember Their Path | Jane Roe, John Doe | ICRA 2019 | [논문](https://arxiv.org/abs/1905.99911) |
| 2 | Slack and Tension in Long Belts | Ann Poe, Max Moe | IROS 2020 | [논문](https://arxiv.org/abs/2006.99912) |
""",
    "references in cells": """# Papers to repeat

| Paper | Venue | Link |
|---|---|---|
| **Jane Roe, John Doe (2019), "Belts Remember Their Path"** | ICRA | [pdf](https://arxiv.org/abs/1905.99911) |
| Ann Poe, Max Moe (2020), "Slack and Tension in Long Belts" | IROS | [pdf](https://arxiv.org/abs/2006.99912) |
""",
    "days": """# Papers I read

## 2023-05-01

- [Belts Remember Their Path](https://arxiv.org/abs/1905.99911), Jane Roe and John Doe, ICRA 2019
  - worth a second look

## 2023-05-08

- [Slack and Tension in Long Belts](https://arxiv.org/abs/2006.99912), Ann Poe and Max Moe, IROS 2020
""",
    "names before the title": """# Belts: papers

- Jane Roe, John Doe.<br />
**Belts Remember Their Path**. (ICRA 2019) [[paper](https://arxiv.org/abs/1905.99911)]

- Ann Poe, Max Moe.<br />
**Slack and Tension in Long Belts**. (IROS 2020) [[paper](https://arxiv.org/abs/2006.99912)] [[code](https://x.example)]
""",
    "paragraphs": """# Papers on belts

(ICRA 2019) [Belts Remember Their Path](https://arxiv.org/abs/1905.99911) [[Code]](https://x.ex) Jane Roe, John Doe

(IROS 2020) ⭐ [Slack and Tension in Long Belts](https://arxiv.org/abs/2006.99912) by Ann Poe, Max Moe
""",
    "headings that are links": """# 読んだ論文

## [Belts Remember Their Path](https://arxiv.org/abs/1905.99911) (ICRA'19)

Jane Roe, John Doe

回る。

## 2. [Slack and Tension in Long Belts](https://arxiv.org/abs/2006.99912) (IROS'20)

Ann Poe, Max Moe

測る。
""",
    "what follows a dash": """# Reading notes

- **Belts Remember Their Path — Jane Roe, John Doe (ICRA, 2019).** What a belt has seen
  it keeps. [arXiv](https://arxiv.org/abs/1905.99911)
- **Slack and Tension in Long Belts — Ann Poe, Max Moe (IROS, 2020).** Measured
  with a spring. [arXiv](https://arxiv.org/abs/2006.99912)
""",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in KINDS.items()])
def test_kinds_of_lists(text: str) -> None:
    """However the papers are listed, each gives its title, authors, venue, year and link."""
    found = [
        (each.title, [author.raw for author in each.authors], each.venue, each.year, each.arxiv)
        for each in records([read(text, "belts.md")])
    ]
    assert found[:2] == [BELTS, SLACK]
    assert {*map(str, found[2:])} <= {str(SLACK)}


def test_family_names_before_a_marked_title() -> None:
    """Behind `et al.`, a year or with `&`, family names alone are authors; no other word before a title is."""
    lines = ['Roe et al. (2019) - "Belts Remember Their Path"', "Poe & Moe, *Slack and Tension in Long Belts*, 2020"]
    found = [*records([read("# Papers\n\n" + "".join(f"- {line}\n" for line in lines))])]
    assert [[author.raw.strip(".") for author in each.authors] for each in found] == [["Roe", "et al"], ["Poe", "Moe"]]
    assert [each.title for each in found] == [BELTS[0], SLACK[0]]
    (one,) = records([read("- Tension: *Slack and Tension in Long Belts*, IROS 2020\n", configured=True)])
    assert one.authors == ()


def test_headings_alone_on_a_page_of_papers() -> None:
    """Where the page says that it holds papers, headings that read as their titles are enough, with words below."""
    text = "## Belts Remember Their Path\n\nIt turns.\n\n## Slack and Tension in Long Belts\n\nMeasured.\n"
    assert [note.title for note in read(f"# Papers I have read\n\n{text}").notes] == [BELTS[0], SLACK[0]]
    assert schema(f"# Why belts turn\n\n{text}") is None


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


@pytest.mark.parametrize(
    "form", ["## {}\n\n**Authors**: R\n\n", "- **{}**\n  **Authors**: R\n", "- {}\n  - Authors: R\n"]
)
def test_of_a_configured_list_no_paper_is_lost(form: str) -> None:
    """Beside an entry of which much is said, one of which nearly nothing is said; and where all are such."""
    titles = ["A Study of Widgets in Motion", "A Study of Gears at Rest", "A Study of Cams in Oil"]
    text = "".join(map(form.format, titles))
    assert [note.title for note in read(text, configured=True).notes] == titles
    more = text.replace("R", "Jane Roe, John Doe\n\n**Venue**: ICML 2019" if "#" in form else "Jane Roe, John Doe", 1)
    found = [*records([read(more, configured=True)])]
    assert [each.title for each in records([read("".join(write(found)), configured=True)])] == titles


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
        pytest.param(
            "# Papers\n\n1. **[Title]**\n   - **Authors**: [Authors]\n   - **Venue**: [Venue]\n"
            "2. **[Title]**\n   - **Authors**: [Authors]\n   - **Venue**: [Venue]\n",
            id="places to be filled",
        ),
        pytest.param(
            f"# Belt papers\n\n## Installation\n\nRun it.\n\n## Usage\n\nTurn it.\n\n{ITEMS[22:]}", id="software"
        ),
        pytest.param(
            "# Belt models\n\n"
            + "".join(
                f"- [Belt Model {n}](https://github.com/x/y{n}) turns [[paper](https://arxiv.org/abs/2001.9990{n})]\n"
                for n in range(4)
            ),
            id="code that has a paper",
        ),
        pytest.param(f"# Rig\n\n## 7. References\n\n### Papers\n\n{ROWS[10:]}", id="a part of the references"),
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
    assert {name for name, weight in LISTED_WEIGHTS.items() if weight >= ENOUGH_LISTED} == {
        "BibTeX entry",
        "citation line",
    }


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
    start = time.process_time()
    for text in (f"{piece}\n" * 2000, piece.replace("\n", " ") * 10_000):
        read(text)
    assert time.process_time() - start < 10
