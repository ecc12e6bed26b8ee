"""From mistune's inline tokens to nodes."""

from __future__ import annotations

from html import unescape
from html.entities import html5

from mistune.helpers import PUNCTUATION

from notelint.markdown import nodes
from notelint.markdown.html import html_images
from notelint.markdown.inlines import parse_tokens
from notelint.markdown.obsidian import wiki_link
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator
    from typing import Literal

    from notelint.markdown.inlines import Token
    from notelint.markdown.leaves import LeafContent
    from notelint.source import Span

_ESCAPE_OR_ENTITY = regex(rf"\\({PUNCTUATION})|&(#[0-9]{{1,7}};|#[xX][0-9a-fA-F]{{1,6}};|[A-Za-z][A-Za-z0-9]*;)")


def parse_inlines(leaf: LeafContent) -> tuple[nodes.Inline, ...]:
    """The inline nodes of a leaf block."""
    return _nodes(parse_tokens(leaf.text.text, leaf.needed_definitions), leaf)


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


def _nodes(tokens: Iterable[Token], leaf: LeafContent) -> tuple[nodes.Inline, ...]:
    return tuple(_BUILDERS[token["type"]](token, leaf.span(token["span"]), leaf) for token in _joined(tokens))


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, with text that mistune left in pieces in one."""
    start = end = 0
    for token in tokens:
        if token["type"] == "text":
            if start == end:
                start, end = token["span"]
            elif token["raw"]:
                end = token["span"][1]
            continue
        if start < end:
            yield {"type": "text", "span": (start, end)}
        start = end
        yield token
    if start < end:
        yield {"type": "text", "span": (start, end)}


def _text(token: Token, span: Span, leaf: LeafContent) -> nodes.Inline:
    return nodes.Text(span, decode(leaf.source(token["span"])))


def _code_span(token: Token, span: Span, _leaf: LeafContent) -> nodes.Inline:
    return nodes.CodeSpan(span, token["raw"])


def _math(token: Token, span: Span, _leaf: LeafContent) -> nodes.Inline:
    return nodes.InlineMath(span, token["text"], token["display"])


def _html(token: Token, span: Span, leaf: LeafContent) -> nodes.Inline:
    source = leaf.source(token["span"])
    start = token["span"][0]
    images = html_images(source, lambda first, last: leaf.span((start + first, start + last)))
    return next(images, nodes.InlineHtml(span, source))


def _soft_break(_token: Token, span: Span, _leaf: LeafContent) -> nodes.Inline:
    return nodes.SoftBreak(span)


def _hard_break(_token: Token, span: Span, _leaf: LeafContent) -> nodes.Inline:
    return nodes.HardBreak(span)


def _footnote(token: Token, span: Span, _leaf: LeafContent) -> nodes.Inline:
    return nodes.FootnoteReference(span, token["label"])


def _emphasis(token: Token, span: Span, leaf: LeafContent) -> nodes.Inline:
    return nodes.Emphasis(span, _nodes(token["children"], leaf))


def _strong(token: Token, span: Span, leaf: LeafContent) -> nodes.Inline:
    return nodes.Strong(span, _nodes(token["children"], leaf))


def _strikethrough(token: Token, span: Span, leaf: LeafContent) -> nodes.Inline:
    return nodes.Strikethrough(span, _nodes(token["children"], leaf))


def _wiki_link(token: Token, span: Span, leaf: LeafContent) -> nodes.Inline:
    return wiki_link(token["text"], token["text_start"], leaf, span)


def _autolink(token: Token, span: Span, leaf: LeafContent) -> nodes.Inline:
    start, end = token["span"]
    bracket = token["form"] == "autolink"
    place = leaf.span((start + bracket, end - bracket))
    return nodes.Link(span, (nodes.Text(place, token["text"]),), token["text"], place, None, token["form"])


def _unparsed_image(token: Token, span: Span, leaf: LeafContent) -> nodes.Inline:
    place = token["destination"]
    return nodes.Image(span, leaf.source(place), leaf.span(place), decode(token["alt"]), token["title"], "unparsed")


def _image(token: Token, span: Span, leaf: LeafContent) -> nodes.Inline:
    alt = plain_text(_nodes(token["children"], leaf))
    return nodes.Image(span, *_destination(token, leaf), alt, token["attrs"].get("title"), _form(token))


def _link(token: Token, span: Span, leaf: LeafContent) -> nodes.Inline:
    children = tuple(_without_autolink(child) for child in _nodes(token["children"], leaf))
    return nodes.Link(span, children, *_destination(token, leaf), token["attrs"].get("title"), _form(token))


def _form(token: Token) -> Literal["inline", "reference"]:
    return "reference" if "ref" in token else "inline"


def _destination(token: Token, leaf: LeafContent) -> tuple[str, Span]:
    if "ref" in token:
        definition = leaf.needed_definitions[token["ref"]]
        return definition["url"], definition["span"]
    return leaf.source(token["destination"]), leaf.span(token["destination"])


def _without_autolink(inline: nodes.Inline) -> nodes.Inline:
    """A link holds no other link: a URL in its text is text (CommonMark 6.3)."""
    match inline:
        case nodes.Link(form="bare"):
            return inline.children[0]
        case nodes.Link(form="autolink"):
            return nodes.Text(inline.span, f"<{inline.destination}>")
        case nodes.Emphasis() | nodes.Strong() | nodes.Strikethrough():
            return type(inline)(inline.span, tuple(_without_autolink(child) for child in inline.children))
    return inline


_BUILDERS: dict[str, Callable[[Token, Span, LeafContent], nodes.Inline]] = {
    "text": _text,
    "codespan": _code_span,
    "math": _math,
    "inline_html": _html,
    "softbreak": _soft_break,
    "linebreak": _hard_break,
    "footnote": _footnote,
    "emphasis": _emphasis,
    "strong": _strong,
    "strikethrough": _strikethrough,
    "wiki_link": _wiki_link,
    "autolink": _autolink,
    "unparsed": _unparsed_image,
    "image": _image,
    "link": _link,
}
