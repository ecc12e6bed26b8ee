"""`notelint init`: what it writes, and what it leaves alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from notelint import cli
from notelint.config import Config, read_config
from notelint.config.values import KEYS

pytestmark = pytest.mark.usefixtures("in_temporary_folder")


def test_a_configuration_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    """Outside of a repository that is all; it says nothing, so that nothing changes."""
    assert cli.main(["init"]) == 0
    assert capsys.readouterr() == ("", "notelint: wrote notelint.toml\n")
    assert [path.name for path in Path().iterdir()] == ["notelint.toml"]
    assert read_config("notelint.toml") == Config(path="notelint.toml")


def test_every_example_in_it_can_be_used() -> None:
    """Without the mark of the comment each key's line is one that can be read."""
    Path("notelint.toml").write_text("")  # which the example of extend names
    path = Path("notes/notelint.toml")
    path.parent.mkdir()
    cli.main(["init", "notes"])
    text = path.read_text()
    examples = re.findall(r"^# ([a-z-]+) = .+\n(?=\n|\Z)", text, re.MULTILINE)
    assert examples == list(KEYS)
    path.write_text(re.sub(r"^# (?=[a-z-]+ = .+\n(?:\n|\Z))", "", text, flags=re.MULTILINE))
    config = read_config(str(path))
    assert config
    assert list(config.layers[-1].table) == list(KEYS)
    assert max(map(len, text.splitlines())) <= 100


def test_a_repository_gets_the_hook_too(capsys: pytest.CaptureFixture[str]) -> None:
    """At its root, wherever in it one stands; it is one that pre-commit can read."""
    Path(".git").mkdir()
    Path("notes").mkdir()
    assert cli.main(["init", "notes"]) == 0
    assert capsys.readouterr().err == (
        "notelint: wrote notes/notelint.toml\nnotelint: wrote .pre-commit-config.yaml\n"
    )
    (repository,) = yaml.safe_load(Path(".pre-commit-config.yaml").read_text())["repos"]
    assert repository == {
        "repo": "local",
        "hooks": [
            {
                "id": "notelint",
                "name": "notelint",
                "entry": "notelint check --force-exclude",
                "language": "system",
                "types": ["markdown"],
                "require_serial": True,
            }
        ],
    }


def test_hooks_that_are_there_are_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """The configuration is written all the same."""
    Path(".git").mkdir()
    Path(".pre-commit-config.yaml").write_text("repos: []\n")
    assert cli.main(["init"]) == 0
    first, second, *hook = capsys.readouterr().err.splitlines()
    assert first == "notelint: wrote notelint.toml"
    assert second == "notelint: .pre-commit-config.yaml already exists: add this to its `repos`"
    assert yaml.safe_load("\n".join(hook))[0]["hooks"][0]["entry"] == "notelint check --force-exclude"
    assert Path(".pre-commit-config.yaml").read_text() == "repos: []\n"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("notelint.toml", "select = []\n", "notelint.toml already exists: not overwritten"),
        ("notelint.toml", "no TOML", "notelint.toml already exists: not overwritten"),
        (
            "pyproject.toml",
            "[tool.notelint]\n",
            "pyproject.toml already has a table [tool.notelint]: nothing was written",
        ),
    ],
    ids=["a configuration", "a broken one", "in pyproject.toml"],
)
def test_a_configuration_that_is_there_is_left_alone(
    capsys: pytest.CaptureFixture[str], name: str, text: str, message: str
) -> None:
    """Nothing is written then, neither the hook."""
    Path(".git").mkdir()
    Path(name).write_text(text)
    assert cli.main(["init"]) == 2
    assert capsys.readouterr() == ("", f"notelint: {message}\n")
    assert {path.name for path in Path().iterdir()} == {".git", name}
    assert Path(name).read_text() == text


def test_a_dangling_link_is_left_alone() -> None:
    """A name that leads nowhere is taken, too."""
    Path("notelint.toml").symlink_to("elsewhere.toml")
    assert cli.main(["init"]) == 2
    assert not Path("elsewhere.toml").exists()


def test_no_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """The folder must be there."""
    assert cli.main(["init", "none"]) == 2
    assert capsys.readouterr().err == "notelint: none: no such folder\n"
