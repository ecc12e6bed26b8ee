"""Records as Markdown: reading what is written gives the records again, and the rules find nothing in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint import cli
from notelint.errors import NotelintError
from notelint.formats.draft import as_written, front_matter, value_text
from notelint.formats.markdown import write
from notelint.front_matter import read_front_matter
from notelint.note import read_document
from notelint.record import from_json, records, to_json
from notelint.resources import SCHEMAS
from notelint.schema import find_schema, shipped_schemas
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.note.layout import Layout
    from notelint.record import Record

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
LAYOUTS = {schema.name: schema.layout for schema in shipped_schemas()}
SAMPLES = sorted([*(HERE / "records").glob("*.md"), *(HERE / "notes").glob("*.md")])
PLACES = {"source", "line", "line_start", "line_end"}
EXAMPLE = from_json(json.loads(Path(SCHEMAS, "record.json").read_text("utf-8"))["examples"][0])

PIECES = [
    *(
        "# A",
        "## Model: x",
        "### Summary",
        "- a",
        "1. b",
        "   c",
        "    code",
        "> q",
        "```\ncode\n```",
        "| a | b |\n| - | - |\n| 1 | 2 |",
    ),
    *(
        "$$\nx\n$$",
        "![a](b.png)",
        '<img src="a.png" style="zoom: 50%;">',
        "<div>\nx\n</div>",
        "[r]",
        "[r]: https://e.org/a_b",
        "***",
    ),
    *(
        "**Authors**: A B, C D",
        "**Rating**: *4*",
        "- Year: 2020",
        "https://example.org",
        "[Code](https://github.com/a/b)",
        "Title\n===",
    ),
    *("&amp; \\* `x`", "中文：一", "[^1]: note", "<!-- c -->", "a  \nb", "\ta", "* * *", "**DOI**: 10.1234/x", "2020"),
]
BODIES = st.lists(
    st.sampled_from(PIECES) | st.text("ab中:-#*>|$`[](){}<>/\\\t\"'!=~&1. ", max_size=12), max_size=8
).map("\n\n".join)
LINES = st.lists(st.sampled_from(PIECES) | st.text("ab中: -#*>|$`[]()<>\\\n", max_size=12), max_size=8).map("\n".join)
VALUES = st.text("aB中: -.,&{}()*12$'\\\"#\n\u2028", max_size=20) | st.sampled_from(
    ["no", "2020", "1.50", "A. B.", "2020-01-02"]
)
KEYS = st.sampled_from(
    ["title", "authors", "year", "venue", "tags", "rating", "date", "url", "citekey", "type", "typora-root-url"]
)


def read(text: str, layout: Layout | None = None, path: str = "note.md") -> list[Record]:
    """The records of a text, as notes of a layout or of the one that matches."""
    layouts = [layout] if layout else list(LAYOUTS.values())
    return list(records([read_document(Source(path, text), layouts, configured=layout is not None)]))


def said(found: Iterable[Record]) -> list[Any]:
    """What records say, without where."""

    def bare(value: Any) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(value, dict):
            return {key: bare(item) for key, item in value.items() if key not in PLACES}
        return [bare(item) for item in value] if isinstance(value, list) else value

    return [bare(to_json(record)) for record in found]


def assert_is_read_back(text: str, layout: Layout | None = None, path: str = "note.md") -> None:
    """The notes of a text stay equal when they are written by their own layout and read again, and then again."""
    found = read(text, layout, path)
    if found:
        own = LAYOUTS[str(found[0].source.schema)]
        markdown = "".join(write(found))
        again = read(markdown, own, f"{found[0].id}.md")
        assert said(again) == said(found)
        assert "".join(write(again)) == markdown


@pytest.mark.parametrize("path", SAMPLES, ids=[f"{path.parent.name}-{path.stem}" for path in SAMPLES])
def test_samples_are_read_back(path: Path) -> None:
    """Notes of each style give equal records; writing them again changes nothing."""
    assert_is_read_back(path.read_text("utf-8"))


@pytest.mark.parametrize("name", LAYOUTS)
def test_values_that_cannot_be_read_are_read_back(name: str) -> None:
    """A year or identifier that is none is kept, wherever it stands."""
    title = "## (2020 Lab, CVPR) Name: a title" if LAYOUTS[name].headings else "# Name: a title"
    front = "---\nyear: twenty\ndoi: foo\narxiv: 1512.0338\nauthors: [Ann Lee]\nvenue: CVPR\n---\n"
    labels = "**Year**: twenty\n**DOI**: foo\n**arXiv**: 1512.0338\n**Authors**: Ann Lee\n**Venue**: CVPR\n"

    assert_is_read_back(f"{front}\n{title}\n\nText.\n", LAYOUTS[name])
    assert_is_read_back(f"{title}\n\n{labels}\nText.\n", LAYOUTS[name])


@settings(max_examples=30, deadline=None)
@given(BODIES | LINES, BODIES, st.dictionaries(KEYS, VALUES.map(lambda text: text.replace("#", "")), max_size=4))
@pytest.mark.parametrize("name", LAYOUTS)
def test_any_note_is_read_back(name: str, opening: str, body: str, front: dict[str, str]) -> None:
    """Whatever stands in a note and its front matter, its record stays equal through its own Markdown."""
    top = "".join(f"{key}: {json.dumps(value)}\n" for key, value in front.items())
    title = "## (2020 Lab, CVPR) Name: a title" if LAYOUTS[name].headings else "# Name: a title"
    for text in (
        f"---\n{top}---\n\n{title}\n\n{opening}\n\n### Summary\n\n{body}\n",
        f"---\n{top}---\n{opening}\n\n{body}\n",
    ):
        assert_is_read_back(text, LAYOUTS[name])


@pytest.mark.parametrize("sign", "\x0c\x1c\x85\xa0\u2028\u3000")
def test_a_line_that_is_almost_a_heading_is_read_back(sign: str) -> None:
    """Only a space, a tab or the end of the line makes `#` a heading: it is text, and is written once."""
    assert_is_read_back(f"#{sign}", LAYOUTS["paper-note"])


def corpora(step: int) -> Iterator[Path]:
    """Every so many of the real notes."""
    if not SHARED.is_dir():
        pytest.skip("the real notes are not beside the checkout")
    yield from sorted([*(SHARED / "corpora").rglob("*.md"), *(SHARED / "seed").glob("*.md")])[::step]


def test_real_notes_are_read_back() -> None:
    """Real notes, as the schema that matches reads them, give equal records."""
    for path in corpora(4):
        assert_is_read_back(path.read_bytes().decode("utf-8", "replace"), path=path.name)


@pytest.mark.parametrize("name", LAYOUTS)
def test_real_files_are_read_back(name: str) -> None:
    """Any real Markdown file, read as notes of any shipped schema, gives equal records."""
    for path in corpora(24):
        assert_is_read_back(path.read_bytes().decode("utf-8", "replace"), LAYOUTS[name], path.name)


MOVED = """---
title: Attention Is All You Need
authors: [Ashish Vaswani, "Shazeer, Noam", et al.]
year: 2017
venue: NeurIPS
doi: 10.48550/arXiv.1706.03762
url: https://papers.example.org/attention
arxiv: 1706.03762v5 [cs.CL]
tags: [nlp]
rating: 4
---

