"""`notelint convert`: notes as records, in one of the formats."""

from __future__ import annotations

import sys
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path

from notelint.commands.output import Progress, complain, write_output
from notelint.config import configurations
from notelint.dataclass import dataclass
from notelint.engine.conversion import Converted, converted, settled_records
from notelint.engine.inputs import input_paths, named_paths, read_input, refuse_unread_name
from notelint.engine.reader import Reader
from notelint.engine.work import in_parallel, usable_jobs
from notelint.errors import NotelintError, did_you_mean
from notelint.files import Files
from notelint.formats import FORMATS, format_of
from notelint.formats.reference import with_document_keywords, with_organizations_as_authors
from notelint.note.keys import check_pattern
from notelint.record.model import PROPERTIES
from notelint.record.where import is_wanted, parse_where
from notelint.schema import find_schema
from notelint.typing import TYPE_CHECKING
from notelint.writing import make_folder

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from notelint.note.layout import Layout
    from notelint.record import Record
    from notelint.record.where import Condition

    Write = Callable[[Iterable[Record]], Iterable[str | bytes]]

NOTHING = (
    "no note was found, so nothing was written; "
    "--schema NAME reads every file as a note, `notelint schema` lists the names"
)


@dataclass(frozen=True)
class ConvertOptions:
    """Each has the name of its option; None where that was not given."""

    paths: list[str]
    stdin_filename: str
    output: str | None
    schema: str | None
    config: list[str]
    isolated: bool
    to: str | None
    where: list[str]
    strict: bool
    per_note: bool
    key_pattern: str
    org_as_author: bool
    document_keywords: bool
    keep_version: bool
    keep_formulas: bool
    jobs: int
    timeout: int
    verbose: bool

    @property
    def format(self) -> str:
        """The name of the format. Raises NotelintError where neither an option nor a file says it."""
        if self.to:
            return self.to
        if self.output is None or self.per_note:
            raise NotelintError("convert: name the format with --to, or a file with -o, such as -o notes.jsonl")
        found = format_of(Path(self.output).name)
        if found is None:
            raise NotelintError(f"{self.output}: no format has this extension: add --to")
        return found


def run(arguments: Namespace) -> int:
    """Write the records of all notes, in the order of the inputs.

    Gives 2 where an input could not be read, 1 where there is no note at all or `--strict` refuses a record (nothing
    is written then, and a file that is there stays as it is), else 0.
    """
    options = ConvertOptions(**vars(arguments))
    refuse_unread_name(options.stdin_filename, options.paths)
    to = options.format
    conditions = [each for expression in options.where for each in parse_where(expression)]
    pattern = check_pattern(options.key_pattern)
    errors: list[NotelintError] = []
    skipped: list[str] = []
    layouts: dict[str, Layout] = {}
    with closing(_converted(options, to, pattern, skipped, errors.append)) as files:
        found = settled_records(_keeping(layouts, files), errors.append, on_loss=lambda loss: complain([loss]))
        first = next(found, None)
        is_written = first is not None and _is_written(
            _wanted(_varied(chain((first,), found), options), conditions), _writer(to, options, layouts), to, options
        )
    complain([*_skips(skipped, named=options.verbose), *errors])
    if first is None and not errors:
        complain([NotelintError(NOTHING)])
    return 2 if errors else int(not is_written)


def _is_written(records: Iterable[Record], write: Write, to: str, options: ConvertOptions) -> bool:
    """Write the records, unless `--strict` refuses one."""
    if options.strict:
        records = list(records)
        if lacking := [record for record in records if record.missing]:
            complain(_lack(record) for record in lacking)
            return False
    if options.per_note:
        _write_each(records, write, options.output, FORMATS[to].endings[0])
    else:
        write_output(write(records), options.output)
    return True


def _converted(
    options: ConvertOptions,
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
    read = partial(read_input, stdin_name=options.stdin_filename)
    convert = partial(converted, read=read, reader=reader, key_pattern=key_pattern, seconds=options.timeout)
    with closing(in_parallel(paths, convert, _lost, usable_jobs(options.jobs, options.timeout))) as done:
        progress = Progress(quiet=options.output is None and sys.stdout.isatty())  # records on a terminal show it
        for each in progress.over(done, len(paths)):
            if each.is_skipped:
                skipped.append(each.path)
            yield each


def _keeping(layouts: dict[str, Layout], files: Iterable[Converted]) -> Iterator[Converted]:
    """The same, while their layouts are kept by name."""
    for each in files:
        if each.layout:
            layouts[each.layout.schema] = each.layout
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


def _varied(found: Iterable[Record], options: ConvertOptions) -> Iterator[Record]:
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


def _writer(to: str, options: ConvertOptions, layouts: dict[str, Layout]) -> Write:
    target = find_schema(options.schema).layout if options.schema and to == "markdown" else None
    return partial(
        FORMATS[to].write,
        keep_version=options.keep_version,
        keep_formulas=options.keep_formulas,
        layout_of=lambda record: target or layouts[str(record.source.schema)],
    )


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
