"""Writers of BibTeX and biblatex, and the LaTeX in them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, get_args

import pytest
from bibtexparser.entrypoint import parse_string

from notelint.bibliography.names import Name
from notelint.dataclass import replace
from notelint.formats import FORMATS, latex
from notelint.record.model import Block, ExtraField, LinkRecord, Record, RecordType, SectionRecord, from_json
from notelint.resources import SCHEMAS

EXAMPLE = from_json(json.loads(Path(SCHEMAS, "record.json").read_text("utf-8"))["examples"][0])
GOLD = Path(__file__).parents[1].parent / "shared" / "gold"

DEVLIN = (
    Name("Devlin", "Jacob", None, None, None, "Jacob Devlin"),
    Name("Chang", "Ming-Wei", None, None, None, "Ming-Wei Chang"),
)


def literal(text: str) -> Name:
    """A name without parts."""
    return Name(None, None, None, None, text, text)


def paper(**changes: Any) -> Record:  # noqa: ANN401 - any field
    """A record with a key, a title and a year, and what else is given; `extra` holds what is no field of a record."""
    bare = {"short_name": None, "organizations": (), "groups": (), "links": (), "model": None, "training": None}
    return replace(EXAMPLE, **{**bare, "id": "key2019", "title": "A title", "year": 2019, **changes})


def link(kind: Any, url: str, canonical: str | None = None) -> LinkRecord:  # noqa: ANN401 - a LinkKind
    """A link of a kind."""
    return LinkRecord(kind, None, None, url, canonical, None, 1)


def written(name: str, *records: Record) -> str:
    """What the writer of that name makes of the records."""
    return "".join(FORMATS[name].write(records))


def fields(name: str, record: Record) -> dict[str, str]:
    """The fields of the record's only entry, as bibtexparser reads them."""
    (entry,) = parse_string(written(name, record)).entries
    return {field.key: field.value for field in entry.fields}


@pytest.mark.parametrize(("name", "gold"), [("bibtex", "seed.bib"), ("biblatex", "seed.biblatex.bib")])
def test_hand_made_files(hand_made: list[dict[str, Any]], name: str, gold: str) -> None:
    """The hand-made records give the hand-made files, byte for byte."""
    records = [from_json(data) for data in hand_made]
    assert written(name, *records).encode() == (GOLD / gold).read_bytes()


