"""The check of the rule suppression-unused."""

from __future__ import annotations

from bisect import bisect_right

from notelint.diagnostic import Edit, Finding, Fix
from notelint.markdown.nodes import Code, FootnoteDefinition, Html, List
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document
    from notelint.source import Source
    from notelint.suppression import Selector, Suppression


def suppression_unused(document: Document, context: Context) -> Iterator[Finding]:
    """Comments that hide nothing, or of which a name hides nothing."""
    removals = _removals(document, [comment.span for comment, selectors in context.unused if selectors is None])
    for comment, selectors in context.unused:
        if selectors is None:
            yield Finding(comment.span, "this comment hides nothing", "delete it", removals[comment.span])
        else:
            names = " and ".join(f'"{each.name}"' for each in selectors)
            # What stands around a name in the front matter, YAML or TOML, is left to its author.
            fix = None if comment.in_front_matter else Fix(f"delete {names}", (_shortened(comment, selectors),))
            verb = "hides" if len(selectors) == 1 else "hide"
            yield Finding(selectors[0].span, f"{names} {verb} nothing here", f"delete {names}", fix)


def _shortened(comment: Suppression, unused: tuple[Selector, ...]) -> Edit:
    """The names in the brackets without those unused."""
    names = comment.selectors or ()
    idle = {*unused}
    kept = ", ".join(each.name for each in names if each not in idle)
    return Edit(Span(names[0].span.start, names[-1].span.end), kept)


def _removals(document: Document, comments: Sequence[Span]) -> Mapping[Span, Fix | None]:
    """The fix that deletes each comment; None where it may hold apart what stands around it.

    Comments that stand alone, one below the other, go together: one by one would take a pass for each.
    """
    found: dict[Span, Fix | None] = {}
    for run in _runs(document, comments):
        edit = _removal(document, Span(run[0].start, run[-1].end))
        title = "delete the comment" if len(run) == 1 else "delete the comments"
        found |= dict.fromkeys(run, Fix(title, (edit,)) if edit else None)
    return found


def _runs(document: Document, comments: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """The comments, with those together of which each is a block below the block that is the one before."""
    run: list[Span] = []
    before = None
    for span in comments:
        index = _block_at(document, span.start)
        alone = index if _text_of_block(document, index) == document.source.slice(span) else None
        if run and (before is None or alone != before + 1):
            yield run
            run = []
        run.append(span)
        before = alone
    if run:
        yield run


def _block_at(document: Document, offset: int) -> int:
    return bisect_right(document.blocks, offset, key=lambda block: block.span.start) - 1


def _text_of_block(document: Document, index: int) -> str:
    return document.source.slice(document.blocks[index].span).strip()


def _removal(document: Document, span: Span) -> Edit | None:
    """Delete a run of comments such that the blocks around it stay as they are; None where it may hold them apart."""
    source = document.source
    line = source.line_at(span.start)
    before = source.text[line.start : span.start]
    if before.strip(" \t>-*+.)[]xX0123456789"):  # something else than the marks of quotes, lists and tasks
        return _inline_removal(source, Span(line.start + len(before.rstrip(" \t")), span.end), span.start)
    first, last = _block_at(document, span.start), _block_at(document, span.end - 1)
    is_alone = first != last or _text_of_block(document, first) == source.slice(span)
    return Edit(_lines(source, span), "") if is_alone and not _holds_apart(document, first, last) else None


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
    """What to delete with comments alone on their lines: of empty lines above and below one stays."""
    first, last = source.line_number(span.start), source.line_number(span.end)
    above = first == 1 or not source.slice(source.line(first - 1)).strip()
    below = last == source.line_count or not source.slice(source.line(last + 1)).strip()
    start = source.line(first).start
    if not (above or below):
        return Span(start, source.line(last).end)
    following = last + 1 + (above and below)
    return Span(start, source.line_start(following) if following <= source.line_count else len(source.text))


def _holds_apart(document: Document, first: int, last: int) -> bool:
    """Whether the blocks on both sides of some could become others without these."""
    blocks, text = document.blocks, document.source.text
    if last + 1 == len(blocks):
        return False
    following = blocks[last + 1]
    comment = isinstance(following, Html)
    if first == 0:
        return document.front_matter is None and (comment or text.startswith(("---", "+++"), following.span.start))
    indented = following.span.start > 0 and text[following.span.start - 1] in " \t"
    continues = isinstance(blocks[first - 1], Code | FootnoteDefinition | Html | List)
    return continues and (comment or indented or isinstance(following, List | Code))
