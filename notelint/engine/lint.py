"""Run rules on a document, and leave out what is not to be reported."""

from __future__ import annotations

from bisect import bisect_right

from notelint.dataclass import dataclass, field, replace
from notelint.diagnostic import Diagnostic
from notelint.suppression import apply_suppressions, suppressions
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from notelint.baseline import KnownFinding
    from notelint.checks.vault import ContextOf
    from notelint.context import Context
    from notelint.diagnostic import Finding
    from notelint.engine.changes import Changes
    from notelint.note.model import Document
    from notelint.rule import Rule


@dataclass(frozen=True)
class Hiding:
    """What keeps the findings of one file from being reported, in this order.

    Comments in it (`suppressions`), then the known findings of a baseline whose paths count from `folder`, then the
    what was `changed` (None: all). `usual` are the names of the rules that are on by default: a comment that
    hides a family can be called unused only where these ran.
    """

    usual: Collection[str] = ()
    suppressions: bool = True
    known: Mapping[KnownFinding, int] = field(default_factory=dict)
    folder: str = ""
    changed: Changes | None = None


def lint(document: Document, context: Context, rules: Sequence[Rule]) -> list[Diagnostic]:
    """What the rules find in a document, in the order of the text (at one place: of the rules' names).

    Each finding is stamped with its rule's name and severity, and with the citation key of the note it stands in.
    """
    # Each need is asked about once: many rules share one.
    met = {needs for needs in {rule.needs for rule in rules} if needs(document, context)}
    checks = [(rule, rule.check) for rule in rules if rule.needs in met and rule.check]
    return _stamped(document, [(finding, rule) for rule, check in checks for finding in check(document, context)])


def lint_vault(
    documents: Sequence[Document], rules_of: Callable[[Document], Sequence[Rule]], context_of: ContextOf
) -> list[Diagnostic]:
    """What the rules about many documents find in them, document by document, each in the order of `lint`.

    `rules_of` gives the rules of a document: a finding counts where its rule is one of them. `context_of` gives what
    else a check may ask about it.
    """
    rules = [{rule.name: rule for rule in rules_of(document) if rule.vault_check} for document in documents]
    checks = {name: rule.vault_check for each in rules for name, rule in each.items()}
    found: dict[int, list[tuple[Finding, str]]] = {}
    for name, check in checks.items():
        for document, finding in check(documents, context_of) if check else ():
            found.setdefault(id(document), []).append((finding, name))
    return [
        diagnostic
        for document, its in zip(documents, rules, strict=True)
        for diagnostic in _stamped(
            document, [(finding, its[name]) for finding, name in found.get(id(document), ()) if name in its]
        )
    ]


def reported(
    document: Document,
    context: Context,
    rules: Sequence[Rule],
    hiding: Hiding,
    across: Sequence[Diagnostic] | None = None,
) -> list[Diagnostic]:
    """What is left to report of what the rules find, in the order of `lint`.

    `across` are the document's diagnostics from `lint_vault`; None: it was not compared with others. Last come the
    rules about what hides: they look at what the others found.
    """
    found = lint(document, context, rules)
    waiting = {rule.name for rule in rules if across is None and not rule.check}
    if across:
        found = _in_order([*found, *across])
    ran = {rule.name: rule for rule in rules if rule.name not in waiting}
    if hiding.suppressions and (comments := suppressions(document)):
        found, unused = apply_suppressions(comments, found, ran, set(hiding.usual).difference(waiting))
        late = _late(document, replace(context, unused=unused), ran.get("suppression-unused"))
        found = _in_order([*found, *apply_suppressions(comments, late, (), ())[0]])
    found = _of_this_text(document, found)
    if hiding.known:
        from notelint.baseline import new_findings  # noqa: PLC0415 - few files have known findings

        found, unseen = new_findings(found, hiding.known, hiding.folder)
        stale = {each: count for each, count in unseen.items() if each.rule in ran}
        found = _in_order([*found, *_late(document, replace(context, stale=stale), ran.get("baseline-stale"))])
    if hiding.changed is not None:
        from notelint.engine.changes import concerned  # noqa: PLC0415 - most runs report of whole files

        found = concerned(document, found, hiding.changed)
    return found


def _of_this_text(document: Document, found: list[Diagnostic]) -> list[Diagnostic]:
    """Of a file that is not UTF-8 only what says so, unless that is hidden: the rest is about a text nobody wrote."""
    if document.source.misread is None:
        return found
    return [each for each in found if each.rule == "file-encoding"] or found


def _late(document: Document, context: Context, rule: Rule | None) -> list[Diagnostic]:
    return lint(document, context, [rule]) if rule else []


def _in_order(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    return sorted(diagnostics, key=lambda each: (each.finding.span, each.rule))


def _stamped(document: Document, found: list[tuple[Finding, Rule]]) -> list[Diagnostic]:
    if not found:
        return []
    found.sort(key=lambda pair: (pair[0].span, pair[1].name))
    keys = _keys(document)
    return [
        Diagnostic(document.source, rule.name, rule.severity, finding, _key_at(document, keys, finding.span.start))
        for finding, rule in found
    ]


def _keys(document: Document) -> Sequence[str]:
    """The citation keys of a document's notes."""
    if not document.notes:
        return ()
    from notelint.note.keys import unique_keys  # noqa: PLC0415 - what holds no note needs no records

    return unique_keys(document.notes, {})


def _key_at(document: Document, keys: Sequence[str], offset: int) -> str | None:
    """The citation key of the note that an offset lies in."""
    index = bisect_right(document.notes, offset, key=lambda note: note.span.start) - 1
    return keys[index] if index >= 0 and offset < document.notes[index].span.end else None
