"""The regular expressions of a note schema, and in our own words what is wrong with one.

Each version of Python words its errors anew: only the kind of error and the place are read from them.
"""

from __future__ import annotations

import re
from warnings import catch_warnings, simplefilter

from notelint.bounds import REMEDY, SECONDS, BoundedPattern, LimitError
from notelint.schema.layouts import SchemaError
from notelint.schema.pointers import clauses, escape
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = 40

# What re says, what it means, what to do.
_MEANINGS = (
    ("unterminated character set", "this `[` is not closed", "close it, or write `\\[` for the character"),
    ("unterminated subpattern", "this `(` is not closed", "close it, or write `\\(` for the character"),
    ("unbalanced parenthesis", "this `)` closes nothing", "delete it, or write `\\)` for the character"),
    ("nothing to repeat", "there is nothing to repeat", "write `\\` before it for the character"),
    ("multiple repeat", "this is repeated already", "write `\\` before it for the character"),
    ("min repeat greater", "the first number is greater than the second", "swap them"),
    ("bad character range", "the range runs backwards", "swap its ends, or write `\\-` for the character"),
    ("bad escape", "this backslash means nothing", "write `\\\\` for a backslash"),
    ("unknown extension ?<", "this is no group of Python's", "write `(?P<name>...)`"),
    ("unknown group name", "no group before this has that name", "write `(?P<name>...)` around what it means"),
    ("bad character in group name", "a group cannot have this name", "give it one of letters, digits and `_`"),
    ("redefinition of group", "two groups have one name", "give each its own"),
    ("fixed-width", "what follows `(?<=` or `(?<!` must have a fixed length", "remove its repetitions"),
    ("flags", "flags stand at the start", "move them there"),
)
_OTHERWISE = ("this means nothing in Python", "write `\\` before a character that stands for itself")


def refuse_patterns(document: object) -> None:
    """Raise the first fault of the regular expressions of a note schema as a SchemaError."""
    for pointer, pattern in patterns_of(document):
        fault = pattern_fault(pattern)
        if fault:
            raise SchemaError(pointer, f"no regular expression that Python reads: {fault}")


def too_slow(location: str, document: object, value: object) -> LimitError:
    """What to say where a value could not be checked in time: which pattern of the schema it was."""
    try:
        for pointer, pattern in patterns_of(document):
            for text in _texts(value):
                BoundedPattern(re.compile(pattern), f"{location}#{pointer}").search(text)
    except LimitError as error:
        return error
    return LimitError(f"{location}: its patterns together take more than {SECONDS:g} seconds; {REMEDY}")


def _texts(value: object) -> Iterator[str]:
    """All texts in a JSON value, names of properties too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def pattern_fault(pattern: str) -> str | None:
    """What keeps a text from being a regular expression of Python's, and what to do; None where it is one."""
    try:
        with catch_warnings():
            simplefilter("ignore")  # of `[[]`, which Python may come to read otherwise
            re.compile(pattern)
    except re.error as error:
        return _explain(pattern, error)
    except RecursionError:
        return "it is nested too deeply; leave out groups"
    except OverflowError:
        return "it repeats too often; write a smaller number in `{...}`"
    return None


def _explain(pattern: str, error: re.error) -> str:
    message, remedy = next(((message, remedy) for kind, message, remedy in _MEANINGS if kind in error.msg), _OTHERWISE)
    if error.pos is None:
        return f"{message}; {remedy}"
    rest = pattern[error.pos :]
    shown = rest if len(rest) <= _SHOWN else f"{rest[:_SHOWN]}..."
    return f"{message}: `{shown}` at character {error.pos + 1}; {remedy}"


def patterns_of(document: object) -> Iterator[tuple[str, str]]:
    """The regular expressions of a schema, each with its pointer."""
    for pointer, node in clauses(document):
        is_pattern = pointer.endswith("/pattern") or pointer.startswith("/x-markdown/note/heading")
        if isinstance(node, str) and is_pattern:
            yield pointer, node
        elif isinstance(node, dict) and pointer.endswith("/patternProperties"):
            yield from ((f"{pointer}/{escape(name)}", name) for name in node)
