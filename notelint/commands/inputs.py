"""What a command is given: paths or standard input, read as documents."""

from __future__ import annotations

import sys
from functools import cache, cached_property
from typing import TYPE_CHECKING

from notelint.dataclass import dataclass, field
from notelint.errors import NotelintError
from notelint.files import markdown_files, read_bytes
from notelint.front_matter import read_front_matter
from notelint.note import read_document
from notelint.report.style import printable
from notelint.schema import find_schema, shipped_schemas
from notelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from notelint.config import Config
    from notelint.files import Files
    from notelint.front_matter import FrontMatter
    from notelint.note.model import Document
    from notelint.schema import Schema

STDIN = "-"


def input_paths(
    paths: Sequence[str],
    files: Files,
    config_of: Callable[[str], Config],
    on_error: Callable[[NotelintError], None],
    *,
    force_exclude: bool = False,
) -> list[str]:
    """The files to read: `-` alone, or the Markdown files that the paths name.

    The configuration's `exclude` keeps files from being walked, and with `force_exclude` from being named too.
    """
    if STDIN in paths:
        if len(paths) > 1:
            raise NotelintError("- is standard input: name it alone, without other paths")
        return [STDIN]
    found = markdown_files(
        paths,
        files,
        included=lambda path: config_of(path).includes(path),
        excluded=lambda path: config_of(path).excludes(path),
        on_error=on_error,
    )
    return [path for path in found if not (force_exclude and config_of(path).excludes(path))]


def read_sources(paths: Iterable[str], stdin_name: str, on_error: Callable[[NotelintError], None]) -> Iterator[Source]:
    """The files' texts, in order; one that cannot be read goes to `on_error`."""
    for path in paths:
        if path == STDIN:
            yield Source.from_bytes(stdin_name, sys.stdin.buffer.read())
            continue
        try:
            yield Source.from_bytes(path, read_bytes(path))
        except NotelintError as error:
            on_error(error)


def announced(sources: Iterable[Source], config_of: Callable[[str], Config]) -> Iterator[Source]:
    """The same sources; each is named on standard error as it is read, with the configuration that counts for it."""
    for source in sources:
        names = [layer.name for layer in reversed(config_of(source.path).layers)]
        print(f"notelint: {printable(source.path)}: {', over '.join(names) or 'no configuration'}", file=sys.stderr)
        yield source


@dataclass(frozen=True)
class Reader:
    """Reads texts as notes of the `schema` that was named, else of the configured one, else of the one that fits."""

    config_of: Callable[[str], Config]
    schema: str | None = None
    _find: Callable[[str], Schema] = field(default_factory=lambda: cache(find_schema))

    @cached_property
    def _shipped(self) -> tuple[Schema, ...]:
        return shipped_schemas()

    def document(self, source: Source) -> Document:
        """The document that a text is; raises NotelintError where the schema cannot be read."""
        schemas = self._schemas(source.path, lambda: read_front_matter(source))
        return read_document(source, [each.layout for each in schemas], configured=schemas is not self._shipped)

    def schema_of(self, document: Document) -> Schema | None:
        """The schema of a document's notes; None where it is no note."""
        schemas = self._schemas(document.source.path, lambda: document.front_matter)
        return next((each for each in schemas if each.layout is document.layout), None)

    def _schemas(self, path: str, front_matter: Callable[[], FrontMatter | None]) -> tuple[Schema, ...]:
        if self.schema:
            return (self._find(self.schema),)
        choice = self.config_of(path).schema_choice(path, front_matter)
        if choice is None:
            return self._shipped
        try:
            return (self._find(choice.schema),)
        except NotelintError as error:
            raise NotelintError(f"{choice.place}: {error}") from error
