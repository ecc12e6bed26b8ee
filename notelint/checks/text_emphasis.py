"""The check of the rule text-emphasis."""

from __future__ import annotations

import unicodedata
from itertools import combinations

from notelint.checks.prose import blocks_at
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.markdown.nodes import Leaf, Text
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.markdown.nodes import Inline
    from notelint.note.model import Document

_MARK = regex(r"(?<![\\*])\*\*(?!\*)")
# Words between two marks at which nothing but emphasis can begin or end, whatever stands around them.
_WORDS = r"(?:[^*`\[\]<>$\\_~()\r\n]++|(?<=[^\W_])_(?=[^\W_])|~(?!~)|\([^*`\[\]<>$\\_~()\r\n]*+\))++"
_BEHIND_OPENING = r"(?<![\\*]\*\*)(?:(?=[^\W_])|(?<!\S\*\*)(?=\S))"
_CLOSING = r"(?:(?<=[^\W_])\*\*(?!\*)|(?<=\S)\*\*(?!\S))"
_PAIR = _BEHIND_OPENING + _WORDS + _CLOSING
# A line from its first mark on, which are all `paired`, or not.
_LINE = regex(rf"\*\*(?:(?P<paired>{_PAIR}(?:[^*\r\n]++|\*(?!\*)|\*\*{_PAIR})*+(?![^\r\n]))|[^\r\n]*+)")
_ADDRESS = regex(r"://(?:[^\s:]|:(?!//))*?\*\*")
_RUN = regex(r"(?<![\\*])\*\*")
_BLANK_LINE = regex(r"\n[ \t]*\r?\n|\r[ \t]*\r")
_MANY = 20
_MOVABLE = "，。、；：！？,.;:!?"
_SHOWN = 40


class _Bold(NamedTuple):
    """Two marks that are meant to make a text bold: `outer` is all of it, `inner` without the marks and spaces."""

    text: str
    outer: Span
    inner: Span

    @property
    def before(self) -> str:
        return self.text[self.outer.start - 1] if self.outer.start else "\n"

    @property
    def behind(self) -> str:
        return self.text[self.outer.end] if self.outer.end < len(self.text) else "\n"

    @property
    def first(self) -> str:
        return self.text[self.outer.start + 2]

    @property
    def last(self) -> str:
        return self.text[self.outer.end - 3]


def text_emphasis(document: Document, _: Context) -> Iterator[Finding]:
    """Pairs of `**` that are shown as asterisks; CommonMark asks for more at their edges than CJK writers expect."""
    text = document.source.text
    for leaf in blocks_at(document, list(_doubtful(text))):
        if isinstance(leaf, Leaf):
            for bold in failed_pairs(text, leaf.inlines):
                yield _finding(bold)


def odd_lines(text: str) -> Iterator[int]:
    """Where the first mark stands in lines with an odd number of them."""
    return (line.start() for line in _LINE.finditer(text) if not line["paired"] and text.count("**", *line.span()) % 2)


def loose_marks(text: str, inlines: Sequence[Inline]) -> list[int]:
    """Where marks stand that are shown as asterisks."""
    return [found.start() for each in inlines if isinstance(each, Text) for found in _MARK.finditer(text, *each.span)]


def _doubtful(text: str) -> Iterator[int]:
    """Where paragraphs hold two marks that would fail together, whatever becomes of those between them.

    Only marks in lines count that are not all paired in the simplest way; an address may take in some of these.
    """
    start = 0
    marks: list[int] = []
    for line in _LINE.finditer(text):
        start = max(start, text.rfind("\n", start, line.start()))
        if not line["paired"] or _ADDRESS.search(text, start, line.end()):
            if marks and _BLANK_LINE.search(text, marks[-1], line.start()):
                yield from _of_failing(text, marks)
                marks.clear()
            marks += [found.start() for found in _RUN.finditer(text, *line.span())]
        start = line.end()
    yield from _of_failing(text, marks)


def _of_failing(text: str, marks: Sequence[int]) -> Sequence[int]:
    """The marks of a paragraph if any two would fail together."""
    failing = len(marks) > _MANY or any(_failed(text, *pair) for pair in combinations(marks, 2))
    return tuple(marks) if failing else ()