def test_conference_paper() -> None:
    """A paper at a conference: the fields in a column, in a fixed order; the organization is no sponsor."""
    record = paper(
        type="conference",
        title="BERT: Pre-training of Deep Bidirectional Transformers",
        short_name="BERT",
        authors=DEVLIN,
        organizations=("Google AI",),
        date="2019-05-24",
        venue="NAACL-HLT",
        venue_type="conference",
        doi="10.18653/v1/n19-1423",
        arxiv="1810.04805v2",
        arxiv_class="cs.CL",
        url="https://aclanthology.org/N19-1423/",
        groups=("NLP",),
        model="Transformer",
        links=(
            link("video", "https://youtu.be/a_b?t=1", "https://youtu.be/a_b"),
            link("other", "https://example.org"),
        ),
    )
    assert written("bibtex", record) == (
        "@inproceedings{key2019,\n"
        "  author        = {Devlin, Jacob and Chang, Ming-Wei},\n"
        "  title         = {{BERT}: Pre-training of Deep Bidirectional Transformers},\n"
        "  shorttitle    = {{BERT}},\n"
        "  booktitle     = {NAACL-HLT},\n"
        "  year          = {2019},\n"
        "  month         = may,\n"
        "  doi           = {10.18653/v1/n19-1423},\n"
        "  eprint        = {1810.04805},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass  = {cs.CL},\n"
        "  url           = {https://aclanthology.org/N19-1423/},\n"
        "  keywords      = {NLP},\n"
        "  annote        = {Organization: Google AI. Model: Transformer. Video: \\url{https://youtu.be/a_b}.},\n"
        "}\n"
    )
    assert written("biblatex", record) == (
        "@inproceedings{key2019,\n"
        "  author      = {Devlin, Jacob and Chang, Ming-Wei},\n"
        "  title       = {{BERT}: Pre-training of Deep Bidirectional Transformers},\n"
        "  shorttitle  = {{BERT}},\n"
        "  booktitle   = {NAACL-HLT},\n"
        "  date        = {2019-05-24},\n"
        "  doi         = {10.18653/v1/n19-1423},\n"
        "  eprint      = {1810.04805},\n"
        "  eprinttype  = {arxiv},\n"
        "  eprintclass = {cs.CL},\n"
        "  url         = {https://aclanthology.org/N19-1423/},\n"
        "  keywords    = {NLP},\n"
        "  annotation  = {Organization: Google AI. Model: Transformer. Video: \\url{https://youtu.be/a_b}.},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("record", "bibtex", "biblatex"),
    [
        pytest.param(paper(type="misc"), "misc", "misc", id="misc"),
        pytest.param(paper(type="preprint", arxiv="1810.04805"), "misc", "online", id="preprint"),
        pytest.param(paper(type="preprint"), "misc", "misc", id="preprint at no known place"),
        pytest.param(paper(type="conference"), "inproceedings", "inproceedings", id="conference"),
        pytest.param(paper(type="journal"), "article", "article", id="journal"),
        pytest.param(paper(type="report", organizations=("O",)), "techreport", "report", id="report"),
        pytest.param(paper(type="report"), "misc", "misc", id="report of nobody knows whom"),
        pytest.param(paper(type="thesis"), "misc", "thesis", id="thesis of nobody knows where"),
        pytest.param(paper(type="thesis", organizations=("U",)), "phdthesis", "thesis", id="thesis"),
        pytest.param(paper(type="thesis", venue="MSc thesis, U"), "mastersthesis", "thesis", id="master's thesis"),
        pytest.param(paper(type="book"), "book", "book", id="book"),
        pytest.param(paper(type="web", url="https://example.org"), "misc", "online", id="web page"),
        pytest.param(paper(type="web"), "misc", "misc", id="web page without address"),
        pytest.param(paper(type="dataset"), "misc", "dataset", id="dataset"),
        pytest.param(paper(type="software"), "misc", "software", id="software"),
    ],
)
def test_types(record: Record, bibtex: str, biblatex: str) -> None:
    """Each type of record has its entry type; none claims more than the note says."""
    assert written("bibtex", record).startswith(f"@{bibtex}{{")
    assert written("biblatex", record).startswith(f"@{biblatex}{{")


def test_arxiv_preprint_names_arxiv_once() -> None:
    """A preprint at arXiv has its eprint, and its page for styles that know none; no journal says the same again."""
    record = paper(
        type="preprint",
        arxiv="1810.04805v2",
        venue="arXiv",
        venue_type="preprint_server",
        url="https://arxiv.org/pdf/1810.04805v1.pdf",
    )
    common = {"title": "A title", "eprint": "1810.04805", "url": "https://arxiv.org/abs/1810.04805"}
    assert fields("bibtex", record) == {**common, "year": "2019", "archiveprefix": "arXiv", "key": "title"}
    assert fields("biblatex", record) == {
        **common,
        "date": "2019",
        "eprinttype": "arxiv",
        "pubstate": "prepublished",
        "sortkey": "title",
    }


@pytest.mark.parametrize(
    ("url", "written_url"),
    [
        pytest.param("https://doi.org/10.1/A_B", "https://arxiv.org/abs/1810.04805", id="the DOI"),
        pytest.param("https://arxiv.org/pdf/1810.04805v3", "https://arxiv.org/abs/1810.04805", id="the PDF at arXiv"),
        pytest.param(None, "https://arxiv.org/abs/1810.04805", id="none"),
        pytest.param("https://arxiv.org/abs/1810.04806", "https://arxiv.org/abs/1810.04806", id="another arXiv page"),
        pytest.param("https://example.org/10.1/a_b", "https://example.org/10.1/a_b", id="another page"),
    ],
)
@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_url_that_says_nothing_new(name: str, url: str, written_url: str) -> None:
    """An address that only repeats the DOI or the arXiv id gives way to the page at arXiv."""
    assert fields(name, paper(doi="10.1/a_b", arxiv="1810.04805", url=url))["url"] == written_url
    assert fields(name, paper(doi="10.1/a_b", url="https://doi.org/10.1/A_B")).get("url") is None


