"""Records: what notes become.

The files in tests/records/ are notes and, beside each, the JSON that `notelint convert --to json` makes of it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notelint.dataclass import fields, replace
from notelint.markdown import parse
from notelint.note import read_document
from notelint.note.keys import first_word, made_key, short_name, unique_keys
from notelint.record import build_record, from_json, records, to_json
from notelint.record.blocks import flat_blocks, resolved, text_lines, written
from notelint.resources import SCHEMAS
from notelint.schema import shipped_schemas
from notelint.source import Source

if TYPE_CHECKING:
    from notelint.note.model import Document

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
SAMPLES = sorted((HERE / "records").glob("*.md"))


def read(text: str, path: str = "widgets.md") -> Document:
    """The document of a text."""
    return read_document(Source(path, text), [schema.layout for schema in shipped_schemas()])


def converted(text: str, path: str = "widgets.md") -> list[dict[str, Any]]:
    """The records of a text, as JSON."""
    return [to_json(record) for record in records([read(text, path)])]


def study(title: str = "(2020 Lab) Name: A title", body: str = "##### Summary\n\nText\n") -> str:
    """A paper study of one note."""
    return f"#### {title}\n\n##### Model: M\n\n##### Training: T\n\n{body}"


def summary(body: str) -> dict[str, Any]:
    """The record of a note with that summary."""
    return converted(study(body=f"##### Summary\n\n{body}\n"))[0]


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_samples(path: Path) -> None:
    """A sample note becomes exactly the records that stand beside it."""
    found = converted(path.read_text("utf-8"), path.name)
    assert found == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_samples_are_valid(path: Path) -> None:
    """Records match the published schema, and are read back as they were."""
    validator = jsonschema.Draft202012Validator(json.loads(Path(SCHEMAS, "record.json").read_text("utf-8")))
    for record in records([read(path.read_text("utf-8"), path.name)]):
        assert [error.message for error in validator.iter_errors(to_json(record))] == []
        assert record == from_json(json.loads(json.dumps(to_json(record))))


@settings(max_examples=40, deadline=None)
@given(
    st.text("ab中: -#*>|$`[](){}<>/\\\n\r\t\"'!=\U0001f441\udcff\0", max_size=60),
    st.text("aB中: -.,&{}()*12$'\\", max_size=30),
)
def test_any_note_becomes_a_valid_record(body: str, value: str) -> None:
    """Whatever stands in a note and its front matter, its records match the published schema."""
    validator = jsonschema.Draft202012Validator(json.loads(Path(SCHEMAS, "record.json").read_text("utf-8")))
    front = "".join(f"{key}: {json.dumps(value)}\n" for key in ("authors", "venue", "date", "citekey", "tags", "type"))
    texts = (study(f"(2020 {value}) T {value}", body), f"---\ntitle: T\nyear: 2020\n{front}---\n{body}")
    for text in texts:
        for record in records([read(text)]):
            assert [error.message for error in validator.iter_errors(to_json(record))] == []


def test_seed_equals_the_hand_made_records(hand_made: list[dict[str, Any]]) -> None:
    """The seed's records are those made by hand, but for the text as written, which those do not have."""
    path = hand_made[0]["source"]["path"]
    source = Source.from_bytes(path, (SHARED / "seed/2023-04-03-LiMu.md").read_bytes())
    document = read_document(source, [schema.layout for schema in shipped_schemas()])
    found = [to_json(record) for record in records([document])]
    missing = {record["id"]: record["missing"] for record in found}
    for record in found:
        assert record.pop("arxiv_version") is None
        record["source"].update(opening=None, definitions=[], image_root=None, schema=None)
        for section in record["sections"]:
            section["source"] = ""
    assert found == hand_made
    assert {key: names for key, names in missing.items() if names} == {
        "google2019bert": ["summary"],
        "google2021vit": ["summary"],
    }


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_do_not_matter(end: str) -> None:
    """A file with other line ends becomes the same records, but for the hash of its bytes."""
    text = (HERE / "records/post.md").read_text("utf-8")

    def without_hash(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**record, "source": {**record["source"], "sha256": ""}} for record in found]

    assert without_hash(converted(text.replace("\n", end))) == without_hash(converted(text))


