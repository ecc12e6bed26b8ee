"""RIS: for reference managers that read nothing better. A tag and a value a line; `ER` ends a reference."""

from __future__ import annotations

from notelint.formats import reference
from notelint.formats.text import one_line, plain
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.bibliography.names import Name
    from notelint.record.model import Record

_TYPES = {
    "misc": "GEN",
    "preprint": "UNPB",  # RIS has no preprint
    "conference": "CPAPER",
    "journal": "JOUR",
    "report": "RPRT",
    "thesis": "THES",
    "book": "BOOK",
    "web": "ELEC",
    "dataset": "DATA",
    "software": "COMP",
}


def write(records: Iterable[Record]) -> Iterator[str]:
    """A reference a record, an empty line between two. Lines end with CR LF, as the format's description asks."""
    for number, record in enumerate(records):
        values = ((tag, one_line(value or "")) for tag, value in _values(record))
        lines = (f"{tag}  - {value}\r\n" for tag, value in values if value)
        yield ("\r\n" if number else "") + f"TY  - {_TYPES[record.type]}\r\n{''.join(lines)}ER  - \r\n"


def _values(record: Record) -> Iterator[tuple[str, str | None]]:
    date, (publisher, issuer) = reference.date(record), reference.issuer(record)
    placed = {"venue", "volume", "issue", "pages", "isbn", issuer}
    yield from (("AU", _name(name)) for name in reference.authors(record))
    yield "TI", plain(record.title or "")
    yield "ST", plain(record.short_name or "")
    yield "T2", reference.venue(record) if issuer != "venue" else ""
    yield "VL", reference.detail(record, "volume")
    yield "IS", reference.detail(record, "issue")
    yield from zip(("SP", "EP"), _pages(record), strict=False)
    yield "M3", reference.genre(record)
    yield "PB", publisher
    yield "SN", reference.detail(record, "isbn")
    yield "PY", str(date.year or "")
    yield "DA", f"{date.year}/{date.month:02}/{f'{date.day:02}' if date.day else ''}" if date.month else ""
    yield "DO", record.doi
    yield "M1", reference.arxiv_number(record)
    yield "UR", reference.address(record)
    yield from (("KW", keyword) for keyword in reference.keywords(record))
    yield "AB", plain(reference.abstract(record))
    yield "N1", plain(" ".join((*reference.unplaced(record, placed), *reference.remarks(record))))
    yield from (("N1", link) for link in reference.companions(record))
    yield "ID", record.id


def _pages(record: Record) -> list[str]:
    """The first and the last page; all in one text where they are no single range."""
    ends = reference.pages(record, "–").split("–")
    return ends if len(ends) == 2 and "," not in ends[1] else [reference.pages(record)]


def _name(name: Name) -> str:
    """`von Family, Given, Jr`; a comma after the name of an organisation keeps it whole."""
    if name.literal is not None:
        return "et al.," if name.literal == "others" else f"{name.literal.replace(',', ' ')},"
    family = f"{name.particle or ''} {name.family}".strip()
    return ", ".join(part.replace(",", " ") for part in (family, name.given, name.suffix) if part)
