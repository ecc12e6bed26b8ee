"""Parquet: a table for data frames and DuckDB, in groups of rows. Needs pyarrow."""

from __future__ import annotations

import json
from io import BytesIO
from itertools import islice

from notelint.errors import missing
from notelint.record.model import PROPERTIES, to_json
from notelint.resources import schema_document
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from notelint.record.model import Record

_ROWS = 1000


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """The file in chunks, one for each group of rows and one for its end.

    The types of the columns are those of schema/record.json, whatever the records hold, so that files of many runs can
    be read as one table. What a user's schema adds stands as JSON in the last column, `extra`. Raises NotelintError
    where pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and heavy
        from pyarrow import parquet  # noqa: PLC0415 - as above
    except ImportError as error:
        raise missing("parquet", "pyarrow") from error
    schema = _schema(pa)
    sink = _Chunks()
    rows = map(_row, records)
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROWS)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            yield sink.take()
    yield sink.take()


class _Chunks(BytesIO):
    """A file to write to, whose bytes are taken away while it grows."""

    _taken = 0

    def take(self) -> bytes:
        data = self.getvalue()
        self._taken += len(data)
        self.seek(0)
        self.truncate()
        return data

    def tell(self) -> int:
        return self._taken + super().tell()

    def close(self) -> None:
        """Stays open: the end of the file is still to be taken."""


def _row(record: Record) -> dict[str, Any]:
    data = to_json(record)
    extra = {name: value for name, value in data.items() if name not in PROPERTIES}
    row = {name: data[name] for name in PROPERTIES}
    return {**row, "extra": json.dumps(extra, ensure_ascii=False) if extra else None}


def _schema(pa: Any) -> Any:  # noqa: ANN401 - the module pyarrow, and its schema
    document = json.loads(schema_document("record"))
    fields = [pa.field(name, _type(pa, clause, document)) for name, clause in document["properties"].items()]
    return pa.schema([*fields, pa.field("extra", pa.string())])


def _type(pa: Any, clause: Mapping[str, Any], document: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as above
    """The type of a column for a clause of the record's schema."""
    if reference := clause.get("$ref"):
        return _type(pa, document["$defs"][reference.rpartition("/")[2]], document)
    kinds = clause.get("type", "string")
    kind = next(each for each in (kinds if isinstance(kinds, list) else [kinds]) if each != "null")
    if kind == "array":
        return pa.list_(_type(pa, clause["items"], document))
    if kind == "object":
        return pa.struct([(name, _type(pa, inner, document)) for name, inner in clause["properties"].items()])
    return {"integer": pa.int64, "number": pa.float64, "boolean": pa.bool_}.get(kind, pa.string)()
