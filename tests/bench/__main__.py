"""How fast notelint is, beside other linters, on the same notes: `python -m tests.bench [--help]`.

Nothing here is a test: times belong to a machine and a moment. `python -m tests.bench compare REV` tells whether a
change of speed changed what notelint says; `python -m tests.bench growth` measures every construct at three sizes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tests.bench import corpus
from tests.bench.compare import compare
from tests.bench.goals import Goal, cpu_ratio, summary, wall_ratio
from tests.bench.growth import RATIO, VERBS, growth
from tests.bench.keystrokes import keystrokes
from tests.bench.measure import in_turn, run, table
from tests.bench.tools import (
    CHECK,
    CONVERT,
    FLOOR,
    NOTHING,
    OURS,
    SLOW,
    WARM_CHECK,
    converters,
    peers,
    targets,
    with_caches,
)

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping, Sequence

    from tests.bench.tools import Command

_Made = TypeVar("_Made")

_SIZES = {"10 kB": 10_000, "100 kB": 100_000, "1 MB": 1_000_000, "10 MB": 10_000_000}


def main() -> int:
    """Run what the command line asks for."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        if options.what == "compare":
            return 0 if compare(options.revision, options.other, folder, options.notes) else 1
        if options.what == "page":
            from tests.bench.page import page  # noqa: PLC0415 - needs a browser

            print(page(folder, options.notes, options.rounds))
            return 0
        if options.what == "growth":
            return _grow(folder, options)
        found = peers(options.bin)
        print(f"peers: {', '.join(found) or 'none is installed'}; medians of {options.rounds} rounds, run in turn\n")
        _write_bytecode(folder)
        chosen = tuple(_BENCHMARKS) if options.what == "all" else (options.what,)
        print(summary([goal for what in chosen for goal in _BENCHMARKS[what](folder, options, found)]))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="keep the notes there (default: a temporary folder)"
    )
    parser.add_argument("--size", type=int, default=corpus.FULL_SIZE, metavar="BYTES", help="of the notes in all")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--bin", type=Path, action="append", default=[], metavar="DIR", help="where peers are, too")
    parser.add_argument("--slow", action="store_true", help="run the slow peers on all notes, too")
    what = parser.add_subparsers(dest="what", metavar="WHAT")
    parser.set_defaults(what="all")
    for name, text in (
        ("all", "all of these (the default)"),
        ("cold", "check all notes"),
        ("rich", "check many notes that are rich in facts, cold and warm"),
        ("warm", "check all notes again, by the caches: as they are, and with one changed"),
        ("one", "check one note, cold and warm"),
        ("convert", "convert all notes; and some of the rich ones, as a script and pandoc do"),
        ("sizes", "how the costs grow with the number and the length of notes"),
        ("keystrokes", "how soon an editor shows what a keystroke makes wrong"),
    ):
        what.add_parser(name, help=text)
    growing = what.add_parser(
        "growth", help="how time and memory grow with the size of a file, construct by construct"
    )
    growing.add_argument("construct", nargs="*", help="only those whose names hold one of these")
    growing.add_argument("--verb", action="append", choices=VERBS, default=[])
    growing.add_argument(
        "--start", type=int, default=100_000, metavar="BYTES", help="measure it, twice and 4 times it"
    )
    growing.add_argument("--limit", type=int, default=20, metavar="SECONDS", help="of CPU time, for one run")
    growing.add_argument("--broken", action="store_true", help="print only what breaks a bound")
    opening = what.add_parser("page", help="how soon Chromium shows a page of many notes")
    opening.add_argument("--notes", type=int, default=4000, metavar="N")
    comparison = what.add_parser("compare", help="whether two revisions find, fix and convert the same")
    comparison.add_argument("revision", metavar="REV")
    comparison.add_argument("other", nargs="?", metavar="REV", help="default: the working tree")
    comparison.add_argument(
        "--notes", type=Path, action="append", default=[], metavar="PATH", help="instead of corpora"
    )
    return parser


