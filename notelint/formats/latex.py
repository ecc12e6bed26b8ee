"""Text, names and entries as BibTeX and biblatex read them: what LaTeX must not take as its own, and case to keep."""

from __future__ import annotations

import re

from notelint.formats.case import split_by_case
from notelint.formats.line import one_line
from notelint.formats.reference import companions, remarks
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.bibliography.names import Name
    from notelint.record.model import Record

# BibTeX counts a brace even where it is escaped, so a brace of the text must not stand there as one.
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
    }
)

# Pandoc's tex_math_dollars: no blank just inside the dollars, no digit after the last, so that "$5 and $6" is money.
_MATH = regex(r"(\$(?![\s$])[^$]*(?<![\s\\])\$(?!\d))")

# In a URL these would end the field early, start a command or vanish; RFC 3986 has them encoded in any case.
_NOT_VERBATIM = regex(r"[{}\\\x00-\x20\x7f-\xa0\xad\u200b\u2028\u2029\ufeff]")

_DIVIDES_NAMES = regex(r"[,{}\\]|(?:^|\s)(?i:and|others)(?:\s|$)")


def escape(text: str) -> str:
    """The text for a field that LaTeX typesets: on one line, specials escaped, inline math kept, UTF-8 kept."""
    return "".join(piece if is_math else piece.translate(_ESCAPES) for piece, is_math in _pieces(one_line(text)))


def title(text: str, short_name: str | None) -> str:
    """The title, with braces around the words whose case a style must keep."""
    return "".join(piece if is_math else _protect(piece, short_name) for piece, is_math in _pieces(one_line(text)))


def verbatim(text: str) -> str:
    """A URL or identifier as it is: nothing escaped, only what cannot stand in a field percent-encoded."""
    return _NOT_VERBATIM.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text.strip())


def short_title(short_name: str | None) -> str:
    """The short name, its case kept."""
    return _braced(short_name) if short_name else ""


def literals(texts: Iterable[str]) -> str:
    """Organisations, joined by `and`; one with an `and` of its own in braces."""
    return " and ".join(_part(text) for text in texts)


def authors(names: Sequence[Name]) -> str:
    """The names as `von Family, Jr, Given`, joined by `and`; one that cannot be split stands in braces, whole.

    A last literal `others` is BibTeX's own word for those whom the note does not name.
    """
    written = [_name(name) for name in names]
    if names and names[-1].literal == "others":
        written[-1] = "others"
    return " and ".join(written)


def annotation(record: Record, unplaced: Iterable[str]) -> str:
    """What no other field of the entry holds, what the note says, and where it leads, in one paragraph."""
    links = companions(record, lambda url: rf"\url{{{verbatim(url)}}}")
    return " ".join([*map(escape, unplaced), *map(escape, remarks(record)), *(f"{link}." for link in links)])


def entry(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """An entry with its fields in a column; a field without a value is left out. Months are macros, not text."""
    given = {name: value for name, value in fields if value}
    width = max(map(len, given), default=0)
    lines = [f"  {name:{width}} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in given.items()]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut at its inline math; math that would break the entry is text."""
    for at, piece in enumerate(_MATH.split(text)):
        yield piece, bool(at % 2) and _is_safe(piece)


def _is_safe(math: str) -> bool:
    """Every brace has its other half, and no comment, parameter or column begins."""
    depth = 0
    for brace in re.findall(r"[{}]", math):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and not re.search(r"(?<!\\)[%#&]", math)


def _protect(text: str, short_name: str | None) -> str:
    pieces = ((piece.translate(_ESCAPES), keep) for piece, keep in split_by_case(text, one_line(short_name or "")))
    return "".join(f"{{{piece}}}" if keep else piece for piece, keep in pieces)


def _name(name: Name) -> str:
    if name.literal is not None:
        return _braced(name.literal)
    family = name.family or ""
    written = _part(family)
    # BibTeX takes a word in lower case for a particle, and the last of several words without a comma for the family.
    if any(word[:1].islower() for word in family.split()) or (" " in family and not name.given):
        written = _braced(family)
    if name.particle:
        written = f"{_part(name.particle)} {written}"
    parts = [written, name.suffix and _part(name.suffix), name.given and _part(name.given)]
    return ", ".join(part for part in parts if part)


def _part(text: str) -> str:
    return _braced(text) if _DIVIDES_NAMES.search(one_line(text)) else escape(text)


def _braced(text: str) -> str:
    return f"{{{escape(text)}}}"
