"""Note schemas: loaded, checked and compiled into layouts."""

from __future__ import annotations

import copy
import json
import re
import signal
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint import bounds
from notelint.errors import NotelintError
from notelint.note import read_document
from notelint.note.layout import Field, Layout
from notelint.record import records
from notelint.record.model import PROPERTIES
from notelint.schema import faults, find_schema, load_schema, model, shipped_schemas
from notelint.schema.faults import RECORDS_OWN
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]


REVIEW: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Review",
    "x-markdown": {"note": {"file": True}, "sections": {"ordered": True}},
    "type": "object",
    "required": ["verdict"],
    "properties": {
        "verdict": {"enum": ["accept", "reject"], "x-markdown": {"front-matter": "verdict", "label": ["Verdict"]}},
        "score": {"type": "integer", "minimum": 1, "maximum": 5},
        "strengths": {"type": "string", "x-markdown": {"section": "Strengths", "aliases": "Pros", "read": "markdown"}},
        "topics": {
            "type": "array",
            "items": {"$ref": "#/$defs/topic"},
            "x-markdown": {"label": "Topics", "split": ";"},
        },
    },
    "$defs": {"topic": {"type": "string", "minLength": 2}},
}


def saved(folder: Path, document: object) -> Path:
    """The file of a schema (a string is written as it is)."""
    path = folder / "review.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return path


def refusal(folder: Path, document: object) -> str:
    """What is said when the schema is refused, from the file's name on."""
    path = saved(folder, document)
    with pytest.raises(NotelintError) as caught:
        load_schema(path)
    said = str(caught.value)
    assert said.startswith(path.as_posix())
    assert "\n" not in said
    return said.removeprefix(path.as_posix())


# Loading.


def test_layout_of_a_schema(tmp_path: Path) -> None:
    """What x-markdown says becomes a layout; a property without it is the front matter key of its own name."""
    schema = load_schema(saved(tmp_path, REVIEW))

    assert (schema.name, schema.location, schema.document) == (
        "review",
        (tmp_path / "review.json").as_posix(),
        REVIEW,
    )
    assert schema.layout == Layout(
        schema="review",
        fields=(
            Field("verdict", required=True, reading="text", front_matter=("verdict",), labels=("Verdict",)),
            Field("score", required=False, reading="integer", front_matter=("score",)),
            Field("strengths", required=False, reading="markdown", section="Strengths", aliases=("Pros",)),
            Field("topics", required=False, reading="list", labels=("Topics",), split=";"),
        ),
        ordered=True,
    )


def test_layout_of_note_headings(tmp_path: Path) -> None:
    """A heading's pattern is compiled, and a property takes one of its groups."""
    document = copy.deepcopy(REVIEW)
    document["x-markdown"] = {"note": {"heading": r"(?P<id>\d+): (?P<title>.+)"}}
    document["properties"]["score"]["x-markdown"] = {"heading": "id"}

    layout = load_schema(saved(tmp_path, document)).layout

    assert [each.pattern for each in layout.headings] == [r"(?P<id>\d+): (?P<title>.+)"]
    assert [(field.name, field.heading) for field in layout.fields if field.heading] == [("score", "id")]


def test_facts_in_front_matter(tmp_path: Path) -> None:
    """A schema may say that the facts of its notes stand in front matter."""
    document = {**REVIEW, "x-markdown": {"note": {"file": True, "facts": "front-matter"}}}

    assert load_schema(saved(tmp_path, document)).layout.from_front_matter
    assert not load_schema(saved(tmp_path, REVIEW)).layout.from_front_matter


def test_find_schema(tmp_path: Path) -> None:
    """A schema is found by the name of a shipped one or by its path."""
    assert find_schema("paper-note") is shipped_schemas()[-1]
    assert find_schema(str(saved(tmp_path, REVIEW))).name == "review"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("paper-note.json", "paper-note.json: cannot be read: No such file or directory", id="no file"),
        pytest.param("papernote", "unknown note schema 'papernote': did you mean 'paper-note'?", id="misspelt"),
        pytest.param(
            "zebra",
            "unknown note schema 'zebra': choose one of paper-study, reading-list, literature-note, paper-note, "
            "or name a JSON file",
            id="unlike any",
        ),
    ],
)
def test_no_such_schema(name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A schema that is not there is named, with what to do."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(NotelintError, match=f"^{re.escape(said)}$"):
        find_schema(name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            '{"a": 1,\n}', ":1:8: this is not valid JSON: a comma after the last value; delete it", id="broken"
        ),
        pytest.param("[]", ": must be a mapping of names to values", id="a list"),
        pytest.param("{}", ": needs `x-markdown`", id="empty"),
    ],
)
def test_no_schema_at_all(text: str, said: str, tmp_path: Path) -> None:
    """A file that is no JSON, or no schema, is refused at its line and column, or as a whole."""
    assert refusal(tmp_path, text).startswith(said)


