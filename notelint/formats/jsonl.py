"""JSON Lines: a record a line."""

from __future__ import annotations

import json

from notelint.record.model import to_json
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.record.model import Record


def write(records: Iterable[Record]) -> Iterator[str]:
    """Each record as one compact object on a line of its own."""
    for record in records:
        yield json.dumps(to_json(record), ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
