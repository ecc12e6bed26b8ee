"""Blocks that need no parser: all whose kind the skeleton knows."""

from __future__ import annotations

from functools import partial

from notelint.markdown.html import html_images
from notelint.markdown.leaves import atx_heading, paragraph
from notelint.markdown.nodes import Code, Html, Math, ThematicBreak
from notelint.markdown.places import Lines, with_line_feeds
from notelint.regex import regex
from notelint.source import LINE_END, Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from notelint.markdown.leaves import FindDefinitions
    from notelint.markdown.nodes import Block
    from notelint.markdown.skeleton import Kind, Piece

_FENCE = regex(r"(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n\\&]*)(?:\n|\Z)")
_CLOSING_FENCE = regex(r" {0,3}(`{3,}|~{3,})[ \t]*\Z")


def simple_block(piece: Piece, text: str, definitions: FindDefinitions) -> Block | None:
    """The block that a piece of a text is, or None where that is not known."""
    build = _BUILDERS.get(piece.kind)
    return build(text, piece.start, piece.end, definitions) if build else None


def _html(text: str, start: int, end: int, _definitions: FindDefinitions) -> Html:
    span = _without_blank_lines(text, start, end)
    source = with_line_feeds(text[slice(*span)]).rstrip(" \t")
    place = Lines.of_text(text, *span).span if "\r" in text[start:end] else partial(_place, start)
    return Html(span, source, tuple(html_images(source, place)))


def _place(origin: int, start: int, end: int) -> Span:
    return Span(origin + start, origin + end)


def _fence(text: str, start: int, end: int, _definitions: FindDefinitions) -> Code | None:
    """A fenced code block; one that is indented takes the parser."""
    block = with_line_feeds(text[start:end])
    fence = _FENCE.match(block)
    if not fence or text[start - 1 : start] in {" ", "\t"}:
        return None
    info = fence["info"].strip()
    last = block.rfind("\n") + 1
    closing = _CLOSING_FENCE.match(block, last) if last >= fence.end() else None
    if closing and closing[1].startswith(fence["fence"]):
        return Code(Span(start, end), block[fence.end() : last], info)
    code = f"{block[fence.end() :]}\n" if "\n" in block else ""
    return Code(_without_blank_lines(text, start, end), code, info, closed=False)


def _math(text: str, start: int, end: int, _definitions: FindDefinitions) -> Math:
    first = start + len("$$")
    return Math(Span(start, end), with_line_feeds(text[first : text.index("$$", first)]))


def _thematic_break(_text: str, start: int, end: int, _definitions: FindDefinitions) -> ThematicBreak:
    return ThematicBreak(Span(start, end))


def _without_blank_lines(text: str, start: int, end: int) -> Span:
    """Where lines stand, up to the end of the last one that is not blank."""
    last = start + len(text[start:end].rstrip(" \t\r\n"))
    line_end = LINE_END.search(text, last, end)
    return Span(start, line_end.start() if line_end else end)


_BUILDERS: dict[Kind, Callable[[str, int, int, FindDefinitions], Block | None]] = {
    "fence": _fence,
    "heading": atx_heading,
    "html": _html,
    "math": _math,
    "paragraph": paragraph,
    "thematic_break": _thematic_break,
}
