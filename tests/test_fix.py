"""Fixes: edits touch their own span only, passes end, and a fix that changes what a note says is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.context import Context
from notelint.diagnostic import Diagnostic, Edit, Finding, Fix, Safety, Severity
from notelint.engine.fix import apply, fix_document, says_the_same
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.note import read_document
from notelint.schema import shipped_schemas
from notelint.source import Source, Span
from notelint.targets.references import reached

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable
    from pathlib import Path

    from notelint.note.model import Document

NOTE = """\
# Language

## (2019 Google) BERT - Pre-training of transformers

### Model: Encoder

### Training:  Masked words

![Layers](Media/bert.png)

### Summary: One model
"""


def read(source: Source) -> Document:
    """Read a document by the shipped schemas."""
    return read_document(source, [schema.layout for schema in shipped_schemas()])


def note(text: str = NOTE) -> Document:
    """Read a text."""
    return read(Source("note.md", text))


def replacing(
    old: str, new: str, safety: Safety = Safety.SAFE, rule: str = "a"
) -> Callable[[Document], list[Diagnostic]]:
    """What a rule finds that wants each `old` to be `new`."""

    def find(document: Document) -> list[Diagnostic]:
        found, start = [], document.source.text.find(old)
        while start >= 0:
            span = Span(start, start + len(old))
            finding = Finding(span, f"{old}!", fix=Fix(f"write {new}", (Edit(span, new),), safety))
            found.append(Diagnostic(document.source, rule, Severity.WARNING, finding))
            start = document.source.text.find(old, span.end)
        return found

    return find


def fix(*edits: tuple[int, int, str]) -> Fix:
    """Make a fix of (start, end, text)."""
    return Fix("", tuple(Edit(Span(start, end), text) for start, end, text in edits))


@pytest.mark.parametrize(
    ("fixes", "expected", "applied"),
    [
        pytest.param([], "abcdef", [], id="none"),
        pytest.param([fix((4, 5, "X")), fix((0, 1, "Y"))], "YbcdXf", [0, 1], id="in any order"),
        pytest.param([fix((0, 3, "X")), fix((2, 4, "Y"))], "Xdef", [0], id="overlap: the first one counts"),
        pytest.param([fix((0, 3, "X")), fix((3, 4, "Y"))], "XYef", [0, 1], id="neighbours do not overlap"),
        pytest.param([fix((2, 2, "X")), fix((2, 2, "Y"))], "abXcdef", [0], id="two insertions at one place do"),
        pytest.param([fix((1, 5, "")), fix((2, 2, "Y"))], "af", [0], id="an insertion inside a deletion"),
        pytest.param([fix((1, 2, "X"), (5, 6, "")), fix((3, 4, "Y"))], "aXcYe", [0, 1], id="between another's edits"),
        pytest.param([fix((3, 4, "Y")), fix((0, 1, "X"), (3, 5, ""))], "abcYef", [0], id="all of its edits or none"),
    ],
)  # fmt: skip
def test_apply(fixes: list[Fix], expected: str, applied: list[int]) -> None:
    """Fixes are applied whole, the first of two that overlap, and their order does not matter otherwise."""
    assert apply("abcdef", fixes) == (expected, [fixes[number] for number in applied])


@st.composite
def texts_and_fixes(draw: st.DrawFn) -> tuple[str, list[Fix]]:
    """Draw a text and fixes of one edit each, which may overlap."""
    text = draw(st.text(max_size=30))
    place = st.integers(0, len(text))
    edit = st.builds(lambda a, b, new: Edit(Span(min(a, b), max(a, b)), new), place, place, st.text(max_size=3))
    return text, draw(st.lists(edit.map(lambda each: Fix("", (each,))), max_size=8))


@given(texts_and_fixes())
@settings(deadline=None, max_examples=300)
def test_apply_touches_nothing_else(case: tuple[str, list[Fix]]) -> None:
    """What no applied edit covers stands in the result unchanged and in order, whatever the edits."""
    text, fixes = case
    result, applied = apply(text, fixes)
    edits = sorted((edit for each in applied for edit in each.edits), key=lambda edit: edit.span)

    assert len(result) == len(text) + sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits)
    shift = 0
    end = 0
    for edit in edits:
        assert result[end + shift : edit.span.start + shift] == text[end : edit.span.start]
        assert result[edit.span.start + shift :].startswith(edit.text)
        end = edit.span.end
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    assert result[end + shift :] == text[end:]


def test_fixing_goes_on_until_nothing_is_left() -> None:
    """Fixes that overlap wait for the next pass; in the end the finding is gone."""
    fixed = fix_document(note("a    b"), read, replacing("  ", " "))

    assert (fixed.document.source.text, fixed.left) == ("a b", ())
    assert len(fixed.applied) == 3


def test_fixing_leaves_unsafe_fixes_alone() -> None:
    """An unsafe fix is applied only when asked for."""
    find = replacing("One model", "Two models", Safety.UNSAFE)

    assert fix_document(note(), read, find).document.source.text == NOTE
    assert fix_document(note(), read, find, unsafe=True).document.source.text == NOTE.replace(
        "One model", "Two models"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(r"a\(b\).png", "a/(b/).png", id="separators in place of escapes"),
        pytest.param("Training.md", "training.md", id="a link to no file"),
        pytest.param("#layers", "#layer", id="a link to no heading"),
    ],
)
def test_a_safe_fix_that_leads_nowhere_is_taken_back(tmp_path: Path, old: str, new: str) -> None:
    """Every image and link that led somewhere still does after a safe fix, though the records may not tell."""
    for name in ("a(b).png", "Training.md"):
        (tmp_path / name).touch()
    text = "# Layers\n\n![x](a\\(b\\).png) [y](Training.md)\n\n[z](#layers)\n"
    before = read(Source(f"{tmp_path}/note.md", text))

    def found(document: Document) -> Counter[str]:
        return reached(document, Context(None, Files([str(tmp_path)])))

    assert found(before).total() == 3
    assert fix_document(before, read, replacing(old, new), reached=found).document.source.text == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Masked", "masked", id="a value in a heading"),
        pytest.param("### Model", "#### Model", id="a level"),
        pytest.param("# Language", "Language", id="a group that is none any more"),
        pytest.param("Media/bert.png", "media/gpt.png", id="another image"),
        pytest.param("![Layers](Media/bert.png)\n", "", id="no image"),
        pytest.param("2019", "2018", id="a year"),
        pytest.param("Encoder\n\n### T", "Encoder\n\n<!-- for me -->\n\n### T", id="a comment to people"),
    ],
)
def test_a_safe_fix_that_changes_what_the_note_says_is_taken_back(old: str, new: str) -> None:
    """The fix is not applied, its finding stays, and the caller hears of it; other fixes are applied."""
    faulty, blameless = replacing(old, new), replacing("  ", " ", rule="b")
    fixed = fix_document(note(), read, lambda document: [*faulty(document), *blameless(document)])

    assert NOTE.replace("  ", " ") == fixed.document.source.text
    assert [each.rule for each in fixed.withdrawn] == ["a"]
    assert [each.rule for each in fixed.left] == ["a"]
    assert [each.rule for each in fixed.applied] == ["b"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Media/bert.png", "media/bert.png", id="case"),
        pytest.param("Media/bert.png", "Media/b%65rt.png", id="encoding"),
        pytest.param("Training:  Masked", "Training：Masked", id="separator"),
        pytest.param("Encoder\n\n### T", "Encoder\n\n\n\n### T", id="empty lines"),
        pytest.param(
            "Encoder\n\n### T", "Encoder\n\n<!-- notelint: ignore[link] -->\n\n### T", id="a comment to notelint"
        ),
        pytest.param("Encoder\n\n", "Encoder <!-- notelint: ignore -->\n\n", id="such a comment behind a text"),
    ],
)
def test_another_spelling_says_the_same(old: str, new: str) -> None:
    """Spaces, separators and the spelling of an image's path are not what a note says."""
    assert says_the_same(note(), note(NOTE.replace(old, new)), read)


