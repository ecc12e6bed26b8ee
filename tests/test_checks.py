"""What checks say at their edges, beyond the examples of the rule documents: help, fixes, and what stays silent."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import pytest

from notelint.checks import CHECKS
from notelint.context import Context
from notelint.files import Files
from notelint.note import read_document
from notelint.paths import shown
from notelint.schema import load_schema
from notelint.source import Source
from tests import finding
from tests.finding import marked, shipped

if TYPE_CHECKING:
    from pathlib import Path

    from notelint.diagnostic import Finding

STUDY = shipped("paper-study")
findings = partial(finding.findings, schema=STUDY)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        pytest.param(
            "section-level",
            "## (2019 A) X\n#### Model: m\n## (2019 A) Y\n#### Model: m\n### (2019 A) Z\n#### Model: m\n",
            id="the same level, another step from the note",
        ),
        pytest.param(
            "section-level", "## (2019 A) X\n### Model: m\n## (2019 A) Y\n#### Model: m\n", id="one against one"
        ),
        pytest.param("note-heading", "## (2019 A) X\n\n### (2020 B Y\n", id="another level than the notes'"),
        pytest.param("note-heading", "# (2020 B Y\n", id="a file without notes"),
        pytest.param("note-heading", "## (2019 A) X\n\n## [2019-03-01](a.md) changes\n", id="a date"),
        pytest.param("heading-whitespace", "Two  \nlines\n=====\n", id="a line break in a setext heading"),
        pytest.param("heading-whitespace", "# [a](b  'c  d')\n", id="spaces in a link's target and title"),
        pytest.param("heading-whitespace", "#  \n", id="a heading of spaces"),
        pytest.param("section-alias", "## (2019 A) X\n### 模型: m\n", id="the schema's name is not in use"),
        pytest.param("section-empty", "## (2019 A) X\n### Model\n![](a.png)\n", id="an image is content"),
    ],
)
def test_silence(rule: str, text: str) -> None:
    """What is nobody's defect is not reported."""
    assert findings(rule, text) == []


def test_an_alias_is_expected_of_a_configured_schema() -> None:
    """A user who chose the schema for a file is told of every alias in it."""
    text = "## (2019 A) X\n### 模型: m\n"

    assert [each.message for each in findings("section-alias", text, configured=True)] == [
        'section "模型" is called "Model" in the schema'
    ]


def test_an_alias_beside_its_name_is_not_renamed() -> None:
    """Two sections of one name would be worse than an alias."""
    text = "## (2019 A) X\n### Summary: a\n### TL;DR: b\n"

    assert [each.fix for each in findings("section-alias", text)] == [None]


def test_a_separator_between_marks_is_not_fixed() -> None:
    """The edit would take the marks around the name along."""
    text = "## (2019 A) X\n### Model: m\n## (2019 A) Y\n### Model: m\n## (2019 A) Z\n### **Model**：m\n"

    assert [each.fix for each in findings("heading-separator", text)] == [None]


