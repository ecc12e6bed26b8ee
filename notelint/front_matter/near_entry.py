"""An entry that YAML cannot read and that was read all the same, and how its text ends."""

from __future__ import annotations

from notelint.front_matter.yaml_values import UnreadableError, read_mapping
from notelint.regex import regex
from notelint.source import Span, spliced
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from notelint.front_matter.model import Entry, Rewriting
    from notelint.front_matter.yaml_values import Text

LINE = regex(r"[^\r\n]++")
_COMMENT = regex(r"[ \t]#(?=[ \t]|\Z)")
# A line that goes on with the text above: no item, no key, no comment.
MORE_TEXT = regex(r"[ \t]++(?!-[ \t]|[\w-]++:(?:\s|\Z))[^\s#]")


class Found(NamedTuple):
    """An entry of the key `k` whose value YAML cannot read.

    `message` and `help` are what to say of it, where that is more than the parser's error says; `loses` is whether
    more stands there that belongs to no value.
    """

    entry: Entry
    message: str | None = None
    help: str | None = None
    rewriting: Rewriting | None = None
    loses: bool = False


def read_one(text: Text) -> Entry | None:
    """The one entry of a text that YAML can read."""
    try:
        entries = read_mapping(text)
    except UnreadableError:
        return None
    return entries[0] if entries and len(entries) == 1 else None


def proven(text: Text, rewriting: Rewriting, entry: Entry) -> Rewriting | None:
    """A rewriting with which YAML reads that entry; None where it does not."""
    edit = Span(rewriting.span.start - text.base, rewriting.span.end - text.base)
    found = read_one(text._replace(content=spliced(text.content, [(edit, rewriting.text)])))
    return rewriting if found and found.value == entry.value else None


def end_of_text(content: str, start: int) -> tuple[int, bool]:
    """Where a text that begins at `start` ends, and whether that is all that stands there, but for comments."""
    first, *lines = LINE.finditer(content, start)
    end = _end_of_line(content, *first.span())
    commented = False
    for line in lines:
        if line[0].lstrip().startswith("#"):
            commented = True
        elif commented or not MORE_TEXT.match(line[0]):
            if line[0].strip():
                return end, False
        else:
            end = line.start() + len(line[0].rstrip())
    return end, True


def _end_of_line(content: str, start: int, end: int) -> int:
    """Where the value in a line ends: before the comment, if there is one outside quotes, and the spaces."""
    quotes, counted = 0, start
    for found in _COMMENT.finditer(content, start, end):
        quotes += content.count('"', counted, found.start())
        counted = found.start()
        if quotes % 2 == 0:
            end = counted
            break
    return start + len(content[start:end].rstrip())
