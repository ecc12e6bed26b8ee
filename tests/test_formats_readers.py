"""Whatever text a record holds, other programs read back every entry that was written, with its title and names."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import jsonschema
import pybtex.database
import pytest
import rispy
import typst
import yaml
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.bibliography.names import Name
from notelint.dataclass import replace
from notelint.formats import FORMATS, latex, reference
from notelint.formats.text import html, one_line, plain
from notelint.record.model import Block, LinkKind, LinkRecord, Record, RecordType, SectionRecord, VenueType, from_json
from notelint.resources import SCHEMAS

Check = Callable[[list[Record]], None]

EXAMPLE = from_json(json.loads(Path(SCHEMAS, "record.json").read_text("utf-8"))["examples"][0])
ROOT = Path(__file__).parents[1]
NOTES = [ROOT.parent / "shared" / name for name in ("seed", "corpora")]
CSL = json.loads((Path(__file__).parent / "csl_subset.schema.json").read_text("utf-8"))

# What some format takes as its own, besides all that Unicode has.
SIGNS = [
    *"{}\\$%#@\"',<=\n\x00\u200b\u2028論",
    "\\$",
    "$x_1$",
    "<sub>2</sub>",
    "<i>",
    "</i>",
    "3-9",
    "$}{$",
    "@misc{a,",
    " and ",
    "others",
    "BERT",
    "  ",
    ": ",
]
SIGNS += ["\r\n", "\n\n", "- ", "ER  - ", "TY  - GEN\n", "DOI: x"]
TEXT = st.lists(st.sampled_from(SIGNS) | st.text(max_size=8), max_size=6).map("".join)
SHOWN = TEXT.filter(one_line)
SOME = st.none() | TEXT

PERSONS = st.builds(Name, SHOWN, st.none() | SHOWN, st.none() | SHOWN, st.none() | SHOWN, st.none(), TEXT)
ORGANIZATIONS = st.builds(Name, st.none(), st.none(), st.none(), st.none(), SHOWN, TEXT)
LINKS = st.builds(LinkRecord, st.sampled_from(get_args(LinkKind)), SOME, SOME, TEXT, SOME, SOME, st.just(1))
EXTRAS = st.fixed_dictionaries(
    dict.fromkeys(
        ("volume", "issue", "pages", "publisher", "isbn", "abstract", "arxiv_version", "code", "video"), SOME
    )
)
ABSTRACTS = TEXT.map(
    lambda text: SectionRecord(
        "abstract", text, 2, None, 1, 1, (Block("paragraph", 0, None, text, text, None, None, None, None, 1, 1),), ""
    )
)


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """Up to three records with any text in every field that holds text."""
    texts = st.lists(SHOWN, max_size=3).map(tuple)
    drawn = st.builds(
        lambda **changes: replace(EXAMPLE, **changes),
        type=st.sampled_from(get_args(RecordType)),
        title=SOME,
        short_name=SOME,
        authors=st.lists(PERSONS | ORGANIZATIONS, max_size=3).map(tuple),
        organizations=texts,
        year=st.none() | st.integers(1000, 9999),
        date=st.sampled_from([None, "2019", "2019-05", "2019-05-24"]),
        venue=SOME,
        venue_type=st.sampled_from([None, *get_args(VenueType)]),
        doi=st.none() | st.from_regex(r"10\.\d{4}/\S+", fullmatch=True),
        arxiv=st.sampled_from([None, "1810.04805v2", "math/0307200"]),
        arxiv_class=SOME,
        url=SOME,
        links=st.lists(LINKS, max_size=3).map(tuple),
        groups=texts,
        tags=texts,
        model=SOME,
        training=SOME,
        fine_tuning=SOME,
        summary_text=SOME,
        sections=st.tuples(ABSTRACTS),
        extra=EXTRAS,
    )
    return [replace(record, id=f"key{number}") for number, record in enumerate(draw(st.lists(drawn, max_size=3)))]


def written(name: str, records: list[Record]) -> str:
    """What the writer of that name makes of the records."""
    return "".join(FORMATS[name].write(records))


FIELDS = ("title", "author", "year", "date", "doi", "eprint", "url")


def latex_values(record: Record, dialect: str) -> dict[str, str]:
    """The texts of an entry's fields, without the braces around them; what the record lacks is left out."""
    record = reference.without_version(record)
    texts = {
        "title": latex.title(record.title or "", record.short_name),
        "author": latex.authors(reference.authors(record)),
        "year": str(reference.date(record).year or "") if dialect == "bibtex" else "",
        "date": reference.iso_date(record) or "" if dialect == "biblatex" else "",
        "doi": latex.verbatim(record.doi or ""),
        "eprint": latex.verbatim(record.arxiv or ""),
        "url": latex.verbatim(reference.address(record) or ""),
    }
    return {field: text for field, text in texts.items() if text}


def check_bibtexparser(records: list[Record]) -> None:
    """The parser bibtexparser reads both dialects: every entry, with its texts as they were written."""
    for name in ("bibtex", "biblatex"):
        library = parse_string(written(name, records))
        assert library.failed_blocks == []
        found = [
            (entry.key, {field.key: field.value for field in entry.fields if field.key in FIELDS})
            for entry in library.entries
        ]
        assert found == [(record.id, latex_values(record, name)) for record in records]


