"""The reports that other programs read (SARIF has a module of its own), and the one by file."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from junitparser import JUnitXml

from notelint.diagnostic import Diagnostic, Edit, Finding, Fix, Safety, Severity
from notelint.report import REPORTS
from notelint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOTE = Source("notes/a.md", "# A  b\r\n\r\n論\U0001f600文\n\n## c\n")
OTHER = Source("notes/b.md", "x\n" * 20)
SPACES = Fix("fold the spaces", (Edit(Span(3, 5), " "),))

ERROR = Diagnostic(NOTE, "section-missing", Severity.ERROR, Finding(Span(15, 19), '"c" has no Summary'), "c")
WARNING = Diagnostic(NOTE, "heading-whitespace", Severity.WARNING, Finding(Span(3, 5), "spaces", "fold", SPACES), "a")
INFO = Diagnostic(OTHER, "text-odd", Severity.INFO, Finding(Span(30, 30), "odd"))
FOUND = (WARNING, ERROR, INFO)

# All that a path, a message and a help can hold and a format may trip over.
HARD = "100%0A: a,b;c [x](1) <&>\"' ]]> \\ \x00\x1b\x85\u2028\ufffe\uffff\ud800 \udcff\r\n\t::error::論\U0001f600"
PATH = "my notes/論\U0001f600 50%: a,b#c?<&\"'.md"
TROUBLE = Diagnostic(Source(PATH, "x"), "text-odd", Severity.ERROR, Finding(Span(0, 1), HARD, HARD))


def written(report: str, *diagnostics: Diagnostic) -> str:
    """What a report prints; it can be encoded."""
    return "".join(REPORTS[report](diagnostics)).encode().decode()


def test_grouped_names_each_file_once() -> None:
    """The findings of a file stand below its path, their places in a column."""
    assert written("grouped", *FOUND) == (
        "notes/a.md\n"
        "  1:4  warning[heading-whitespace]: spaces [*]\n"
        '  5:1  error[section-missing]: "c" has no Summary\n'
        "\n"
        "notes/b.md\n"
        "  16:1  info[text-odd]: odd\n"
        "\n"
    )
    assert written("grouped") == ""
    far = Diagnostic(OTHER, "text-odd", Severity.INFO, Finding(Span(0, 0), "near"))
    assert written("grouped", far, INFO).splitlines()[1] == "  1:1   info[text-odd]: near"


def test_grouped_stays_in_its_lines() -> None:
    """Nothing in a path or message breaks a line or reaches the terminal."""
    assert len(written("grouped", TROUBLE).splitlines()) == 3
    assert "\x1b" not in written("grouped", TROUBLE)


def test_json_lines_are_the_elements_of_json() -> None:
    """A line each, none where nothing was found; what JSON cannot hold is escaped."""
    lines = written("json-lines", *FOUND, TROUBLE).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == json.loads(written("json", *FOUND, TROUBLE))
    assert json.loads(lines[-1])["message"] == HARD
    assert written("json-lines") == ""


def object_of(**properties: object) -> dict[str, object]:
    """The schema of an object that has just these properties."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [*properties],
        "properties": properties,
    }


