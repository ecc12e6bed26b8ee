"""From mistune's inline tokens to nodes."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Literal

from mistune.helpers import PUNCTUATION

from notelint.markdown import nodes, obsidian
from notelint.markdown.html import image_tags
from notelint.markdown.inlines import parse_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from notelint.markdown.html import Tag
    from notelint.markdown.inlines import Definitions, Token
    from notelint.markdown.places import Inlined
    from notelint.source import Span

_ESCAPE_OR_ENTITY = re.compile(rf"\\({PUNCTUATION})|&(#[0-9]{{1,7}};|#[xX][0-9a-fA-F]{{1,6}};|[A-Za-z][A-Za-z0-9]*;)")


def parse_inlines(text: Inlined, definitions: Definitions) -> tuple[nodes.Inline, ...]:
    """The inline nodes of a leaf block's text."""
    return _nodes(parse_tokens(text.text, definitions), text, definitions)


def html_image(tag: Tag, span: Callable[[int, int], Span]) -> nodes.Image:
    """The image of an `<img>` tag; `span` turns places in the searched text into original ones."""
    attributes = tag.attributes
    place = tag.places.get("src")
    return nodes.Image(
        span(tag.start, tag.end),
        attributes.get("src", ""),
        span(*place) if place else None,
        attributes.get("alt"),
        attributes.get("title"),
        "html",
        attributes,
    )


def decode(text: str) -> str:
    """A text without backslash escapes and entities (CommonMark 2.4, 2.5)."""
    return _ESCAPE_OR_ENTITY.sub(_decoded, text)


def _decoded(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    return unescape(found[0]) if found[2][0] == "#" or found[2] in html5 else found[0]


def plain_text(inlines: Iterable[nodes.Inline]) -> str:
    """What an image's description says: its text without markup (CommonMark 6.4)."""
    parts = []
    for inline in inlines:
        match inline:
            case nodes.Text(text=text) | nodes.CodeSpan(text=text) | nodes.InlineMath(text=text):
                parts.append(text)
            case nodes.SoftBreak() | nodes.HardBreak():
                parts.append("\n")
            case nodes.Image(alt=alt):
                parts.append(alt or "")
            case nodes.Emphasis() | nodes.Strong() | nodes.Strikethrough() | nodes.Link():
                parts.append(plain_text(inline.children))
    return "".join(parts)


def _nodes(tokens: Iterable[Token], text: Inlined, definitions: Definitions) -> tuple[nodes.Inline, ...]:
    return tuple(_node(token, text, definitions) for token in tokens if token["span"][0] < token["span"][1])


def _node(token: Token, text: Inlined, definitions: Definitions) -> nodes.Inline:
    span = text.span(*token["span"])
    source = text.text[slice(*token["span"])]
    match token["type"]:
        case "text":
            return nodes.Text(span, decode(source))
        case "codespan":
            return nodes.CodeSpan(span, token["raw"])
        case "math":
            return nodes.InlineMath(span, token["text"], token["display"])
        case "inline_html":
            return _html(span, source, token, text)
        case "softbreak":
            return nodes.SoftBreak(span)
        case "linebreak":
            return nodes.HardBreak(span)
        case "footnote":
            return nodes.FootnoteReference(span, token["label"])
        case "wiki_link":
            return _wiki_link(span, token, text)
        case "autolink":
            return _autolink(span, token, text)
        case "unparsed":
            destination = slice(*token["destination"])
            place = text.span(*token["destination"])
            return nodes.Image(span, text.text[destination], place, decode(token["alt"]), token["title"], "unparsed")
        case "link" | "image":
            return _link(span, token, text, definitions)
    children = _nodes(token["children"], text, definitions)
    return _CONTAINERS[token["type"]](span, children)


_CONTAINERS = {"emphasis": nodes.Emphasis, "strong": nodes.Strong, "strikethrough": nodes.Strikethrough}


def _html(span: Span, source: str, token: Token, text: Inlined) -> nodes.Inline:
    start = token["span"][0]
    for tag in image_tags(source):
        return html_image(tag, lambda first, last: text.span(start + first, start + last))
    return nodes.InlineHtml(span, source)


def _wiki_link(span: Span, token: Token, text: Inlined) -> nodes.Inline:
    target, bar, label = token["text"].partition("|")
    start = token["span"][0] + (3 if token["embed"] else 2)
    place = text.span(start, start + len(target))
    label = label if bar else None
    if token["embed"] and obsidian.is_image(target):
        return nodes.Image(span, target, place, label, None, "embed", obsidian.size(label))
    return nodes.WikiLink(span, target, place, label)


def _autolink(span: Span, token: Token, text: Inlined) -> nodes.Inline:
    start, end = token["span"]
    bracket = token["form"] == "autolink"
    place = text.span(start + bracket, end - bracket)
    return nodes.Link(span, (nodes.Text(place, token["text"]),), token["text"], place, None, token["form"])


def _link(span: Span, token: Token, text: Inlined, definitions: Definitions) -> nodes.Inline:
    form: Literal["inline", "reference"] = "inline"
    if "ref" in token:
        form = "reference"
        definition = definitions[token["ref"]]
        destination, place = definition["url"], definition["span"]
    else:
        place = text.span(*token["destination"])
        destination = text.text[slice(*token["destination"])]
    title = token["attrs"].get("title")
    children = _nodes(token["children"], text, definitions)
    if token["type"] == "image":
        return nodes.Image(span, destination, place, plain_text(children), title, form)
    return nodes.Link(span, tuple(_without_autolink(child) for child in children), destination, place, title, form)


def _without_autolink(inline: nodes.Inline) -> nodes.Inline:
    """A link holds no other link: a URL in its text is text (CommonMark 6.3)."""
    match inline:
        case nodes.Link(form="autolink" | "bare"):
            return inline.children[0] if inline.form == "bare" else nodes.Text(inline.span, f"<{inline.destination}>")
        case nodes.Emphasis() | nodes.Strong() | nodes.Strikethrough():
            return type(inline)(inline.span, tuple(_without_autolink(child) for child in inline.children))
    return inline
