"""The check of the rule heading-style."""

from __future__ import annotations

from collections import Counter

from notelint.checks.headings import top_headings
from notelint.diagnostic import Edit, Finding, Fix
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.markdown.nodes import Heading
    from notelint.note.model import Document


def heading_style(document: Document, _: Context) -> Iterator[Finding]:
    """Headings that are underlined where most of the file's are marked with `#`, or the other way round.

    Only the first two levels can be underlined; deeper headings do not count.
    """
    headings = [heading for heading in top_headings(document) if heading.level <= 2]
    counts = Counter(heading.setext for heading in headings)
    if len(counts) < 2:
        return
    # Of two that are used equally often, the one that stands first in the file wins.
    usual = counts.most_common(1)[0][0]
    for heading in headings:
        if heading.setext and not usual:
            message = f"underlined heading: the other headings in this file use {'#' * heading.level}"
            yield Finding(heading.span, message, None, _with_marks(heading, document))
        elif usual and not heading.setext:
            line = "=-"[heading.level - 1] * 3
            message = f"heading with {'#' * heading.level}: the other headings in this file are underlined"
            yield Finding(heading.span, message, f"write {line} below it instead")


def _with_marks(heading: Heading, document: Document) -> Fix | None:
    """The heading in one line; a heading of several lines cannot be written so.

    Nor is one where the file opens with a thematic break: front matter takes `#` for a comment, and so the lines below
    the break, which are none for their heading, could become some.
    """
    text = document.source.slice(heading.text_span)
    if len(text.splitlines()) != 1 or text.endswith("#"):
        return None
    if document.front_matter is None and document.source.text.lstrip("\ufeff \t\r\n").startswith(("---", "+++")):
        return None
    marked = f"{'#' * heading.level} {text}"
    return Fix(f"write `{marked}`", (Edit(heading.span, marked),))