def test_front_matter_is_part_of_what_a_file_says() -> None:
    """A file that is no note says what its front matter says."""
    one = note("---\na: 1\n---\n")

    assert not says_the_same(one, note("---\na: 2\n---\n"), read)
    assert not says_the_same(one, note("---\nb: 1\n---\n"), read)


def test_a_file_that_is_no_note_keeps_its_blocks() -> None:
    """A heading that becomes a paragraph is another text, in a file without records too."""
    assert says_the_same(note("# A"), note("# A "), read)
    assert not says_the_same(note("# A"), note("A"), read)


def test_rules_that_undo_each_other_are_named() -> None:
    """Two rules that fight end in the user's error, not in a loop."""
    there, back = replacing("a", "b", Safety.UNSAFE, "there"), replacing("b", "a", Safety.UNSAFE, "back")

    with pytest.raises(NotelintError, match=r"^note\.md: the fixes of back and there undo each other"):
        fix_document(note("ab"), read, lambda document: [*there(document), *back(document)], unsafe=True)


@pytest.mark.parametrize("text", ["\ufeff# A  b\r\n\r\ntext \r\n", "# A  b\rtext", "# A  b\n\udcff"])
def test_bytes_outside_of_an_edit_stay(text: str) -> None:
    """Byte order mark, line ends, trailing spaces and bytes that are not UTF-8 come through a fix."""
    fixed = fix_document(note(text), read, replacing("A  b", "A b"))

    assert Source("note.md", text.replace("A  b", "A b")).data == fixed.document.source.data
