"""What `import notelint` offers to Python: the calls that the command line makes, and what they give as plain values.

Where the command line ends with exit code 2 and a line on standard error, these raise NotelintError with that line.
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
from notelint.schema.publishing import record_schema
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

_NO_FILE = "-"  # the path of a text that stands for no file
_AWAY = "://"  # stands in an address, and in no path


class Edit(NamedTuple):
    """Replace `text[start:end]` of a file, in code points from 0, by another text."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """Edits that go together. A safe fix keeps what the note says, an unsafe one may change it."""

    title: str
    safety: Literal["safe", "unsafe"]
    edits: tuple[Edit, ...]


class Finding(NamedTuple):
    """One report of a rule.

    Lines and columns count from 1, columns in code points; the end is the place after the last character. `help` says
    what to do, `note` is the `id` of the record of the note that the finding is in.
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
    """The findings in files and folders (default: the working folder), in the order of the files and of their text.

    With `text`, that is checked in place of a file; `paths` may name the file that it stands for, whose folder and
    configuration then count. `schema` names a note schema or the JSON file of one, `select` and `ignore` name rules
    and families, `vault` also compares the files with each other. `config` has the values of `--config`; `isolated`
    ignores all configuration files. `timeout` are the seconds that the work on one file may take, and limits its
    memory, too: by a signal (SIGALRM), which only the main thread gets. With None, it takes as long as it takes.

    A file that cannot be read or checked raises NotelintError, or is left out, and the error given to `on_error`.
    Whatever else is wrong (an option, a configuration, a schema) raises NotelintError.
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
    """The records of all notes in files and folders, as `notelint convert --to json` writes them.

    Each is a dict of the schema that `load_schema("record")` gives, with an `id` that no record before it has. Files
    that hold no note give none. The parameters are those of `check`; a file is read when its first record is asked
    for. A path may be an address that fsspec reads, such as `s3://notes/bert.md`.
    """
    run = _run(paths, text, config, isolated=isolated, on_error=on_error)
    reader = Reader(run.config_of, _name(schema), run.files)
    files = (converted(path, run.read, reader, DEFAULT_PATTERN, timeout) for path in run.paths)
    return (_strict(to_json(each)) for each in settled_records(files, run.on_error))


def convert(
    records: Iterable[Mapping[str, Any]], to: str, *, keep_version: bool = False, keep_formulas: bool = False
) -> Iterator[Any]:
    """Records in another format (`bibtex`, `csv`, ...), in chunks of text; of `parquet`, in chunks of bytes.

    The names of formats and the options are those of `notelint convert`. Raises NotelintError where there is no such
    format or, when its turn comes, for a record that is not as `records` gives it.
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
    """A text after its safe fixes, and with `unsafe` the others: what `notelint check --fix` would write.

    `path` is that of the file it stands for, if any; the other parameters are those of `check`. Nothing is written.
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
    """A JSON Schema that notelint carries, by its name, or a note schema from a JSON file.

    With `record`, that of the records that notes of this note schema become. Raises NotelintError where there is no
    such schema, or the file holds none.
    """
    name = fspath(name)
    if record:
        return record_schema(find_schema(name))
    if name in schema_names():
        return deepcopy(shipped_document(name))
    return deepcopy(dict(find_schema(name).document))


class _Run(NamedTuple):
    """The files that a call is about, what is known of each, and what becomes of one that fails."""

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
        raise NotelintError("- is no file: give a text as `text`")
    if text is not None and len(named) != 1:
        raise NotelintError(f"a text is that of one file, not of {len(named)}")
    files = Files(named)
    config_of = configurations(files, _texts(config), isolated=isolated)
    if text is None:
        found = input_paths([each for each in named if _AWAY not in each], files, config_of, on_error)
        away = [each for each in named if _AWAY in each]
        return _Run(files, config_of, [*found, *away], _read, on_error)
    data = text if isinstance(text, bytes) else encoded(text)
    return _Run(files, config_of, named, lambda path: Input(path, data), on_error)


def _read(path: str) -> Input:
    """The bytes of a file, or of what an address leads to. Raises NotelintError."""
    if _AWAY not in path:
        return read_input(path, _NO_FILE)
    try:
        import fsspec  # noqa: PLC0415 - who has such addresses has it
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
    """What is to be reported of a file. Raises NotelintError where no file could be checked."""
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
        raise NotelintError(f"no record as notelint.records gives it: {data!r:.80}") from error


def _strict(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The same, with U+FFFD for each lone surrogate, which stands for a byte that is not UTF-8."""
    if isinstance(value, dict):
        return {name: _strict(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_strict(each) for each in value]
    return readable(value) if isinstance(value, str) else value
