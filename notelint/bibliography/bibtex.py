"""BibTeX entries as people paste them into notes: the fields that a record has, each with its place.

Names of fields are BibTeX's and biblatex's (https://ctan.org/pkg/biblatex, section 2.2). What is broken off is read as
far as it goes.
"""

from __future__ import annotations

import re
import unicodedata

from notelint.bibliography.names import parse_name
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from re import Match

_BEGINNING = regex(r"(?:^|(?<=[})]))[ \t]*@(?P<type>[A-Za-z]+)\s*[{(]", re.MULTILINE)
_OPENING = regex(r"@(?P<type>[A-Za-z]{3,20})\s*[{(]\s*(?P<key>[^\s,{}]*)\s*,")
_FIELD = regex(r"[\s,]*(?P<name>[A-Za-z][\w-]*)\s*=\s*(?P<value>[{\"]|[\w.:/-]+)")
_PIECE = regex(r"\s*(?P<value>[{\"]|[\w.:/-]+)")
_JOINT = regex(r"\s*#")
_CLOSING = regex(r"[\s,]*[})]")
_BRACE_OR_AND = regex(r"[{}]|(?<=\s)(?P<and>and)(?=\s)")
_LIST = regex(r"[,;]")
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
    "keywords": "tags",
    "howpublished": "venue",
    "annote": "annote",
    "annotation": "annote",
    "crossref": "crossref",
}
_VERBATIM = frozenset(("url", "doi", "arxiv"))  # in which `~` and `--` are characters
_BARE = regex(r"\\(?:url|href|path)\b|\\(?=[&%$#_~])|[{}]")
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
# A command that typesets what follows: whatever stands before a brace, but for the signs below.
_COMMAND = regex(r"\\(?!text(?:less|greater|backslash|brace|ascii))[A-Za-z]+\s*(?=\{)|\\(?:em|it|bf|sc|tt|rm)\b\s*")
_MATH = regex(r"((?<!\\)\$(?:[^$\\]|\\.)*\$)")
_SCRIPT = regex(r"\\text(su[bp])(?:er)?script\{([^{}]*)\}")
_SIGN = regex(r"\\([&%$#_{}])|\{?\\(text[a-z]+)(?![A-Za-z])\s*\}?|[{}~]|--")
_SIGNS = {
    "{": "",
    "}": "",
    "~": " ",
    "--": "–",
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textless": "<",
    "textgreater": ">",
    "textasciitilde": "~",
    "textasciicircum": "^",
}


class Field(NamedTuple):
    """A field of an entry, under the name of the record's property that it fills."""

    name: str
    value: str | list[str]
    span: Span


class Entry(NamedTuple):
    """An entry, whose first field is its type and the second its key.

    `stop` is where it ends, or from where on it cannot be read.
    """

    fields: tuple[Field, ...]
    stop: int
    is_whole: bool


class Fault(NamedTuple):
    """Why something is no entry, and the offset where that shows."""

    message: str
    place: int


def bibtex_entries(text: str, start: int, end: int) -> Iterator[tuple[Field, ...]]:
    """The fields of the entries between two offsets of a text; what is broken off is read as far as it goes."""
    for found in _OPENING.finditer(text, start, end):
        if found["type"].lower() not in _NO_ENTRIES:
            yield _entry(text, found, min(end, found.end() + _LONGEST), {}).fields


def bibliography_entries(text: str) -> Iterator[Entry | Fault]:
    """What a .bib file holds: its entries, with the macros of `@string` replaced; other text is a comment.

    An entry ends before the next, which begins a line or follows a brace; where its own end does not come before that,
    it is a Fault. What an entry lacks, the one that its `crossref` names says for it.
    """
    found = [*_read_entries(text)]
    entries = {str(field.value): each for each in found if isinstance(each, Entry) for field in each.fields[1:2]}
    return (_with_parent(each, entries) if isinstance(each, Entry) else each for each in found)


def _with_parent(entry: Entry, entries: Mapping[str, Entry]) -> Entry:
    said = {field.name: field.value for field in entry.fields}
    parent = entries.get(str(said.get("crossref")))
    inherited = [] if parent is None else [field for field in parent.fields if field.name not in ("type", "citekey")]
    renamed = (field._replace(name="venue") if field.name == "title" else field for field in inherited)
    return entry._replace(fields=(*entry.fields, *(field for field in renamed if field.name not in said)))


def _read_entries(text: str) -> Iterator[Entry | Fault]:
    macros: dict[str, str] = {}
    begins = [*_BEGINNING.finditer(text)]
    places = [*(each.start() for each in begins), len(text)]
    for begin, end in zip(begins, places[1:], strict=True):
        kind = begin["type"].lower()
        if kind == "string" and (found := _FIELD.match(text, begin.end(), end)):
            macros[found["name"].lower()] = _value(text, found.start("value"), end, macros)[0]
        elif kind not in _NO_ENTRIES:
            yield _whole_entry(text, begin, end, macros)


