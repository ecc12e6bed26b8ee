"""The explaining commands: `explain`, `config` and `rule`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from notelint import cli
from notelint.commands.explain import _ADDITIONS
from notelint.config.values import KEYS
from notelint.note.weights import WEIGHTS
from notelint.report.text import width
from notelint.rule import read_rules

STUDY = """\
# Reading group

## (2017 Google) Transformer - Attention Is All You Need

### Model: Encoder and decoder

###  Summary

<!-- notelint: ignore[image-missing] drawn later -->
![A](none.png)
"""
DETECTED = "detected by bibliographic front matter (line 1), authors (line 3), venue (line 5), year (line 4)"
NOTE = """\
---
title: Dense Passage Retrieval
authors: [Vladimir Karpukhin, Sewon Min]
year: 2020
venue: EMNLP
---

Text.
"""


@pytest.fixture(autouse=True)
def _files(in_temporary_folder: None) -> None:  # noqa: ARG001 - where they are written
    Path("study.md").write_text(STUDY)
    Path("note.md").write_text(NOTE)
    Path("text.md").write_text("# Text\n\nNo note.\n")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    """Run notelint in this process."""
    return Runner(capsys)


class Runner:
    """Calls `main` with arguments; gives the exit code, standard output and standard error."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        return (code, *self._captured.readouterr())

    def json(self, *arguments: str) -> Any:  # noqa: ANN401 - JSON
        """What is printed as JSON."""
        code, out, err = self(*arguments, "--output-format", "json")
        assert (code, err) == (0, "")
        return json.loads(out)


def test_a_line_with_a_finding(run: Runner) -> None:
    """The whole text: configuration, schema and why, note, section, finding, the rules that were silent."""
    Path("notelint.toml").write_text('select = ["heading-whitespace", "image-missing", "link-missing"]\n')
    assert run("explain", "study.md:7:2") == (
        0,
        (
            "study.md:7\n"
            "configuration: notelint.toml\n"
            "schema: paper-study (detected by 1 heading that names a paper, first in line 3)\n"
            'note: "Transformer - Attention Is All You Need" (google2017transformer), lines 3 to 10\n'
            "group: Reading group\n"
            'section: "Summary", lines 7 to 10, holds summary\n'
            "finding: 7:4: warning[heading-whitespace]: extra spaces inside the heading\n"
            "rules that found nothing here: 2 of 3\n"
            "  image-missing, link-missing\n"
        ),
        "",
    )


def test_the_facts_of_a_line(run: Runner) -> None:
    """Each property that stands there, with its value, where it was read and its column; none on other lines."""
    explained = run.json("explain", "study.md:3")
    assert [(each["name"], each["value"], each["origin"], each["column"]) for each in explained["facts"]] == [
        ("title", "Transformer - Attention Is All You Need", "heading", 18),
        ("year", 2017, "heading", 5),
        ("organizations", ["Google"], "heading", 10),
    ]
    assert run.json("explain", "study.md:4")["facts"] == []
    assert [each["name"] for each in run.json("explain", "study.md:5:9")["facts"]] == ["model"]


def test_what_a_comment_hides_is_said(run: Runner) -> None:
    """A finding that is not reported is listed as hidden."""
    found = run.json("explain", "study.md:10")["findings"]
    assert [(each["rule"], each["line"], each["column"], each["hidden"]) for each in found] == [
        ("image-missing", 10, 6, "comment")
    ]
    assert "finding: 10:6: error[image-missing]: image" in (said := run("explain", "study.md:10")[1])
    assert " (hidden by a comment)\n" in said


def test_what_a_baseline_knows_is_said(run: Runner) -> None:
    """A known finding is listed as hidden, unless a comment hides it anyway."""
    Path("notelint.toml").write_text('baseline = "known.json"')
    run("baseline", "-o", "known.json", "--config", 'select = ["image", "heading"]')
    hidden = {line: run.json("explain", f"study.md:{line}")["findings"] for line in (7, 10)}
    assert {line: [(each["rule"], each["hidden"]) for each in found] for line, found in hidden.items()} == {
        7: [("heading-whitespace", "baseline")],
        10: [("image-missing", "comment")],
    }


