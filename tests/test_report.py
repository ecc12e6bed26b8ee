"""What the reports print."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.diagnostic import Diagnostic, Edit, Finding, Fix, Related, Safety, Severity
from notelint.report import REPORTS
from notelint.report.text import summary, width
from notelint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Mapping


def diagnostic(
    text: str,
    span: Span,
    message: str = "wrong",
    *,
    help: str | None = None,  # noqa: A002 - as Finding calls it
    fix: Fix | None = None,
    related: tuple[Related, ...] = (),
    path: str = "notes/a.md",
) -> Diagnostic:
    """A diagnostic of a made-up rule on a text."""
    finding = Finding(span, message, help, fix, related)
    return Diagnostic(Source(path, text), "text-odd", Severity.WARNING, finding)


def written(report: str, *diagnostics: Diagnostic, color: bool = False) -> str:
    """What a report prints."""
    return "".join(REPORTS[report](diagnostics, color=color))


SAFE = Fix("Remove the spaces", (Edit(Span(5, 7), " "),))
UNSAFE = Fix("Rename it", (Edit(Span(2, 5), "Two"),), Safety.UNSAFE)


def test_concise_is_one_line_a_finding() -> None:
    """Path, line, column, severity, rule and message; a star where --fix fixes."""
    found = [diagnostic("# A\n\n# B", Span(5, 8)), diagnostic("# One  x", Span(5, 7), fix=SAFE)]
    unsafe = diagnostic("# One  x", Span(2, 5), fix=UNSAFE, message="a\nb\tc\x1b[31m")
    assert written("concise", *found, unsafe) == (
        "notes/a.md:3:1: warning[text-odd]: wrong\n"
        "notes/a.md:1:6: warning[text-odd]: wrong [*]\n"
        "notes/a.md:1:3: warning[text-odd]: a␊b c␛[31m\n"
    )


def test_full_shows_the_line_and_the_place() -> None:
    """The source line, carets under the span, then help, fix and related places."""
    related = (Related("first here", Span(0, 3)), Related("so the schema says", None, "my.json#/required"))
    found = diagnostic("# A\n# One  x\n", Span(9, 11), help="Write one space.", fix=SAFE, related=related)
    assert written("full", found) == (
        "warning[text-odd]: wrong\n"
        " --> notes/a.md:2:6\n"
        "  |\n"
        "2 | # One  x\n"
        "  |      ^^\n"
        "  |\n"
        "  = help: Write one space.\n"
        "  = --fix: Remove the spaces\n"
        "  = note: first here (notes/a.md:1:1)\n"
        "  = note: so the schema says (my.json#/required)\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("text", "span", "line", "marks"),
    [
        ("ab", Span(2, 2), "ab", "  ^"),
        ("a\nb", Span(0, 3), "a", "^"),
        ("a  \nb", Span(1, 4), "a", " ^^"),
        ("a\r\nb", Span(2, 3), "a", " ^"),
        ("# 模型：x", Span(4, 5), "# 模型：x", "      ^^"),
        ("a\tbc", Span(2, 3), "a    bc", "     ^"),
        ("e\u0301x", Span(2, 3), "e\u0301x", " ^"),
        ("", Span(0, 0), "", "^"),
        ("a\udcffb", Span(1, 2), "a\ufffdb", " ^"),
        ("a" * 100 + "X" + "b" * 100, Span(100, 101), f"…{'a' * 60}X{'b' * 59}…", " " * 61 + "^"),
        ("X" * 300, Span(0, 300), "X" * 120 + "…", "^" * 120),
    ],
    ids=[
        "an empty span at the end of a line",
        "a span over two lines",
        "a span that takes the line end in",
        "a span inside a line end",
        "wide characters take two columns",
        "a tab takes four",
        "a combining character takes none",
        "an empty file",
        "a byte that is not UTF-8",
        "a long line is cut",
        "a long span is cut",
    ],
)
def test_full_puts_the_carets_under_the_span(text: str, span: Span, line: str, marks: str) -> None:
    """The carets stand in the terminal's columns below the marked text."""
    _, _, _, shown, under, *_ = written("full", diagnostic(text, span)).split("\n")
    assert (shown, under) == (f"1 | {line}".rstrip(), f"  | {marks}")


