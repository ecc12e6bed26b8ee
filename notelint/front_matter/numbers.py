"""When a bare word in front matter is a number, and when it is null or a truth value."""

from __future__ import annotations

import re

from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.front_matter.model import Value


# Eighteen digits fit into what every reader of JSON can hold.
_INTEGER = regex(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)
_DECIMAL = regex(r"-?(?:0|[1-9]\d{0,17})\.\d{1,18}", re.ASCII)

_WORDS: dict[str, Value] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def number(text: str) -> int | float | str:
    """The number that a text means, or the text itself where the number would be written otherwise.

    So `str(number(text)) == text` always holds, and an arXiv id (`1710.09410`) keeps its last zero, a page its `010`.
    """
    if _INTEGER.fullmatch(text) and text != "-0":
        return int(text)
    if _DECIMAL.fullmatch(text) and str(float(text)) == text:
        return float(text)
    return text


def resolved(text: str) -> Value:
    """What a bare text in YAML means, by the core schema of YAML 1.2 (10.3.2)."""
    return _WORDS[text] if text in _WORDS else number(text)
