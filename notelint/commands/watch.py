"""`notelint check --watch`: check again what changes, until interrupted."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path

from notelint.commands.output import complain, say
from notelint.engine.inputs import STDIN
from notelint.errors import NotelintError, missing
from notelint.files import Files
from notelint.paths import absolute, is_markdown, shown
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from notelint.commands.check import CheckOptions

    Check = Callable[[CheckOptions, frozenset[str] | None], object]

_CLEAR = "\x1b[2J\x1b[H"


def watch(options: CheckOptions, check: Check, wakes: Iterable[object] | None = None) -> None:
    """Check everything; then at each of `wakes` (whenever the disk has changed) what is no more as it was.

    `check` gets the options and the paths to check, None for all. Raises NotelintError where there is nothing that can
    be watched; one that `check` raises is said, and the watch goes on.
    """
    if STDIN in options.paths or options.fix or options.diff:
        raise NotelintError("--watch only reports on files: remove -, --fix and --diff")
    for path in options.paths:
        if not Path(path).exists():
            raise NotelintError(f"{path}: no such file or folder")
    state: Mapping[str, object] | None = None
    for _ in chain([None], _wakes(options.paths) if wakes is None else wakes):
        before, state = state, _state(options.paths, options.output)
        stale = None if before is None else stale_paths(before, state)
        if stale is None or stale:
            _check(options, stale, check)


def stale_paths(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str] | None:
    """The paths whose notes have to be checked again, None for all, after the state of some files has changed.

    A note that was written into concerns itself alone. Any other file, and one that came or went, may concern every
    note: it may be an image, the target of a link, a schema or the configuration.
    """
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    rewritten = {path for path in changed & before.keys() & after.keys() if is_markdown(path)}
    return frozenset(rewritten) if rewritten == changed else None


def _check(options: CheckOptions, stale: frozenset[str] | None, check: Check) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
    try:
        check(options, stale)
    except NotelintError as error:  # a configuration, say, that is being written
        complain([error])
    if not options.quiet:
        say("Watching for changes, until Ctrl-C.")


def _state(paths: Sequence[str], output: str | None) -> dict[str, tuple[int, ...]]:
    """The files that paths name or hold, each with what tells it from what it was; `output` is none of them."""
    files = Files(paths)
    found: dict[str, tuple[int, ...]] = {}
    for path in paths:
        for each in files.tree(path) if files.is_dir(path) else [absolute(path)]:
            try:
                state = Path(each).stat()
            except OSError:  # gone by now
                continue
            if output is None or each != absolute(output):
                found[shown(each)] = (state.st_mtime_ns, state.st_size, state.st_ino)
    return found


def _wakes(paths: Sequence[str]) -> Iterator[object]:
    """Something whenever the disk has changed and is quiet again, from now on."""
    try:
        import watchfiles  # noqa: PLC0415 - an extra, which only this needs
    except ImportError as error:
        raise missing("--watch", "watchfiles") from error
    # The folder of a file, for most editors write a new file and rename it: a watch on the old one sees nothing.
    files = Files(paths)
    folders = {path if files.is_dir(path) else str(Path(path).parent) for path in paths}
    changes = watchfiles.watch(
        *folders, recursive=any(map(files.is_dir, paths)), rust_timeout=1000, yield_on_timeout=True
    )
    return _events(changes)


def _events(changes: Iterable[object]) -> Iterator[object]:
    """All but timeouts; yet the very first counts: the watch begins after a check, and much can change meanwhile."""
    try:
        yield from (each for number, each in enumerate(changes) if each or not number)
    except (OSError, RuntimeError) as error:  # RuntimeError: the error of watchfiles' own that has no other type
        remedy = "check that each is there; on Linux, fs.inotify.max_user_watches limits how many"
        raise NotelintError(f"--watch: the folders cannot be watched: {remedy}") from error
