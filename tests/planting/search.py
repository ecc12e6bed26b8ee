"""What `notelint check` says of a vault, and what its notes have in common."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

from tests.planting.defects import Usual

if TYPE_CHECKING:
    from pathlib import Path

_USUAL = 0.9


def findings(vault: Path) -> Counter[tuple[str, str, str]]:
    """The findings of a check by default: path, rule, and message without the figures of siblings."""
    found = json.loads(_notelint(vault, "check", "--no-cache", "--jobs", "1", "--output-format", "json", "."))
    return Counter((each["path"], each["rule"], re.sub(r"\d+", "N", each["message"])) for each in found)


def usual_in(vault: Path) -> tuple[Usual, list[str]]:
    """What nearly all notes of a vault have, as a reader of their lines sees it, and the notes' paths."""
    records = [json.loads(line) for line in _notelint(vault, "convert", "--to", "jsonl", ".").splitlines()]
    counts = Counter(record["source"]["path"] for record in records)
    paths = sorted(path for path, count in counts.items() if count == 1)
    texts = [(vault / path).read_text("utf-8") for path in paths]
    blocks = [found[1] if (found := re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)) else "" for text in texts]
    return Usual(
        sections=_common([{*re.findall(r"(?m)^#{2,6} +(?:[\d.]+ +)?([^\n]+?)(?: *: *)?$", text)} for text in texts]),
        keys=_common([{*re.findall(r"(?m)^([\w-]+):[^\S\n]*\S", block)} for block in blocks]),
        labels=_common([{*re.findall(r"(?m)^(?:[-*] )?\*\*([^*\n:]+?):?\*\*:? *\S", text)} for text in texts]),
    ), paths


def _common(sets: list[set[str]]) -> list[str]:
    counts = Counter(name for each in sets for name in each)
    return sorted(name for name, count in counts.items() if count >= _USUAL * len(sets))


def _notelint(vault: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "notelint", *arguments]
    return subprocess.run(command, cwd=vault, capture_output=True, text=True, check=False).stdout
