"""The JSON Schema of the records that notes of a schema become: what every record has, and what that schema adds."""

from __future__ import annotations

import json

from notelint.resources import schema_document
from notelint.schema.pointers import escape
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from notelint.schema.model import Schema

_NOTE = "note_schema"  # where, in $defs, the note schema stands if its clauses refer to one another


def record_schema(schema: Schema) -> dict[str, Any]:
    """The published schema: schema/record.json with the note schema's own properties, in their order.

    Every property is always there, and null where the note does not give it (`missing` names those that the note
    schema requires). What a note schema says of a property that every record has does not count: that stays as it is.
    A citation key is the record's `id`.
    """
    document: dict[str, Any] = json.loads(schema_document("record"))
    common = document["properties"]
    properties = schema.document["properties"]
    added = {name: clause for name, clause in properties.items() if name not in (*common, "citekey")}
    if not added:
        return {**document, **_heading(schema)}
    origin = f"{_identifier(schema)}:note"
    if "$ref" in json.dumps(added):
        document["$defs"][_NOTE] = {"$id": origin, **_own(schema.document)}
    document["properties"] = {**common, **{name: _clause(name, added[name], origin) for name in added}}
    document["required"] += added
    del document["examples"]
    return {**document, **_heading(schema)}


def _identifier(schema: Schema) -> str:
    return f"urn:notelint:schema:record:1:{schema.name}"


def _heading(schema: Schema) -> dict[str, str]:
    title = schema.document.get("title", schema.name)
    return {"$id": _identifier(schema), "title": f"{title}: record"}


def _own(document: Mapping[str, Any]) -> dict[str, Any]:
    """The note schema without the name and the dialect of its file: a part of the published schema."""
    return {key: value for key, value in document.items() if key not in ("$id", "$schema")}


def _clause(name: str, clause: Mapping[str, Any], origin: str) -> dict[str, Any]:
    """A property of the note schema, or null; one that refers to its schema's other parts stays there."""
    if "$ref" in json.dumps(clause):
        return {"anyOf": [{"$ref": f"{origin}#/properties/{escape(name)}"}, {"type": "null"}]}
    words = {key: clause[key] for key in ("title", "description") if key in clause}
    asked = {key: value for key, value in clause.items() if key not in (*words, "x-markdown")}
    if isinstance(asked.get("type"), str) and not {"enum", "const"} & asked.keys():
        return {**asked, "type": [asked["type"], "null"], **words}
    return {"anyOf": [asked, {"type": "null"}], **words}
