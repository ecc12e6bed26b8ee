r"""Regular expressions of a user's, which may take for ever on a short text, and the time that they get.

RE2 would need no limit, but it reads no lookarounds and no references, and its `\w` knows ASCII alone: a schema would
mean something else. So it is Python's own matcher, which looks for signals as it goes, with a clock beside it.
"""

from __future__ import annotations

import signal

from notelint.dataclass import dataclass
from notelint.errors import NotelintError
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping
    from typing import NoReturn, TypeVar

    _Result = TypeVar("_Result")

SECONDS = 2.0  # of this process's own time
REMEDY = "repeat nothing that is itself repeated, as in `(a+)+`, nor a choice between like things, as in `(a|a)*`"
_SHOWN = 40


class TooSlowError(NotelintError):
    """A pattern takes too long on a text; other texts can still be worked on."""


@dataclass(frozen=True)
class BoundedPattern:
    """A compiled regular expression that stands at a `place` (a schema's path and a JSON pointer).

    Its methods are those of `re`, and raise TooSlowError.
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
            raise TooSlowError(f'{self.place}: takes more than {SECONDS:g} seconds on "{shown}"; {REMEDY}') from error


def within(seconds: float, call: Callable[[], _Result]) -> _Result:
    """What a call gives. Raises TimeoutError where it takes this process more than so many seconds.

    There is no limit where the system has no such clock (Windows), nor outside of the main thread, which alone gets
    signals.
    """
    if not hasattr(signal, "setitimer"):
        return call()
    try:
        before = signal.signal(signal.SIGVTALRM, _stop)
    except ValueError:
        return call()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        return call()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise TimeoutError
