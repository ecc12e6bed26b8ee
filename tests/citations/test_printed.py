"""Citations as a citation processor prints them: what was printed comes back. `make.py` tells how to print again."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from notelint.bibliography.citations import parse_citation

if TYPE_CHECKING:
    from notelint.bibliography.citations import Citation

HERE = Path(__file__).parent
ENTRIES = [json.loads(line) for line in (HERE / "entries.jsonl").read_text(encoding="utf-8").splitlines()]
STYLES = sorted((HERE / "printed").glob("*.txt"))
LEAST = 0.98
_WORD = re.compile(r"[\w’'-]+")
_IDENTIFIER = re.compile(r"10\.\d{4,9}/\S+|arXiv:\s?\d\S+", re.IGNORECASE)
_MONTHS = (
    *("Jan|January", "Feb|February", "Mar|March", "Apr|April", "May", "Jun|June", "Jul|July", "Aug|August"),
    *("Sept?|September", "Oct|October", "Nov|November", "Dec|December"),
)


def _expected(entry: dict[str, Any], line: str) -> dict[str, object]:
    """The fields of an entry as far as a line has them: styles leave some out."""
    bare = _IDENTIFIER.sub("", line)
    behind = bare[_title_place(entry, bare) + len(entry["title"]) - 2 :]
    issued = entry["issued"]["date-parts"][0]
    found: dict[str, object] = {
        "authors": _shown(entry["author"], bare[: _title_place(entry, bare)]),
        "title": _fold(entry["title"]),
        "venue": _venue(entry, behind),
        "year": issued[0],
    }
    for name in ("volume", "issue"):
        value = entry.get(name)
        found[name] = value if value and re.search(rf"\b{value}\b", behind) else None
    if found["issue"] == found["volume"]:
        found["issue"] = None
    first, _, last = entry.get("page", "").partition("-")
    found["pages"] = f"{first}-{last}" if first and re.search(rf"\b{first}\b", behind) else None
    publisher = entry.get("publisher") if entry["type"] != "article" else None
    outside = behind.replace(entry.get("container-title", "-"), "")
    found["publisher"] = _fold(publisher) if publisher and publisher in outside else None
    found["date"] = _date(issued, bare)
    doi = entry.get("DOI", "").lower()
    found["doi"] = doi if doi and doi in line.lower() else None
    return {name: value for name, value in found.items() if value is not None}


def _found(entry: dict[str, Any], line: str, citation: Citation | None) -> dict[str, object]:
    """What was read in a line, by the same names."""
    if citation is None:
        return {}
    texts = {name: _text(line, getattr(citation, name)) for name in ("title", "venue", "publisher")}
    ranges: dict[str, object] = {name: _text(line, getattr(citation, name)) for name in ("volume", "issue")}
    fields: dict[str, object] = {name: _fold(text) for name, text in texts.items() if text} | ranges
    fields["authors"] = tuple(_author(line[start:end], entry["author"]) for start, end in citation.authors)
    fields["year"] = citation.year
    fields["pages"] = _pages(_text(line, citation.pages))
    fields["date"] = citation.date
    fields["doi"] = citation.doi
    return {name: value for name, value in fields.items() if value is not None}


def _pages(written: str | None) -> str | None:
    """The first and the last page, which may be cut short: `7094–117`."""
    if written is None:
        return None
    first, _, last = re.sub("[–—]", "-", written).partition("-")
    return f"{first}-{first[: max(0, len(first) - len(last))]}{last}"


def _fold(text: str) -> str:
    """A text without case, without quotation marks and full stops, with one kind of dash."""
    text = re.sub(r"[“”‘’\"'„«».]", "", text)
    return " ".join(re.sub("[–—‐-]+", "-", text).casefold().split()).strip(" ,")


def _text(line: str, place: tuple[int, int] | None) -> str | None:
    return line[slice(*place)] if place else None


def _title_place(entry: dict[str, Any], line: str) -> int:
    pattern = re.sub("[“”‘’]", "[“”‘’]", re.escape(entry["title"][:10]))
    found = re.search(pattern, line, re.IGNORECASE)
    assert found, line
    return found.start()


def _shown(authors: list[dict[str, str]], before: str) -> tuple[str, ...]:
    """The authors that stand before the title, and `others` where some do not."""
    shown = [each for each in authors if re.search(rf"(?<!\w){re.escape(_family(each))}(?!\w)", before, re.IGNORECASE)]
    return (*map(_name, shown), *(["others"] if len(shown) < len(authors) else []))


def _family(author: dict[str, str]) -> str:
    family = author["family"]
    return family + author["given"] if _is_han(family) else family


def _name(author: dict[str, str]) -> str:
    """A name as the words of the family name and the first letter of the given name: styles print no more of that."""
    if _is_han(author["family"]):
        return author["family"] + author["given"]
    family = _words(f"{author.get('non-dropping-particle', '')} {author['family']} {author.get('suffix', '')}")
    return f"{' '.join(sorted(family))}, {author['given'][0].casefold()}"


def _author(text: str, authors: list[dict[str, str]]) -> str:
    """A written name in that form: it is cut with the help of the author whose family name it has."""
    if re.fullmatch(r"et al\.?|等", text):
        return "others"
    if _is_han(text):
        return text.rstrip(".")
    words = _words(text)
    for author in authors:
        name = _name(author)
        family = name.rpartition(", ")[0].split()
        if not {*family} - {*words}:
            given = [word for word in words if word not in family]
            return f"{' '.join(family)}, {given[0][0] if given else ''}" if len(given) <= 4 else text
    return text


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _is_han(text: str) -> bool:
    return re.search("[\u4e00-\u9fff]", text) is not None


def _venue(entry: dict[str, Any], behind: str) -> str | None:
    names = (
        ["arXiv"] if entry["type"] == "article" else [entry.get("container-title"), entry.get("container-title-short")]
    )
    return next((_fold(name) for name in names if name and _fold(name) in _fold(behind)), None)


def _date(issued: list[int], line: str) -> str | None:
    if len(issued) < 2 or not re.search(rf"\b(?:{_MONTHS[issued[1] - 1]})\b", line):
        return None
    return "-".join([str(issued[0]), *(f"{part:02}" for part in issued[1:])])


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_what_was_printed_comes_back(path: Path) -> None:
    """Of each field nearly all that the lines of a style have is read as it is, and nothing else for it."""
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    lines = path.read_text(encoding="utf-8").splitlines()
    for entry, line in zip(ENTRIES, lines, strict=True):
        if not line.startswith("———"):  # in place of the same authors as in the line before
            expected, found = _expected(entry, line), _found(entry, line, parse_citation(line))
            all_.update(expected.keys() | found.keys())
            right.update(name for name, value in expected.items() if found.get(name) == value)
    assert {"authors", "title", "venue", "year", "pages", "volume"} <= all_.keys()
    assert {name: right[name] / count for name, count in all_.items() if right[name] < LEAST * count} == {}
