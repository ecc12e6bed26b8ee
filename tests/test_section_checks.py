"""What the checks of sections and headings say at their edges, and what their fixes leave."""

from __future__ import annotations

import json
from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.diagnostic import Safety
from notelint.schema import load_schema
from notelint.source import Source
from notelint.spelling import meant_by
from notelint.targets.renaming import slugs
from tests import finding

if TYPE_CHECKING:
    from pathlib import Path

    from notelint.schema import Schema

STUDY = finding.shipped("paper-study")
findings = partial(finding.findings, schema=STUDY)
fixed = partial(finding.fixed, schema=STUDY)


@pytest.fixture(scope="module")
def ordered(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    """A schema of the ordered sections A, B and C, and of no others."""
    path: Path = tmp_path_factory.mktemp("schema") / "ordered.json"
    sections = {name.lower(): {"type": "string", "x-markdown": {"section": name}} for name in "ABC"}
    path.write_text(
        json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "x-markdown": {"note": {"file": True}, "sections": {"ordered": True, "closed": True}},
                "type": "object",
                "properties": sections,
            }
        ),
        encoding="utf-8",
    )
    return load_schema(path)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        pytest.param("trianing", "training", id="two letters swapped"),
        pytest.param("traning", "training", id="a letter too few"),
        pytest.param("modle", "model", id="a short name, two letters swapped"),
        pytest.param("sumary", "summary", id="the nearest of several"),
        pytest.param("trainings", None, id="a name that holds another"),
        pytest.param("pretraining", None, id="a name that ends with another"),
        pytest.param("model1", None, id="a name with a number"),
        pytest.param("trainingg", "training", id="the last letter doubled"),
        pytest.param("traimimg", None, id="two letters wrong"),
        pytest.param("treining", "training", id="one letter wrong"),
        pytest.param("modal", None, id="another short word"),
        pytest.param("train", None, id="part of a name"),
        pytest.param("summar", None, id="a name cut short may be another word"),
        pytest.param("learning", None, id="another word"),
    ],
)
def test_misspelling(name: str, meant: str | None) -> None:
    """Only what is surely meant as a known name is its misspelling."""
    assert meant == meant_by(name, ["model", "training", "summary", "summarymore"])


def test_a_misspelt_section_is_reported_once() -> None:
    """Where a section is there under a misspelt name, it is not missing too."""
    text = "## (2019 A) X\n### Modle: m\n### Training: t\n### Summary: s\n"

    assert findings("section-missing", text) == []
    assert [each.help for each in findings("section-unknown", text)] == ['did you mean "Model"?']


@pytest.mark.parametrize(
    ("heading", "remedy"),
    [
        pytest.param(
            "Summary and conclusion", ', or rename "Summary and conclusion" if it is that section', id="more words"
        ),
        pytest.param(
            "3. SUMMARY (short)", ', or rename "3. SUMMARY (short)" if it is that section', id="a number, and capitals"
        ),
        pytest.param("总结与展望", ', or rename "总结与展望" if it is that section', id="an alias, without spaces"),
        pytest.param("Summaryless", "", id="one longer word"),
        pytest.param("Final summary", "", id="not at the beginning"),
        pytest.param("Training details", "", id="another section"),
    ],
)
def test_a_section_that_may_be_the_missing_one(heading: str, remedy: str) -> None:
    """Its name is said as another remedy where it begins with the name that the schema asks for."""
    text = f"## (2019 A) X\n### Model: m\n### Training: t\n### {heading}\n\nText.\n"

    assert [each.help for each in findings("section-missing", text)] == [f"add `### Summary` to this note{remedy}"]


def test_a_misspelling_beside_the_section_is_a_name_of_its_own() -> None:
    """A note that has the section needs no other one to be it."""
    assert findings("section-unknown", "## (2019 A) X\n### Training: t\n### Trianing: u\n") == []


