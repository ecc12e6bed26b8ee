"""The check of the rule front-matter-duplicate-key."""

from __future__ import annotations

from notelint.diagnostic import Finding, Related
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def front_matter_duplicate_key(document: Document, _: Context) -> Iterator[Finding]:
    """Keys that stand a second time in front matter."""
    if document.front_matter is None:
        return
    for entry in document.front_matter.duplicates:
        first = document.front_matter.get(entry.key)
        yield Finding(
            entry.key_span,
            f'duplicate key "{entry.key}"',
            "keep one: the first is read here, and other programs read the last",
            related=(Related("the first one", first.key_span),) if first else (),
        )