def test_a_byte_that_is_not_utf8_stays_readable() -> None:
    """A byte that is no UTF-8 becomes U+FFFD in the record, so that the record can be written."""
    document = read_document(
        Source.from_bytes("a.md", study(body="##### Summary\n\nNaXve\n").encode().replace(b"X", b"\xef")),
        [schema.layout for schema in shipped_schemas()],
    )
    (record,) = records([document])
    assert record.summary == "Na\ufffdve"
    json.dumps(to_json(record), ensure_ascii=False).encode("utf-8")


class TestSummary:
    """The summary as Markdown and as plain text."""

    def test_hard_breaks_stay(self) -> None:
        """Trailing spaces go, but not the two that break a line."""
        record = summary("One  \ntwo   \n\n\n\nthree   ")
        assert record["summary"] == "One  \ntwo\n\nthree"
        assert record["summary_text"] == "One\ntwo\nthree"

    def test_code_stays_as_it_is(self) -> None:
        """Blank lines and trailing spaces in code mean something."""
        record = summary("```\na  \n\n\nb\n```")
        assert record["summary"] == "```\na  \n\n\nb\n```"
        assert record["summary_text"] == "a  \n\n\nb"

    def test_indented_code_stays_code(self) -> None:
        """Code by indentation keeps its indentation, first line included."""
        record = summary("    a\n      b")
        assert record["summary"] == "    a\n      b"
        assert record["sections"][2]["blocks"][0]["markdown"] == "    a\n      b"

    def test_deeper_sections_belong_to_it(self) -> None:
        """What stands under a deeper heading is part of the summary, and a section of its own."""
        record = summary("Good.\n\n###### Doubts\n\n- One")
        assert record["summary"] == "Good.\n\n###### Doubts\n\n- One"
        assert record["summary_text"] == "Good.\nDoubts\n- One"
        assert [(section["heading"], len(section["blocks"])) for section in record["sections"][2:]] == [
            ("Summary", 1),
            ("Doubts", 1),
        ]

    def test_value_in_the_heading_comes_first(self) -> None:
        """A value in the heading and a body are both kept."""
        (record,) = converted(study(body="##### Summary: Good\n\nBut long.\n"))
        assert record["summary"] == "Good\n\nBut long."
        assert record["summary_text"] == "Good\nBut long."

    def test_plain_text(self) -> None:
        """Marks, tags, comments and images go; labels, math and decoded entities stay."""
        record = summary("**A** `b_c` [d](e) ~~f~~ $g_1$ &amp; ![h](i.png)<!-- j --><sup>k</sup> l<br/>m\nn")
        assert record["summary_text"] == "A b_c d f $g_1$ & k l\nm n"

    def test_nested_items(self) -> None:
        """An item of an item is indented, and a paragraph in an item stands as deep as the item."""
        record = summary("1. a\n\n   more\n   - b\n     c")
        assert record["summary_text"] == "- a\nmore\n  - b c"
        blocks = [(block["type"], block["depth"], block["ordered"]) for block in record["sections"][2]["blocks"]]
        assert blocks == [("list_item", 1, True), ("paragraph", 1, None), ("list_item", 2, False)]


@pytest.mark.parametrize(
    "name", ["TL;DR", "TL; DR", "总结", "一句話總結", "Part8. 小结", "⚡ 요약 (Summary)", "まとめ", "Summary"]
)
def test_summary_of_a_schema_without_one(name: str) -> None:
    """A section that is named so is the summary, though the schema asks for none; the first of two counts."""
    (record,) = converted(f"# T\n\n- Authors: Jane Roe\n- Year: 2019\n\n## {name}\n\n- *a*\n- b\n\n## Summary\n\nc\n")
    assert (record["summary"], record["summary_text"]) == ("- *a*\n- b", "- a\n- b")
    assert [section["kind"] for section in record["sections"]] == ["summary", "summary"]


@pytest.mark.parametrize("name", ["Conclusion", "结论", "Summary of related work", "视频理解工作总结"])
def test_no_summary(name: str) -> None:
    """What the paper concludes, or the summary of something else, is not the note's own."""
    (record,) = converted(f"# T\n\n- Authors: Jane Roe\n- Year: 2019\n\n## {name}\n\nc\n")
    assert (record["summary"], record["summary_text"]) == (None, None)