def check_pybtex(records: list[Record]) -> None:
    """The parser pybtex reads every entry, and as many authors as the note names."""
    for name in ("bibtex", "biblatex"):
        library = pybtex.database.parse_string(written(name, records), "bibtex")
        found = [(key, len(entry.persons.get("author", ()))) for key, entry in library.entries.items()]
        assert found == [(record.id, named(record)) for record in records]


def told(record: Record) -> tuple[str | None, str | None, str | None]:
    """Title, year and DOI as text on one line; None for what the record lacks."""
    texts = (plain(record.title or ""), str(reference.date(record).year or ""), record.doi)
    title, year, doi = (one_line(text or "").strip() or None for text in texts)
    return title, year, doi


def named(record: Record) -> int:
    """How many authors the note names, with the others whom it does not."""
    return len(reference.authors(record))


def check_rispy(records: list[Record]) -> None:
    """The parser rispy reads every reference: its title, year and DOI, and as many authors as the note names."""
    found = [
        (entry["id"], entry.get("title"), entry.get("year"), entry.get("doi"), len(entry.get("authors", ())))
        for entry in rispy.loads(written("ris", records))
    ]
    assert found == [(record.id, *told(record), named(record)) for record in records]


def check_csl_json(records: list[Record]) -> None:
    """Every item is valid, with its title and as many authors as the note names."""
    items = json.loads(written("csl-json", records))
    jsonschema.validate(items, CSL)
    found = [(item["id"], item.get("title", ""), item.get("DOI"), len(item.get("author", ()))) for item in items]
    assert found == [(record.id, html(record.title or ""), record.doi, named(record)) for record in records]


def check_yaml(records: list[Record]) -> None:
    """A YAML reader gets every entry, with as many authors as the note names."""
    found = yaml.safe_load(written("hayagriva", records)) or {}
    assert [(key, len(entry.get("author", ()))) for key, entry in found.items()] == [
        (record.id, named(record)) for record in records
    ]


CHECKS = [check_bibtexparser, check_pybtex, check_rispy, check_csl_json, check_yaml]


@pytest.mark.parametrize("check", CHECKS)
@settings(max_examples=40, deadline=None)
@given(records=records())
def test_any_text(check: Check, records: list[Record]) -> None:
    """Every record is read back, whatever its text (pitfall 12 of `test_pitfalls.py`)."""
    check(records)


@settings(max_examples=10, deadline=None)
@given(records=records())
def test_typst(tmp_path_factory: pytest.TempPathFactory, records: list[Record]) -> None:
    """Typst compiles the bibliography, with every entry in it."""
    assert typeset(tmp_path_factory.mktemp("typst") / "a.yaml", written("hayagriva", records)) == len(records)


def typeset(file: Path, text: str) -> int:
    """How many entries Typst sets of a bibliography."""
    file.write_text(text, "utf-8")
    (file.parent / "a.typ").write_text(
        f'#bibliography("{file.name}", full: true, title: none, style: "ieee")', "utf-8"
    )
    return typst.compile(str(file.parent / "a.typ"), format="html").decode().count("<li")


@pytest.fixture(scope="module")
def real_records() -> list[Record]:
    """The records of all real notes beside the checkout."""
    if not all(map(Path.exists, NOTES)):
        pytest.skip("the real notes are not beside the checkout")
    command = [sys.executable, "-m", "notelint", "convert", "--to", "jsonl", *map(str, NOTES)]
    text = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return [from_json(json.loads(line)) for line in text.split("\n")[:-1]]


@pytest.mark.parametrize("check", CHECKS)
def test_real_notes(check: Check, real_records: list[Record]) -> None:
    """Every real note is read back."""
    assert len(real_records) > 50
    check(real_records)


def test_real_notes_in_typst(real_records: list[Record], tmp_path: Path) -> None:
    """Typst sets the bibliography of all real notes, from Hayagriva and from biblatex alike."""
    for name, file in (("hayagriva", "a.yaml"), ("bibtex", "a.bib"), ("biblatex", "a.bib")):
        assert typeset(tmp_path / file, written(name, real_records)) == len(real_records)


@pytest.mark.skipif(not shutil.which("biber"), reason="biber is not installed")
@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_real_notes_in_biber(name: str, real_records: list[Record], tmp_path: Path) -> None:
    """The data model of biber finds nothing wrong but that authors or a year lack, where the note has none."""
    (tmp_path / "a.bib").write_text(written(name, real_records), "utf-8")
    command = ["biber", "--tool", "--validate-datamodel", "a.bib", "-O", "out.bib"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    found = set(re.findall(r"(?:WARN|ERROR) - (.*)", done.stdout))
    lacking = {
        f"Entry '{record.id}' (a.bib): Missing mandatory field 'author'"
        for record in real_records
        if not record.authors
    }
    lacking |= {
        f"Entry '{record.id}' (a.bib): Missing mandatory field - one of 'date, year' must be defined"
        for record in real_records
        if not record.year
    }
    assert found - {f"Datamodel: {each}" for each in lacking} == set()
    assert len(re.findall("^@", (tmp_path / "out.bib").read_text("utf-8"), re.MULTILINE)) == len(real_records)
