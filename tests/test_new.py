"""`notelint new`: a note in which its schema finds only what is to be filled in, and notes from a bibliography."""

from __future__ import annotations

import json
import re
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bibtexparser.entrypoint import parse_file
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint import cli
from notelint.bibliography.bibtex import decoded
from notelint.errors import NotelintError
from notelint.formats import FORMATS
from notelint.formats.entries import entry_records, record_of
from notelint.formats.note_text import note_text
from notelint.note import read_document
from notelint.record import Record, records
from notelint.schema import find_schema, shipped_schemas
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from bibtexparser.model import Entry

    Run = Callable[..., tuple[int, str, str]]

HERE = Path(__file__).parent
GOLD = HERE.parents[1] / "shared" / "gold"
SHIPPED = [schema.name for schema in shipped_schemas()]
FACTS = ("title", "short_name", "authors", "year", "venue", "doi", "arxiv", "url")
ALL = {
    "title": "WDG: A Study of Widgets & Gears",
    "authors": "Jane Roe, John van den Doe, OpenAI",
    "year": "2019",
    "venue": "NeurIPS",
    "doi": "10.1234/abc.5",
    "arxiv": "1901.00001v2",
    "url": "https://example.org/widgets?id=5&p=1",
}
BIB = """\
@string{jmlr = "Journal of Machine Learning Research"}
@article{roe2020, title = {A Study of {WDG}s}, author = {Roe, Jane and {Barnes and Noble}}, journal = jmlr,
  volume = 21, pages = "3--9", year = 2020, month = feb, keywords = {gears, cogs}, annote = {Organization: none.}}
@misc{x, year = 2020}
@misc{broken, title = {No end, year = 2020}
@inproceedings{doe2021, title = "Gears" # { of M\\"uller}, booktitle = {CVPR}, year = {2021}, doi = {10.1234/x_y}}
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb in an empty folder: the exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def verb(*arguments: str) -> tuple[int, str, str]:
        code = cli.main([*arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return verb


def read(text: str, name: str, path: str = "-") -> list[Record]:
    """The records of a note, by a shipped schema or one in a file."""
    return [*records([read_document(Source(path, text), [find_schema(name).layout], configured=True)])]


def options(facts: dict[str, str]) -> list[str]:
    """Facts as options of the command line."""
    return [f"--{name}={value}" for name, value in facts.items()]


def found(run: Run, schema: str, path: str) -> list[tuple[str, str]]:
    """What `check` finds in a file: each rule with its message."""
    _, out, _ = run("check", "--isolated", "--no-cache", "-q", "--output-format=json", f"--schema={schema}", path)
    return [(each["rule"], each["message"]) for each in json.loads(out)]


@pytest.mark.parametrize("schema", SHIPPED)
def test_a_new_note_is_clean_but_for_what_is_to_be_filled_in(run: Run, schema: str) -> None:
    """With all facts given, only the empty sections are found; the note is read with the same facts."""
    assert run("new", f"--schema={schema}", *options(ALL), "-o", "new.md") == (0, "", "")
    sections = [field.section for field in find_schema(schema).layout.fields if field.section]
    expected = [("section-empty", f'the {name} section of "{ALL["title"]}" is empty') for name in sections]
    assert found(run, schema, "new.md") == expected
    (told,) = read(Path("new.md").read_text("utf-8"), schema)
    wanted = record_of(ALL)
    fields = {each.value for each in told.extra_fields}
    assert [name for name in FACTS if getattr(told, name) not in (getattr(wanted, name), None)] == []
    assert all(getattr(told, name) or ALL[name] in fields for name in ALL)
    assert set(told.missing) <= {"model", "training", "summary"}
    assert [name.literal or name.family for name in told.authors] == ["Roe", "Doe", "OpenAI"]


WORDS = st.text("aBcé中 :-&$*_`[]()<>#'\"", min_size=1, max_size=12)
TITLES = st.builds("{}{} study".format, st.sampled_from(["A ", "WDG: ", "On the "]), WORDS)


PAPERS = st.fixed_dictionaries(
    {"title": TITLES, "year": st.integers(1950, 2030)},
    optional={
        "authors": st.lists(
            st.sampled_from(["Jane Roe", "Roe, John", "{Barnes and Noble}", "山田 太郎"]), min_size=1, unique=True
        ),
        "venue": st.sampled_from(["NeurIPS", "Nature", "arXiv"]),
        "doi": st.just("10.1234/a_b"),
    },
)


@settings(max_examples=20, deadline=None)
@given(PAPERS)
@pytest.mark.parametrize("schema", SHIPPED)
def test_whatever_is_known_is_read_back(schema: str, facts: dict[str, Any]) -> None:
    """Any part of the facts, with what Markdown and YAML take for their own, comes back from a new note."""
    wanted = record_of(facts)
    text = note_text(wanted, find_schema(schema).layout, is_new=True)
    (told,) = read(text, schema)
    assert [getattr(told, name) for name in FACTS] == [getattr(wanted, name) for name in FACTS]
    assert not any(block.type != "html" for each in told.sections if each.heading for block in each.blocks)


OWN = {
    "x-markdown": {"note": {"file": True}, "sections": {"ordered": True, "closed": True}},
    "required": ["title", "authors", "rating", "method", "summary"],
    "properties": {
        "title": {"type": "string", "x-markdown": {"label": "Title"}},
        "authors": {"type": "array", "x-markdown": {"label": "Authors", "read": "names"}},
        "rating": {"type": "integer", "x-markdown": {"label": "Rating"}},
        "year": {"type": "integer", "x-markdown": {"label": "Year", "read": "year", "template": False}},
        "method": {"type": "string", "description": "How --> it works.", "x-markdown": {"section": "Method"}},
        "summary": {"type": "string", "x-markdown": {"section": "TL;DR", "prompt": "In a sentence?"}},
    },
}


def test_a_note_of_a_schema_of_ones_own(run: Run) -> None:
    """No front matter where the schema has none; labels and sections in its order, prompts in comments."""
    Path("own.json").write_text(json.dumps(OWN))
    code, out, err = run("new", "--schema=own.json", "--title=Gears", "--doi=10.1234/x")
    assert (code, err) == (0, "")
    assert out == (
        "# Gears\n\n- **Authors**:\n- **Rating**:\n- **DOI**: 10.1234/x\n\n"
        "## Method\n\n<!-- How -> it works. -->\n\n## TL;DR\n\n<!-- In a sentence? -->\n"
    )
    Path("new.md").write_text(out)
    assert found(run, "own.json", "new.md") == [
        ("note-property-missing", '"Gears" has no authors'),
        ("note-property-missing", '"Gears" has no rating'),
        ("section-empty", 'the Method section of "Gears" is empty'),
        ("section-empty", 'the TL;DR section of "Gears" is empty'),
    ]


def test_keys_and_labels_stand_where_the_schema_has_them(run: Run) -> None:
    """A title that is a key makes no heading, whatever else stands in labels."""
    own = json.loads(json.dumps(OWN))
    own["properties"]["title"] = {"type": "string"}
    own["properties"]["tags"] = {"type": "array"}
    Path("own.json").write_text(json.dumps(own))
    _, out, _ = run("new", "--schema=own.json", "--title=Gears: a study", "--authors=Jane Roe")
    assert out.startswith(
        '---\ntitle: "Gears: a study"\ntags:\n---\n\n- **Authors**: Jane Roe\n- **Rating**:\n\n## Method\n'
    )


def test_the_schema_is_the_configured_one_or_that_of_the_folder(run: Run) -> None:
    """Without --schema the configuration says it, else the notes that are there, else it is literature-note."""
    assert run("new", "--title=Gears")[1].startswith("---\ntitle: Gears\nauthors:\n")
    Path("one.md").write_text("# Cogs\n\n- **Authors**: Jane Roe\n- **Year**: 2019\n- **Venue**: CVPR\n")
    assert run("new", "--title=Gears")[1].startswith("# Gears\n\n- **Authors**:\n")
    Path("notelint.toml").write_text('schemas = [{ paths = ["*.md"], schema = "paper-study" }]\n')
    assert run("new", "--title=Gears", "--year=2019")[1].startswith("## (2019) Gears\n\n### Model\n")


def test_a_note_has_the_keys_of_those_beside_it(run: Run) -> None:
    """From three notes on: their words for keys and labels, and empty places for what most of them give."""
    note = (
        "---\nTitle: Cogs {0}\nAuthor: Jane Roe\nYear: 201{0}\n"
        "Source: https://example.org/{0}\nKeywords: [a]\n---\n\nText.\n"
    )
    for number in (1, 2):
        Path(f"@roe201{number}.md").write_text(note.format(number))
    assert run("new", "--title=Gears")[1].startswith("---\ntitle: Gears\nauthors:\n")
    Path("@roe2013.md").write_text(note.format(3))
    assert run("new", "--title=Gears", "--doi=10.1234/x") == (
        0,
        "---\nTitle: Gears\nAuthor:\nYear:\ndoi: 10.1234/x\nSource:\ncitekey: gears\nKeywords:\n---\n",
        "",
    )
    assert run("new", "--title=Gears", "--schema=literature-note")[1].startswith("---\ntitle: Gears\nauthors:\n")


def test_a_note_has_what_check_asks_of_it(run: Run) -> None:
    """From five notes on: also the keys, labels and sections that only these notes know, so that it has only gaps."""
    note = (
        "---\ntitle: Cogs {0}\nauthors: [Jane Roe]\nyear: 201{0}\nstatus: read\n---\n\n"
        "## Summary\n\nText.\n\n## Open questions\n\nText.\n\n## Zest\n\nText.\n"
    )
    for number in range(5):
        Path(f"{number}.md").write_text(note.format(number))
    assert run("new", "--title=Gears", "-o", "gears.md")[0] == 0
    text = Path("gears.md").read_text()
    assert "\nstatus:\n" in text
    assert re.findall("(?m)^## (.*)$", text) == ["Summary", "Open questions", "Zest"]
    (found,) = run("check", "--output-format=concise")[1].splitlines()
    assert "[section-empty]: 3 sections" in found  # to be written; no more is said of a note that is only begun


def test_a_heading_that_is_a_label_stands_once(run: Run) -> None:
    """As a section, as in the notes of the folder."""
    note = (
        "# Cogs {0}\n\n**Authors**: Jane Roe\n\n**Year**: 201{0}\n\n## Abstract\n\nText.\n\n## Tags\n\nGears, Cogs\n"
    )
    for number in range(5):
        Path(f"{number}.md").write_text(note.format(number))
    text = "# Gears\n\n- **Authors**:\n- **Year**:\n\n## Abstract\n\n## Tags\n"
    assert run("new", "--title=Gears") == (0, text, "")


def test_a_note_has_the_labels_of_those_beside_it(run: Run) -> None:
    """A heading for the title, and the labels as they are called there."""
    for number in (1, 2, 3):
        Path(f"{number}.md").write_text(
            f"# Cogs {number}\n\n**Author**: Jane Roe\n"
            f"**Link**: <https://example.org/{number}>\n**Conference**: CVPR 201{number}\n"
        )
    assert run("new", "--title=Gears", "--venue=ICML", "--year=2014")[1] == (
        "# Gears\n\n- **Author**:\n- **Year**: 2014\n- **Conference**: ICML\n- **Link**:\n"
    )


def test_a_title_has_a_letter(run: Run) -> None:
    """What has none is no title, and the name of the file does not stand in for it."""
    Path("refs.bib").write_text("@article{x, title = {..}, author = {Jane Roe}, year = 2020}\n")
    assert run("new", "--from=refs.bib") == (
        2,
        "",
        "notelint: refs.bib:1: x has no title, so that no note can be made of it: add one\n",
    )


def test_notes_from_a_bib_file(run: Run) -> None:
    """One note an entry; what is no entry or has no title is named with its line, and the others are written."""
    Path("refs.bib").write_text(BIB)
    Path("notes").mkdir()
    code, out, err = run("new", "--from=refs.bib", "-o", "notes")
    assert (code, out) == (2, "")
    assert err == (
        "notelint: wrote 2 notes to notes\n"
        "notelint: refs.bib:4: x has no title, so that no note can be made of it: add one\n"
        "notelint: refs.bib:5: broken cannot be read from here on: is a brace, quote or comma missing?\n"
    )
    assert Path("notes/roe2020.md").read_text() == (
        "---\ntitle: A Study of WDGs\nauthors:\n  - Roe, Jane\n"
        '  - "{Barnes and Noble}"\nyear: 2020\npublished: "2020-02"\n'
        'venue: Journal of Machine Learning Research\nvolume: "21"\npages: "3–9"\nurl:\ncitekey: roe2020\ntags:\n'
        "  - gears\n  - cogs\n---\n\n## Notes\n\nOrganization: none.\n"
    )
    assert "title: Gears of Müller\n" in Path("notes/doe2021.md").read_text()
    assert found(run, "literature-note", "notes") == []


def test_notes_that_go_into_one_file(run: Run) -> None:
    """Where a heading begins each note, all entries may go into one new file."""
    Path("refs.bib").write_text("@misc{a, title={One}, year=2019}\n@misc{b, title={Two}, year=2020}\n")
    assert run("new", "--from=refs.bib", "--schema=paper-study", "-o", "post.md") == (0, "", "")
    text = Path("post.md").read_text()
    assert re.findall("(?m)^## .*", text) == ["## (2019) One", "## (2020) Two"]
    assert [rule for rule, _ in found(run, "paper-study", "post.md")] == ["section-empty"] * 8


def test_what_is_there_is_never_changed(run: Run) -> None:
    """An existing file, in whatever case, is named and skipped, and the exit code is 1."""
    Path("refs.bib").write_text("@misc{Roe, title = {One}}\n@misc{doe, title = {Two}}\n")
    Path("roe.md").write_text("mine")
    assert run("new", "--from=refs.bib", "-o", ".") == (
        1,
        "",
        "notelint: wrote 1 note to .\nnotelint: Roe.md already exists: not overwritten\n",
    )
    assert Path("roe.md").read_text() == "mine"
    assert sorted(path.name for path in Path().glob("*.md")) == ["doe.md", "roe.md"]
    assert run("new", "--title=X", "-o", "roe.md")[0] == 1
    assert Path("roe.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--title=X", "--schema=paper-nte"), "unknown note schema 'paper-nte': did you mean 'paper-note'?"),
        ((), "new: give the title of the paper with --title, or a bibliography with --from FILE"),
        (("--title=X", "--arxiv=foo"), "--arxiv 'foo': cannot be read: write it as in --arxiv '1706.03762'"),
        (("--title=X", "--year=soon"), "--year 'soon': cannot be read: write it as in --year '2017'"),
        (("--title=X", "-o", "no/"), "no/: no such folder: make it first, or name a file with -o, such as note.md"),
        (("--title=X", "-o", "no/x.md"), "no: no such folder: make it first, or name a file with -o, such as note.md"),
        (("--from=refs.bib", "--title=X"), "--title: remove it: the entries of --from give it"),
        (("--from=none.bib",), "none.bib: cannot be read: No such file or directory"),
        (("--from=text.txt",), "text.txt: is no bibliography: name a .bib file, or a .json file of CSL-JSON"),
        (("--from=empty.bib",), "empty.bib: holds no entry"),
        (("--from=bad.json",), "bad.json: item 2: is no CSL-JSON item: it must be an object with a title and a type"),
        (("--from=refs.bib",), "refs.bib: its 2 notes do not go into one file: name a folder with -o DIR"),
        (
            ("--from=refs.bib", "--schema=paper-study"),
            "b: its year is not known, which stands in the heading of such a note (paper-study): add it",
        ),
    ],
)
def test_what_is_wrong_is_said(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """One line with what to do, and exit code 2."""
    Path("refs.bib").write_text("@misc{a, title = {One}, year = 2020}\n@misc{b, title = {Two}}\n")
    Path("text.txt").write_text("")
    Path("empty.bib").write_text("nothing\n")
    Path("bad.json").write_text('[{"title": "One"}, 2]')
    code, _, err = run("new", *arguments)
    assert code == 2
    assert f"notelint: {said}\n" == err


@pytest.mark.parametrize(
    ("names", "pattern"),
    [
        (("2019-roe2019cogs.md", "2020-doe2020gears.md"), "2021-poe2021wheels.md"),
        (("Cogs.md", "Gears.md"), "Wheels of Time.md"),
        (("roe2019.md", "doe2020.md"), "poe2021.md"),
        (("2019_Roe_Cogs.md", "2020_Doe_Gears.md", "other.md"), "2021_Poe_Wheels of Time.md"),
        (("all-about-cogs.md", "some-good-gears.md"), "wheels-of-time.md"),
        (("001.md", "002.md"), "poe2021wheels.md"),
        (("Cogs.md", "doe2020gears.md"), "poe2021wheels.md"),
    ],
)
def test_a_file_is_named_as_the_others_of_its_folder(run: Run, names: tuple[str, ...], pattern: str) -> None:
    """By what more than half of the names are made of, or else by the citation key."""
    for name, (title, author, year) in zip(
        names, (("Cogs", "Roe", 2019), ("Gears", "Doe", 2020), ("Odd", "No", 2000)), strict=False
    ):
        Path(name).write_text(f"---\ntitle: {title}\nauthors: [Jane {author}]\nyear: {year}\n---\n")
    Path("refs.bib").write_text(
        "@article{poe2021wheels, title = {Wheels of Time}, author = {Poe, Ann}, year = 2021}\n"
    )
    assert run("new", "--from=refs.bib", "-o", ".") == (0, "", "notelint: wrote 1 note to .\n")
    assert Path(pattern).is_file()


def test_a_file_is_not_named_by_a_number_alone(run: Run) -> None:
    """Where the part is missing that says which paper it is, the citation key does."""
    Path("notelint.toml").write_text('file-name = "{author}{year}.md"\n')
    Path("refs.bib").write_text("@misc{gears, title = {One}, year = 2020}\n")
    assert run("new", "--from=refs.bib", "-o", ".")[0] == 0
    assert Path("gears.md").is_file()


def test_the_configured_file_name(run: Run) -> None:
    """The key file-name goes before what is usual; what a paper lacks leaves no gap; two of one name are an error."""
    Path("notelint.toml").write_text('file-name = "{year}-{slug}.md"\n')
    Path("refs.bib").write_text("@misc{a, title = {One: a/b?}}\n@misc{b, title = {One, a b}}\n")
    code, _, err = run("new", "--from=refs.bib", "-o", ".")
    assert (code, err) == (
        2,
        (
            "notelint: wrote 1 note to .\n"
            "notelint: b: its note would be one-a-b.md, as that of a: let names differ by "
            'file-name = "{citekey}.md" in the configuration\n'
        ),
    )
    for pattern, said in (
        ("note.md", 'name one file, by parts in braces, such as "{year}-{citekey}.md"'),
        ("{yaer}.md", "did you mean 'year'?"),
        ("a/{year}.md", 'name one file, by parts in braces, such as "{year}-{citekey}.md"'),
    ):
        Path("notelint.toml").write_text(f'file-name = "{pattern}"\n')
        code, _, err = run("new", "--from=refs.bib", "-o", ".")
        assert (code, err) == (2, f"notelint: notelint.toml:1:13: file-name: {said}\n")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*'{}",=#@()\n ', "@article{k,", "title", "author", " and ", "\\", "$x$"])).map("".join)
)
def test_any_text_is_a_bibliography_or_said_to_be_none(text: str) -> None:
    """A .bib file of any text gives records and errors, each of these with a line of the file."""
    try:
        found = [*entry_records("a.bib", text.encode())]
    except NotelintError as error:
        found = [error]
    for each in found:
        if isinstance(each, NotelintError):
            place = re.match(r"a\.bib(?:: holds no entry$|:(\d+): )", str(each))
            assert place
            assert int(place[1] or 1) <= text.count("\n") + 1


JSON = st.recursive(
    st.none() | st.integers(0, 3000) | st.text("a{2019-}", max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["family", "raw"]), inner, max_size=2),
    max_leaves=4,
)
VARIABLES = st.sampled_from(
    ["type", "author", "issued", "number", "publisher", "note", "id", "DOI", "container-title"]
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(VARIABLES, JSON))
def test_an_item_of_any_values_is_read(item: dict[str, Any]) -> None:
    """What CSL does not have is left out; the title, the first of Crossref's, is read."""
    (record,) = entry_records("a.json", json.dumps([{**item, "title": ["Gears", "Cogs"]}]).encode())
    assert isinstance(record, Record)
    assert record.title == "Gears"


