"""From a Markdown text to its notes: groups, sections, facts, images, links, each at its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.markdown.nodes import walk
from notelint.note import read_document
from notelint.note.model import Origin
from notelint.note.names import fold_name
from notelint.schema import shipped_schemas
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.markdown.nodes import Block
    from notelint.note.model import Document, Note, Section

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
LAYOUTS = [schema.layout for schema in shipped_schemas()]

STUDY = """\
---
title: Two papers
---
A word before.

## Vision

#### (2021 Example Lab, Other Lab) PatchNet: words of a picture

[A talk](https://www.youtube.com/watch?v=abcdefghijk)

##### Model: Transformer (Encoder)

##### Training

Supervised, on *labelled* pictures.

<img src="a.png" style="zoom: 50%;" />

##### Summary

- Few priors.

#### (2020) Second one

##### Model：CNN

## Speech

Nothing yet.
"""


def read(text: str, path: str = "widgets.md") -> Document:
    """Read a text as the command line does without configuration."""
    return read_document(Source(path, text), LAYOUTS)


def only_note(text: str, path: str = "widgets.md") -> Note:
    """The one note that a text holds."""
    [note] = read(text, path).notes
    return note


def values(note: Note) -> dict[str, object]:
    """The facts of a note, but for a title that is only the file's name."""
    return {fact.name: fact.value for fact in note.facts if fact.origin is not Origin.FILE_NAME}


def test_groups_and_notes() -> None:
    """Bracket headings begin notes; the headings above them are groups."""
    document = read(STUDY)

    assert [(note.title, note.groups) for note in document.notes] == [
        ("PatchNet: words of a picture", ("Vision",)),
        ("Second one", ("Vision",)),
    ]
    assert [group.title for group in document.groups] == ["Vision", "Speech"]


def test_note_ends_where_the_next_begins() -> None:
    """The spans of notes run from their heading to the next heading that is not inside them."""
    document = read(STUDY)
    first, second = document.notes

    assert STUDY[first.span.start : first.span.end].startswith("#### (2021")
    assert first.span.end == second.span.start
    assert STUDY[second.span.end :].startswith("## Speech")


def test_facts_have_values_and_places() -> None:
    """Each fact is typed as the schema says, and its span is the value's own text."""
    note = read(STUDY).notes[0]

    found = {fact.name: (fact.value, STUDY[fact.span.start : fact.span.end]) for fact in note.facts}

    assert found == {
        "title": ("PatchNet: words of a picture", "PatchNet: words of a picture"),
        "year": (2021, "2021"),
        "organizations": (["Example Lab", "Other Lab"], "Example Lab, Other Lab"),
        "model": ("Transformer (Encoder)", "Transformer (Encoder)"),
        "training": (
            "Supervised, on labelled pictures.",
            'Supervised, on *labelled* pictures.\n\n<img src="a.png" style="zoom: 50%;" />',
        ),
        "summary": ("- Few priors.", "- Few priors."),
    }


def test_images_know_their_section() -> None:
    """An image belongs to the section it stands in."""
    note = read(STUDY).notes[0]

    assert [(image.node.destination, image.section and image.section.name) for image in note.images] == [
        ("a.png", "Training")
    ]


def test_links_say_what_they_lead_to() -> None:
    """A link has a kind, a provider and an id."""
    note = read(STUDY).notes[0]

    assert [(link.kind, link.provider, link.external_id, link.label) for link in note.links] == [
        ("video", "youtube", "abcdefghijk", "A talk")
    ]


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        pytest.param("(2019 Google AI)", {"year": 2019, "organizations": ["Google AI"]}, id="an organization"),
        pytest.param("[2019 ICCV]", {"year": 2019, "venue": "ICCV"}, id="a known venue"),
        pytest.param("[2017]", {"year": 2017}, id="a year alone"),
        pytest.param("[2017 NIPS@Google]", {"year": 2017, "venue": "NIPS", "organizations": ["Google"]}, id="both"),
        pytest.param("（2020 清华）", {"year": 2020, "organizations": ["清华"]}, id="full-width brackets"),
    ],
)
@pytest.mark.parametrize("level", [1, 2, 4])
def test_bracket_heading(bracket: str, expected: dict[str, object], level: int) -> None:
    """The bracket of a note heading holds the year, then a venue or organizations, at any level."""
    note = only_note(f"{'#' * level} {bracket} A Title\n\ntext\n")

    assert values(note) == {"title": "A Title", **expected}


