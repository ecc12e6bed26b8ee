"""A note schema, and how a note falls short of it.

A quick look is sure of most valid values, so that jsonschema is imported (76 ms) for the others only. It knows the
keywords that note schemas are made of; it is never sure of a value under another one, nor of a type that JSON lacks.
"""

from __future__ import annotations

import re

from notelint.bounds import SECONDS, within
from notelint.dataclass import cached_property, dataclass
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar

    from notelint.note.layout import Layout
    from notelint.schema.validation import Validator

    _Result = TypeVar("_Result")


# These ask nothing of a value.
_SILENT = frozenset(
    {"$comment", "$defs", "$id", "$schema", "default", "deprecated", "description", "examples", "title", "x-markdown"}
)
_TYPES = {"array": list, "boolean": bool, "integer": int, "null": type(None), "object": dict, "string": str}


def surely_valid(value: object, schema: object) -> bool:
    """Whether a JSON value is valid for certain against a JSON Schema (2020-12); False says nothing."""
    if not isinstance(schema, dict):
        return schema is True
    for keyword, clause in schema.items():
        if keyword not in _SILENT and not (keyword in _KEYWORDS and _KEYWORDS[keyword](value, clause, schema)):
            return False
    return True


def _type(value: object, names: str | list[str], _: object) -> bool:
    # The very type: True is an int in Python, and 1.0 an integer in JSON Schema.
    return any(type(value) is _TYPES.get(name) for name in ([names] if isinstance(names, str) else names))


def _enum(value: object, allowed: list[object], _: object) -> bool:
    return isinstance(value, str) and value in allowed


def _pattern(value: object, pattern: str, _: object) -> bool:
    return not isinstance(value, str) or re.search(pattern, value) is not None


def _properties(value: object, schemas: Mapping[str, object], _: object) -> bool:
    return not isinstance(value, dict) or all(
        surely_valid(value[name], schema) for name, schema in schemas.items() if name in value
    )


def _additional_properties(value: object, clause: object, schema: Mapping[str, Any]) -> bool:
    known = schema.get("properties", {})
    return not isinstance(value, dict) or all(
        surely_valid(inner, clause) for name, inner in value.items() if name not in known
    )


def _format(value: object, name: str, _: object) -> bool:
    """Whether a text is a date; other formats are not known."""
    return not isinstance(value, str) or (name == "date" and _is_date(value))


def _is_date(text: str) -> bool:
    from datetime import date  # noqa: PLC0415 - few schemas have dates

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _items(value: object, clause: object, _: object) -> bool:
    return not isinstance(value, list) or all(surely_valid(item, clause) for item in value)


def _required(value: object, names: list[str], _: object) -> bool:
    return not isinstance(value, dict) or all(name in value for name in names)


def _number(value: object) -> bool:
    return isinstance(value, int | float)


_KEYWORDS: Mapping[str, Callable[[Any, Any, Any], bool]] = {
    "additionalProperties": _additional_properties,
    "enum": _enum,
    "format": _format,
    "items": _items,
    "maxItems": lambda value, most, _: not isinstance(value, list) or len(value) <= most,
    "maxLength": lambda value, most, _: not isinstance(value, str) or len(value) <= most,
    "maximum": lambda value, most, _: not _number(value) or value <= most,
    "minItems": lambda value, least, _: not isinstance(value, list) or len(value) >= least,
    "minLength": lambda value, least, _: not isinstance(value, str) or len(value) >= least,
    "minimum": lambda value, least, _: not _number(value) or value >= least,
    "pattern": _pattern,
    "properties": _properties,
    "required": _required,
    "type": _type,
}


@dataclass(frozen=True)
class Schema:
    """A note schema: `name` (`paper-study`), `location` as a user would name it, the JSON `document`, its `layout`."""

    name: str
    location: str
    document: Mapping[str, Any]
    layout: Layout

    @cached_property
    def _validator(self) -> Validator:
        from notelint.schema.validation import validator  # noqa: PLC0415 - only who validates pays for jsonschema

        return validator(self.document)

    def surely_allows(self, properties: Mapping[str, Any]) -> bool:
        """Whether the properties that are there have values that the schema allows; False says nothing.

        Raises LimitError, as `violations` does.
        """
        clauses = {keyword: clause for keyword, clause in self.document.items() if keyword != "required"}
        return self._bounded(lambda: surely_valid(properties, clauses), properties)

    def violations(self, properties: Mapping[str, Any]) -> tuple[Violation, ...]:
        """How the properties of a note (absent ones left out) fall short, in the order of the schema's properties.

        Raises LimitError where a pattern of the schema takes too long.
        """
        from notelint.schema.validation import violations  # noqa: PLC0415 - as above

        order = {name: place for place, name in enumerate(self.document.get("properties", ()))}
        found = self._bounded(lambda: [*violations(self._validator, properties)], properties)
        return tuple(sorted(found, key=lambda violation: order.get(violation.property or "", len(order))))

    def _bounded(self, call: Callable[[], _Result], properties: Mapping[str, Any]) -> _Result:
        try:
            return within(SECONDS, call)
        except TimeoutError as error:
            from notelint.schema.faults import too_slow  # noqa: PLC0415 - few patterns are

            raise too_slow(self.location, self.document, properties) from error


@dataclass(frozen=True)
class Violation:
    """One way in which a note's properties fall short of the schema.

    `keyword` is JSON Schema's (`required`, `minLength`, ...); `property` the top-level property concerned;
    `instance` and `clause` are JSON pointers (RFC 6901) into the properties and into the schema; `message` says in
    plain words what the value must be ("must be a whole number of 1900 or more").
    """

    keyword: str
    property: str | None
    instance: str
    clause: str
    message: str
