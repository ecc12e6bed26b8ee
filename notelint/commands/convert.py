"""`notelint convert`: notes as records, in one of the formats."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from notelint.commands.inputs import Reader, input_paths, read_sources
from notelint.commands.output import complain, progress, shows_progress, write_output
from notelint.config import configurations
from notelint.files import Files
from notelint.formats import FORMATS
from notelint.record import records
from notelint.report.summary import counted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from notelint.errors import NotelintError
    from notelint.note.model import Document


def run(options: Namespace) -> int:
    """Write the records of all notes, in the order of the inputs; 2 where an input could not be read, else 0."""
    errors: list[NotelintError] = []
    skipped: list[str] = []
    files = Files(options.paths)
    config_of = configurations(files, options.config)
    reader = Reader(config_of, options.schema)
    paths = input_paths(options.paths, files, config_of, errors.append)

    def documents() -> Iterator[Document]:
        with_bar = shows_progress(sys.stdout, sys.stderr, options.output)
        for source in read_sources(
            progress(paths, sys.stderr) if with_bar else paths, options.stdin_filename, errors.append
        ):
            document = reader.document(source)
            if not document.notes:
                skipped.append(source.path)
            yield document

    write_output(FORMATS[options.to](records(documents())), options.output)
    if options.verbose:
        print(f"notelint: skipped {counted(len(skipped), 'file')} that held no note", file=sys.stderr)
    complain(errors)
    return 2 if errors else 0
