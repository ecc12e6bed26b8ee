"""The SARIF report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from notelint import __version__
from notelint.diagnostic import Diagnostic, Edit, Finding, Fix, Related, Safety, Severity
from notelint.report import sarif
from notelint.rule import read_rule, read_rules
from notelint.source import Source, Span

if TYPE_CHECKING:
    from notelint.source import Span as Place

SCHEMA = json.loads((Path(__file__).parent / "sarif_subset.schema.json").read_text("utf-8"))
NAMES = [rule.name for rule in read_rules()]
NOTE = "# 論文 \U0001f600\r\n\r## B  C\n"


def report(*diagnostics: Diagnostic) -> dict[str, Any]:
    """The run that is reported, which matches the schema."""
    text = "".join(sarif.write(diagnostics)).encode().decode()
    log: dict[str, Any] = json.loads(text)
    jsonschema.validate(log, SCHEMA, jsonschema.Draft202012Validator)
    run: dict[str, Any] = log["runs"][0]
    return run


def diagnostic(
    finding: Finding, path: str = "notes/a.md", rule: str = "section-empty", text: str = NOTE
) -> Diagnostic:
    """A warning of a real rule."""
    return Diagnostic(Source(path, text), rule, Severity.WARNING, finding)


def region(*numbers: int) -> dict[str, int]:
    """A region as SARIF says it."""
    names = ("startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength")
    return dict(zip(names, numbers, strict=True))


def test_a_clean_run_describes_every_rule() -> None:
    """What a viewer says about a rule is there also where nothing was found, or is found no more."""
    run = report()
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"], run["results"]) == ("notelint", __version__, [])
    assert [rule["id"] for rule in driver["rules"]] == NAMES
    for rule in driver["rules"]:
        document = read_rule(rule["id"])
        assert document.document.endswith(rule["help"]["markdown"])
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}\n")
        assert f"\n## Why\n\n{rule['help']['text']}\n" in document.document
        assert rule["fullDescription"]["text"].startswith(rule["shortDescription"]["text"])


def test_a_rule_is_described_by_its_document() -> None:
    """Name, summary, reason, weight and family."""
    rule = next(rule for rule in report()["tool"]["driver"]["rules"] if rule["id"] == "front-matter-duplicate-key")
    assert rule["name"] == "FrontMatterDuplicateKey"
    assert rule["shortDescription"] == {"text": read_rule(rule["id"]).summary}
    assert rule["defaultConfiguration"] == {"enabled": True, "level": "error"}
    assert rule["properties"] == {"tags": ["front-matter"]}


def test_a_result_says_what_and_where() -> None:
    """Lines and columns count code points from 1, ends are the place behind; help is a paragraph of the message."""
    found = Diagnostic(Source("notes/a.md", NOTE), "image-case", Severity.ERROR, Finding(Span(2, 6), "wrong", "fix"))
    run = report(found, diagnostic(Finding(Span(8, 12), "odd")))
    assert (run["columnKind"], run["newlineSequences"]) == ("unicodeCodePoints", ["\r\n", "\n", "\r"])
    first, second = run["results"]
    assert first.pop("partialFingerprints").keys() == {"notelint/v1"}
    assert first == {
        "ruleId": "image-case",
        "ruleIndex": NAMES.index("image-case"),
        "level": "error",
        "message": {"text": "wrong\n\nfix"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "notes/a.md", "uriBaseId": "%SRCROOT%"},
                    "region": region(1, 3, 1, 7, 2, 4),
                }
            }
        ],
    }
    assert second["locations"][0]["physicalLocation"]["region"] == region(2, 1, 3, 4, 8, 4)
    assert (second["level"], second["message"]) == ("warning", {"text": "odd"})


@pytest.mark.parametrize(
    ("safety", "said"),
    [(Safety.SAFE, "fold the spaces"), (Safety.UNSAFE, "fold the spaces (may change what the note says)")],
    ids=["safe", "unsafe"],
)
def test_a_fix_is_all_of_its_edits(safety: Safety, said: str) -> None:
    """An insertion deletes an empty region; an unsafe fix says that it is one."""
    fix = Fix("fold the spaces", (Edit(Span(13, 15), " "), Edit(Span(16, 16), "!")), safety)
    [result] = report(diagnostic(Finding(Span(13, 15), "two spaces", fix=fix)))["results"]
    assert result["fixes"] == [
        {
            "description": {"text": said},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "notes/a.md", "uriBaseId": "%SRCROOT%"},
                    "replacements": [
                        {"deletedRegion": region(3, 5, 3, 7, 13, 2), "insertedContent": {"text": " "}},
                        {"deletedRegion": region(3, 8, 3, 8, 16, 0), "insertedContent": {"text": "!"}},
                    ],
                }
            ],
            "properties": {"safety": safety},
        }
    ]


def test_a_fix_that_no_json_can_say_is_left_out() -> None:
    """Bytes that are not UTF-8 would be lost by whoever applies the fix."""
    fix = Fix("move the end", (Edit(Span(0, 1), "b\udcff"),))
    [result] = report(diagnostic(Finding(Span(0, 1), "a\udcff", fix=fix)))["results"]
    assert (result.get("fixes"), result["message"]) == (None, {"text": "a\ufffd"})


def test_related_places() -> None:
    """A place in the file has its region; one in words names the file, and the message all of it."""
    related = (Related("the first one", Span(0, 1)), Related("required", None, "my schemas/a.json#/required"))
    [result] = report(diagnostic(Finding(Span(2, 3), "twice", related=related)))["results"]
    assert result["relatedLocations"] == [
        {
            "id": 0,
            "message": {"text": "the first one"},
            "physicalLocation": {
                "artifactLocation": {"uri": "notes/a.md", "uriBaseId": "%SRCROOT%"},
                "region": region(1, 1, 1, 2, 0, 1),
            },
        },
        {
            "id": 1,
            "message": {"text": "required (my schemas/a.json#/required)"},
            "physicalLocation": {"artifactLocation": {"uri": "my%20schemas/a.json"}},
        },
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("my notes/論.md", "my%20notes/%E8%AB%96.md"),
        ("100%: a,b#c?.md", "100%25%3A%20a%2Cb%23c%3F.md"),
        ("../a.md", "../a.md"),
        ("caf\udce9.md", "caf%E9.md"),
        ("\U0001f600.md", "%F0%9F%98%80.md"),
    ],
    ids=["spaces and CJK", "what a URI gives a meaning", "above", "bytes that are not UTF-8", "astral"],
)
def test_a_path_becomes_a_relative_uri(path: str, uri: str) -> None:
    """Each byte that has no place in a URI's path is percent-encoded."""
    [result] = report(diagnostic(Finding(Span(0, 1), "m"), path))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_an_absolute_path_becomes_a_file_uri() -> None:
    """It does not count from the folder of the run."""
    [result] = report(diagnostic(Finding(Span(0, 1), "m"), "/srv/my notes/a.md"))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "file:///srv/my%20notes/a.md"}


