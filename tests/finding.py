"""What one check finds in a text, and what its fixes make of it: for tests of single rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.checks import CHECKS
from notelint.context import Context
from notelint.engine.fix import apply
from notelint.files import Files
from notelint.note import read_document
from notelint.schema import shipped_schemas
from notelint.source import Source

if TYPE_CHECKING:
    from notelint.diagnostic import Finding
    from notelint.schema import Schema


def shipped(name: str) -> Schema:
    """The built-in note schema of that name."""
    return next(schema for schema in shipped_schemas() if schema.name == name)


def findings(rule: str, text: str, schema: Schema | None = None, *, configured: bool = False) -> list[Finding]:
    """What the check of a rule finds in a text, the file `note.md`, read by the layout of a schema."""
    document = read_document(Source("note.md", text), [schema.layout] if schema else [], configured=configured)
    return list(CHECKS[rule](document, Context(schema, Files())))


def marked(rule: str, text: str, schema: Schema | None = None, *, configured: bool = False) -> list[tuple[str, str]]:
    """The text that each finding marks, and its message."""
    found = findings(rule, text, schema, configured=configured)
    return [(text[slice(*each.span)], each.message) for each in found]


def fixed(rule: str, text: str, schema: Schema | None = None, *, configured: bool = False) -> str:
    """The text after all fixes of a rule, once."""
    found = findings(rule, text, schema, configured=configured)
    return apply(text, [each.fix for each in found if each.fix])[0]