@pytest.mark.parametrize(
    ("arguments", "configuration", "schema", "reason"),
    [
        (["note.md:1"], "", "literature-note", DETECTED),
        (
            ["text.md:1"],
            "",
            None,
            "the file looks like notes of none of paper-study, reading-list, literature-note, paper-note",
        ),
        (["text.md:1", "--schema", "paper-note"], "", "paper-note", "named by --schema"),
        (
            ["text.md:1"],
            'schemas = [{paths = ["n*"], schema = "x.json"}, {paths = ["t*"], schema = "paper-note"}]',
            "paper-note",
            "configured at notelint.toml:1:75",
        ),
        (
            ["note.md:1"],
            '[[schemas]]\nfront-matter = {venue = ["ICML", "emnlp"]}\nschema = "paper-note"',
            "paper-note",
            "configured at notelint.toml:3:10",
        ),
        (
            ["note.md:1", "--isolated"],
            'schemas = [{paths = ["*"], schema = "paper-note"}]',
            "literature-note",
            DETECTED,
        ),
    ],
    ids=["evidence", "none matches", "option", "by path", "by front matter", "isolated"],
)
def test_why_a_schema_is_taken(
    run: Runner, arguments: list[str], configuration: str, schema: str | None, reason: str
) -> None:
    """Named, configured (where), or detected (by what)."""
    Path("notelint.toml").write_text(configuration)
    explained = run.json("explain", *arguments)
    assert (explained["schema"], explained["schema_reason"]) == (schema, reason)


def test_why_a_file_is_a_reading_list(run: Runner) -> None:
    """The items that name papers are counted."""
    rows = "".join(
        f"| [A study of widgets {at}](https://arxiv.org/abs/2001.0000{at}) | Jane Roe, Ann Ash | 2020 |\n"
        for at in range(4)
    )
    Path("list.md").write_text(f"# Papers\n\n| Title | Authors | Year |\n| --- | --- | --- |\n{rows}")
    explained = run.json("explain", "list.md:1")
    assert explained["schema"] == "reading-list"
    assert explained["schema_reason"] == "detected by 4 papers in rows of a table, first in line 5"


def test_a_file_that_is_not_walked(run: Runner) -> None:
    """It can be explained, and is said to be excluded."""
    Path("notelint.toml").write_text('exclude = ["t*.md"]')
    assert "\nexcluded: only read where it is named\n" in run("explain", "text.md:1")[1]
    assert [run.json("explain", f"{name}.md:1")["excluded"] for name in ("text", "note")] == [True, False]


def test_a_line_outside_of_notes(run: Runner) -> None:
    """There the group that it stands in is said."""
    explained = run.json("explain", "study.md:1")
    assert (explained["group"], explained["note"], explained["section"]) == ("Reading group", None, None)
    assert "note: none\ngroup: Reading group\n" in run("explain", "study.md:1")[1]


def test_what_no_terminal_should_see_is_escaped(run: Runner) -> None:
    """Control characters of a note are shown, not sent."""
    Path("text.md").write_text("# Text \x1b[31m\n")
    assert "group: Text \u241b[31m\n" in run("explain", "text.md:1")[1]
    Path("text.md").write_bytes(b"# Text \xff\n")
    assert run.json("explain", "text.md:1")["group"] == "Text \ufffd"


def test_a_section_in_a_section(run: Runner) -> None:
    """The innermost one is said."""
    Path("study.md").write_text(STUDY + "\n#### Limits\n\nSome.\n")
    assert run.json("explain", "study.md:13")["section"] == {
        "name": "Limits",
        "property": None,
        "first_line": 12,
        "last_line": 14,
    }
    assert run.json("explain", "study.md:10")["section"]["name"] == "Summary"


