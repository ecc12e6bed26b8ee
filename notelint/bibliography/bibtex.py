"""BibTeX entries as people paste them into notes: the fields that a record has, each with its place.

Names of fields are BibTeX's and biblatex's (https://ctan.org/pkg/biblatex, section 2.2). What is broken off is read as
far as it goes.
"""

from __future__ import annotations

import unicodedata

from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OPENING = regex(r"@(?P<type>[A-Za-z]{3,20})[ \t]*\{\s*(?P<key>[^\s,{}]*)\s*,")
_FIELD = regex(r"[\s,]*(?P<name>[A-Za-z][\w-]*)\s*=\s*(?P<value>[{\"]|[\w.:/-]+)")
_LONGEST = 20_000  # code points of an entry
_NAMES: Mapping[str, str] = {
    "title": "title",
    "author": "authors",
    "year": "year",
    "date": "date",
    "month": "month",
    "journal": "venue",
    "journaltitle": "venue",
    "booktitle": "venue",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "pages": "pages",
    "publisher": "publisher",
    "isbn": "isbn",
    "doi": "doi",
    "eprint": "arxiv",
    "url": "url",
    "abstract": "abstract",
    "institution": "organizations",
    "school": "organizations",
    "organization": "organizations",
    "shorttitle": "short_name",
    "primaryclass": "arxiv_class",
}
_NO_ENTRIES = frozenset(("comment", "string", "preamble"))
_ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307"}
_ACCENTS |= {"u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a"}
_ACCENT = regex(r"\\(?:([`'^\"~=.])\s*|([uvHckr])(?:\s+|(?=\{)))\{?\s*(\\?[A-Za-z])\s*\}?")
_LETTERS = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "aa": "å",
    "AA": "Å",
    "l": "ł",
    "L": "Ł",
    "i": "i",
}
_LETTER = regex(r"\\(ss|oe|ae|AE|aa|AA|[oOlLi])(?![A-Za-z])\s*")
_COMMAND = regex(r"\\(?:emph|textit|textbf|texttt|textsc|mathrm|mathbf|url|href)\b\s*")
_ESCAPED = regex(r"\\([&%$#_{}])")


class Field(NamedTuple):
    """A field of an entry, under the name of the record's property that it fills."""

    name: str
    value: str | list[str]
    span: Span


def bibtex_entries(text: str, start: int, end: int) -> Iterator[tuple[Field, ...]]:
    """The entries between two offsets of a text; the first field of each is its type, the second its key."""
    for found in _OPENING.finditer(text, start, end):
        if found["type"].lower() not in _NO_ENTRIES:
            fields = tuple(_fields(text, found.span("type"), found.span("key"), min(end, found.end() + _LONGEST)))
            yield (*fields, *_dated(fields))


def _dated(fields: tuple[Field, ...]) -> Iterator[Field]:
    """The date that a month and a year say together, where no field says it."""
    said = {field.name: field for field in fields}
    if "month" in said and "year" in said and "date" not in said:
        yield Field("date", f"{said['month'].value} {said['year'].value}", said["month"].span)


def _fields(text: str, kind: tuple[int, int], key: tuple[int, int], end: int) -> Iterator[Field]:
    yield Field("type", text[slice(*kind)].lower(), Span(*kind))
    if key[0] < key[1]:
        yield Field("citekey", text[slice(*key)], Span(*key))
    position = key[1]
    seen: set[str] = set()
    while found := _FIELD.match(text, text.find(",", position) if position == key[1] else position, end):
        first, last = found.span("value")
        if found["value"] in '{"':
            first, last = first + 1, _closing(text, first, end)
        position = last + (found["value"] in '{"')
        name = _NAMES.get(found["name"].lower())
        if name and name not in seen and (value := decoded(text[first:last])):
            seen.add(name)
            yield Field(name, _people(value) if name == "authors" else value, Span(first, last))


def _closing(text: str, opening: int, end: int) -> int:
    """Where the value ends that a brace or quote opens."""
    depth = 0
    for place in range(opening, end):
        if text[place] == "\\":
            continue
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0 and (text[opening] == "{" or (text[place] == '"' and place > opening)):
            return place
    return end


def decoded(text: str) -> str:
    """The text that TeX source says: accents and braces resolved, mathematics as it is."""
    text = _ACCENT.sub(lambda found: _accented(found[3].lstrip("\\"), found[1] or found[2]), text)
    text = _LETTER.sub(lambda found: _LETTERS[found[1]], text)
    text = _COMMAND.sub("", text).replace("~", " ").replace("--", "–") if "$" not in text else text
    text = text.replace("{", "").replace("}", "") if "$" not in text else text
    return " ".join(_ESCAPED.sub(r"\1", text).split())


def _accented(letter: str, accent: str) -> str:
    return unicodedata.normalize("NFC", letter + _ACCENTS[accent])


def _people(text: str) -> list[str]:
    return [name.strip() for name in text.split(" and ") if name.strip()]
