"""What `check` says of a note that is unlike its siblings, and the schemas that `infer` makes of a vault's habits."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint.engine import reader
from notelint.habits.habit import Habit, is_habit
from notelint.note import read_document
from notelint.rule import read_rules
from tests.planting.defects import DEFECTS, Usual
from tests.planting.vaults import write_vault

if TYPE_CHECKING:
    from collections.abc import Callable

    from notelint.note.model import Document
    from notelint.source import Source
    from tests.planting.defects import Defect

    Run = Callable[..., tuple[int, str, str]]

USUAL = Usual(
    sections=("Summary", "Method", "Results", "Open questions"),
    keys=("title", "year", "status", "rating", "read", "tags"),
    labels=("Venue", "Hours"),
)
# What these notes have not, and what no habit says.
ELSEWHERE = (
    "no year under the title",
    "nothing under the title",
    "no title",
    "the title is bold",
    "an arXiv id of a thirteenth month",
)
PLANTED = [each for each in DEFECTS if each.kind not in ELSEWHERE]


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of 30 notes that agree, in which the test runs."""
    write_vault(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change(path: Path, before: str, after: str) -> None:
    """Replace the one place where a file has a text."""
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")


def notes(folder: Path) -> list[Path]:
    """The notes of a vault, in order."""
    return sorted(folder.glob("*.md"))


def planted(path: Path, defect: Defect) -> str:
    """The text of a note with a defect."""
    return defect.plant(path.read_text("utf-8"), USUAL, random.Random(4)) or ""  # noqa: S311 - the same ones again


def said(run: Run, *arguments: str) -> list[str]:
    """The findings of a check, without cache, a line each."""
    return run("check", "--no-cache", "--quiet", "--output-format", "concise", *arguments)[1].splitlines()


def test_notes_that_agree_have_no_findings(vault: Path, run: Run) -> None:
    """What all have in common is nothing to report."""
    assert len(notes(vault)) == 30
    assert said(run, ".") == []


@pytest.mark.parametrize("defect", PLANTED, ids=lambda each: each.kind)
def test_each_departure_is_found(defect: Defect, vault: Path, run: Run) -> None:
    """One departure from the habits of a vault is one finding, in the note that has it."""
    path = notes(vault)[4]
    path.write_text(planted(path, defect), "utf-8")
    assert [line.partition(":")[0] for line in said(run, ".")] == [path.name]


def test_it_is_said_in_figures(vault: Path, run: Run) -> None:
    """Who does as usual is counted without the note itself, and one of them is named."""
    first, second, *_ = notes(vault)
    change(first, "\n## Method\n", "\n## Something else\n")
    second.write_text(re.sub(r"\nstatus: .*", "", second.read_text("utf-8")), "utf-8")
    found = said(run, ".")
    assert [line.partition(" has no ")[2] for line in found] == [
        "Method section, unlike all 29 of its siblings",
        "status in its front matter, unlike all 29 of its siblings",
    ]


@pytest.mark.parametrize(
    ("have", "of", "expected"),
    [(5, 5, True), (5, 6, True), (4, 5, False), (9, 11, True), (9, 12, False), (90, 101, True), (89, 101, False)],
)
def test_nine_siblings_of_ten_make_a_habit(have: int, of: int, *, expected: bool) -> None:
    """The exception is not counted among its own siblings; fewer than five make no habit."""
    assert is_habit(have, of) is expected


@pytest.mark.parametrize(
    ("have", "of", "words"),
    [
        (1, 2, "its only sibling"),
        (2, 3, "both of its siblings"),
        (1, 3, "1 of its 2 siblings"),
        (29, 30, "all 29 of its siblings"),
        (41, 44, "41 of its 43 siblings"),
    ],
)
def test_siblings_in_words(have: int, of: int, words: str) -> None:
    """One and two siblings have words of their own."""
    assert Habit(have, of, "section", "Summary", "a.md:1").siblings == words


def test_no_habit_where_notes_differ(vault: Path, run: Run) -> None:
    """What a third of the notes do otherwise is nobody's defect."""
    for path in notes(vault)[::3]:
        change(path, "\n## Method\n", "\n## How it works\n")
    assert said(run, ".") == []


def test_few_notes_have_no_habit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Four notes that agree say nothing of a fifth."""
    write_vault(tmp_path, notes=5)
    monkeypatch.chdir(tmp_path)
    change(notes(tmp_path)[0], "\n## Method\n", "\n## Tools\n")
    assert said(run, ".") == []


def test_two_templates_in_one_folder(vault: Path, run: Run) -> None:
    """Each note is compared with those of its own template."""
    for number in range(12):
        text = f"# Review {number} of Gears\n\n- **Authors:** Ada Byron\n- **Year:** {2000 + number}\n\n"
        (vault / f"review-{number:02}.md").write_text(f"{text}## Strengths\n\nS.\n\n## Weaknesses\n\nW.\n", "utf-8")
    assert said(run, ".") == []
    change(vault / "review-07.md", "\n## Weaknesses\n\nW.\n", "")
    (found,) = said(run, ".")
    assert found == (
        'review-07.md:1:1: error[section-missing]: "Review 7 of Gears" has no Weaknesses section, '
        "unlike all 11 of its siblings"
    )


def test_a_hook_says_what_a_whole_run_says(vault: Path, run: Run) -> None:
    """The findings of a file are the same alone and among all, with a cache and without, and beside drafts."""
    odd = notes(vault)[:3]
    for path, kind in zip(odd, ("a section is missing", "a key is missing", "a section is empty"), strict=True):
        (defect,) = (each for each in DEFECTS if each.kind == kind)
        path.write_text(planted(path, defect), "utf-8")
    git = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "notes"]):
        subprocess.run([*git, *command], check=True, cwd=vault)
    whole = said(run, ".")
    assert len(whole) == 3
    for name in ("draft-1.md", "draft-2.md"):  # what git does not track is in no clone
        shutil.copy(odd[0], vault / name)
    alone = [line for path in notes(vault) if "draft" not in path.name for line in said(run, path.name)]
    assert alone == whole
    for _ in range(2):  # the second time from the cache
        cached = [run("check", "-q", "--output-format", "concise", path.name)[1].splitlines() for path in odd]
        assert [line for lines in cached for line in lines] == whole


def test_a_changed_sibling_is_seen(vault: Path, run: Run) -> None:
    """Results of earlier runs hold only while the siblings are the same."""
    path, *others = notes(vault)
    change(path, "\n## Method\n", "\n## Tools\n")
    ask = ("check", "-q", "--output-format", "concise", path.name)
    assert "has no Method section" in run(*ask)[1]
    assert "has no Method section" in run(*ask)[1]
    for other in others[:20]:
        change(other, "\n## Method\n", "\n## Tools\n")
    assert run(*ask)[:2] == (0, "")


def test_folders_of_few_notes_share_the_habits_of_the_project(vault: Path, run: Run) -> None:
    """Where a folder holds too few notes, those of the whole repository are siblings."""
    (vault / ".git").mkdir()
    for number, path in enumerate(notes(vault)):
        folder = vault / f"{number // 3}"
        folder.mkdir(exist_ok=True)
        path.rename(folder / path.name)
    assert said(run, ".") == []
    odd = min(vault.glob("4/*.md"))
    change(odd, "\n## Method\n", "\n## Tools\n")
    assert "unlike all 29 of its siblings" in said(run, str(odd.relative_to(vault)))[0]


def test_a_note_is_read_once_for_its_folder_its_project_and_itself(
    vault: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """The documents of the last project stay held while those of one of its folders are looked at."""
    (vault / ".git").mkdir()
    for number, path in enumerate(notes(vault)):
        folder = vault / ("few" if number < 3 else "many" if number < 13 else "more")
        folder.mkdir(exist_ok=True)
        path.rename(folder / path.name)
    times: Counter[str] = Counter()

    def read(source: Source, *arguments: object, **options: object) -> Document:
        times[source.path] += 1
        return read_document(source, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "read_document", read)
    assert said(run, "--jobs", "1", ".") == []
    assert len(times) == 30
    assert [*times.values()] == [1] * 30


def test_a_configured_schema_needs_no_siblings(vault: Path, run: Run) -> None:
    """Where the user chose a schema, it alone counts."""
    change(notes(vault)[0], "\n## Method\n", "\n## Tools\n")
    assert said(run, "--schema", "literature-note", ".") == []


def front_matter(path: Path, before: str, after: str) -> None:
    """Change a line of a note's front matter by a pattern."""
    text, count = re.subn(rf"(?m)^{before}$", after, path.read_text("utf-8"), count=1)
    assert count == 1
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(("value", "is_slip"), [("abandoned", 0), ("unread", 0), ("skimed", 1), ("Read", 1)])
def test_a_new_value_is_no_slip(value: str, is_slip: int, vault: Path, run: Run) -> None:
    """Of few usual values only a misspelling is reported: a value may be the first of its kind."""
    front_matter(notes(vault)[2], "status: .*", f"status: {value}")
    found = said(run, ".")
    assert ["error[note-value]: status " in line for line in found] == [True] * is_slip


@pytest.mark.parametrize(
    ("usual", "other", "slips"), [("视觉模型", "视觉语言模型", 0), ("part1", "part2", 0), ("paper", "papre", 1)]
)
def test_what_is_a_slip(usual: str, other: str, slips: int, vault: Path, run: Run) -> None:
    """Names of one more word or of another number are values of their own, in any script."""
    for path in notes(vault):
        front_matter(path, "status: .*", f"status: {usual}")
    front_matter(notes(vault)[2], "status: .*", f"status: {other}")
    assert len(said(run, ".")) == slips


@pytest.mark.parametrize("kind", ["type: {}", "类型: {}"])
def test_a_survey_need_not_have_the_sections_of_papers(kind: str, vault: Path, run: Run) -> None:
    """Notes that say that they are of another kind are compared by what is above the sections."""
    for path in notes(vault):
        front_matter(path, "status: (.*)", rf"status: \1\n{kind.format('paper')}")
    for path in notes(vault)[:2]:
        front_matter(path, kind.format("paper"), kind.format("survey"))
        change(path, "\n## Method\n", "\n## Taxonomy\n")
    assert said(run, ".") == []
    front_matter(notes(vault)[0], "rating: .*", "rating:")
    change(notes(vault)[5], "\n## Method\n", "\n## Taxonomy\n")
    first, second = said(run, ".")
    assert "has no rating in its front matter" in first
    assert "has no Method section, unlike all 27 of its siblings" in second


def test_a_section_beside_another_is_not_that_one(vault: Path, run: Run) -> None:
    """Two sections of one role that stand in one note are two: neither is the other's name."""
    for path in notes(vault)[::2]:
        change(path, "\n## Results\n", "\n## Experiments\n\nTen runs.\n\n## Results\n")
    change(notes(vault)[4], "\n## Results\n\n", "\n")
    (found,) = said(run, ".")
    assert "[section-missing]" in found
    assert "has no Results section" in found


def test_a_section_may_say_more_than_its_name(vault: Path, run: Run) -> None:
    """The usual name and of what."""
    change(notes(vault)[4], "\n## Results\n", "\n## Results on roads and rails\n")
    assert said(run, ".") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("**Venue**: CVPR", "**Venue**: arXiv"),
        ("**Venue**: CVPR", "**Venue**: bioRxiv preprint,"),
        ("rating: 5\n", "rating: N/A\n"),
        ("rating: 5\n", "rating: 无\n"),
        ("rating: 5\n", "rating: 4.5\n"),
    ],
)
def test_an_answer_is_an_answer(before: str, after: str, vault: Path, run: Run) -> None:
    """A preprint has no venue, who writes that there is none has left nothing out, and ratings may be halves."""
    path = next(path for path in notes(vault) if before in path.read_text("utf-8"))
    change(path, before, after)
    assert said(run, ".") == []


