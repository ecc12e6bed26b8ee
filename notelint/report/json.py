"""One JSON array, an element a finding; or JSON Lines, for `jq`, `grep` and readers that take one at a time.

Places count code points, lines and columns from 1, offsets from 0.
"""

from __future__ import annotations

from notelint.json_text import to_json
from notelint.regex import regex
from notelint.source import readable
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from notelint.diagnostic import Diagnostic, Fix, Related
    from notelint.source import Source, Span

_SURROGATE = regex("[\ud800-\udfff]")


def write(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """The array, in pieces: one line for each diagnostic."""
    yield from array(map(finding_line, diagnostics))
    yield "\n"


def finding_line(diagnostic: Diagnostic) -> str:
    """A diagnostic as a JSON object on one line.

    A lone surrogate is escaped: it stands for a byte that is not UTF-8, and has no encoding.
    """
    text = to_json(_diagnostic(diagnostic))
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def strict_line(value: Mapping[str, Any]) -> str:
    """JSON on one line for any reader: U+FFFD in place of a lone surrogate, which many refuse when escaped too."""
    return readable(to_json(value))


def array(elements: Iterable[str]) -> Iterator[str]:
    """A JSON array, in pieces: each element on a line of its own."""
    before = "[\n"
    for each in elements:
        yield f"{before}  {each}"
        before = ",\n"
    yield "[]" if before == "[\n" else "\n]"


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    source, finding = diagnostic.source, diagnostic.finding
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity,
        "message": finding.message,
        "help": finding.help,
        "path": source.path,
        **_range(source, finding.span),
        "note": diagnostic.note,
        "fix": _fix(source, finding.fix) if finding.fix else None,
        "related": [_related(source, each) for each in finding.related],
    }


def _fix(source: Source, fix: Fix) -> dict[str, Any]:
    edits = [{**_range(source, edit.span), "text": edit.text} for edit in fix.edits]
    return {"safety": fix.safety, "title": fix.title, "edits": edits}


def _related(source: Source, related: Related) -> dict[str, Any]:
    place = _range(source, related.span) if related.span else {"start": None, "end": None}
    return {"message": related.message, **place, "location": related.location}


def _range(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _place(source, span.start), "end": _place(source, span.end)}


def _place(source: Source, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    return {"line": line, "column": column, "offset": offset}


def write_lines(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """A line for each diagnostic, the same object as an element of the array."""
    for each in diagnostics:
        yield f"{finding_line(each)}\n"
