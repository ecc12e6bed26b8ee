"""Work in several processes: an executor that forks, and results in the order of the work.

Nothing here is imported where one process does all the work.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import partial
from select import POLLIN, poll
from signal import SIGKILL
from traceback import format_exception
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_Item = TypeVar("_Item")
_Done = TypeVar("_Done")


def in_order(
    executor: Executor,
    work: Callable[[_Item], _Done],
    batches: Iterable[Sequence[_Item]],
    lost: Callable[[_Item, BrokenExecutor], _Done],
    *,
    ahead: int,
) -> Iterator[list[_Done]]:
    """What the work on each batch of items gives, batch by batch; up to `ahead` batches are begun before.

    A batch whose process dies is done again, each item for itself; one that then dies again is `lost`.
    """
    waiting: deque[tuple[Sequence[_Item], Future[list[_Done]]]] = deque()
    do = partial(_each, work)

    def finished() -> list[_Done]:
        batch, future = waiting.popleft()
        try:
            return future.result()
        except BrokenExecutor:
            return [_alone(executor, do, item, lost) for item in batch]

    for batch in batches:
        waiting.append((batch, executor.submit(do, batch)))
        if len(waiting) > ahead:
            yield finished()
    while waiting:
        yield finished()


def _each(work: Callable[[_Item], _Done], items: Iterable[_Item]) -> list[_Done]:
    return [work(item) for item in items]


def _alone(
    executor: Executor,
    do: Callable[[Sequence[_Item]], list[_Done]],
    item: _Item,
    lost: Callable[[_Item, BrokenExecutor], _Done],
) -> _Done:
    try:
        (done,) = executor.submit(do, [item]).result()
    except BrokenExecutor as error:
        return lost(item, error)
    return done


class ForkExecutor(Executor):
    """Runs each call in a process of its own, forked for it, at most `jobs` at a time.

    A call knows all that this process knew when it was forked, and only its result is sent, so neither the function
    nor its arguments need be picklable. No thread works in the background (a process with threads cannot fork safely):
    calls begin and results arrive while one is submitted or waited for by its future's `result`.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._queued: deque[tuple[_Awaited, Callable[[], object]]] = deque()
        self._running: dict[int, _Process] = {}
        self._poll = poll()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - any call
        """The future result of a call."""
        future = _Awaited(self)
        self._queued.append((future, partial(fn, *args, **kwargs)))
        self._begin()
        return future

    def turn(self) -> None:
        """Wait until something arrives from a process, and begin what can be begun."""
        for pipe, _ in self._poll.poll():
            if piece := os.read(pipe, 1 << 20):
                self._running[pipe].pieces.append(piece)
            else:
                self._poll.unregister(pipe)
                os.close(pipe)
                self._running.pop(pipe).end()
        self._begin()

    def _begin(self) -> None:
        while self._queued and len(self._running) < self._jobs:
            future, call = self._queued.popleft()
            pipe, writing = os.pipe()
            number = os.fork()
            if number == 0:
                _answer(call, writing)
            os.close(writing)
            self._running[pipe] = _Process(number, future)
            self._poll.register(pipe, POLLIN)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - Executor's
        """End the calls that still run: who leaves waits for them no more."""
        del wait, cancel_futures
        self._queued.clear()
        while self._running:
            pipe, process = self._running.popitem()
            os.close(pipe)
            os.kill(process.number, SIGKILL)
            os.waitpid(process.number, 0)


class _Awaited(Future[Any]):
    """A result that arrives while it is waited for."""

    def __init__(self, executor: ForkExecutor) -> None:
        super().__init__()
        self._executor = executor

    def result(self, timeout: float | None = None) -> Any:  # noqa: ANN401 - whatever the call gives
        while not self.done():
            self._executor.turn()
        return super().result(timeout)


class _Process:
    """A process that works on one call, and what it has sent so far."""

    def __init__(self, number: int, future: _Awaited) -> None:
        self.number = number
        self.pieces: list[bytes] = []
        self._future = future

    def end(self) -> None:
        """Hand on what the process gave, now that it has ended."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.number, 0)[1])
        if code:
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            self._future.set_exception(BrokenExecutor(how))
            return
        result, error = pickle.loads(b"".join(self.pieces))  # noqa: S301 - from our own child, through our own pipe
        if error is None:
            self._future.set_result(result)
        else:
            self._future.set_exception(error)


def _answer(call: Callable[[], object], pipe: int) -> None:
    """In the child: make the call, send what it gives or raises, and end without a trace of the parent's business."""
    code = 1
    try:
        answer = pickle.dumps(_called(call))
        with os.fdopen(pipe, "wb") as writing:
            writing.write(answer)
        code = 0
    finally:
        os._exit(code)


def _called(call: Callable[[], object]) -> tuple[object, Exception | None]:
    try:
        return call(), None
    except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
        error.add_note("".join(format_exception(error)))
        return None, error
