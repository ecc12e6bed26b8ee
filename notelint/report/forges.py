"""What GitLab and GitHub show beside the lines that a finding is about: a Code Quality report, and workflow commands.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from notelint.diagnostic import Severity
from notelint.report.concise import concise_text
from notelint.report.json import array, strict_line
from notelint.report.sarif import digest, fingerprints
from notelint.report.style import printable
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from notelint.diagnostic import Diagnostic

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write_gitlab(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """One JSON array, an element a diagnostic."""
    del color
    yield from array(strict_line(_issue(*each)) for each in fingerprints(diagnostics))
    yield "\n"


def _issue(diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    """GitLab shows one issue for a fingerprint, whatever the files: so the path is made part of it."""
    source, finding = diagnostic.source, diagnostic.finding
    last = max(finding.span.start, finding.span.end - 1)
    return {
        "check_name": diagnostic.rule,
        "description": f"{finding.message}; {finding.help}" if finding.help else finding.message,
        "severity": _SEVERITIES[diagnostic.severity],
        "fingerprint": digest(source.path, fingerprint),
        "location": {
            "path": source.path,
            "lines": {"begin": source.line_number(finding.span.start), "end": source.line_number(last)},
        },
    }


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

# As the runner takes them back: https://github.com/actions/toolkit, packages/core/src/command.ts.
_IN_MESSAGE = {ord(character): f"%{ord(character):02X}" for character in "%\r\n"}
_IN_PROPERTY = {ord(character): f"%{ord(character):02X}" for character in "%\r\n:,"}


def write_github(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """A command for each diagnostic, the heaviest first: of each kind a step shows no more than ten annotations.

    What the log shows of a command is its message alone, so that says the place and the rule too.
    """
    del color
    order = list(Severity)
    for each in sorted(diagnostics, key=lambda each: order.index(each.severity)):
        properties = ",".join(f"{name}={value}" for name, value in _github_properties(each).items())
        yield f"::{_COMMANDS[each.severity]} {properties}::{concise_text(each).translate(_IN_MESSAGE)}\n"


def _github_properties(diagnostic: Diagnostic) -> dict[str, object]:
    """Where the annotation stands. Columns go only with a place on one line: GitHub takes no others."""
    start, end = map(diagnostic.source.position, diagnostic.finding.span)
    place = {"line": start.line, "endLine": end.line}
    if start.line == end.line:
        place |= {"col": start.column, "endColumn": end.column}
    path = printable(diagnostic.source.path).translate(_IN_PROPERTY)
    return {"title": f"notelint ({diagnostic.rule})", "file": path, **place}
