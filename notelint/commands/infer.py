"""`notelint infer`: note schemas made from the notes that are there."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from functools import partial

from notelint.commands.output import Progress, complain, say, write_output
from notelint.config import configurations
from notelint.config.values import to_toml
from notelint.engine.inputs import input_paths, read_sources
from notelint.engine.limits import on_each
from notelint.engine.reader import Reader
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.habits.choice import chosen
from notelint.habits.families import Family, families
from notelint.habits.inference import infer
from notelint.habits.table import rows
from notelint.habits.traits import traits_of
from notelint.json_text import readable_json
from notelint.paths import absolute, is_within, shown
from notelint.report.style import printable
from notelint.report.text import counted, width
from notelint.schema import shipped_schemas
from notelint.typing import TYPE_CHECKING, NamedTuple
from notelint.writing import make_folder, write_new_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notelint.habits.inference import Inferred
    from notelint.habits.table import Row
    from notelint.habits.traits import Traits
    from notelint.source import Source

_NOTHING = "fewer than {least} notes have enough in common for a schema; lower the number with --at-least"
_CONFIG = "notelint.toml"
_MOST_OUTLIERS = 5  # files that are named


class _Named(NamedTuple):
    """A family of notes, the name of its schema, and the rule by which the configuration chooses its files."""

    name: str
    family: Family
    inferred: Inferred
    rule: Mapping[str, object]


class _Seen(NamedTuple):
    """What the notes of a file have, and whether it is of the kind that holds many."""

    path: str
    notes: list[Traits]
    many: bool


def run(options: Namespace) -> int:
    """Write a schema for each family of notes, or with --dry-run a table of each; 2 where a file cannot be read."""
    errors: list[NotelintError] = []
    files = Files(options.paths)
    config_of = configurations(files, options.config, isolated=options.isolated)
    reader = Reader(config_of, files=files, configured=False)
    paths = input_paths(options.paths, files, config_of, errors.append)
    target = _configuration(paths, config_of("./-").path)
    sources = Progress().over(read_sources(paths, "-", errors.append), len(paths))
    seen = on_each(sources, partial(_seen, reader), options.timeout, "was not looked at", errors.append)
    found = _named(seen, posixpath.dirname(target), share=options.share, least=options.at_least)
    complain(errors)
    if not found:
        if errors and not paths:  # which says it all
            return 2
        raise NotelintError(_NOTHING.format(least=options.at_least))
    if options.dry_run:
        write_output("\n".join(_table(each)) + "\n" for each in found)
    elif options.output:
        _write(found, options.output, target)
    elif len(found) == 1:
        write_output([_dumped(found[0])])
    else:
        names = ", ".join(f"{each.name} ({counted(len(each.family.members), 'note')})" for each in found)
        raise NotelintError(f"there are {len(found)} families of notes: {names}; -o FOLDER writes a schema for each")
    return 2 if errors else 0


def _configuration(paths: Sequence[str], config: str | None) -> str:
    """The absolute path of the configuration file that is to choose the schemas of these files.

    It is the one in effect here, else one in this folder; where files lie outside of its folder, one in the deepest
    folder that holds them all.
    """
    here = absolute(config or _CONFIG)
    folders = [posixpath.dirname(absolute(path)) for path in paths]
    if all(is_within(folder, posixpath.dirname(here)) for folder in folders):
        return here
    return posixpath.join(posixpath.commonpath(folders), _CONFIG)


def _seen(reader: Reader, source: Source) -> _Seen:
    document = reader.document(source)
    many = bool(document.layout and document.layout.many)
    notes = document.notes[: None if many else 1] if document.layout else ()
    return _Seen(source.path, [traits_of(document, note) for note in notes], many)


def _named(seen: Iterable[_Seen], base: str, *, share: int, least: int) -> list[_Named]:
    """The families of all notes; those of files of many notes by their schema."""
    bases = {schema.name: schema for schema in shipped_schemas()}
    of_many: defaultdict[str, list[Traits]] = defaultdict(list)
    alone: list[Traits] = []
    paths: list[str] = []
    for each in seen:
        paths.append(each.path)
        for traits in each.notes:
            (of_many[traits.schema] if each.many else alone).append(traits)
    found = [*families(alone, least), *(Family(tuple(each)) for each in of_many.values() if len(each) >= least)]
    named: list[_Named] = []
    for family, folder, rule in chosen(found, paths, base):
        (schema, _), *_ = Counter(note.schema for note in family.members).most_common(1)
        name = _name(posixpath.basename(folder) or schema, {each.name for each in named})
        named.append(
            _Named(name, family, infer(family, bases[schema], share=share, least=least, is_strict=True), rule)
        )
    return named


def _name(name: str, taken: Iterable[str]) -> str:
    """The name, or where it is taken the name with a number."""
    numbered = (f"{name}-{number}" for number in range(2, 1000))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def _dumped(each: _Named) -> str:
    return readable_json(each.inferred.document) + "\n"


def _write(found: Sequence[_Named], folder: str, target: str) -> None:
    """Write each schema to a new file, and print what the configuration file `target` is to say of them."""
    make_folder(folder)
    for each in found:
        path = posixpath.join(folder, f"{each.name}.json")
        write_new_file(path, _dumped(each).encode())
        say(f"notelint: wrote {shown(path)}, from {counted(len(each.family.members), 'note')}")
    say(f"notelint: to use {'it' if len(found) == 1 else 'them'}, add this to {shown(target)}:")
    to_folder = posixpath.relpath(absolute(folder), posixpath.dirname(target))
    rules = [{**each.rule, "schema": posixpath.normpath(f"{to_folder}/{each.name}.json")} for each in found]
    write_output(["schemas = [\n", *(f"    {to_toml(each)},\n" for each in rules), "]\n"])


def _table(each: _Named) -> Iterator[str]:
    """What a family has in common: kind, name, share, values, and the notes that are the exceptions."""
    found = [*rows(each.family, each.inferred)]
    total = len(each.family.members)
    yield printable(f"{each.name}: {counted(total, 'note')}, chosen by {to_toml(dict(each.rule))}")
    cells = [_cells(row, total) for row in found]
    widths = [max(width(cell[column]) for cell in cells) for column in range(3)] if cells else []
    for row, cell in zip(found, cells, strict=True):
        padded = (text + " " * (wide - width(text)) for text, wide in zip(cell, widths, strict=False))
        yield printable(f"  {'  '.join(padded)}  {cell[3]}".rstrip())
        if row.lacking:
            more = f" and {len(row.lacking) - _MOST_OUTLIERS} more" if len(row.lacking) > _MOST_OUTLIERS else ""
            yield printable(f"      not in {', '.join(row.lacking[:_MOST_OUTLIERS])}{more}")


def _cells(row: Row, total: int) -> tuple[str, str, str, str]:
    return row.kind, row.name, f"{row.have} of {total}{', required' if row.required else ''}", ", ".join(row.examples)