def test_summary_of_another_name_than_the_schema_has() -> None:
    """Where the schema asks for a summary, a section that announces one in other words is not missing."""
    (record,) = converted(study(body="##### 요약 (Summary)\n\nText\n"))
    assert (record["summary"], record["missing"]) == ("Text", [])


def test_summary_that_the_schema_misses_is_not_made_up() -> None:
    """A section that announces something else is no summary: the record says what it lacks."""
    (record,) = converted(study(body="##### Conclusion\n\nText\n"))
    assert (record["summary"], record["missing"]) == (None, ["summary"])


class TestBlocks:
    """Blocks of a section."""

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            pytest.param("![a](b.png) ![c](d.png)", [("image", "a", "b.png"), ("image", "c", "d.png")], id="in a row"),
            pytest.param("See ![a](b.png)", [("paragraph", "See", None)], id="in a text"),
            pytest.param('<img src="b.png">', [("image", None, "b.png")], id="html without alt"),
            pytest.param('<p><img src="b.png"></p>', [("image", None, "b.png")], id="html around"),
            pytest.param(
                '<img src="b.png">\n<img src="c.png">',
                [("image", None, "b.png"), ("image", None, "c.png")],
                id="html row",
            ),
            pytest.param('<div>Left <img src="b.png"></div>', [("html", "Left", None)], id="html with text"),
            pytest.param("---\n\n[x]: y", [], id="nothing said"),
            pytest.param("> a\n>\n> - b", [("quote", "a\n- b", None)], id="quote"),
        ],
    )
    def test_kinds(self, body: str, expected: list[tuple[str, str | None, str | None]]) -> None:
        """A block is what a reader takes it for."""
        blocks = summary(body)["sections"][2]["blocks"]
        assert [(block["type"], block["text"], block["src"]) for block in blocks] == expected

    def test_a_table_row_of_another_width(self) -> None:
        """As in GFM, a short row is filled up and a long one cut; the Markdown keeps all."""
        (block,) = summary("| a | b |\n| - | - |\n| 1 |\n| 1 | 2 | 3 |")["sections"][2]["blocks"]
        assert block["rows"] == [["1", ""], ["1", "2"]]
        assert block["markdown"].endswith("| 1 | 2 | 3 |")

    @settings(max_examples=60, deadline=None)
    @given(st.text("ab*-+>#|`$ \t\n1.)[]!<x/>", max_size=80))
    def test_nothing_is_lost(self, text: str) -> None:
        """Each letter of a document's blocks stands in the Markdown of its records, in order."""
        document = read(f"start\n\n{text}\n")
        blocks = list(flat_blocks(document.source, document.blocks))
        said = "".join(filter(str.isalpha, "".join(block.markdown for block in blocks)))
        definitions = any(type(node).__name__ == "LinkDefinition" for node in document.blocks)
        assert definitions or said.endswith("".join(filter(str.isalpha, text)).replace(" ", ""))
        assert text_lines(blocks) is not None
        assert "a" not in text or "a" in written(document.source, document.blocks)


class TestWhatIsSaidFirst:
    """What stands before the first heading of a note."""

    def test_prose_is_kept(self) -> None:
        """Prose is a section without a heading; a row of links is not repeated there."""
        (record,) = converted(
            study().replace("##### Model", "[Talk](https://youtu.be/abcdefghijk)\n\nProse.\n\n##### Model")
        )
        opening = record["sections"][0]
        assert (opening["kind"], opening["heading"], opening["level"]) == ("other", "", 4)
        assert [block["text"] for block in opening["blocks"]] == ["Prose."]

    def test_links_alone_are_links(self) -> None:
        """A row of links, and lines that hold a fact, make no section."""
        links = "[Paper](https://arxiv.org/abs/2305.00001) | [Code](https://github.com/a/b)"
        (record,) = converted(f"# T\n\n> {links}\n\n{links}\n\n**Year**: 2023\n\n**Venue**: ICML\n")
        assert record["sections"] == []
        assert (record["arxiv"], record["year"], record["venue"]) == ("2305.00001", 2023, "ICML")


