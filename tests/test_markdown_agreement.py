"""Places agree with two independent parsers: block lines with markdown-it-py, inline ranges with pulldown-cmark.

Both read the CommonMark specification's examples as they are. In real notes there is Markdown that the other parser
does not know (formulas, footnotes, `[[links]]`): it is masked first, so that both see the same thing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from markdown_it import MarkdownIt
from pyromark import Markdown, Options

from notelint.markdown import nodes, parse
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.markdown.nodes import Block
    from notelint.source import Span

EXAMPLES = json.loads((Path(__file__).parent / "markdown" / "commonmark-0.31.2.json").read_text("utf-8"))
CORPORA = Path(__file__).parents[1].parent / "shared" / "corpora"

each_example = pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{example['example']}-{example['section']}" for example in EXAMPLES]
)

# By example: our range and pulldown-cmark's, which leaves the second pair of brackets of `[foo][]` out.
COLLAPSED_REFERENCES = {553, 554, 555, 566, 576, 584, 585, 586}

FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)[\s\S]*?(?:\r\n|\n|\r)---[ \t]*(?:\r\n|\n|\r|\Z)")
LINE_END = re.compile(r"\r\n|\n|\r")

BLOCK_KINDS: dict[type[Block], str] = {
    nodes.Paragraph: "paragraph",
    nodes.Heading: "heading",
    nodes.BlockQuote: "quote",
    nodes.List: "list",
    nodes.ListItem: "item",
    nodes.Code: "code",
    nodes.Html: "html",
    nodes.Math: "html",  # masked as a comment
    nodes.ThematicBreak: "break",
    nodes.Table: "table",
}
MARKDOWN_IT_KINDS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "blockquote_open": "quote",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "fence": "code",
    "code_block": "code",
    "html_block": "html",
    "hr": "break",
    "table_open": "table",
}
INLINE_KINDS: dict[type[nodes.Inline], str] = {
    nodes.Emphasis: "Emphasis",
    nodes.Strong: "Strong",
    nodes.Strikethrough: "Strikethrough",
    nodes.Link: "Link",
    nodes.Image: "Image",
    nodes.CodeSpan: "Code",
    nodes.InlineHtml: "InlineHtml",
}


class Place(NamedTuple):
    """An inline or heading, by its kind and range in code points."""

    kind: str
    start: int
    end: int


def block_lines(source: Source, blocks: Sequence[Block]) -> Counter[tuple[str, int]]:
    """The kind and first line of each block."""
    lines = ((BLOCK_KINDS.get(type(block)), source.line_number(block.span.start)) for block in nodes.walk(blocks))
    return Counter((kind, line) for kind, line in lines if kind)


def markdown_it_lines(text: str, extensions: list[str]) -> Counter[tuple[str, int]]:
    """The same, as markdown-it-py sees them."""
    parser = MarkdownIt("commonmark").enable(extensions)
    found: Counter[tuple[str, int]] = Counter()
    for token in parser.parse(LINE_END.sub("\n", text)):
        if token.type in MARKDOWN_IT_KINDS and token.map:
            found[MARKDOWN_IT_KINDS[token.type], token.map[0] + 1] += 1
    return found


def places(blocks: Sequence[Block]) -> set[Place]:
    """Headings and the inlines that CommonMark (and GFM's strikethrough) knows."""
    found = {Place("Heading", *block.span) for block in nodes.walk(blocks) if isinstance(block, nodes.Heading)}
    for inline in all_inlines(blocks):
        kind = INLINE_KINDS.get(type(inline))
        form = getattr(inline, "form", None)
        if kind and form not in ("bare", "embed", "unparsed"):
            found.add(Place("InlineHtml" if form == "html" else kind, *inline.span))
    return found


def all_inlines(blocks: Sequence[Block]) -> Iterator[nodes.Inline]:
    """The inlines of all leaf blocks."""
    for block in nodes.walk(blocks):
        if isinstance(block, nodes.Leaf):
            yield from nodes.walk_inlines(block.inlines)


def pulldown_places(text: str, options: Options | None = None) -> set[Place]:
    """The same, as pulldown-cmark sees them; what stands in an image's description is left out, as with us."""
    data = text.encode()
    offsets = [0]  # by byte: the number of code points that begin before it
    for byte in data:
        offsets.append(offsets[-1] + (byte & 0xC0 != 0x80))
    found = set()
    images = 0
    parser = Markdown(options=options) if options else Markdown()
    for event, byte_range in parser.events_with_range(text):
        kind, tag = next(iter(event.items())) if isinstance(event, dict) else (event, "")
        name = (next(iter(tag)) if isinstance(tag, dict) else str(tag)) if kind == "Start" else kind
        start, end = offsets[byte_range["start"]], offsets[byte_range["end"]]
        if name == "Heading":
            end = start + len(text[start:end].rstrip("\r\n"))
            found.add(Place(name, start, end))
        elif not images and name in INLINE_KINDS.values():
            found.add(Place(name, start, end))
        images += (name == "Image") - (kind == "End" and tag == "Image")
    return found


@each_example
def test_block_lines_of_the_specification(example: dict[str, str]) -> None:
    """Blocks begin on the lines on which markdown-it-py sees them begin."""
    source = Source("example.md", example["markdown"])
    assert block_lines(source, parse(source)) == markdown_it_lines(source.text, [])


@each_example
def test_inline_ranges_of_the_specification(example: dict[str, int | str]) -> None:
    """Headings, links, images, code, emphasis and tags stand where pulldown-cmark sees them."""
    text = str(example["markdown"])
    ours, theirs = places(parse(Source("example.md", text))), pulldown_places(text)
    if example["example"] in COLLAPSED_REFERENCES:
        assert ours != theirs
        ours = {Place(p.kind, p.start, p.end - 2 * text.endswith("[]", p.start, p.end)) for p in ours}
    assert ours == theirs


class Note(NamedTuple):
    """A real note, parsed."""

    source: Source
    start: int
    blocks: Sequence[Block]


@pytest.fixture(scope="module")
def notes() -> list[Note]:
    """All notes of the corpora."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora of real notes are not beside this checkout")
    found = []
    for path in sorted(CORPORA.rglob("*.md")):
        source = Source.from_bytes(path.relative_to(CORPORA).as_posix(), path.read_bytes())
        front_matter = FRONT_MATTER.match(source.text)
        start = front_matter.end() if front_matter else 0
        found.append(Note(source, start, parse(source, start)))
    return found


def with_formulas_as_comments(text: str, blocks: Sequence[Block]) -> str:
    """Each `$$` block as an HTML comment of as many lines, which, too, may follow a paragraph without a blank line."""
    pieces = []
    position = 0
    for block in nodes.walk(blocks):
        if isinstance(block, nodes.Math):
            lines = LINE_END.split(text[block.span.start : block.span.end])
            prefixes = [re.match(r"[ \t>]*", line) for line in lines[1:]]
            comment = "\n".join(["<!--", *(prefix[0] for prefix in prefixes if prefix)])
            pieces += [LINE_END.sub("\n", text[position : block.span.start]), comment, "-->"]
            position = block.span.end
    return "".join([*pieces, LINE_END.sub("\n", text[position:])])


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with letters in place of what the spans hold, but for spaces and the first and last character."""
    pieces = []
    position = 0
    for start, end in sorted(spans):
        if position <= start < end:
            inner = re.sub(r"\S", "x", text[start + 1 : end - 1])
            pieces += [text[position : start + 1], inner, text[end - 1]]
            position = end
    return "".join([*pieces, text[position:]])


def unknown_to_pulldown(blocks: Sequence[Block]) -> Iterator[Span]:
    """Where formulas, footnotes, `[[links]]` and images with spaces in their path stand."""
    for block in nodes.walk(blocks):
        if isinstance(block, nodes.Math):
            yield block.span
        elif isinstance(block, nodes.FootnoteDefinition):
            yield block.span._replace(end=block.span.start + len(f"[^{block.label}]:"))
    for inline in all_inlines(blocks):
        known = not isinstance(inline, nodes.InlineMath | nodes.WikiLink | nodes.FootnoteReference)
        if not known or getattr(inline, "form", None) in ("embed", "unparsed"):
            yield inline.span


def why_lines_differ(note: Note, kind: str, line: int) -> str | None:
    """The cause of a block that only one parser sees on a line; None if it is not known."""
    for block in nodes.walk(note.blocks):
        if isinstance(block, nodes.FootnoteDefinition) and note.source.line_number(block.span.start) == line:
            return "markdown-it-py has no footnotes"
        if isinstance(block, nodes.List) and kind == "list":
            for before, item in zip(block.children, block.children[1:], strict=False):
                if note.source.line_number(item.span.start) == line and not before.children:  # type: ignore[attr-defined]
                    return "markdown-it-py begins a new list below an item without content"
    return None


def test_block_lines_of_real_notes(notes: list[Note]) -> None:
    """At least 99.5% of the blocks begin where markdown-it-py sees them begin; why the rest do not is known."""
    causes: Counter[str | None] = Counter()
    total = 0
    for note in notes:
        first_line = note.source.line_number(note.start) - 1
        text = with_formulas_as_comments(note.source.text, note.blocks)
        body = "\n".join(text.split("\n")[first_line:])
        theirs = Counter(
            {(kind, line + first_line): n for (kind, line), n in markdown_it_lines(body, ["table"]).items()}
        )
        ours = block_lines(note.source, note.blocks)
        total += theirs.total()
        for kind, line in (ours - theirs) + (theirs - ours):
            cause = why_lines_differ(note, kind, line)
            causes[cause] += 1
            assert cause, (note.source.path, line, kind)
    assert total > 40_000
    assert causes.total() / total < 0.005


def why_ranges_differ(note: Note, place: Place) -> str | None:
    """The cause of a range that only one parser sees; None if it is not known."""
    text = note.source.text
    if place.kind == "Strikethrough" and not text.startswith("~~", place.start):
        return "pulldown-cmark strikes out between single tildes, too"
    if place.kind == "Strong" and text.startswith("\u200b", place.end):
        return "mistune takes a zero-width space for punctuation, behind which emphasis may end"
    for block in nodes.walk(note.blocks):
        if isinstance(block, nodes.Html) and block.span.start <= place.start < block.span.end:
            above = text[: block.span.start].rstrip(" \t\r\n>")
            return (
                "a `$$` block above is masked as a paragraph, which the tag continues"
                if above.endswith("$$")
                else None
            )
    return None


def test_inline_ranges_of_real_notes(notes: list[Note]) -> None:
    """Links, images and headings stand exactly where pulldown-cmark sees them; why other inlines differ is known."""
    options = Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH
    seen: Counter[str] = Counter()
    for note in notes:
        ours = places(note.blocks)
        text = masked(note.source.text, unknown_to_pulldown(note.blocks))[note.start :]
        theirs = {Place(p.kind, p.start + note.start, p.end + note.start) for p in pulldown_places(text, options)}
        seen.update(place.kind for place in theirs)
        for place in ours ^ theirs:
            assert place.kind not in ("Link", "Image", "Heading"), (note.source.path, place)
            assert why_ranges_differ(note, place), (note.source.path, place)
    assert seen["Link"] > 1_000
    assert seen["Image"] > 500
    assert seen["Heading"] > 4_000
