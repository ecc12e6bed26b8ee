"""Diagnostics as text: a writer for each report."""

from __future__ import annotations

from importlib import import_module

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Protocol

    from notelint.diagnostic import Diagnostic

    class Report(Protocol):
        """Gives diagnostics as text, in pieces; with `color` for a terminal, where the report is one for people."""

        def __call__(self, diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]: ...


def _report(module: str, function: str = "write") -> Report:
    def write(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
        report: Report = getattr(import_module(f"notelint.report.{module}"), function)
        return report(diagnostics, color=color)

    return write


REPORTS: Mapping[str, Report] = {
    "full": _report("full"),
    "concise": _report("concise"),
    "grouped": _report("concise", "write_grouped"),
    "json": _report("json"),
    "json-lines": _report("json", "write_lines"),
    "junit": _report("junit"),
    "github": _report("forges", "write_github"),
    "gitlab": _report("forges", "write_gitlab"),
    "rdjson": _report("rdjson"),
    "sarif": _report("sarif"),
}
"""The reports by name, each loaded when it is first used; the same diagnostics give the same text."""
