"""JSON: one array of records, written as they come."""

from __future__ import annotations

from notelint.json_text import to_json
from notelint.record.model import to_json as plain
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.record.model import Record


def write(records: Iterable[Record]) -> Iterator[str]:
    """The array with an indent of two, as `json.dump` would write it whole."""
    yield from array(plain(record) for record in records)


def array(elements: Iterable[object]) -> Iterator[str]:
    """A JSON array, an element a chunk, so that no more than one is in memory."""
    before = "[\n  "
    for element in elements:
        # Inside a JSON string a line feed is always escaped, so that those that are left are the layout's.
        yield before + to_json(element, indent=2).replace("\n", "\n  ")
        before = ",\n  "
    yield "[]\n" if before.startswith("[") else "\n]\n"
