"""Obsidian's Markdown: `[[links]]`, `![[embeds]]` and callouts."""

from __future__ import annotations

from notelint.markdown import nodes
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.markdown.leaves import LeafContent
    from notelint.source import Span

WIKI_LINK = r"!?\[\[(?P<wiki>[^\[\]\n]+)\]\](?![(\[])"

_CALLOUT = regex(r"[ \t]*\[!([^\[\]\s]+)\]")
_SIZE = regex(r"(\d+)(?:x(\d+))?$")
_IMAGE_SUFFIXES = (
    ".apng",
    ".avif",
    ".bmp",
    ".gif",
    ".heic",
    ".ico",
    ".jpeg",
    ".jpg",
    ".png",
    ".svg",
    ".tif",
    ".tiff",
    ".webp",
)


def callout_kind(line: str) -> str | None:
    """The kind of a callout, in lower case, from the first line of a quote (`[!note] Title`)."""
    found = _CALLOUT.match(line)
    return found[1].lower() if found else None


def wiki_link(text: str, start: int, leaf: LeafContent, span: Span) -> nodes.Inline:
    """The link or embedded image whose text between the brackets begins at `start`."""
    target, bar, rest = text.partition("|")
    label = rest if bar else None
    place = leaf.span((start, start + len(target)))
    if span.start + len("![[") == place.start and is_image(target):
        return nodes.Image(span, target, place, label, None, "embed", size(label))
    return nodes.WikiLink(span, target, place, label)


def is_image(target: str) -> bool:
    """Whether an embed shows an image; `![[note]]` and `![[paper.pdf]]` do not."""
    return target.partition("#")[0].strip().lower().endswith(_IMAGE_SUFFIXES)


def size(label: str | None) -> dict[str, str]:
    """The width and height that an embed's label gives (`300`, `300x200`)."""
    found = _SIZE.match(label or "")
    if not found:
        return {}
    return {name: value for name, value in zip(("width", "height"), found.groups(), strict=True) if value}