@pytest.mark.parametrize(
    "heading",
    ["[2019](https://example.org)", "2019", "[1] A reference", "[2019-03-01] Release", "(2) Second step"],
)
def test_no_note_heading(heading: str) -> None:
    """A bracket without a year and a title begins no note."""
    assert read(f"## {heading}\n\ntext\n").notes == ()


@pytest.mark.parametrize(
    ("heading", "name", "separator", "value"),
    [
        pytest.param("##### Model: A B", "Model", ": ", "A B", id="colon"),
        pytest.param("##### Model：A", "Model", "：", "A", id="full-width colon"),
        pytest.param("##### Model:A", "Model", ":", "A", id="no space"),
        pytest.param("##### Model : A", "Model", " : ", "A", id="space before"),
        pytest.param("##### Model - A", "Model", " - ", "A", id="dash after a known name"),
        pytest.param("##### **Model**: A", "Model", ": ", "A", id="bold name"),
        pytest.param("##### **Model:** A", "Model", ": ", "A", id="bold name and colon"),
        pytest.param("##### Model: [A](b)", "Model", ": ", "A", id="link in the value"),
        pytest.param("##### Model: $a: b$ c", "Model", ": ", "$a: b$ c", id="math in the value"),
        pytest.param("##### Model:", "Model", ":", "", id="no value"),
        pytest.param("##### Model", "Model", "", "", id="no separator"),
        pytest.param("##### 3. Model", "3. Model", "", "", id="numbered"),
        pytest.param("##### Model ##", "Model", "", "", id="closing hashes"),
    ],
)
def test_section_heading(heading: str, name: str, separator: str, value: str) -> None:
    """A section's heading holds its name, and after a separator its value."""
    note = only_note(f"#### (2019 X) T\n\n{heading}\n\nbody\n")
    [section] = note.sections

    assert (section.name, section.separator, section.value, section.holds) == (name, separator, value, "model")


def test_setext_sections() -> None:
    """Underlined headings are headings."""
    note = only_note("(2019 X) T\n==========\n\nModel: A\n--------\n\nSummary\n-------\n\nIt works.\n")

    assert values(note)["model"] == "A"
    assert values(note)["summary"] == "It works."


def test_sections_nest_by_level() -> None:
    """A deeper heading is inside the section above it, whatever the gap."""
    note = only_note("# (2019 X) T\n\n### Summary\n\na\n\n###### Pros\n\nb\n\n##### Cons\n\nc\n\n## Model: M\n")

    def tree(sections: tuple[Section, ...]) -> list[object]:
        return [(section.name, tree(section.sections)) for section in sections]

    assert tree(note.sections) == [("Summary", [("Pros", []), ("Cons", [])]), ("Model", [])]
    assert values(note)["summary"] == "a\n\n###### Pros\n\nb\n\n##### Cons\n\nc"


def test_known_section_at_the_level_of_the_note() -> None:
    """A heading of the note's own level is its section if it bears the name of one, else it ends the note."""
    document = read("## (2019 X) T\n\n## Model: M\n\n## Appendix\n\n## Summary\n\ns\n")
    [note] = document.notes

    assert [section.name for section in note.sections] == ["Model"]
    assert [group.title for group in document.groups] == ["Appendix", "Summary"]


LABELLED = {
    "bold, colon outside": "**Authors**: Ann Lee, Bo Li\n**Year**: 2020\n**Venue**: CVPR\n",
    "bold, colon inside, hard breaks": "**Authors:** Ann Lee, Bo Li  \n**Year:** 2020  \n**Venue:** CVPR  \n",
    "bullets": "- **Authors**: Ann Lee, Bo Li\n- **Year**: 2020\n- **Venue**: CVPR\n",
    "plain bullets": "* Authors: Ann Lee and Bo Li\n* Year: 2020\n* Venue: CVPR\n",
    "plain lines": "Authors: Ann Lee, Bo Li\nYear: 2020\nVenue: CVPR\n",
    "quote": "> **Authors**: Ann Lee, Bo Li\n> **Year**: 2020\n> **Venue**: CVPR\n",
    "several on a line": "> **Authors**: Ann Lee, Bo Li | **Year**: 2020 | **Venue**: CVPR\n",
    "full-width colon, zh": "**作者**：Ann Lee, Bo Li\n**年份**：2020\n**会议**：CVPR\n",
    "table": "| Item | Value |\n| --- | --- |\n| Authors | Ann Lee, Bo Li |\n| Year | 2020 |\n| Venue | CVPR |\n",
    "nested list": "- Authors:\n  - Ann Lee\n  - Bo Li\n- Year: 2020\n- Venue: CVPR\n",
    "headings that are keys": "## Authors\n\nAnn Lee, Bo Li\n\n## Year\n\n2020\n\n## Venue: CVPR\n",
}


