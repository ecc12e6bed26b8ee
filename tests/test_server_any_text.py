"""Whatever is written, and wherever the cursor is, an editor gets an answer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol.converters import get_converter

from notelint.errors import NotelintError
from notelint.server.actions import code_actions, ignored
from notelint.server.bibtex import bibtex, lenses
from notelint.server.completion import completions
from notelint.server.diagnostics import diagnostics
from notelint.server.hover import hover
from notelint.server.navigation import definition
from notelint.server.renaming import name_at, renamed
from notelint.server.symbols import symbols
from notelint.source import Span
from tests.editor import analysed, edited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.server.session import Analysis

PIECES = [
    *("---\n", "---\ntitle: A\nyear: 20\n", "tags: [a, ", "+++\n", "a: b\n"),
    *("# (2019 Google) BERT\n", "## Model:  x\n", "#", "##  ", "Summary", "- ", "> ", "1. "),
    *("\n", "\r\n", "\r", "\n\n", " ", "𝒳", "é", "\u2028", "\x00", "\ufeff"),
    *("![", "](", "a.png", ")", "[[", "]]", "![[", "#summary", "|", "[b]: c.md\n", "<img src='", "'>"),
    *("<!-- notelint: ignore[image] -->\n", "<!--", "-->", "```", "$$", "**", "| a |\n|---|\n| b |\n"),
    *("a.md", "https://a.org", "%"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def answers(analysis: Analysis, offset: int) -> Iterator[object]:
    """All that is said of a text and of a place in it, but renaming."""
    session, _ = analysed("a.md", analysis.source.text)
    yield diagnostics(analysis)
    yield [*code_actions(analysis, Span(offset, offset), None, versioned=True)]
    yield [*code_actions(analysis, Span(0, offset), ["source.fixAll"], versioned=False)]
    yield hover(analysis, offset)
    yield completions(analysis, offset, session.analysis_of)
    yield definition(analysis, offset, session.analysis_of)
    yield symbols(analysis)
    yield lenses(analysis, "show")
    yield bibtex(analysis, 0)


@pytest.mark.usefixtures("in_temporary_folder")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(TEXTS, st.data())
def test_there_is_an_answer(text: str, data: st.DataObject) -> None:
    """And it is one that can be sent."""
    _, analysis = analysed("a.md", text)
    offset = data.draw(st.integers(0, len(analysis.source.text)))
    for answer in answers(analysis, offset):
        get_converter().unstructure(answer)


@pytest.mark.usefixtures("in_temporary_folder")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(TEXTS, st.data())
def test_what_is_renamed_is_there_then(text: str, data: st.DataObject) -> None:
    """The edits of a renaming count from one text, and overlap nowhere."""
    session, analysis = analysed("a.md", text)
    name = name_at(analysis, data.draw(st.integers(0, len(analysis.source.text))))
    if name:
        (edits,) = renamed(analysis, name, "New name", session.analysis_of).values()
        places = sorted((each.range.start, each.range.end) for each in edits)
        assert all(before[1] <= after[0] for before, after in pairwise(places))
        assert "New name" in edited(analysis.source.text, edits, analysis.positions)


@pytest.mark.usefixtures("in_temporary_folder")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(TEXTS)
def test_what_is_ignored_is_found_no_more(text: str) -> None:
    """By a comment, of which the editor may say that there is no place for it."""
    _, analysis = analysed("a.md", text)
    for found in analysis.findings[:1]:
        if not found.rule.startswith("suppression-"):
            line = analysis.source.line_number(found.finding.span.start)
            try:
                edits = ignored(analysis, found.rule, line)
            except NotelintError:
                return
            after = edited(analysis.source.text, edits, analysis.positions)
            rules = [each.rule for each in analysed("a.md", after)[1].findings]
            assert rules.count(found.rule) < [each.rule for each in analysis.findings].count(found.rule)
