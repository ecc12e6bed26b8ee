"""JUnit's XML, in which each finding is a test that failed; the form is the one that Jenkins publishes a schema of.

https://github.com/jenkinsci/xunit-plugin, junit-10.xsd
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from notelint.report.concise import concise_text
from notelint.report.style import printable
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.diagnostic import Diagnostic

# Control characters and surrogates are `printable`'s matter; these two XML 1.0 (2.2) has not either.
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\ufffe": "\ufffd", "\uffff": "\ufffd"}
)

# A report without tests fails in some readers.
_CLEAN = """\
  <testsuite name="notelint" tests="1" failures="0" errors="0">
    <testcase name="no findings" classname="notelint"/>
  </testsuite>
"""


def write(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> Iterator[str]:
    """One XML document: a test suite for each file, a failed test for each diagnostic, or else one that passed."""
    del color
    found = list(diagnostics)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="notelint" tests="{len(found) or 1}" failures="{len(found)}" errors="0">\n'
    for path, group in groupby(found, key=lambda each: each.source.path):
        yield from _suite(path, list(group))
    yield _CLEAN if not found else ""
    yield "</testsuites>\n"


def _suite(path: str, diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    name, count = _escaped(path), len(diagnostics)
    yield f'  <testsuite name="{name}" file="{name}" tests="{count}" failures="{count}" errors="0">\n'
    for test, each in _named(diagnostics):
        yield f'    <testcase name="{_escaped(test)}" classname="{name}">\n'
        yield f'      <failure type="{each.severity}" message="{_escaped(each.finding.message)}">'
        yield f"{concise_text(each).translate(_ESCAPES)}</failure>\n    </testcase>\n"
    yield "  </testsuite>\n"


def _named(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[str, Diagnostic]]:
    """Each diagnostic with the name of its test: readers take tests of one name for one, and know them by it again."""
    seen: Counter[str] = Counter()
    for each in diagnostics:
        name = f"{each.rule}: {each.finding.message}"
        seen[name] += 1
        yield f"{name} ({seen[name]})" if seen[name] > 1 else name, each


def _escaped(text: str) -> str:
    return printable(text).translate(_ESCAPES)
