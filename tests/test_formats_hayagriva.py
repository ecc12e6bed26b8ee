"""The writer of Hayagriva's YAML, as Typst reads it."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
import typst
import yaml

from notelint.bibliography.names import Name
from notelint.dataclass import replace
from notelint.formats import FORMATS
from notelint.record.model import Record, RecordType, from_json
from notelint.resources import SCHEMAS

EXAMPLE = from_json(json.loads(Path(SCHEMAS, "record.json").read_text("utf-8"))["examples"][0])
GOLD = Path(__file__).parents[1].parent / "shared" / "gold"

# A citation style that shows what we want to see, and puts titles in lower case where it may.
STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>t</title><id>http://example.org/t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography>
    <layout><group delimiter=" @ ">
      <names variable="author"/><text variable="title" text-case="lowercase"/><text variable="container-title"/>
      <date variable="issued" form="numeric"/><text variable="URL"/><text variable="DOI"/><text variable="note"/>
    </group></layout>
  </bibliography>
</style>
"""


def paper(**changes: Any) -> Record:  # noqa: ANN401 - any field
    """A record with a key, a title and a year, and what else is given."""
    bare = {"short_name": None, "organizations": (), "groups": (), "links": (), "model": None, "training": None}
    return replace(EXAMPLE, **{**bare, "id": "key2019", "title": "A title", "year": 2019, **changes})


def written(*records: Record) -> str:
    """What the writer makes of the records."""
    return "".join(FORMATS["hayagriva"].write(records))


def typeset(folder: Path, *records: Record) -> list[str]:
    """The bibliography's entries as Typst sets them, as plain text."""
    (folder / "style.csl").write_text(STYLE, "utf-8")
    (folder / "a.yaml").write_text(written(*records), "utf-8")
    (folder / "a.typ").write_text('#bibliography("a.yaml", full: true, title: none, style: "style.csl")', "utf-8")
    page = typst.compile(str(folder / "a.typ"), format="html").decode()
    entries = re.findall(r"<li>(.*?)</li>", page, re.DOTALL)
    texts = (html.unescape(re.sub(r"<[^>]+>", "", entry)) for entry in entries)
    return [" ".join(text.split()) for text in texts]


def test_hand_made_file(hand_made: list[dict[str, Any]]) -> None:
    """The hand-made records give the hand-made file, but that an acronym in brackets is protected there too."""
    records = [from_json(data) for data in hand_made]
    gold = (GOLD / "seed.hayagriva.yaml").read_text("utf-8")
    assert written(*records) == gold.replace('"Neural Corpus Indexer (NCI)"', '"Neural Corpus Indexer ({NCI})"')


def test_entry() -> None:
    """A full entry; where the authors work has a field in every type."""
    record = paper(
        type="conference",
        title="BERT: {deep} $5",
        short_name="BERT",
        authors=(
            Name("Oord", "Aäron", "van den", "Jr.", None, ""),
            Name(None, None, None, None, "Google {AI}", ""),
            Name(None, None, None, None, "others", "et al."),
        ),
        organizations=("Google {AI}", "MAIR"),
        venue="CVPR",
        date="2019-05-04",
        doi="10.1/a_b",
        arxiv="1810.04805v1",
        model='a "b" \\ c',
    )
    assert written(record) == (
        "key2019:\n"
        "  type: article\n"
        '  title: {value: "{BERT}: \\\\{deep\\\\} \\\\$5", short: "BERT"}\n'
        '  author: [{name: "Oord", given-name: "Aäron", prefix: "van den", suffix: "Jr."},'
        ' {name: "Google {AI}"}, {name: "others"}]\n'
        '  organization: "Google \\\\{AI\\\\}, MAIR"\n'
        "  date: 2019-05-04\n"
        '  serial-number: {doi: "10.1/a_b", arxiv: "1810.04805"}\n'
        '  url: "https://arxiv.org/abs/1810.04805"\n'
        '  parent: {type: proceedings, title: "CVPR"}\n'
        '  note: "Model: a \\"b\\" \\\\\\\\ c."\n'
    )


