"""Text as bibliography formats can hold it: one line, with nothing invisible in it."""

from __future__ import annotations

import unicodedata

from notelint.regex import regex

_SPACES = regex("[\t-\r\x1c-\x1f \x85\xa0\u2028\u2029]+")

# Controls, the soft hyphen, U+200B, direction marks and noncharacters; the zero-width joiners stay, since Persian and
# emoji need them, and so does the ideographic space.
_INVISIBLE = regex(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)


def one_line(text: str) -> str:
    """The text on one line, in NFC: spaces and line ends are made one space, what is invisible is cut."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _INVISIBLE.sub("", text))).strip(" ")
