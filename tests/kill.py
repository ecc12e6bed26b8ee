"""Faults from outside, and what becomes of the notes: `python -m tests.kill [--help]`.

notelint is killed at random moments while it writes; its disk is full or read-only; two run side by side. Whatever
happens, each file must be as it was or as a whole run makes it, and what went wrong must be one line and exit code 2.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    _Fault = Callable[[Path, "Files"], AbstractContextManager[dict[str, object]]]

ROOT = Path(__file__).parents[1]
SOURCES = [ROOT.parent / "shared" / "corpora", ROOT / "tests" / "notes", ROOT / "tests" / "vault"]
_FILLER = "filler"
_OLD = b"what was there before\n"
_ENTRIES = b"".join(b"@article{k%d, title={T}, year=2020, abstract={%s}}\n" % (n, b"long " * 9999) for n in range(60))

Files = dict[str, bytes]


class Verb(NamedTuple):
    """A command that writes; `files` are there before, beside the notes."""

    name: str
    arguments: tuple[str, ...]
    files: Mapping[str, bytes] = MappingProxyType({})


# Real notes have few faults with a safe fix: of all rules, and with unsafe fixes, there is enough to write.
_FIX = ("check", ".", "--fix", "--unsafe-fixes", "--select", "all", "--quiet", "--exit-zero", "--no-cache")
VERBS = (
    Verb("check --fix", _FIX),
    Verb("check --add-ignore", ("check", ".", "--add-ignore=known", "--quiet", "--no-cache")),
    Verb("convert -o", ("convert", ".", "-o", "records.json"), {"records.json": _OLD}),
    Verb("baseline", ("baseline", ".", "-o", "known.json"), {"known.json": _OLD}),
    Verb("new --from", ("new", "--from", "refs.bib", "-o", "."), {"refs.bib": _ENTRIES}),
)


def main() -> int:
    """Run all attacks; 1 where a file was neither old nor new, or a fault was no line of its own."""
    options = _parser().parse_args()
    random.seed(options.seed)
    notes = _notes(options.notes, options.copies)
    print(f"{len(notes)} notes, {sum(map(len, notes.values())):,} bytes; seed {options.seed}\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        broken = [
            f"{verb.name}: {fault}"
            for number, verb in enumerate(VERBS)
            for fault in _attack(verb, notes, folder / str(number), options.kills // len(VERBS))
        ]
        broken += _side_by_side(notes, folder / "side")
    print("\n".join(broken) or "\nno file was torn, and no fault a traceback")
    return 1 if broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.kill", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="in all (default: %(default)s)")
    parser.add_argument("--notes", type=int, default=100, metavar="N", help="notes to work on (default: %(default)s)")
    parser.add_argument("--copies", type=int, default=1, metavar="N", help="of each note (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6, metavar="N", help="of the moments")
    return parser


def _notes(count: int, copies: int) -> Files:
    """Real notes, if they are beside the checkout, by their names in the folder; else those of the tests."""
    paths = [path for source in SOURCES for path in sorted(source.rglob("*.md")) if path.is_file()]
    chosen = paths[:: max(1, len(paths) // count)][:count]
    return {f"{number:04}.md": path.read_bytes() for number, path in enumerate(chosen * copies)}


def _attack(verb: Verb, notes: Files, folder: Path, kills: int) -> Iterator[str]:
    old = {**notes, **verb.files}
    _restore(folder, old)
    begun = time.monotonic()
    whole = _run(verb, folder)
    seconds = time.monotonic() - begun
    if whole.returncode not in {0, 1}:
        yield f"fails by itself: {whole.stderr}"
    new = _read(folder)
    changed = sum(new[name] != old.get(name) for name in new)
    if not changed:
        yield "changes no file, so nothing was tried"
    counts = _killed(verb, folder, old, kills, seconds)
    torn = [name for each in counts for name in _torn(each, old, new)]
    finished = sum({**old, **each} == new for each in counts)
    left = sum(any(name.endswith(".tmp") for name in each) for each in counts)
    print(f"{verb.name}: {changed} files change in {seconds:.1f} s; {kills} kills: {len(torn)} torn files, ", end="")
    print(f"{finished} times all was written, {left} times a temporary file was left")
    yield from (f"{name} is neither old nor new after a kill" for name in torn)
    faults: dict[str, _Fault] = {
        "a full disk": _full,
        "files of limited size": _limited,
        "a read-only disk": _read_only,
        "read-only files": _read_only_files,
        "a read-only folder": _read_only_folder,
    }
    for name, fault in faults.items():
        yield from _with_fault(name, fault, verb, folder, (old, new))


def _killed(verb: Verb, folder: Path, old: Files, kills: int, seconds: float) -> list[Files]:
    """The files after each kill."""
    found = []
    for _ in range(kills):
        _restore(folder, old)
        with subprocess.Popen(_command(verb), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(random.uniform(0, seconds * 1.05))  # noqa: S311 - no secret
            run.kill()
        found.append(_read(folder))
    return found


def _with_fault(name: str, fault: _Fault, verb: Verb, folder: Path, states: tuple[Files, Files]) -> Iterator[str]:
    """What is torn, or is no line of its own, where the disk fails; `states` are the files before and after."""
    old, new = states
    _restore(folder, {})
    try:
        with fault(folder, old) as how:
            run, found = _run(verb, folder, **how), _read(folder)
    except PermissionError as error:
        print(f"  {name}: not tried: {error}")
        return
    torn = list(_torn(found, old, new))
    print(f"  {name}: exit code {run.returncode}, {len(torn)} torn files, {len(run.stderr.splitlines())} lines")
    yield from (f"{each} is neither old nor new on {name}" for each in torn)
    if "Traceback" in run.stderr or (run.returncode != 2 and {**old, **found} != new):
        yield f"{name}: exit code {run.returncode}: {run.stderr[-300:]}"


@contextmanager
def _full(folder: Path, files: Files) -> Iterator[dict[str, object]]:
    """A disk with one page of room beside the files."""
    with _mounted(folder, 2 * sum(map(len, files.values())) + 1_000_000):
        _restore(folder, files)
        free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
        (folder / _FILLER).write_bytes(bytes(free - 4096))
        yield {}


@contextmanager
def _limited(folder: Path, files: Files) -> Iterator[dict[str, object]]:
    """No file may become larger than 2,000 bytes."""
    _restore(folder, files)
    yield {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))}


@contextmanager
def _read_only(folder: Path, files: Files) -> Iterator[dict[str, object]]:
    """A disk that nobody may write to, root neither."""
    with _mounted(folder, 2 * sum(map(len, files.values())) + 1_000_000):
        _restore(folder, files)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield {}


@contextmanager
def _read_only_files(folder: Path, files: Files) -> Iterator[dict[str, object]]:
    """Every other file may only be read."""
    with _modes({folder / name: 0o444 for name in list(files)[::2]}, folder, files):
        yield {}


@contextmanager
def _read_only_folder(folder: Path, files: Files) -> Iterator[dict[str, object]]:
    """Nothing may be made in the folder."""
    with _modes({folder: 0o555}, folder, files):
        yield {}


@contextmanager
def _modes(modes: Mapping[Path, int], folder: Path, files: Files) -> Iterator[None]:
    """Some paths have these modes. Raises PermissionError for root, whom none keeps out."""
    if os.geteuid() == 0:
        raise PermissionError("root may write everywhere: run this as somebody else")
    _restore(folder, files)
    try:
        for path, mode in modes.items():
            path.chmod(mode)
        yield
    finally:
        for path in modes:
            path.chmod(0o755 if path == folder else 0o644)


@contextmanager
def _mounted(folder: Path, size: int) -> Iterator[None]:
    """A disk in memory at the folder. Raises PermissionError where none may be mounted."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        raise PermissionError("no disk may be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _side_by_side(notes: Files, folder: Path) -> Iterator[str]:
    """Two runs at once leave and say what one alone does."""
    check = ("check", ".", "--exit-zero", "--output-format", "json")
    for verb in (Verb("two --fix", _FIX), Verb("two checks", check)):
        _restore(folder, notes)
        alone, files = _run(verb, folder), _read(folder)
        _restore(folder, notes)
        both = [subprocess.Popen(_command(verb), cwd=folder, stdout=-1, stderr=-1, text=True) for _ in range(2)]
        said = [run.communicate() for run in both]
        same = _read(folder) == files
        if verb.name == "two checks":  # of two that fix, the later finds less
            said.append((_run(verb, folder).stdout, ""))
            same &= all(out == alone.stdout for out, _ in said)
        print(f"{verb.name} side by side: {'as one alone' if same else 'NOT as one alone'}")
        if not same or any("Traceback" in error for _, error in said):
            yield f"{verb.name} side by side are not as one alone: {[error[-300:] for _, error in said]}"


def _torn(found: Mapping[str, bytes], old: Files, new: Files) -> Iterator[str]:
    """Files that are gone, or neither as they were nor as they are to become."""
    for name in {*old, *found}:
        if not name.endswith(".tmp") and found.get(name) not in {old.get(name), new.get(name)}:
            yield name


def _command(verb: Verb) -> list[str]:
    return [sys.executable, "-m", "notelint", *verb.arguments]


def _run(verb: Verb, folder: Path, **how: object) -> subprocess.CompletedProcess[str]:
    run: Callable[..., subprocess.CompletedProcess[str]] = subprocess.run
    return run(_command(verb), cwd=folder, capture_output=True, text=True, check=False, **how)


def _restore(folder: Path, files: Files) -> None:
    """Only these files are in the folder."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in files:
            path.unlink()
    for name, data in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def _read(folder: Path) -> Files:
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and path.name != _FILLER
    }


if __name__ == "__main__":
    sys.exit(main())
