"""A list of front matter with an item a line that YAML cannot read: each item by itself, or as it is written."""

from __future__ import annotations

from notelint.front_matter.model import Entry, Rewriting
from notelint.front_matter.near_entry import LINE, Found, end_of_text, proven, read_one
from notelint.front_matter.written import quoted, read_text
from notelint.regex import regex
from notelint.source import Span, spliced
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.front_matter.model import Value
    from notelint.front_matter.yaml_values import Text

_MARK = regex(r"[ \t]*+-[ \t]++(?=\S)")
_GOES_ON = regex(r"[ \t]|-(?:[ \t]|\Z)")
_HEAD = "k:\n"


class _Item(NamedTuple):
    """An item's value and place; `is_written`: it is no YAML, but the text that is written there."""

    value: Value
    span: Span
    is_written: bool = False


def read_items(text: Text, start: int, indent: str) -> Found | None:
    """The list of the key above, whose first item's line begins at `start` with that indentation.

    None where a line belongs to no item, or an item is neither YAML nor a text.
    """
    places = _places(text.content, start, indent)
    items = [item for place in places if (item := _read_item(text, *place))]
    if not items or len(items) < len(places):
        return None
    span = Span(text.base + start + len(indent), items[-1].span.end)
    values = [item.value for item in items]
    entry = Entry("k", text.span(0, 1), values, span, tuple([item.span for item in items]))
    return _quoting(text, entry, [item for item in items if item.is_written])


def _places(content: str, start: int, indent: str) -> list[tuple[int, int]]:
    """From where to where each item stands, the indentation of its line included; none where that is no list."""
    starts: list[int] = []
    for line in LINE.finditer(content, start):
        rest = line[0].removeprefix(indent)
        if line[0].isspace() or line[0].lstrip().startswith("#"):
            continue
        if not line[0].startswith(indent) or not _GOES_ON.match(rest):
            return []
        if rest[0] == "-":
            starts.append(line.start())
    return list(zip(starts, [*starts[1:], len(content)], strict=True))


def _read_item(text: Text, start: int, end: int) -> _Item | None:
    source, base = text.content[start:end], text.base + start
    entry = read_one(text._replace(content=_HEAD + source, base=base - len(_HEAD)))
    if entry and len(entry.items) == 1 and isinstance(entry.value, list):
        return _Item(entry.value[0], entry.items[0])
    mark = _MARK.match(source)
    if mark is None:
        return None
    text_end, is_all = end_of_text(source, mark.end())
    written = read_text(source, mark.end(), text_end) if is_all else None
    return _Item(written.value, Span(base + mark.end(), base + text_end), is_written=True) if written else None


def _quoting(text: Text, entry: Entry, items: Sequence[_Item]) -> Found:
    """What to say of the items that are no YAML."""
    if not items:
        return Found(entry)
    first, last = items[0].span.start - text.base, items[-1].span.end - text.base
    texts = [quoted(str(item.value)) for item in items]
    places = [Span(item.span.start - text.base - first, item.span.end - text.base - first) for item in items]
    written = spliced(text.content[first:last], zip(places, texts, strict=True))
    title = "put the item in quotes" if len(items) == 1 else "put the items in quotes"
    rewriting = Rewriting(title, text.span(first, last), written, is_safe=False)
    return Found(entry, None, f"{title}: `- {texts[0]}`", proven(text, rewriting, entry))
