"""The check of the rule heading-whitespace."""

from __future__ import annotations

from notelint.checks.headings import slug_title, title_of, top_headings
from notelint.checks.prose import outside
from notelint.checks.renaming import followers, own_links
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
# What programs put something else in place of.
_TEMPLATE = regex(r"\{\{[^\r\n]*?\}\}|\{%[^\r\n]*?%\}|<%[^\r\n]*?%>")
_OWN_LINK = regex(r"\(<?#|\[\[#|\]:[ \t]*<?#")
# The marks of a heading that may hold such whitespace.
_MARKS = regex(r"#(?<![^\s>:#\ufeff]#)#{0,5}(?=[ \t])(?:[ ][^ \t\r\n#]++)*+[ ]?[ \t#]")
# The line below one that is underlined inside a list or a quote.
_UNDERLINE = regex(r"\n[ \t>]++(?P<line>(?:=++|-++)[ \t]*+(?![^\n]))")


def heading_whitespace(document: Document, context: Context) -> Iterator[Finding]:
    """Headings with more whitespace than one space between two words: one finding a heading.

    Its fix is unsafe where links lead to the heading by a name that counts the spaces, and in a list or a quote, whose
    text records keep as written.
    """
    for heading, is_top in spaced_headings(document):
        edits = (*_inner(heading, document.source), *trailing(heading, document.source))
        if any(edit.text for edit in edits):
            followed = _followers(heading, document, context) if is_top else ()
            safety = Safety.SAFE if is_top and not followed else Safety.UNSAFE
            fix = Fix("delete the extra spaces", (*edits, *followed), safety)
            yield Finding(edits[0].span, "extra spaces inside the heading", None, fix)


def spaced_headings(document: Document) -> Iterator[tuple[Heading, bool]]:
    """The headings that may hold extra whitespace, each with whether it stands outside of lists and quotes."""
    found = [(heading, True) for heading in top_headings(document) if heading.setext]
    for block in document.blocks.at(_places(document.source.text)):
        inner = (each for each in walk((block,)) if isinstance(each, Heading))
        found += [(each, each is block) for each in inner if not (each is block and each.setext)]
    return ((heading, is_top) for heading, is_top in found if heading.text_span.start < heading.text_span.end)


def trailing(heading: Heading, source: Source) -> Iterator[Edit]:
    """The edit that deletes the whitespace at the end of a heading's line."""
    end = source.line_at(heading.text_span.end).end
    behind = source.text[heading.text_span.end : end]
    if length := len(behind) - len(behind.rstrip(" \t")):
        yield Edit(Span(end - length, end), "")


def _inner(heading: Heading, source: Source) -> Iterator[Edit]:
    """Whitespace in code, math, links' targets, templates and between the lines of a setext heading is not ours."""
    text = heading.text_span
    for run in _RUN.finditer(source.text, heading.span.start, text.start):
        yield Edit(Span(*run.span()), " ")
    if _RUN.search(source.text, *text):
        templates = [Span(*found.span()) for found in _TEMPLATE.finditer(source.text, *text)]
        for inline in walk_inlines(heading.inlines):
            if isinstance(inline, Text):
                for run in outside(templates, _RUN.finditer(source.text, *inline.span)):
                    yield Edit(Span(*run.span()), " ")


def _followers(heading: Heading, document: Document, context: Context) -> tuple[Edit, ...]:
    """What makes the links of the file follow: GitHub's name of a heading has a hyphen for each space."""
    before = slug_title(heading)
    if before == title_of(heading) or not _OWN_LINK.search(document.source.text):
        return ()
    return tuple(followers(context.once(own_links, document), heading, before, title_of(heading)))


def _places(text: str) -> list[int]:
    """Where headings may hold such spaces, in order, but for those that are underlined outside of lists and quotes."""
    marks = [found.start() for found in _MARKS.finditer(text)]
    lines = [found.start("line") for found in _UNDERLINE.finditer(text.replace("\r", "\n"))]
    return sorted(marks + lines)
