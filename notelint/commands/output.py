"""Where the output of a command goes: standard output, or a file that is written whole or not at all; and progress."""

from __future__ import annotations

import os
import stat
import sys
import time
from contextlib import suppress

from notelint.errors import NotelintError
from notelint.report.style import printable_start
from notelint.source import encoded
from notelint.typing import TYPE_CHECKING
from notelint.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO, TypeVar

    _Item = TypeVar("_Item")


def write_output(
    pieces: Iterable[str | bytes],
    path: str | None = None,
    stream: TextIO | None = None,
    progress: Progress | None = None,
) -> None:
    """Write pieces of text (or of a binary format) to a file, or else to a stream (standard output).

    The progress of what makes the pieces goes out of their way.

    The stream is flushed: what is then written to another one stands behind it, also where both lead to one log.
    """
    if path is not None:
        write_file(path, (piece if isinstance(piece, bytes) else encoded(piece) for piece in pieces))
        return
    stream = stream or sys.stdout
    for piece in pieces:
        if piece and progress:
            progress.clear()
        _print(piece, stream)
    _print("", stream, flush=True)


def _print(piece: str | bytes, stream: TextIO, *, flush: bool = False) -> None:
    try:
        if isinstance(piece, bytes):
            stream.buffer.write(piece)
            stream.buffer.flush()
        else:
            print(piece, end="", file=stream, flush=flush)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NotelintError(f"standard output: cannot be written: {error.strerror}") from error


def complain(errors: Iterable[NotelintError]) -> None:
    """One line on standard error for each error."""
    for error in errors:
        say(f"notelint: {error}")


def say(line: str) -> None:
    """Print a line on standard error."""
    print(printable_start(line), file=sys.stderr, flush=True)


def wants_color(stream: TextIO) -> bool:
    """Whether to color the output to a stream: https://no-color.org, https://force-color.org, else on a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


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
