"""The contents of a page as plain data: the notes, what they have and lack, and the findings."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from urllib.parse import quote

from notelint.formats import FORMATS
from notelint.formats.reference import address, iso_date, venue
from notelint.formats.text import one_line, plain
from notelint.page.body import section_body
from notelint.page.coverage import cells, columns
from notelint.page.places import web_address
from notelint.record.blocks import text_lines
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notelint.bibliography.names import Name
    from notelint.page.coverage import Column
    from notelint.page.files import PageFile
    from notelint.page.places import Places
    from notelint.record.model import Json, Record

_EXCERPT = 280  # characters
_MOST_AUTHORS = 3  # on a card
_LONGEST_MODEL = 60  # characters


def note_index(files: Sequence[PageFile], places: Places) -> dict[str, Json]:
    """What the page shows about all notes at once."""
    shown = columns([record for file in files for record in file.records])
    return {
        "columns": [{"name": each.name, "label": each.label, "section": each.is_section} for each in shown],
        "files": [{"path": file.path, "href": places.file(file.path)} for file in files],
        "notes": [each for number, file in enumerate(files) for each in _entries(number, file, shown, places)],
    }


def note_details(files: Iterable[PageFile], places: Places) -> Iterator[dict[str, Json]]:
    """What the page shows about each open note, in the order of the index."""
    for file in files:
        for record in file.records:
            yield {
                "facts": [[name, value, link] for name, value, link in _facts(record) if value],
                "missing": list(record.missing),
                "sections": [
                    {
                        "heading": section.heading,
                        "level": section.level,
                        "value": section.value,
                        "blocks": section_body(record, section, places, file.targets),
                    }
                    for section in record.sections
                ],
                "images": [[places.image(each, file.targets), alt] for each, alt in _images_above(record, file)],
                "links": [
                    [link.kind, link.label or link.url, places.link(link.url, file.targets)] for link in record.links
                ],
                "bibtex": "".join(FORMATS["bibtex"].write([record])),
            }


def findings(files: Sequence[PageFile], summaries: Mapping[str, str]) -> dict[str, Json]:
    """All findings, each with the numbers of its file and note; and the summary of each rule."""
    found: list[Json] = []
    before = 0
    for number, file in enumerate(files):
        found += [[number, *each[:-1], None if each.note is None else before + each.note] for each in file.findings]
        before += len(file.records)
    rules = {each.rule for file in files for each in file.findings}
    return {"rules": {name: summaries[name] for name in sorted(rules)}, "findings": found}


def _entries(number: int, file: PageFile, shown: Sequence[Column], places: Places) -> Iterator[Json]:
    found = Counter(each.note for each in file.findings)
    for place, record in enumerate(file.records):
        yield {
            "id": record.id,
            "title": plain(record.title or "") or record.id,
            "short": record.short_name,
            "by": _by(record),
            "people": [_person(name) for name in record.authors],
            "year": record.year,
            "date": iso_date(record),
            "venue": venue(record) or None,
            "groups": list(record.groups),
            "tags": list(record.tags),
            "model": _model(record),
            "file": number,
            "line": record.source.start_line,
            "excerpt": _excerpt(record),
            "image": _picture(record, file, places),
            "findings": found[place],
            "cells": cells(record, shown),
        }


def _model(record: Record) -> str | None:
    """The model if it is a name and not a description, so that one can filter by it."""
    model = one_line(record.model or "")
    return model if 0 < len(model) <= _LONGEST_MODEL else None


def _by(record: Record) -> str:
    """The authors of the paper for a card."""
    names = [_person(name) for name in record.authors] or list(record.organizations)
    return ", ".join(names) if len(names) <= _MOST_AUTHORS else f"{names[0]} et al."


def _person(name: Name) -> str:
    parts = (name.given, name.particle, name.family, name.suffix)
    if name.literal is None:
        return " ".join(part for part in parts if part)
    return "et al." if name.literal == "others" else name.literal


def _facts(record: Record) -> Iterator[tuple[str, str, str | None]]:
    """The facts about the paper: name, value, URL."""
    yield "Authors", ", ".join(map(_person, record.authors)), None
    yield "Organizations", ", ".join(record.organizations), None
    yield "Venue", record.venue or "", None
    yield "Date", iso_date(record) or "", None
    yield "Type", record.type if record.type != "misc" else "", None
    yield "DOI", record.doi or "", f"https://doi.org/{quote(record.doi or '')}"
    yield "arXiv", record.arxiv or "", f"https://arxiv.org/abs/{quote(record.arxiv or '')}"
    page = address(record)
    yield "Page", page or "", web_address(page or "")
    told = {section.kind for section in record.sections}
    for name in ("model", "training", "fine_tuning"):
        said = "" if name in told else getattr(record, name) or ""
        yield name.replace("_", " ").capitalize(), one_line(said), None
    yield "Groups", " / ".join(record.groups), None
    yield "Tags", ", ".join(record.tags), None
    for name, value in record.extra.items():
        yield name, "" if value is None else one_line(_text(value)), None
    for field in record.extra_fields:
        yield field.name, one_line(field.value), web_address(field.value)


def _text(value: Json) -> str:
    """A value that a user's schema adds, as text."""
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_text(each)}" for name, each in value.items())
    return str(value)


def _excerpt(record: Record) -> str:
    """The first words of the note: of its summary, or else of its first text."""
    texts = (text_lines(section.blocks) for section in record.sections)
    text = next(filter(None, (record.summary_text, *islice(texts, 8))), "")
    words = one_line(" ".join(line.strip().removeprefix("- ") for line in text[: 2 * _EXCERPT].splitlines()))
    return words if len(words) <= _EXCERPT else words[:_EXCERPT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _covers(file: PageFile) -> tuple[str, ...]:
    """The images in the front matter of a file with one note."""
    return file.covers if len(file.records) == 1 else ()


def _images_above(record: Record, file: PageFile) -> Iterator[tuple[str, str]]:
    """The images outside of sections, with their descriptions."""
    yield from ((cover, "") for cover in _covers(file))
    lines = {line for each in record.sections for line in range(each.line_start, each.line_end + 1)}
    yield from ((image.src, image.alt or "") for image in record.images if image.line not in lines)


def _picture(record: Record, file: PageFile, places: Places) -> Json:
    """The first image of a note that the page can show."""
    for destination in (*_covers(file), *(image.src for image in record.images)):
        place = places.image(destination, file.targets)
        if place[0] in ("file", "embedded"):
            return place
    return None
