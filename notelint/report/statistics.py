"""How often each rule found something: the count, the rule, and ` [*]` where a safe fix exists for some of it."""

from __future__ import annotations

from collections import Counter

from notelint.diagnostic import Safety
from notelint.report.style import weighed
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.diagnostic import Diagnostic, Severity


def write_statistics(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """One line for each rule and severity, the most frequent first."""
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
