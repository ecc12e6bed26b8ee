"""Small notes and what a careful person reads in them: tests/cases/*.toml, each case a test.

A case has these keys:

- `kind`: a word for what it is a case of;
- `file` and `text`: the note, its path from the vault's root;
- `siblings`: other files of the vault, by their paths;
- one of `record` (a table of fields), `records` (one for each note in the file, in order) and `none = true`.

Only the fields that are named are compared. "-" is a field that is null, empty or absent. Authors are display names.
`sections` gives the kinds of some sections by their headings, `extra_fields` the values of some labels by their names.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Run = Callable[..., tuple[int, str, str]]
    Table = dict[str, Any]

FILES = sorted(Path(__file__).with_name("cases").glob("*.toml"))
KEYS = {
    "kind": str,
    "file": str,
    "text": str,
    "siblings": dict,
    "record": dict,
    "records": list,
    "none": bool,
    "gap": bool,
}
OUTCOMES = {"record", "records", "none"}
LISTS = {"authors", "organizations", "tags", "groups", "missing"}
TABLES = {"sections", "extra_fields"}
TEXTS = {
    *("id", "type", "title", "short_name", "date", "venue", "venue_type", "doi", "arxiv", "arxiv_class", "url"),
    *("arxiv_version", "model", "training", "fine_tuning", "summary", "summary_text", "abstract", "code", "video"),
    *("volume", "issue", "pages", "publisher", "schema"),
}
TYPES = {"year": int, **dict.fromkeys(LISTS, list), **dict.fromkeys(TABLES, dict), **dict.fromkeys(TEXTS, str)}
NULL = "-"


def _cases(path: Path) -> list[Table]:
    try:
        found: list[Table] = tomllib.loads(path.read_text("utf-8"))["case"]
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: {error}") from error
    return found


def _parameters() -> Iterator[Any]:
    for path in FILES:
        count = Counter[str]()
        for case in _cases(path):
            kind = case.get("kind", "unnamed")
            count[kind] += 1
            # A gap is what is not read as yet; once it is, the mark must go.
            marks = pytest.mark.xfail(reason="not read as yet", strict=True) if case.get("gap") else ()
            yield pytest.param(case, id=f"{path.stem}-{kind}-{count[kind]}", marks=marks)


@pytest.mark.parametrize("case", list(_parameters()))
@pytest.mark.usefixtures("in_temporary_folder")
def test_case(case: Table, run: Run) -> None:
    """The note converts to the records that the case gives, as far as it names their fields."""
    for path, text in {**case.get("siblings", {}), case["file"]: case["text"]}.items():
        _write(Path(path), text)
    code, out, errors = run("convert", "--to", "json", ".")
    assert code in ((0, 1) if case.get("none") else (0,)), errors
    got = [record for record in json.loads(out or "[]") if record["source"]["path"] == case["file"]]
    expected = case.get("records") or ([case["record"]] if "record" in case else [])
    shown = [_named(record, fields) for record, fields in zip(got, expected, strict=False)]
    if len(got) != len(expected) or list(map(_comparable, shown)) != list(map(_comparable, expected)):
        pytest.fail(_report(case, expected, shown, len(got)), pytrace=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _named(record: Table, fields: Table) -> Table:
    """The fields of the record that are asked for, in the form of a case."""
    return {name: _value(record, name, fields[name]) for name in fields}


def _value(record: Table, name: str, asked: object) -> object:
    if name in TABLES and isinstance(asked, dict):
        pairs = _pairs(record, name)
        return {key: pairs.get(key, NULL) for key in asked}
    if name == "authors":
        return [_display_name(author) for author in record["authors"]] or NULL
    found = record["source"]["schema"] if name == "schema" else record.get(name)
    return NULL if found in (None, "", []) else found


def _pairs(record: Table, name: str) -> dict[str, str]:
    if name == "sections":
        return {section["heading"]: section["kind"] for section in record["sections"]}
    return {field["name"]: field["value"] for field in record["extra_fields"]}


def _display_name(name: dict[str, str | None]) -> str:
    parts = (name["given"], name["particle"], name["family"], name["suffix"])
    return name["literal"] or " ".join(filter(None, parts))


def _comparable(fields: Table) -> Table:
    """Numbers as text: whether a volume is a number is not what a case is about."""
    return {name: str(value) if isinstance(value, int) else value for name, value in fields.items()}


def _report(case: Table, expected: list[Table], got: list[Table], count: int) -> str:
    if len(expected) != count:
        return f"{case['file']}\n{case['text']}\nexpected {len(expected)} records, got {count}: {_json(got)}"
    pairs = [
        f"{name}: expected {_json(fields[name])}, got {_json(found[name])}"
        for fields, found in zip(expected, got, strict=True)
        for name in fields
        if _comparable({name: fields[name]}) != _comparable({name: found[name]})
    ]
    return "\n".join([case["file"], case["text"], *pairs])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_of_cases(path: Path) -> None:
    """A file of cases is well formed: a misspelt field would never be compared."""
    faults = [f"{n}. {case.get('file')}: {fault}" for n, case in enumerate(_cases(path), 1) for fault in _faults(case)]
    assert not faults, "\n".join(faults)


def _faults(case: Table) -> Iterator[str]:
    yield from _type_faults(case, KEYS)
    yield from (f"no {key}" for key in ("kind", "file", "text") if not case.get(key))
    if len(OUTCOMES & case.keys()) != 1 or case.get("none") is False or case.get("records") == []:
        yield "needs one of record, records and none = true"
    for path in (case.get("file", ""), *case.get("siblings", {})):
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            yield f"{path} leads out of the vault"
    for record in (case.get("record", {"title": ""}), *case.get("records", [])):
        yield from _type_faults(record, TYPES) if record else ["a record without fields"]


def _type_faults(table: Table, types: dict[str, type]) -> Iterator[str]:
    for name, value in table.items():
        if name not in types:
            yield f"unknown: {name}"
        elif not isinstance(value, types[name]) and not (types is TYPES and value == NULL):
            yield f"{name} is a {type(value).__name__}"


@pytest.mark.parametrize(
    ("case", "fault"),
    [
        ({"record": {"titel": "x"}}, "unknown: titel"),
        ({"record": {"year": "2020"}}, "year is a str"),
        ({"record": {"authors": "Jane Roe"}}, "authors is a str"),
        ({"record": {}}, "a record without fields"),
        ({"record": {"title": "x"}, "none": True}, "needs one of record, records and none = true"),
        ({"none": False}, "needs one of record, records and none = true"),
        ({"none": True, "expected": []}, "unknown: expected"),
        ({"none": True, "siblings": {"../b.md": ""}}, "../b.md leads out of the vault"),
        ({"none": True, "text": ""}, "no text"),
    ],
)
def test_fault_in_a_case(case: Table, fault: str) -> None:
    """What makes a case say less than it seems to say is found."""
    assert list(_faults({"kind": "a", "file": "a.md", "text": "b", **case})) == [fault]
