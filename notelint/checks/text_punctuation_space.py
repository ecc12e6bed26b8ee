"""The check of the rule text-punctuation-space."""

from __future__ import annotations

from notelint.checks.prose import matches_in_text
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

# Not in brackets that hold nothing: `（ ）` is to be filled in.
_SPACE = regex(r"(?<=[^\s（「『【《〈])[ \t]++(?P<sign>[，。、；：！？）」』】》〉])")
_APART = regex(r"[ \t]+\S")


def text_punctuation_space(document: Document, _: Context) -> Iterator[Finding]:
    """Spaces before full-width punctuation that closes something."""
    for found in matches_in_text(document, _SPACE):
        if _APART.match(found.string, found.end()):  # a sign with spaces on both sides is spoken of
            continue
        span = Span(found.start(), found.start("sign"))
        yield Finding(
            span,
            f"space before `{found['sign']}`",
            "delete it: full-width punctuation has its own spacing",
            Fix("delete it", (Edit(span, ""),), Safety.UNSAFE),
        )
