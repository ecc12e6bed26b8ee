"""What an editor offers to do about findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from notelint.dataclass import replace
from notelint.diagnostic import Diagnostic, Edit, Finding, Fix, Severity
from notelint.errors import NotelintError
from notelint.server.actions import FIX_ALL, code_actions, fix_all, ignored, line_edits
from notelint.source import Source, Span, spliced
from tests.editor import analysed, edited

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from notelint.server.session import Analysis


@pytest.fixture
def analyse(in_temporary_folder: None) -> Callable[[str], Analysis]:  # noqa: ARG001 - for its effect
    """What the engine says of a text that is open as `a.md`."""
    return lambda text: analysed("a.md", text)[1]


def offered(analysis: Analysis, only: Sequence[str] | None = None) -> list[types.CodeAction]:
    """What is offered for the whole text."""
    span = Span(0, len(analysis.source.text))
    return [*code_actions(analysis, span, only, versioned=False)]


def after(analysis: Analysis, edits: Sequence[types.TextEdit]) -> str:
    """The text after edits."""
    return edited(analysis.source.text, edits, analysis.positions)


def edits_of(action: types.CodeAction, analysis: Analysis) -> Sequence[types.TextEdit]:
    """What an action edits in the text."""
    assert action.edit
    assert action.edit.changes
    return action.edit.changes[analysis.uri]


def test_a_safe_fix_is_preferred_and_an_unsafe_one_is_called_so(analyse: Callable[[str], Analysis]) -> None:
    """The title says what is done, and by which rule."""
    analysis = analyse("# A\n\n##  Two 𝒳\n\nSee [b](https//example.org).\n")
    fixes = [each for each in offered(analysis) if each.edit]
    assert [(each.title, each.is_preferred) for each in fixes] == [
        ("Delete the extra spaces (heading-whitespace)", True),
        ('Write "https://example.org" (link-scheme, unsafe: may change what the note says)', None),
    ]
    assert after(analysis, edits_of(fixes[0], analysis)) == "# A\n\n## Two 𝒳\n\nSee [b](https//example.org).\n"
    assert after(analysis, edits_of(fixes[1], analysis)) == "# A\n\n##  Two 𝒳\n\nSee [b](https://example.org).\n"
    assert fixes[0].diagnostics
    assert fixes[0].diagnostics[0].code == "heading-whitespace"


def test_only_findings_at_the_place_and_kinds_that_are_asked_for(analyse: Callable[[str], Analysis]) -> None:
    """An editor asks for the line of the cursor, for all kinds or some."""
    analysis = analyse("# A\n\n##  One\n\n##  Two\n")
    place = Span(analysis.source.text.index("  Two"), analysis.source.text.index("  Two"))
    kinds = [each.kind for each in code_actions(analysis, place, None, versioned=True)]
    assert kinds == [types.CodeActionKind.QuickFix, types.CodeActionKind.QuickFix, FIX_ALL]
    assert [each.kind for each in offered(analysis, ["source"])] == [FIX_ALL]
    assert [each.kind for each in offered(analysis, [FIX_ALL])] == [FIX_ALL]
    assert [each.kind for each in offered(analysis, ["source.fixAll.other"])] == []
    assert {each.kind for each in offered(analysis, ["quickfix"])} == {types.CodeActionKind.QuickFix}


def test_a_fix_without_its_proof_is_not_offered(analyse: Callable[[str], Analysis]) -> None:
    """One that calls itself safe, and changes what the note says."""
    analysis = analyse("# A\n\n##  Two\n\nText.\n")
    (found,) = analysis.findings
    lying = Finding(found.finding.span, "", fix=Fix("lie", (Edit(Span(11, 15), "Lies"),)))
    faulty = replace(analysis)
    vars(faulty)["document"] = analysis.document
    vars(faulty)["findings"] = [Diagnostic(found.source, found.rule, Severity.ERROR, lying), found]
    assert [each.title for each in offered(faulty) if each.edit] == ["Delete the extra spaces (heading-whitespace)"]


def test_all_safe_fixes_edit_changed_lines_alone(analyse: Callable[[str], Analysis]) -> None:
    """As `check --fix` does; what is unsafe stays."""
    analysis = analyse("# A\r\n\r\n##  One\r\n\r\nText [b](https//b.org).\r\n\r\n##  Two\r\n")
    edits = fix_all(analysis)
    assert [each.range.start.line for each in edits] == [2, 6]
    assert after(analysis, edits) == analysis.source.text.replace("##  ", "## ")


def test_a_comment_hides_what_is_found_on_a_line(analyse: Callable[[str], Analysis]) -> None:
    """That line's findings of that rule, and no others; in the front matter it is one for the file."""
    analysis = analyse("# A\n\n![a](a.png)\n\n![b](b.png)\n\n##  Two\n")
    hidden = after(analysis, ignored(analysis, "image-missing", 3))
    assert hidden == analysis.source.text.replace("![a]", "<!-- notelint: ignore[image-missing] -->\n![a]")
    assert [each.rule for each in analyse(hidden).findings] == ["image-missing", "heading-whitespace"]
    analysis = analyse("---\ntitle: A\ntitle: B\n---\n\nText.\n")
    hidden = after(analysis, ignored(analysis, "front-matter-duplicate-key", 3))
    assert "<!-- notelint: ignore-file[front-matter-duplicate-key] -->" in hidden
    assert not analyse(hidden).findings


def test_where_no_comment_can_stand_it_is_said(analyse: Callable[[str], Analysis]) -> None:
    """As `--add-ignore` says it: a text with a zero behind each letter is UTF-16 that was read as UTF-8."""
    analysis = analyse("#\0 \0A\0\n\0")
    assert [each.rule for each in analysis.findings] == ["file-encoding"]
    with pytest.raises(NotelintError, match="save it as UTF-8"):
        ignored(analysis, "file-encoding", 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "a"), ("a\rb\r\nc", "a\rb\nc"), ("a\nb\n", "b\n"), ("a", "a\n\n\nb"), ("𝒳\n\n", "𝒳\n")],
)
def test_edits_of_lines_make_one_text_the_other(before: str, after: str) -> None:
    """Whatever ends the lines."""
    edits = line_edits(Source("a.md", before), Source("a.md", after))
    assert spliced(before, [(each.span, each.text) for each in edits]) == after
