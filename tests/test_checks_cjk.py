"""What the checks of invisible, full-width and Han characters say at their edges, beyond the rule documents."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.checks import CHECKS
from notelint.context import Context
from notelint.files import Files
from notelint.markdown.nodes import walk
from notelint.note import read_document
from notelint.source import Source
from tests.finding import findings, fixed, marked

SPACED = "用 BERT 做分類，" * 20
CLOSE = "用BERT做分類，" * 20
TRADITIONAL = "這個模型從頭開始訓練，學習語言的結構。"
SIMPLIFIED = "这种模型从头开始训练，学习语言的结构。"


def texts(rule: str, text: str) -> list[str]:
    """The texts that the findings of a rule mark."""
    return [each for each, _ in marked(rule, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\u200bb \u200c字\u200d字\n", ["\u200b", "\u200c", "\u200d"], id="between letters and spaces"),
        pytest.param("a\ufeff\u2060b\n", ["\ufeff\u2060"], id="several are one finding"),
        pytest.param("\ufeffa\n", [], id="a byte order mark"),
        pytest.param("\ufeff\ufeffa\n", ["\ufeff"], id="a second one is text"),
        pytest.param("می\u200cخواهم क्\u200dष 👨\u200d💼 ❤\ufe0f\u200d🔥\n", [], id="joiners at work"),
        pytest.param("a\u200fb\n", ["\u200f"], id="a mark of direction among Latin letters"),
        pytest.param("a \u200fעברית\u200f b\n", [], id="a mark of direction beside Hebrew"),
        pytest.param("عربي\na\u202bb\u202c\n", ["\u202b", "\u202c"], id="Arabic on another line"),
        pytest.param("$x$\u200b2 and $x$\u200b.\n", ["\u200b"], id="between a formula and a digit"),
        pytest.param("`\u200b` $\u200b$ <b title='\u200b'> https://a.b/\u200b\n", [], id="no text"),
        pytest.param("# a\u200b\n\n| b\u200b |\n|---|\n\n- [c\u200b](d)\n", ["\u200b"] * 3, id="in all blocks"),
    ],
)
def test_invisible_characters(text: str, expected: list[str]) -> None:
    """What shows nothing is found in text, unless it works on the letters around it."""
    assert texts("text-invisible", text) == expected


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("字\u3000字\n", "字 字\n", id="between words"),
        pytest.param("a \u3000 b\r\nc\u3000\r\n", "a b\r\nc\r\n", id="among spaces, and at the end of a line"),
        pytest.param("**a**\u3000**b**\n", "**a** **b**\n", id="between bold words"),
        pytest.param("\u3000\u3000字\n- \u3000字\n> \u3000字\n", None, id="indentation"),
        pytest.param("字！\u3000字？\u3000字\n", None, id="behind Japanese marks"),
        pytest.param("##\u3000字\n", None, id="the matter of heading-hash"),
        pytest.param("|\u3000a|\n|---|\n| \u3000 |\n", None, id="in front of a cell's text, and an empty cell"),
        pytest.param("`a\u3000b` $a\u3000b$\n", None, id="no text"),
    ],
)
def test_full_width_spaces(text: str, after: str | None) -> None:
    """A full-width space inside a line becomes a plain one, at its end nothing; what indents is left alone."""
    assert fixed("text-fullwidth-space", text) == (after or text)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("字 ，字\t。\n", "字，字。\n", id="spaces and tabs"),
        pytest.param("**字** ，`a` 。$x$ ）\n", "**字**，`a`。$x$）\n", id="behind what is no text"),
        pytest.param("（ ）「 」\n", None, id="empty brackets"),
        pytest.param("以 。 結束\n", None, id="a sign that is spoken of"),
        pytest.param("字 （字） 《字》\n", None, id="brackets that open"),
        pytest.param("`字 ，` [字](<字 ，>)\n", None, id="no text"),
        pytest.param("字\n，字\n", None, id="a line that begins with a sign"),
    ],
)
def test_blanks_before_punctuation(text: str, after: str | None) -> None:
    """Spaces before what closes go; between lines and inside of empty brackets they stay."""
    assert fixed("text-punctuation-space", text) == (after or text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(SPACED + "用GPT 做", ["用GPT"], id="a space is missing before"),
        pytest.param(SPACED + "用 GPT做", ["GPT做"], id="a space is missing behind"),
        pytest.param(CLOSE + "用 GPT做", ["用 GPT"], id="a space too many"),
        pytest.param(CLOSE + "かな GPTだ", ["な GPT"], id="Kana"),
        pytest.param("用 BERT 做，" * 8 + "用GPT 做", [], id="too few places to tell"),
        pytest.param(SPACED + "用GPT做，" * 3, [], id="no clear majority"),
        pytest.param(SPACED + "2023年第3章，38M個", [], id="numbers are another matter"),
        pytest.param("第 3 章，" * 20 + "第3 章", ["第3"], id="numbers among numbers"),
        pytest.param("第 3 章，" * 20 + "\n\n# 1引言\n\n- 2引言\n", [], id="numbering"),
        pytest.param(SPACED + "B站、圖a_b.png、main.py檔、 #論文BERT 和user@example.org", [], id="names of their own"),
        pytest.param(SPACED + "**GPT**做，`GPT`做，[GPT](a)做，$x$做，https://a.b/c做", [], id="the edges of text"),
        pytest.param(CLOSE + "Momentum update 動量更新", [], id="a phrase and its translation"),
        pytest.param(SPACED + "深度學習的deep learning方法", ["的deep", "learning方"], id="a phrase in the text"),
        pytest.param(
            SPACED + "用C++語言和ResNet-50模型", ["和ResNet-50", "ResNet-50模"], id="words with signs inside"
        ),
    ],
)
def test_blanks_beside_han(text: str, expected: list[str]) -> None:
    """Only what departs from nearly all places of its kind in the file is found."""
    assert sorted(texts("text-cjk-spacing", text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{TRADITIONAL}\n\n# 这里\n\n- 图像\n", ["这", "图"], id="once a block"),
        pytest.param(f"{SIMPLIFIED * 2}\n\n網絡與图像。\n", ["網絡與"], id="traditional among simplified"),
        pytest.param(f"{TRADITIONAL}\n\n{SIMPLIFIED}\n", [], id="as much of both"),
        pytest.param(f"{TRADITIONAL}\n\n内容很强，户外没有叠加。\n", [], id="variants that anyone may write"),
        pytest.param(f"{TRADITIONAL}\n\n这は図です。\n", [], id="a paragraph with Kana"),
        pytest.param(f"{TRADITIONAL}\n\n> 这里\n>\n> - 这里\n", [], id="a quotation"),
        pytest.param(f"{TRADITIONAL}\n\n> [!note] 这里\n> 內容\n", ["这"], id="a callout"),
        pytest.param(f"{TRADITIONAL}\n\n[这里](a.md) 读《这里》。\n", ["读"], id="labels and titles"),
        pytest.param(f"{TRADITIONAL}\n\n`这` $这$ <b title='这'>\n", [], id="no text"),
        pytest.param("# 国会\n\n当来学会\n\n東京大學\n", [], id="what Japanese has, too"),
    ],
)
def test_mixed_han(text: str, expected: list[str]) -> None:
    """Characters of the rarer script are found where the author speaks."""
    assert texts("text-mixed-han", text) == expected


def test_the_message_shows_some_characters() -> None:
    """However many stand in a paragraph, five of them are enough to see what is meant."""
    (finding,) = findings("text-mixed-han", f"{TRADITIONAL * 4}\n\n{SIMPLIFIED}\n")
    assert finding.message == '"这开训练习…" are simplified, but this file uses traditional characters'


MIXED = st.text(alphabet="ab字语語，。（）！ \t\n\u3000\u200b\u200d\u200f#*|-1$`", max_size=40)


@pytest.mark.parametrize(
    ("rule", "goes"),
    [
        pytest.param("text-invisible", "\u200b\u200d\u200f", id="invisible"),
        pytest.param("text-fullwidth-space", "\u3000 \t", id="full-width spaces"),
        pytest.param("text-punctuation-space", " \t", id="spaces before punctuation"),
        pytest.param("text-cjk-spacing", " ", id="spaces beside Han"),
    ],
)
@given(text=MIXED)
@settings(deadline=None, max_examples=150)
def test_a_fix_only_moves_blanks(rule: str, goes: str, text: str) -> None:
    """A fix takes out or puts in what the rule is about, and nothing else."""
    text = SPACED + text
    kept = str.maketrans("", "", goes)

    assert fixed(rule, text).translate(kept) == text.translate(kept)


@given(st.lists(st.sampled_from(["用 BERT 做，", "用BERT做，", "第 3 章，", "第3章，", "**字**"]), max_size=60))
@settings(deadline=None, max_examples=60)
def test_fixed_spacing_is_consistent(pieces: list[str]) -> None:
    """After a fix no place departs from the others."""
    assert findings("text-cjk-spacing", fixed("text-cjk-spacing", "".join(pieces))) == []


@pytest.mark.parametrize(
    ("rule", "piece"),
    [
        pytest.param("text-invisible", "a\u200b\u200d", id="invisible"),
        pytest.param("text-invisible", "a\u200f", id="marks of direction on one line"),
        pytest.param("text-fullwidth-space", "字\u3000  ", id="full-width spaces"),
        pytest.param("text-fullwidth-space", " \t", id="spaces alone"),
        pytest.param("text-punctuation-space", "字 ，", id="spaces before punctuation"),
        pytest.param("text-punctuation-space", "  ", id="spaces alone, before no sign"),
        pytest.param("text-cjk-spacing", "用 BERT 做用3", id="words beside Han"),
        pytest.param("text-cjk-spacing", "a-", id="one long word"),
        pytest.param("text-cjk-spacing", "a#b", id="one long tag"),
        pytest.param("text-mixed-han", "語言語言語言语《", id="both scripts"),
    ],
)
def test_checks_are_linear(rule: str, piece: str) -> None:
    """Eight times the text takes far less than sixty-four times as much of the processor."""

    def seconds(count: int) -> float:
        document = read_document(Source("note.md", re.sub("\\s*$", "", piece * count) + "字"), [])
        list(walk(document.blocks))
        start = process_time()
        list(CHECKS[rule](document, Context(None, Files())))
        return process_time() - start

    # Once is enough: another program on the machine can make a run slow, but none can make it fast.
    assert any(seconds(8 * 2_000) < 30 * max(seconds(2_000), 0.001) for _ in range(10))
