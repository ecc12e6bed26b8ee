"""Blocks that need no parser: formulas, and lists of which each item is a line of text right below the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.markdown.leaves import paragraph
from notelint.markdown.math_block import math_end
from notelint.markdown.nodes import List, ListItem, Math
from notelint.markdown.skeleton import is_paragraph
from notelint.regex import regex
from notelint.source import Span

if TYPE_CHECKING:
    from notelint.markdown.leaves import FindDefinitions

# A text in brackets may be a task's box.
_ITEM = regex(r"([-*+]|[0-9]{1,9}[.)]) ([^ \t\r\n\f\[][^\r\n]*+)(?:\n|\Z)")


def simple_block(text: str, span: Span, definitions: FindDefinitions) -> Math | List | None:
    """The block that the lines at `span` are; None where it takes a parser to tell."""
    return _formula(text, span) if text.startswith("$$", span.start) else _list(text, span, definitions)


def _formula(text: str, span: Span) -> Math | None:
    lines = f"{text[span.start : span.end]}\n"
    end = math_end(lines, len("$$"))
    if end is None or "\r" in lines or lines[end:].strip(" \t\n"):
        return None
    return Math(Span(span.start, span.start + end - 1), lines[len("$$") : lines.index("$$", len("$$"))])


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
