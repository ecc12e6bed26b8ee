"""Hayagriva: the YAML that Typst reads. Every text is quoted as JSON, which YAML takes as it is."""

from __future__ import annotations

import json
import re

from notelint.formats import reference
from notelint.formats.text import one_line, plain, split_by_case
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
_PARENTS = {"conference": "proceedings", "journal": "periodical", "web": "web"}
_PLACED = frozenset(("venue", "organizations", "volume", "issue", "pages", "publisher", "isbn"))

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
    url = reference.address(record) or ""
    is_plain = _URL.fullmatch(url) is not None
    parent = _parent(record)
    note = [*reference.unplaced(record, _PLACED), *reference.remarks(record), *reference.companions(record)]
    yield "type", _TYPES[record.type]
    yield "title", _title(record)
    yield "author", _list(_name(name) for name in reference.authors(record))
    yield "organization", _text(", ".join(reference.organizations(record)))
    yield "genre", _text(reference.genre(record))
    yield from _publication(record, has_parent=bool(parent)).items()
    yield "page-range", _text(reference.pages(record))
    yield "date", reference.iso_date(record) or ""
    yield "serial-number", _serial_number(record, has_parent=bool(parent))
    yield "url", _quoted(url if is_plain else "")
    yield "parent", parent
    yield "abstract", _text(reference.abstract(record))
    yield "note", _text(" ".join(note if is_plain or not url else [*note, f"URL: {url}"]))


def _parent(record: Record) -> str:
    """What the paper came out in, with what is known of that."""
    if not (venue := reference.venue(record)) or reference.issuer(record)[1] == "venue":
        return ""
    details = {
        "publisher": _text(reference.publisher(record)),
        "volume": _text(reference.detail(record, "volume")),
        "issue": _text(reference.detail(record, "issue")),
        "serial-number": _mapping(isbn=_quoted(reference.detail(record, "isbn"))),
    }
    return _mapping(type=_PARENTS.get(record.type, "misc"), title=_text(venue), **details)


def _publication(record: Record, *, has_parent: bool) -> dict[str, str]:
    """Who brought it out, and as which volume, where that is not said of the parent."""
    publisher, issuer = reference.issuer(record)
    has_field = record.type == "misc" and issuer == "organizations"  # in other types styles print the publisher alone
    is_own = (issuer == "arxiv" or not has_parent) and not has_field
    return {
        "publisher": _text(publisher if is_own else ""),
        "volume": _text("" if has_parent else reference.detail(record, "volume")),
        "issue": _text("" if has_parent else reference.detail(record, "issue")),
    }


def _serial_number(record: Record, *, has_parent: bool) -> str:
    return _mapping(
        **{
            "doi": _quoted(record.doi),
            "arxiv": _quoted(record.arxiv),
            "arxiv-class": _quoted(record.arxiv_class if record.arxiv else ""),
            "isbn": _quoted("" if has_parent else reference.detail(record, "isbn")),
        }
    )


def _title(record: Record) -> str:
    """The title with braces around the words whose case a style must keep, and the short name."""
    short_name = plain(record.short_name or "")
    pieces = split_by_case(plain(record.title or ""), short_name)
    value = _quoted("".join(f"{{{_escape(piece)}}}" if keep else _escape(piece) for piece, keep in pieces))
    return _mapping(value=value, short=_text(short_name)) if value and short_name else value


def _name(name: Name) -> str:
    if name.literal is not None:
        return _mapping(name=_quoted(name.literal))
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


def _text(text: str) -> str:
    """Text that Typst sets, with nothing in it that is markup."""
    return _quoted(_escape(plain(text)))


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
