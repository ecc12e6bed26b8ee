"""Comparing the notes of many files: which are of one paper, what they disagree about, and what is reported where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.checks import VAULT_CHECKS
from notelint.cli import main
from notelint.context import Context
from notelint.engine.lint import lint_vault
from notelint.files import Files
from notelint.note import read_document
from notelint.rule import read_rules
from notelint.schema import shipped_schemas
from notelint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from notelint.note.model import Document

LAYOUTS = [schema.layout for schema in shipped_schemas()]
RULES = tuple(rule for rule in read_rules() if rule.vault_check)


def documents(*texts: str) -> list[Document]:
    """Texts as the files a.md, b.md, ..."""
    return [read_document(Source(f"{name}.md", text), LAYOUTS) for name, text in zip("abcdefgh", texts, strict=False)]


def context(_: Document) -> Context:
    """What a check may ask about a file: none has images here."""
    return Context(None, Files())


def note(title: str, **facts: object) -> str:
    """A note with that front matter."""
    lines = [f"title: {title!r}", "authors: [A. Author]", *(f"{key}: {value}" for key, value in facts.items())]
    return "---\n{}\n---\n".format("\n".join(lines))


def found(rule: str, *texts: str) -> list[tuple[str, str]]:
    """Where a rule finds something in such files, and what it says."""
    return [(document.source.path, each.message) for document, each in VAULT_CHECKS[rule](documents(*texts), context)]


LONG = "Attention is all you need"


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        pytest.param(note("X", doi="10.1/a"), note("Y", doi="https://doi.org/10.1/A"), None, id="no DOI"),
        pytest.param(
            note("X", doi="10.1000/a"),
            note("X: a model", doi="https://doi.org/10.1000/A"),
            "same DOI 10.1000/a",
            id="DOI, spelled in two ways",
        ),
        pytest.param(
            note("X", arxiv="1706.03762v1"),
            note("X: a model", doi="10.48550/arXiv.1706.03762"),
            "same arXiv id 1706.03762",
            id="arXiv id, and arXiv's DOI of it",
        ),
        pytest.param(note("GPT", doi="10.1000/a"), note("Bert", doi="10.1000/a"), None, id="a DOI of two titles"),
        pytest.param(
            note("GPT", year=2018),
            note("gpt!", year=2018),
            "same title and year",
            id="title and year",
        ),
        pytest.param(note("GPT", year=2018), note("GPT", year=2019), None, id="a title of two years"),
        pytest.param(
            note(LONG, arxiv="1706.03762"),
            note(LONG, doi="10.1000/a"),
            "same title",
            id="a long title",
        ),
        pytest.param(note("GPT", arxiv="1706.03762"), note("GPT", doi="10.1000/a"), None, id="a short title"),
        pytest.param(
            "## (2019 A) GPT\n[v](https://youtu.be/ULD3uIb2MHQ)\n",
            "## (2020 A) GPT\n[v](https://www.youtube.com/watch?v=ULD3uIb2MHQ)\n",
            "same title and video",
            id="title and video",
        ),
        pytest.param(
            "## (2019 A) GPT\n[v](https://youtu.be/ULD3uIb2MHQ)\n",
            "## (2019 A) BERT\n[v](https://youtu.be/ULD3uIb2MHQ)\n",
            None,
            id="a video about two papers",
        ),
        pytest.param(
            note("X", year=2018), note("Y", year=2018) + "\n[X](https://doi.org/10.1000/a)\n", None, id="other papers"
        ),
    ],
)
def test_papers_that_are_noted_twice(first: str, second: str, why: str | None) -> None:
    """Two notes are of one paper where that is sure; what a note only mentions does not count."""
    messages = [message.partition('.md": ')[2] for _, message in found("vault-duplicate", first, second)]

    assert messages == ([why] if why else [])


def test_each_further_note_is_reported_once() -> None:
    """The first note stands, every later one points to it, and notes of one file are not compared."""
    text = note(LONG, doi="10.1000/a", year=2017)
    twice = f"## (2017 A) {LONG}\n\n## (2017 A) {LONG}\n"

    assert [path for path, _ in found("vault-duplicate", text, text, text)] == ["b.md", "c.md"]
    assert found("vault-duplicate", twice) == []


@pytest.mark.parametrize(
    ("first", "second", "messages"),
    [
        pytest.param(
            note(LONG, year=2017),
            note(LONG, year=2018),
            [f'the year of "{LONG}" is 2018 here, but 2017 in "a.md"'],
            id="two years",
        ),
        pytest.param(
            note("BERT", doi="10.1000/a", year=2018),
            note("Masked autoencoders for speech", doi="10.1000/a", year=2022),
            ['the paper of "Masked autoencoders for speech" has the title "BERT" in "a.md"'],
            id="two titles",
        ),
        pytest.param(
            note("BERT", doi="10.1000/a"), note("BERT: Pre-training", doi="10.1000/a"), [], id="a short name"
        ),
        pytest.param(note("GPT", year=2017), note("GPT", year=2018), [], id="a short title may be of two papers"),
        pytest.param(note(LONG, year=2017), note(LONG, doi="10.1000/a"), [], id="no year"),
    ],
)
def test_what_two_notes_disagree_about(first: str, second: str, messages: list[str]) -> None:
    """Another year or quite another title of one paper is a conflict; less said is none."""
    assert [message for _, message in found("vault-conflict", first, second)] == messages


def tagged(*tags: str, key: str = "tags") -> str:
    """A note with a list of tags."""
    return f"---\n{key}: [{', '.join(tags)}]\n---\n"


@pytest.mark.parametrize(
    ("texts", "messages"),
    [
        pytest.param(
            [tagged("LLM"), tagged("LLM"), tagged("llm")], ['tag "llm" is written "LLM" in 2 other files'], id="case"
        ),
        pytest.param(
            [tagged("LLM"), tagged("llm")], ['tag "llm" is written "LLM" in "a.md"'], id="the first one wins"
        ),
        pytest.param(
            [tagged("deep learning"), tagged("Deep-Learning"), tagged("deep learning")],
            ['tag "Deep-Learning" is written "deep learning" in 2 other files'],
            id="hyphens",
        ),
        pytest.param(
            [tagged("LLMs"), tagged("LLMs"), tagged("LLM")],
            ['tag "LLM" is written "LLMs" in 2 other files'],
            id="plural",
        ),
        pytest.param([tagged("LLMs"), tagged("LLMs")], [], id="a plural alone"),
        pytest.param([tagged("physic", "los", "corpu"), tagged("physics", "loss", "corpus")], [], id="no plurals"),
        pytest.param([tagged("llm"), tagged("llm/agents")], [], id="a tag below another"),
        pytest.param([tagged("llm"), tagged("LLM", key="keywords")], [], id="tags and keywords"),
        pytest.param([tagged("LLM", "llm"), tagged("GAN")], [], id="twice in one list is another rule's matter"),
        pytest.param([tagged("LLM", "llm"), tagged("LLM")], [], id="twice in one list, and once in another"),
        pytest.param(
            [tagged("LLM", "LLMs"), tagged("LLM")], ['tag "LLMs" is written "LLM" in "b.md"'], id="both in one list"
        ),
        pytest.param([tagged('"#llm"'), tagged("llm")], [], id="with and without #"),
        pytest.param(["---\ntags: LLM\n---\n", tagged("llm", "1", "''")], [], id="no list"),
    ],
)
def test_tags(texts: list[str], messages: list[str]) -> None:
    """Tags that differ in form only are found where most files write another."""
    assert [message for _, message in found("vault-tag", *texts)] == messages


def test_copies_of_images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with the bytes of one that is used before is found once; empty and missing files are not."""
    monkeypatch.chdir(tmp_path)
    long = b"x" * 5000
    contents = {
        "a.png": b"1",
        "b.png": b"1",
        "c.png": long,
        "d.png": long + b"2",
        "e.png": long,
        "f.png": b"",
        "g.png": b"",
    }
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    uses = "".join(f"![]({name})\n" for name in ("a.png", "c.png", "d.png", "f.png", "g.png", "h.png", "i.png"))

    assert found("vault-image-duplicate", uses, "![](e.png) ![](b.png)\n", "![](./b.png) ![](a.png)\n") == [
        ("b.md", 'image "b.png" is a copy of "a.png"'),
        ("b.md", 'image "e.png" is a copy of "c.png"'),
    ]