def test_every_rule_that_runs_on_the_file_is_named(run: Runner) -> None:
    """Those are the rules on by default, less those that the configuration leaves out of this file."""
    usual = [rule.name for rule in read_rules() if rule.default and rule.check]
    assert run.json("explain", "note.md:1")["rules"] == usual
    Path("notelint.toml").write_text('per-file-ignores = {"note.md" = ["image"]}')
    left = [name for name in usual if not name.startswith("image-")]
    assert run.json("explain", "note.md:1")["rules"] == left
    assert run.json("explain", "study.md:1")["rules"] == usual


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("note.md:0", "note.md:0: name a file, or a line of it, such as notes/bert.md:12"),
        ("note.md:" + "9" * 5000, f"note.md:{'9' * 5000}: name a file, or a line of it, such as notes/bert.md:12"),
        ("note.md:99", "note.md:99: the file ends with line 9"),
        ("none.md:1", "none.md: cannot be read: No such file or directory"),
    ],
    ids=["line 0", "no number that can be", "behind the end", "no file"],
)
def test_a_place_that_is_none(run: Runner, place: str, message: str) -> None:
    """One line says what to write."""
    assert run("explain", place) == (2, "", f"notelint: {message}\n")


def test_every_line_of_a_file_can_be_explained(run: Runner) -> None:
    """Also an empty one, and that behind the last line end; and an empty file."""
    Path("empty.md").write_text("")
    for path in ("study.md", "note.md", "empty.md"):
        for line in range(1, Path(path).read_text().count("\n") + 2):
            assert run("explain", f"{path}:{line}")[0] == 0


CONFIGURED = """\
extend = "../base.toml"
select = ["image"]
severity = {image-alt = "info"}
extend-exclude = ["b/"]
schemas = [{front-matter = {"a b" = [1, true, 'x"y']}, schema = "paper-note"}]
"""


def test_the_effective_configuration(run: Runner) -> None:
    """Each key with what it says, the extended file's share in it, and where; else its default."""
    Path("in").mkdir()
    Path("base.toml").write_text(
        'ignore = ["link"]\nselect = []\nseverity = {image = "error"}\nextend-exclude = ["a/"]'
    )
    Path("in/notelint.toml").write_text(CONFIGURED)
    code, out, err = run("config", "--for", "in/a.md", "--config", 'image-roots = ["r"]')
    assert (code, err, out.splitlines()) == (
        0,
        "",
        [
            'extend = "../base.toml"  # in/notelint.toml:1:10',
            (
                'schemas = [{ front-matter = { "a b" = [1, true, "x\\"y"] }, schema = "paper-note" }]'
                "  # in/notelint.toml:5:11"
            ),
            'select = ["image"]  # in/notelint.toml:2:10',
            'ignore = ["link"]  # base.toml:1:10',
            'severity = { image = "error", image-alt = "info" }  # base.toml:3:12, in/notelint.toml:3:12',
            "per-file-ignores = {}  # default",
            "# include is not set",
            "exclude = []  # default",
            'extend-exclude = ["a/", "b/"]  # base.toml:4:18, in/notelint.toml:4:18',
            "# baseline is not set",
            'image-roots = ["r"]  # --config',
            "image-max-bytes = 1000000  # default",
            "# file-name is not set",
        ],
    )
    assert list(tomllib.loads(out)) == [key for key in KEYS if key not in {"include", "baseline", "file-name"}]
    assert run("config", "--for", "in", "ignore") == (0, 'ignore = ["link"]  # base.toml:1:10\n', "")
    assert run("config", "ignore") == (0, "ignore = []  # default\n", "")


def test_the_configuration_as_json(run: Runner) -> None:
    """An array of all keys, or of the one asked for."""
    Path("notelint.toml").write_text('\nselect = ["image"]')
    assert [each["key"] for each in run.json("config")] == list(KEYS)
    assert run.json("config", "select") == [{"key": "select", "value": ["image"], "places": ["notelint.toml:2:10"]}]
    assert run.json("config", "baseline") == [{"key": "baseline", "value": None, "places": []}]
    assert run.json("config", "select", "--isolated") == [{"key": "select", "value": [], "places": []}]


def test_a_key_that_is_none(run: Runner) -> None:
    """With the one that was meant, or how a file is named."""
    assert run("config", "selct") == (2, "", "notelint: unknown key 'selct': did you mean 'select'?\n")
    keys = ", ".join(KEYS)
    expected = f"notelint: unknown key 'a.md': the keys are {keys}; `--for FILE` names a file\n"
    assert run("config", "a.md") == (2, "", expected)


