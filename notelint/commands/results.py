"""Work on many files: what is known is not done again, the rest is done here or by several processes, in order."""

from __future__ import annotations

import os

from notelint.commands.inputs import Input, read_input
from notelint.commands.tally import Tally
from notelint.digest import digest
from notelint.errors import NotelintError
from notelint.outcome import Outcome
from notelint.source import encoded
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from typing import TypeVar

    from notelint.cache import Entry
    from notelint.commands.known import Known
    from notelint.diagnostic import Diagnostic, Safety, Severity

    _Done = TypeVar("_Done", "Result", "Reported")

_SAMPLE = 4  # files by which it is judged how much work is left
_WORTH = 256 * 1024  # bytes that are left to be checked: for less, other processes take longer to begin than they save
_MANY = 1000  # files that are worth it where all is known, too
_FEWEST, _MOST = 8, 64  # files that a process is given at a time
_AHEAD = 8  # times as many are begun before the first is done with

_NOTHING: tuple[str, Mapping[Severity, int], Mapping[Safety, int]] = ("", {}, {})


class Result(NamedTuple):
    """What is left to report of a file; `outcome` is None where that was known before, else `entry` is to be kept."""

    input: Input
    left: Sequence[Diagnostic]
    outcome: Outcome | None = None
    entry: Entry | None = None

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.input.path

    @property
    def content(self) -> str:
        """A digest of what the outcome is about."""
        return digest(self.input.data if not self.outcome or self.outcome.text is None else encoded(self.outcome.text))

    @property
    def checked(self) -> int:
        """The bytes that were not known."""
        return len(self.input.data) if self.outcome else 0


class Reported(NamedTuple):
    """A result with the report on it as text in the place of what was found; the counts are those of a tally."""

    path: str
    text: str
    severities: Mapping[Severity, int]
    fixes: Mapping[Safety, int]
    outcome: Outcome | None
    entry: Entry | None
    content: str
    checked: int


def looker(
    work: Callable[[Input], Outcome],
    known: Known | None,
    stdin_name: str,
    *,
    suffices: Callable[[Sequence[Diagnostic]], bool] = lambda _: True,
) -> Callable[[str], Result]:
    """A function from a path to its result: what is known, where that suffices, else what the work on it gives."""

    def look(path: str) -> Result:
        try:
            each = read_input(path, stdin_name)
        except NotelintError as error:
            return _faulty(path, str(error))
        found = known.find(each) if known else None
        if found is not None and suffices(found):
            return Result(each, found)
        outcome = work(each)
        return Result(each, outcome.left, outcome, known.entry(outcome) if known else None)

    return look


def reporter(write: Callable[[Iterable[Diagnostic]], Iterator[str]]) -> Callable[[Result], Reported]:
    """A function from a result to the report on it."""

    def report(found: Result) -> Reported:
        text, severities, fixes = _written(found.left, write) if found.left else _NOTHING
        outcome = found.outcome._replace(left=()) if found.outcome else None
        content = found.content if found.entry else ""
        return Reported(found.path, text, severities, fixes, outcome, found.entry, content, found.checked)

    return report


def _written(
    found: Sequence[Diagnostic], write: Callable[[Iterable[Diagnostic]], Iterator[str]]
) -> tuple[str, dict[Severity, int], dict[Safety, int]]:
    tally = Tally()
    text = "".join(write(tally.counting(found)))
    return text, dict(tally.severities), dict(tally.fixes)


def whole(found: Result) -> Result:
    """A result as it is."""
    return found


def results(
    paths: Sequence[str],
    look: Callable[[str], Result],
    finish: Callable[[Result], _Done],
    known: Known | None,
    jobs: int,
) -> Generator[_Done, None, None]:
    """What `finish` (`whole` or a `reporter`) makes of the result for each file, in order.

    With one job a file is looked at when its result is asked for, and not before.
    """
    try:
        for each in _done(paths, look, finish, known, jobs):
            if known and each.entry:
                known.keep(each.path, each.content, each.entry)
            yield each
    finally:
        if known:
            known.save()


def usable_jobs(asked: int | None) -> int:
    """How many processes to use: as many as were asked for, else as this one may use processors."""
    if not hasattr(os, "fork"):
        return 1
    return asked or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _faulty(path: str, fault: str) -> Result:
    return Result(Input(path, b""), (), Outcome(faults=(fault,)))


def _done(
    paths: Sequence[str],
    look: Callable[[str], Result],
    finish: Callable[[Result], _Done],
    known: Known | None,
    jobs: int,
) -> Iterator[_Done]:
    """The same, from here until there is work enough for others."""
    checked = 0
    for number, path in enumerate(paths):
        left = len(paths) - number
        if jobs > 1 and number >= _SAMPLE and (left >= _MANY or checked * left >= _WORTH * number):
            if known:
                known.read_all()
            yield from _done_by_others(_batches(paths[number:], jobs), look, finish, jobs)
            return
        each = finish(look(path))
        checked += each.checked
        yield each


def _done_by_others(
    batches: Iterable[Sequence[str]], look: Callable[[str], Result], finish: Callable[[Result], _Done], jobs: int
) -> Iterator[_Done]:
    """The same, from other processes. What this one has imported and read by now they need not."""
    from notelint.jobs import ForkExecutor, in_order  # noqa: PLC0415 - most runs are short

    def lost(path: str, error: Exception) -> _Done:
        return finish(_faulty(path, f"{path}: was not checked: its process ended with {error}; --jobs 1 uses none"))

    def work(path: str) -> _Done:
        return finish(look(path))

    with ForkExecutor(jobs, known=[work]) as executor:
        for batch in in_order(executor, work, batches, lost, ahead=_AHEAD * jobs):
            yield from batch


def _batches(paths: Sequence[str], jobs: int) -> Iterator[Sequence[str]]:
    """The files in batches that become smaller, so that all processes end at about the same time."""
    begun = 0
    while begun < len(paths):
        size = min(max((len(paths) - begun) // (4 * jobs), _FEWEST), _MOST)
        yield paths[begun : begun + size]
        begun += size
