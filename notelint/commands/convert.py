"""`notelint convert`: notes as records, in one of the formats."""

from __future__ import annotations

import sys
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path

from notelint.bounds import TooSlowError
from notelint.commands.output import complain, progress, shows_progress, write_output
from notelint.commands.parallel import in_parallel, usable_jobs
from notelint.config import configurations
from notelint.dataclass import replace
from notelint.engine.inputs import input_paths, named_paths, read_input, refuse_unread_name
from notelint.engine.reader import Reader
from notelint.errors import NotelintError, did_you_mean
from notelint.files import Files
from notelint.formats import FORMATS
from notelint.formats.reference import with_document_keywords, with_organizations_as_authors
from notelint.front_matter import unread
from notelint.record import build_record
from notelint.record.keys import check_pattern, pinned_key, settled, wanted_keys
from notelint.record.model import PROPERTIES
from notelint.record.where import is_wanted, parse_where
from notelint.schema import find_schema
from notelint.typing import TYPE_CHECKING, NamedTuple
from notelint.writing import make_folder

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from notelint.note.layout import Layout
    from notelint.note.model import Document, Note
    from notelint.record import Record
    from notelint.record.where import Condition

    Write = Callable[[Iterable[Record]], Iterable[str | bytes]]

_NOTHING = (
    "no note was found, so nothing was written; "
    "--schema NAME reads every file as a note, `notelint schema` lists the names"
)
# The longest first: `a.csl.json` is no plain JSON.
_ENDINGS = {
    ".csl.json": "csl-json",
    ".biblatex.bib": "biblatex",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".bib": "bibtex",
    ".ris": "ris",
    ".yaml": "hayagriva",
    ".yml": "hayagriva",
    ".csv": "csv",
    ".parquet": "parquet",
    ".md": "markdown",
}


def run(options: Namespace) -> int:
    """Write the records of all notes, in the order of the inputs.

    Gives 2 where an input could not be read, 1 where there is no note at all or `--strict` refuses a record (nothing
    is written then, and a file that is there stays as it is), else 0.
    """
    refuse_unread_name(options.stdin_filename, options.paths)
    to = options.to or _format_of(options.output, per_note=options.per_note)
    conditions = [each for expression in options.where for each in parse_where(expression)]
    pattern = check_pattern(options.key_pattern)
    errors: list[NotelintError] = []
    skipped: list[str] = []
    layouts: dict[str, Layout] = {}
    with closing(_converted(options, to, pattern, skipped, errors.append)) as files:
        found = _records(files, layouts, errors.append)
        first = next(found, None)
        is_written = first is not None and _is_written(
            _wanted(_varied(chain((first,), found), options), conditions), _writer(to, options, layouts), to, options
        )
    complain([*_skips(skipped, named=options.verbose), *errors])
    if first is None and not errors:
        complain([NotelintError(_NOTHING)])
    return 2 if errors else int(not is_written)


def _is_written(records: Iterable[Record], write: Write, to: str, options: Namespace) -> bool:
    """Write the records, unless `--strict` refuses one."""
    if options.strict:
        records = list(records)
        if lacking := [record for record in records if record.missing]:
            complain(_lack(record) for record in lacking)
            return False
    if options.per_note:
        _write_each(records, write, options.output, _ending_of(to))
    else:
        write_output(write(records), options.output)
    return True


def _format_of(output: str | None, *, per_note: bool) -> str:
    if output is None or per_note:
        raise NotelintError("convert: name the format with --to, or a file with -o, such as -o notes.jsonl")
    name = Path(output).name.lower()
    found = next((to for ending, to in _ENDINGS.items() if name.endswith(ending)), None)
    if found is None:
        raise NotelintError(f"{output}: no format has this extension: add --to")
    return found


def _ending_of(to: str) -> str:
    return next(ending for ending, name in _ENDINGS.items() if name == to)


def _converted(
    options: Namespace,
    to: str,
    key_pattern: str,
    skipped: list[str],
    on_error: Callable[[NotelintError], None],
) -> Generator[Converted, None, None]:
    """What becomes of each file that the options name; what holds no note is `skipped`."""
    files = Files(named_paths(options.paths, options.stdin_filename))
    config_of = configurations(files, options.config, isolated=options.isolated)
    reader = Reader(config_of, None if to == "markdown" else options.schema, files)
    paths = input_paths(options.paths, files, config_of, on_error)
    convert = converter(reader, options.stdin_filename, key_pattern)
    with closing(in_parallel(paths, convert, _lost, usable_jobs(options))) as done:
        with_bar = shows_progress(sys.stdout, sys.stderr, options.output)
        for each in progress(done, len(paths), sys.stderr) if with_bar else done:
            if each.is_skipped:
                skipped.append(each.path)
            yield each


