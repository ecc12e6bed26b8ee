"""Fifteen mistakes that other tools' users have met, each on the whole way from a note to what another program reads.

A test's name ends with the number of the pitfall, its docstring names threads that tell of it (`tool#number` in the
tracker of that tool; BBT is Better BibTeX). `tests/clients/run` asks the programs that are too heavy for this.
"""

from __future__ import annotations

import json
import re

import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.bibtex.utils import change_case
from pybtex.database import parse_string as pybtex_parse

from notelint.formats import FORMATS
from notelint.note import read_document
from notelint.record import Record, records
from notelint.schema import shipped_schemas
from notelint.source import Source

DIALECTS = ("bibtex", "biblatex")
LAYOUTS = [schema.layout for schema in shipped_schemas()]


def converted(*texts: str) -> list[Record]:
    """The records of notes, a text each."""
    return list(records(read_document(Source(f"{at}.md", text), LAYOUTS) for at, text in enumerate(texts)))


def paper(title: str = "A title", **labels: str) -> str:
    """A note on one paper by Jane Roe of 2019, unless the labels say otherwise."""
    facts = {"authors": "Jane Roe", "year": "2019", **labels}
    lines = "".join(f"- {label.capitalize()}: {value}\n" for label, value in facts.items())
    return f"# {title}\n\n{lines}"


def written(form: str, *texts: str) -> str:
    """What notes are in a format."""
    return "".join(FORMATS[form].write(converted(*texts)))


def entries(form: str, *texts: str) -> list[dict[str, str]]:
    """The entries of a .bib file as bibtexparser reads them: type, key and fields. None fails."""
    library = parse_string(written(form, *texts))
    assert library.failed_blocks == []
    return [
        {"ENTRYTYPE": entry.entry_type, "ID": entry.key, **{field.key: field.value for field in entry.fields}}
        for entry in library.entries
    ]


@pytest.mark.parametrize("form", DIALECTS)
def test_address_is_not_escaped_1(form: str) -> None:
    """papis#738, BBT#271, BBT#402, BBT#140: what LaTeX takes for its own stands in an address as it is."""
    url = "https://proceedings.mlr.press/~a/b_c.html?d=1&e=%20#f"
    (entry,) = entries(form, paper(url=url))
    assert entry["url"] == url
    (found,) = pybtex_parse(written(form, paper(url=url)), "bibtex").entries.values()
    assert found.fields["url"] == url


@pytest.mark.parametrize("form", DIALECTS)
def test_doi_is_not_escaped_2(form: str) -> None:
    """BBT#2575, BBT#1341: an underscore in a DOI is one in both dialects, though only biblatex reads it verbatim."""
    (entry,) = entries(form, paper(doi="10.1007/978-3-030_58452-8_13"))
    assert entry["doi"] == "10.1007/978-3-030_58452-8_13"


@pytest.mark.parametrize("form", DIALECTS)
@pytest.mark.parametrize("name", ["Google AI", "Barnes and Noble Research"])
def test_corporate_author_stays_whole_3(form: str, name: str) -> None:
    """BBT#2323, BBT#1988, zotcite#146, citeproc-el#72: an organization is no person named `AI, Google`."""
    text = f'---\ntitle: A title\nauthors: ["{name}", "Jane Roe"]\nyear: 2019\n---\n'
    (entry,) = entries(form, text)
    assert entry["author"] == f"{{{name}}} and Roe, Jane"
    (found,) = pybtex_parse(written(form, text), "bibtex").entries.values()
    assert [str(person) for person in found.persons["author"]] == [f"{{{name}}}", "Roe, Jane"]
    (item,) = json.loads(written("csl-json", text))
    assert item["author"] == [{"literal": name}, {"family": "Roe", "given": "Jane"}]


