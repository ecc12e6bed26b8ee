"""Note schemas: load, validate, explain. The only package that imports jsonschema (and only when it validates).

A note schema is JSON Schema 2020-12 of a note's properties, with the extra keyword `x-markdown` that says where each
lives (see schema/note-schema.json for its words, `note.layout` for what becomes of them).
"""

from notelint.schema.loading import compiled_schema, find_schema, load_schema, shipped_document, shipped_schemas
from notelint.schema.model import Schema

__all__ = ["Schema", "compiled_schema", "find_schema", "load_schema", "shipped_document", "shipped_schemas"]
