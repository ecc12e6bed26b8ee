"""The action, the workflow that releases, and the examples of docs/ci.md: run as a CI service would run them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from notelint import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Action = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
RELEASE = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = [yaml.safe_load(block) for block in BLOCKS]
SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")  # what `shell: bash` stands for
CHECK = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "check")
INSTALL = next(step for step in ACTION["runs"]["steps"] if step.get("name") == "Install notelint")


def step_environment(step: Mapping[str, Any], inputs: Mapping[str, str], temp: Path) -> dict[str, str]:
    """The variables of a step, as GitHub makes them of its expressions."""
    given = {name: inputs.get(name, each["default"]) for name, each in ACTION["inputs"].items()}
    sarif = f"{temp}/notelint/notelint.sarif" if given["sarif"] == "true" else ""
    known = {
        **{f"inputs.{name}": value for name, value in given.items()},
        "inputs.sarif == 'true' && format('{0}/notelint/notelint.sarif', runner.temp) || ''": sarif,
        "github.action_path": str(ROOT),
        "runner.temp": str(temp),
        "steps.python.outputs.python-path": sys.executable,
    }
    return {
        name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: known[found[1]], value) for name, value in step["env"].items()
    }


@pytest.fixture
def run_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Action:
    """Runs a step of the action in a repository of two notes; gives exit code, output, and the step's outputs."""
    repository, temp = tmp_path / "my notes", tmp_path / "temp"
    (repository / "old papers").mkdir(parents=True)
    (temp / "notelint").mkdir(parents=True)
    (repository / "good.md").write_text("# Title\n\n## One space\n")
    (repository / "old papers" / "bad.md").write_text("# Title\n\n##  Two spaces\n\n![](no.png)\n")
    subprocess.run(["git", "init", "-q", "."], check=True, cwd=repository)
    monkeypatch.chdir(repository)

    def run(step: Mapping[str, Any], **inputs: str) -> tuple[int, str, str]:
        variables = {"GITHUB_OUTPUT": str(temp / "output"), **step_environment(step, inputs, temp)}
        (temp / "output").write_text("")
        done = subprocess.run(
            [*SHELL, step["run"]],
            capture_output=True,
            check=False,
            text=True,
            env={**os.environ, **variables, **({"PYTHONPATH": str(ROOT)} if step is CHECK else {})},
        )
        return done.returncode, done.stdout + done.stderr, (temp / "output").read_text()

    return run


def test_the_action_annotates(run_step: Action) -> None:
    """Each finding is a command of the workflow, at its place; the step fails."""
    code, out, outputs = run_step(CHECK)
    assert (code, outputs) == (1, "")
    assert "::warning title=notelint (heading-whitespace),file=old papers/bad.md,line=3," in out
    assert "::error title=notelint (image-missing),file=old papers/bad.md,line=5," in out
    assert Path(".notelint_cache").is_dir()


def test_the_inputs_of_the_action(run_step: Action) -> None:
    """Paths stand on lines of their own and may hold spaces; options are words; nothing is run by the shell."""
    assert run_step(CHECK, paths="good.md\n")[0] == 0
    assert run_step(CHECK, paths="\ngood.md\nold papers\n", args="--select image")[1].count("::error") == 1
    assert run_step(CHECK, args="--select heading --fail-on error")[0] == 0
    assert run_step(CHECK, args="--output-format json")[1].count("::") > 1
    code, out, _ = run_step(CHECK, paths="$(touch pwned)", args="`touch pwned` ; touch pwned")
    assert (code, Path("pwned").exists()) == (2, False), out


def test_the_action_writes_sarif(run_step: Action) -> None:
    """On request, with all findings; the step still annotates and fails. A mistake fails it before that."""
    code, out, outputs = run_step(CHECK, sarif="true")
    report = Path(outputs.removeprefix("file=").rstrip())
    assert (code, out.count("::error")) == (1, 1)
    assert len(json.loads(report.read_text("utf-8"))["runs"][0]["results"]) == 2
    assert run_step(CHECK, sarif="true", args="--selct image")[::2] == (2, "")


