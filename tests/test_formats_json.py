"""Writers of data: JSON, JSON Lines and CSV; and what holds for the writers of all formats."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from notelint.bibliography.names import Name
from notelint.dataclass import replace
from notelint.formats import FORMATS
from notelint.record.model import PROPERTIES, Record, from_json, to_json
from notelint.resources import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = from_json(json.loads(Path(SCHEMAS, "record.json").read_text("utf-8"))["examples"][0])

TEXTS = [name for name, each in FORMATS.items() if not each.is_exact]


def written(name: str, *records: Record) -> str:
    """What the writer of that name makes of the records."""
    return "".join(FORMATS[name].write(records))


def paper(**changes: Any) -> Record:  # noqa: ANN401 - any field
    """The example of the schema with other values in some fields."""
    return replace(EXAMPLE, **changes)


@pytest.mark.parametrize(
    "records",
    [
        pytest.param([], id="none"),
        pytest.param([EXAMPLE], id="one"),
        pytest.param([EXAMPLE, paper(id="other2015"), paper(id="third2016")], id="many"),
        pytest.param([paper(title="a\u2028b\x85c\x0bd\ne")], id="line ends of all kinds in a text"),
    ],
)
def test_json_is_what_dump_writes(records: list[Record]) -> None:
    """The array, written piece by piece, is the text that `json.dumps` gives for the whole, with controls escaped."""
    whole = json.dumps([to_json(record) for record in records], ensure_ascii=False, indent=2)
    whole = whole.replace("\u2028", "\\u2028").replace("\x85", "\\u0085")
    assert written("json", *records) == whole + "\n"


def test_json_lines() -> None:
    """Each record is one line, whatever line ends its texts hold, in the order of the input."""
    records = [paper(title="a\nb\rc"), paper(id="other2015")]
    text = written("jsonl", *records)
    assert text.count("\n") == 2
    assert [json.loads(line) for line in text.split("\n")[:-1]] == [to_json(record) for record in records]


def test_json_keeps_the_order_of_keys() -> None:
    """The properties stand in the order of the schema, a user's last."""
    data = json.loads(written("json", paper(extra={"a_rating": 4})))
    assert list(data[0]) == [*PROPERTIES, "a_rating"]


def test_json_of_hand_made_records(hand_made: list[dict[str, Any]]) -> None:
    """The hand-made records come out as they went in, the order of their keys included, a line each."""
    lines = (json.dumps(data, ensure_ascii=False, separators=(",", ":")) for data in hand_made)
    assert written("jsonl", *map(from_json, hand_made)) == "".join(f"{line}\n" for line in lines)


def test_csv() -> None:
    """One row a record: texts as they are, lists joined, what nests deeper as JSON, absent values empty."""
    authors = (
        Name("Oord", "Aäron", "van den", None, None, "Aäron van den Oord"),
        Name(None, None, None, None, "何恺明", "何恺明"),
    )
    record = paper(title='A "b",\nc', authors=authors, organizations=("Meta", "MAIR"), extra={"rating": 4}, venue=None)
    (row,) = csv.DictReader(StringIO(written("csv", record)))
    expected = {"title": 'A "b",\nc', "authors": "Aäron van den Oord; 何恺明", "organizations": "Meta; MAIR"}
    expected |= {"year": "2014", "venue": "", "missing": "summary", "tags": "", "extra": '{"rating":4}'}
    assert {name: row[name] for name in expected} == expected
    assert json.loads(row["sections"]) == to_json(record)["sections"]
    assert list(row) == [*PROPERTIES, "extra"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1 more", "-A", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "-1+cmd|' /C x'!A0", "+"]
)
def test_a_cell_of_csv_is_no_formula(text: str) -> None:
    """What a spreadsheet would run gets a quote in front, in whatever column, unless it is asked for as it is."""
    record = paper(title=text, groups=(text, "b"), tags=(text,), model=text)
    guarded, kept = (
        next(csv.DictReader(StringIO("".join(FORMATS["csv"].write([record], keep_formulas=keep)), newline="")))
        for keep in (False, True)
    )
    names = ("title", "groups", "tags", "model")
    assert [guarded[name] for name in names] == [f"'{text}", f"'{text}; b", f"'{text}", f"'{text}"]
    assert [kept[name] for name in names] == [text, f"{text}; b", text, text]
    assert {name: guarded[name] for name in guarded if name not in names} == {
        name: kept[name] for name in kept if name not in names
    }


@pytest.mark.parametrize("text", ["-1", "+4.5", "A = B", " =1", "a@b.org", "'=1", "–5"])
def test_a_cell_of_csv_that_is_no_formula(text: str) -> None:
    """It stays as it is: signed numbers, too."""
    (row,) = csv.DictReader(StringIO(written("csv", paper(title=text, extra={"rating": -4}))))
    assert (row["title"], row["extra"]) == (text, '{"rating":-4}')


@pytest.mark.parametrize("name", TEXTS)
def test_same_bytes(name: str) -> None:
    """The same records give the same text, which ends with a line end and holds nothing that UTF-8 cannot."""
    records = [paper(title="Caf\u00e9 \udcff 論文"), paper(id="other2015")]
    text = written(name, *records)
    assert text == written(name, *records)
    assert text.endswith("\n")
    assert "\ufffd" in text.encode("utf-8").decode("utf-8")


@pytest.mark.parametrize("name", TEXTS)
def test_writers_stream(name: str) -> None:
    """A writer gives the text of a record before it asks for the next but one, so that memory does not grow."""
    asked = 0

    def endless() -> Iterator[Record]:
        nonlocal asked
        while True:
            asked += 1
            yield paper(id=f"example{asked}", title=f"Number {asked}x")

    for chunk in FORMATS[name].write(endless()):
        assert asked <= 5
        if "Number 5x" in chunk.replace("{", "").replace("}", ""):
            return
    pytest.fail("the writer stopped")


@pytest.mark.parametrize("name", TEXTS)
def test_no_records(name: str) -> None:
    """Without records a file is as empty as its format allows."""
    header = ",".join([*PROPERTIES, "extra"]) + "\n"
    assert written(name) == {"json": "[]\n", "csl-json": "[]\n", "csv": header}.get(name, "")


def test_writers_are_loaded_when_used() -> None:
    """Naming the formats loads none of them."""
    code = (
        "import sys, notelint.formats; print([name for name in sys.modules if name.startswith('notelint.formats.')])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
