"""The places in a note that a link can lead to by `#name`: headings, and what bears an id."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from notelint.dataclass import dataclass
from notelint.markdown.html import unescape
from notelint.markdown.places import with_line_feeds
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Patterns are compiled on first use: few notes have links of this kind.
_HEADING = (
    r"(?m)^[ \t>*+-]*(?:\d+[.)][ \t]+)?#{1,6}[ \t]+(?P<atx>[^\n]+)"
    r"|^(?P<setext>[^\n]+)(?=\n {0,3}(?:=+|-+)[ \t]*$)"
)
_ID = (
    r"""(?m)\{:?\s*\#(?P<attribute>[^\s{}]{1,200})"""
    r"""|\b(?:id|name)\s*=\s*["']?(?P<html>[^"'\s>]{1,200})"""
    r"""|\\(?:label|tag)\{(?P<math>[^{}]{1,200})\}"""
    r"""|(?<=\s)\^(?P<block>[\w-]{1,200})(?=[ \t]*$)"""
)
_LINK = r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])"
_TAG = r"<[^<>]*>|\{:?\s*#[^{}]*\}"
# Places that the page around the note brings along: its top, footnotes, equations, the states of a program, and the
# `_1` that MkDocs makes of a heading without Latin letters.
_OF_THE_PAGE = r"(?i)$|_\d+$|top$|fn(?:ref)?[\d:_-]|footnotes?[\d:_-]|mjx-|cite[:_-]|[/!:]|\w+=|L\d+(?:-L?\d+)?$"


@dataclass(frozen=True)
class Anchors:
    """The anchors of a text: its headings (without marks of links and tags), and the keys of all names it knows.

    Each program makes the name of a heading's anchor in its own way. What all of them keep is the heading's letters
    and digits, in their order: names are compared by these, their keys, each with the number of places that bear it.
    """

    headings: tuple[str, ...]
    keys: Mapping[str, int]

    def has(self, name: str) -> bool:
        """Whether a `#name` (decoded) leads to a place in the text, in some program's way."""
        name = name.removeprefix("user-content-")
        if re.match(_OF_THE_PAGE, name) or _key(name) in self.keys:
            return True
        # Of several headings of one name, the second is `name-1`.
        counted = re.fullmatch(r"(.*)[-_]([1-9]\d{0,3})", name)
        return counted is not None and self.keys.get(_key(counted[1]), 0) > int(counted[2])

    def nearest(self, name: str) -> str | None:
        """The anchor, as GitHub makes it, that is most like a name."""
        from difflib import get_close_matches  # noqa: PLC0415 - most links lead somewhere

        return next(iter(get_close_matches(name.lower(), map(slug, self.headings), n=1)), None)


def anchors_of(text: str) -> Anchors:
    """Read the anchors of a text; one scan for headings, one for ids, and no parser."""
    text = with_line_feeds(text)
    found = (found["atx"] or found["setext"] for found in re.finditer(_HEADING, text))
    headings = [unescape(each).strip().rstrip("#").strip() for each in found]
    shown = tuple(map(_shown, headings))
    keys = Counter(key for pair in zip(headings, shown, strict=True) for key in _keys_of(*pair))
    keys.update({_key(found[found.lastgroup or 0]) for found in re.finditer(_ID, text)})
    return Anchors(shown, keys)


def _keys_of(heading: str, shown: str) -> set[str]:
    """The keys of a heading, with and without what looks like links and tags: in code it is none of these."""
    keys = {_key(heading), _key(shown)}
    keys |= {_ascii(key) for key in keys}  # as MkDocs does
    keys |= {key.lstrip("0123456789") for key in keys}  # Pandoc's begin at the first letter
    return keys - {""}


def _shown(heading: str) -> str:
    """A heading without tags, with the text of each link in its place."""
    return re.sub(_TAG, "", re.sub(_LINK, r"\1", heading)).strip()


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _ascii(key: str) -> str:
    return unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()


def slug(heading: str) -> str:
    """GitHub's name of a heading's anchor, but for the number behind that of a second one."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
