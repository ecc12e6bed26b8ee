"""The check of many files, and their fixes: what is known of one is not looked for again."""

from __future__ import annotations

from contextlib import closing
from functools import partial

from notelint.dataclass import cached_property, dataclass
from notelint.engine.inputs import Input
from notelint.engine.outcome import Outcome
from notelint.engine.parallel import in_parallel
from notelint.errors import NotelintError
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Sequence

    from notelint.config import Config
    from notelint.diagnostic import Safety
    from notelint.engine.checker import Checker
    from notelint.engine.earlier import Earlier
    from notelint.engine.parallel import Jobs
    from notelint.engine.settings import Settings
    from notelint.files import Files


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
