"""What is printed holds no control character of a note or a name, in any verb and format, and no command either."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notelint.formats import FORMATS
from notelint.report import REPORTS

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("hostile")

# A command to a terminal, one of C1, text from right to left, a line end of Unicode, and commands to a CI service.
SIGNS = (
    "\x1b[31m\x9b31m\x7f\x07\u202e\u2028\x85\n::error::owned\n##[error]owned\r::warning::owned\n::set-env name=A::b"
)
NAME = f"::debug::{SIGNS}.md"
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"(?m)^\s*(?:::|##\[)")
IN_LINE = SIGNS.replace("\n", " ").replace("\r", " ")
NOTE = f"""---
title: "A {json.dumps(IN_LINE)[1:-1]} note"
authors: [A {json.dumps(IN_LINE)[1:-1]}]
year: 2019
cover: "{json.dumps(SIGNS)[1:-1]}.png"
tags: [a, a]
---

#  (2019 G) A {IN_LINE} note

Venue： CVPR {IN_LINE}

![{IN_LINE}](x{IN_LINE.replace(" ", "%20")}.png) ![a](gone{SIGNS[:9]}.png) [x](#{IN_LINE.split()[0]}) [[{IN_LINE}#b]]

## Model:  {IN_LINE}

<!-- notelint: ignore[{IN_LINE}] -->

## Summary

Text {IN_LINE} $x$ and so on. <a href="javascript:{IN_LINE}">x</a>
"""
CHECKS = [("check", "--select", "all", "--isolated", f"--output-format={each}") for each in REPORTS]
# A record's text is the note's own: of these two, which are to give it back, a reader must beware.
EXACT = ("csv", "markdown", "parquet")
CONVERSIONS = [
    ("convert", "--to", each, "--schema", name, "--isolated")
    for each in FORMATS
    if each not in EXACT
    for name in ("paper-note", "literature-note", "paper-study")
]
OTHERS = [
    ("check", "--vault", "--select", "all", "-v"),
    ("check", "--select", "all", "--statistics"),
    ("check", "--select", "all", "--diff", "--unsafe-fixes"),
    ("check", "--select", "all", "--fix", "--unsafe-fixes", "--show-fixes"),
    ("check", "--add-ignore", "--select", "heading"),
    ("check", "--schema", SIGNS),
    ("check", "--select", SIGNS),
    ("check", "--baseline", SIGNS),
    ("check", "--config", SIGNS),
    ("check", "--config", f"a = {SIGNS}"),
    ("check", "--diff-base", SIGNS),
    ("check", SIGNS),
    ("baseline",),
    ("baseline", "--prune"),
    ("baseline", "-o", SIGNS),
    ("clean",),
    ("clean", "--config", "folder/notelint.toml"),
    ("config",),
    ("config", "--output-format", "json"),
    ("config", "--for", f"folder/{NAME}"),
    ("config", SIGNS),
    ("convert", "--to", "json", "-v"),
    ("diff", "HEAD"),
    ("diff", "HEAD", "--output-format", "json"),
    ("diff", "HEAD", "--output-format", "markdown"),
    ("diff", "a.json", "b.json"),
    ("diff", "a.json", "b.json", "--output-format", "markdown"),
    ("diff", "a.json", "b.json", "--output-format", "json"),
    ("diff", SIGNS),
    ("explain", NAME),
    ("explain", f"{NAME}:9"),
    ("explain", f"{NAME}:12", "--output-format", "json"),
    ("explain", NAME, "--output-format", "json"),
    ("explain", SIGNS),
    ("images",),
    ("images", "--orphans"),
    ("images", "--output-format", "json"),
    ("images", "--orphans", "--output-format", "json"),
    ("infer", "--dry-run", "--at-least", "1"),
    ("infer", "--at-least", "1"),
    ("infer", "--at-least", "1", "-o", f"folder/{SIGNS[:60]}"),
    ("infer", SIGNS),
    ("init", SIGNS),
    ("init", "folder"),
    ("new", "--title", IN_LINE, "-o", f"{SIGNS}.md"),
    ("new", "--title", IN_LINE, "-o", SIGNS),
    ("new", "--title", "A", "--year", SIGNS),
    ("new", "--title", "A", "--schema", SIGNS),
    ("new", "--title", "A", "-o", NAME),
    ("new", "--from", "refs.bib", "-o", "folder"),
    ("new", "--from", "refs.bib", "--schema", "paper-study"),
    ("new", "--from", SIGNS),
    ("new", "--from", "a.json"),
    ("rule", SIGNS),
    ("schema", SIGNS),
]


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository in which all that can bear a name bears that of a command, notes and images too."""
    monkeypatch.chdir(tmp_path)
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run([*git, "init", "-q"], check=True)
    Path(NAME).write_text(NOTE.replace("2019", "2018"), "utf-8")
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "a"], check=True)
    Path(NAME).write_text(NOTE, "utf-8")
    Path("folder").mkdir()
    Path(f"folder/{NAME}").write_text(NOTE.replace("A ", "B "), "utf-8")
    Path("folder/notelint.toml").write_text(f"baseline = {json.dumps(SIGNS)}\nimage-roots = [{json.dumps(SIGNS)}]\n")
    Path(f"{SIGNS}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    Path(f"folder/{SIGNS}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    entries = (f"@article{{k{number}, title = {{B {IN_LINE}}}, year = {{{IN_LINE}}}}}" for number in range(2))
    Path("refs.bib").write_text("\n".join([*entries, f"@article{{{IN_LINE}, title"]), "utf-8")
    for name, title in (("a.json", "A"), ("b.json", f"B {SIGNS}")):
        record = {"id": f"::error::{SIGNS}", "title": title, "source": {"path": NAME}, "links": [{"url": title}]}
        Path(name).write_text(json.dumps([record, {**record, "id": title, "title": None}]))


@pytest.mark.parametrize("arguments", [*CHECKS, *CONVERSIONS, *OTHERS], ids=lambda each: repr(each)[:60])
def test_no_control_character_is_printed(arguments: tuple[str, ...], run: Run) -> None:
    """Nor does any line begin as a command to a CI service does, but for those that `github` gives."""
    code, out, err = run(*arguments)
    assert "Traceback" not in err
    assert code in (0, 1, 2)
    for text in (out, err):
        found = FORBIDDEN.search(text.replace("\r\n", "\n"))  # RIS ends its lines so
        assert found is None, text[max(0, found.start() - 60) : found.end() + 20]
    assert not COMMAND.search(err)
    commands = [line for line in out.split("\n") if COMMAND.match(line)]
    if "--output-format=github" in arguments:
        assert all(re.match("::(?:error|warning|notice) title=notelint", line) for line in commands)
    elif "--diff" not in arguments:  # a patch has the lines of the note, behind their mark
        assert commands == []


def test_a_patch_in_a_file_is_exact(run: Run) -> None:
    """What `-o` writes can be applied, whatever the lines and the name hold."""
    run("check", "--select", "heading-whitespace", "--diff", NAME, "-o", "patch")
    assert IN_LINE.split(" ")[0].encode() in Path("patch").read_bytes()
    subprocess.run(["git", "apply", "-p0", "patch"], check=True)
    assert Path(NAME).read_bytes().decode() == NOTE.replace("#  (2019", "# (2019").replace("Model:  ", "Model: ")