def failed_pairs(text: str, inlines: Sequence[Inline]) -> Iterator[_Bold]:
    """Neighbours among the loose marks, of which one or both fail at their edge."""
    marks = loose_marks(text, inlines)
    index = 0
    while index + 1 < len(marks):
        bold = _failed(text, marks[index], marks[index + 1])
        index += 1
        if bold:
            index += 1
            yield bold


def _failed(text: str, start: int, end: int) -> _Bold | None:
    """The bold that two marks are meant to make, if one or both fail at their edge."""
    between = text[start + 2 : end]
    inner = Span(start + 2 + len(between) - len(between.lstrip()), end - len(between) + len(between.rstrip()))
    bold = _Bold(text, Span(start, end + 2), inner)
    fails = any(map(str.isalnum, between)) and _is_meant(bold) and not (_opens(bold) and _closes(bold))
    return bold if fails else None


def _opens(bold: _Bold) -> bool:
    """Whether the first mark is left-flanking (CommonMark 6.2)."""
    return not bold.first.isspace() and (not _is_sign(bold.first) or bold.before.isspace() or _is_sign(bold.before))


def _closes(bold: _Bold) -> bool:
    """Whether the second mark is right-flanking."""
    return not bold.last.isspace() and (not _is_sign(bold.last) or bold.behind.isspace() or _is_sign(bold.behind))


def _is_meant(bold: _Bold) -> bool:
    """Whether this is no `a ** b`, `**kwargs and **kwargs` or `(**), (**)`, nor the end of one bold and the next."""
    if unicodedata.category(bold.first) == "Pe":
        return False
    if bold.first.isspace():
        return bold.before in "\r\n" and not bold.last.isspace()
    return not bold.last.isspace() or not (bold.behind.isascii() and bold.behind.isalnum())


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _finding(bold: _Bold) -> Finding:
    written = " ".join(bold.text[bold.outer.start : bold.outer.end].split())
    if len(written) > _SHOWN:
        written = f"{written[: _SHOWN // 2]}…{written[-_SHOWN // 4 :]}"
    if bold.first.isspace() or bold.last.isspace():
        why, remedy = "there are spaces inside the asterisks", "put the asterisks next to the words"
    elif not _closes(bold):
        why = f"the closing ** is between {_called(bold.last)} and a letter"
        remedy = f"put {f'`{bold.last}`' if bold.last in _MOVABLE else 'a space'} after the closing **"
    else:
        why = f"the opening ** is between a letter and {_called(bold.first)}"
        remedy = "put a space before the opening **"
    # Without the space behind it, a dollar that ends no formula could begin one.
    inner = bold.text[bold.inner.start : bold.inner.end]
    opens_math = bold.last.isspace() and inner.endswith("$") and inner.count("$") % 2 == 1
    fix = None if opens_math else Fix(remedy, _edits(bold), Safety.UNSAFE)
    return Finding(bold.outer, f'"{written}" is not bold: {why}', remedy, fix)


def _called(sign: str) -> str:
    return "a backtick" if sign == "`" else f"`{sign}`"


def _edits(bold: _Bold) -> tuple[Edit, ...]:
    """Spaces and closing punctuation go out of the bold, also in turn; a space goes before or behind what cannot."""
    edits = []
    opening = "**"
    if _is_sign(bold.text[bold.inner.start]) and not (bold.before.isspace() or _is_sign(bold.before)):
        opening = " **"
    if opening != "**" or bold.first.isspace():
        edits.append(Edit(Span(bold.outer.start, bold.inner.start), opening))
    end = bold.inner.end
    if bold.last.isspace():
        parted = bold.behind.isspace() or unicodedata.category(bold.behind) in ("Po", "Pe", "Pf")
        edits.append(Edit(Span(end, bold.outer.end), "**" if parted else "** "))
    elif not _closes(bold):
        while end > bold.inner.start + 1 and (bold.text[end - 1] in _MOVABLE or bold.text[end - 1].isspace()):
            end -= 1
        moved = bold.text[end : bold.inner.end]
        edits.append(Edit(Span(end, bold.outer.end), f"**{moved or ' '}"))
    return tuple(edits)
