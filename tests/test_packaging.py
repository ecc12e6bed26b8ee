"""What is installed: the package with its rules and schemas, and nothing beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from email.parser import BytesParser
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest

from notelint import __version__

ROOT = Path(__file__).parents[1]
NOTES = ROOT / "tests" / "notes"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], check=True, cwd=ROOT)
    (path,) = folder.glob("*.whl")
    return ZipFile(path)


@pytest.fixture(scope="module")
def installed(wheel: ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what an installation puts into site-packages."""
    folder = tmp_path_factory.mktemp("site-packages")
    wheel.extractall(folder)
    return folder


def notelint(site: Path, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the notelint of an installation."""
    return subprocess.run(
        [sys.executable, "-m", "notelint", *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(site)},
    )


def test_nothing_is_installed_beside_the_package(wheel: ZipFile) -> None:
    """No top-level `rules` or `schema`, no tests: only `notelint` and its metadata."""
    assert {name.split("/")[0] for name in wheel.namelist()} == {"notelint", f"notelint-{__version__}.dist-info"}


def test_a_second_build_gives_the_same_bytes(wheel: ZipFile, tmp_path: Path) -> None:
    """Whoever builds the wheel of a commit can tell whether one that is offered is it."""
    first = Path(str(wheel.filename))
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, check=True, cwd=ROOT, env={**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"})
    assert (tmp_path / first.name).read_bytes() == first.read_bytes()


def test_rules_and_schemas_are_data_inside_the_package(wheel: ZipFile) -> None:
    """Every document and schema of the checkout is in the wheel, as it is; no Python among them."""
    shipped = {name: wheel.read(name) for name in wheel.namelist() if name.startswith("notelint/shipped/")}
    expected = {
        f"notelint/shipped/{path.relative_to(ROOT).as_posix()}": path.read_bytes()
        for folder in ("rules", "schema")
        for path in (ROOT / folder).rglob("*")
    }
    assert shipped == expected
    assert {Path(name).suffix for name in shipped} == {".md", ".json"}


def test_the_parts_of_a_page_are_in_the_wheel(wheel: ZipFile) -> None:
    """The template, the style and the scripts of `notelint page` lie next to its modules."""
    parts = {name for name in wheel.namelist() if name.startswith("notelint/page/") and not name.endswith(".py")}
    assert {Path(name).suffix for name in parts} == {".html", ".css", ".js"}
    for path in (ROOT / "notelint" / "page").rglob("*"):
        assert path.suffix in {".py", ".pyc", ""} or path.relative_to(ROOT).as_posix() in parts


def test_every_module_is_in_the_wheel(wheel: ZipFile) -> None:
    """The package's modules, and the mark that says it is typed."""
    modules = {name for name in wheel.namelist() if name.endswith((".py", "py.typed"))}
    assert modules == {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "notelint").rglob("*")
        if path.suffix == ".py" or path.name == "py.typed"
    }


def test_the_metadata_name_the_command_and_the_licence(wheel: ZipFile) -> None:
    """`notelint` is a command; the licence's text comes along."""
    information = f"notelint-{__version__}.dist-info"
    assert (
        wheel.read(f"{information}/entry_points.txt").decode() == "[console_scripts]\nnotelint = notelint.cli:main\n"
    )
    assert wheel.read(f"{information}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
    metadata = BytesParser().parsebytes(wheel.read(f"{information}/METADATA"))
    assert (metadata["Version"], metadata["License-Expression"], metadata["Requires-Python"]) == (
        __version__,
        "MIT",
        ">=3.11",
    )


def test_an_installation_works_by_itself(installed: Path, tmp_path: Path) -> None:
    """Away from the checkout, it explains its rules, checks, and converts as the checkout does."""
    assert notelint(installed, "rule", "image-case", cwd=tmp_path).stdout == (
        ROOT / "rules" / "image-case.md"
    ).read_text(encoding="utf-8")
    for arguments in (("check", "--output-format", "concise"), ("convert", "--to", "json")):
        there, here = (notelint(site, *arguments, NOTES, cwd=tmp_path).stdout for site in (installed, ROOT))
        assert there
        assert there == here


def test_an_editable_installation_reads_the_checkout() -> None:
    """It holds a path to the checkout, and no copies of rules or schemas that could grow stale."""
    try:
        installed = distribution("notelint")
    except PackageNotFoundError:
        pytest.skip("notelint runs from a checkout that is not installed here")
    if '"editable": true' not in (installed.read_text("direct_url.json") or ""):
        pytest.skip("notelint is not installed in editable mode here")
    suffixes = {path.suffix for path in installed.files or () if not path.parts[0].endswith(".dist-info")}
    assert suffixes <= {".pth", ""}, "a .pth file and the command, whose name has no suffix"
