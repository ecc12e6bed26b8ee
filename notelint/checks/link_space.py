"""The check of the rule link-space."""

from __future__ import annotations

from notelint.checks.prose import matches_outside_code
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.markdown import nodes
from notelint.markdown.nodes import Leaf, walk
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document

# What these hold that most texts do not: to look for it takes a tenth of the time.
_IS_PARTED = regex(r"\][ \t]+\((?:http|www)")
_HAS_SPACE = regex(r"\]\([ \t]*[^\s()][^\s()]*[ \t]+[^\s\"'()][^()\r\n]*\)")
_SPACES = regex(r"[ \t]+")
# `[text] (address)`; a number, a footnote or a box to tick in front of an address is no text of a link.
_PARTED = regex(
    r"\[(?![\d\s,;\u2013-]+\]|[xX]\]|[\^@])[^\[\]\r\n]+\](?P<spaces>[ \t]+)"
    r"\((?:https?://|www\.)[^\s()]+(?:\([^\s()]*\))*\)"
)
# A destination with a space inside that begins as an address or the name of a heading, or ends as a file does.
_DESTINATION = regex(
    r"(?<![\\!])\[[^\[\]\r\n]*\]\([ \t]*"
    r"(?P<place>(?:https?://|www\.|#)[^\s()<>\"']+[ \t]+[^()<>\"'\r\n]*?[^\s()<>\"']"
    r"|[^\s()<>\"'#][^()<>\"'#\r\n]*?[ \t][^()<>\"'\r\n]*?"
    r"\.(?i:md|pdf|ipynb|html?|txt|pptx?|docx?)(?:#[^\s()<>\"']*)?)[ \t]*\)"
)
# Where a space cannot be part of an address: behind `://`, and before the names of papers and videos.
_ADDRESS = regex(
    r"https?://(?P<scheme>[ \t]+)(?:[\w-]+\.)+[a-z]{2,}(?=[/\s)]|$)"
    r"|https?://(?:[\w-]+\.)*(?:"
    r"arxiv\.org/(?:(?P<site>[ \t]+)(?=(?:abs|pdf|html)/\d)|(?:abs|pdf|html)/(?:(?P<arxiv>[ \t]+)(?=\d{4}\.\d{4})"
    r"|\d{4}(?:\.(?P<dot>[ \t]+)|(?P<number>[ \t]+)\.)(?=\d{4})))"
    r"|doi\.org/(?:(?P<doi>[ \t]+)(?=10\.\d{4})|10\.\d{4,9}/(?P<suffix>[ \t]+)(?=[\w.]*\d))"
    r"|youtube\.com/watch\?v=(?P<video>[ \t]+)(?=[\w-]{11}\b)"
    r"|openreview\.net/(?:forum|pdf)\?id=(?P<review>[ \t]+)(?=\w{6}))"
)
_JOINT = "/=:?&."


def link_space(document: Document, _: Context) -> Iterator[Finding]:
    """Links and addresses that a space cuts in two."""
    text = document.source.text
    for found in matches_outside_code(document, _PARTED) if _IS_PARTED.search(text) else ():
        span = Span(*found.span("spaces"))
        fix = Fix("delete the space", (Edit(span, ""),), Safety.UNSAFE)
        yield Finding(span, "a space between the text and the address of a link: it is shown as text", fix.title, fix)
    for found in matches_outside_code(document, _DESTINATION) if _HAS_SPACE.search(text) else ():
        place = Span(*found.span("place"))
        if not _is_link(document, found.start()):
            written = found["place"]
            spelled = _SPACES.sub(lambda spaces, whole=written: _joined(whole, spaces), written)
            message = f'"{written}" is no link to Markdown: a space in an address ends it'
            fix = Fix(f'write "{spelled}"', (Edit(place, spelled),), Safety.UNSAFE)
            yield Finding(place, message, fix.title, fix)
    for found in _addresses(document):
        span = Span(*found.span(found.lastgroup or 0))
        fix = Fix("delete the space", (Edit(span, ""),), Safety.UNSAFE)
        yield Finding(span, "a space cuts this address in two", fix.title, fix)


def _addresses(document: Document) -> Iterator[re.Match[str]]:
    """Addresses with a space, in front matter too; those in destinations are found as such."""
    for entry in document.front_matter.entries if document.front_matter else ():
        if isinstance(entry.value, str):
            yield from _ADDRESS.finditer(document.source.text, *entry.value_span)
    for found in matches_outside_code(document, _ADDRESS):
        if document.source.text[found.start() - 2 : found.start()] != "](":
            yield found


def _joined(whole: str, spaces: re.Match[str]) -> str:
    """What stands in place of spaces in an address: nothing beside a mark that parts it, else `%20`."""
    around: Sequence[str] = (whole[spaces.start() - 1], whole[spaces.end()])
    return "" if any(each in _JOINT for each in around) else "%20" * len(spaces[0])


def _is_link(document: Document, start: int) -> bool:
    """Whether Markdown reads a link, or an image, at an offset: with a title perhaps."""
    leaves = (block for block in walk(document.blocks.at([start])) if isinstance(block, Leaf))
    return any(each.span.start <= start < each.span.end for leaf in leaves for each in leaf.find(nodes.Link))