Why it matters.

## Model: Encoder & decoder

See [the code](https://github.com/a/b).

### Heads

- eight
"""


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("path", SAMPLES, ids=[f"{path.parent.name}-{path.stem}" for path in SAMPLES])
def test_migrated_notes_say_the_same(path: Path, name: str) -> None:
    """A note that is written by another schema keeps its facts, links and text, and is read back from there."""
    for record in read(path.read_text("utf-8")):
        if LAYOUTS[name].headings and record.year is None:
            continue
        markdown = "".join(write([record], lambda _: LAYOUTS[name]))
        (moved,) = read(markdown, LAYOUTS[name], f"{record.id}.md")
        for fact in ("title", "year", "organizations", "authors", "doi", "arxiv", "arxiv_class", "short_name"):
            assert getattr(moved, fact) == getattr(record, fact) or _stands_as_a_field(moved, fact)
        assert {link.url for link in moved.links} >= {link.url for link in record.links}
        paragraphs = [
            b.markdown
            for s in record.sections
            for b in s.blocks
            if b.depth == 0 and b.type in ("paragraph", "table", "code")
        ]
        assert [text for text in paragraphs if text not in markdown] == []
        assert_is_read_back(markdown, LAYOUTS[name], f"{record.id}.md")


def _stands_as_a_field(record: Record, fact: str) -> bool:
    return fact in {field.name.lower().replace(" ", "_") for field in record.extra_fields}


@pytest.mark.parametrize("name", ["literature-note", "paper-note"])
def test_rules_find_nothing_in_migrated_notes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is found in what is written but what was found in the text before; files lie elsewhere now."""
    monkeypatch.chdir(tmp_path)
    for path in SAMPLES:
        assert cli.main(["convert", str(path), "--to", "markdown", "--schema", name, "--per-note", "-o", "out"]) == 0
    capsys.readouterr()
    cli.main(["check", *map(str, SAMPLES), "--output-format", "json", "--quiet"])
    before = {each["rule"] for each in json.loads(capsys.readouterr().out)}
    cli.main(["check", "out", "--schema", name, "--output-format", "json", "--quiet"])
    found = {each["rule"] for each in json.loads(capsys.readouterr().out)}
    assert {rule for rule in found - before if not rule.startswith(("image-", "link-"))} == set()
    assert {rule for rule in found if rule.startswith(("front-matter-", "heading-", "note-", "section-"))} == set()


def test_a_note_becomes_front_matter_and_sections() -> None:
    """A migrated note in full: facts in front matter, in the schema's order, then the opening, links and sections."""
    text = (
        "# Posts\n\n## NLP\n\n### (2017 Google, NeurIPS) Transformer: attention\n\n"
        "[Code](https://github.com/a/b)\n\nWhy.\n\n#### Model:  Encoder & decoder\n\n- eight *heads*\n"
    )
    (record,) = read(text, LAYOUTS["paper-study"])
    assert "".join(write([record], lambda _: LAYOUTS["literature-note"])) == (
        "---\n"
        'title: "Transformer: attention"\n'
        "organizations:\n"
        "  - Google\n"
        "year: 2017\n"
        "venue: NeurIPS\n"
        "citekey: google2017transformer\n"
        "groups:\n"
        "  - Posts\n"
        "  - NLP\n"
        "---\n"
        "\n"
        "[Code](https://github.com/a/b)\n"
        "\n"
        "Why.\n"
        "\n"
        "## Model: Encoder & decoder\n"
        "\n"
        "- eight *heads*\n"
    )


def test_a_note_becomes_a_heading_and_labels() -> None:
    """The other way: the year and what goes with it in the heading, what has no place there in label lines."""
    (record,) = read(MOVED, LAYOUTS["literature-note"])
    assert "".join(write([record], lambda _: LAYOUTS["paper-study"])) == (
        "## (2017 NeurIPS) Attention Is All You Need\n"
        "\n"
        "- **Authors**: Ashish Vaswani; Shazeer, Noam; et al.\n"
        "- **arXiv**: 1706.03762v5 [cs.CL]\n"
        "- **URL**: <https://papers.example.org/attention>\n"
        "- **Tags**: nlp\n"
        "- **rating**: 4\n"
        "\n"
        "Why it matters.\n"
        "\n"
        "### Model: Encoder & decoder\n"
        "\n"
        "See [the code](https://github.com/a/b).\n"
        "\n"
        "#### Heads\n"
        "\n"
        "- eight\n"
    )


def test_groups_stand_above_their_notes() -> None:
    """Headings of groups are written where they begin, whatever their levels were."""
    text = "# A\n### (2020) One\n## B\n#### (2021) Two\n## C\n### D\n#### (2022) Three\n# E\n## (2023) Four\n"
    found = read(text, LAYOUTS["paper-study"])
    assert [record.groups for record in found] == [("A",), ("A", "B"), ("A", "C", "D"), ("E",)]
    assert_is_read_back(text, LAYOUTS["paper-study"])


def test_a_group_ends_where_the_next_begins() -> None:
    """The heading of the next group stands no deeper, although its notes do."""
    text = "## A\n### (2020) One\n## B\n#### (2021) Two\n"
    assert [record.groups for record in read(text, LAYOUTS["paper-study"])] == [("A",), ("B",)]
    assert_is_read_back(text, LAYOUTS["paper-study"])


def test_a_line_that_says_what_front_matter_says_stays_text() -> None:
    """What front matter gave is given there again, so that the line counts as text as before."""
    text = "---\nyear: 2020\n---\n\n# T\n\n**Authors**: A B, C D\n\n- Year: 2020\n"
    (record,) = read(text, LAYOUTS["paper-note"])
    assert [block.markdown for section in record.sections for block in section.blocks] == ["Year: 2020"]
    assert "".join(write([record])) == text


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("2020\n\n# A\n", id="what would be a byline below the title"),
        pytest.param("2020\n\n# A\n\n- a\n\n2020\n", id="the same above and below"),
        pytest.param("2020\n\n# A\n\n    code\n", id="indented code below the title"),
        pytest.param("- a\n\n# A\n\n   c\n\n- a\n", id="an indented line below the title"),
        pytest.param("**Authors**: A B, C D\n", id="a label where only the name of the file is a title"),
    ],
)
@pytest.mark.parametrize("name", ["literature-note", "paper-note"])
def test_text_above_the_title_is_read_back(name: str, body: str) -> None:
    """What stands above the title is not taken for what stands below it."""
    assert_is_read_back(f"---\nrating: 4\n---\n\n{body}", LAYOUTS[name])


