"""Inline content that needs no parser: the forms of which there is nothing to decide, and the text around them."""

from __future__ import annotations

import re

from notelint.markdown import nodes
from notelint.markdown.html import html_images
from notelint.markdown.obsidian import WIKI_LINK, is_image, size
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from notelint.markdown.leaves import LeafContent
    from notelint.source import Span

MATH = r"\$\$(?:[^$\\]++|\\[\s\S])++\$\$|\$`[^`\n]++`\$|\$(?![\s$])(?:[^$\\\n]++|\\.)*+(?<!\s)\$(?!\d)"

_MARK = regex(r"\n|\*|`|\$|<|\[|\\|_|&|~~|!\[|https?://")
_NO_ENTITY = r"&(?!\#?[A-Za-z0-9]++;)"
_WITHIN_WORD = r"(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])"
_LABEL = rf"(?:[^*\\`_\[\]<&$~:\n]++|{_WITHIN_WORD}|:(?!//)|{_NO_ENTITY}|~(?!~))"
_PATH = r"[^\s()<>\\\x00-\x1f\x7f]"
_LINK = (
    rf"\[(?P<label>{_LABEL}*+)\]\((?P<destination>(?:{_PATH}++|\({_PATH}*+\))++)"
    r'(?:[ ]++"(?P<title>[^"\\\n\x00]*+)")?[ ]*+\)'
)
# What any of these has in it.
_ANY_MARK = regex(r"[\\`*_\[<&$\n]|~~|://")


def is_plain(text: str) -> bool:
    """Whether a text is one text node."""
    return bool(text) and not _ANY_MARK.search(text)


_REFERENCE = (
    rf"(?P<reference>\[(?!\^)(?P<reference_text>{_LABEL}++)\]"
    rf"(?:\[(?!\^)(?P<reference_label>{_LABEL}*+)\])?+(?![(\[]))"
)


def _emphasis(name: str, run: str) -> str:
    """Delimiters of which each opens or closes for certain, where no others are between them (CommonMark 6.2).

    It does so beside a letter or digit that is text, and beside what is no space where none is on the other side.
    """
    opens = rf"(?:(?=[^\W_])(?!https?://)|(?<![^\W_]{run})(?=[^\s*]))"
    closes = rf"(?:(?<=[^\W_])|(?<=\S)(?={run}(?:[\W_]|\Z)))"
    return rf"(?P<{name}>(?<!\*){run}{opens}(?P<{name}_content>[^*]++){closes}{run}(?!\*))"


# By the character that it begins with. `plain` is text for certain; what is none of the forms takes the parser.
_FORMS = {
    "\n": regex(r"(?P<line_end>\n[ \t]*+)"),
    "*": regex(
        rf"{_emphasis('strong', r'[*]{2}')}|{_emphasis('emphasis', '[*]')}|{_emphasis('both', r'[*]{3}')}"
        r"|(?P<plain>(?<![^ \n])\*(?![^ \n]))"
    ),
    "`": regex(r"(?P<code>(?<!`)`(?![ `])(?P<verbatim>[^`\n]++)(?<! )`(?!`))"),
    "$": regex(rf"(?P<math>{MATH})|(?P<plain>\$)"),
    "<": regex(
        r'(?P<html><(?:/[A-Za-z][A-Za-z0-9]*+|[A-Za-z][A-Za-z0-9]*+(?: ++[A-Za-z]++="[^"<>\n]*+")*+ ?/?)>)'
        r"|(?P<autolink><https?://[^\s<>\x00-\x1f]++>)|(?P<plain><(?=\s|\Z))"
    ),
    "[": regex(rf"(?P<link>{_LINK})|{_REFERENCE}|(?P<wiki_link>{WIKI_LINK})"),
    "!": regex(rf"(?P<image>!{_LINK})|(?P<wiki_link>{WIKI_LINK})"),
    "\\": regex(r"(?P<plain>\\(?=[^\W_]))"),
    "_": regex(rf"(?P<plain>{_WITHIN_WORD})"),
    "&": regex(rf"(?P<plain>{_NO_ENTITY})"),
    "~": regex(r"(?P<plain>(?<!~)~~(?=\s|\Z))"),
    "h": regex(r"(?P<bare>(?<![A-Za-z0-9])https?://[\w/.?=&%#+~,:;@-]*[A-Za-z0-9/=](?=[.,!?]*+(?:\s|\Z)))", re.ASCII),
}


def simple_inlines(leaf: LeafContent) -> tuple[nodes.Inline, ...] | None:
    """The inline nodes of a leaf block, or None where it takes a parser to tell."""
    return _inlines(leaf, 0, len(leaf.text.text))


def _inlines(leaf: LeafContent, start: int, end: int) -> tuple[nodes.Inline, ...] | None:
    """The inline nodes of a part of the text; none of them may end behind it."""
    text = leaf.text.text
    found: list[nodes.Inline] = []
    position = start
    while mark := _MARK.search(text, position, end):
        form = _FORMS[text[mark.start()]].match(text, mark.start())
        if not form or form.end() > end:
            return None
        position = form.end()
        if form.lastgroup == "plain" or (form.lastgroup == "reference" and not leaf.needed_definitions):
            continue
        first = mark.start() if form.lastgroup != "line_end" else len(text[start : mark.start()].rstrip(" ")) + start
        if start < first:
            found.append(nodes.Text(leaf.span((start, first)), text[start:first]))
        node = _BUILDERS[form.lastgroup](form, leaf, leaf.span((first, position)))
        if node is None:
            return None
        found.append(node)
        start = position
    if start < end:
        found.append(nodes.Text(leaf.span((start, end)), text[start:end]))
    return tuple(found)


