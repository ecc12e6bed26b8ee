"""Labels and their values: `**会议**: CVPR 2024`, `year:: 2021`, key-value tables, headings that are keys."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice, pairwise
from operator import itemgetter

from notelint.dataclass import dataclass, replace
from notelint.markdown.nodes import Leaf, Link, List, Paragraph, Table, TableCell, TableRow, walk
from notelint.note.head import item_text
from notelint.note.names import claimed, fold_name, label_in
from notelint.note.plain import collapse, leaf_text, plain
from notelint.note.roles import role_of
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from re import Match

    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Block
    from notelint.note.head import Piece
    from notelint.note.model import Section

_LONGEST_NAME = 40
_COLON = regex(r"[ \t]*(?:::|[:：])[ \t]*")
_PLAIN_NAME = regex(rf"[^:：|\n]{{1,{_LONGEST_NAME}}}?[ \t]*(?:::(?=[ \t]|$)|[:：])(?!//)[ \t]*")
_PROPERTY = regex(rf"[\w-][\w -]{{0,{_LONGEST_NAME - 1}}}::(?=[ \t]|$)[ \t]*")
# Dataview's `[year:: 2021]`, in a sentence.
_INLINE = regex(rf"[\[(]([\w-][\w -]{{0,{_LONGEST_NAME - 1}}})::[ \t]+([^\[\]()\n]+)[\])]")
_PARTED = regex(r"[/／,，・]")
_CALLOUT = regex(r"\[!([\w-]+)\][+-]?[ \t]*([^\r\n]*)")
_TLDR = regex(r"tl;?dr[ \t]*[;:：,–—-][ \t]*", re.IGNORECASE)
_NEIGHBOUR = regex(
    r"([A-Z][\w-]*(?: [\w-]+){0,2}(?=:[ \t])|[^\W\x00-\u024f]{1,12}(?=[:：]))[:：][ \t]*(?=[^\s*_`\[<])"
)
_BRACKET_NAME = regex(rf"【([^【】\n]{{1,{_LONGEST_NAME}}})】[ \t]*[:：]?[ \t]*")
_BRACKETED = regex(r"\[[^\[\]]+\]|【[^【】]+】")
_DECORATION = regex(r"[\W_]*")
_BETWEEN = regex(r"[ \t]*[|｜·;；][ \t]*")
_LOOSE_ENDS = " \t|｜·;；"
# A raw line in which a label may stand: a colon, a bracket or bold within the length of a name and its marks.
_MAY_NAME = regex(r"[^:：;【\r\n]{0,80}[:：;【]|(?i:tl;?dr)|(?:\*\*|__)[^\r\n]{1,80}(?:\*\*|__)")
_MARKS = "*_【[<`!&\\~"
# What the column of values is called, folded.
_COLUMNS = frozenset(
    (
        *("value", "values", "content", "contents", "description", "detail", "details", "info", "information"),
        *("内容", "值", "説明", "说明", "描述", "内容说明", "값", "내용", "설명", "valor", "wert", "valeur"),
    )
)
_HTML_ROW = regex(r"<tr\b[^<>]*>((?:(?!</?tr\b).)*+)", re.IGNORECASE | re.DOTALL)
_HTML_CELL = regex(r"<t[dh]\b[^<>]*>((?:(?!</?t[dhr]\b).)*+)", re.IGNORECASE | re.DOTALL)
_HTML_TAG = regex(r"<[^<>]*>")
_MOST_BLOCKS = 3
_MOST_ITEMS = 60
_LONGEST_VALUE = 400


@dataclass(frozen=True)
class LabelLine:
    """One label and its value, as plain text with places, and the links that stand in the value.

    `rest` is what follows the value in the same paragraph, for a value that is prose.
    """

    name: str
    name_span: Span
    value: str
    value_span: Span
    links: tuple[Link, ...]
    rest: tuple[Span, ...] = ()


def label_lines(pieces: Sequence[Piece], blocks: Iterable[Blocks], known: frozenset[str]) -> Iterator[LabelLine]:
    """The labels of a head: those in its lines, and then those in the tables of its blocks, in source order each.

    A name in bold with a colon inside or outside the bold is a label, as is a property (`name:: value`); a plain name
    only if it is `known` (folded), for prose holds colons too.
    """
    found = [(place, line) for place, piece in enumerate(pieces) for line in _labels_of(piece, known)]
    found = _with_lists(_with_neighbours(found, pieces), pieces, known)
    starts = {place for place, _ in found}
    taken: set[int] = set()
    for place, line in found:
        if place in taken:
            continue
        below = _below(pieces, place, starts)
        if line.value or place in {other for other, each in found if each is not line}:
            yield _completed(line, pieces[place], below)
        elif label_in(line.name, known) and (value := _value_below(pieces, place, starts)):
            taken.update(range(place + 1, place + 1 + len(value)))
            yield _joined(line, value)
        else:
            yield _titled_callout(pieces[place], line)
    places = [piece.span.start for piece in pieces if piece.kind == "table"]
    tables = (table for each in blocks for table in each.at(places) if isinstance(table, Table)) if places else ()
    for rows in (*map(_rows, tables), *(_html_rows(piece) for piece in pieces if piece.kind == "html")):
        yield from _labels_of_table(rows, known)


def _with_neighbours(found: list[tuple[int, LabelLine]], pieces: Sequence[Piece]) -> list[tuple[int, LabelLine]]:
    """The labels with the plain names in paragraphs and lists that hold several: `Status: Read` below `Year: 2021`."""
    labelled = {place for place, _ in found}
    blocks = _blocks(pieces)
    counts = Counter(blocks[place] for place in labelled)
    for place, piece in enumerate(pieces):
        if place not in labelled and counts[blocks[place]] > 1:
            name = _NEIGHBOUR.match(piece.raw)
            if name:
                found.append((place, _label(piece, (0, name.end(1)), (name.end(), len(piece.plain.text)))))
    return sorted(found, key=itemgetter(0))


def _blocks(pieces: Sequence[Piece]) -> list[int]:
    """The number of the block of each piece; the items of a list that follow each other are in one."""
    found = [piece.block for piece in pieces]
    for place, (before, piece) in enumerate(pairwise(pieces)):
        if before.is_item and piece.is_item and before.indent == piece.indent:
            found[place + 1] = found[place]
    return found


def _with_lists(
    found: list[tuple[int, LabelLine]], pieces: Sequence[Piece], known: Container[str]
) -> list[tuple[int, LabelLine]]:
    """The labels with the known names that are all of their line, right above the items that are their value."""
    labelled = {place for place, _ in found}
    for place, (piece, below) in enumerate(pairwise(pieces)):
        if not below.is_item or len(piece.raw) > _LONGEST_NAME or place in labelled or piece.kind != "text":
            continue
        is_above = below.indent > piece.indent if piece.is_item else below.block == piece.block + 1
        if is_above and ":" not in piece.raw and label_in(piece.plain.text, known):
            found.append((place, _label(piece, (0, len(piece.plain.text)), (len(piece.plain.text),) * 2)))
    return sorted(found, key=itemgetter(0))


def _below(pieces: Sequence[Piece], place: int, starts: Container[int]) -> Sequence[Piece]:
    """The lines that go on the paragraph of a label without beginning another one."""
    end = place + 1
    while end < len(pieces) and pieces[end].block == pieces[place].block and end not in starts:
        end += 1
    return pieces[place + 1 : end]


def _completed(line: LabelLine, piece: Piece, below: Sequence[Piece]) -> LabelLine:
    """A label with the lines below it: part of the value after a comma, else what may follow it as prose."""
    if below and line.value_span.end == piece.span.end and line.value.endswith((",", "，", "、", ";")):
        value = " ".join((line.value, *(collapse(each.plain.text) for each in below)))
        links = (*line.links, *(link for each in below for link in each.links))
        return replace(line, value=value, value_span=Span(line.value_span.start, below[-1].span.end), links=links)
    return replace(line, rest=tuple(each.span for each in below)) if below else line


def _value_below(pieces: Sequence[Piece], place: int, starts: Container[int]) -> Sequence[Piece]:
    """The lines that are the value of a label without one: the items nested in it, or the paragraph that follows."""
    own = pieces[place]
    end = place + 1
    while end < len(pieces) and end not in starts and pieces[end].kind == "text" and end - place <= _MOST_ITEMS:
        nested = pieces[end].is_item and pieces[end].indent > own.indent
        beside = pieces[end].is_quoted == own.is_quoted and pieces[end].block <= own.block + 1
        goes_on = not pieces[end].is_item and not own.is_item and beside
        listed = pieces[end].is_item and not own.is_item and pieces[end].block <= pieces[end - 1].block + 1
        if not (nested or goes_on or listed):
            break
        end += 1
    return pieces[place + 1 : end]


def _joined(line: LabelLine, value: Sequence[Piece]) -> LabelLine:
    texts = [collapse(each.plain.text).rstrip(",，、;；") for each in value]
    links = tuple(link for each in value for link in each.links)
    span = Span(value[0].span.start, value[-1].span.end)
    return LabelLine(line.name, line.name_span, _listed_texts(texts), span, links)


def _listed_texts(items: Sequence[str]) -> str:
    """The items of a list as one text: parted by what stands in none of them."""
    return ("; " if len(items) > 1 and any("," in item for item in items) else ", ").join(items)


def _labels_of(piece: Piece, known: Container[str]) -> list[LabelLine]:
    if piece.kind != "text" or not _may_name(piece.raw, known):
        return []
    if callout := _CALLOUT.match(piece.raw):
        return _callout(piece, callout, known) if piece.is_quoted else []
    text = piece.plain.text
    inline = _INLINE.finditer(text) if "::" in text else ()
    if found := [each for each in inline if label_in(each[1], known)]:
        return [_label(piece, each.span(1), each.span(2)) for each in found]
    names = _bold_names(piece, known) or _plain_names(text, known)
    if not names or not _DECORATION.fullmatch(text, 0, names[0][0]):
        return []
    ends = [start for start, _, _ in names[1:]] + [len(text)]
    return [
        _label(piece, (start, name_end), (value_start, end))
        for (start, name_end, value_start), end in zip(names, ends, strict=True)
    ]


def _may_name(raw: str, known: Container[str]) -> bool:
    """Whether a label may begin a raw line: marks and a name that ends early, or a plain name that is known."""
    if raw[0] in _MARKS:
        return _MAY_NAME.match(raw) is not None or raw.startswith("[!")
    plain_name = _PLAIN_NAME.match(raw)
    if plain_name is None:
        return raw[:2].casefold() == "tl"
    name = plain_name[0].rstrip(" \t:：")
    return "::" in plain_name[0] or not name.isascii() or label_in(name, known) is not None


def _callout(piece: Piece, found: Match[str], known: Container[str]) -> list[LabelLine]:
    """The first line of a callout whose title, or else its kind, is known: `> [!abstract] Summary`."""
    group = next((group for group in (2, 1) if label_in(found[group], known)), None)
    if group is None:
        return []
    start, end = (piece.span.start + place for place in found.span(group))
    return [LabelLine(found[group], Span(start, end), "", Span(piece.span.end, piece.span.end), ())]


def _titled_callout(piece: Piece, line: LabelLine) -> LabelLine:
    """A callout with nothing below it, whose title is its value: `> [!summary] Axles hold.`."""
    found = _CALLOUT.match(piece.raw)
    if not found or not found[2].strip() or line.name == found[2]:
        return line
    start, end = (piece.span.start + place for place in found.span(2))
    return replace(line, value=collapse(found[2]), value_span=Span(start, end))


def _label(piece: Piece, name: tuple[int, int], value: tuple[int, int]) -> LabelLine:
    text = piece.plain.text
    name_text = text[name[0] : name[1]].rstrip(" \t:：;")
    start, end = value
    end -= len(text[start:end]) - len(text[start:end].rstrip(_LOOSE_ENDS))
    start += len(text[start:end]) - len(text[start:end].lstrip())
    span = piece.plain.span(start, end)
    return LabelLine(
        name=collapse(name_text).strip("[]【】"),
        name_span=piece.plain.span(name[0], name[0] + len(name_text)),
        value=", ".join(_items(piece, start, end)) or collapse(text[start:end]),
        value_span=span,
        links=piece.links_in(span),
    )


def _items(piece: Piece, start: int, end: int) -> list[str]:
    """The code spans and wiki links in a range of a line, if there is nothing else in it: `` `LLM` `Agent` ``."""
    inside = [mark for mark in piece.marked if start <= mark[0] and mark[1] <= end]
    others = sum(map(str.isalnum, piece.plain.text[start:end]))
    others -= sum(sum(map(str.isalnum, piece.plain.text[first:last])) for first, last, _ in inside)
    return [] if others else [collapse(text) for _, _, text in inside]


def _bold_names(piece: Piece, known: Container[str]) -> list[tuple[int, int, int]]:
    """Bold names in a line: (start, end of the name, start of the value)."""
    text = piece.plain.text
    names = []
    for start, end in piece.bold:
        inner = text[start:end]
        outside = _COLON.match(text, end)
        if not inner.strip() or end - start > _LONGEST_NAME or piece.links_in(piece.plain.span(start, start + 1)):
            continue  # a title that is a link is no name
        if inner.rstrip().endswith((":", "：", ";")) or (_BRACKETED.fullmatch(inner) and not outside):
            names.append((start, end, end))
        elif outside:
            names.append((start, end, outside.end()))
        elif inside := _COLON.search(inner):
            # `**Year: 2019**`: the whole line is bold
            names.append((start, start + inside.start(), start + inside.end()))
        elif label_in(inner, known) and not text[:start].strip():
            names.append((start, end, end))  # `**Authors** A, B`
    return names


def _plain_names(text: str, known: Container[str]) -> list[tuple[int, int, int]]:
    """Names that are not bold, at the start of the line or after `|`, `·` or `;`."""
    names = []
    start = 0
    while True:
        lead = _DECORATION.match(text, start)
        begin = lead.end() if lead and not text.startswith("【", start) else start
        found = _TLDR.match(text, begin) or _PROPERTY.match(text, begin)
        if found is None:
            found = _BRACKET_NAME.match(text, start) or _PLAIN_NAME.match(text, begin)
            name = found and (found[1] if found.re is _BRACKET_NAME else found[0].rstrip(" \t:："))
            found = found if name and label_in(name, known) else None
        if found:
            names.append((found.start(), found.end(), found.end()))
        between = _BETWEEN.search(text, found.end() if found else start)
        if between is None:
            return names
        start = between.end()


def headed_labels(sections: Iterable[Section], known: Container[str]) -> Iterator[LabelLine]:
    """The sections whose heading is a known label: the value stands in the heading or is what little is below it."""
    for section in sections:
        is_parted = _PARTED.search(section.name) and claimed(section.name, known) in known
        if not (is_parted or label_in(section.name, known)):
            continue
        if section.value:
            inside = tuple(link for link in section.heading.find(Link) if section.value_span.start <= link.span.start)
            yield LabelLine(section.name, section.name_span, section.value, section.value_span, inside)
        elif not section.sections and 0 < len(blocks := [*islice(section.blocks, _MOST_BLOCKS + 1)]) <= _MOST_BLOCKS:
            first = blocks[0]
            value, links = _listed(first) if isinstance(first, List) else _first_text(first)
            if len(value) <= _LONGEST_VALUE:
                yield LabelLine(section.name, section.name_span, value, first.span, links)


def _listed(block: List) -> tuple[str, tuple[Link, ...]]:
    """The items of a list, joined by commas, and their links."""
    leaves = [each for each in walk((block,)) if isinstance(each, Paragraph)]
    return _listed_texts([*map(leaf_text, leaves)]), tuple(link for each in leaves for link in each.find(Link))


def _first_text(block: Block) -> tuple[str, tuple[Link, ...]]:
    """The text of the first paragraph or heading in a block, and its links."""
    leaf = next((inner for inner in walk((block,)) if isinstance(inner, Leaf)), None)
    return (leaf_text(leaf), tuple(leaf.find(Link))) if leaf else ("", ())


class _Cell(NamedTuple):
    """A cell of a table, as plain text."""

    text: str
    span: Span
    links: tuple[Link, ...] = ()


def _labels_of_table(rows: Sequence[Sequence[_Cell]], known: Container[str]) -> Iterator[LabelLine]:
    """The rows of a two-column table of which at least two name something known; or a header of such names."""
    keyed = [row for row in rows if len(row) == 2]
    names = [row[0].text for row in keyed]
    if sum(label_in(name, known) is not None or role_of(name) is not None for name in names) >= 2:
        # The header names a fact only where it is itself a row: `| Title | ... |`, not `| Field | Value |`.
        for number, (name, value) in enumerate(keyed):
            if number == 0 and (not label_in(names[0], known) or fold_name(value.text) in _COLUMNS):
                continue
            if value.span.start < value.span.end and name.text:
                yield _row_label(name, value)
    elif len(rows) == 2 and sum(label_in(cell.text, known) is not None for cell in rows[0]) >= 2:
        yield from (_row_label(name, value) for name, value in zip(rows[0], rows[1], strict=False))


def row_label(name: TableCell, value: TableCell) -> LabelLine:
    """What stands in one cell under the name in another."""
    return _row_label(_cell(name), _cell(value))


def _row_label(name: _Cell, value: _Cell) -> LabelLine:
    return LabelLine(name.text.rstrip(" :："), name.span, value.text, value.span, value.links)


def _rows(table: Table) -> list[list[_Cell]]:
    rows = (row.children for row in table.children if isinstance(row, TableRow))
    return [[_cell(cell) for cell in row if isinstance(cell, TableCell)] for row in rows]


def _cell(cell: TableCell) -> _Cell:
    items = [text for inline in cell.inlines if (text := collapse(item_text(inline)))]
    others = (inline for inline in cell.inlines if not item_text(inline))
    is_list = items and not any(map(str.isalnum, plain(others, cell.span.end).text))
    return _Cell(", ".join(items) if is_list else leaf_text(cell), cell.span, tuple(cell.find(Link)))


def _html_rows(piece: Piece) -> list[list[_Cell]]:
    rows = (_HTML_CELL.finditer(piece.raw, *row.span(1)) for row in _HTML_ROW.finditer(piece.raw))
    return [[_html_cell(piece, cell) for cell in row] for row in rows]


def _html_cell(piece: Piece, found: Match[str]) -> _Cell:
    from html import unescape  # noqa: PLC0415 - few notes have such a table

    start, end = (piece.span.start + place for place in found.span(1))
    return _Cell(collapse(unescape(_HTML_TAG.sub(" ", found[1]))), Span(start, end))
