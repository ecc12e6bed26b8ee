"""The check of the rule text-invisible."""

from __future__ import annotations

import unicodedata
from functools import cache

from notelint.checks.prose import matches_in_text
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_ALWAYS = "\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# U+200C and U+200D part and join letters of Persian or Hindi, and signs of emoji; between these they do nothing.
_PLAIN = (
    r"\t\r\n -~\xa0-\u024f\u0370-\u052f\u1e00-\u1fff\u2010-\u2027\u3000-\u312f\u3400-\u9fff\uac00-\ud7a3\uff01-\uff60"
)
# `$x$` with a digit right behind it is no formula: what parts the two is needed.
_INVISIBLE = regex(
    rf"(?!(?<=\$)[{_ALWAYS}]+\d)[{_ALWAYS}]+|(?P<mark>[{_DIRECTION}]+)|(?<=[{_PLAIN}])[\u200c\u200d]+(?![^{_PLAIN}])"
)
_RIGHT_TO_LEFT = regex("[\u0590-\u05ff\u0608-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def text_invisible(document: Document, _: Context) -> Iterator[Finding]:
    """Characters that show nothing; marks of direction may stand on lines that hold Hebrew, Arabic and the like."""
    source = document.source
    is_right_to_left = cache(lambda number: bool(_RIGHT_TO_LEFT.search(source.text, *source.line(number))))
    for found in matches_in_text(document, _INVISIBLE):
        span = Span(*found.span())
        if found["mark"] and is_right_to_left(source.line_number(span.start)):
            continue
        count, code = len(found[0]), ord(found[0][0])
        what = "invisible character" if count == 1 else f"{count} invisible characters:"
        yield Finding(
            span,
            f"{what} U+{code:04X} ({unicodedata.name(chr(code), 'not assigned').lower()})",
            "delete the invisible characters",
            Fix("delete the invisible characters", (Edit(span, ""),), Safety.UNSAFE),
        )
