"""The Python interface, which `import notelint` offers: check, convert and fix notes as the command line does.

The functions return plain values. Where the command line prints an error and exits with 2, they raise NotelintError.
"""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from os import PathLike, fspath

from notelint.config import configurations
from notelint.engine.checker import Checker
from notelint.engine.conversion import converted, settled_records
from notelint.engine.fix import fix_document
from notelint.engine.inputs import Input, input_paths, read_input
from notelint.engine.limits import on_file
from notelint.engine.outcome import keyed
from notelint.engine.reader import Reader
from notelint.engine.settings import Settings
from notelint.engine.work import Work
from notelint.errors import NotelintError, did_you_mean, missing
from notelint.files import Files
from notelint.formats import FORMATS
from notelint.note.keys import DEFAULT_PATTERN
from notelint.record import from_json, to_json
from notelint.resources import schema_names
from notelint.schema import find_schema, shipped_document
from notelint.schema.loading import record_schema
from notelint.source import Source, encoded, readable
from notelint.store import bounded, largest
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, Literal, NoReturn

    from notelint import diagnostic
    from notelint.config import Config
    from notelint.diagnostic import Diagnostic
    from notelint.engine.outcome import Outcome
    from notelint.record import Record

    Paths = str | PathLike[str] | Iterable[str | PathLike[str]]
    OnError = Callable[[NotelintError], None]

_NO_FILE = "-"  # the path of a text that is not in a file
_AWAY = "://"  # in a URL, and in no path


