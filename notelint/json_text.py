"""JSON that a user gives, where what is wrong with it is put in our own words; and JSON that is printed.

Each version of Python words its errors anew: only the kind of error is read from its words, which are never shown.
"""

from __future__ import annotations

import json
import re

from notelint.errors import NotelintError
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_LINE = 110  # columns
_LONG_NUMBER = r"\d{500,}"
_LAST_COMMA = r",\s*[}\]]"

# What json says, what it means, what to do.
_MEANINGS = (
    ("property name", "a name in double quotes must stand here", 'write `"name": value`'),
    ("':'", "a colon is missing before this", 'write `"name": value`'),
    ("','", "a comma is missing before this", "put a comma between the values"),
    ("Unterminated string", "this quote is not closed", "add the closing quote"),
    ("control character", "a line end or a tab inside of quotes", "write it as `\\n` or `\\t`"),
    ("escape", "this backslash means nothing", "write `\\\\` for a backslash"),
    ("Extra data", "text after the end of the value", "delete it, or put all of it in one list"),
)
_OTHERWISE = ("what stands here is no value", "put text in double quotes, and close each bracket")

# What a terminal does not show as written, of what JSON need not escape.
_HIDDEN = regex("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def to_json(value: object, *, indent: int | None = None) -> str:
    """A value as JSON that may be printed anywhere: control characters and what turns the text around are escaped.

    All other characters stand as they are.
    """
    return escaped(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent))


def escaped(text: str) -> str:
    """The same JSON, with these characters escaped: it has them in strings only."""
    if text.isascii() and "\x7f" not in text:
        return text
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def read_json(
    text: str, name: str, *, line: int = 1, members: Callable[[list[tuple[str, Any]]], Any] | None = None
) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value of a text that begins at a line of the file called `name`; `members` makes an object, as for `json`.

    Raises NotelintError with the place and the remedy where it is no JSON.
    """
    try:
        return json.loads(text, object_pairs_hook=members)
    except RecursionError as error:
        raise NotelintError(f"{name}: nested too deeply to read; flatten it") from error
    except json.JSONDecodeError as error:
        at, message, remedy = _explain(text, error.pos, error.msg)
        message = f"this is not valid JSON: {message}"
        cause: ValueError = error
    except ValueError as error:  # Python makes no number of thousands of digits
        number = re.search(_LONG_NUMBER, text)
        at, message, remedy = number.start() if number else 0, "a number with too many digits", "put it in quotes"
        cause = error
    row, column = line + text.count("\n", 0, at), at - text.rfind("\n", 0, at)
    raise NotelintError(f"{name}:{row}:{column}: {message}; {remedy}") from cause


def _explain(text: str, at: int, words: str) -> tuple[int, str, str]:
    """The offset of what is wrong, what it is, and what to do."""
    if not text.strip():
        return 0, "there is nothing here", "write a value"
    comma = len(text[:at].rstrip()) - 1  # Python stops there from 3.13 on, and before that at the bracket
    for start in (comma, at):
        if start >= 0 and re.compile(_LAST_COMMA).match(text, start):
            return start, "a comma after the last value", "delete it"
    if at >= len(text.rstrip()):
        return at, "the text ends too early", "close each bracket and quote"
    return at, *next(((message, remedy) for kind, message, remedy in _MEANINGS if kind in words), _OTHERWISE)


def readable_json(value: object, indent: int = 0) -> str:
    """A value as JSON in which whatever fits on a line stands on one, as one writes a schema by hand."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or indent + len(line) <= _LINE:
        return line
    margin = " " * (indent + 2)
    if isinstance(value, dict):
        parts = [
            f"{json.dumps(key, ensure_ascii=False)}: {readable_json(each, indent + 2)}" for key, each in value.items()
        ]
        return "{\n" + ",\n".join(margin + part for part in parts) + f"\n{' ' * indent}}}"
    parts = [readable_json(each, indent + 2) for each in value]
    return "[\n" + ",\n".join(margin + part for part in parts) + f"\n{' ' * indent}]"
