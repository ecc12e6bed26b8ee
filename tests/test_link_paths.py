"""Where links lead: misspelt addresses, files, headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.bibliography.links import without_tracking
from notelint.checks.link import link_anchor
from notelint.context import Context
from notelint.files import Files
from notelint.note import read_document
from notelint.source import Source
from notelint.targets.headings import anchors_of
from notelint.targets.links import targets, with_scheme
from notelint.targets.paths import Verdict

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("https//a.org/x", "https://a.org/x"),
        ("http//a.org", "http://a.org"),
        ("https:/a.org", "https://a.org"),
        ("https:a.org/x", "https://a.org/x"),
        ("https:///a.org", "https://a.org"),
        ("https;//a.org", "https://a.org"),
        ("https：//a.org", "https://a.org"),
        (r"https:\\a.org\x", r"https://a.org\x"),
        ("HTTPS:/a.org", "https://a.org"),
        ("htps://a.org", "https://a.org"),
        ("htp://a.org", "http://a.org"),
        ("ttps://a.org", "https://a.org"),
        ("httpss://a.org", "https://a.org"),
        ("http://https://a.org", "https://a.org"),
        ("https://https:/a.org", "https://a.org"),
        pytest.param("https://" * 5000 + "a.org", "https://a.org", id="many times"),
        ("www.a.org/x", "https://www.a.org/x"),
        ("arxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.03762"),
        ("x.com", "https://x.com"),
    ],
)
def test_a_misspelt_address_is_put_right(url: str, meant: str) -> None:
    """What is meant is told, and is itself well-formed."""
    assert with_scheme(url) == meant
    assert with_scheme(meant) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://a.org",
        "http://localhost:8000/x",
        "HTTPS://A.ORG",
        "http://[::1]/",
        "https://web.archive.org/web/2020/https://a.org",
        "https://https.org/x",
        "ftp://a.org",
        "ssh://git@a.org",
        "zotero://select/items/1",
        "obsidian://open?vault=x",
        "mailto:a@a.org",
        "doi:10.1000/1",
        "a.md",
        "notes/http.md",
        "http/a.md",
        "https/index",
        "README.md#usage",
        "v1.2/notes.md",
        "figure.ai",
        "main.py",
        "#www.a.org",
        "",
        "..",
    ],
)
def test_an_address_that_may_be_meant_is_left_alone(url: str) -> None:
    """Well-formed addresses, other schemes and paths are no misspellings."""
    assert with_scheme(url) is None


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="htps:/;\\w.ao rg#?：", max_size=20))
def test_what_is_meant_is_well_formed(url: str) -> None:
    """Of any text, what is meant begins with a scheme, and nothing else is meant by that."""
    meant = with_scheme(url)
    assert meant is None or (meant.startswith(("http://", "https://")) and with_scheme(meant) is None)


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.org/?utm_source=x", "https://a.org/"),
        ("https://a.org/?a=1&utm_source=x&b=2#c", "https://a.org/?a=1&b=2#c"),
        ("https://a.org/?spm", "https://a.org/"),
        ("https://a.org/?a=1&&b", "https://a.org/?a=1&&b"),
        ("https://a.org/?", "https://a.org/?"),
        ("https://a.org/#utm_source=x", "https://a.org/#utm_source=x"),
        ("notes.md", "notes.md"),
    ],
)
def test_without_tracking(url: str, clean: str) -> None:
    """Only parameters that track go; where there are none, nothing changes."""
    assert without_tracking(url) == clean


def search(root: Path, files: list[str], text: str) -> list[tuple[Verdict, str]]:
    """The verdict on each link of `notes/n.md`, with the file found below a repository of these files."""
    for each in [".git/HEAD", "notes/n.md", *files]:
        (root / each).parent.mkdir(parents=True, exist_ok=True)
        (root / each).touch()
    document = read_document(Source(str(root / "notes" / "n.md"), text), ())
    found = targets(document, Context(None, Files([str(root)])))
    return [(target.verdict, target.file.removeprefix(f"{root}/")) for _, target in found]


@pytest.mark.parametrize(
    ("url", "verdict", "file"),
    [
        ("a.md", Verdict.FOUND, "notes/a.md"),
        ("a", Verdict.FOUND, "notes/a.md"),
        ("a.md#x", Verdict.FOUND, "notes/a.md"),
        ("./a.md?raw=true", Verdict.FOUND, "notes/a.md"),
        ("../papers/two%20words.pdf", Verdict.FOUND, "papers/two words.pdf"),
        ("/papers/two%20words.pdf", Verdict.FOUND, "papers/two words.pdf"),
        ("{{ site.baseurl }}/papers/two%20words.pdf", Verdict.FOUND, "papers/two words.pdf"),
        ("../papers/", Verdict.FOUND, "papers"),
        ("../papers", Verdict.FOUND, "papers"),
        (".", Verdict.FOUND, "notes"),
        ("A.md", Verdict.OTHER_CASE, "notes/a.md"),
        ("b.md", Verdict.MISSING, "notes/b.md"),
        ("../papers/b.pdf#page=2", Verdict.MISSING, "papers/b.pdf"),
        ("/papers/b.pdf", Verdict.MISSING, "notes/papers/b.pdf"),
        ("/elsewhere/b.pdf", Verdict.UNROOTED, ""),
        ("b", Verdict.UNCHECKED, ""),
        ("/tags/nlp/", Verdict.UNROOTED, ""),
        ("../2020/post.html", Verdict.UNCHECKED, ""),
        (r"f\circ \phi", Verdict.UNCHECKED, ""),
    ],
)
def test_a_path_leads_to_a_file_or_not(tmp_path: Path, url: str, verdict: Verdict, file: str) -> None:
    """Pages may go without `.md`, folders are pages; only what has the ending of a file can be missing."""
    assert search(tmp_path, ["notes/a.md", "papers/two words.pdf"], f"[x](<{url}>)") == [(verdict, file)]


@pytest.mark.parametrize(
    "url",
    [
        "#a",
        "?a=1",
        "https://a.org/b.pdf",
        "//a.org/b.pdf",
        "mailto:a@b.pdf",
        "C:/b.pdf",
        "{{ x }}.pdf",
        "www.a.org",
        "{static}/b.pdf",
        "@site/b.pdf",
        "../../blob/main/b.pdf",
        "a@b.pdf",
    ],
)
def test_what_is_no_path_is_not_looked_for(tmp_path: Path, url: str) -> None:
    """Addresses, places in the note itself and templates are no paths."""
    assert search(tmp_path, [], f"[x](<{url}>)") == []


ANCHORS = anchors_of(
    '# 1. Über *uns* & `them`\n\n## [Title](x.md "t") {#own}\n\n## 方法：一\n\nSetext\n======\n\nsetext\n---\n\n'
    "<a name='eq'></a>\n\\label{eq:loss}\n\nA paragraph. ^block-1\n\n> ## In a quote\n\n"
    "1. ### In a list\n\n## 🚀 Go :rocket:\n\n## `f(a[, b][, c])` `list<int>`\n"
)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("1-über-uns--them", id="GitHub"),
        pytest.param("über-uns-them", id="Pandoc"),
        pytest.param("1-uber-uns-them", id="MkDocs"),
        pytest.param("_3", id="MkDocs, without Latin letters"),
        pytest.param("1.-Über-uns-&-them", id="as VS Code once did"),
        pytest.param("1. Über uns & them", id="Obsidian"),
        pytest.param("user-content-title", id="GitHub's prefix"),
        pytest.param("title", id="the text of a link"),
        pytest.param("own", id="attribute"),
        pytest.param("方法一", id="CJK, as GitHub does"),
        pytest.param("方法：一", id="CJK, with punctuation"),
        pytest.param("setext-1", id="the second of its name"),
        pytest.param("Setext_1", id="the second of its name, as MkDocs counts it"),
        pytest.param("eq", id="HTML name"),
        pytest.param("eq:loss", id="label of an equation"),
        pytest.param("block-1", id="Obsidian's block"),
        pytest.param("in-a-quote", id="in a quote"),
        pytest.param("in-a-list", id="in a list"),
        pytest.param("-go-rocket", id="emoji"),
        pytest.param("fa-b-c-listint", id="code with brackets"),
        pytest.param("", id="the top"),
        pytest.param("fn:1", id="footnote"),
        pytest.param("page=2", id="page of a PDF"),
        pytest.param("L10-L12", id="lines of code"),
        pytest.param(":~:text=x", id="text fragment"),
    ],
)
def test_an_anchor_is_there(name: str) -> None:
    """A heading's name in each program's way, ids, and what the page brings along."""
    assert ANCHORS.has(name)


@pytest.mark.parametrize(
    "name", ["uber-us", "titel", "方法二", "setext2x", "quote", "eq2", "fnord", "setext-2", "title-1", "eq-1"]
)
def test_an_anchor_is_not_there(name: str) -> None:
    """Other letters are another name, and so is a number beyond that of the last of equal headings."""
    assert not ANCHORS.has(name)


def test_the_nearest_anchor_is_written_as_on_github() -> None:
    """What is suggested leads somewhere."""
    assert ANCHORS.nearest("titel") == "title"
    assert ANCHORS.nearest("方法二") == "方法一"
    assert ANCHORS.nearest("nothing like it") is None


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="aZ9é方 -_*`[]()<>#&;:{}^\\\"'=.", min_size=1, max_size=30))
def test_any_text_has_anchors(text: str) -> None:
    """Reading never fails; what is suggested, if it has a letter, is there."""
    anchors = anchors_of(f"# {text}\n")
    near = anchors.nearest(text)
    assert near is None or not any(map(str.isalnum, near)) or anchors.has(near)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[[#Method]]", []),
        ("[[#Methods]]", ['no heading in this file matches "#Methods"']),
        ("[[other#Results]]", []),
        ("[[notes/other#Part one#Results|see]]", []),
        ("![[other#^b1]]", []),
        ("[[other#Result]]", ['no heading in "other.md" matches "#Result"']),
        ("[[other#^b2]]", ['no heading in "other.md" matches "#b2"']),
        ("[[unwritten#Results]]", []),
        ("[[other]]", []),
        ("[x](other.md#results)", []),
        ("[x](&#111;ther.md)", []),
        ("[x](&#111;ther.md#results)", []),
        ("[x](other.md&#35;result)", ['no heading in "other.md" matches "#result"']),
        ("[x](other.md#results-1)", ['no heading in "other.md" matches "#results-1"']),
        ("[x](other#result)", ['no heading in "other.md" matches "#result"']),
        ("[x](paper.pdf#result)", []),
        ("[x](none.md#result)", []),
    ],
)
def test_headings_of_other_notes(tmp_path: Path, link: str, expected: list[str]) -> None:
    """A heading is looked for in the note that a link leads to; where there is no such note, nothing is said."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "other.md").write_text("# Part one\n\n## Results\n\nText ^b1\n", encoding="utf-8")
    (tmp_path / "notes" / "paper.pdf").touch()
    source = Source(str(tmp_path / "notes" / "n.md"), f"# Method\n\n{link}\n")
    found = link_anchor(read_document(source, ()), Context(None, Files([str(tmp_path)])))

    assert [finding.message for finding in found] == expected
