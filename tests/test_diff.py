"""What became of records: between revisions, files of records and the working tree."""

from __future__ import annotations

import json
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint import cli
from notelint.git import content_name, files_of
from notelint.record.changes import Changes, compare
from notelint.report.changes import as_json, as_markdown, as_text

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

NOTE = "## (2019 Google) BERT - Pre-training\n\n### Model: Encoder\n\n### Training: Masking\n\n### Summary\n\n- One\n"


def git(*arguments: str) -> None:
    """Run git in the working folder."""
    subprocess.run(("git", "-c", "user.name=n", "-c", "user.email=n@example.org", *arguments), check=True)


def commit(message: str = "m") -> None:
    """Commit all that is there."""
    git("add", "-A")
    git("commit", "-q", "-m", message)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one note, in which one stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    git("init", "-q")
    Path("a.md").write_text(NOTE)
    commit()
    return tmp_path


@pytest.fixture
def run(run: Run) -> Run:
    """Run `notelint diff`; gives the exit code, standard output and standard error."""
    return partial(run, "diff")


def record(key: str = "a2019b", **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any property
    """A record, as far as a comparison looks."""
    plain = {"id": key, "title": key, "doi": None, "arxiv": None, "source": {"path": f"{key}.md", "start_line": 1}}
    return {**plain, **changes}


@pytest.mark.usefixtures("repository")
def test_the_working_tree_is_compared_where_no_head_is_named(run: Run) -> None:
    """Nothing differs: exit 0, nothing said; else a line for each record and field, and exit 1."""
    assert run("HEAD") == (0, "", "")
    Path("a.md").write_text(NOTE.replace("- One", "- Two").replace("Encoder", "Decoder"))
    Path("b.md").write_text(NOTE.replace("BERT", "GPT"))
    Path(".hidden.md").write_text(NOTE)
    Path("text.txt").write_text(NOTE)
    assert run("HEAD") == (
        1,
        (
            "added google2019gpt (b.md): GPT - Pre-training\n"
            "changed google2019bert (a.md): BERT - Pre-training\n"
            "  model: Encoder -> Decoder\n"
            "  summary: - One -> - Two\n"
            "  summary_text: - One -> - Two\n"
            "  sections: ~Model, ~Summary\n"
        ),
        "",
    )


@pytest.mark.usefixtures("repository")
def test_where_a_note_stands_is_no_matter(run: Run) -> None:
    """A note that moves down, or to another file, is the same note."""
    Path("a.md").write_text(f"# Notes\n\nText.\n\n{NOTE}".replace("# Notes\n\nText.", "Text."))
    assert run("HEAD") == (0, "", "")
    Path("a.md").rename("other name.md")
    assert run("HEAD") == (0, "", "")


@pytest.mark.usefixtures("repository")
def test_two_revisions(run: Run) -> None:
    """Two revisions are compared below the working folder, whatever the files are now; names may hold anything."""
    Path("ü b\tc.md").write_text(NOTE.replace("BERT", "GPT"))
    Path("a.md").unlink()
    commit()
    Path("ü b\tc.md").write_text("")
    assert run("HEAD~1", "HEAD") == (
        1,
        ("removed google2019bert (a.md): BERT - Pre-training\nadded google2019gpt (ü b c.md): GPT - Pre-training\n"),
        "",
    )


@pytest.mark.usefixtures("repository")
def test_only_the_working_folder_counts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder of a repository, what lies beside it is not compared."""
    Path("sub").mkdir()
    Path("sub/b.md").write_text(NOTE.replace("BERT", "GPT"))
    Path("a.md").unlink()
    monkeypatch.chdir("sub")
    assert run("HEAD") == (1, "added google2019gpt (b.md): GPT - Pre-training\n", "")


@pytest.mark.usefixtures("repository")
def test_excluded_files_are_left_out_on_both_sides(run: Run) -> None:
    """The configuration's `exclude` holds for a revision as for the working tree."""
    Path("drafts").mkdir()
    Path("drafts/b.md").write_text(NOTE.replace("BERT", "GPT"))
    commit()
    Path("notelint.toml").write_text('exclude = ["drafts/"]\n')
    assert run("HEAD") == (0, "", "")


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("head", [(), ("HEAD",)], ids=["the working tree", "a revision"])
def test_what_is_no_revision_is_said(run: Run, head: tuple[str, ...]) -> None:
    """One line with the remedy, and exit 2; an option of git is no revision."""
    remedy = "name a revision of the repository of this folder, or two files of records"
    assert run("--output-format", "text", "nope", *head) == (
        2,
        "",
        f"notelint: diff: unknown git revision 'nope': {remedy}\n",
    )
    assert run("--", "--all", *head)[::2] == (2, f"notelint: diff: unknown git revision '--all': {remedy}\n")


def test_files_of_records(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON and JSON Lines, as `convert` writes them; what holds no records is said in one line."""
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(NOTE)
    assert cli.main(["convert", "a.md", "-o", "old.json"]) == 0
    Path("a.md").write_text(NOTE.replace("2019", "2018"))
    assert cli.main(["convert", "a.md", "-o", "new.jsonl"]) == 0
    assert run("old.json", "new.jsonl", "-o", "out.txt") == (1, "", "")
    assert Path("out.txt").read_text() == (
        "changed google2018bert (a.md): BERT - Pre-training\n"
        "  id: google2019bert -> google2018bert\n"
        "  year: 2019 -> 2018\n"
    )
    assert run("old.json") == (2, "", "notelint: diff: name two files of records, or revisions of git\n")
    Path("bad.json").write_text("{")
    error = "1:2: this is not valid JSON: the text ends too early; close each bracket and quote"
    assert run("old.json", "bad.json") == (2, "", f"notelint: bad.json:{error}\n")
    Path("bad.jsonl").write_text('{"id": "a"}\n\n{"id": "b" 1}\n')
    error = "3:12: this is not valid JSON: a comma is missing before this; put a comma between the values"
    assert run("old.json", "bad.jsonl") == (2, "", f"notelint: bad.jsonl:{error}\n")
    Path("bad.json").write_text("[1]")
    remedy = "write them with `notelint convert --to json`"
    assert run("old.json", "bad.json") == (2, "", f"notelint: bad.json: holds no records: {remedy}\n")
    Path("none.jsonl").write_text("")
    assert run("none.jsonl", "none.jsonl") == (0, "", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(record(), record(title="New title"), id="key"),
        pytest.param(record(doi="10.1234/x"), record("other", doi="10.1234/x"), id="DOI"),
        pytest.param(record(arxiv="1706.03762"), record("other", arxiv="1706.03762v5"), id="arXiv id, of any version"),
        pytest.param(record(title="T"), record("b", title="t!", source={"path": "a2019b.md"}), id="title and file"),
        pytest.param(record(), record("b", title="B", source={"path": "a2019b.md"}), id="alone in its file"),
    ],
)
def test_records_of_one_note_are_matched(before: dict[str, Any], after: dict[str, Any]) -> None:
    """By key, identifier, title in the same file, or as the only one left in it."""
    changes = compare([record("z2000z"), before], [after, record("z2000z")])
    assert [(each.before, each.after) for each in changes.changed] == [(before, after)]
    assert (changes.added, changes.removed) == ((), ())


@pytest.mark.parametrize("sparse", [{"id": "a"}, {"id": "a", "arxiv": "1706.03762"}])
def test_records_of_few_fields_are_compared(sparse: dict[str, Any], run: Run, tmp_path: Path) -> None:
    """A record is compared by the fields that it has: no field but the key has to be there."""
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps([sparse]))
    new.write_text(json.dumps([{"id": "b"}]))
    assert run(str(old), str(new)) == (1, "removed a (no file)\nadded b (no file)\n", "")


def test_equal_keys_do_not_hide_titles() -> None:
    """Where a note of the same key comes before another, the suffixes move; titles tell which is which."""
    before = [record("a2019b", title="First")]
    after = [record("a2019b", title="New"), record("a2019ba", title="First", source={"path": "a2019b.md"})]
    changes = compare(before, after)
    assert (changes.added, changes.removed) == ((after[0],), ())
    assert [dict(each.fields) for each in changes.changed] == [{"id": ("a2019b", "a2019ba")}]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(record, st.sampled_from("abcd"), title=st.sampled_from("xy"), doi=st.none() | st.just("1")),
        max_size=6,
    )
)
def test_nothing_differs_from_itself(records: list[dict[str, Any]]) -> None:
    """Any records, also of equal keys, titles and identifiers, are the same as themselves in any place."""
    assert not compare(records, records)
    changes = compare(records, [])
    assert (len(changes.removed), changes.added, changes.changed) == (len(records), (), ())


def test_reports() -> None:
    """As text, as JSON with the values before and after, and as a table in which nothing is markup."""
    before = [record("a", authors=[{"raw": "A"}, {"raw": "B"}], year=None, tags=["x"], summary="1\n2"), record("gone")]
    after = [
        record("a", authors=[{"raw": "B"}, {"raw": "C|*"}], year=2019, tags=["x"], summary="y" * 80),
        record("new", title="<b>|\n@x"),
    ]
    changes = compare(before, after)
    assert "".join(as_text(changes)) == (
        "removed gone (gone.md): gone\n"
        "added new (new.md): <b>| @x\n"
        "changed a (a.md): a\n"
        "  authors: -A, +C|*\n"
        "  year: nothing -> 2019\n"
        f"  summary: 1 2 -> {'y' * 59}…\n"
    )
    assert "".join(as_markdown(changes)) == (
        "3 records differ: 1 added, 1 removed, 1 changed.\n"
        "\n"
        "| | Record | Title | What |\n"
        "| --- | --- | --- | --- |\n"
        "| added | `new` | \\<b\\>\\| \\@x |  |\n"
        "| removed | `gone` | gone |  |\n"
        f"| changed | `a` | a | authors: -A, +C\\|\\*<br>year: nothing -\\> 2019<br>summary: 1 2 -\\> {'y' * 59}… |\n"
    )
    document = json.loads("".join(as_json(changes)))
    assert (document["added"], document["removed"]) == ([after[1]], [before[1]])
    assert document["changed"] == [
        {
            "id": "a",
            "path": "a.md",
            "fields": {
                name: {"before": before[0][name], "after": after[0][name]} for name in ("authors", "year", "summary")
            },
        }
    ]
    assert "".join(as_markdown(Changes((), (), ()))) == "No record differs.\n"


@pytest.mark.usefixtures("repository")
def test_contents_are_named_as_git_names_them() -> None:
    """The name of a content is git's, so that only files that differ are read."""
    names = files_of("HEAD")
    assert names == {"a.md": content_name(Path("a.md").read_bytes(), "0" * 40)}
    assert files_of("HEAD:nothing") is None


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ({"id": 3}, "id is no text"),
        ({"id": ["a"]}, "id is no text"),
        ({"id": "a", "source": 3}, "source is no object"),
        ({"id": "a", "source": "a.md"}, "source is no object"),
        ({"id": "a", "source": ["a.md"]}, "source is no object"),
        ({"id": "a", "source": {"path": ["a.md"]}}, "source.path is no text"),
        ({"id": "a", "title": ["T"]}, "title is no text"),
        ({"id": "a", "doi": {}}, "doi is no text"),
        ({"id": "a", "arxiv": 1706.03762}, "arxiv is no text"),
    ],
)
@pytest.mark.usefixtures("in_temporary_folder")
def test_a_field_of_another_kind_is_one_line(record: dict[str, object], fault: str, form: str, run: Run) -> None:
    """What records are compared by must be as `convert` writes it; all other fields may hold anything."""
    odd: list[object] = [None, 1, [], {}, {"url": {}}]
    good: list[dict[str, object]] = [
        {"id": "b"},
        {"id": "c", "authors": odd, "links": odd, "tags": odd, "year": odd, "sections": odd},
    ]
    Path("good.json").write_text(json.dumps(good))
    Path("other.json").write_text(json.dumps([{**good[1], "id": "b"}, {**good[0], "id": "c"}]))
    assert run("good.json", "other.json", "--output-format", form)[0] == 1
    Path("bad.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in (*good, record)))
    code, out, err = run("good.json", "bad.jsonl", "--output-format", form)
    remedy = "write records with `notelint convert --to json`"
    assert (code, out, err) == (2, "", f"notelint: bad.jsonl: record 3: {fault}: {remedy}\n")
