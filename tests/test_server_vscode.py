"""The extension in editors/vscode, packaged as its README says and used in code-server (VS Code in a browser)."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

from notelint import __version__
from tests.browser import CHROMIUM, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
EXTENSION = ROOT / "editors" / "vscode"
PATIENCE = 120  # seconds: a machine may be busy
SETTINGS = {
    "chat.disableAIFeatures": True,
    "security.workspace.trust.enabled": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
}
MISSING = [name for name in ("npm", "code-server") if shutil.which(name) is None]

needs_editor = pytest.mark.skipif(
    bool(MISSING) or CHROMIUM is None, reason=f"not installed: {', '.join(MISSING) or 'chromium'}"
)


def test_the_version_is_that_of_notelint() -> None:
    """The extension is released with notelint; both pages that say how to install it have the same commands."""
    assert json.loads((EXTENSION / "package.json").read_text("utf-8"))["version"] == __version__
    texts = [page.read_text("utf-8") for page in (EXTENSION / "README.md", ROOT / "docs" / "editors.md")]
    commands = f"npm install\nnpm run package\ncode --install-extension notelint-{__version__}.vsix\n"
    assert [commands in text for text in texts] == [True, True]


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension, made by the commands of its README."""
    folder = tmp_path_factory.mktemp("package") / "vscode"
    shutil.copytree(EXTENSION, folder)
    readme = (EXTENSION / "README.md").read_text("utf-8")
    for command in re.findall(r"^npm .*$", readme, re.MULTILINE):
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    (made,) = folder.glob("*.vsix")
    return made


@pytest.fixture
def editor(packaged: Path, tmp_path: Path) -> Iterator[Page]:
    """VS Code with the extension, opened on a copy of the sample notes."""
    shutil.copytree(ROOT / "tests" / "notes", tmp_path / "notes")
    program = tmp_path / "notelint"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m notelint "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / "data" / "User").mkdir(parents=True)
    settings = SETTINGS | {"notelint.path": str(program)}
    (tmp_path / "data" / "User" / "settings.json").write_text(json.dumps(settings), "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    names = {"--user-data-dir": "data", "--extensions-dir": "extensions", "--config": "config.yaml"}
    places = [part for option, name in names.items() for part in (option, str(tmp_path / name))]
    subprocess.run(["code-server", *places, "--install-extension", packaged], check=True, capture_output=True)
    quiet = ("--auth", "none", "--disable-telemetry", "--disable-update-check")
    command = ["code-server", *places, *quiet, "--bind-addr", address]
    with (
        subprocess.Popen(command, stdout=subprocess.DEVNULL) as server,
        chromium() as browser,
    ):
        try:
            until_it_answers(f"http://{address}/healthz")
            page = browser.new_page(viewport={"width": 1200, "height": 760})
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(f"http://{address}/?folder={tmp_path / 'notes'}")
            yield page
        finally:
            server.terminate()


def until_it_answers(address: str) -> None:
    """Wait for a server to start."""
    end = monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()  # noqa: S310 - of this machine
        except urllib.error.URLError:
            assert monotonic() < end
            sleep(0.1)
        else:
            return


@needs_editor
def test_a_note_is_checked_and_fixed(editor: Page, tmp_path: Path) -> None:
    """Findings are listed with what to do; safe fixes are applied together; a note is shown as BibTeX."""
    editor.get_by_role("treeitem", name="draft.md").first.dblclick()
    editor.keyboard.press("Control+Shift+M")
    problems = editor.locator(".markers-panel [role=treeitem]")
    problems.filter(has_text="image-missing").wait_for()
    (said,) = [text for each in problems.all() if "image-case" in (text := each.inner_text())]
    assert 'image "images/Attention.png" is' in said
    editor.locator(".codelens-decoration a", has_text="as BibTeX").first.click()
    editor.locator(".tab[data-resource-name='google2020vit.bib']").wait_for()
    editor.locator(".tab[data-resource-name='draft.md']").click()
    editor.keyboard.press("F1")
    editor.keyboard.type("Fix All")
    editor.locator(".quick-input-list [role=option]", has_text="Fix All").first.click()
    problems.filter(has_text="image-case").wait_for(state="detached")
    editor.keyboard.press("Control+S")
    path, end = tmp_path / "notes" / "draft.md", monotonic() + PATIENCE
    while "#### Model: Encoder" not in path.read_text("utf-8"):
        assert monotonic() < end
        sleep(0.1)
    assert "images/attention.png" in path.read_text("utf-8")


@needs_editor
def test_a_program_that_is_not_there_is_named(editor: Page, tmp_path: Path) -> None:
    """Somebody who has installed the extension alone sees what else to install."""
    (tmp_path / "notelint").unlink()
    editor.get_by_role("treeitem", name="draft.md").first.dblclick()
    editor.locator(".notification-list-item-message", has_text="cannot start").first.wait_for()
    said = editor.locator(".notification-list-item-message", has_text="cannot start").first.inner_text()
    assert 'Install notelint with its extra "server", or set notelint.path' in said
