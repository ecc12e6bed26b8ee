"""What the checks of notes say at their edges: identifiers, years, levels, notes that stand twice."""

from __future__ import annotations

import json
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

from notelint.checks import CHECKS
from notelint.context import Context
from notelint.files import Files
from notelint.note import read_document
from notelint.note.layout import Field
from notelint.note.values import is_unreadable
from notelint.schema import load_schema, shipped_schemas
from notelint.source import Source
from tests import finding

if TYPE_CHECKING:
    from notelint.note.layout import Reading

if TYPE_CHECKING:
    from pathlib import Path

SCHEMAS = shipped_schemas()


def findings(rule: str, text: str, *, year: int = 2024) -> list[tuple[int, str, str]]:
    """The line, the text and the message of what a rule finds in a text, in a given year."""
    source = Source("widgets.md", text)
    document = read_document(source, [each.layout for each in SCHEMAS])
    schema = next((each for each in SCHEMAS if each.layout is document.layout), None)
    found = CHECKS[rule](document, Context(schema, Files(), year=year))
    return [(source.position(each.span.start).line, source.slice(each.span), each.message) for each in found]


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        pytest.param("https://arxiv.org/abs/1813.04805", "1813.04805", id="arXiv: no month"),
        pytest.param("https://arxiv.org/pdf/2506.XXXXX", "2506.XXXXX", id="arXiv: a placeholder"),
        pytest.param("https://arxiv.org/abs/1706.0376", "1706.0376", id="arXiv: a digit too few"),
        pytest.param("https://doi.org/1.18653/v1/N19-1423", "1.18653/v1/N19-1423", id="DOI: no prefix"),
        pytest.param("https://openreview.net/forum?id=a&x=y", "a", id="OpenReview: too short"),
        pytest.param("https://aclanthology.org/N19-142/", "N19-142", id="ACL: a digit too few"),
        pytest.param("https://youtu.be/ULD3uIb2M", "ULD3uIb2M", id="YouTube: too short"),
        pytest.param("https://www.youtube.com/watch?t=1&v=ULD3uIb2MHQQ", "ULD3uIb2MHQQ", id="YouTube: too long"),
        pytest.param("https://www.bilibili.com/video/BV1pu411o7B/", "BV1pu411o7B", id="Bilibili: a letter too few"),
        pytest.param("https://proceedings.mlr.press/97/tan19a.html", "97/tan19a.html", id="PMLR: no v"),
        pytest.param("http://proceedings.mlr.press/v9x/tan19a.html", "v9x/tan19a.html", id="PMLR: no volume"),
        pytest.param("https://proceedings.mlr.press/v97/tan.html", "v97/tan.html", id="PMLR: no year"),
        pytest.param("https://proceedings.mlr.press/v97/tan1a/tan1a.pdf", "v97/tan1a/tan1a.pdf", id="PMLR: a file"),
        pytest.param("https://arxiv.org/abs/1706.03762v5", None, id="arXiv with a version"),
        pytest.param("https://arxiv.org/pdf/math/0309136.pdf", None, id="an old arXiv id"),
        pytest.param("https://arxiv.org/abs/", None, id="no id at all: an address to be filled in"),
        pytest.param("https://arxiv.org/list/cs.CL/recent", None, id="a listing"),
        pytest.param("https://doi.org/10.5555/3295222.3295349", None, id="a DOI that ACM made up"),
        pytest.param("https://doi.org/10/abc", None, id="a short DOI"),
        pytest.param("https://www.youtube.com/@authors/videos", None, id="a channel"),
        pytest.param("https://www.youtube.com/watch?v=ULD3uIb2MHQ&ab_channel=MuLi", None, id="a video"),
        pytest.param("https://www.youtube.com/embed/videoseries?list=PLabc", None, id="a playlist"),
        pytest.param("https://www.bilibili.com/video/av170001", None, id="an old Bilibili id"),
        pytest.param("https://www.bilibili.com/video/bv1pu411o7be", None, id="a Bilibili id in lower case"),
        pytest.param("https://proceedings.mlr.press/v97/tan19a/tan19a-supp.pdf", None, id="a file at PMLR"),
        pytest.param("https://proceedings.mlr.press/v40/Abernethy15.html", None, id="an older PMLR name"),
        pytest.param("https://proceedings.mlr.press/v44/li15convergent.html", None, id="a PMLR name with a word"),
        pytest.param("https://proceedings.mlr.press/r5/cowell05a.html", None, id="a PMLR reissue"),
        pytest.param("https://proceedings.mlr.press/v97/", None, id="a PMLR volume"),
        pytest.param("https://proceedings.mlr.press/v97/index.html", None, id="a PMLR volume's page"),
        pytest.param("https://proceedings.mlr.press/faq.html", None, id="a page of PMLR"),
        pytest.param("https://aclanthology.org/volumes/P19-1/", None, id="an ACL volume"),
        pytest.param("https://aclanthology.org/W18-12.pdf", None, id="an ACL volume of a workshop"),
        pytest.param("https://aclanthology.org/W18-121/", "W18-121", id="ACL: a digit too few in a workshop's paper"),
        pytest.param("https://aclanthology.org/2020.acl-main/", None, id="a newer ACL volume"),
    ],
)
def test_identifiers_in_addresses(url: str, wrong: str | None) -> None:
    """What stands where an identifier belongs, and is none, is reported at its place; other pages are left alone."""
    found = findings("note-identifier", f"# (2019 Google) BERT\n\nA [talk]({url}).\n")

    assert [each for _, each, _ in found] == ([wrong] if wrong else [])


