"""What the checks of files, front matter, formulas, tables and text say at their edges, beyond the rule documents."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.checks import CHECKS
from notelint.context import Context
from notelint.files import Files
from notelint.markdown.nodes import Leaf, Strong, walk, walk_inlines
from notelint.note import read_document
from notelint.source import Source
from tests import finding

if TYPE_CHECKING:
    from notelint.note.model import Document

LITERATURE = finding.shipped("literature-note")
findings = partial(finding.findings, schema=LITERATURE, configured=True)
found = partial(finding.marked, schema=LITERATURE, configured=True)
fixed = partial(finding.fixed, schema=LITERATURE, configured=True)
CORPORA = Path(__file__).parents[1].parent / "shared" / "corpora"


def read(text: str) -> Document:
    """A text as a document that is configured to be a literature note."""
    return read_document(Source("note.md", text), [LITERATURE.layout], configured=True)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        pytest.param("file-line-ends", "a\r\nb\r\n", id="CRLF throughout"),
        pytest.param("file-unclosed-fence", "- ```\n  x\n\ntext\n", id="the end of a list item closes a fence"),
        pytest.param("file-unclosed-fence", "text\n\n    indented\n", id="indented code has no fence"),
        pytest.param("file-conflict-marker", "<<<<<<< a\n\ntext\n\n>>>>>>> b\n", id="no middle marker"),
        pytest.param("file-conflict-marker", "=======\n<<<<<<< a\n>>>>>>> b\n", id="markers in another order"),
        pytest.param("front-matter-unclosed", "Note: a\nSee: b\n---\n", id="capitals: labels above a rule"),
        pytest.param("front-matter-unclosed", "note: a\n---\n", id="one line above a rule is a heading"),
        pytest.param("front-matter-unknown", "---\nlinks: a\n---\n", id="the last letter tells words apart"),
        pytest.param("front-matter-unknown", "---\nautors: a\nauthors: b\n---\n", id="the neighbour is there itself"),
        pytest.param("front-matter-unknown", "---\nauthor-s: a\n---\n", id="punctuation does not count"),
        pytest.param("front-matter-date", "---\ndate: {{date}}\ncreated: <% x %>\n---\n", id="templates"),
        pytest.param("front-matter-date", "---\ndate: 20230408\ncreated: 1680912345\n---\n", id="digits alone"),
        pytest.param("front-matter-date", "---\ndate: 2024-02-29T24:00:00Z\n---\n", id="a leap day, at its end"),
        pytest.param("front-matter-date", "---\ndate: 03/03/2023\n---\n", id="both readings are the same day"),
        pytest.param("front-matter-date", "---\ndates: [2023-13-01]\nversion: 2023.13.01\n---\n", id="no date"),
        pytest.param("front-matter-duplicate-tag", "---\ntags: [1, 1, true, true]\n---\n", id="no texts"),
        pytest.param("front-matter-order", "---\nyear: 2017\ndate: 2017\n---\n", id="keys of no place of their own"),
        pytest.param("heading-hash", "```\n##x\n```\n\n    ##x\n\n`##x`\n", id="code"),
        pytest.param("heading-hash", "a ##x\n#include <x>\n########x\n##\n", id="no heading's marks"),
        pytest.param("math-braces", "$\\{ x$ and $\\text{a\\}b}$\n", id="escaped braces"),
        pytest.param("math-environment", "$a \\\\begin{b}$\n", id="a line break before a word"),
        pytest.param("math-unclosed", "$$a $ b$$ c\n\n$$$$\n", id="pairs, even if they are no formula"),
        pytest.param("math-unclosed", "\\$$ and `$$` and https://a.b/$$\n", id="escaped, in code, in a URL"),
        pytest.param("table-delimiter", "a | b\n\n|---|\n", id="a line of its own"),
        pytest.param("table-delimiter", "text\n---\n\na - b\n- | -\n", id="headings and lists"),
        pytest.param("text-control-character", "a\tb\fc\r\n\n    \x1b[1m\n\n`\x02`\n", id="tabs and code"),
        pytest.param("text-mojibake", "CAFÉ–BAR, «café…», 20 °C, Ünï, ÃO, â\n", id="letters before marks"),
        pytest.param("text-mojibake", "`Ã©` $Ã©$ <b title='Ã©'> https://a.b/Ã©\n", id="no text"),
        pytest.param("text-emphasis", "2 ** 3 ** 4, *args, **kwargs and **options\n", id="powers and arguments"),
        pytest.param("text-emphasis", "\\**a。\\**b and `**a。**b`\n", id="escaped and code"),
        pytest.param("text-emphasis", "a**。**b\n", id="no words between the marks"),
        pytest.param("text-emphasis", "Both (*) and (**) match names, and **\nmatches all.\n", id="patterns of files"),
    ],
)
def test_silence(rule: str, text: str) -> None:
    """What is nobody's defect is not reported."""
    assert found(rule, text) == []


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        pytest.param(
            "file-unclosed-fence", "> - ~~~\n>   x\n", [("~~~", "this code fence is never closed")], id="in containers"
        ),
        pytest.param(
            "front-matter-date",
            "---\ndate: 2023-04-08 25:00\nupdated: 31/31/2023\ncreated: 8/4/23\n---\n",
            [
                ("2023-04-08 25:00", '"2023-04-08 25:00" has an invalid time'),
                ("31/31/2023", '"31/31/2023" is not a valid date'),
                ("8/4/23", '"8/4/23" does not show which number is the year'),
            ],
            id="dates that are none",
        ),
        pytest.param(
            "front-matter-unknown",
            "---\ntilte: a\nyaer: 2017\nauhtors: b\n---\n",
            [(key, f'unknown key "{key}": the schema does not define it') for key in ("tilte", "yaer", "auhtors")],
            id="swapped letters",
        ),
        pytest.param(
            "heading-hash",
            "> text\n> ##三\n\n- ###a\n",
            [
                ("##三", '"##三" is not a heading: there is no space after the #'),
                ("###a", '"###a" is not a heading: there is no space after the #'),
            ],
            id="in containers, and after a line of text",
        ),
        pytest.param(
            "math-environment",
            "$$\\end{a}$$\n",
            [("\\end{a}", "`\\end{a}` has no matching `\\begin`")],
            id="an end alone",
        ),
        pytest.param(
            "table-delimiter",
            "> - a | b\n>   |--|--|--|\n",
            [("|--|--|--|", "this line has 3 cells but the header has 2, so Markdown sees no table")],
            id="in containers",
        ),
        pytest.param(
            "text-emphasis",
            "**`a`**b\n",
            [
                (
                    "**`a`**",
                    '"**`a`**" is not bold: the closing ** is between a backtick and a letter',
                )
            ],
            id="code at the edge",
        ),
        pytest.param(
            "text-mojibake",
            "ä¸­æ–‡\n",
            [("ä¸­æ–‡", '"ä¸­æ–‡" is "中文" decoded with the wrong encoding')],
            id="Han signs",
        ),
    ],
)
def test_findings(rule: str, text: str, expected: list[tuple[str, str]]) -> None:
    """A defect is found at its own place."""
    assert found(rule, text) == expected


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        pytest.param("front-matter-unclosed", "---\na: 1\nb: 2", "---\na: 1\nb: 2\n---\n", id="at the end"),
        pytest.param("front-matter-unclosed", "a: 1\r\nb: 2\r\n---\r\n", "---\r\na: 1\r\nb: 2\r\n---\r\n", id="CRLF"),
        pytest.param("front-matter-duplicate-tag", "---\ntags: [a, a, 'A']\n---\n", "---\ntags: [a]\n---\n", id="all"),
        pytest.param(
            "front-matter-duplicate-tag",
            "---\ntags:\n- a # first\n- a\n---\n",
            "---\ntags:\n- a # first\n- a\n---\n",
            id="a comment is kept",
        ),
        pytest.param(
            "front-matter-order",
            "---\nyear: 1 # one\ntitle: a\n---\n",
            "---\nyear: 1 # one\ntitle: a\n---\n",
            id="comments are not moved",
        ),
        pytest.param("file-byte-order-mark", "\ufeff\ufeffa\n", "\ufeff\ufeffa\n", id="a second mark is text"),
        pytest.param("text-emphasis", "** a**，b\n", "**a**，b\n", id="a space in front"),
        pytest.param("text-emphasis", "字**“a”**字\n", "字 **“a”** 字\n", id="signs on both sides"),
        pytest.param("text-emphasis", "**a！！！**b\n", "**a**！！！b\n", id="several signs"),
        pytest.param("text-emphasis", "a**a$ **.$\n", "a**a$ **.$\n", id="a dollar that would begin a formula"),
        pytest.param("text-emphasis", "a**a .**a\n", "a**a** .a\n", id="a space before the sign"),
    ],
)  # fmt: skip
def test_fixes(rule: str, text: str, expected: str) -> None:
    """A fix changes what it must and no more; where it could do harm there is none."""
    assert fixed(rule, text) == expected


