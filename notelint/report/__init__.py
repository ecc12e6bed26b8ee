"""Diagnostics as text: one writer a module, each `(diagnostics, color) -> pieces of text`."""

from __future__ import annotations

from notelint.report.concise import write_concise
from notelint.report.full import write_full
from notelint.report.github import write_github
from notelint.report.gitlab import write_gitlab
from notelint.report.grouped import write_grouped
from notelint.report.json import write_json
from notelint.report.json_lines import write_json_lines
from notelint.report.junit import write_junit
from notelint.report.rdjson import write_rdjson
from notelint.report.sarif import write_sarif

REPORTS = {
    "full": write_full,
    "concise": write_concise,
    "grouped": write_grouped,
    "json": write_json,
    "json-lines": write_json_lines,
    "junit": write_junit,
    "github": write_github,
    "gitlab": write_gitlab,
    "rdjson": write_rdjson,
    "sarif": write_sarif,
}
