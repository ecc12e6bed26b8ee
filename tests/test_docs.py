"""README and the pages of docs/ show what notelint really prints, and every command in them runs."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from notelint.config import Config, read_config
from notelint.dataclass import fields
from notelint.report import REPORTS
from notelint.rule import read_rules
from notelint.verbs import VERBS
from tests import pages
from tests.planting.vaults import write_vault

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[1]
TEXTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
}
README = TEXTS["README.md"]


def blocks(language: str, on: str = "") -> list[tuple[str, str]]:
    """The code blocks of a language, each with the page that has it; of one page, if it is named."""
    pattern = re.compile(rf"^```{language}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [(page, block) for page, text in TEXTS.items() if on in page for block in pattern.findall(text)]


# `$ command` and, below it, what it prints.
EXAMPLES = [(page, *block.removeprefix("$ ").split("\n", 1)) for page, block in blocks("console")]
# What prepares a machine: .ci/run runs these two lines, word for word.
INSTALLATION = re.compile(r"python3 -m venv|\.venv/bin/pip install|\.venv/bin/python -m pytest")
# `server` ends with its editor, and tests/test_resolve.py has the services that `resolve` asks.
SCRIPTS = [
    *((page, block) for page, block in blocks("sh") if re.search(r"(?m)^notelint (?!resolve)", block)),
    *((f"{name} --help", verb.example) for name, verb in VERBS.items() if name not in {"server", "resolve"}),
]


@pytest.mark.parametrize(("page", "command", "shown"), EXAMPLES, ids=[" ".join(each[:2]) for each in EXAMPLES])
def test_every_example_prints_what_is_shown(page: str, command: str, shown: str) -> None:
    """Each command that is not installation is run, and its output is what stands below it."""
    parts = [part.removeprefix(".venv/bin/") for part in command.split(" && ") if not INSTALLATION.match(part)]
    assert all(part.startswith("notelint ") for part in parts), page
    assert "".join(map(pages.output, parts)) == shown


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test runs in a repository of two commits, with the notes that the pages speak of."""
    write_vault(tmp_path / "papers", notes=12)
    write_vault(tmp_path / "papers" / "old", notes=6)
    shutil.copytree(ROOT / "tests" / "notes", tmp_path / "tests" / "notes")
    shutil.copy(ROOT / "tests" / "notes" / "attention.md", tmp_path / "papers")
    (tmp_path / "refs.bib").write_text("@article{roe2020, title={A Study}, author={Roe, Jane}, year=2020}\n", "utf-8")
    (tmp_path / "schema").mkdir()
    shutil.copy(ROOT / "schema" / "paper-note.json", tmp_path / "schema" / "my-study.json")
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=Roe", "-c", "user.email=roe@example.org"]
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "Notes"]):
        subprocess.run([*git, *command], check=True)
    changed = next(iter(sorted((tmp_path / "papers").iterdir())))
    changed.write_text(changed.read_text("utf-8").replace("20", "19", 1), "utf-8")
    subprocess.run([*git, "commit", "-qam", "Change one"], check=True)


@pytest.mark.parametrize(
    ("page", "script"), SCRIPTS, ids=[f"{page} {script.splitlines()[0]}" for page, script in SCRIPTS]
)
@pytest.mark.usefixtures("vault")
def test_every_command_runs(page: str, script: str, run: Run) -> None:
    """The lines of a block, in turn: none is a mistake (exit code 2)."""
    for line in script.splitlines():
        name, *arguments = shlex.split(line, comments=True)
        if name != "notelint":
            continue  # installation, and the programs of tests/test_data_clients.py
        into = arguments[-1] if {">", ">>"} & {*arguments} else None
        code, out, err = run(*(arguments[:-2] if into else arguments))
        assert code in {0, 1}, f"{page}: {line}: {err}"
        if into:
            path = Path(into.replace("~", str(Path.cwd())))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(out, "utf-8")


def test_the_two_jobs_are_shown() -> None:
    """README has the output of `check` and of `convert`."""
    shown = " ".join(command for page, command, _ in EXAMPLES if page == "README.md")
    assert "notelint check " in shown
    assert "notelint convert " in shown