def test_what_zotero_exports(run: Run) -> None:
    """A preprint is at arXiv, whatever its publisher, and Zotero's address of it is no key."""
    item = {
        "id": "http://zotero.org/users/1/items/ABC",
        "type": "article",
        "title": "BERT: Pre-training",
        "author": [{"family": "Devlin", "given": "Jacob"}, {"literal": "Barnes and Noble"}],
        "issued": {"date-parts": [["2018", 10, 11]]},
        "DOI": "10.48550/arXiv.1810.04805",
        "publisher": "arXiv",
        "number": "arXiv:1810.04805",
        "note": "arXiv:1810.04805 [cs]",
    }
    Path("z.json").write_text(json.dumps([item]))
    code, out, err = run("new", "--from=z.json")
    assert (code, err) == (0, "")
    assert out == (
        '---\ntitle: "BERT: Pre-training"\nauthors:\n  - Devlin, Jacob\n  - "{Barnes and Noble}"\nyear: 2018\n'
        'published: 2018-10-11\nvenue: arXiv\narxiv: "1810.04805"\nurl:\ncitekey: devlin2018bert\ntags:\n---\n'
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\mbox{G-Animal's} {\em Journal}", "G-Animal's Journal"),
        (r"{\textless}a{\textgreater} \& \{b\}, 5\%, \$3", "<a> & {b}, 5%, $3"),
        (r"$\ell_{2}$-Norms of {BERT}", r"$\ell_{2}$-Norms of BERT"),
        (r"H\textsubscript{2}O by \emph{Erd\H{o}s} and M{\"u}ller", "H<sub>2</sub>O by Erdős and Müller"),
        (r"pages 3--9,~{\L}\'od\'z", "pages 3–9, Łódź"),
    ],
)
def test_what_tex_says(written: str, read: str) -> None:
    """Commands, accents and signs become text; mathematics stays."""
    assert decoded(written) == read


