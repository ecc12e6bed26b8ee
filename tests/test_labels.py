"""Labels, keys, values and items of outlines that are unlike those of a note's siblings, in several languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

WORDS = ("Anchors", "Bridges", "Canals", "Deltas", "Echoes", "Fields", "Hinges")
CHINESE = """\
# {title}

- **标题**：{title}
- **作者**：Jane Roe, John Doe
- **会议**：CVPR {year}
- **难度**：{number}

## 方法

{title} 由零件组成。
"""
JAPANESE = """\
# {title}

著者: Jane Roe, John Doe
年: {year}
会議: CVPR

## 手法

部品でできている。
"""
PROPERTIES = """\
title:: {title}
authors:: [[Jane Roe]], [[John Doe]]
year:: {year}
original-title:: {title}
shelf:: {number}

- Parts that move.
"""
OUTLINE = """\
title:: {title}
authors:: [[Jane Roe]]
year:: {year}

- [[要約]]
	- 部品でできている。
- **Results**
	- It turns {number} times as fast.
- ## Questions
	- Who needs it?
- A thought of its own {number}
"""
NUMBERED = """\
# {title}

Jane Roe, NeurIPS {year}

## 1. Idea

Parts that move.

## 2. Proof

It turns.

### Result 1

Fast.

## 3. Doubts