def _grow(folder: Path, options: Namespace) -> int:
    """Print how the costs grow, as they are measured; 1 where a bound is broken."""
    broken = 0
    for each in growth(folder, options.start, options.limit, options.construct, options.verb):
        broken += bool(each.breaks)
        if each.breaks or not options.broken:
            print(each, flush=True)
    print(f"{broken} break a bound: {RATIO} times the time for twice the size, 50 times its size and 100 MB of memory")
    return 1 if broken else 0


def _write_bytecode(folder: Path) -> None:
    path = folder / "one.md"
    path.write_text(corpus.one_note(), encoding="utf-8")
    for command in (CHECK, CONVERT):
        run((*command, path), folder)


def _cold(folder: Path, options: Namespace, found: Mapping[str, Command]) -> list[Goal]:
    notes, count, size = _corpus(folder, options.size)
    commands = {OURS: CHECK, **{name: command for name, command in found.items() if options.slow or name not in SLOW}}
    costs = in_turn(
        {name: (*command, *targets(name, notes)) for name, command in commands.items()}, folder, options.rounds
    )
    print(table(f"check, cold: {count} files, {size / 1e6:.1f} MB", costs, OURS, size))
    return [
        *wall_ratio("check, cold", costs, OURS, "rumdl", 0.5),
        *wall_ratio("check, cold", costs, OURS, "mdsmith", 1),
        Goal(f"check, cold, {count} files: MiB of the largest process", costs[OURS].peak, 150),
    ]


def _warm(folder: Path, options: Namespace, found: Mapping[str, Command]) -> list[Goal]:
    notes, count, size = _corpus(folder, options.size)
    commands = {name: (*command, notes) for name, command in {OURS: WARM_CHECK, **with_caches(found)}.items()}
    for command in commands.values():
        run(command, folder)
    title = f"check, warm: {count} files, {size / 1e6:.1f} MB"
    costs = in_turn(commands, folder, options.rounds)
    print(table(title, costs, OURS, size))
    changed = next(notes.rglob("*.md"))
    text = changed.read_bytes()

    def change(number: int) -> None:
        changed.write_bytes(text + b"\nchanged %d\n" % number)

    print(table(f"{title}, one changed", in_turn(commands, folder, options.rounds, before=change), OURS, size))
    changed.write_bytes(text)
    return wall_ratio("check, warm", costs, OURS, "rumdl", 0.5)


def _one(folder: Path, options: Namespace, found: Mapping[str, Command]) -> list[Goal]:
    path = folder / "one.md"
    path.write_text(corpus.one_note(), encoding="utf-8")
    warm = f"{OURS}, warm"
    commands: dict[str, Command] = {
        OURS: (*CHECK, path),
        warm: (*WARM_CHECK, path),
        **{name: (*command, path) for name, command in found.items()},
        FLOOR: NOTHING,
    }
    size = path.stat().st_size
    costs = in_turn(commands, folder, 3 * options.rounds)
    print(table(f"check one file of {size} bytes", costs, OURS, size))
    return [
        *wall_ratio("one file, cold", costs, OURS, "markdownlint-cli2", 1 / 3),
        *wall_ratio("one file, cold", costs, OURS, "mdsmith", 2),
        *wall_ratio("one file, warm", costs, warm, FLOOR, 3),
        *cpu_ratio("one file, cold", costs, OURS, "mdsmith", 2.1),
        *cpu_ratio("one file, warm", costs, warm, FLOOR, 2.6),
    ]


