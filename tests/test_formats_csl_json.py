"""The writer of CSL-JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

from notelint.bibliography.names import Name
from notelint.dataclass import replace
from notelint.formats import FORMATS
from notelint.record.model import LinkRecord, Record, RecordType, from_json
from notelint.resources import SCHEMAS

EXAMPLE = from_json(json.loads(Path(SCHEMAS, "record.json").read_text("utf-8"))["examples"][0])
SCHEMA = json.loads((Path(__file__).parent / "csl_subset.schema.json").read_text("utf-8"))
GOLD = Path(__file__).parents[1].parent / "shared" / "gold"


def paper(**changes: Any) -> Record:  # noqa: ANN401 - any field
    """A record with a key, a title and a year, and what else is given."""
    bare = {"short_name": None, "organizations": (), "groups": (), "links": (), "model": None, "training": None}
    return replace(EXAMPLE, **{**bare, "id": "key2019", "title": "A title", "year": 2019, **changes})


def item(record: Record) -> dict[str, Any]:
    """The record's item, valid, without the fields that `paper` always gives."""
    items = json.loads("".join(FORMATS["csl-json"].write([record])))
    jsonschema.validate(items, SCHEMA)
    given = {"id": record.id, "citation-key": record.id, "title": "A title", "issued": {"date-parts": [[2019]]}}
    return {name: value for name, value in items[0].items() if given.get(name) != value}


def test_hand_made_file(hand_made: list[dict[str, Any]]) -> None:
    """The hand-made records give the hand-made file, byte for byte."""
    records = [from_json(data) for data in hand_made]
    assert "".join(FORMATS["csl-json"].write(records)).encode() == (GOLD / "seed.csl.json").read_bytes()


@pytest.mark.parametrize("kind", get_args(RecordType))
def test_types_are_csl(kind: RecordType) -> None:
    """A record of any type is a valid item, with and without its facts."""
    item(paper(type=kind, title=None, year=None))
    item(paper(type=kind, venue="V", organizations=("O",), arxiv="1810.04805", doi="10.1/a", date="2019-05-24"))


def test_names() -> None:
    """Persons have their parts, organizations and unsplit names are literal, and a cut list ends with `others`."""
    authors = (
        Name("Oord", "Aäron", "van den", "Jr.", None, "Aäron van den Oord, Jr."),
        Name(None, None, None, None, "Google AI", "Google AI"),
        Name(None, None, None, None, "others", "et al."),
    )
    assert item(paper(authors=authors)) == {
        "type": "document",
        "author": [
            {"family": "Oord", "given": "Aäron", "non-dropping-particle": "van den", "suffix": "Jr."},
            {"literal": "Google AI"},
            {"literal": "others"},
        ],
    }


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            paper(
                type="preprint",
                arxiv="1810.04805v2",
                arxiv_class="cs.CL",
                venue="arXiv",
                venue_type="preprint_server",
            ),
            {
                "type": "article",
                "publisher": "arXiv",
                "number": "arXiv:1810.04805 [cs.CL]",
                "URL": "https://arxiv.org/abs/1810.04805",
            },
            id="preprint",
        ),
        pytest.param(
            paper(type="conference", venue="CVPR", organizations=("Meta", "MAIR"), date="2019-05"),
            {
                "type": "paper-conference",
                "container-title": "CVPR",
                "issued": {"date-parts": [[2019, 5]]},
                "annote": "Organization: Meta, MAIR.",
            },
            id="conference: where the authors work is not the publisher",
        ),
        pytest.param(
            paper(type="conference", venue="CVPR", arxiv="1810.04805", url="https://example.org"),
            {
                "type": "paper-conference",
                "container-title": "CVPR",
                "URL": "https://example.org",
                "annote": "arXiv:1810.04805.",
            },
            id="conference, also at arXiv",
        ),
        pytest.param(
            paper(type="book", venue="MIT Press", venue_type="publisher"),
            {"type": "book", "publisher": "MIT Press"},
            id="book",
        ),
        pytest.param(
            paper(type="preprint", venue="bioRxiv", venue_type="preprint_server", organizations=("O",)),
            {"type": "article", "publisher": "bioRxiv", "annote": "Organization: O."},
            id="another server of preprints",
        ),
        pytest.param(
            paper(type="thesis", venue="PhD thesis, Widget University"),
            {"type": "thesis", "genre": "PhD thesis", "publisher": "Widget University"},
            id="thesis",
        ),
        pytest.param(
            paper(
                type="journal",
                venue="Widget Letters",
                extra={"volume": 27, "issue": "8", "pages": "761–763", "publisher": "W", "isbn": "978"},
            ),
            {
                "type": "article-journal",
                "container-title": "Widget Letters",
                "volume": "27",
                "issue": "8",
                "page": "761-763",
                "publisher": "W",
                "ISBN": "978",
            },
            id="journal",
        ),
        pytest.param(
            paper(type="preprint", venue="Under review", tags=("type/paper", "nlp/bert")),
            {"type": "article", "keyword": "nlp/bert", "annote": "Publication: Under review."},
            id="a status is no container",
        ),
        pytest.param(
            paper(type="report", organizations=("Google AI",)),
            {"type": "report", "publisher": "Google AI"},
            id="report",
        ),
    ],
)
def test_places(record: Record, expected: dict[str, Any]) -> None:
    """Venue, organizations and identifiers stand where processors look for them, and none is lost."""
    assert item(record) == expected


def test_links() -> None:
    """Links that go with the paper stand in the note as they are, each once; others do not."""
    video = LinkRecord("video", "youtube", None, "https://youtu.be/a?t=1", "https://youtu.be/a", "a", 3)
    code = LinkRecord("code", "github", None, "https://github.com/a/b_c", None, "a/b_c", 4)
    other = LinkRecord("other", None, None, "https://example.org", None, None, 5)
    text = "Video: https://youtu.be/a Code: https://github.com/a/b_c"
    assert item(paper(links=(video, code, video, other)))["note"] == f"Paper note. {text}"
    found = item(paper(links=(video, code, video, other), type="journal"))
    assert found == {"type": "article-journal", "annote": text}


def test_markup() -> None:
    """CSL-JSON has HTML for scripts and emphasis of its own; other marks are text."""
    record = paper(title=r"H<SUB>2</SUB>O <em>costs</em> \$5 and $x_1$ <b>", extra={"abstract": "x<sup>2</sup>"})
    found = item(record)
    assert (found["title"], found["abstract"]) == ("H<sub>2</sub>O <i>costs</i> $5 and $x_1$ <b>", "x<sup>2</sup>")
