"""What a library says of a user's input is never shown, whatever its version says: each error has words of our own."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
import watchfiles
import yaml
from jsonschema import ValidationError

from notelint.errors import NotelintError
from notelint.front_matter import read_front_matter
from notelint.schema import load_schema
from notelint.schema.validation import Validator
from notelint.source import Source
from notelint.store import Disk, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from notelint.front_matter import Problem

    Run = Callable[..., tuple[int, str, str]]

RAW = "zyx: widget overflow"
PATTERN = "^(?P<title>.+)(?:zyx)$"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"title": {"type": "string"}, "score": {"type": "integer", "minimum": 1}},
    "x-markdown": {"note": {"file": True}},
}

pytestmark = pytest.mark.usefixtures("in_temporary_folder")


def raising(error: BaseException) -> Callable[..., NoReturn]:
    """A function that raises an error, whatever it is given."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def mark(index: int) -> yaml.Mark:
    """A place as PyYAML gives it."""
    return yaml.Mark("note.md", index, 0, index, None, 0)


def problem_of(text: str) -> Problem:
    """The problem of a text's front matter, which must lie inside of it."""
    front_matter = read_front_matter(Source("note.md", text))
    assert front_matter is not None
    problem = front_matter.problem
    assert problem is not None
    start, end = front_matter.body_span
    assert start <= problem.span.start <= problem.span.end <= end
    return problem


