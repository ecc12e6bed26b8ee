"""What the scan cuts a text into is what the parser finds in the whole text, and is parsed when it is asked for."""

from __future__ import annotations

import gc
import json
import re
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.markdown import blocks as block_parser
from notelint.markdown import container_nodes, parse
from notelint.markdown.leaves import LeafContent
from notelint.markdown.nodes import Heading, Leaf, Link, Paragraph, walk
from notelint.markdown.places import Lines
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.markdown.leaves import FindDefinitions, Parsed
    from notelint.markdown.nodes import Block, Inline

TESTS = Path(__file__).parent
CORPORA = TESTS.parent.parent / "shared" / "corpora"
EXAMPLES = [
    example["markdown"] for example in json.loads((TESTS / "markdown" / "commonmark-0.31.2.json").read_text("utf-8"))
]

# Whatever may begin, end, continue or interrupt a block.
FRAGMENTS = [
    *("```", "```\n", "````", "```py\n", "``` a`b\n", "~~~\n", "  ```\n", "`", "~"),
    *("$$", "$$\n", "$$ x $$\n", "  $$\n", "$x$ y\n"),
    *(
        "> ",
        "> q\n",
        "- ",
        "-\n",
        "* ",
        "+ ",
        "1. ",
        "2. ",
        "10. x\n",
        "1) x\n",
        "   - x\n",
        "- a\n  b\n",
        "- a\n\n  b\n",
    ),
    *("    ", "    code\n", "  ", " ", "\t", "\n", "\n\n", "\n\n", "\r\n", "\r", "\f", "\u3000", "\ufeff", "\\"),
    *("# h\n", "  # h\n", "#", "#tag\n", "=\n", "===\n", "---\n", "--\n", "***\n", "* * *\n", "== x\n"),
    *("|", "| a | b |\n|---|:-:|\n", "|-|-|\n", ":", "-x\n"),
    *("[a]: /u 't'\n", "[b]:", "[^1]: x\n", "[a]", "[a](b)\n", "[", "]", "]:", '"', "'", "[[w]]\n", "![i](a b.png)\n"),
    *("<!--", "-->", "<div>\n", "</div>", "<span>\n", "<script>", "</script>", "<?", "?>", "<pre>", "<br>", "<a@b.c>"),
    *("word", "word\n", "word\n", "a\n\nb\n", "**b** c\n", "2019 was\n", "字", "\U0001f600"),
]


class Content(NamedTuple):
    """A leaf block's text, where each character stands, and its inlines."""

    text: str
    places: list[int]
    inlines: tuple[Inline, ...]


def contents(blocks: Iterable[Block]) -> list[Content]:
    """The content of each leaf block, also inside of others."""
    found = []
    for leaf in walk(blocks):
        if isinstance(leaf, Leaf):
            assert isinstance(leaf.content, LeafContent)
            text = leaf.content.text
            places = [text.original_offset(offset) for offset in range(len(text.text))]
            found.append(Content(text.text, places, leaf.inlines))
    return found


def assert_agrees(text: str) -> None:
    """Assert that the slices of a text hold what the parser finds in all of it."""
    source = Source("note.md", text)
    whole = block_parser.parse_blocks(Lines.of_text(text, source.start, len(text))).blocks
    sliced = parse(source)
    assert sliced.headings == tuple(block for block in whole if isinstance(block, Heading))
    assert tuple(sliced) == whole
    assert contents(sliced) == contents(whole)


def test_slices_agree_with_the_parser_on_the_specification() -> None:
    """Each example of CommonMark is cut right, alone and with the next one below it or below a blank line."""
    for text, following in zip(EXAMPLES, [*EXAMPLES[1:], EXAMPLES[0]], strict=True):
        assert_agrees(text)
        assert_agrees(text + following)
        assert_agrees(f"{text}\n{following}")


