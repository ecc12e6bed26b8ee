"""Known findings: made, read, hidden, pruned and found stale, through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notelint.baseline import Baseline, KnownFinding, pruned, read_baseline, write_baseline

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("in_temporary_folder")

NOTE = """\
# A title

##  One

##  One

## (2019 Google) BERT

###  Model: Encoder
"""
FILE = """\
{
  "version": 1,
  "findings": [
    {"path": "a.md", "rule": "heading-whitespace", "note": null, "text": "## One", "count": 2},
    {"path": "a.md", "rule": "heading-whitespace", "note": "google2019bert", "text": "### Model: Encoder", "count": 1}
  ]
}
"""
ONLY = ("--select", "heading-whitespace,baseline", "--output-format", "concise", "-q")
OPTIONS = ("--config", 'select = ["heading-whitespace", "baseline"]')


def test_a_baseline_is_made_and_hides_what_it_knows(run: Run) -> None:
    """The file is sorted, a finding a line; a check that reads it finds nothing."""
    Path("a.md").write_text(NOTE)
    remedy = 'For check to use it, write baseline = "notelint-baseline.json" in notelint.toml.\n'
    assert run("baseline", *OPTIONS) == (0, "", f"notelint-baseline.json lists 3 findings.\n{remedy}")
    assert Path("notelint-baseline.json").read_text() == FILE
    assert run("check", *ONLY, "--baseline", "notelint-baseline.json") == (0, "", "")
    assert run("check", *ONLY)[0] == 1


def test_the_advice_names_the_configuration_in_effect(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the path from its folder: notelint.toml beside a pyproject.toml in use would overrule that."""
    Path("pyproject.toml").write_text('[tool.notelint]\nselect = ["heading-whitespace"]\n')
    Path("notes").mkdir()
    Path("notes/a.md").write_text(NOTE)
    monkeypatch.chdir("notes")
    remedy = 'For check to use it, write baseline = "notes/notelint-baseline.json" in ../pyproject.toml.\n'
    assert run("baseline") == (0, "", f"notelint-baseline.json lists 3 findings.\n{remedy}")


def test_what_is_new_is_reported(run: Run) -> None:
    """Known findings stay hidden wherever their lines go; another, or one more of the same, is reported."""
    Path("a.md").write_text(NOTE)
    run("baseline", *OPTIONS, "-o", "known.json")
    Path("a.md").write_text(NOTE.replace("##  One\n", "Text.\n\n##    One\n\n##  Two\n", 1) + "\n##  One\n")
    expected = [f"a.md:{line}:3: warning[heading-whitespace]: extra spaces inside the heading [*]" for line in (7, 15)]
    code, out, _ = run("check", *ONLY, "--baseline", "known.json")
    assert (code, out.splitlines()) == (1, expected)


def test_the_configuration_names_a_baseline(run: Run) -> None:
    """Its path counts from the configuration, the paths in it from its folder; --no-baseline leaves it out."""
    Path("notes").mkdir()
    Path("known").mkdir()
    Path("notes/a.md").write_text(NOTE)
    Path("notelint.toml").write_text('baseline = "known/findings.json"\nselect = ["heading-whitespace", "baseline"]\n')
    assert run("baseline", "notes") == (0, "", "known/findings.json lists 3 findings.\n")
    assert json.loads(Path("known/findings.json").read_text())["findings"][0]["path"] == "../notes/a.md"
    assert run("check", "-q") == (0, "", "")
    assert "No problems in 1 file, but for 3 known findings in known/findings.json.\n" in run("check")[2]
    assert run("check", "-q", "--no-baseline")[0] == 1


def test_known_findings_are_not_fixed(run: Run) -> None:
    """`--fix` leaves alone what is not reported."""
    Path("a.md").write_text("##  One\n")
    run("baseline", *OPTIONS)
    Path("a.md").write_text("##  One\n\n##  Two\n")
    assert run("check", *ONLY, "--fix", "--baseline", "notelint-baseline.json") == (0, "", "")
    assert Path("a.md").read_text() == "##  One\n\n## Two\n"


def test_prune_takes_out_what_is_found_no_more(run: Run) -> None:
    """What is gone, and what belongs to files that are gone, goes; nothing is added."""
    for name in ("a.md", "b.md", "c.md"):
        Path(name).write_text("##  One\n\n##  Two\n")
    run("baseline", *OPTIONS)
    Path("a.md").write_text("##  One\n\n##  Three\n")
    Path("b.md").unlink()
    stale = 'the baseline lists heading-whitespace at "## Two", which is no longer found'
    expected = (
        f"a.md:1:1: warning[baseline-stale]: {stale}\n"
        "a.md:3:3: warning[heading-whitespace]: extra spaces inside the heading [*]\n"
    )
    assert run("check", *ONLY, "--baseline", "notelint-baseline.json") == (1, expected, "")
    assert run("baseline", "--prune", *OPTIONS, "a.md") == (
        0,
        "",
        "3 findings removed from notelint-baseline.json, 3 left.\n",
    )
    listed = json.loads(Path("notelint-baseline.json").read_text())["findings"]
    assert [(each["path"], each["text"]) for each in listed] == [
        ("a.md", "## One"),
        ("c.md", "## One"),
        ("c.md", "## Two"),
    ]


