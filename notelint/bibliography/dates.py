"""Dates as people write them, as ISO 8601: `2019年5月1日`, `1 May 2019`, `mai 2019`, `31/05/2019`."""

from __future__ import annotations

import re

from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_YEAR = regex(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_BRACKETS = regex(r"[(（]([^()（）]+)[)）]")
_DATE = regex(
    r"(?<!\d)(?P<year>1[89]\d\d|20\d\d)\s?[-/.年년]\s?(?P<month>0?[1-9]|1[0-2])(?:\s?[-/.月월]\s?(?P<day>0?[1-9]|[12]\d|3[01])[日일]?)?(?!\d)"
)
# The month that a word begins with, in several languages.
_MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen янв", "feb fév fev фев", "mar mär mars мар", "apr abr avr апр", "may mai mayo maj мая",
            "jun juin giu июн", "jul juil lug июл", "aug ago août aoû авг", "sep set сен", "oct okt out ott окт",
            "nov ноя", "dec dez dic déc дек",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WORDED_DATE = regex(
    r"(?:(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.|º)?[\s,]+(?:de |of )?)?"
    rf"\b(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})[^\W\d_]{{0,8}}\.?"
    r"(?:\s+(?P<day2>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d))?[\s,]*(?:de )?(?P<year>1[89]\d\d|20\d\d)(?!\d)",
    re.IGNORECASE,
)
# Day and month in figures: which is which is clear where one is over 12, or both are the same.
_FIGURES = regex(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](1[89]\d\d|20\d\d)(?!\d)")
_FIGURE = regex(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")
_SHORT_FIGURES = regex(r"\d{1,2}[-/.]\d{1,2}[-/.]\d\d")


def read_date(text: str) -> str | None:
    """A date as ISO 8601, as far as it is given; None where day and month cannot be told apart."""
    worded = _WORDED_DATE.search(text)
    found = _DATE.search(text)
    if found and not (worded and worded.start() < found.start()):
        return _iso(found["year"], int(found["month"]), found["day"])
    if found := worded:
        return _iso(found["year"], _MONTHS[found["month"].lower()], found["day"] or found["day2"])
    if found := _FIGURES.search(text):
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second > 0 or first == second <= 12:
            return _iso(found[3], second, found[1])
        return _iso(found[3], first, found[2]) if second > 12 >= first > 0 and second <= 31 else None
    year = _YEAR.fullmatch(text.strip())
    return year[1] if year else None


def read_month(text: str) -> str | None:
    """The month of a date, also of `201706`; None of a year alone."""
    if found := _FIGURE.fullmatch(text):
        return f"{found[1]}-{found[2]}"
    found_date = read_date(text)
    return found_date if found_date and "-" in found_date else None


def _iso(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}"


def is_date(text: str) -> bool:
    """Whether a text begins with a date, or is one but for the ordinals and brackets in it."""
    forms = (_WORDED_DATE, _FIGURES, _SHORT_FIGURES, _YEAR)
    text = _BRACKETS.sub("", text).strip()
    return bool(_DATE.match(text)) or any((found := form.match(text)) and found.end() == len(text) for form in forms)
