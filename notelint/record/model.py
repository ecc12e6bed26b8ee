"""The record: what a note becomes, as plain data that programs can rely on.

The properties, their order and their meaning are those of schema/record.json; a property that the note does not give
is None or an empty tuple.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Literal

from notelint.bibliography.names import Name
from notelint.dataclass import dataclass, field, fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

SCHEMA_VERSION = "1.0.0"

RecordType = Literal[
    "misc", "preprint", "conference", "journal", "report", "thesis", "book", "web", "dataset", "software"
]
VenueType = Literal["conference", "journal", "workshop", "preprint_server", "publisher", "other"]
LinkKind = Literal["paper", "pdf", "doi", "arxiv", "video", "code", "project", "dataset", "slides", "blog", "other"]
SectionKind = Literal[
    "model",
    "training",
    "fine_tuning",
    "summary",
    "abstract",
    "method",
    "results",
    "contribution",
    "limitations",
    "questions",
    "related",
    "other",
]
BlockType = Literal["paragraph", "list_item", "table", "image", "code", "math", "quote", "html", "heading"]
Alignment = Literal["left", "center", "right"]
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class Block:
    """One block of content. Blocks are flat: `depth` is 0 outside a list, 1 in an item, 2 in an item of that item.

    `text` is plain (None for a table), `markdown` as written; lines count from 1 in the file, both ends included.
    """

    type: BlockType
    depth: int
    ordered: bool | None
    text: str | None
    markdown: str
    header: tuple[str, ...] | None
    rows: tuple[tuple[str, ...], ...] | None
    align: tuple[Alignment | None, ...] | None
    src: str | None
    line_start: int
    line_end: int


@dataclass(frozen=True)
class SectionRecord:
    """A section: its `heading` without the value that stands in it, that `value` as plain text, and what is below.

    `source` is all of it as written, the heading's line too, deeper sections left out.
    """

    kind: SectionKind
    heading: str
    level: int
    value: str | None
    line_start: int
    line_end: int
    blocks: tuple[Block, ...]
    source: str


@dataclass(frozen=True)
class ImageRecord:
    """An image; `zoom` is a fraction (`zoom: 50%` is 0.5), `resolved` a path relative to the note's file."""

    src: str
    alt: str | None
    title: str | None
    style: str | None
    zoom: float | None
    width: str | None
    height: str | None
    resolved: str | None
    section: SectionKind | None
    line: int


@dataclass(frozen=True)
class LinkRecord:
    """A link; `url` as written, `canonical_url` without tracking parameters."""

    kind: LinkKind
    provider: str | None
    label: str | None
    url: str
    canonical_url: str | None
    external_id: str | None
    line: int


@dataclass(frozen=True)
class ExtraField:
    """A label line or front matter key that no property of the schema claims."""

    name: str
    value: str
    line: int


@dataclass(frozen=True)
class SourcePlace:
    """Where the note stands: its file, the file's and the note's SHA-256, its first and last line, its heading.

    And what else only the writer of Markdown asks for: `opening`, what stands before the first section, facts and
    labels too; `definitions`, the link definitions that the note uses, wherever in the file they stand; `image_root`,
    the folder of image paths that start with `/`; `schema`, the name of the note schema by which it was read.
    """

    path: str
    sha256: str
    note_sha256: str
    start_line: int
    end_line: int
    heading_level: int | None
    heading: str | None
    opening: str | None
    definitions: tuple[str, ...]
    image_root: str | None
    schema: str | None


@dataclass(frozen=True)
class DocumentInfo:
    """The front matter of the file; in a file of many notes it says nothing about any one of them."""

    title: str | None
    date: str | None
    categories: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """One note about one paper. The fields stand in the order in which they are written.

    `missing` names the required properties that the note lacks. `extra` holds the properties that a user's note schema
    adds: in JSON they are top-level keys after all others, so none may bear one of the names in `PROPERTIES`.
    """

    id: str
    type: RecordType
    title: str | None
    short_name: str | None
    authors: tuple[Name, ...]
    organizations: tuple[str, ...]
    year: int | None
    date: str | None
    venue: str | None
    venue_type: VenueType | None
    doi: str | None
    arxiv: str | None
    arxiv_class: str | None
    url: str | None
    links: tuple[LinkRecord, ...]
    groups: tuple[str, ...]
    tags: tuple[str, ...]
    model: str | None
    training: str | None
    fine_tuning: str | None
    summary: str | None
    summary_text: str | None
    images: tuple[ImageRecord, ...]
    sections: tuple[SectionRecord, ...]
    extra_fields: tuple[ExtraField, ...]
    missing: tuple[str, ...]
    source: SourcePlace
    document: DocumentInfo
    extra: Mapping[str, Json] = field(default_factory=dict)


_ATOMS = frozenset((str, int, bool, type(None)))
_FIELDS = tuple(found.name for found in fields(Record) if found.name != "extra")

PROPERTIES = ("schema_version", *_FIELDS)
"""The names of the properties that every record has, in their order: a note schema cannot give them another sense."""


def members(record: Record) -> dict[str, Any]:
    """The members of the record's JSON object: every property of schema/record.json in its order, then `extra`'s.

    What is an object or an array is a dataclass or a tuple in them.
    """
    if clash := record.extra.keys() & set(PROPERTIES):
        raise ValueError(f"a note schema cannot add what every record has: {sorted(clash)}")
    properties = {name: getattr(record, name) for name in _FIELDS}
    return {"schema_version": SCHEMA_VERSION, **properties, **_plain(dict(record.extra))}


def to_json(record: Record) -> dict[str, Any]:
    """The record as a JSON object, of dicts and lists."""
    return {name: _plain(value) for name, value in members(record).items()}


def from_json(data: Mapping[str, Any]) -> Record:
    """The record of a JSON object as `to_json` gives it, which must be valid against schema/record.json.

    Raises KeyError or TypeError where it is not.
    """
    read: dict[str, Any] = {name: _tuples(data[name]) for name in _FIELDS}
    read["authors"] = tuple(Name(**name) for name in data["authors"])
    read["links"] = tuple(LinkRecord(**link) for link in data["links"])
    read["images"] = tuple(ImageRecord(**image) for image in data["images"])
    read["sections"] = tuple(_section(section) for section in data["sections"])
    read["extra_fields"] = tuple(ExtraField(**extra) for extra in data["extra_fields"])
    read["source"] = SourcePlace(**{key: _tuples(value) for key, value in data["source"].items()})
    read["document"] = DocumentInfo(**{key: _tuples(value) for key, value in data["document"].items()})
    extra = {key: value for key, value in data.items() if key not in PROPERTIES}
    return Record(**read, extra=extra)


def _section(data: Mapping[str, Any]) -> SectionRecord:
    blocks = tuple(Block(**{key: _tuples(value) for key, value in block.items()}) for block in data["blocks"])
    return SectionRecord(**{**data, "blocks": blocks})


def _tuples(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field's value
    """Dataclasses as objects, tuples as arrays; YAML's .nan and .inf, which JSON does not have, as null."""
    if isinstance(value, tuple | list):
        return [item if type(item) in _ATOMS else _plain(item) for item in value]
    if isinstance(value, float):
        return value if isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    members = value if isinstance(value, dict) else vars(value)  # of a dataclass its fields, in their order
    return {key: item if type(item) in _ATOMS else _plain(item) for key, item in members.items()}
