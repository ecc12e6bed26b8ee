"""One JSON object a line, the same as an element of `json`: for `jq`, `grep` and readers that take one at a time."""

from __future__ import annotations

from notelint.report.json import finding_line
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.diagnostic import Diagnostic


def write(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """A line for each diagnostic."""
    del color
    for each in diagnostics:
        yield f"{finding_line(each)}\n"
