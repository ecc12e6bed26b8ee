"""The places in a note that a link can lead to by `#name`: headings, and what bears an id."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

_HEADING = re.compile(
    r"^[ \t>*+-]*(?:\d+[.)][ \t]+)?#{1,6}[ \t]+(?P<atx>[^\r\n]+)"
    r"|^(?P<setext>[^\r\n]+)(?=\r?\n {0,3}(?:=+|-+)[ \t]*\r?$)",
    re.MULTILINE,
)
_ID = re.compile(
    r"""\{:?\s*\#(?P<attribute>[^\s{}]{1,200})"""
    r"""|\b(?:id|name)\s*=\s*["']?(?P<html>[^"'\s>]{1,200})"""
    r"""|\\(?:label|tag)\{(?P<math>[^{}]{1,200})\}"""
    r"""|(?<=\s)\^(?P<block>[\w-]{1,200})(?=[ \t\r]*$)""",
    re.MULTILINE,
)
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_TAG = re.compile(r"<[^<>]*>|\{:?\s*#[^{}]*\}")
_NOT_IN_A_KEY = re.compile(r"[\W_]+")
_NOT_IN_A_SLUG = re.compile(r"[^\w\- ]")
# Places that the page around the note brings along: its top, footnotes, equations, the states of a program.
_OF_THE_PAGE = re.compile(
    r"$|top$|fn(?:ref)?[\d:_-]|footnotes?[\d:_-]|mjx-|cite[:_-]|[/!:]|\w+=|L\d+(?:-L?\d+)?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Anchors:
    """The anchors of a text.

    Each program makes the name of a heading's anchor in its own way. What all of them keep is the heading's letters
    and digits, in their order: names are compared by these.
    """

    text: str

    def has(self, name: str) -> bool:
        """Whether a `#name` (decoded) leads to a place in the text, in some program's way."""
        key = _key(name.removeprefix("user-content-"))
        counted = key.rstrip("0123456789")  # of several headings of one name, the second is `name-1`
        return bool(_OF_THE_PAGE.match(name)) or key in self._keys or (bool(counted) and counted in self._keys)

    def nearest(self, name: str) -> str | None:
        """The anchor, as GitHub makes it, that is most like a name."""
        return next(iter(get_close_matches(name.lower(), [_slug(each) for each in self._headings], n=1)), None)

    @cached_property
    def _headings(self) -> tuple[str, ...]:
        texts = (found["atx"] or found["setext"] for found in _HEADING.finditer(self.text))
        return tuple(_TAG.sub("", _LINK.sub(r"\1", html.unescape(each))).strip().rstrip("#").strip() for each in texts)

    @cached_property
    def _keys(self) -> frozenset[str]:
        keys = {_key(heading) for heading in self._headings}
        keys |= {key.lstrip("0123456789") for key in keys}  # Pandoc's begin at the first letter
        keys |= {_key(found[found.lastgroup or 0]) for found in _ID.finditer(self.text)}
        return frozenset(keys - {""})


def _key(text: str) -> str:
    return _NOT_IN_A_KEY.sub("", text).casefold()


def _slug(heading: str) -> str:
    """GitHub's name of a heading's anchor."""
    return _NOT_IN_A_SLUG.sub("", heading.lower()).replace(" ", "-")
