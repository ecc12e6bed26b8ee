"""The items of an outline as sections: in Logseq each line is an item, and a section is one with others below it."""

from __future__ import annotations

from itertools import pairwise

from notelint.dataclass import replace
from notelint.markdown.nodes import Heading
from notelint.note.model import Section
from notelint.note.names import fold_name, split_name
from notelint.note.plain import heading_text
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.note.layout import Layout
    from notelint.note.model import Document, Note

ITEM = 0
"""The level of a section that is an item of a list: no heading has it."""

# A line that is neither an item or part of one, nor a property (`year:: 2021`).
_OTHER = regex(r"(?m)^(?![ \t\r]|-[ \t\r]|-$|[\w-][\w -]{0,39}::)[^\n]")
_ITEM = regex(
    r"(?m)^-[ \t]+(?P<marks>(?:#{1,6}[ \t]+)?(?:\*\*|\[\[)?)(?P<name>[^\W_](?:[^\[\]*|\r\n]{0,58}[^\s\[\]*|])?)"
    r"(?:\*\*|\]\])?[ \t]*\r?$|^-(?=[ \t\r]|$)"
)
_BELOW = regex(r"\r?\n[ \t]+-(?=[ \t\r\n]|\Z)")


def outlined(document: Document) -> Document:
    """The document with the items at the margin as sections of its note, where the file is nothing but an outline.

    These are the items that name what stands below them. An item without anything below it is one, too, where it is
    marked as a heading or bold, or the schema knows its name.
    """
    layout, source = document.layout, document.source
    if not layout or layout.many or document.configured or len(document.notes) != 1 or document.blocks.headings:
        return document
    start = document.front_matter.span.end if document.front_matter else source.start
    if _OTHER.search(source.text, start):
        return document
    (note,) = document.notes
    return replace(document, notes=(replace(note, sections=tuple(_sections(note, layout, start))),))


def _sections(note: Note, layout: Layout, start: int) -> Iterator[Section]:
    text = note.source.text
    items = [*_ITEM.finditer(text, start), None]
    for item, below in pairwise(items):
        if item is None or not item["name"]:
            continue
        end = below.start() if below else len(text)
        line = note.blocks.line(*item.span("name"))
        heading = Heading(Span(item.start(), item.end("name")), line.content, ITEM, Span(*item.span("name")))
        plain = heading_text(heading)
        parts = split_name(plain.text, layout.names)
        section = Section(heading, plain, parts, Span(item.start(), end), Span(item.end(), end), note.blocks.none())
        holds = layout.section_names.get(fold_name(section.name))
        if holds or item["marks"].startswith(("#", "**")) or _BELOW.match(text, item.end()):
            yield replace(section, holds=holds)