WORDS = st.text(alphabet="ab字符，。（）“”!. $", min_size=1, max_size=6)


@given(WORDS, WORDS, WORDS)
@settings(deadline=None, max_examples=200)
def test_a_fixed_bold_is_bold(before: str, inner: str, behind: str) -> None:
    """After the fix of a pair of marks the words between them stand in bold, and nothing is left to find."""
    text = f"{before}**{inner}**{behind}\n"
    if any(each.fix for each in findings("text-emphasis", text)):
        after = fixed("text-emphasis", text)
        leaves = (block for block in walk(read(after).blocks) if isinstance(block, Leaf))
        strong = [each for leaf in leaves for each in walk_inlines(leaf.inlines) if isinstance(each, Strong)]

        assert len(strong) == 1
        assert re.sub(r"[\s*]", "", after) == re.sub(r"[\s*]", "", text)


@pytest.mark.parametrize(
    ("rule", "piece"),
    [
        pytest.param("file-conflict-marker", "<<<<<<< a\n", id="openings"),
        pytest.param("file-line-ends", "a\r\n\n", id="line ends"),
        pytest.param("front-matter-unclosed", "a: b\n", id="keys"),
        pytest.param("math-braces", "${$ ", id="braces"),
        pytest.param("math-environment", "$\\begin{a}$ ", id="environments"),
        pytest.param("table-delimiter", "a|b\n|-|-|-|\n\n", id="delimiters"),
        pytest.param("text-emphasis", "**a。**b ", id="marks"),
        pytest.param("text-mojibake", "Ã©", id="mojibake"),
    ],
)
def test_checks_are_linear(rule: str, piece: str) -> None:
    """Eight times the text takes far less than sixty-four times as much of the processor."""

    def seconds(count: int) -> float:
        document = read(piece * count)
        list(walk(document.blocks))
        start = process_time()
        list(CHECKS[rule](document, Context(LITERATURE, Files())))
        return process_time() - start

    # Once is enough: another program on the machine can make a run slow, but none can make it fast.
    assert any(seconds(4000) < 30 * (seconds(500) + 0.002) for _ in range(3))


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the real notes are not beside this checkout")
@pytest.mark.parametrize(
    ("rule", "path", "lines"),
    [
        pytest.param("heading-hash", "allenlu2009/2022-08-27-Graph_ML.md", [119], id="heading-hash"),
        pytest.param("math-unclosed", "allenlu2009/2022-08-27-Graph_ML.md", [263], id="math-unclosed"),
        pytest.param("text-control-character", "zhjwpku/src/fs/polarfs.md", [55], id="text-control-character"),
        pytest.param("text-emphasis", "tramac/021_llama2.md", [159], id="text-emphasis"),
        pytest.param("table-row-width", "vensin/templates/note-template.md", [], id="a template's rows"),
    ],
)
def test_real_notes(rule: str, path: str, lines: list[int]) -> None:
    """In a real note a rule finds the lines that are defects, and no others."""
    source = Source.from_bytes(path, (CORPORA / path).read_bytes())
    document = read_document(source, [LITERATURE.layout])
    result = CHECKS[rule](document, Context(None, Files()))

    assert [source.line_number(each.span.start) for each in result] == lines
