"""The work on one file: to convert its notes."""

from __future__ import annotations

from notelint.bounds import TooSlowError
from notelint.commands.inputs import read_input
from notelint.errors import NotelintError
from notelint.front_matter import unread
from notelint.record import build_record
from notelint.record.keys import pinned_key, wanted_keys
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from notelint.commands.reader import Reader
    from notelint.note.layout import Layout
    from notelint.note.model import Document, Note
    from notelint.record import Record


class Converted(NamedTuple):
    """The records of one file, each still with the key that its note wants, though another note may have it.

    `pins` has for each record the place where its note pins that key, None where the key was made; `layout` is that of
    the notes. `loss` says what of the file could not be read, and so is in no record; `fault` why it was left out, and
    `error` why nothing can be converted, all in the words of a NotelintError.
    """

    path: str
    worked_on: int = 0
    records: tuple[Record, ...] = ()
    pins: tuple[str | None, ...] = ()
    layout: Layout | None = None
    loss: str | None = None
    fault: str | None = None
    error: str | None = None

    @property
    def is_skipped(self) -> bool:
        """Whether the file was read, and holds no note."""
        return not (self.records or self.loss or self.fault or self.error)


def converter(reader: Reader, stdin_name: str, key_pattern: str) -> Callable[[str], Converted]:
    """A function from a path to what becomes of that file."""

    def convert(path: str) -> Converted:
        try:
            each = read_input(path, stdin_name)
        except NotelintError as error:
            return Converted(path, fault=str(error))
        try:
            return _converted(reader.document(each.source), len(each.data), key_pattern)
        except TooSlowError as error:
            return Converted(each.path, fault=f"{each.path}: was not converted: {error}")
        except NotelintError as error:
            return Converted(each.path, error=str(error))

    return convert


def _converted(document: Document, size: int, key_pattern: str) -> Converted:
    keys = wanted_keys(document.notes, key_pattern)
    return Converted(
        document.source.path,
        size,
        tuple([build_record(document, note, key) for note, (key, _) in zip(document.notes, keys, strict=True)]),
        tuple([_place_of_key(note) for note in document.notes]),
        document.layout,
        _loss(document),
    )


def _place_of_key(note: Note) -> str | None:
    """Where a note gives its own citation key; None where it does not."""
    if not pinned_key(note):
        return None
    fact = note.fact("citekey")
    return f"{note.source.path}:{note.source.line_number(fact.span.start if fact else note.span.start)}"


def _loss(document: Document) -> str | None:
    """What of a document's file could not be read, and so is in no record."""
    source, problem = document.source, unread(document.front_matter, document.source)
    if source.is_utf_16:
        return f"{source.path}: left out, since it is UTF-16: save it as UTF-8"
    if problem is None:
        return None
    place = f"{source.path}:{source.line_number(problem.span.start)}"
    what = "its record lacks" if document.notes else "left out for"
    return f"{place}: {what} a part of its front matter, which cannot be read: {problem.message}; {problem.help}"