def test_identifiers_in_code_are_none() -> None:
    """In code nothing is an address."""
    assert findings("note-identifier", "`https://arxiv.org/abs/1813.04805`\n\n    https://youtu.be/x\n") == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        pytest.param("- arXiv: 2506.XXXXX", ["2506.XXXXX"], id="a label"),
        pytest.param("- DOI: 10.18653", ["10.18653"], id="half a DOI"),
        pytest.param("- DOI: 10.5555/3295222.3295349", [], id="a DOI that ACM made up"),
        pytest.param("- arXiv: N/A", [], id="a word for none"),
        pytest.param("- arXiv: not there yet", [], id="a sentence"),
        pytest.param("- arXiv: 1706.03762", [], id="an id"),
        pytest.param("- arXiv: 1706.03762 · 2017", [], id="an id and the year"),
        pytest.param("- arXiv: cs.CL", [], id="a class"),
        pytest.param("- arXiv: 1512.0338", ["1512.0338"], id="a digit too few"),
        pytest.param("- DOI: foo", ["foo"], id="a word"),
        pytest.param("- DOI: pending", [], id="a word for what is to come"),
        pytest.param("- DOI: [foo](https://example.org)", [], id="a link"),
        pytest.param("- DOI: foo\n- doi: 10.18653/v1/N19-1423", [], id="given again"),
        pytest.param(
            "\n## Links\n\n- arXiv: 1512.0338\n- DOI: foo", ["foo", "1512.0338"], id="in a section of labels"
        ),
    ],
)
def test_identifiers_under_labels(line: str, wrong: list[str]) -> None:
    """A value that is meant as an identifier must be one; the word that there is none is fine."""
    text = f"# BERT\n\n- Title: BERT\n- Authors: A. Author, B. Author\n- Year: 2019\n- Venue: ACL\n{line}\n"

    assert [each for _, each, _ in findings("note-identifier", text)] == wrong


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        pytest.param("arxiv: 1512.0338", ["1512.0338"], id="a number with a digit too few"),
        pytest.param("arxiv: '1810.0480'", ["'1810.0480'"], id="a text with a digit too few"),
        pytest.param("doi: foo", ["foo"], id="a word"),
        pytest.param("doi: foo\nurl: https://doi.org/10.18653/v1/N19-1423", ["foo"], id="a word beside the true one"),
        pytest.param("doi: https://doi.org/10.18653/v1/N19-1423", [], id="an address"),
        pytest.param("doi: 10.48550/arXiv.1706.03762", [], id="arXiv's own"),
        pytest.param("doi: https://doi.org/", [], id="an address to be filled in"),
        pytest.param("doi: n/a\narxiv: none", [], id="words for none"),
        pytest.param("doi: 10/gfxyz1", [], id="a short DOI"),
        pytest.param("doi: '???'\narxiv: XXXX", [], id="places kept free"),
        pytest.param("arxiv: abs/1706.03762", [], id="an id with something beside it"),
        pytest.param("arxiv: cs/0309136 and math.GT/0309137", [], id="two old ids"),
        pytest.param("arxiv: 1706-03762", ["1706-03762"], id="another sign in the middle"),
        pytest.param("eprint: 2019/123", [], id="an eprint elsewhere"),
        pytest.param("eprint: 1512.0338", ["1512.0338"], id="an eprint that is meant for arXiv's"),
    ],
)
def test_identifiers_in_front_matter(line: str, wrong: list[str]) -> None:
    """So must a value of front matter."""
    text = f"---\ntitle: BERT\nauthors: [A. Author]\nyear: 2019\n{line}\n---\n"

    assert [each for _, each, _ in findings("note-identifier", text)] == wrong
    assert findings("note-value", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "---\ntitle: T\nauthors: [A]\nvenue: ACL\nyear: twenty\n---\n", [(5, "twenty", "year")], id="a word"
        ),
        pytest.param("# T\n\nAuthors: A. B\n\nVenue: ACL\n\nYear: 18\n", [(7, "18", "Year")], id="two digits"),
        pytest.param(
            "---\ntitle: T\nauthors: [A]\nvenue: CVPR 2017\nyear: twenty\n---\n",
            [(5, "twenty", "year")],
            id="known otherwise",
        ),
        pytest.param("---\ntitle: T\nauthors: [A]\nvenue: ACL\nyear: 2019?\n---\n", [], id="a doubt"),
        pytest.param("---\ntitle: T\nauthors: [A]\nvenue: ACL\nyear: TBD\n---\n", [], id="a word for none"),
        pytest.param(
            "---\ntitle: T\nauthors: [A]\nvenue: ACL\nyear: in press\n---\n", [], id="a word for what is to come"
        ),
        pytest.param("---\ntitle: T\nauthors: [A]\nvenue: ACL\nyear: 令和3年\n---\n", [], id="another calendar"),
        pytest.param("---\ntitle: T\nauthors: [A]\nvenue: ACL\nyear: 尚未发表\n---\n", [], id="words without spaces"),
        pytest.param(
            "---\ntitle: T\nauthors: [A]\nvenue: ACL\npublished: x\n---\n", [], id="a key of several properties"
        ),
    ],
)
def test_years_that_cannot_be_read(text: str, expected: list[tuple[int, str, str]]) -> None:
    """What stands for a year and is none is judged by the schema, though the record keeps it aside."""
    wanted = [(*place, f"{name} must be a whole number of 1900 or more") for *place, name in expected]

    assert findings("note-value", text) == wanted