def test_findings_are_stamped_in_the_order_of_files() -> None:
    """Each diagnostic has its rule, its severity and the key of its note, file by file."""
    text = note(LONG, citekey="vaswani2017", year=2017)
    other = note("GPT", citekey="Vaswani2017", year=2018)
    diagnostics = lint_vault(documents(text, other, text, other), lambda _: RULES, context)

    assert [(each.source.path, each.rule, each.note) for each in diagnostics] == [
        ("b.md", "vault-key", "Vaswani2017"),
        ("c.md", "vault-duplicate", "vaswani2017"),
        ("d.md", "vault-duplicate", "Vaswani2017"),
        ("d.md", "vault-key", "Vaswani2017"),
    ]


def test_notes_of_one_paper_may_share_its_key() -> None:
    """A citation key is taken only by another paper."""
    text = note(LONG, citekey="vaswani2017", year=2017)

    assert found("vault-key", text, text) == []
    assert [path for path, _ in found("vault-key", text, note("GPT", citekey="vaswani2017"))] == ["b.md"]


def test_a_rule_counts_where_it_is_one_of_the_documents_rules() -> None:
    """A file for which a rule is left out has no findings of it; the others are still compared with it."""
    text = note(LONG, citekey="vaswani2017", year=2017)
    diagnostics = lint_vault(
        documents(text, text, text), lambda each: () if each.source.path == "b.md" else RULES, context
    )

    assert {each.source.path for each in diagnostics} == {"c.md"}


