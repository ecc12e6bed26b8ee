"""What is found in many files: what is known is not looked for again, the rest is reported on where it is found."""

from __future__ import annotations

from notelint.commands.parallel import in_parallel
from notelint.commands.tally import Tally
from notelint.engine.inputs import Input, read_input
from notelint.engine.outcome import Outcome
from notelint.errors import NotelintError
from notelint.source import digest, encoded
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from typing import TypeVar

    from notelint.cache import Entry
    from notelint.commands.parallel import Jobs
    from notelint.diagnostic import Diagnostic, Safety, Severity
    from notelint.engine.known import Known

    _Done = TypeVar("_Done", "Result", "Reported")

_NOTHING: tuple[str, Mapping[Severity, int], Mapping[Safety, int]] = ("", {}, {})


class Result(NamedTuple):
    """What is left to report of a file; `outcome` is None where that was known before, else `entry` is to be kept.

    `holds_note` is that of the outcome, also where it was known.
    """

    input: Input
    left: Sequence[Diagnostic]
    outcome: Outcome | None = None
    entry: Entry | None = None
    holds_note: bool | None = None

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.input.path

    @property
    def content(self) -> str:
        """A digest of what the outcome is about."""
        return digest(self.input.data if not self.outcome or self.outcome.text is None else encoded(self.outcome.text))

    @property
    def worked_on(self) -> int:
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
    worked_on: int
    holds_note: bool | None


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
        if found is not None and suffices(found.left):
            return Result(each, found.left, holds_note=found.holds_note)
        outcome = work(each)
        return Result(each, outcome.left, outcome, known.entry(outcome) if known else None, outcome.holds_note)

    return look


def reporter(write: Callable[[Iterable[Diagnostic]], Iterator[str]]) -> Callable[[Result], Reported]:
    """A function from a result to the report on it."""

    def report(found: Result) -> Reported:
        text, severities, fixes = _written(found.left, write) if found.left else _NOTHING
        outcome = found.outcome._replace(left=()) if found.outcome else None
        content = found.content if found.entry else ""
        done = (found.entry, content, found.worked_on, found.holds_note)
        return Reported(found.path, text, severities, fixes, outcome, *done)

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
    jobs: Jobs,
) -> Generator[_Done, None, None]:
    """What `finish` (`whole` or a `reporter`) makes of the result for each file, in order."""

    def work(path: str) -> _Done:
        return finish(look(path))

    def lost(path: str, how: str) -> _Done:
        return finish(_faulty(path, f"{path}: was not checked: {how}"))

    def prepare() -> None:
        if known:
            known.read_all()

    try:
        for each in in_parallel(paths, work, lost, jobs, prepare=prepare):
            if known and each.entry:
                known.keep(each.path, each.content, each.entry)
            yield each
    finally:
        if known:
            known.save()


def _faulty(path: str, fault: str) -> Result:
    return Result(Input(path, b""), (), Outcome(faults=(fault,)))