def test_json_is_one_array_with_all_there_is_to_know() -> None:
    """Places count code points, from 1 for people and from 0 for offsets; absent things are null."""
    found = diagnostic("# \U0001f600\n# One  x", Span(9, 11), help="h", fix=Fix("t", (Edit(Span(9, 11), " "),)))
    related = diagnostic("x", Span(0, 1), related=(Related("m", Span(0, 1)), Related("n", None, "s.json#/a")))
    start, end = {"line": 2, "column": 6, "offset": 9}, {"line": 2, "column": 8, "offset": 11}
    first, last = {"line": 1, "column": 1, "offset": 0}, {"line": 1, "column": 2, "offset": 1}
    shared = {"rule": "text-odd", "severity": "warning", "message": "wrong", "path": "notes/a.md", "note": None}
    assert json.loads(written("json", found, related)) == [
        {
            **shared,
            "help": "h",
            "start": start,
            "end": end,
            "fix": {"safety": "safe", "title": "t", "edits": [{"start": start, "end": end, "text": " "}]},
            "related": [],
        },
        {
            **shared,
            "help": None,
            "start": first,
            "end": last,
            "fix": None,
            "related": [
                {"message": "m", "start": first, "end": last, "location": None},
                {"message": "n", "start": None, "end": None, "location": "s.json#/a"},
            ],
        },
    ]
    assert written("json") == "[]\n"


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "json-lines"])
def test_reports_by_file_can_be_put_together(name: str) -> None:
    """The reports on one file and on another make the one on both; one on nothing is empty."""
    first = [diagnostic("# One  x\n\ntwo", Span(5, 7)), diagnostic("# One  x\n\ntwo", Span(10, 13), help="h")]
    other = diagnostic("\n" * 20 + "text", Span(21, 23), path="notes/b.md")
    assert written(name, *first) + written(name) + written(name, other) == written(name, *first, other)
    assert written(name) == ""


def test_colour_changes_nothing_but_colour() -> None:
    """Without its escape sequences a coloured report is the plain one."""
    found = diagnostic("# One  x", Span(5, 7), fix=SAFE, help="h")
    for report in ("full", "concise"):
        colored = written(report, found, color=True)
        assert "\x1b[1;33m" in colored
        for code in ("\x1b[0m", "\x1b[1m", "\x1b[1;33m", "\x1b[1;34m"):
            colored = colored.replace(code, "")
        assert colored == written(report, found)


@settings(deadline=None, max_examples=100)
@given(text=st.text(st.characters(), max_size=300), data=st.data())
def test_any_text_can_be_printed(text: str, data: st.DataObject) -> None:
    """Every report of any span of any text encodes as UTF-8; a line stays a line; JSON gives the message back."""
    source = Source.from_bytes("a.md", text.encode("utf-8", "surrogatepass"))
    start = data.draw(st.integers(0, len(source.text)))
    span = Span(start, data.draw(st.integers(start, len(source.text))))
    fix = Fix(text, (Edit(span, text),))
    found = Diagnostic(source, "section-empty", Severity.INFO, Finding(span, text, text, fix, (Related(text, span),)))
    for report in REPORTS:
        assert written(report, found).encode()
    assert written("concise", found).splitlines() == [written("concise", found)[:-1]]
    assert json.loads(written("json", found))[0]["message"] == text
    assert width(text) >= 0


@pytest.mark.parametrize(
    ("severities", "fixes", "files", "expected"),
    [
        (
            {Severity.WARNING: 1, Severity.ERROR: 1},
            {Safety.SAFE: 1, Safety.UNSAFE: 1},
            1,
            "Found 2 problems (1 error, 1 warning) in 1 file. 1 fixable with --fix, 1 more with --unsafe-fixes.",
        ),
        ({Severity.INFO: 1}, {}, 1, "Found 1 problem (1 info) in 1 file."),
        (
            {Severity.ERROR: 2},
            {Safety.SAFE: 1},
            2,
            "Found 2 problems (2 errors) in 2 files. 1 fixable with --fix.",
        ),
        (
            {Severity.ERROR: 1},
            {Safety.UNSAFE: 1},
            1,
            "Found 1 problem (1 error) in 1 file. 1 fixable with --fix --unsafe-fixes.",
        ),
    ],
    ids=["both kinds of fix", "none", "safe ones", "unsafe ones"],
)
def test_summary(severities: Mapping[Severity, int], fixes: Mapping[Safety, int], files: int, expected: str) -> None:
    """Counts, with plurals; severities from the heaviest on."""
    assert summary(severities, fixes, files) == expected
