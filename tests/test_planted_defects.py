"""One defect in a clean note is one finding: no rule says again what another says."""

from __future__ import annotations

import pytest

from notelint.checks.context import Context
from notelint.files import Files
from notelint.lint import lint
from notelint.note import read_document
from notelint.rule import read_rules, select_rules
from notelint.schema import shipped_schemas
from notelint.source import Source

SCHEMAS = shipped_schemas()
DEFAULTS = select_rules(read_rules())
LONG = "Every word looks at every other one, so that time and memory grow with the square of the length of the text."
CLEAN = f"""\
---
title: Encoders and decoders
date: 2024-03-01
tags: [attention]
---

# Language

## (2017 Google) Transformer - Attention is all you need

[The paper](https://arxiv.org/abs/1706.03762), and [what it says in short](#summary-attention-alone-is-enough).

### Model: Encoder and decoder

{LONG}

### Training: Supervised

| data | words |
|---|---|
| news | 36 |

### Summary: Attention alone is enough

## (2018 OpenAI) GPT - Generative pre-training

### Model: Decoder

The energy is $E = m c^2$, and

$$
p(x) = 1
$$

### Training: Next word

### Summary: Pre-training helps

## (2019 Google) BERT - Pre-training of bidirectional transformers

### Model: Encoder

### Training: Masked words

### Summary: One model for every task
"""


def found_in(text: str) -> list[str]:
    """The rules that find something in a text, once for each finding."""
    source = Source("note.md", text)
    document = read_document(source, [each.layout for each in SCHEMAS])
    schema = next((each for each in SCHEMAS if each.layout is document.layout), None)
    return [each.rule for each in lint(document, Context(schema, Files(), year=2024), DEFAULTS)]


def test_the_clean_note_is_clean() -> None:
    """Nothing is found before a defect is planted."""
    assert found_in(CLEAN) == []


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("front-matter-duplicate-key", "date:", "title: Again\ndate:"),
        ("front-matter-syntax", "[attention]", "[attention"),
        ("heading-duplicate", "### Model: Encoder\n", f"### Model: Encoder and decoder\n\n{LONG}\n"),
        ("heading-empty", "### Training: Next word", "###\n\n### Training: Next word"),
        ("heading-separator", "### Model: Decoder", "### Model：Decoder"),
        ("heading-whitespace", "### Model: Decoder", "### Model:  Decoder"),
        ("image-empty", "The energy", "![energy]() The energy"),
        ("image-missing", "The energy", "![energy](energy.png) The energy"),
        ("link-anchor", "#summary-attention", "#sumary-attention"),
        ("link-empty", "The energy", "[The energy]()"),
        ("link-missing", "The energy", "[The energy](energy.md)"),
        ("link-scheme", "https://arxiv.org", "https//arxiv.org"),
        (
            "note-duplicate",
            "(2018 OpenAI) GPT - Generative pre-training",
            "(2017 A) Transformer: Attention is all you need",
        ),
        ("note-heading", "(2018 OpenAI)", "(OpenAI)"),
        ("note-identifier", "1706.03762", "1713.03762"),
        ("note-level", "## (2018 OpenAI)", "### (2018 OpenAI)"),
        ("note-year", "(2018 OpenAI)", "(2081 OpenAI)"),
        ("section-alias", "### Training: Next word", "### Pre-training: Next word"),
        ("section-duplicate", "### Training: Next word", "### Training: Next word\n\n### Training: Books"),
        ("section-empty", "### Training: Next word", "### Training"),
        ("section-level", "### Training: Next word", "#### Training: Next word"),
        ("section-missing", "### Training: Next word\n\n", ""),
        ("section-pseudo", "### Training: Next word", "**Training:** Next word"),
        ("section-unknown", "### Training: Next word", "### Trianing: Next word"),
        ("table-row-width", "| news | 36 |", "| news | 36 | million |"),
    ],
)
def test_one_defect_is_one_finding(rule: str, before: str, after: str) -> None:
    """A defect is found by the rule that is about it, and by no other."""
    assert CLEAN.count(before) == 1
    assert found_in(CLEAN.replace(before, after)) == [rule]
