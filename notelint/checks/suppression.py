"""Comments and baselines that hide findings."""

from __future__ import annotations

from bisect import bisect_right

from notelint.diagnostic import Edit, Finding, Fix, Safety, selects
from notelint.markdown.nodes import Code, FootnoteDefinition, Html, List
from notelint.regex import regex
from notelint.source import Span
from notelint.spelling import nearest
from notelint.suppression import WORDS, suppressions
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from notelint.context import Context
    from notelint.note.model import Document
    from notelint.source import Source
    from notelint.suppression import Selector, Suppression


def baseline_stale(document: Document, context: Context) -> Iterator[Finding]:
    """What the baseline knows of a file and is found no more, at the start of the file."""
    start = document.source.start
    for known, count in context.stale.items():
        times = f" ({count} times)" if count > 1 else ""
        yield Finding(
            Span(start, start),
            f'the baseline lists {known.rule} at "{known.text}", which is no longer found{times}',
            "remove it with `notelint baseline --prune`",
        )


def suppression_blanket(document: Document, _: Context) -> Iterator[Finding]:
    """Comments that name no rule."""
    for comment in suppressions(document):
        if comment.selectors is None and comment.word in WORDS:
            yield Finding(comment.span, "this comment hides every finding", f"name the rules: {comment.word}[rule]")


def suppression_reason(document: Document, _: Context) -> Iterator[Finding]:
    """Comments that do not say why."""
    for comment in suppressions(document):
        if not comment.reason and comment.word in WORDS and not comment.in_front_matter:
            yield Finding(comment.span, "this comment gives no reason", "say why, before the -->")


_NAME = regex(r"[\s(:=,]*([\w-]+)")


def suppression_unknown(document: Document, _: Context) -> Iterator[Finding]:
    """Comments, or front matter, with a word that means nothing, or with a name that no rule and no family has.

    So are those that begin their reason with the name of a rule: it is meant to stand in brackets.
    """
    from notelint.checks import CHECKS, VAULT_CHECKS  # noqa: PLC0415 - the table of checks names this one, too

    rules = (*CHECKS, *VAULT_CHECKS)
    for comment in suppressions(document):
        if comment.word not in WORDS:
            message = f'unknown word "{comment.word}" after "notelint:"'
            yield _finding(comment.word_span, comment.word, message, WORDS, f"write {' or '.join(WORDS)}")
        elif comment.selectors == ():
            said, what = ("the key names", "it") if comment.in_front_matter else ("the brackets name", "the comment")
            yield Finding(comment.span, f"{said} no rule", f"name one, or delete {what}")
        elif comment.selectors is None:
            first = _NAME.match(document.source.text, comment.word_span.end, comment.span.end)
            if first and first[1] in rules:
                message = f'"{first[1]}" is not in brackets, so this comment hides every finding'
                yield Finding(Span(*first.span(1)), message, f"write {comment.word}[{first[1]}]")
        for name, span in comment.selectors or ():
            if not any(selects(name, rule) for rule in rules):
                remedy = "write one that `notelint rule --all` lists"
                yield _finding(span, name, f'unknown rule "{name}"', rules, remedy)


def _finding(span: Span, word: str, message: str, known: Collection[str], remedy: str) -> Finding:
    near = nearest(word, known)
    if near is None:
        return Finding(span, message, remedy)
    fix = Fix(f'write "{near}"', (Edit(span, near),), Safety.UNSAFE)
    return Finding(span, message, f'did you mean "{near}"?', fix)


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
