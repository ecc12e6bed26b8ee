"""Records as text: one writer a module."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from notelint.record.model import Record

    Writer = Callable[[Iterable[Record]], Iterator[str]]


def _writer(module: str) -> Writer:
    def write(records: Iterable[Record]) -> Iterator[str]:
        # What is not UTF-8 in a note is a lone surrogate in its text, and no file could hold that.
        chunks = import_module(f"notelint.formats.{module}").write(records)
        return (re.sub("[\ud800-\udfff]", "\ufffd", chunk) for chunk in chunks)

    return write


FORMATS: Mapping[str, Writer] = {
    "json": _writer("json"),
    "jsonl": _writer("jsonl"),
    "bibtex": _writer("bibtex"),
    "biblatex": _writer("biblatex"),
    "csl-json": _writer("csl_json"),
    "ris": _writer("ris"),
    "hayagriva": _writer("hayagriva"),
    "csv": _writer("csv"),
}
"""The writers by name, each loaded when it is first used. A writer gives text in chunks, and the same text for the
same records; joined and encoded as UTF-8 the chunks are the file. Lines end with LF, those of RIS with CR LF."""
