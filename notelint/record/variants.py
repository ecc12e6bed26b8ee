"""Records as some readers want them: more authors, more tags."""

from __future__ import annotations

from notelint.bibliography.names import Name
from notelint.dataclass import replace
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.record.model import Record


def with_organizations_as_authors(record: Record) -> Record:
    """The record with its organisations for authors, where the note names no author."""
    if record.authors:
        return record
    names = (Name(None, None, None, None, name, name) for name in record.organizations)
    return replace(record, authors=tuple(names))


def with_document_keywords(record: Record) -> Record:
    """The record with the tags of its file besides its own, each once."""
    return replace(record, tags=tuple(dict.fromkeys((*record.tags, *record.document.tags))))
