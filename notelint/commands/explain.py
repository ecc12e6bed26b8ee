"""`notelint explain`: why a file is a note or none, or what notelint sees at one line of it, and why."""

from __future__ import annotations

import json
import textwrap
from bisect import bisect_left
from functools import partial
from itertools import accumulate

from notelint.commands.output import write_output
from notelint.config import configurations
from notelint.dataclass import replace
from notelint.engine.checker import Checker
from notelint.engine.limits import on_file
from notelint.engine.reader import Reader
from notelint.engine.settings import Settings
from notelint.errors import NotelintError
from notelint.files import Files
from notelint.markdown.nodes import ListItem, Table
from notelint.note.keys import unique_keys
from notelint.note.model import Origin
from notelint.note.plain import collapse
from notelint.note.weights import ENOUGH, WEIGHTS
from notelint.paths import shown
from notelint.regex import regex
from notelint.report.json import array, strict_line
from notelint.report.style import printable_start
from notelint.report.text import counted, width
from notelint.schema import shipped_schemas
from notelint.source import Source
from notelint.store import read_bytes
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from notelint.note.model import Document, Note, Section
    from notelint.note.weights import Sign
    from notelint.source import Span


_ARGUMENT = regex(r"(?P<path>.+?):(?P<line>[1-9]\d{0,8})(?::\d+)?")
_NO_LINE = regex(r":\d+$")


def run(options: Namespace) -> int:
    """Print each explanation as text or JSON: an object, of several places an array."""
    explained = [_explain(place, options) for place in options.places]
    if options.output_format == "text":
        pieces = "\n\n".join(_text(each) if "line" in each else file_text(each) for each in explained)
    else:
        lines = map(strict_line, explained)
        pieces = next(lines) if len(explained) == 1 else "".join(array(lines))
    write_output([pieces, "\n"])
    return 0


def _explain(place: str, options: Namespace) -> dict[str, Any]:
    """What there is to say of a place: a file, or a line of one."""
    argument = _ARGUMENT.fullmatch(place)
    if argument is None and _NO_LINE.search(place) and not Files().is_file(place):
        raise NotelintError(f"{place}: name a file, or a line of it, such as notes/bert.md:12")
    path = shown(argument["path"] if argument else place)
    source = Source.from_bytes(path, read_bytes(path))
    files = Files([source.path])
    reader = Reader(configurations(files, options.config, isolated=options.isolated), options.schema, files)
    explain = partial(_explain_line, line=int(argument["line"])) if argument else explain_file
    return on_file(source, partial(explain, reader, source), options.timeout, "was not explained")


def _explain_line(reader: Reader, source: Source, line: int) -> dict[str, Any]:
    if line > source.line_count:
        raise NotelintError(f"{source.path}:{line}: the file ends with line {source.line_count}")
    checker = Checker(reader.files, reader.config_of, Settings(reader.schema))
    document = checker.document(source)
    config = reader.config_of(source.path)
    place = source.line(line)
    note = next((each for each in document.notes if _meets(each.span, place)), None)
    return {
        "path": source.path,
        "line": line,
        "configuration": [layer.name for layer in config.layers],
        "excluded": config.excludes(source.path),
        "schema": document.layout.schema if document.layout else None,
        "schema_reason": why(reader, document),
        **_where(document, note, place),
        "facts": [*_facts(note, place)] if note else [],
        "findings": [*_findings(checker, document, place)],
        "rules": [rule.name for rule in checker.rules(source.path) if rule.check],
    }


def _meets(span: Span, line: Span) -> bool:
    """Whether something stands on a line, or is an empty place in it."""
    return span.start <= line.end and (span.end > line.start or span.start >= line.start)


def _where(document: Document, note: Note | None, line: Span) -> dict[str, Any]:
    """The group, the note and the section that a line stands in."""
    source = document.source
    group = next((each for each in document.groups if _meets(each.span, line)), None)
    around = next(iter(note.groups[-1:]), None) if note else group.title if group else None
    found: dict[str, Any] = {"group": around, "note": None, "section": None}
    if note:
        key = dict(zip(map(id, document.notes), unique_keys(document.notes, {}), strict=True))[id(note)]
        found["note"] = {"id": key, "title": note.title, **_lines(source, note.span)}
        section = _innermost(note, line)
        if section:
            found["section"] = {
                "name": section.name,
                "property": section.holds,
                **_lines(source, section.span),
            }
    return found