def test_a_closed_schema_knows_all_names(ordered: Schema) -> None:
    """Under a closed schema every other name is reported, but for those inside a section."""
    found = findings("section-unknown", "# T\n## A\n### Inner\n## Thoughts\n", schema=ordered, configured=True)

    assert [(each.message, each.help) for each in found] == [
        ('section "Thoughts" is not in the schema', 'the schema has "A", "B", "C"')
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("### 3.1 Trianing\n", "### 3.1 Training\n", id="numbering stays"),
        pytest.param("### **Trianing**: x\n", "### **Training**: x\n", id="marks stay"),
        pytest.param(
            "### Trianing: x\n[a](#trianing-x)\n", "### Training: x\n[a](#training-x)\n", id="with its value"
        ),
        pytest.param("### Trianing\n[a](#models)\n", "### Training\n[a](#models)\n", id="another link"),
        pytest.param("### Trianing\n[a](#Trianing)\n", "### Training\n[a](#training)\n", id="in another case"),
        pytest.param("### Trianing\n[[#Trianing]]\n", "### Training\n[[#Training]]\n", id="a wiki link"),
        pytest.param(
            "### Trianing\n[a][r] [b][r]\n\n[r]: #trianing\n",
            "### Training\n[a][r] [b][r]\n\n[r]: #training\n",
            id="a definition that is used twice",
        ),
        pytest.param(
            "### Trianing: 訓練\n[a](#trianing-%E8%A8%93%E7%B7%B4)\n",
            "### Training: 訓練\n[a](#training-%E8%A8%93%E7%B7%B4)\n",
            id="percent-encoded stays so",
        ),
        pytest.param(
            "### Trianing\n## (2019 A) Y\n### Trianing\n[a](#trianing-1)\n",
            "### Training\n## (2019 A) Y\n### Trianing\n[a](#trianing)\n",
            id="two of one name: the second waits for the next pass",
        ),
        pytest.param(
            "### Trianing\n# Training\n[a](#training) [b](#trianing)\n",
            "### Training\n# Training\n[a](#training-1) [b](#training)\n",
            id="a later heading of that name is counted anew",
        ),
    ],
)
def test_links_follow_a_renamed_section(before: str, after: str) -> None:
    """A renamed section keeps its numbering and marks, and links of the file lead where they led."""
    head = "## (2019 A) X\n\n"

    assert fixed("section-unknown", head + before) == head + after


@given(st.lists(st.text("ab-1 ", max_size=4)))
@settings(deadline=None)
def test_slugs_are_unique(titles: list[str]) -> None:
    """No two headings of a file share an anchor, whatever they are called."""
    found = slugs(titles)

    assert len(set(found)) == len(titles)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("gap", [1, 2], ids=["no empty line", "an empty line"])
@pytest.mark.parametrize("tail", [0, 1], ids=["no final line end", "a final line end"])
def test_sections_are_put_in_order(ordered: Schema, line_end: str, gap: int, tail: int) -> None:
    """Whole sections move, nothing is lost, and the result is in order, whatever parts them."""
    parts = {name: f"## {name}{line_end}text of {name}" for name in "ABC"}
    for order in permutations("ABC"):
        text = f"# T{line_end}" + (line_end * gap).join(parts[name] for name in order) + line_end * tail
        after = fixed("section-order", text, schema=ordered, configured=True)

        assert findings("section-order", after, schema=ordered, configured=True) == []
        assert after.split() == f"# T {' '.join(parts[name] for name in 'ABC')}".split()


def test_a_moved_section_stays_apart_from_the_next(ordered: Schema) -> None:
    """An empty line is put behind what moves, for HTML at its end would take in the next heading."""
    after = fixed("section-order", "# T\n## B\n<div>\n## A\nx\n", schema=ordered, configured=True)

    assert after == "# T\n## B\n<div>\n## A\nx\n"  # the heading in HTML is none
    after = fixed("section-order", "# T\n## B\nx\n## A\n<div>\n", schema=ordered, configured=True)

    assert after == "# T\n## A\n<div>\n\n## B\nx\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# T\n\nB\n---\n\nA\n---\n", id="underlined"),
        pytest.param("# T\n### B\n## A\n", id="two levels"),
    ],
)
def test_some_sections_are_not_moved(ordered: Schema, text: str) -> None:
    """Where moving could make a section part of another, the order is reported and not fixed."""
    assert [each.fix for each in findings("section-order", text, schema=ordered, configured=True)] == [None]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        pytest.param("**Summary**", "### Summary", id="bold"),
        pytest.param("__Summary__:", "### Summary", id="bold, colon behind"),
        pytest.param("**Summary:** s", "### Summary: s", id="bold with a value"),
        pytest.param("**總結**：很好", "### 總結: 很好", id="a full-width colon"),
        pytest.param("Summary:", "### Summary", id="a colon alone"),
        pytest.param("**Summary**\nmore", "### Summary\nmore", id="the first line of a paragraph"),
        pytest.param("**Summary** of it all", None, id="bold in a sentence"),
        pytest.param("Summary: it is good", None, id="a sentence"),
        pytest.param("`Summary:`", None, id="code"),
        pytest.param("Summary", None, id="a word"),
        pytest.param("**Code**", None, id="no section of the schema"),
        pytest.param("    Summary:", None, id="a code block"),
    ],
)
def test_lines_in_place_of_a_heading(line: str, heading: str | None) -> None:
    """What does a heading's work is made one; what only looks a little like it is left."""
    head = "## (2019 A) X\n\n### Model: m\n\n### Training: t\n\n"
    text = f"{head}{line}\n"

    assert fixed("section-pseudo", text) == f"{head}{heading or line}\n"
    assert bool(findings("section-missing", text)) == (heading is None)


