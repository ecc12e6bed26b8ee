"""Findings under the path of their file, a line each: `line:column  severity[rule]: message`."""

from __future__ import annotations

from itertools import groupby

from notelint.report.concise import statement
from notelint.report.style import bold, printable_start
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.diagnostic import Diagnostic


def write(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """A paragraph for each file, with an empty line after it."""
    for path, group in groupby(diagnostics, key=lambda each: each.source.path):
        found = [(_place(each), each) for each in group]
        width = max(len(place) for place, _ in found)
        lines = (f"  {place:{width}}  {statement(each, color=color)}\n" for place, each in found)
        yield "".join((f"{bold(printable_start(path), color=color)}\n", *lines, "\n"))


def _place(diagnostic: Diagnostic) -> str:
    line, column = diagnostic.source.position(diagnostic.finding.span.start)
    return f"{line}:{column}"
