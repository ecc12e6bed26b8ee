"""One key of front matter that is no YAML: what its author meant, and how to write it.

A line at the margin that looks like `key: value` is a key whatever its value, and also where its colon has no space
behind it or is a full-width one.
"""

from __future__ import annotations

from notelint.dataclass import replace
from notelint.front_matter.model import PLACEHOLDER, Problem, Reading, Rewriting
from notelint.front_matter.near_values import proven, read_value
from notelint.front_matter.yaml_problems import NO_KEY
from notelint.front_matter.yaml_values import Text, TooMuchError, UnreadableError, read_mapping
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from notelint.front_matter.model import Entry
    from notelint.front_matter.near_values import Found

_QUOTED = r""""[^"\r\n]*+"|'[^'\r\n]*+'"""
_BARE = r"""[^\s\-#&*!|>%@`,?:\[\]{}"'](?:[^\r\n:]++|:(?=[^\s:]))*+"""
# The second of two colons (Dataview's `key:: value`) ends the key; in YAML the first one is a part of it.
_KEY = regex(rf"(?P<name>{_QUOTED}|{_BARE})(?P<first>:?):(?=\s|\Z)")
_GLUED = regex(r"(?P<name>[^\W\d][\w-]*+)(?P<colon>:)(?=[^\s/:])")
_FULL_WIDTH = regex(r"(?P<name>[^\W\d][\w -]*+)(?P<colon>：)")
_LINE = regex(r"[^\r\n]*+")


def read_key(chunk: Text, *, as_written: bool) -> Reading:
    """What a text says that begins with a key at the margin and ends before the next one.

    What YAML cannot read is a problem, and is read all the same if `as_written`.
    """
    problem: Problem | None = None
    try:
        entries = None if chunk.content.startswith(("{", "[")) else read_mapping(chunk)
    except TooMuchError as error:
        return Reading((), (error.problem,))
    except UnreadableError as error:
        entries, problem = None, error.problem
    if entries is not None:
        return Reading(entries)
    if not as_written:
        return Reading((), (problem or _no_key(chunk),))
    if key := _KEY.match(chunk.content):
        return _with_value(chunk, key, problem)
    if key := _GLUED.match(chunk.content) or _FULL_WIDTH.match(chunk.content):
        return _with_colon(chunk, key)
    return Reading((), (problem or _no_key(chunk),))


def _no_key(chunk: Text) -> Problem:
    return Problem(chunk.span(0, len(_first_line(chunk))), "this line is not `key: value`", NO_KEY)


def _first_line(chunk: Text) -> str:
    found = _LINE.match(chunk.content)
    return found[0].rstrip() if found else ""


def _with_value(chunk: Text, key: re.Match[str], problem: Problem | None) -> Reading:
    """The entry of a key whose value YAML cannot read."""
    found = None if PLACEHOLDER.search(chunk.content) else read_value(_value(chunk, key), _name(key))
    if found is None:
        return Reading((), (problem or _no_key(chunk),))
    if found.rewriting and not proven(chunk, found.rewriting, found.entry):  # then it is the key that cannot be read
        found = found._replace(message=None, help=None, rewriting=None)
    return Reading((_entry(chunk, key, found.entry),), (_told(problem or _no_key(chunk), found),))


def _with_colon(chunk: Text, key: re.Match[str]) -> Reading:
    """The entry of a key whose colon is no colon to YAML."""
    colon = _colon_problem(chunk, key)
    if PLACEHOLDER.search(chunk.content):
        return Reading((), (replace(colon, loses=True),))
    text = _value(chunk, key)
    try:
        entries = read_mapping(text)
    except UnreadableError as error:
        found = read_value(text, _name(key))
        if found is None:
            return Reading((), (replace(colon, loses=True), error.problem))
        return Reading((_entry(chunk, key, found.entry),), (colon, _told(error.problem, found)))
    return Reading(tuple([_entry(chunk, key, entry) for entry in entries or ()]), (colon,))


def _value(chunk: Text, key: re.Match[str]) -> Text:
    """The same text with a `k` for the key, so that all behind the colon keeps its place."""
    return chunk._replace(content="k: " + chunk.content[key.end() :], base=chunk.base + key.end() - 3)


def _name(key: re.Match[str]) -> str:
    name = key["name"].rstrip()
    return name[1:-1] if name[0] in "\"'" else name


def _entry(chunk: Text, key: re.Match[str], entry: Entry) -> Entry:
    first = key.groupdict().get("first") or ""
    end = key.end("first") if first else len(key["name"].rstrip())
    return replace(entry, key=_name(key) + first, key_span=chunk.span(0, end))


def _told(problem: Problem, found: Found) -> Problem:
    """The problem of a value that was read all the same."""
    return Problem(
        found.entry.value_span if found.message else problem.span,
        found.message or problem.message,
        found.help or problem.help,
        found.loses,
        found.rewriting,
    )


def _colon_problem(chunk: Text, key: re.Match[str]) -> Problem:
    start, end = key.span("colon")
    title = f"write `{key['name'].rstrip()}: {_first_line(chunk)[end:].lstrip()}`"
    if key["colon"] == ":":
        message, span, text = "missing space after the colon: YAML sees no key", (end, end), " "
    else:
        message, span, text = "full-width colon: YAML sees no key", (start, end), ": "
    place = chunk.span(*span)
    return Problem(place, message, title, loses=False, rewriting=Rewriting(title, place, text, is_safe=True))
