"""The writer of RIS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
import rispy

from notelint.bibliography.names import Name
from notelint.dataclass import replace
from notelint.formats import FORMATS
from notelint.record.model import Record, RecordType, from_json
from notelint.resources import SCHEMAS

EXAMPLE = from_json(json.loads(Path(SCHEMAS, "record.json").read_text("utf-8"))["examples"][0])
GOLD = Path(__file__).parents[1].parent / "shared" / "gold"


def paper(**changes: Any) -> Record:  # noqa: ANN401 - any field
    """A record with a key, a title and a year, and what else is given."""
    bare = {"short_name": None, "organizations": (), "groups": (), "links": (), "model": None, "training": None}
    return replace(EXAMPLE, **{**bare, "id": "key2019", "title": "A title", "year": 2019, **changes})


def written(*records: Record) -> str:
    """What the writer makes of the records."""
    return "".join(FORMATS["ris"].write(records))


def test_hand_made_file(hand_made: list[dict[str, Any]]) -> None:
    """The hand-made records give the hand-made file, byte for byte."""
    records = [from_json(data) for data in hand_made]
    assert written(*records).encode() == (GOLD / "seed.ris").read_bytes()


def test_reference() -> None:
    """A full reference: the type first, the end last, one line a value, CR LF."""
    authors = (
        Name("Oord", "Aäron", "van den", "Jr.", None, ""),
        Name(None, None, None, None, "Meta, Inc", ""),
        Name(None, None, None, None, "others", "et al."),
    )
    record = paper(
        type="conference",
        authors=authors,
        short_name="BERT",
        venue="CVPR",
        date="2019-05-04",
        doi="10.1/a_b",
        arxiv="1810.04805v1",
        organizations=("Google AI",),
        groups=("NLP", "Large, Models"),
        model="One.\nTwo",
    )
    assert written(record) == (
        "TY  - CPAPER\r\n"
        "AU  - van den Oord, Aäron, Jr.\r\n"
        "AU  - Meta Inc,\r\n"
        "AU  - et al.,\r\n"
        "TI  - A title\r\n"
        "ST  - BERT\r\n"
        "T2  - CVPR\r\n"
        "PY  - 2019\r\n"
        "DA  - 2019/05/04\r\n"
        "DO  - 10.1/a_b\r\n"
        "M1  - arXiv:1810.04805\r\n"
        "UR  - https://arxiv.org/abs/1810.04805\r\n"
        "KW  - NLP\r\n"
        "KW  - Large Models\r\n"
        "N1  - Organization: Google AI. Model: One. Two.\r\n"
        "ID  - key2019\r\n"
        "ER  - \r\n"
    )


@pytest.mark.parametrize(
    ("record", "lines"),
    [
        pytest.param(
            paper(
                type="journal",
                venue="Nature",
                extra={"volume": 27, "issue": "8", "pages": "761–763", "publisher": "W", "isbn": "978"},
            ),
            ["T2  - Nature", "VL  - 27", "IS  - 8", "SP  - 761", "EP  - 763", "PB  - W", "SN  - 978"],
            id="journal",
        ),
        pytest.param(
            paper(type="journal", extra={"pages": "S12-S20, S30", "abstract": "H<sub>2</sub>O"}),
            ["SP  - S12-S20, S30", "AB  - H₂O"],
            id="pages that are no single range",
        ),
        pytest.param(
            paper(type="preprint", arxiv="1810.04805", arxiv_class="cs.CL", venue="Under review"),
            [
                "PB  - arXiv",
                "M1  - arXiv:1810.04805 [cs.CL]",
                "UR  - https://arxiv.org/abs/1810.04805",
                "N1  - Publication: Under review.",
            ],
            id="preprint",
        ),
        pytest.param(
            paper(type="thesis", venue="Widget University, master's thesis", tags=("to-read", "widgets")),
            ["M3  - Master’s thesis", "PB  - Widget University", "KW  - widgets"],
            id="thesis",
        ),
    ],
)
def test_publication(record: Record, lines: list[str]) -> None:
    """Where it came out has the tags that reference managers read."""
    found = written(record).split("\r\n")[1:-2]
    assert [line for line in found if line[:2] not in {"TI", "PY", "ID"}] == lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("one\nER  - \nTY  - BOOK", "one ER - TY - BOOK", id="line feeds"),
        pytest.param("one\r\n\r\nER  - x", "one ER - x", id="an empty line"),
        pytest.param("one\u2028ER  - x", "one ER - x", id="a Unicode line separator"),
        pytest.param("ER  - x", "ER - x", id="at the start"),
    ],
)
def test_no_text_ends_a_reference(text: str, line: str) -> None:
    """A line that looks like a tag inside a note is only text."""
    found = rispy.loads(written(paper(title=text, summary_text=f"- {text}"), paper(id="other2019")))
    assert [(entry["id"], entry["title"]) for entry in found] == [("key2019", line), ("other2019", "A title")]


@pytest.mark.parametrize("kind", get_args(RecordType))
def test_types_are_ris(kind: RecordType) -> None:
    """Every type of record has a type of RIS."""
    (entry,) = rispy.loads(written(paper(type=kind)))
    assert entry["type_of_reference"] in rispy.TYPE_OF_REFERENCE_MAPPING