@pytest.mark.parametrize(
    "field",
    [
        "url = {https://e.org/~roe/a_b--c}",
        r"url={\url{https://e.org/\~roe/a\_b--c}}",
        r"howpublished = {\url{https://e.org/~roe/a_b--c}}",
    ],
)
def test_an_address_is_taken_as_it_is(field: str) -> None:
    """No sign of it is TeX's, but for a backslash before one."""
    (found,) = entry_records("a.bib", f"@misc{{a, title={{One}}, {field}}}".encode())
    assert isinstance(found, Record)
    assert (found.url, found.venue) == ("https://e.org/~roe/a_b--c", None)


def test_what_an_entry_has_from_another() -> None:
    """The title of the proceedings is the venue; what the entry says itself counts."""
    text = "@inproceedings{a, title={One}, crossref={p}, pages={1}}\n@inproceedings{b, title={Two}, crossref={none}}\n"
    text += "@proceedings{p, title={Proc. of Gears}, year=2019, publisher={Cogs}, pages={99}}\n"
    one, two, _ = [each for each in entry_records("a.bib", text.encode()) if isinstance(each, Record)]
    assert (one.title, one.venue, one.year) == ("One", "Proc. of Gears", 2019)
    assert (one.extra["publisher"], one.extra["pages"], one.extra_fields) == ("Cogs", "1", ())
    assert (two.title, two.venue, two.year) == ("Two", None, None)


