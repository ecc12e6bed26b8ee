"""The entries of a bibliography, BibTeX or CSL-JSON, as records: each is read as front matter of a literature note."""

from __future__ import annotations

from notelint.bibliography.bibtex import Fault, bibliography_entries
from notelint.dataclass import replace
from notelint.errors import NotelintError
from notelint.formats import csl_json
from notelint.formats.draft import front_matter, value_text
from notelint.json_text import read_json
from notelint.note import read_document
from notelint.record import records
from notelint.schema import find_schema
from notelint.source import Source
from notelint.store import decoded
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from notelint.record.model import Record

_SCHEMA = "literature-note"
_ELSEWHERE = ("month", "crossref")  # within the date, and in the entry that it names
_KEYS = {"date": "issued", "short_name": "short-name", "arxiv_class": "arxiv-class"}


def entry_records(path: str, data: bytes) -> Iterator[Record | NotelintError]:
    """The records of a .bib or .json file, in order, with an error in place of each entry that cannot be one.

    Raises NotelintError where the file is neither, or holds no entry at all.
    """
    readers: dict[str, Callable[[str, str], Iterator[Record | NotelintError]]] = {".bib": _bibtex, ".json": _csl}
    read = next((each for ending, each in readers.items() if path.lower().endswith(ending)), None)
    if read is None:
        raise NotelintError(f"{path}: is no bibliography: name a .bib file, or a .json file of CSL-JSON")
    some = False
    for found in read(path, decoded(data, path)):
        some = True
        yield found
    if not some:
        raise NotelintError(f"{path}: holds no entry")


def record_of(facts: Mapping[str, Any], path: str = "-") -> Record:
    """The record of a paper of which these facts are known, under keys of a literature note's front matter.

    `annote` is text that is said of it: it becomes a section, where nothing in it is taken for a fact.
    """
    keys = {name: value_text(value) for name, value in facts.items() if value and name != "annote"}
    text = f"\n## Notes\n\n{facts['annote']}\n" if facts.get("annote") else ""
    written = Source(path, front_matter(keys) + text)
    (record,) = records([read_document(written, [find_schema(_SCHEMA).layout], configured=True)])
    # The paper's abstract, which stands for a summary where there is none, is nobody's words on the paper; and a value
    # that cannot be read is no fact.
    source = replace(record.source, schema=None)
    return replace(record, summary=None, summary_text=None, extra_fields=(), source=source)


def _bibtex(path: str, text: str) -> Iterator[Record | NotelintError]:
    source = Source(path, text)
    for found in bibliography_entries(text):
        if isinstance(found, Fault):
            yield NotelintError(f"{path}:{source.line_number(found.place)}: {found.message}")
        else:
            facts = {
                _KEYS.get(each.name, each.name): each.value for each in found.fields if each.name not in _ELSEWHERE
            }
            yield _record(facts, path, f"{path}:{source.line_number(found.fields[0].span.start)}")


def _csl(path: str, text: str) -> Iterator[Record | NotelintError]:
    items = read_json(text, path)
    for number, item in enumerate(items if isinstance(items, list) else [items], start=1):
        place = f"{path}: item {number}"
        if isinstance(item, dict):
            yield _record(csl_json.front_matter(item), path, place)
        else:
            yield NotelintError(f"{place}: is no CSL-JSON item: it must be an object with a title and a type")


def _record(facts: Mapping[str, Any], path: str, place: str) -> Record | NotelintError:
    if any(map(str.isalnum, str(facts.get("title") or ""))):
        return record_of(facts, path)
    key = facts.get("citekey")
    return NotelintError(f"{place}: {key or 'this entry'} has no title, so that no note can be made of it: add one")
