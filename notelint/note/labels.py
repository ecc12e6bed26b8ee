"""Label lines: `**会议**: CVPR 2024`, `- Authors: A, B`, `> **Year**: 2019 | **Venue**: ACL`, key-value tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import chain, islice
from operator import itemgetter

from notelint.dataclass import cached_property, dataclass
from notelint.markdown.nodes import (
    BlockQuote,
    CodeSpan,
    HardBreak,
    Leaf,
    Link,
    List,
    ListItem,
    Paragraph,
    SoftBreak,
    Strong,
    Table,
    TableCell,
    TableRow,
    Text,
    walk,
    walk_inlines,
)
from notelint.note.names import fold_name, is_unnamed, may_end
from notelint.note.plain import Plain, collapse, pieces, plain
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from re import Match

    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Block, Inline
    from notelint.note.model import Section

_LONGEST_NAME = 40
# How a line of a note begins that may hold a label: marks of containers and the like, as much as a name may have of
# text (marks not counted), and then what ends a name or may show as other text than it is. And the rest of the line.
_SHOWN_OTHERWISE = r":：【\[&<"
_MARKS = r"[*_~`\\ \t]"
_LINE = regex(
    rf"(?<![^\r\n])((?:[^\w\r\n{_SHOWN_OTHERWISE}]|[0-9]{{1,9}}[.)][ \t])*+)"
    rf"((?:{_MARKS}*+[^*_~`\\ \t\r\n{_SHOWN_OTHERWISE}]){{0,{_LONGEST_NAME}}}+{_MARKS}*+)[{_SHOWN_OTHERWISE}][^\r\n]*+"
)
# The rest of a line in which no name ends: text and links without a colon.
_NAMELESS = regex(r"(?:[^\[\]()<>&:：【】*_`$\\]|\[[^\[\]<>&:：【】*_`$\\]*+\](?:\([^\s()<>\\]*+\)|(?!\()))*+")
# The line below the header of a table of two columns or more, and any line that may be a row.
_DELIMITER = regex(r"[-:][ \t]*+\|[ \t]*+[-:]")
_ROW = regex(r"(?<![^\r\n])[^|\r\n]*+\|[^\r\n]*+")
# What shows nothing of itself: tags, images, footnotes, and where links lead. And what shows something else.
_HIDDEN = regex(r"<[A-Za-z/!][^<>]*+>|!\[[^\[\]]*+\]\([^()]*+\)|\[\^[^\[\]]*+\]|\]\([^()]*+\)|\]\[[^\[\]]*+\]")
_ENTITY = regex(r"&#?\w++;")
_COLON = regex(r"[ \t]*[:：][ \t]*")
_PLAIN_NAME = regex(rf"[^:：|\n]{{1,{_LONGEST_NAME}}}?[ \t]*[:：](?!//)[ \t]*")
_BRACKET_NAME = regex(rf"【([^【】\n]{{1,{_LONGEST_NAME}}})】[ \t]*[:：]?[ \t]*")
_BRACKETED = regex(r"\[[^\[\]]+\]|【[^【】]+】")
_MOST_BLOCKS = 3
_LONGEST_VALUE = 400
_DECORATION = regex(r"[\W_]*")
_BETWEEN = regex(r"[ \t]*[|｜·;；][ \t]*")
_LOOSE_ENDS = " \t|｜·;；"


@dataclass(frozen=True)
class LabelLine:
    """One label and its value, as plain text with places, and the links that stand in the value."""

    name: str
    name_span: Span
    value: str
    value_span: Span
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Line:
    """One line of a paragraph: its inlines and their plain text."""

    inlines: tuple[Inline, ...]
    plain: Plain

    @cached_property
    def bold(self) -> tuple[tuple[int, int], ...]:
        """The ranges of the text that are bold."""
        return tuple(self._ranges(Strong))

    @cached_property
    def code(self) -> tuple[tuple[int, int], ...]:
        """The ranges of the text that are code."""
        return tuple(self._ranges(CodeSpan))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return _links(self.inlines)

    def links_in(self, span: Span) -> tuple[Link, ...]:
        """The links that touch a span, which must not be searched one by one: a line may hold many labels."""
        first = bisect_left(self.links, span.start, key=lambda link: link.span.end)
        return self.links[first : bisect_left(self.links, span.end, key=lambda link: link.span.start)]

    def _ranges(self, kind: type[Inline]) -> Iterator[tuple[int, int]]:
        offset = 0
        for inline in self.inlines:
            length = sum(len(text) for _, text in pieces((inline,)))
            if isinstance(inline, kind):
                yield offset, offset + length
            offset += length


def label_lines(blocks: Blocks, known: frozenset[str]) -> Iterator[LabelLine]:
    """The label lines in paragraphs, list items, quotes and two-column tables, in source order.

    A bold name with a colon inside or outside the bold is a label; a plain one only if it is `known` (folded), for
    prose holds colons too.
    """
    named = _lines_with_names(blocks, known)
    tables = (found.start() for found in blocks.matches(_DELIMITER))
    places = sorted((*(line.start for line in named), *tables))
    return _labels_in(blocks.at(places), known, named)


def may_claim(blocks: Blocks, known: frozenset[str]) -> bool:
    """Whether a label among the `label_lines` may be a known one, as far as can be told without a parser."""
    rows = (found[0] for found in blocks.matches(_ROW)) if next(blocks.matches(_DELIMITER), None) else ()
    named = (found[0] for found in _matches_with_names(blocks, known))
    return any(_may_say(line, known) for line in chain(named, rows))


def _may_say(line: str, known: frozenset[str]) -> bool:
    """Whether one of the known names may be read as a label in a line of Markdown."""
    shown = _HIDDEN.sub("", line)
    return may_end(shown, known) or (shown != line and may_end(line, known)) or bool(_ENTITY.search(line))


def _lines_with_names(blocks: Blocks, known: frozenset[str]) -> list[Span]:
    """The lines of the text that begin as a label line does: in bold, or as one of the known names."""
    return [Span(found.start(2), found.end()) for found in _matches_with_names(blocks, known)]


def _matches_with_names(blocks: Blocks, known: frozenset[str]) -> Iterator[Match[str]]:
    beginnings = _beginnings(known)
    return (found for found in blocks.matches(_LINE) if _may_name(found, beginnings))


def _may_name(line: Match[str], beginnings: Container[str]) -> bool:
    """Whether a line may begin with a label: in bold, or one of which that is the beginning."""
    if "**" in line[1] or "__" in line[2]:
        return True
    known = is_unnamed(line[2]) or fold_name(line[2]) in beginnings
    return known and not _NAMELESS.fullmatch(line[0], line.start(2) - line.start())


@lru_cache(maxsize=8)
def _beginnings(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name[:end] for name in names for end in range(len(name) + 1))


def _labels_in(blocks: Iterable[Block], known: Container[str], named: Sequence[Span]) -> Iterator[LabelLine]:
    """The label lines in blocks, of whose paragraphs only those on some lines of the text are parsed."""
    for block in blocks:
        match block:
            case Paragraph() if _meets(block.span, named):
                for line in lines(block.inlines, block.span.end):
                    yield from _labels_of(line, known)
            case BlockQuote():
                yield from _labels_in(block.children, known, named)
            case List():
                for item in block.children:
                    if isinstance(item, ListItem):
                        yield from _labels_of_item(item, known, named)
            case Table():
                yield from _labels_of_table(block, known)


def _meets(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span has a place in common with one of others, which are in order and apart."""
    before = bisect_left(others, (span.end, 0))
    return before > 0 and span.start < others[before - 1].end


