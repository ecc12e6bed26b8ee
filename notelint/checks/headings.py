"""The headings of a document, in order, and what stands below each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.markdown.nodes import Heading
from notelint.note.outline import heading_text
from notelint.note.plain import collapse
from notelint.suppression import without_comments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.note.model import Document


def top_headings(document: Document) -> tuple[Heading, ...]:
    """The headings that make the document's outline: those in quotes and lists do not."""
    return tuple(block for block in document.blocks if isinstance(block, Heading))


def title_of(heading: Heading) -> str:
    """A heading's plain text in one line."""
    return collapse(heading_text(heading).text)


def branches(headings: Sequence[Heading], end: int) -> Iterator[tuple[Heading, Heading | None, int]]:
    """Each heading, in order, with the one that it stands below and the offset where its branch ends.

    A branch is what stands below a heading, up to the next one of its level or a higher one, or to the text's `end`.
    """
    ends: dict[Heading, int] = {}
    parents: dict[Heading, Heading | None] = {}
    above: list[Heading] = []
    for heading in headings:
        while above and above[-1].level >= heading.level:
            ends[above.pop()] = heading.span.start
        parents[heading] = above[-1] if above else None
        above.append(heading)
    for heading in headings:
        yield heading, parents[heading], ends.get(heading, end)


def wording(text: str) -> str:
    """A text in one line, without the comments that speak to notelint: only one of two copies may have them."""
    return " ".join(without_comments(text).split())
