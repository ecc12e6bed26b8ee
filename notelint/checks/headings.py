"""The headings of a document, in order, what stands below each, and the lines meant as headings that are none.

Such lost headings are `##Summary`, and those below a fence that is never closed. The rules heading-hash and
file-unclosed-fence report them; other rules ask here so as not to report what comes of it.
"""

from __future__ import annotations

import re

from notelint.checks.prose import outside
from notelint.markdown.nodes import Code, Html, walk
from notelint.note.names import fold_name, split_name
from notelint.note.plain import collapse, heading_text
from notelint.suppression import without_comments
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.markdown.nodes import Block, Heading
    from notelint.note.layout import Layout
    from notelint.note.model import Document, Note


def top_headings(document: Document) -> tuple[Heading, ...]:
    """The headings that make the document's outline: those in quotes and lists do not."""
    return document.blocks.headings


def title_of(heading: Heading) -> str:
    """A heading's plain text in one line."""
    return collapse(heading_text(heading).text)


def slug_title(heading: Heading) -> str:
    """A heading's plain text in one line, with all of its spaces: in GitHub's name of it each is a hyphen."""
    return " ".join(heading_text(heading).text.splitlines()).strip()


def branches(headings: Sequence[Heading], end: int) -> Iterator[tuple[Heading, Heading | None, int]]:
    """Each heading, in order, with the one that it stands below and the offset where its branch ends.

    A branch is what stands below a heading, up to the next one of its level or a higher one, or to the text's `end`.
    """
    ends = [end] * len(headings)
    parents: list[Heading | None] = []
    above: list[int] = []
    for number, heading in enumerate(headings):
        while above and headings[above[-1]].level >= heading.level:
            ends[above.pop()] = heading.span.start
        parents.append(headings[above[-1]] if above else None)
        above.append(number)
    return zip(headings, parents, ends, strict=True)


def wording(text: str) -> str:
    """A text in one line, without the comments that speak to notelint: only one of two copies may have them."""
    return " ".join(without_comments(text).split())


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
