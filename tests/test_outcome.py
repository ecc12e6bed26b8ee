"""Diagnostics as plain data: what comes back is what went in, and what anybody may have written breaks nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.diagnostic import Diagnostic, Edit, Finding, Fix, Related, Safety, Severity
from notelint.engine.outcome import deserialize, serialize
from notelint.source import Source, Span

TEXTS = st.text(st.characters(exclude_categories=()), max_size=6)  # lone surrogates, too
SOURCE = Source("a.md", "# 標題\r\n\tx\udcff\n" * 4)
SPANS = st.tuples(*[st.integers(0, len(SOURCE.text))] * 2).map(lambda ends: Span(*sorted(ends)))
FIXES = st.builds(
    Fix,
    TEXTS,
    st.lists(st.builds(Edit, SPANS, TEXTS), max_size=3).map(tuple),
    st.sampled_from(Safety),
)
FINDINGS = st.builds(
    Finding,
    SPANS,
    TEXTS,
    st.none() | TEXTS,
    st.none() | FIXES,
    st.lists(st.builds(Related, TEXTS, st.none() | SPANS, st.none() | TEXTS), max_size=2).map(tuple),
)
DIAGNOSTICS = st.builds(Diagnostic, st.just(SOURCE), TEXTS, st.sampled_from(Severity), FINDINGS, st.none() | TEXTS)


@settings(deadline=None)
@given(st.lists(DIAGNOSTICS, max_size=4))
def test_nothing_is_lost(diagnostics: list[Diagnostic]) -> None:
    """Fixes with their edits, other places, the note's key, and every character there is; on one line."""
    text = serialize(diagnostics)
    again = deserialize(text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass"), SOURCE)
    assert again == diagnostics
    assert [type(each.finding.span) for each in again] == [Span] * len(again)
    assert "\n" not in text
    assert "\t" not in text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 99) | st.floats() | TEXTS,
    lambda values: st.lists(values, max_size=9) | st.dictionaries(TEXTS, values, max_size=2),
    max_leaves=20,
)


@settings(deadline=None)
@given(JSON | st.lists(st.tuples(*[JSON] * 8), max_size=2))
def test_any_other_json_is_refused(value: object) -> None:
    """What is not of the right form is a ValueError or TypeError, never a diagnostic that breaks a report later."""
    text = json.dumps(value)
    try:
        diagnostics = deserialize(text, SOURCE)
    except (ValueError, TypeError):
        return
    assert deserialize(serialize(diagnostics), SOURCE) == diagnostics


@pytest.mark.parametrize(
    "change",
    [
        lambda item: item[:-1],
        lambda item: [*item, None],
        lambda item: [1, *item[1:]],
        lambda item: [item[0], "fatal", *item[2:]],
        lambda item: [*item[:2], 3, *item[3:]],
        lambda item: [*item[:3], [0, 10_000], *item[4:]],
        lambda item: [*item[:3], [-1, 0], *item[4:]],
        lambda item: [*item[:3], [2, 1], *item[4:]],
        lambda item: [*item[:3], [True, True], *item[4:]],
        lambda item: [*item[:4], None, *item[5:]],
        lambda item: [*item[:6], ["title", "harmless", []], item[7]],
        lambda item: [*item[:6], ["title", "safe", [[[0, 1], None]]], item[7]],
        lambda item: [*item[:7], [["message", [0, 99999], None]]],
    ],
    ids=[
        *(
            "a part missing",
            "a part more",
            "a rule that is a number",
            "an unknown severity",
            "a note that is a number",
        ),
        *("a span behind the end", "a negative span", "a span backwards", "a span of truth values"),
        *("no message", "an unknown safety", "an edit without a text", "a place behind the end"),
    ],
)
def test_a_part_that_is_wrong_is_refused(change: object) -> None:
    """Each part of a diagnostic is looked at."""
    right = ["image-missing", "error", None, [0, 1], "message", None, None, []]
    assert len(deserialize(json.dumps([right]), SOURCE)) == 1
    assert callable(change)
    with pytest.raises((ValueError, TypeError, KeyError)):
        deserialize(json.dumps([change(right)]), SOURCE)
