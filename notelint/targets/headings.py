"""The headings of a document, what stands below each, where `#name` leads, and lines meant as headings that are none.

Such lost headings are `##Summary`, and those below a fence that is never closed. The rules heading-hash and
file-unclosed-fence report them; other rules ask here so as not to report what comes of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from notelint.dataclass import dataclass
from notelint.markdown.html import unescape
from notelint.markdown.nodes import Code, Html, walk
from notelint.markdown.places import with_line_feeds
from notelint.note.names import fold_name, split_name
from notelint.note.plain import collapse, heading_text
from notelint.note.running_text import outside
from notelint.spelling import nearest
from notelint.suppression import without_comments
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from notelint.markdown.nodes import Block, Heading
    from notelint.note.layout import Layout
    from notelint.note.model import Document, Note


def top_headings(document: Document) -> tuple[Heading, ...]:
    """The headings that make the document's outline: those in quotes and lists do not."""
    return document.blocks.headings


def title_of(heading: Heading) -> str:
    """A heading's plain text in one line."""
    return collapse(heading_text(heading).text)


def slug_title(heading: Heading) -> str:
    """A heading's plain text in one line, with all of its spaces: in GitHub's name of it each is a hyphen."""
    return " ".join(heading_text(heading).text.splitlines()).strip()


def branches(headings: Sequence[Heading], end: int) -> Iterator[tuple[Heading, Heading | None, int]]:
    """Each heading, in order, with the one that it stands below and the offset where its branch ends.

    A branch is what stands below a heading, up to the next one of its level or a higher one, or to the text's `end`.
    """
    ends = [end] * len(headings)
    parents: list[Heading | None] = []
    above: list[int] = []
    for number, heading in enumerate(headings):
        while above and headings[above[-1]].level >= heading.level:
            ends[above.pop()] = heading.span.start
        parents.append(headings[above[-1]] if above else None)
        above.append(number)
    return zip(headings, parents, ends, strict=True)


def wording(text: str) -> str:
    """A text in one line, without the comments that speak to notelint: only one of two copies may have them."""
    return " ".join(without_comments(text).split())


# Compiled on first use: few notes lack a section.
_LINE = r"(?m)^ {0,3}(?P<mark>#{2,6}[ \t]*|#[ \t]*[\u3000\xa0])[\s\u3000\xa0]*(?P<text>[^\s#][^\r\n]*)"


class LostHeading(NamedTuple):
    """The offset of a line, and the text of the heading that is meant."""

    start: int
    text: str


def lost_headings(note: Note) -> Iterator[LostHeading]:
    """The lost headings of a note, in order."""
    lines = list(re.compile(_LINE).finditer(note.source.text, *note.span))
    if not lines:
        return
    sections = note.all_sections()
    headings = {note.heading.span.start if note.heading else 0, *(each.heading.span.start for each in sections)}
    blocks = (*note.blocks, *(block for section in sections for block in section.blocks))
    for line in outside([block.span for block in walk(blocks) if _hides(block)], lines):
        if line.start("mark") not in headings:
            yield LostHeading(line.start("mark"), line["text"].rstrip("# \t"))


def lost_sections(layout: Layout, note: Note) -> frozenset[str]:
    """The properties whose sections have a lost heading in a note."""
    names = layout.section_names
    known = frozenset(names)
    texts = [each.text for each in lost_headings(note)]
    found = (names.get(fold_name(text[: split_name(text, known).name_end])) for text in texts)
    return frozenset(name for name in found if name)


def lost_notes(layout: Layout, note: Note) -> list[int]:
    """The offsets of the lost headings of other notes, which thereby became part of a note."""
    return [each.start for each in lost_headings(note) if any(pattern.match(each.text) for pattern in layout.headings)]


def _hides(block: Block) -> bool:
    """Whether what stands in a block is no heading on purpose: code, a comment."""
    return isinstance(block, Html) or (isinstance(block, Code) and (block.closed or block.info is None))


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
        return nearest(name, map(slug, self.headings))


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
