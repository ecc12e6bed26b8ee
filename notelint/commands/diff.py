"""`notelint diff`: what became of records between two revisions of git, or two files of records."""

from __future__ import annotations

import posixpath
from functools import partial
from pathlib import Path

from notelint.commands.output import Progress, complain, write_output
from notelint.config import configurations
from notelint.engine.conversion import Converted, converted_document, with_own_keys
from notelint.engine.inputs import markdown_files
from notelint.engine.limits import on_file
from notelint.engine.reader import Reader
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.git import content_name, contents, files_of
from notelint.json_text import read_json
from notelint.note.keys import DEFAULT_PATTERN
from notelint.paths import absolute, is_markdown, shown
from notelint.record import to_json
from notelint.record.changes import compare
from notelint.report.changes import CHANGES
from notelint.source import Source
from notelint.store import Entry, Kind, decoded, read_bytes
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from notelint.config import Config

    # The names of contents, by path; and what gives the contents of some of these paths.
    Side = tuple[Mapping[str, str], Callable[[Iterable[str]], Iterable[bytes]]]

_RECORD_FILES = (".json", ".jsonl", ".ndjson")
_TEXTS = ("title", "doi", "arxiv")


def run(options: Namespace) -> int:
    """Compare BASE with HEAD, or with the working tree. Gives 0 where no record differs, 1 where one does.

    Only files below the working folder that are not the same on both sides are read; keys are made unique among these.
    """
    errors: list[NotelintError] = []
    is_file = [_is_record_file(side) for side in (options.base, options.head) if side]
    if all(is_file) and len(is_file) == 2:
        before, after = _read_records(options.base), _read_records(options.head)
    elif any(is_file):
        raise NotelintError("diff: name two files of records, or revisions of git")
    else:
        before, after = _of_revisions(options, errors.append)
    changes = compare(before, after)
    write_output(CHANGES[options.output_format](changes), options.output)
    complain(errors)
    return 2 if errors else int(bool(changes))


def _is_record_file(name: str) -> bool:
    return name.lower().endswith(_RECORD_FILES) and Path(name).exists()


def _read_records(path: str) -> list[dict[str, Any]]:
    """The records in a JSON file, or in one of JSON Lines."""
    text = decoded(read_bytes(path), path)
    if path.lower().endswith(".json"):
        found = read_json(text, path)
    else:
        lines = enumerate(text.split("\n"), 1)
        found = [read_json(line, path, line=number) for number, line in lines if line.strip()]
    if not isinstance(found, list) or not all(isinstance(each, dict) and "id" in each for each in found):
        raise NotelintError(f"{path}: holds no records: write them with `notelint convert --to json`")
    for number, each in enumerate(found, 1):
        if wrong := _misfit(each):
            raise NotelintError(f"{path}: record {number}: {wrong}: write records with `notelint convert --to json`")
    return found


def _misfit(record: Mapping[str, Any]) -> str | None:
    """Which of the fields that two records are compared by is not what it must be."""
    source = record.get("source")
    if not isinstance(record["id"], str):
        return "id is no text"
    if not isinstance(source, dict | None):
        return "source is no object"
    texts = {"source.path": (source or {}).get("path"), **{name: record.get(name) for name in _TEXTS}}
    return next((f"{name} is no text" for name, text in texts.items() if not isinstance(text, str | None)), None)


def _of_revisions(
    options: Namespace, on_error: Callable[[NotelintError], None]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    files = Files(["."])
    config_of = configurations(files, options.config, isolated=options.isolated)
    base = _revision(options.base, config_of)
    head = _revision(options.head, config_of) if options.head else _working_tree(files, config_of, base, on_error)
    changed = {path for path in {**base[0], **head[0]} if base[0].get(path) != head[0].get(path)}
    before, after = (Reader(config_of, options.schema, Files(store=_Tree(side))) for side in (base, head))
    return _records(base, changed, before, options.timeout), _records(head, changed, after, options.timeout)


class _Tree:
    """The Markdown files of a side as a store: what lies beside a file is that of its own revision."""

    def __init__(self, side: Side) -> None:
        self._names, self._read = side

    def scan(self, folder: str) -> Mapping[str, Entry]:
        paths = (posixpath.split(absolute(path)) for path in self._names)
        return {name: Entry(Kind.FILE) for within, name in paths if within == folder}

    def read(self, path: str, size: int = -1) -> bytes:
        (data,) = self._read([shown(path)])
        return data if size < 0 else data[:size]


def _revision(revision: str, config_of: Callable[[str], Config]) -> Side:
    """The Markdown files of a revision."""
    names = files_of(revision)
    if names is None:
        remedy = "name a revision of the repository of this folder, or two files of records"
        raise NotelintError(f"diff: unknown git revision {revision!r}: {remedy}")
    wanted = {path: name for path, name in names.items() if _is_walked(path, config_of)}
    return wanted, lambda paths: contents((path, wanted[path]) for path in paths)


def _is_walked(path: str, config_of: Callable[[str], Config]) -> bool:
    """Whether a walk through the folder would meet the file."""
    parts = path.split("/")
    folders = [posixpath.join(*parts[:end]) + "/" for end in range(1, len(parts))]
    hidden = any(part.startswith(".") for part in parts)
    return is_markdown(path) and not hidden and not any(config_of(each).excludes(each) for each in (*folders, path))


def _working_tree(
    files: Files, config_of: Callable[[str], Config], base: Side, on_error: Callable[[NotelintError], None]
) -> Side:
    like = next(iter(base[0].values()), "0" * 40)
    names = {}
    for path in markdown_files(["."], files, excluded=lambda path: config_of(path).excludes(path), on_error=on_error):
        try:
            names[path] = content_name(read_bytes(path), like)
        except NotelintError as error:
            on_error(error)
    return names, lambda paths: map(read_bytes, paths)


def _records(side: Side, changed: set[str], reader: Reader, seconds: int) -> list[dict[str, Any]]:
    """The records of those files of a side that are not the same on both, in the order of their paths.

    Raises LimitError where the work on one takes too much: without its records all would look added or removed.
    """
    names, read = side
    paths = sorted(changed & names.keys())
    sources = Progress().over(map(Source.from_bytes, paths, read(paths)), len(paths))
    files = (on_file(each, partial(_converted, reader, each), seconds, "was not compared") for each in sources)
    taken: dict[str, int] = {}
    return [to_json(record) for each in files for record in with_own_keys(each, taken)]


def _converted(reader: Reader, source: Source) -> Converted:
    return converted_document(reader.document(source), DEFAULT_PATTERN)
