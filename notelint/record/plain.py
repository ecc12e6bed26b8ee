"""Plain text of Markdown for the record: marks removed, blanks collapsed, math kept with its dollars."""

from __future__ import annotations

import re
from html import unescape
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
from notelint.note.plain import collapse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.markdown.nodes import Inline

_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")


def inline_text(inlines: Iterable[Inline]) -> str:
    """The plain text of inlines: a link is its label, `<br>` and a hard break are a line feed, an image is nothing."""
    return collapse_lines("".join(_pieces(inlines)))


def html_text(html: str) -> str:
    """The plain text of HTML: no tags, no comments, entities decoded, `<br>` a line feed."""
    lines = _BREAK_TAG.split(_COMMENT.sub("", html))
    return collapse_lines("\n".join(unescape(collapse(_TAG.sub("", line))) for line in lines))


def collapse_lines(text: str) -> str:
    """The text with each run of blanks as one blank, on each of its lines; no blank lines at its ends."""
    return "\n".join(collapse(line) for line in text.split("\n")).strip("\n")


def _pieces(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text=text) | CodeSpan(text=text):
                yield text.replace("\n", " ")
            case InlineMath(text=text, display=display):
                dollars = "$$" if display else "$"
                yield f"{dollars}{text}{dollars}".replace("\n", " ")
            case Emphasis(children=children) | Strong(children=children) | Strikethrough(children=children):
                yield from _pieces(children)
            case Link(children=children):
                yield from _pieces(children)
            case WikiLink(target=target, label=label):
                yield label or target
            case SoftBreak():
                yield " "
            case HardBreak():
                yield "\n"
            case InlineHtml(text=text) if _BREAK_TAG.fullmatch(text):
                yield "\n"
