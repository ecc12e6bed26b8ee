"""How well notelint reads real notes: `python -m tests.reading [--help]`.

The truth beside this module was made by hand from the notes alone; `--truth` and `--root` take that of other notes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.reading.score import RECORD, findings, recognition, score, table, worse
from tests.reading.truth import read_truths

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from tests.reading.score import Finding, Records, Score
    from tests.reading.truth import Truth

_HERE = Path(__file__).parent
_CORPORA = _HERE.parents[2] / "shared" / "corpora"


def main() -> int:
    """Print the score; gives 1 where `--check` finds it worse, or `--write-score` refuses it."""
    parser = _parser()
    options = parser.parse_args()
    try:
        truths = read_truths(options.truth)
        records = _records(options.root, truths.values())
    except (OSError, ValueError) as error:
        parser.error(str(error))
    found = {name: findings(truth, records) for name, truth in truths.items()}
    _print(truths, found, is_verbose=options.verbose)
    return _compare({name: score(each) for name, each in found.items()}, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.reading", description=__doc__)
    parser.add_argument("--truth", type=Path, default=_HERE, metavar="FOLDER", help="of TOML files, or one of them")
    parser.add_argument(
        "--root", type=Path, default=_CORPORA, metavar="FOLDER", help="where the paths of the truth start"
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="list each miss")
    parser.add_argument("--check", action="store_true", help="end with 1 if it is worse than the stored score")
    parser.add_argument("--write-score", action="store_true", help="store the score, unless it is worse")
    parser.add_argument("--force", action="store_true", help="store it even so")
    return parser


def _records(root: Path, truths: Iterable[Truth]) -> Records:
    """What `notelint convert` makes of all files below a folder: the command line outlives what is behind it."""
    if not root.is_dir():
        raise ValueError(f"no folder {root}")
    if absent := [path for truth in truths for path in truth if not (root / path).is_file()]:
        raise ValueError(f"not below {root}: {', '.join(absent)}")
    command = [sys.executable, "-m", "notelint", "convert", "--isolated", "--to", "json", "."]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    if not done.stdout:
        raise ValueError(done.stderr)
    records: Records = {}
    for record in json.loads(done.stdout):
        records.setdefault(record["source"]["path"], []).append(record)
    return records


def _print(truths: dict[str, Truth], found: dict[str, list[Finding]], *, is_verbose: bool) -> None:
    for name, truth in truths.items():
        if is_verbose:
            print("\n".join(map(_miss, filter(_is_miss, found[name]))))
        print(f"{name}: {recognition(truth, found[name])}\n{table(found[name])}\n")
    every = [each for some in found.values() for each in some]
    whole = {path: expected for truth in truths.values() for path, expected in truth.items()}
    print(f"all: {recognition(whole, every)}\n{table(every)}")


def _is_miss(finding: Finding) -> bool:
    return finding.outcome != "right"


def _miss(finding: Finding) -> str:
    expected = finding.expected if finding.field == RECORD else " or ".join(map(repr, finding.expected))
    return f"{finding.path}: {finding.field} {finding.outcome}: expected {expected}, got {_short(finding.got)}"


def _short(got: object) -> str:
    if isinstance(got, list):
        return "; ".join(each["raw"] if isinstance(each, dict) else str(each)[:80] for each in got)
    return str(got)


def _compare(new: dict[str, Score], options: Namespace) -> int:
    file = (options.truth if options.truth.is_dir() else options.truth.parent) / "score.json"
    old = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    losses = worse(new, old) if options.check or options.write_score else []
    if options.check:
        losses += [f"{name}: no stored score" for name in new if name not in old]
    print(*losses, sep="\n", file=sys.stderr)
    if losses and not options.force:
        return 1
    if options.write_score:
        file.write_text(json.dumps(old | new, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