def test_the_action_installs_itself(run_step: Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is notelint, of this version and with its rules; only its dependencies would need the network."""
    for name, value in (("NO_DEPS", "1"), ("NO_INDEX", "1"), ("NO_BUILD_ISOLATION", "0")):  # 0: without isolation
        monkeypatch.setenv(f"PIP_{name}", value)
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("this Python has no pip")
    code, out, _ = run_step(INSTALL)
    assert code == 0, out
    site = tmp_path / "temp" / "notelint" / "site"
    assert (site / "notelint" / "shipped" / "rules" / "image-case.md").is_file()
    assert (site / f"notelint-{__version__}.dist-info").is_dir()


def test_no_expression_stands_in_a_script() -> None:
    """GitHub would paste it into the program: a branch with a quote in its name could run anything."""
    steps = [*ACTION["runs"]["steps"], *(step for job in RELEASE["jobs"].values() for step in job["steps"])]
    assert [step for step in steps if "${{" in step.get("run", "")] == []


def test_what_is_saved_is_what_is_restored() -> None:
    """The cache of results, and the key without which it is not believed: where the check has it."""
    restored, saved = (
        step["with"] for step in ACTION["runs"]["steps"] if step.get("uses", "").startswith("actions/cache/")
    )
    assert (restored["path"], restored["key"]) == (saved["path"], saved["key"])
    assert CHECK["env"]["XDG_CACHE_HOME"] in restored["path"].split("\n")
    assert "**/.notelint_cache" in restored["path"].split("\n")


@pytest.mark.parametrize(("tag", "code"), [(f"v{__version__}", 0), ("v0.0.1", 1), (__version__, 1)])
def test_only_the_tag_of_the_version_is_released(tag: str, code: int) -> None:
    """The changelog must have a dated section for it, too."""
    (step,) = (each for each in RELEASE["jobs"]["build"]["steps"] if "changelog" in each.get("name", ""))
    done = subprocess.run(
        [*SHELL, step["run"]],
        capture_output=True,
        check=False,
        text=True,
        cwd=ROOT,
        env={**os.environ, "GITHUB_REF_NAME": tag},
    )
    assert (done.returncode, "::error::" in done.stderr) == (code, bool(code))


def test_the_inputs_are_documented() -> None:
    """docs/ci.md names each input with its default, and its workflow uses none that does not exist."""
    rows = dict(re.findall(r"(?m)^\| `([a-z-]+)` \| (?:`(.*?)`)? ?\|", PAGE))
    assert rows == {name: each["default"] for name, each in ACTION["inputs"].items()}
    workflow = next(each for each in EXAMPLES if "jobs" in each)
    (step,) = (each for each in workflow["jobs"]["notelint"]["steps"] if "notelint@" in each["uses"])
    assert {*step["with"]} <= {*ACTION["inputs"]}
    assert step["uses"].endswith(f"@v{__version__}")


@pytest.mark.parametrize(("marker", "schema"), [("jobs", "github-workflows"), ("notelint", "gitlab-ci")])
def test_the_examples_are_valid(marker: str, schema: str, tmp_path: Path) -> None:
    """By the schemas that the services publish."""
    pytest.importorskip("check_jsonschema")
    (text,) = (block for block, example in zip(BLOCKS, EXAMPLES, strict=True) if marker in example)
    (tmp_path / "example.yml").write_text(text, "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", "example.yml"]
    done = subprocess.run(command, capture_output=True, check=False, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_scripts_of_examples_run(run_step: Action) -> None:
    """The line of GitLab, in a repository of notes: the report that is named is written."""
    (job,) = (each["notelint"] for each in EXAMPLES if "notelint" in each)
    report = job["artifacts"]["reports"]["codequality"]
    lines = [line for line in job["script"] if line.startswith("notelint ")]
    assert len(lines) == 1
    assert run_step({"env": {}, "run": f"{sys.executable} -m {lines[0]}"})[0] == 1
    assert [each["check_name"] for each in json.loads(Path(report).read_text("utf-8"))]
