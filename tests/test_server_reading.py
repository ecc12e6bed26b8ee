"""What an editor is told about a place in a note, and what it can write there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from notelint.server.bibtex import bibtex, lenses
from notelint.server.completion import completions
from notelint.server.hover import hover
from notelint.server.navigation import definition
from notelint.server.renaming import name_at, renamed
from notelint.server.session import path_of, uri_of
from notelint.server.symbols import symbols
from tests.editor import analysed, edited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.server.session import Analysis, Session

pytestmark = pytest.mark.usefixtures("vault")

STUDY = """\
# Reading

## (2019 Google) BERT - Pre-training

### Model: Encoder 𝒳

### Summary

Text.

## (2020 OpenAI) GPT-3

### Model: Decoder

### Summary

Text, see [above](#summary) and [the other](papers/one.md#method).
"""
ONE = """\
---
title: One
authors: [Jane Roe, John Doe]
year: 2020
tags: [nlp, "cv: new"]
status: read
---

# One

## Method

Text.

![A figure](../img/figure%201.png)
"""


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder is a vault of a study, seven notes of one template, and pictures."""
    monkeypatch.chdir(tmp_path)
    for folder in (".obsidian", "papers", "img", "img/more"):
        Path(folder).mkdir()
    Path("study.md").write_text(STUDY, "utf-8")
    Path("papers/one.md").write_text(ONE, "utf-8")
    for number in range(2, 8):
        sections = "## Method\n\nText.\n\n## Results\n\nText.\n"
        text = ONE.replace("One", f"No {number}").partition("## Method")[0] + sections
        Path(f"papers/no {number}.md").write_text(text, "utf-8")
    for picture in ("img/figure 1.png", "img/b.svg", "img/more/c.jpg"):
        Path(picture).write_bytes(b"\x89PNG\r\n\x1a\n")
    Path("img/data.csv").write_text("a\n", "utf-8")


def at(name: str, text: str) -> tuple[Session, Analysis, int]:
    """A text that is open, and the place in it that `‸` marks."""
    offset = text.index("‸")
    session, analysis = analysed(name, text.replace("‸", ""))
    return session, analysis, offset


def said(name: str, text: str) -> str:
    """What is said of the marked place."""
    _, analysis, offset = at(name, text)
    found = hover(analysis, offset)
    if found is None:
        return ""
    assert isinstance(found.contents, types.MarkupContent)
    return found.contents.value


def offered(name: str, text: str) -> list[tuple[str, str]]:
    """What can be written at the marked place: the labels, and the text of the whole line then."""
    session, analysis, offset = at(name, text)
    found = []
    for each in sorted(completions(analysis, offset, session.analysis_of), key=lambda each: each.sort_text or ""):
        assert isinstance(each.text_edit, types.TextEdit)
        after = edited(analysis.source.text, [each.text_edit], analysis.positions)
        found.append((each.label, after.splitlines()[analysis.source.line_number(offset) - 1]))
    return found


def lead(name: str, text: str) -> tuple[str, int] | None:
    """Where the image or link at the marked place leads: a path, and a line from 1."""
    session, analysis, offset = at(name, text)
    found = definition(analysis, offset, session.analysis_of)
    return (path_of(found.uri), found.range.start.line + 1) if found else None


def outline(found: Sequence[types.DocumentSymbol], depth: int = 0) -> list[str]:
    """Symbols as lines."""
    return [
        line
        for each in found
        for line in (
            f"{'  ' * depth}{each.kind.name} {each.name}: {each.detail}",
            *outline(each.children or (), depth + 1),
        )
    ]


def test_the_outline_tells_notes_and_sections() -> None:
    """With citation keys, and the properties that sections hold."""
    _, analysis = analysed("study.md", STUDY)
    assert outline(symbols(analysis)) == [
        "Namespace Reading: None",
        "  Class (2019 Google) BERT - Pre-training: google2019bert",
        "    Field Model: Encoder 𝒳: model",
        "    Field Summary: summary",
        "  Class (2020 OpenAI) GPT-3: openai2020gpt",
        "    Field Model: Decoder: model",
        "    Field Summary: summary",
    ]


@pytest.mark.parametrize(
    "text",
    [
        STUDY,
        ONE,
        "",
        "#\n\n##\n\n# A\n",
        "| Paper | Year |\n|---|---|\n| [A](https://arxiv.org/abs/1706.03762) | 2017 |\n" * 2,
    ],
)
def test_symbols_lie_in_each_other(text: str) -> None:
    """As the protocol asks: the title inside of the whole, inner ones inside of the outer one; none is nameless."""

    def check(found: Sequence[types.DocumentSymbol], around: types.Range | None) -> None:
        for each in found:
            assert each.name.strip()
            assert holds(each.range, each.selection_range)
            assert around is None or holds(around, each.range)
            check(each.children or (), each.range)

    check(symbols(analysed("a.md", text)[1]), None)


def holds(outer: types.Range, inner: types.Range) -> bool:
    """Whether a range lies in another."""
    return outer.start <= inner.start and inner.end <= outer.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("year: 2020‸", "**year**: `2020`, read from the front-matter `year`; in the record: `year`"),
        ("Jane‸ Roe, John Doe", '**authors**: `["Jane Roe", "John Doe"]`'),
        ("## Method‸", "section **Method**, role: *method*; in the record: `sections`"),
        ("# One‸\n", "note **One** (`roe2020one`), by the schema `literature-note`; it lacks `results`"),
        ("![A figure](../img‸/figure%201.png)", "/img/figure%201.png>)"),
        ("Te‸xt", ""),
    ],
)
def test_what_is_read_at_a_place(text: str, expected: str) -> None:
    """A fact with its value, a section with its role, a note with its key, a picture; what each is in the record."""
    found = said("papers/one.md", ONE.replace(text.replace("‸", ""), text, 1))
    assert expected in found if expected else found == ""