def lines(inlines: Sequence[Inline], end: int) -> Iterator[Line]:
    """Cut inlines at their line ends; `end` is the source offset at which they end."""
    current: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, SoftBreak | HardBreak):
            yield _line(current, inline.span.start)
            current = []
        else:
            current.append(inline)
    yield _line(current, end)


def _line(inlines: Sequence[Inline], end: int) -> Line:
    return Line(tuple(inlines), plain(inlines, end))


def _labels_of(line: Line, known: Container[str]) -> Iterator[LabelLine]:
    names = _bold_names(line) or _plain_names(line.plain.text, known)
    if not names or not _DECORATION.fullmatch(line.plain.text, 0, names[0][0]):
        return
    ends = [start for start, _, _ in names[1:]] + [len(line.plain.text)]
    for (start, name_end, value_start), end in zip(names, ends, strict=True):
        yield _label(line, (start, name_end), (value_start, end))


def _label(line: Line, name: tuple[int, int], value: tuple[int, int]) -> LabelLine:
    text = line.plain.text
    name_text = text[name[0] : name[1]].rstrip(" \t:：")
    start, end = value
    end -= len(text[start:end]) - len(text[start:end].rstrip(_LOOSE_ENDS))
    start += len(text[start:end]) - len(text[start:end].lstrip())
    span = line.plain.span(start, end)
    return LabelLine(
        name=collapse(name_text).strip("[]【】"),
        name_span=line.plain.span(name[0], name[0] + len(name_text)),
        value=", ".join(_codes(line, start, end)) or collapse(text[start:end]),
        value_span=span,
        links=line.links_in(span),
    )


