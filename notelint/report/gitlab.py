"""GitLab's Code Quality report, which a merge request shows beside the lines that it changes.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from notelint.diagnostic import Severity
from notelint.report.fingerprint import digest, fingerprints
from notelint.report.json import array, strict_line
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from notelint.diagnostic import Diagnostic

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
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
