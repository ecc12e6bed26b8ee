"""The check of the rule front-matter-syntax."""

from __future__ import annotations

from notelint.diagnostic import Finding
from notelint.front_matter import unread
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def front_matter_syntax(document: Document, _: Context) -> Iterator[Finding]:
    """The place at which front matter cannot be read on."""
    if problem := unread(document.front_matter, document.source):
        yield Finding(problem.span, problem.message, problem.help)
