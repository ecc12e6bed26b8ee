"""The Reviewdog Diagnostic Format; its columns count bytes of UTF-8, from 1.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

from itertools import groupby

from notelint.dataclass import dataclass
from notelint.diagnostic import Severity
from notelint.report.json import array, strict_line
from notelint.source import Span, encoded, is_unicode, spliced
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from notelint.diagnostic import Diagnostic, Fix
    from notelint.source import Source

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
_STEP = 1024


def write(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """One JSON object that holds all diagnostics, each on a line."""
    del color
    yield '{"source": {"name": "notelint"}, "diagnostics": '
    yield from array(
        strict_line(_diagnostic(each, places))
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
        step = offset // _STEP
        return self.steps[step] + len(encoded(self.source.text[step * _STEP : offset]))

    def range(self, span: Span) -> dict[str, Any]:
        return {"start": self._position(span.start), "end": self._position(span.end)}

    def _position(self, offset: int) -> dict[str, int]:
        line = self.source.line_number(offset)
        return {"line": line, "column": self.byte(offset) - self.byte(self.source.line_start(line)) + 1}


def _places(source: Source) -> _Places:
    steps = [0]
    for start in range(0, len(source.text), _STEP):
        steps.append(steps[-1] + len(encoded(source.text[start : start + _STEP])))
    return _Places(source, steps)


def _diagnostic(diagnostic: Diagnostic, places: _Places) -> dict[str, Any]:
    finding = diagnostic.finding
    return {
        "message": f"{finding.message}\nhelp: {finding.help}" if finding.help else finding.message,
        "location": {"path": diagnostic.source.path, "range": places.range(finding.span)},
        "severity": _SEVERITIES[diagnostic.severity],
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