def test_typst_shows_what_the_note_says(tmp_path: Path) -> None:
    """Dollars, braces and backslashes are text; a style puts a title in lower case but for the protected words."""
    record = paper(
        type="journal",
        title="Why BERT Costs $1B or $2B {x} \\ <b>",
        authors=(Name("Oord", "Aäron", "van den", None, None, ""), Name(None, None, None, None, "Meta {AI} $", "")),
        venue="Annals of $5 {",
        doi="10.1/a_b",
        url="https://example.org/a_b?c=%20&d",
        model="costs $1B and $2B {",
    )
    assert typeset(tmp_path, record)[0].split(" @ ") == [
        "Aäron van den Oord, Meta {AI} $",
        "why BERT costs $1B or $2B {x} \\ <b>",
        "Annals of $5 {",
        "2019",
        "https://example.org/a_b?c=%20&d",
        "10.1/a_b",
        "Model: costs $1B and $2B {.",
    ]


DETAILS = {"volume": 27, "issue": "8", "pages": "761--763", "publisher": "W Press", "isbn": "978"}


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        pytest.param(
            paper(type="journal", venue="Nature", extra=DETAILS),
            {
                "page-range": "761-763",
                "parent": {
                    "type": "periodical",
                    "title": "Nature",
                    "publisher": "W Press",
                    "volume": "27",
                    "issue": "8",
                    "serial-number": {"isbn": "978"},
                },
            },
            id="journal",
        ),
        pytest.param(
            paper(type="book", extra={**DETAILS, "pages": None}),
            {"publisher": "W Press", "volume": "27", "issue": "8", "serial-number": {"isbn": "978"}},
            id="book",
        ),
        pytest.param(
            paper(type="preprint", arxiv="1810.04805", arxiv_class="cs.CL"),
            {
                "publisher": "arXiv",
                "serial-number": {"arxiv": "1810.04805", "arxiv-class": "cs.CL"},
                "url": "https://arxiv.org/abs/1810.04805",
            },
            id="preprint",
        ),
        pytest.param(
            paper(type="thesis", venue="PhD thesis, Widget University"),
            {"genre": "PhD thesis", "publisher": "Widget University", "organization": "Widget University"},
            id="thesis",
        ),
        pytest.param(
            paper(type="misc", venue="2024-05", organizations=("O",)),
            {"organization": "O", "note": "Publication: 2024-05."},
            id="misc",
        ),
    ],
)
def test_publication(record: Record, fields: dict[str, Any]) -> None:
    """Volume, issue, publisher and ISBN are those of the parent, where there is one."""
    found = yaml.safe_load(written(record))["key2019"]
    assert {name: value for name, value in found.items() if name not in {"type", "title", "date"}} == fields


def test_others_are_no_person(tmp_path: Path) -> None:
    """Typst sets the name `others` as it does that of a BibTeX file: `A. Roe and others`."""
    authors = (Name("Roe", "Ann", None, None, None, ""), Name(None, None, None, None, "others", ""))
    (tmp_path / "b.typ").write_text('#bibliography("b.yaml", full: true, title: none, style: "ieee")', "utf-8")
    (tmp_path / "b.yaml").write_text(written(paper(authors=authors)), "utf-8")
    assert "A. Roe and others" in typst.compile(str(tmp_path / "b.typ"), format="html").decode()


def test_markup_of_other_formats(tmp_path: Path) -> None:
    """Scripts are those of Unicode, emphasis is left out, an escaped dollar is one."""
    record = paper(title=r"H<sub>2</sub>O <i>costs</i> \$5", type="misc")
    assert typeset(tmp_path, record) == ["H₂O costs $5 @ 2019"]


@pytest.mark.parametrize(
    "url",
    [
        "foo bar",
        "mailto:a@example.org",
        "https://",
        "http://[x",
        "http://a b/",
        "http://a.org:99999/",
        "http://xn--a.org",
    ],
)
def test_url_that_typst_cannot_parse(tmp_path: Path, url: str) -> None:
    """An address that would make Typst refuse the whole file stands in the note instead."""
    assert typeset(tmp_path, paper(url=url)) == [f"a title @ 2019 @ URL: {url}"]


@pytest.mark.parametrize("key", ["no", "null", "Yes", "a:b", "a:", "e1", "inf", "x.y-z_2"])
def test_keys(tmp_path: Path, key: str) -> None:
    """A key is a text, whatever YAML thinks of it."""
    record = paper(id=key)
    assert list(yaml.safe_load(written(record))) == [key]
    assert typeset(tmp_path, record) == ["a title @ 2019"]


@pytest.mark.parametrize("kind", get_args(RecordType))
def test_types_are_hayagriva(tmp_path: Path, kind: RecordType) -> None:
    """Typst knows the type of every record, with a venue and without."""
    records = [paper(type=kind), paper(id="other2019", type=kind, venue="CVPR", venue_type="conference")]
    assert len(typeset(tmp_path, *records)) == 2
