"""The last line of a check: how much was found, and how much of it can be fixed."""

from __future__ import annotations

from notelint.diagnostic import Safety, Severity
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


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
