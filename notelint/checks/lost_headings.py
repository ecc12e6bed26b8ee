"""Lines meant as headings that are none to Markdown: `##Summary`, and those below a fence that is never closed.

The rules heading-hash and file-unclosed-fence report them; other rules ask here so as not to report what comes of it.
"""

from __future__ import annotations

import re

from notelint.checks.prose import outside
from notelint.markdown.nodes import Code, Html, walk
from notelint.note.names import fold_name, split_name
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.markdown.nodes import Block
    from notelint.note.layout import Layout
    from notelint.note.model import Note

# Compiled on first use: few notes lack a section.
_LINE = r"(?m)^ {0,3}(?P<mark>#{2,6}[ \t]*|#[ \t]*[\u3000\xa0])[\s\u3000\xa0]*(?P<text>[^\s#][^\r\n]*)"


class LostHeading(NamedTuple):
    """The offset of a line, and the text of the heading that is meant."""

    start: int
    text: str


def lost_headings(note: Note) -> Iterator[LostHeading]:
    """The lost headings of a note, in order."""
    lines = list(re.compile(_LINE).finditer(note.source.text, *note.span))
    if not lines:
        return
    sections = note.all_sections()
    headings = {note.heading.span.start if note.heading else 0, *(each.heading.span.start for each in sections)}
    blocks = (*note.blocks, *(block for section in sections for block in section.blocks))
    for line in outside([block.span for block in walk(blocks) if _hides(block)], lines):
        if line.start("mark") not in headings:
            yield LostHeading(line.start("mark"), line["text"].rstrip("# \t"))


def lost_sections(layout: Layout, note: Note) -> frozenset[str]:
    """The properties whose sections have a lost heading in a note."""
    names = layout.section_names
    known = frozenset(names)
    texts = [each.text for each in lost_headings(note)]
    found = (names.get(fold_name(text[: split_name(text, known).name_end])) for text in texts)
    return frozenset(name for name in found if name)


def lost_notes(layout: Layout, note: Note) -> list[int]:
    """The offsets of the lost headings of other notes, which thereby became part of a note."""
    return [each.start for each in lost_headings(note) if any(pattern.match(each.text) for pattern in layout.headings)]


def _hides(block: Block) -> bool:
    """Whether what stands in a block is no heading on purpose: code, a comment."""
    return isinstance(block, Html) or (isinstance(block, Code) and (block.closed or block.info is None))