@pytest.mark.parametrize(
    ("line", "count"), [("doi:", 1), ("doi: null", 0), ("doi: ~", 0), ("doi: none", 0), ("paper: x", 1)]
)
def test_an_address_is_no_identifier(line: str, count: int, vault: Path, run: Run) -> None:
    """A key in which several properties may stand fills in for none of those that have one of their own."""
    for number, path in enumerate(notes(vault)):
        front_matter(path, "rating: (.*)", rf"rating: \1\ndoi: 10.1000/x{number}\nurl: https://a.org/{number}")
    front_matter(notes(vault)[4], "doi: .*", line)
    found = said(run, ".")
    assert ["has no doi in its front matter, unlike all 29" in each for each in found] == [True] * count


def test_a_label_may_stand_for_several_properties(vault: Path, run: Run) -> None:
    """What stands in it is now this and now that: none of them is missing."""
    values = ("10.1000/x{}", "https://a.org/{}", "arXiv:2405.{:05}")
    for number, path in enumerate(notes(vault)):
        value = values[number % 3].format(number)
        change(path, "\n**Venue**: ", f"\n**URL/DOI/arXiv**: {value}\n**Venue**: ")
    assert said(run, ".") == []


def test_an_older_template_is_no_exception(vault: Path, run: Run) -> None:
    """Where three notes lack the same several things, these came later; what one of them lacks alone is reported."""
    for path in notes(vault)[:3]:
        front_matter(path, "status: .*\nrating: (.*)", r"rating: \1")
        path.write_text(path.read_text("utf-8").partition("\n## Open questions\n")[0], "utf-8")
    assert said(run, ".") == []
    change(notes(vault)[0], "\n## Method\n", "\n## Tools\n")
    (found,) = said(run, ".")
    assert "has no Method section, unlike all 29 of its siblings" in found


