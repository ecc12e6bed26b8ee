"""How time and memory grow with the size of one file, construct by construct."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from notelint.store import MEMORY_LIMIT
from tests.bench.constructs import CONSTRUCTS
from tests.bench.measure import Cost, run
from tests.bench.tools import CHECK, CONVERT, FIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.bench.tools import Command

VERBS: dict[str, Command] = {
    "check": (*CHECK, "--select", "all"),
    "fix": (*FIX, "--select", "all"),
    "convert": CONVERT,
}
RATIO = 2.2  # of the times at most, for twice the size
_SEEN = 0.3  # seconds below which a difference says nothing


class Growth(NamedTuple):
    """What one verb takes on one construct: the sizes in bytes, the costs beyond those of an empty file."""

    construct: str
    verb: str
    sizes: Sequence[int]
    costs: Sequence[Cost]
    fault: str = ""

    @property
    def ratio(self) -> float:
        """The greatest ratio of the time for twice the size, as far as the times can be told apart."""
        times = [cost.cpu for cost in self.costs]
        return max((b / max(a, _SEEN) for a, b in pairwise(times)), default=0)

    @property
    def memory(self) -> float:
        """MB of the peak over what is allowed: at most 1 is wanted."""
        pairs = zip(self.sizes, self.costs, strict=True)
        return max((cost.peak * 1.048576 / (100 + 50 * size / 1e6) for size, cost in pairs), default=0)

    @property
    def pace(self) -> float:
        """Microseconds a byte of the largest file."""
        return self.costs[-1].cpu / self.sizes[len(self.costs) - 1] * 1e6 if self.costs else 0

    @property
    def breaks(self) -> str:
        """Which bounds it breaks."""
        found = [self.fault] if self.fault and not self.is_refused else []
        found += ["time"] * (self.ratio > RATIO) + ["memory"] * (self.memory > 1)
        return ", ".join(found)

    @property
    def is_refused(self) -> bool:
        """Whether notelint itself gave up the next size, since it would take too much memory."""
        return MEMORY_LIMIT in self.fault

    def __str__(self) -> str:
        times = " ".join(f"{cost.cpu:7.2f}" for cost in self.costs)
        peaks = " ".join(f"{cost.peak:5.0f}" for cost in self.costs)
        return (
            f"{self.construct:36} {self.verb:8} {times:>24} s  x{self.ratio:4.1f} {self.pace:7.2f} us/B "
            f"{peaks:>18} MiB {self.breaks}{'refused' * self.is_refused}"
        )


def growth(folder: Path, size: int, seconds: int, chosen: Sequence[str], verbs: Sequence[str]) -> Iterator[Growth]:
    """What each verb takes on each construct (or the `chosen`, by a part of the name) at `size`, twice and 4 times it.

    A run of more than `seconds` of CPU time is stopped, and no larger one begun.
    """
    path = folder / "growth.md"
    for verb in verbs or VERBS:
        path.write_text("", "utf-8")
        floor = min(run((*VERBS[verb], path), folder).cpu for _ in range(3))
        for construct, make in CONSTRUCTS.items():
            if chosen and not any(each in construct for each in chosen):
                continue
            sizes, costs, fault = [], [], ""
            for times in (1, 2, 4):
                data = make(times * size).encode("utf-8", "surrogateescape")
                path.write_bytes(data)
                try:
                    cost = run((*VERBS[verb], path), folder, seconds)
                except RuntimeError as error:
                    fault = str(error)
                    break
                sizes.append(len(data))
                costs.append(cost._replace(cpu=max(cost.cpu - floor, 0)))
            yield Growth(construct, verb, sizes, costs, fault)
