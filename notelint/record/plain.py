"""Plain text of Markdown for the record: marks removed, blanks collapsed, math kept with its dollars."""

from __future__ import annotations

import re
from html import unescape

from notelint.markdown.nodes import HardBreak, InlineHtml
from notelint.note.plain import BREAK_TAG, collapse, pieces
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notelint.markdown.nodes import Inline

_COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = regex(r"</?[A-Za-z!?][^<>]*>")


def inline_text(inlines: Iterable[Inline]) -> str:
    """The plain text of inlines: a link is its label, `<br>` and a hard break are a line feed, an image is nothing."""
    return collapse_lines(
        "".join(
            text if isinstance(inline, HardBreak | InlineHtml) else text.replace("\n", " ")
            for inline, text in pieces(inlines)
        )
    )


def html_text(html: str) -> str:
    """The plain text of HTML: no tags, no comments, entities decoded, `<br>` a line feed."""
    lines = BREAK_TAG.split(_COMMENT.sub("", html))
    return collapse_lines("\n".join(unescape(collapse(_TAG.sub("", line))) for line in lines))


def collapse_lines(text: str) -> str:
    """The text with each run of blanks as one blank, on each of its lines; no blank lines at its ends."""
    return "\n".join(collapse(line) for line in text.split("\n")).strip("\n")