def test_the_page_of_a_folder_is_no_sibling(vault: Path, run: Run) -> None:
    """A `README.md` among notes is not compared with them, and one a note is compared with the others."""
    for number, path in enumerate(notes(vault)[:8]):
        text = path.read_text("utf-8")
        (vault / f"{number}").mkdir()
        (vault / f"{number}" / "README.md").write_text(text, "utf-8")
    (vault / ".git").mkdir()
    change(vault / "7" / "README.md", "\n## Method\n", "\n## Tools\n")
    (found,) = said(run, ".")
    assert found.endswith("has no Method section, unlike all 7 of its siblings")


def test_two_notes_make_no_template(vault: Path, run: Run) -> None:
    """Where two notes lack the same several things, each is the exception."""
    for path in notes(vault)[:2]:
        front_matter(path, "status: .*\nrating: (.*)", r"rating: \1")
        path.write_text(path.read_text("utf-8").partition("\n## Open questions\n")[0], "utf-8")
    found = sorted(line.partition(" has no ")[2] for line in said(run, "."))
    section, key = "Open questions section", "status in its front matter"
    assert found == [f"{what}, unlike 28 of its 29 siblings" for what in (section, section, key, key)]


def test_a_note_that_is_only_begun(vault: Path, run: Run) -> None:
    """Its empty sections are one finding, and its empty keys are none."""
    path = notes(vault)[4]
    front_matter(path, "rating: .*", "rating:")
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^(## (?:Method|Results|Open questions)\n)\n.*\n", r"\1", text), "utf-8")
    (found,) = said(run, ".")
    assert "[section-empty]: 3 sections of " in found
    assert found.endswith(" are empty: Method, Results, Open questions")


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ("rating: .*", "draft: true\nrating:", 0),
        ("status: .*\nrating: .*", "status: In progress\nrating:", 0),
        ("tags: .*", "tags: [machines, status/to-read]", 0),
        ("rating: .*", "rating: 5\n状态: 待读", 0),
        ("rating: .*", "rating: 5\nread: true", 1),
    ],
)
def test_a_note_that_says_that_it_is_not_finished(before: str, after: str, count: int, vault: Path, run: Run) -> None:
    """What it lacks and leaves empty is no news; `read: true` is no excuse."""
    path = notes(vault)[4]
    front_matter(path, before, after)
    text = path.read_text("utf-8").replace("\n## Method\n", "\n## Tools\n")
    path.write_text(re.sub(r"(?m)^(## Results\n)\n.*\n", r"\1", text), "utf-8")
    assert len([line for line in said(run, path.name) if "[section-" in line]) == 2 * count


