"""Progress on a terminal: how many files are done, how many a second, and how long the others will take."""

from __future__ import annotations

import os
import stat
import sys
import time
from contextlib import suppress

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO, TypeVar

    _Item = TypeVar("_Item")

_AFTER = 1.0  # seconds without progress at the start: a short run shows none
_EVERY = 0.1  # seconds between two states


class Progress:
    """A line on standard error that shows the progress of work that takes longer than a second.

    Only a person sees it: nothing is shown where standard error is no terminal, nor where standard output is a pipe,
    for a pager would draw over it.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._stream = sys.stderr
        self._is_on = not quiet and _is_watched(sys.stdout, sys.stderr)
        self._is_shown = False

    def over(self, items: Iterable[_Item], total: int) -> Iterable[_Item]:
        """The items, `total` in number; their progress is shown as they come."""
        return self._over(items, total) if self._is_on else items

    def clear(self) -> None:
        """Remove the line, before other output or at the end."""
        if self._is_shown:
            self._write("\r\x1b[K")
            self._is_shown = False

    def _over(self, items: Iterable[_Item], total: int) -> Iterator[_Item]:
        begun = time.monotonic()
        drawn = begun + _AFTER - _EVERY
        try:
            for done, item in enumerate(items, 1):
                now = time.monotonic()
                if now - drawn >= _EVERY:
                    self._write(f"\r{state(done, total, now - begun)}\x1b[K")
                    self._is_shown, drawn = True, now
                yield item
        finally:
            self.clear()

    def _write(self, text: str) -> None:
        with suppress(OSError):  # a terminal that has gone sees nothing
            self._stream.write(text)
            self._stream.flush()


def state(done: int, total: int, seconds: float) -> str:
    """How far a run is after so many seconds."""
    rate = done / seconds
    left = round((total - done) / rate)
    time_left = f"{left} s" if left < 60 else f"{left // 60} min {left % 60} s"
    return f"{done:,} of {total:,} files, {f'{rate:,.0f}' if rate >= 10 else f'{rate:.1f}'} a second, {time_left} left"


def _is_watched(out: TextIO, err: TextIO) -> bool:
    if not err.isatty() or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        return False
    try:
        return not stat.S_ISFIFO(os.fstat(out.fileno()).st_mode)
    except OSError:  # it is closed, or no file
        return True
