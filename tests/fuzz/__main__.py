"""Look for inputs on which a property of notelint does not hold: `python -m tests.fuzz [--help]`.

Each property has its turn, again and again, until the time is over. What is found is made as small as it can be,
printed, and kept in a folder, so that the next run tries it first. With --guided (where atheris is installed) inputs
are chosen by the code that they reach.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import signal
import subprocess
import sys
import traceback
from collections import Counter, deque
from contextlib import suppress
from functools import wraps
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.fuzz.properties import PROPERTIES

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from types import FrameType

_ROOT = str(Path(__file__).parents[2])
_LONGEST = 60  # seconds of CPU for one input: whatever takes longer hangs, to a user
_SLICE = 120  # seconds of one turn where inputs are guided
_PROGRESS = re.compile(r"^#(\d+)\s.*\bcov: (\d+)", re.MULTILINE)  # how libFuzzer says what it tried and reached


def main() -> int:
    """Run what the command line asks for; 1 where a property was broken."""
    options = _parser().parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    if options.guide:
        _guide(options)
    end = monotonic() + options.minutes * 60
    tried: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    broken: set[str] = set()
    waiting = deque(options.only or PROPERTIES)
    with suppress(KeyboardInterrupt):
        while waiting and monotonic() < end:
            name = waiting.popleft()
            if options.guided:
                inputs, branches = _guided(name, options, min(_SLICE, end - monotonic()))
                tried[name] += inputs
                reached[name] = max(reached[name], branches)
            if not _holds(name, options, tried):
                broken.add(name)  # and it would only find the same again
            elif not options.same:
                waiting.append(name)
    for name, count in tried.items():
        how_far = f", {reached[name]} branches of code" if reached[name] else ""
        print(f"{name}: {count} inputs{how_far}{', BROKEN' * (name in broken)}")
    return 1 if broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, metavar="N", help="how long (default: 5)")
    parser.add_argument("--only", action="append", choices=PROPERTIES, metavar="NAME", help=", ".join(PROPERTIES))
    parser.add_argument("--turn", type=int, default=100, metavar="N", help="inputs of one turn (default: 100)")
    parser.add_argument("--same", action="store_true", help="one turn each, with the same inputs in every run")
    parser.add_argument("--guided", action="store_true", help="choose inputs by the code that they reach")
    parser.add_argument("--guide", help=argparse.SUPPRESS)
    parser.add_argument(
        "--keep",
        type=Path,
        default=Path(".hypothesis/fuzz"),
        metavar="DIR",
        help="found inputs (default: %(default)s)",
    )
    return parser


def _test(name: str, options: Namespace, tried: Counter[str]) -> Callable[[], None]:
    """A property as a test of hypothesis: found inputs come first; each is counted, and must not hang."""
    check, inputs = PROPERTIES[name]

    @wraps(check)
    def counted(**arguments: object) -> None:
        tried[name] += 1
        signal.setitimer(signal.ITIMER_VIRTUAL, _LONGEST)
        try:
            check(**arguments)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    signal.signal(signal.SIGVTALRM, _hangs)
    how = settings(
        max_examples=options.turn,
        deadline=None,
        derandomize=options.same,
        database=None if options.same else DirectoryBasedExampleDatabase(options.keep),
        suppress_health_check=list(HealthCheck),
    )
    return how(given(*inputs)(counted))


def _hangs(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"this input takes more than {_LONGEST} seconds")


def _holds(name: str, options: Namespace, tried: Counter[str]) -> bool:
    try:
        _test(name, options, tried)()
    except Exception as error:  # noqa: BLE001 - whatever it is, it was found
        print(f"\n==== {name} is broken\n{_shown(error)}", flush=True)
        return False
    return True


def _shown(error: BaseException) -> str:
    """The error, its input, and of the way to it only what is ours; of several errors each."""
    if isinstance(error, BaseExceptionGroup):
        return "\n".join(map(_shown, error.exceptions))
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if f"{_ROOT}{os.sep}" in frame.filename]
    notes: list[str] = getattr(error, "__notes__", [])
    return "".join(
        [*traceback.format_list(ours), f"{type(error).__name__}: {error}\n", *(f"{note}\n" for note in notes)]
    )


def _guided(name: str, options: Namespace, seconds: float) -> tuple[int, int]:
    """A turn of guided inputs, in a process of its own: libFuzzer ends the one it runs in.

    How many inputs there were, and how many branches of the code they reach, with those of earlier turns.
    """
    if not importlib.util.find_spec("atheris"):
        raise SystemExit("--guided needs atheris: pip install atheris")
    corpus = options.keep / "guided" / name
    corpus.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzz", "--guide", name, "--minutes", str(seconds / 60)]
    run = subprocess.run(
        [*command, "--keep", str(options.keep)], check=False, stderr=subprocess.PIPE, text=True, errors="replace"
    )
    inputs, branches = max(((int(a), int(b)) for a, b in _PROGRESS.findall(run.stderr)), default=(0, 0))
    return inputs, branches


def _guide(options: Namespace) -> None:
    """Never returns."""
    import atheris  # noqa: PLC0415 - it is large, few machines have it, and it changes the process

    name = options.guide
    atheris.instrument_all()
    fuzz = _test(name, options, Counter()).hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    corpus = options.keep / "guided" / name
    limit = f"-max_total_time={max(1, int(options.minutes * 60))}"
    atheris.Setup([sys.argv[0], str(corpus), limit, f"-artifact_prefix={options.keep}/", "-max_len=8192"], fuzz)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