def test_version_of_an_arxiv_paper() -> None:
    """Only when asked for does an entry name the version, wherever the record has it."""
    for record in (paper(arxiv="1810.04805", extra={"arxiv_version": "v2"}), paper(arxiv="1810.04805v2")):
        for to in ("bibtex", "biblatex", "csl-json", "ris", "hayagriva"):
            assert "1810.04805v2" not in written(to, record)
            assert "1810.04805v2" in "".join(FORMATS[to].write([record], keep_version=True))


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://example.org/a_b?c=%20&d=e#f", id="specials of LaTeX"),
        pytest.param("https://example.org/~me/a^b$", id="tilde, caret, dollar"),
        pytest.param("https://例え.jp/論文", id="CJK"),
    ],
)
def test_url_is_verbatim(name: str, url: str) -> None:
    """An address stands byte for byte in its field, and in the annotation."""
    found = fields(name, paper(url=url, doi="10.1/a_b%c", links=(link("code", url),)))
    assert found["url"] == url
    assert found["doi"] == "10.1/a_b%c"
    assert found["annote" if name == "bibtex" else "annotation"] == rf"Code: \url{{{url}}}."


def test_url_that_would_break_the_entry() -> None:
    """Braces, backslashes and spaces in an address are percent-encoded; nothing else is."""
    assert latex.verbatim("https://a.org/{x\\y z_%41") == "https://a.org/%7Bx%5Cy%20z_%41"
    assert latex.verbatim("https://a.org/a\u200bb") == "https://a.org/a%E2%80%8Bb"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        pytest.param(
            r"\ { } & % $ # _", r"{\textbackslash} {\textbraceleft} {\textbraceright} \& \% \$ \# \_", id="all"
        ),
        pytest.param("~ ^ < >", r"{\textasciitilde} {\textasciicircum} {\textless} {\textgreater}", id="signs"),
        pytest.param("a } b { c", r"a {\textbraceright} b {\textbraceleft} c", id="lone braces"),
        pytest.param("ends in \\", r"ends in {\textbackslash}", id="trailing backslash"),
        pytest.param("Aäron François 標題 “x” – y", "Aäron François 標題 “x” – y", id="UTF-8 is kept"),
        pytest.param("costs $1B and $2B", r"costs \$1B and \$2B", id="money"),
        pytest.param("$5-$10", r"\$5-\$10", id="a range of money"),
        pytest.param("an $O(n^2)$ bound for $x_{1}$", "an $O(n^2)$ bound for $x_{1}$", id="math"),
        pytest.param("odd $x_{1$ brace", r"odd \$x\_{\textbraceleft}1\$ brace", id="math with a lone brace"),
        pytest.param("odd $x}{y$ braces", r"odd \$x{\textbraceright}{\textbraceleft}y\$ braces", id="crossed braces"),
        pytest.param("odd $a%b$ comment", r"odd \$a\%b\$ comment", id="math with a comment"),
        pytest.param("odd $a\\$ end", r"odd \$a\$ end", id="an escaped dollar closes nothing"),
        pytest.param(r"costs \$5 and $x$", r"costs \$5 and $x$", id="an escaped dollar opens nothing"),
        pytest.param("H<sub>2</sub>O, x<SUP>a_1</SUP>", r"H\textsubscript{2}O, x\textsuperscript{a\_1}", id="scripts"),
        pytest.param("<i>E. coli</i> <b>{</b>", r"\emph{E. coli} \textbf{{\textbraceleft}}", id="emphasis"),
        pytest.param(
            "a <b> c</i>", r"a {\textless}b{\textgreater} c{\textless}/i{\textgreater}", id="no pair of tags"
        ),
        pytest.param("a\tb\r\n\n c\u00a0d\u2028e", "a b c d e", id="one line"),
        pytest.param("a\u200bb\u00adc\u202ed\x00e\x1bf\ufeff", "abcdef", id="invisible"),
        pytest.param("Cafe\u0301", "Caf\u00e9", id="NFC"),
        pytest.param("A\u3000B", "A\u3000B", id="the ideographic space is CJK text"),
    ],
)
def test_escape(text: str, escaped: str) -> None:
    """LaTeX sees the text and nothing else."""
    assert latex.escape(text) == escaped


