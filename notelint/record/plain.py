"""Plain text of Markdown for the record: marks removed, spaces collapsed, math kept with its dollars."""

from __future__ import annotations

import re

from notelint.markdown.html import unescape
from notelint.markdown.leaves import paragraph
from notelint.markdown.nodes import HardBreak, InlineHtml
from notelint.note.plain import BREAK_TAG, collapse, pieces
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notelint.markdown.nodes import Inline, Leaf

_COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = regex(r"</?[A-Za-z!?][^<>]*>")


def leaf_text(leaf: Leaf) -> str:
    """The plain text of a block of inlines.

    A link is its label, `<br>` and a hard break are a line feed, an image is nothing.
    """
    text = leaf.content.plain_text
    return collapse_lines(_inline_text(leaf.inlines) if text is None else text)


def _inline_text(inlines: Iterable[Inline]) -> str:
    return "".join(
        text if isinstance(inline, (HardBreak, InlineHtml)) else text.replace("\n", " ")
        for inline, text in pieces(inlines)
    )


def html_text(html: str) -> str:
    """The plain text of HTML: no tags, no comments, entities decoded, `<br>` a line feed."""
    lines = BREAK_TAG.split(_COMMENT.sub("", html))
    return collapse_lines("\n".join(unescape(collapse(_TAG.sub("", line))) for line in lines))


def collapse_lines(text: str) -> str:
    """The text with each run of spaces as one space, on each of its lines; no blank lines at its ends."""
    if "\n" not in text:
        return collapse(text)
    return "\n".join(map(collapse, text.split("\n"))).strip("\n")


def shown_lines(markdown: str) -> str:
    """The plain text of lines of Markdown, each by itself."""
    return collapse_lines("\n".join(leaf_text(paragraph(line, 0, len(line), dict)) for line in markdown.split("\n")))
