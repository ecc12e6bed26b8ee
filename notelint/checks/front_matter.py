"""Front matter: its syntax, its keys, its dates."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from notelint.checks.tags import tag_lists
from notelint.diagnostic import Edit, Finding, Fix, Related, Safety
from notelint.front_matter import problems
from notelint.note.layout import LEAST_BIBLIOGRAPHIC
from notelint.note.names import fold_name
from notelint.note.values import says_nothing
from notelint.regex import regex
from notelint.schema import shipped_schemas
from notelint.source import Span
from notelint.spelling import is_slip
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.context import Context
    from notelint.front_matter import Entry, FrontMatter, Rewriting
    from notelint.note.layout import Layout
    from notelint.note.model import Document
    from notelint.source import Source

# The keys of Jekyll, Hugo, Hexo, Obsidian and Zotero's exports that hold dates, folded.
_KEYS = frozenset((
    "date", "created", "createdat", "datecreated", "dateadded", "updated", "updatedat", "modified", "datemodified",
    "lastmod", "published", "datepublished", "publicationdate", "publishdate", "issued", "expirydate", "dateread",
))  # fmt: skip
_YEAR_FIRST = regex(
    r"(?P<year>\d{4})(?:(?P<mark>[-/.])(?P<month>\d{1,2})(?:(?P=mark)(?P<day>\d{1,2}))?"
    r"|年(?P<month2>\d{1,2})月(?:(?P<day2>\d{1,2})日)?)(?!\d)(?:[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?!\d))?"
)
_YEAR_LAST = regex(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_YEAR = regex(r"(?<!\d)(?:1[89]|20|21)\d\d")
_SECONDS = regex(r"\d{10}(?:\d{3})?")  # since 1970
# What templates put in place of a value.
_PLACEHOLDER = regex(r"\{\{|\{%|<%|YYYY")
# What is written so is a date under every key.
_DAY = regex(r"\d{4}([-/])\d{1,2}\1\d{1,2}")
# What Obsidian and Hugo may write under `published`.
_SWITCHES = frozenset(("yes", "no", "on", "off", "true", "false"))
_YEAR_KEYS = frozenset(("year", "pubyear", "publicationyear"))
_REMEDY = "write it as year-month-day, such as 2023-04-08"


def front_matter_date(document: Document, _: Context) -> Iterator[Finding]:
    """Dates in front matter that nobody can read, that do not exist, or that can be read in two ways.

    Under a key that is not known to hold dates, only what is written as year, month and day, and is no day.
    """
    for entry, (problem, remedy) in odd_dates(document):
        yield Finding(entry.value_span, f'"{str(entry.value).strip()}" {problem}', remedy)


def odd_dates(document: Document) -> Iterator[tuple[Entry, tuple[str, str]]]:
    """The entries of front matter with such a date, each with what is wrong and what to do."""
    fields = document.layout.fields if document.layout else ()
    keys = _KEYS.union(fold_name(key) for field in fields if field.reading == "date" for key in field.front_matter)
    for entry in document.front_matter.entries if document.front_matter else ():
        if not isinstance(entry.value, str | int) or isinstance(entry.value, bool):
            continue
        text = str(entry.value).strip()
        if says_nothing(text) or text.lower() in _SWITCHES or _PLACEHOLDER.search(text):
            continue
        key = fold_name(entry.key)
        problem = _problem(text) if key in keys or _DAY.fullmatch(text) else None
        if key in _YEAR_KEYS and not document.notes:
            problem = _year_problem(document.source.slice(entry.value_span).strip("\"' "))
        if problem:
            yield entry, problem


def _year_problem(written: str) -> tuple[str, str] | None:
    """What is wrong with a year that begins with a zero; in notes that is the matter of note-value."""
    wrong = written.isdecimal() and written.startswith("0") and len(written) > 1
    return ("is no year", "write it with four digits, such as 2023") if wrong else None


def _problem(text: str) -> tuple[str, str] | None:
    """What is wrong with a date, and what to do; None where it has one meaning."""
    found = _YEAR_FIRST.match(text)
    if found:
        year, hour, minute = (int(found[name] or 0) for name in ("year", "hour", "minute"))
        month, day = int(found["month"] or found["month2"]), int(found["day"] or found["day2"] or 1)
        if not _exists(year, month, day):
            return "is not a valid date", _REMEDY
        return ("has an invalid time", _REMEDY) if hour > 24 or minute > 59 else None
    found = _YEAR_LAST.match(text)
    if found:
        return _year_last(int(found[1]), int(found[3]), found[4])
    return None if _YEAR.search(text) or _SECONDS.fullmatch(text) else ("is not a date", _REMEDY)


def _year_last(first: int, second: int, year: str) -> tuple[str, str] | None:
    """A date such as 03/04/2023."""
    if len(year) == 2:
        return "does not show which number is the year", _REMEDY
    readings = {
        f"{year}-{month:02}-{day:02}"
        for month, day in ((first, second), (second, first))
        if _exists(int(year), month, day)
    }
    if not readings:
        return "is not a valid date", _REMEDY
    if len(readings) == 1:
        return None
    return "is ambiguous", f"write {' or '.join(sorted(readings))}"


def _exists(year: int, month: int, day: int) -> bool:
    from datetime import date  # noqa: PLC0415 - most front matter has no date

    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def front_matter_duplicate_key(document: Document, _: Context) -> Iterator[Finding]:
    """Keys that stand a second time in front matter."""
    if document.front_matter is None:
        return
    for entry in document.front_matter.duplicates:
        first = document.front_matter.get(entry.key)
        yield Finding(
            entry.key_span,
            f'duplicate key "{entry.key}"',
            "keep one: the first is read here, and other programs read the last",
            related=(Related("the first one", first.key_span),) if first else (),
        )


def front_matter_duplicate_tag(document: Document, _: Context) -> Iterator[Finding]:
    """Tags, keywords and categories that stand in their list before, whatever their case."""
    for entry in tag_lists(document):
        if isinstance(entry.value, list):
            yield from _repeated(entry, entry.value, document.source)


def _repeated(entry: Entry, values: Sequence[object], source: Source) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, value in enumerate(values):
        if not isinstance(value, str):
            continue
        before = first.setdefault(value.strip().removeprefix("#").casefold(), number)
        if before == number:
            continue
        same = values[before] == value
        yield Finding(
            entry.items[number],
            f'duplicate tag "{value}"' if same else f'"{value}" repeats "{values[before]}"',
            "delete it",
            _removal(entry.items, number, source),
            (Related("the first one", entry.items[before]),),
        )


def _removal(items: tuple[Span, ...], number: int, source: Source) -> Fix | None:
    """The item goes with what parts it from the one before, in brackets and below each other alike."""
    span = Span(items[number - 1].end, items[number].end)
    if "#" in source.text[span.start : items[number].start]:  # a comment between the two
        return None
    return Fix("delete it", (Edit(span, ""),), Safety.UNSAFE)


# A comment, an anchor or an alias: it belongs to the lines around it.
_BOUND = regex(r"(?:^|[\s\[,])[#&*]", re.MULTILINE)


def front_matter_order(document: Document, _: Context) -> Iterator[Finding]:
    """The first key that stands below one that the schema has after it; keys that it does not know stay in place."""
    front_matter = document.front_matter
    if front_matter is None or document.layout is None:
        return
    ranks = _ranks(document.layout, front_matter)
    known = [entry for entry in front_matter.entries if entry.key in ranks]
    wanted = sorted(known, key=lambda entry: ranks[entry.key])
    if known == wanted:
        return
    below = next(low for high, low in pairwise(known) if ranks[low.key] < ranks[high.key])
    above = next(entry for entry in known if ranks[entry.key] > ranks[below.key])
    yield Finding(
        below.key_span,
        f'key "{below.key}" should come before "{above.key}"',
        f"put the keys in the order of the schema: {', '.join(entry.key for entry in wanted)}",
        _reordering(document.source, front_matter, known, wanted),
    )


def _ranks(layout: Layout, front_matter: FrontMatter) -> dict[str, int]:
    """The place that the schema gives to each of the keys that it knows."""
    places: dict[str, int] = {}
    for number, field in enumerate(layout.fields):
        for key in field.front_matter:
            places.setdefault(fold_name(key), number)
    names = {entry.key: fold_name(entry.key) for entry in front_matter.entries}
    return {key: places[name] for key, name in names.items() if name in places}


def _reordering(
    source: Source, front_matter: FrontMatter, known: Sequence[Entry], wanted: Sequence[Entry]
) -> Fix | None:
    """The lines of the known keys in the wanted order; None where they cannot be moved by themselves."""
    entries, body = front_matter.entries, front_matter.body_span
    if front_matter.language != "yaml" or front_matter.duplicates or front_matter.problems:
        return None
    starts = [entry.key_span.start for entry in entries]
    if any(source.position(start).column > 1 for start in starts[1:]) or _BOUND.search(source.slice(body)):
        return None
    lines = {
        entry.key: source.text[start:end]
        for entry, start, end in zip(entries, starts, [*starts[1:], body.end], strict=True)
    }
    moved = {old.key: new.key for old, new in zip(known, wanted, strict=True)}
    text = "".join(lines[moved.get(each.key, each.key)] for each in entries)
    return Fix("put the keys in order", (Edit(Span(starts[0], body.end), text),))


def front_matter_syntax(document: Document, _: Context) -> Iterator[Finding]:
    """The places at which front matter is not what its language allows."""
    for problem in problems(document.front_matter, document.source):
        yield Finding(problem.span, problem.message, problem.help, _fix(problem.rewriting))


def _fix(rewriting: Rewriting | None) -> Fix | None:
    if rewriting is None:
        return None
    safety = Safety.SAFE if rewriting.is_safe else Safety.UNSAFE
    return Fix(rewriting.title, (Edit(rewriting.span, rewriting.text),), safety)


_LINE_END = r"(?:\r\n|\n|\r)"
_KEY = r"[a-z][\w-]*+:(?:[ \t][^\r\n]*+)?"
_REST = rf"{_LINE_END}(?:(?:[ \t#]|- )[^\r\n]*+{_LINE_END})*+"
# Two keys or more, with the lines that belong to them, on the first lines and directly above a `---`.
_UNOPENED = regex(rf"(?P<key>{_KEY}){_REST}(?:{_KEY}{_REST})++---[ \t]*+(?=[\r\n]|\Z)")


def front_matter_unclosed(document: Document, _: Context) -> Iterator[Finding]:
    """Front matter without its closing line, or keys without the opening one."""
    if document.front_matter is None:
        yield from _unopened(document.source)
    elif not document.front_matter.closed:
        yield from _unclosed(document.source, document.front_matter)


def _unclosed(source: Source, front_matter: FrontMatter) -> Iterator[Finding]:
    problem = front_matter.problem
    if problem is None:
        return
    fence = source.slice(problem.span)
    end = front_matter.span.end
    insertion = f"{fence}{_line_end(source)}"
    if source.text[end - 1] not in "\r\n":
        insertion = f"{_line_end(source)}{insertion}"
    fix = Fix(f"add `{fence}` after the last key", (Edit(Span(end, end), insertion),), Safety.UNSAFE)
    yield Finding(problem.span, problem.message, problem.help, fix)


def _unopened(source: Source) -> Iterator[Finding]:
    found = _UNOPENED.match(source.text, source.start)
    if found:
        edit = Edit(Span(source.start, source.start), f"---{_line_end(source)}")
        yield Finding(
            Span(*found.span("key")),
            "front matter is closed with `---` but never opened",
            "add a line `---` above the first key",
            Fix("add `---` above the first key", (edit,), Safety.UNSAFE),
        )


def _line_end(source: Source) -> str:
    """The line end of the first line."""
    end = source.line(1).end
    return "\r\n" if source.text.startswith("\r\n", end) else "\n"


def front_matter_unknown(document: Document, context: Context) -> Iterator[Finding]:
    """Keys that are one slip of the keyboard away from one that the schema reads, and which is not there itself."""
    yield from (_finding(entry, key, document, context) for entry, key in context.once(misspelt_keys, document))


def misspelt_keys(document: Document, context: Context) -> Sequence[tuple[Entry, str]]:
    """The misspelt keys, and those that the note's siblings name otherwise, each with what is meant.

    A file that is no note is judged by the schema for which it would be bibliographic with the key put right. Ask by
    `Context.once`.
    """
    if document.front_matter is None:
        return ()
    entries = document.front_matter.entries
    layouts = [document.layout] if document.layout else [schema.layout for schema in shipped_schemas()]
    present = frozenset(fold_name(entry.key) for entry in entries)
    if renamed := [*_renamed_keys(entries, present, document.layout, context)] if document.layout else ():
        return renamed
    for layout in layouts:
        found = list(_misspelt(entries, present, layout))
        if found and (document.layout or _tells(present.union(fold_name(key) for _, key in found), layout)):
            return found
    return ()


def _renamed_keys(
    entries: Iterable[Entry], present: frozenset[str], layout: Layout, context: Context
) -> Iterator[tuple[Entry, str]]:
    """The entries under another name of a property than the one that the siblings use, each with that: `author`."""
    usual = {fold_name(habit.name) for habit in context.habits.values()}
    for field in layout.fields:
        habit = context.habits.get(field.name)
        if habit and habit.in_place and habit.place == "front-matter" and fold_name(habit.name) not in present:
            others = (field.keys.keys() - layout.shared_keys) - usual
            yield from ((entry, habit.name) for entry in entries if fold_name(entry.key) in others and entry.value)


def _misspelt(entries: Iterable[Entry], present: frozenset[str], layout: Layout) -> Iterator[tuple[Entry, str]]:
    """The entries whose keys are misspelt, each with the key that is meant."""
    read = layout.front_matter_keys
    keys = tuple(read)
    for entry in entries:
        near = _near(fold_name(entry.key), keys)
        if near and present.isdisjoint(near):
            yield entry, read[near[0]]


@lru_cache(maxsize=1024)  # the notes of a vault have the same few keys
def _near(name: str, keys: tuple[str, ...]) -> Sequence[str]:
    """The keys that are one slip away from a name; none where it is a key itself."""
    return () if name in keys else [key for key in keys if is_slip(name, key)]


def _tells(names: frozenset[str], layout: Layout) -> bool:
    """Whether front matter with keys of these names is bibliographic, whatever its values are."""
    given = sum(not names.isdisjoint(keys) for keys in layout.telling.values())
    return not layout.many and given >= LEAST_BIBLIOGRAPHIC


def _finding(entry: Entry, meant: str, document: Document, context: Context) -> Finding:
    plain = document.source.slice(entry.key_span) == entry.key  # else it is quoted
    edit = Edit(entry.key_span, meant)
    schemas = "the schema does" if document.layout else "the note schemas do"
    habit = next((each for each in context.habits.values() if each.name == meant), None)
    return Finding(
        entry.key_span,
        f'key "{entry.key}" is called "{meant}" in {habit.siblings}'
        if habit
        else f'unknown key "{entry.key}": {schemas} not define it',
        f'did you mean "{meant}"?',
        Fix(f'write "{meant}"', (edit,), Safety.UNSAFE) if plain else None,
    )