def test_a_file_holds_what_it_can_hold() -> None:
    """Several notes of a schema of one note a file, notes of several files, a note without a year: one line each."""
    first, second = (from_json({**to_json(EXAMPLE), "id": key}) for key in ("a2020", "b2020"))
    with pytest.raises(
        NotelintError, match=r"^these notes do not go into one file: name a folder with --per-note -o DIR$"
    ):
        list(write([first, second], lambda _: LAYOUTS["paper-note"]))
    mixed = {"a2020": LAYOUTS["paper-note"], "b2020": LAYOUTS["paper-study"]}
    written: list[str] = []
    with pytest.raises(NotelintError, match="--per-note"):
        written.extend(write([first, second], lambda record: mixed[record.id]))
    assert written == []
    data = to_json(second)
    with pytest.raises(NotelintError, match="--per-note"):
        list(write([first, from_json({**data, "document": {**data["document"], "title": "Other"}})]))
    with pytest.raises(NotelintError, match="is its year missing"):
        list(
            write(
                [from_json({**data, "year": None, "source": {**data["source"], "schema": None}})],
                lambda _: LAYOUTS["paper-study"],
            )
        )
    with pytest.raises(NotelintError, match="name one with --schema"):
        list(write([from_json({**data, "source": {**data["source"], "schema": None}})]))