@pytest.mark.parametrize(
    ("heading", "count"), [("Bridges", 0), ("The Bridge Net", 1), ("Weather Balloons at Sea", 1), ("Weather Net", 0)]
)
def test_a_heading_may_be_a_nickname(heading: str, count: int, vault: Path, run: Run) -> None:
    """One word or two in place of a title are a name of the paper, more are another title."""
    path = notes(vault)[4]
    title = path.read_text("utf-8").partition("\n# ")[2].partition("\n")[0]
    change(path, f"\n# {title}\n", f"\n# {heading}\n")
    assert ["[note-conflict]" in line for line in said(run, path.name)] == [True] * count


def test_infer_writes_a_schema_that_can_be_read(vault: Path, run: Run) -> None:
    """Odd keys, too, make no schema that check refuses."""
    for path in notes(vault):
        front_matter(path, "status: .*", "'': x\\n2017: seen\\ntrue: 1\\nlist: [[1], [2]]")
    schema = run("infer")[1]
    (vault / "notes.json").write_text(schema, "utf-8")
    code, found, error = run("check", "--no-cache", "-q", "--schema", "notes.json", ".")
    assert (code, error) in ((0, ""), (1, "")), found


def test_infer_requires_what_most_notes_have(vault: Path, run: Run) -> None:
    """The schema says what the notes have in common, and a check by it finds the exceptions only."""
    change(notes(vault)[0], "\n## Method\n", "\n## Tools\n")
    code, text, _ = run("infer")
    assert code == 0
    schema = json.loads(text)
    assert schema["required"] == [
        "title", "authors", "year", "venue", "tags", "status", "rating", "read", "hours", "summary", "method",
        "results", "open_questions",
    ]  # fmt: skip
    assert schema["properties"]["status"]["enum"] == ["read", "skimmed"]
    assert schema["properties"]["rating"]["type"] == "integer"
    assert schema["properties"]["read"]["format"] == "date"
    assert schema["properties"]["method"]["description"] == "Method: 29 of 30 notes."
    assert schema["x-markdown"]["sections"]["ordered"] is True
    (vault / "notes.json").write_text(text, "utf-8")
    (found,) = said(run, "--schema", "notes.json", ".")
    assert found.startswith(notes(vault)[0].name)
    assert found.endswith("has no Method section")


