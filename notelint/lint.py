"""Run rules on a document."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from notelint.diagnostic import Diagnostic
from notelint.record.keys import unique_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document
    from notelint.rule import Rule


def lint(document: Document, context: Context, rules: Sequence[Rule]) -> list[Diagnostic]:
    """What the rules find in a document, in the order of the text (at one place: of the rules' names).

    Each finding is stamped with its rule's name and severity, and with the citation key of the note it stands in.
    """
    found = [(finding, rule) for rule in rules for finding in rule.check(document, context)]
    if not found:
        return []
    found.sort(key=lambda pair: (pair[0].span, pair[1].name))
    keys = unique_keys(document.notes, {})
    return [
        Diagnostic(document.source, rule.name, rule.severity, finding, _key_at(document, keys, finding.span.start))
        for finding, rule in found
    ]


def _key_at(document: Document, keys: Sequence[str], offset: int) -> str | None:
    """The citation key of the note that an offset lies in."""
    index = bisect_right(document.notes, offset, key=lambda note: note.span.start) - 1
    return keys[index] if index >= 0 and offset < document.notes[index].span.end else None
