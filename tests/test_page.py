"""`notelint page`: what a page holds, and that no text of a note leaves its place in it."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64decode, b64encode
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from zlib import MAX_WBITS, decompress

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from notelint.context import Context
from notelint.files import Files
from notelint.note import read_document
from notelint.page.content import findings, note_details, note_index
from notelint.page.coverage import cells, columns
from notelint.page.files import PageFile, PageFinding, page_file
from notelint.page.places import Places, web_address
from notelint.page.rendering import render, style_and_script
from notelint.page.thumbnails import embedded
from notelint.record.build import records
from notelint.schema import shipped_schemas
from notelint.source import Source, readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Run = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[1]
STYLE, SCRIPT = style_and_script()
NOTE = """---
title: {title}
authors: [{person}]
year: 2020
venue: {venue}
tags: [{tag}]
---

{text}

## Summary

{text}

- {text}

> {text}

| a | {cell} |
|---|---|
| {cell} | b |

## {heading}

[{label}]({destination}) ![{label}]({destination}) `{code}` ${code}$

```{info}
{text}
```
"""
HARMLESS = {
    "title": "Title",
    "person": "Ann Ash",
    "venue": "VLDB",
    "tag": "tag",
    "text": "Text",
    "cell": "c",
    "heading": "Heading",
    "label": "label",
    "destination": "b.md",
    "code": "code",
    "info": "py",
}
# What would end a place in HTML, in JSON, in a style or a script, or run something.
HOSTILE = (
    *(
        "<script>pwned()</script>",
        "</script><script>pwned()</script>",
        "<!--",
        "<!--<script>",
        "-->",
        "]]>",
        "</title>",
    ),
    *("</noscript><img src=x onerror=pwned()>", "</style>", "<svg onload=pwned()>", "&lt;script&gt;", "&#60;b&#62;"),
    *(
        '" onmouseover="pwned()',
        "' onfocus='pwned()",
        "{{ 7 * 7 }}",
        "{% raw %}",
        "\\u003cscript>",
        "\u2028",
        "\u2029",
    ),
    *(
        "javascript:pwned()",
        "JaVaScRiPt:pwned()",
        "java&#9;script:pwned()",
        "\x01javascript:pwned()",
        "data:text/html,x",
    ),
    *(
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        r"\\evil.example\x",
        "https:evil",
        "#/notes",
        "\udc80",
        "\x00",
    ),
)
TEXT = st.lists(
    st.sampled_from(HOSTILE) | st.text(st.characters(codec="utf-8"), max_size=6), min_size=1, max_size=3
).map("".join)
NOTES = st.fixed_dictionaries({name: st.just(usual) | TEXT for name, usual in HARMLESS.items()})


def pages(notes: dict[str, str]) -> list[PageFile]:
    """What a page needs of files with these texts."""
    layouts = [schema.layout for schema in shipped_schemas()]
    made = []
    for path, text in notes.items():
        document = read_document(Source(path, text), layouts)
        made.append(page_file(document, Context(None, Files()), [*records([document])], ()))
    return made


def whole(files: Sequence[PageFile], title: str = "Vault") -> str:
    """The page without its style and its script."""
    places = Places(str(ROOT))
    rules = findings(files, {each.rule: "A rule." for file in files for each in file.findings})
    page = "".join(render(title, note_index(files, places), note_details(files, places), rules, ()))
    for constant in (STYLE, SCRIPT):
        assert page.count(constant) == 1
        page = page.replace(constant, "")  # it takes long to read, and is the same in all pages
    return page


def shape(page: str) -> list[tuple[str, ...]]:
    """The elements of a page in their order, each with the names of its attributes, as a browser reads them.

    It is read as by a browser that runs scripts, and by one that does not; how many notes and spans a list has is
    left out.
    """
    elements = []
    for scripting in (True, False):
        tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page, scripting=scripting)
        found = [(str(each.tag), *map(str, each.attrib)) for each in tree.iter()]
        elements += [each for each, before in zip(found, [(), *found], strict=False) if each != before]
    return elements


@cache
def harmless_shape(notes: int) -> list[tuple[str, ...]]:
    """The shape of a page with so many notes that say nothing hostile."""
    (file,) = pages({"a.md": NOTE.format(**HARMLESS)})
    return shape(whole([PageFile("a.md", file.records * notes)]))


def data(page: str) -> dict[str, Any]:
    """What a page holds as JSON, by the ids of its elements; as `details` what it holds of each note."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    scripts = {each.get("id"): (each.get("type"), each.text) for each in tree.iter("script")}
    held = {name: json.loads(text) for name, (kind, text) in scripts.items() if kind == "application/json"}
    parts = [text for name, (_, text) in scripts.items() if name and name.startswith("notes-")]
    return held | {"details": [each for part in parts for each in json.loads(decompress(b64decode(part), -MAX_WBITS))]}


