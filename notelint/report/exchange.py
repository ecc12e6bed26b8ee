"""Findings for other programs: GitLab's Code Quality, GitHub's workflow commands, Reviewdog's format, JUnit's XML.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
https://github.com/reviewdog/reviewdog/tree/master/proto/rdf, whose columns count bytes of UTF-8, from 1
https://github.com/jenkinsci/xunit-plugin, junit-10.xsd, in which each finding is a test that failed
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from notelint.dataclass import dataclass
from notelint.diagnostic import Severity
from notelint.report.json import array, strict_line
from notelint.report.sarif import digest, fingerprints
from notelint.report.style import printable
from notelint.report.text import concise_text
from notelint.source import Span, encoded, is_unicode, spliced
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from notelint.diagnostic import Diagnostic, Fix
    from notelint.source import Source


_GITLAB_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write_gitlab(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """One JSON array, an element a diagnostic."""
    yield from array(strict_line(_issue(*each)) for each in fingerprints(diagnostics))
    yield "\n"


def _issue(diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    """GitLab shows one issue for a fingerprint, whatever the files: so the path is made part of it."""
    source, finding = diagnostic.source, diagnostic.finding
    last = max(finding.span.start, finding.span.end - 1)
    return {
        "check_name": diagnostic.rule,
        "description": f"{finding.message}; {finding.help}" if finding.help else finding.message,
        "severity": _GITLAB_SEVERITIES[diagnostic.severity],
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


def write_github(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """A command for each diagnostic, the heaviest first: of each kind a step shows no more than ten annotations.

    What the log shows of a command is its message alone, so that says the place and the rule too.
    """
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


_RDJSON_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
_RDJSON_STEP = 1024


def write_rdjson(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """One JSON object that holds all diagnostics, each on a line."""
    yield '{"source": {"name": "notelint"}, "diagnostics": '
    yield from array(
        strict_line(_rdjson(each, places))
        for source, group in groupby(diagnostics, key=lambda each: each.source)
        for places in (_places(source),)
        for each in group
    )
    yield "}\n"


@dataclass(frozen=True)
class _Places:
    """A source, and where in its bytes each 1024th code point begins: columns of a long line are counted quickly."""

    source: Source
    steps: Sequence[int]

    def byte(self, offset: int) -> int:
        step = offset // _RDJSON_STEP
        return self.steps[step] + len(encoded(self.source.text[step * _RDJSON_STEP : offset]))

    def range(self, span: Span) -> dict[str, Any]:
        return {"start": self._position(span.start), "end": self._position(span.end)}

    def _position(self, offset: int) -> dict[str, int]:
        line = self.source.line_number(offset)
        return {"line": line, "column": self.byte(offset) - self.byte(self.source.line_start(line)) + 1}


def _places(source: Source) -> _Places:
    steps = [0]
    for start in range(0, len(source.text), _RDJSON_STEP):
        steps.append(steps[-1] + len(encoded(source.text[start : start + _RDJSON_STEP])))
    return _Places(source, steps)


def _rdjson(diagnostic: Diagnostic, places: _Places) -> dict[str, Any]:
    finding = diagnostic.finding
    return {
        "message": f"{finding.message}\nhelp: {finding.help}" if finding.help else finding.message,
        "location": {"path": diagnostic.source.path, "range": places.range(finding.span)},
        "severity": _RDJSON_SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.rule},
        "suggestions": _suggestions(finding.fix, places) if finding.fix else [],
    }


def _suggestions(fix: Fix, places: _Places) -> list[dict[str, Any]]:
    """The fix as one suggestion, which a reviewer takes or leaves.

    None for edits that lie lines apart: those go together, and a suggestion is one range.
    """
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    whole = Span(edits[0].span.start, edits[-1].span.end)
    source = places.source
    if len(edits) > 1 and source.line_number(whole.start) != source.line_number(whole.end):
        return []
    shift = whole.start
    text = spliced(
        source.slice(whole),
        ((Span(edit.span.start - shift, edit.span.end - shift), edit.text) for edit in edits),
    )
    return [{"range": places.range(whole), "text": text}] if is_unicode(text) else []


# Control characters and surrogates are `printable`'s matter; these two XML 1.0 (2.2) has not either.
_XML_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\ufffe": "\ufffd", "\uffff": "\ufffd"}
)

# A report without tests fails in some readers.
_CLEAN_SUITE = """\
  <testsuite name="notelint" tests="1" failures="0" errors="0">
    <testcase name="no findings" classname="notelint"/>
  </testsuite>
"""


def write_junit(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """One XML document: a test suite for each file, a failed test for each diagnostic, or else one that passed."""
    found = list(diagnostics)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="notelint" tests="{len(found) or 1}" failures="{len(found)}" errors="0">\n'
    for path, group in groupby(found, key=lambda each: each.source.path):
        yield from _suite(path, list(group))
    yield _CLEAN_SUITE if not found else ""
    yield "</testsuites>\n"


def _suite(path: str, diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    name, count = _escaped(path), len(diagnostics)
    yield f'  <testsuite name="{name}" file="{name}" tests="{count}" failures="{count}" errors="0">\n'
    for test, each in _named(diagnostics):
        yield f'    <testcase name="{_escaped(test)}" classname="{name}">\n'
        yield f'      <failure type="{each.severity}" message="{_escaped(each.finding.message)}">'
        yield f"{concise_text(each).translate(_XML_ESCAPES)}</failure>\n    </testcase>\n"
    yield "  </testsuite>\n"


def _named(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[str, Diagnostic]]:
    """Each diagnostic with the name of its test: readers take tests of one name for one, and know them by it again."""
    seen: Counter[str] = Counter()
    for each in diagnostics:
        name = f"{each.rule}: {each.finding.message}"
        seen[name] += 1
        yield f"{name} ({seen[name]})" if seen[name] > 1 else name, each


def _escaped(text: str) -> str:
    return printable(text).translate(_XML_ESCAPES)