class TestTypeAndIdentifiers:
    """The type follows what the note says; nothing is made up."""

    @pytest.mark.parametrize(
        ("bracket", "line", "expected"),
        [
            pytest.param("2020 Lab", "", ("misc", None, None), id="organisation is no report"),
            pytest.param("2020 ICML", "", ("conference", "ICML", "conference"), id="conference"),
            pytest.param("2020 Nature", "", ("journal", "Nature", "journal"), id="journal"),
            pytest.param("2020 CVPR Workshops", "", ("conference", "CVPR Workshops", "workshop"), id="workshop"),
            pytest.param("2020 Lab", "**arXiv**: 2001.00001 [cs.CL]", ("preprint", None, None), id="arXiv"),
            pytest.param("2020 ICML", "**arXiv**: 2001.00001", ("conference", "ICML", "conference"), id="both"),
        ],
    )
    def test_type(self, bracket: str, line: str, expected: tuple[str, str | None, str | None]) -> None:
        """A known venue comes before an arXiv id; an organisation or an unknown venue says nothing."""
        (record,) = converted(study(f"({bracket}) A title").replace("##### Model", f"{line}\n\n##### Model"))
        assert (record["type"], record["venue"], record["venue_type"]) == expected

    def test_arxiv_doi(self) -> None:
        """A DOI of arXiv's own is the arXiv id."""
        front = "---\ntitle: T\nyear: 2023\nauthors: [A B]\ndoi: 10.48550/arXiv.2305.00001\n---\n"
        (record,) = converted(front)
        assert (record["doi"], record["arxiv"], record["type"]) == (None, "2305.00001", "preprint")

    def test_a_video_is_not_the_paper(self) -> None:
        """The paper's `url` is never that of a video or of code."""
        front = "---\ntitle: T\nyear: 2023\nvenue: CVPR\nauthors: [A B]\nurl: https://www.youtube.com/watch?v=abcdefghijk\n---\n"
        assert converted(front)[0]["url"] is None

    def test_doi_in_the_page(self) -> None:
        """The DOI in the address of the paper's page is the paper's; ACM's 10.5555 is no DOI."""
        front = "---\ntitle: T\nyear: 2023\nauthors: [A B]\nurl: https://dl.acm.org/doi/{}\n---\n"
        assert converted(front.format("10.1145/1.2"))[0]["doi"] == "10.1145/1.2"
        assert converted(front.format("10.5555/1.2"))[0]["doi"] is None


