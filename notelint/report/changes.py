"""Changes of records as text, as JSON, and as a table for a pull request."""

from __future__ import annotations

import json
from collections import Counter

from notelint.json_text import to_json
from notelint.record.changes import path_of, without_places
from notelint.regex import regex
from notelint.report.style import printable
from notelint.report.text import counted
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

from notelint.record.changes import Change, Changes

_LONGEST = 60
_KEY = regex(r"[\w:.+/-]+")
# What names an item of a list: of an author, a link, an image, a section, a field.
_LABELS = ("raw", "url", "src", "name", "heading")


def as_text(changes: Changes) -> Iterator[str]:
    """A line for each record that is new or gone; for one that changed, a line for each field below it."""
    for record in changes.removed:
        yield f"removed {printable(_named(record))}\n"
    for record in changes.added:
        yield f"added {printable(_named(record))}\n"
    for change in changes.changed:
        yield f"changed {printable(_named(change.after))}\n"
        yield from (f"  {printable(line)}\n" for line in _lines(change))


def as_json(changes: Changes) -> Iterator[str]:
    """One object: the records that are new and gone, and of those that changed the values before and after."""
    document = {
        "added": changes.added,
        "removed": changes.removed,
        "changed": [
            {
                "id": change.after["id"],
                "path": path_of(change.after),
                "fields": {name: {"before": old, "after": new} for name, (old, new) in change.fields.items()},
            }
            for change in changes.changed
        ],
    }
    yield to_json(document, indent=2) + "\n"


def as_markdown(changes: Changes) -> Iterator[str]:
    """A sentence, and a table with a row for each record."""
    counts = ((len(changes.added), "added"), (len(changes.removed), "removed"), (len(changes.changed), "changed"))
    said = ", ".join(f"{number} {word}" for number, word in counts if number)
    total = sum(number for number, _ in counts)
    yield f"{counted(total, 'record')} differ{'s' * (total == 1)}: {said}.\n" if said else "No record differs.\n"
    if not said:
        return
    yield "\n| | Record | Title | What |\n| --- | --- | --- | --- |\n"
    for record in changes.added:
        yield _row("added", record, "")
    for record in changes.removed:
        yield _row("removed", record, "")
    for change in changes.changed:
        yield _row("changed", change.after, "<br>".join(map(_cell, _lines(change))))


CHANGES: Mapping[str, Callable[[Changes], Iterator[str]]] = {"text": as_text, "json": as_json, "markdown": as_markdown}
"""The reports by name."""


def _row(word: str, record: Mapping[str, Any], what: str) -> str:
    return f"| {word} | {_code(record['id'])} | {_cell(record.get('title') or '')} | {what} |\n"


def _cell(text: str) -> str:
    """A text in a table's cell, in which nothing is Markdown or HTML."""
    line = printable(" ".join(text.split()))
    escaped = "".join(f"\\{sign}" if sign in "\\`*_[]<>|~$#@" else sign for sign in line)
    return escaped.replace("&", "&amp;")


def _code(key: str) -> str:
    """A key as code in a table's cell; one that is no plain word, which no note has, as text."""
    return f"`{key}`" if _KEY.fullmatch(key) else _cell(key)


def _named(record: Mapping[str, Any]) -> str:
    title = record.get("title")
    return f"{record['id']} ({path_of(record) or 'no file'})" + (f": {_short(title)}" if title else "")


def _lines(change: Change) -> Iterator[str]:
    """A line for each field; for a list, what came, what went, and what stayed but is not the same."""
    for name, (old, new) in change.fields.items():
        if isinstance(old, list) and isinstance(new, list):
            yield f"{name}: {', '.join(_of_lists(old, new)) or 'another order'}"
        else:
            yield f"{name}: {_value(old)} -> {_value(new)}"


def _of_lists(old: Iterable[Any], new: Iterable[Any]) -> Iterator[str]:
    before, after = ([json.dumps(item, ensure_ascii=False, sort_keys=True) for item in items] for items in (old, new))
    gone, come = (Counter(before) - Counter(after)).elements(), (Counter(after) - Counter(before)).elements()
    lost, got = Counter(map(_label, map(json.loads, gone))), Counter(map(_label, map(json.loads, come)))
    yield from (f"-{_short(label)}" for label in (lost - got).elements())
    yield from (f"+{_short(label)}" for label in (got - lost).elements())
    yield from (f"~{_short(label)}" for label in (lost & got).elements())


def _label(item: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(item, dict):
        return next((str(item[key]) for key in _LABELS if item.get(key)), json.dumps(item, ensure_ascii=False))
    return str(item)


def _value(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if value is None or value in ([], ""):
        return "nothing"
    return _short(value if isinstance(value, str) else json.dumps(without_places(value), ensure_ascii=False))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
