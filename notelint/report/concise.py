"""One line a finding: `path:line:column: severity[rule]: message`, and ` [*]` where a safe fix exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.diagnostic import Safety
from notelint.report.style import bold, printable, weighed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.diagnostic import Diagnostic


def write_concise(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """One line for each diagnostic."""
    for each in diagnostics:
        line, column = each.source.position(each.finding.span.start)
        place = bold(printable(each.source.path), color=color) + f":{line}:{column}:"
        label = weighed(f"{each.severity}[{each.rule}]", each.severity, color=color)
        fix = each.finding.fix
        mark = " [*]" if fix and fix.safety is Safety.SAFE else ""
        yield f"{place} {label}: {printable(each.finding.message)}{mark}\n"
