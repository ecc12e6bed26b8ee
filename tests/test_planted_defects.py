"""One defect in a clean vault is one finding: no rule says again what another says."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from notelint.cli import main
from notelint.rule import read_rules

VAULT = Path(__file__).parent / "vault"
RULES = [rule.name for rule in read_rules()]
DEFAULTS = [rule.name for rule in read_rules() if rule.default]


@dataclass(frozen=True)
class Defect:
    """In the file `path`, the text `before`, which stands there once, becomes `after`.

    Without `before`, `after` is added to the file, or makes it. `rule` is the one that finds the defect. Lone
    surrogates stand for bytes that are not UTF-8. `untracked` is a file that git does not know, in a repository of all
    the others.
    """

    rule: str
    path: str
    before: str
    after: str
    untracked: str = ""


def study(rule: str, before: str, after: str) -> Defect:
    """A defect in the file of many notes."""
    return Defect(rule, "studies.md", before, after)


def paper(rule: str, before: str, after: str) -> Defect:
    """A defect in a file that is one note, with front matter."""
    return Defect(rule, "bert.md", before, after)


def review(rule: str, before: str, after: str) -> Defect:
    """A defect in the note whose schema the configuration chooses."""
    return Defect(rule, "review.md", before, after)


def content(name: str) -> str:
    """What a picture of the vault holds."""
    return (VAULT / "figures" / name).read_bytes().decode("utf-8", "surrogateescape")


LONG = "Every word looks at every other one, so that time and memory grow with the square of the length of the text."
CONFLICT = "<<<<<<< HEAD\n### Training: Words\n=======\n### Training: Next word\n>>>>>>> rewrite\n"
DATASETS = "## Datasets\n\n- SNLI\n- Penn Treebank\n\n"
VERDICT = "## Verdict: accept\n\n"
TALK = "[a talk](https://www.youtube.com/watch?v=ULD3uIb2MHQ)"
FOLLOWERS = "[notes on its followers](bert.md#experiments)"
LABELS = "".join(
    f"## ({year} Lab) {name}\n\n**Rating**: {place}\n**{label}**: {place} GPUs\n\n"
    for place, (year, name, label) in enumerate(
        [
            (2012, "AlexNet", "Hardware"),
            (2013, "OverFeat", "Hardware"),
            (2014, "VGG", "Hardware"),
            (2015, "ResNet", "Hardware"),
            (2016, "DenseNet", "Hardware"),
            (2017, "SENet", "Hadrware"),
        ],
        start=2,
    )
)
AGAIN = """\
---
title: Encoders Need No Decoder
authors: [Ann Lee]
doi: 10.1000/bert
---

# Encoders