@pytest.mark.parametrize("text", LABELLED.values(), ids=LABELLED)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_label_lines(text: str, line_end: str) -> None:
    """The facts of a paper note stand in label lines of many kinds."""
    note = only_note(("# A Title of It\n\n" + text).replace("\n", line_end))

    assert values(note) == {"title": "A Title of It", "authors": ["Ann Lee", "Bo Li"], "year": 2020, "venue": "CVPR"}


def test_label_spans() -> None:
    """A label's fact has the span of the value and of the label."""
    text = "# T\n\n**作者**：Ann Lee, Bo Li\n**会议**: CVPR 2020\n"
    note = only_note(text)

    found = {
        fact.name: (text[fact.span.start : fact.span.end], fact.label_span and text[slice(*fact.label_span)])
        for fact in note.facts
    }

    assert found["authors"] == ("Ann Lee, Bo Li", "作者")
    assert found["venue"] == ("CVPR 2020", "会议")
    assert found["year"] == ("CVPR 2020", "会议")


@pytest.mark.parametrize("nothing", ["", "暂无", "N/A", "-", "无公开链接", "TBD", "{{venue}}", "[]()"])
def test_values_that_say_nothing(nothing: str) -> None:
    """`N/A` and the like are no value."""
    known = "**Authors**: Ann Lee\n**Year**: 2020\n**DOI**: 10.1000/ab\n"
    note = only_note(f"# T\n\n{known}**Venue**: {nothing}\n**Code**: {nothing}\n")

    assert values(note) == {"title": "T", "authors": ["Ann Lee"], "year": 2020, "doi": "10.1000/ab"}


def test_unknown_labels_are_kept() -> None:
    """A bold label that the schema does not know is kept as a label; prose with a colon is not one."""
    note = only_note("# T\n\n**Authors**: Ann Lee\n**Year**: 2020\n**Mood**: fine\n\nThis is prose: it has a colon.\n")

    assert [(label.name, label.value) for label in note.labels] == [("Mood", "fine")]


def test_front_matter_facts() -> None:
    """A literature note's facts stand in its front matter; its title there wins over the heading."""
    text = (
        "---\ntitle: The Title\nauthors: [Ann Lee, Bo Li]\nyear: 2020\ndoi: https://doi.org/10.1000/AB\n---\n# Notes\n"
    )
    note = only_note(text)

    assert values(note) == {"title": "The Title", "authors": ["Ann Lee", "Bo Li"], "year": 2020, "doi": "10.1000/ab"}


def test_front_matter_of_a_post_is_not_the_notes() -> None:
    """Title and date of a post that holds many notes are not facts of its notes."""
    note = only_note("---\ntitle: Post\nyear: 1999\n---\n## (2019 X) T\n")

    assert values(note) == {"title": "T", "year": 2019, "organizations": ["X"]}


def test_blog_post_is_no_note() -> None:
    """Title, date, categories and tags make a post, not a note on a paper."""
    document = read("---\ntitle: Setup\ndate: 2020-01-02\ncategories: [AI]\ntags: [a]\n---\n# Setup\n\nText.\n")

    assert document.notes == ()


def test_a_byte_order_mark_belongs_to_what_begins_behind_it() -> None:
    """It stands in the line of the first heading, with which a note of many begins, or a group."""
    assert read("\ufeff# (2019 A) X\n\n## Model: m\n").notes[0].span.start == 0
    assert read("\ufeff# T\n\nText.\n").groups[0].span.start == 0


