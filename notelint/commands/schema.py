"""`notelint schema`: a JSON Schema that notelint carries, their list, or the schema of a note schema's records."""

from __future__ import annotations

import json

from notelint.commands.output import write_output
from notelint.errors import NotelintError, did_you_mean
from notelint.resources import schema_document, schema_names
from notelint.schema import find_schema, shipped_document
from notelint.schema.loading import record_schema
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping
    from typing import Any


def run(options: Namespace) -> int:
    """Print a whole schema, or that of its records; without a name, a line for each schema."""
    if options.record:
        if options.name is None:
            raise NotelintError("schema --record: name a note schema, or the JSON file of one")
        document = record_schema(find_schema(options.name))
        write_output([_dumped(document)])
    else:
        write_output([_text(options.name)] if options.name else _lines())
    return 0


def _text(name: str) -> str:
    """A schema as it stands in its file, or written out where it refers to another's properties."""
    names = schema_names()
    if name not in names:
        remedy = did_you_mean(name, names, f"the schemas are {', '.join(names)}")
        raise NotelintError(f"unknown schema {name!r}: {remedy}")
    text, document = schema_document(name), shipped_document(name)
    return text if json.loads(text) == document else _dumped(document)


def _dumped(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _lines() -> Iterator[str]:
    names = schema_names()
    width = max(map(len, names))
    for name in names:
        description: str = shipped_document(name)["description"]
        yield f"{name:{width}}  {description.partition('. ')[0].removesuffix('.')}.\n"
