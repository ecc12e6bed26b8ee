"""When a bare word in front matter is a number."""

from __future__ import annotations

import re

from notelint.regex import regex

# Eighteen digits fit into what every reader of JSON can hold.
_INTEGER = regex(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)
_DECIMAL = regex(r"-?(?:0|[1-9]\d{0,17})\.\d{1,18}", re.ASCII)


def number(text: str) -> int | float | str:
    """The number that a text means, or the text itself where the number would be written otherwise.

    So `str(number(text)) == text` always holds, and an arXiv id (`1710.09410`) keeps its last zero, a page its `010`.
    """
    if _INTEGER.fullmatch(text) and text != "-0":
        return int(text)
    if _DECIMAL.fullmatch(text) and str(float(text)) == text:
        return float(text)
    return text