OWNERS = [
    STUDY,
    STUDY.replace("\n", "\r\n"),
    "\ufeff# T\n\n**Authors**: A B\n**Year**: 2020\n\n## S\n\nx\n\n### SS\n\ny",
    "text\n\n# H\n\n> q\n\n- a\n  # inner\n",
    "",
]


def owners(document: Document) -> Iterator[Block]:
    """Every top-level block, by way of the place that owns it."""
    yield from document.intro
    for group in document.groups:
        yield group.heading
        yield from group.blocks
    for note in document.notes:
        if note.heading:
            yield note.heading
        yield from note.blocks
        for section in note.all_sections():
            yield section.heading
            yield from section.blocks


def assert_tiled(document: Document) -> None:
    """Every block has one owner, and the blocks with the gaps between them give back the text."""
    owned = sorted(owners(document), key=lambda block: block.span.start)
    assert [id(block) for block in owned] == [id(block) for block in document.blocks]

    text = document.source.text
    rebuilt, end = [], 0
    for block in owned:
        assert block.span.start >= end
        rebuilt += [text[end : block.span.start], text[block.span.start : block.span.end]]
        end = block.span.end
    assert "".join(rebuilt) + text[end:] == text


@pytest.mark.parametrize("text", OWNERS)
def test_every_block_has_one_owner(text: str) -> None:
    """Every character belongs to exactly one place in the tree."""
    assert_tiled(read(text))