def arrays(value: object) -> Iterator[list[Any]]:
    """Every array in JSON."""
    if isinstance(value, list):
        yield value
    if isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from arrays(each)


@settings(max_examples=25, deadline=None)
@given(NOTES, TEXT)
def test_no_text_of_a_note_leaves_its_place(texts: dict[str, str], title: str) -> None:
    """Whatever a note says, the page has the elements and attributes of one that says nothing of the sort."""
    (file,) = pages({"a.md": NOTE.format(**texts)})
    found = PageFinding(1, 1, title, "error", title, title, "safe", None)
    page = whole([PageFile(title, file.records, (found,), file.targets)], title)
    assert shape(page) == harmless_shape(len(file.records))
    held = data(page)
    assert held["index"]["files"][0]["path"] == readable(title)
    assert held["findings"]["findings"][0][3] == readable(title)
    assert held["details"] == json.loads(readable(json.dumps([*note_details([file], Places(str(ROOT)))])))
    assert held["index"]["notes"] == json.loads(readable(json.dumps(note_index([file], Places(str(ROOT)))["notes"])))


@settings(max_examples=25, deadline=None)
@given(NOTES)
def test_links_lead_to_the_web_or_to_files_that_exist(texts: dict[str, str]) -> None:
    """No link or image of a text has another address than one of http, https and mailto."""
    files = pages({"a.md": NOTE.format(**texts)})
    for each in arrays(list(note_details(files, Places(str(ROOT))))):
        if each[:1] == ["a"] and len(each) == 3:
            assert each[1] is None or urlsplit(each[1]).scheme in {"http", "https", "mailto"}
        if each[:1] == ["img"] and len(each) == 3:
            assert each[1][0] in {"web", "missing"}
            assert each[1][0] == "missing" or urlsplit(each[1][1]).scheme in {"http", "https", "mailto"}


@given(st.sampled_from(HOSTILE) | st.text() | st.text().map("https://{}".format))
def test_an_address_is_one_of_the_web(destination: str) -> None:
    """It has no sign that a browser would drop, and begins with a scheme that runs nothing."""
    address = web_address(destination)
    assert address is None or re.fullmatch(r"(?i)(?:https?://[^\s/\\?#]|mailto:[^\s])[^\x00-\x20\x7f]*", address)


