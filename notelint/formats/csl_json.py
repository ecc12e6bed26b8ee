"""CSL-JSON: what pandoc, Zotero and citeproc read (csl-data.json of the Citation Style Language)."""

from __future__ import annotations

from notelint.bibliography import identifiers
from notelint.bibliography.names import parse_name
from notelint.formats import json, reference
from notelint.formats.text import html, one_line, plain
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import Any

    from notelint.bibliography.names import Name
    from notelint.record.model import Record

_TYPES = {
    "misc": "document",
    "preprint": "article",
    "conference": "paper-conference",
    "journal": "article-journal",
    "report": "report",
    "thesis": "thesis",
    "book": "book",
    "web": "webpage",
    "dataset": "dataset",
    "software": "software",
}
_KINDS = {word: kind for kind, word in _TYPES.items() if kind != "misc"}
_PUBLISHED = ("conference", "journal", "book", "chapter")
# The variables that mean the same as keys of front matter.
_VARIABLES = (
    *("title", "title-short", "container-title", "volume", "issue", "page", "ISBN"),
    *("DOI", "URL", "abstract", "keyword"),
)
_PREFIX = "Paper note. "


def write(records: Iterable[Record]) -> Iterator[str]:
    """A JSON array of items."""
    yield from json.array(_item(record) for record in records)


def front_matter(item: Mapping[str, Any]) -> dict[str, Any]:
    """The keys and values of a literature note's front matter that say what an item says; `annote` is prose.

    Most variables of CSL are keys that such a note may have. Of its `publisher` the type says who that is. Where
    Crossref's JSON has a list, its first text counts.
    """
    given = {name: _text(value) for name, value in item.items()}
    kind = _KINDS.get(given.get("type", ""), given.get("type"))
    keys: dict[str, Any] = {name: given[name] for name in _VARIABLES if given.get(name)}
    key = given.get("citation-key") or given.get("id", "")
    keys["citekey"] = key if "://" not in key else None  # Zotero's own address of an item
    keys |= {"type": kind, "issued": _date(item.get("issued"))}
    names = item.get("author")
    keys["author"] = [_written(name) for name in names if isinstance(name, dict)] if isinstance(names, list) else names
    number, publisher = given.get("number", ""), given.get("publisher")
    if identifiers.arxiv_id(number):
        keys["arxiv"], keys["arxiv-class"] = number, identifiers.arxiv_class(number)
    if kind in _PUBLISHED:
        keys["publisher"] = publisher
    elif kind == "preprint":
        keys.setdefault("container-title", publisher)
    else:
        keys["organizations"] = [publisher] if publisher else []
    keys.setdefault("container-title", given.get("genre") if kind in ("report", "thesis") else None)
    note = given.get("note", "")
    keys["annote"] = given.get("annote") or (note.removeprefix(_PREFIX) if note.startswith(_PREFIX) else None)
    return keys


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return str(value) if isinstance(value, str | int | float) else ""


def _written(name: Mapping[str, Any]) -> dict[str, str]:
    """A name; in braces where that alone says that it is one of no person."""
    parts = {part: text for part, value in name.items() if (text := _text(value))}
    literal = parts.get("literal")
    return {"literal": f"{{{literal}}}"} if literal and parse_name(literal).literal != literal else parts


def _date(issued: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A date by its parts, or as it is written."""
    return issued.get("raw") or issued.get("literal") or issued if isinstance(issued, dict) else issued


def _item(record: Record) -> dict[str, object]:
    date, (publisher, issuer) = reference.date(record), reference.issuer(record)
    placed = {"venue", "volume", "issue", "pages", "isbn", issuer}
    item: dict[str, object] = {
        "id": record.id,
        "citation-key": record.id,
        "type": _TYPES[record.type],
        "title": html(record.title or ""),
        "title-short": html(record.short_name or ""),
        "author": [_name(name) for name in reference.authors(record)],
        "container-title": html(reference.venue(record) if issuer != "venue" else ""),
        "volume": reference.detail(record, "volume"),
        "issue": reference.detail(record, "issue"),
        "page": reference.pages(record),
        "genre": reference.genre(record),
        "publisher": html(publisher),
        "ISBN": reference.detail(record, "isbn"),
        "issued": {"date-parts": [[part for part in date if part is not None]]} if date.year else None,
        "DOI": record.doi,
        "number": reference.arxiv_number(record) if reference.is_at_arxiv(record) else None,
        "URL": reference.address(record),
        "abstract": html(reference.abstract(record)),
        "keyword": ", ".join(reference.keywords(record)),
        **_remarks(record, placed),
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.literal is not None:
        return {"literal": one_line(name.literal)}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: one_line(text) for part, text in parts.items() if text}


def _remarks(record: Record, placed: Collection[str]) -> dict[str, str]:
    """What the note says, in `annote`: styles print `note`.

    But Zotero does not import `annote`, so that an item of no known kind, which is no finished reference, has its
    remarks in `note`. It opens with prose: processors take a `key: value` line at its top for a variable.
    """
    second_home = record.arxiv and reference.page(record) and not reference.is_at_arxiv(record)
    arxiv = [f"{reference.arxiv_number(record)}."] if second_home else []
    sentences = [*reference.unplaced(record, placed), *reference.remarks(record)]
    text = " ".join(map(plain, [*arxiv, *sentences, *reference.companions(record)]))
    if record.type == "misc":
        return {"note": f"{_PREFIX}{text}"} if text else {}
    return {"annote": text}
