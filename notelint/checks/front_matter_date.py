"""The check of the rule front-matter-date."""

from __future__ import annotations

from notelint.diagnostic import Finding
from notelint.note.names import fold_name
from notelint.note.values import says_nothing
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.front_matter import Entry
    from notelint.note.model import Document

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