def test_rules_as_json(run: Runner) -> None:
    """One rule is an object, all are an array of them."""
    rules = run.json("rule", "--all")
    assert [each["name"] for each in rules] == [rule.name for rule in read_rules()]
    one = run.json("rule", "image-case")
    assert one in rules
    assert one.pop("document").startswith("---\nseverity: error\n")
    assert one == {
        "name": "image-case",
        "family": "image",
        "summary": "The path of an image has the same case as its file.",
        "severity": "error",
        "default": True,
        "fix": "safe",
    }


OPEN = "# Learning to Grip Cams from Few Views\n\nThis paper trains a hand.\n"


def test_why_a_file_is_no_note(run: Runner) -> None:
    """The signs, each with its weight, line and what it is; their sum; the cheapest additions that would do."""
    Path("open.md").write_text(OPEN)
    assert run("explain", "open.md") == (
        0,
        (
            "open.md: no note\n"
            "configuration: none, so the defaults\n"
            "schema: none\n"
            "\n"
            "weight  sign               line  detail\n"
            "    +1  title with a name     1  Learning to Grip Cams from Few Views\n"
            "    +1  title                 1  Learning to Grip Cams from Few Views\n"
            "    +2  mentions a paper         This paper\n"
            "     4  in all; 5 or more make a note on a paper\n"
            "\n"
            "Any one of these would make it a note:\n"
            "    +2  a line `Year: ...` under the title\n"
            "    +2  the tag `paper` in its front matter\n"
            "    +2  a folder called `papers` around it\n"
            "With --schema NAME, or `schemas` in the configuration, a file is read as a note without evidence.\n"
        ),
        "",
    )


def test_why_a_file_is_a_note(run: Runner) -> None:
    """The same, without advice."""
    code, out, _ = run("explain", "note.md")
    assert (code, out.splitlines()[0]) == (0, "note.md: 1 note")
    assert "schema: literature-note" in out.splitlines()
    assert "authors                        3  Vladimir Karpukhin, Sewon Min" in out
    assert "would make" not in out
    assert "--schema" not in out


def test_a_file_that_needs_no_evidence(run: Runner) -> None:
    """It was chosen for, or it holds several papers; none need be found even so."""
    assert "\nNo evidence is needed: it holds several papers.\n" in run("explain", "study.md")[1]
    chosen = "\nNo evidence is needed: the schema was chosen for this file.\n"
    said = run("explain", "text.md", "--schema", "paper-note")[1]
    assert said.startswith("text.md: 1 note\n")
    assert said.endswith(chosen)
    said = run("explain", "text.md", "--schema", "paper-study")[1]
    assert said.startswith("text.md: no note\n")
    assert f"{chosen}Yet no heading is like those that the schema paper-study says begin a note.\n" in said
    Path("notelint.toml").write_text('schemas = [{paths = ["t*"], schema = "paper-note"}]')
    said = run("explain", "text.md")[1]
    assert "schema: paper-note (configured at notelint.toml:1:" in said
    assert said.endswith(chosen)


def test_a_file_as_json(run: Runner) -> None:
    """An object for one place, an array for several; what is not weighed is null."""
    Path("open.md").write_text(OPEN)
    explained = run.json("explain", "open.md")
    assert (explained["notes"], explained["schema"], explained["sum"], explained["enough"]) == (0, None, 4, 5)
    assert explained["evidence"] == [
        {"sign": "title with a name", "weight": 1, "line": 1, "detail": "Learning to Grip Cams from Few Views"},
        {"sign": "title", "weight": 1, "line": 1, "detail": "Learning to Grip Cams from Few Views"},
        {"sign": "mentions a paper", "weight": 2, "line": None, "detail": "This paper"},
    ]
    assert explained["additions"][0] == {
        "sign": "year",
        "weight": 2,
        "addition": "a line `Year: ...` under the title",
    }
    file, line, other = run.json("explain", "open.md", "study.md:3", "study.md")
    assert file == explained
    assert line == run.json("explain", "study.md:3")
    assert (other["notes"], other["evidence"], other["sum"], other["additions"]) == (1, None, None, [])


def test_several_places(run: Runner) -> None:
    """One after the other, with an empty line between."""
    places = ("text.md", "study.md:3", "note.md")
    assert run("explain", *places)[1] == "\n".join(run("explain", each)[1] for each in places)


