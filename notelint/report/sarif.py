"""SARIF 2.1.0, which code scanning services and editors read; columns and lengths count code points.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

A fingerprint is what stays the same about a finding when lines above it come and go, and when it is worded anew.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from hashlib import sha256
from urllib.parse import quote

from notelint import __version__
from notelint.diagnostic import Safety, Severity
from notelint.report.json import array, strict_line
from notelint.rule import read_rules
from notelint.source import Span, is_unicode
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from notelint.diagnostic import Diagnostic, Fix, Related
    from notelint.rule import Rule
    from notelint.source import Source

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_BASE = "%SRCROOT%"


def write(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """One JSON object: a run that describes every rule, also those that found nothing, and one result a diagnostic."""
    rules = read_rules()
    numbers = {rule.name: number for number, rule in enumerate(rules)}
    about = {
        "tool": {"driver": {"name": "notelint", "semanticVersion": __version__, "rules": [*map(_rule, rules)]}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {_BASE: {"description": {"text": "The folder in which notelint was run."}}},
    }
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{strict_line(about)[:-1]}, "results": '
    yield from array(strict_line(_result(*each, numbers)) for each in fingerprints(diagnostics))
    yield "}]}\n"


def _rule(rule: Rule) -> dict[str, Any]:
    why = rule.document.partition("\n## Why\n")[2].partition("\n## ")[0].strip()
    reason = " ".join(why.partition("\n\n")[0].split())
    return {
        "id": rule.name,
        "name": rule.name.title().replace("-", ""),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {reason}"},
        "help": {"text": why, "markdown": rule.document.split("---\n", 2)[2].lstrip()},
        "defaultConfiguration": {"enabled": rule.default, "level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family]},
    }


def _result(diagnostic: Diagnostic, fingerprint: str, numbers: Mapping[str, int]) -> dict[str, Any]:
    source, finding = diagnostic.source, diagnostic.finding
    related = [{"id": number, **_related(source, each)} for number, each in enumerate(finding.related)]
    fix = finding.fix if finding.fix and all(is_unicode(edit.text) for edit in finding.fix.edits) else None
    return {
        "ruleId": diagnostic.rule,
        "ruleIndex": numbers[diagnostic.rule],
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": f"{finding.message}\n\n{finding.help}" if finding.help else finding.message},
        "locations": [{"physicalLocation": _place(source, finding.span)}],
        "partialFingerprints": {"notelint/v1": fingerprint},
        **({"relatedLocations": related} if related else {}),
        **({"fixes": [_fix(source, fix)]} if fix else {}),
    }


def _related(source: Source, related: Related) -> dict[str, Any]:
    """A place in the same file, or one that is said in words: that is a file with a pointer into it.

    Services refuse a location without a URI, and the whole report with it; the URI of an artifact has no fragment.
    """
    if related.span:
        return {"physicalLocation": _place(source, related.span), "message": {"text": related.message}}
    location = related.location or source.path
    uri = _quoted(location.partition("#")[0], safe="/")
    message = {"text": f"{related.message} ({location})"}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}}, "message": message}


def _fix(source: Source, fix: Fix) -> dict[str, Any]:
    unsafe = "" if fix.safety is Safety.SAFE else " (may change what the note says)"
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {
        "description": {"text": f"{fix.title}{unsafe}"},
        "artifactChanges": [{"artifactLocation": _artifact(source), "replacements": replacements}],
        "properties": {"safety": fix.safety},
    }


def _place(source: Source, span: Span) -> dict[str, Any]:
    return {"artifactLocation": _artifact(source), "region": _region(source, span)}


def _region(source: Source, span: Span) -> dict[str, int]:
    (line, column), (end_line, end_column) = map(source.position, span)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _artifact(source: Source) -> dict[str, str]:
    if os.path.isabs(source.path):  # noqa: PTH117 - paths are strings here
        return {"uri": f"file:///{_quoted(source.path.lstrip('/'), safe='/:')}"}
    return {"uri": _quoted(source.path, safe="/"), "uriBaseId": _BASE}


def _quoted(path: str, safe: str) -> str:
    """The path's bytes, percent-encoded: they need not be UTF-8."""
    return quote(os.fsencode(path), safe)


_LENGTH = 1000  # so many code points tell one text from another


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each diagnostic with its fingerprint, 64 hexadecimal digits.

    It is made of the rule, the note's key and the text, and of how many findings like it stand before it in the file.
    The path takes no part: a file that moves keeps its fingerprints.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for each in diagnostics:
        identity = (each.rule, each.note or "", _text(each))
        alike = (each.source.path, *identity)
        yield each, digest(*identity, seen[alike])
        seen[alike] += 1


def digest(*parts: object) -> str:
    """The SHA-256 of some strings and numbers, in hexadecimal."""
    return sha256(json.dumps(parts).encode()).hexdigest()


def _text(diagnostic: Diagnostic) -> str:
    """The text that a finding is about, or else its line; spaces and line ends folded."""
    source, span = diagnostic.source, diagnostic.finding.span
    if span.start == span.end:
        span = source.line_at(span.start)
    return " ".join(source.slice(Span(span.start, min(span.end, span.start + _LENGTH))).split())