@pytest.mark.parametrize(
    ("title", "short_name", "protected"),
    [
        pytest.param("BERT - Pre-training", "BERT", "{BERT} - Pre-training", id="acronym"),
        pytest.param("Neural Indexer (NCI)", "NCI", "Neural Indexer ({NCI})", id="in brackets"),
        pytest.param("Swin - A Transformer", "Swin", "{Swin} - A Transformer", id="the short name"),
        pytest.param("Deep Nets: why deep nets", "Deep Nets", "{Deep Nets}: why deep nets", id="of two words"),
        pytest.param("Swinging with Swin", "Swin", "Swinging with {Swin}", id="whole words only"),
        pytest.param("C# for All", "C#", r"{C\#} for All", id="a short name with a special"),
        pytest.param("An image is worth 16x16 words", None, "An image is worth 16x16 words", id="no capitals"),
        pytest.param("Masked Auto-Encoder", None, "Masked Auto-Encoder", id="title case with a hyphen"),
        pytest.param("GPT-4 and Llama2 in 3D", None, "{GPT-4} and {Llama2} in {3D}", id="capitals and digits"),
        pytest.param("WINdow, iPhone, McDonald", None, "{WINdow}, {iPhone}, {McDonald}", id="inner capitals"),
        pytest.param("A B-Tree for X", None, "A B-Tree for X", id="single letters"),
        pytest.param("基于BERT的模型", None, "基于{BERT}的模型", id="in CJK"),
        pytest.param("BERT's $O(N^2)$ cost", None, "{BERT}'s $O(N^2)$ cost", id="math is left"),
        pytest.param("Under [CVPR 2022]", None, "Under [{CVPR} 2022]", id="brackets"),
        pytest.param("{ABC}", None, r"{\textbraceleft}{ABC}{\textbraceright}", id="braces of the text"),
        pytest.param("Deep Nets", "Deep Nets", "Deep Nets", id="never the whole title"),
        pytest.param("BERT", "BERT", "{BERT}", id="but a title of one odd word"),
        pytest.param("In H<sub>2</sub>O", None, r"In {H\textsubscript{2}O}", id="a formula"),
        pytest.param("In x<sub>2</sub>", None, r"In x\textsubscript{2}", id="a formula without capitals"),
        pytest.param("Of <i>E. coli and DNA</i>", None, r"Of \emph{E. coli and {DNA}}", id="emphasis"),
        pytest.param(r"BERT costs \$5", None, r"{BERT} costs \$5", id="an escaped dollar"),
    ],
)
def test_title(title: str, short_name: str | None, protected: str) -> None:
    """Words whose capitals must stay are in braces, and only they."""
    assert latex.title(title, short_name) == protected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(Name("Devlin", "Jacob", None, None, None, ""), "Devlin, Jacob", id="plain"),
        pytest.param(Name("Oord", "Aäron", "van den", None, None, ""), "van den Oord, Aäron", id="particle"),
        pytest.param(Name("King", "Martin", None, "Jr.", None, ""), "King, Jr., Martin", id="suffix"),
        pytest.param(Name("何", "恺明", None, None, None, ""), "何, 恺明", id="CJK with parts"),
        pytest.param(Name("Plato", None, None, None, None, ""), "Plato", id="one word"),
        pytest.param(Name("García Márquez", "G.", None, None, None, ""), "García Márquez, G.", id="two family names"),
        pytest.param(Name("García Márquez", None, None, None, None, ""), "{García Márquez}", id="without given names"),
        pytest.param(Name("López de Mántaras", "R.", None, None, None, ""), "{López de Mántaras}, R.", id="inner de"),
        pytest.param(
            Name("Smith, Jones", "A and B", None, None, None, ""), "{Smith, Jones}, {A and B}", id="dividers"
        ),
        pytest.param(literal("何恺明"), "{何恺明}", id="CJK"),
        pytest.param(literal("Google AI"), "{Google AI}", id="organization"),
        pytest.param(literal("Barnes and Noble"), "{Barnes and Noble}", id="and"),
        pytest.param(literal("AT&T {Labs"), r"{AT\&T {\textbraceleft}Labs}", id="specials"),
    ],
)
def test_name(name: Name, expected: str) -> None:
    """A name reads as what it is: person with parts, or whole in braces."""
    assert latex.authors([name]) == expected


