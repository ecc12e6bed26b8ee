"""What is read without the parser is what the parser reads: text without marks, and leaves without links."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.markdown import parse
from notelint.markdown.inline_nodes import _nodes
from notelint.markdown.inlines import parse_tokens
from notelint.markdown.leaves import LeafContent
from notelint.markdown.nodes import CodeSpan, Image, InlineMath, Leaf, Link, Strong, Text, WikiLink, walk, walk_inlines
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.markdown.nodes import Inline

TESTS = Path(__file__).parent
CORPORA = TESTS.parent.parent / "shared" / "corpora"
EXAMPLES = json.loads((TESTS / "markdown" / "commonmark-0.31.2.json").read_text("utf-8"))

FRAGMENTS = [
    *("word", "字", "\U0001f600", " ", "  ", "\t", "\n", "  \n", " \n\t", "\\\n", "\\", "\f", "\xa0", "\u3000"),
    *(
        "!",
        "](",
        "]",
        ")",
        "~",
        "~~x~~",
        "~~",
        "*",
        "*a*",
        "_",
        "a_b",
        "`",
        "`a`",
        "``",
        "$",
        "$a$1",
        "$x$",
        "&amp;",
        "&",
        "<",
        ">",
        "<br>",
    ),
    *(
        "http",
        "http://",
        "https://a.b",
        "HTTP://a.b",
        "www.a.b",
        "a@b.c",
        "[a]",
        "[a](b)",
        "**a b**",
        "**",
        "[[a]]",
        "![a](b c)",
        "- ",
        "# ",
    ),
    *("[a: b](c)", '[a_b&c](d_e(1)x "t")', "[](a)", "[a](<b>)", "[a] (b)", "[^1]", "](x)", "("),
    *("![a_b](c.png)", "![](c)", "![a](b (c).png)", "![a](b 't')", '![a](b "t" )', "![a\n](b)", "![*a*](b)"),
    *("<img src=\"a b\" alt='c'>", '<img src="a" alt="&amp;x"/>', "<IMG  src='a'>", "<br/>", "</a>", '<a href="x">'),
    *("<http://a.b_c>", "https://a.b/c_d?e=f&g", "https://a.b.", "http://x", "://", ":", ";", ".", "\x1f"),
    *("**[a](b)**", "*a b*", "***", "**（a）**", "。", "é", "$$x\ny$$", "$`a`$", "$\\$", "1", "x_1", "\\alpha", "\\("),
    *("[x][a]", "[a][", "[A]", "[[b#c|d]]", "![[a.png|30]]", "[ a  b ]", "[]", "\n\n[a]: /u 't'\n\n"),
    *("&copy;", "&copy", "&#1;", "~ ", " ~~", " * ", " ** ", '"', "'", "|"),
]

# One form each, which a note may well hold.
CERTAIN = [
    *("![a_b: c](d/e(1).png)", '![](a.png "b c")', "a ![b](c)\nd", '<img src="a.png" alt="b" style="zoom:50%;" />'),
    *('[a: b & c_d](https://e.f/g?h=1&i=2 "j")', "a https://b.c/d_e?f=1&g=2.\nh", "<https://a.b/c>", "a<br>b</br>"),
    *(
        "**[a](b)**",
        "a **（b）**",
        "。**“a”**——",
        "**a** $x_1 \\in X$ $$y$$ $`z`$",
        "*a* b *c `d`*",
        "***a `b`*** c ***（d）***",
        "2 * 3 *a* * b",
        "a  \nb\n c",
        "x_1 < 2 & y $ \\a ~~ b",
    ),
]
REFERENCES = [
    *("[a: b] c", "[a][b]", "[!note] a", "[[a#b|c]]", "![[a.png|300]]", "![[a]]"),
    *("[a: b][C_d] *[c_D]*\n\n[c_d]: /e 'f'\n", "[a][]\n\n[A]: <b c>\n"),
]
DOUBTFUL = [
    *("[a]\n\n[b]: c", "[[a]]\n\n[a]: b", "[^a]", "[a][^b]", "[a][b](c d)"),
    *(
        "![a](b c)",
        "![a](<b>)",
        "![a](b 'c')",
        "![*a*](b)",
        "[![a](b)](c)",
        "[a](b",
        "a <img src=b>",
        "a <!--b-->",
    ),
    *(
        "字**（a）**",
        "**a",
        "_a_",
        "__a__",
        "~~a~~",
        "\\*",
        "&amp;",
        "`` a ``",
        "<a@b.c>",
        "https://a.b/字",
        "https://a.b)",
    ),
    *("**a $b**c$", "**a `b**`", "a**https://b c**"),
]


def contents(text: str) -> Iterator[tuple[Leaf, LeafContent]]:
    """The leaf blocks of a text, each with its content."""
    for block in walk(parse(Source("a.md", text))):
        if isinstance(block, Leaf):
            assert isinstance(block.content, LeafContent)
            yield block, block.content


def parsed(content: LeafContent) -> tuple[Inline, ...]:
    """The inline nodes by the parser, whatever the text is."""
    return _nodes(parse_tokens(content.text.text, content.definitions()), content)


def agree(text: str) -> None:
    """Assert that the shortcuts say of each leaf what the parser says."""
    for leaf, content in contents(text):
        by_parser = parsed(content)
        assert leaf.inlines == by_parser
        every = [*walk_inlines(by_parser)]
        found = [*leaf.find(Link, WikiLink, Image)]
        assert found == [each for each in every if isinstance(each, (Link, WikiLink, Image))]
        for kind in (CodeSpan, Image, InlineMath, Link, Strong, WikiLink):
            assert [*leaf.find(kind)] == [each for each in every if isinstance(each, kind)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["example"]))
def test_the_shortcuts_agree_with_the_parser_on_the_specification(example: dict[str, str]) -> None:
    """Each example of CommonMark reads the same with and without them."""
    agree(example["markdown"])


@pytest.mark.parametrize("folder", ["allenlu2009", "k1101jh", "tramac", "vensin", "zhjwpku"])
def test_the_shortcuts_agree_with_the_parser_on_real_notes(folder: str) -> None:
    """Each note of a corpus reads the same with and without them."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not beside the checkout")
    for path in (CORPORA / folder).rglob("*.md"):
        agree(path.read_text("utf-8", "surrogateescape"))


@settings(deadline=None, max_examples=500)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_the_shortcuts_agree_with_the_parser_on_any_text(text: str) -> None:
    """Spaces, line ends and whatever almost begins a mark read the same with and without them."""
    agree(text)


@pytest.mark.parametrize("text", CERTAIN + REFERENCES)
def test_what_is_certain_needs_no_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Images, links, formulas, tags and plain emphasis are read without the parser, as it reads them."""
    agree(text)
    monkeypatch.setattr("notelint.markdown.inline_nodes.parse_tokens", None)
    assert all(leaf.inlines for leaf, _ in contents(text))


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_is_doubtful_takes_the_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What may be cut short, be no delimiter, or be written in some other way is left to it."""
    agree(text)
    monkeypatch.setattr("notelint.markdown.inline_nodes.parse_tokens", None)
    ((leaf, _),) = contents(text)
    with pytest.raises(TypeError):
        _ = leaf.inlines


def test_plain_text_needs_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prose is read without the parser, and asked for its links without being read."""
    monkeypatch.setattr("notelint.markdown.inline_nodes.parse_tokens", None)
    ((leaf, _),) = contents("Prose; with (this) - and that!")
    assert [*leaf.find(Link, WikiLink, Image)] == []
    assert "inlines" not in vars(leaf)
    assert [type(inline) for inline in leaf.inlines] == [Text]
