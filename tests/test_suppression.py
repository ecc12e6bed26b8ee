"""Comments that keep findings from being reported: where they count, which of them hide nothing, and their removal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint import cli
from notelint.context import Context
from notelint.engine.fix import fix_document
from notelint.engine.lint import Hiding, reported
from notelint.files import Files
from notelint.note import read_document
from notelint.record import records
from notelint.rule import read_rule, read_rules, select_rules
from notelint.schema import shipped_schemas
from notelint.source import Source, Span
from notelint.suppression import Selector, suppressions, without_comments

if TYPE_CHECKING:
    from notelint.diagnostic import Diagnostic
    from notelint.note.model import Document

SCHEMAS = shipped_schemas()
RULES = select_rules(read_rules())
HIDING = Hiding({rule.name for rule in RULES})
COMMENT = "<!-- notelint: ignore[heading-whitespace] -->"


def found(text: str, hiding: Hiding = HIDING) -> list[tuple[int, str]]:
    """The line and rule of each finding that is reported."""
    document = read_document(Source("note.md", text), [schema.layout for schema in SCHEMAS])
    diagnostics = reported(document, Context(None, Files()), RULES, hiding)
    return [(each.source.line_number(each.finding.span.start), each.rule) for each in diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"#  Title {COMMENT}\n", id="at the end of the line"),
        pytest.param(f"#  A {COMMENT} title\n", id="inside the line"),
        pytest.param(f"{COMMENT}\n#  Title\n", id="on the line above"),
        pytest.param(f"{COMMENT}\n\n\n#  Title\n", id="above empty lines"),
        pytest.param(f"{COMMENT}\r\n\r\n#  Title\r\n", id="above, with carriage returns"),
        pytest.param(f"{COMMENT}\n<!-- notelint: ignore[file] -->\n#  Title\n", id="above another comment"),
        pytest.param(f"- {COMMENT}\n  #  Title\n", id="in a list item"),
        pytest.param(f"\ufeff{COMMENT}\n#  Title\n", id="behind a byte order mark"),
        pytest.param(f"> {COMMENT}\n>\n> #  Title\n", id="in a quote"),
        pytest.param("#  Title\n\nText.\n\n<!-- notelint: ignore-file[heading-whitespace] -->\n", id="for the file"),
        pytest.param("#  Title <!-- notelint: ignore[heading] -->\n", id="a family"),
        pytest.param("#  Title <!-- notelint: ignore[file, heading-whitespace] why -->\n", id="several names"),
        pytest.param("#  Title <!-- notelint: ignore -->\n", id="no brackets"),
        pytest.param("#  Title <!-- notelint: ignore because it is so -->\n", id="no brackets but a reason"),
        pytest.param("#  Title <!-- notelint: ignore[all] -->\n", id="all"),
        pytest.param("#  Title <!--notelint:ignore[heading-whitespace]-->\n", id="without spaces"),
        pytest.param("<!-- notelint: ignore[heading-whitespace]\nwhy\n-->\n#  Title\n", id="over several lines"),
        pytest.param("<!--\nnotelint: ignore[heading-whitespace]\n-->\n#  Title\n", id="on a line of its own"),
    ],
)
def test_a_comment_hides_a_finding(text: str) -> None:
    """A finding on the line of a comment, or on the next line below one alone, is not reported."""
    assert "heading-whitespace" not in {rule for _, rule in found(text)}
    assert "heading-whitespace" in {rule for _, rule in found(text, Hiding(suppressions=False))}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Text. {COMMENT}\n\n#  Title\n", id="behind a text on another line"),
        pytest.param(f"#  Title\n{COMMENT}\n", id="on the line below"),
        pytest.param(f"{COMMENT}\n\nText.\n\n#  Title\n", id="above something else"),
        pytest.param(f"{COMMENT}\n<!-- by the way -->\n#  Title\n", id="above another's comment"),
        pytest.param(f"`{COMMENT}`\n\n```\n{COMMENT}\n```\n#  Title\n", id="in code"),
        pytest.param(f"    {COMMENT}\n\n#  Title\n", id="in indented code"),
        pytest.param(f"<script>\n{COMMENT}\n</script>\n#  Title\n", id="in a script"),
        pytest.param(f"---\ntitle: |\n  {COMMENT}\n---\n#  Title\n", id="in front matter"),
        pytest.param("#  Title <!-- notelint: ignore[image] -->\n", id="another rule"),
        pytest.param("#  Title <!-- notelint: ignore[head] -->\n", id="half a name"),
        pytest.param("#  Title <!-- notelint: ignore[] -->\n", id="no name"),
        pytest.param("#  Title <!-- notelint: disable -->\n", id="another word"),
        pytest.param("#  Title <!-- ignore[heading-whitespace] -->\n", id="not to notelint"),
        pytest.param("#  Title notelint: ignore[heading-whitespace]\n", id="no comment"),
        pytest.param("#  Title <!-- notelint: ignore[heading-whitespace]\n", id="not closed"),
    ],
)
def test_what_hides_nothing(text: str) -> None:
    """A comment elsewhere, for another rule or in what is no comment to Markdown leaves a finding reported."""
    assert "heading-whitespace" in {rule for _, rule in found(text)}


def test_the_parts_of_a_comment() -> None:
    """Names, reason and places are read as written."""
    text = "# Title\n\n  <!-- notelint: ignore[image ,file] a reason -->\n\nText.\n"
    document = read_document(Source("note.md", text), [schema.layout for schema in SCHEMAS])
    (comment,) = suppressions(document)
    assert text[slice(*comment.span)] == "<!-- notelint: ignore[image ,file] a reason -->"
    assert (comment.word, text[slice(*comment.word_span)]) == ("ignore", "ignore")
    assert comment.selectors == (Selector("image", Span(33, 38)), Selector("file", Span(40, 44)))
    assert (comment.reason, comment.lines) == ("a reason", (3, 5))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("#  T <!-- notelint: ignore -->\n", [], id="one that is used"),
        pytest.param("# T <!-- notelint: ignore -->\n", [(1, "suppression-unused")], id="no brackets"),
        pytest.param("# T <!-- notelint: ignore[heading] -->\n", [(1, "suppression-unused")], id="a family"),
        pytest.param("# T <!-- notelint: ignore[image-remote] -->\n", [], id="a rule that did not run"),
        pytest.param("# T <!-- notelint: ignore[suppression-unused] -->\n", [], id="one for this rule"),
        pytest.param(
            "# T <!-- notelint: ignore[heading-whitespace, suppression-unused] -->\n", [], id="hidden by its name"
        ),
        pytest.param(
            "# T <!-- notelint: ignore[heading-whitspace] -->\n", [(1, "suppression-unknown")], id="an unknown name"
        ),
        pytest.param(
            "<!-- notelint: ignore -->\n# T <!-- notelint: ignore[nothing] -->\n",
            [(1, "suppression-unused"), (2, "suppression-unknown")],
            id="no brackets do not hide findings about comments",
        ),
        pytest.param(
            "#  T <!-- notelint: ignore[all, nothing] -->\n", [(1, "suppression-unknown")], id="nor does all"
        ),
    ],
)
def test_unused(text: str, expected: list[tuple[int, str]]) -> None:
    """A comment is called unused where the rules it names ran and found nothing there."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("comment", "name"),
    [
        pytest.param("<!-- notelint: ignore heading-whitespace -->", "heading-whitespace", id="behind a space"),
        pytest.param("<!-- notelint: ignore: heading-whitespace, image-case -->", "heading-whitespace", id="a colon"),
        pytest.param("<!-- notelint: ignore(vault-key) -->", "vault-key", id="parentheses"),
        pytest.param("<!-- notelint: ignore-file\nimage-case -->", "image-case", id="on the next line"),
        pytest.param("<!-- notelint: ignore image files come later -->", None, id="a reason with a family's name"),
        pytest.param("<!-- notelint: ignore see image-case -->", None, id="a reason that speaks of a rule"),
        pytest.param("<!-- notelint: ignore[heading] image-case -->", None, id="a reason behind brackets"),
        pytest.param("<!-- notelint: ignore -->heading-whitespace", None, id="behind the comment"),
    ],
)
def test_a_name_outside_of_brackets(comment: str, name: str | None) -> None:
    """It is said at the name, for the comment hides more than its author means."""
    source = Source("note.md", f"{comment}\n\n#  T\n")
    document = read_document(source, [])
    diagnostics = reported(document, Context(None, Files()), [read_rule("suppression-unknown")], HIDING)
    expected = [(name, "suppression-unknown")] if name else []
    assert [(source.slice(each.finding.span), each.rule) for each in diagnostics] == expected


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        pytest.param("---\nnotelint: {ignore: [heading-whitespace]}\n---\n", [], id="a list in a line"),
        pytest.param("---\nnotelint:\n  ignore:\n    - heading # why\n---\n", [], id="a list below"),
        pytest.param("---\nnotelint:\n  ignore: heading-whitespace\n---\n", [], id="one name"),
        pytest.param("+++\n[notelint]\nignore = ['heading']\n+++\n", [], id="TOML"),
        pytest.param("+++\nnotelint.ignore = ['all']\n+++\n", [], id="TOML in a line"),
        pytest.param(
            "---\nnotelint: {ignore: [heading-whitespace, link]}\n---\n",
            [(2, 41, "suppression-unused")],
            id="a name that hides nothing",
        ),
        pytest.param(
            "---\nnotelint:\n  ignore:\n    - link\n    - image\n---\n",
            [(4, 7, "suppression-unused"), (8, 2, "heading-whitespace")],
            id="all names hide nothing",
        ),
        pytest.param(
            "---\nnotelint: {ignore: [heading, heading-x]}\n---\n",
            [(2, 30, "suppression-unknown")],
            id="an unknown name",
        ),
        pytest.param(
            "---\nnotelint: {ignor: [heading]}\n---\n",
            [(2, 12, "suppression-unknown"), (5, 2, "heading-whitespace")],
            id="an unknown word",
        ),
        pytest.param(
            "---\nnotelint: off\n---\n",
            [(2, 11, "suppression-unknown"), (5, 2, "heading-whitespace")],
            id="a word alone",
        ),
        pytest.param(
            "---\nnotelint: {ignore: []}\n---\n",
            [(2, 12, "suppression-unknown"), (5, 2, "heading-whitespace")],
            id="no name",
        ),
        pytest.param("---\nnotelint:\n---\n", [(5, 2, "heading-whitespace")], id="nothing"),
        pytest.param("---\nother: {ignore: [heading]}\n---\n", [(5, 2, "heading-whitespace")], id="another key"),
    ],
)
def test_front_matter_hides_findings_of_its_file(front_matter: str, expected: list[tuple[int, int, str]]) -> None:
    """As a comment for the file does, and what is wrong with it is said at the word."""
    text = f"{front_matter}\n#  Title\n"
    document = read_document(Source("note.md", text), [schema.layout for schema in SCHEMAS])
    diagnostics = reported(document, Context(None, Files()), (*RULES, read_rule("suppression-reason")), HIDING)
    assert [(*each.source.position(each.finding.span.start), each.rule) for each in diagnostics] == expected
    assert [each.finding.fix for each in diagnostics if each.rule == "suppression-unused"] == [None] * sum(
        rule == "suppression-unused" for *_, rule in expected
    )