Who needs it?
"""
ABOVE = """\
**Link**: [the page](https://example.org/{year}/{number})

## Abstract

{title} is made of parts.

## Labels

#machines #from-{year}
"""
KEYS = """\
---
title: {title}
author: [Jane Roe, John Doe]
year: {year}
booktitle: CVPR
name: {title}
topics: [machines]
read: true
---

# {title}

## Method

Parts that move.
"""


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def said(run: Run, note: str, before: str = "", after: str = "") -> list[str]:
    """What a check says of seven notes of a template, one of which is changed."""
    for number, word in enumerate(WORDS):
        title = f"{word} of Rivers and Roads {number}"
        text = note.format(title=title, year=2010 + number, number=1 + number % 5)
        changed = re.sub(before, after, text, count=1, flags=re.MULTILINE) if number == 4 and before else text
        assert number != 4 or not before or changed != text
        Path(f"{number}.md").write_text(changed, "utf-8")
    found = run("check", "--no-cache", "--quiet", "--output-format", "concise", ".")[1].splitlines()
    assert all(line.startswith("4.md:") for line in found)
    return [line.partition(": ")[2] for line in found]


@pytest.mark.parametrize("note", [CHINESE, JAPANESE, PROPERTIES, OUTLINE, NUMBERED, ABOVE, KEYS])
def test_notes_that_agree_have_no_findings(note: str, run: Run) -> None:
    """What all have in common is nothing to report."""
    assert said(run, note) == []


@pytest.mark.parametrize(
    ("note", "before", "after", "expected"),
    [
        (CHINESE, "作者", "Authors", 'label "Authors" is called "作者"'),
        (CHINESE, "难度", "难度系", "has no 难度 label"),  # a longer word is a name of its own
        (CHINESE, r"CVPR \d+", "", "has no 会议 label"),
        (CHINESE, r"^(- \*\*会议.*\n)", r"\1- **会议**：ICML 2019\n", 'second label "会议"'),
        (CHINESE, r"^(- \*\*作者.*\n)(- \*\*会议.*\n)", r"\2\1", 'label "作者" should come before "会议"'),
        (CHINESE, r"^- \*\*标题.*$", "- **标题**：鸟类研究综述与展望", None),  # in another language
        (CHINESE, r"^- \*\*标题.*$", "- **标题**：A Wholly Other Study", "the heading differs from the title"),
        (CHINESE, r"^# .*\n", "", "has no heading above its text"),
        (JAPANESE, "著者", "作者", 'label "作者" is called "著者"'),
        (JAPANESE, r"^(年.*\n)(会議.*\n)", r"\2\1", 'label "年" should come before "会議"'),
        (PROPERTIES, "shelf", "shefl", 'label "shefl" is called "shelf"'),
        (PROPERTIES, r"^original-title.*\n", "", "has no original-title label"),
        (PROPERTIES, r"^(original-title:: ).*", r"\1A Wholly Other Study", "original-title differs from the title"),
        (PROPERTIES, r"^(shelf.*\n)", r"\1shelf:: 9\n", 'second label "shelf"'),
        (OUTLINE, r"^- \[\[要約.*\n.*\n", "", "has no 要約 section"),
        (OUTLINE, r"^- \*\*Results.*\n.*\n- ## Questions\n.*\n", "", "has no Results or Questions section"),
        (OUTLINE, "Results", "Resluts", 'section "Resluts" is called "Results"'),
        (OUTLINE, r"^(- \*\*Results.*\n.*\n)", r"\1\1", "has a second Results section"),
        (OUTLINE, r"^(- \[\[要約.*\n.*\n)(- .*\n.*\n)", r"\2\1", 'section "要約" should come before "Results"'),
        (OUTLINE, r"^- ## Questions\n.*\n", "- ## Questions\n", "the Questions section"),
        (NUMBERED, r"2\. Proof", "Proof", 'section "Proof" has no number'),
        (NUMBERED, r"^### Result 1\n\nFast.\n", "", None),  # counted, so each note has as many as it has
        (NUMBERED, r"^Jane Roe, NeurIPS.*\n", "Jane Roe\n", "has no year or venue"),
        (ABOVE, r"^\*\*Link.*", "**Link**:", "has no Link label"),  # what stands in another section is not its value
        (ABOVE, r"^\*\*Link.*\n", "", "has no Link label"),
        (KEYS, "author", "authors", 'key "authors" is called "author"'),
        (KEYS, "booktitle", "venue", 'key "venue" is called "booktitle"'),
        (KEYS, r"\[Jane Roe, John Doe\]", "Jane Roe", "author is text; in all 6 of its siblings it is a list"),
        (KEYS, r"^year:.*", "year: many", "year is text; in all 6 of its siblings it is a whole number"),
        (KEYS, r"^year:.*", "year: forthcoming", None),
        (KEYS, r"^read: true", "read: yesterday", "read is text; in all 6 of its siblings it is true or false"),
        (KEYS, "CVPR", "cvpr", 'booktitle "cvpr" is written "CVPR" in its siblings'),
        (KEYS, "CVPR", "ICML", None),
        (KEYS, r"^name:.*", "name: A Wholly Other Study", "name differs from the title in line 2"),
        (KEYS, r"^# .*\n", "", "has no heading above its text"),
    ],
)
def test_a_departure_is_one_finding(note: str, before: str, after: str, expected: str | None, run: Run) -> None:
    """Said once, in the note that has it, in figures; None: nothing to report."""
    found = said(run, note, before, after)
    assert [line for line in found if (expected or "") in line] == found
    assert len(found) == bool(expected)


def test_labels_without_an_order_have_none(run: Run) -> None:
    """Where every other note has two labels the other way round, there is nothing to report."""
    said(run, CHINESE)
    for number in (1, 3, 5):
        path = Path(f"{number}.md")
        text = re.sub(r"(?m)^(- \*\*作者.*\n)(- \*\*会议.*\n)", r"\2\1", path.read_text("utf-8"))
        path.write_text(text, "utf-8")
    assert run("check", "--no-cache", "--quiet", "--output-format", "concise", ".")[1] == ""


def test_the_fix_writes_the_usual_name(run: Run) -> None:
    """The name goes, the value stays."""
    said(run, CHINESE, "作者", "Authors")
    run("check", "--no-cache", "--fix", "--unsafe-fixes", ".")
    assert "- **作者**：Jane Roe" in Path("4.md").read_text("utf-8")


def test_a_label_without_a_value_is_to_be_filled_in(run: Run) -> None:
    """It stands there already, so nothing is to be added."""
    said(run, ABOVE, r"^\*\*Link.*", "**Link**:")
    assert "give `Link` a value" in run("check", "--no-cache", "4.md")[1]
