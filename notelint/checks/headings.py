"""The headings of a document, in order, and what stands below each."""

from __future__ import annotations

from notelint.note.plain import collapse, heading_text
from notelint.suppression import without_comments
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.markdown.nodes import Heading
    from notelint.note.model import Document


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
