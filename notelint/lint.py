"""Run rules on a document, and leave out what is not to be reported."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notelint.diagnostic import Diagnostic
from notelint.record.keys import unique_keys
from notelint.suppression import heed, suppressions

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document
    from notelint.rule import Rule


@dataclass(frozen=True)
class Hiding:
    """What keeps findings from being reported, in this order; a rule that is left out of a file does not run at all.

    `usual` are the names of the rules that are on by default: a comment that hides a family can be called unused only
    where these ran.
    """

    usual: Collection[str] = ()
    suppressions: bool = True


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


def reported(document: Document, context: Context, rules: Sequence[Rule], hiding: Hiding) -> list[Diagnostic]:
    """What is left to report of what the rules find, in the order of `lint`."""
    found = lint(document, context, rules)
    if hiding.suppressions and (comments := suppressions(document)):
        found, unused = heed(comments, found, {rule.name for rule in rules}, hiding.usual)
        late = lint(document, replace(context, unused=unused), [each for each in rules if each.name == _UNUSED])
        found = _in_order([*found, *heed(comments, late, (), ())[0]])
    return found


_UNUSED = "suppression-unused"


def _in_order(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    return sorted(diagnostics, key=lambda each: (each.finding.span, each.rule))


def _key_at(document: Document, keys: Sequence[str], offset: int) -> str | None:
    """The citation key of the note that an offset lies in."""
    index = bisect_right(document.notes, offset, key=lambda note: note.span.start) - 1
    return keys[index] if index >= 0 and offset < document.notes[index].span.end else None