def test_infer_again_gives_the_same(vault: Path, run: Run) -> None:
    """The schema depends on the notes alone."""
    assert run("infer")[1] == run("infer", *(path.name for path in reversed(notes(vault))))[1]


def written(run: Run, schema: str, folder: Path) -> list[str]:
    """New notes by a schema, filled in; gives the findings of a check by it, and the schema inferred from them."""
    folder.mkdir()
    Path("own.json").write_text(schema, "utf-8")
    assert run("new", "--schema", "own.json", "--from", "refs.bib", "-o", str(folder))[0] == 0
    for number, path in enumerate(notes(folder)):
        text = path.read_text("utf-8")
        values = {
            "status": ("read", "skimmed")[number % 2],
            "rating": number % 5 + 1,
            "read": f"2024-05-{number + 10}",
        }
        for key, value in {**values, "tags": "[machines]"}.items():
            text = text.replace(f"\n{key}:\n", f"\n{key}: {value}\n")
        text = text.replace("**Hours**:\n", "**Hours**: 3\n")
        path.write_text(re.sub(r"(?m)^(## .*)$", r"\1\n\nText of its own.", text), "utf-8")
    return [run("check", "--no-cache", "-q", "--schema", "own.json", str(folder))[1], run("infer", str(folder))[1]]


