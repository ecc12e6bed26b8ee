"""Emphasis: which runs of `*` and `_` belong together (CommonMark 6.2), in time linear in their number.

mistune measures the depth of all content anew at each pair, which takes quadratic time, and keeps no places.
"""

from __future__ import annotations

from itertools import groupby

from mistune.core import token_depth

from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    Token = dict[str, Any]

_RUN = regex(r"\*+|_+")
_BREAKS = frozenset({"softbreak", "linebreak"})
_KINDS = {1: "emphasis", 2: "strong"}


class _Mark(NamedTuple):
    """Delimiters that open or close: the offset of the first, and how many there are."""

    start: int
    width: int
    opens: bool


class _Run:
    """A run of delimiters, in a row with those that may still match: from `start` on `left` of them are not used.

    `deepest` is how deep emphasis, links and images nest between it and the next run of the row.
    """

    def __init__(self, number: int, text: str, start: int, before: str, behind: str) -> None:
        self.number = number
        self.char = text[0]
        self.length = self.left = len(text)
        self.start = start
        self.deepest = 0
        self.previous: _Run | None = None
        self.next: _Run | None = None
        is_within = self.char == "_" and before.isalnum() and behind.isalnum()
        self.opens = not is_within and _flanks(behind, before)
        self.closes = not is_within and _flanks(before, behind)

    def matches(self, closer: _Run) -> bool:
        """Whether a run that closes may close this one: the rule of three (CommonMark 6.2, rules 9 and 10)."""
        if not self.opens or self.char != closer.char:
            return False
        is_both = self.closes or closer.opens
        return not is_both or (self.length + closer.length) % 3 != 0 or self.length % 3 == closer.length % 3 == 0

    def leave(self) -> None:
        """Leave the row."""
        if self.previous:
            self.previous.next = self.next
            self.previous.deepest = max(self.previous.deepest, self.deepest)
        if self.next:
            self.next.previous = self.previous


def with_emphasis(tokens: Sequence[Token], depth: int) -> list[Token]:
    """Inline tokens with the emphasis in their text, up to so deep in each other; each token has its `span`."""
    joined = [*_joined(tokens)]
    marks = sorted(_marks(_runs(joined), depth))
    return _nested(joined, marks) if marks else joined


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, with text in which delimiters count in one as long as nothing else stands between."""
    for counts, group in groupby(tokens, _counts):
        if counts:
            first, *others = group
            span = (first["span"][0], others[-1]["span"][1] if others else first["span"][1])
            yield {"type": "text", "raw": "".join(each["raw"] for each in (first, *others)), "span": span}
        else:
            yield from group


def _counts(token: Token) -> bool:
    """Whether delimiters in a token are such: it is text, and no escape."""
    return token["type"] == "text" and token.get("_emphasis", True) is True


def _runs(tokens: Sequence[Token]) -> _Run | None:
    """The first of a row of all runs that may open or close."""
    first = last = None
    number = 0
    for index, token in enumerate(tokens):
        if not _counts(token):
            if last and "children" in token:
                last.deepest = max(last.deepest, token_depth([token]))
            continue
        text = token["raw"]
        for found in _RUN.finditer(text):
            before = text[found.start() - 1] if found.start() else _edge(tokens[index - 1 : index], -1)
            behind = text[found.end()] if found.end() < len(text) else _edge(tokens[index + 1 : index + 2], 0)
            run = _Run(number, found[0], token["span"][0] + found.start(), before, behind)
            if not (run.opens or run.closes):
                continue
            if last:
                last.next, run.previous = run, last
            first, last = first or run, run
            number += 1
    return first


def _edge(neighbour: Sequence[Token], place: int) -> str:
    """The character that stands beside text: of another token than text one that is neither a space nor a letter."""
    if not neighbour or neighbour[0]["type"] in _BREAKS:
        return "\n"
    return neighbour[0]["raw"][place] if neighbour[0].get("raw") and neighbour[0]["type"] == "text" else "\ufffc"


def _flanks(inner: str, outer: str) -> bool:
    """Whether a run clings to the text on one side (CommonMark: is left-flanking, or right-flanking)."""
    return not inner.isspace() and (inner.isalnum() or not outer.isalnum())


def _marks(closer: _Run | None, depth: int) -> Iterator[_Mark]:
    """The delimiters of all pairs. What was no opener for one run is none for a later one of its kind."""
    bottoms: dict[tuple[str, bool, int], int] = {}
    floor = -1  # no run up to this number can be an opener
    while closer:
        if not closer.closes:
            closer = closer.next
            continue
        kind = (closer.char, closer.opens, closer.length % 3)
        bottom = max(floor, bottoms.get(kind, -1))
        opener, deepest = closer.previous, 0
        while opener and opener.number > bottom:
            deepest = max(deepest, opener.deepest)
            if opener.matches(closer):
                break
            opener = opener.previous
        if opener and opener.number > bottom and deepest < depth:
            width = 2 if opener.left >= 2 and closer.left >= 2 else 1
            opener.left -= width
            yield _Mark(opener.start + opener.left, width, opens=True)
            yield _Mark(closer.start, width, opens=False)
            closer.start += width
            closer.left -= width
            opener.next, closer.previous, opener.deepest = closer, opener, deepest + 1
            if not opener.left:
                opener.leave()
            if closer.left:
                continue
        elif opener and opener.number > bottom:
            floor = opener.number  # whatever contains this content would be too deep
            closer = closer.next
            continue
        else:
            bottoms[kind] = closer.previous.number if closer.previous else -1
            if closer.opens:
                closer = closer.next
                continue
        closer.leave()
        closer = closer.next


def _nested(tokens: Iterable[Token], marks: Iterable[_Mark]) -> list[Token]:
    """The tokens, cut at the marks, with what stands between an opening one and its closing one inside of it."""
    found: list[Token] = []
    outside: list[tuple[list[Token], _Mark]] = []
    ahead = iter(marks)
    mark = next(ahead, None)
    for token in tokens:
        start, end = token["span"]
        if not _counts(token):
            found.append(token)
            continue
        place = start
        while mark and mark.start < end:
            if place < mark.start:
                found.append(_text(token, place, mark.start))
            place = mark.start + mark.width
            if mark.opens:
                outside.append((found, mark))
                found = []
            else:
                children, (found, opening) = found, outside.pop()
                span = (opening.start, place)
                found.append({"type": _KINDS[mark.width], "children": children, "span": span})
            mark = next(ahead, None)
        if place < end:
            found.append(_text(token, place, end))
    return found


def _text(token: Token, start: int, end: int) -> Token:
    first = token["span"][0]
    return {"type": "text", "raw": token["raw"][start - first : end - first], "span": (start, end)}
