"""Work on many files in order, here or by several processes; and the check of them, by what earlier runs found."""

from __future__ import annotations

import os
from contextlib import closing
from functools import partial
from posixpath import dirname

from notelint.dataclass import cached_property, dataclass
from notelint.engine.inputs import Input
from notelint.engine.outcome import Outcome
from notelint.errors import NotelintError
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterator, Sequence
    from typing import Protocol, TypeVar

    from notelint.config import Config
    from notelint.diagnostic import Safety
    from notelint.engine.checker import Checker
    from notelint.engine.earlier import Earlier
    from notelint.engine.settings import Settings
    from notelint.files import Files

    class _OfWork(Protocol):
        @property
        def worked_on(self) -> int: ...

    _Done = TypeVar("_Done", bound=_OfWork)


_SAMPLE = 4  # files by which it is judged how much work is left
_WORTH = 256 * 1024  # bytes that are left to work on: for less, other processes take longer to begin than they save
_MANY = 1000  # files that are worth it where all is known, too
_FEWEST, _MOST = 8, 64  # files that a process is given at a time


class Jobs(NamedTuple):
    """How many processes to use, and the seconds after which one that is at the same file is ended."""

    processes: int
    seconds: float


def usable_jobs(processes: int | None, seconds: float) -> Jobs:
    """As many processes as were asked for, else as this one may use processors."""
    if not hasattr(os, "fork"):
        return Jobs(1, seconds)
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Jobs(processes or usable, seconds)


def in_parallel(
    paths: Sequence[str],
    work: Callable[[str], _Done],
    lost: Callable[[str, str], _Done],
    jobs: Jobs,
    *,
    prepare: Callable[[], None] = lambda: None,
) -> Generator[_Done, None, None]:
    """What the work on each file gives, in order; that says how many bytes were `worked_on`.

    `lost` makes what stands for a file whose process dies or takes too long, of its path and of what happened;
    `prepare` is called before other processes begin, which know all that this one knows by then. With one process a
    file is worked on when its result is asked for, and not before.
    """
    worked_on = 0
    for number, path in enumerate(paths):
        left = len(paths) - number
        if jobs.processes > 1 and number >= _SAMPLE and (left >= _MANY or worked_on * left >= _WORTH * number):
            prepare()
            yield from _by_others(paths[number:], work, lost, jobs)
            return
        done = work(path)
        worked_on += done.worked_on
        yield done


def _by_others(
    paths: Sequence[str], work: Callable[[str], _Done], lost: Callable[[str, str], _Done], jobs: Jobs
) -> Generator[_Done, None, None]:
    """The same, from other processes. What this one has imported and read by now they need not."""
    from notelint.jobs import in_order  # noqa: PLC0415 - most runs are short

    def explained(path: str, how: str) -> _Done:
        return lost(
            path,
            f"{how}; --timeout allows for more"
            if how.startswith("took")
            else f"its process {how}; --jobs 1 uses none",
        )

    batches = _batches(paths, jobs.processes)
    return in_order(work, batches, explained, jobs=jobs.processes, seconds=jobs.seconds)


def _batches(paths: Sequence[str], jobs: int) -> Iterator[Sequence[str]]:
    """The files in batches that become smaller, so that all processes end at about the same time.

    As far as that goes, one process gets the files of one folder: it reads the siblings of them all.
    """
    begun = 0
    while begun < len(paths):
        end = begun + min(max((len(paths) - begun) // (4 * jobs), _FEWEST), _MOST)
        while end < min(begun + _MOST, len(paths)) and dirname(paths[end]) == dirname(paths[end - 1]):
            end += 1
        yield paths[begun:end]
        begun = end


@dataclass(frozen=True)
class Work:
    """What is to be done with each file that `read` reads: to check it, or to apply `fixes` of these kinds.

    `seconds` are those that one file may take. With `with_keys`, outcomes have the keys of their notes (see `keyed`).
    """

    files: Files
    config_of: Callable[[str], Config]
    settings: Settings
    read: Callable[[str], Input]
    fixes: Collection[Safety] = ()
    earlier: Earlier | None = None
    seconds: float | None = None
    with_keys: bool = False

    @cached_property
    def checker(self) -> Checker:
        """What finds and fixes; where all is known it is not needed."""
        from notelint.engine.checker import Checker  # noqa: PLC0415 - it brings all rules along

        return Checker(self.files, self.config_of, self.settings, self.seconds)

    def outcome(self, path: str) -> Outcome:
        """What comes of a file."""
        try:
            each = self.read(path)
        except NotelintError as error:
            return _lost(path, str(error))
        found = self.earlier and self.earlier.find(each)
        if found and self._suffices(found):
            return found
        work = partial(self.checker.outcome, each, self.fixes, with_keys=self.with_keys)
        outcome, questions = self.files.observed(work)
        if self.earlier is None or outcome.error or outcome.faults:
            return outcome
        return outcome._replace(facts=self.earlier.facts(questions))

    def _suffices(self, found: Outcome) -> bool:
        """Whether nothing is to be fixed, or asked, of a file of which that was found."""
        if self.with_keys and found.keys is None:
            return False
        return not any(each.finding.fix and each.finding.fix.safety in self.fixes for each in found.left)

    def outcomes(self, paths: Sequence[str], jobs: Jobs) -> Generator[Outcome, None, None]:
        """What comes of each file, in order; what is new is kept for later runs."""
        earlier = self.earlier
        prepare = earlier.read_all if earlier else lambda: None
        try:
            with closing(in_parallel(paths, self.outcome, _not_checked, jobs, prepare=prepare)) as outcomes:
                for outcome in outcomes:
                    if earlier:
                        earlier.keep(outcome)
                    yield outcome
        finally:
            if earlier:
                earlier.save()


def _not_checked(path: str, how: str) -> Outcome:
    return _lost(path, f"{path}: was not checked: {how}")


def _lost(path: str, fault: str) -> Outcome:
    return Outcome(Input(path, b""), faults=(fault,))