def test_authors() -> None:
    """Names are joined by `and`; a list that is cut short ends with `others`, which elsewhere is a name."""
    assert latex.authors([*DEVLIN, literal("others")]) == "Devlin, Jacob and Chang, Ming-Wei and others"
    assert latex.authors([]) == ""
    assert latex.authors([literal("others"), DEVLIN[0]]) == "{others} and Devlin, Jacob"


def test_organizations_are_a_list() -> None:
    """Two organizations are joined by `and`; one with an `and` in its name stays one."""
    record = paper(organizations=("Meta", "Barnes and Noble", "AT&T"))
    assert fields("bibtex", record)["organization"] == r"Meta and {Barnes and Noble} and AT\&T"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            paper(type="report", organizations=("Google",)), {"institution": "Google", "key": "Google"}, id="report"
        ),
        pytest.param(
            paper(type="report", organizations=("G",), venue="Technical Report TR-1"),
            {"institution": "G", "key": "G", "type": "Technical Report TR-1"},
            id="what report it is",
        ),
        pytest.param(
            paper(type="thesis", organizations=("U",)), {"school": "U", "key": "U", "type": "Thesis"}, id="any thesis"
        ),
        pytest.param(
            paper(type="thesis", venue="PhD thesis, Widget University"),
            {"school": "Widget University", "key": "Widget University"},
            id="a thesis that its venue describes",
        ),
        pytest.param(
            paper(type="thesis", organizations=("U",), extra_fields=(ExtraField("type", "Master thesis", 1),)),
            {"ENTRYTYPE": "mastersthesis", "school": "U", "key": "U"},
            id="a thesis that a field describes",
        ),
        pytest.param(
            paper(type="misc", venue="Some Blog"), {"howpublished": "Some Blog", "key": "title"}, id="unknown venue"
        ),
        pytest.param(
            paper(type="book", venue="MIT Press"), {"publisher": "MIT Press", "key": "title"}, id="publisher"
        ),
        pytest.param(
            paper(type="book", venue="LNCS", extra={"publisher": "W"}),
            {"publisher": "W", "key": "title", "annote": "Venue: LNCS."},
            id="a book's other venue",
        ),
        pytest.param(
            paper(type="misc", extra={"volume": 3, "issue": "4", "pages": "5", "publisher": "P", "isbn": "6"}),
            {"key": "title", "annote": "Volume: 3. Issue: 4. Pages: 5. Publisher: P. ISBN: 6."},
            id="details without fields",
        ),
        pytest.param(
            paper(type="journal", venue="Nature", organizations=("A", "B")),
            {"journal": "Nature", "key": "A", "annote": "Organization: A, B."},
            id="affiliations",
        ),
    ],
)
def test_nothing_is_lost(record: Record, expected: dict[str, str]) -> None:
    """The venue and the organizations stand in a field of their own, or else in the annotation."""
    (entry,) = parse_string(written("bibtex", record)).entries
    expected = {"ENTRYTYPE": entry.entry_type, "title": "A title", "year": "2019", **expected}
    assert {"ENTRYTYPE": entry.entry_type, **fields("bibtex", record)} == expected


