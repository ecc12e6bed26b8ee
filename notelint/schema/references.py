"""The references of a note schema: each leads to a part of the same document, and not back to where it stands.

What jsonschema says of others comes when a note is validated, too late for who writes the schema.
"""

from __future__ import annotations

from notelint.schema.layouts import SchemaError
from notelint.schema.pointers import clauses, parts_of, step
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_REFERENCES = ("$ref", "$dynamicRef")
# The schemas below these are asked of the same value as the one around them.
_LISTS = ("allOf", "anyOf", "oneOf")
_ALONE = ("not", "if", "then", "else")


def refuse_references(document: Mapping[str, Any]) -> None:
    """Raise the first fault of the references of a document (one that the meta-schema allows) as a SchemaError."""
    for pointer, node in clauses(document):
        if not isinstance(node, dict):
            continue
        if pointer and isinstance(node.get("$id"), str):
            message = "begins another schema, of which the references would count from here; leave it out"
            raise SchemaError(f"{pointer}/$id", message)
        for keyword in _REFERENCES:
            if isinstance(node.get(keyword), str):
                _follow(document, node, keyword, pointer)


def _follow(document: Mapping[str, Any], holder: Mapping[str, Any], keyword: str, pointer: str) -> None:
    """Follow a reference to all that it asks of the same value."""
    target = holder[keyword]
    ahead = [resolve(document, target)]
    if ahead == [None]:
        message = f"`{target}` leads nowhere; a note schema refers to its own parts only, as `#/$defs/name`"
        raise SchemaError(f"{pointer}/{keyword}", message)
    seen: set[int] = set()
    while ahead:
        node = ahead.pop()
        if node is holder:
            message = f"`{target}` leads back to itself; write out what it is to mean"
            raise SchemaError(f"{pointer}/{keyword}", message)
        if isinstance(node, dict) and id(node) not in seen:
            seen.add(id(node))
            ahead.extend(_beside(document, node))


def _beside(document: Mapping[str, Any], node: Mapping[str, Any]) -> Iterator[Any]:
    """What a schema asks of the same value by schemas inside it and by references."""
    yield from (resolve(document, node[each]) for each in _REFERENCES if isinstance(node.get(each), str))
    yield from (node.get(each) for each in _ALONE)
    for each in _LISTS:
        yield from node.get(each, ())
    yield from node.get("dependentSchemas", {}).values()


def resolve(document: Mapping[str, Any], reference: str) -> Any:  # noqa: ANN401 - a schema, or None
    """What a reference leads to inside the document, or None where that is no schema."""
    if reference != "#" and not reference.startswith("#/"):
        return None
    node: Any = document
    for part in parts_of(reference[1:]):
        node = step(node, part)
    return node if isinstance(node, dict | bool) else None