class Edit(NamedTuple):
    """Replaces `text[start:end]` of a file by another text; `start` and `end` are code points from 0."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """Edits to apply together. A safe fix keeps what the note says, an unsafe one may change it."""

    title: str
    safety: Literal["safe", "unsafe"]
    edits: tuple[Edit, ...]


class Finding(NamedTuple):
    """A problem that a rule found.

    Lines and columns start at 1, columns are code points; the end is the position after the last character. `help`
    says what to do. `note` is the `id` of the record of the note, or None outside of notes.
    """

    rule: str
    severity: Literal["error", "warning", "info"]
    message: str
    help: str | None
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    note: str | None
    fix: Fix | None


def check(  # noqa: PLR0913 - as many as there is to ask for
    paths: Paths | None = None,
    *,
    text: str | bytes | None = None,
    schema: str | PathLike[str] | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    vault: bool = False,
    config: Paths = (),
    isolated: bool = False,
    timeout: float | None = None,
    on_error: OnError | None = None,
) -> list[Finding]:
    """Check files and folders (default: the current folder); gives the findings in the order of files and lines.

    `text` is checked instead of a file; `paths` may then name one file, whose folder and configuration apply. `schema`
    is the name of a built-in note schema or the path of a JSON file, `select` and `ignore` are rules and families, and
    `vault` also compares the files with each other. `config` takes the values of `--config`; `isolated` ignores all
    configuration files. `timeout` limits the seconds for each file, and its memory; it uses the signal SIGALRM, which
    works only in the main thread. None is no limit.

    Raises NotelintError for a file that cannot be read or checked; with `on_error`, such a file is skipped and the
    error passed to that function. A wrong option, configuration or schema always raises NotelintError.
    """
    settings = Settings(_name(schema), _texts(select), _texts(ignore), vault=vault)
    run = _run(paths, text, config, isolated=isolated, on_error=on_error)
    work = Work(run.files, run.config_of, settings, run.read, seconds=timeout, with_keys=len(run.paths) > 1)
    if vault:
        documents = [*work.checker.documents((each.source for each in run.inputs()), run.on_error)]
        return [_finding(each) for found in work.checker.find_in_vault(documents, run.on_error) for each in found]
    outcomes = keyed(map(work.outcome, run.paths))
    return [_finding(each) for outcome in outcomes for each in _left(outcome, run.on_error)]


def records(  # noqa: PLR0913 - as above
    paths: Paths | None = None,
    *,
    text: str | bytes | None = None,
    schema: str | PathLike[str] | None = None,
    config: Paths = (),
    isolated: bool = False,
    timeout: float | None = None,
    on_error: OnError | None = None,
) -> Iterator[dict[str, Any]]:
    """The records of all notes in files and folders, as written by `notelint convert --to json`.

    A record is a dict with the schema `load_schema("record")` and a unique `id`. Files without a note give no record.
    The parameters are those of `check`. Each file is read when the iterator reaches it. A path may be a URL that
    fsspec can read, such as `s3://notes/bert.md`.
    """
    run = _run(paths, text, config, isolated=isolated, on_error=on_error)
    reader = Reader(run.config_of, _name(schema), run.files)
    files = (converted(path, run.read, reader, DEFAULT_PATTERN, timeout) for path in run.paths)
    return (_strict(to_json(each)) for each in settled_records(files, run.on_error))


def convert(
    records: Iterable[Mapping[str, Any]], to: str, *, keep_version: bool = False, keep_formulas: bool = False
) -> Iterator[Any]:
    """Convert records to another format (`bibtex`, `csv`, ...); gives chunks of text, for `parquet` chunks of bytes.

    Formats and options are those of `notelint convert`. Raises NotelintError for an unknown format and, when the
    iterator reaches it, for a record that `records` could not have returned.
    """
    if to not in FORMATS:
        remedy = did_you_mean(to, FORMATS, f"it is one of {', '.join(FORMATS)}")
        raise NotelintError(f"unknown format {to!r}: {remedy}")
    return FORMATS[to].write(map(_record, records), keep_version=keep_version, keep_formulas=keep_formulas)


def fix(  # noqa: PLR0913 - as above
    text: str,
    *,
    path: str | PathLike[str] = _NO_FILE,
    schema: str | PathLike[str] | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    unsafe: bool = False,
    config: Paths = (),
    isolated: bool = False,
    timeout: float | None = None,
) -> str:
    """The text after all safe fixes, with `unsafe` also the unsafe ones, as `notelint check --fix` would write it.

    `path` is the file that the text is from, if any; the other parameters are those of `check`. Nothing is written.
    Raises NotelintError for a wrong option, configuration or schema, or when the time is up.
    """
    run = _run(path, text, config, isolated=isolated, on_error=None)
    settings, source = Settings(_name(schema), _texts(select), _texts(ignore)), Source(run.paths[0], text)
    return on_file(
        source,
        partial(_fixed, Checker(run.files, run.config_of, settings), source, unsafe=unsafe),
        timeout,
        "was not fixed",
    )


def _fixed(checker: Checker, source: Source, *, unsafe: bool) -> str:
    document = checker.document(source)
    fixed = fix_document(document, checker.document, checker.find, reached=checker.reached, unsafe=unsafe)
    return fixed.document.source.text


def load_schema(name: str | PathLike[str], *, record: bool = False) -> dict[str, Any]:
    """Load a built-in JSON Schema by its name, or a note schema from a JSON file, which is validated.

    With `record`, the schema of the records of notes of this schema. Raises NotelintError if there is no such schema
    or the file is not a note schema.
    """
    name = fspath(name)
    if record:
        return record_schema(find_schema(name))
    if name in schema_names():
        return deepcopy(shipped_document(name))
    return deepcopy(dict(find_schema(name).document))


class _Run(NamedTuple):
    """The files of a call, how to read and configure each, and what to do with errors."""

    files: Files
    config_of: Callable[[str], Config]
    paths: Sequence[str]
    read: Callable[[str], Input]
    on_error: OnError

    def inputs(self) -> Iterator[Input]:
        """The files that can be read."""
        for path in self.paths:
            try:
                yield self.read(path)
            except NotelintError as error:
                self.on_error(error)


def _run(
    paths: Paths | None, text: str | bytes | None, config: Paths, *, isolated: bool, on_error: OnError | None
) -> _Run:
    on_error = on_error or _refuse
    named = _texts(("." if text is None else _NO_FILE) if paths is None else paths)
    if text is None and _NO_FILE in named:
        raise NotelintError("- is not a file: pass the text as `text`")
    if text is not None and len(named) != 1:
        raise NotelintError(f"`text` is the text of one file, but there are {len(named)} paths")
    files = Files(named)
    config_of = configurations(files, _texts(config), isolated=isolated)
    if text is None:
        found = input_paths([each for each in named if _AWAY not in each], files, config_of, on_error)
        away = [each for each in named if _AWAY in each]
        return _Run(files, config_of, [*found, *away], _read, on_error)
    data = text if isinstance(text, bytes) else encoded(text)
    return _Run(files, config_of, named, lambda path: Input(path, data), on_error)


def _read(path: str) -> Input:
    """The bytes of a file or of a URL. Raises NotelintError."""
    if _AWAY not in path:
        return read_input(path, _NO_FILE)
    try:
        import fsspec  # noqa: PLC0415 - only URLs need it
    except ImportError as error:
        raise missing(f"{path}: a URL", "fsspec") from error
    try:
        with fsspec.open(path, "rb") as file:
            return Input(path, bounded(file.read(largest() + 1)))
    except (OSError, ValueError, ImportError) as error:
        raise NotelintError(f"{path}: cannot be read: {error}") from error


def _refuse(error: NotelintError) -> NoReturn:
    raise error


def _texts(given: Paths) -> tuple[str, ...]:
    return (fspath(given),) if isinstance(given, str | PathLike) else tuple(fspath(each) for each in given)


def _name(schema: str | PathLike[str] | None) -> str | None:
    return None if schema is None else fspath(schema)


def _left(outcome: Outcome, on_error: OnError) -> Sequence[Diagnostic]:
    """The findings to report for a file. Raises NotelintError if no file could be checked."""
    if outcome.error:
        raise NotelintError(outcome.error)
    for fault in outcome.faults:
        on_error(NotelintError(fault))
    return outcome.left


def _finding(found: Diagnostic) -> Finding:
    source, said = found.source, found.finding
    return Finding(
        found.rule,
        found.severity.value,
        said.message,
        said.help,
        source.path,
        *source.position(said.span.start),
        *source.position(said.span.end),
        found.note,
        _fix(said.fix) if said.fix else None,
    )


def _fix(found: diagnostic.Fix) -> Fix:
    return Fix(found.title, found.safety.value, tuple(Edit(*each.span, each.text) for each in found.edits))


def _record(data: Mapping[str, Any]) -> Record:
    try:
        return from_json(data)
    except (KeyError, TypeError, AttributeError) as error:
        raise NotelintError(f"not a record of notelint.records: {data!r:.80}") from error


def _strict(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The value with U+FFFD for each lone surrogate, which is a byte that is not UTF-8."""
    if isinstance(value, dict):
        return {name: _strict(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_strict(each) for each in value]
    return readable(value) if isinstance(value, str) else value
