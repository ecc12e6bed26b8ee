"""`notelint page`: a page of all notes, in one HTML file."""

from __future__ import annotations

import posixpath
from contextlib import closing
from functools import partial

from notelint.bounds import LimitError
from notelint.commands.convert import NOTHING
from notelint.commands.output import Progress, complain, write_output
from notelint.config import configurations
from notelint.dataclass import replace
from notelint.engine.checker import Checker
from notelint.engine.conversion import Converted, converted_document, settled_records
from notelint.engine.inputs import STDIN, Input, input_paths, read_input
from notelint.engine.limits import on_file
from notelint.engine.settings import Settings
from notelint.engine.work import in_parallel, usable_jobs
from notelint.errors import NotelintError, missing
from notelint.files import Files
from notelint.note.keys import DEFAULT_PATTERN
from notelint.page.content import findings, note_details, note_index
from notelint.page.files import PageFile, page_file
from notelint.page.places import Places
from notelint.paths import absolute
from notelint.rule import read_rules
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence

    from notelint.record import Record


def run(options: Namespace) -> int:
    """Write the page. Gives 2 if an input could not be read, 1 if there is no note and so no page, else 0."""
    if STDIN in options.paths:
        raise NotelintError("page: standard input has no folder: name files or folders")
    embed = _embedding() if options.embed_images else None
    render = _rendering()
    errors: list[NotelintError] = []
    vault = Files(options.paths)
    files = _files(options, vault, errors.append)
    if not any(file.records for file in files):
        complain(errors or [NotelintError(NOTHING)])
        return 2 if errors else 1
    images = _images(files, vault) if embed else []
    places = _places(files, options.output, images if embed else None)
    pieces = render(
        options.title or posixpath.basename(absolute(options.paths[0])) or "notes",
        note_index(files, places),
        note_details(files, places),
        findings(files, {rule.name: rule.summary for rule in read_rules()}),
        _embedded(images, embed, errors.append) if embed else (),
    )
    write_output(pieces, options.output)
    complain(errors)
    return 2 if errors else 0


def _rendering() -> Callable[..., Iterator[str]]:
    try:
        from notelint.page.rendering import render  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise missing("page", "jinja2") from error
    return render


def _embedding() -> Callable[[str], str | None]:
    try:
        from notelint.page.thumbnails import embedded  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise missing("--embed-images", "pillow") from error
    return embedded


def _files(options: Namespace, vault: Files, on_error: Callable[[NotelintError], None]) -> list[PageFile]:
    """The files of the page; the records have keys that are unique among all."""
    config_of = configurations(vault, options.config, isolated=options.isolated)
    checker = Checker(vault, config_of, Settings(options.schema), options.timeout)
    paths = input_paths(options.paths, vault, config_of, on_error)
    jobs = usable_jobs(options.jobs, options.timeout)
    with closing(in_parallel(paths, partial(_look, checker), _lost, jobs)) as done:
        looked = list(Progress().over(done, len(paths)))
    records: dict[str, list[Record]] = {}
    for record in settled_records((each.converted for each in looked), on_error, lambda loss: complain([loss])):
        records.setdefault(record.source.path, []).append(record)
    return [replace(each.file, records=tuple(records.get(each.file.path, ()))) for each in looked]


class _Looked(NamedTuple):
    """The result of one file."""

    converted: Converted
    file: PageFile

    @property
    def worked_on(self) -> int:
        return self.converted.worked_on


def _look(checker: Checker, path: str) -> _Looked:
    """Read, check and convert one file."""
    try:
        each = read_input(path, STDIN)
    except NotelintError as error:
        return _nothing(Converted(path, fault=str(error)))
    try:
        return on_file(each, partial(_looked, checker, each), checker.seconds, "is not on the page")
    except LimitError as error:
        return _nothing(Converted(path, fault=str(error)))
    except NotelintError as error:
        return _nothing(Converted(path, error=str(error)))


def _looked(checker: Checker, each: Input) -> _Looked:
    document = checker.document(each.source)
    converted = converted_document(document, DEFAULT_PATTERN)
    found = checker.find(document)
    return _Looked(converted, page_file(document, checker.context(document), converted.records, found))


def _lost(path: str, how: str) -> _Looked:
    return _nothing(Converted(path, fault=f"{path}: is not on the page: {how}"))


def _nothing(converted: Converted) -> _Looked:
    return _Looked(converted, PageFile(converted.path))


def _images(files: Sequence[PageFile], vault: Files) -> list[str]:
    """The embedded images: those of notes, if they belong to the project."""
    found = dict.fromkeys(absolute(image) for file in files if file.records for image in file.images)
    return [path for path in found if vault.is_inside(path)]


def _places(files: Sequence[PageFile], output: str | None, images: Sequence[str] | None) -> Places:
    """The targets of links and images; a page with embedded images may go anywhere, so it links to no file."""
    notes: dict[str, int] = {}
    number = 0
    for file in files:
        if file.records:
            notes[absolute(file.path)] = number
        number += len(file.records)
    folder = absolute(posixpath.dirname(absolute(output)) if output else ".") if images is None else None
    return Places(folder, notes, None if images is None else {path: place for place, path in enumerate(images)})


def _embedded(
    paths: Sequence[str], embed: Callable[[str], str | None], on_error: Callable[[NotelintError], None]
) -> Iterator[str | None]:
    for path in paths:
        url = embed(path)
        if url is None:
            on_error(NotelintError(f"{path}: cannot be embedded: it is broken, too large or not an image"))
        yield url