[The paper](https://doi.org/10.1000/bert)
"""
DEFECTS = [
    Defect("baseline-stale", "old.md", "#  Left", "# Left"),
    paper("file-byte-order-mark", "---\ntitle", "\ufeff---\ntitle"),
    paper("file-conflict-marker", "Long texts.", "<<<<<<< HEAD\nLong texts.\n=======\nTime.\n>>>>>>> rewrite"),
    study("file-conflict-marker", "### Training: Next word\n", CONFLICT),
    paper("file-encoding", "Long texts", "Na\udcefve texts"),
    paper("file-line-ends", "Long texts.\n", "Long texts.\r\n"),
    paper("file-unclosed-fence", "## Limits", "```python\nscores = 1\n\n## Limits"),
    study("file-unclosed-fence", "### Training: Masked", "```python\nscores = 1\n\n### Training: Masked"),
    study("front-matter-date", "2024-03-01", "2024-02-30"),
    study("front-matter-duplicate-key", "date:", "title: Again\ndate:"),
    study("front-matter-duplicate-tag", "[attention]", "[attention, Attention]"),
    paper("front-matter-order", "authors: [Ann Lee]\nyear: 2019\n", "year: 2019\nauthors: [Ann Lee]\n"),
    study("front-matter-syntax", "[attention]", "[attention"),
    paper("front-matter-syntax", '"Well-read Encoders Need No Decoder"', "Encoders: Well-read"),
    study("front-matter-unclosed", "---\n\n# Language", "\n# Language"),
    paper("front-matter-unknown", "authors:", "autors:"),
    study("heading-duplicate", "### Model: Encoder\n", f"### Model: Encoder and decoder\n\n{LONG}\n"),
    study("heading-empty", "### Training: Next word", "###\n\n### Training: Next word"),
    study("heading-empty", "### Training: Next word", "###"),
    study("heading-hash", "### Model: Decoder", "###Model: Decoder"),
    study("heading-hash", "### Model: Decoder", "###\u3000Model: Decoder"),
    study("heading-hash", "## (2018 OpenAI)", "##(2018 OpenAI)"),
    paper("heading-increment", "## Experiments", "### Experiments"),
    paper("heading-punctuation", "## Limits", "## Limits:"),
    study("heading-separator", "### Model: Decoder", "### Model：Decoder"),
    paper("heading-style", "## Limits", "Limits\n------"),
    study("heading-trailing-whitespace", "### Model: Decoder", "### Model: Decoder  "),
    study("heading-whitespace", "### Model: Decoder", "### Model:  Decoder"),
    study("image-absolute", "figures/encoder.svg", "/Users/me/Pictures/encoder.svg"),
    study("image-alt", "The two halves of the model", ""),
    study("image-case", "figures/encoder.svg", "figures/Encoder.svg"),
    study("image-empty", "figures/encoder.svg", ""),
    study("image-filename-alt", "The two halves of the model", "encoder"),
    study("image-missing", "figures/encoder.svg", "figures/halves.svg"),
    study("image-remote", "figures/encoder.svg", "https://example.org/encoder.svg"),
    study("image-root", "figures/encoder.svg", "/media/encoder.svg"),
    Defect("image-size", "figures/encoder.svg", "</svg>", " " * 1000 + "</svg>"),
    Defect("image-type", "figures/one layer.png", "\udc89PNG", "GIF89a"),
    study("image-unencoded", "figures/one%20layer.png", "figures/one layer.png"),
    Defect("image-untracked", "studies.md", "", "", untracked="figures/encoder.svg"),
    study("link-anchor", "#summary-attention", "#sumary-attention"),
    study("link-bare", TALK, "https://youtu.be/ULD3uIb2MHQ"),
    study("link-empty", "bert.md#experiments", ""),
    study("link-missing", "bert.md#experiments", "brt.md#experiments"),
    study("link-scheme", "https://arxiv.org/abs/1706", "https//arxiv.org/abs/1706"),
    study("link-space", "https://arxiv.org/abs/1706", "https://arxiv.org/abs/ 1706"),
    study("link-space", "abs/1706.03762", "abs/1706. 03762"),
    study("link-tracking", "ULD3uIb2MHQ", "ULD3uIb2MHQ&ab_channel=MuLi"),
    study("link-undefined", FOLLOWERS, "[notes on its followers][brt].\n\n[bert]: bert.md"),
    study("math-braces", "$E = m c^2$", "$E = m c^{2$"),
    study("math-environment", "p(x) = 1", "\\begin{aligned} p(x) = 1"),
    study("math-unclosed", "$E = m c^2$", "$$E = m c^2"),
    paper("note-authors", "[Ann Lee]", '"Lee, Ann, Roe, Nimrod"'),
    paper("note-conflict", "# An encoder\n", "# An encoder\n\n**Year**: 2018\n"),
    study(
        "note-duplicate",
        "(2018 OpenAI) GPT - Generative pre-training",
        "(2017 A) Transformer: Attention is all you need",
    ),
    study("note-heading", "(2018 OpenAI)", "(OpenAI)"),
    study("note-identifier", "1706.03762", "1713.03762"),
    paper("note-identifier", "doi: 10.1000/bert", "doi: foo"),
    paper("note-identifier", "citekey: bert2019", "citekey: bert2019\narxiv: 1512.0338"),
    Defect("note-label", "labels.md", "", LABELS),
    study("note-level", "## (2018 OpenAI)", "### (2018 OpenAI)"),
    study("note-link", "[The paper](https://arxiv.org/abs/1810.04805), and [notes", "[Notes"),
    review("note-missing", "[2016] Long", "2016: Long"),
    study("note-organization", "(2019 Google)", "(2019 google)"),
    review("note-property-missing", "Topic: memory", "Memory."),
    paper("note-value", "year: 2019", "year: twenty"),
    paper("note-value", "year: 2019", "year: 20199"),
    review("note-value", "Reading: 2", "Reading: twice"),
    study("note-year", "(2018 OpenAI)", "(2081 OpenAI)"),
    study("section-alias", "### Training: Next word", "### Pre-training: Next word"),
    review("section-content", "accept", "acept"),
    study("section-duplicate", "### Training: Next word", "### Training: Next word\n\n### Training: Books"),
    study("section-duplicate", "## (2018 OpenAI) GPT - Generative pre-training", "**(2018 OpenAI) GPT**"),
    study("section-empty", "### Training: Next word", "### Training"),
    study("section-level", "### Training: Next word", "#### Training: Next word"),
    study("section-missing", "### Training: Next word\n\n", ""),
    review("section-order", f"{DATASETS}{VERDICT}", f"{VERDICT}{DATASETS}"),
    study("section-outside", "# Language", "### Training: Words\n\n### Summary: Words"),
    study("section-outside", "### Training: Next word", "# Training: Next word"),
    study("section-pseudo", "### Training: Next word", "**Training:** Next word"),
    study("section-todo", "### Training: Next word", "### Training: TBD"),
    study("section-unknown", "### Training: Next word", "### Trianing: Next word"),
    review("suppression-blanket", "ignore[heading-whitespace]", "ignore"),
    review("suppression-reason", " the title is aligned", ""),
    review("suppression-unknown", "wrong here.", "wrong here. <!-- notelint: ignore[MD013] the link is long -->"),
    review("suppression-unused", "##  Spaced", "## Spaced"),
    study("table-delimiter", "|---|---|", "|---|"),
    study("table-indent", "| data | words |\n", "- Data:\n| data | words |\n"),
    study("table-row-width", "| news | 36 |", "| news | 36 | million |"),
    study("text-bold-unclosed", "The energy", "**Training: the energy"),
    study("text-cjk-spacing", "The energy", "用 BERT 分類。" * 12 + "用 GPT生成。The energy"),
    study("text-control-character", "The energy", "The en\x02ergy"),
    study("text-emphasis", "The energy", "**Training **(masked words): the energy"),
    study("text-fullwidth-space", "The energy", "The\u3000energy"),
    study("text-invisible", "The energy", "The en\u00adergy"),
    study("text-mixed-han", "The energy", "這個模型從頭學习語言。The energy"),
    study("text-mojibake", "The energy", "SchrÃ¶dinger’s energy"),
    study("text-punctuation-space", "The energy", "能量 ，the energy"),
    paper("vault-conflict", "Well-read Encoders Need No Decoder", "Decoders that Write Their Own Data"),
    paper("vault-conflict", "doi: 10.1000/bert", "doi: 10.1000/gpt"),
    Defect("vault-duplicate", "again.md", "", AGAIN),
    Defect("vault-duplicate", "copy.md", "", (VAULT / "bert.md").read_text(encoding="utf-8")),
    Defect("vault-image-duplicate", "figures/one layer.png", content("one layer.png"), content("encoder.svg")),
    paper("vault-key", "bert2019", "gpt2018"),
    paper("vault-tag", "citekey: bert2019", "citekey: bert2019\ntags: [Attention]"),
]


def found(folder: Path, rules: list[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The rules that find something in a vault, once for each finding."""
    main(["check", "--vault", str(folder), "--select", ",".join(rules), "--output-format", "json"])
    return [each["rule"] for each in json.loads(capsys.readouterr().out)]


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the clean vault, as the working folder."""
    monkeypatch.chdir(shutil.copytree(VAULT, tmp_path / "vault"))
    return Path()


def plant(defect: Defect, vault: Path) -> None:
    """Put a defect into a vault."""
    file = vault / defect.path
    text = file.read_bytes().decode("utf-8", "surrogateescape") if file.exists() else ""
    assert text.count(defect.before) == 1 or not defect.before
    after = text.replace(defect.before, defect.after) if defect.before else text + defect.after
    file.write_bytes(after.encode("utf-8", "surrogateescape"))
    if defect.untracked:
        subprocess.run(["git", "init", "--quiet"], check=True)
        subprocess.run(["git", "add", "--", ".", f":!{defect.untracked}"], check=True)


def test_the_clean_vault_is_clean(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No rule finds anything before a defect is planted, not even one that is off by default."""
    assert found(vault, RULES, capsys) == []


def test_every_rule_has_a_defect() -> None:
    """Each rule is tried with at least one."""
    assert sorted({defect.rule for defect in DEFECTS}) == RULES


@pytest.mark.parametrize(
    "defect", [pytest.param(each, id=f"{each.rule}-{number}") for number, each in enumerate(DEFECTS)]
)
def test_one_defect_is_one_finding(defect: Defect, vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A defect is found by the rule that is about it, and by no other of those that are on by default."""
    plant(defect, vault)

    assert found(vault, [*DEFAULTS, defect.rule], capsys) == [defect.rule]
