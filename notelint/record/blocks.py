"""A section's blocks as the record holds them: flat, each with its plain text and its Markdown; its images and links.

In plain text marks are removed and spaces collapsed; math is kept with its dollars.
"""

from __future__ import annotations

import re
from math import isfinite
from posixpath import join, normpath
from textwrap import indent

from notelint.bibliography.urls import unquote
from notelint.dataclass import replace
from notelint.markdown.html import unescape
from notelint.markdown.leaves import paragraph
from notelint.markdown.nodes import (
    BlockQuote,
    Code,
    FootnoteDefinition,
    HardBreak,
    Heading,
    Html,
    Image,
    Inline,
    InlineHtml,
    Leaf,
    List,
    ListItem,
    Math,
    Paragraph,
    SoftBreak,
    Table,
    TableCell,
    TableRow,
    Text,
    walk,
)
from notelint.note.plain import BREAK_TAG, collapse, pieces
from notelint.record.kinds import section_kind
from notelint.record.model import Block, ImageRecord, LinkRecord
from notelint.regex import regex
from notelint.source import LINE_END
from notelint.typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notelint.markdown.nodes import Block as Node
    from notelint.note.figures import Image as NoteImage
    from notelint.note.figures import Link
    from notelint.record.model import BlockType, LinkKind
    from notelint.source import Source


_IMAGE_TAG = regex(r"<img\b[^<>]*>", re.IGNORECASE)


def flat_blocks(source: Source, nodes: Iterable[Node], depth: int = 0) -> Iterator[Block]:
    """The blocks of a section, nesting given by `depth`. Thematic breaks and link definitions have no content."""
    for node in nodes:
        if isinstance(node, Paragraph):
            yield from _paragraph(source, node, depth)
        elif isinstance(node, List):
            for item in node.children:
                if isinstance(item, ListItem):
                    yield from _item(source, item, depth + 1, ordered=node.ordered)
        elif isinstance(node, Html):
            yield from _html(source, node, depth)
        elif block := _one_block(source, node, depth):
            yield block


def _one_block(source: Source, node: Node, depth: int) -> Block | None:
    kind: BlockType
    match node:
        case Table():
            return _table(source, node, depth)
        case Code():
            return _code(source, node, depth)
        case Heading():
            kind, text = "heading", leaf_text(node)
        case Math():
            kind, text = "math", f"$$\n{node.text.strip()}\n$$"
        case BlockQuote():
            kind, text = "quote", text_lines(flat_blocks(source, node.children))
        case FootnoteDefinition():
            kind, text = "paragraph", text_lines(flat_blocks(source, node.children))
        case _:
            return None
    return _block(source, node, kind, depth, text)


def text_lines(blocks: Iterable[Block]) -> str:
    """Blocks as plain text: a line for each item (`- ...`), table row (`a | b`) and so on; images say nothing."""
    return "\n".join(line for block in blocks for line in _lines(block)).strip("\n")


def _lines(block: Block) -> Iterator[str]:
    if block.type == "table":
        for row in (block.header or (), *(block.rows or ())):
            yield " | ".join(cell.replace("\n", " ") for cell in row)
    elif block.type == "list_item":
        yield "  " * (block.depth - 1) + "- " + (block.text or "").replace("\n", " ")
    elif block.type != "image" and block.text:
        yield block.text


def written(source: Source, nodes: Sequence[Node]) -> str:
    """Top-level blocks as the Markdown that was written, from the first to the last.

    Dedented, with LF line ends; trailing spaces and repeated blank lines go where they mean nothing (in code and at a
    hard break they do).
    """
    if not nodes:
        return ""
    start, end = nodes[0].span.start, nodes[-1].span.end
    first = _line_start(source, start)
    return _as_written(source, first, end, _margin(source, nodes) if first < start else 0, nodes)


def _margin(source: Source, nodes: Iterable[Node]) -> int:
    """The number of characters before that block which has the fewest on its first line.

    The spaces before indented code are what makes it code: its column is the margin.
    """
    return min(0 if _is_indented_code(node) else _column(source, node.span.start) for node in nodes)


def _column(source: Source, offset: int) -> int:
    return offset - _line_start(source, offset)


def _line_start(source: Source, offset: int) -> int:
    """Where the text of a line begins: a byte order mark is no part of it."""
    return max(source.start, source.line_start(source.line_number(offset)))


def _as_written(source: Source, start: int, end: int, column: int, nodes: Sequence[Node | Inline]) -> str:
    """The text of a range, its lines without up to `column` leading spaces."""
    whole = source.text[start:end]
    loose = _is_loose(whole)
    if not column and not loose:
        return whole.rstrip("\n")
    kept = _lines_to_keep(source, nodes) if loose else ()
    first = source.line_number(start)
    within = _line_start(source, start) < start  # what stands before the range is not there to be cut off
    lines: list[str] = []
    for number, text in enumerate(_split_lines(whole), first):
        line = text
        if column and not (within and number == first):
            line = line[min(column, len(line) - len(line.lstrip(" \t"))) :]
        if number not in kept:
            bare = line.rstrip(" \t")
            line = f"{bare} " if bare.endswith("\\") and bare != line else bare  # no hard break is made of a backslash
            if not line and lines and not lines[-1]:
                continue
        lines.append(line)
    return "\n".join(lines).rstrip("\n")