def test_notes_by_an_inferred_schema_have_its_habits(vault: Path, run: Run) -> None:
    """They are clean under it once they are filled in, and inferring from them gives it again."""
    entry = (
        "@inproceedings{{k{0}, title={{Study {0} of Cams}}, author={{A. Byron}}, year={{20{0}}}, booktitle={{ACL}}}}\n"
    )
    Path("refs.bib").write_text("".join(entry.format(number) for number in range(10, 22)), "utf-8")
    before = run("infer")[1]
    found, first = written(run, before, vault / "first")
    again, second = written(run, first, vault / "second")
    assert (found, again) == ("", "")
    assert first == second
    required = [name for name in json.loads(first)["required"] if name != "citekey"]  # which the entries have
    assert required == json.loads(before)["required"]


def test_infer_writes_schemas_and_the_rules_that_choose_them(vault: Path, run: Run) -> None:
    """Each family gets a file; the configuration that is printed makes all notes clean."""
    (vault / "papers").mkdir()
    for path in notes(vault):
        path.rename(vault / "papers" / path.name)
    (vault / "reviews").mkdir()
    for number in range(8):
        text = f"# Review {number} of Gears\n\n- **Authors:** Ada Byron\n- **Year:** {2000 + number}\n\n"
        (vault / "reviews" / f"{number}.md").write_text(f"{text}## Strengths\n\nS.\n\n## Weaknesses\n\nW.\n", "utf-8")
    code, text, error = run("infer", "-o", "schemas")
    assert (code, error.count("notelint: wrote ")) == (0, 2)
    assert text == (
        "schemas = [\n"
        '    { paths = ["/papers/"], schema = "schemas/papers.json" },\n'
        '    { paths = ["/reviews/"], schema = "schemas/reviews.json" },\n'
        "]\n"
    )
    (vault / "notelint.toml").write_text(text, "utf-8")
    assert said(run, ".") == []
    change(vault / "reviews" / "3.md", "\n## Weaknesses\n\nW.\n", "")
    assert said(run, ".") == [
        'reviews/3.md:1:1: error[section-missing]: "Review 3 of Gears" has no Weaknesses section'
    ]


@pytest.mark.parametrize(("here", "target"), [(".", "notelint.toml"), ("elsewhere", "../papers [x]/notelint.toml")])
def test_infer_chooses_the_files_themselves(
    vault: Path, run: Run, monkeypatch: pytest.MonkeyPatch, here: str, target: str
) -> None:
    """Names with signs of patterns stand for themselves; paths count from the configuration that they are for."""
    papers = vault / "papers [x]"
    papers.mkdir()
    (vault / "elsewhere").mkdir()
    for path in notes(vault):
        path.rename(papers / f"[{path.stem}] *.md")
    chosen = notes(papers)
    for number in range(11):  # too many to be named as exceptions: the notes are
        (papers / f"{number}.md").write_text("# Plain\n\nText.\n", "utf-8")
    monkeypatch.chdir(here)
    code, text, error = run("infer", "-o", str(papers / "schemas"), str(papers))
    assert (code, error.splitlines()[-1]) == (0, f"notelint: to use it, add this to {target}:")
    Path(target).write_text(text, "utf-8")
    assert "(configured at " in run("explain", str(chosen[0]))[1]
    assert "(configured at " not in run("explain", str(papers / "3.md"))[1]


