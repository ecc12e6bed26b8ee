"""Why a file is a note on a paper or none: what speaks for it and against it, and what would tip it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from notelint.markdown.nodes import ListItem, Table
from notelint.note.plain import collapse
from notelint.note.weights import ENOUGH, WEIGHTS
from notelint.report.full import width
from notelint.report.style import printable_start
from notelint.report.summary import counted
from notelint.schema import shipped_schemas
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from notelint.engine.reader import Reader
    from notelint.note.model import Document, Note
    from notelint.note.weights import Sign
    from notelint.source import Source

_WIDTH = 100  # columns of a line
_FEW = 3  # additions that are named
# What an author can add to a file for each sign, in the order of the ease with which it is done.
_ADDITIONS: Mapping[str, str] = {
    "authors": "a line `Authors: ...` under the title",
    "link called paper": "a link `[paper](https://...)` under the title",
    "year": "a line `Year: ...` under the title",
    "venue": "a line `Venue: ...` under the title",
    "identifier": "a line `DOI: ...` or `arXiv: ...` under the title",
    "title that links to the paper": "a link to the paper in the title",
    "tag": "the tag `paper` in its front matter",
    "abstract": "a section `Abstract`",
    "sections of a paper": "the sections `Method` and `Results`",
    "bibliographic front matter": "front matter with `authors` and `year`",
    "BibTeX entry": "the BibTeX entry of the paper",
    "kind of note": "`Paper notes: ` before the title",
    "folder": "a folder called `papers` around it",
}


def why(reader: Reader, document: Document) -> str:
    """Why a file is read by its schema, or by none."""
    if reader.schema is not None:
        return "named by --schema"
    source = document.source
    if choice := reader.config_of(source.path).schema_choice(source.path, lambda: document.front_matter):
        return f"configured at {choice.place}"
    if document.layout is None:
        return f"the file looks like notes of none of {', '.join(each.name for each in shipped_schemas())}"
    if document.layout.many:
        first, number = source.line_number(document.notes[0].span.start), len(document.notes)
        if document.layout.lists:
            forms = ", ".join(dict.fromkeys(map(_form, document.notes)))
            return f"detected by {counted(number, 'paper')} in {forms}, first in line {first}"
        names = "name" if number > 1 else "names"
        return f"detected by {counted(number, 'heading')} that {names} a paper, first in line {first}"
    return f"detected by {', '.join(_named(sign, source) for sign in _signs(reader, document) if sign.weight > 0)}"


def _form(note: Note) -> str:
    """What holds a note of a reading list."""
    if note.within is None:
        return "headings"
    if isinstance(note.within, Table):
        return "rows of a table"
    return "items of a list" if isinstance(note.within, ListItem) else "paragraphs"


def _signs(reader: Reader, document: Document) -> Sequence[Sign]:
    verdict = reader.verdict(document.source)
    return verdict.signs if verdict else ()


def _named(sign: Sign, source: Source) -> str:
    return f"{sign.name} (line {source.line_number(sign.span.start)})" if sign.span else sign.name


def explain_file(reader: Reader, source: Source) -> dict[str, Any]:
    """What there is to say of a whole file, as plain data.

    `evidence` and `sum` are null where none is weighed: a schema was chosen for the file, or its headings name papers.
    `additions` are those of which each is enough, or where none is, those that are enough together.
    """
    document = reader.document(source)
    verdict = None if document.configured else reader.verdict(source)
    lack = ENOUGH - verdict.points if verdict else 0
    signs = verdict.signs if verdict else ()
    additions = _additions({sign.name for sign in signs}, lack) if lack > 0 else []
    config = reader.config_of(source.path)
    return {
        "path": source.path,
        "configuration": [layer.name for layer in config.layers],
        "excluded": config.excludes(source.path),
        "notes": len(document.notes),
        "schema": document.layout.schema if document.layout else None,
        "schema_reason": why(reader, document),
        "evidence": [_plain(sign, source) for sign in signs] if verdict else None,
        "sum": verdict.points if verdict else None,
        "enough": ENOUGH,
        "additions": [{"sign": name, "weight": WEIGHTS[name], "addition": _ADDITIONS[name]} for name in additions],
    }


def _plain(sign: Sign, source: Source) -> dict[str, Any]:
    line = source.line_number(sign.span.start) if sign.span else None
    return {"sign": sign.name, "weight": sign.weight, "line": line, "detail": sign.detail}


def _additions(found: Iterable[str], lack: int) -> list[str]:
    """The lightest signs that each make up for the lack; if none does, the heaviest that do together; none if not."""
    missing = sorted((name for name in _ADDITIONS if name not in found), key=WEIGHTS.__getitem__)
    if alone := [name for name in missing if WEIGHTS[name] >= lack]:
        return alone[:_FEW]
    heaviest = missing[::-1]
    for count in range(2, _FEW + 1):
        if sum(WEIGHTS[name] for name in heaviest[:count]) >= lack:
            return heaviest[:count]
    return []


def file_text(explained: Mapping[str, Any]) -> str:
    """The explanation of a file as lines for people, without a line end."""
    what = counted(explained["notes"], "note") if explained["notes"] else "no note"
    weighed = explained["evidence"] is not None
    reason = "" if weighed else f" ({explained['schema_reason']})"
    lines = [
        f"{explained['path']}: {what}",
        f"configuration: {', over '.join(reversed(explained['configuration'])) or 'none, so the defaults'}",
        *(["excluded: only read where it is named"] if explained["excluded"] else []),
        f"schema: {explained['schema'] or 'none'}{reason}",
        "",
        *(_table(explained) if weighed else _without_evidence(explained)),
        *_advice(explained),
    ]
    return "\n".join(map(printable_start, lines))


def _without_evidence(explained: Mapping[str, Any]) -> Iterator[str]:
    chosen = explained["schema_reason"].startswith(("named", "configured"))
    yield f"No evidence is needed: {'the schema was chosen for this file' if chosen else 'it holds several papers'}."
    if not explained["notes"]:
        yield f"Yet no heading is like those that the schema {explained['schema']} says begin a note."


def _table(explained: Mapping[str, Any]) -> Iterator[str]:
    """What speaks for and against the file, a line each, and the sum."""
    rows = [
        (f"{each['weight']:+}", each["sign"], str(each["line"] or ""), each["detail"])
        for each in explained["evidence"]
    ]
    wide = max(len("sign"), *(len(row[1]) for row in rows)) if rows else 0
    if rows:
        yield f"{'weight':>6}  {'sign':{wide}}  line  detail"
    for weight, sign, line, detail in rows:
        yield _cut(f"{weight:>6}  {sign:{wide}}  {line:>4}  {collapse(detail)}")
    if not rows:
        yield "Nothing speaks for it or against it."
    yield f"{explained['sum']:>6}  in all; {explained['enough']} or more make a note on a paper"


def _advice(explained: Mapping[str, Any]) -> Iterator[str]:
    """What would make the file a note, where it is none."""
    if explained["notes"] or explained["evidence"] is None:
        return
    additions = explained["additions"]
    alone = all(explained["sum"] + each["weight"] >= explained["enough"] for each in additions)
    yield ""
    if additions:
        one = "Any one of these" if len(additions) > 1 else "This"
        yield f"{one if alone else 'Together these'} would make it a note:"
        yield from (f"{each['weight']:+6}  {each['addition']}" for each in additions)
    else:
        yield "Nothing that could be added would outweigh what speaks against it."
    yield "With --schema NAME, or `schemas` in the configuration, a file is read as a note without evidence."


def _cut(line: str) -> str:
    """A line as far as there is room for it."""
    if width(line) <= _WIDTH:
        return line
    ends = [*accumulate(map(width, line))]
    return f"{line[: bisect_left(ends, _WIDTH)]}…"