def _is_loose(text: str) -> bool:
    """Whether a text may hold spaces that mean nothing: at the end of a line, or blank lines side by side.

    Where lines end otherwise than with LF, nothing is known at a glance.
    """
    lines = "\n" in text and (" \n" in text or "\t\n" in text or "\n\n\n" in text or text.startswith("\n\n"))
    return lines or text.endswith((" ", "\t")) or "\r" in text


def _split_lines(text: str) -> list[str]:
    return LINE_END.split(text) if "\r" in text else text.split("\n")


def _is_indented_code(node: Node | Inline) -> bool:
    return isinstance(node, Code) and node.info is None


def _lines_to_keep(source: Source, nodes: Iterable[Node | Inline]) -> set[int]:
    """The numbers of the lines whose trailing spaces or emptiness mean something."""
    kept: set[int] = set()
    for node in walk(tuple(node for node in nodes if not isinstance(node, Inline))):
        if isinstance(node, Code | Math | Html):
            has_mark = not isinstance(node, Code) or (node.closed and not _is_indented_code(node))  # on its last line
            kept.update(range(source.line_number(node.span.start), source.line_number(node.span.end) + (not has_mark)))
        elif isinstance(node, Leaf):
            kept.update(source.line_number(inline.span.start) for inline in node.find(HardBreak))
    return kept


def _block(  # noqa: PLR0913 - two of them few blocks have
    source: Source,
    node: Node | Inline,
    kind: BlockType,
    depth: int,
    text: str | None,
    *,
    ordered: bool | None = None,
    src: str | None = None,
) -> Block:
    start, end = node.span
    first, last = source.line_number(start), source.line_number(end)
    column = _column(source, start) if first < last else 0  # on one line nothing stands before it to be cut off
    return Block(
        type=kind,
        depth=depth,
        ordered=ordered,
        text=text,
        markdown=_as_written(source, start, end, column, (node,)),
        header=None,
        rows=None,
        align=None,
        src=src,
        line_start=first,
        line_end=last,
    )


def _item(source: Source, item: ListItem, depth: int, *, ordered: bool) -> Iterator[Block]:
    """An item's first paragraph is the item; all else in it stands for itself, as deep."""
    rest = item.children
    if rest and isinstance(rest[0], Paragraph) and not _images_alone(rest[0]):
        block = _block(source, rest[0], "list_item", depth, leaf_text(rest[0]), ordered=ordered)
        box = "" if item.checked is None else "[x] " if item.checked else "[ ] "
        yield replace(block, markdown=box + block.markdown) if box else block
        rest = rest[1:]
    yield from flat_blocks(source, rest, depth)


def _paragraph(source: Source, node: Paragraph, depth: int) -> Iterator[Block]:
    if images := _images_alone(node):
        for image in images:
            yield _image(source, image, image, depth)
    else:
        yield _block(source, node, "paragraph", depth, leaf_text(node))


def _images_alone(node: Paragraph) -> tuple[Image, ...]:
    """The images of a paragraph that holds nothing else."""
    if not node.content.may_hold((Image,)):
        return ()
    images = tuple(inline for inline in node.inlines if isinstance(inline, Image))
    others = (inline for inline in node.inlines if not isinstance(inline, (Image, SoftBreak, HardBreak)))
    return images if all(isinstance(inline, Text) and not inline.text.strip() for inline in others) else ()


def _image(source: Source, node: Node | Inline, image: Image, depth: int) -> Block:
    """An image, which is all that the node holds."""
    return _block(source, node, "image", depth, image.alt or None, src=image.destination)


def _html(source: Source, node: Html, depth: int) -> Iterator[Block]:
    """An HTML block. One of nothing but images is each of them; one image in tags without a text is that image."""
    text = html_text(node.text)
    if not _IMAGE_TAG.sub("", node.text).strip():
        for image in node.images:
            yield _image(source, image, image, depth)
    elif len(node.images) == 1 and not text:
        yield _image(source, node, node.images[0], depth)
    else:
        yield _block(source, node, "html", depth, text)


def _without_empty_end(text: str) -> str:
    """The text of an open fence without the lines of nothing but spaces at its end, which are no part of its block."""
    rest = text.rstrip(" \t\n")
    end = text.find("\n", len(rest))
    return text if rest and end < 0 else text[:end] if rest else ""


