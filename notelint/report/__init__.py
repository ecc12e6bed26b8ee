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


def _for_people(function: str) -> Report:
    def write(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
        report: Report = getattr(import_module("notelint.report.text"), function)
        return report(diagnostics, color=color)

    return write


def _for_programs(module: str, function: str = "write") -> Report:
    def write(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:  # noqa: ARG001 - they have none
        report: Report = getattr(import_module(f"notelint.report.{module}"), function)
        return report(diagnostics)

    return write


REPORTS: Mapping[str, Report] = {
    "full": _for_people("write_full"),
    "concise": _for_people("write_concise"),
    "grouped": _for_people("write_grouped"),
    "json": _for_programs("json"),
    "json-lines": _for_programs("json", "write_lines"),
    "junit": _for_programs("exchange", "write_junit"),
    "github": _for_programs("exchange", "write_github"),
    "gitlab": _for_programs("exchange", "write_gitlab"),
    "rdjson": _for_programs("exchange", "write_rdjson"),
    "sarif": _for_programs("sarif"),
}
"""The reports by name, each loaded when it is first used; the same diagnostics give the same text."""
