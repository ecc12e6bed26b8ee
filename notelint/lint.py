"""Run rules on a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document
    from notelint.rule import Rule


def lint(document: Document, context: Context, rules: Sequence[Rule]) -> list[Diagnostic]:
    """What the rules find in a document, in the order of the text (at one place: of the rules' names).

    Each finding is stamped with its rule's name and severity, and with the id of the note it stands in.
    """
    found = [(finding, rule) for rule in rules for finding in rule.check(document, context)]
    found.sort(key=lambda pair: (pair[0].span, pair[1].name))
    return [Diagnostic(document.source, rule.name, rule.severity, finding) for finding, rule in found]