def test_what_does_not_run_is_not_stale(run: Run) -> None:
    """An entry whose rule was not selected, or whose file is not checked, is not judged."""
    Path("a.md").write_text("##  One\n")
    Path("b.md").write_text("# Title\n")
    run("baseline", *OPTIONS)
    Path("a.md").write_text("## One\n")
    assert run("check", "-q", "--select", "baseline", "--baseline", "notelint-baseline.json") == (0, "", "")
    assert run("check", "-q", "b.md", "--baseline", "notelint-baseline.json") == (0, "", "")
    assert run("check", *ONLY, "--baseline", "notelint-baseline.json")[0] == 1


def test_an_unreadable_input_writes_no_baseline(run: Run) -> None:
    """What could not be read would look like fixed."""
    assert run("baseline", "none.md") == (2, "", "notelint: none.md: no such file or folder\n")
    assert not Path("notelint-baseline.json").exists()


ENTRY = '{"path": "a.md", "rule": "x", "note": null, "text": "", "count": 1}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("{", "1:2: this is not valid JSON: the text ends too early; ", id="no JSON"),
        pytest.param("[" * 100_000, " nested too deeply to read; flatten it; ", id="brackets without end"),
        pytest.param("[]", " not a baseline: create one with `notelint baseline`", id="another JSON"),
        pytest.param(
            '{"version": 2, "findings": []}', " has version 2, not 1: create a new one", id="a later version"
        ),
        pytest.param('{"version": 1, "findings": [1]}', " findings[0] must have path, rule", id="a number"),
        pytest.param(
            f'{{"version": 1, "findings": [{ENTRY}, {ENTRY.replace("1", "0")}]}}',
            " findings[1]: count must be a whole number, 1 or more",
            id="a count of 0",
        ),
        pytest.param(
            f'{{"version": 1, "findings": [{ENTRY.replace("null", "3")}]}}',
            " findings[0]: path, rule, note and text must be strings",
            id="a note that is a number",
        ),
    ],
)
def test_a_broken_baseline_is_one_line(text: str, message: str, run: Run) -> None:
    """The file and the remedy are named, and the run ends with 2."""
    Path("a.md").write_text("# Title\n")
    Path("known.json").write_text(text)
    code, out, err = run("check", "--baseline", "known.json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"notelint: known.json:{message}")


def test_a_missing_baseline_is_one_line(run: Run) -> None:
    """A file that is not there is the user's error, and what makes it is said."""
    Path("a.md").write_text("# Title\n")
    problem = (
        "known.json: cannot be read: No such file or directory; create one with `notelint baseline -o known.json`"
    )
    for arguments in (["check", "--baseline", "known.json"], ["baseline", "--prune", "-o", "known.json"]):
        code, _, err = run(*arguments)
        assert (code, err) == (2, f"notelint: {problem}\n")


LINES = st.lists(
    st.sampled_from(["#  A", "##  B", "# C  ", "text", "", "##  é\udcff", "- x", "## (2019 G) B", "[x]()"])
)


@given(lines=LINES, places=st.lists(st.integers(0, 20), max_size=4))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_baseline_made_and_read_leaves_nothing(lines: list[str], places: list[int], run: Run) -> None:
    """Whatever is found today is known; lines of text put between change nothing."""
    options = ("--config", 'select = ["heading-whitespace", "file-encoding", "link-empty", "baseline"]')
    Path("a.md").write_bytes("\n\n".join(lines).encode(errors="surrogateescape"))
    assert run("baseline", *options)[0] == 0
    assert run("check", *options, "--baseline", "notelint-baseline.json")[0] == 0
    for place in places:
        lines.insert(min(place, len(lines)), "More text.")
    Path("a.md").write_bytes("\n\n".join(lines).encode(errors="surrogateescape"))
    assert run("check", *options, "--baseline", "notelint-baseline.json")[0] == 0


COUNTS = st.dictionaries(
    st.builds(
        KnownFinding,
        st.sampled_from("abc"),
        st.just("x"),
        st.sampled_from([None, "n"]),
        st.sampled_from(["", "\u2028"]),
    ),
    st.integers(1, 3),
)


@given(COUNTS, COUNTS)
@settings(deadline=None)
def test_pruning_never_adds(before: dict[KnownFinding, int], found: dict[KnownFinding, int]) -> None:
    """Each count is at most what it was, and pruning again changes nothing."""
    baseline = as_baseline(before)
    after = pruned(baseline, found, ["a"], lambda path: path == "b")
    assert all(count <= before[each] for each, count in after.items())
    assert {each.path for each in after} <= {"a", "b"}
    assert pruned(as_baseline(after), found, ["a"], lambda path: path == "b") == after


@given(COUNTS)
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_baseline_is_read_as_written(findings: dict[KnownFinding, int]) -> None:
    """Writing and reading gives the same, whatever a text holds."""
    write_baseline("known.json", findings)
    assert read_baseline("known.json").findings == as_baseline(findings).findings


def as_baseline(findings: dict[KnownFinding, int]) -> Baseline:
    """Known findings as read from a file in the working folder."""
    by_path: dict[str, dict[KnownFinding, int]] = {}
    for each, count in findings.items():
        by_path.setdefault(each.path, {})[each] = count
    return Baseline("known.json", str(Path.cwd()), by_path)
