"""The check of the rule heading-increment."""

from __future__ import annotations

from itertools import pairwise

from notelint.checks.headings import top_headings
from notelint.diagnostic import Finding, Related
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def heading_increment(document: Document, _: Context) -> Iterator[Finding]:
    """Headings that stand more than one level below the heading before them."""
    for before, heading in pairwise(top_headings(document)):
        if heading.level > before.level + 1:
            yield Finding(
                heading.span,
                f"heading level jumps from {before.level} to {heading.level}",
                f"write it with {'#' * (before.level + 1)}",
                related=(Related("the heading before it", before.span),),
            )
