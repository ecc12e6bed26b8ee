"""Plant departures from a vault's habits, one at a time, and see which `notelint check` finds.

`python -m tests.planting [FOLDER]`: a copy of the folder is changed, or a vault of our own where none is named.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.planting.defects import DEFECTS
from tests.planting.search import findings, usual_in
from tests.planting.vaults import multiply, write_vault

if TYPE_CHECKING:
    from tests.planting.defects import Defect, Usual


def main() -> int:
    """Print what was found before, and of each defect whether it was found; 1 where fewer than --goal were."""
    parser = argparse.ArgumentParser(prog="python -m tests.planting", description=__doc__)
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER|FILE",
        help="a vault, or a note of which to make one (default: our own)",
    )
    parser.add_argument("--seed", type=int, default=0, help="for the choice of notes and places (default: 0)")
    parser.add_argument("--copies", type=int, default=30, metavar="N", help="of a note (default: 30)")
    parser.add_argument("--goal", type=float, default=0.9, help="the share to be found (default: 0.9)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        vault = Path(temporary, "vault")
        if options.folder is None:
            write_vault(vault)
        elif options.folder.is_file():
            multiply(options.folder, vault, options.copies)
        else:
            shutil.copytree(options.folder, vault)
        for command in (["init", "-q"], ["add", "-A"]):  # as vaults are: all its folders have the same siblings
            subprocess.run(["git", *command], cwd=vault, check=True, capture_output=True)
        return _plant_all(vault, Random(options.seed), options.goal)  # noqa: S311 - the same ones again


def _plant_all(vault: Path, pick: Random, goal: float) -> int:
    usual, paths = usual_in(vault)
    before = findings(vault)
    print(f"{len(paths)} notes, {sum(before.values())} findings before planting")
    rules = Counter({rule: 0 for _, rule, _ in before})
    for (_, rule, _), count in before.items():
        rules[rule] += count
    print(*(f"  {count} {rule}" for rule, count in rules.most_common()), sep="\n")
    after = [(defect, _plant(defect, vault, usual, paths, pick)) for defect in DEFECTS]
    outcomes = [(defect, None if found is None else sorted((found - before).elements())) for defect, found in after]
    planted = [(defect, new) for defect, new in outcomes if new is not None]
    for defect, new in planted:
        said = "; ".join(f"{rule}: {message}" for _, rule, message in new)
        print(f"{'found ' if new else 'MISSED'} {defect.kind}: {said}")
    found = sum(bool(new) for _, new in planted)
    extra = sum(max(len(new) - 1, 0) for _, new in planted)
    print(
        f"{found} of {len(planted)} found, {len(planted) - found} missed, {extra} extra; "
        f"{len(DEFECTS) - len(planted)} kinds do not go with these notes"
    )
    return 0 if found >= goal * len(planted) else 1


def _plant(
    defect: Defect, vault: Path, usual: Usual, paths: list[str], pick: Random
) -> Counter[tuple[str, str, str]] | None:
    """What is found with the defect in one note; None where no note has what it takes."""
    for path in pick.sample(paths, len(paths)):
        text = (vault / path).read_text("utf-8")
        changed = defect.plant(text, usual, pick)
        if changed is None or changed == text:
            continue
        (vault / path).write_text(changed, "utf-8")
        try:
            return findings(vault)
        finally:
            (vault / path).write_text(text, "utf-8")
    return None


if __name__ == "__main__":
    sys.exit(main())
