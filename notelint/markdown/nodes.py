"""What Markdown is made of: blocks and inlines, each with its exact span in the original text.

Names are CommonMark's and GFM's. A block's span runs from its first character that is not indentation (of an indented
code block: the first character of its code; container markers such as `>` belong to the container) to the end of its
last line that is not blank, without the line end. An inline's span is its whole source: `![alt](a.png)`, `**bold**`.
Children lie inside their parent, in order, and do not overlap.
"""

from __future__ import annotations

from notelint.dataclass import cached_property, dataclass, field
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Literal, Protocol, TypeVar

    from notelint.source import Span

    _Kind = TypeVar("_Kind", bound="Inline")

    Alignment = Literal["left", "center", "right"] | None

    class Content(Protocol):
        """Inline content that is parsed when it is first asked for.

        `plain_text` is what it says where a glance tells that nothing but one text is in it, else None; `may_hold` is
        False where a glance tells that no inline of those kinds is in it.
        """

        @property
        def plain_text(self) -> str | None: ...

        def may_hold(self, kinds: tuple[type[Inline], ...], /) -> bool: ...

        def parse(self) -> tuple[Inline, ...]: ...


@dataclass(frozen=True)
class Inline:
    """Any inline node."""

    span: Span


@dataclass(frozen=True)
class Text(Inline):
    """Plain text; `text` has backslash escapes and entities resolved."""

    text: str


@dataclass(frozen=True)
class CodeSpan(Inline):
    """`` `code` ``; `text` is the code."""

    text: str


@dataclass(frozen=True)
class InlineMath(Inline):
    """`$..$`, or `$$..$$` inside a paragraph (`display`); `text` is the TeX."""

    text: str
    display: bool = False


@dataclass(frozen=True)
class InlineHtml(Inline):
    """One tag, comment, declaration or processing instruction, as written. An `<img>` is an `Image` instead."""

    text: str


@dataclass(frozen=True)
class SoftBreak(Inline):
    """A line end inside a paragraph (its span: the line end and the spaces around it that do not count)."""


@dataclass(frozen=True)
class HardBreak(Inline):
    """Two spaces or a backslash before a line end."""


@dataclass(frozen=True)
class FootnoteReference(Inline):
    """`[^label]`, also where no definition of that label exists."""

    label: str


@dataclass(frozen=True)
class Emphasis(Inline):
    """`*..*`, `_.._`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Strong(Inline):
    """`**..**`, `__..__`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Strikethrough(Inline):
    """`~~..~~`."""

    children: tuple[Inline, ...]


@dataclass(frozen=True)
class Link(Inline):
    """`[text](url "title")`, `[text][label]`, `[label]`, `<url>`, or a bare URL in the text.

    `destination` is as written (between the brackets, not decoded); of a reference link it is the definition's.
    `destination_span` is where it stands (the definition's place for a reference link); None where there is none.
    """

    children: tuple[Inline, ...]
    destination: str
    destination_span: Span | None
    title: str | None = None
    form: Literal["inline", "reference", "autolink", "bare"] = "inline"


@dataclass(frozen=True)
class WikiLink(Inline):
    """Obsidian's `[[target#heading|label]]`, and `![[target]]` where the target is no image.

    `target` is all that stands before the bar, as written; `label` is None where not given.
    """

    target: str
    target_span: Span
    label: str | None = None


@dataclass(frozen=True)
class Image(Inline):
    """An image in any of its five forms.

    * `inline`, `reference`: Markdown.
    * `html`: `<img src=...>`; `attributes` holds all of them (names in lower case, values with entities resolved).
    * `embed`: Obsidian's `![[a.png|300]]`; `alt` is the label, and a size stands in `attributes`, too.
    * `unparsed`: `![a](x y.png)` or `![a]({{ site.baseurl }}/x.png)`, which CommonMark reads as text for a raw space
      in the path.

    `destination` is as written; `destination_span` is where it stands, None where the image has none (`<img>` without
    `src`). `alt` is None where the form has none (`<img>` without `alt`).
    """

    destination: str
    destination_span: Span | None
    alt: str | None = None
    title: str | None = None
    form: Literal["inline", "reference", "html", "embed", "unparsed"] = "inline"
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """Any block."""

    span: Span


