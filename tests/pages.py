"""Makes what the documentation takes from notelint: `python -m tests.pages` writes docs/rules.md and docs/check.svg.

The picture needs rich (group `dev`); tests/test_docs.py holds both files against what notelint says.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from html import unescape
from pathlib import Path

from notelint.rule import Rule, read_rules

ROOT = Path(__file__).parents[1]
RULES = ROOT / "docs" / "rules.md"
PICTURE = ROOT / "docs" / "check.svg"
SHOWN = (
    "notelint check --output-format concise tests/notes/draft.md",
    "notelint check --select image-case tests/notes/draft.md",
    "notelint convert --to bibtex tests/notes/dense-retrieval.md",
)
_INTRODUCTION = """\
# Rules

`notelint rule NAME` prints the document of a rule: the reason, a bad note with its exact output, and the fixed note.
`--select image` runs a family, `--select image-missing` one rule; `--select all` also those that are off by default.
A safe fix is made by `--fix`, an unsafe one by `--fix --unsafe-fixes`.
"""
_COLUMNS = "| rule | what holds in a good note | severity | fix |\n|---|---|---|---|\n"
# Rich's own template fetches a font from the web; any font of fixed width will do.
_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: Arial, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""  # noqa: E501 - one element a line


def rules_page() -> str:
    """The list of all rules, a table for each family, each rule linked to its document."""
    families: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in read_rules():
        families[rule.family].append(rule)
    tables = (f"\n## {family}\n\n{_COLUMNS}{''.join(map(_row, rules))}" for family, rules in families.items())
    return _INTRODUCTION + "".join(tables)


def _row(rule: Rule) -> str:
    severity = f"{rule.severity}{'' if rule.default else ', off by default'}"
    return f"| [{rule.name}](../rules/{rule.name}.md) | {rule.summary} | {severity} | {rule.fix or ''} |\n"


def session(*, color: bool) -> str:
    """What a terminal shows after the commands of the picture, run in the project's folder."""
    return "\n".join(f"$ {command}\n{output(command, color=color)}" for command in SHOWN)


def output(command: str, *, color: bool = False) -> str:
    """What a command of notelint prints on both streams, with this Python and in this checkout."""
    environment = {key: value for key, value in os.environ.items() if key not in {"FORCE_COLOR", "NO_COLOR"}}
    return subprocess.run(
        [sys.executable, "-m", *command.split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        cwd=ROOT,
        env={**environment, **({"FORCE_COLOR": "1"} if color else {})},
    ).stdout


def picture() -> str:
    """The session as a picture of a terminal."""
    from rich.console import Console  # noqa: PLC0415 - tests need only what is in the picture
    from rich.text import Text  # noqa: PLC0415 - as for the console

    text = session(color=True)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=140, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi(text))
    return console.export_svg(title="notelint", code_format=_SVG, unique_id="notelint")


def text_of(svg: str) -> str:
    """The text that a picture shows, line by line; gaps are places in a picture, not spaces."""
    rows: defaultdict[float, str] = defaultdict(str)
    for y, text in re.findall(r'<text class="notelint-r\d+"[^>]* y="([\d.]+)"[^>]*>([^<]*)</text>', svg):
        rows[float(y)] += "".join(unescape(text).split())
    return "\n".join(row for _, row in sorted(rows.items()) if row)


if __name__ == "__main__":
    RULES.write_text(rules_page(), "utf-8")
    PICTURE.write_text(picture(), "utf-8")
