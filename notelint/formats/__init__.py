"""Records as text: a writer for each format."""

from __future__ import annotations

from importlib import import_module

from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from notelint.record.model import Record


class Format(NamedTuple):
    """A writer of records, and the `endings` of its files, the usual one first.

    The writer is imported when it is first used; it takes those `options` of `write`. What it gives goes out as it is
    where that is `exact` (bytes, or Markdown with what is not UTF-8 in its notes); else with U+FFFD for what is not
    UTF-8.
    """

    module: str
    endings: tuple[str, ...]
    function: str = "write"
    options: tuple[str, ...] = ()
    is_reference: bool = False
    is_exact: bool = False

    def write(self, records: Iterable[Record], *, keep_version: bool = False, **options: object) -> Iterator[Any]:
        """The records as text (Parquet: bytes), in chunks, the same for the same records.

        With `keep_version` a reference names the version of the arXiv paper; with `keep_formulas` a cell of a table
        may be one; `layout_of` gives the layout of the note that a record becomes. Joined, and encoded as UTF-8, the
        chunks are the file. Lines end with LF, those of RIS with CR LF.
        """
        from notelint.source import readable  # noqa: PLC0415 - the command line asks for the names of formats only

        if self.is_reference:
            reference = import_module("notelint.formats.reference")
            records = map(reference.with_version if keep_version else reference.without_version, records)
        taken = {name: value for name, value in options.items() if name in self.options}
        chunks = getattr(import_module(f"notelint.formats.{self.module}"), self.function)(records, **taken)
        return iter(chunks) if self.is_exact else map(readable, chunks)


FORMATS: Mapping[str, Format] = {
    "json": Format("json", (".json",)),
    "jsonl": Format("json", (".jsonl", ".ndjson"), "write_lines"),
    "bibtex": Format("bibtex", (".bib",), is_reference=True),
    "biblatex": Format("bibtex", (".biblatex.bib",), "write_biblatex", is_reference=True),
    "csl-json": Format("csl_json", (".csl.json",), is_reference=True),
    "ris": Format("ris", (".ris",), is_reference=True),
    "hayagriva": Format("hayagriva", (".yaml", ".yml"), is_reference=True),
    "csv": Format("csv", (".csv",), options=("keep_formulas",)),
    "parquet": Format("parquet", (".parquet",), is_exact=True),
    "markdown": Format("markdown", (".md",), options=("layout_of",), is_exact=True),
}


def format_of(name: str) -> str | None:
    """The format of a file of that name; None where no format has its ending."""
    endings = {ending: each for each, found in FORMATS.items() for ending in found.endings}
    # The longest counts: `a.csl.json` is no plain JSON.
    matching = [ending for ending in endings if name.lower().endswith(ending)]
    return endings[max(matching, key=len)] if matching else None
