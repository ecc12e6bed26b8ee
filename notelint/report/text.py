"""Findings for people: at length with the source line, a line each, by file, and counted."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import groupby
from unicodedata import category, east_asian_width

from notelint.diagnostic import Safety, Severity
from notelint.report.style import bold, faint, printable, printable_start, weighed
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from notelint.diagnostic import Diagnostic, Fix, Related
    from notelint.source import Source


_WIDTH = 120  # columns of a source line that are shown around the place
_BEFORE = 60  # of which so many stand before it


def write_full(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
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


def write_concise(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """One line for each diagnostic."""
    for each in diagnostics:
        yield f"{concise_line(each, color=color)}\n"


def concise_line(diagnostic: Diagnostic, *, color: bool = False) -> str:
    """All of a diagnostic but its help, without a line end."""
    line, column = diagnostic.source.position(diagnostic.finding.span.start)
    path = bold(printable_start(diagnostic.source.path), color=color)
    return f"{path}:{line}:{column}: {statement(diagnostic, color=color)}"


def concise_text(diagnostic: Diagnostic) -> str:
    """All of a diagnostic: the line, and its help on the next one."""
    text = diagnostic.finding.help
    return concise_line(diagnostic) + (f"\nhelp: {printable(text)}" if text else "")


def statement(diagnostic: Diagnostic, *, color: bool = False) -> str:
    """What was found, without the place: `severity[rule]: message`, and ` [*]` where a safe fix exists."""
    label = weighed(f"{diagnostic.severity}[{diagnostic.rule}]", diagnostic.severity, color=color)
    fix = diagnostic.finding.fix
    mark = " [*]" if fix and fix.safety is Safety.SAFE else ""
    return f"{label}: {printable(diagnostic.finding.message)}{mark}"


def write_grouped(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """A paragraph for each file, with its path above the lines: `line:column  severity[rule]: message`."""
    for path, group in groupby(diagnostics, key=lambda each: each.source.path):
        found = [(_place(each), each) for each in group]
        width = max(len(place) for place, _ in found)
        lines = (f"  {place:{width}}  {statement(each, color=color)}\n" for place, each in found)
        yield "".join((f"{bold(printable_start(path), color=color)}\n", *lines, "\n"))


def _place(diagnostic: Diagnostic) -> str:
    line, column = diagnostic.source.position(diagnostic.finding.span.start)
    return f"{line}:{column}"


def summary(severities: Mapping[Severity, int], fixes: Mapping[Safety, int], files: int) -> str:
    """For example `Found 3 problems (1 error, 2 warnings) in 2 files. 2 fixable with --fix.`."""
    kinds = [counted(severities[each], each) for each in Severity if severities.get(each)]
    problems = counted(sum(severities.values()), "problem")
    return f"Found {problems} ({', '.join(kinds)}) in {counted(files, 'file')}.{_fixable(fixes)}"


def counted(number: int, name: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {name}{'s' * (number != 1)}"


def _fixable(fixes: Mapping[Safety, int]) -> str:
    safe, unsafe = fixes.get(Safety.SAFE, 0), fixes.get(Safety.UNSAFE, 0)
    if safe and unsafe:
        return f" {safe} fixable with --fix, {unsafe} more with --unsafe-fixes."
    if safe:
        return f" {safe} fixable with --fix."
    return f" {unsafe} fixable with --fix --unsafe-fixes." if unsafe else ""


def write_statistics(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """A line for each rule and severity, the most frequent first: count, rule, and ` [*]` for a safe fix."""
    counts: Counter[tuple[str, Severity]] = Counter()
    fixable: set[str] = set()
    for each in diagnostics:
        counts[each.rule, each.severity] += 1
        if each.finding.fix and each.finding.fix.safety is Safety.SAFE:
            fixable.add(each.rule)
    width = len(str(max(counts.values(), default=0)))
    for (rule, severity), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        label = weighed(f"{severity}[{rule}]", severity, color=color)
        yield f"{count:{width}} {label}{' [*]' * (rule in fixable)}\n"