@dataclass(frozen=True)
class Container(Block):
    """A block of blocks."""

    children: tuple[Block, ...]


@dataclass(frozen=True)
class Leaf(Block):
    """A block of inlines."""

    content: Content = field(repr=False, compare=False)

    @cached_property
    def inlines(self) -> tuple[Inline, ...]:
        """The inline nodes, parsed on first use."""
        return self.content.parse()

    def find(self, *kinds: type[_Kind]) -> Iterator[_Kind]:
        """The inlines of some kinds, also those inside of others, in source order.

        Where the text holds no character that one could begin with, nothing is parsed.
        """
        if self.content.may_hold(kinds):
            yield from (inline for inline in walk_inlines(self.inlines) if isinstance(inline, kinds))


@dataclass(frozen=True)
class Paragraph(Leaf):
    """A paragraph, in a tight list item too."""


@dataclass(frozen=True)
class Heading(Leaf):
    """`## ATX` or setext. `text_span` is the heading's content: no `#`, no spaces around it, no underline."""

    level: int
    text_span: Span
    setext: bool = False


@dataclass(frozen=True)
class List(Container):
    """A bullet or ordered list; children are `ListItem`."""

    ordered: bool
    start: int | None = None
    tight: bool = True


@dataclass(frozen=True)
class ListItem(Container):
    """One item, from its marker on.

    `checked` is None where it is no task; `content_start` is the offset of its first content character, after the
    marker and the task box (the end of the item where it has no content).
    """

    marker: str
    content_start: int
    checked: bool | None = None


@dataclass(frozen=True)
class BlockQuote(Container):
    """A block quote, from its first `>` on.

    A callout (`> [!note] Title`) has its kind as `callout`, in lower case; its marker stays in the text.
    """

    callout: str | None = None


@dataclass(frozen=True)
class FootnoteDefinition(Container):
    """`[^label]: text`."""

    label: str


@dataclass(frozen=True)
class Table(Container):
    """A GFM table, wherever it stands; children are `TableRow`, the header first (the delimiter row is a gap)."""

    alignments: tuple[Alignment, ...]


@dataclass(frozen=True)
class TableRow(Container):
    """A row; children are `TableCell`, as many as are written."""


@dataclass(frozen=True)
class TableCell(Leaf):
    """A cell, without the spaces around its content (an empty span where it has none)."""


@dataclass(frozen=True)
class Code(Block):
    """A code block, fenced (`info` is its info string) or indented (`info` is None).

    `text` is the code, with LF line ends; `closed` is False for a fence that runs to the end of its container.
    """

    text: str
    info: str | None = None
    closed: bool = True


@dataclass(frozen=True)
class Math(Block):
    """A `$$` block; `text` is the TeX."""

    text: str


@dataclass(frozen=True)
class Html(Block):
    """An HTML block as written. `images` are the `<img>` in it (never those inside a comment)."""

    text: str
    images: tuple[Image, ...] = ()


@dataclass(frozen=True)
class ThematicBreak(Block):
    """`---`, `***`, `___`."""


@dataclass(frozen=True)
class LinkDefinition(Block):
    """`[label]: destination "title"`; `destination` as written, without angle brackets."""

    label: str
    destination: str
    destination_span: Span
    title: str | None = None


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, each before its children, in source order."""
    for top in blocks:
        waiting = [top]
        while waiting:
            block = waiting.pop()
            yield block
            if isinstance(block, Container):
                waiting.extend(reversed(block.children))


def walk_inlines(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, each before its children, in source order."""
    waiting = [*inlines][::-1]
    while waiting:
        inline = waiting.pop()
        yield inline
        if isinstance(inline, (Emphasis, Strong, Strikethrough, Link)):
            waiting.extend(reversed(inline.children))