@pytest.mark.parametrize("form", DIALECTS)
def test_acronyms_keep_their_case_4(form: str) -> None:
    """pandoc-citeproc#234, #92, #301: BibTeX's own change of case leaves names alone, and lowers the rest."""
    (entry,) = entries(form, paper("BERT: From ViT to GPT-2 and Back"))
    assert re.sub("[{}]", "", change_case(entry["title"], "t")) == "BERT: From ViT to GPT-2 and back"


@pytest.mark.parametrize("form", DIALECTS)
@pytest.mark.parametrize("title", ["Deep Nets", "BERT - Pre-training", "GPT: BERT", "Nets (GPT)"])
def test_no_title_is_braced_as_a_whole_5(form: str, title: str) -> None:
    """pandoc-citeproc#302: a title in two pairs of braces would keep the case of each of its words."""
    (entry,) = entries(form, paper(title))
    assert not re.fullmatch(r"\{[^{}]*\}", entry["title"])
    assert re.sub("[{}]", "", entry["title"]) == title


@pytest.mark.parametrize(("form", "kind"), [("bibtex", "misc"), ("biblatex", "online")])
def test_arxiv_is_no_journal_6(form: str, kind: str) -> None:
    """BBT#1667, BBT#2058, BBT#560, BBT#170: what is at arXiv alone has its number and its page, and no journal."""
    (entry,) = entries(form, paper(venue="arXiv", url="https://arxiv.org/abs/1810.04805"))
    assert (entry["ENTRYTYPE"], entry["eprint"]) == (kind, "1810.04805")
    assert not entry.keys() & {"journal", "journaltitle", "howpublished", "booktitle", "number"}
    assert {name for name, value in entry.items() if "1810.04805" in value} == {"eprint", "url"}


@pytest.mark.parametrize(
    ("arxiv", "number", "subject"),
    [
        ("arXiv:1401.7087 [quant-ph]", "1401.7087", "quant-ph"),
        ("1810.04805v2 [cs.CL]", "1810.04805", "cs.CL"),
        ("math/0307200v3", "math/0307200", "math"),
        ("https://arxiv.org/abs/1810.04805v1", "1810.04805", None),
        ("https://arxiv.org/pdf/1810.04805v2.pdf", "1810.04805", None),
        ("https://arxiv.org/html/1810.04805", "1810.04805", None),
    ],
)
def test_arxiv_class_is_no_part_of_the_number_7(arxiv: str, number: str, subject: str | None) -> None:
    """BBT#452: number and class have a field each; the version is left out."""
    (entry,) = entries("bibtex", paper(arxiv=arxiv))
    assert (entry["eprint"], entry.get("primaryclass")) == (number, subject)


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("一种基于深度学习的图像识别方法及其在医学影像分析中的应用研究", "何恺明"),
        ("深層学習", "山田 太郎"),
        ("딥러닝", "김철수"),
    ],
    ids=["zh", "ja", "ko"],
)
def test_keys_are_ascii_8(title: str, author: str) -> None:
    """JabRef#9605, JabRef#4169, JabRef#11377, BBT#1678, BBT#2333: a short ASCII key, always the same."""
    text = paper(title, authors=author)
    (key,) = {record.id for _ in range(2) for record in converted(text)}
    assert re.fullmatch(r"[a-z]+2019[a-z0-9]+", key)
    assert len(key) <= 40


TITLES = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("{}$^#[]|\\/:%,~論"), max_size=20)


@settings(max_examples=60, deadline=None)
@given(TITLES, TITLES)
def test_keys_hold_no_marks_9(title: str, author: str) -> None:
    """simple-citations#6: whatever stands in title and names, a key is letters and digits."""
    for record in converted(f"---\ntitle: {json.dumps(title)}\nauthors: [{json.dumps(author)}]\nyear: 2019\n---\n"):
        assert re.fullmatch("[a-z][a-z0-9]*", record.id)


