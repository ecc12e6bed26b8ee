"""Where keys and values stand in TOML, which `tomllib` does not say. The text is one that `tomllib` has read."""

from __future__ import annotations

import re
from collections import deque

from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
_Tokens = deque[re.Match[str]]

_STRING = r'"""(?:[^\\]|\\.)*?"{3,5}' + r"|'''.*?'{3,5}" + r'|"(?:[^"\\\n]|\\[^\n])*"' + r"|'[^'\n]*'"
_TOKEN = regex(
    rf"(?P<string>{_STRING})|(?P<mark>[\[\]{{}}=,.\n])|(?P<space>[ \t\r]+|#[^\n]*)|(?P<word>[^\s\"'#\[\]{{}},=.]+)",
    re.DOTALL,
)


class Place(NamedTuple):
    """The offsets of a key and of its value; an item of a list has no key, and a table no value but its name."""

    key: int
    value: int


def toml_places(text: str) -> Mapping[Path, Place]:
    """The place of each value by its path, such as `("schemas", 0, "paths")`; of several places the first."""
    found: dict[Path, Place] = {}
    for path, place in _statements(_tokens(text)):
        found.setdefault(path, place)
    return found


def _tokens(text: str) -> _Tokens:
    return deque(found for found in _TOKEN.finditer(text) if found.lastgroup != "space")


def _ahead(tokens: _Tokens) -> str:
    """The text of the next token; empty at the end."""
    return tokens[0].group() if tokens else ""


def _offset(tokens: _Tokens) -> int:
    return tokens[0].start() if tokens else 0


def _skip(tokens: _Tokens, text: str) -> bool:
    """Use up the next token if it is this text; whether it was."""
    there = _ahead(tokens) == text
    if there:
        tokens.popleft()
    return there


def _statements(tokens: _Tokens) -> Iterator[tuple[Path, Place]]:
    table: Path = ()
    lengths: dict[Path, int] = {}  # of the lists that `[[...]]` makes
    while tokens:
        if _ahead(tokens) in {"\n", "]"}:
            tokens.popleft()
        elif _skip(tokens, "["):
            listed = _skip(tokens, "[")
            offset = _offset(tokens)
            table = _within(_key(tokens), lengths, listed=listed)
            yield from _named(table, 0, offset, offset)
        else:
            yield from _pair(tokens, table)


def _within(names: Path, lengths: dict[Path, int], *, listed: bool) -> Path:
    """The path of a table: each list on the way stands for its last item, or at the end for a new one."""
    path: Path = ()
    for depth, name in enumerate(names, 1):
        path = (*path, name)
        if listed and depth == len(names):
            lengths[path] = lengths.get(path, 0) + 1
        if path in lengths:
            path = (*path, lengths[path] - 1)
    return path


def _key(tokens: _Tokens) -> Path:
    """The parts of a dotted key."""
    parts = [_part(tokens.popleft().group())]
    while _skip(tokens, "."):
        parts.append(_part(tokens.popleft().group()))
    return tuple(parts)


def _part(text: str) -> str:
    if text[0] not in "\"'":
        return text
    import tomllib  # noqa: PLC0415 - only who has a configuration pays for it

    return next(iter(tomllib.loads(f"{text} = 0")))


def _pair(tokens: _Tokens, table: Path) -> Iterator[tuple[Path, Place]]:
    offset = _offset(tokens)
    path = (*table, *_key(tokens))
    tokens.popleft()  # the `=`
    yield from _named(path, len(table), offset, _offset(tokens))
    yield from _value(tokens, path)


def _named(path: Path, above: int, key: int, value: int) -> Iterator[tuple[Path, Place]]:
    """A dotted key makes the tables on its way, too."""
    for depth in range(above + 1, len(path) + 1):
        yield path[:depth], Place(key, value)


def _value(tokens: _Tokens, path: Path) -> Iterator[tuple[Path, Place]]:
    """What stands inside a value, which is used up."""
    if _skip(tokens, "["):
        index = 0
        while not _closes(tokens, "]"):
            yield (*path, index), Place(_offset(tokens), _offset(tokens))
            yield from _value(tokens, (*path, index))
            index += 1
    elif _skip(tokens, "{"):
        while not _closes(tokens, "}"):
            yield from _pair(tokens, path)
    else:
        while tokens and _ahead(tokens) not in {",", "]", "}", "\n"}:
            tokens.popleft()


def _closes(tokens: _Tokens, bracket: str) -> bool:
    """Whether a bracket closes here, behind what parts two items."""
    while _skip(tokens, ",") or _skip(tokens, "\n"):
        pass
    return _skip(tokens, bracket) or not tokens