def test_control_and_astral_characters_come_back() -> None:
    """JSON can say all that a note can hold, but for bytes that are not UTF-8."""
    message = '\x00\x1b\x85\ufffe\U0001f600"\\\n\u2028'
    [result] = report(diagnostic(Finding(Span(0, 1), message)))["results"]
    assert result["message"] == {"text": message}


def prints(text: str, *places: Place, path: str = "a.md", note: str | None = "key", message: str = "m") -> list[str]:
    """The fingerprints of findings at some places of a text."""
    source = Source(path, text)
    found = [Diagnostic(source, "section-empty", Severity.WARNING, Finding(place, message), note) for place in places]
    return [result["partialFingerprints"]["notelint/v1"] for result in report(*found)["results"]]


def test_fingerprints_stay() -> None:
    """Lines above, folded spaces, another wording and another path of the file leave a fingerprint as it was."""
    before = prints("## a  b\n## a b\n", Span(3, 7), Span(11, 14))
    assert len({*before}) == 2
    assert before == prints("new\n\n## a b\n## a\tb\n", Span(8, 11), Span(15, 18), path="b/c.md", message="n")


@pytest.mark.parametrize(
    "other",
    [
        prints("## c\n", Span(3, 4)),
        prints("## b\n", Span(3, 4), note=None),
        prints("## b\n", Span(3, 3)),
        prints("## b b\n", Span(3, 4), Span(5, 6))[1:],
    ],
    ids=["the text", "the note", "the line, where the place is empty", "the second of two"],
)
def test_fingerprints_differ(other: list[str]) -> None:
    """What makes another finding makes another fingerprint."""
    assert prints("## b\n", Span(3, 4)) != other


def test_the_fingerprint_of_version_1_is_frozen() -> None:
    """Services know findings again by it: another way to make it needs another name than notelint/v1."""
    assert prints("## b  c\n", Span(3, 7)) == ["d35f4b2b989c15b4e70e2d76fef0978dd967fb5686ef22415d77cb3f60d1dbd6"]
