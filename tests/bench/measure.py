"""One run of a command: wall time, CPU time and peak memory."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from signal import SIGKILL, SIGXCPU
from statistics import median
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import IO

_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": ""}


_ENOUGH = 100_000


class Cost(NamedTuple):
    """Seconds of wall and CPU time (all processes of the run), and MiB of the largest process.

    A process starts as a copy of the one that runs it: no peak is below the benchmark's own, some 30 MiB.
    """

    wall: float
    cpu: float
    peak: float


def run(command: Sequence[str | Path], folder: Path, seconds: int | None = None) -> Cost:
    """Run a command in a folder, which keeps its bytecode: an installed program has some.

    Raises RuntimeError where it takes more CPU time than `seconds`, or does not end with 0 (clean) or 1 (findings,
    which name a note). A crash of Python ends with 1 too, and is quick.
    """
    environment = {**_ENVIRONMENT, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    with TemporaryFile() as output:
        begun = time.perf_counter()
        with subprocess.Popen(
            (*_limited(seconds), *command), cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
        said = _ends_of(output)
    if seconds and process.returncode in {-SIGXCPU, -SIGKILL}:
        raise RuntimeError(f"more than {seconds} s")
    found = b".md" in said and b"Traceback (most recent call last)" not in said
    if process.returncode != 0 and not (process.returncode == 1 and found):
        last = said.decode(errors="replace").strip().splitlines()[-1:]
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {' '.join(last)}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _limited(seconds: int | None) -> tuple[str, ...]:
    """What a command is called with to be stopped after so many seconds of CPU time."""
    return ("prlimit", f"--cpu={seconds}") if seconds else ()


def _ends_of(output: IO[bytes]) -> bytes:
    """The first and the last words of what was printed: all of it would make this process, so every peak, large."""
    length = output.seek(0, os.SEEK_END)
    output.seek(0)
    first = output.read(_ENOUGH)
    output.seek(max(len(first), length - _ENOUGH))
    return first + output.read()


def in_turn(
    commands: Mapping[str, Sequence[str | Path]],
    folder: Path,
    rounds: int,
    before: Callable[[int], object] = lambda _: None,
) -> dict[str, Cost]:
    """The median costs of commands that are run in turn, so that a machine that slows down slows all of them.

    `before` is called before each round, with its number.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds):
        before(number)
        for name, command in commands.items():
            costs[name].append(run(command, folder))
    return {name: Cost(*(median(each) for each in zip(*found, strict=True))) for name, found in costs.items()}


def table(title: str, costs: Mapping[str, Cost], ours: str, size: int) -> str:
    """The costs as lines of text, each with its ratio to ours; `size` is the bytes that were read."""
    lines = [f"{title}", f"{'':22} {'wall s':>8} {'CPU s':>8} {'MB/s CPU':>9} {'MiB':>6}   wall and CPU of it / ours"]
    for name, cost in costs.items():
        ratios = f"{cost.wall / costs[ours].wall:8.2f} {cost.cpu / costs[ours].cpu:8.2f}"
        rate = size / cost.cpu / 1e6
        lines.append(f"{name:22} {cost.wall:8.3f} {cost.cpu:8.3f} {rate:9.2f} {cost.peak:6.0f}   {ratios}")
    return "\n".join(lines) + "\n"