def _code(source: Source, node: Code, depth: int) -> Block:
    text = (node.text if node.closed else _without_empty_end(node.text)).strip("\n")
    block = _block(source, node, "code", depth, text)
    return block if node.info is not None else replace(block, markdown=indent(text, "    "))


_MOST_ADDED = 0x80000


def _table(source: Source, node: Table, depth: int) -> Block:
    """A table; as GFM has it, a row that is too short is filled up and one that is too long is cut.

    `_MOST_ADDED` cells are added at most, as on GitHub: 100 kB of a wide header and short rows would become 10 GB.
    """
    header, *rows = (_cells(row) for row in node.children)
    width, room, filled = len(header), _MOST_ADDED, []
    for row in rows:
        lacking = max(0, width - len(row))
        room -= lacking
        filled.append((*row, *("",) * lacking)[:width] if room >= 0 else row[:width])
    return replace(
        _block(source, node, "table", depth, None),
        header=header,
        rows=tuple(filled),
        align=node.alignments,
    )


def _cells(row: Node) -> tuple[str, ...]:
    cells = row.children if isinstance(row, TableRow) else ()
    return tuple(leaf_text(cell) for cell in cells if isinstance(cell, TableCell))


_COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = regex(r"</?[A-Za-z!?][^<>]*>")


def leaf_text(leaf: Leaf) -> str:
    """The plain text of a block of inlines.

    A link is its label, `<br>` and a hard break are a line feed, an image is nothing.
    """
    text = leaf.content.plain_text
    return collapse_lines(_inline_text(leaf.inlines) if text is None else text)


def _inline_text(inlines: Iterable[Inline]) -> str:
    return "".join(
        text if isinstance(inline, (HardBreak, InlineHtml)) else text.replace("\n", " ")
        for inline, text in pieces(inlines)
    )


def html_text(html: str) -> str:
    """The plain text of HTML: no tags, no comments, entities decoded, `<br>` a line feed."""
    lines = BREAK_TAG.split(_COMMENT.sub("", html))
    return collapse_lines("\n".join(unescape(collapse(_TAG.sub("", line))) for line in lines))


def collapse_lines(text: str) -> str:
    """The text with each run of spaces as one space, on each of its lines; no blank lines at its ends."""
    if "\n" not in text:
        return collapse(text)
    return "\n".join(map(collapse, text.split("\n"))).strip("\n")


def shown_lines(markdown: str) -> str:
    """The plain text of lines of Markdown, each by itself."""
    return collapse_lines("\n".join(leaf_text(paragraph(line, 0, len(line), dict)) for line in markdown.split("\n")))


_ZOOM = regex(r"(?:^|;)\s*zoom\s*:\s*(\d+(?:\.\d+)?)\s*(%?)", re.IGNORECASE)
_LIQUID = regex(r"\s*\{\{[^{}]*\}\}\s*")
_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")


def image_record(source: Source, image: NoteImage, root: str | None) -> ImageRecord:
    """One image; `root` is the folder, relative to the note, to which paths that start with `/` belong."""
    node = image.node
    place = node.destination_span or node.span
    return ImageRecord(
        src=node.destination,
        alt=node.alt,
        title=node.title if node.title is not None else node.attributes.get("title"),
        style=node.attributes.get("style"),
        zoom=_zoom(node.attributes),
        width=node.attributes.get("width"),
        height=node.attributes.get("height"),
        resolved=None if node.form == "embed" else resolved(node.destination, root),
        section=section_kind(image.section) if image.section else None,
        line=source.line_number(node.span.start if node.form == "html" else place.start),
    )


def _zoom(attributes: Mapping[str, str]) -> float | None:
    """Typora's `style="zoom: 50%"` as a fraction."""
    found = _ZOOM.search(attributes.get("style", "")) or _ZOOM.search(f"zoom:{attributes.get('zoom', '')}")
    number = float(found[1]) if found else 0
    if found is None or not number or not isfinite(number):
        return None
    return round(number / 100, 6) if found[2] else number


def resolved(destination: str, root: str | None) -> str | None:
    """The path of an image relative to the note's file; None for a remote image and where no root is known.

    A Liquid tag at its front (`{{ site.baseurl }}`) stands for the root.
    """
    liquid = _LIQUID.match(destination)
    path = destination[liquid.end() :] if liquid else destination
    path = unquote(re.split(r"[?#]", path, maxsplit=1)[0]).replace("\\", "/")
    if not path or _SCHEME.match(destination):
        return None
    if path.startswith("/") or liquid:
        return normpath(join(root, path.lstrip("/"))) if root else None
    return normpath(path)


def link_record(source: Source, link: Link) -> LinkRecord:
    """One link, as the note's reader classified it."""
    return LinkRecord(
        kind=cast("LinkKind", link.kind),
        provider=link.provider,
        label=link.label,
        url=link.url,
        canonical_url=link.canonical_url,
        external_id=link.external_id,
        line=source.line_number(link.span.start),
    )