ARTICLE = {"volume": "Vol. 27", "issue": 8, "pages": "pp. 761-763", "publisher": "W", "isbn": "978-0-00-000000-2"}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            paper(type="journal", venue="Nature 2019", date="2019-05-24", extra=ARTICLE),
            {"journal": "Nature", "volume": "27", "number": "8", "pages": "761--763", "month": "may"},
            id="journal",
        ),
        pytest.param(
            paper(type="conference", venue="Accepted at CVPR 2019", extra=ARTICLE),
            {
                "booktitle": "CVPR 2019",
                "volume": "27",
                "number": "8",
                "pages": "761--763",
                "publisher": "W",
                "isbn": "978-0-00-000000-2",
            },
            id="conference",
        ),
        pytest.param(
            paper(type="book", extra=ARTICLE),
            {"volume": "27", "number": "8", "publisher": "W", "isbn": "978-0-00-000000-2"},
            id="book",
        ),
        pytest.param(
            paper(type="journal", extra={"abstract": "We show 100%."}), {"abstract": r"We show 100\%."}, id="abstract"
        ),
    ],
)
def test_details(record: Record, expected: dict[str, str]) -> None:
    """Volume, number, pages, month, publisher and ISBN have their fields; labels of their own are left out."""
    found = fields("bibtex", record)
    assert {name: found[name] for name in expected} == expected
    again, renamed = fields("biblatex", record), {"journal": "journaltitle"}
    expected = {renamed.get(name, name): text for name, text in expected.items() if name != "month"}
    assert {name: again[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("761-763", "761--763"),
        ("761 – 763", "761--763"),
        ("761--763", "761--763"),
        ("p. 5", "5"),
        ("第1-20", "1--20"),
        ("S12-S20, S30", "S12--S20, S30"),
        ("1:1-1:9", "1:1--1:9"),
        ("A-1-A-9", "A-1-A-9"),
        ("A-1–A-9", "A-1--A-9"),
        ("e1000123", "e1000123"),
    ],
)
def test_pages(text: str, expected: str) -> None:
    """A range of pages has two hyphens, as LaTeX wants it."""
    assert fields("bibtex", paper(type="journal", extra={"pages": text}))["pages"] == expected


@pytest.mark.parametrize(
    "venue", ["2024-05", "Under review", "未录用（预印本）", "Submitted to CVPR 2024", "Preprint"]
)
@pytest.mark.parametrize("kind", get_args(RecordType))
def test_a_date_or_status_is_no_venue(kind: RecordType, venue: str) -> None:
    """No field for the place of publication says when, or that there is none; the annotation does."""
    record = paper(type=kind, venue=venue, authors=DEVLIN, groups=())
    for name in ("bibtex", "biblatex"):
        found = fields(name, record)
        note = found.pop("annote", "") + found.pop("annotation", "")
        assert note == f"Publication: {venue}."
        assert not any(venue in value for value in found.values())


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(paper(organizations=("Google AI", "M")), "Google AI", id="organization"),
        pytest.param(paper(short_name="BERT"), "BERT", id="short name"),
        pytest.param(paper(title="The Study of Big Widgets"), "Study of Big", id="title"),
        pytest.param(paper(title="深度学习综述"), "深度学习综述", id="title in CJK"),
        pytest.param(paper(authors=(literal("others"),)), "title", id="authors of whom none is named"),
        pytest.param(paper(authors=DEVLIN), None, id="authors"),
    ],
)
@pytest.mark.parametrize("kind", ["conference", "journal", "misc"])
def test_sorting_without_an_author(kind: RecordType, record: Record, expected: str | None) -> None:
    """Styles sort an entry without an author by its `key` or `sortkey`."""
    record = replace(record, type=kind)
    assert fields("bibtex", record).get("key") == expected
    assert fields("biblatex", record).get("sortkey") == expected
    assert "others" not in fields("bibtex", replace(record, authors=(literal("others"),))).get("author", "")


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (("NLP", "Large, Models", "NLP", "a_b"), r"NLP, Large Models, a\_b"),
        (("type/paper", "status/review", "project/gears", "area/vision", "status:done", "year/2019"), None),
        (
            ("to-read", "toread", "To Read", "read", "paper", "literature-note", "zotero", "论文笔记", "2019", "⭐"),
            None,
        ),
        (
            ("nlp/bert", "state-space/models", "Reading comprehension", "C++"),
            "nlp/bert, state-space/models, Reading comprehension, C++",
        ),
        (("topic/nlp", "paper/nlp/bert", "widgets/to-read", "#gears"), r"nlp, nlp/bert, widgets, gears"),
    ],
)
def test_keywords(tags: tuple[str, ...], expected: str | None) -> None:
    """Groups and tags are keywords, each once, as far as they are topics; a comma within one does not make two."""
    for record in (paper(tags=tags), paper(groups=tags[:2], tags=tags[1:])):
        assert fields("bibtex", record).get("keywords") == expected


