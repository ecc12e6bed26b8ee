"""Hostile inputs: real texts that were damaged, and texts put together from pieces of syntax."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from notelint.resources import SCHEMAS
from tests.test_config import TABLES
from tests.test_formats_markdown import PIECES
from tests.test_front_matter_any_text import PIECES as DATA_PIECES
from tests.test_markdown_properties import FRAGMENTS
from tests.test_schema import JSON_VALUES, REVIEW

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
_FROM_CORPORA = 150  # real notes, where they are beside the checkout
_LONGEST = 3000  # characters of a text before it is damaged: longer ones take long and find no more

# What the other lists do not have: notes on papers, comments to notelint, broken encodings, addresses.
_SIGNS = [
    *("## (2019 Google) BERT - a title\n", "### Model: x\n", "### Summary\n", "# T\n===\n", "#  \t#\n", "[x]: <>\n"),
    *("<!-- notelint: ignore[image] r -->\n", "<!-- notelint: ignore-file -->", "notelint: {ignore: [link]}\n"),
    *("\r", "\r\n", "\ufeff", "\udcff", "\x1b[31m", "\x7f", "\u202e", "::error::", "\x85", "e\u0301"),
    *("http://", "http:///", "https://arxiv.org/abs/1706.03762v5", "?utm_source=a&b=c", "file:///etc/passwd"),
    *("../", "%00", "%2e%2e/", "\\input{a}", "$\\begin{x}$", "\\(", "\\)", "@misc{a, title={$}}\n", "=cmd|' /C x'!A0"),
    *(
        "- [ ] ",
        "+++\n",
        "```bibtex\n",
        "**Year**: 2019\n",
        "year:: 2019\n",
        "| Title | Year |\n|---|---|\n| a | 1 |\n",
    ),
]
_ANY_PIECE = st.sampled_from([*FRAGMENTS, *PIECES, *_SIGNS]) | st.text(max_size=4)


def _seeds() -> list[str]:
    """The notes, rule documents and cases of this repository, and real notes if they are there."""
    tests = ROOT / "tests"
    paths = [*(ROOT / "rules").glob("*.md"), *tests.glob("notes/*.md"), *tests.glob("records/*.md")]
    paths += [*tests.glob("vault/**/*.md"), *tests.glob("cases/*.toml"), *tests.glob("citations/*")]
    found = sorted(CORPORA.rglob("*.md"))
    paths += found[:: max(1, len(found) // _FROM_CORPORA)]
    return [path.read_text("utf-8", "surrogateescape") for path in sorted(paths) if path.is_file()]


@st.composite
def damaged_text(draw: st.DrawFn, seeds: Sequence[str], pieces: st.SearchStrategy[str]) -> str:
    """A part of a real text, with pieces put in, taken out, doubled or moved."""
    seed = draw(st.sampled_from(seeds))
    start = draw(st.just(0) | st.integers(0, max(0, len(seed) - 50)))
    text = seed[start : start + draw(st.integers(0, _LONGEST))]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 40)))
        text = draw(
            st.sampled_from([text[:at] + text[end:], text[:end] + text[at:], text[end:] + text[:end]])
            | pieces.map(lambda piece, text=text, at=at: text[:at] + piece + text[at:])  # type: ignore[misc]
        )
    line_end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    return text if line_end == "\n" else text.replace("\n", line_end)


REPEATED = [*FRAGMENTS, *PIECES, *_SIGNS]
MARKDOWN = st.lists(_ANY_PIECE, max_size=25).map("".join)
FRONT_MATTER = st.builds(
    lambda fence, body, rest: f"{fence}{body}\n{fence.strip(chr(0xFEFF))}{rest}",
    st.sampled_from(["---\n", "+++\n", "\ufeff---\r\n"]),
    damaged_text(
        ["title: A\nyear: 2019\nauthors: [A B, C]\n", 'title = "A"\n[x]\ny = 1\n'], st.sampled_from(DATA_PIECES)
    )
    | st.lists(st.sampled_from(DATA_PIECES), max_size=25).map("".join),
    MARKDOWN,
)
NOTES = MARKDOWN | damaged_text(_seeds(), _ANY_PIECE) | FRONT_MATTER


# Variants of one note, as the notes of a vault are, and entries of a bibliography.
VAULTS = st.builds(
    lambda note, others: [note, *(f"{note}\n{other}" for other in others)], NOTES, st.lists(MARKDOWN, max_size=8)
) | st.lists(NOTES, min_size=1, max_size=4)
ENTRIES = damaged_text(
    [
        "@article{roe2019, title = {A {Study}}, author = {Roe, Jane and others}, year = 2019, doi = {10.1/a}}\n",
        '[{"id": "roe2019", "title": "A", "author": [{"family": "Roe"}], "issued": {"date-parts": [[2019, 5]]}}]',
    ],
    st.sampled_from(["@", "{", "}", '"', "[", "null", "9" * 5000, "../", "\\input{a}", "\x1b", "# T\n", "---\n"]),
)


def as_bytes(text: str) -> bytes:
    """A text as it lies on the disk; a lone surrogate becomes a byte that is no UTF-8, where it stands for one."""
    return text.encode("utf-8", "surrogateescape" if all(not 0xD800 <= ord(c) < 0xDC80 for c in text) else "replace")


@st.composite
def _damaged_json(draw: st.DrawFn, documents: Sequence[Any], values: st.SearchStrategy[Any]) -> Any:  # noqa: ANN401
    """A JSON document in which some places hold another value, or are gone."""
    document: Any = {"": copy.deepcopy(draw(st.sampled_from(documents)))}
    for _ in range(draw(st.integers(1, 3))):
        node, key = document, ""
        while isinstance(node[key], dict | list) and node[key] and draw(st.integers(0, 3)):
            node = node[key]
            key = draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
        node[key] = draw(values)
    return document[""]


# Patterns of which some match in linear time, some backtrack for ever, and some mean nothing.
_PATTERN_PIECES = [
    "(",
    ")",
    "a",
    "b",
    "|",
    "*",
    "+",
    "?",
    "{2,}",
    "{1000}",
    "[^b]",
    "\\w",
    "\\s",
    "\\d",
    ".",
    "^",
    "$",
]
_PATTERN_PIECES += ["(?:", "(?P<title>", "(?=", "(?<!a)", "(?>", "\\1", "(?i)", "\\b", "\\p{L}", "é", "字", "[", "]"]
_PATTERNS = st.lists(st.sampled_from(_PATTERN_PIECES), max_size=9).map("".join)
_SCHEMAS = [REVIEW, *(json.loads(path.read_text("utf-8")) for path in sorted(Path(SCHEMAS).glob("paper-*.json")))]
_CLAUSES = JSON_VALUES | _PATTERNS | st.builds(lambda pattern: {"type": "string", "pattern": pattern}, _PATTERNS)
SCHEMA_TEXTS = _damaged_json(_SCHEMAS, _CLAUSES).map(json.dumps) | damaged_text(
    [json.dumps(REVIEW, indent=1)], st.sampled_from([*'{}[]",:\\', "1e999", "-0", "NaN", "\\ud800", '"pattern":'])
)

_TOML = (
    'select = ["section"]\nignore = []\nexclude = ["/a/", "!b"]\nimage-roots = ["static"]\nimage-max-bytes = 5\n'
    'severity = { image = "info" }\nper-file-ignores = { "/old/" = ["image"] }\nextend = "x.toml"\n'
    'schemas = [{ paths = ["*.md"], schema = "review.json" }, { front-matter = { a = "b" }, schema = "paper-note" }]\n'
)
CONFIGURATIONS = damaged_text(
    [_TOML], st.sampled_from([*DATA_PIECES, "include = ", "baseline = ", "[", "*" * 40, "**/"])
) | (TABLES.map(lambda table: "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())))

_BASELINE = {"version": 1, "findings": [{"path": "note.md", "rule": "heading-whitespace", "note": None, "text": "x"}]}
BASELINES = _damaged_json([_BASELINE], JSON_VALUES).map(json.dumps) | damaged_text(
    [json.dumps(_BASELINE)], st.sampled_from([*'{}[]",:\\0', "[" * 5000, "9" * 5000])
)


@st.composite
def damage(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with some changed, put in, taken out or doubled."""
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 60)))
        new = draw(st.binary(max_size=4) | st.sampled_from([b"\t", b"\n", b"[]", data[at:end] * 2, b""]))
        data = data[:at] + new + data[end:]
    return data
