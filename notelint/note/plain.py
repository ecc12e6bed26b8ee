"""Plain text of Markdown, each character with its place in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
    """A text without marks, and for each of its characters the span of the source that it stands for."""

    text: str
    places: tuple[Span, ...]
    end: int

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`; empty, at the right place, for an empty range."""
        if start >= end:
            place = self.places[start].start if start < len(self.places) else self.end
            return Span(place, place)
        return Span(self.places[start].start, self.places[end - 1].end)


def plain(inlines: Iterable[Inline], end: int) -> Plain:
    """The plain text of inlines that end at the source offset `end`.

    Marks go, `<br>` and line ends become a line feed, math keeps its dollars, images and comments leave nothing.
    """
    characters: list[str] = []
    places: list[Span] = []
    for text, span in _pieces(inlines):
        characters.append(text)
        places.extend(_places(text, span))
    return Plain("".join(characters), tuple(places), end)


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


def _places(text: str, span: Span) -> list[Span]:
    """One place for each character: exact where text and source are equally long, else the whole span for each."""
    if len(text) == span.end - span.start:
        return [Span(place, place + 1) for place in range(span.start, span.end)]
    return [span] * len(text)
