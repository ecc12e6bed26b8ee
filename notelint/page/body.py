"""The text of a section as plain data, from which the page is built without any HTML of the note.

A block is a list: its kind, then what that kind has. An inline is a text, or a list of the same sort. script/body.js
knows the same kinds.
"""

from __future__ import annotations

from notelint.markdown import parse
from notelint.markdown.nodes import (
    BlockQuote,
    Code,
    CodeSpan,
    Emphasis,
    FootnoteDefinition,
    FootnoteReference,
    HardBreak,
    Heading,
    Html,
    Image,
    InlineHtml,
    InlineMath,
    Leaf,
    Link,
    List,
    ListItem,
    Math,
    Paragraph,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    TableCell,
    TableRow,
    Text,
    ThematicBreak,
    WikiLink,
)
from notelint.note.plain import BREAK_TAG
from notelint.record.blocks import html_text, leaf_text
from notelint.regex import regex
from notelint.source import Source
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from notelint.markdown.nodes import Block, Inline
    from notelint.page.places import Places
    from notelint.record.model import Json, Record, SectionRecord

_DEEPEST = 12  # blocks in blocks and marks in marks: what is deeper is shown as text
_MARKS = {Emphasis: "em", Strong: "strong", Strikethrough: "del"}
_CALLOUT = regex(r"\s*\[![^\[\]\s]+\][+-]?\s*")


def section_body(record: Record, section: SectionRecord, places: Places, files: Mapping[str, str]) -> list[Json]:
    """The blocks of a section; `files` maps the link destinations of its file to files."""
    definitions = "\n".join(record.source.definitions)
    nodes = parse(Source("-", f"{section.source}\n\n{definitions}" if definitions else section.source))
    below = nodes[1:] if section.heading or section.value else nodes
    return _Writer(places, files).blocks(below, 0)


class _Writer:
    """Writes nodes as data."""

    def __init__(self, places: Places, files: Mapping[str, str]) -> None:
        self._places = places
        self._files = files

    def blocks(self, nodes: Iterable[Block], depth: int) -> list[Json]:
        return [each for node in nodes for each in (*self._leaf_block(node), *self._container(node, depth + 1))]

    def _leaf_block(self, node: Block) -> Iterator[Json]:
        match node:
            case Paragraph() | Heading():
                if inlines := self._leaf(node):
                    yield ["p" if isinstance(node, Paragraph) else "h", inlines]
            case Code(text=text, info=info):
                yield ["code", info, text.strip("\n")]
            case Math(text=text):
                yield ["math", text.strip()]
            case Html():
                yield from self._html(node)
            case Table():
                yield ["table", list(node.alignments), [self._row(row) for row in node.children]]
            case ThematicBreak():
                yield ["hr"]

    def _container(self, node: Block, depth: int) -> Iterator[Json]:
        match node:
            case List() | BlockQuote() | FootnoteDefinition() if depth > _DEEPEST:
                yield ["p", ["..."]]
            case List(ordered=ordered, start=start):
                items: list[Json] = [self._item(item, depth) for item in node.children if isinstance(item, ListItem)]
                yield ["ol", 1 if start is None else start, items] if ordered else ["ul", items]
            case BlockQuote(callout=callout):
                yield ["quote", callout, self._quoted(node, depth)]
            case FootnoteDefinition(label=label):
                yield ["footnote", label, self.blocks(node.children, depth)]

    def _leaf(self, leaf: Leaf) -> list[Json]:
        text = leaf.content.plain_text
        return self._inlines(leaf.inlines, 0) if text is None else [leaf_text(leaf)] if text.strip() else []

    def _item(self, item: ListItem, depth: int) -> Json:
        return [item.checked, self.blocks(item.children, depth)]

    def _quoted(self, quote: BlockQuote, depth: int) -> list[Json]:
        """The quoted blocks, without the mark of a callout."""
        found = self.blocks(quote.children, depth)
        match found:
            case [["p", [str(text), *rest]], *others] if quote.callout:
                left = [text[mark.end() :] if (mark := _CALLOUT.match(text)) else text, *rest]
                return [["p", left], *others] if left != [""] else others
        return found

    def _row(self, row: Block) -> Json:
        cells = row.children if isinstance(row, TableRow) else ()
        return [self._leaf(cell) for cell in cells if isinstance(cell, TableCell)]

    def _html(self, node: Html) -> Iterator[Json]:
        """The images and the text of an HTML block, without tags and comments."""
        if node.images:
            yield ["p", [self._image(image) for image in node.images]]
        if text := html_text(node.text):
            yield ["p", [text]]

    def _inlines(self, nodes: Iterable[Inline], depth: int) -> list[Json]:
        """The inlines, with adjacent texts joined."""
        found: list[Json] = []
        for node in nodes:
            each = self._inline(node, depth)
            if isinstance(each, str) and found and isinstance(found[-1], str):
                found[-1] += each
            elif each:
                found.append(each)
        return found

    def _inline(self, node: Inline, depth: int) -> Json:
        match node:
            case Image():
                return self._image(node)
            case WikiLink(target=target, label=label):
                return self._link(target, [label or target])
            case Emphasis() | Strong() | Strikethrough() if depth < _DEEPEST:
                return [_MARKS[type(node)], self._inlines(node.children, depth + 1)]
            case Link(destination=destination) if depth < _DEEPEST:
                return self._link(destination, self._inlines(node.children, depth + 1))
        return next(_words(node), "...")

    def _link(self, destination: str, inlines: list[Json]) -> Json:
        return ["a", self._places.link(destination, self._files), inlines]

    def _image(self, image: Image) -> Json:
        return ["img", self._places.image(image.destination, self._files), image.alt or ""]


def _words(node: Inline) -> Iterator[Json]:
    """An inline without children or target."""
    match node:
        case Text(text=text):
            yield text
        case SoftBreak():
            yield " "
        case HardBreak():
            yield ["br"]
        case InlineHtml(text=text):
            yield ["br"] if BREAK_TAG.fullmatch(text) else ""
        case CodeSpan(text=text):
            yield ["code", text]
        case InlineMath(text=text, display=display):
            yield ["math", f"$${text}$$" if display else f"${text}$"]
        case FootnoteReference(label=label):
            yield ["sup", label]
