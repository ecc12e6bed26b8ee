"""CSL-JSON: what pandoc, Zotero and citeproc read (csl-data.json of the Citation Style Language)."""

from __future__ import annotations

from notelint.formats import inline, json, reference
from notelint.formats.line import one_line
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

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


def write(records: Iterable[Record]) -> Iterator[str]:
    """A JSON array of items."""
    yield from json.array(_item(record) for record in records)


def _item(record: Record) -> dict[str, object]:
    date, (publisher, issuer) = reference.date(record), reference.issuer(record)
    placed = {"venue", "volume", "issue", "pages", "isbn", issuer}
    item: dict[str, object] = {
        "id": record.id,
        "citation-key": record.id,
        "type": _TYPES[record.type],
        "title": inline.html(record.title or ""),
        "title-short": inline.html(record.short_name or ""),
        "author": [_name(name) for name in reference.authors(record)],
        "container-title": inline.html(reference.venue(record) if issuer != "venue" else ""),
        "volume": reference.detail(record, "volume"),
        "issue": reference.detail(record, "issue"),
        "page": reference.pages(record),
        "genre": reference.genre(record),
        "publisher": inline.html(publisher),
        "ISBN": reference.detail(record, "isbn"),
        "issued": {"date-parts": [[part for part in date if part is not None]]} if date.year else None,
        "DOI": record.doi,
        "number": reference.arxiv_number(record) if reference.is_at_arxiv(record) else None,
        "URL": reference.address(record),
        "abstract": inline.html(reference.abstract(record)),
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
    text = " ".join(map(inline.plain, [*arxiv, *sentences, *reference.companions(record)]))
    if record.type == "misc":
        return {"note": f"Paper note. {text}"} if text else {}
    return {"annote": text}
