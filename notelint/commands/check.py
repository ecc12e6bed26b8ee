"""`notelint check`: report where notes fall short, and mend them."""

from __future__ import annotations

import sys
from difflib import unified_diff
from itertools import chain
from typing import TYPE_CHECKING

from notelint.commands.checker import checker as make_checker
from notelint.commands.inputs import STDIN, announced, input_paths, read_sources
from notelint.commands.output import complain, wants_color, write_output
from notelint.commands.tally import Tally, closing_lines, exit_code
from notelint.commands.watch import watch
from notelint.config import configurations
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.report import REPORTS
from notelint.report.statistics import write_statistics
from notelint.writing import write_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from notelint.commands.checker import Checker
    from notelint.diagnostic import Diagnostic
    from notelint.fix import Mended
    from notelint.source import Source


def run(options: Namespace) -> int:
    """Check all inputs; 2 where one could not be read or mended, 1 where something was found, else 0.

    With `--diff`, 1 stands for something to mend. With `--watch` it only ends by an interrupt.
    """
    if options.watch:
        watch(options, _check)
    return _check(options)


def _check(options: Namespace, only: frozenset[str] | None = None) -> int:
    """Check the inputs, or those that are among the paths `only`."""
    _refuse_what_does_not_go_together(options)
    errors: list[NotelintError] = []
    tally = Tally()
    files = Files(options.paths)
    config_of = configurations(files, options.config, isolated=options.isolated)
    checker = make_checker(options, files, config_of)
    paths = input_paths(options.paths, files, config_of, errors.append, force_exclude=options.force_exclude)
    if only is not None and not options.vault:
        paths = [path for path in paths if path in only]
    sources = read_sources(paths, options.stdin_filename, errors.append)
    if options.verbose:
        sources = announced(sources, config_of)
    if options.add_ignore is not None:
        from notelint.commands.add_ignore import add_ignore  # noqa: PLC0415 - it brings the records along

        add_ignore(sources, checker, options.add_ignore, errors.append, quiet=options.quiet)
        complain(errors)
        return 2 if errors else 0
    mended = _mended(sources, checker, errors.append, unsafe=options.unsafe_fixes)
    # The mended text of standard input goes to standard output, so the report must go elsewhere.
    filters = _mends(options) and paths == [STDIN]
    stream = sys.stderr if filters else sys.stdout
    if options.diff:
        pieces = tally.differing(_difference(source, each.document.source) for source, each in mended)
    else:
        if _mends(options):
            left = _kept(mended, tally, errors.append, filters=filters)
            found = (() for _ in left) if options.fix_only else left
        else:
            documents = map(checker.document, sources)
            found = checker.find_in_vault(list(documents)) if options.vault else map(checker.find, documents)
        color = options.output is None and not options.no_color and wants_color(stream)
        report = write_statistics if options.statistics else REPORTS[options.output_format]
        pieces = report(tally.counting(chain.from_iterable(found)), color=color)
    write_output(pieces, options.output, stream)
    complain(errors)
    if not options.quiet and (paths or not (errors or only)):
        print(*closing_lines(tally, len(paths), options), sep="\n", file=sys.stderr)
    return 2 if errors else exit_code(tally, options)


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


def _mended(
    sources: Iterable[Source], checker: Checker, on_error: Callable[[NotelintError], None], *, unsafe: bool
) -> Iterator[tuple[Source, Mended]]:
    """Each source, and its document after the fixes."""
    from notelint.fix import mend  # noqa: PLC0415 - it brings the records along, which a plain check does not need

    for source in sources:
        try:
            mended = mend(checker.document(source), checker.document, checker.find, unsafe=unsafe)
        except NotelintError as error:
            on_error(error)
            continue
        for each in mended.withdrawn:
            line, column = each.source.position(each.finding.span.start)
            fault = f"the fix of {each.rule} would have changed what the note says and was taken back"
            on_error(NotelintError(f"{source.path}:{line}:{column}: {fault}: please report this fault of notelint"))
        yield source, mended


def _kept(
    mended: Iterable[tuple[Source, Mended]],
    tally: Tally,
    on_error: Callable[[NotelintError], None],
    *,
    filters: bool,
) -> Iterator[Sequence[Diagnostic]]:
    """Write each mended text to where it came from, if it differs, and give what is left to report.

    With `filters` the text, changed or not, goes to standard output.
    """
    for source, each in mended:
        after = each.document.source
        try:
            if filters:
                write_output([after.text])
            elif after.text != source.text:
                write_file(source.path, [after.data])
        except NotelintError as error:
            on_error(error)
        else:
            tally.mend(source.path, each.applied)
        yield each.left


def _difference(before: Source, after: Source) -> str:
    """What a fix changes, as a unified diff; an empty text where it changes nothing."""
    old, new = (source.text.split("\n") for source in (before, after))
    old, new = ([*(f"{line}\n" for line in lines[:-1]), *filter(None, lines[-1:])] for lines in (old, new))
    lines = unified_diff(old, new, before.path, after.path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
