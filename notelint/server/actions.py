"""What an editor offers to do about findings.

The engine is that of `check --fix`, with its proof that a note still says what it said, and that of `--add-ignore`.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise

from lsprotocol import types

from notelint.diagnostic import Edit, Safety
from notelint.difference import opcodes
from notelint.engine.fix import fix_document
from notelint.engine.hide import hide
from notelint.server.diagnostics import diagnostic
from notelint.server.session import workspace_edit
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.diagnostic import Diagnostic
    from notelint.note.model import Document
    from notelint.server.session import Analysis
    from notelint.source import Source

FIX_ALL = "source.fixAll.notelint"
"""The kind of the action that applies all safe fixes; editors can be set to run it on save."""
FIX_ALL_COMMAND = "notelint.fixAll"
IGNORE_COMMAND = "notelint.ignore"


def code_actions(
    analysis: Analysis, span: Span, only: Sequence[str] | None, *, versioned: bool
) -> Iterator[types.CodeAction]:
    """The actions for findings that touch a span, of the requested kinds (None: all kinds).

    Actions that need a proof are commands, worked out when chosen. An editor that fixes on save asks for edits.
    """
    if _is_asked(types.CodeActionKind.QuickFix, only):
        for found in analysis.findings:
            if found.finding.span.start <= span.end and span.start <= found.finding.span.end:
                yield from _quick_fixes(found, analysis, versioned=versioned)
    if _is_asked(FIX_ALL, only) and any(map(_has_safe_fix, analysis.findings)):
        title = "Apply all safe fixes (notelint)"
        if not only:
            command = types.Command(title, FIX_ALL_COMMAND, arguments=[analysis.uri])
            yield types.CodeAction(title, FIX_ALL, command=command)
        elif edits := fix_all(analysis):
            edit = workspace_edit({analysis: edits}, versioned=versioned)
            yield types.CodeAction(title, FIX_ALL, edit=edit)


def fix_all(analysis: Analysis) -> list[types.TextEdit]:
    """The edits of changed lines that apply all safe fixes, as `check --fix` does."""
    checker = analysis.checker
    fixed = fix_document(analysis.document, checker.document, checker.find, reached=checker.reached)
    return analysis.text_edits(line_edits(analysis.source, fixed.document.source))


def ignored(analysis: Analysis, rule: str, line: int) -> list[types.TextEdit]:
    """The edits that hide the findings of a rule on a 1-based line by a comment, if impossible there, in the file.

    Raises NotelintError if any comment would change what the note says.
    """
    checker = analysis.checker
    of_rule = [each for each in analysis.findings if each.rule == rule]
    here = [each for each in of_rule if analysis.source.line_number(each.finding.span.start) == line]

    def find(document: Document) -> Sequence[Diagnostic]:
        """The findings to hide; after that, those that were not there before."""
        if document is analysis.document:
            return here
        left = [each for each in checker.find(document) if each.rule == rule]
        return left if len(left) > len(of_rule) - len(here) else ()

    after, _ = hide(analysis.document, find, checker.document)
    return analysis.text_edits(line_edits(analysis.source, after.source))


def line_edits(before: Source, after: Source) -> list[Edit]:
    """The edits of whole lines that make one text another."""
    old, new = _lines(before), _lines(after)
    ends = [0, *accumulate(map(len, old))]
    return [
        Edit(Span(ends[first], ends[last]), "".join(new[start:end]))
        for kind, first, last, start, end in opcodes(old, new)
        if kind != "equal"
    ]


def _lines(source: Source) -> list[str]:
    """The lines of a text with their ends."""
    starts = map(source.line_start, range(1, source.line_count + 1))
    return [source.text[start:end] for start, end in pairwise((*starts, len(source.text)))]


def _quick_fixes(found: Diagnostic, analysis: Analysis, *, versioned: bool) -> Iterator[types.CodeAction]:
    shown = [diagnostic(found, analysis)]
    fix = found.finding.fix
    if fix and (fix.safety is Safety.UNSAFE or found in _proven(analysis)):
        is_safe = fix.safety is Safety.SAFE
        yield types.CodeAction(
            f"{_sentence(fix.title)} ({found.rule}{'' if is_safe else ', unsafe: may change what the note says'})",
            types.CodeActionKind.QuickFix,
            diagnostics=shown,
            is_preferred=is_safe or None,
            edit=workspace_edit({analysis: analysis.text_edits(fix.edits)}, versioned=versioned),
        )
    if not found.rule.startswith(("suppression-", "baseline-")):
        title = f"Ignore {found.rule} here with a comment"
        line = analysis.source.line_number(found.finding.span.start)
        yield types.CodeAction(
            title,
            types.CodeActionKind.QuickFix,
            diagnostics=shown,
            command=types.Command(title, IGNORE_COMMAND, arguments=[analysis.uri, found.rule, line]),
        )


@lru_cache(maxsize=1)
def _proven(analysis: Analysis) -> Sequence[Diagnostic]:
    """The findings whose safe fixes together keep what the note says; those that do not are left out."""
    checker, safe = analysis.checker, [*filter(_has_safe_fix, analysis.findings)]

    def find(document: Document) -> Sequence[Diagnostic]:
        return safe if document is analysis.document else ()

    return fix_document(analysis.document, checker.document, find, reached=checker.reached).applied


def _has_safe_fix(found: Diagnostic) -> bool:
    return found.finding.fix is not None and found.finding.fix.safety is Safety.SAFE


def _is_asked(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a kind of action, or one that includes it (`source` all of `source.fixAll`), is asked for."""
    return not only or any((kind + ".").startswith(each + ".") for each in only)


def _sentence(title: str) -> str:
    return title[:1].upper() + title[1:]
