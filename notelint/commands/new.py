"""`notelint new`: a note from a schema, on what is known of a paper; or one for each entry of a bibliography."""

from __future__ import annotations

from collections import Counter
from functools import partial
from posixpath import join

from notelint.commands.output import complain, say, write_output
from notelint.config import configurations
from notelint.dataclass import cached_property, dataclass
from notelint.engine.limits import in_time
from notelint.engine.reader import Reader
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.formats.entries import entry_records, record_of
from notelint.formats.note_text import note_text
from notelint.habits.families import families
from notelint.habits.learned import by_habit, learned_from
from notelint.habits.traits import traits_of
from notelint.habits.usage import usual_layout
from notelint.paths import file_stem, fold, is_markdown, shown, split
from notelint.record import records
from notelint.record.file_names import DEFAULT, file_name, usual_pattern
from notelint.report.text import counted
from notelint.schema import find_schema, shipped_schemas
from notelint.source import encoded
from notelint.store import read_bytes
from notelint.typing import TYPE_CHECKING
from notelint.writing import write_new_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.config import Config
    from notelint.note.layout import Layout
    from notelint.note.model import Document
    from notelint.record import Record

_SCHEMA = "literature-note"  # it has a key for all that is known of a paper
# The options that say something of the paper, each with an example of what it may say.
_FACTS = {
    "title": "A Study of Widgets",
    "authors": "Jane Roe, John Doe",
    "year": "2017",
    "venue": "NeurIPS",
    "doi": "10.18653/v1/N19-1423",
    "arxiv": "1706.03762",
    "url": "https://example.org/paper",
}


@dataclass(frozen=True)
class _Folder:
    """Where notes are to be written, and how those are made and named that are there."""

    path: str
    reader: Reader

    @cached_property
    def _notes(self) -> Sequence[Document]:
        return [each for each in self.reader.sample(self.path) if each.layout]

    @property
    def _config(self) -> Config:
        return self.reader.config_of(join(self.path, "note.md"))

    def layout(self, name: str) -> Layout:
        """That of the schema that was named; else of the configured one or of most notes, as these notes use it."""
        schema = self.reader.schema_for(join(self.path, name))
        if schema and self.reader.schema:
            return schema.layout
        layouts = Counter(each.layout for each in self._notes if each.layout)
        if not schema and not layouts:
            return find_schema(_SCHEMA).layout
        layout = schema.layout if schema else layouts.most_common(1)[0][0]
        documents = [each for each in self._notes if each.layout is layout]
        if not schema and not layout.many:
            layout, documents = _by_habit(layout, documents)
        return usual_layout(layout, [traits_of(each, note) for each in documents for note in each.notes])

    @cached_property
    def file_name(self) -> str:
        """The pattern that is configured, else that of most notes of the folder."""
        alone = (each for each in self._notes if len(each.notes) == 1)
        named = ((file_stem(each.source.path), record) for each in alone for record in records([each]))
        return self._config.file_name or usual_pattern(named) or DEFAULT


def _by_habit(layout: Layout, documents: list[Document]) -> tuple[Layout, list[Document]]:
    """The layout with the sections, keys and labels that most of its notes have, and the notes read by it.

    `check` asks for these in a new note, too.
    """
    base = next((each for each in shipped_schemas() if each.layout is layout), None)
    found = families(traits_of(each, each.notes[0]) for each in documents if each.notes)
    if base is None or not found:
        return layout, documents
    learned = learned_from(found[0], base)
    return learned.schema.layout, [by_habit(each, learned) for each in documents]


def run(options: Namespace) -> int:
    """Write one note, or one an entry.

    Gives 2 where an entry cannot become a note, 1 where a file is there already, which is never changed, else 0.
    """
    output = options.output
    files = Files([output or "."])
    path, name = _place(output, files)
    config_of = configurations(files, options.config, isolated=options.isolated)
    folder = _Folder(path, Reader(config_of, options.schema, files))
    follow = partial(folder.layout, name or "note.md")
    layout = in_time(options.timeout, follow, f"{shown(path)}: its notes cannot be followed")
    errors: list[NotelintError] = []
    notes = [*_notes(_wanted(options), layout, errors)]
    there: list[str] = []
    if output and not name:
        there += _write_each(notes, folder, files, errors)
    elif len(notes) > 1 and not layout.many:
        where = "do not go into one file: name a folder with -o DIR"
        errors.append(NotelintError(f"{options.entries}: its {len(notes)} notes {where}"))
    elif output and files.spelled(path, name):
        there.append(output)
    elif notes:
        _write("\n".join(text for _, text in notes), output)
    complain([NotelintError(f"{shown(each)} already exists: not overwritten") for each in there])
    complain(errors)
    return 2 if errors else int(bool(there))


def _place(output: str | None, files: Files) -> tuple[str, str]:
    """The folder to write to, and the name of the file there; no name where the notes' own names count."""
    if output is None:
        return ".", ""
    if files.is_dir(output):
        return output.rstrip("/") or "/", ""
    folder, name = split(output)
    missing = folder if is_markdown(name) else output
    if not is_markdown(name) or not files.is_dir(folder):
        raise NotelintError(f"{missing}: no such folder: make it first, or name a file with -o, such as note.md")
    return folder, name


def _wanted(options: Namespace) -> Iterable[Record | NotelintError]:
    """The record of what the options say, or those of the entries."""
    facts = {name: value for name in _FACTS if (value := getattr(options, name))}
    if options.entries:
        if facts:
            raise NotelintError(f"--{next(iter(facts))}: remove it: the entries of --from give it")
        return entry_records(options.entries, read_bytes(options.entries))
    if not facts.get("title"):
        raise NotelintError("new: give the title of the paper with --title, or a bibliography with --from FILE")
    record = record_of(facts)
    for name, value in facts.items():
        if not getattr(record, name):
            raise NotelintError(f"--{name} {value!r}: cannot be read: write it as in --{name} {_FACTS[name]!r}")
    return [record]


def _notes(
    found: Iterable[Record | NotelintError], layout: Layout, errors: list[NotelintError]
) -> Iterator[tuple[Record, str]]:
    """The records with their notes; what cannot be one goes to `errors`."""
    for record in found:
        if isinstance(record, NotelintError):
            errors.append(record)
        elif layout.headings and not record.year:
            lacking = "its year is not known, which stands in the heading of such a note"
            errors.append(NotelintError(f"{record.id}: {lacking} ({layout.schema}): add it"))
        else:
            yield record, note_text(record, layout, is_new=True)


def _write_each(
    notes: Iterable[tuple[Record, str]], folder: _Folder, files: Files, errors: list[NotelintError]
) -> list[str]:
    """Write each note to a file of its own in a folder; the files that are there already stay as they are."""
    there, written = [], dict[str, str]()
    pattern = folder.file_name
    for record, text in notes:
        name = file_name(pattern, record)
        path = join(folder.path, name)
        if other := written.get(fold(name)):
            remedy = 'let names differ by file-name = "{citekey}.md" in the configuration'
            errors.append(NotelintError(f"{record.id}: its note would be {shown(path)}, as that of {other}: {remedy}"))
        elif files.spelled(folder.path, name):
            there.append(path)
        else:
            try:
                write_new_file(path, encoded(text))
            except NotelintError as error:  # the others are still written
                errors.append(error)
            else:
                written[fold(name)] = record.id
    if written:
        say(f"notelint: wrote {counted(len(written), 'note')} to {shown(folder.path)}")
    return there


def _write(text: str, path: str | None) -> None:
    if path is None:
        write_output([text])
    else:
        write_new_file(path, encoded(text))