@pytest.mark.parametrize(("line_end", "step"), [("\n", 1), ("\r\n", 8)], ids=["LF", "CRLF"])
def test_slices_agree_with_the_parser_on_real_notes(line_end: str, step: int) -> None:
    """Each note of the corpora is cut right, and each eighth with other line ends."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not beside the checkout")
    for path in sorted(CORPORA.rglob("*.md"))[::step]:
        assert_agrees(path.read_text("utf-8", "surrogateescape").replace("\n", line_end))


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join))
def test_slices_agree_with_the_parser_on_any_text(text: str) -> None:
    """Blocks that are begun, left open, interrupted and continued lazily are cut right."""
    assert_agrees(text)


CUTS = {
    "an item that is indented code": "    - a\n",
    "an item that is code for its tab": "a\n\n \t1. a\n",
    "a fence in a list goes on behind a blank line": "- a\n```\n\n# b\n",
    "a fence as wide as its item": "1.  a\n   ```\n\n   b\n   ```\n\nc\n",
    "a comment over blank lines below a list": "- a\n<!-- b\n\n# c -->\n\nd\n",
    "a tag below a list goes on behind a heading": "- a\n<div>\n# b\n\nc\n",
    "a formula over blank lines below a list": "- a\n\n-\n$$\n\nb\n\n$$\n\nc\n",
    "a formula over a heading that is underlined": "[a]: b\n$$\n\nc\n===\n\n$$\n",
    "a formula that another one would end, but for its text": "- a\n$$ b\n$$ c\n\nd\n$$\n",
    "a formula of three signs": "- a\n\n-\n$$$\n\nb\n\n$$\n\nc\n",
    "a tag above a blank line and a heading": "- a\n<div>\n\n- b\n<i>\n# c\n\nd\n",
    "a label over blank lines": "[a\n\nb]: c\n\n[a b]\n",
    "a title over a heading": "[a]: b 'c\n# d\n'\n\n[a]\n",
    "a heading that is underlined below a list": "- # a\nb\n---\nc\n",
    "a heading that is indented below a list": "- a\n ## b\n",
    "a table interrupts a paragraph": "a\n| b |\n|---|\n# c\n",
    "a rule of a list is none of a paragraph": "a\n- - -\nb\n2. c\n",
    "an item of nothing continues a paragraph": "a\n- \f\nb\n*\n",
    "a line end of a fence that is none": "```\n````a\n\n# b\n````  \nc\n",
    "a blank line at the end of code": "[a]: b\n```\n\n",
    "blank lines at the end of code that is indented": "  ```\r\n\r\n\r\n",
    "code that looks like an item": "\t- a\n\n    1. b\n",
    "an indented formula below an empty item": "*\n $$\n\n>$$",
    "a byte order mark above a fence": "\ufeff- a\n  ```\n\n  # b\n",
}


@pytest.mark.parametrize("text", CUTS.values(), ids=CUTS.keys())
def test_a_slice_ends_where_all_its_blocks_do(text: str) -> None:
    """What goes on behind a blank line or a heading is not cut."""
    assert_agrees(text)


ITEMS = [
    *("- ", "* ", "1. ", "10) ", "  ", "   ", "    ", "\t", "> ", "\n", "\n", "\n\n", "a", "b c\n", "- a\n", "- b\n"),
    *("  - c\n", "- [ ] d\n", "- [x] e\n", "[x] ", "[ ]\t f", "- \n", "-\n", "# g\n", "```\n", "h\f\n", "\u3000"),
    *(
        "1. i\n2. j\n",
        "> - k\n> - l\n",
        "- - m\n",
        "\t- n\n",
        "-\to\n",
        "p  \n",
        "|q|\n|-|\n",
        "[r]: /s\n",
        "---\n",
        "\r\n",
    ),
]


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(ITEMS), max_size=14).map("".join))
def test_plain_items_are_what_the_parser_says(text: str) -> None:
    """Items read the same without the parser, and where one of a line is taken for nothing simple."""
    assert_agrees(text)
    quick = block_parser.parse_blocks(Lines.of_text(text, 0, len(text))).blocks
    with pytest.MonkeyPatch.context() as patch:
        for module in (block_parser, container_nodes):
            patch.setattr(module, "is_paragraph", lambda _text: False)
        slow = block_parser.parse_blocks(Lines.of_text(text, 0, len(text))).blocks
    assert quick == slow
    assert contents(quick) == contents(slow)


@pytest.mark.parametrize(
    "lines",
    ["- a\n\n  $$\n  b\n  $$\n", "1. a\n   $$\n   b\n   $$\n\n2. c\n", "* a $$\n$$ b\n", "- a\n  <img>\n\n- b\n"],
)
def test_no_parser_cuts_below_what_ends_within_a_list(lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Formulas that another one ends, and tags above a blank line, go on nowhere."""
    text = f"{lines}# c\n\n$$\nd\n$$\n"
    assert_agrees(text)
    monkeypatch.setattr(block_parser, "parse_blocks", None)
    assert len(parse(Source("note.md", text)).headings) == 1