def _innermost(note: Note, line: Span) -> Section | None:
    inside = [section for section in note.all_sections() if _meets(section.span, line)]
    return inside[-1] if inside else None


def _lines(source: Source, span: Span) -> dict[str, int]:
    """The first line of a span, and the last that is not blank."""
    end = span.start + len(source.slice(span).rstrip())
    return {"first_line": source.line_number(span.start), "last_line": source.line_number(end)}


def _facts(note: Note, line: Span) -> Iterator[dict[str, Any]]:
    for fact in note.facts:
        if fact.origin is not Origin.FILE_NAME and _meets(fact.span, line):
            column = note.source.position(max(fact.span.start, line.start)).column
            yield {"name": fact.name, "value": fact.value, "origin": fact.origin, "column": column}


def _findings(checker: Checker, document: Document, line: Span) -> Iterator[dict[str, Any]]:
    """What the rules found on a line; `hidden` says what keeps a finding from being reported."""
    asked = checker.settings
    without = replace(asked, baselines=False)
    reported, new, everything = (
        [each for each in replace(checker, settings=settings).find(document) if _meets(each.finding.span, line)]
        for settings in (asked, without, replace(without, suppressions=False))
    )
    for each in sorted({*reported, *new, *everything}, key=lambda each: (each.finding.span, each.rule)):
        start = document.source.position(each.finding.span.start)
        yield {
            "rule": each.rule,
            "severity": each.severity,
            "message": each.finding.message,
            "line": start.line,
            "column": start.column,
            "hidden": None if each in reported else "baseline" if each in new else "comment",
        }


def _text(explained: dict[str, Any]) -> str:
    note, section = explained["note"], explained["section"]
    name = explained["schema"] or "none"
    lines = [
        f"{explained['path']}:{explained['line']}",
        f"configuration: {', over '.join(reversed(explained['configuration'])) or 'none, so the defaults'}",
        *(["excluded: only read where it is named"] if explained["excluded"] else []),
        f"schema: {name} ({explained['schema_reason']})",
        f"note: {_titled(note)}" if note else "note: none",
        *([f"group: {explained['group']}"] if explained["group"] else []),
        *([f"section: {_named(section)}"] if section else []),
        *(
            f"fact: {fact['name']} = {json.dumps(fact['value'], ensure_ascii=False)}"
            f" ({fact['origin']}, column {fact['column']})"
            for fact in explained["facts"]
        ),
        *(
            f"finding: {each['line']}:{each['column']}: {each['severity']}[{each['rule']}]: {each['message']}"
            + (f" (hidden by a {each['hidden']})" if each["hidden"] else "")
            for each in explained["findings"]
        ),
        *_silent(explained),
    ]
    return "\n".join(map(printable_start, lines))


def _titled(note: dict[str, Any]) -> str:
    return f'"{note["title"] or ""}" ({note["id"]}), lines {note["first_line"]} to {note["last_line"]}'


def _named(section: dict[str, Any]) -> str:
    holds = f", holds {section['property']}" if section["property"] else ", holds no property"
    return f'"{section["name"]}", lines {section["first_line"]} to {section["last_line"]}{holds}'


def _silent(explained: dict[str, Any]) -> Iterator[str]:
    """The rules that ran and found nothing here, on lines of their own."""
    found = {each["rule"] for each in explained["findings"]}
    silent = [name for name in explained["rules"] if name not in found]
    yield f"rules that found nothing here: {len(silent)} of {len(explained['rules'])}"
    yield from textwrap.wrap(
        ", ".join(silent), 100, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
    )


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
    return f"detected by {', '.join(_with_line(sign, source) for sign in _signs(reader, document) if sign.weight > 0)}"


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


def _with_line(sign: Sign, source: Source) -> str:
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