@pytest.mark.parametrize("reading", ["year", "integer", "doi", "arxiv"])
@pytest.mark.parametrize("text", ["a", "1", "1.", "a/", "http://a", "10.1", "- "])
def test_long_values_cost_linear_time(reading: Reading, text: str) -> None:
    """However long a value is, it is soon known whether it can be read."""
    field = Field(reading, required=False, reading=reading)
    start = process_time()

    is_unreadable(field, reading, text * 100_000)

    assert process_time() - start < 2


def test_identifiers_that_disagree() -> None:
    """The link text and its target, and the facts of one note, must be the same paper; versions do not count."""
    same = "[arXiv:1706.03762v1](https://arxiv.org/abs/1706.03762v5)"
    other = "[1706.03762](https://arxiv.org/abs/1706.03761)"
    front = "---\ntitle: T\nauthors: [A]\narxiv: 1706.03762\ndoi: 10.48550/arXiv.1706.03761\n---\n"

    assert findings("note-identifier", f"{same}\n{other}\n") == [
        (2, other, 'the link text says "1706.03762", but the link goes to 1706.03761')
    ]
    assert [each for *_, each in findings("note-identifier", front)] == [
        "arXiv id 1706.03761 does not match 1706.03762"
    ]


@pytest.mark.parametrize(
    ("year", "message"),
    [
        pytest.param(2024, None, id="this year"),
        pytest.param(2025, None, id="next year"),
        pytest.param(2026, 'the year of "X" is in the future: 2026', id="later"),
    ],
)
def test_years_are_judged_by_the_clock(year: int, message: str | None) -> None:
    """A paper may bear the next year, and no later one."""
    found = findings("note-year", f"## ({year} A) X\n", year=2024)

    assert [each for *_, each in found] == ([message] if message else [])


