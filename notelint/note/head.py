"""The head of a note, cut once from its raw lines into classified pieces.

A head is what stands before the first section, and the sections that only inform (`## Metadata`, `## Reference`). No
block is parsed for it: a line is classified by how it begins, and its inlines are read when something asks for them.
"""

from __future__ import annotations

from bisect import bisect_left

from notelint.bibliography.links import label_kind
from notelint.dataclass import cached_property, dataclass, replace
from notelint.markdown.nodes import CodeSpan, HardBreak, Link, SoftBreak, Strong, Text, WikiLink, walk_inlines
from notelint.note.plain import pieces, plain
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from re import Match, Pattern
    from typing import Literal

    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Inline, Paragraph
    from notelint.note.plain import Plain

    Kind = Literal["text", "table", "html", "fence"]
    Leaf = Callable[[int, int], Paragraph]

_MOST_PIECES = 200
_LONGEST_LINE = 4000  # code points; a longer line is prose
# The marks of quotes, lists, tasks and line blocks, and how the rest of a line begins.
_LINE = regex(
    r"(?P<lead>(?:[ \t]|>|[-*+•](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])|\[[ xX]\](?=[ \t])"
    r"|\|(?=[ \t][^|\r\n]+(?:[\r\n]|\Z)))*+)"
    r"(?:(?P<fence>`{3,}+|~{3,}+)|(?P<comment><!--)|(?P<html><table\b)|(?P<math>\$\$)|(?P<heading>\#{1,6}[ \t])"
    r"|(?P<rule>(?:[-*_=][ \t]*+){3,}+(?=[\r\n]|\Z))|(?P<text>[^\r\n]))?[^\r\n]*+(?:\r\n|\n|\r|\Z)"
)
# What closes a piece of several lines, from behind its opening mark on; a shorter fence is let close a longer one.
_CLOSINGS = {
    "fence": regex(r"[\r\n][ \t>]*+(?:`{3}|~{3})"),
    "comment": regex("-->"),
    "html": regex("</table>"),
    "math": regex(r"\$\$"),
}
_REST = regex(r"[^\r\n]*+(?:\r\n|\n|\r|\Z)")
_ROW = regex(r"(?:[^|\r\n]*+\|[^\r\n]*+(?:\r\n|\n|\r|\Z))++")
_ITEM_MARKS = "-*+•.)"
_DELIMITER = regex(r"[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+(?=[\r\n]|\Z)")


@dataclass(frozen=True)
class Piece:
    """One line of a head; or a table (of Markdown or `html`) or fence, which is one piece of however many lines.

    `raw` is its text, at `span`, behind the marks of quotes, lists and tasks, which are `lead`. Lines of one `block`
    (a paragraph, a list item) follow each other without a gap.
    """

    kind: Kind
    lead: str
    raw: str
    span: Span
    block: int
    leaf: Leaf

    @cached_property
    def inlines(self) -> tuple[Inline, ...]:
        return self.leaf(*self.span).inlines

    @cached_property
    def plain(self) -> Plain:
        return plain(self.inlines, self.span.end)

    @cached_property
    def bold(self) -> tuple[tuple[int, int], ...]:
        """The ranges of the plain text that are bold."""
        return tuple((start, end) for start, end, _ in self._ranged(Strong))

    @property
    def is_bold(self) -> bool:
        """Whether all of the line is bold."""
        return self.bold == ((0, len(self.plain.text)),)

    @cached_property
    def marked(self) -> tuple[tuple[int, int, str], ...]:
        """The code and wiki links, as items of a list may be: their ranges of the plain text, and what they say."""
        return tuple((start, end, item_text(inline)) for start, end, inline in self._ranged(CodeSpan, WikiLink))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return tuple(inline for inline in walk_inlines(self.inlines) if isinstance(inline, Link))

    @property
    def indent(self) -> int:
        """How deep the line stands: the width of what precedes its text."""
        return len(self.lead.expandtabs(4))

    @property
    def is_item(self) -> bool:
        """Whether the line begins a list item."""
        return self.lead.strip(" \t>") != ""

    @property
    def is_quoted(self) -> bool:
        return ">" in self.lead

    def begins(self, places: Iterable[int]) -> bool:
        """Whether one of some places is in it."""
        return any(self.span.start <= place < self.span.end for place in places)

    def links_in(self, span: Span) -> tuple[Link, ...]:
        """The links that touch a span, found by bisection: a line may hold many labels."""
        first = bisect_left(self.links, span.start, key=lambda link: link.span.end)
        return self.links[first : bisect_left(self.links, span.end, key=lambda link: link.span.start)]

    def has_only_links(self) -> bool:
        """Whether nothing but links says something here: `[Paper](...) | [Code](...)`."""
        return links_alone(self.inlines)

    @property
    def without_labels(self) -> Plain:
        """The plain text with spaces in place of links that only say what they lead to: `pdf`, `code`, an address."""
        text = self.plain.text
        for start, end, link in self._ranged(Link):
            label = text[start:end]
            if label_kind(label) or label == getattr(link, "destination", None):
                text = text[:start] + " " * (end - start) + text[end:]
        return self.plain if text == self.plain.text else replace(self.plain, text=text)

    def _ranged(self, *kinds: type[Inline]) -> Iterator[tuple[int, int, Inline]]:
        offset = 0
        for inline in self.inlines:
            length = sum(len(text) for _, text in pieces((inline,)))
            if isinstance(inline, kinds):
                yield offset, offset + length, inline
            offset += length


