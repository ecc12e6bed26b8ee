"""The command line: which verb is asked for, and how a run ends."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from importlib import import_module

from notelint import __version__
from notelint.errors import NotelintError, did_you_mean
from notelint.options import parser_of
from notelint.paths import absolute
from notelint.typing import TYPE_CHECKING
from notelint.verbs import VERBS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from typing import TextIO


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb.

    Gives 0 where all is well, 1 where `check` found something, 2 where an input, an option or the configuration is to
    be fixed, 130 after an interrupt, 141 where the reader of the output has gone.
    """
    if argv is None:  # this process is notelint's own
        _look_for_cycles_less()
    _speak_utf8()
    arguments = sys.argv[1:] if argv is None else argv
    try:
        if not arguments:
            sys.stderr.write(parser_of(VERBS.values()).format_help())
            return 2
        if answer := _answer(arguments):
            sys.stdout.write(answer)
            return 0
        verb, options = _read(arguments)
        _see_where_we_are()
        code: int = import_module(f"notelint.commands.{verb}").run(options)
    except NotelintError as error:
        import_module("notelint.commands.output").complain([error])
        return 2
    except BrokenPipeError:
        # Python flushes standard output once more at its end: that must not fail too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130
    return code


def _look_for_cycles_less() -> None:
    """A document is of very many parts, and few of them refer back: to look as often as Python does takes too long."""
    gc.set_threshold(50_000, 20, 100)
    atexit.register(gc.freeze)  # nor does anybody look for them at the end, which takes a tenth of a short run


def _see_where_we_are() -> None:
    """Raises NotelintError where the working folder is no more, from which all paths count."""
    try:
        absolute(".")
    except OSError as error:
        raise NotelintError("the working folder has been deleted: go to one that is there") from error


def _speak_utf8() -> None:
    """Text and line ends go out as they are, also where the locale would have them otherwise.

    Python has no stream where a caller closed it (`>&-`): then nobody reads, and what is written goes nowhere.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


def _nowhere() -> TextIO:
    from pathlib import Path  # noqa: PLC0415 - for the rare run with a closed stream

    return Path(os.devnull).open("w", encoding="utf-8")


def _read(arguments: Sequence[str]) -> tuple[str, Namespace]:
    """The verb that arguments name, and its options. Raises NotelintError where they are wrong."""
    verb, *others = arguments
    if verb == "help" and others:
        verb, *others = others[0], "--help"
    if verb in VERBS:
        return verb, VERBS[verb].parse(others)
    if verb.startswith("-"):
        after = f"options come after the verb, as in `notelint check {verb}`"
        raise NotelintError(f"{verb}: {did_you_mean(verb, ('--help', '--version'), after)}")
    if os.path.lexists(verb):
        raise NotelintError(f"{verb!r} is a path, not a verb: `notelint check {verb}` checks it")
    verbs = f"the verbs are {', '.join(VERBS)}"
    raise NotelintError(f"unknown verb {verb!r}: {did_you_mean(verb, VERBS, verbs)}")


def _answer(arguments: Sequence[str]) -> str | None:
    """What is printed for arguments that ask of notelint itself, before any verb; None where there is a verb."""
    if arguments[0] in {"-V", "--version"}:
        return f"notelint {__version__} (Python {'.'.join(map(str, sys.version_info[:3]))})\n"
    if arguments[0] in {"-h", "--help"} or [*arguments] == ["help"]:
        return parser_of(VERBS.values()).format_help()
    return None
