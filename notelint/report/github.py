"""Workflow commands, which GitHub Actions shows as annotations beside the lines that they are about.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from notelint.diagnostic import Severity
from notelint.report.concise import concise_text
from notelint.report.style import printable
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.diagnostic import Diagnostic

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

# As the runner takes them back: https://github.com/actions/toolkit, packages/core/src/command.ts.
_IN_MESSAGE = {ord(character): f"%{ord(character):02X}" for character in "%\r\n"}
_IN_PROPERTY = {ord(character): f"%{ord(character):02X}" for character in "%\r\n:,"}


def write(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """A command for each diagnostic, the heaviest first: of each kind a step shows no more than ten annotations.

    What the log shows of a command is its message alone, so that says the place and the rule too.
    """
    del color
    order = list(Severity)
    for each in sorted(diagnostics, key=lambda each: order.index(each.severity)):
        properties = ",".join(f"{name}={value}" for name, value in _properties(each).items())
        yield f"::{_COMMANDS[each.severity]} {properties}::{concise_text(each).translate(_IN_MESSAGE)}\n"


def _properties(diagnostic: Diagnostic) -> dict[str, object]:
    """Where the annotation stands. Columns go only with a place on one line: GitHub takes no others."""
    start, end = map(diagnostic.source.position, diagnostic.finding.span)
    place = {"line": start.line, "endLine": end.line}
    if start.line == end.line:
        place |= {"col": start.column, "endColumn": end.column}
    path = printable(diagnostic.source.path).translate(_IN_PROPERTY)
    return {"title": f"notelint ({diagnostic.rule})", "file": path, **place}