@given(
    st.lists(st.sampled_from([note(LONG, year=2017), note("GPT", year=2018), note("GPT-2", year=2019)]), max_size=8)
)
@settings(deadline=None)
def test_one_finding_for_each_note_too_many(texts: list[str]) -> None:
    """However many notes there are of how many papers, one of each stays unreported."""
    assert len(found("vault-duplicate", *texts)) == len(texts) - len(set(texts))


def test_only_a_vault_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files are compared with --vault, what comments hide is hidden, and nothing is fixed."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md", "c.md"):
        hidden = "<!-- notelint: ignore-file[vault-duplicate] as agreed -->\n" * (name == "c.md")
        (tmp_path / name).write_text(note(LONG, year=2017) + hidden, encoding="utf-8")

    assert (main(["check", "-q", "."]), capsys.readouterr().out) == (0, "")
    assert main(["check", "-q", "--output-format", "concise", "--vault", "."]) == 1
    assert capsys.readouterr().out == (
        f'b.md:1:1: warning[vault-duplicate]: "{LONG}" already has a note in "a.md": same title and year\n'
    )
    assert main(["check", "--vault", "--fix", "."]) == 2
    assert "--vault only reports" in capsys.readouterr().err


def test_a_rule_that_waits_for_the_option_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever selects rules about many files without --vault is told why they find nothing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("Authors: Jane Roe\nYear: 2021\n\nText.\n")
    hint = "notelint: vault-key needs the files compared with each other: add --vault\n"
    for options, said in (
        (["--select", "vault-key"], f"{hint}No problems in 1 file.\n"),
        (["--select", "vault-key", "--vault"], "No problems in 1 file.\n"),
        (["--select", "image"], "No problems in 1 file.\n"),
        (["--select", "vault-key", "-q"], ""),
    ):
        assert main(["check", *options, "a.md"]) == 0
        assert capsys.readouterr().err == said
