"""What every bibliography format asks of a record: its page, its identifiers, its keywords and its remarks."""

from __future__ import annotations

import re

from notelint.bibliography import identifiers
from notelint.dataclass import replace
from notelint.formats.line import one_line
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notelint.record.model import Record

# Links that go with a paper; where each leads stands before it.
_COMPANIONS = {
    "video": "Video",
    "code": "Code",
    "project": "Project",
    "dataset": "Dataset",
    "slides": "Slides",
    "blog": "Blog",
}


class Date(NamedTuple):
    """A date of publication, as far as it is known."""

    year: int | None
    month: int | None = None
    day: int | None = None


def date(record: Record) -> Date:
    """The full date where the note gives one that agrees with its year; else the year."""
    parts = [int(part) for part in (record.date or "").split("-") if part]
    if parts and record.year in (None, parts[0]):
        return Date(*parts)
    return Date(record.year)


def iso_date(record: Record) -> str | None:
    """The date as ISO 8601 (`2019`, `2019-05`, `2019-05-24`)."""
    year, month, day = date(record)
    if year is None:
        return None
    return f"{year:04}" + "".join(f"-{part:02}" for part in (month, day) if part is not None)


def without_version(record: Record) -> Record:
    """The record with its arXiv id without the version."""
    return replace(record, arxiv=identifiers.without_version(record.arxiv)) if record.arxiv else record


def page(record: Record) -> str | None:
    """The URL of the paper's page, unless it only says again what the DOI or the arXiv id says."""
    doi, arxiv = re.escape(record.doi or ""), re.escape(identifiers.without_version(record.arxiv or ""))
    known = [
        *([rf"(dx\.)?doi\.org/{doi}"] if doi else []),
        *([rf"(\w+\.)?arxiv\.org/(abs|pdf|html)/{arxiv}(v\d+)?(\.pdf)?/?"] if arxiv else []),
    ]
    is_known = any(re.fullmatch(rf"https?://{place}", record.url or "", re.IGNORECASE) for place in known)
    return None if is_known else record.url


def venue(record: Record) -> str | None:
    """The venue, unless it only says again where the arXiv id is from."""
    return None if record.arxiv and record.venue_type == "preprint_server" else record.venue


def arxiv_page(record: Record) -> str | None:
    """The paper's page at arXiv."""
    return f"https://arxiv.org/abs/{record.arxiv}" if record.arxiv else None


def is_at_arxiv(record: Record) -> bool:
    """Whether arXiv is where the paper came out, as far as the note says."""
    return record.type == "preprint" and record.arxiv is not None


def is_own_publication(record: Record) -> bool:
    """Whether the organisations count as the publisher; those of a paper in a venue are where its authors work."""
    return record.type not in ("conference", "journal", "book") and not is_at_arxiv(record)


def publisher(record: Record) -> str:
    """Who brought it out: arXiv, the publisher of a book, or the organisations; empty where that is not known."""
    if is_at_arxiv(record):
        return "arXiv"
    if record.type == "book" and record.venue_type == "publisher":
        return one_line(record.venue or "")
    return one_line(", ".join(record.organizations)) if is_own_publication(record) else ""


def container(record: Record) -> str:
    """What it came out in: proceedings, journal, or whatever else the note names as its venue."""
    return "" if record.venue_type == "publisher" and record.type == "book" else one_line(venue(record) or "")


def keywords(record: Record) -> list[str]:
    """The groups and tags, each once; a comma in one would split it, and becomes a blank."""
    words = (one_line(word.replace(",", " ")) for word in (*record.groups, *record.tags))
    return list(dict.fromkeys(word for word in words if word))


def abstract(record: Record) -> str | None:
    """The paper's own abstract, where the note quotes it."""
    blocks = [block for section in record.sections if section.kind == "abstract" for block in section.blocks]
    return one_line(" ".join(block.text for block in blocks if block.text and block.type != "image")) or None


def remarks(record: Record) -> Iterator[str]:
    """What the note says about the paper, a sentence each: model, training, fine-tuning, summary."""
    labelled = (
        ("Model", record.model),
        ("Training", record.training),
        ("Fine-tuning", record.fine_tuning),
        ("Summary", _in_one_line(record.summary_text)),
    )
    for label, text in labelled:
        if text and (line := one_line(text)):
            yield sentence(f"{label}: {line}")


def unplaced(record: Record, *, venue_field: bool, organization_field: bool) -> Iterator[str]:
    """The venue and the organisations, a sentence each, where the type of an entry has no field for them."""
    if not venue_field and (line := one_line(venue(record) or "")):
        yield sentence(f"Venue: {line}")
    if not organization_field and (line := one_line(", ".join(record.organizations))):
        yield sentence(f"Organization: {line}")


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with a mark of its own."""
    return text if text.endswith((".", "!", "?", "…", "。", "！", "？")) else f"{text}."


def companions(record: Record, show: Callable[[str], str] = one_line) -> Iterator[str]:
    """The links that go with the paper (`Video: https://...`), each once; `show` writes a URL."""
    links = [
        (_COMPANIONS[link.kind], link.canonical_url or link.url) for link in record.links if link.kind in _COMPANIONS
    ]
    for label, url in dict.fromkeys(links):
        yield f"{label}: {show(url)}"


def sentences(record: Record) -> Iterator[str]:
    """The remarks, after the organisations where `publisher` does not give them."""
    yield from unplaced(record, venue_field=True, organization_field=is_own_publication(record))
    yield from remarks(record)


def _in_one_line(summary: str | None) -> str | None:
    """Items and table rows on one line, with semicolons between them."""
    lines = (line.strip().removeprefix("- ").strip(" |") for line in (summary or "").split("\n"))
    return "; ".join(line for line in lines if line) or None