class TestKeys:
    """Citation keys."""

    @pytest.mark.parametrize(
        ("heading", "expected"),
        [
            pytest.param("(2019 Google AI) BERT - Pre-training", "google2019bert", id="organisation, short name"),
            pytest.param("(2022 OpenAI) Whisper for speech", "openai2022whisper", id="first word"),
            pytest.param("(2020) On the origin of words", "originwords2020", id="no one; small words skipped"),
            pytest.param("(2020) Is it All Widgets or Many Gears?", "allwidgetsmany2020", id="no one; three words"),
            pytest.param("(2020) BERT: A Study of Widgets", "bert2020", id="no one; short name"),
            pytest.param("(2020) 3D Widgets", "n3dwidgets2020", id="no one; a digit first"),
            pytest.param("(2020) ¿?", "note2020", id="nothing but a year"),
            pytest.param(
                "(2020 腾讯) 深度学习与自然语言处理综述", "tengxun2020shenduxuexiyuzir", id="CJK in pinyin, cut"
            ),
            pytest.param("(2020 Lab) qiLong$^2$RAG: a/b\\c%d", "lab2020qilong2rag", id="no special characters"),
            pytest.param("(2020 Lab) ¿?", "lab2020", id="a title without a word"),
        ],
    )
    def test_made(self, heading: str, expected: str) -> None:
        """Organisation, year and name, in lower-case ASCII letters and digits."""
        assert [record["id"] for record in converted(study(heading))] == [expected]

    @pytest.mark.parametrize(
        ("facts", "default", "pattern"),
        [
            pytest.param({}, "studywidgetsgears", "StudyWidgetsGears", id="neither author nor year"),
            pytest.param({"year": 2020}, "studywidgetsgears2020", "StudyWidgetsGears:2020", id="no author"),
            pytest.param({"authors": ["Jane Roe"]}, "roestudy", "Roe_Study", id="no year"),
            pytest.param({"authors": ["et al."], "year": 2020}, "studywidgetsgears2020", None, id="nobody is named"),
            pytest.param({"authors": ["al."]}, "studywidgetsgears", None, id="what is left of et al."),
            pytest.param({"authors": "others and Roe, Jane", "year": 2020}, "roe2020study", None, id="named later"),
            pytest.param({"authors": ["et al."], "organizations": ["Lab"]}, "labstudy", None, id="an organisation"),
        ],
    )
    def test_parts_that_the_note_lacks(self, facts: dict[str, Any], default: str, pattern: str | None) -> None:
        """Without an author the title's words come first; what is absent is left out with what separates it."""
        (note,) = read(study()).notes
        found = tuple(replace(note.facts[0], name=name, value=value) for name, value in facts.items())
        note = replace(note, title="The Study of Widgets and Gears", facts=found)
        assert made_key(note) == default
        assert pattern is None or made_key(note, "{Author}_{Word}:{year}") == pattern

    def test_short_name_without_a_year(self) -> None:
        """A short name alone would be the key of all its papers: the words that follow it are in the key, too."""
        (note,) = read(study()).notes
        keys = [made_key(replace(note, title=title, facts=())) for title in ("BERT: On Widgets", "Big Gears (BERT)")]
        assert keys == ["bertwidgets", "bertbiggears"]

    def test_author_before_organisation(self) -> None:
        """The first author's family name, without its particle."""
        front = "---\ntitle: Sounds\nyear: 2016\nauthors: [Aäron van den Oord, Anna Li]\n---\n"
        assert [record["id"] for record in converted(front)] == ["oord2016sounds"]

    def test_clashes(self) -> None:
        """Equal keys get nothing, a, b, ... z, aa in order."""
        found = [record["id"] for record in converted("\n".join(study() for _ in range(30)))]
        letters = ["", *"abcdefghijklmnopqrstuvwxyz", "aa", "ab", "ac"]
        assert found == [f"lab2020name{letter}" for letter in letters]

    def test_pinned_wins(self) -> None:
        """A key that the note gives is kept as it is, and a made key that clashes (without case) gives way."""
        pinned = "---\ntitle: T\nyear: 2020\nauthors: [A B]\ncitekey: Lab2020Name\n---\n"
        found = list(records([read(pinned), read(study())]))
        assert [record.id for record in found] == ["Lab2020Name", "lab2020namea"]

    def test_pinned_goes_first_in_its_document(self) -> None:
        """Within one document a pinned key goes before made ones, wherever it stands."""
        (made,) = read(study()).notes
        (pinned,) = read("---\ntitle: T\nyear: 2020\nauthors: [A B]\ncitekey: lab2020name\n---\n").notes
        assert unique_keys([made, pinned], {}) == ["lab2020namea", "lab2020name"]

    def test_nothing_to_go_by(self) -> None:
        """A note without anything still has a key."""
        (note,) = read(study()).notes
        assert unique_keys([replace(note, title=None, facts=())], {}) == ["note"]

    def test_streams(self) -> None:
        """Records come one by one: the second document is not asked for before the first record is out."""

        def documents() -> Any:  # noqa: ANN401 - a generator that must not run on
            yield read(study())
            pytest.fail("read ahead")

        assert next(records(documents())).id == "lab2020name"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("BERT - Pre-training", "BERT"),
        ("ViT: An image", "ViT"),
        ("GPT-2：语言模型", "GPT-2"),
        ("DALL·E 2: Images", "DALL·E 2"),
        ("Neural Corpus Indexer (NCI)", "NCI"),
        ("Volcano — An Evaluation System", "Volcano"),
        ("Whisper for speech", None),
        ("Re-ranking with care", None),
        ("Survey: What is known", None),
        ("Attention (extended abstract)", None),
        ("A title (ICML)", None),
        ("A title (2019)", None),
        ("Is it so? - Yes", None),
        ("attention: small", None),
    ],
)
def test_short_name(title: str, expected: str | None) -> None:
    """A short name stands before a colon or dash, or in brackets at the end; never the first word as such."""
    assert short_name(title) == expected


