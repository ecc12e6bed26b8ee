"""Where a command's output goes: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import sys

from notelint.errors import NotelintError
from notelint.report.style import printable_start
from notelint.source import encoded
from notelint.typing import TYPE_CHECKING
from notelint.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from notelint.commands.progress import Progress


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
