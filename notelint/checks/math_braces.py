"""The check of the rule math-braces."""

from __future__ import annotations

from notelint.checks.prose import blocks_with, formulas
from notelint.diagnostic import Finding
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_BRACE = regex(r"\\[\s\S]|[{}]")
_DEPTH = 5


def _paired(depth: int) -> str:
    """The pattern of what stands between two dollars if all its braces have partners, to some depth."""
    inner = rf"|\{{{_paired(depth - 1)}\}}" if depth else ""
    return rf"(?:[^${{}}\\]++|\\(?:[^$]|(?=\$)){inner})*+"


# A formula with an unpaired brace has such a brace between two of its dollars, `\$` among them.
_DOUBTFUL = regex(rf"\$(?!{_paired(_DEPTH)}(?:\$|\Z))")


def math_braces(document: Document, _: Context) -> Iterator[Finding]:
    """The first brace of a formula that has no partner in it; one finding a formula."""
    for formula in formulas(blocks_with(document, _DOUBTFUL)):
        place = _unpaired(document.source.text, formula)
        if place is None:
            continue
        span = Span(place, place + 1)
        if document.source.text[place] == "{":
            yield Finding(
                span, "this `{` is not closed in the formula", "close it with `}`, or write `\\{` for a literal brace"
            )
        else:
            yield Finding(
                span, "this `}` closes nothing in the formula", "delete it, or write `\\}` for a literal brace"
            )


def _unpaired(text: str, formula: Span) -> int | None:
    opened: list[int] = []
    for found in _BRACE.finditer(text, *formula):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}":
            if not opened:
                return found.start()
            opened.pop()
    return opened[0] if opened else None