def _codes(line: Line, start: int, end: int) -> list[str]:
    """The code spans in a range of a line, if there is nothing else in it: `` `LLM` `Agent` ``."""
    inside = line.code[bisect_left(line.code, (start, start)) : bisect_right(line.code, end, key=itemgetter(1))]
    rest = sum(map(str.isalnum, line.plain.text[start:end])) - sum(
        sum(map(str.isalnum, line.plain.text[slice(*place)])) for place in inside
    )
    return [] if rest else [collapse(line.plain.text[slice(*place)]) for place in inside]


def _bold_names(line: Line) -> list[tuple[int, int, int]]:
    """Bold names in a line: (start, end of the name, start of the value)."""
    text = line.plain.text
    names = []
    for start, end in line.bold:
        inner = text[start:end]
        outside = _COLON.match(text, end)
        if not inner.strip() or end - start > _LONGEST_NAME:
            continue
        if inner.rstrip().endswith((":", "：")) or (_BRACKETED.fullmatch(inner) and not outside):
            names.append((start, end, end))
        elif outside:
            names.append((start, end, outside.end()))
        elif inside := _COLON.search(inner):
            # `**Year: 2019**`: the whole line is bold
            names.append((start, start + inside.start(), start + inside.end()))
    return names


def _plain_names(text: str, known: Container[str]) -> list[tuple[int, int, int]]:
    """Names that are not bold, at the start of the line or after `|`, `·` or `;`."""
    names = []
    start = 0
    while True:
        lead = _DECORATION.match(text, start)
        begin = lead.end() if lead and not text.startswith("【", start) else start
        found = _BRACKET_NAME.match(text, start) or _PLAIN_NAME.match(text, begin)
        if found and fold_name(found[1] if found.re is _BRACKET_NAME else found[0].rstrip(" \t:：")) in known:
            names.append((found.start(), found.end(), found.end()))
        between = _BETWEEN.search(text, start)
        if between is None:
            return names
        start = between.end()