def test_schema_that_is_no_utf8(tmp_path: Path) -> None:
    """A file in another encoding is refused with the place of the first wrong byte."""
    path = tmp_path / "review.json"
    path.write_bytes(b'{"a": "\xff"}')

    with pytest.raises(NotelintError, match=r"json:1: byte 0xFF is not UTF-8: save it as UTF-8$"):
        load_schema(path)


def at(*path: str, value: object) -> Callable[[Any], None]:
    """A change of one place of a document."""

    def change(document: Any) -> None:  # noqa: ANN401 - a JSON document
        for part in path[:-1]:
            document = document[part]
        document[path[-1]] = value

    return change


_SCORE = ("properties", "score")
_NOTE = ("x-markdown", "note")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            at(*_SCORE, "x-markdown", value={"front_matter": "score"}),
            "#/properties/score/x-markdown/front_matter: is not known; did you mean `front-matter`?",
            id="a misspelt word",
        ),
        pytest.param(
            at(*_SCORE, "x-markdwn", value={"label": "Score"}),
            "#/properties/score/x-markdwn: is not known; did you mean `x-markdown`?",
            id="x-markdown misspelt",
        ),
        pytest.param(
            at(*_SCORE, "x-markdown", value={"label": []}),
            "#/properties/score/x-markdown/label: must not be empty",
            id="no label",
        ),
        pytest.param(
            at(*_SCORE, "x-markdown", value={"label": 3}),
            "#/properties/score/x-markdown/label: must be a text or a list",
            id="a label that is a number",
        ),
        pytest.param(
            at(*_SCORE, "x-markdown", value={"aliases": ["Points"]}),
            "#/properties/score/x-markdown: needs `section` together with `aliases`",
            id="aliases of no section",
        ),
        pytest.param(
            at(*_SCORE, "x-markdown", value={"read": "number"}),
            "#/properties/score/x-markdown/read: must be `text`, `markdown`, `names`, `list`, `year`, `date`, "
            "`month`, `doi`, `arxiv`, `arxiv-version`, `url`, `venue` or `integer`",
            id="an unknown reading",
        ),
        pytest.param(
            at(*_SCORE, "x-markdown", value={"heading": "score"}),
            "#/properties/score/x-markdown/heading: no note heading has a group `score`; "
            "write `(?P<score>...)` in the pattern",
            id="a group that no pattern has",
        ),
        pytest.param(
            at(*_SCORE, "type", value="int"),
            "#/properties/score/type: must be `array`, `boolean`, `integer`, `null`, `number`, `object` or `string` "
            "or a list",
            id="an unknown type",
        ),
        pytest.param(
            at(*_SCORE, "minimum", value="1"),
            "#/properties/score/minimum: must be a number",
            id="a keyword of JSON Schema of the wrong type",
        ),
        pytest.param(
            at(*_SCORE, "pattern", value="("),
            "#/properties/score/pattern: no regular expression that Python reads: this `(` is not closed: `(` at "
            "character 1; close it, or write `\\(` for the character",
            id="a pattern that does not compile",
        ),
        pytest.param(
            at(*_SCORE, "$ref", value="#/$defs/scroe"),
            "#/properties/score/$ref: `#/$defs/scroe` leads nowhere; a note schema refers to its own parts only, "
            "as `#/$defs/name`",
            id="a reference to nothing",
        ),
        pytest.param(
            at(*_SCORE, "$ref", value="#/properties/score"),
            "#/properties/score/$ref: `#/properties/score` leads back to itself; write out what it is to mean",
            id="a reference to itself",
        ),
        pytest.param(
            at(*_SCORE, "allOf", value=[{"not": {"$ref": "#/properties/score"}}]),
            "#/properties/score/allOf/0/not/$ref: `#/properties/score` leads back to itself; "
            "write out what it is to mean",
            id="a reference to what is asked of the same value",
        ),
        pytest.param(
            at(*_SCORE, "$dynamicRef", value="#score"),
            "#/properties/score/$dynamicRef: `#score` leads nowhere; a note schema refers to its own parts only, "
            "as `#/$defs/name`",
            id="a dynamic reference to nothing",
        ),
        pytest.param(
            at(*_SCORE, "$id", value="score.json"),
            "#/properties/score/$id: begins another schema, of which the references would count from here; "
            "leave it out",
            id="a schema in the schema",
        ),
        pytest.param(
            at(*_SCORE, "$ref", value="https://example.org/score.json"),
            "#/properties/score/$ref: `https://example.org/score.json` leads nowhere; a note schema refers to its own "
            "parts only, as `#/$defs/name`",
            id="a reference to the web",
        ),
        pytest.param(
            at("required", value=["verdict", "scores"]),
            "#/required/1: there is no property `scores`; did you mean `score`?",
            id="a required property without a definition",
        ),
        pytest.param(
            at("required", value=["verdict", "zzz"]),
            "#/required/1: there is no property `zzz`; define it in `properties`",
            id="a required property unlike any",
        ),
        pytest.param(
            at(*_NOTE, "facts", value="labels"),
            "#/x-markdown/note/facts: must be `front-matter`",
            id="facts of another place",
        ),
        pytest.param(
            at(*_NOTE, "fact", value="front-matter"),
            "#/x-markdown/note/fact: is not known; did you mean `facts`?",
            id="facts misspelt",
        ),
        pytest.param(
            at(*_NOTE, value={}), "#/x-markdown/note: needs `heading`, `list` or `file`", id="no way to find notes"
        ),
        pytest.param(
            at(*_NOTE, value={"headings": "(?P<title>.+)"}),
            "#/x-markdown/note/headings: is not known; did you mean `heading`?",
            id="heading misspelt",
        ),
        pytest.param(
            at(*_NOTE, value={"heading": "\\d+ (.+)"}),
            "#/x-markdown/note/heading: the pattern has no group `title`; write `(?P<title>...)` around the title",
            id="a heading without a title",
        ),
        pytest.param(
            at(*_NOTE, value={"heading": ["(?P<title>.+)", "(?P<title>"]}),
            "#/x-markdown/note/heading/1: no regular expression that Python reads: "
            "this `(` is not closed: `(?P<title>` at character 1; close it, or write `\\(` for the character",
            id="a heading that does not compile",
        ),
        pytest.param(
            at("x-markdown", "sections", value={"order": True}),
            "#/x-markdown/sections/order: is not known; did you mean `ordered`?",
            id="a misspelt word about sections",
        ),
        pytest.param(
            at(*_SCORE, value=True),
            "#/properties/score: must be a mapping of names to values",
            id="a property that is not defined",
        ),
        pytest.param(at("type", value="array"), "#/type: must be `object`", id="a note that is no object"),
        pytest.param(
            at("$schema", value="http://json-schema.org/draft-07/schema#"),
            "#/$schema: is another draft of JSON Schema than 2020-12, which notelint reads; "
            "write `https://json-schema.org/draft/2020-12/schema`, and `$defs` for `definitions`",
            id="another draft",
        ),
        pytest.param(
            at("properties", "images", value={"type": "array"}),
            "#/properties/images: every record has a `images` of its own, which this would not become; "
            "give it another name",
            id="a property that records have for themselves",
        ),
        pytest.param(
            at(*_SCORE, "x-markdown", value={"section": "strengths"}),
            "#/properties/strengths/x-markdown/section: `Strengths` is a section of `score` already; "
            "give each property its own",
            id="one section of two properties",
        ),
        pytest.param(
            at(*_SCORE, "x-markdown", value={"section": "Score", "aliases": ["Points", "Pros"]}),
            "#/properties/strengths/x-markdown/aliases: `Pros` is a section of `score` already; "
            "give each property its own",
            id="one alias of two properties",
        ),
        pytest.param(
            at(*_NOTE, value={"heading": ["(?P<title>.+)", "(?P<skore>\\d) (?P<title>.+)"]}),
            "#/x-markdown/note/heading/1: no property takes the group `skore`; did you mean `score`?",
            id="a misspelt group",
        ),
        pytest.param(
            at(*_NOTE, value={"heading": "(?P<lab>\\w+) (?P<title>.+)"}),
            "#/x-markdown/note/heading: no property takes the group `lab`; "
            'give one `"x-markdown": {"heading": "lab"}`, or write `(?:...)`',
            id="a group of no property",
        ),
    ],
)
def test_refused_schema(change: Callable[[Any], None], said: str, tmp_path: Path) -> None:
    """What is wrong in a user's schema is told in one line: the file, the JSON pointer, the remedy."""
    document = copy.deepcopy(REVIEW)
    change(document)

    assert refusal(tmp_path, document) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            '{"type": "object", "properties": {}, "type": "object"}',
            "#/type: stands twice, and only the last counts; keep one",
            id="at the top",
        ),
        pytest.param(
            '{"properties": {"a/b": {"type": "string"}, "c": [{}, {"d": 1, "d": 2}]}}',
            "#/properties/c/1/d: stands twice, and only the last counts; keep one",
            id="further in",
        ),
        pytest.param(
            '{"properties": {"a": {"b": 1, "b": 1}, "a": {}}}',
            "#/properties/a: stands twice, and only the last counts; keep one",
            id="twice in what stands twice",
        ),
    ],
)
def test_names_that_stand_twice(text: str, said: str, tmp_path: Path) -> None:
    """JSON's last name would win in silence: the schema is refused at the name."""
    assert refusal(tmp_path, text) == said


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(at("$schema", value="../schema/note-schema.json"), id="a schema of one's own for editors"),
        pytest.param(at("$schema", value="https://json-schema.org/draft/2020-12/schema#"), id="an empty fragment"),
        pytest.param(
            at(*_SCORE, "x-markdown", value={"section": "Score", "aliases": "score"}), id="an alias like its section"
        ),
        pytest.param(
            at(*_NOTE, value={"heading": "(?P<score>\\d) (?P<mark>[*_])(?P<title>.+)(?P=mark)"}),
            id="a group to refer to",
        ),
        pytest.param(at(*_SCORE, "pattern", value="^[a-z]+(?:-[a-z]+)*$"), id="rounds held apart"),
        pytest.param(at(*_SCORE, "examples", value=[{"pattern": "(a+)+"}]), id="data, not a pattern"),
        pytest.param(at(*_SCORE, "default", value={"$ref": "score.json"}), id="data, not a reference"),
        pytest.param(
            at(*_SCORE, "properties", value={"next": {"$ref": "#/properties/score"}}),
            id="a reference to what is above",
        ),
    ],
)
def test_what_is_no_fault(change: Callable[[Any], None], tmp_path: Path) -> None:
    """What looks like a fault of a schema and means something is taken."""
    document = copy.deepcopy(REVIEW)
    change(document)

    assert load_schema(saved(tmp_path, document)).document == document


