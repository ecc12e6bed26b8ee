"""`notelint check`: report where notes fall short, and fix them."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import closing
from functools import cache, partial
from itertools import chain

from notelint.commands.output import complain, say, wants_color, write_output
from notelint.commands.parallel import Jobs, usable_jobs
from notelint.commands.results import Reported, Result, looker, reporter, results, whole
from notelint.commands.tally import Tally, closing_lines, exit_code
from notelint.config import configurations
from notelint.diagnostic import Safety
from notelint.engine.inputs import (
    STDIN,
    Input,
    input_paths,
    named_paths,
    read_inputs,
    refuse_unread_name,
)
from notelint.engine.known import known_findings
from notelint.engine.outcome import Outcome
from notelint.engine.settings import Settings
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.report import BY_FILE, REPORTS
from notelint.report.style import printable_patch
from notelint.report.summary import counted
from notelint.source import encoded
from notelint.typing import TYPE_CHECKING, NamedTuple
from notelint.writing import write_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from typing import TextIO, TypeVar

    from notelint.config import Config
    from notelint.diagnostic import Diagnostic
    from notelint.engine.checker import Checker
    from notelint.source import Source

    _Item = TypeVar("_Item", Input, Result, Reported)
    _Write = Callable[[Iterable[Diagnostic]], Iterator[str]]


def run(options: Namespace) -> int:
    """Check all inputs; 2 where one could not be read or fixed, 1 where something was found, else 0.

    With `--diff`, 1 stands for something to fix. With `--watch` it only ends by an interrupt.
    """
    if options.watch:
        from notelint.commands.watch import watch  # noqa: PLC0415 - most runs end

        watch(options, _check)
    return _check(options)


class _Run(NamedTuple):
    """One check: what it is about, and what has come of it so far."""

    options: Namespace
    settings: Settings
    paths: list[str]
    files: Files
    config_of: Callable[[str], Config]
    checker: Callable[[], Checker]
    tally: Tally
    errors: list[NotelintError]


def _check(options: Namespace, only: frozenset[str] | None = None) -> int:
    """Check the inputs, or those that are among the paths `only`."""
    _refuse_what_does_not_go_together(options)
    errors: list[NotelintError] = []
    files = Files(named_paths(options.paths, options.stdin_filename))
    config_of = configurations(files, options.config, isolated=options.isolated)
    paths = input_paths(options.paths, files, config_of, errors.append, force_exclude=options.force_exclude)
    if only is not None and not options.vault:
        paths = [path for path in paths if path in only]
    settings = _settings(options)
    run = _Run(options, settings, paths, files, config_of, _checker(settings, files, config_of), Tally(), errors)
    if options.add_ignore is not None:
        _add_ignore(run)
        complain(errors)
        return 2 if errors else 0
    stream = sys.stderr if _filters(run) else sys.stdout
    write = _report(options, stream)
    with closing(_in_vault(run, write) if options.vault else _by_itself(run, write)) as pieces:
        write_output(pieces, options.output, stream)
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
        if run.settings.baseline_of(run.config_of(path)) and (baseline := run.checker().baseline_of(path)):
            known[baseline.path] += sum(baseline.of(path).values())
    return known


def _sources(run: _Run) -> Iterator[Source]:
    inputs = read_inputs(run.paths, run.options.stdin_filename, run.errors.append)
    return (each.source for each in _announced(inputs, run))


def _announced(items: Iterable[_Item], run: _Run) -> Iterable[_Item]:
    """The same; with `--verbose` the file of each is named as it passes, with the configuration it has."""
    for each in items:
        if run.options.verbose:
            names = [layer.name for layer in reversed(run.config_of(each.path).layers)]
            say(f"notelint: {each.path}: {', over '.join(names) or 'no configuration'}")
        yield each


def _in_vault(run: _Run, write: _Write) -> Generator[str, None, None]:
    """The report on files that are compared with each other."""
    checker = run.checker()
    documents = [checker.document(each) for each in _sources(run)]
    run.tally.notes.update(bool(each.notes) for each in documents)
    found = checker.find_in_vault(documents)
    yield from write(run.tally.counting(chain.from_iterable(found)))


def _by_itself(run: _Run, write: _Write) -> Generator[str, None, None]:
    """The report on files of which each is checked or fixed by itself."""
    options = run.options
    known = None
    if run.paths and run.paths != [STDIN] and not (options.no_cache or options.diff_base):
        known = known_findings(run.settings, run.files, run.config_of, run.paths[0])
    look = looker(_work(options, run.checker), known, options.stdin_filename, suffices=_suffices(options))
    # What a fix writes is read by the check of another note that links to it: one after the other.
    jobs = Jobs(1, options.timeout) if _fixing(options) else usable_jobs(options)
    if options.output_format in BY_FILE and not (_fixing(options) or options.diff or options.statistics):
        with closing(results(run.paths, look, reporter(write), known, jobs)) as reports:
            yield from _texts(_announced(run.tally.noting(reports), run), run)
        return
    with closing(results(run.paths, look, whole, known, jobs)) as worked:
        done = _announced(run.tally.noting(worked), run)
        if (_fixing(options) or options.diff) and run.paths != [STDIN]:
            done = _followed(done, run)
        if options.diff:
            yield from run.tally.differing(_differences(done, run.errors.append, exact=options.output is not None))
        else:
            left = _kept(done, run) if _fixing(options) else _found(done, run)
            found = (() for _ in left) if options.fix_only else left
            yield from write(run.tally.counting(chain.from_iterable(found)))


def _report(options: Namespace, stream: TextIO) -> Callable[[Iterable[Diagnostic]], Iterator[str]]:
    color = options.output is None and not options.no_color and wants_color(stream)
    if options.statistics:
        from notelint.report.summary import write_statistics  # noqa: PLC0415 - few runs count

        return partial(write_statistics, color=color)
    return partial(REPORTS[options.output_format], color=color)


def _settings(options: Namespace) -> Settings:
    return Settings(
        options.schema,
        tuple(options.select or ()),
        tuple(options.ignore or ()),
        suppressions=not options.ignore_suppressions,
        baselines=not options.no_baseline,
        baseline=options.baseline,
        vault=options.vault,
        since=options.diff_base,
    )


def _checker(settings: Settings, files: Files, config_of: Callable[[str], Config]) -> Callable[[], Checker]:
    """What the settings ask for, once it is needed: where all is known it is not."""

    @cache
    def checker() -> Checker:
        from notelint.engine.checker import Checker  # noqa: PLC0415 - it brings all rules along

        return Checker(files, config_of, settings)

    return checker


def _work(options: Namespace, checker: Callable[[], Checker]) -> Callable[[Input], Outcome]:
    """The work on one file."""

    def work(each: Input) -> Outcome:
        from notelint.engine.checker import check_file, fix_file  # noqa: PLC0415 - not where all is known

        if _fixing(options) or options.diff:
            return fix_file(checker(), each, unsafe=options.unsafe_fixes)
        return check_file(checker(), each)

    return work


def _followed(done: Iterable[Result], run: _Run) -> Iterator[Result]:
    from notelint.commands.following import following  # noqa: PLC0415 - few runs rename anything

    return following(done, run.checker(), run.options.paths)


def _suffices(options: Namespace) -> Callable[[Sequence[Diagnostic]], bool]:
    """Whether the findings of a file are all that is wanted: where none is to be fixed."""
    if not (_fixing(options) or options.diff):
        return lambda _: True
    wanted = {*Safety} if options.unsafe_fixes else {Safety.SAFE}
    return lambda found: not any(each.finding.fix and each.finding.fix.safety in wanted for each in found)


def _fixing(options: Namespace) -> bool:
    return (options.fix or options.fix_only) and not options.diff


def _refuse_what_does_not_go_together(options: Namespace) -> None:
    refuse_unread_name(options.stdin_filename, options.paths)
    fixing = options.fix or options.fix_only
    if options.unsafe_fixes and not (fixing or options.diff):
        raise NotelintError("--unsafe-fixes says which fixes to apply: add --fix or --diff")
    if options.vault and (fixing or options.diff):
        raise NotelintError("--vault only reports: remove --fix and --diff")
    if options.add_ignore is not None and (fixing or options.diff or options.vault or STDIN in options.paths):
        raise NotelintError("--add-ignore writes into files: remove --fix, --diff, --vault and -")
    if options.add_ignore is not None and ("--" in options.add_ignore or ">" in options.add_ignore):
        raise NotelintError("--add-ignore: the reason stands in a comment, which -- and > could end: leave them out")
    if options.statistics and options.output_format not in {"full", "concise"}:
        raise NotelintError(f"--statistics has its own format: remove --output-format {options.output_format}")


def _texts(done: Iterable[Reported], run: _Run) -> Iterator[str]:
    """The reports on files. Raises NotelintError where a file could not be checked."""
    for each in done:
        _stop_or_complain(each.outcome, run)
        run.tally.add(each.path, each.severities, each.fixes)
        yield each.text


def _found(done: Iterable[Result], run: _Run) -> Iterator[Sequence[Diagnostic]]:
    """What is to be reported. Raises NotelintError where a file could not be checked."""
    for each in done:
        _stop_or_complain(each.outcome, run)
        yield each.left


def _stop_or_complain(outcome: Outcome | None, run: _Run) -> None:
    if outcome:
        if outcome.error:
            raise NotelintError(outcome.error)
        _complain_of(outcome, run.errors.append)


def _complain_of(outcome: Outcome, on_error: Callable[[NotelintError], None]) -> None:
    for fault in (*outcome.faults, *filter(None, [outcome.error])):
        on_error(NotelintError(fault))


def _filters(run: _Run) -> bool:
    """Whether fixed text goes to standard output, so that the report must go elsewhere."""
    return _fixing(run.options) and run.paths == [STDIN]


def _kept(done: Iterable[Result], run: _Run) -> Iterator[Sequence[Diagnostic]]:
    """Write each fixed text to where it came from, if it differs, and give what is left to report.

    What comes from standard input goes, changed or not, to standard output.
    """
    for each in done:
        outcome = each.outcome or Outcome()
        _complain_of(outcome, run.errors.append)
        if outcome.error:
            continue
        try:
            if _filters(run):
                write_output([each.input.source.text if outcome.text is None else outcome.text])
            elif outcome.text is not None:
                write_file(each.input.path, [encoded(outcome.text)], was=each.input.data)
        except NotelintError as error:
            run.errors.append(error)
        else:
            run.tally.add_fixed(each.input.path, outcome.applied)
        yield each.left


def _differences(done: Iterable[Result], on_error: Callable[[NotelintError], None], *, exact: bool) -> Iterator[str]:
    """What the fixes change in each file that they change, as a unified diff; `exact`, or for people to look at."""
    from notelint.difference import unified_diff  # noqa: PLC0415 - most runs compare nothing

    for each in done:
        if each.outcome:
            _complain_of(each.outcome, on_error)
            if each.outcome.text is not None:
                text = "".join(unified_diff(each.input.source.text, each.outcome.text, each.input.path))
                yield text if exact else printable_patch(text)


def _add_ignore(run: _Run) -> None:
    """Write comments that hide what is found today into the files, and say how many findings they hide."""
    from notelint.engine.hide import hide  # noqa: PLC0415 - it brings the records along, which a plain check does not need

    checker = run.checker()
    hidden = files = 0
    for source in _sources(run):
        try:
            document, count = hide(checker.document(source), checker.find, checker.document, run.options.add_ignore)
            if count:
                write_file(source.path, [document.source.data], was=source.data)
        except NotelintError as error:
            run.errors.append(error)
        else:
            hidden += count
            files += bool(count)
    if not run.options.quiet:
        say(f"Hid {counted(hidden, 'problem')} in {counted(files, 'file')}.")
