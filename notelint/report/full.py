"""A finding at length: the message, the source line with carets under the exact place, help, and what a fix does."""

from __future__ import annotations

from functools import cache
from unicodedata import category, east_asian_width

from notelint.diagnostic import Safety
from notelint.report.style import bold, faint, printable, weighed
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.diagnostic import Diagnostic, Fix, Related
    from notelint.source import Source

_WIDTH = 120  # columns of a source line that are shown around the place
_BEFORE = 60  # of which so many stand before it


def write(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """Some lines for each diagnostic, with an empty line after it."""
    for each in diagnostics:
        yield "\n".join((*_lines(each, color=color), "", ""))


def _lines(diagnostic: Diagnostic, *, color: bool) -> Iterator[str]:
    source, finding, severity = diagnostic.source, diagnostic.finding, diagnostic.severity
    line, column = source.position(finding.span.start)
    margin = " " * len(str(line))
    bar = faint("|", color=color)
    text, marks = _excerpt(source, finding.span)
    label = weighed(f"{severity}[{diagnostic.rule}]", severity, color=color)
    yield f"{label}: {bold(printable(finding.message), color=color)}"
    yield f"{margin}{faint('-->', color=color)} {printable(source.path)}:{line}:{column}"
    yield f"{margin} {bar}"
    yield f"{faint(str(line), color=color)} {bar} {text}".rstrip()
    yield f"{margin} {bar} {weighed(marks, severity, color=color)}"
    notes = [*_help(finding.help), *_fixes(finding.fix), *(_related(source, each) for each in finding.related)]
    if notes:
        yield f"{margin} {bar}"
        yield from (f"{margin} {faint('=', color=color)} {printable(note)}" for note in notes)


def _help(text: str | None) -> list[str]:
    return [f"help: {text}"] if text else []


def _fixes(fix: Fix | None) -> list[str]:
    if fix is None:
        return []
    return [f"{'--fix' if fix.safety is Safety.SAFE else '--fix --unsafe-fixes'}: {fix.title}"]


def _related(source: Source, related: Related) -> str:
    if related.span is None:
        return f"note: {related.message}" + (f" ({related.location})" if related.location else "")
    line, column = source.position(related.span.start)
    return f"note: {related.message} ({source.path}:{line}:{column})"


def _excerpt(source: Source, span: Span) -> tuple[str, str]:
    """The line on which a span starts, and the carets under the span (as far as it stands on that line).

    Of a long line only what is near the start of the span is shown, between ellipses.
    """
    line = source.line_at(span.start)
    start = min(span.start, line.end)
    first = line.start if start - line.start <= _BEFORE else start - _BEFORE
    last = min(line.end, first + _WIDTH)
    head = "…" if first > line.start else ""
    tail = "…" if last < line.end else ""
    before, marked, after = (
        _plain(source.slice(Span(*ends)))
        for ends in ((first, start), (start, min(span.end, last)), (min(span.end, last), last))
    )
    return f"{head}{before}{marked}{after}{tail}", " " * width(head + before) + "^" * max(width(marked), 1)


def _plain(text: str) -> str:
    return printable(text.replace("\t", "    "))


def width(text: str) -> int:
    """The columns that a terminal gives a text: two for a wide character, none for a combining one."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
