"""Inline content that needs no parser: text, its line ends, code, formulas, bold words and links without markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.markdown import nodes
from notelint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Match

    from notelint.markdown.leaves import LeafContent

# What an inline begins with, and before it the forms of which there is nothing to decide. With no other delimiter in
# sight, one beside a letter or digit opens and closes, and one between a colon and a blank closes (CommonMark 6.2).
_MARK = regex(
    r"(?P<strong>\*\*(?=[^\W_])([^*\\`_\[\]<&$~!:\n]*[^\W_](?:[:：](?=\*\*(?:[ \n]|\Z)))?)\*\*(?!\*))"
    r"|(?P<link>(?<!!)\[([^*\\`_\[\]<&$~!:\n]+)\]\(([^\s()<>\\&\x00-\x1f\x7f]+)\))"
    r"|(?P<code>(?<!`)`(?! )([^`\n]+)(?<! )`(?!`))"
    r"|(?P<math>\$(?![\s$])([^$\\`\n]+)(?<!\s)\$(?!\d))"
    r"|(?P<line_end>( *)\n[ \t]*)"
    r"|(?P<other>[\\`*_\[<&$]|~~|https?://)"
)
# What any of these has in it.
_ANY_MARK = regex(r"[\\`*_\[<&$\n]|~~|://")


def is_plain(text: str) -> bool:
    """Whether a text is one text node."""
    return bool(text) and not _ANY_MARK.search(text)


def simple_inlines(leaf: LeafContent) -> tuple[nodes.Inline, ...] | None:
    """The inline nodes of a leaf block, or None where it takes a parser to tell."""
    text = leaf.text.text
    found: list[nodes.Inline] = []
    start = 0
    for mark in _MARK.finditer(text):
        build = _BUILDERS.get(mark.lastgroup)
        if not build:
            return None
        if start < mark.start():
            found.append(nodes.Text(leaf.span((start, mark.start())), text[start : mark.start()]))
        found.append(build(mark, leaf))
        start = mark.end()
    if start < len(text):
        found.append(nodes.Text(leaf.span((start, len(text))), text[start:]))
    return tuple(found)


def _strong(mark: Match[str], leaf: LeafContent) -> nodes.Inline:
    return nodes.Strong(leaf.span(mark.span()), (nodes.Text(leaf.span(mark.span(2)), mark[2]),))


def _link(mark: Match[str], leaf: LeafContent) -> nodes.Inline:
    text = nodes.Text(leaf.span(mark.span(4)), mark[4])
    return nodes.Link(leaf.span(mark.span()), (text,), mark[5], leaf.span(mark.span(5)))


def _code(mark: Match[str], leaf: LeafContent) -> nodes.Inline:
    return nodes.CodeSpan(leaf.span(mark.span()), mark[7])


def _math(mark: Match[str], leaf: LeafContent) -> nodes.Inline:
    return nodes.InlineMath(leaf.span(mark.span()), mark[9])


def _line_end(mark: Match[str], leaf: LeafContent) -> nodes.Inline:
    return (nodes.HardBreak if len(mark[11]) > 1 else nodes.SoftBreak)(leaf.span(mark.span()))


_BUILDERS: dict[str | None, Callable[[Match[str], LeafContent], nodes.Inline]] = {
    "strong": _strong,
    "link": _link,
    "code": _code,
    "math": _math,
    "line_end": _line_end,
}
