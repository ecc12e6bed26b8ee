"""Work on many files: what is known is not done again, the rest is done here or by several processes, in order."""

from __future__ import annotations

import os
from collections import deque
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from notelint.outcome import Outcome, deserialize
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from notelint.commands.inputs import Input
    from notelint.commands.known import Known
    from notelint.diagnostic import Diagnostic

_SMALLEST = 128 * 1024  # bytes: what is less is done before another process has begun
_LARGEST = 2 * 1024 * 1024  # bytes: a batch is held in memory

_Batch = list[tuple["Input", "Sequence[Diagnostic] | None"]]  # each file with what is known of it


class Result(NamedTuple):
    """What is left to report of a file; `outcome` is None where that was known before."""

    input: Input
    left: Sequence[Diagnostic]
    outcome: Outcome | None = None


def results(
    inputs: Iterable[Input],
    work: Callable[[Input], Outcome],
    known: Known | None,
    jobs: int,
    *,
    suffices: Callable[[Sequence[Diagnostic]], bool] = lambda _: True,
) -> Generator[Result, None, None]:
    """The result for each file, in order.

    `suffices` says whether work on a file can be left out whose findings are known. With one job a result is given
    before the next file is looked at.
    """
    try:
        for batch, outcomes in _worked(_batches(inputs, known, suffices, by_one=jobs == 1), work, jobs):
            new = iter(outcomes)
            for each, found in batch:
                if found is not None:
                    yield Result(each, found)
                    continue
                outcome = next(new)
                if known:
                    known.keep(each, outcome)
                yield Result(each, _left(each, outcome), outcome)
    finally:
        if known:
            known.save()


def usable_jobs(asked: int | None) -> int:
    """How many processes to use: as many as were asked for, else as this one may use processors."""
    if not hasattr(os, "fork"):
        return 1
    return asked or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _left(each: Input, outcome: Outcome) -> list[Diagnostic]:
    if outcome.findings == "[]":
        return []
    return deserialize(outcome.findings, each.source if outcome.text is None else Source(each.path, outcome.text))


def _batches(
    inputs: Iterable[Input], known: Known | None, suffices: Callable[[Sequence[Diagnostic]], bool], *, by_one: bool
) -> Iterator[_Batch]:
    """The files in batches: those with work to do are small at first, so that all processes soon have one."""
    batch: _Batch = []
    size = new = 0
    limit = 0 if by_one else _SMALLEST
    for each in inputs:
        found = known.find(each) if known else None
        if found is not None and not suffices(found):
            found = None
        batch.append((each, found))
        size += len(each.data)
        new += len(each.data) if found is None else 0
        if by_one or new >= limit or size >= _LARGEST:
            yield batch
            limit = min(2 * limit, _LARGEST) if new else limit
            batch, size, new = [], 0, 0
    if batch:
        yield batch


def _worked(
    batches: Iterator[_Batch], work: Callable[[Input], Outcome], jobs: int
) -> Iterator[tuple[_Batch, list[Outcome]]]:
    """Each batch with the outcomes of its files that are not known."""
    here = 0
    for batch in batches:
        new = _unknown(batch)
        if new and jobs > 1 and here >= _SMALLEST:
            yield from _worked_by_others(chain([batch], batches), work, jobs)
            return
        yield batch, [work(each) for each in new]
        here += sum(len(each.data) for each in new)


def _worked_by_others(
    batches: Iterable[_Batch], work: Callable[[Input], Outcome], jobs: int
) -> Iterator[tuple[_Batch, list[Outcome]]]:
    """The same. What this process has imported by now its children need not."""
    from notelint.jobs import ForkExecutor, in_order  # noqa: PLC0415 - most runs are short

    begun: deque[_Batch] = deque()

    def unknown() -> Iterator[list[Input]]:
        for batch in batches:
            begun.append(batch)
            yield _unknown(batch)

    with ForkExecutor(jobs) as executor:
        for outcomes in in_order(executor, work, unknown(), _lost, ahead=2 * jobs):
            yield begun.popleft(), outcomes


def _unknown(batch: _Batch) -> list[Input]:
    return [each for each, found in batch if found is None]


def _lost(each: Input, error: Exception) -> Outcome:
    return Outcome(faults=(f"{each.path}: was not checked: its process ended with {error}; --jobs 1 uses none",))
