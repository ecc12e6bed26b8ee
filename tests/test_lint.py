"""Linting whole documents: order, stamps, exact findings on real notes, and any text at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.context import Context
from notelint.engine.fix import fix_document
from notelint.engine.lint import lint
from notelint.files import Files
from notelint.note import read_document
from notelint.rule import read_rules, select_rules
from notelint.schema import shipped_schemas
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.diagnostic import Diagnostic
    from notelint.note.model import Document
    from notelint.rule import Rule

SHARED = Path(__file__).parents[1].parent / "shared"
SEED = SHARED / "seed" / "2023-04-03-LiMu.md"
MEDIA = SHARED / "corpora" / "allenlu2009.media.txt"
RULES = read_rules()
DEFAULTS = select_rules(RULES)
SCHEMAS = shipped_schemas()

with_seed = pytest.mark.skipif(not SEED.is_file(), reason="the real notes are not beside this checkout")


def read(source: Source) -> Document:
    """Read a document by the shipped schemas."""
    return read_document(source, [schema.layout for schema in SCHEMAS])


def find(document: Document, rules: Sequence[Rule] = DEFAULTS) -> list[Diagnostic]:
    """Lint a document by the rules that are on by default, or by others."""
    schema = next((each for each in SCHEMAS if each.layout == document.layout), None)
    return lint(document, Context(schema, Files([document.source.path])), rules)


def find_all(document: Document) -> list[Diagnostic]:
    """Lint a document by all rules."""
    return find(document, RULES)


def places(diagnostics: list[Diagnostic]) -> list[tuple[int, int, str]]:
    """The line, column and rule of each diagnostic."""
    return [(*each.source.position(each.finding.span.start), each.rule) for each in diagnostics]


SECTIONS = [
    (16, 1, "section-missing"),
    (72, 1, "section-missing"),
    (96, 7, "section-alias"),
    (125, 7, "section-alias"),
]
WHITESPACE = [
    (line, column, "heading-whitespace")
    for line, column in [(22, 16), (38, 16), (58, 16), (78, 16), (92, 16), (113, 49), (119, 16), (161, 16), (163, 19)]
]


@with_seed
def test_seed_without_its_images() -> None:
    """The root of the images that is not there is said once; nothing else is found but what is wrong."""
    found = find(read(Source.from_bytes(str(SEED), SEED.read_bytes())))

    assert sorted([(7, 18, "image-root"), *SECTIONS, *WHITESPACE]) == places(found)


@with_seed
def test_seed_with_its_images(tmp_path: Path) -> None:
    """Where the root is there, only an image that is truly missing is named."""
    note = tmp_path / "allenlu2009.github.io" / "_posts" / SEED.name
    for name in MEDIA.read_text(encoding="utf-8").splitlines():
        path = note.parents[1] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    note.parent.mkdir()
    note.write_bytes(SEED.read_bytes())
    assert sorted([*SECTIONS, *WHITESPACE]) == places(find(read(Source.from_bytes(str(note), note.read_bytes()))))

    (note.parents[1] / "media" / "image-20230408233237349.png").unlink()
    assert (26, 11, "image-missing") in places(find(read(Source.from_bytes(str(note), note.read_bytes()))))


@with_seed
def test_fixing_the_seed() -> None:
    """The safe fixes fix the nine headings and nothing else."""
    before = Source.from_bytes(str(SEED), SEED.read_bytes())
    fixed = fix_document(read(before), read, find)
    changed = [
        number
        for number, (old, new) in enumerate(
            zip(before.text.split("\n"), fixed.document.source.text.split("\n"), strict=True), 1
        )
        if old != new
    ]

    assert [line for line, _, _ in WHITESPACE] == changed
    assert ([each.rule for each in fixed.left if each.rule == "heading-whitespace"], fixed.withdrawn) == ([], ())


NOTES = """\
---
tags: [a
---

## (2017 Google) Transformer - Attention is all you need

### Model:  Encoder

### Training: Supervised

## (2017 Google) Transformer - Attention is all you need

### Model:  Encoder

## Afterword  to all
"""


def test_findings_are_stamped_and_in_order() -> None:
    """Diagnostics stand in the order of the text, each with its rule, severity and the key of its note."""
    found = find(read(Source("note.md", NOTES)))
    stamps = [(each.rule, str(each.severity), each.note) for each in found]

    assert [each.finding.span for each in found] == sorted(each.finding.span for each in found)
    assert stamps == [
        ("front-matter-syntax", "error", None),
        ("section-missing", "error", "google2017transformer"),
        ("heading-whitespace", "warning", "google2017transformer"),
        ("note-duplicate", "warning", "google2017transformera"),
        ("section-missing", "error", "google2017transformera"),
        ("section-missing", "error", "google2017transformera"),
        ("heading-whitespace", "warning", "google2017transformera"),
        ("heading-whitespace", "warning", None),
    ]


PIECES = st.sampled_from(
    ["---\n", "a: b\n", "## (2019 Google) BERT\n", "### Model: x\n", "### Summary\n", "### 模型：  y \n", "#  \t\n",
     "![](a b.png)\n", "![[x|1]]\n", "<img src='\\a'>", "![](/%00?)", "![](C:\\x)\n", "\r\n", "\r", "\ufeff", "\udcff",
     "> ", "- ", "`", "$",
     "[x]: <>\n", "![][x]\n", "![](../../../..)\n", "{{ site.url }}", "## (2020 x\n", "\x00", "😀 "]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join))
@settings(deadline=None, max_examples=100)
def test_any_text_is_linted_and_fixed(text: str) -> None:
    """Linting never fails, spans lie in the text, and safe fixes come to an end and blame nobody."""
    document = read(Source("note.md", text))
    for each in find_all(document):
        assert 0 <= each.finding.span.start <= each.finding.span.end <= len(text)
    fixed = fix_document(document, read, find_all)

    assert fixed.withdrawn == ()
    assert fixed.document.source.text == fix_document(fixed.document, read, find_all).document.source.text