def test_abstract_is_the_papers_own() -> None:
    """Only a section that quotes the abstract fills `abstract`; the summary is an annotation."""
    block = Block("paragraph", 0, None, "We show 100%.", "We show 100%.", None, None, None, None, 3, 3)
    section = SectionRecord("abstract", "Abstract", 2, None, 2, 3, (block,), "")
    found = fields("bibtex", paper(sections=(section,), summary_text="- One\n- Two!\n | a | b\nc | d"))
    assert {name: found[name] for name in ("abstract", "annote")} == {
        "abstract": r"We show 100\%.",
        "annote": "Summary: One; Two!; a | b; c | d.",
    }


def test_summary_that_is_the_abstract() -> None:
    """A summary that only quotes the abstract is not written twice."""
    record = paper(extra={"abstract": "We show widgets. They turn."}, summary_text="- We show widgets.\n- They turn.")
    assert fields("bibtex", record) == {
        "title": "A title",
        "year": "2019",
        "key": "title",
        "abstract": "We show widgets. They turn.",
    }


def test_links_lead_to_the_web() -> None:
    """The note's own code goes before other links to code; no path of a file is written."""
    links = (link("code", "https://a.org/x"), link("video", "clips/a.mp4"), link("slides", "../a.pptx"))
    assert fields("bibtex", paper(links=links))["annote"] == r"Code: \url{https://a.org/x}."
    own = {"code": "https://a.org/own", "video": "file:///a.mp4"}
    assert fields("bibtex", paper(links=links, extra=own))["annote"] == r"Code: \url{https://a.org/own}."
    tracked = (link("video", "https://v.org/a?si=1", "https://v.org/a"),)
    record = paper(links=tracked, extra={"video": "https://v.org/a?si=1"})
    assert fields("bibtex", record)["annote"] == r"Video: \url{https://v.org/a}."


def test_entry_without_anything() -> None:
    """A record with nothing but a key is an entry all the same, with no empty field."""
    assert written("bibtex", paper(title=None, year=None)) == "@misc{key2019,\n}\n"
    assert written("biblatex", paper(title=None, year=None)) == "@misc{key2019,\n}\n"


@pytest.mark.parametrize(
    ("date", "year", "expected"),
    [
        pytest.param("2019-05-24", 2019, {"year": "2019", "month": "may"}, id="day"),
        pytest.param("2019-12", None, {"year": "2019", "month": "dec"}, id="month, year from it"),
        pytest.param("2020-01-01", 2019, {"year": "2019"}, id="of another year than the note says"),
        pytest.param(None, None, {}, id="none"),
    ],
)
def test_dates(date: str | None, year: int | None, expected: dict[str, str]) -> None:
    """The year is the note's; the month is a macro, without braces."""
    text = written("bibtex", paper(date=date, year=year))
    assert dict(re.findall(r"  (year|month) +=\s*\{?(\w+)\}?,", text)) == expected
    assert "{may}" not in text


@pytest.mark.skipif(not shutil.which("biber"), reason="biber is not installed")
@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_biber_accepts_every_type(tmp_path: Path, name: str) -> None:
    """The data model of biber has nothing against the fields of a full record of any type."""
    full = {
        "authors": DEVLIN,
        "organizations": ("Google AI", "MAIR"),
        "venue": "Venue",
        "date": "2019-05-24",
        "doi": "10.1/a_b",
        "arxiv": "1810.04805",
        "arxiv_class": "cs.CL",
        "url": "https://example.org/a_b?c=%20",
        "groups": ("NLP",),
        "model": "M $x_1$ 100% {",
        "short_name": "BERT",
        "extra": ARTICLE,
    }
    records = [paper(**{**full, "id": f"{kind}1", "type": kind}) for kind in get_args(RecordType)]
    (tmp_path / "a.bib").write_text(written(name, *records), "utf-8")
    command = ["biber", "--tool", "--validate-datamodel", "a.bib", "-O", "out.bib"]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert re.findall(r"(?:WARN|ERROR) - .*", found.stdout) == []


@pytest.mark.parametrize(
    "math",
    [
        r"$\frac{\partial L}{\partial \theta_{1}} \le \mathbf{x}^{\top}$",
        r"$\left\{ x \mid x > 0 \right\}$ and $\|x\|_2,\; y$",
        r"$f : X \rightarrow Y$, $\operatorname{softmax}(QK^T/\sqrt{d_k})$",
        r"$\begin{array}{c} a \\ b \end{array}$",
        r"$100\%$ of $\text{a few}$",
        "$é_字$",
    ],
)
def test_math_is_kept(math: str) -> None:
    """Math of the kind that papers have goes to LaTeX as it was written."""
    assert latex.escape(math) == math
    assert latex.title(math, None).replace("{and}", "and") == math