def test_an_unclear_month_is_no_venue() -> None:
    """A date that cannot be read is left out."""
    (found,) = entry_records("a.bib", b"@phdthesis{a, title={One}, year=1988, month={Spring} # { term}}")
    assert isinstance(found, Record)
    assert (found.year, found.date, found.venue) == (1988, None, None)


def test_entries_on_one_line_are_all_read() -> None:
    """A file need not have an entry a line."""
    found = entry_records("a.bib", b"@misc{a, title={One}}@misc{b, title={Two}} @misc(c, title={Three})")
    assert [each.id for each in found if isinstance(each, Record)] == ["a", "b", "c"]


def bibliography(path: Path) -> list[Record]:
    """The records of a file that holds nothing but entries."""
    found = [*entry_records(str(path), path.read_bytes())]
    assert not any(isinstance(each, NotelintError) for each in found)
    return [each for each in found if isinstance(each, Record)]


def facts_of(path: Path) -> list[dict[str, Any]]:
    """What a bibliography says, as a reader of it sees it, but for remarks on the paper and what others derive."""
    if path.suffix == ".json":
        found = json.loads(path.read_text("utf-8"))
        return [{key: value for key, value in item.items() if key not in ("note", "annote")} for item in found]
    return sorted(({"id": each.key, **_fields(each)} for each in parse_file(str(path)).entries), key=itemgetter("id"))


