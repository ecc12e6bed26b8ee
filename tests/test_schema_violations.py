"""How a note falls short of its schema, in plain words and with pointers."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.note.layout import Layout
from notelint.schema import Schema, shipped_schemas
from notelint.schema.model import Violation


def schema_of(properties: dict[str, Any], **more: Any) -> Schema:  # noqa: ANN401 - JSON Schema's keywords
    """A schema of these properties; nothing is checked but what the test asks for."""
    document = {"x-markdown": {"note": {"file": True}}, "type": "object", "properties": properties, **more}
    return Schema("test", "test.json", document, Layout("test", ()))


@pytest.mark.parametrize(
    ("clause", "value", "expected"),
    [
        pytest.param({"type": "string"}, 3, ("type", "/p", "/type", "must be a text"), id="type"),
        pytest.param({"type": ["string", "null"]}, 3, ("type", "/p", "/type", "must be a text or empty"), id="types"),
        pytest.param(
            {"type": "integer", "minimum": 1900},
            "x",
            ("type", "/p", "/type", "must be a whole number of 1900 or more"),
            id="type with a minimum",
        ),
        pytest.param(
            {"type": "integer", "minimum": 1900},
            1850,
            ("minimum", "/p", "/minimum", "must be a whole number of 1900 or more"),
            id="minimum",
        ),
        pytest.param(
            {"maximum": 1}, 1.5, ("maximum", "/p", "/maximum", "must be a number of 1 or less"), id="maximum"
        ),
        pytest.param(
            {"exclusiveMinimum": 0},
            0,
            ("exclusiveMinimum", "/p", "/exclusiveMinimum", "must be a number above 0"),
            id="above",
        ),
        pytest.param(
            {"multipleOf": 5}, 3, ("multipleOf", "/p", "/multipleOf", "must be a multiple of 5"), id="multiple"
        ),
        pytest.param({"minLength": 1}, "", ("minLength", "/p", "/minLength", "must not be empty"), id="empty text"),
        pytest.param(
            {"minLength": 3},
            "a",
            ("minLength", "/p", "/minLength", "must have at least 3 characters"),
            id="short text",
        ),
        pytest.param(
            {"maxLength": 1}, "ab", ("maxLength", "/p", "/maxLength", "must have at most 1 character"), id="long text"
        ),
        pytest.param({"minItems": 1}, [], ("minItems", "/p", "/minItems", "must not be empty"), id="empty list"),
        pytest.param(
            {"maxItems": 2}, [1, 2, 3], ("maxItems", "/p", "/maxItems", "must have at most 2 items"), id="long list"
        ),
        pytest.param(
            {"uniqueItems": True},
            ["a", "b", "a"],
            ("uniqueItems", "/p", "/uniqueItems", "must not hold the same item twice: `a`"),
            id="the same item",
        ),
        pytest.param(
            {"enum": ["read", "unread", 1]}, "x", ("enum", "/p", "/enum", "must be `read`, `unread` or `1`"), id="enum"
        ),
        pytest.param(
            {"enum": ["ACL", "EMNLP"]},
            "acl",
            ("enum", "/p", "/enum", "must be `ACL` or `EMNLP`; did you mean `ACL`?"),
            id="an enum in another case",
        ),
        pytest.param(
            {"enum": []},
            "x",
            ("enum", "/p", "/enum", "must be absent: the schema's `enum` allows no value"),
            id="an enum of nothing",
        ),
        pytest.param({"const": "paper"}, "x", ("const", "/p", "/const", "must be `paper`"), id="const"),
        pytest.param({"pattern": "^a$"}, "b", ("pattern", "/p", "/pattern", "must match `^a$`"), id="pattern"),
        pytest.param(
            {"pattern": "^a+$", "examples": ["aa"]},
            "b",
            ("pattern", "/p", "/pattern", "must look like `aa`"),
            id="pattern with an example",
        ),
        pytest.param(
            {"format": "date"}, "May", ("format", "/p", "/format", "must be a date such as 2024-05-31"), id="format"
        ),
        pytest.param(
            {"not": {"type": "string"}}, "x", ("not", "/p", "/not", "must not be what the schema excludes"), id="not"
        ),
        pytest.param(
            {"type": "array", "items": {"properties": {"x": False}}},
            [{"x": 1}],
            ("not", "/p/0", "/items/properties", "holds what is not allowed"),
            id="a name that must not be",
        ),
        pytest.param(
            {"items": {"minLength": 1}},
            ["a", ""],
            ("minLength", "/p/1", "/items/minLength", "must not be empty"),
            id="an item",
        ),
        pytest.param(
            {"required": ["name"]},
            {"x": 1},
            ("required", "/p", "/required", "needs `name`"),
            id="a name inside a value",
        ),
        pytest.param(
            {"properties": {"name": {}}, "additionalProperties": False},
            {"nmae": 1},
            ("additionalProperties", "/p/nmae", "/additionalProperties", "is not known; did you mean `name`?"),
            id="an unknown name",
        ),
        pytest.param(
            {"dependentRequired": {"a": ["b"]}},
            {"a": 1},
            ("dependentRequired", "/p", "/dependentRequired", "needs `b` together with `a`"),
            id="a name that another needs",
        ),
        pytest.param(
            {"anyOf": [{"type": "string"}, {"type": "array"}]},
            3,
            ("anyOf", "/p", "/anyOf", "must be a text or a list"),
            id="a union of which no branch was meant",
        ),
        pytest.param(
            {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            ["a", 3],
            ("type", "/p/1", "/anyOf/1/items/type", "must be a text"),
            id="a union of which one branch was meant",
        ),
        pytest.param(
            {
                "oneOf": [
                    {"properties": {"kind": {"const": "a"}}, "required": ["x"]},
                    {"properties": {"kind": {"const": "b"}, "y": {"type": "string"}}},
                ]
            },
            {"kind": "b", "y": 1},
            ("type", "/p/y", "/oneOf/1/properties/y/type", "must be a text"),
            id="a union told apart by a constant",
        ),
        pytest.param(
            {
                "anyOf": [
                    {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}},
                    {"properties": {"a": {"type": "string"}}},
                ]
            },
            {"a": 1, "b": 1},
            ("type", "/p/a", "/anyOf/1/properties/a/type", "must be a text"),
            id="a union of which the nearest branch counts",
        ),
        pytest.param(
            {"oneOf": [{"minimum": 1}, {"maximum": 9}]},
            5,
            ("oneOf", "/p", "/oneOf", "must match only one of the forms that the schema allows, and matches several"),
            id="a union of which several match",
        ),
        pytest.param(
            {"anyOf": [{"required": ["a"]}, {"required": ["b", "c"]}]},
            {"c": 1},
            ("anyOf", "/p", "/anyOf", "needs `a` or `b`"),
            id="one of several names",
        ),
        pytest.param(
            {"if": {"minLength": 3}, "then": {"pattern": "^a"}},
            "bbb",
            ("pattern", "/p", "/then/pattern", "must match `^a`"),
            id="a condition",
        ),
        pytest.param(
            {"$ref": "#/$defs/word"},
            "",
            ("minLength", "/p", "#/$defs/word/minLength", "must not be empty"),
            id="a reference",
        ),
    ],
)
def test_violation(clause: Any, value: object, expected: tuple[str, str, str, str]) -> None:  # noqa: ANN401 - JSON
    """Each keyword is explained in plain words, with pointers to the value and to the clause (`#`: from the root)."""
    schema = schema_of({"p": clause}, **{"$defs": {"word": {"minLength": 1}}})
    keyword, instance, pointer, message = expected
    pointer = pointer.removeprefix("#") if pointer.startswith("#") else f"/properties/p{pointer}"

    assert schema.violations({"p": value}) == (Violation(keyword, "p", instance, pointer, message),)


def test_order_of_violations() -> None:
    """Violations stand in the order of the schema's properties, absent ones among them."""
    schema = schema_of({"a": {"type": "string"}, "b": {}, "c": {"type": "string"}}, required=["c", "b"])

    assert schema.violations({"a": 1}) == (
        Violation("type", "a", "/a", "/properties/a/type", "must be a text"),
        Violation("required", "b", "", "/required", "needs `b`"),
        Violation("required", "c", "", "/required", "needs `c`"),
    )


