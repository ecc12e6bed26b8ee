"""Note schemas from files: those that notelint carries, and the user's own."""

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
    from notelint.schema.faults import refuse_faults, refuse_references  # noqa: PLC0415 - only a user's is checked
    from notelint.schema.patterns import refuse_patterns  # noqa: PLC0415 - as above

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
