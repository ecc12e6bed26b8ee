"""How much a check found and how much of it can be fixed: its last line, and the counts by rule."""

from __future__ import annotations

from collections import Counter

from notelint.diagnostic import Safety, Severity
from notelint.report.style import weighed
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from notelint.diagnostic import Diagnostic


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
