"""Blocks that need no parser: HTML, code, formulas, thematic breaks, and lists whose items are a line of text each."""

from __future__ import annotations

from notelint.markdown.html import html_images
from notelint.markdown.leaves import paragraph
from notelint.markdown.nodes import Code, Html, List, ListItem, Math, ThematicBreak
from notelint.markdown.skeleton import is_paragraph
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from notelint.markdown.leaves import FindDefinitions
    from notelint.markdown.nodes import Block
    from notelint.markdown.skeleton import Kind

_FENCE = regex(r"(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n\\&]*)(?:\n|\Z)")
_CLOSING_FENCE = regex(r" {0,3}(`{3,}|~{3,})[ \t]*\Z")
# A text in brackets may be a task's box.
_ITEM = regex(r"([-*+]|[0-9]{1,9}[.)]) ([^ \t\r\n\f\[][^\r\n]*+)(?:\n|\Z)")


def simple_block(kind: Kind, text: str, span: Span, definitions: FindDefinitions) -> Block | None:
    """The block at `span`, from its first character that is not blank to the end of its last line.

    None where it takes a parser to tell. `kind` is what the skeleton knows of it.
    """
    build = _BUILDERS.get(kind)
    return build(text, span, definitions) if build and text.find("\r", *span) < 0 else None


def _html(text: str, span: Span, _definitions: FindDefinitions) -> Html:
    span = _without_blank_lines(text, span)
    source = text[slice(*span)].rstrip(" \t")

    def place(start: int, end: int) -> Span:
        return Span(span.start + start, span.start + end)

    return Html(span, source, tuple(html_images(source, place)))


def _code(text: str, span: Span, _definitions: FindDefinitions) -> Code | None:
    """A fenced code block; one that is indented takes the parser."""
    fence = _FENCE.match(text, *span)
    if not fence or text[span.start - 1 : span.start] in {" ", "\t"}:
        return None
    last = text.rfind("\n", *span) + 1
    closing = _CLOSING_FENCE.match(text, last, span.end) if last >= fence.end() else None
    if closing and closing[1].startswith(fence["fence"]):
        return Code(span, text[fence.end() : last], fence["info"].strip())
    code = f"{text[fence.end() : span.end]}\n" if fence.end() < span.end or text[fence.end() - 1] == "\n" else ""
    return Code(_without_blank_lines(text, span), code, fence["info"].strip(), closed=False)


def _math(text: str, span: Span, _definitions: FindDefinitions) -> Math:
    start = span.start + len("$$")
    return Math(span, text[start : text.index("$$", start)])


def _thematic_break(_text: str, span: Span, _definitions: FindDefinitions) -> ThematicBreak:
    return ThematicBreak(span)


def _list(text: str, span: Span, definitions: FindDefinitions) -> List | None:
    items: list[ListItem] = []
    at = span.start
    while found := _ITEM.match(text, at, span.end):
        marker = found[1]
        if not is_paragraph(f"{found[2]}\n") or (items and marker[-1] != items[0].marker[-1]):
            return None
        start, end = found.span(2)
        items.append(ListItem(Span(found.start(), end), (paragraph(text, start, end, definitions),), marker, start))
        at = found.end()
    if not items or text[at : span.end].strip(" \t\n"):
        return None
    first = items[0].marker[:-1]
    return List(Span(span.start, items[-1].span.end), tuple(items), bool(first), int(first) if first else None)


def _without_blank_lines(text: str, span: Span) -> Span:
    """A span up to the end of its last line that is not blank."""
    last = span.start + len(text[slice(*span)].rstrip(" \t\n"))
    line_end = text.find("\n", last, span.end)
    return span if line_end < 0 else Span(span.start, line_end)


_BUILDERS: dict[Kind, Callable[[str, Span, FindDefinitions], Block | None]] = {
    "fence": _code,
    "html": _html,
    "math": _math,
    "other": _list,
    "thematic_break": _thematic_break,
}
