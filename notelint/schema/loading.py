"""Note schemas from files, those that notelint carries and the user's own; and the schema of their records."""

from __future__ import annotations

import json
from functools import cache

from notelint.errors import NotelintError, did_you_mean
from notelint.resources import schema_document
from notelint.schema.layouts import SchemaError, compile_layout
from notelint.schema.model import Schema
from notelint.schema.pointers import escape, nodes
from notelint.store import decoded, read_bytes
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any


# In the order in which they are tried on a file: what is hardest to mistake comes first.
_SHIPPED = ("paper-study", "reading-list", "literature-note", "paper-note")
_META = "note-schema"
_URN = "urn:notelint:schema:"


@cache
def shipped_schemas() -> tuple[Schema, ...]:
    """The note schemas that notelint carries, in the order in which they are tried on a file."""
    return tuple(_shipped(name) for name in _SHIPPED)


def find_schema(name_or_path: str) -> Schema:
    """A shipped schema by its name (`paper-study`), or a user's by its path.

    Raises NotelintError where there is neither, and as `load_schema` does.
    """
    if name_or_path in _SHIPPED:
        return next(schema for schema in shipped_schemas() if schema.name == name_or_path)
    from pathlib import Path  # noqa: PLC0415 - most runs read no schema of the user's

    path = Path(name_or_path)
    if path.suffix or path.is_file() or len(path.parts) > 1:
        return load_schema(path)
    remedy = did_you_mean(name_or_path, _SHIPPED, f"choose one of {', '.join(_SHIPPED)}, or name a JSON file")
    raise NotelintError(f"unknown note schema {name_or_path!r}: {remedy}")


def load_schema(path: Path) -> Schema:
    """Read a user's note schema.

    Raises NotelintError naming the file, the JSON pointer (or line and column, for broken JSON) and the remedy.
    """
    from notelint.schema.faults import (  # noqa: PLC0415 - only a user's is checked
        refuse_faults,
        refuse_patterns,
        refuse_references,
    )

    location = path.as_posix()
    text = decoded(read_bytes(location), location)
    try:
        document = expanded(_parse(text, location))
        refuse_patterns(document)
        _check(document)
        refuse_references(document)
        layout = compile_layout(path.stem, document, location)
        refuse_faults(document, layout)
        return Schema(path.stem, location, document, layout)
    except SchemaError as error:
        place = f"{location}#{error.pointer}" if error.pointer else location
        raise NotelintError(f"{place}: {error.message}") from error


def _shipped(name: str) -> Schema:
    """One of our own, which the tests have checked."""
    return compiled_schema(name, f"schema/{name}.json", shipped_document(name))


@cache
def shipped_document(name: str) -> dict[str, Any]:
    """The JSON of a schema that notelint carries; a property that refers to another schema's is written out."""
    document: dict[str, Any] = expanded(json.loads(schema_document(name)))
    return document


def expanded(document: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A note schema in which properties that refer to a shipped schema's are written out.

    What stands beside the reference counts instead of what that says; of `x-markdown`, word by word.
    """
    properties = document.get("properties") if isinstance(document, dict) else None
    if not isinstance(properties, dict):
        return document
    return {**document, "properties": {name: _expanded(clause) for name, clause in properties.items()}}


def _expanded(clause: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    reference = clause.get("$ref") if isinstance(clause, dict) else None
    other, _, name = str(reference).removeprefix(_URN).partition(":1#/properties/")
    if not name or other not in _SHIPPED or name not in shipped_document(other)["properties"]:
        return clause
    own = {keyword: value for keyword, value in clause.items() if keyword != "$ref"}
    there = shipped_document(other)["properties"][name]
    where, own_where = there.get("x-markdown", {}), own.get("x-markdown", {})
    if isinstance(own_where, dict) and (where or own_where):
        own["x-markdown"] = {**where, **own_where}
    return {**there, **own}


def compiled_schema(name: str, location: str, document: dict[str, Any]) -> Schema:
    """The schema that a document is, which is known to be one."""
    document = expanded(document)
    return Schema(name, location, document, compile_layout(name, document))


def _parse(text: str, location: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The document of a text. Raises SchemaError where a name stands twice in one object."""
    from notelint.json_text import read_json  # noqa: PLC0415 - only a user's schema is read so

    doubled: list[tuple[dict[str, Any], str]] = []

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            doubled.append((found, next(name for name in names if names.count(name) > 1)))
        return found

    document = read_json(text, location, members=members)
    for pointer, node in nodes(document) if doubled else ():
        for found, name in doubled:
            if node is found:
                raise SchemaError(f"{pointer}/{escape(name)}", "stands twice, and only the last counts; keep one")
    return document


def _check(document: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    """Check a document against the meta-schema. Raises SchemaError."""
    from notelint.schema.validation import validator, violations  # noqa: PLC0415 - only a user's schema is checked

    meta = json.loads(schema_document(_META))
    found = list(violations(validator(meta), document))
    if found:  # a name that is misspelt is the likeliest cause of what else is wrong
        first = min(found, key=lambda violation: violation.keyword != "additionalProperties")
        raise SchemaError(first.instance, first.message)


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