LINES = st.sampled_from(
    [
        *("# (2019 X) T", "## Model: a", "### b", "#### [2020 CVPR] U", "text", "", "---", "===", "```", "$$"),
        *("- **Year**: 2020", "**Authors**: A B", "> q", "    code", "| a | b |", "| - | - |", "<img src='x'>"),
        "[l]: /u",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_block_has_one_owner_in_any_text(lines: list[str], line_end: str) -> None:
    """Whatever stands in a file, no block is lost and none is counted twice."""
    assert_tiled(read(line_end.join(lines)))


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not here")
def test_every_block_has_one_owner_in_real_notes() -> None:
    """The same holds for real notes (a sixth of them, to be quick)."""
    for path in sorted(CORPORA.rglob("*.md"))[::6]:
        assert_tiled(read_document(Source.from_bytes(path.name, path.read_bytes()), LAYOUTS))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fine-tuning", "Finetuning"),
        ("Fine-tuning", "fine tuning"),
        ("Model", "3. Model"),
        ("摘要", "Part2. 摘要"),
        ("方法", "二、方法"),
        ("Model", "Ｍｏｄｅｌ"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    """Case, width, hyphens, spaces and numbering do not make another name."""
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), [("Model", "Models"), ("1", "2"), ("?", "!"), ("方法", "方法一")])
def test_names_that_differ(one: str, other: str) -> None:
    """Words, and names that are nothing but signs, stay different."""
    assert fold_name(one) != fold_name(other)


def test_blocks_inside_containers_are_walked() -> None:
    """`walk` gives each block before its children."""
    document = read("> a\n> - b\n")

    assert [type(block).__name__ for block in walk(document.blocks)] == [
        "BlockQuote",
        "Paragraph",
        "List",
        "ListItem",
        "Paragraph",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("> SIGMOD 2017", {"venue": "SIGMOD", "year": 2017}, id="venue and year"),
        pytest.param("> Lee, SIGMOD '79", {"authors": ["Lee"], "venue": "SIGMOD", "year": 1979}, id="short year"),
        pytest.param("> by A Lee 2009", {"authors": ["A Lee"], "year": 2009}, id="by"),
        pytest.param(
            "CIDR 2021. Ann Lee, Bo Li", {"authors": ["Ann Lee", "Bo Li"], "venue": "CIDR", "year": 2021}, id="bare"
        ),
        pytest.param(
            "> Proceedings of the Symposium on Things, Vienna, May 2003",
            {"venue": "Proceedings of the Symposium on Things", "year": 2003},
            id="a place is no author",
        ),
        pytest.param(
            "> EX technical report EX-LAB-TR-2012-021, July 2012",
            {"venue": "EX technical report EX-LAB-TR-2012-021", "year": 2012},
            id="report",
        ),
        pytest.param(
            "> arXiv:1506.08603v2 [cs.DC] · 2015",
            {"year": 2015, "arxiv": "1506.08603", "arxiv_version": "v2"},
            id="number at arXiv",
        ),
        pytest.param("> arXiv:1506.08603 came in 2015.", {}, id="prose with a number at arXiv"),
        pytest.param("> This is the technical report, 2012.", {}, id="prose with a report"),
        pytest.param("> A graph is a set of nodes.", {}, id="prose"),
        pytest.param("> In 2009 they found it.", {}, id="prose with a year"),
    ],
)
def test_byline_under_a_linked_title(line: str, expected: dict[str, object]) -> None:
    """A title that links to a paper makes a note; the line under it may name authors, venue and year."""
    note = only_note(f"### [A Title](assets/a.pdf)\n\n{line}\n\nText.\n")

    assert values(note) == {"title": "A Title", **expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# T\n\n[Paper](https://arxiv.org/abs/2010.11929) | [Code](https://github.com/o/r)\n",
            {"title": "T", "arxiv": "2010.11929", "code": "https://github.com/o/r"},
            id="link line",
        ),
        pytest.param(
            "# T\n\n[paper](https://arxiv.org/pdf/2204.06125.pdf) | [talk]() | [主页](https://example.org)\n",
            {"title": "T", "arxiv": "2204.06125", "video": None},
            id="the paper alone, labelled so",
        ),
        pytest.param(
            "# [T](https://dl.acm.org/doi/10.1145/3299869)\n",
            {"title": "T", "doi": "10.1145/3299869"},
            id="linked title",
        ),
        pytest.param(
            "# [T](../pdfs/t.pdf)\n\n> VLDB 2005\n>\n> https://example.org/t.PDF\n\nSee [U](https://example.org/u.pdf).\n",
            {"title": "T", "url": "https://example.org/t.PDF"},
            id="the file of the paper, where no page is named",
        ),
        pytest.param("# [T](../pdfs/t.pdf)\n\n> VLDB 2005\n", {"title": "T", "url": None}, id="a copy of the paper"),
        pytest.param(
            "# T\n\n> VLDB 2005\n>\n> <https://example.org/t.pdf> <https://openreview.net/forum?id=abc>\n",
            {"url": "https://openreview.net/forum?id=abc"},
            id="a page before a file",
        ),
        pytest.param(
            "# [T](t.pdf)\n\n> VLDB 2005\n>\n> https://dl.acm.org/doi/10.5555/1083592.1083658\n",
            {"url": "https://dl.acm.org/doi/10.5555/1083592.1083658", "doi": None},
            id="a page whose number is no DOI",
        ),
    ],
)
def test_links_of_a_note(text: str, expected: dict[str, object]) -> None:
    """Links in the title or right under it lead to the note's own paper."""
    found = values(only_note(text))

    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "# Reading list\n\n- [A](https://arxiv.org/abs/2010.11929)\n- [B](https://arxiv.org/abs/2010.11930)\n",
            id="list",
        ),
        pytest.param(
            "# Idea\n\nSee [Ramesh et al.](https://arxiv.org/pdf/2204.06125.pdf).\n", id="a paper that is cited"
        ),
        pytest.param(
            "# Tool\n\nInstall it.\n\n[docs](https://example.org) [code](https://github.com/o/r)\n", id="README"
        ),
    ],
)
def test_no_paper_note(text: str) -> None:
    """A reading list or a README is no note on a paper."""
    assert read(text).notes == ()


def test_mentioned_papers_are_not_the_notes_own() -> None:
    """Of several papers that are linked under the title, none is taken for the note's own."""
    note = only_note(
        "# T\n\n**Authors**: Ann Lee\n**Year**: 2020\n\nCompare [A](https://arxiv.org/abs/2010.11929) and "
        "[B](https://arxiv.org/abs/2010.11930).\n"
    )

    assert values(note) == {"title": "T", "authors": ["Ann Lee"], "year": 2020}


def test_section_of_information() -> None:
    """A first section that is a list of labels holds facts too."""
    note = only_note(
        "# T\n\nIntro.\n\n## Metadata\n\n- **Authors**: Ann Lee\n- **Venue**: CVPR 2024\n\n## Method\n\nx\n"
    )

    assert values(note) == {"title": "T", "authors": ["Ann Lee"], "venue": "CVPR", "year": 2024}