@pytest.mark.parametrize(
    ("destination", "address"),
    [
        ("https://a.example/b c", "https://a.example/b%20c"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2"),
        ("mailto:ann@a.example", "mailto:ann@a.example"),
        ("javascript:alert(1)", None),
        ("&#106;avascript:alert(1)", None),
        ("//a.example", None),
        ("https:///a", None),
        ("a.md", None),
        ("", None),
    ],
)
def test_addresses(destination: str, address: str | None) -> None:
    """Entities and escapes are resolved; what is no address of the web is none."""
    assert web_address(destination) == address


@given(st.text(st.characters(exclude_characters="/\x00"), min_size=1).filter(lambda name: name not in {".", ".."}))
def test_the_url_of_a_file_is_relative_and_leads_to_it(name: str) -> None:
    """No name of a file is a scheme, a query or a fragment."""
    url = Places("/vault/pages").file(f"/vault/{name}")
    assert url is not None
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert unquote(parts.path, errors="surrogateescape") == f"../{name}"


def body(text: str) -> list[Any]:
    """The blocks of the Summary of a note with this text."""
    (file,) = pages({"a.md": f"---\ntitle: A\nauthors: [B]\nyear: 2020\n---\n\n## Summary\n\n{text}\n"})
    (details,) = note_details([file], Places(None))
    blocks = details["sections"]
    assert isinstance(blocks, list)
    (found,) = [each["blocks"] for each in blocks if isinstance(each, dict) and each["heading"] == "Summary"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("markdown", "blocks"),
    [
        ("One\ntwo", [["p", ["One two"]]]),
        ("*a **b*** `c` $d$", [["p", [["em", ["a ", ["strong", ["b"]]]], " ", ["code", "c"], " ", ["math", "$d$"]]]]),
        ("[a](https://b.example)", [["p", [["a", "https://b.example", ["a"]]]]]),
        ("[a][r]\n\n[r]: https://b.example", [["p", [["a", "https://b.example", ["a"]]]]]),
        ("[a](javascript:b)", [["p", [["a", None, ["a"]]]]]),
        (
            "- a\n  - b\n- [x] c",
            [["ul", [[None, [["p", ["a"]], ["ul", [[None, [["p", ["b"]]]]]]]], [True, [["p", ["c"]]]]]]],
        ),
        ("3. a", [["ol", 3, [[None, [["p", ["a"]]]]]]]),
        ("> a\n> - b", [["quote", None, [["p", ["a"]], ["ul", [[None, [["p", ["b"]]]]]]]]]),
        ("> [!note] Title\n> a", [["quote", "note", [["p", ["Title a"]]]]]),
        ("| a | *b* |\n|---|--:|\n| c | |", [["table", [None, "right"], [[["a"], [["em", ["b"]]]], [["c"], []]]]]),
        ("```py\na\n```", [["code", "py", "a"]]),
        ("$$\na\n$$", [["math", "a"]]),
        ("<div onclick=x>a<br>b</div>", [["p", ["a\nb"]]]),
        ("a<br>b <b>c</b>", [["p", ["a", ["br"], "b c"]]]),
        (
            "![a](b.png) ![c](https://d.example/e.png)",
            [["p", [["img", ["missing", "b.png"], "a"], " ", ["img", ["web", "https://d.example/e.png"], "c"]]]],
        ),
    ],
)
def test_the_text_of_a_section(markdown: str, blocks: list[Any]) -> None:
    """Each kind of block and inline as data."""
    assert body(markdown) == blocks


def test_deep_nesting_is_shown_as_far_as_a_page_can() -> None:
    """Hundreds of quotes in quotes are no reason to fail."""
    assert json.dumps(body("> " * 300 + "a")).count("quote") == 12
    assert json.dumps(body("*a **b " * 60 + "***" * 60))


VAULT = {
    "papers/a.md": "---\ntitle: Apples\nauthors: [Ann Ash, Bo Beech]\nyear: 2020\ntags: [x, y]\n---\n\n"
    "## Summary\n\nSee [[b]].\n",
    "papers/b.md": "---\ntitle: Beans\nauthors: [Cy Cedar]\n---\n\n![A figure](fig/b%201.png)\n\n"
    "## Summary\n\n[a](a.md)\n",
    "README.md": "# Notes\n\n[gone](gone.md)\n",
}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two notes and what is none, in which the test runs."""
    for path, text in VAULT.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    (tmp_path / "papers" / "fig").mkdir()
    Image.effect_noise((1200, 800), 50).save(tmp_path / "papers" / "fig" / "b 1.png")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(run: Run, *arguments: str) -> dict[str, Any]:
    """What the page of the vault holds."""
    assert run("page", "--isolated", *arguments) == (0, "", "")
    return data(Path(arguments[-1]).read_text("utf-8"))


@pytest.mark.usefixtures("vault")
def test_a_page_of_a_vault(run: Run) -> None:
    """Its notes with links from one to the other, its images relative to it, the findings of all files."""
    Path("out").mkdir()
    held = written(run, ".", "-o", "out/vault.html")
    apples, beans = held["index"]["notes"]
    assert (apples["title"], apples["by"], apples["year"], apples["tags"]) == (
        "Apples",
        "Ann Ash, Bo Beech",
        2020,
        ["x", "y"],
    )
    assert beans["image"] == ["file", "../papers/fig/b%201.png"]
    assert held["details"][0]["sections"][0]["blocks"] == [["p", ["See ", ["a", 1, ["b"]], "."]]]
    assert held["details"][1]["sections"][-1]["blocks"] == [["p", [["a", 0, ["a"]]]]]
    assert held["details"][0]["bibtex"].startswith("@misc{ash2020apples,\n")
    assert held["index"]["files"][0] == {"path": "README.md", "href": "../README.md"}
    (found,) = [each for each in held["findings"]["findings"] if each[3] == "link-missing"]
    assert (found[0], found[1], found[-1]) == (0, 3, None)
    assert held["findings"]["rules"]["link-missing"]


@pytest.mark.usefixtures("vault")
def test_the_page_is_the_same_each_time(run: Run) -> None:
    """With several processes too; without -o it goes to standard output."""
    first = run("page", "--jobs", "1")
    assert run("page", "--jobs", "3") == first
    assert first[1].startswith("<!doctype html>")


@pytest.mark.usefixtures("vault")
def test_embedded_images(run: Run) -> None:
    """They are made small, and the page then links to no file; what is no image is said."""
    held = written(run, ".", "--embed-images", "-o", "vault.html")
    assert held["index"]["notes"][1]["image"] == ["embedded", 0]
    assert {each["href"] for each in held["index"]["files"]} == {None}
    (url,) = re.findall(r'id="image-0">(data:image/webp;base64,[^<]*)<', Path("vault.html").read_text("utf-8"))
    assert Image.open(BytesIO(b64decode(url.partition(",")[2]))).size == (900, 600)
    Path("papers/fig/b 1.png").write_bytes(b"<svg onload=alert(1)>")
    code, _, said = run("page", "--isolated", "--embed-images", "-o", "vault.html")
    assert code == 2
    assert "b 1.png: cannot be embedded" in said
    assert "onload" not in Path("vault.html").read_text("utf-8")


def test_only_images_of_the_project_are_embedded(vault: Path, run: Run) -> None:
    """A stranger's note does not bring an image of another folder into the page."""
    Image.new("RGB", (9, 9)).save(vault.parent / "secret.png")
    (vault / "papers" / "b.md").write_text(VAULT["papers/b.md"].replace("fig/b%201", "../../secret"), "utf-8")
    held = written(run, ".", "--embed-images", "-o", "vault.html")
    assert held["index"]["notes"][1]["image"] is None
    assert "data:image" not in Path("vault.html").read_text("utf-8").partition("</style>")[2].replace(
        'href="data:,"', ""
    ).replace("data:image/", "", 1)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        ("a.svg", b"no drawing", None),
        ("a.png", b"\x89PNG\r\n\x1a\nbroken", None),
        ("a.txt", b"text", None),
    ],
)
def test_what_can_be_embedded(name: str, content: bytes, kind: str | None, tmp_path: Path) -> None:
    """Drawings as they are, images of the kinds that browsers know, nothing else."""
    (tmp_path / name).write_bytes(content)
    url = embedded(str(tmp_path / name))
    assert url == (kind and f"data:{kind};base64,{b64encode(content).decode()}")


