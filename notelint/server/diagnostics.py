"""The findings of `check` as diagnostics of the protocol."""

from __future__ import annotations

from lsprotocol import types

from notelint.diagnostic import Severity
from notelint.files import Files
from notelint.regex import regex
from notelint.resources import RULES
from notelint.server.session import uri_of
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.diagnostic import Diagnostic, Finding, Related
    from notelint.server.session import Analysis

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
# A place in words: `notes/bert.md:12`, `schema/mine.json#/required`, `notelint.toml:3:11`.
_PLACE = regex(r"(?P<path>[^\n]+?)(?::(?P<line>\d+)(?::(?P<column>\d+))?)?(?:#.*)?")


def diagnostics(analysis: Analysis) -> list[types.Diagnostic]:
    """The findings in a text."""
    return [diagnostic(each, analysis) for each in analysis.findings]


def diagnostic(found: Diagnostic, analysis: Analysis) -> types.Diagnostic:
    """One finding, with what to do on the second line."""
    finding = found.finding
    return types.Diagnostic(
        range=analysis.range(finding.span),
        message=f"{finding.message}\nhelp: {finding.help}" if finding.help else finding.message,
        severity=_SEVERITIES[found.severity],
        code=found.rule,
        code_description=types.CodeDescription(uri_of(f"{RULES}/{found.rule}.md")),
        source="notelint",
        tags=[types.DiagnosticTag.Unnecessary] if _is_superfluous(finding) else None,
        related_information=[*_related(finding, analysis)] or None,
    )


def fault(message: str) -> types.Diagnostic:
    """An error that keeps a text from being checked, at its first line, with its place in the configuration."""
    place, _, said = message.partition(": ")
    location = _location(place, Files())
    return types.Diagnostic(
        range=types.Range(types.Position(0, 0), types.Position(1, 0)),
        message=message,
        severity=types.DiagnosticSeverity.Error,
        source="notelint",
        related_information=[types.DiagnosticRelatedInformation(location, said)] if location else None,
    )


def _is_superfluous(finding: Finding) -> bool:
    """Whether the fix deletes exactly the text of the finding."""
    edits = finding.fix.edits if finding.fix else ()
    return [(edit.span, edit.text) for edit in edits] == [(finding.span, "")]


def _related(finding: Finding, analysis: Analysis) -> Iterator[types.DiagnosticRelatedInformation]:
    for each in finding.related:
        yield types.DiagnosticRelatedInformation(*_where(each, finding, analysis))


def _where(related: Related, finding: Finding, analysis: Analysis) -> tuple[types.Location, str]:
    """The location of a related message, and the message; a place that is not a file is named in the message."""
    if related.span is not None or related.location is None:
        return types.Location(analysis.uri, analysis.range(related.span or finding.span)), related.message
    here = types.Location(analysis.uri, analysis.range(Span(finding.span.start, finding.span.start)))
    location = _location(related.location, analysis.checker.files)
    return (location, related.message) if location else (here, f"{related.message}: {related.location}")


def _location(place: str, files: Files) -> types.Location | None:
    """The location of a place such as `a.md:12`, if it is a file."""
    found = _PLACE.fullmatch(place)
    if found is None or not files.is_file(found["path"]):
        return None
    start = types.Position(int(found["line"] or 1) - 1, 0)
    return types.Location(uri_of(found["path"]), types.Range(start, start))
