"""The check of the rule suppression-reason."""

from __future__ import annotations

from notelint.diagnostic import Finding
from notelint.suppression import WORDS, suppressions
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def suppression_reason(document: Document, _: Context) -> Iterator[Finding]:
    """Comments that do not say why."""
    for comment in suppressions(document):
        if not comment.reason and comment.word in WORDS and not comment.in_front_matter:
            yield Finding(comment.span, "this comment gives no reason", "say why, before the -->")