def test_the_names_that_records_have_for_themselves(tmp_path: Path) -> None:
    """A note's property becomes its record's of that name, unless its schema is refused: none is lost."""
    values = {
        "year": 2019,
        "date": "2019",
        "doi": "10.1000/1",
        "arxiv": "1706.03762",
        "arxiv_class": "cs.CL",
        "url": "https://a.org",
    }
    for name in PROPERTIES:
        clause = {"x-markdown": {"front-matter": "given", "read": "year" if name == "year" else "text"}}
        document = {**REVIEW, "required": [], "properties": {name: clause}, "x-markdown": {"note": {"file": True}}}
        if name in RECORDS_OWN:
            assert f"#/properties/{name}: every record has" in refusal(tmp_path, document)
            continue
        layout = load_schema(saved(tmp_path, document)).layout
        texts = ("---\ngiven:\n---\n", f"---\ngiven: {values.get(name, 'preprint')}\n---\n")
        empty, given = (
            next(records([read_document(Source("n.md", text), [layout], configured=True)])) for text in texts
        )
        assert getattr(given, name) != getattr(empty, name), name


JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)


@given(data=st.data())
@settings(deadline=None, max_examples=150)
def test_damaged_schema(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """However one place of a schema is damaged, it loads, or is refused in one line that names the file."""
    document: Any = copy.deepcopy(REVIEW)
    node: Any = document
    while True:
        key = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
        inner = node[key]
        if not (isinstance(inner, dict | list) and inner) or data.draw(st.booleans()):
            break
        node = inner
    node[key] = data.draw(JSON_VALUES)
    path = saved(tmp_path_factory.getbasetemp(), document)

    try:
        schema = load_schema(path)
    except NotelintError as error:
        assert str(error).startswith(path.as_posix())  # noqa: PT017 - that it may load as well is the point
    else:
        schema.violations({"verdict": "accept", "score": 9, "topics": ["a", 1]})


def test_a_schema_that_is_nested_too_deeply_is_refused_in_one_line(tmp_path: Path) -> None:
    """Brackets without end are the user's to fix, not a traceback."""
    path = tmp_path / "deep.json"
    path.write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(NotelintError) as caught:
        load_schema(path)
    assert str(caught.value) == f"{path.as_posix()}: nested too deeply to read; flatten it"


SLOW = [r"^(a|a)*$", r"^(a+)+$", r"^(?:a?){40}a{40}$", r"(.*)*=(.*)=", r"(?=(a+)+$)b", r"^(\w+\s?)*$", r"^(.*a){25}b"]


@pytest.mark.parametrize("pattern", SLOW)
@pytest.mark.parametrize("place", ["pattern", "patternProperties", "heading"])
def test_a_pattern_that_takes_for_ever(
    pattern: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """The note is left out with one line that names the schema and the pointer; all others are handled."""
    monkeypatch.setattr(bounds, "SECONDS", 0.3)
    monkeypatch.setattr(model, "SECONDS", 0.3)
    monkeypatch.chdir(tmp_path)
    text, document = "a" * 60 + "!", copy.deepcopy(REVIEW)
    document["required"] = []
    value, pointer = json.dumps(text), "/properties/topic/pattern"
    if place == "heading":
        document["x-markdown"] = {"note": {"heading": f"(?P<title>{pattern})"}}
        pointer = "/x-markdown/note/heading"
    elif place == "pattern":
        document["properties"]["topic"] = {"type": "string", "pattern": pattern}
    else:
        value, pointer = f"{{{value}: 1}}", f"/properties/topic/patternProperties/{pattern}"
        clause = {"type": "object", "patternProperties": {pattern: True}, "unevaluatedProperties": False}
        document["properties"]["topic"] = clause
    saved(tmp_path, document)
    (tmp_path / "a.md").write_text(f"---\ntopic: {value}\n---\n\n# {text}\n", "utf-8")
    (tmp_path / "b.md").write_text("# a\n\n##  Two\n", "utf-8")

    code, out, error = run("check", ".", "--schema", "review.json", "--output-format", "concise", "--quiet")
    assert code == 2
    assert error.startswith("notelint: a.md: was not checked: review.json#")
    assert f'#{pointer}: takes more than 0.3 seconds on "aaaa' in error
    assert error.count("\n") == 1
    assert "b.md:3:3: warning[heading-whitespace]" in out
    if place == "heading":
        code, out, error = run("convert", ".", "--schema", "review.json", "--to", "jsonl")
        assert (code, error.count("a.md: was not converted: review.json#/x-markdown/note/heading: takes")) == (2, 1)
        assert "b.md: was" not in error


def test_patterns_that_take_long_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none is too slow by itself, the schema is named."""
    monkeypatch.setattr(faults, "SECONDS", 0.05)
    found = faults.too_slow("review.json", {"pattern": "a+"}, {"k": ["a"]})
    assert str(found).startswith("review.json: its patterns together take more than 0.05 seconds; ")


def test_time_is_limited_in_the_main_thread_alone() -> None:
    """Elsewhere Python gets no signal: there the pattern runs as long as it takes, and nothing fails."""
    found = []
    thread = Thread(target=lambda: found.append(bounds.within(0.001, lambda: sum(range(100_000)))))
    thread.start()
    thread.join()
    assert found == [sum(range(100_000))]
    with pytest.raises(TimeoutError):
        bounds.within(0.001, lambda: re.match("(a|a)*$", "a" * 60 + "!"))
    assert bounds.within(60, lambda: 1) == 1


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no such clock")
def test_each_of_two_limits_is_its_own() -> None:
    """The outer one ends what the inner one allows, as itself, and leaves no clock and no handler."""
    handlers = signal.getsignal(signal.SIGALRM), signal.getsignal(signal.SIGVTALRM)
    inner: list[str] = []

    def call() -> None:
        try:
            bounds.within(60, lambda: re.match("(a|a)*$", "a" * 60 + "!"))
        except TimeoutError:
            inner.append("over")

    with pytest.raises(TimeoutError):
        bounds.within(0.05, call, "REAL")
    assert inner == []
    assert signal.getitimer(signal.ITIMER_REAL) == signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
    assert (signal.getsignal(signal.SIGALRM), signal.getsignal(signal.SIGVTALRM)) == handlers
