"""The time and the memory that the work on one file may take. Every verb works on files through here.

No file may hold up, or bring down, a run over many: it is given up and named, and the others are still handled.
"""

from __future__ import annotations

from functools import partial

from notelint.bounds import LimitError, within
from notelint.store import MEMORY_LIMIT, memory_for
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Protocol, TypeVar

    from notelint.errors import NotelintError

    class _Read(Protocol):
        """A file that was read."""

        @property
        def path(self) -> str: ...

        @property
        def data(self) -> bytes: ...

    _File = TypeVar("_File", bound=_Read)
    _Made = TypeVar("_Made")


def on_file(file: _Read, work: Callable[[], _Made], seconds: float | None, lost: str) -> _Made:
    """What the work on a file gives, which may take so many seconds, and the memory that its size allows.

    Raises LimitError where it takes more, or a pattern takes too long; it says what is `lost` ("was not checked").
    Without `seconds` there is no limit, and no signal is used.
    """
    return in_time(seconds, work, f"{file.path}: {lost}", memory_for(len(file.data)) if seconds else None)


def on_each(
    files: Iterable[_File],
    work: Callable[[_File], _Made],
    seconds: float | None,
    lost: str,
    on_error: Callable[[NotelintError], object],
) -> Iterator[_Made]:
    """What the work on each file gives, by `on_file`; one that takes too much goes to `on_error`."""
    for each in files:
        try:
            made = on_file(each, partial(work, each), seconds, lost)
        except LimitError as error:
            on_error(error)
        else:
            yield made


def in_time(seconds: float | None, work: Callable[[], _Made], lost: str, memory: int | None = None) -> _Made:
    """What work gives that is not that on one file; `memory` are bytes. Raises LimitError as `on_file` does."""
    try:
        return work() if seconds is None else within(seconds, work, "REAL", memory)
    except TimeoutError:
        raise LimitError(f"{lost}: took more than {seconds:g} seconds; --timeout allows for more") from None
    except MemoryError:
        took = (
            "took more memory than there is" if memory is None else f"took more than {memory / 1e6:,.0f} MB of memory"
        )
        raise LimitError(
            f"{lost}: {took}: cut it into several files, or set another limit with {MEMORY_LIMIT}"
        ) from None
    except LimitError as error:
        raise LimitError(f"{lost}: {error}") from error