def _whole_entry(text: str, begin: Match[str], end: int, macros: Mapping[str, str]) -> Entry | Fault:
    opening = _OPENING.match(text, begin.start("type") - 1, end)
    if opening is None:
        return Fault(f"@{begin['type']} has no key: write @{begin['type']}{{key, ...", begin.start("type") - 1)
    entry = _entry(text, opening, end, macros)
    if entry.is_whole:
        return entry
    return Fault(f"{opening['key']} cannot be read from here on: is a brace, quote or comma missing?", entry.stop)


def _entry(text: str, opening: Match[str], end: int, macros: Mapping[str, str]) -> Entry:
    fields = [Field("type", opening["type"].lower(), Span(*opening.span("type")))]
    if opening["key"]:
        fields.append(Field("citekey", opening["key"], Span(*opening.span("key"))))
    position, is_broken = opening.end(), False
    seen = {"type", "citekey"}
    while not is_broken and (found := _FIELD.match(text, position, end)):
        raw, span, stop = _value(text, found.start("value"), end, macros)
        is_broken, position = stop is None, stop or found.start("name")
        name = _NAMES.get(found["name"].lower())
        if name == "venue" and "://" in raw:  # howpublished = {\url{https://...}}
            name = "url"
        if name and name not in seen and (value := _read(name, raw)):
            seen.add(name)
            fields.append(Field(name, value, span))
    closing = None if is_broken else _CLOSING.match(text, position, end)
    return Entry((*fields, *_dated(fields)), closing.end() if closing else position, closing is not None)


def _dated(fields: Sequence[Field]) -> Iterator[Field]:
    """The date that a month and a year say together, where no field says it."""
    said = {field.name: field for field in fields}
    if "month" in said and "year" in said and "date" not in said:
        yield Field("date", f"{said['month'].value} {said['year'].value}", said["month"].span)


def _read(name: str, raw: str) -> str | list[str]:
    if name in _VERBATIM:
        return _BARE.sub("", raw).strip()
    if name == "authors":
        return [person for text in _people(raw) if (person := _person(text))]
    if name == "tags":
        return [tag for text in _LIST.split(decoded(raw)) if (tag := text.strip())]
    return decoded(raw)


def _value(text: str, start: int, end: int, macros: Mapping[str, str]) -> tuple[str, Span, int | None]:
    """The value that begins at an offset, of one piece or several joined by `#`; where its text stands.

    And where the next field may begin: None where a brace or quote is not closed before `end`.
    """
    pieces: list[str] = []
    first, stop = None, start
    while found := _PIECE.match(text, stop, end):
        inner, stop = Span(*found.span("value")), found.end()
        if found["value"] in '{"':
            inner = Span(inner.start + 1, _closing(text, inner.start, end))
            stop = inner.end + 1
        piece = text[inner.start : inner.end]
        pieces.append(piece if found["value"] in '{"' else macros.get(piece.lower(), piece))
        first = inner.start if first is None else first
        joint = _JOINT.match(text, stop, end)
        if joint is None:
            return "".join(pieces), Span(first, inner.end), None if stop > end else stop
        stop = joint.end()
    return "".join(pieces), Span(start if first is None else first, min(stop, end)), None


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


def _people(text: str) -> Iterator[str]:
    """The names between the `and`s that stand in no braces."""
    depth, start = 0, 0
    for found in _BRACE_OR_AND.finditer(text):
        depth += (found[0] == "{") - (found[0] == "}")
        if depth <= 0 and found["and"]:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def _person(text: str) -> str:
    """A name, in braces where these say that it is one of no person and nothing else does: `{Barnes and Noble}`."""
    name, text = decoded(text), text.strip()
    is_whole = text.startswith("{") and _closing(text, 0, len(text)) == len(text) - 1
    return f"{{{name}}}" if is_whole and parse_name(name).literal != name else name


def decoded(text: str) -> str:
    """The text that TeX source says: accents and braces resolved, scripts as HTML, mathematics as it is."""
    pieces = _MATH.split(text)
    pieces[::2] = map(_decoded, pieces[::2])
    return " ".join("".join(pieces).split())


def _decoded(text: str) -> str:
    text = _ACCENT.sub(lambda found: _accented(found[3].lstrip("\\"), found[1] or found[2]), text)
    text = _LETTER.sub(lambda found: _LETTERS[found[1]], text)
    text = _SCRIPT.sub(lambda found: f"<{found[1]}>{found[2]}</{found[1]}>", text)
    return _SIGN.sub(lambda found: found[1] or _SIGNS.get(found[2] or found[0], found[0]), _COMMAND.sub("", text))


def _accented(letter: str, accent: str) -> str:
    return unicodedata.normalize("NFC", letter + _ACCENTS[accent])