def test_the_parser_is_not_asked_for_what_the_scan_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings and prose need no parser, whatever stands between them."""
    monkeypatch.setattr(block_parser, "parse_blocks", None)
    text = (
        "# A `b`\n\nProse,\n**two** lines.\n```\n# c\n```\n## D\n- e\n\n  f\n\n<!--\n\n# g -->\n\n"
        "> h\n# I #\n| j |\n|---|\n\n$$\n\nk\n$$\n[l](m) n\n"
    )
    found = parse(Source("note.md", text))
    assert [text[slice(*heading.span)] for heading in found.headings] == ["# A `b`", "## D", "# I #"]
    prose = [*found.holding("two"), *found.holding("[l]")]
    assert [text[slice(*block.span)] for block in prose] == ["Prose,\n**two** lines.", "[l](m) n"]


def test_only_what_holds_a_mark_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two blocks that the parser reads the one that is asked for is parsed, and once."""
    asked = []
    parse_blocks = block_parser.parse_blocks

    def observed(lines: Lines, definitions: FindDefinitions) -> Parsed:
        asked.append(lines.text)
        return parse_blocks(lines, definitions)

    monkeypatch.setattr(block_parser, "parse_blocks", observed)
    found = parse(Source("note.md", "-     a\n\n# b\n\n-     c $d$\n\nf\n"))
    (block,) = found.holding("$")
    assert block.span == (14, 25)
    assert [*found][2] is block
    assert asked == ["-     c $d$\n\n", "-     a\n\n"]


@given(st.text("a<`- \n", max_size=30))
@settings(deadline=None)
def test_several_marks_find_what_one_expression_of_them_does(text: str) -> None:
    """Blocks are given once and in order, whichever of the marks stands in them first."""
    found = parse(Source("note.md", text))
    assert [*found.holding("<", re.compile("`-?"))] == [*found.holding(re.compile("<|`-?"))]


@pytest.mark.parametrize(
    "text",
    [
        *("$$\na\n\n b\n$$  \n", "$$ a $$", "  $$ a\nb$$\nc"),
        *("```\n```", "```py a \n b\n\n  ````\t\n", "~~~ `\na\n```\n\n", "```", "```\n", "```\n\n\n", "````\n```\na"),
        *('<img src="a.png">  \n\n', '  <div>\n <img src="a">\n</div>', "<!-- a\n\nb -->c\n\n", "<!--\n\n", "<br>"),
        *("***", " - - -  \n", "___\n\na"),
        *('<div>\r\n <img\r\nsrc="a">\r\n\r\n', "<!--\r\n\r\n-->", "$$\r\na$$", "$$\ra\r\n\r\n$$\r"),
        *("```\r\na\r\n```\r\n", "~~~\r\n\ra \r\n\r\n", "a\r\n b\rc  \r\n"),
    ],
)
def test_blocks_whose_ends_are_known_need_no_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Formulas, fenced code, HTML and thematic breaks are read without the parser, as it reads them."""
    assert_agrees(text)
    monkeypatch.setattr(block_parser, "parse_blocks", None)
    assert len(tuple(parse(Source("note.md", text)))) == 1 + text.endswith(("\nc", "\n\na"))


@pytest.mark.parametrize("text", ["  ```\n  a\n```", "``` a\\*b\n```", "``` &amp;\n```"])
def test_blocks_that_do_not_stand_as_written_take_the_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code without its indentation and an info string with escapes are left to it."""
    assert_agrees(text)
    monkeypatch.setattr(block_parser, "parse_blocks", None)
    with pytest.raises(TypeError):
        tuple(parse(Source("note.md", text)))


@pytest.mark.parametrize(
    "text",
    [
        *("- a\n- **b**: `c`\n", "3) a\n4) b", "* a  \n* 2019 b\n\n\n", "-  a\n-\n- # b\n"),
        *("- a\n  b\n- c\nd\n", "- a\n\n- b\n\n  c\n", "- a\n* b\n", "- [ ] a\n- [x]  b\n\n  c\n", "- - a\n1. > b\n"),
        *("- a\n  - b\n\n    c\n  - d\n- e\r\n\r\n  * f", '- ![a](b)\n\n  <img src="c">\n- <br>\n\t- d\n'),
        *("- a\n  ```\n  b\n\n  ```\n- $$\n  c\n  $$\n  ***\n", "> a\nb\n\n> > c\n> - d\n>\n> ~~~\n> e\n", ">\n"),
        *("[^a]: b\n\n    c\n", "- |a|\n  |-|\n  |b|\n\n|c|\n|:-|\n- d"),
        *("- a\n===\n", "- a\n|-|\n", "-     a\n", "- ``` &amp;\n", "> <b\n", "> [a]: b\n", "> a\nb\n> - c"),
        f"{'> ' * 20}a\n",
    ],
)
def test_containers_are_cut_right(text: str) -> None:
    """Lists, quotes, footnotes and tables, whatever stands in them, lazily or not, and however deep."""
    assert_agrees(text)