def test_pointers_are_escaped() -> None:
    """`/` and `~` in names are written as RFC 6901 says."""
    schema = schema_of({"a/b~c": {"type": "string"}})

    assert schema.violations({"a/b~c": 1}) == (
        Violation("type", "a/b~c", "/a~1b~0c", "/properties/a~1b~0c/type", "must be a text"),
    )


def test_several_faults_of_one_value() -> None:
    """Each fault is a violation of its own."""
    schema = schema_of({"p": {"minLength": 3, "pattern": "^a", "enum": ["abc"]}})

    assert [violation.keyword for violation in schema.violations({"p": "b"})] == ["minLength", "pattern", "enum"]


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([field.name for field in shipped_schemas()[0].layout.fields]), _JSON))
@settings(deadline=None, max_examples=150)
def test_any_properties_are_explained(properties: dict[str, Any]) -> None:
    """Whatever a note's properties are, each violation names one, leads into the schema and says what must be."""
    for schema in shipped_schemas():
        for violation in schema.violations(properties):
            assert violation.property in schema.document["properties"]
            node: Any = schema.document
            for part in violation.clause.split("/")[1:]:
                node = node[part.replace("~1", "/").replace("~0", "~")]
            assert re.match(r"must |needs |is not ", violation.message)


def test_jsonschema_is_imported_when_needed() -> None:
    """Loading the shipped schemas imports no jsonschema; explaining a note does."""
    program = (
        "import sys\n"
        "from notelint.schema import shipped_schemas\n"
        "schema = shipped_schemas()[0]\n"
        "print('jsonschema' in sys.modules)\n"
        "schema.violations({})\n"
        "print('jsonschema' in sys.modules)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\nTrue\n"
