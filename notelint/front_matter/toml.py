"""Front matter in TOML: `tomllib` gives the values, a scan beside it the places.

The scan sees where each top-level key and table begins and ends; whether what stands there is right is for `tomllib`
to say.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, time

from notelint.front_matter.model import TOO_DEEP, Entry, Problem, Reading, Value
from notelint.front_matter.plain import number
from notelint.front_matter.toml_problems import MAX_DEPTH, explain, statements, too_deep
from notelint.regex import regex
from notelint.source import Span, readable
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

_FIRST_PART = regex(r""""[^"\r\n]*"|'[^'\r\n]*'|[^.\s]+""")
_UNREADABLE = (ValueError, RecursionError)  # TOMLDecodeError, or an integer of thousands of digits; nested too deeply


class _Piece(NamedTuple):
    """One top-level `key = value`, or a `[table]` with all that belongs to it: offsets in the text that is read."""

    start: int
    end: int
    key: Span
    value_start: int
    items: tuple[Span, ...]
    is_table: bool


def read_toml(text: str, body: Span, *, recover: bool) -> Reading | None:
    """Read the TOML at `body`.

    Where it is broken, it is None unless told to `recover`: then each top-level key that reads by itself is kept.
    """
    content = readable(text[body.start : body.end])
    deep = too_deep(content)
    if deep is not None:
        return Reading((), (Problem(Span(body.start + deep, body.start + deep + 1), *TOO_DEEP),))
    pieces = list(_pieces(content))
    try:
        values = _loads(content)
    except _UNREADABLE as error:
        return _read_pieces(content, body.start, pieces, error) if recover else None
    entries: dict[str, Entry] = {}
    for piece in pieces:
        key = _key(content, piece)
        if key not in entries:  # else it is one more table of a list
            entries[key] = _entry(content, body.start, piece, key, values[key])
    return Reading(tuple(entries.values()))


def _read_pieces(content: str, base: int, pieces: list[_Piece], whole: ValueError | RecursionError) -> Reading:
    """Read a broken text key by key; a key that stands twice is no problem here but two entries."""
    entries: list[Entry] = []
    problem: Problem | None = None
    keys: set[str] = set()
    repeated = False
    for piece in pieces:
        source = content[piece.start : piece.end]
        try:
            values = _loads(source)
        except _UNREADABLE as error:
            problem = problem or _problem(source, base + piece.start, error)
            continue
        key, value = next(iter(values.items()))
        if key in keys and piece.is_table:  # one more `[[paper]]`
            continue
        repeated = repeated or key in keys
        keys.add(key)
        entries.append(_entry(content, base, piece, key, value))
    if problem is None and not repeated:
        problem = _problem(content, base, whole)
    return Reading(tuple(entries), (problem,) if problem else ())


def _loads(content: str) -> dict[str, Any]:
    """The values of a text. Raises what `_UNREADABLE` names."""
    values = tomllib.loads(content, parse_float=number)
    if _is_deep(values):  # by the dots of a key, which tomllib follows without recursion
        raise RecursionError
    return values


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [inner for each in level for inner in _inner(each)]
    return bool(level)


def _inner(value: object) -> Iterable[object]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _problem(source: str, base: int, error: ValueError | RecursionError) -> Problem:
    """What an error means; `source` begins at the offset `base` of the file."""
    start, end, message, remedy = explain(error, source)
    return Problem(Span(base + start, base + end), message, remedy)


def _entry(content: str, base: int, piece: _Piece, key: str, value: object) -> Entry:
    source = content[piece.value_start : piece.end]
    return Entry(
        key,
        Span(base + piece.key.start, base + piece.key.end),
        source if isinstance(value, date | time) else _plain(value),
        Span(base + piece.value_start, base + piece.end),
        tuple(Span(base + item.start, base + item.end) for item in piece.items),
    )


def _plain(value: Any) -> Value:  # noqa: ANN401 - whatever tomllib gives
    """The JSON of a value; a date or time inside a list or table becomes its ISO 8601 text."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, date | time):
        return value.isoformat()
    plain: Value = value
    return plain


def _key(content: str, piece: _Piece) -> str:
    source = content[piece.key.start : piece.key.end]
    return next(iter(tomllib.loads(f"{source} = 0"))) if source[0] in "\"'" else source


def _pieces(content: str) -> Iterator[_Piece]:
    """The top-level keys and tables, in order."""
    table: _Piece | None = None
    for tokens in statements(content):
        start, end = tokens[0].start(), tokens[-1].end()
        if tokens[0].lastgroup == "open":
            if table:
                yield table
            named = next((token for token in tokens if token.lastgroup in ("string", "word")), tokens[0])
            table = _Piece(start, end, _first_part(content, named.start(), end), start, (), is_table=True)
        elif table:
            table = table._replace(end=end)
        else:
            yield _pair(content, tokens, start, end)
    if table:
        yield table


def _pair(content: str, tokens: list[re.Match[str]], start: int, end: int) -> _Piece:
    equals = next((index for index, token in enumerate(tokens) if token.lastgroup == "equals"), len(tokens) - 1)
    value = tokens[equals + 1 :]
    value_start = value[0].start() if value else end
    return _Piece(start, end, _first_part(content, start, end), value_start, tuple(_items(value)), is_table=False)


def _first_part(content: str, start: int, end: int) -> Span:
    """Where the first part of a dotted key stands."""
    found = _FIRST_PART.match(content, start, end)
    part = Span(*found.span()) if found else Span(start, end)
    cut = re.search(r"[=\]]", content[part.start : part.end]) if content[part.start] not in "\"'" else None
    return Span(part.start, part.start + cut.start()) if cut else part


def _items(value: list[re.Match[str]]) -> Iterator[Span]:
    """Where the items of a list stand."""
    if not value or value[0].group() != "[":
        return
    depth = 0
    item: list[re.Match[str]] = []
    for token in value:
        depth -= token.lastgroup == "close"
        if depth == 0 or (depth == 1 and token.lastgroup == "comma"):
            if item:
                yield Span(item[0].start(), item[-1].end())
            item = []
        else:
            item.append(token)
        depth += token.lastgroup == "open"
