"""`notelint check`: report where notes fall short, and mend them."""

from __future__ import annotations

import sys
from contextlib import closing
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from notelint.commands.inputs import STDIN, announced, input_paths, read_inputs
from notelint.commands.known import known_findings
from notelint.commands.output import complain, wants_color, write_output
from notelint.commands.results import results, usable_jobs
from notelint.commands.tally import Tally, closing_lines, exit_code
from notelint.config import configurations
from notelint.diagnostic import Safety
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.outcome import Outcome
from notelint.report import REPORTS
from notelint.source import encoded
from notelint.writing import write_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TextIO

    from notelint.commands.checker import Checker
    from notelint.commands.inputs import Input
    from notelint.commands.results import Result
    from notelint.config import Config
    from notelint.diagnostic import Diagnostic


def run(options: Namespace) -> int:
    """Check all inputs; 2 where one could not be read or mended, 1 where something was found, else 0.

    With `--diff`, 1 stands for something to mend. With `--watch` it only ends by an interrupt.
    """
    if options.watch:
        from notelint.commands.watch import watch  # noqa: PLC0415 - most runs end

        watch(options, _check)
    return _check(options)


def _check(options: Namespace, only: frozenset[str] | None = None) -> int:
    """Check the inputs, or those that are among the paths `only`."""
    _refuse_what_does_not_go_together(options)
    errors: list[NotelintError] = []
    tally = Tally()
    files = Files(options.paths)
    config_of = configurations(files, options.config, isolated=options.isolated)
    paths = input_paths(options.paths, files, config_of, errors.append, force_exclude=options.force_exclude)
    if only is not None and not options.vault:
        paths = [path for path in paths if path in only]
    inputs = read_inputs(paths, options.stdin_filename, errors.append)
    if options.verbose:
        inputs = announced(inputs, config_of)
    checker = _checker(options, files, config_of)
    if options.add_ignore is not None:
        from notelint.commands.add_ignore import add_ignore  # noqa: PLC0415 - it brings the records along

        add_ignore((each.source for each in inputs), checker(), options.add_ignore, errors.append, quiet=options.quiet)
        complain(errors)
        return 2 if errors else 0
    # The mended text of standard input goes to standard output, so the report must go elsewhere.
    filters = _mends(options) and paths == [STDIN]
    stream = sys.stderr if filters else sys.stdout
    known = None
    if paths and paths != [STDIN] and not (options.no_cache or options.diff_base or options.vault):
        known = known_findings(options, files, config_of, paths[0])
    # What a fix writes is read by the check of another note that links to it: one after the other.
    jobs = 1 if _mends(options) else usable_jobs(options.jobs)
    with closing(results(inputs, _work(options, checker), known, jobs, suffices=_suffices(options))) as worked:
        done = _followed(worked, options, checker) if options.unsafe_fixes and paths != [STDIN] else worked
        if options.diff:
            pieces = tally.differing(_differences(done, errors.append))
        else:
            if _mends(options):
                left = _kept(done, tally, errors.append, filters=filters)
                found = (() for _ in left) if options.fix_only else left
            elif options.vault:
                found = checker().find_in_vault([checker().document(each.source) for each in inputs])
            else:
                found = _found(done, errors.append)
            pieces = _report(options, stream)(tally.counting(chain.from_iterable(found)))
        write_output(pieces, options.output, stream)
    complain(errors)
    if not options.quiet and (paths or not (errors or only)):
        print(*closing_lines(tally, len(paths), options), sep="\n", file=sys.stderr)
    return 2 if errors else exit_code(tally, options)


def _report(options: Namespace, stream: TextIO) -> Callable[[Iterable[Diagnostic]], Iterator[str]]:
    color = options.output is None and not options.no_color and wants_color(stream)
    if options.statistics:
        from notelint.report.statistics import write_statistics  # noqa: PLC0415 - few runs count

        return partial(write_statistics, color=color)
    return partial(REPORTS[options.output_format], color=color)