def test_a_users_schema_gets_its_properties_back(tmp_path: Path) -> None:
    """Properties that a user's schema adds stand in its front matter, labels and sections, and are read again."""
    path = tmp_path / "own.json"
    where = {"verdict": {"front-matter": "verdict"}, "stars": {"label": "Stars"}, "idea": {"section": "Idea"}}
    properties = {name: {"type": "string", "x-markdown": clause} for name, clause in where.items()}
    path.write_text(
        json.dumps(
            {
                "x-markdown": {"note": {"file": True}},
                "type": "object",
                "properties": {"title": {"type": "string", "x-markdown": {"front-matter": "title"}}, **properties},
            }
        )
    )
    layout = find_schema(str(path)).layout
    text = "---\nverdict: 'yes: read it'\n---\n# T\n\n**Stars**: 4\n\n## Idea\n\nOne idea.\n"
    (record,) = read(text, layout)
    assert record.extra == {"verdict": "yes: read it", "stars": "4", "idea": "One idea."}
    markdown = "".join(write([record], lambda _: layout))
    assert said(read(markdown, layout)) == said([record])


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.text("ab中 -_:#'\"0", min_size=1, max_size=6).filter(lambda key: key.strip() == key),
        VALUES
        | st.integers(-9999, 9999)
        | st.booleans()
        | st.lists(VALUES, max_size=3)
        | st.dictionaries(st.text("ab", min_size=1), VALUES, max_size=2),
        max_size=4,
    )
)
def test_front_matter_is_read_as_it_was_meant(entries: dict[str, Any]) -> None:
    """Whatever the values are, YAML gives them back, keys in their order."""
    text = front_matter({key: value_text(value) for key, value in entries.items()})
    found = read_front_matter(Source("-", text))
    assert ({entry.key: entry.value for entry in found.entries} if found else {}) == entries


def test_values_of_front_matter_keep_their_spelling() -> None:
    """A value whose source text is known stands as it stood, if it is then read as that text."""
    assert as_written("rating", "4.50") == " 4.50"
    assert as_written("tags", "[a, 'b']") == " [a, 'b']"
    assert as_written("who", "name: A\n  age: 3") == "\n  name: A\n  age: 3"
    assert as_written("note", "a: b") == ' "a: b"'