def test_first_word() -> None:
    """Articles and prepositions are skipped, unless there is nothing else."""
    assert [first_word(text) for text in ("On the Way", "The", "", "¿?")] == ["Way", "The", "", ""]


@pytest.mark.parametrize(
    ("destination", "root", "expected"),
    [
        pytest.param("/media/a.png", "../../site", "../../site/media/a.png", id="rooted"),
        pytest.param("/media/a.png", None, None, id="rooted, root unknown"),
        pytest.param("../a%20b.png?raw=true#x", None, "../a b.png", id="relative, encoded"),
        pytest.param("{{ site.baseurl }}/a.png", "..", "../a.png", id="Liquid"),
        pytest.param("./x/../a.png", None, "a.png", id="dots"),
        pytest.param("media\\a.png", None, "media/a.png", id="Windows separators"),
        pytest.param("https://example.org/a.png", "..", None, id="remote"),
        pytest.param("//example.org/a.png", "..", None, id="remote without a scheme"),
        pytest.param("data:image/png;base64,AA", "..", None, id="data"),
        pytest.param("C:\\me\\a.png", "..", None, id="a drive"),
        pytest.param("", "..", None, id="empty"),
    ],
)
def test_resolved(destination: str, root: str | None, expected: str | None) -> None:
    """An image's path relative to the note, where that is known without looking at the disk."""
    assert resolved(destination, root) == expected


def test_zoom_and_sizes() -> None:
    """Typora's zoom is a fraction; width and height stay as written."""
    record = summary('<img src="a.png" style="border:0; zoom: 33.3%" width="50%" height="2em">')
    (image,) = record["images"]
    assert [image[name] for name in ("zoom", "width", "height", "section")] == [0.333, "50%", "2em", "summary"]


def test_et_al_is_kept() -> None:
    """A list of authors that is cut short says so, in BibTeX's word."""
    (record,) = converted("---\ntitle: T\nyear: 2020\nauthors: Anna Li, Tom Bo et al.\n---\n")
    assert [author["family"] or author["literal"] for author in record["authors"]] == ["Li", "Bo", "others"]


def test_properties_of_a_users_schema() -> None:
    """A property that only the note's schema knows comes after all others, null where the note lacks it."""
    document = read(study())
    assert document.layout is not None
    field = replace(document.layout.fields[0], name="weather", required=True)
    wider = replace(document, layout=replace(document.layout, fields=(*document.layout.fields, field)))
    record = build_record(wider, wider.notes[0], "key")
    assert list(to_json(record))[-1] == "weather"
    assert to_json(record)["weather"] is None
    assert record.missing == ("weather",)


LINES = ("a", "b  ", "", " ", "\t", "  c", "d\\", "e\\ ", "```", "    f", "- g", "  h", "> i", "$$", "<p>", "1. j  ")


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(LINES), max_size=9), st.sampled_from(["\n", "\r\n", "\r"]))
@example(["a", "", "", "b"], "\r")
@example(["a", "", "", "b"], "\n")
@example(["- a", "  ```", "  b", "", "", "  c"], "\r\n")
def test_text_without_loose_blanks_is_taken_as_it_stands(lines: list[str], line_end: str) -> None:
    """What a glance finds tight is the same when each line is looked at."""
    source = Source("a.md", line_end.join(lines))
    blocks = tuple(parse(source))
    at_a_glance = written(source, blocks), [*flat_blocks(source, blocks)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("notelint.record.blocks._is_loose", lambda _text: True)
        assert at_a_glance == (written(source, blocks), [*flat_blocks(source, blocks)])


def test_the_members_of_an_object_are_the_fields_of_its_class() -> None:
    """JSON has the fields of records, in their order, and nothing that was put beside them."""
    (record,) = records([read(study())])
    assert [*vars(record)] == [each.name for each in fields(record)]
    assert [*vars(record.source)] == [each.name for each in fields(record.source)]
    for section in record.sections:
        assert [*vars(section)] == [each.name for each in fields(section)]
        assert all([*vars(block)] == [each.name for each in fields(block)] for block in section.blocks)
