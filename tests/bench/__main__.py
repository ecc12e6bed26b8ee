"""How fast notelint is, beside other linters, on the same notes: `python -m tests.bench [--help]`.

Nothing here is a test: times belong to a machine and a moment. `python -m tests.bench compare REV` tells whether a
change of speed changed what notelint says.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench import corpus
from tests.bench.compare import compare
from tests.bench.measure import in_turn, run, table
from tests.bench.tools import CHECK, CONVERT, OURS, SLOW, WARM_CHECK, peers, targets, with_caches

_SIZES = {"10 kB": 10_000, "100 kB": 100_000, "1 MB": 1_000_000, "10 MB": 10_000_000}


def main() -> int:
    """Run what the command line asks for."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        if options.what == "compare":
            return 0 if compare(options.revision, options.other, folder, options.notes) else 1
        found = peers(options.bin)
        print(f"peers: {', '.join(found) or 'none is installed'}; medians of {options.rounds} rounds, run in turn\n")
        _write_bytecode(folder)
        chosen = ("cold", "warm", "one", "convert", "growth") if options.what == "all" else (options.what,)
        for what in chosen:
            _BENCHMARKS[what](folder, options, found)
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
        ("all", "all that follow but compare (the default)"),
        ("cold", "check all notes"),
        ("warm", "check all notes again, by the caches: as they are, and with one changed"),
        ("one", "check one note, cold and warm"),
        ("convert", "convert all notes"),
        ("growth", "how the costs grow with the number and the length of notes"),
    ):
        what.add_parser(name, help=text)
    comparison = what.add_parser("compare", help="whether two revisions find, fix and convert the same")
    comparison.add_argument("revision", metavar="REV")
    comparison.add_argument("other", nargs="?", metavar="REV", help="default: the working tree")
    comparison.add_argument(
        "--notes", type=Path, action="append", default=[], metavar="PATH", help="instead of corpora"
    )
    return parser


def _write_bytecode(folder: Path) -> None:
    path = folder / "one.md"
    path.write_text(corpus.one_note(), encoding="utf-8")
    for command in (CHECK, CONVERT):
        run((*command, path), folder)


def _cold(folder: Path, options: argparse.Namespace, found: dict[str, tuple[str | Path, ...]]) -> None:
    notes, count, size = _corpus(folder, options.size)
    commands = {OURS: CHECK, **{name: command for name, command in found.items() if options.slow or name not in SLOW}}
    costs = in_turn(
        {name: (*command, *targets(name, notes)) for name, command in commands.items()}, folder, options.rounds
    )
    print(table(f"check, cold: {count} files, {size / 1e6:.1f} MB", costs, OURS, size))


def _warm(folder: Path, options: argparse.Namespace, found: dict[str, tuple[str | Path, ...]]) -> None:
    notes, count, size = _corpus(folder, options.size)
    commands = {name: (*command, notes) for name, command in {OURS: WARM_CHECK, **with_caches(found)}.items()}
    for command in commands.values():
        run(command, folder)
    title = f"check, warm: {count} files, {size / 1e6:.1f} MB"
    print(table(title, in_turn(commands, folder, options.rounds), OURS, size))
    changed = next(notes.rglob("*.md"))
    text = changed.read_bytes()

    def change(number: int) -> None:
        changed.write_bytes(text + b"\nchanged %d\n" % number)

    print(table(f"{title}, one changed", in_turn(commands, folder, options.rounds, before=change), OURS, size))
    changed.write_bytes(text)


def _one(folder: Path, options: argparse.Namespace, found: dict[str, tuple[str | Path, ...]]) -> None:
    path = folder / "one.md"
    path.write_text(corpus.one_note(), encoding="utf-8")
    commands: dict[str, tuple[str | Path, ...]] = {
        OURS: (*CHECK, path),
        f"{OURS}, warm": (*WARM_CHECK, path),
        **{name: (*command, path) for name, command in found.items()},
        "python -c pass": (sys.executable, "-c", "pass"),
    }
    size = path.stat().st_size
    print(table(f"check one file of {size} bytes", in_turn(commands, folder, 3 * options.rounds), OURS, size))


def _convert(folder: Path, options: argparse.Namespace, _found: object) -> None:
    notes, count, size = _corpus(folder, options.size)
    costs = in_turn({OURS: (*CONVERT, notes)}, folder, options.rounds)
    print(table(f"convert to JSON Lines: {count} files, {size / 1e6:.1f} MB", costs, OURS, size))


def _growth(folder: Path, options: argparse.Namespace, _found: object) -> None:
    for times in (1, 2, 4):
        notes, count, size = _corpus(folder, times * options.size // 4)
        costs = in_turn({OURS: (*CHECK, notes)}, folder, 1)
        print(table(f"check {times}x: {count} files, {size / 1e6:.1f} MB", costs, OURS, size))
    for name, size in _SIZES.items():
        path = folder / f"note-{size}.md"
        path.write_text(corpus.long_note(size), encoding="utf-8")
        print(table(f"check one note of {name}", in_turn({OURS: (*CHECK, path)}, folder, 1), OURS, size))


def _corpus(folder: Path, size: int) -> tuple[Path, int, int]:
    """The folder with notes of that size in all, made unless it is there, the number of files, and of bytes."""
    notes = folder / f"notes-{size}"
    if not notes.is_dir():
        return notes, *corpus.make_corpus(notes, size)
    sizes = [path.stat().st_size for path in notes.rglob("*.md")]
    return notes, len(sizes), sum(sizes)


_BENCHMARKS = {"cold": _cold, "warm": _warm, "one": _one, "convert": _convert, "growth": _growth}

if __name__ == "__main__":
    sys.exit(main())
