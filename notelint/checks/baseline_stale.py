"""The check of the rule baseline-stale."""

from __future__ import annotations

from notelint.diagnostic import Finding
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def baseline_stale(document: Document, context: Context) -> Iterator[Finding]:
    """What the baseline knows of a file and is found no more, at the start of the file."""
    start = document.source.start
    for known, count in context.stale.items():
        times = f" ({count} times)" if count > 1 else ""
        yield Finding(
            Span(start, start),
            f'the baseline lists {known.rule} at "{known.text}", which is no longer found{times}',
            "remove it with `notelint baseline --prune`",
        )
