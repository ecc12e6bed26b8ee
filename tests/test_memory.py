"""Memory: what a document takes is free as soon as the document goes, so that many files take no more than few."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ref

import pytest

from notelint.config import Config
from notelint.engine.checker import Checker
from notelint.files import Files
from notelint.markdown.nodes import walk
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTES = sorted((Path(__file__).parent / "notes").glob("*.md"))
REFERENCES = "# Title\n\nSee [one] and [two][1].\n\n> [one]: https://example.org/1\n\n- [1]: a.md\n\n[3]: b.md\n"


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Nobody looks for cycles."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize(
    "text",
    [REFERENCES, REFERENCES.replace("\n", "\r\n"), *(path.read_text("utf-8") for path in NOTES)],
    ids=["references", "references, CR LF", *(path.name for path in NOTES)],
)
def test_nothing_of_a_document_waits_for_the_garbage_collector(text: str) -> None:
    """No part of it leads back to the whole: the collector, which seldom runs, need not find it."""
    checker = Checker(Files(), lambda _: Config())
    document = checker.document(Source("/nowhere/a.md", text))  # there it has no siblings, which would be kept
    checker.find(document)
    parts = [ref(each) for each in (document, document.source, *walk(document.blocks))]
    del document
    assert [each() for each in parts if each()] == []
