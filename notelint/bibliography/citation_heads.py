"""How a citation begins: its authors, and what parts them from the title."""

from __future__ import annotations

from itertools import islice

from notelint.bibliography.author_lists import read_authors
from notelint.bibliography.citation_tails import DATES, MONTH, YEAR
from notelint.bibliography.names import AFTER_CJK
from notelint.dataclass import dataclass
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from notelint.bibliography.author_lists import Authors

_MOST = 40  # places at which the list of authors may end
_DATE_IN_BRACKETS = r"[(（](?P<date>[^()（）]{4,30})[)）]"
_DATES = tuple(map(regex, (*DATES, rf"(?P<year>{YEAR})[a-z]?(?:,\s(?P<month>{MONTH})(?:\s(?P<day>\d\d?))?)?")))
# The full stop behind these belongs to the list of authors.
_ABBREVIATED = regex(r"(?:\b[^\W\d_a-z]|\bal|\b[JS]r)$")
# What stands behind a full stop or a comma in the midst of a list of names.
_MIDST = regex(r"[&＆,]|and\s|et al|等|[^\W\d_a-z]\.[\s,-]|[^\W\d_][\w'’-]*,\s[A-Z]\.")
_ENDS_WITH_INITIAL = regex(r"\.$|\s[A-Z](?:-?[A-Z]){0,2}$")
_INITIAL_FIRST = regex(r"[^\W\d_a-z]\.")


@dataclass(frozen=True)
class Head:
    """One way to begin a line: its authors, where the title starts, and the date between them if one is there."""

    kind: str
    authors: Authors
    title: int
    date: re.Match[str] | None

    @property
    def is_telling(self) -> bool:
        """Whether it says alone that the line is a citation: inverted names, or several persons and a date."""
        several = len(self.authors.ranges) > 1 and not self.authors.is_cut and not self.authors.has_organizations
        return self.authors.is_marked or (several and self.date is not None)


def _any(_text: str, _authors: Authors, _title: int) -> bool:
    return True


def _initials(text: str, authors: Authors, _title: int) -> bool:
    """`Roe, J., Doe, J.: A study`: the last name ends with initials, or with the full stop of some."""
    start, end = authors.ranges[-1]
    return text.startswith(".", end) or _ENDS_WITH_INITIAL.search(text, start, end) is not None


def _in_order(text: str, authors: Authors, title: int) -> bool:
    """`J. Roe and J. Doe, A study`: the next piece is no name."""
    comma = text.find(",", title)
    is_name = not authors.is_loose or _INITIAL_FIRST.match(text, authors.ranges[0][0]) is not None
    return is_name and read_authors(text, title, comma if comma > 0 else len(text)) is None


def _several(_text: str, authors: Authors, _title: int) -> bool:
    return len(authors.ranges) > 1


# What stands between authors and title, and what must hold for it. The first kind that gives a citation counts.
_HEADS: tuple[tuple[str, str, Callable[[str, Authors, int], bool]], ...] = (
    (
        "quoted",
        rf"[.,:，：]?\s*(?:{_DATE_IN_BRACKETS}[.,:]?\s+|(?P<year>{YEAR})[a-z]?[.,:]\s+)?(?=[“\"„«「《])",
        _any,
    ),
    ("dated", rf"[.,]?\s*{_DATE_IN_BRACKETS}[.,:]?\s+", _any),
    ("dated", rf"(?:[.,]\s*|\s)(?P<year>{YEAR})[a-z]?[.,:]\s+", _any),
    ("colon", r"\.?\s?[:：]\s*", _initials),
    ("stop", rf"\.\s+|[．。]\s*|{AFTER_CJK}\.\s*", _any),
    ("comma", r",\s+", _in_order),
    ("colon", r"[:：]\s*", _several),
)
HEADS = tuple((kind, regex(pattern), holds) for kind, pattern, holds in _HEADS)


def read_heads(text: str, start: int, number: int) -> Iterator[Head]:
    """The ways in which the line can begin that a row of `HEADS` gives."""
    kind, row, holds = HEADS[number]
    for found in islice(row.finditer(text, start), _MOST):
        date = _date(text, found)
        if date is None and (kind == "dated" or found.groupdict().get("date")):
            continue
        authors = read_authors(text, start, _end_of_names(text, found.start()))
        if authors and not _MIDST.match(text, found.end()) and holds(text, authors, found.end()):
            yield Head(kind, authors, found.end(), date)


def _date(text: str, found: re.Match[str]) -> re.Match[str] | None:
    """The date that stands between authors and title."""
    for name, written in found.groupdict().items():
        if written:
            start, end = found.span(name)
            return next(filter(None, (row.fullmatch(text, start, end) for row in _DATES)), None)
    return None


def _end_of_names(text: str, end: int) -> int:
    """Where a list ends: behind the full stop of an initial or of `et al.`."""
    is_cased = text[end - 1].lower() != text[end - 1].upper()  # of a CJK name the last character is no initial
    return end + 1 if is_cased and text.startswith(".", end) and _ABBREVIATED.search(text, 0, end) else end