def item_text(inline: Inline) -> str:
    """What code or a wiki link says as an item of a list: of `[[people/Jane Roe|J. Roe]]` the longer name."""
    if isinstance(inline, WikiLink):
        return max(inline.label or "", inline.target.rpartition("/")[2].partition("#")[0], key=len)
    return inline.text if isinstance(inline, CodeSpan) else ""


def links_alone(inlines: Sequence[Inline]) -> bool:
    """Whether inlines are links, one at least, and between them no letter or digit."""
    others = [inline for inline in inlines if not isinstance(inline, Link | SoftBreak | HardBreak)]
    return any(isinstance(inline, Link) for inline in inlines) and all(
        isinstance(inline, Text) and not any(map(str.isalnum, inline.text)) for inline in others
    )


def cut(text: str, spans: Iterable[Span], leaf: Leaf) -> tuple[Piece, ...]:
    """The pieces of some stretches of a text, 200 at most.

    Comments, formulas, headings and thematic breaks are no pieces. `leaf` reads a part of a line as a paragraph.
    """
    found: list[Piece] = []
    block = 0
    for span in spans:
        position, block = span.start, block + 2  # what stands in another stretch goes on nothing
        while position < span.end and len(found) < _MOST_PIECES and (line := _LINE.match(text, position, span.end)):
            kind, position = _kind(text, line, span.end)
            start = line.end("lead")
            block += kind != "text" or any(mark in line["lead"] for mark in _ITEM_MARKS)
            raw = text[start:position].rstrip()
            if raw and kind in ("text", "table", "html", "fence"):
                end = start + len(raw)
                found.append(Piece(cast("Kind", kind), line["lead"], raw, Span(start, end), block, leaf))
    return tuple(found)


def cut_blocks(text: str, blocks: Blocks) -> tuple[Piece, ...]:
    """The pieces of blocks that follow each other."""
    return cut(text, [blocks.span] if blocks.span else (), blocks.line)


def _kind(text: str, line: Match[str], end: int) -> tuple[str | None, int]:
    """What a line begins (None: a blank or overlong line), and where the line below that begins."""
    kind, below = line.lastgroup, line.end()
    if kind == "text" and "|" in line[0] and _DELIMITER.match(text, below, end):
        return "table", _skip(_ROW, text, below, end)
    if kind == "text":
        return ("text" if below - line.start() <= _LONGEST_LINE else None), below
    if kind in _CLOSINGS:
        closing = _CLOSINGS[kind].search(text, line.end(kind), end)
        return kind, _skip(_REST, text, closing.end() if closing else end, end)
    return (None if kind == "lead" else kind), below


def _skip(pattern: Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.match(text, start, end)
    return found.end() if found else start
