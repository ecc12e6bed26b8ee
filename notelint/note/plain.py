"""Plain text of Markdown, with the place in the source of each part of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from notelint.dataclass import dataclass
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
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.markdown.nodes import Heading, Inline, Leaf

BREAK_TAG = regex(r"</?br\s*/?>", re.IGNORECASE)
_SPACE = r"[ \t\r\n\f\v]"
# A run of spaces that is not one space.
_SPACES = regex(rf"{_SPACE}(?:(?<! )|(?={_SPACE})){_SPACE}*+")


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
    said = [(inline, text) for inline, text in pieces(inlines) if text]
    starts = accumulate((len(text) for _, text in said[:-1]), initial=0)
    return Plain("".join(text for _, text in said), tuple(starts), tuple(_span_of(*each) for each in said), end)


def heading_text(heading: Heading) -> Plain:
    """A heading's plain text with places."""
    text = heading.content.plain_text
    if text is not None:
        return Plain(text, (0,), (heading.text_span,), heading.text_span.end)
    return plain(heading.inlines, heading.text_span.end)


def heading_words(heading: Heading) -> str:
    """A heading's plain text without places."""
    text = heading.content.plain_text
    return plain(heading.inlines, heading.text_span.end).text if text is None else text


def collapse(text: str) -> str:
    """The text with each run of spaces as one space, and none at its ends."""
    return _SPACES.sub(" ", text).strip(" ")


def leaf_text(leaf: Leaf) -> str:
    """A leaf's plain text with single spaces."""
    return collapse(plain(leaf.inlines, leaf.span.end).text)


def link_label(link: Link) -> str | None:
    """The text of a link, None where it is its address."""
    if link.form not in ("inline", "reference"):
        return None
    return collapse(plain(link.children, link.span.end).text) or None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of a text without the spaces at its ends."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def pieces(inlines: Iterable[Inline]) -> Iterator[tuple[Inline, str]]:
    """The inlines that say something, those within marks too, in order, each with what it says."""
    for inline in inlines:
        match inline:
            case Text(text=text) | CodeSpan(text=text):
                yield inline, text
            case InlineMath(text=text, display=display):
                dollars = "$$" if display else "$"
                yield inline, f"{dollars}{text}{dollars}"
            case Emphasis() | Strong() | Strikethrough() | Link():
                yield from pieces(inline.children)
            case WikiLink(target=target, label=label):
                yield inline, label or target
            case SoftBreak() | HardBreak():
                yield inline, "\n"
            case InlineHtml(text=text) if BREAK_TAG.fullmatch(text):
                yield inline, "\n"


def _span_of(inline: Inline, text: str) -> Span:
    """The place of what an inline says: of a code span that is its text without the backticks."""
    if not isinstance(inline, CodeSpan):
        return inline.span
    marks = max(0, inline.span.end - inline.span.start - len(text)) // 2
    return Span(inline.span.start + marks, inline.span.end - marks)
