"""What reading a note leaves alone: blocks that no layout asks for, and what only a figure would want."""

from __future__ import annotations

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
from notelint.note.plain import heading_text, plain
from notelint.schema import shipped_schemas
from notelint.source import Source

if TYPE_CHECKING:
    from notelint.markdown.nodes import Block
    from notelint.note.model import Document, Fact, Label

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
LAYOUTS = [schema.layout for schema in shipped_schemas()]

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
        parsed = parse(source, start)
        known = {block.span.start: block for block in parsed}

        @cache
        def blocks(piece: Piece) -> tuple[Block, ...]:
            block = known[piece.start]
            if not isinstance(block, Heading):
                found.append(source.slice(block.span)[:12])
            return (block,)

        pieces = [Piece("heading" if isinstance(block, Heading) else "other", *block.span) for block in known.values()]
        return Blocks(source.text, pieces, blocks, parsed.line)

    monkeypatch.setattr("notelint.note.document.parse", observed)
    return found


def read(text: str, path: str = "a.md") -> Document:
    """A file read by the shipped layouts."""
    return read_document(Source(path, text), LAYOUTS)


def test_a_post_is_no_note_before_any_block_is_parsed(asked: list[str]) -> None:
    """Headings, front matter and single lines are enough to tell that a post is no note."""
    document = read(POST)
    assert (document.notes, [group.title for group in document.groups]) == ((), ["What we did", "What comes next"])
    assert asked == []


def test_a_note_is_read_before_any_block_is_parsed(asked: list[str]) -> None:
    """The lines under the title give the facts of a note, and headings its sections, until somebody asks for more."""
    (note,) = read(NOTE).notes
    assert note.properties == {
        "title": "Ripple: streaming attention",
        "authors": ["Ada Example", "Bo Sample"],
        "year": 2023,
    }
    assert [section.name for section in note.all_sections()] == ["Method", "Results"]
    assert asked == []


def test_of_blocks_a_note_asks_for_tables_under_its_title_alone(asked: list[str]) -> None:
    """The rows of a table may be facts; no other block is parsed for them, nor a table further down."""
    (note,) = read(NOTE.replace("- **Year**: 2023", "\n| Year | 2023 |\n| --- | --- |\n| Venue | ICLR |")).notes
    assert (note.properties["year"], note.properties["venue"]) == (2023, "ICLR")
    assert asked == ["| Year | 202"]


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


def found(text: str, path: str = "a.md") -> list[tuple[tuple[Fact, ...], tuple[Label, ...]]]:
    """The facts and labels of the notes in a text."""
    return [(note.facts, note.labels) for note in read(text, path).notes]


