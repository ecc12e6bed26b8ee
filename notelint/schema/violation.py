"""How a note falls short of its schema."""

from __future__ import annotations

from notelint.dataclass import dataclass


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
