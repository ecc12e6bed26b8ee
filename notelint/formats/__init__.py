"""Records as text: a writer for each format."""

from __future__ import annotations

from importlib import import_module

from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Protocol

    from notelint.record.model import Record

    class Writer(Protocol):
        """Gives records as text, in chunks.

        With `keep_version` a reference names the version of the arXiv paper; with `keep_formulas` a cell of a table
        may be one.
        """

        def __call__(
            self, records: Iterable[Record], *, keep_version: bool = False, keep_formulas: bool = False
        ) -> Iterator[str]: ...


def _writer(module: str, function: str = "write", *, is_reference: bool = False, is_table: bool = False) -> Writer:
    def write(records: Iterable[Record], *, keep_version: bool = False, keep_formulas: bool = False) -> Iterator[str]:
        from notelint.source import readable  # noqa: PLC0415 - the command line asks for the names of formats only

        if is_reference:
            reference = import_module("notelint.formats.reference")
            records = map(reference.with_version if keep_version else reference.without_version, records)
        # What is not UTF-8 in a note is a lone surrogate in its text, and no file could hold that.
        options = {"keep_formulas": keep_formulas} if is_table else {}
        chunks = getattr(import_module(f"notelint.formats.{module}"), function)(records, **options)
        return map(readable, chunks)

    return write


FORMATS: Mapping[str, Writer] = {
    "json": _writer("json"),
    "jsonl": _writer("json", "write_lines"),
    "bibtex": _writer("bibtex", is_reference=True),
    "biblatex": _writer("bibtex", "write_biblatex", is_reference=True),
    "csl-json": _writer("csl_json", is_reference=True),
    "ris": _writer("ris", is_reference=True),
    "hayagriva": _writer("hayagriva", is_reference=True),
    "csv": _writer("csv", is_table=True),
}
"""The writers by name, each loaded when it is first used. A writer gives text in chunks, and the same text for the
same records; joined and encoded as UTF-8 the chunks are the file. Lines end with LF, those of RIS with CR LF."""
