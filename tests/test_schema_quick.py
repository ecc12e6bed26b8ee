"""The quick look at values is never sure of what jsonschema refuses, and sure of nearly all that real notes hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from notelint.note import read_document
from notelint.schema import Schema, shipped_schemas
from notelint.schema.model import surely_valid
from notelint.source import Source

CORPORA = Path(__file__).parents[1].parent / "shared" / "corpora"
TEXTS = st.sampled_from(["", "a", "ab", "10.1/x", "2019", "注意力", "\n"])
NUMBERS = st.integers(-2, 3) | st.sampled_from([0.0, 1.0, 1.5, float("nan"), float("inf")])
NAMES = st.sampled_from(["a", "b", "c"])
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
TYPES = st.sampled_from(["array", "boolean", "integer", "null", "number", "object", "string"])
SIZES = st.integers(0, 3)


def clauses(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Schemas of the keywords that the quick look knows, and of some that it does not."""
    return st.fixed_dictionaries(
        {},
        optional={
            "title": TEXTS,
            "x-markdown": st.just({"section": "A"}),
            "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
            "properties": st.dictionaries(NAMES, inner, max_size=3),
            "additionalProperties": inner,
            "required": st.lists(NAMES, max_size=2, unique=True),
            "items": inner,
            **dict.fromkeys(("minItems", "maxItems", "minLength", "maxLength"), SIZES),
            **dict.fromkeys(("minimum", "maximum"), NUMBERS),
            "pattern": st.sampled_from(["^a", "b$", r"^10\.", r"^\d{4}$", "^[^注]*$"]),
            "enum": st.lists(VALUES, min_size=1, max_size=3),
            "format": st.sampled_from(["date", "uri"]),
            "const": VALUES,
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "not": inner,
            "patternProperties": st.dictionaries(st.just("^a"), inner, max_size=1),
        },
    )


SCHEMAS: st.SearchStrategy[Any] = st.recursive(st.booleans() | st.just({}), clauses, max_leaves=6)


@given(schema=SCHEMAS, value=VALUES)
@settings(deadline=None, max_examples=300)
def test_it_is_never_sure_of_what_is_refused(schema: Any, value: Any) -> None:  # noqa: ANN401 - any JSON
    """What is surely valid is valid."""
    if surely_valid(value, schema):
        assert Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        pytest.param({"a": ["b"]}, {"properties": {"a": {"items": {"enum": ["b"]}}}}, id="a list of chosen words"),
        pytest.param(2019, {"type": "integer", "minimum": 1900, "maximum": 2100}, id="a year"),
        pytest.param("10.1/x", {"type": ["string", "null"], "pattern": r"^10\."}, id="an identifier"),
        pytest.param({"a": 1}, {"properties": {"a": {}}, "additionalProperties": False}, id="only what is known"),
        pytest.param("ab", {"minLength": 2, "maxLength": 2, "title": "A"}, id="a text"),
        pytest.param({"a": []}, {"required": ["a"], "additionalProperties": {"maxItems": 0}}, id="what is required"),
    ],
)
def test_it_is_sure_of_what_is_common(value: object, schema: dict[str, Any]) -> None:
    """A valid value under common keywords needs nobody else."""
    assert surely_valid(value, schema)


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        pytest.param(True, {"type": "integer"}, id="true is no number"),
        pytest.param(1.0, {"type": "integer"}, id="1.0 is one, but in Python no int"),
        pytest.param(("a",), {"type": "array"}, id="a tuple is no value of JSON"),
        pytest.param(False, {"enum": [0]}, id="false is not 0"),
        pytest.param("a", {"format": "date"}, id="a format"),
        pytest.param("a", {"anyOf": [{}]}, id="a union"),
        pytest.param("a", False, id="nothing is allowed"),
        pytest.param("ab", {"maxLength": 1}, id="too long"),
        pytest.param("a", {"minLength": 2}, id="too short"),
        pytest.param([1, 2], {"maxItems": 1}, id="too many"),
        pytest.param([1], {"minItems": 2}, id="too few"),
        pytest.param(2, {"maximum": 1}, id="too much"),
        pytest.param(1, {"minimum": 2}, id="too little"),
        pytest.param("a", {"pattern": "b"}, id="another text"),
        pytest.param({}, {"required": ["a"]}, id="a lack"),
    ],
)
def test_it_leaves_the_rest_to_jsonschema(value: object, schema: Any) -> None:  # noqa: ANN401 - any JSON
    """It is not sure of what is wrong, of what it does not know, and of what Python and JSON see differently."""
    assert not surely_valid(value, schema)


def notes() -> list[tuple[Schema, dict[str, Any]]]:
    """The properties of the notes of the corpora, each with its schema."""
    schemas = shipped_schemas()
    layouts = {schema.layout.schema: schema for schema in schemas}
    found = []
    for path in sorted(CORPORA.rglob("*.md"))[::7]:
        document = read_document(Source.from_bytes(path.name, path.read_bytes()), [each.layout for each in schemas])
        if document.layout is not None:
            found += [(layouts[document.layout.schema], note.properties) for note in document.notes]
    return found


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not there")
def test_it_agrees_on_real_notes() -> None:
    """It is sure of all real notes of which jsonschema only says that a property is missing, and of no other."""
    for schema, properties in notes():
        wrong = [each for each in schema.violations(properties) if each.keyword != "required" or each.instance]
        assert schema.surely_allows(properties) == (not wrong)
