"""One line a finding: `path:line:column: severity[rule]: message`, and ` [*]` where a safe fix exists; or by file."""

from __future__ import annotations

from itertools import groupby

from notelint.diagnostic import Safety
from notelint.report.style import bold, printable, printable_start, weighed
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.diagnostic import Diagnostic


def write(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
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
