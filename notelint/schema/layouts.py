"""What `x-markdown` says in a note schema, compiled into a `Layout`.

The schema is one that schema/note-schema.json allows; what JSON Schema cannot say (a pattern that compiles, a name
that exists) is checked here or before, and raised as a `SchemaError` with a JSON pointer.
"""

from __future__ import annotations

import re

from notelint.bounds import BoundedPattern
from notelint.note.layout import Field, Layout
from notelint.schema.pointers import escape
from notelint.spelling import nearest
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from notelint.note.layout import HeadingPattern, Reading

_READINGS: Mapping[str, Reading] = {"integer": "integer", "array": "list"}


class SchemaError(Exception):
    """What is wrong in a note schema, at a JSON pointer."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(message)
        self.pointer = pointer
        self.message = message


def compile_layout(name: str, document: Mapping[str, Any], location: str | None = None) -> Layout:
    """The layout of the note schema called `name`; `location` is the path of a user's. Raises SchemaError."""
    how = document["x-markdown"]
    note, sections = how["note"], how.get("sections", {})
    properties, required = document["properties"], document.get("required", [])
    _check_names(required, properties, "/required")
    headings = tuple(_headings(note, location))
    fields = tuple(_field(key, clause, required=key in required) for key, clause in properties.items())
    _check_groups(fields, headings)
    return Layout(
        schema=name,
        fields=fields,
        headings=headings,
        lists=note.get("list", False),
        from_front_matter=note.get("facts") == "front-matter",
        ordered=sections.get("ordered", False),
        closed=sections.get("closed", False),
    )


def suggestion(name: str, known: Iterable[str]) -> str:
    """`; did you mean ...?` where one of the known names is close, else nothing."""
    near = nearest(name, known)
    return "" if near is None else f"; did you mean `{near}`?"


def _headings(note: Mapping[str, Any], location: str | None) -> Iterable[HeadingPattern]:
    single = isinstance(note.get("heading"), str)
    for place, pattern in enumerate(_names(note.get("heading", ()))):
        pointer = "/x-markdown/note/heading" + ("" if single else f"/{place}")
        compiled = re.compile(pattern)
        if "title" not in compiled.groupindex:
            raise SchemaError(pointer, "the pattern has no group `title`; write `(?P<title>...)` around the title")
        yield BoundedPattern(compiled, f"{location}#{pointer}") if location else compiled


def _field(name: str, schema: Mapping[str, Any], *, required: bool) -> Field:
    for key in schema:
        if key.startswith(("x-m", "x_m")) and key != "x-markdown":  # JSON Schema passes over what it does not know
            pointer = f"/properties/{escape(name)}/{escape(key)}"
            raise SchemaError(pointer, "is not known; did you mean `x-markdown`?")
    where = schema.get("x-markdown", {"front-matter": name})
    return Field(
        name=name,
        required=required,
        reading=where.get("read") or _READINGS.get(str(schema.get("type")), "text"),
        heading=where.get("heading"),
        known=where.get("known"),
        front_matter=tuple(_names(where.get("front-matter", ()))),
        labels=tuple(_names(where.get("label", ()))),
        section=where.get("section"),
        aliases=tuple(_names(where.get("aliases", ()))),
        link=where.get("link"),
        split=where.get("split"),
        template=where.get("template", True),
        prompt=where.get("prompt", schema.get("description", "")),
    )


def _names(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _check_names(names: Sequence[str], properties: Mapping[str, Any], pointer: str) -> None:
    for place, name in enumerate(names):
        if name not in properties:
            message = f"there is no property `{name}`" + (
                suggestion(name, properties) or "; define it in `properties`"
            )
            raise SchemaError(f"{pointer}/{place}", message)


def _check_groups(fields: Iterable[Field], headings: Sequence[HeadingPattern]) -> None:
    groups = {group for pattern in headings for group in pattern.groupindex}
    for field in fields:
        if field.heading is not None and field.heading not in groups:
            message = f"no note heading has a group `{field.heading}`"
            message += suggestion(field.heading, groups) or f"; write `(?P<{field.heading}>...)` in the pattern"
            raise SchemaError(f"/properties/{escape(field.name)}/x-markdown/heading", message)