def test_infer_says_which_notes_are_the_exceptions(vault: Path, run: Run) -> None:
    """The table has the share of each name and the places of notes without it."""
    path = notes(vault)[0]
    change(path, "\n## Method\n", "\n## Tools\n")
    _, text, _ = run("infer", "--dry-run")
    assert re.search(r"(?m)^  section +Method +29 of 30, required +level 2$", text)
    assert f"      not in {path.name}:" in text
    assert re.search(r"(?m)^  front-matter +status +30 of 30, required +read, skimmed$", text)


def test_infer_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Where notes have nothing in common, or a schema is there already, nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("# A\n\nText.\n", "utf-8")
    refusal = "notelint: fewer than 5 notes have enough in common for a schema; lower the number with --at-least\n"
    assert run("infer") == (2, "", refusal)
    assert run("infer", "nowhere") == (2, "", "notelint: nowhere: no such file or folder\n")
    write_vault(tmp_path / "papers")
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "papers.json").write_text("mine", "utf-8")
    assert run("infer", "-o", "schemas")[0] == 2
    assert (tmp_path / "schemas" / "papers.json").read_text("utf-8") == "mine"


def test_the_page_on_habits() -> None:
    """The table of docs/habits.md names rules that there are."""
    page = (Path(__file__).parents[1] / "docs" / "habits.md").read_text("utf-8")
    rules = {name for row in re.findall(r"(?m)^\| .* \| (.*) \|$", page) for name in row.split(", ")} - {"rule", "---"}
    assert rules <= {rule.name for rule in read_rules()}


def test_a_new_note_of_an_inferred_schema_has_the_places_of_its_siblings(vault: Path, run: Run) -> None:
    """Keys that the vault has, in its order, its sections, and no place for what no sibling says."""
    (vault / "notes.json").write_text(run("infer")[1], "utf-8")
    new = run("new", "--schema", "notes.json", "--title", "A New One", "--year", "2024")[1]
    assert re.findall(r"(?m)^## (.*)$", new) == ["Summary", "Method", "Results", "Open questions"]
    assert set(re.findall(r"(?m)^(\w+):", new)) >= {"title", "authors", "year", "tags", "status", "rating", "read"}
    assert "doi" not in new


def test_a_new_note_beside_others_is_written_as_they_are(vault: Path, run: Run) -> None:
    """Its heading repeats the title where theirs do, and a property stands under the label that they have for it."""
    run("new", "--title", "Cams of Steel", "--authors", "A. Byron", "--year", "2024", "--venue", "ACL", "-o", "new.md")
    text = (vault / "new.md").read_text("utf-8")
    assert re.search(r"(?m)^title: Cams of Steel$[\s\S]*^# Cams of Steel$[\s\S]*\*\*Venue\*\*: ACL$", text)
    assert "venue:" not in text
    assert [
        line
        for line in said(run, "new.md")
        if "is empty" not in line and "are empty" not in line and "no Hours" not in line
    ] == []
    schema = json.loads(run("infer")[1])
    assert schema["properties"]["venue"]["x-markdown"]["label"] == "Venue"
    assert re.search(r"(?m)^  label +Venue +31 of 31", run("infer", "--dry-run")[1])


def test_all_of_a_sample_are_siblings_of_a_note_outside_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """Of many notes 64 are read, and one that is not among them is compared with them all."""
    write_vault(tmp_path, notes=80)
    monkeypatch.chdir(tmp_path)
    for path in notes(tmp_path):
        text = path.read_text("utf-8")
        change(path, "\n## Method\n", "\n## Tools\n")
        (found,) = said(run, path.name)
        assert found.endswith(("unlike all 63 of its siblings", "unlike all 64 of its siblings"))
        path.write_text(text, "utf-8")
        if "64" in found:
            return
    pytest.fail("no note is outside of the sample")


def test_a_prompt_that_all_notes_leave_as_it_is(vault: Path, run: Run) -> None:
    """A comment is no text, neither in a note nor in its siblings: what all leave empty is their way."""
    for path in notes(vault):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(## Open questions\n\n).*", r"\1<!-- What is left? -->", text), "utf-8")
    assert said(run, ".") == []