def test_a_second_such_line_is_left() -> None:
    """A note has a section once: a line of the same name further down is text."""
    text = "## (2019 A) X\n\n### Model: m\n\n**Summary**\n\na\n\n**Summary**\n"

    assert len(findings("section-pseudo", text)) == 1


def test_bold_names_throughout_are_a_files_own_way() -> None:
    """A file found to match, without any heading of the schema, has no such lines, unless the schema was chosen."""
    text = "## (2019 A) X\n\n**Model**: m\n"

    assert findings("section-pseudo", text) == []
    assert len(findings("section-pseudo", text, configured=True)) == 1


@pytest.mark.parametrize(
    ("mark", "rules"),
    [
        pytest.param("####", {"note-level": [9], "section-missing": []}, id="deeper than its sections"),
        pytest.param("###", {"note-level": [9], "section-missing": [9]}, id="as deep as its sections"),
        pytest.param("##", {"note-level": [], "section-missing": [9]}, id="right"),
    ],
)
def test_a_note_deeper_than_its_sections(mark: str, rules: dict[str, list[int]]) -> None:
    """Its sections are not its own, and what is said is the cause alone."""
    sections = "### Model: m\n### Training: t\n### Summary: s\n"
    odd = f"{mark} (2019 A) Z\n### Model: m\n### Training: t\n"
    text = f"## (2019 A) X\n{sections}## (2019 A) Y\n{sections}{odd}## (2019 A) V\n{sections}"
    source = Source("note.md", text)

    assert {rule: [source.line_number(each.span.start) for each in findings(rule, text)] for rule in rules} == rules


@pytest.mark.parametrize(
    ("lost", "count"),
    [
        pytest.param("###Training: t", 0, id="no space: the matter of heading-hash"),
        pytest.param("```python\n### Training: t", 0, id="an open fence: the matter of file-unclosed-fence"),
        pytest.param("```\n### Training: t\n```", 1, id="code"),
        pytest.param("<!--\n### Training: t\n-->", 1, id="a comment"),
        pytest.param("###", 0, id="no text: the matter of heading-empty"),
    ],
)
def test_headings_that_are_lost(lost: str, count: int) -> None:
    """A section whose heading is reported by another rule is not missing; one that is out of sight is."""
    text = f"## (2019 A) X\n\n### Model: m\n\n### Summary: s\n\n{lost}\n"

    assert len(findings("section-missing", text)) == count


@pytest.mark.parametrize(
    ("end", "count"),
    [
        pytest.param("# Summary: s\n", 1, id="a note's"),
        pytest.param("## Summary: s\n# Summary\n", 0, id="about the whole file"),
        pytest.param("# References\n\n# Summary\n", 0, id="behind another heading"),
        pytest.param("# Fine-tuning\n", 0, id="what most notes do not have"),
    ],
)
def test_sections_that_are_cut_off(end: str, count: int) -> None:
    """A heading above a note's level is its section where it lacks that, and most others have it."""
    sections = "### Model: m\n### Training: t\n"
    notes = "".join(f"## (2019 A) {name}\n{sections}### Summary: s\n" for name in "XY")
    text = f"# Papers\n{notes}## (2019 A) Z\n{sections}{end}"

    assert len(findings("section-outside", text)) == count
    assert len(findings("section-missing", text)) == (0 if count or "## Summary" in end else 1)


