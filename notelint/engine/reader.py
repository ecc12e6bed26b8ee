"""Texts read as documents, by the schema that counts for each."""

from __future__ import annotations

from functools import cache

from notelint.dataclass import cached_property, dataclass, field
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.front_matter import read_front_matter
from notelint.note import read_document, weigh_file
from notelint.note.siblings import Siblings
from notelint.paths import shown
from notelint.schema import find_schema, shipped_schemas
from notelint.source import Source
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notelint.config import Config
    from notelint.front_matter import FrontMatter
    from notelint.note.model import Document
    from notelint.note.weights import Verdict
    from notelint.schema import Schema


@dataclass(frozen=True)
class Reader:
    """Reads texts as notes of the `schema` that was named, else of the configured one, else of the one that matches.

    `files` answers what lies in the folder of a file. Unless `configured`, no schema of the configuration counts.
    """

    config_of: Callable[[str], Config]
    schema: str | None = None
    files: Files = field(default_factory=Files)
    configured: bool = True
    _find: Callable[[str], Schema] = field(default_factory=lambda: cache(find_schema))

    @cached_property
    def _shipped(self) -> tuple[Schema, ...]:
        return shipped_schemas()

    @cached_property
    def _siblings(self) -> Siblings:
        return Siblings(self.files, [each.layout for each in self._shipped])

    def document(self, source: Source) -> Document:
        """The document that a text is; raises NotelintError where the schema cannot be read."""
        schemas = self._schemas(source.path, lambda: read_front_matter(source))
        if schemas is not self._shipped:
            return read_document(source, [schemas[0].layout], configured=True)
        return read_document(source, [each.layout for each in schemas], siblings=self._siblings.of(source.path))

    def verdict(self, source: Source) -> Verdict | None:
        """The evidence by which a file that no schema was chosen for is a note on one paper, or is none.

        None where it holds several papers.
        """
        return weigh_file(source, [each.layout for each in self._shipped], self._siblings.of(source.path))

    def sample(self, folder: str) -> Iterator[Document]:
        """What some of the Markdown files in a folder are: those that notes in it are compared with."""
        return (self.document(Source.from_bytes(path, self.files.peek(path))) for path in self.files.sample(folder))

    def schema_for(self, path: str) -> Schema | None:
        """The schema that was named or is configured for a file that is not there yet; None where neither is."""
        schemas = self._schemas(path, lambda: None)
        return None if schemas is self._shipped else schemas[0]

    def schema_of(self, document: Document) -> Schema | None:
        """The schema of a document's notes; None where it is no note."""
        schemas = self._schemas(document.source.path, lambda: document.front_matter)
        return next((each for each in schemas if each.layout is document.layout), None)

    def _schemas(self, path: str, front_matter: Callable[[], FrontMatter | None]) -> tuple[Schema, ...]:
        if self.schema:
            return (self._find(self.schema),)
        choice = self.config_of(path).schema_choice(path, front_matter) if self.configured else None
        if choice is None:
            return self._shipped
        try:
            return (self._find(shown(choice.schema) if choice.schema.endswith(".json") else choice.schema),)
        except NotelintError as error:
            raise NotelintError(f"{choice.place}: {error}") from error
