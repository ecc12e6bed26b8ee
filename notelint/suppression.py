"""Comments, and a key of the front matter, by which an author keeps a finding from being reported.

`<!-- notelint: ignore[rule, family] reason -->` counts for its own line; alone on a line it counts for the next line
that is neither blank nor such a comment. `<!-- notelint: ignore-file[rule] reason -->` counts for the whole file.
So does `notelint: {ignore: [rule, family]}` in the front matter. Without brackets every rule is meant, but for those
about suppressions: these are named or not hidden.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, partial

from notelint.dataclass import dataclass
from notelint.diagnostic import selects
from notelint.markdown.nodes import Html, InlineHtml, Leaf, walk, walk_inlines
from notelint.regex import regex
from notelint.source import Span, spliced
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from notelint.diagnostic import Diagnostic
    from notelint.markdown.nodes import Block
    from notelint.note.model import Document
    from notelint.source import Source

WORDS = ("ignore", "ignore-file")
MARK = "notelint:"
_OPENING = regex(r"<!--\s*\Z")
_SAID = regex(r"notelint:[ \t]*(?P<word>[\w-]*)[ \t]*(?:\[(?P<rules>[^\]]*)\])?(?P<reason>.*)", re.DOTALL)
_RULE = regex(r"[^\s,]+")
_RAW_TEXT = ("<script", "<style", "<textarea")  # where `<!--` begins no comment
_FAMILY = "suppression"
_EVERYWHERE = 0  # in the place of a line, of which the first is 1


class Selector(NamedTuple):
    """The name of a rule or a family, and where it stands."""

    name: str
    span: Span


@dataclass(frozen=True)
class Suppression:
    """One comment. `selectors` is None without brackets; `word` is one of WORDS, or what stands in its place.

    `lines` are those it counts for, None for the whole file. What stands in the front matter is like a comment for the
    whole file, but that it has brackets always, and no reason.
    """

    span: Span
    word: str
    word_span: Span
    selectors: tuple[Selector, ...] | None
    reason: str
    lines: tuple[int, ...] | None
    in_front_matter: bool = False


class Unused(NamedTuple):
    """A comment that hides nothing: by these selectors, or at all (None)."""

    suppression: Suppression
    selectors: tuple[Selector, ...] | None


def suppressions(document: Document) -> tuple[Suppression, ...]:
    """The suppressions of a document, in order; a comment in code, math or front matter is none."""
    return (*_in_front_matter(document), *_comments(document))


def _in_front_matter(document: Document) -> Iterator[Suppression]:
    entry = document.front_matter.get(MARK.removesuffix(":")) if document.front_matter else None
    if entry is None or entry.value is None:
        return
    source = document.source
    said = entry.value if isinstance(entry.value, dict) else {source.slice(entry.value_span): None}
    rest = entry.value_span  # what is not read yet
    for word, rules in said.items():
        word_span, rest = _next(word, rest, source) or (entry.key_span, rest)  # TOML: `notelint.ignore = []`
        names = []
        for name in _RULE.findall(_listed(rules)) if word in WORDS else ():
            span, rest = _next(name, rest, source) or (word_span, rest)
            names.append(Selector(name, span))
        yield Suppression(word_span, word, word_span, tuple(names), "", None, in_front_matter=True)


def _listed(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""


def _next(text: str, within: Span, source: Source) -> tuple[Span, Span] | None:
    """Where a text stands next within a span, and what of the span is behind it."""
    start = source.text.find(text, *within)
    end = start + len(text)
    return (Span(start, end), Span(end, within.end)) if start >= 0 else None


def _comments(document: Document) -> tuple[Suppression, ...]:
    source = document.source
    if MARK not in source.text:
        return ()
    candidates = list(_candidates(source.text))
    spans = list(_confirmed(candidates, document.blocks.at(span.start for span in candidates)))
    lines = _lines(source, spans)
    return tuple(
        _read(said, span, lines[span])
        for span in spans
        for said in _SAID.finditer(source.text, span.start, span.end - 3)
    )


def _candidates(text: str) -> Iterator[Span]:
    """What is written as such a comment, wherever it stands."""
    position = text.find(MARK)
    while position >= 0:
        opening = _OPENING.search(text, max(0, position - 20), position)
        closing = text.find("-->", position)
        if closing < 0:
            return
        if opening:
            yield Span(opening.start(), closing + 3)
        position = text.find(MARK, closing if opening else position + 1)


def _confirmed(candidates: Sequence[Span], blocks: Iterable[Block]) -> Iterator[Span]:
    """Those that Markdown reads as comments."""
    for block in walk(blocks):
        first = bisect_left(candidates, block.span.start, key=lambda span: span.start)
        last = bisect_left(candidates, block.span.end, key=lambda span: span.start)
        inside = candidates[first:last]
        if not inside:
            continue
        if isinstance(block, Html) and not block.text.lstrip().lower().startswith(_RAW_TEXT):
            yield from inside
        elif isinstance(block, Leaf):
            tags = {each.span for each in walk_inlines(block.inlines) if isinstance(each, InlineHtml)}
            yield from (span for span in inside if span in tags)


def _lines(source: Source, spans: Sequence[Span]) -> dict[Span, tuple[int, ...]]:
    """The lines that each comment counts for: its first one; also, of one alone, the next with something else."""
    found: dict[Span, tuple[int, ...]] = {}
    alone: dict[int, bool] = {}
    behind: dict[int, int] = {}  # by the line of a comment alone: the line that it and those below it count for
    for span in reversed(spans):
        first, last = source.line_number(span.start), source.line_number(span.end)
        if first not in alone:
            alone[first] = _is_comment(
                source.slice(Span(max(source.line_start(first), source.start), source.line(last).end))
            )
        if not alone[first]:
            found[span] = (first,)
            continue
        if first not in behind:
            following = last + 1
            while following <= source.line_count and not source.slice(source.line(following)).strip(" \t>"):
                following += 1
            behind[first] = behind.get(following, following)
        found[span] = (first, behind[first])
    return found


def _is_comment(lines: str) -> bool:
    """Whether lines hold nothing but comments and the marks of lists and quotes."""
    before, *opened = lines.split("<!--")
    outside = [before, *(each.partition("-->")[2] if "-->" in each else each for each in opened)]
    return not "".join(outside).strip(" \t\r\n>-*+")


def _read(said: re.Match[str], span: Span, lines: tuple[int, ...]) -> Suppression:
    names = None
    if said["rules"] is not None:
        found = _RULE.finditer(said.string, *said.span("rules"))
        names = tuple(Selector(each[0], Span(*each.span())) for each in found)
    word = said["word"]
    return Suppression(
        span, word, Span(*said.span("word")), names, said["reason"].strip(), None if word == WORDS[1] else lines
    )


def without_comments(text: str) -> str:
    """A text without all that is written as such a comment."""
    return spliced(text, ((span, "") for span in _candidates(text)))


def apply_suppressions(
    comments: Sequence[Suppression], diagnostics: Iterable[Diagnostic], judged: Collection[str], usual: Collection[str]
) -> tuple[list[Diagnostic], tuple[Unused, ...]]:
    """The diagnostics that no comment hides, and the comments that hide none.

    `judged` are the rules that ran, `usual` those that are on by default. A selector is called unused only where its
    rule ran: of several rules, all that are usual.
    """
    by_line: dict[int, list[Suppression]] = {}
    for comment in comments:
        for line in (_EVERYWHERE,) if comment.lines is None else comment.lines:
            by_line.setdefault(line, []).append(comment)

    @cache
    def hiding(line: int, rule: str) -> frozenset[Span]:
        """Where comments that count for a line name a rule: many findings of one rule may share a line."""
        return frozenset(place for comment in by_line.get(line, ()) for place in _hides(comment, rule))

    left: list[Diagnostic] = []
    used: set[frozenset[Span]] = set()
    for each in diagnostics:
        line = each.source.line_number(each.finding.span.start)
        found = {hiding(_EVERYWHERE, each.rule), hiding(line, each.rule)} - {frozenset()}
        used |= found
        if not found:
            left.append(each)
    return left, tuple(_unused(comments, frozenset().union(*used), judged, usual))


def _hides(comment: Suppression, rule: str) -> Iterator[Span]:
    """Where a comment names a rule that it hides: at its selectors, or as a whole."""
    if comment.word not in WORDS:
        return
    if comment.selectors is None:
        if not selects(_FAMILY, rule):
            yield comment.span
        return
    for name, span in comment.selectors:
        if selects(name, rule) and (selects(_FAMILY, name) or not selects(_FAMILY, rule)):
            yield span


def _unused(
    comments: Iterable[Suppression], used: Collection[Span], judged: Collection[str], usual: Collection[str]
) -> Iterator[Unused]:
    is_judged = cache(partial(_is_judged, judged=judged, usual=usual))
    for comment in comments:
        if comment.word not in WORDS:
            continue
        if comment.selectors is None:
            if comment.span not in used and is_judged("all"):
                yield Unused(comment, None)
            continue
        idle = tuple(each for each in comment.selectors if each.span not in used and is_judged(each.name))
        if idle:
            whole = idle == comment.selectors and not comment.in_front_matter
            yield Unused(comment, None if whole else idle)


def _is_judged(selector: str, judged: Collection[str], usual: Collection[str]) -> bool:
    """Whether the rules that a selector means ran; what hides findings about suppressions is never judged."""
    if selects(_FAMILY, selector):
        return False
    named = {rule for rule in judged if selects(selector, rule)}
    return bool(named) and {rule for rule in usual if selects(selector, rule)} <= named