@pytest.mark.parametrize(
    "value", ["[pdf](https://example.org/a.pdf)", "https://example.org/a.pdf", "[链接](https://example.org/a.pdf)"]
)
def test_paper_that_is_an_address(value: str) -> None:
    """`Paper:` may be followed by the title or by the address of the paper."""
    note = only_note(f"# The Title\n\n**Authors**: Ann Lee\n**Year**: 2020\n**Paper**: {value}\n")

    assert (values(note)["title"], values(note)["url"]) == ("The Title", "https://example.org/a.pdf")


def test_paper_that_is_a_title() -> None:
    """A title may be a link."""
    note = only_note(
        "# Notes\n\n**Authors**: Ann Lee\n**Year**: 2020\n**Paper**: [The Title](https://example.org/a.pdf)\n"
    )

    assert (values(note)["title"], values(note)["url"]) == ("The Title", "https://example.org/a.pdf")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("【CVPR 2023】A Title", {"title": "A Title", "venue": "CVPR", "year": 2023}),
        ("A Title (ECCV 2020)", {"title": "A Title", "venue": "ECCV", "year": 2020}),
        ("[CVPR2020] A Title", {"title": "A Title", "venue": "CVPR", "year": 2020}),
        ("A Title [2015]", {"title": "A Title", "year": 2015}),
        ("[论文笔记] A Title", {"title": "A Title"}),
        ("Paper Reading: A Title", {"title": "A Title"}),
        ("A Title 论文阅读笔记", {"title": "A Title"}),
        ("A Title 논문 리뷰", {"title": "A Title"}),
        ("《A Title》", {"title": "A Title"}),
        ("A Title (NCI)", {"title": "A Title (NCI)"}),
        ("A Survey: Review", {"title": "A Survey: Review"}),
        ("Deep Learning Notes", {"title": "Deep Learning Notes"}),
    ],
)
def test_what_stands_around_a_title(heading: str, expected: dict[str, object]) -> None:
    """A venue and a year beside the title are facts of their own; what the note says of itself is no part of it."""
    note = only_note(f"# {heading}\n\n**Authors**: Ann Lee\n**Code**: https://github.com/a/b\n")

    found = values(note)
    assert {name: found[name] for name in found.keys() & {"title", "venue", "year"}} == expected


def test_file_name_with_a_year() -> None:
    """Where no heading gives the title, the file's name does, and a year before it."""
    text = "Ann Lee, Bo Li, MICCAI\n\n[Paper](https://arxiv.org/abs/1505.04597)\n"
    [note] = read(text, "2015 Some Network.md").notes

    found = {fact.name: fact.value for fact in note.facts}
    assert (found["title"], found["year"], found["venue"]) == ("Some Network", 2015, "MICCAI")


def test_facts_among_tags() -> None:
    """A post's tags may hold the venue and the year."""
    post = "---\ntitle: A Title\ndate: 2020-01-01\ntags: ['CVPR 2017', detection]\n---\n"
    note = only_note(f"{post}[Paper](https://example.org/a.pdf)\n")

    assert (values(note)["venue"], values(note)["year"]) == ("CVPR", 2017)


def test_facts_among_tags_in_one_text() -> None:
    """So may tags that are no list but one text."""
    note = only_note("---\ntitle: A Title\ntags: CVPR 2017, detection\n---\n[Paper](https://example.org/a.pdf)\n")

    assert (values(note)["venue"], values(note)["year"]) == ("CVPR", 2017)


def test_tags_with_a_year_that_are_no_venue() -> None:
    """A tag with a year is a venue only if its words are a known one."""
    assert read("---\ntitle: Holidays\ntags: ['Summer 2017']\n---\nText.\n").notes == ()


def test_identifier_in_the_address() -> None:
    """An arXiv id or a DOI is read from the paper's address."""
    note = only_note("---\ntitle: T\nyear: 2015\nvenue: ICLR\nurl: https://arxiv.org/abs/1412.6980\n---\n")

    assert values(note)["arxiv"] == "1412.6980"


def test_label_in_bold_without_a_colon() -> None:
    """A known label in bold needs no colon."""
    note = only_note("# T\n\n**Authors** Ann Lee, Bo Li\n\n**Venue** CVPR 2020\n")

    assert values(note)["authors"] == ["Ann Lee", "Bo Li"]