FORMS = {
    "authors": "# {title}\n\nAuthors: Jane Roe, John Doe\n\n{text}",
    "link called paper": "# {title}\n\n[paper](https://arxiv.org/abs/2101.01234)\n\n{text}",
    "year": "# {title}\n\nYear: 2020\n\n{text}",
    "venue": "# {title}\n\nVenue: ICML\n\n{text}",
    "identifier": "# {title}\n\nDOI: 10.1234/5678\n\n{text}",
    "title that links to the paper": "# [{title}](https://arxiv.org/abs/2101.01234)\n\n{text}",
    "tag": "---\ntags: [paper]\n---\n\n# {title}\n\n{text}",
    "abstract": "# {title}\n\n{text}\n## Abstract\n\nText.\n",
    "sections of a paper": "# {title}\n\n{text}\n## Method\n\nText.\n\n## Results\n\nText.\n",
    "bibliographic front matter": "---\nauthors: [Jane Roe]\nyear: 2020\n---\n\n# {title}\n\n{text}",
    "BibTeX entry": "# {title}\n\n{text}\n```bibtex\n@article{{roe, title={{Widgets}}, year={{2020}}}}\n```\n",
    "kind of note": "# Paper notes: {title}\n\n{text}",
    "folder": "# {title}\n\n{text}",
}


@pytest.mark.parametrize("sign", _ADDITIONS)
def test_what_is_advised_helps(run: Runner, sign: str) -> None:
    """What is added as advised is seen, and weighs what it is said to: so the file is a note where that is enough."""
    path = Path("papers/open.md" if sign == "folder" else "open.md")
    path.parent.mkdir(exist_ok=True)
    path.write_text("# {title}\n\n{text}".format(title="Gears", text="This paper has teeth.\n"))
    before = run.json("explain", "open.md")["sum"] if sign != "folder" else 2
    path.write_text(FORMS[sign].format(title="Gears", text="This paper has teeth.\n"))
    after = run.json("explain", str(path))
    assert (sign, WEIGHTS[sign]) in [(each["sign"], each["weight"]) for each in after["evidence"]]
    assert after["sum"] >= before + WEIGHTS[sign]


@pytest.mark.parametrize(
    ("path", "text", "count", "said"),
    [
        ("a.md", "# Gears\n", 3, "Any one of these would make it a note:"),
        ("main.md", "# Gears\n", 2, "Together these would make it a note:"),
        ("a.md", "# Meeting on gears\n", 2, "Together these would make it a note:"),
        ("todo.md", "# Gears\n", 0, "Nothing that could be added would outweigh what speaks against it."),
    ],
    ids=["nothing", "page of a folder", "topic", "another page"],
)
def test_the_more_speaks_against_it_the_more_is_needed(
    run: Runner, path: str, text: str, count: int, said: str
) -> None:
    """What is named suffices by itself or together; else nothing is named."""
    Path(path).write_text(text)
    explained = run.json("explain", path)
    weights = [each["weight"] for each in explained["additions"]]
    assert f"\n{said}\n" in run("explain", path)[1]
    assert len(weights) == count
    if weights:
        enough = sum(weights) if said.startswith("Together") else min(weights)
        assert explained["sum"] + enough >= explained["enough"]


def test_lines_are_no_wider_than_a_hundred_columns(run: Runner) -> None:
    """Long details are cut, also of wide characters and where they hold line ends."""
    Path("open.md").write_text(f"# {'長い題名' * 40}\n\nDOI: 10.1234/{'x' * 200}\n")
    lines = run("explain", "open.md")[1].splitlines()
    assert max(map(width, lines)) == 100
    assert sum(line.endswith("…") for line in lines) == 2


def test_siblings_are_evidence(run: Runner) -> None:
    """The notes around are a sign with a weight, like any other."""
    Path("in").mkdir()
    for name in "abc":
        Path(f"in/{name}.md").write_text(NOTE)
    Path("in/open.md").write_text(OPEN)
    signs = {each["sign"]: each["detail"] for each in run.json("explain", "in/open.md")["evidence"]}
    assert signs["siblings"] == "of 3 other files in its folder, 2 or more are notes on one paper"