STRING = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
GITLAB = {
    "type": "array",
    "items": object_of(
        check_name=STRING,
        description=STRING,
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        fingerprint={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        location=object_of(path={"type": "string", "pattern": r"^(?!/|\./)"}, lines=object_of(begin=COUNT, end=COUNT)),
    ),
}

# https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto
RANGE = object_of(start=object_of(line=COUNT, column=COUNT), end=object_of(line=COUNT, column=COUNT))
RDJSON = object_of(
    source=object_of(name=STRING),
    diagnostics={
        "type": "array",
        "items": object_of(
            message=STRING,
            location=object_of(path=STRING, range=RANGE),
            severity={"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
            code=object_of(value=STRING),
            suggestions={"type": "array", "maxItems": 1, "items": object_of(range=RANGE, text={"type": "string"})},
        ),
    },
)


@pytest.mark.parametrize(("report", "schema"), [("gitlab", GITLAB), ("rdjson", RDJSON)])
@pytest.mark.parametrize("found", [(), FOUND, (TROUBLE,)], ids=["nothing", "three", "hard characters"])
def test_json_fits_its_schema(report: str, schema: Mapping[str, Any], found: Sequence[Diagnostic]) -> None:
    """The services refuse a report that does not; strict readers refuse a lone surrogate, and its escape too."""
    text = written(report, *found)
    jsonschema.validate(json.loads(text), schema, jsonschema.Draft202012Validator)
    assert "\\ud" not in text


def test_gitlab() -> None:
    """Each finding is an issue on the lines of its place; the lone surrogates of a message are replaced."""
    empty: list[object] = []
    assert json.loads(written("gitlab")) == empty
    issues = json.loads(written("gitlab", *FOUND, TROUBLE))
    for issue in issues:
        del issue["fingerprint"]
    said = HARD.replace("\ud800", "\ufffd").replace("\udcff", "\ufffd")
    assert issues == [
        {
            "check_name": rule,
            "description": description,
            "severity": severity,
            "location": {"path": path, "lines": {"begin": line, "end": line}},
        }
        for rule, description, severity, path, line in [
            ("heading-whitespace", "spaces; fold", "minor", "notes/a.md", 1),
            ("section-missing", '"c" has no Summary', "major", "notes/a.md", 5),
            ("text-odd", "odd", "info", "notes/b.md", 16),
            ("text-odd", f"{said}; {said}", "major", PATH, 1),
        ]
    ]


@pytest.mark.parametrize(
    ("span", "lines"),
    [
        (Span(0, 4), {"begin": 1, "end": 2}),
        (Span(0, 5), {"begin": 1, "end": 3}),
        (Span(2, 2), {"begin": 2, "end": 2}),
        (Span(0, 0), {"begin": 1, "end": 1}),
    ],
    ids=["two whole lines", "into the third", "before a line", "before the text"],
)
def test_gitlab_ends_on_the_last_line_that_is_meant(span: Span, lines: dict[str, int]) -> None:
    """A place that ends with a line end does not reach into the next line."""
    [issue] = json.loads(written("gitlab", Diagnostic(OTHER, "text-odd", Severity.INFO, Finding(span, "m"))))
    assert issue["location"]["lines"] == lines


def test_gitlab_tells_like_findings_apart() -> None:
    """A fingerprint is neither that of another file nor there twice in one; lines above do not change it."""
    like = [Finding(Span(start, start + 1), "m") for start in (0, 2, 4)]

    def prints(path: str, text: str, shift: int = 0) -> list[str]:
        source = Source(path, text)
        moved = [Finding(Span(each.span.start + shift, each.span.end + shift), "m") for each in like]
        found = [Diagnostic(source, "text-odd", Severity.INFO, each) for each in moved]
        return [issue["fingerprint"] for issue in json.loads(written("gitlab", *found))]

    here = prints("a.md", "x\nx\nx\n")
    assert len({*here, *prints("b.md", "x\nx\nx\n")}) == 6
    assert prints("a.md", "new\n\nx\nx\nx\n", 5) == here


def test_rdjson_counts_bytes() -> None:
    """Columns count the bytes of the line, also of those that are not UTF-8; line ends are those of the file."""
    source = Source.from_bytes("a.md", "é\r\n論\U0001f600".encode() + b"\xff!\n")
    found = Diagnostic(source, "text-odd", Severity.INFO, Finding(Span(4, 6), "m"))
    assert json.loads(written("rdjson", found)) == {
        "source": {"name": "notelint"},
        "diagnostics": [
            {
                "message": "m",
                "location": {
                    "path": "a.md",
                    "range": {"start": {"line": 2, "column": 4}, "end": {"line": 2, "column": 9}},
                },
                "severity": "INFO",
                "code": {"value": "text-odd"},
                "suggestions": [],
            }
        ],
    }


@pytest.mark.parametrize("offset", [0, 1023, 1024, 1025, 2048, 2500], ids=str)
def test_rdjson_counts_bytes_of_a_long_line(offset: int) -> None:
    """Wherever the counting starts from, the column is the number of bytes before it, and one."""
    source = Source("a.md", "論x" * 1250)
    found = Diagnostic(source, "text-odd", Severity.INFO, Finding(Span(offset, offset), "m"))
    [diagnostic] = json.loads(written("rdjson", found))["diagnostics"]
    place = {"line": 1, "column": len(source.text[:offset].encode()) + 1}
    assert diagnostic["location"]["range"] == {"start": place, "end": place}


@pytest.mark.parametrize(
    ("fix", "expected"),
    [
        (SPACES, [(1, 4, 1, 6, " ")]),
        (Fix("t", (Edit(Span(5, 6), "B"), Edit(Span(0, 0), "#")), Safety.UNSAFE), [(1, 1, 1, 7, "## A  B")]),
        (Fix("t", (Edit(Span(0, 1), "##"), Edit(Span(15, 17), "###"))), []),
        (Fix("t", (Edit(Span(6, 10), "\n"),)), [(1, 7, 3, 1, "\n")]),
        (Fix("t", (Edit(Span(0, 1), "\udcff"),)), []),
    ],
    ids=["one edit", "two on a line, unordered", "two lines apart", "one over lines", "bytes that are not UTF-8"],
)
def test_rdjson_suggests_a_fix_as_a_whole(fix: Fix, expected: list[tuple[int, int, int, int, str]]) -> None:
    """A reviewer takes a suggestion or leaves it: edits that go together are one suggestion, or none."""
    found = Diagnostic(NOTE, "text-odd", Severity.INFO, Finding(Span(0, 1), "m", "fix it", fix))
    [diagnostic] = json.loads(written("rdjson", found))["diagnostics"]
    assert diagnostic["message"] == "m\nhelp: fix it"
    assert diagnostic["suggestions"] == [
        {
            "range": {"start": {"line": line, "column": column}, "end": {"line": end_line, "column": end_column}},
            "text": text,
        }
        for line, column, end_line, end_column, text in expected
    ]


def command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner of GitHub Actions reads it: its name, properties and message."""

    def plain(text: str, codes: Mapping[str, str]) -> str:
        for code, character in codes.items():
            text = text.replace(code, character)
        return text.replace("%25", "%")

    assert line.startswith("::")
    head, _, message = line[2:].partition("::")
    name, _, properties = head.partition(" ")
    codes = {"%0D": "\r", "%0A": "\n"}
    pairs = (pair.split("=", 1) for pair in properties.split(","))
    values = {key: plain(value, {**codes, "%3A": ":", "%2C": ","}) for key, value in pairs}
    return name, values, plain(message, codes)


def test_github_shows_the_heaviest_first() -> None:
    """GitHub shows few annotations of a step; the message says the place and rule, for the log shows nothing else."""
    assert [command(line) for line in written("github", *FOUND).splitlines()] == [
        (
            "error",
            {
                "title": "notelint (section-missing)",
                "file": "notes/a.md",
                "line": "5",
                "endLine": "5",
                "col": "1",
                "endColumn": "5",
            },
            'notes/a.md:5:1: error[section-missing]: "c" has no Summary',
        ),
        (
            "warning",
            {
                "title": "notelint (heading-whitespace)",
                "file": "notes/a.md",
                "line": "1",
                "endLine": "1",
                "col": "4",
                "endColumn": "6",
            },
            "notes/a.md:1:4: warning[heading-whitespace]: spaces [*]\nhelp: fold",
        ),
        (
            "notice",
            {
                "title": "notelint (text-odd)",
                "file": "notes/b.md",
                "line": "16",
                "endLine": "16",
                "col": "1",
                "endColumn": "1",
            },
            "notes/b.md:16:1: info[text-odd]: odd",
        ),
    ]
    assert written("github") == ""


def test_github_gives_no_columns_over_lines() -> None:
    """GitHub refuses columns where an annotation begins and ends on different lines."""
    found = Diagnostic(NOTE, "text-odd", Severity.INFO, Finding(Span(0, 12), "m"))
    _, properties, _ = command(written("github", found)[:-1])
    assert properties == {"title": "notelint (text-odd)", "file": "notes/a.md", "line": "1", "endLine": "3"}


def test_github_takes_everything_back() -> None:
    """One line, from which the runner reads the path as it is and a message that hides no other command."""
    [line] = written("github", TROUBLE).splitlines()
    name, properties, message = command(line)
    assert (name, properties["file"]) == ("error", PATH)
    shown = "100%0A: a,b;c [x](1) <&>\"' ]]> \\ ␀␛\ufffd\ufffd\ufffe\uffff\ufffd \ufffd␍␊ ::error::論\U0001f600"
    assert message == f"{PATH}:1:1: error[text-odd]: {shown}\nhelp: {shown}"


def test_junit() -> None:
    """A test suite for each file, a failed test for each finding, in the words of the concise report."""
    suites = JUnitXml.fromstring(written("junit", *FOUND).encode())
    assert (suites.tests, suites.failures, suites.errors) == (3, 3, 0)
    assert [
        (suite.name, suite.tests, suite.failures, [(case.name, case.classname) for case in suite]) for suite in suites
    ] == [
        (
            "notes/a.md",
            2,
            2,
            [("heading-whitespace: spaces", "notes/a.md"), ('section-missing: "c" has no Summary', "notes/a.md")],
        ),
        ("notes/b.md", 1, 1, [("text-odd: odd", "notes/b.md")]),
    ]
    results = [result for suite in suites for case in suite for result in case.result]
    assert [(result.type, result.message, result.text) for result in results] == [
        ("warning", "spaces", "notes/a.md:1:4: warning[heading-whitespace]: spaces [*]\nhelp: fold"),
        ("error", '"c" has no Summary', 'notes/a.md:5:1: error[section-missing]: "c" has no Summary'),
        ("info", "odd", "notes/b.md:16:1: info[text-odd]: odd"),
    ]


def test_junit_of_a_clean_run_has_a_test_that_passed() -> None:
    """Readers take a report without tests for a mistake."""
    suites = JUnitXml.fromstring(written("junit").encode())
    assert [(case.name, case.is_passed) for suite in suites for case in suite] == [("no findings", True)]
    assert (suites.tests, suites.failures) == (1, 0)


def test_junit_names_no_two_tests_alike() -> None:
    """Readers count tests of one name in a file as one."""
    found = [Diagnostic(OTHER, "text-odd", Severity.INFO, Finding(Span(2 * n, 2 * n + 1), "odd")) for n in range(3)]
    [suite] = JUnitXml.fromstring(written("junit", *found).encode())
    assert [case.name for case in suite] == ["text-odd: odd", "text-odd: odd (2)", "text-odd: odd (3)"]


# As junit-10.xsd of the Jenkins xUnit plugin has them: the children of each element, its attributes, those it needs.
JUNIT: Mapping[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"testsuite"}, {"name", "time", "tests", "failures", "errors"}, set()),
    "testsuite": (
        {"testcase"},
        {"name", "file", "tests", "failures", "errors"},
        {"name", "tests", "failures", "errors"},
    ),
    "testcase": ({"failure"}, {"name", "time", "classname", "group"}, {"name"}),
    "failure": (set(), {"type", "message"}, set()),
}


@pytest.mark.parametrize("found", [(), FOUND, (TROUBLE,)], ids=["nothing", "three", "hard characters"])
def test_junit_fits_its_schema(found: Sequence[Diagnostic]) -> None:
    """Elements and attributes are those that Jenkins takes, of characters that XML has."""
    root = ET.parse(StringIO(written("junit", *found))).getroot()  # noqa: S314 - our own text
    assert root.tag == "testsuites"
    for element in root.iter():
        children, attributes, required = JUNIT[element.tag]
        assert {child.tag for child in element} <= children
        assert required <= element.attrib.keys() <= attributes


def test_junit_gives_a_path_back() -> None:
    """What XML has a use for is escaped, what it cannot hold is replaced."""
    [suite] = JUnitXml.fromstring(written("junit", TROUBLE).encode())
    [case] = suite
    [result] = case.result
    shown = "100%0A: a,b;c [x](1) <&>\"' ]]> \\ ␀␛\ufffd\ufffd\ufffd\ufffd\ufffd \ufffd␍␊ ::error::論\U0001f600"
    assert (suite.name, result.message) == (PATH, shown)
    assert result.text == f"{PATH}:1:1: error[text-odd]: {shown}\nhelp: {shown}"