@pytest.mark.parametrize(("year", "date"), [(2020, "2020-05"), (2019, None)])
def test_date_of_a_publication(year: int, date: str | None) -> None:
    """The date of front matter is the paper's beside a journal, unless the paper is of another year."""
    note = only_note(f"---\ntitle: T\njournal: Journal of Widgets\nyear: {year}\ndate: 2020-05\n---\n")

    assert values(note).get("date") == date


def test_label_for_two() -> None:
    """`作者/机构` is the label of the first of its parts; what stands in brackets behind a name is where one works."""
    note = only_note("# T\n\n**作者/机构**：张三, 李四 (清华大学)\n**会议**：CVPR 2020\n")

    assert values(note)["authors"] == ["张三", "李四"]
    assert values(note)["organizations"] == ["清华大学"]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        pytest.param("Ann Lee, Bo Li, Carla Maria Díaz", ["Ann Lee", "Bo Li", "Carla Maria Díaz"], id="names"),
        pytest.param("Machine Learning, Computer Vision", None, id="topics"),
        pytest.param("It works well.", None, id="prose"),
    ],
)
def test_names_under_a_title_with_its_venue(line: str, authors: object) -> None:
    """Under a title that has venue and year, a line of names is the authors."""
    note = only_note(f"# A Title (ICCV'21)\n{line}\n\n**Code**: https://github.com/a/b\n")

    assert values(note).get("authors") == authors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**[Authors]** Vaswani et al., 2017\n", {"authors": ["Vaswani", "et al."], "year": 2017}),
        ("**Venue**: ICML 2024 (Oral)\n", {"venue": "ICML", "year": 2024}),
        ("**Tags**: `LLM` `Agent`\n", {"tags": ["LLM", "Agent"]}),
        ("## Authors\n\n- Ann Lee\n- Bo Li\n", {"authors": ["Ann Lee", "Bo Li"]}),
        ("## Published\n\n2019, ICCV\n", {"venue": "ICCV", "year": 2019}),
    ],
)
def test_values_of_labels(text: str, expected: dict[str, object]) -> None:
    """Values are read as people write them."""
    note = only_note(f"# T\n\n**DOI**: 10.1000/ab\n**Code**: https://github.com/a/b\n{text}")

    found = values(note)
    assert {name: found.get(name) for name in expected} == expected


def test_section_of_a_note_titled_in_front_matter() -> None:
    """Where front matter gives the title, a lone heading that is no H1 is a section."""
    note = only_note("---\ntitle: T\nyear: 2015\nvenue: ICLR\n---\n## Experiments\n\nx\n")

    assert [section.name for section in note.sections] == ["Experiments"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("012_detr.md", "detr"),
        ("3. Some Network.md", "Some Network"),
        ("2015 Some Network.md", "Some Network"),
        ("3D vision.md", "3D vision"),
        ("100.md", "100"),
    ],
)
def test_title_in_a_file_name(name: str, title: str) -> None:
    """A year or a serial number before the title in a file's name is no part of it."""
    [note] = read("**Authors**: Ann Lee\n**Year**: 2020\n", name).notes

    assert note.title == title


def test_values_that_cannot_be_read_are_no_facts() -> None:
    """A year, DOI or arXiv id that is none stands apart from the facts, as written and at its place."""
    text = "---\ntitle: T\nyear: twenty\nauthors: [Ann Lee]\nvenue: ACL\narxiv: ''\ndoi: foo\n---\n"
    note = only_note(text)

    assert values(note) == {"title": "T", "authors": ["Ann Lee"], "venue": "ACL"}
    assert [(fact.name, fact.value, text[slice(*fact.span)]) for fact in note.unread] == [
        ("year", "twenty", "twenty"),
        ("doi", "foo", "foo"),
    ]


def test_truth_is_no_year() -> None:
    """Jekyll's `published: true` says nothing of when a paper appeared."""
    note = only_note("---\ntitle: Why Belts Turn Back\npublished: true\nauthors: [Ann Lee]\n---\n")

    assert values(note) == {"title": "Why Belts Turn Back", "authors": ["Ann Lee"]}
