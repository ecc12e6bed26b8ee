"""CSL-JSON: what pandoc, Zotero and citeproc read (csl-data.json of the Citation Style Language)."""

from __future__ import annotations

from notelint.formats import json, reference
from notelint.formats.line import one_line
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    date = reference.date(record)
    item: dict[str, object] = {
        "id": record.id,
        "citation-key": record.id,
        "type": _TYPES[record.type],
        "title": one_line(record.title or ""),
        "title-short": one_line(record.short_name or ""),
        "author": [_name(name) for name in record.authors],
        "container-title": reference.container(record),
        "publisher": reference.publisher(record),
        "issued": {"date-parts": [[part for part in date if part is not None]]} if date.year else None,
        "DOI": record.doi,
        "number": f"arXiv:{record.arxiv}" if reference.is_at_arxiv(record) else None,
        "URL": reference.page(record) or reference.arxiv_page(record),
        "abstract": reference.abstract(record),
        "keyword": ", ".join(reference.keywords(record)),
        "note": _note(record),
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


def _note(record: Record) -> str:
    """One line that opens with prose: processors take a `key: value` line at the top of a note for a variable."""
    second_home = record.arxiv and reference.page(record) and not reference.is_at_arxiv(record)
    arxiv = [f"arXiv: {record.arxiv}."] if second_home else []
    text = [*arxiv, *reference.sentences(record), *reference.companions(record)]
    return " ".join(["Paper note.", *text]) if text else ""
