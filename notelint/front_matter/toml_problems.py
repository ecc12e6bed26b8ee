"""What tomllib's error means, in plain words, at its place.

Each version of Python words its errors anew: only the kind of error and the place are read from its words, which are
never shown. Where keys, tables and lists begin and end is seen by strings, comments and brackets (TOML 1.0).
"""

from __future__ import annotations

import re

from notelint.front_matter.model import TOO_DEEP
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
