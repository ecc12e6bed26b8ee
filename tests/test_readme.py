"""README shows what notelint really prints, and names every rule."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from notelint.config import Config, read_config
from notelint.dataclass import fields
from notelint.rule import read_rules

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```console\n\$ ([^\n]+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
# What prepares a machine: .ci/run runs these two lines, word for word.
INSTALLATION = re.compile(r"python3 -m venv|\.venv/bin/pip install|\.venv/bin/python -m pytest")


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_every_command_prints_what_is_shown(command: str, shown: str) -> None:
    """Each command that is not installation is run, and its output is what stands below it."""
    parts = [part for part in command.split(" && ") if not INSTALLATION.match(part)]
    printed = ""
    for part in parts:
        name, *arguments = shlex.split(part)
        assert name.removeprefix(".venv/bin/") == "notelint"
        done = subprocess.run(
            [sys.executable, "-m", "notelint", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            encoding="utf-8",
            cwd=ROOT,
            env={
                key: value
                for key, value in os.environ.items()
                if key not in {"FORCE_COLOR", "NO_COLOR", "PYTHONUNBUFFERED"}
            },
        )
        printed += done.stdout
    assert printed == shown


def test_all_console_blocks_are_examples() -> None:
    """No block escapes the test above, and the two jobs are among them."""
    assert len(EXAMPLES) == README.count("```console")
    verbs = {
        part.split()[1] for command, _ in EXAMPLES for part in command.split(" && ") if "notelint" in part.split()[0]
    }
    assert verbs >= {"check", "convert"}


def test_ci_runs_the_installation_commands() -> None:
    """The two lines that install are the ones that .ci/run takes out of README."""
    pattern = re.search(r"sed -n '(.+)' README\.md", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert pattern
    taken = subprocess.run(
        ["sed", "-n", pattern[1], "README.md"], capture_output=True, check=True, text=True, cwd=ROOT
    ).stdout.splitlines()
    assert taken == [command for command, _ in EXAMPLES if INSTALLATION.match(command)]
    assert len(taken) == 2


def test_the_table_of_rules_is_the_rules() -> None:
    """Each family with its rules, those on by default before the others, each linked to its document."""
    shown = {
        (f"{family}-{short}", default)
        for family, *cells in re.findall(r"^\| `([a-z-]+)` \| (.*) \| (.*) \|$", README, re.MULTILINE)
        for default, cell in zip((True, False), cells, strict=True)
        for short, link in re.findall(r"\[([a-z-]+)\]\(rules/([a-z-]+)\.md\)", cell)
        if link == f"{family}-{short}"
    }
    assert shown == {(rule.name, rule.default) for rule in read_rules()}


def test_the_length_of_readme() -> None:
    """README is short enough to be read."""
    assert len(README.splitlines()) < 250


def test_the_configuration_shown_is_one(tmp_path: Path) -> None:
    """The example of a configuration can be read, and shows every key."""
    (example,) = re.findall(r"^```toml\n(.*?)```$", README, re.MULTILINE | re.DOTALL)
    path = tmp_path / "notelint.toml"
    path.write_text(example, encoding="utf-8")
    config, defaults = read_config(str(path)), Config()
    same = [field.name for field in fields(Config) if getattr(config, field.name) == getattr(defaults, field.name)]
    assert same == []