def _fields(entry: Entry) -> dict[str, str]:
    """The fields without the braces that keep case, as they may stand around a word or a name."""
    fields = {field.key: re.sub(r"[{}]", "", field.value) for field in entry.fields}
    fields |= {"doi": fields["doi"].lower()} if "doi" in fields else {}
    derived = ["annote", "key", "shorttitle"] + ["url"] * ("eprint" in fields and "arxiv.org" in fields.get("url", ""))
    if entry.key == "he2022x":  # to the reader of notes, a tag in a title is markup, and `Journal` no name
        derived += ["title", "journal"]
    return {"type": entry.entry_type, **{name: value for name, value in fields.items() if name not in derived}}


@pytest.mark.parametrize("schema", ["literature-note", "paper-note", "reading-list"])
@pytest.mark.parametrize("name", ["seed.bib", "seed.csl.json", "rich.bib"])
def test_from_a_bibliography_to_notes_and_back(run: Run, name: str, schema: str) -> None:
    """The entries of the notes that come of a bibliography are those of that bibliography."""
    if not GOLD.is_dir():
        pytest.skip("the gold files are not beside the checkout")
    Path("notes").mkdir()
    source = GOLD / name
    code, _, err = run("new", f"--from={source}", f"--schema={schema}", "-o", "notes")
    assert (code, err.count("\n")) == (0, 1)
    back = "back.csl.json" if name.endswith(".json") else "back.bib"
    assert run("convert", "--isolated", f"--schema={schema}", "notes", "-o", back) == (0, "", "")
    key = itemgetter("id")
    assert sorted(facts_of(Path(back)), key=key) == sorted(facts_of(source), key=key)


@pytest.mark.parametrize("to", ["bibtex", "csl-json"])
@pytest.mark.parametrize("path", sorted((HERE / "notes").glob("*.md")), ids=lambda path: path.stem)
def test_our_own_bibliographies_are_read_back(tmp_path: Path, path: Path, to: str) -> None:
    """What is written of notes, read and written again, differs at most in remarks and in what sorts it."""
    text = path.read_text("utf-8")
    written = "".join(
        FORMATS[to].write(records([read_document(Source(path.name, text), [s.layout for s in shipped_schemas()])]))
    )
    file = tmp_path / ("x.bib" if to == "bibtex" else "x.json")
    file.write_text(written, encoding="utf-8")
    again = tmp_path / f"again{file.suffix}"
    again.write_text("".join(FORMATS[to].write(bibliography(file))), encoding="utf-8")
    assert facts_of(again) == facts_of(file)