@pytest.mark.parametrize(
    "error",
    [
        yaml.scanner.ScannerError(None, None, RAW, mark(3)),
        yaml.parser.ParserError(RAW, mark(1), RAW, mark(10_000)),
        yaml.MarkedYAMLError(RAW, None, None, None, RAW),
        yaml.reader.ReaderError("note.md", 3, 7, "unicode", RAW),
        yaml.YAMLError(RAW),
        ValueError(RAW),
        OverflowError(RAW),
    ],
    ids=lambda error: type(error).__name__,
)
def test_yaml(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of PyYAML's that no version has had so far."""
    monkeypatch.setattr(yaml, "parse", raising(error))

    problem = problem_of("---\na: {b: [c]}\nd: e\n---\n")

    assert (problem.message, problem.help) == ("this is not valid YAML", "put the value in quotes if it is text")


@pytest.mark.parametrize("at", [0, 3, 8, 10_000])
@pytest.mark.parametrize(
    "kind",
    [
        "mapping values are not allowed",
        "sequence entries are not allowed",
        "cannot start any token",
        "while parsing a flow sequence",
        "quoted scalar: unknown escape",
        "quoted scalar: escape code",
        "scalar: found unexpected end of stream",
        "could not find expected ':'",
        "while scanning a tag",
        "while scanning a block scalar",
        "while parsing a flow node",
        "expected the node content",
        "while parsing a block mapping",
        "expected <document start>",
        "nesting depth",
    ],
)
def test_yaml_at_another_place(kind: str, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a version puts an error of a known kind, what is said stands inside the text and is ours."""
    monkeypatch.setattr(yaml, "parse", raising(yaml.MarkedYAMLError(None, None, f"{kind}, {RAW}", mark(at))))

    problem = problem_of("---\na: {b: [c]}\nd: e\n---\n")

    assert RAW not in problem.message + problem.help
    assert problem.message != "this is not valid YAML"


TOML_ERRORS = [
    pytest.param(ValueError(f"{RAW} (at line 1, column 3)"), id="a place"),
    pytest.param(ValueError(f"{RAW} (at line 900, column 9)"), id="a place outside"),
    pytest.param(ValueError(f"{RAW} (at end of document)"), id="the end"),
    pytest.param(ValueError(RAW), id="no place"),
    pytest.param(RecursionError(RAW), id="recursion"),
]


@pytest.mark.parametrize("error", TOML_ERRORS)
def test_toml(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of tomllib's that no version has had so far, in front matter."""
    monkeypatch.setattr(tomllib, "loads", raising(error))

    problem = problem_of("+++\na = 1\nb = 2\n+++\n")

    deep = isinstance(error, RecursionError)
    assert problem.message == ("values are nested too deeply to read" if deep else "this is not valid TOML")
    assert RAW not in problem.help


@pytest.mark.parametrize("error", TOML_ERRORS)
def test_configuration(error: Exception, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """The same in a configuration file and on the command line."""
    Path("notelint.toml").write_text("a = 1\nb = 2\n")
    monkeypatch.setattr(tomllib, "loads", raising(error))

    code, _, err = run("check", ".")

    assert (code, err.count("\n")) == (2, 1)
    assert re.match(r"notelint: notelint\.toml:\d+:\d+: (?:this is not valid TOML|values are nested too deeply)", err)
    assert RAW not in err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (json.JSONDecodeError(RAW, "[1]", 1), ":1:2: this is not valid JSON: what stands here is no value; "),
        (json.JSONDecodeError(RAW, "[1]", 3), ":1:4: this is not valid JSON: the text ends too early; "),
        (ValueError(RAW), ":1:1: a number with too many digits; "),
        (RecursionError(RAW), ": nested too deeply to read; "),
    ],
    ids=["a place", "the end", "no place", "recursion"],
)
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--baseline", "it.json", "a.md"),
        ("check", "--schema", "it.json", "a.md"),
        ("diff", "it.json", "it.json"),
    ],
    ids=["baseline", "schema", "records"],
)
def test_json(
    arguments: tuple[str, ...], error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """An error of json's that no version has had so far, in each file that is JSON."""
    Path("a.md").write_text("# A\n")
    Path("it.json").write_text("[1]")
    loads = json.loads
    monkeypatch.setattr(json, "loads", lambda text, **more: raising(error)() if text == "[1]" else loads(text, **more))

    code, _, err = run(*arguments)

    assert (code, err.count("\n")) == (2, 1)
    assert err.startswith(f"notelint: it.json{said}")
    assert RAW not in err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (re.error(RAW, PATTERN, 14), "this means nothing in Python: `(?:zyx)$` at character 15; write `\\` before"),
        (re.error(RAW), "this means nothing in Python; write `\\` before"),
        (OverflowError(RAW), "it repeats too often; write a smaller number"),
        (RecursionError(RAW), "it is nested too deeply; leave out groups"),
    ],
    ids=["a place", "no place", "overflow", "recursion"],
)
def test_pattern(error: Exception, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of re's that no version has had so far, in a note schema."""
    document = {**SCHEMA, "x-markdown": {"note": {"heading": PATTERN}}}
    Path("s.json").write_text(json.dumps(document))
    compiled = re.compile
    monkeypatch.setattr(
        re, "compile", lambda text, *more: raising(error)() if text == PATTERN else compiled(text, *more)
    )

    with pytest.raises(NotelintError) as caught:
        load_schema(Path("s.json"))

    place = "s.json#/x-markdown/note/heading"
    assert str(caught.value).startswith(f"{place}: no regular expression that Python reads: {said}")
    assert RAW not in str(caught.value)


@pytest.mark.parametrize(
    "pattern", ["a{99999999999999999999}", "(" * 3000 + ")" * 3000], ids=["overflow", "recursion"]
)
def test_value_that_is_a_pattern(pattern: str) -> None:
    """A value that must be a regular expression, and makes `re` raise what jsonschema does not expect."""
    document = {**SCHEMA, "properties": {"title": {"type": "string", "format": "regex"}}}
    Path("s.json").write_text(json.dumps(document))

    found = load_schema(Path("s.json")).violations({"title": pattern})

    assert [each.message for each in found] == ["must be a regular expression that Python reads"]


def test_what_python_warns_of() -> None:
    """A pattern that a later Python may read otherwise is taken in silence (a warning fails this test)."""
    re.purge()
    document = {**SCHEMA, "properties": {"title": {"type": "string", "pattern": "^[[a]+$"}}}
    Path("s.json").write_text(json.dumps(document))

    schema = load_schema(Path("s.json"))

    assert schema.violations({"title": "[a"}) == ()
    assert [each.message for each in schema.violations({"title": "b"})] == ["must match `^[[a]+$`"]


@pytest.mark.parametrize("keyword", ["minimum", "zyxKeyword"])
def test_validation(keyword: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that falls short, also of a keyword that only a later jsonschema knows."""
    Path("s.json").write_text(json.dumps(SCHEMA))
    schema = load_schema(Path("s.json"))
    error = ValidationError(
        RAW, validator=keyword, path=["score"], validator_value=1, instance=0, schema={}, schema_path=[keyword]
    )
    monkeypatch.setattr(Validator, "iter_errors", lambda *_: iter([error]))

    (found,) = schema.violations({"score": 0})

    expected = {"minimum": "must be a number of 1 or more", "zyxKeyword": "must meet `zyxKeyword` of the schema"}
    assert (found.property, found.message) == ("score", expected[keyword])


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError(RAW), "the system does not say why"), (ValueError(RAW), "no file can have such a name")],
    ids=["OSError", "ValueError"],
)
def test_file(error: Exception, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that Python does not open."""
    monkeypatch.setattr(Disk, "read", raising(error))

    with pytest.raises(NotelintError) as caught:
        read_bytes("a.md")

    assert str(caught.value) == f"a.md: cannot be read: {said}"


@pytest.mark.parametrize("error", [OSError(RAW), RuntimeError(RAW)], ids=lambda error: type(error).__name__)
def test_watch(error: Exception, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Folders that watchfiles cannot watch."""
    Path("a.md").write_text("# A\n")
    monkeypatch.setattr(watchfiles, "watch", lambda *_, **__: map(raising(error), [0]))

    code, _, err = run("check", "--watch", "a.md")

    assert code == 2
    assert err.splitlines()[-1].startswith(
        "notelint: --watch: the folders cannot be watched: check that each is there"
    )
    assert RAW not in err
