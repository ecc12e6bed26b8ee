"""Front matter in TOML: `tomllib` gives the values, a scan beside it the places.

The scan knows TOML's strings, comments and brackets (TOML 1.0), enough to see where each top-level key and table
begins and ends; whether what stands there is right is for `tomllib` to say.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, time

from notelint.front_matter.model import Entry, Problem, Reading, Value
from notelint.front_matter.numbers import number
from notelint.regex import regex
from notelint.source import Span, readable
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_STRING = r'"""(?:[^\\]|\\.)*?"{3,5}' + r"|'''.*?'{3,5}" + r'|"(?:[^"\\\r\n]|\\[^\r\n])*"' + r"|'[^'\r\n]*'"
_TOKEN = regex(
    rf"(?P<string>{_STRING})|(?P<open>[\[{{])|(?P<close>[\]}}])|(?P<comma>,)|(?P<equals>=)"
    r"|(?P<line_end>\r\n|\n|\r)|(?P<blank>[ \t]+|#[^\r\n]*)|(?P<word>[^\s\"'#\[\]{},=]+|.)",
    re.DOTALL,
)
_KEY_LINE = regex(r"""(?:"[^"\r\n]*"|'[^'\r\n]*'|[\w\-.]+)[ \t]*=""")
_FIRST_PART = regex(r""""[^"\r\n]*"|'[^'\r\n]*'|[^.\s]+""")
_PLACE = regex(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_MAX_DEPTH = 100

_QUOTE = 'put text in quotes: `"..."`'
# What tomllib says, what it means, what to do.
_MEANINGS = (
    ("Unclosed array", "a `[` is not closed, or a comma is missing before this", "add the closing `]` or the comma"),
    ("Unclosed inline table", "a `{` is not closed, or a comma is missing", "add the closing `}` or the comma"),
    ("Expected ']'", "a `[` is not closed", "add the closing `]`"),
    ("Unescaped '\\'", "this backslash means nothing in double quotes", "put the text in single quotes"),
    ("Invalid hex value", "this backslash means nothing in double quotes", "put the text in single quotes"),
    ("Expected '='", "this line is no `key = value`", _QUOTE),
    ("Expected newline or end", "text after the value", _QUOTE),
    ("Invalid initial character", "no key can begin with this", 'put the key in quotes: `"..." = `'),
)


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
    deep = _too_deep(content)
    if deep is not None:
        span = Span(body.start + deep, body.start + deep + 1)
        return Reading((), Problem(span, "values are nested too deeply to read", "flatten them"))
    pieces = list(_pieces(content))
    try:
        values = _loads(content)
    except ValueError as error:  # TOMLDecodeError, or an integer of thousands of digits
        return _read_pieces(content, body.start, pieces, str(error)) if recover else None
    entries: dict[str, Entry] = {}
    for piece in pieces:
        key = _key(content, piece)
        entries.setdefault(key, _entry(content, body.start, piece, key, values[key]))
    return Reading(tuple(entries.values()))


def _read_pieces(content: str, base: int, pieces: list[_Piece], whole: str) -> Reading:
    """Read a broken text key by key; a key that stands twice is no problem here but two entries."""
    entries: list[Entry] = []
    problem: Problem | None = None
    keys: set[str] = set()
    repeated = False
    for piece in pieces:
        source = content[piece.start : piece.end]
        try:
            values = _loads(source)
        except ValueError as error:
            problem = problem or _problem(source, base + piece.start, str(error))
            continue
        key, value = next(iter(values.items()))
        if key in keys and piece.is_table:  # one more `[[paper]]`
            continue
        repeated = repeated or key in keys
        keys.add(key)
        entries.append(_entry(content, base, piece, key, value))
    return Reading(tuple(entries), problem if problem or repeated else _problem(content, base, whole))


def _loads(content: str) -> dict[str, Any]:
    return tomllib.loads(content, parse_float=number)


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
    for tokens in _statements(content):
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


def _statements(content: str) -> Iterator[list[re.Match[str]]]:
    """The tokens of each statement, without blanks, comments and line ends."""
    depth = 0
    tokens: list[re.Match[str]] = []
    for token in _TOKEN.finditer(content):
        kind = token.lastgroup
        depth = max(depth + (kind == "open") - (kind == "close"), 0)
        if kind not in ("blank", "line_end"):
            tokens.append(token)
        # An inline table holds no line end, so a key at the start of a line ends even a bracket left open.
        elif tokens and kind == "line_end" and (depth == 0 or _KEY_LINE.match(content, token.end())):
            yield tokens
            tokens, depth = [], 0
    if tokens:
        yield tokens


def _too_deep(content: str) -> int | None:
    """Where brackets are nested deeper than a recursive reader can follow."""
    depth = 0
    for token in _TOKEN.finditer(content):
        depth = max(depth + (token.lastgroup == "open") - (token.lastgroup == "close"), 0)
        if depth > _MAX_DEPTH:
            return token.start()
    return None


def _problem(source: str, base: int, error: str) -> Problem:
    """What tomllib's error means; `source` begins at the offset `base` of the file."""
    at = _offset(source, error)
    line_end = at + len(re.split(r"[\r\n]", source[at:], maxsplit=1)[0].rstrip())
    span = Span(base + at, base + max(line_end, min(at + 1, len(source))))
    if "Invalid value" in error:
        return _no_value(source, base, at) if at == line_end else Problem(span, "this is no value of TOML's", _QUOTE)
    if "Unterminated string" in error or "Illegal character" in error:
        opening = max(source.rfind('"', 0, at), source.rfind("'", 0, at), 0)
        return Problem(Span(base + opening, base + line_end), "this quote is not closed", "add the closing quote")
    for words, message, remedy in _MEANINGS:
        if words in error:
            return Problem(span, message, remedy)
    return Problem(span, f"TOML cannot read this: {_PLACE.sub('', error)}")


def _no_value(source: str, base: int, at: int) -> Problem:
    """A value is missing at the end of a line: after `=`, or in a bracket that is not closed."""
    before = source[:at].rstrip()
    if before.endswith("="):
        key = re.split(r"[\r\n]", before)[-1].removesuffix("=").strip()
        remedy = 'write one (`""` for none), or delete the line'
        return Problem(Span(base + len(before), base + len(before)), f"`{key}` has no value", remedy)
    found = re.search(r"[\[{]", source)
    start = found.start() if found else 0
    bracket = source[start]
    closing = {"[": "]", "{": "}"}.get(bracket, bracket)
    return Problem(
        Span(base + start, base + start + 1), f"this `{bracket}` is not closed", f"add the closing `{closing}`"
    )


def _offset(source: str, error: str) -> int:
    """The offset that an error's message names: line and column, or the end of the text."""
    place = _PLACE.search(error)
    if place is None or place["line"] is None:
        return len(source.rstrip())
    start = 0
    for _ in range(int(place["line"]) - 1):
        start = source.find("\n", start) + 1
    return min(start + int(place["column"]) - 1, len(source))
