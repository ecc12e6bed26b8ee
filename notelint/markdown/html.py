"""HTML in Markdown: where a block of it ends (CommonMark 4.6), and the images in it."""

from __future__ import annotations

import re

from notelint.markdown.nodes import Image
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from notelint.source import Span

# CommonMark 4.6, kind 6
_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|"
    "link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|section|source|summary|table|tbody|td|"
    "tfoot|th|thead|title|tr|track|ul"
)
_TAG_NAME = r"[A-Za-z][A-Za-z0-9-]*"
_ATTRIBUTES = r"""(?:\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^ !"'=<>`]+|'[^']*?'|"[^"]*?"))?)*"""
_RAW_TEXT_TAGS = "script|style|textarea"
# How a block begins: the first six kinds of CommonMark 4.6; and what ends the first five.
_START = regex(
    rf"(<(?:pre|{_RAW_TEXT_TAGS})(?:[ \t>]|$))|(<!--)|(<\?)|(<!\[(?-i:CDATA)\[)|(<![A-Za-z])"
    rf"|</?(?:{_BLOCK_TAGS})(?:[ \t]|/?>|$)",
    re.IGNORECASE,
)
_ENDS = (
    regex(rf"</(?:pre|{_RAW_TEXT_TAGS})>", re.IGNORECASE),
    regex(r"-->"),
    regex(r"\?>"),
    regex(r"\]\]>"),
    regex(r">"),
)
BLANK_LINE = regex(r"^[ \t]*$", re.MULTILINE)
_LONE_TAG = regex(rf"(?:<{_TAG_NAME}{_ATTRIBUTES}\s*/?>|</{_TAG_NAME}\s*>)[ \t]*$")


def html_block_end(line: str, *, interrupts: bool) -> re.Pattern[str] | None:
    """What ends the HTML block that a line (from its `<` on) begins; None where it begins none.

    `interrupts`: the line follows a paragraph, which a lone tag that is no block tag does not end.
    """
    if not line.startswith("<"):
        return None
    start = _START.match(line)
    if start:
        return _ENDS[start.lastindex - 1] if start.lastindex else BLANK_LINE
    return BLANK_LINE if not interrupts and _LONE_TAG.match(line) else None


class _Tag(NamedTuple):
    """A start tag: its place in the text that was searched, its attributes, and where the value of `src` stands."""

    start: int
    end: int
    attributes: Mapping[str, str]
    src: tuple[int, int] | None


_TOKEN = regex(rf"<!--|<({_RAW_TEXT_TAGS})(?=[\s/>])|<img(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTE = regex(r"""[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")


def html_images(text: str, span: Callable[[int, int], Span]) -> Iterator[Image]:
    """The images of a piece of HTML; `span` turns places in this text into original ones."""
    for tag in _image_tags(text):
        attributes = tag.attributes
        place = tag.src
        yield Image(
            span(tag.start, tag.end),
            text[slice(*place)] if place else "",
            span(*place) if place else None,
            attributes.get("alt"),
            attributes.get("title"),
            "html",
            attributes,
        )


def _image_tags(text: str) -> Iterator[_Tag]:
    """The `<img>` tags of a piece of HTML, but for those in comments, scripts and the like."""
    position = 0
    while found := _TOKEN.search(text, position):
        if found[0] == "<!--":
            position = _after(text, re.compile("-->"), found.start() + 2)
        elif found[1]:
            position = _after(text, re.compile(rf"</{found[1]}>", re.IGNORECASE), found.end())
        else:
            tag = _tag(text, found.start(), found.end())
            if tag is None:
                return
            yield tag
            position = tag.end


def _after(text: str, pattern: re.Pattern[str], position: int) -> int:
    found = pattern.search(text, position)
    return found.end() if found else len(text)


def _tag(text: str, start: int, position: int) -> _Tag | None:
    """The tag whose attributes begin at `position`; None where it has no end."""
    attributes: dict[str, str] = {}
    src = None
    while found := _ATTRIBUTE.match(text, position):
        position = found.end()
        name = found[1].lower()
        if name not in attributes:  # HTML: the first one counts
            value = found.lastindex or 1  # the group of its kind of quotes; that of the name where it has none
            attributes[name] = unescape(found[value]) if value > 1 else ""
            if name == "src" and value > 1:
                src = found.span(value)
    end = text.find(">", position)
    return None if end < 0 else _Tag(start, end + 1, attributes, src)


def unescape(text: str) -> str:
    """A text with the characters that entities stand for."""
    if "&" not in text:
        return text
    import html  # noqa: PLC0415 - its table of entities is large, and few texts have any

    return html.unescape(text)
