"""Front matter in TOML: `tomllib` gives the values, a scan beside it the places, and what tomllib's errors mean.

The scan sees where each top-level key and table begins and ends, by strings, comments and brackets; whether what is
there is right is for `tomllib` to say. Each version of Python words its errors anew: only the kind and the place of an
error are read from its words, which are never shown.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, time

from notelint.front_matter.model import TOO_DEEP, Entry, Problem, Reading, Value
from notelint.front_matter.plain import number
from notelint.regex import regex
from notelint.source import Span, readable
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any


_PLACE = regex(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|(?P<end>end of document))\)$")
_LONG_NUMBER = regex(r"[\d_]{500,}")

_QUOTE = 'put text in quotes: `"..."`'
# What tomllib says, what it means, what to do.
_MEANINGS = (
    ("Invalid value", "this is no value of TOML's", _QUOTE),
    ("Unclosed array", "a `[` is not closed, or a comma is missing before this", "add the closing `]` or the comma"),
    ("Unclosed inline table", "a `{` is not closed, or a comma is missing", "add the closing `}` or the comma"),
    ("Expected ']'", "a `[` is not closed", "add the closing `]`"),
    ("Expected ']]'", "a `[[` is not closed", "add the closing `]]`"),
    ("Unescaped '\\'", "this backslash means nothing in double quotes", "put the text in single quotes"),
    ("Invalid hex value", "this backslash means nothing in double quotes", "put the text in single quotes"),
    ("not a Unicode scalar", "this escape names no character", "put the text in single quotes"),
    ("Expected '='", "this line is no `key = value`", _QUOTE),
    ("Expected newline or end", "text after the value", _QUOTE),
    ("Invalid initial character", "no key can begin with this", 'put the key in quotes: `"..." = `'),
    ("Invalid statement", "no key can begin with this", 'put the key in quotes: `"..." = `'),
    ("Cannot overwrite", "this key already has a value", "keep one of the two"),
    ("Duplicate inline table key", "this key already has a value", "keep one of the two"),
    ("Cannot declare", "this table stands twice, or its name is that of a key", "keep one of the two"),
    ("Cannot redefine", "this table stands twice, or its name is that of a key", "keep one of the two"),
    ("Cannot mutate", "a `{...}` or `[...]` takes no more keys once it is closed", "write them inside it"),
    ("Invalid date", "there is no such date or time", "correct it, or put it in quotes"),
)
_OTHERWISE = ("this is not valid TOML", f"write `key = value`, and {_QUOTE}")

Explanation = tuple[int, int, str, str]


def explain(error: ValueError | RecursionError, text: str) -> Explanation:
    """From where to where in `text` tomllib's error stands, what is wrong, and what to do."""
    if isinstance(error, RecursionError):
        return *_rest(text, too_deep(text) or 0), *TOO_DEEP
    words = str(error)
    place = _PLACE.search(words)
    if place is None:
        return _without_place(text)
    at = _offset(text, place)
    if "Unterminated string" in words or "Illegal character" in words:
        opening = max(text.rfind('"', 0, at), text.rfind("'", 0, at), 0)
        return opening, _rest(text, at)[1], "this quote is not closed", "add the closing quote"
    if "Invalid value" in words and (missing := _no_value(text, at)):
        return missing
    meanings = (meaning for kind, *meaning in _MEANINGS if kind in words)
    message, remedy = next(meanings, _OTHERWISE)
    return *_rest(text, at), message, remedy


def _without_place(text: str) -> Explanation:
    """What is no error of TOML's grammar: Python makes no number of thousands of digits."""
    number = _LONG_NUMBER.search(text)
    if number:
        return *number.span(), "a number with too many digits", "put it in quotes"
    return *_rest(text, 0), *_OTHERWISE


def _rest(text: str, at: int) -> tuple[int, int]:
    """From an offset to the end of its line, and to the next character at least."""
    line_end = at + len(re.split(r"[\r\n]", text[at:], maxsplit=1)[0].rstrip())
    return at, max(line_end, min(at + 1, len(text)))


def _no_value(text: str, at: int) -> Explanation | None:
    """What to say where a value is missing, not wrong: after `=`, or in a bracket that is not closed."""
    before = text[:at].rstrip()
    at_line_end = not re.match(r"[^\S\r\n]*\S", text[at:])
    if at_line_end and before.endswith("="):
        key = re.split(r"[\r\n]", before)[-1].removesuffix("=").strip()
        return len(before), len(before), f"`{key}` has no value", 'write one (`""` for none), or delete the line'
    opened = open_brackets(text, at)
    if not opened or not (at_line_end or KEY_LINE.match(text, at)):
        return None
    bracket = text[opened[0]]
    closing = {"[": "]", "{": "}"}[bracket]
    return opened[0], opened[0] + 1, f"this `{bracket}` is not closed", f"add the closing `{closing}`"


def _offset(text: str, place: re.Match[str]) -> int:
    """The offset that an error's message names: line and column, or the end of the text."""
    if place["end"]:
        return len(text.rstrip())
    start = 0
    for _ in range(int(place["line"]) - 1):
        start = text.find("\n", start) + 1
    return min(start + int(place["column"]) - 1, len(text))


_STRING = r'"""(?:[^\\]|\\.)*?"{3,5}' + r"|'''.*?'{3,5}" + r'|"(?:[^"\\\r\n]|\\[^\r\n])*"' + r"|'[^'\r\n]*'"
_TOKEN = regex(
    rf"(?P<string>{_STRING})|(?P<open>[\[{{])|(?P<close>[\]}}])|(?P<comma>,)|(?P<equals>=)"
    r"|(?P<line_end>\r\n|\n|\r)|(?P<space>[ \t]+|#[^\r\n]*)|(?P<word>[^\s\"'#\[\]{},=]+|.)",
    re.DOTALL,
)
KEY_LINE = regex(r"""(?:"[^"\r\n]*"|'[^'\r\n]*'|[\w\-.]+)[ \t]*=""")
MAX_DEPTH = 100


def statements(text: str) -> Iterator[list[re.Match[str]]]:
    """The tokens of each statement, without spaces, comments and line ends."""
    depth = 0
    tokens: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        depth = max(depth + (kind == "open") - (kind == "close"), 0)
        if kind not in ("space", "line_end"):
            tokens.append(token)
        # An inline table holds no line end, so a key at the start of a line ends even a bracket left open.
        elif tokens and kind == "line_end" and (depth == 0 or KEY_LINE.match(text, token.end())):
            yield tokens
            tokens, depth = [], 0
    if tokens:
        yield tokens


def open_brackets(text: str, end: int) -> list[int]:
    """The offsets of the brackets before `end` that are not closed there, the outermost first."""
    found: list[int] = []
    for token in _TOKEN.finditer(text, 0, end):
        if token.lastgroup == "open":
            found.append(token.start())
        elif token.lastgroup == "close" and found:
            found.pop()
    return found


def too_deep(text: str) -> int | None:
    """Where brackets are nested deeper than a recursive reader can follow; None where they are not."""
    depth = 0
    for token in _TOKEN.finditer(text):
        depth = max(depth + (token.lastgroup == "open") - (token.lastgroup == "close"), 0)
        if depth > MAX_DEPTH:
            return token.start()
    return None


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