@pytest.mark.parametrize("form", DIALECTS)
@pytest.mark.parametrize("text", ["# ???\n\n- Venue: CVPR\n- DOI: 10.1000/1\n", "#### (2019 ∅) …\n"])
def test_every_entry_has_a_key_10(form: str, text: str) -> None:
    """BBT#3503, BBT#738, biblatex#97: where neither title nor author makes a key, there is one all the same."""
    (entry,) = entries(form, text)
    assert re.fullmatch("[a-z][a-z0-9]*", entry["ID"])


@pytest.mark.parametrize("form", DIALECTS)
def test_keys_are_distinct_11(form: str) -> None:
    """bibtexparser#378, #237, #401: thirty notes of one name have thirty keys, in any case of letters."""
    notes = [paper(f"{'BERT' if at % 2 else 'Bert'}: a title") for at in range(30)]
    keys = [entry["ID"] for entry in entries(form, *notes)]
    assert keys == ["roe2019bert" + end for end in ["", *"abcdefghijklmnopqrstuvwxyz", "aa", "ab", "ac"]]


@pytest.mark.parametrize(
    "text", ["close } first", "open { only", "ends in \\", "@misc{a,", "50% of $x", 'a "b" #c', "= ,"]
)
def test_no_entry_is_lost_12(text: str) -> None:
    """bibtexparser#211, bibtexparser#230: a value cannot end its entry. `test_formats_readers.py` tries any text."""
    note = paper(f"T {text}", authors=f"A {text}", venue=text, tags=text)
    notes = [paper("First"), note, paper("Last")]
    keys = [record.id for record in converted(*notes)]
    for form in DIALECTS:
        assert [entry["ID"] for entry in entries(form, *notes)] == keys
        assert list(pybtex_parse(written(form, *notes), "bibtex").entries) == keys
    assert [item["id"] for item in rispy.loads(written("ris", *notes))] == keys
    assert list(yaml.safe_load(written("hayagriva", *notes))) == keys


@pytest.mark.parametrize("form", DIALECTS)
def test_accents_stay_in_one_name_13(form: str) -> None:
    """latexcodec#96, papis#467, BBT#950: accents are UTF-8, composed, and part no name in two."""
    (found,) = pybtex_parse(
        written(form, paper(authors="Franc\u0327ois Müller, Łukasz Kaiser")), "bibtex"
    ).entries.values()
    assert [(each.first_names, each.last_names) for each in found.persons["author"]] == [
        (["François"], ["Müller"]),
        (["Łukasz"], ["Kaiser"]),
    ]


@pytest.mark.parametrize("text", ["DOI: 10.1000/x", "type: book", "{:DOI: 10.1000/x}"])
def test_note_sets_no_variable_14(text: str) -> None:
    """CSL documentation#97, zotero#1099, citeproc#93: processors read `key: value` lines at the top of `note`."""
    study = f"#### (2019 Lab) Name - A title\n\n##### Model: {text}\n\n##### Summary\n\n- {text}\n"
    (item,) = json.loads(written("csl-json", study))
    assert {name: item.get(name) for name in ("type", "DOI", "note")} == {
        "type": "document",
        "DOI": None,
        "note": f"Paper note. Model: {text}. Summary: {text}.",
    }


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_note_is_one_line_15(end: str) -> None:
    """JabRef#3634, asreview#944: no line of a note ends a RIS reference or begins another field."""
    study = "#### (2019 Lab) Name - A title\n\n##### Summary\n\n- ER  - x\n- two\n\n  TY  - BOOK\n\nEnd\n"
    text = written("ris", study.replace("\n", end), paper("Another", year="2020"))
    assert [(item["title"], item.get("notes")) for item in rispy.loads(text)] == [
        ("Name - A title", ["Summary: ER - x; two; TY - BOOK; End."]),
        ("Another", None),
    ]
    assert re.findall(r"^(?!(?:TY|AU|TI|ST|PB|PY|N1|ID|ER)  - ).+", text.replace("\r", ""), re.MULTILINE) == []
