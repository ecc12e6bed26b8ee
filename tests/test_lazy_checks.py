"""Rules look at what their marks in the text lead them to: they miss nothing, and the rest is never parsed."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.checks import CHECKS, MODULES, heading, needs, text
from notelint.config import Config
from notelint.context import Context
from notelint.dataclass import replace
from notelint.engine.checker import Checker
from notelint.engine.lint import lint
from notelint.files import Files
from notelint.markdown import Blocks
from notelint.markdown.nodes import Heading, walk
from notelint.markdown.skeleton import Piece
from notelint.note import read_document
from notelint.rule import read_rules, select_rules
from notelint.schema import shipped_schemas
from notelint.source import BOM, Source
from notelint.targets.headings import branches

if TYPE_CHECKING:
    from notelint.diagnostic import Finding
    from notelint.markdown.nodes import Block
    from notelint.note.model import Document

CORPORA = Path(__file__).parents[1].parent / "shared" / "corpora"
LAYOUTS = [schema.layout for schema in shipped_schemas()]
PLAIN = """\
---
title: How tokens are mixed
date: 2024-05-02
---

# How tokens are mixed

Every token looks at **all others**, says [the paper](https://example.org/a_b): $a_{ij} = \\text{softmax}(q_i k_j)$.

## What it costs

- **Time** grows with $n^{2}$, *memory* as well, see <https://example.org/costs>
- `a | b` is no table, and `#x` no heading

```python
heads = {1: "#no heading"}  # a comment
```

| layer | cost |
| ----- | ---- |
| mixer | $n$  |

$$
\\begin{aligned} y &= x \\end{aligned}
$$

> Quoted: half of the cost is in the *feed-forward* part.

Underlined
----------

An end.
"""
# What some rules do look at more closely wherever it stands.
PARSED = {"file-unclosed-fence": "```", "math-unclosed": "$$"}


def read(text: str) -> Document:
    """A document by the schema that matches."""
    return read_document(Source("note.md", text), LAYOUTS)


def unparsed(document: Document) -> Document:
    """The same document, of whose blocks only the headings can be had."""
    headings = {heading.span.start: heading for heading in document.blocks.headings}

    def parse(piece: Piece) -> tuple[Block, ...]:
        if piece.kind != "heading":
            raise AssertionError("parsed")
        return (headings[piece.start],)

    pieces = [Piece("heading" if isinstance(block, Heading) else "other", *block.span) for block in document.blocks]
    return replace(document, blocks=Blocks(document.source.text, pieces, parse, document.blocks.line))


@pytest.mark.parametrize("rule", [rule.name for rule in select_rules(read_rules()) if rule.name in CHECKS])
def test_a_clean_note_is_not_parsed(rule: str) -> None:
    """No rule that is on by default parses anything of a note in which nothing looks like a defect."""
    text = PLAIN.replace(PARSED.get(rule, ""), "")
    assert list(CHECKS[rule](unparsed(read(text)), Context(None, Files()))) == []


def test_what_cannot_be_parsed_is_noticed() -> None:
    """A rule that does find something in such a document has to parse it."""
    document = unparsed(read(PLAIN.replace("q_i", "q_{i")))
    with pytest.raises(AssertionError, match="parsed"):
        list(CHECKS["math-braces"](document, Context(None, Files())))


def test_rules_without_a_document_to_parse_find_nothing() -> None:
    """An empty text holds no mark and no finding."""
    rules = [rule for rule in read_rules() if rule.check]
    assert lint(read(""), Context(None, Files()), rules) == []


FRAGMENTS = {
    "file-conflict-marker": ("<<<<<<< a", "\n", "=======", "\n\n", ">>>>>>> b", "```", "    ", "- ", "> ", "x"),
    "file-unclosed-fence": ("```", "~~~", "````", "\n", "\n\n", "- ", "> ", "x", "  ", "\t", "## y", "\x0b", "`"),
    "heading-duplicate": ("# ", "## ", "A", "\n", "\n\n", "word " * 30, "  word ", "文" * 110, "<!-- notelint: x -->"),
    "heading-hash": (
        "#",
        "##",
        " ",
        "\u3000",
        "a",
        "三",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "`",
        "*",
        "[x](y)",
        "    ",
        "\r\n",
    ),
    "heading-whitespace": (
        *("# ", "##", "  ", "\t", " ", "a", "b", "\n", "\n\n", "\r\n", "> ", "- ", "1. ", "===", "---", "[^1]:", "`"),
    ),
    "link-anchor": ("[x](#y)", "<#y>", "[[#y]]", "# y", "\n", "\n\n", "[x]", "[x]: #z", "(", ")", "`", "- "),
    "link-empty": (
        *("[", "]", "(", ")", "[]", "[](", "](", "x", " ", "<", ">", "http", "://", "https://a.b", "\n", "\n\n"),
        *("[x]: ", "[x]", "`", "\\", "!", "- "),
    ),
    "link-scheme": (
        *("[x](", ")", "htp://a.b", "https://", "http:///a.b", "www.a.org", "<", ">", " ", "{{ site.url }}", "\n"),
        *("[x]", "[x]: ", "\n\n", "HTTPS://", "a@b.org", "`", "- "),
    ),
    "link-undefined": ("[a]", "[b]", "][", "[", "]", "[a]: ", "x", "\n", "\n\n", "> ", "- ", "`", "\\"),
    "math-braces": ("$", "$$", "{", "}", "\\", "\\{", "\\$", "x", " ", "\n", "\n\n", "`", "> ", "- ", "1", "\\\\"),
    "math-environment": (
        *(
            "$",
            "$$",
            "\\begin{a}",
            "\\end{a}",
            "\\begin {b}",
            "\\end{b}",
            "\\",
            "\n",
            "\n\n",
            "x",
            "`",
            "> ",
            "- ",
            " ",
        ),
    ),
    "math-unclosed": ("$", "$$", "x", " ", "\\", "\n", "\n\n", "`", "> ", "- ", "https://a.b/", "[", "](", ")"),
    "note-identifier": (
        *("https://arxiv.org/abs/", "1706.03762", "1706.0", "arXiv:", "[", "](", ")", "<", ">", "\n", " ", "\n\n"),
        *("HTTP://doi.org/10.1", "https://a.org/?url=", "https%3A//arxiv.org/abs/1706.03761", "[x]: ", "[x]", "`"),
        *("https://youtu.be/x", "http://xxx.lanl.gov/abs/1706.03761"),
    ),
    "table-delimiter": (
        "|",
        "a",
        "-",
        "---",
        ":",
        " ",
        "\n",
        "\r",
        "\n\n",
        "> ",
        "- ",
        "|---|",
        "| a | b",
        "\\",
        "  ",
    ),
    "table-row-width": (
        "|",
        "a",
        "---",
        " ",
        "\n",
        "\r\n",
        "\n\n",
        "> ",
        "- ",
        "|---|",
        "| a | b |",
        "\\|",
        "  ",
        "`",
    ),
    "text-control-character": ("\x02", "\x85", "a", " ", "\n", "\n\n", "`", "```", "    ", "> ", "$"),
    "text-emphasis": (
        *("**", "*", "a", "b", "。", "(", ")", " ", "\n", "\n\n", "_", "`", "[", "](", "<", ">", "$", "\\", "~", "~~"),
        *("https://a.b/", "：", "三", "> ", "- ", "\u3000", "***", "&amp;", "\r\n", "x**y", "**三**"),
    ),
    "text-mojibake": ("Ã©", "â€™", "\ufffd", "ã\x81\x82", "Ã", "©", "é", "a", " ", "\n", "\n\n", "`", "$", "_", "**"),
}
# Whole defects, that random fragments seldom make, or hardly ever side by side.
DEFECTS = {
    "file-conflict-marker": ("<<<<<<< a\n\n=======\n>>>>>>> b\n",),
    "file-unclosed-fence": ("```\nx\n", "```\nx\n```\n", "- ```\n  x\n"),
    "heading-duplicate": (f"# A\n{'word ' * 30}\n", f"# A\n\n{'word  ' * 30}\n", f"# A\n{'word ' * 30}b\n"),
    "heading-hash": ("\n\n##a\n", "\n> #\u3000a\n"),
    "heading-whitespace": ("\n# a  b\n", "\n> # a \n", "\n- a\tb\n  ===\n", "\na \n---\n", "\n## a# b\tc\n"),
    "link-anchor": ("[x](#y) ", "[[#y]] ", "[[#y|z]] ", "[[y|#z]] ", "\n\n|a|\n|-|\n|[[#y\\|z]]|\n", "[x][] "),
    "link-empty": ("[](https://a.b) ", "[x]() ", "[ ](<> ) ", "[x](https://a.b) "),
    "link-scheme": (
        "[x](htp://a.b) ",
        "<htps://a.b> ",
        "https://https://a.b ",
        "[x](https:///a) ",
        "[x](http://{{x}}) ",
    ),
    "link-undefined": ("[a][b] ", "\n\n[a]: x\n", "\n> [c]: x\n"),
    "math-braces": ("${a$ ", "$a}$ ", "$\\{a\\}$ ", "$${a\\$b}$$ ", "$a$ {", "} "),
    "math-environment": ("$\\begin{a}$ ", "$\\end{a}$ ", "$\\begin{a}\\end{b}$ ", "$\\begin{a}\\end{a}$ "),
    "math-unclosed": ("$$ ", "$$a$$ ", "`$$` "),
    "note-identifier": ("[arXiv:1706.03762](https://arxiv.org/abs/1706.03761) ", "https://arxiv.org/abs/1706.0 "),
    "table-delimiter": ("\n\na|b\n|---|\n", "\n|a|>\n|---|\n", "\n|a|b|\n|---|\\|\n", "\n|a|\n|---|\n"),
    "table-row-width": ("\n\n|a|b|\n|---|---|\n|c|d|\n", "|c|\n", "|c|d|e|\n", "|c|d|>\n", "|c\\|d|\n", "|c|d|\n"),
    "text-control-character": ("a\x02b ", "`\x02` ", "\n\n    \x02\n"),
    "text-emphasis": (
        "三**三。**三",
        "三**「三」**三",
        "**三 **三",
        "**三** ",
        "**a**b ",
        "https://a.b/**a b**「c ",
        "*a **b** c* ",
    ),
    "text-mojibake": ("CafÃ© ", "`Ã©` ", "\ufffd\ufffd ", "é "),
}


def everything(monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    """Let a rule look at all blocks of a document, whatever stands in them."""
    monkeypatch.setattr(Blocks, "holding", lambda self, *_: iter(self))
    monkeypatch.setattr(Blocks, "at", lambda self, _: iter(self))
    monkeypatch.setattr(text, "_SIGNS", re.compile(""))
    monkeypatch.setattr(
        heading,
        "_alike",
        lambda document: branches(document.blocks.headings, len(document.source.text)),
    )
    family = next(family for family, rules in MODULES.items() if rule in rules)
    for name in (f"checks.{family}", "targets.links", "note.running_text"):
        module = import_module(f"notelint.{name}")
        for function in ("blocks_with", "blocks_at"):
            if hasattr(module, function):
                monkeypatch.setattr(module, function, lambda document, *_: walk(document.blocks))


def found(rule: str, text: str) -> list[Finding]:
    """What a rule finds in a text, in order; then what it needs is there."""
    document, context = read(text), Context(None, Files())
    findings = list(CHECKS[rule](document, context))
    assert not findings or needs(rule)(document, context)
    return sorted(findings, key=lambda each: (each.span, each.message))


@pytest.mark.parametrize("rule", FRAGMENTS)
def test_nothing_is_missed(rule: str) -> None:
    """What a rule finds by its marks is what it finds when it looks at every block."""
    fragments = st.sampled_from(FRAGMENTS[rule]) | st.sampled_from(DEFECTS[rule])

    @given(st.sampled_from(("", BOM)), st.lists(fragments, max_size=12).map("".join))
    @settings(deadline=None, max_examples=200)
    def same(mark: str, text: str) -> None:
        by_marks = found(rule, mark + text)
        with pytest.MonkeyPatch.context() as monkeypatch:
            everything(monkeypatch, rule)
            assert found(rule, mark + text) == by_marks

    same()


@pytest.mark.parametrize("corpus", sorted(each.name for each in CORPORA.glob("*/")))
def test_a_rule_finds_nothing_without_what_it_needs(corpus: str) -> None:
    """In no real note a rule finds anything, asked whatever it needs, where what it needs is not there."""
    checker = Checker(Files([str(CORPORA)]), lambda _: Config())
    for path in sorted((CORPORA / corpus).rglob("*.md")):
        document = checker.document(Source.from_bytes(str(path), path.read_bytes()))
        context = checker.context(document)
        for rule in read_rules():
            if rule.check and not rule.needs(document, context):
                assert list(rule.check(document, context)) == [], rule.name
