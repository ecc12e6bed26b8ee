"""Files as records: what each gives by itself, and the keys of all together."""

from __future__ import annotations

from notelint.bounds import LimitError
from notelint.dataclass import replace
from notelint.engine.limits import on_file
from notelint.errors import NotelintError
from notelint.front_matter import unread
from notelint.note.keys import pinned_key, wanted_keys
from notelint.record import build_record
from notelint.typing import TYPE_CHECKING, NamedTuple
from notelint.unique import settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from notelint.engine.inputs import Input
    from notelint.engine.reader import Reader
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


def converted(
    path: str, read: Callable[[str], Input], reader: Reader, key_pattern: str, seconds: float | None = None
) -> Converted:
    """What becomes of a file, which `read` reads, and the work on which may take so many seconds."""
    try:
        each = read(path)
    except NotelintError as error:
        return Converted(path, fault=str(error))
    try:
        return on_file(
            each,
            lambda: converted_document(reader.document(each.source), key_pattern),
            seconds,
            "was not converted",
        )
    except LimitError as error:
        return Converted(each.path, fault=str(error))
    except NotelintError as error:
        return Converted(each.path, error=str(error))


def converted_document(document: Document, key_pattern: str) -> Converted:
    """What becomes of a document."""
    keys = wanted_keys(document.notes, key_pattern)
    return Converted(
        document.source.path,
        len(document.source.data),
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


def settled_records(
    files: Iterable[Converted],
    on_error: Callable[[NotelintError], None],
    on_loss: Callable[[NotelintError], None] = lambda _: None,
) -> Iterator[Record]:
    """The records of all files, each with a key that no earlier one has.

    What a file with notes lost goes to `on_loss` at once, and what gave no record for it to `on_error`. Raises
    NotelintError where nothing can be converted, or a citation key is given twice.
    """
    taken: dict[str, int] = {}
    pinned: dict[str, str] = {}
    for each in files:
        if each.error:
            raise NotelintError(each.error)
        _check_keys(each, pinned)
        if each.loss and each.records:
            on_loss(NotelintError(each.loss))
        elif lacking := each.fault or each.loss:
            on_error(NotelintError(lacking))
        yield from with_own_keys(each, taken)


def with_own_keys(converted: Converted, taken: dict[str, int]) -> Iterator[Record]:
    """The records of a file, each with a key that no earlier one has; `taken` are those of the files before."""
    wanted = [(record.id, pin is not None) for record, pin in zip(converted.records, converted.pins, strict=True)]
    for record, key in zip(converted.records, settled(wanted, taken), strict=True):
        yield record if record.id == key else replace(record, id=key)


def _check_keys(converted: Converted, pinned: dict[str, str]) -> None:
    """See that no note gives itself a key that another one has; `pinned` are the places of those before."""
    for record, place in zip(converted.records, converted.pins, strict=True):
        if place:
            first = pinned.setdefault(record.id.lower(), place)
            if first != place:
                raise NotelintError(
                    f"{place}: the citation key {record.id} is also used at {first}: give one of them another"
                )