def test_missing_section_in_a_configured_file() -> None:
    """Where the schema was chosen, sections are required even of a file that has none, at the level below the note."""
    found = findings("section-missing", "## (2019 A) X\n", configured=True)

    assert [each.help for each in found] == [
        "add `### Model` to this note",
        "add `### Training` to this note",
        "add `### Summary` to this note",
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a few images."""
    for name in ("media/bert-base.png", "media/two words.png", "elsewhere/deep/gpt.png", "elsewhere/gpt.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def images(rule: str, text: str, folder: Path) -> list[Finding]:
    """What a check of images finds in a note in a folder."""
    document = read_document(Source(f"{folder}/note.md", text), ())
    return list(CHECKS[rule](document, Context(None, Files([str(folder)]))))


GPT = 'use the path of the file with that name, "elsewhere/gpt.png"'
SAVE = 'save it as "FOLDER/media/vit.png", or fix its path'
COPY = "copy it next to the note and use a relative path"


@pytest.mark.parametrize(
    ("rule", "text", "help_"),
    [
        pytest.param("image-missing", "![](media/gpt.png)", GPT, id="elsewhere: the nearest"),
        pytest.param(
            "image-missing", "![](media/bert-bse.png)", 'did you mean "media/bert-base.png"?', id="a name like it"
        ),
        pytest.param("image-missing", "![](media/vit.png)", SAVE, id="nothing like it"),
        pytest.param("image-absolute", "![](C:\\x\\gpt.png)", GPT, id="copied already"),
        pytest.param("image-absolute", "![](C:\\x\\vit.png)", COPY, id="to be copied"),
    ],
)
def test_help_for_a_missing_image(rule: str, text: str, help_: str, folder: Path) -> None:
    """A file of the same name is suggested, else a similar name, else the place where it was looked for."""
    assert [help_.replace("FOLDER", shown(str(folder)))] == [each.help for each in images(rule, text, folder)]


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        pytest.param("MEDIA/bert-base.png", "media/bert-base.png", id="a folder"),
        pytest.param("./Media/../Media/Bert-Base.png?a#x", "./media/../media/bert-base.png?a#x", id="tail kept"),
        pytest.param("Media/Two%20Words.png", "media/two%20words.png", id="stays encoded"),
        pytest.param("Media%2FBert-base.png", None, id="an encoded separator: no fix"),
        pytest.param("media/&#66;ert-base.png", None, id="an entity: no fix"),
    ],
)
def test_fix_of_an_images_case(written: str, spelled: str | None, folder: Path) -> None:
    """Only the names that differ are respelled, in the way they were written."""
    fixes = [each.fix for each in images("image-case", f"![]({written})", folder)]

    assert [spelled] == [fix.edits[0].text if fix else None for fix in fixes]


def test_a_size_behind_a_path_is_no_blank_in_it(folder: Path) -> None:
    """HackMD's `=300x` is meant, and no encoding would help."""
    assert images("image-unencoded", "![](media/bert-base.png =300x)", folder) == []


def test_a_value_in_a_list_has_its_own_place(tmp_path: Path) -> None:
    """A wrong item of a list in front matter is reported at the item, and by its number; a wrong list as a whole."""
    path = tmp_path / "schema.json"
    tags = {"type": "array", "items": {"minLength": 2}, "minItems": 3, "x-markdown": {"front-matter": "tags"}}
    path.write_text(
        json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "x-markdown": {"note": {"file": True}},
                "type": "object",
                "properties": {"tags": tags},
            }
        ),
        encoding="utf-8",
    )
    schema = load_schema(path)
    found = marked("note-value", "---\ntags: [nlp, x]\n---\n", schema, configured=True)

    assert sorted(found) == [
        ("[nlp, x]", "tags must have at least 3 items"),
        ("x", "item 2 of tags must have at least 2 characters"),
    ]


def test_an_item_is_called_by_its_number(tmp_path: Path) -> None:
    """Also where the list is a section, or one line; a text of which something is wrong has no items."""
    path = tmp_path / "schema.json"
    items = {"type": "string", "maxLength": 4}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-markdown": {"note": {"file": True}},
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": items, "x-markdown": {"section": "Data"}},
            "tags": {"type": "array", "items": items, "x-markdown": {"label": "Tags", "split": ","}},
            "mood": {**items, "x-markdown": {"label": "Mood"}},
        },
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    schema = load_schema(path)
    text = "# T\n\n- Tags: nlp, vision\n- Mood: merry\n\n## Data\n\n- GLUE\n- SQuAD\n- ImageNet\n"
    rules = ("note-value", "section-content")
    found = [each for rule in rules for each in findings(rule, text, schema=schema, configured=True)]

    assert sorted(each.message for each in found) == [
        "Mood must have at most 4 characters",
        "item 2 of Data must have at most 4 characters",
        "item 2 of Tags must have at most 4 characters",
        "item 3 of Data must have at most 4 characters",
    ]


def test_a_value_under_a_heading_that_is_a_label(tmp_path: Path) -> None:
    """A heading may stand for a label: what is below it is a value, and no section of the schema."""
    path = tmp_path / "schema.json"
    rating = {"type": "integer", "maximum": 5, "x-markdown": {"label": "Rating"}}
    verdict = {"type": "string", "maxLength": 3, "x-markdown": {"section": "Verdict"}}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-markdown": {"note": {"file": True}},
        "type": "object",
        "properties": {"rating": rating, "verdict": verdict},
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    schema = load_schema(path)
    text = "# T\n\n## Rating\n\n11\n\n## Verdict\n\ngood\n"
    messages = {
        rule: [each.message for each in findings(rule, text, schema=schema, configured=True)]
        for rule in ("note-value", "section-content")
    }

    assert messages == {
        "note-value": ["Rating must be a whole number of 5 or less"],
        "section-content": ["Verdict must have at most 3 characters"],
    }


def test_a_heading_of_a_note_is_explained_by_an_example() -> None:
    """One of the file's own headings, or where there is none, one that the pattern matches; never the pattern."""
    (found,) = findings("note-heading", "## (2019 Google AI) BERT\n\n## (2020 B Y\n")
    assert str(found.help).endswith("such as `## (2019 Google AI) BERT`")

    (found,) = findings("note-missing", "# BERT\n", configured=True)
    assert "one such as `## (2019 Google AI) BERT`" in str(found.help)
