"""CSV: a table for spreadsheets and data frames, a row a record."""

from __future__ import annotations

import csv
import json
from io import StringIO

from notelint.record.model import PROPERTIES, to_json
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from notelint.record.model import Record


# What a spreadsheet takes for a formula, which may run a program or send the table away, by its first character:
# https://owasp.org/www-community/attacks/CSV_Injection. A signed number is none.
_FORMULA = regex(r"(?![+-]\d+(?:\.\d+)?\Z)[=+\-@\t\r\n＝＋－＠]")


def write(records: Iterable[Record], *, keep_formulas: bool = False) -> Iterator[str]:
    """A header with the names of the properties, then the rows (RFC 4180, but for LF line ends).

    A text that a spreadsheet would take for a formula gets a `'` in front, unless `keep_formulas`. Lists of texts and
    of names are joined by `; `; what nests deeper is JSON. The properties that a user's schema adds stand in the last
    column, `extra`, since they may differ from row to row.
    """
    yield _row([*PROPERTIES, "extra"])
    for record in records:
        data = to_json(record)
        data["authors"] = [name["raw"] for name in data["authors"]]
        extra = {name: value for name, value in data.items() if name not in PROPERTIES}
        cells = [*(_cell(data[name]) for name in PROPERTIES), _cell(extra)]
        yield _row(cells if keep_formulas else map(_guarded, cells))


def _cell(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""
    return value


def _guarded(cell: Any) -> Any:  # noqa: ANN401 - as above
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _row(cells: Iterable[Any]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)  # so that it quotes a cell with either of the two
    return text.getvalue().removesuffix("\r\n") + "\n"
