"""The check of the rule suppression-blanket."""

from __future__ import annotations

from notelint.diagnostic import Finding
from notelint.suppression import WORDS, suppressions
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def suppression_blanket(document: Document, _: Context) -> Iterator[Finding]:
    """Comments that name no rule."""
    for comment in suppressions(document):
        if comment.selectors is None and comment.word in WORDS:
            yield Finding(comment.span, "this comment hides every finding", f"name the rules: {comment.word}[rule]")
