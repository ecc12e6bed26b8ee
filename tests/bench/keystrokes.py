"""How soon an editor shows what a keystroke makes wrong, in a note of 20 kB in a vault of thousands."""

from __future__ import annotations

import asyncio
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING

from lsprotocol import types

from tests.bench import corpus
from tests.bench.goals import Goal
from tests.editor import editing

if TYPE_CHECKING:
    from pathlib import Path

    from tests.editor import Editor

_SIZE = 20_000  # bytes of the note
_SIBLINGS = 64
_RULE = "heading-whitespace"
_SECTION = "## Method"


def keystrokes(vault: Path, times: int) -> list[Goal]:
    """Type in a new note of a vault, and measure until the editor has what is found then.

    Each keystroke adds a space to a heading, or takes it away: a finding comes or goes. `vault` is a folder of notes,
    in which siblings of the note, of one template, are written.
    """
    (vault / ".obsidian").mkdir(exist_ok=True)
    papers = vault / "papers"
    papers.mkdir(exist_ok=True)
    for number in range(_SIBLINGS):
        (papers / f"{number}.md").write_text(_note(7_000), "utf-8")
    (papers / "new.md").write_text(_note(_SIZE), "utf-8")
    found = asyncio.run(_type(vault, times))
    said = "a finding after a keystroke, ms"
    shown = ", ".join(f"{name} {value:.0f}" for name, value in found.items())
    print(f"| {sum(1 for _ in vault.rglob('*.md'))} notes, one of {_SIZE} bytes in the editor | {shown} |\n")
    return [Goal(f"{said}, median", found["median"], 100), Goal(f"{said}, 95th percentile", found["95 %"], 100)]


def _note(size: int) -> str:
    """A note of about that size on a paper, with a section that all of them have."""
    head = "---\ntitle: A survey\nauthors: [Ann Ash, Bo Beech]\nyear: 2020\n---\n"
    return f"{head}\n# A survey\n\n{_SECTION}\n{corpus.long_note(size).removeprefix('# A survey')}"


async def _type(vault: Path, times: int) -> dict[str, float]:
    """The milliseconds of the first check, and of those after keystrokes: median, 95th percentile and most."""
    async with editing(vault) as editor:
        text = (vault / "papers" / "new.md").read_text("utf-8")
        line = text[: text.index(_SECTION)].count("\n")
        place = types.Position(line, 2)
        behind = types.Position(line, 3)
        begun = perf_counter()
        editor.open("papers/new.md", text)
        await _until(editor, wrong=False)
        first = perf_counter() - begun
        taken = []
        for number in range(times):
            await asyncio.sleep(0.1)  # people type no faster
            wrong = number % 2 == 0
            change = types.TextDocumentContentChangePartial(
                types.Range(place, place if wrong else behind), " " if wrong else ""
            )
            begun = perf_counter()
            editor.change("papers/new.md", change)
            await _until(editor, wrong=wrong)
            taken.append(perf_counter() - begun)
    return {
        "first": 1000 * first,
        "median": 1000 * median(taken),
        "95 %": 1000 * quantiles(taken, n=20)[-1],
        "most": 1000 * max(taken),
    }


async def _until(editor: Editor, *, wrong: bool) -> None:
    """Wait until the finding is there, or gone."""
    uri = editor.uri("papers/new.md")
    while uri not in editor.client.diagnostics or wrong != any(
        each.code == _RULE for each in editor.client.diagnostics[uri]
    ):
        await editor.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
