r"""Limits of time and memory for a call, and a user's regular expressions, which may take for ever on a short text.

RE2 would need no limit, but it reads no lookarounds and no references, and its `\w` knows ASCII alone: a schema would
mean something else. So it is Python's own matcher, which looks for signals as it goes, with a clock beside it.
"""

from __future__ import annotations

import signal
import sys

from notelint.dataclass import dataclass
from notelint.errors import NotelintError
from notelint.typing import TYPE_CHECKING

try:
    import resource
except ImportError:  # Windows, which has no such clocks, either
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    _Result = TypeVar("_Result")

SECONDS = 2.0  # of this process's own time
REMEDY = "repeat nothing that is itself repeated, as in `(a+)+`, nor a choice between like things, as in `(a|a)*`"
_SHOWN = 40
_TICK = 0.1  # seconds: the most that counts as one
_SIGNALS = {"VIRTUAL": getattr(signal, "SIGVTALRM", 0), "REAL": getattr(signal, "SIGALRM", 0)}


class LimitError(NotelintError):
    """The work on something takes more time or memory than it may; all else can still be worked on."""


@dataclass(frozen=True)
class BoundedPattern:
    """A compiled regular expression that stands at a `place` (a schema's path and a JSON pointer).

    Its methods are those of `re`, and raise LimitError.
    """

    compiled: re.Pattern[str]
    place: str

    @property
    def pattern(self) -> str:
        """As it was written."""
        return self.compiled.pattern

    @property
    def groupindex(self) -> Mapping[str, int]:
        """The numbers of its groups by their names."""
        return self.compiled.groupindex

    def match(self, text: str) -> re.Match[str] | None:
        return self._bounded(self.compiled.match, text)

    def search(self, text: str) -> re.Match[str] | None:
        return self._bounded(self.compiled.search, text)

    def _bounded(self, method: Callable[[str], _Result], text: str) -> _Result:
        try:
            return within(SECONDS, lambda: method(text))
        except TimeoutError as error:
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
            raise LimitError(f'{self.place}: takes more than {SECONDS:g} seconds on "{shown}"; {REMEDY}') from error


def within(seconds: float, call: Callable[[], _Result], clock: str = "VIRTUAL", memory: int | None = None) -> _Result:
    """What a call gives.

    Raises TimeoutError where it takes more than so many seconds, MemoryError where the peak of the process's `memory`
    grows by more bytes. The seconds are this process's own CPU time, or those of the wall with the `clock` "REAL"; who
    was suspended meanwhile (Ctrl-Z) had no time. There is no limit where the system has no such clock (Windows), nor
    outside of the main thread, which alone gets signals.
    """
    if not hasattr(signal, "setitimer"):
        return call()
    timer, number = getattr(signal, f"ITIMER_{clock}"), _SIGNALS[clock]
    tick, is_over = min(seconds, _TICK), _Over()
    left, most = seconds, float("inf") if memory is None else _peak() + memory

    def count(_signal: int, _frame: object) -> None:
        nonlocal left
        left -= tick
        if left <= 0:
            raise is_over
        if _peak() > most:
            is_over.error = MemoryError()
            raise is_over

    try:
        before = signal.signal(number, count)
    except ValueError:
        return call()
    try:
        try:
            signal.setitimer(timer, tick, tick)
            return call()
        finally:
            signal.setitimer(timer, 0)
    except _Over as error:
        if error is not is_over:
            raise
        raise is_over.error from None
    finally:
        signal.setitimer(timer, 0)
        signal.signal(number, before)


class _Over(BaseException):
    """A limit is passed. No Exception: what goes on after any of those must not go on after this."""

    error: Exception = TimeoutError()


def _peak() -> int:
    """The most bytes of memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
