"""The truth: what a careful person would fill into the records of some notes, from the notes alone.

A TOML file has an entry a record, several with the same `path` where a file holds several notes:

    [[note]]
    path = "vault/widgets.md"           # below the root
    title = "A Study of Widgets"        # and the other FIELDS, each where the note says it
    authors = ["Jane Roe", "others"]    # "others" where the note cuts the list short
    also.title = ["WDG"]                # other values that are as good; "" or [] where none is, too

    [[note]]
    path = "vault/README.md"
    none = true                         # the file must give no record
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from notelint.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

Value = str | int | tuple[str, ...] | None

FIELDS = ("title", "authors", "organizations", "year", "venue", "doi", "arxiv", "url", "code", "tags", "summary")
_KEYS = {"path", "none", "also", *FIELDS}


@dataclass(frozen=True)
class Expected:
    """One record as it must be: for each of FIELDS the values of which any is right, None for no value."""

    path: str
    accepted: Mapping[str, tuple[Value, ...]]

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The DOIs and arXiv identifiers of the paper."""
        values = (*self.accepted["doi"], *self.accepted["arxiv"])
        return tuple(value.casefold() for value in values if isinstance(value, str))


Truth = dict[str, tuple[Expected, ...]]
"""The records of each file by its path below the root; none for a file that must give no record."""


def read_truths(place: Path) -> dict[str, Truth]:
    """The truth of each TOML file of a folder, by the file's name without its ending; or that of the one file.

    Raises ValueError where a file is no such truth.
    """
    files = sorted(place.glob("*.toml")) if place.is_dir() else [place]
    return {file.stem: _truth(file) for file in files}


def _truth(file: Path) -> Truth:
    truth: Truth = {}
    for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("note", []):
        where = f"{file}: {entry.get('path')}"
        if unknown := sorted(({*entry} | {*entry.get("also", {})}) - _KEYS):
            raise ValueError(f"{where}: unknown {', '.join(unknown)}")
        path, is_none = entry["path"], entry.get("none", False)
        if path in truth and (is_none or not truth[path]):
            raise ValueError(f"{where}: no record, and another entry")
        truth[path] = () if is_none else (*truth.get(path, ()), _expected(entry))
    return truth


def _expected(entry: Mapping[str, Any]) -> Expected:
    also = entry.get("also", {})
    accepted = {name: tuple(map(_value, [entry.get(name), *also.get(name, ())])) for name in FIELDS}
    return Expected(entry["path"], accepted)


def _value(value: str | int | list[str] | None) -> Value:
    return tuple(value) or None if isinstance(value, list) else value or None