def _line_end(form: re.Match[str], leaf: LeafContent, span: Span) -> nodes.Inline:
    return (nodes.HardBreak if leaf.text.text.endswith("  ", 0, form.start()) else nodes.SoftBreak)(span)


def _strong(form: re.Match[str], leaf: LeafContent, span: Span) -> nodes.Inline | None:
    children = _inlines(leaf, *form.span("strong_content"))
    return None if children is None else nodes.Strong(span, children)


def _emphasized(form: re.Match[str], leaf: LeafContent, span: Span) -> nodes.Inline | None:
    children = _inlines(leaf, *form.span("emphasis_content"))
    return None if children is None else nodes.Emphasis(span, children)


def _both(form: re.Match[str], leaf: LeafContent, span: Span) -> nodes.Inline | None:
    children = _inlines(leaf, *form.span("both_content"))
    strong = leaf.span((form.start() + 1, form.end() - 1))
    return None if children is None else nodes.Emphasis(span, (nodes.Strong(strong, children),))


def _code(form: re.Match[str], _leaf: LeafContent, span: Span) -> nodes.Inline:
    return nodes.CodeSpan(span, form["verbatim"])


def _math(form: re.Match[str], _leaf: LeafContent, span: Span) -> nodes.Inline:
    return nodes.InlineMath(span, *math_text(form[0]))


def math_text(source: str) -> tuple[str, bool]:
    """The TeX of a formula in a line, and whether it is displayed; GitHub's form has backticks inside of it."""
    display = source.startswith("$$")
    text = source[2:-2] if display else source[1:-1]
    return (text[1:-1] if text.startswith("`") and text.endswith("`") else text), display


def _html(form: re.Match[str], leaf: LeafContent, span: Span) -> nodes.Inline:
    start = form.start()
    images = html_images(form[0], lambda first, last: leaf.span((start + first, start + last)))
    return next(images, nodes.InlineHtml(span, form[0]))


def _autolink(form: re.Match[str], leaf: LeafContent, span: Span) -> nodes.Inline:
    place = leaf.span((form.start() + 1, form.end() - 1))
    return nodes.Link(span, (nodes.Text(place, form[0][1:-1]),), form[0][1:-1], place, None, "autolink")


def _bare(form: re.Match[str], _leaf: LeafContent, span: Span) -> nodes.Inline:
    return nodes.Link(span, (nodes.Text(span, form[0]),), form[0], span, None, "bare")


def _link(form: re.Match[str], leaf: LeafContent, span: Span) -> nodes.Inline:
    children = (nodes.Text(leaf.span(form.span("label")), form["label"]),) if form["label"] else ()
    return nodes.Link(span, children, form["destination"], leaf.span(form.span("destination")), form["title"] or None)


def _reference(form: re.Match[str], leaf: LeafContent, span: Span) -> nodes.Inline | None:
    """A reference to a definition; a text in brackets that is none may hold a shorter one."""
    from mistune.util import unikey  # noqa: PLC0415 - a definition has been read, so mistune is there

    definition = leaf.needed_definitions.get(unikey(form["reference_label"] or form["reference_text"]))
    if definition is None:
        return None
    text = nodes.Text(leaf.span(form.span("reference_text")), form["reference_text"])
    return nodes.Link(span, (text,), definition["url"], definition["span"], definition["title"], "reference")


def _wiki_link(form: re.Match[str], leaf: LeafContent, span: Span) -> nodes.Inline | None:
    return None if leaf.needed_definitions else wiki_link(form["wiki"], form.start("wiki"), leaf, span)


def wiki_link(text: str, start: int, leaf: LeafContent, span: Span) -> nodes.Inline:
    """The Obsidian link or embedded image whose text between the brackets begins at `start`."""
    target, bar, rest = text.partition("|")
    label = rest if bar else None
    place = leaf.span((start, start + len(target)))
    if span.start + len("![[") == place.start and is_image(target):
        return nodes.Image(span, target, place, label, None, "embed", size(label))
    return nodes.WikiLink(span, target, place, label)


def _image(form: re.Match[str], leaf: LeafContent, span: Span) -> nodes.Inline:
    place = leaf.span(form.span("destination"))
    return nodes.Image(span, form["destination"], place, form["label"], form["title"] or None)


_BUILDERS: dict[str | None, Callable[[re.Match[str], LeafContent, Span], nodes.Inline | None]] = {
    "line_end": _line_end,
    "strong": _strong,
    "emphasis": _emphasized,
    "both": _both,
    "code": _code,
    "math": _math,
    "html": _html,
    "autolink": _autolink,
    "bare": _bare,
    "link": _link,
    "reference": _reference,
    "wiki_link": _wiki_link,
    "image": _image,
}