def test_front_matter_for_notelint_is_not_in_the_record() -> None:
    """What is said to the checker is nothing that the note says."""
    text = "---\ntitle: T\nyear: 2019\nvenue: ACL\nnotelint: {ignore: [heading]}\nmood: good\n---\n"
    document = read_document(Source("note.md", text), [schema.layout for schema in SCHEMAS])
    assert [[extra.name for extra in record.extra_fields] for record in records([document])] == [["mood"]]


def test_a_family_is_judged_only_where_its_usual_rules_ran() -> None:
    """With one rule selected, what names others may hide something another time."""
    text = "# T <!-- notelint: ignore[heading] -->\n\nText. <!-- notelint: ignore -->\n"
    document = read_document(Source("note.md", text), [schema.layout for schema in SCHEMAS])
    rules = select_rules(read_rules(), ["heading-whitespace", "suppression-unused"])
    usual = {*HIDING.usual, "heading-other"}
    assert reported(document, Context(None, Files()), rules, Hiding(usual)) == []


UNUSED = "<!-- notelint: ignore[file-encoding] -->"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(f"# T {UNUSED}\n", "# T\n", id="behind a heading"),
        pytest.param(f"One {UNUSED} two.\n", "One two.\n", id="inside a line"),
        pytest.param(f"One {UNUSED}  \ntwo.\n", "One  \ntwo.\n", id="before a hard break"),
        pytest.param(f"{UNUSED}\n# T\n", "# T\n", id="first line"),
        pytest.param(f"{UNUSED}\n\n# T\n", "# T\n", id="first line, then an empty one"),
        pytest.param(f"# T\n\n{UNUSED}\n", "# T\n\n", id="last line"),
        pytest.param(f"# T\n\n{UNUSED}\n\nText.\n", "# T\n\nText.\n", id="between empty lines"),
        pytest.param(f"# T\r\n\r\n{UNUSED}\r\n\r\nText.\r\n", "# T\r\n\r\nText.\r\n", id="with carriage returns"),
        pytest.param(f"One.\n{UNUSED}\nTwo.\n", "One.\n\nTwo.\n", id="between two paragraphs"),
        pytest.param(f"- One.\n\n{UNUSED}\n\nTwo.\n", "- One.\n\nTwo.\n", id="behind a list"),
        pytest.param(f"| a |\n|---|\n| 1 {UNUSED} |\n", "| a |\n|---|\n| 1 |\n", id="in a table"),
    ],
)
def test_the_fix_deletes_an_unused_comment(
    before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comment goes with the spaces or the line that it needed, and nothing else does."""
    monkeypatch.chdir(tmp_path)
    Path("note.md").write_bytes(before.encode())
    assert cli.main(["check", "-q", "--fix", "--select", "suppression,file-encoding", "note.md"]) == 0
    assert Path("note.md").read_bytes().decode() == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"- One.\n\n{UNUSED}\n\n- Two.\n", id="two lists"),
        pytest.param(f"- One.\n\n{UNUSED}\n\n    code\n", id="a list and code"),
        pytest.param(f"{UNUSED}\n---\na: b\n---\n", id="what would become front matter"),
        pytest.param(f"{UNUSED} more\n", id="HTML that would become a paragraph"),
    ],
)
def test_a_comment_that_holds_blocks_apart_stays(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is reported, and the fix leaves it alone."""
    monkeypatch.chdir(tmp_path)
    Path("note.md").write_text(text)
    options = ["--fix", "--select", "suppression,file-encoding", "--output-format", "concise"]
    assert cli.main(["check", "-q", *options, "note.md"]) == 1
    assert (Path("note.md").read_text(), capsys.readouterr().out.count("suppression-unused")) == (text, 1)


def test_suppressed_findings_are_not_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a comment hides stays as it is, until --ignore-suppressions says otherwise."""
    monkeypatch.chdir(tmp_path)
    text = f"#  One {COMMENT}\n\n##  Two\n"
    Path("note.md").write_text(text)
    assert cli.main(["check", "-q", "--fix", "note.md"]) == 0
    assert Path("note.md").read_text() == f"#  One {COMMENT}\n\n## Two\n"
    assert cli.main(["check", "-q", "--fix", "--ignore-suppressions", "note.md"]) == 0
    assert Path("note.md").read_text() == f"# One {COMMENT}\n\n## Two\n"


PIECES = st.sampled_from(
    [f"{UNUSED}", f"{UNUSED}\n", f"{COMMENT}\n", f" {COMMENT}", "<!-- notelint:", "<!-- x -->", "-->", "\n", "\n\n",
     "# T", "#  T", "- a", "> b", "    c", "```\n", "| a |\n|---|\n| b |", "---", "Text", "\r\n", "[^a]: d", "1. ",
     "  ", "## (2019 Google) BERT\n", "<div>", "**"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=10).map("".join))
@settings(deadline=None, max_examples=60)
def test_deleting_unused_comments_keeps_what_is_said(text: str) -> None:
    """Whatever stands around a comment, its removal changes no record and no block, and ends."""
    layouts = [schema.layout for schema in SCHEMAS]
    rules = select_rules(read_rules(), ["suppression", "file-encoding"])

    def find(document: Document) -> list[Diagnostic]:
        return reported(document, Context(None, Files()), rules, HIDING)

    fixed = fix_document(
        read_document(Source("note.md", text), layouts), lambda each: read_document(each, layouts), find
    )
    assert fixed.withdrawn == ()


def test_a_comment_above_the_title_says_nothing() -> None:
    """What stands under the title of a note is read as if no comment were there."""
    text = "### [A study](https://arxiv.org/abs/1706.03762)\n\n> Journal of Testing, 2017\n"
    facts = []
    for each in (text, f"{COMMENT}\n{text}", text.replace("\n>", f"\n{COMMENT}\n\n>")):
        (note,) = read_document(Source("note.md", each), [schema.layout for schema in SCHEMAS]).notes
        facts.append(note.properties)
    assert facts == [facts[0]] * 3
    assert facts[0]["year"] == 2017


def test_without_comments() -> None:
    """Only comments to notelint go."""
    assert without_comments(f"a {COMMENT}b <!-- c --> <!-- notelint: x\n-->{UNUSED}d <!-- notelint: ") == (
        "a b <!-- c --> d <!-- notelint: "
    )


def test_reading_comments_takes_linear_time() -> None:
    """A hundred thousand comments, on one line or on many, are read at once."""
    for text in (f"{COMMENT} " * 20_000, f"{COMMENT}\n" * 20_000, "<!-- notelint: " * 50_000):
        document = read_document(Source("note.md", text), [])
        assert len(suppressions(document)) in {0, 20_000}


def test_a_file_that_may_have_its_encoding_is_checked() -> None:
    """Where a comment hides that the file is not UTF-8, the other rules speak."""
    text = "<!-- notelint: ignore-file[file-encoding] -->\n\n#  T\udcff\n"
    assert found(text) == [(3, "heading-whitespace")]
    assert found(text.replace("encoding", "line-ends")) == [(3, "file-encoding")]
