"""The check of the rule suppression-unused."""

from __future__ import annotations

from bisect import bisect_right

from notelint.diagnostic import Edit, Finding, Fix
from notelint.markdown.nodes import Code, FootnoteDefinition, Html, List
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document
    from notelint.source import Source
    from notelint.suppression import Selector, Suppression


def suppression_unused(document: Document, context: Context) -> Iterator[Finding]:
    """Comments that hide nothing, or of which a name hides nothing."""
    for comment, selectors in context.unused:
        if selectors is None:
            edit = _removal(document, comment.span)
            fix = Fix("delete the comment", (edit,)) if edit else None
            yield Finding(comment.span, "this comment hides nothing", "delete it", fix)
        else:
            names = " and ".join(f'"{each.name}"' for each in selectors)
            # What stands around a name in the front matter, YAML or TOML, is left to its author.
            fix = None if comment.in_front_matter else Fix(f"delete {names}", (_shortened(comment, selectors),))
            verb = "hides" if len(selectors) == 1 else "hide"
            yield Finding(selectors[0].span, f"{names} {verb} nothing here", f"delete {names}", fix)


def _shortened(comment: Suppression, unused: tuple[Selector, ...]) -> Edit:
    """The names in the brackets without those unused."""
    names = comment.selectors or ()
    kept = ", ".join(each.name for each in names if each not in unused)
    return Edit(Span(names[0].span.start, names[-1].span.end), kept)


def _removal(document: Document, span: Span) -> Edit | None:
    """Delete a comment such that the blocks around it stay as they are; None where it may hold them apart."""
    source, blocks = document.source, document.blocks
    line = source.line_at(span.start)
    before = source.text[line.start : span.start]
    if before.strip(" \t>-*+.)[]xX0123456789"):  # something else than the marks of quotes, lists and tasks
        return _inline_removal(source, Span(line.start + len(before.rstrip(" \t")), span.end), span.start)
    index = bisect_right(blocks, span.start, key=lambda block: block.span.start) - 1
    if source.slice(blocks[index].span).strip() != source.slice(span) or _holds_apart(document, index):
        return None
    return Edit(_lines(source, span), "")


def _inline_removal(source: Source, span: Span, start: int) -> Edit | None:
    """Delete a comment that begins at `start`, with the spaces before it, which `span` has.

    None where what stands around it is HTML, or could be read in another way: as emphasis, the end of a heading, the
    cell of a table, an underline, a link definition.
    """
    before = source.text[span.start - 1]
    behind = source.text[span.end : span.end + 1].strip()
    line = source.slice(Span(source.line_at(start).start, span.start))
    if (
        line.lstrip().startswith("<")
        or behind
        or before in "\\#=>|$~"
        or "]:" in line
        or not (span.start < start or before.isalnum())
    ):
        return None
    return Edit(span, "")


def _lines(source: Source, span: Span) -> Span:
    """What to delete with a comment alone on its lines: of empty lines above and below one stays."""
    first, last = source.line_number(span.start), source.line_number(span.end)
    above = first == 1 or not source.slice(source.line(first - 1)).strip()
    below = last == source.line_count or not source.slice(source.line(last + 1)).strip()
    start = source.line(first).start
    if not (above or below):
        return Span(start, source.line(last).end)
    following = last + 1 + (above and below)
    return Span(start, source.line_start(following) if following <= source.line_count else len(source.text))


def _holds_apart(document: Document, index: int) -> bool:
    """Whether the blocks on both sides of one could become others without it.

    Of several comments in a row one is judged after the other, from pass to pass.
    """
    blocks, text = document.blocks, document.source.text
    if index + 1 == len(blocks):
        return False
    following = blocks[index + 1]
    comment = isinstance(following, Html)
    if index == 0:
        return document.front_matter is None and (comment or text.startswith(("---", "+++"), following.span.start))
    indented = following.span.start > 0 and text[following.span.start - 1] in " \t"
    continues = isinstance(blocks[index - 1], Code | FootnoteDefinition | Html | List)
    return continues and (comment or indented or isinstance(following, List | Code))