def _checker(options: Namespace, files: Files, config_of: Callable[[str], Config]) -> Callable[[], Checker]:
    """What the options ask for, once it is needed: where all is known it is not."""

    @cache
    def checker() -> Checker:
        from notelint.commands.checker import checker as make_checker  # noqa: PLC0415 - it brings all rules along

        return make_checker(options, files, config_of)

    return checker


def _work(options: Namespace, checker: Callable[[], Checker]) -> Callable[[Input], Outcome]:
    """The work on one file."""

    def work(each: Input) -> Outcome:
        from notelint.commands.outcomes import check_file, mend_file  # noqa: PLC0415 - not where all is known

        if _mends(options) or options.diff:
            return mend_file(checker(), each, unsafe=options.unsafe_fixes)
        return check_file(checker(), each)

    return work


def _followed(done: Iterator[Result], options: Namespace, checker: Callable[[], Checker]) -> Iterator[Result]:
    from notelint.commands.following import following  # noqa: PLC0415 - few runs rename anything

    return following(done, checker(), options.paths)


def _suffices(options: Namespace) -> Callable[[Sequence[Diagnostic]], bool]:
    """Whether the findings of a file are all that is wanted: where none is to be mended."""
    if not (_mends(options) or options.diff):
        return lambda _: True
    mended = {*Safety} if options.unsafe_fixes else {Safety.SAFE}
    return lambda found: not any(each.finding.fix and each.finding.fix.safety in mended for each in found)


def _mends(options: Namespace) -> bool:
    return (options.fix or options.fix_only) and not options.diff


def _refuse_what_does_not_go_together(options: Namespace) -> None:
    mends = options.fix or options.fix_only
    if options.unsafe_fixes and not (mends or options.diff):
        raise NotelintError("--unsafe-fixes says which fixes to apply: add --fix or --diff")
    if options.vault and (mends or options.diff):
        raise NotelintError("--vault only reports: leave out --fix and --diff")
    if options.add_ignore is not None and (mends or options.diff or options.vault or STDIN in options.paths):
        raise NotelintError("--add-ignore writes into files: leave out --fix, --diff, --vault and -")
    if options.add_ignore is not None and ("--" in options.add_ignore or ">" in options.add_ignore):
        raise NotelintError("--add-ignore: the reason stands in a comment, which -- and > could end: leave them out")
    if options.statistics and options.output_format not in {"full", "concise"}:
        raise NotelintError(f"--statistics is a text of its own: leave out --output-format {options.output_format}")


def _found(done: Iterable[Result], on_error: Callable[[NotelintError], None]) -> Iterator[Sequence[Diagnostic]]:
    """What is to be reported. Raises NotelintError where a file could not be checked."""
    for each in done:
        if each.outcome:
            if each.outcome.error:
                raise NotelintError(each.outcome.error)
            _complain_of(each.outcome, on_error)
        yield each.left


def _complain_of(outcome: Outcome, on_error: Callable[[NotelintError], None]) -> None:
    for fault in (*outcome.faults, *filter(None, [outcome.error])):
        on_error(NotelintError(fault))


def _kept(
    done: Iterable[Result], tally: Tally, on_error: Callable[[NotelintError], None], *, filters: bool
) -> Iterator[Sequence[Diagnostic]]:
    """Write each mended text to where it came from, if it differs, and give what is left to report.

    With `filters` the text, changed or not, goes to standard output.
    """
    for each in done:
        outcome = each.outcome or Outcome()
        _complain_of(outcome, on_error)
        if outcome.error:
            continue
        try:
            if filters:
                write_output([outcome.text or each.input.source.text])
            elif outcome.text is not None:
                write_file(each.input.path, [encoded(outcome.text)])
        except NotelintError as error:
            on_error(error)
        else:
            tally.mend(each.input.path, outcome.applied)
        yield each.left


def _differences(done: Iterable[Result], on_error: Callable[[NotelintError], None]) -> Iterator[str]:
    """What the fixes change in each file that they change, as a unified diff."""
    from notelint.difference import unified_diff  # noqa: PLC0415 - most runs compare nothing

    for each in done:
        if each.outcome:
            _complain_of(each.outcome, on_error)
            if each.outcome.text is not None:
                yield "".join(unified_diff(each.input.source.text, each.outcome.text, each.input.path))
