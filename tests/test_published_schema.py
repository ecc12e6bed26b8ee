"""The schema of records: frozen where it is published, derived where a note schema adds properties."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from notelint import cli
from notelint.note import read_document
from notelint.record import records, to_json
from notelint.record.model import PROPERTIES, SCHEMA_VERSION
from notelint.resources import SCHEMAS
from notelint.schema import find_schema, load_schema, shipped_schemas
from notelint.schema.loading import record_schema
from notelint.source import Source

FROZEN = {"1.0.0": "8a54c5d16859740c"}
WORDS = {"description", "examples", "title"}

OWN = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:example:own",
    "title": "Own note",
    "x-markdown": {"note": {"file": True}},
    "type": "object",
    "required": ["verdict"],
    "properties": {
        "title": {"type": "string", "maxLength": 10, "x-markdown": {"front-matter": "title"}},
        "citekey": {"type": "string", "x-markdown": {"front-matter": "citekey"}},
        "verdict": {"type": "string", "minLength": 3, "description": "In a word.", "x-markdown": {"label": "Verdict"}},
        "stars": {"enum": [1, 2, 3], "x-markdown": {"front-matter": "stars", "read": "integer"}},
        "mood": {"$ref": "#/$defs/name", "x-markdown": {"front-matter": "mood"}},
        "anything": {},
    },
    "$defs": {"name": {"type": "string", "pattern": "^[a-z]+$"}},
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A user's note schema, whose definitions bear a name that the record's schema has too."""
    path = tmp_path / "own.json"
    path.write_text(json.dumps(OWN))
    return path


def without_words(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A schema without what only people read; properties of those names stay."""
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if key not in WORDS or not isinstance(item, str | list)}
        return {key: without_words(item) for key, item in kept.items()}
    return [without_words(item) for item in value] if isinstance(value, list) else value


def test_a_published_version_does_not_change() -> None:
    """Whoever changes what records are changes the version; words may become better."""
    document = without_words(json.loads(Path(SCHEMAS, "record.json").read_text("utf-8")))
    digest = sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    assert document["properties"]["title"]["type"] == ["string", "null"]
    assert {SCHEMA_VERSION: digest[:16]} == FROZEN


def errors(path: Path, text: str) -> list[str]:
    """How the record of a note falls short of the schema that is published for it."""
    schema = load_schema(path)
    document = record_schema(schema)
    jsonschema.Draft202012Validator.check_schema(document)
    (record,) = records([read_document(Source("note.md", text), [schema.layout], configured=True)])
    found = jsonschema.Draft202012Validator(document).iter_errors(to_json(record))
    return sorted(error.json_path for error in found)


def test_records_of_a_users_notes_fit(own: Path) -> None:
    """Properties that the user added are there with their own types, null where the note is silent."""
    assert errors(own, "---\ntitle: A\nstars: 2\nmood: calm\nanything: [1]\n---\n**Verdict**: good\n") == []
    assert errors(own, "---\ntitle: A title of more than ten characters\n---\n") == []
    assert errors(own, "---\nstars: 7\nmood: UP\n---\n**Verdict**: no\n") == ["$.mood", "$.stars", "$.verdict"]


def test_properties_that_are_added(own: Path) -> None:
    """All are required, in the note schema's order behind those of every record; common ones stay as they are."""
    document = record_schema(load_schema(own))
    common = json.loads(Path(SCHEMAS, "record.json").read_text("utf-8"))
    added = ["verdict", "stars", "mood", "anything"]
    assert list(document["properties"]) == [*PROPERTIES, *added]
    assert document["required"] == [*PROPERTIES, *added]
    assert {name: document["properties"][name] for name in PROPERTIES} == common["properties"]
    assert document["properties"]["verdict"] == {
        "type": ["string", "null"],
        "minLength": 3,
        "description": "In a word.",
    }
    assert document["properties"]["stars"] == {"anyOf": [{"enum": [1, 2, 3]}, {"type": "null"}]}
    assert (document["$id"], document["title"]) == ("urn:notelint:schema:record:1:own", "Own note: record")


@pytest.mark.parametrize("schema", shipped_schemas(), ids=lambda schema: schema.name)
def test_shipped_schemas_yield_schemas(schema: Any) -> None:  # noqa: ANN401 - a Schema
    """Each note schema that notelint carries has a valid schema of its records, which the samples' records match."""
    validator = jsonschema.Draft202012Validator(record_schema(schema))
    validator.check_schema(record_schema(schema))
    for path in (Path(__file__).parent / "records").glob("*.md"):
        document = read_document(Source(path.name, path.read_text("utf-8")), [schema.layout], configured=True)
        for record in records([document]):
            assert [error.message for error in validator.iter_errors(to_json(record))] == []


def test_the_command_prints_them(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`schema record` is the file; `schema NAME --record` is derived, of a shipped schema and of a user's file."""
    assert cli.main(["schema", "record"]) == 0
    assert capsys.readouterr().out == Path(SCHEMAS, "record.json").read_text("utf-8")
    for name in ("paper-note", str(own)):
        assert cli.main(["schema", name, "--record"]) == 0
        assert json.loads(capsys.readouterr().out) == record_schema(find_schema(name))
    assert cli.main(["schema", "--record"]) == 2
    assert capsys.readouterr() == ("", "notelint: schema --record: name a note schema, or the JSON file of one\n")
