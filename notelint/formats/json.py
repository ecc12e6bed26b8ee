"""JSON: one array of records, written as they come; and JSON Lines: a record a line."""

from __future__ import annotations

from json import JSONEncoder

from notelint.json_text import escaped, to_json
from notelint.record.model import Record, members
from notelint.record.model import to_json as plain
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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


def write_lines(records: Iterable[Record]) -> Iterator[str]:
    """Each record as one compact object on a line of its own."""
    # The encoder asks for the fields of a dataclass itself, which takes half the time of `to_json` before it.
    compact = JSONEncoder(
        ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":"), default=vars
    )
    for record in records:
        yield f"{escaped(compact.encode(members(record)))}\n"
