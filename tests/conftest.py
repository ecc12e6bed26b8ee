"""What several test modules need: a folder to run in, the command line, both parsers of YAML, hand-made records."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import settings

from notelint import cli
from notelint.front_matter import yaml_values as yaml_reader
from notelint.record.model import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Callable

# The same examples in every run, so that a run says something of the change alone; HYPOTHESIS_PROFILE=random looks
# for new ones.
settings.register_profile("same", derandomize=True)
settings.register_profile("random", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# What takes more than a few seconds, mostly because it starts other programs or reads all corpora. The others are the
# quick loop: `pytest -m "not slow" -n auto`.
SLOW = {
    "test_api",
    "test_bylines",
    "test_cache",
    "test_ci",
    "test_convert",
    "test_corpora",
    "test_data_clients",
    "test_docs",
    "test_faults",
    "test_formats_markdown",
    "test_formats_readers",
    "test_fuzz",
    "test_growth",
    "test_habits",
    "test_hostile_names",
    "test_jobs",
    "test_lazy_checks",
    "test_markdown_agreement",
    "test_markdown_properties",
    "test_memory",
    "test_options",
    "test_packaging",
    "test_page",
    "test_page_browser",
    "test_planted_defects",
    "test_printed",
    "test_progress",
    "test_reading",
    "test_resolve",
    "test_schema",
    "test_server",
    "test_server_actions",
    "test_server_any_text",
    "test_server_neovim",
    "test_server_reading",
    "test_server_vscode",
    "test_startup",
    "test_watch",
}

GOLD = Path(__file__).parents[1].parent / "shared" / "gold"
REQUIRED = ("title", "year", "model", "training", "summary")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of slow modules."""
    for item in items:
        if item.path.stem in SLOW:
            item.add_marker("slow")


@pytest.fixture(scope="session", autouse=True)
def folder_of_caches(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The key of caches lies elsewhere than in the folder of who runs the tests."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("caches"))


@pytest.fixture
def in_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test runs in a new folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run notelint in this process; gives the exit code, standard output and standard error."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.main([str(each) for each in arguments])
        return (code, *capfd.readouterr())

    return call


@pytest.fixture(params=["libyaml", "PyYAML"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of PyYAML's two parsers in turn."""
    if request.param == "PyYAML":
        monkeypatch.setattr(yaml_reader, "_LOADER", yaml.SafeLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("this PyYAML is built without libyaml")
    return str(request.param)


@pytest.fixture(scope="session")
def hand_made() -> list[dict[str, Any]]:
    """The hand-made records, with what a record has got since they were made: empty where it is text as written."""
    if not GOLD.is_dir():
        pytest.skip("the hand-made records are not beside the checkout")
    found = []
    for data in json.loads((GOLD / "seed.json").read_text("utf-8")):
        later = {
            "missing": [name for name in REQUIRED if data[name] is None],
            "sections": [{**section, "source": ""} for section in data["sections"]],
            "source": {**data["source"], "opening": None, "definitions": [], "image_root": None, "schema": None},
        }
        found.append({key: {**data, **later}[key] for key in ("schema_version", *PROPERTIES[1:])})
    return found
