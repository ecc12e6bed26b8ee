"""Note schemas: load, validate, explain. The only module that imports jsonschema (and only when it validates).

A note schema is JSON Schema 2020-12 of a note's properties, with the extra keyword `x-markdown` that says where each
lives (see `note.layout`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from notelint.note.layout import Layout


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


@dataclass(frozen=True)
class Schema:
    """A note schema: `name` (`paper-study`), `location` as a user would name it, the JSON `document`, its `layout`."""

    name: str
    location: str
    document: Mapping[str, Any]
    layout: Layout

    def violations(self, properties: Mapping[str, Any]) -> tuple[Violation, ...]:
        """How the properties of a note (absent ones left out) fall short, in the order of the schema's properties."""
        raise NotImplementedError


def shipped_schemas() -> tuple[Schema, ...]:
    """The note schemas that notelint carries, in the order in which they are tried on a file."""
    raise NotImplementedError


def load_schema(path: Path) -> Schema:
    """Read a user's note schema.

    Raises NotelintError naming the file, the JSON pointer (or line and column, for broken JSON) and the remedy.
    """
    raise NotImplementedError