def test_ci_runs_the_installation_commands() -> None:
    """The two lines that install are the ones that .ci/run takes out of README."""
    pattern = re.search(r"sed -n '(.+)' README\.md", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert pattern
    taken = subprocess.run(
        ["sed", "-n", pattern[1], "README.md"], capture_output=True, check=True, text=True, cwd=ROOT
    ).stdout.splitlines()
    assert taken == [command for _, command, _ in EXAMPLES if INSTALLATION.match(command)]
    assert len(taken) == 2


def test_nothing_is_installed_from_where_it_is_not() -> None:
    """It is on no index yet: no page and no message says to install it, or an extra of it, by name."""
    others = [*(ROOT / "notelint").rglob("*.py"), *ROOT.glob("*.md")]
    sources = {path.name: path.read_text("utf-8") for path in others}
    by_name = re.compile(r"(?:pip|pipx|uv tool|uv pip) (?:install|run) [^\n`]*?(?<![/.\w-])notelint\b(?!/)|notelint\[")
    assert {name: found for name, text in {**TEXTS, **sources}.items() if (found := by_name.findall(text))} == {}


def test_the_list_of_rules_is_the_rules() -> None:
    """docs/rules.md is what `python -m tests.pages` writes, so it has every rule."""
    assert pages.RULES.read_text("utf-8") == pages.rules_page()
    assert all(f"(../rules/{rule.name}.md)" in TEXTS["docs/rules.md"] for rule in read_rules())


def test_the_picture_shows_what_is_printed() -> None:
    """docs/check.svg has the output of its commands, which README shows; `python -m tests.pages` draws it anew."""
    lines = ("".join(line.split()) for line in pages.session(color=False).splitlines())
    assert pages.text_of(pages.PICTURE.read_text("utf-8")) == "\n".join(line for line in lines if line)


def test_pages_are_found_and_their_links_lead_somewhere(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """README leads to the index, that to every page, and notelint finds no bad link in any of them."""
    monkeypatch.chdir(ROOT)
    assert "](docs/index.md)" in README
    for page in {Path(page).name for page in TEXTS} - {"README.md", "index.md"}:
        assert f"]({page})" in TEXTS["docs/index.md"]
    links = ("--select=link-missing,link-anchor,link-empty,link-undefined,image-missing", "--no-cache")
    assert run("check", "-q", *links, *TEXTS, "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")[:2] == (0, "")


def test_the_length_of_readme() -> None:
    """README is short enough to be read."""
    assert len(README.splitlines()) < 180


def test_the_configuration_shown_is_one(tmp_path: Path) -> None:
    """The example of a configuration can be read, and shows every key."""
    ((_, example),) = blocks("toml", on="docs/configuration.md")
    path = tmp_path / "notelint.toml"
    path.write_text(example, encoding="utf-8")
    config, defaults = read_config(str(path)), Config()
    same = [field.name for field in fields(Config) if getattr(config, field.name) == getattr(defaults, field.name)]
    assert same == []


@pytest.mark.usefixtures("vault")
def test_vs_code_finds_every_problem(run: Run) -> None:
    """The pattern of the task matches each line of the command that it runs."""
    (task,) = (json.loads(block)["tasks"][0] for _, block in blocks("json") if "tasks" in block)
    pattern: dict[str, Any] = task["problemMatcher"]["pattern"]
    out = run(*task["command"].split()[1:])[1]
    lines = [re.match(pattern["regexp"], line) for line in out.splitlines()]
    assert len(lines) > 5
    first = lines[0]
    assert first
    assert Path(first[pattern["file"]]).is_file()
    assert first[pattern["line"]].isdecimal()
    assert {line[pattern["severity"]] for line in lines if line} == {"error", "warning"}
    assert all(lines)


def test_every_output_format_is_explained() -> None:
    """docs/check.md names each value of `--output-format`."""
    assert [name for name in REPORTS if f"`{name}`" not in TEXTS["docs/check.md"]] == []


def test_the_files_that_contributors_read_of_are_there() -> None:
    """Each path that CONTRIBUTING and the map of the package name exists."""
    for text, folder in (((ROOT / "CONTRIBUTING.md"), ROOT), ((ROOT / "notelint" / "README.md"), ROOT / "notelint")):
        named = re.findall(r"`((?:[\w.]+/)+[\w.]*)`", text.read_text("utf-8"))
        assert len(named) > 10
        found = [each for each in named if "NAME" not in each and "FAMILY" not in each]
        missing = [
            each
            for each in found
            if not any((base / each).exists() or (base / f"{each}.py").exists() for base in (folder, ROOT))
        ]
        assert missing == []