def test_a_year_that_the_schema_refuses_is_reported_once() -> None:
    """What note-value says, note-year does not say again."""
    text = "---\ntitle: T\nauthors: [A]\nyear: 2500\n---\n"

    assert [len(findings(rule, text)) for rule in ("note-value", "note-year")] == [1, 0]


NOTES = "# (2019 A) X\n## Model: m\n# (2019 A) Y\n## Model: m\n"


@pytest.mark.parametrize(
    ("note", "after"),
    [
        pytest.param("## (2019 A) Z\n### Model: m\n", "# (2019 A) Z\n## Model: m\n", id="with its sections"),
        pytest.param("## (2019 A) Z\n## Model: m\n", "# (2019 A) Z\n## Model: m\n", id="sections in their place stay"),
        pytest.param("(2019 A) Z\n---\n### Model: m\n", None, id="underlined: not fixed"),
    ],
)
def test_a_note_at_another_level(note: str, after: str | None) -> None:
    """A note moves to the level of the others, and its sections to that of theirs."""
    (found,) = finding.findings("note-level", NOTES + note, SCHEMAS[0])

    assert (after is not None) == (found.fix is not None)
    assert finding.fixed("note-level", NOTES + note, SCHEMAS[0]) == NOTES + (after or note)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# (2019 A) X\n## (2019 A) Y\n", id="one against one"),
        pytest.param("# G\n## (2019 A) X\n# H\n## (2019 A) Y\n# K\n## L\n### (2019 A) Z\n", id="below a deeper group"),
    ],
)
def test_levels_that_are_nobodys_defect(text: str) -> None:
    """Without a majority, or one level below its group as the others are, a note stands right."""
    assert findings("note-level", text) == []


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        pytest.param("## (2019 A) BERT", "## (2019 B) bert!", 1, id="the same but for case and marks"),
        pytest.param("## (2019 A) BERT", "## (2020 A) BERT", 0, id="another year"),
        pytest.param("## (2019 A) Part 1", "## (2019 A) Part 2", 0, id="another number"),
        pytest.param("## (2019 A) X\narXiv: 1810.04805v1", "## (2020 A) Y\narXiv: 1810.04805", 1, id="one arXiv id"),
        pytest.param(
            "## (2019 A) [X](https://arxiv.org/abs/1810.04805)",
            "## (2020 A) [Y](https://arxiv.org/abs/1810.04805)",
            1,
            id="the titles lead to one paper",
        ),
        pytest.param(
            "## (2019 A) X\n[BERT](https://arxiv.org/abs/1810.04805)",
            "## (2020 A) Y\nlike [BERT](https://arxiv.org/abs/1810.04805)",
            0,
            id="a link in the text may lead to another paper",
        ),
    ],
)
def test_notes_that_stand_twice(first: str, second: str, count: int) -> None:
    """Notes of one paper share an identifier of their own, or title and year."""
    assert len(findings("note-duplicate", f"{first}\n\n{second}\n")) == count