def _rich(folder: Path, options: Namespace, found: Mapping[str, Command]) -> list[Goal]:
    if not corpus.CORPORA.is_dir():
        print("rich notes: skipped, for the corpora are not beside the checkout\n")
        return []
    notes, count, size = _corpus(folder, options.size, corpus.RICH)
    linters = {OURS: CHECK, **{name: found[name] for name in ("rumdl", "mdsmith") if name in found}}
    cold = in_turn({name: (*command, notes) for name, command in linters.items()}, folder, options.rounds)
    title = f"{count} rich notes, {size / 1e6:.1f} MB"
    print(table(f"check, cold: {title}", cold, OURS, size))
    commands = {name: (*command, notes) for name, command in {OURS: WARM_CHECK, **with_caches(found)}.items()}
    for command in commands.values():
        run(command, folder)
    warm = in_turn(commands, folder, options.rounds)
    print(table(f"check, warm: {title}", warm, OURS, size))
    return [
        *cpu_ratio("check of rich notes, cold", cold, OURS, "rumdl", 2.5),
        *cpu_ratio("check of rich notes, warm", warm, OURS, "rumdl", 0.45),
    ]


def _convert(folder: Path, options: Namespace, _found: object) -> list[Goal]:
    notes, count, size = _corpus(folder, options.size)
    costs = in_turn({OURS: (*CONVERT, notes)}, folder, options.rounds)
    print(table(f"convert to JSON Lines: {count} files, {size / 1e6:.1f} MB", costs, OURS, size))
    _convert_otherwise(folder, options)
    return [Goal("convert to JSON Lines: MB a second of CPU", size / costs[OURS].cpu / 1e6, 6, least=True)]


def _convert_otherwise(folder: Path, options: Namespace) -> None:
    """Print what it costs to convert some notes as a user would without notelint."""
    notes, count, size = _corpus(folder, options.size // 10, corpus.RICH)
    commands = {OURS: CONVERT, **converters(slow=options.slow)}
    costs = in_turn({name: (*command, notes) for name, command in commands.items()}, folder, options.rounds)
    print(table(f"convert to JSON: {count} rich notes, {size / 1e6:.1f} MB", costs, OURS, size))


def _sizes(folder: Path, options: Namespace, _found: object) -> list[Goal]:
    of_files, of_bytes = [], []
    for times in (1, 2, 4):
        notes, count, size = _corpus(folder, times * options.size // 4)
        costs = in_turn({OURS: (*CHECK, notes)}, folder, 1)
        of_files.append(costs[OURS])
        print(table(f"check {times}x: {count} files, {size / 1e6:.1f} MB", costs, OURS, size))
    for name, size in _SIZES.items():
        path = folder / f"note-{size}.md"
        _aside(corpus.write_long_note, path, size)
        costs = in_turn({OURS: (*CHECK, path)}, folder, 1)
        of_bytes.append(costs[OURS])
        print(table(f"check one note of {name}", costs, OURS, size))
    return [
        Goal("4x the files / 1x, CPU", of_files[-1].cpu / of_files[0].cpu, 4.4),
        Goal("4x the files / 1x, peak memory", of_files[-1].peak / of_files[0].peak, 1.1),
        Goal("a note of 10 MB / of 1 MB, CPU", of_bytes[-1].cpu / of_bytes[-2].cpu, 12),
    ]


def _keystrokes(folder: Path, options: Namespace, _found: object) -> list[Goal]:
    return keystrokes(_corpus(folder, options.size)[0], 50 * options.rounds)


def _aside(make: Callable[..., _Made], path: Path, *arguments: object) -> _Made:
    """What is made in another process, so that this one stays small: no command's peak is below its own."""
    with ProcessPoolExecutor(1) as executor:
        return executor.submit(make, path, *arguments).result()


def _corpus(folder: Path, size: int, names: Sequence[str] = ()) -> tuple[Path, int, int]:
    """The folder with notes of that size in all, made unless it is there, the number of files, and of bytes."""
    notes = folder / f"{'rich-' if names else ''}notes-{size}"
    if not notes.is_dir():
        return notes, *_aside(corpus.make_corpus, notes, size, names)
    sizes = [path.stat().st_size for path in notes.rglob("*.md")]
    return notes, len(sizes), sum(sizes)


_BENCHMARKS = {
    "cold": _cold,
    "rich": _rich,
    "warm": _warm,
    "one": _one,
    "convert": _convert,
    "sizes": _sizes,
    "keystrokes": _keystrokes,
}

if __name__ == "__main__":
    sys.exit(main())
