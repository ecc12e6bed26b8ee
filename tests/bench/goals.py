"""What the costs should be, as ratios measured in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.bench.measure import Cost


class Goal(NamedTuple):
    """What is wanted: `value` at most `limit` (with `least`: at least)."""

    says: str
    value: float
    limit: float
    least: bool = False

    @property
    def is_met(self) -> bool:
        return self.value >= self.limit if self.least else self.value <= self.limit


def wall_ratio(says: str, costs: Mapping[str, Cost], ours: str, other: str, limit: float) -> list[Goal]:
    """The goal for the wall time of one command over that of another; none where the other did not run."""
    return [Goal(f"{says} / {other}, wall", costs[ours].wall / costs[other].wall, limit)] if other in costs else []


def cpu_ratio(says: str, costs: Mapping[str, Cost], ours: str, other: str, limit: float) -> list[Goal]:
    """The same for CPU time."""
    return [Goal(f"{says} / {other}, CPU", costs[ours].cpu / costs[other].cpu, limit)] if other in costs else []


def summary(goals: Iterable[Goal]) -> str:
    """A line a goal: met or not, what was measured, what is wanted."""
    return "".join(
        f"{'met   ' if goal.is_met else 'MISSED'} {goal.value:8.2f}, wanted at {'least' if goal.least else 'most '}"
        f" {goal.limit:6.2f}: {goal.says}\n"
        for goal in goals
    )