def _skips(paths: Sequence[str], *, named: bool) -> Iterator[NotelintError]:
    """How many files were skipped, and why; before that which, if they are to be named."""
    if named:
        yield from (NotelintError(f"{path}: skipped") for path in paths)
    if paths:
        what, file = ("file that is not a note", paths[0]) if len(paths) == 1 else ("files that are not notes", "FILE")
        yield NotelintError(f"skipped {len(paths)} {what} on one paper; `notelint explain {file}` shows why")


def _lost(path: str, how: str) -> Converted:
    return Converted(path, fault=f"{path}: was not converted: {how}")


def _records(
    files: Iterable[Converted], layouts: dict[str, Layout], on_error: Callable[[NotelintError], None]
) -> Iterator[Record]:
    """The records of all files, each with a key that no earlier one has. Their layouts are kept by name.

    What a file with notes lost is said at once; what gave no record for it goes to `on_error`. Raises NotelintError
    where nothing can be converted, or a citation key is given twice.
    """
    taken: dict[str, int] = {}
    pinned: dict[str, str] = {}
    for each in files:
        if each.error:
            raise NotelintError(each.error)
        if each.layout:
            layouts[each.layout.schema] = each.layout
        _check_keys(each, pinned)
        if each.loss and each.records:
            complain([NotelintError(each.loss)])
        elif lacking := each.fault or each.loss:
            on_error(NotelintError(lacking))
        wanted = [(record.id, pin is not None) for record, pin in zip(each.records, each.pins, strict=True)]
        for record, key in zip(each.records, settled(wanted, taken), strict=True):
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


def _varied(found: Iterable[Record], options: Namespace) -> Iterator[Record]:
    for record in found:
        varied = with_organizations_as_authors(record) if options.org_as_author else record
        yield with_document_keywords(varied) if options.document_keywords else varied


def _wanted(found: Iterable[Record], conditions: Iterable[Condition]) -> Iterator[Record]:
    """The records that meet the conditions. Raises NotelintError where no record has a property of that name."""
    conditions = tuple(conditions)
    known = {*PROPERTIES}
    some = False
    for record in found:
        some = True
        known.update(record.extra)
        if is_wanted(record, conditions):
            yield record
    for condition in conditions:
        if some and condition.name not in known:
            remedy = did_you_mean(condition.name, known, "name one that stands in `convert --to json`")
            raise NotelintError(f"--where: no record has a property {condition.name!r}: {remedy}")


def _lack(record: Record) -> NotelintError:
    place = f"{record.source.path}:{record.source.start_line}"
    return NotelintError(f"{place}: {record.id} has no {', '.join(record.missing)}")


def _writer(to: str, options: Namespace, layouts: dict[str, Layout]) -> Write:
    if to == "parquet":
        from notelint.formats import parquet  # noqa: PLC0415 - an extra

        return parquet.write
    if to == "markdown":
        from notelint.formats import markdown  # noqa: PLC0415 - it reads back what it writes

        target = find_schema(options.schema).layout if options.schema else None
        return partial(markdown.write, layout_of=lambda record: target or layouts[str(record.source.schema)])
    return partial(FORMATS[to], keep_version=options.keep_version, keep_formulas=options.keep_formulas)


def _write_each(found: Iterable[Record], write: Write, folder: str | None, ending: str) -> None:
    """Write a file for each record to a folder, which is made where it is not there."""
    if folder is None:
        raise NotelintError("--per-note: name the folder with -o DIR")
    make_folder(folder)
    for record in found:
        path = Path(folder, record.id + ending)
        if path.is_symlink():
            raise NotelintError(f"{path}: cannot be written: it is a link, which may lead out of {folder}")
        write_output(write([record]), str(path))


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
            return _converted_document(reader.document(each.source), len(each.data), key_pattern)
        except TooSlowError as error:
            return Converted(each.path, fault=f"{each.path}: was not converted: {error}")
        except NotelintError as error:
            return Converted(each.path, error=str(error))

    return convert


def _converted_document(document: Document, size: int, key_pattern: str) -> Converted:
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
