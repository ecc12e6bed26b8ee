"""The check of the rule heading-whitespace."""

from __future__ import annotations

from notelint.checks.headings import top_headings
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.markdown.nodes import Heading, Text, walk, walk_inlines
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document
    from notelint.source import Source

_RUN = regex(r"[ \t]{2,}|\t")
# The marks of a heading that may hold such spaces.
_MARKS = regex(r"#(?<![^\s>:#\ufeff]#)#{0,5}(?=[ \t])(?:[ ][^ \t\r\n#]++)*+[ ]?[ \t#]")
# The line below one that is underlined inside a list or a quote.
_UNDERLINE = regex(r"\n[ \t>]++(?P<line>(?:=++|-++)[ \t]*+(?![^\n]))")


def heading_whitespace(document: Document, _: Context) -> Iterator[Finding]:
    """Headings with more spaces than one between two words, or with spaces at the end: one finding a heading.

    A heading in a list or a quote is part of a text that records keep as written: its fix is unsafe.
    """
    for heading in top_headings(document):
        if heading.setext:
            yield from _finding(heading, document.source, Safety.SAFE)
    for block in document.blocks.at(_places(document.source.text)):
        for each in walk((block,)):
            if isinstance(each, Heading) and not (each is block and each.setext):
                yield from _finding(each, document.source, Safety.SAFE if each is block else Safety.UNSAFE)


def _places(text: str) -> list[int]:
    """Where headings may hold such spaces, in order, but for those that are underlined outside of lists and quotes."""
    marks = [found.start() for found in _MARKS.finditer(text)]
    lines = [found.start("line") for found in _UNDERLINE.finditer(text.replace("\r", "\n"))]
    return sorted(marks + lines)


def _finding(heading: Heading, source: Source, safety: Safety) -> Iterator[Finding]:
    edits = tuple(_edits(heading, source)) if heading.text_span.start < heading.text_span.end else ()
    if edits:
        yield Finding(edits[0].span, _words(edits), None, Fix("delete the extra spaces", edits, safety))


def _edits(heading: Heading, source: Source) -> Iterator[Edit]:
    """Spaces in code, math, links' targets and between the lines of a setext heading are not ours."""
    text = heading.text_span
    for run in _RUN.finditer(source.text, heading.span.start, text.start):
        yield Edit(Span(*run.span()), " ")
    if _RUN.search(source.text, *text):
        for inline in walk_inlines(heading.inlines):
            if isinstance(inline, Text):
                for run in _RUN.finditer(source.text, *inline.span):
                    yield Edit(Span(*run.span()), " ")
    line_end = source.line_at(text.end).end
    behind = source.text[text.end : line_end]
    trailing = len(behind) - len(behind.rstrip(" \t"))
    if trailing:
        yield Edit(Span(line_end - trailing, line_end), "")


def _words(edits: tuple[Edit, ...]) -> str:
    inside = any(edit.text for edit in edits)
    trailing = not edits[-1].text
    if inside and trailing:
        return "extra spaces inside the heading and at its end"
    return "extra spaces inside the heading" if inside else "spaces at the end of the heading"
