"""The check of the rule text-bold-unclosed."""

from __future__ import annotations

from itertools import pairwise

from notelint.checks.prose import blocks_at
from notelint.checks.text_emphasis import failed_pairs, loose_marks, odd_lines
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.markdown.nodes import Emphasis, Leaf, TableCell, Text
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.markdown.nodes import Inline
    from notelint.note.model import Document

# What opens a bold text at the start of a line or behind a space: more than one word, and no argument of a program or
# level of significance (`**p < 0.01`).
_OPENING = regex(
    r"(?<!\S)\*\*(?!\w*(?:args|argv|kwds|opts|options|params|config|dict)\b|\w+ ?[<>=\u2264\u2265])"
    r"[^\W\d_][^*\r\n]*\s"
)
# What closes one that names what follows: `Model:** encoder`.
_CLOSING = regex(r"(?<=[^\W\d_][:：])\*\*(?=\s|$)|(?<=[^\W\d_])\*\*(?=[:：](?:\s|$))")


def text_bold_unclosed(document: Document, _: Context) -> Iterator[Finding]:
    """Marks of bold text without a partner, and pairs of two asterisks on one side and one on the other."""
    text = document.source.text
    for leaf in blocks_at(document, list(odd_lines(text))):
        if not isinstance(leaf, Leaf) or isinstance(leaf, TableCell):
            continue
        yield from _uneven(text, leaf.inlines)
        marks = loose_marks(text, leaf.inlines)
        if len(marks) % 2 and not any(failed_pairs(text, leaf.inlines)):
            for mark in marks:
                if _OPENING.match(text, mark) or _CLOSING.match(text, mark):
                    yield Finding(
                        Span(mark, mark + len("**")),
                        "this `**` is not closed in its paragraph",
                        "close the bold text with `**`, or delete this one",
                    )
                    break


def _uneven(text: str, inlines: Sequence[Inline]) -> Iterator[Finding]:
    """`**Model*` and `*Model**`, which are shown as an asterisk and text in italics."""
    for one, two in pairwise(inlines):
        if isinstance(one, Text) and isinstance(two, Emphasis) and _ends_alone(text, one.span):
            place, edit = Span(one.span.end - 1, two.span.end), Span(two.span.end, two.span.end)
        elif isinstance(one, Emphasis) and isinstance(two, Text) and _begins_alone(text, two.span):
            place, edit = Span(one.span.start, two.span.start + 1), Span(one.span.start, one.span.start)
        else:
            continue
        fix = Fix("write two on both sides", (Edit(edit, "*"),), Safety.UNSAFE)
        message = f'"{text[slice(*place)]}" has two asterisks on one side and one on the other'
        yield Finding(place, message, fix.title, fix)


def _ends_alone(text: str, span: Span) -> bool:
    """Whether a text ends with a mark, and that is no other one's second half."""
    return text[span.end - 1] == "*" and text[span.end - 2 : span.end - 1] not in ("*", "\\")


def _begins_alone(text: str, span: Span) -> bool:
    return text[span.start] == "*" and text[span.start + 1 : span.start + 2] != "*"