def found_in_every_line(text: str, path: str = "a.md") -> list[tuple[tuple[Fact, ...], tuple[Label, ...]]]:
    """The same, read without a look at a line's raw text first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("notelint.note.labels._may_name", lambda _raw, _known: True)
        patch.setattr("notelint.note.own_links._LINK_OPENERS", ("",))
        return found(text, path)


@pytest.mark.parametrize("folder", ["k1101jh", "vensin", "zhjwpku"])
def test_no_label_in_real_notes_is_passed_over(folder: str) -> None:
    """A look at raw lines finds all labels and links that reading every line finds."""
    if not (CORPORA / folder).is_dir():
        pytest.skip("the corpora are not here")
    for path in sorted((CORPORA / folder).rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        assert found(text, path.name) == found_in_every_line(text, path.name), path


PIECES = (
    "Authors", "authors", "Au", "thors", "年份", "Ｙear", "Year", "2019", "Rating", "Paper", "作者/机构", "a", "1)",
    " ", "  ", ":", "：", ": ", "**", "__", "*", "`", "[", "](b)", "]", "【", "】", "&colon;", "\\:", "\\", "<b>",
    "<br>", "|", " | ", "·", "- ", "1. ", "> ", "- [ ] ", "\n", "\n\n", "\r\n", "\n  ", "!", "—", "$", "~~",
)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("1. > - [x] Year: 2023", id="marks of containers"),
        pytest.param("   __Year__ 2023: x", id="bold without a colon"),
        pytest.param("【Year】2023", id="brackets"),
        pytest.param("`Y`ea*r*: 2023", id="marks in the name"),
        pytest.param("[Year](https://example.org): 2023", id="a link"),
        pytest.param("<b>Year</b>: 2023", id="a tag around the name"),
        pytest.param("Item | Value\n--- | ---\nYear | 2023\nVenue | ICLR", id="a table without outer bars"),
    ],
)
def test_no_label_is_passed_over_for_its_marks(line: str) -> None:
    """A name may be written with marks, numbering and all; reading every line finds no more."""
    note = f"# Ripple\n\n- **DOI**: 10.1000/1\n- **Authors**: Ada Example\n\n{line}\n"
    assert found(note) == found_in_every_line(note)
    (only,) = read(note).notes
    assert only.properties["year"] == 2023


MARKS = (
    ("", ""), ("**", "**"), ("__", "__"), ("*", "*"), ("`", "`"), ("~~", "~~"), ("**[", "](a)**"), ("[", "](a)"),
    ("[[", "]]"), ("【", "】"), ("<b>", "</b>"), ("(", ")"), ("**", ":**"), ("“", "”"), ("📅 ", ""), ("📅 **", "**"),
)  # fmt: skip
MARKED = st.builds(
    lambda lead, marks, name, colon, value: f"{lead}{marks[0]}{name}{marks[1]}{colon}{value}",
    st.sampled_from(("", "- ", "* ", "1. ", "1) ", "> ", "> - ", "- [ ] ", "  - ", "   ")),
    st.sampled_from(MARKS),
    st.sampled_from(("Authors", "Author(s)", "Year", "Ｙear", "Rating", "Code link", "年份", "作者/机构", "TL;DR")),
    st.sampled_from((":", ": ", " : ", "：", "::", ":: ", " ")),
    st.sampled_from(("2019", "Ada Example, Bo Sample", "[x](https://a.org/b)", "", "`a` `b`")),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(MARKED, min_size=1, max_size=3), st.sampled_from(("\n", "\n\n", " | ", "  \n")))
def test_no_label_is_passed_over_however_it_is_written(labels: list[str], between: str) -> None:
    """A name in any marks behind any lead is read; the note around it makes the file one."""
    note = f"# Ripple\n\n- **Venue**: ICLR\n- **DOI**: 10.1000/1\n\n{between.join(labels)}\n"
    assert found(note) == found_in_every_line(note)


def test_each_of_many_labels_on_one_line_has_its_own_value() -> None:
    """Links and code belong to the label before them, of however many there are; an endless line is prose."""
    labels = [f"**Code {number}**: `a{number}` [x](https://example.org/{number})" for number in range(3000)]
    few, many = (
        read(f"# Ripple\n\n**Authors**: Ada Example | **Year**: 2023\n\n{' | '.join(some)}\n").notes[0].labels
        for some in (labels[:60], labels)
    )
    assert [(label.name, label.value) for label in few] == [(f"Code {at}", f"a{at} x") for at in range(60)]
    assert many == ()


def test_a_label_has_the_links_of_its_own_value() -> None:
    """Of several links on one line each label has those between it and the next, the first one first."""
    code = "[one](https://example.org/1) and [two](https://example.org/2)"
    line = f"**Authors**: Ada | **Code**: {code} | **Video**: [three](https://example.org/3)"
    (note,) = read(f"# Ripple\n\n{line}\n\n**Year**: 2023\n").notes
    assert note.properties["code"] == "https://example.org/1"
    assert note.properties["video"] == "https://example.org/3"


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from((*PIECES, *"#\t&<~", "https://", "https://a")), max_size=6).map("".join))
def test_a_heading_without_marks_is_its_own_text(text: str) -> None:
    """The plain text of a heading is that of its inlines, whether or not it takes a parser to read them."""
    for form in (f"## {text}\n", f"{text}\n===\n", f"  # {text} ##"):
        for heading in parse(Source("a.md", form)).headings:
            assert heading_text(heading) == plain(heading.inlines, heading.text_span.end)
