"""Emphasis: pairs as CommonMark's algorithm finds them, each with its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from notelint.markdown.inlines import parse_tokens
from tests.test_growth import steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

COMMONMARK = MarkdownIt("commonmark")
_PIECES = ("*", "**", "***", "****", "_", "__", "a", "b ", " ", ".", "*a*", "**a**", "_a_", "注")


def ours(tokens: Iterable[dict[str, Any]]) -> list[Any]:
    """What the tokens say: texts, and pairs of a kind and what is inside."""
    found: list[Any] = []
    for token in tokens:
        if token["type"] == "text":
            text = found.pop() if found and isinstance(found[-1], str) else ""
            found.append(text + token["raw"])
        else:
            found.append((token["type"], ours(token["children"])))
    return found


def theirs(text: str) -> list[Any]:
    """The same by another parser."""
    found: list[list[Any]] = [[]]
    for token in COMMONMARK.parseInline(text)[0].children or ():
        if token.nesting == 1:
            found.append([])
        elif token.nesting == -1:
            inside = found.pop()
            found[-1].append(({"em": "emphasis"}.get(token.tag, token.tag), inside))
        elif token.content:
            before = found[-1].pop() if found[-1] and isinstance(found[-1][-1], str) else ""
            found[-1].append(before + token.content)
    return found[0]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
@example("**a****a***a__****a**b .b **")  # mistune lets a run that is partly used close no more
def test_another_parser_finds_the_same_pairs(text: str) -> None:
    """Whatever stands between, and however long the runs are."""
    assert ours(parse_tokens(f"a{text}.", {})) == theirs(f"a{text}.")


@given(st.lists(st.sampled_from((*_PIECES, "\\*", "`*`", "[a](b)", "\n", "<b>")), max_size=12).map("".join))
def test_pairs_stand_where_their_delimiters_are(text: str) -> None:
    """A pair begins and ends with its delimiters, and what is inside fills the rest without a gap."""
    waiting = parse_tokens(f"a{text}.", {})
    while waiting:
        token = waiting.pop()
        if token["type"] in {"emphasis", "strong"}:
            start, end = token["span"]
            width = 1 + (token["type"] == "strong")
            marks = f"a{text}."[start : start + width], f"a{text}."[end - width : end]
            assert marks[0] == marks[1] in {"*", "_", "**", "__"}
            places = [place for child in token["children"] for place in child["span"]]
            assert [start + width, *places[1:-1:2], end - width] == [*places[::2], places[-1]]
            waiting += token["children"]


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "**a " * n + " a**" * n,
        lambda n: "*a **b " * n,
        lambda n: "a* b** " * n,
        lambda n: "*a " * n + "a** " * n,
        lambda n: "*a_b" * n,
        lambda n: "_*" * n + "a" + "*_" * n,
    ],
)
def test_the_work_is_linear(make: Callable[[int], str]) -> None:
    """Also where the pairs would be too deep in each other, or where nothing closes."""
    once, twice, four_times = (steps(partial(parse_tokens, make(n), {})) for n in (500, 1000, 2000))
    assert four_times - twice <= 2.1 * (twice - once)