@pytest.mark.parametrize(
    ("link", "count"),
    [
        pytest.param("[paper](https://arxiv.org/abs/1810.04805)", 0, id="a paper"),
        pytest.param("[pdf](bert.pdf)", 0, id="a file"),
        pytest.param("[talk](https://youtu.be/ULD3uIb2MHQ)", 1, id="a video"),
        pytest.param("[code](https://github.com/google-research/bert)", 1, id="code"),
    ],
)
def test_links_to_the_paper(link: str, count: int) -> None:
    """A paper or its file is one, a video or code is not."""
    assert len(findings("note-link", f"## (2019 A) X\n\n{link}\n")) == count


@pytest.mark.parametrize(
    ("where", "help_"),
    [
        pytest.param({"front-matter": ["score", "points"]}, "add `score:` to the front matter", id="front matter"),
        pytest.param({"label": ["Score", "Points"]}, "add `**Score**: ...`", id="label"),
        pytest.param({"link": "code"}, "add a link that leads to it, labelled as such: `[Code](...)`", id="link"),
        pytest.param(
            {"heading": "bracket"},
            "write it in the note's heading, where the schema's pattern has the group `bracket`",
            id="heading",
        ),
        pytest.param({}, "say in the schema, by `x-markdown`, where a note gives `score`", id="nowhere"),
    ],
)
def test_help_for_an_absent_property(where: dict[str, Any], help_: str, tmp_path: Path) -> None:
    """Wherever the schema looks for a property, it is said how to give it."""
    score = {"type": "string", "x-markdown": where}
    heading = "(?:[(](?P<bracket>.+)[)] )?(?P<title>.+)" if "heading" in where else "(?P<title>.+)"
    how = {"note": {"heading": heading}}
    document = {"type": "object", "required": ["score"], "properties": {"score": score}, "x-markdown": how}
    (tmp_path / "review.json").write_text(json.dumps(document))
    schema = load_schema(tmp_path / "review.json")
    found = finding.findings("note-property-missing", "# A study\n", schema)
    assert [each.help for each in found] == [help_]


def test_a_heading_without_a_name_is_no_section_to_fill() -> None:
    """It is the matter of heading-empty, and is not listed among the sections that are empty."""
    heads = "# A Study of Widgets\n\n**DOI**: 10.1000/a1\n**Authors**: Jane Roe\n\n"
    ((_, _, message),) = findings("section-empty", f"{heads}## Method\n\n##\n\n## Results\n\n## Limits\n")
    assert message.endswith("are empty: Method, Results, Limits")


def studies(*brackets: str) -> str:
    """A file of as many notes, with these words in the brackets of their headings."""
    return "".join(f"## (20{number} {each}) Paper {number}\n\n" for number, each in enumerate(brackets, 10))


@pytest.mark.parametrize(
    ("brackets", "expected"),
    [
        pytest.param(["Google", "google", "Google"], [("google", "Google")], id="case"),
        pytest.param(["Google", "google", "google"], [("Google", "google")], id="most notes win"),
        pytest.param(["Meta AI", "MetaAI, Google"], [("MetaAI", "Meta AI")], id="spaces; the first one wins"),
        pytest.param(["A-Lab, Google", "Google，A Lab"], [("A Lab", "A-Lab")], id="hyphens, in another order"),
        pytest.param(["Google", "Google Research", "Google AI"], [], id="other names"),
        pytest.param(["Google, google"], [], id="a single note"),
    ],
)
def test_spellings_of_organizations(brackets: list[str], expected: list[tuple[str, str]]) -> None:
    """A name that differs from a more frequent one in form only is found at its own place."""
    assert [each[1:] for each in findings("note-organization", studies(*brackets))] == [
        (name, f'"{name}" is written "{usual}" elsewhere in this file') for name, usual in expected
    ]