def test_definitions_are_those_of_the_whole_document() -> None:
    """A reference finds what is defined anywhere, also in a list or a quote; the first definition counts."""
    text = "[a] [b] [c]\n\n- x\n\n  [b]: /1\n\n> [a]: /2\n\n[b]: /3\n[c]: /4\n\n[a]: /5\n"
    paragraph = parse(Source("note.md", text))[0]
    assert isinstance(paragraph, Paragraph)
    assert [link.destination for link in paragraph.find(Link)] == ["/2", "/1", "/4"]


def test_definitions_are_looked_for_where_they_can_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link asks for the definitions of the document, which are none where no text looks like one."""
    monkeypatch.setattr(block_parser, "parse_blocks", None)
    paragraph = next(iter(parse(Source("note.md", "[a](b)\n\n- c\n\n> d\n"))))
    assert isinstance(paragraph, Paragraph)
    assert len([*paragraph.find(Link)]) == 1


LONG = {
    "paragraphs": "a\nb\n\n",
    "headings": "# a\n",
    "fences": "```\na\n```\n",
    "fences without end in items": "- a\n  ```\n\nb\n\n",
    "fences of growing lists": "1. a\n   ```\n\n",
    "comments without end below items": "- a\n<!--\n\nb\n\n",
    "formulas without end": "$$\na\n\n",
    "formulas without end below items": "-\n$$ a\n\n# b\n\n",
    "labels without end": "[a\n\n",
    "labels in lists": "- a\n[b\n\n]: c\n\n",
    "headings below doubtful lines": "- a\n ## b\n# c\n",
    "blank lines": " \n",
    "blank lines between items": "- a\n \n \n",
    "lines that interrupt paragraphs": "a\n<div>\n\n",
    "tags that begin no block": "<a> b\n",
    "definitions": "[a]: b\n\n- c\n\nd [a]\n\n",
    "line ends of two characters": "a\r\n\r\n- b\r\n\r\n",
    "bold words": "**a** *b* ",
    "formulas without end in a line": "$a $$b $`c ",
    "addresses": "https://a.b/,,, ",
    "marks that are text": "a_b & c ~~ d < e $ ",
    "images": '![a](b "c")\n',
}


@pytest.fixture
def no_garbage_collection() -> Iterator[None]:
    """Python does not look for cycles meanwhile, which takes the longer the more a test run has made before."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_garbage_collection")
@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_time_is_linear(piece: str) -> None:
    """Eight times the text takes about eight times as long to cut and to parse, and by far not 64 times."""

    def seconds(count: int) -> float:
        text = piece * count
        start = process_time()
        contents(parse(Source("note.md", text)))
        return process_time() - start

    count = 125
    while seconds(count) < 0.01:
        count *= 2
    # Once is enough: another program on the machine can make a run slow, but none can make it fast.
    assert any(seconds(8 * count) < 30 * seconds(count) for _ in range(3))


@pytest.mark.parametrize(
    "place",
    [
        "{}",
        "\ufeff{}",
        "> {}",
        "- {}",
        "1) > * {}",
        "[^1]: {}",
        "- a\n\n\t{}",
        "- [ ] a\n\n  {}",
        "a\r\n\r\n{}",
        "a\r\r{}",
    ],
    ids=["top", "BOM", "quote", "item", "nested", "footnote", "tab", "task", "CRLF", "CR"],
)
@pytest.mark.parametrize(
    "label", ["a", "[a", "^a b", "a\nb", "\\\\]"], ids=["plain", "bracket", "caret", "lines", "escape"]
)
def test_a_definition_counts_wherever_it_stands(place: str, label: str) -> None:
    """A reference finds its definition in any container, as it does where the whole text is parsed at once."""
    label = label.replace("[", "\\[")
    text = (
        f"[x][{label}]\n\n" * (not place.startswith("\ufeff"))
        + place.format(f"[{label}]: /url")
        + f"\n\n[x][{label}]\n"
    )
    assert_agrees(text)