def test_one_section_before_the_notes_is_about_the_file() -> None:
    """A Summary at the top is no note's; a Model and a Training are."""
    note = "## (2019 A) X\n"

    assert findings("section-outside", f"## Summary\n\n## Summary\n\n{note}") == []
    assert len(findings("section-outside", f"### Model: m\n### Training: t\n{note}")) == 1


LONG = "x" * 100
IGNORED = "<!-- notelint: ignore[image-alt] -->"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(f"# A\n## B\n{LONG}\n# A\n## B\n{LONG}\n", [4], id="only the outermost"),
        pytest.param(f"# A\n{LONG}\n# B\n{LONG}\n", [], id="another heading"),
        pytest.param(f"# A\n{LONG[1:]}\n# A\n{LONG[1:]}\n", [], id="a short text"),
        pytest.param(f"# A\n{LONG}\n# A\n{LONG}\n# A\n{LONG}\n", [], id="three times: on purpose"),
        pytest.param(f"# A\n{LONG}\n# A {IGNORED}\n{LONG}\n", [3], id="a comment in the heading"),
        pytest.param(f"# A\n{LONG}\n# A\n{IGNORED}\n\n{LONG}\n", [3], id="a comment below the heading"),
        pytest.param(f"# A\n{LONG}\n{IGNORED}\n# B\n# A\n{LONG}\n", [5], id="a comment that ends one"),
        pytest.param(f"# A\n{LONG}\n# A\n<!-- mine -->\n{LONG}\n", [], id="another comment"),
        pytest.param(f"## (2019 A) X\n### B\n{LONG}\n### B\n{LONG}\n", [], id="side by side in a note"),
        pytest.param(f"## (2019 A) X\n### B\n{LONG}\n## (2019 A) Y\n### B\n{LONG}\n", [5], id="in two notes"),
        pytest.param(f"## (2019 A) X\n{LONG}\n## (2019 A) X\n{LONG}\n", [], id="whole notes"),
    ],
)
def test_what_stands_twice(text: str, lines: list[int]) -> None:
    """A copy is reported once, and by one rule."""
    source = Source("note.md", text)

    assert [source.position(each.span.start).line for each in findings("heading-duplicate", text)] == lines


def test_a_section_with_a_comment_stands_twice() -> None:
    """What speaks to notelint in one of two sections does not make them differ."""
    text = f"## (2019 A) X\n### B {IGNORED}\nText.\n### B\nText.\n{IGNORED}\n"

    assert [each.message for each in findings("section-duplicate", text)] == [
        'duplicate section "B" with the same text'
    ]


def test_extra_blanks_in_what_records_keep_as_written() -> None:
    """A heading of the outline is fixed safely, one in a list or a quote is not."""
    found = findings("heading-whitespace", "# A  B\n\n- # C  D\n\n> # E  F\n")

    assert [each.fix.safety for each in found if each.fix] == [Safety.SAFE, Safety.UNSAFE, Safety.UNSAFE]


def test_underlined_headings_of_several_lines_stay() -> None:
    """A heading of two lines cannot be written with `#`, and one that ends with `#` would lose it."""
    text = "# A\n\n# B\n\n# C\n\nTwo\nlines\n===\n\nC #\n===\n"

    assert [each.fix for each in findings("heading-style", text)] == [None, None]


@pytest.mark.parametrize("text", ["TODO", "- [ ] todo", "**TBD**", "(待補)", "...to be continued..."])
def test_words_that_stand_for_a_text(text: str) -> None:
    """A section of nothing but such a word is still to be written."""
    assert len(findings("section-todo", f"## (2019 A) X\n### Summary\n{text}\n")) == 1


@pytest.mark.parametrize(
    "text", ["TODO: how long?", "Done", "![](todo.png)", "- TODO\n- the rest is a list of things"]
)
def test_texts_that_say_more(text: str) -> None:
    """Whoever says more than that has written something."""
    assert findings("section-todo", f"## (2019 A) X\n### Summary\n{text}\n") == []
    assert findings("section-todo", "## (2019 A) X\n### Summary: it is good\nTODO\n") == []