def headed_labels(sections: Iterable[Section], known: Container[str]) -> Iterator[LabelLine]:
    """The sections whose heading is a known label: the value stands in the heading or is what little is below it."""
    for section in sections:
        if fold_name(section.name) not in known:
            continue
        if section.value:
            links = _links(section.heading.inlines)
            inside = tuple(link for link in links if section.value_span.start <= link.span.start)
            yield LabelLine(section.name, section.name_span, section.value, section.value_span, inside)
        elif not section.sections and 0 < len(blocks := [*islice(section.blocks, _MOST_BLOCKS + 1)]) <= _MOST_BLOCKS:
            first = blocks[0]
            value, links = _listed(first) if isinstance(first, List) else _first_text(first)
            if len(value) <= _LONGEST_VALUE:
                yield LabelLine(section.name, section.name_span, value, first.span, links)


def _labels_of_item(item: ListItem, known: Container[str], named: Sequence[Span]) -> Iterator[LabelLine]:
    """The labels of a list item; a value that stands in a nested list is its items, joined by commas."""
    first, *rest = item.children or (None,)
    nested = rest[0] if rest and isinstance(rest[0], List) else None
    found = list(_labels_in([first], known, named)) if first else []
    if len(found) == 1 and not found[0].value and nested:
        value, links = _listed(nested)
        yield LabelLine(found[0].name, found[0].name_span, value, nested.span, links)
        return
    yield from found
    yield from _labels_in(rest, known, named)


def _listed(block: List) -> tuple[str, tuple[Link, ...]]:
    """The items of a list, joined by commas, and their links."""
    parts = [
        line
        for paragraph in walk((block,))
        if isinstance(paragraph, Paragraph)
        for line in lines(paragraph.inlines, paragraph.span.end)
    ]
    value = ", ".join(collapse(part.plain.text) for part in parts)
    return value, tuple(link for part in parts for link in part.links)


def _first_text(block: Block) -> tuple[str, tuple[Link, ...]]:
    """The text of the first paragraph or heading in a block, and its links."""
    leaf = next((inner for inner in walk((block,)) if isinstance(inner, Leaf)), None)
    if leaf is None:
        return "", ()
    return collapse(plain(leaf.inlines, leaf.span.end).text), _links(leaf.inlines)


def _links(inlines: tuple[Inline, ...]) -> tuple[Link, ...]:
    return tuple(inline for inline in walk_inlines(inlines) if isinstance(inline, Link))


def _labels_of_table(table: Table, known: Container[str]) -> Iterator[LabelLine]:
    """The rows of a two-column table of which at least two name something known; or a header of such names."""
    rows = [
        [cell for cell in row.children if isinstance(cell, TableCell)]
        for row in table.children
        if isinstance(row, TableRow)
    ]
    keyed = [row for row in rows if len(row) == 2]
    if sum(fold_name(_cell(row[0]).text) in known for row in keyed) >= 2:
        # The header names a fact only where it is itself a row: `| Title | ... |`, not `| Item | Value |`.
        for number, (name, value) in enumerate(keyed):
            if number == 0 and fold_name(_cell(name).text) not in known:
                continue
            if value.span.start < value.span.end and _cell(name).text.strip():
                yield _row_label(name, value)
    elif len(rows) == 2 and sum(fold_name(_cell(cell).text) in known for cell in rows[0]) >= 2:
        for name, value in zip(rows[0], rows[1], strict=False):
            yield _row_label(name, value)


def _row_label(name: TableCell, value: TableCell) -> LabelLine:
    name_text = collapse(_cell(name).text).rstrip(" :：")
    return LabelLine(name_text, name.span, collapse(_cell(value).text), value.span, _links(value.inlines))


def _cell(cell: TableCell) -> Plain:
    return plain(cell.inlines, cell.span.end)


def is_link_line(block: Block) -> bool:
    """Whether a block is a paragraph of nothing but links: `[Paper](...) | [Code](...)`."""
    if not isinstance(block, Paragraph) or not block.content.may_hold((Link,)):
        return False
    others = [inline for inline in block.inlines if not isinstance(inline, Link | SoftBreak | HardBreak)]
    return len(others) < len(block.inlines) and all(
        isinstance(inline, Text) and not any(map(str.isalnum, inline.text)) for inline in others
    )
