"""The record and its published schema say the same."""

from __future__ import annotations

import json
from math import nan
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

from notelint.bibliography.names import Name
from notelint.dataclass import fields, replace
from notelint.record import model
from notelint.record.model import PROPERTIES, SCHEMA_VERSION, Record, from_json, to_json
from notelint.resources import SCHEMAS

SCHEMA: dict[str, Any] = json.loads(Path(SCHEMAS, "record.json").read_text("utf-8"))
EXAMPLE: dict[str, Any] = SCHEMA["examples"][0]
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def test_schema_is_valid() -> None:
    """schema/record.json is JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_example_is_a_record() -> None:
    """The example in the schema is valid, and stays the same through the model, key order included."""
    VALIDATOR.validate(EXAMPLE)
    assert list(to_json(from_json(EXAMPLE)).items()) == list(EXAMPLE.items())


def test_hand_made_records(hand_made: list[dict[str, Any]]) -> None:
    """The hand-made records of real notes are valid, and stay the same through the model."""
    for data in hand_made:
        VALIDATOR.validate(data)
        assert list(to_json(from_json(data)).items()) == list(data.items())


@pytest.mark.parametrize(
    ("cls", "schema"),
    [
        pytest.param(Name, SCHEMA["$defs"]["name"], id="name"),
        pytest.param(model.Block, SCHEMA["$defs"]["block"], id="block"),
        pytest.param(model.ImageRecord, SCHEMA["$defs"]["image"], id="image"),
        pytest.param(model.LinkRecord, SCHEMA["$defs"]["link"], id="link"),
        pytest.param(model.SectionRecord, SCHEMA["$defs"]["section"], id="section"),
        pytest.param(model.ExtraField, SCHEMA["$defs"]["extra_field"], id="extra field"),
        pytest.param(model.SourcePlace, SCHEMA["properties"]["source"], id="source"),
        pytest.param(model.DocumentInfo, SCHEMA["properties"]["document"], id="document"),
    ],
)
def test_fields_are_properties(cls: Any, schema: dict[str, Any]) -> None:  # noqa: ANN401 - a dataclass
    """A dataclass has exactly the properties of its schema, in their order; all are required, none may be added."""
    names = [field.name for field in fields(cls)]
    assert names == list(schema["properties"])
    assert names == schema["required"]
    assert schema["additionalProperties"] is False


def test_record_fields_are_properties() -> None:
    """A record has the properties of the schema, in their order, all required, and room for those of a user's."""
    names = [field.name for field in fields(Record)]
    assert ["schema_version", *names] == [*SCHEMA["properties"], "extra"]
    assert list(PROPERTIES) == SCHEMA["required"] == list(SCHEMA["properties"])
    assert "additionalProperties" not in SCHEMA


@pytest.mark.parametrize(
    ("literal", "schema"),
    [
        pytest.param(model.RecordType, SCHEMA["properties"]["type"], id="type"),
        pytest.param(model.VenueType | None, SCHEMA["properties"]["venue_type"], id="venue type"),
        pytest.param(model.LinkKind, SCHEMA["$defs"]["link"]["properties"]["kind"], id="link kind"),
        pytest.param(model.SectionKind, SCHEMA["$defs"]["section"]["properties"]["kind"], id="section kind"),
        pytest.param(
            model.SectionKind | None, SCHEMA["$defs"]["image"]["properties"]["section"], id="section of an image"
        ),
        pytest.param(model.BlockType, SCHEMA["$defs"]["block"]["properties"]["type"], id="block type"),
        pytest.param(model.Alignment | None, SCHEMA["$defs"]["block"]["properties"]["align"]["items"], id="alignment"),
    ],
)
def test_words(literal: Any, schema: dict[str, Any]) -> None:  # noqa: ANN401 - a Literal type, or one with None
    """The words that a field may hold are the same in the types and in the schema."""
    words: list[str | None] = []
    for argument in get_args(literal):
        words += get_args(argument) or [None if argument is type(None) else argument]
    assert words == schema["enum"]


def test_version() -> None:
    """The version in the records is the schema's, and the schema's name carries its first number."""
    assert SCHEMA["properties"]["schema_version"]["const"] == SCHEMA_VERSION
    assert SCHEMA["$id"] == f"urn:notelint:schema:record:{SCHEMA_VERSION.split('.')[0]}"


def test_every_property_is_described() -> None:
    """Every property in the schema says what it is, for those who read or complete by it."""
    objects = [SCHEMA, *SCHEMA["$defs"].values(), SCHEMA["properties"]["source"], SCHEMA["properties"]["document"]]
    bare = [name for each in objects for name, about in each["properties"].items() if not about.get("description")]
    assert bare == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param({"family": None, "literal": None}, id="neither"),
        pytest.param({"family": "Oord", "literal": "Oord"}, id="both"),
    ],
)
def test_name_is_split_or_literal(name: dict[str, str | None]) -> None:
    """A name has either a family name or a literal one."""
    whole = {"family": None, "given": None, "particle": None, "suffix": None, "literal": None, "raw": "Oord"} | name
    assert not VALIDATOR.is_valid({**EXAMPLE, "authors": [whole]})


def test_extra_properties_come_last() -> None:
    """Properties of a user's schema are top-level keys after the fixed ones, with their JSON values."""
    extra: dict[str, model.Json] = {"rating": 4, "aspects": {"novel": True, "marks": [1, None]}}
    data = to_json(replace(from_json(EXAMPLE), extra=extra))
    assert list(data) == [*PROPERTIES, "rating", "aspects"]
    VALIDATOR.validate(data)
    assert to_json(from_json(data)) == data


def test_extra_properties_cannot_replace() -> None:
    """A user's property that bears the name of a fixed one is refused, not written over it."""
    with pytest.raises(ValueError, match=r"\['title'\]"):
        to_json(replace(from_json(EXAMPLE), extra={"title": "Another"}))


def test_not_a_number() -> None:
    """YAML's .nan, which JSON cannot say, becomes null wherever it stands."""
    data = to_json(replace(from_json(EXAMPLE), extra={"rating": nan, "marks": [1.5, nan], "of": {"a": nan}}))
    assert {key: data[key] for key in ("rating", "marks", "of")} == {
        "rating": None,
        "marks": [1.5, None],
        "of": {"a": None},
    }
