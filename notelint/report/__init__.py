"""Diagnostics as text: one writer a module, each `(diagnostics, color) -> pieces of text`."""

from __future__ import annotations

from notelint.report.concise import write_concise
from notelint.report.full import write_full
from notelint.report.json import write_json

REPORTS = {"full": write_full, "concise": write_concise, "json": write_json}
