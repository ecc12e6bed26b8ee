"""The check of the rule heading-trailing-whitespace."""

from __future__ import annotations

from notelint.checks.heading_whitespace import spaced_headings, trailing
from notelint.diagnostic import Finding, Fix, Safety
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def heading_trailing_whitespace(document: Document, _: Context) -> Iterator[Finding]:
    """Headings with spaces at the end of their line; lists and quotes are kept in records as written: unsafe."""
    for heading, is_top in spaced_headings(document):
        for edit in trailing(heading, document.source):
            fix = Fix("delete them", (edit,), Safety.SAFE if is_top else Safety.UNSAFE)
            yield Finding(edit.span, "spaces at the end of the heading", None, fix)
