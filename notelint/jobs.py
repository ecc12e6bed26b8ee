"""Work in several processes: an executor that forks, and results in the order of the work.

Nothing here is imported where one process does all the work.
"""

from __future__ import annotations

import io
import os
import pickle
from collections import deque
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from functools import partial
from select import POLLIN, poll
from signal import SIGKILL
from traceback import format_exception

from notelint.errors import NotelintError
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, TypeVar

    _Item = TypeVar("_Item")
    _Done = TypeVar("_Done")

_HEAD = 8  # bytes before each message, which say how long it is


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
    """Runs calls in up to `jobs` processes, each forked for its first call and kept for those that follow.

    They know all that this process knew when it forked them: of what is sent to them, only what is not `known` needs
    to be picklable. No thread works in the background (a process with threads cannot fork safely): calls begin and
    results arrive while one is submitted or waited for by its future's `result`. A call whose process dies raises
    BrokenExecutor; those that follow go to another.
    """

    def __init__(self, jobs: int, known: Sequence[object] = ()) -> None:
        self._jobs = jobs
        self._known = known
        self._queued: deque[tuple[_Awaited, bytes]] = deque()
        self._idle: list[_Process] = []
        self._busy: dict[int, tuple[_Process, _Awaited]] = {}
        self._poll = poll()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - any call
        """The future result of a call."""
        future = _Awaited(self)
        self._queued.append((future, _packed(partial(fn, *args, **kwargs), self._known)))
        self.turn(wait=False)
        return future

    def turn(self, *, wait: bool = True) -> None:
        """Take what has arrived from the processes (`wait` until something has), and begin what can be begun."""
        for number, _ in self._poll.poll(None if wait else 0):
            process, future = self._busy.pop(number)
            self._poll.unregister(number)
            try:
                result, error = pickle.loads(process.receive())  # noqa: S301 - from our own child, by our own pipe
            except EOFError:
                future.set_exception(BrokenExecutor(process.end()))
                continue
            self._idle.append(process)
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        self._begin()

    def _begin(self) -> None:
        while self._queued and (self._idle or len(self._busy) < self._jobs):
            future, call = self._queued.popleft()
            process = self._idle.pop() if self._idle else self._fork()
            self._busy[process.answers] = process, future
            self._poll.register(process.answers, POLLIN)
            process.send(call)

    def _fork(self) -> _Process:
        try:
            theirs, ours = os.pipe(), os.pipe()
            number = os.fork()
        except OSError as error:
            raise NotelintError(f"no process could be begun: {error.strerror}; --jobs 1 needs none") from error
        if number == 0:
            # Whoever holds an end of a pipe keeps it open, and a process is to end when this one has gone.
            others = [end for other, _ in self._busy.values() for end in other.ends]
            _serve(theirs[0], ours[1], self._known, foreign=(theirs[1], ours[0], *others))
        os.close(theirs[0])
        os.close(ours[1])
        return _Process(number, theirs[1], ours[0])

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - Executor's
        """End all processes, those that still work, too: who leaves waits for them no more."""
        del wait, cancel_futures
        self._queued.clear()
        for process in (*self._idle, *(process for process, _ in self._busy.values())):
            with suppress(ProcessLookupError):
                os.kill(process.number, SIGKILL)
            process.end()
        self._idle.clear()
        self._busy.clear()


class _Awaited(Future[object]):
    """A result that arrives while it is waited for."""

    def __init__(self, executor: ForkExecutor) -> None:
        super().__init__()
        self._executor = executor

    def result(self, timeout: float | None = None) -> Any:  # noqa: ANN401 - whatever the call gives
        while not self.done():
            self._executor.turn()
        return super().result(timeout)


class _Process:
    """A process that does one call after the other, and our ends of the pipes to and from it."""

    def __init__(self, number: int, calls: int, answers: int) -> None:
        self.number = number
        self.calls = calls
        self.answers = answers

    def send(self, call: bytes) -> None:
        """Send a call. A process that has died by now shows so when its answer is read."""
        try:
            _write(self.calls, call)
        except BrokenPipeError:
            return

    def receive(self) -> bytes:
        """The answer; raises EOFError where the process died instead."""
        return _read(self.answers)

    @property
    def ends(self) -> tuple[int, int]:
        """Our ends of the pipes."""
        return self.calls, self.answers

    def end(self) -> str:
        """How a process ended that has ended or been killed."""
        for end in self.ends:
            os.close(end)
        try:
            code = os.waitstatus_to_exitcode(os.waitpid(self.number, 0)[1])
        except ChildProcessError:  # who started us had it that nobody waits for children (SIGCHLD is ignored)
            return "an unknown exit code"
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _serve(calls: int, answers: int, known: Sequence[object], foreign: Iterable[int]) -> None:
    """In the child: answer calls until none can come, and end without a trace of the parent's business."""
    code = 1
    try:
        for end in foreign:
            os.close(end)
        while True:
            try:
                call = _read(calls)
            except EOFError:
                break
            _write(answers, pickle.dumps(_called(_Unpickler(io.BytesIO(call), known).load())))
        code = 0
    finally:
        os._exit(code)


def _called(call: Callable[[], object]) -> tuple[object, Exception | None]:
    try:
        return call(), None
    except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
        error.add_note("".join(format_exception(error)))
        return None, error


class _Pickler(pickle.Pickler):
    """Writes a number for each object that the reader knows."""

    def __init__(self, file: io.BytesIO, known: Sequence[object]) -> None:
        super().__init__(file)
        self._numbers = {id(each): number for number, each in enumerate(known)}

    def persistent_id(self, obj: object) -> int | None:
        return self._numbers.get(id(obj))


class _Unpickler(pickle.Unpickler):
    """Reads what such a pickler wrote."""

    def __init__(self, file: io.BytesIO, known: Sequence[object]) -> None:
        super().__init__(file)
        self._known = known

    def persistent_load(self, pid: int) -> object:
        return self._known[pid]


def _packed(call: Callable[[], object], known: Sequence[object]) -> bytes:
    packed = io.BytesIO()
    _Pickler(packed, known).dump(call)
    return packed.getvalue()


def _write(pipe: int, message: bytes) -> None:
    rest = memoryview(len(message).to_bytes(_HEAD, "big") + message)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _read(pipe: int) -> bytes:
    """The next message; raises EOFError where it does not come, or not whole."""
    return _exactly(pipe, int.from_bytes(_exactly(pipe, _HEAD), "big"))


def _exactly(pipe: int, size: int) -> bytes:
    pieces = []
    while size:
        piece = os.read(pipe, min(size, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
