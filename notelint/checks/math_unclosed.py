"""The check of the rule math-unclosed."""

from __future__ import annotations

from notelint.checks.prose import blocks_with, texts
from notelint.diagnostic import Finding
from notelint.markdown.nodes import Leaf, TableCell
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_DOLLARS = regex(r"(?<![\\$])\$\$(?!\$)")


def math_unclosed(document: Document, _: Context) -> Iterator[Finding]:
    """The last `$$` of a paragraph in which an odd number of them has no partner; a single `$` may be money."""
    source = document.source.text
    for leaf in blocks_with(document, "$$"):
        if not isinstance(leaf, Leaf) or (isinstance(leaf, TableCell) and not source[slice(*leaf.span)].strip("$ |")):
            continue  # a cell with nothing but `$$` says what something costs
        loose = [found for text in texts(leaf.inlines) for found in _DOLLARS.finditer(source, *text.span)]
        if len(loose) % 2:
            yield Finding(
                Span(*loose[-1].span()),
                "this `$$` is not closed in its paragraph",
                "close the formula with `$$`, or delete this one; a blank line ends a formula, too",
            )