def test_a_finding_is_explained() -> None:
    """By what its rule is about: the editor shows the finding itself."""
    found = said("a.md", "# A\n\n![a](*no*.‸png)\n")
    assert "**image-missing**: The file of every image exists." in found
    assert "does not exist" not in found
    assert "`notelint rule image-missing`" in found


def test_no_picture_of_the_web_is_shown() -> None:
    """Its server would see who reads the note."""
    assert said("a.md", "# A\n\n![a](https://example.org/‸a.png)\n").startswith("image: `https://example.org/a.png`")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](img/fig‸ure%201.png)", ("img/figure 1.png", 1)),
        ("<img src='img/b.‸svg'>", ("img/b.svg", 1)),
        ("![[c.j‸pg]]", ("img/more/c.jpg", 1)),
        ("[a](papers/one‸.md)", ("papers/one.md", 1)),
        ("[a](papers/one.md#met‸hod)", ("papers/one.md", 11)),
        ("[a][b‸]\n\n[b]: papers/one.md#method", ("papers/one.md", 11)),
        ("[[one#Met‸hod|label]]", ("papers/one.md", 11)),
        ("[[one‸]]", ("papers/one.md", 1)),
        ("[[study#Read‸ing]]", ("study.md", 1)),
        ("[a](#sum‸mary-1)", ("study.md", 15)),
        ("[![a](img/b.s‸vg)](papers/one.md)", ("img/b.svg", 1)),
        ("[a](https://exam‸ple.org)", None),
        ("[a](no‸.md)", None),
        ("te‸xt", None),
    ],
)
def test_where_images_and_links_lead(text: str, expected: tuple[str, int] | None) -> None:
    """To files, and to the headings in them, in Markdown's ways and Obsidian's."""
    assert lead("study.md", f"{STUDY}\n{text}\n") == expected


def test_a_link_leads_into_what_is_not_saved() -> None:
    """The text in the editor counts."""
    session, analysis, offset = at("a.md", "# A\n\n[a](papers/one.md#n‸ew)\n")
    session.open(uri_of("papers/one.md"), "\n\n# One\n\n## New\n", 1)
    found = definition(analysis, offset, session.analysis_of)
    assert found
    assert found.range.start.line == 4


def rename(name: str, text: str, new: str) -> dict[str, str]:
    """What the files become whose texts a renaming changes; the text is that of an open file."""
    session, analysis, offset = at(name, text)
    found = name_at(analysis, offset)
    assert found
    edits = renamed(analysis, found, new, session.analysis_of)
    return {each.source.path: edited(each.source.text, its, each.positions) for each, its in edits.items()}


def test_a_section_is_renamed_with_its_links() -> None:
    """In its own file and in others, as paths and as `[[...]]`; its value and its number stay."""
    Path("other.md").write_text("# O\n\n[[one#Method]], [a](papers/one.md#method), [b](study.md#method)\n", "utf-8")
    text = ONE.replace("## Method", "## 1. Met‸hod: new") + "\n[here](#1-method-new)\n"
    Path("other.md").write_text("# O\n\n[[one#1. Method new]], [a](papers/one.md#1-method-new)\n", "utf-8")
    found = rename("papers/one.md", text, "Approach")
    assert found == {
        "papers/one.md": text.replace("Met‸hod", "Approach").replace("#1-method", "#1-approach"),
        "other.md": "# O\n\n[[one#1. Approach new]], [a](papers/one.md#1-approach-new)\n",
    }


