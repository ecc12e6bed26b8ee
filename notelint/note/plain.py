"""Plain text of Markdown, with the place in the source of each part of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from notelint.markdown.nodes import (
    CodeSpan,
    Emphasis,
    HardBreak,
    InlineHtml,
    InlineMath,
    Link,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
    WikiLink,
)
from notelint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.markdown.nodes import Inline

_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True)
class Plain:
    """A text without marks, in pieces: where each begins in the text, and the span of the source it stands for."""

    text: str
    starts: tuple[int, ...]
    spans: tuple[Span, ...]
    end: int

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`; empty, at the right place, for an empty range.

        Exact where a piece and its source are equally long; else (escapes, entities) the whole piece.
        """
        if start >= end:
            place = self._place(start).start if start < len(self.text) else self.end
            return Span(place, place)
        return Span(self._place(start).start, self._place(end - 1).end)

    def _place(self, offset: int) -> Span:
        """The source span of one character."""
        piece = bisect_right(self.starts, offset) - 1
        start, span = self.starts[piece], self.spans[piece]
        length = (self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)) - start
        if length != span.end - span.start:
            return span
        return Span(span.start + offset - start, span.start + offset - start + 1)


def plain(inlines: Iterable[Inline], end: int) -> Plain:
    """The plain text of inlines that end at the source offset `end`.

    Marks go, `<br>` and line ends become a line feed, math keeps its dollars, images and comments leave nothing.
    """
    pieces = [(text, span) for text, span in _pieces(inlines) if text]
    starts = accumulate((len(text) for text, _ in pieces[:-1]), initial=0)
    return Plain("".join(text for text, _ in pieces), tuple(starts), tuple(span for _, span in pieces), end)


def collapse(text: str) -> str:
    """The text with each run of blanks as one blank, and none at its ends."""
    return _BLANKS.sub(" ", text).strip(" ")


def _pieces(inlines: Iterable[Inline]) -> Iterator[tuple[str, Span]]:
    for inline in inlines:
        match inline:
            case Text(span, text):
                yield text, span
            case CodeSpan(span, text):
                yield text, _inner(span, text)
            case InlineMath(span, text, display):
                dollars = "$$" if display else "$"
                yield f"{dollars}{text}{dollars}", span
            case Emphasis() | Strong() | Strikethrough() | Link():
                yield from _pieces(inline.children)
            case WikiLink(span, target, _, label):
                yield label or target, span
            case SoftBreak(span) | HardBreak(span):
                yield "\n", span
            case InlineHtml(span, text) if _BREAK_TAG.fullmatch(text):
                yield "\n", span


def _inner(span: Span, text: str) -> Span:
    """The middle of a code span: its text without the backticks."""
    marks = max(0, span.end - span.start - len(text)) // 2
    return Span(span.start + marks, span.end - marks)