def test_a_huge_image_is_not_read(tmp_path: Path) -> None:
    """A few bytes may stand for more pixels than there is memory."""
    Image.new("1", (8_000, 8_000)).save(tmp_path / "a.png")
    assert embedded(str(tmp_path / "a.png")) is None


@pytest.mark.usefixtures("vault")
def test_what_is_no_note_makes_no_page(run: Run) -> None:
    """Nothing is written then; standard input has no folder."""
    code, _, said = run("page", "README.md", "-o", "vault.html")
    assert (code, said.startswith("notelint: no note was found")) == (1, True)
    assert not Path("vault.html").exists()
    assert run("page", "-")[0] == 2
    assert run("page", "gone", "-o", "vault.html") == (2, "", "notelint: gone: no such file or folder\n")


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize(("module", "options"), [("jinja2", ()), ("PIL", ("--embed-images",))])
def test_what_is_not_installed_is_named(
    module: str, options: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do; nothing is written."""
    for name in [name for name in sys.modules if name.startswith(("notelint.page.rendering", "notelint.page.thumb"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    code, out, said = run("page", *options, "-o", "vault.html")
    assert (code, out, said.count("\n")) == (2, "", 1)
    assert ": pip install " in said
    assert not Path("vault.html").exists()


def test_what_notes_have_and_lack() -> None:
    """Facts, then the sections that are common; what a schema requires is told apart."""
    usual = "---\ntitle: A\nauthors: [B]\n---\n\n## Summary\n\nText.\n\n## 1. Open Questions\n\nText.\n"
    files = pages({"a.md": usual, "b.md": usual, "c.md": "# (2019 G) Gears\n\n## Model: M\n\n## Odd one\n\nText.\n"})
    found = [record for file in files for record in file.records]
    shown = columns(found)
    assert [each.label for each in shown if each.is_section] == ["Questions", "Summary", "Model", "Training"]
    assert "Odd one" not in {each.label for each in shown}
    signs = dict(zip((each.name for each in shown), cells(found[2], shown), strict=True))
    assert (signs["title"], signs["authors"], signs["model"], signs["summary"], signs["training"]) == (
        "1",
        "0",
        "1",
        "!",
        "!",
    )


def test_the_policy_names_the_script_and_the_style_that_are_there() -> None:
    """Their digests, nothing inline, no address of the network."""
    tree = html5lib.parse("".join(render("A", {"notes": []}, (), {}, ())), namespaceHTMLElements=False)
    (policy,) = [
        each.get("content") for each in tree.iter("meta") if each.get("http-equiv") == "Content-Security-Policy"
    ]
    given_ = dict(each.split(" ", 1) for each in policy.split("; "))
    (script,) = [each.text for each in tree.iter("script") if each.get("type") is None]
    (style,) = [each.text for each in tree.iter("style")]
    for text, name in ((script, "script-src"), (style, "style-src")):
        assert given_[name] == f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
    assert given_["default-src"] == "'none'"
    assert given_["img-src"] == "'self' file: data:"
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|fetch\(", script)
    assert not re.search(r"@import|url\(", style)
