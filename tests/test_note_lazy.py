"""What reading a note leaves alone: blocks that no layout asks for, and what only a figure would want."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.markdown import Blocks, parse
from notelint.markdown.nodes import Heading
from notelint.markdown.skeleton import Piece
from notelint.note import read_document
from notelint.note.facts import claimed
from notelint.note.labels import label_lines, may_claim
from notelint.note.plain import heading_text, plain
from notelint.schema import shipped_schemas
from notelint.source import Source, Span

if TYPE_CHECKING:
    from notelint.markdown.nodes import Block
    from notelint.note.model import Document, Fact, Label

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
LINE = re.compile(r"[^ \t\r\n][^\r\n]*")
LAYOUTS = [schema.layout for schema in shipped_schemas()]
LABELS = LAYOUTS[-1].label_names

POST = """\
---
title: A week in the lab
tags: [life]
---

## What we did

We looked at the camera, and at the robot.

- First item
- Second item, with *emphasis*

## What comes next

More of the same, and a [page](https://example.org/a).

![Plan](plan.png)
"""

NOTE = """\
# Ripple: streaming attention

- **Authors**: Ada Example, Bo Sample
- **Year**: 2023

## Method

It keeps a window: the *last* tokens, and [one](https://example.org/b) more.

## Results

![Curve](curve.png)

| Model | Score |
| --- | --- |
| Ripple | 3 |
"""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The beginnings of the blocks that were asked for since the document was cut into slices."""
    found: list[str] = []

    def observed(source: Source, start: int) -> Blocks:
        known = {block.span.start: block for block in parse(source, start)}

        @cache
        def blocks(piece: Piece) -> tuple[Block, ...]:
            block = known[piece.start]
            if not isinstance(block, Heading):
                found.append(source.slice(block.span)[:12])
            return (block,)

        pieces = [Piece("heading" if isinstance(block, Heading) else "other", *block.span) for block in known.values()]
        return Blocks(source.text, pieces, blocks)

    monkeypatch.setattr("notelint.note.document.parse", observed)
    return found


def read(text: str, path: str = "a.md") -> Document:
    """A file read by the shipped layouts."""
    return read_document(Source(path, text), LAYOUTS)


def test_a_post_is_no_note_before_any_block_is_parsed(asked: list[str]) -> None:
    """Headings, front matter and a scan for label lines are enough to tell that a post is no note."""
    document = read(POST)
    assert (document.notes, [group.title for group in document.groups]) == ((), ["What we did", "What comes next"])
    assert asked == []


def test_a_note_is_read_from_the_blocks_that_hold_its_facts(asked: list[str]) -> None:
    """Of a note only what stands under the title is parsed, until somebody asks for more."""
    (note,) = read(NOTE).notes
    assert note.properties == {
        "title": "Ripple: streaming attention",
        "authors": ["Ada Example", "Bo Sample"],
        "year": 2023,
    }
    assert [section.name for section in note.all_sections()] == ["Method", "Results"]
    assert asked == ["- **Authors*"]


def test_figures_are_looked_for_where_they_can_be(asked: list[str]) -> None:
    """Asking for images parses the blocks with an image, asking for links those with a link."""
    document = read(POST)
    assert [image.node.destination for image in document.images] == ["plan.png"]
    assert asked == ["![Plan](plan"]
    assert [link.url for link in document.links] == ["https://example.org/a"]
    assert asked == ["![Plan](plan", "More of the "]
    assert document.wiki_links == ()
    assert document.definitions == {}
    assert len(asked) == 2


def test_what_is_asked_for_is_asked_for_once(asked: list[str]) -> None:
    """A block that was parsed for one question is there for the next."""
    document = read(POST)
    for _ in range(2):
        assert (len(document.images), len(document.links), len(list(document.blocks))) == (1, 1, 6)
    assert len(asked) == len(set(asked)) == 4


def every_line(blocks: Blocks, _known: frozenset[str]) -> list[Span]:
    """What the scan for label lines would give if it left out nothing."""
    return [Span(*found.span()) for found in blocks.matches(LINE)]


def told(text: str, path: str = "a.md") -> list[tuple[tuple[Fact, ...], tuple[Label, ...]]]:
    """The facts and labels of the notes in a text."""
    return [(note.facts, note.labels) for note in read(text, path).notes]


def told_of_every_line(text: str, path: str = "a.md") -> list[tuple[tuple[Fact, ...], tuple[Label, ...]]]:
    """The same, read without the scan."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("notelint.note.labels._lines_with_names", every_line)
        return told(text, path)


@pytest.mark.parametrize("folder", ["k1101jh", "vensin", "zhjwpku"])
def test_the_scan_for_label_lines_misses_none_in_real_notes(folder: str) -> None:
    """The lines that the scan finds hold all labels that reading every line finds."""
    if not (CORPORA / folder).is_dir():
        pytest.skip("the corpora are not here")
    for path in sorted((CORPORA / folder).rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        assert told(text, path.name) == told_of_every_line(text, path.name), path


PIECES = (
    "Authors", "authors", "Au", "thors", "年份", "Ｙear", "Year", "2019", "Rating", "Paper", "作者/机构", "a", "1)",
    " ", "  ", ":", "：", ": ", "**", "__", "*", "`", "[", "](b)", "]", "【", "】", "&colon;", "\\:", "\\", "<b>",
    "<br>", "|", " | ", "·", "- ", "1. ", "> ", "- [ ] ", "\n", "\n\n", "\r\n", "\n  ", "!", "—", "$", "~~",
)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("(1)[Year](https://example.org): 2023", id="a number before a link"),
        pytest.param("1. > - [x] Year: 2023", id="marks of containers"),
        pytest.param("   __Year__ 2023: x", id="bold without a colon"),
        pytest.param("【Year】2023", id="brackets"),
        pytest.param("`Y`ea*r*: 2023", id="marks in the name"),
        pytest.param("Ye<b>ar</b>: 2023", id="a tag in the name"),
        pytest.param("Year&#58; 2023", id="an entity for the colon"),
        pytest.param("Item | Value\n--- | ---\nYear | 2023\nVenue | ICLR", id="a table without outer bars"),
    ],
)
def test_the_scan_for_label_lines_knows_how_names_are_written(line: str) -> None:
    """A name may be written with marks, numbering and all; reading every line finds no more."""
    note = f"# Ripple\n\n- **DOI**: 10.1000/1\n- **Authors**: Ada Example\n\n{line}\n"
    assert told(note) == told_of_every_line(note)
    (found,) = read(note).notes
    assert (found.fact("year") is not None) is ("__" not in line)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_scan_for_label_lines_misses_none_in_any_text(text: str) -> None:
    """A line in bold, or with a name however marked, is found; the note around it makes the file one."""
    note = f"# Ripple\n\n- **Venue**: ICLR\n- **DOI**: 10.1000/1\n\n{text}\n"
    assert told(note) == told_of_every_line(note)


def claims(blocks: Blocks) -> bool:
    """Whether one of the label lines that the parser finds bears a known name."""
    return any(claimed(line.name, LABELS) in LABELS for line in label_lines(blocks, LABELS))


@pytest.mark.parametrize("folder", ["allenlu2009", "k1101jh", "vensin", "zhjwpku"])
def test_no_known_label_in_real_files_is_passed_over(folder: str) -> None:
    """Where a scan sees no known label, the parser finds none, in no part of a file; often enough it sees none."""
    if not (CORPORA / folder).is_dir():
        pytest.skip("the corpora are not here")
    texts = [path.read_text(encoding="utf-8", errors="surrogateescape") for path in (CORPORA / folder).rglob("*.md")]
    parts = [part for text in texts for part in parse(Source("a.md", text)).runs()]
    passed = [part for part in parts if not may_claim(part, LABELS)]
    assert [part for part in passed if claims(part)] == []
    assert len(passed) > len(parts) / 3


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from((*PIECES, "\n| --- | --- |\n", "[^1]", "<!-- x -->", "・", "発表／")), max_size=14).map(
        "".join
    )
)
def test_no_known_label_is_passed_over(text: str) -> None:
    """However a known name is marked, a scan sees that it may be a label."""
    blocks = parse(Source("a.md", text))
    assert may_claim(blocks, LABELS) or not claims(blocks)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("**Rating**: 4 | **作者/译者**：甲", True, id="one of two names behind another label"),
        pytest.param("**[Year](https://example.org)**: 2019", True, id="in a link"),
        pytest.param("**Ye<b>ar</b>**: 2019", True, id="around a tag"),
        pytest.param("Ye&#97;r: 2019", True, id="with an entity"),
        pytest.param("**Year**![star](a.png)[^1]: 2019", True, id="before an image and a footnote"),
        pytest.param("- **[A year of coding][x]**", False, id="as one word of several"),
        pytest.param('<img src="https://example.org/year.png" alt="the year">', False, id="in a tag"),
        pytest.param("[code](https://example.org/code) in this year", False, id="where no label ends"),
        pytest.param("Year | 2019\n--- | ---", True, id="in a table"),
        pytest.param("A year | 2019\n--- | ---", True, id="at the end of a cell, as far as can be seen"),
        pytest.param("Years | 2019\n--- | ---", False, id="not in the words of a table"),
    ],
)
def test_a_scan_sees_known_labels(text: str, *, seen: bool) -> None:
    """A known name at the end of what may be a label may be one; names that stand elsewhere are none."""
    assert may_claim(parse(Source("a.md", text)), LABELS) is seen


def test_many_labels_on_one_line_take_linear_time() -> None:
    """Each label of a line gets its own links and code, of however many there are."""
    labels = " | ".join(f"**Code {number}**: `a{number}` [x](https://example.org/{number})" for number in range(3000))
    (note,) = read(f"# Ripple\n\n**Authors**: Ada Example | **Year**: 2023 | {labels}\n").notes
    assert (len(note.labels), note.labels[-1].name, note.labels[-1].value) == (3000, "Code 2999", "a2999 x")


def test_a_label_has_the_links_of_its_own_value() -> None:
    """Of several links on one line each label has those between it and the next, the first one first."""
    code = "[one](https://example.org/1) and [two](https://example.org/2)"
    line = f"**Authors**: Ada | **Code**: {code} | **Video**: [three](https://example.org/3)"
    (note,) = read(f"# Ripple\n\n{line}\n\n**Year**: 2023\n").notes
    assert note.properties["code"] == "https://example.org/1"
    assert note.properties["video"] == "https://example.org/3"


def notes_read_to_the_end(text: str, path: str = "a.md") -> object:
    """The notes of a text of which all is read that could speak for its being a note."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("notelint.note.candidate._may_tell", lambda _candidate: True)
        return read(text, path).notes


@pytest.mark.parametrize("folder", ["allenlu2009", "k1101jh", "vensin", "zhjwpku"])
def test_no_real_note_is_dismissed_at_a_glance(folder: str) -> None:
    """What is seen at a glance to be no note is none when all of it is read."""
    if not (CORPORA / folder).is_dir():
        pytest.skip("the corpora are not here")
    for path in sorted((CORPORA / folder).rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        assert read(text, path.name).notes == notes_read_to_the_end(text, path.name), path


PARTS = (
    "---\ntags: [CVPR 2017]\n---\n", "---\nauthors: Ada Example\n---\n", "---\nyear: 2019\ntitle: Ripple\n---\n",
    "# Ripple (ICLR 2021)\n\n", "# [Ripple](https://arxiv.org/abs/2101.00001)\n\n", "# Ripple\n\n",
    "## Year: 2019\n\n", "## Code\n\n", "## Authors - Ada Example, Bo Sample\n\n", "## 1. Metadata\n\n",
    "> Ada Example, SIGMOD '79\n\n", "Ada Example, Bo Sample\n\n", "<!-- a comment -->\n\n", "NeurIPS2022\n\n",
    "- Year: 2019\n- Venue: ICLR\n\n", "**Rating**: 4 | **Year**: 2019\n\n",
    "| Year | Venue |\n| --- | --- |\n| 2019 | ICLR |\n\n", "Prose.\n\n",
    "[Paper](https://arxiv.org/abs/2101.00001) | [Code](https://github.com/a/b)\n\n", "https://doi.org/10.1000/1\n\n",
    "- [Code](https://github.com/a/b)\n\n",
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PARTS), max_size=5).map("".join))
def test_no_note_is_dismissed_at_a_glance(text: str) -> None:
    """Wherever a fact stands that could speak for a note, the file is read to the end."""
    assert read(text, "2019 ripple.md").notes == notes_read_to_the_end(text, "2019 ripple.md")


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from((*PIECES, *"#\t&<~", "https://", "https://a")), max_size=6).map("".join))
def test_a_heading_without_marks_is_its_own_text(text: str) -> None:
    """The plain text of a heading is that of its inlines, whether or not it takes a parser to read them."""
    for form in (f"## {text}\n", f"{text}\n===\n", f"  # {text} ##"):
        for heading in parse(Source("a.md", form)).headings:
            assert heading_text(heading) == plain(heading.inlines, heading.text_span.end)
