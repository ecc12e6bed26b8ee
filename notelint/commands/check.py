"""`notelint check`: report where notes fall short, and fix them."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import closing
from functools import partial
from itertools import chain

from notelint.commands.output import Progress, complain, say, wants_color, write_output
from notelint.commands.tally import Tally, closing_lines, exit_code
from notelint.config import configurations
from notelint.dataclass import dataclass
from notelint.diagnostic import Safety
from notelint.engine.earlier import earlier_findings
from notelint.engine.inputs import STDIN, input_paths, named_paths, read_input, read_inputs, refuse_unread_name
from notelint.engine.outcome import keyed
from notelint.engine.settings import Settings
from notelint.engine.work import Jobs, Work, usable_jobs
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.report import REPORTS
from notelint.report.style import printable_patch
from notelint.report.text import counted
from notelint.source import encoded
from notelint.typing import TYPE_CHECKING, NamedTuple
from notelint.writing import write_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from typing import TextIO, TypeVar

    from notelint.diagnostic import Diagnostic
    from notelint.engine.inputs import Input
    from notelint.engine.outcome import Outcome
    from notelint.note.model import Document
    from notelint.source import Source

    _Item = TypeVar("_Item", Input, Outcome)

    _Write = Callable[[Iterable[Diagnostic]], Iterator[str]]


@dataclass(frozen=True)
class CheckOptions:
    """Each has the name of its option; None where that was not given."""

    paths: list[str]
    stdin_filename: str
    output: str | None
    schema: str | None
    config: list[str]
    isolated: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    fix_only: bool
    show_fixes: bool
    select: list[str] | None
    ignore: list[str] | None
    vault: bool
    ignore_suppressions: bool
    add_ignore: str | None
    baseline: str | None
    no_baseline: bool
    diff_base: str | None
    output_format: str
    statistics: bool
    fail_on: str
    exit_zero: bool
    exit_non_zero_on_fix: bool
    jobs: int | None
    timeout: int
    no_cache: bool
    watch: bool
    force_exclude: bool
    quiet: bool
    verbose: bool
    no_color: bool

    @property
    def fixing(self) -> bool:
        """Whether files are written."""
        return (self.fix or self.fix_only) and not self.diff

    @property
    def fixes(self) -> Sequence[Safety]:
        """The fixes to apply, or to show."""
        if not (self.fixing or self.diff):
            return ()
        return tuple(Safety) if self.unsafe_fixes else (Safety.SAFE,)

    @property
    def is_cached(self) -> bool:
        """Whether what earlier runs found may count, and what this one finds is kept."""
        return not (self.no_cache or self.vault or self.diff_base or self.add_ignore is not None)

    @property
    def settings(self) -> Settings:
        """What the findings depend on."""
        return Settings(
            self.schema,
            tuple(self.select or ()),
            tuple(self.ignore or ()),
            suppressions=not self.ignore_suppressions,
            baselines=not self.no_baseline,
            baseline=self.baseline,
            vault=self.vault,
            since=self.diff_base,
        )

    def refuse_what_does_not_go_together(self) -> None:
        """Raise NotelintError where one option makes another mean nothing."""
        refuse_unread_name(self.stdin_filename, self.paths)
        fixing = self.fix or self.fix_only
        if self.unsafe_fixes and not (fixing or self.diff):
            raise NotelintError("--unsafe-fixes says which fixes to apply: add --fix or --diff")
        if self.vault and (fixing or self.diff):
            raise NotelintError("--vault only reports: remove --fix and --diff")
        if self.add_ignore is not None and (fixing or self.diff or self.vault or STDIN in self.paths):
            raise NotelintError("--add-ignore writes into files: remove --fix, --diff, --vault and -")
        if self.add_ignore is not None and ("--" in self.add_ignore or ">" in self.add_ignore):
            ends = "the reason stands in a comment, which -- and > could end"
            raise NotelintError(f"--add-ignore: {ends}: leave them out")
        if self.statistics and self.output_format not in {"full", "concise"}:
            raise NotelintError(f"--statistics has its own format: remove --output-format {self.output_format}")


def run(arguments: Namespace) -> int:
    """Check all inputs; 2 where one could not be read or fixed, 1 where something was found, else 0.

    With `--diff`, 1 stands for something to fix. With `--watch` it only ends by an interrupt.
    """
    options = CheckOptions(**vars(arguments))
    if options.watch:
        from notelint.commands.watch import watch  # noqa: PLC0415 - most runs end

        watch(options, _check)
    return _check(options)


class _Run(NamedTuple):
    """One check: what it is about, and what has come of it so far."""

    options: CheckOptions
    paths: list[str]
    work: Work
    tally: Tally
    errors: list[NotelintError]
    progress: Progress


def _check(options: CheckOptions, only: frozenset[str] | None = None) -> int:
    """Check the inputs, or those that are among the paths `only`."""
    options.refuse_what_does_not_go_together()
    errors: list[NotelintError] = []
    files = Files(named_paths(options.paths, options.stdin_filename))
    config_of = configurations(files, options.config, isolated=options.isolated)
    paths = input_paths(options.paths, files, config_of, errors.append, force_exclude=options.force_exclude)
    if only is not None and not options.vault:
        paths = [path for path in paths if path in only]
    is_cached = options.is_cached and paths not in ([], [STDIN])
    earlier = earlier_findings(options.settings, files, config_of, paths[0]) if is_cached else None
    read = partial(read_input, stdin_name=options.stdin_filename)
    several = len(paths) > 1
    work = Work(files, config_of, options.settings, read, options.fixes, earlier, options.timeout, with_keys=several)
    progress = Progress(quiet=options.quiet or options.verbose)
    run = _Run(options, paths, work, Tally(), errors, progress)
    if options.add_ignore is not None:
        _add_ignore(run, options.add_ignore)
        complain(errors)
        return 2 if errors else 0
    stream = sys.stderr if _filters(run) else sys.stdout
    write = _report(options, stream)
    with closing(_in_vault(run, write) if options.vault else _by_itself(run, write)) as pieces:
        write_output(pieces, options.output, stream, progress)
    complain(errors)
    if not options.quiet and (paths or not (errors or only)):
        run.tally.known.update(_known(run))
        for line in closing_lines(run.tally, paths, options):
            say(line)
    return 2 if errors else exit_code(run.tally, options)


def _known(run: _Run) -> Mapping[str, int]:
    """How many findings of the files the baselines know, by the path of each."""
    known: Counter[str] = Counter()
    for path in run.paths:
        if run.work.settings.baseline_of(run.work.config_of(path)) and (
            baseline := run.work.checker.baseline_of(path)
        ):
            known[baseline.path] += sum(baseline.of(path).values())
    return known


def _sources(run: _Run) -> Iterator[Source]:
    inputs = read_inputs(run.paths, run.options.stdin_filename, run.errors.append)
    return (each.source for each in _announced(inputs, run))


def _announced(items: Iterable[_Item], run: _Run) -> Iterator[_Item]:
    """The same, with their progress; with `--verbose` each file is named as it passes, with its configuration."""
    for each in run.progress.over(items, len(run.paths)):
        if run.options.verbose:
            names = [layer.name for layer in reversed(run.work.config_of(each.path).layers)]
            say(f"notelint: {each.path}: {', over '.join(names) or 'no configuration'}")
        yield each


def _in_vault(run: _Run, write: _Write) -> Generator[str, None, None]:
    """The report on files that are compared with each other."""
    checker = run.work.checker
    documents = [*checker.documents(_sources(run), run.errors.append)]
    run.tally.notes.update(bool(each.notes) for each in documents)
    found = checker.find_in_vault(documents, run.errors.append)
    yield from write(run.tally.counting(chain.from_iterable(found)))


def _by_itself(run: _Run, write: _Write) -> Generator[str, None, None]:
    """The report on files of which each is checked or fixed by itself."""
    options = run.options
    # What a fix writes is read by the check of another note that links to it: one after the other.
    jobs = Jobs(1, options.timeout) if options.fixing else usable_jobs(options.jobs, options.timeout)
    with closing(run.work.outcomes(run.paths, jobs)) as worked:
        outcomes = _announced(run.tally.noting(worked), run)
        if run.work.fixes and run.paths != [STDIN]:
            from notelint.engine.fix import following  # noqa: PLC0415 - few runs rename anything

            outcomes = following(outcomes, run.work.checker, options.paths, lambda error: complain([error]))
        outcomes = keyed(outcomes)
        if options.diff:
            yield from run.tally.differing(_differences(outcomes, run.errors.append, exact=options.output is not None))
        else:
            left = _kept(outcomes, run) if options.fixing else _found(outcomes, run)
            found = (() for _ in left) if options.fix_only else left
            yield from write(run.tally.counting(chain.from_iterable(found)))


def _report(options: CheckOptions, stream: TextIO) -> Callable[[Iterable[Diagnostic]], Iterator[str]]:
    color = options.output is None and not options.no_color and wants_color(stream)
    if options.statistics:
        from notelint.report.text import write_statistics  # noqa: PLC0415 - few runs count

        return partial(write_statistics, color=color)
    return partial(REPORTS[options.output_format], color=color)


def _found(outcomes: Iterable[Outcome], run: _Run) -> Iterator[Sequence[Diagnostic]]:
    """What is to be reported. Raises NotelintError where a file could not be checked."""
    for each in outcomes:
        if each.error:
            raise NotelintError(each.error)
        _complain_of(each, run.errors.append)
        yield each.left


def _complain_of(outcome: Outcome, on_error: Callable[[NotelintError], None]) -> None:
    for fault in (*outcome.faults, *filter(None, [outcome.error])):
        on_error(NotelintError(fault))


def _filters(run: _Run) -> bool:
    """Whether fixed text goes to standard output, so that the report must go elsewhere."""
    return run.options.fixing and run.paths == [STDIN]


def _kept(outcomes: Iterable[Outcome], run: _Run) -> Iterator[Sequence[Diagnostic]]:
    """Write each fixed text to where it came from, if it differs, and give what is left to report.

    What comes from standard input goes, changed or not, to standard output.
    """
    for each in outcomes:
        _complain_of(each, run.errors.append)
        if each.error:
            continue
        try:
            if _filters(run):
                write_output([each.input.source.text if each.text is None else each.text])
            elif each.text is not None:
                write_file(each.path, [encoded(each.text)], was=each.input.data)
        except NotelintError as error:
            run.errors.append(error)
        else:
            run.tally.add_fixed(each.path, each.applied)
        yield each.left


def _differences(
    outcomes: Iterable[Outcome], on_error: Callable[[NotelintError], None], *, exact: bool
) -> Iterator[str]:
    """What the fixes change in each file that they change, as a unified diff; `exact`, or for people to look at."""
    from notelint.difference import unified_diff  # noqa: PLC0415 - most runs compare nothing

    for each in outcomes:
        _complain_of(each, on_error)
        if each.text is not None:
            text = "".join(unified_diff(each.input.source.text, each.text, each.path))
            yield text if exact else printable_patch(text)


def _add_ignore(run: _Run, reason: str) -> None:
    """Write comments that hide what is found today into the files, and say how many findings they hide."""
    from notelint.engine.hide import hide  # noqa: PLC0415 - it brings the records along, which a plain check does not need
    from notelint.engine.limits import on_file  # noqa: PLC0415 - as above

    checker = run.work.checker

    def hidden_in(source: Source) -> tuple[Document, int]:
        return hide(checker.document(source), checker.find, checker.document, reason)

    hidden = files = 0
    for source in _sources(run):
        try:
            document, count = on_file(source, partial(hidden_in, source), run.options.timeout, "was not changed")
            if count:
                write_file(source.path, [document.source.data], was=source.data)
        except NotelintError as error:
            run.errors.append(error)
        else:
            hidden += count
            files += bool(count)
    if not run.options.quiet:
        say(f"Hid {counted(hidden, 'problem')} in {counted(files, 'file')}.")
