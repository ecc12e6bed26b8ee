"""`notelint baseline`: record today's findings, so that `check` reports only new ones."""

from __future__ import annotations

import posixpath
from collections import Counter

from notelint.baseline import known, pruned, read_baseline, write_baseline
from notelint.commands.output import Progress, complain, say
from notelint.config import configurations
from notelint.engine.checker import Checker
from notelint.engine.inputs import input_paths, read_inputs
from notelint.engine.settings import Settings
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.paths import absolute, shown
from notelint.report.text import counted
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

    from notelint.baseline import KnownFinding

_DEFAULT = "notelint-baseline.json"


def run(options: Namespace) -> int:
    """Write the baseline, or with `--prune` take out of it what is found no more; 2 where an input cannot be read."""
    errors: list[NotelintError] = []
    files = Files(options.paths)
    config_of = configurations(files, options.config, isolated=options.isolated)
    config = config_of("./-")
    target = absolute(options.output or config.baseline or _DEFAULT)
    before = read_baseline(target) if options.prune else None
    checker = Checker(files, config_of, Settings(baselines=False), options.timeout)
    paths = input_paths(options.paths, files, config_of, errors.append)
    folder = target.rpartition("/")[0] or "/"
    found: Counter[KnownFinding] = Counter()
    for each in Progress().over(read_inputs(paths, "-", errors.append), len(paths)):
        outcome = checker.outcome(each)
        if outcome.error:
            raise NotelintError(outcome.error)
        errors += map(NotelintError, outcome.faults)
        found.update(known(diagnostic, folder) for diagnostic in outcome.left)
    if errors:  # what could not be read would look like fixed
        complain(errors)
        return 2
    if before is None:
        write_baseline(target, found)
        say(f"{shown(target)} lists {counted(found.total(), 'finding')}.")
        if absolute(config.baseline or "") != target:
            file = absolute(config.path or "notelint.toml")
            path = posixpath.relpath(target, posixpath.dirname(file))
            say(f'For check to use it, write baseline = "{path}" in {shown(file)}.')
        return 0
    every = sum(count for findings in before.findings.values() for count in findings.values())
    left = pruned(before, found, paths, exists=lambda path: files.is_file(f"{folder}/{path}"))
    write_baseline(target, left, before.data)
    gone = every - left.total()
    say(f"{counted(gone, 'finding')} removed from {shown(target)}, {left.total()} left.")
    return 0
