"""JSON Pointer (RFC 6901): the place of something in a JSON document."""

from __future__ import annotations

from itertools import pairwise

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any


_DATA = frozenset({"const", "default", "enum", "examples"})  # what stands below these is no schema
_NAMED = frozenset({"properties", "patternProperties", "$defs", "dependentSchemas"})  # below these they are names


def escape(part: object) -> str:
    """One part of a pointer, as it stands there."""
    return str(part).replace("~", "~0").replace("/", "~1")


def pointer_to(parts: Iterable[object]) -> str:
    """The pointer that is made of these parts: the names of properties and the numbers of items."""
    return "".join(f"/{escape(part)}" for part in parts)


def parts_of(pointer: str) -> list[str]:
    """The parts of a pointer; none where it means the whole document."""
    return [raw.replace("~1", "/").replace("~0", "~") for raw in pointer.split("/")[1:]]


def step(node: Any, part: str | int) -> Any:  # noqa: ANN401 - any JSON value
    """The property or item of that name or number; None where a value has no such."""
    if isinstance(node, dict):
        return node.get(str(part))
    if isinstance(node, list) and str(part).isdecimal() and int(part) < len(node):
        return node[int(part)]
    return None


def nodes(document: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any JSON value
    """Every value inside a document, with its pointer, each before those inside it."""
    waiting: list[tuple[str, Any]] = [("", document)]
    while waiting:
        pointer, node = waiting.pop()
        yield pointer, node
        inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        waiting.extend(reversed([(f"{pointer}/{escape(part)}", inner) for part, inner in inside]))


def clauses(schema: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any JSON value
    """Every value inside a JSON Schema that is not data, with its pointer."""
    return ((pointer, node) for pointer, node in nodes(schema) if not _is_data(parts_of(pointer)))


def _is_data(parts: list[str]) -> bool:
    return any(part in _DATA and above not in _NAMED for above, part in pairwise(["", *parts]))