HOSTILE = [
    r"\input{/etc/passwd}",
    r"\input|id",
    r"\immediate\write18{id}",
    r"\openin5=/etc/passwd \read5 to\x",
    r"\openout5=x.tex",
    r"\csname input\endcsname{a}",
    r"\def\alpha{x}",
    r"\let\alpha=\input",
    r"\catcode`!=0",
    r"\begin{filecontents}{a.tex}x\end{filecontents}",
    r"\begin{verbatiminput}\end{verbatiminput}",
    r"\alpha@\input{a}",
    r"\@@input{a}",
    r"\text{\input{a}}",
    r"\InputIfFileExists{a}{}{}",
    r"\directlua{os.execute('id')}",
    r"^^5cinput{a}",
    r"^^5c^^69nput{a}",
    r"^^^^005cinput{a}",
    r"a \\% b \input{a}",
    r"\loop\iftrue\repeat",
    r"\special{x}",
    r"\end",
    r"\é \input{a}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_more_than_math_is_text(text: str) -> None:
    """Nothing between dollars reads, writes, runs or defines: it is shown as it was written."""
    for written_as in (latex.escape(f"${text}$"), latex.title(f"a ${text}$ b", None), latex.verbatim(f"u:{text}")):
        commands = set(re.findall(r"\\([A-Za-z@]+|.)", written_as))
        assert commands <= {*"$&%#_", *(f"text{each}" for each in ("backslash", "braceleft", "braceright")),
                            "textasciicircum", "textless", "textgreater", "textasciitilde"}  # fmt: skip
        assert "^^" not in written_as


# TeX's primitives that read, write, run or define, each made to say so; and the commands that the writers use.
_WATCHED = "input openin openout read write immediate csname def edef gdef xdef let futurelet catcode special end loop"
_PREAMBLE = "".join(
    [
        *(rf"\def\{name}##1{{##1}}" for name in ("url", "emph", "textbf", "textsubscript", "textsuperscript")),
        *(
            rf"\def\text{name}{{x}}"
            for name in ("backslash", "braceleft", "braceright", "asciicircum", "less", "greater")
        ),
        r"\def\textasciitilde{x}\let\stop=\end\batchmode\hbadness=10000 ",
        *(rf"\def\{name}{{\message{{HOSTILE {name}}}}}" for name in _WATCHED.split() if name not in {"def", "let"}),
        r"\let\define=\def\define\let{\message{HOSTILE let}}\define\def{\message{HOSTILE def}}",
    ]
).replace("##", "#")


@pytest.mark.skipif(not shutil.which("tex"), reason="TeX is not installed")
def test_tex_runs_nothing(tmp_path: Path) -> None:
    """TeX itself, reading every field of both dialects, meets none of the commands that do more than set signs."""

    def log(*lines: str) -> str:
        (tmp_path / "a.tex").write_text("\n\n".join([_PREAMBLE, *lines, r"\stop"]), "utf-8")
        subprocess.run(["tex", "-no-shell-escape", "a.tex"], cwd=tmp_path, capture_output=True, check=False)
        return (tmp_path / "a.log").read_text("latin-1").replace("\n", "")

    assert "HOSTILE input" in log(r"$^^5cinput a $")  # what is watched for is seen
    records = [
        paper(
            title=f"A ${text}$ of {text}",
            short_name=text,
            venue=f"${text}$",
            url=f"https://a.org/{text}",
            authors=(literal(f"${text}$"), Name(text, f"${text}$", None, None, None, text)),
            groups=(f"${text}$",),
            model=f"x ${text}$ {text}",
            links=(link("code", f"https://a.org/{text}"),),
            extra={"abstract": f"${text}$", "volume": f"${text}$"},
        )
        for text in HOSTILE
    ]
    values = [
        value for name in ("bibtex", "biblatex") for record in records for value in fields(name, record).values()
    ]
    found = log(*values)
    assert "HOSTILE" not in found
    assert "Output written" in found  # it read on to the end
