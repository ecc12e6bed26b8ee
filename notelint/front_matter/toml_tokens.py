"""TOML's strings, comments and brackets (TOML 1.0): enough to see where keys, tables and lists begin and end."""

from __future__ import annotations

import re

from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
