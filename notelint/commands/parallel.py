"""Work on many files, in order: here, or by several processes where there is enough of it."""

from __future__ import annotations

import os

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from typing import Protocol, TypeVar

    class _OfWork(Protocol):
        @property
        def worked_on(self) -> int: ...

    _Done = TypeVar("_Done", bound=_OfWork)

_SAMPLE = 4  # files by which it is judged how much work is left
_WORTH = 256 * 1024  # bytes that are left to work on: for less, other processes take longer to begin than they save
_MANY = 1000  # files that are worth it where all is known, too
_FEWEST, _MOST = 8, 64  # files that a process is given at a time
_AHEAD = 8  # times as many are begun before the first is done with


def usable_jobs(asked: int | None) -> int:
    """How many processes to use: as many as were asked for, else as this one may use processors."""
    if not hasattr(os, "fork"):
        return 1
    return asked or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def in_parallel(
    paths: Sequence[str],
    work: Callable[[str], _Done],
    lost: Callable[[str, str], _Done],
    jobs: int,
    *,
    prepare: Callable[[], None] = lambda: None,
) -> Generator[_Done, None, None]:
    """What the work on each file gives, in order; that says how many bytes were `worked_on`.

    `lost` makes what stands for a file whose process dies, of its path and of how that ended; `prepare` is called
    before other processes begin, which know all that this one knows by then. With one job a file is worked on when its
    result is asked for, and not before.
    """
    worked_on = 0
    for number, path in enumerate(paths):
        left = len(paths) - number
        if jobs > 1 and number >= _SAMPLE and (left >= _MANY or worked_on * left >= _WORTH * number):
            prepare()
            yield from _by_others(_batches(paths[number:], jobs), work, lost, jobs)
            return
        done = work(path)
        worked_on += done.worked_on
        yield done


def _by_others(
    batches: Iterable[Sequence[str]], work: Callable[[str], _Done], lost: Callable[[str, str], _Done], jobs: int
) -> Iterator[_Done]:
    """The same, from other processes. What this one has imported and read by now they need not."""
    from notelint.jobs import ForkExecutor, in_order  # noqa: PLC0415 - most runs are short

    def told(path: str, error: Exception) -> _Done:
        return lost(path, f"its process ended with {error}; --jobs 1 uses none")

    with ForkExecutor(jobs, known=[work]) as executor:
        for batch in in_order(executor, work, batches, told, ahead=_AHEAD * jobs):
            yield from batch


def _batches(paths: Sequence[str], jobs: int) -> Iterator[Sequence[str]]:
    """The files in batches that become smaller, so that all processes end at about the same time."""
    begun = 0
    while begun < len(paths):
        size = min(max((len(paths) - begun) // (4 * jobs), _FEWEST), _MOST)
        yield paths[begun : begun + size]
        begun += size
