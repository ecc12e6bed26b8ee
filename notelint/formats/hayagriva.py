"""Hayagriva: the YAML that Typst reads. Every text is quoted as JSON, which YAML takes as it is."""

from __future__ import annotations

import json
import re

from notelint.formats import reference
from notelint.formats.case import split_by_case
from notelint.formats.line import one_line
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.bibliography.names import Name
    from notelint.record.model import Record

_TYPES = {
    "misc": "misc",
    "preprint": "article",
    "conference": "article",
    "journal": "article",
    "report": "report",
    "thesis": "thesis",
    "book": "book",
    "web": "web",
    "dataset": "repository",
    "software": "repository",
}
_PARENTS = {"conference": "proceedings", "journal": "periodical"}

# In every text but a name or an address these are markup.
_ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in "\\{}$"})

# Typst rejects the whole file for one URL that it cannot parse, so that only a plain one is given as such.
_URL = regex(
    r"https?://(?:(?!xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]+(?::[1-9]\d{0,3})?(?:[/?#]\S*)?", re.IGNORECASE
)


def write(records: Iterable[Record]) -> Iterator[str]:
    """An entry a record, an empty line between two."""
    for number, record in enumerate(records):
        fields = "".join(f"  {name}: {value}\n" for name, value in _fields(record) if value)
        yield ("\n" if number else "") + f"{_key(record.id)}:\n{fields}"


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    url = reference.page(record) or reference.arxiv_page(record) or ""
    is_plain = _URL.fullmatch(url) is not None
    note = [*reference.remarks(record), *reference.companions(record)]
    yield "type", _TYPES[record.type]
    yield "title", _title(record)
    yield "author", _list(_name(name) for name in record.authors)
    yield "organization", _quoted(_escape(", ".join(record.organizations)))
    yield "publisher", _quoted(_escape(reference.publisher(record)) if record.type == "book" else "")
    yield "date", reference.iso_date(record) or ""
    yield "serial-number", _mapping(doi=_quoted(record.doi), arxiv=_quoted(record.arxiv))
    yield "url", _quoted(url if is_plain else "")
    if container := reference.container(record):
        yield "parent", _mapping(type=_PARENTS.get(record.type, "misc"), title=_quoted(_escape(container)))
    yield "abstract", _quoted(_escape(reference.abstract(record) or ""))
    yield "note", _quoted(_escape(" ".join(note if is_plain or not url else [*note, f"URL: {url}"])))


def _title(record: Record) -> str:
    """The title with braces around the words whose case a style must keep, and the short name."""
    short_name = one_line(record.short_name or "")
    pieces = split_by_case(one_line(record.title or ""), short_name)
    value = _quoted("".join(f"{{{_escape(piece)}}}" if keep else _escape(piece) for piece, keep in pieces))
    return _mapping(value=value, short=_quoted(_escape(short_name))) if value and short_name else value


def _name(name: Name) -> str:
    if name.literal is not None:
        return _mapping(name=_quoted("et al." if name.literal == "others" else name.literal))
    return _mapping(
        **{
            "name": _quoted(name.family),
            "given-name": _quoted(name.given),
            "prefix": _quoted(name.particle),
            "suffix": _quoted(name.suffix),
        }
    )


def _key(key: str) -> str:
    """The key, quoted where YAML could read it as another thing (`no`, `null`, `a: b`)."""
    return key if re.fullmatch(r"[\w.-]*\d[\w.-]*", key) else json.dumps(key)


def _escape(text: str) -> str:
    return text.translate(_ESCAPES)


def _quoted(text: str | None) -> str:
    line = one_line(text or "")
    return json.dumps(line, ensure_ascii=False) if line else ""


def _list(items: Iterable[str]) -> str:
    written = ", ".join(items)
    return f"[{written}]" if written else ""


def _mapping(**values: str) -> str:
    written = ", ".join(f"{name}: {value}" for name, value in values.items() if value)
    return f"{{{written}}}" if written else ""
