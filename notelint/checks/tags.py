"""The tags, keywords and categories in front matter."""

from __future__ import annotations

from notelint.note.names import fold_name
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.front_matter import Entry
    from notelint.note.model import Document
    from notelint.source import Span

_KEYS = {
    "tags": "tag",
    "tag": "tag",
    "keywords": "keyword",
    "keyword": "keyword",
    "categories": "category",
    "category": "category",
    "topics": "topic",
}


class Tag(NamedTuple):
    """One of a list: the word for it (`tag`, `keyword`, ...), what it says, without the `#` that it may have."""

    kind: str
    text: str
    span: Span


def tag_lists(document: Document) -> Iterator[Entry]:
    """The keys whose value is a list of tags, keywords, categories or topics."""
    for entry in document.front_matter.entries if document.front_matter else ():
        if fold_name(entry.key) in _KEYS and isinstance(entry.value, list) and len(entry.items) == len(entry.value):
            yield entry


def tags_of(entry: Entry) -> Iterator[Tag]:
    """The tags of such a key; what is no text is left out."""
    values = entry.value if isinstance(entry.value, list) else ()
    for value, span in zip(values, entry.items, strict=False):
        if isinstance(value, str):
            yield Tag(_KEYS[fold_name(entry.key)], value.strip().removeprefix("#"), span)
