"""Work in several processes that are forked, and results in the order of the work.

Nothing here is imported where one process does all the work. `concurrent.futures` has such processes too, but cannot
end one that hangs, and where one dies all of its calls are lost, without a word on which it was.
"""

from __future__ import annotations

from collections import deque
from contextlib import closing, suppress
from mmap import mmap
from multiprocessing import get_context
from multiprocessing.connection import Pipe, wait
from time import monotonic
from traceback import format_exception

from notelint.errors import NotelintError
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from typing import Any, TypeVar

    _Item = TypeVar("_Item")
    _Done = TypeVar("_Done")
    _Batch = list[tuple[int, object]]  # items with their numbers
    _Answer = tuple[Any, Exception | None]  # what the work on an item gave, or what it raised

_FORK = get_context("fork")
_AHEAD = 512  # items for each process that are handed out before the earliest result is taken
_PLACE = 4  # bytes
_TICK = 1.0  # the most seconds that count as one wait: who was suspended (Ctrl-Z) had no time to work


def in_order(
    work: Callable[[_Item], _Done],
    batches: Iterable[Sequence[_Item]],
    lost: Callable[[_Item, str], _Done],
    *,
    jobs: int,
    seconds: float,
) -> Generator[_Done, None, None]:
    """What the work on each item of the batches gives, in their order.

    It is done in up to `jobs` processes, each forked for its first batch: they know all that this one knew by then,
    and only items and results need to be picklable. `lost` makes what stands for an item whose process dies or, after
    so many `seconds` with that item, is ended: of the item and of what happened. What the work raises is raised here,
    in its place.
    """
    with closing(_Pool(work, lost, jobs, seconds)) as pool:
        answers: dict[int, _Answer] = {}
        source, given, taken = iter(batches), 0, 0
        while True:
            while given <= taken + _AHEAD * jobs and (batch := next(source, None)) is not None:
                pool.add(enumerate(batch, given))
                given += len(batch)
            if taken == given:
                return
            while taken not in answers:
                answers.update(pool.wait())
            done, error = answers.pop(taken)
            taken += 1
            if error:
                raise error
            yield done


class _Pool:
    """Processes that are idle or at work, and batches that wait for one; items are known by their numbers."""

    def __init__(
        self, work: Callable[[Any], object], lost: Callable[[Any, str], object], jobs: int, seconds: float
    ) -> None:
        self._work = work
        self._lost = lost
        self._jobs = jobs
        self._seconds = seconds
        self._workers: list[_Worker] = []
        self._queue: deque[_Batch] = deque()

    def add(self, batch: Iterable[tuple[int, object]]) -> None:
        """Begin with a batch as soon as can be."""
        if items := list(batch):
            self._queue.append(items)
            self._begin()

    def wait(self) -> Iterator[tuple[int, _Answer]]:
        """Wait until a process has answered, and give all answers that have come."""
        busy = {worker.connection: worker for worker in self._workers if worker.batch}
        before = monotonic()
        ready = set(wait(list(busy), _TICK))
        waited = min(monotonic() - before, _TICK)
        for connection, worker in busy.items():
            if connection in ready:
                yield from self._answers(worker)
            elif worker.seconds_at_item(waited) > self._seconds:
                yield self._end(worker, f"took more than {self._seconds:g} seconds")
        self._begin()

    def close(self) -> None:
        """End all processes, those at work too: who leaves waits for them no more."""
        self._queue.clear()
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _begin(self) -> None:
        while self._queue:
            worker = next((each for each in self._workers if not each.batch), None)
            if worker is None:
                if len(self._workers) == self._jobs:
                    return
                worker = _Worker(self._work, [each.connection for each in self._workers])
                self._workers.append(worker)
            worker.begin(self._queue.popleft())

    def _answers(self, worker: _Worker) -> Iterator[tuple[int, _Answer]]:
        try:
            answers = worker.connection.recv()
        except (EOFError, OSError):
            yield self._end(worker, "ended")
            return
        numbers = [number for number, _ in worker.batch]
        worker.batch = []
        yield from zip(numbers, answers, strict=True)

    def _end(self, worker: _Worker, why: str) -> tuple[int, _Answer]:
        """Do without a process: the item it was at is lost, another one does the rest of its batch."""
        self._workers.remove(worker)
        how = worker.end()
        number, item = worker.batch.pop(worker.place)
        if worker.batch:
            self._queue.appendleft(worker.batch)
        return number, (self._lost(item, f"{why} with {how}" if why == "ended" else why), None)


class _Worker:
    """A process that does one batch after the other, and what it is at: nothing while its `batch` is empty."""

    def __init__(self, work: Callable[[Any], object], foreign: Iterable[Connection]) -> None:
        self.connection, theirs = Pipe()
        self.batch: _Batch = []
        self._place = mmap(-1, _PLACE)  # shared: the process writes to it
        self._seen = self._seconds = 0.0
        # Whoever holds an end of a pipe keeps it open, and a process is to end when this one has gone.
        arguments = (work, theirs, self._place, (self.connection, *foreign))
        self._process = _FORK.Process(target=_serve, args=arguments, daemon=True)
        try:
            self._process.start()
        except OSError as error:
            raise NotelintError(f"cannot start a process: {error.strerror}; try --jobs 1") from error
        theirs.close()

    @property
    def place(self) -> int:
        """The place in its batch of the item that it is at."""
        return int.from_bytes(self._place[:])

    def seconds_at_item(self, waited: float) -> float:
        """How long it has been at its item, as far as was seen, after so many seconds more."""
        place = self.place
        self._seconds = self._seconds + waited if place == self._seen else 0.0
        self._seen = place
        return self._seconds

    def begin(self, batch: _Batch) -> None:
        """Hand it a batch. A process that has died by now shows so when its answer is read."""
        self.batch, self._seen, self._seconds = batch, 0, 0.0
        self._place[:] = bytes(_PLACE)
        with suppress(BrokenPipeError):
            self.connection.send([item for _, item in batch])

    def end(self) -> str:
        """Kill the process if it still runs, and say how it ended."""
        self._process.kill()
        self._process.join()
        self.connection.close()
        code = self._process.exitcode
        if code is None:  # who started us had it that nobody waits for children (SIGCHLD is ignored)
            return "an unknown exit code"
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _serve(work: Callable[[Any], object], connection: Connection, at: mmap, foreign: Iterable[Connection]) -> None:
    """In the child: answer batches until none can come."""
    for each in foreign:
        each.close()

    def answer(place: int, item: object) -> _Answer:
        at[:] = place.to_bytes(_PLACE)
        return _called(work, item)

    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            connection.send([answer(place, item) for place, item in enumerate(connection.recv())])


def _called(work: Callable[[Any], object], item: object) -> _Answer:
    try:
        return work(item), None
    except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
        error.add_note("".join(format_exception(error)))
        return None, error