def test_another_heading_is_renamed_with_its_links() -> None:
    """That of a note or a group as a whole; and in a text that has no note."""
    found = rename("study.md", STUDY.replace("Read‸ing", "x").replace("# Reading", "# Read‸ing"), "Papers 𝒳")
    assert found == {"study.md": STUDY.replace("# Reading", "# Papers 𝒳")}
    Path("plain.md").write_text("# A\n\n[a](b.md#one-two)\n", "utf-8")
    assert rename("b.md", "# B\n\n## One ‸two\n\n[x](#one-two)\n", "Three") == {
        "b.md": "# B\n\n## Three\n\n[x](#three)\n",
    }


def test_only_headings_are_renamed() -> None:
    """Other text has no name."""
    _, analysis, offset = at("a.md", "# A\n\nTe‸xt\n")
    assert name_at(analysis, offset) is None


def test_missing_sections_are_offered() -> None:
    """Those of the siblings' habit, at their level, where a line begins; a note that has them all is offered none."""
    assert offered("papers/one.md", f"{ONE}\n#‸") == [("## Results", "## Results")]
    assert offered("papers/one.md", f"{ONE}\n‸") == [("## Results", "## Results")]
    assert offered("papers/one.md", f"{ONE}\nText ‸") == []
    assert offered("papers/one.md", f"{ONE}\n## Results\n\nText.\n\n#‸") == []
    assert offered("papers/one.md", f"{ONE}\n```python\n#‸\n```\n") == []
    assert offered("study.md", f"{STUDY}\n## Another group\n\n#‸") == []
    text = STUDY.replace("### Summary\n\nText.\n", "##‸\n")
    assert [label for label, _ in offered("study.md", text)] == ["### Summary", "### Training", "### Fine-tuning"]


def test_front_matter_is_offered() -> None:
    """Keys that the others have and that are not there; values that they have, in quotes where it takes them."""
    new = "---\ntitle: New\n‸\n---\n\n# New\n"
    keys = [label for label, _ in offered("papers/new.md", new)]
    assert keys[:4] == ["authors", "year", "tags", "status"]
    assert "title" not in keys
    assert offered("papers/new.md", new.replace("‸", "st‸"))[3][1] == "status: "
    assert offered("papers/no 2.md", new.replace("‸", "status: r‸")) == [("read", "status: read")]
    tags = [("nlp", "tags: [x, nlp"), ("cv: new", 'tags: [x, "cv: new"')]
    assert sorted(offered("papers/new.md", new.replace("‸", "tags: [x, ‸"))) == sorted(tags)
    assert sorted(offered("papers/new.md", new.replace("‸", "tags:\n  - c‸"))) == [
        ("cv: new", '  - "cv: new"'),
        ("nlp", "  - nlp"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](‸", [("img/", "![a](img/"), ("papers/", "![a](papers/")]),
        ("![](img/f‸", [("b.svg", "![](img/b.svg"), ("figure 1.png", "![](img/figure%201.png")]),
        ("![](<img/‸", [("b.svg", "![](<img/b.svg"), ("figure 1.png", "![](<img/figure 1.png")]),
        ('<img alt="" src="img/more/‸', [("c.jpg", '<img alt="" src="img/more/c.jpg')]),
        ("![[c‸", [("b.svg", "![[b.svg"), ("figure 1.png", "![[figure 1.png"), ("c.jpg", "![[c.jpg")]),
        ("[a](papers/one.md#‸", [("One", "[a](papers/one.md#one"), ("Method", "[a](papers/one.md#method")]),
        ("[a](#‸", [("A", "[a](#a")]),
        ("[[one#‸", [("One", "[[one#One"), ("Method", "[[one#Method")]),
        ("`code` ‸", []),
    ],
)  # fmt: skip
def test_paths_and_links_are_offered(text: str, expected: list[tuple[str, str]]) -> None:
    """Files as they are written in a path, headings as they are in a link."""
    assert offered("a.md", f"# A\n\n{text}")[: len(expected) or None] == expected


def test_notes_are_offered_by_name() -> None:
    """All of the vault, once each."""
    Path("img/one.md").write_text("# Also one\n", "utf-8")
    names = [label for label, _ in offered("a.md", "# A\n\n[[‸")]
    assert names == ["study", "one", *(f"no {number}" for number in range(2, 8))]


def test_a_note_is_shown_as_bibtex() -> None:
    """A line stands above each note; its command gives the entry."""
    _, analysis = analysed("study.md", STUDY)
    found = lenses(analysis, "show")
    assert [each.range.start.line for each in found] == [2, 10]
    assert found[1].command
    assert found[1].command.arguments == [uri_of("study.md"), 1]
    entry = bibtex(analysis, 1)
    assert entry
    assert entry[0] == "openai2020gpt.bib"
    assert re.match(r"@misc\{openai2020gpt,\n", entry[1])
    assert bibtex(analysis, 2) is None
