"""A value of front matter that is no YAML: what its author meant, and how to write it.

It is the text as it is written, or a list where it is a row of `[[links]]`, stands in brackets, or has an item a line.
Nothing is guessed of what a bracket holds that nothing closes, nor of lines that belong to no value.
"""

from __future__ import annotations

from notelint.front_matter.model import Entry, Rewriting
from notelint.front_matter.near_entry import MORE_TEXT, Found, end_of_text, proven, read_one
from notelint.front_matter.near_items import read_items
from notelint.front_matter.written import as_item, quoted, read_written
from notelint.front_matter.yaml_values import FORBIDDEN
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.front_matter.model import Value
    from notelint.front_matter.written import Written
    from notelint.front_matter.yaml_values import Text

_START = len("k: ")

# From a colon to its value: also past comments, to a line below.
_GAP = regex(r"[ \t]*+(?:(?:#(?=[ \t\r\n])[^\r\n]*+)?[\r\n]++[ \t]*+)*+")
_ITEM = regex(r"(?P<indent>[ \t]*+)-(?=[ \t])")
_INDENTATION = regex(r"(?<=[\r\n])[ \t]++(?=\S)")
_LINE_END = regex(r"\r\n|\n|\r")
_SHOWN = 60


def read_value(text: Text, name: str) -> Found | None:
    """The value in a text `k: value` that is no YAML; None where nothing can be said. `name` is the key's."""
    even = _with_spaces(text.content)
    spaced = text._replace(content=even)
    if even != text.content and (entry := read_one(spaced)):
        return Found(entry, rewriting=proven(text, _indenting(text), entry))
    gap = _GAP.match(even, _START)
    start = gap.end() if gap else _START
    if start == len(even):
        return None
    line_start = max(even.rfind("\n", 0, start), even.rfind("\r", 0, start)) + 1
    item = _ITEM.match(even, line_start) if line_start else None
    found = read_items(spaced, line_start, item["indent"]) if item else _read_text(spaced, line_start, start, name)
    return found._replace(help=None, rewriting=None) if found and even != text.content else found


def _with_spaces(content: str) -> str:
    """The text with a space for each tab of its indentation, where every line below the first begins with one."""
    indented = _INDENTATION.findall(content)
    if all(indentation[0] == "\t" for indentation in indented):
        return _INDENTATION.sub(lambda found: " " * len(found[0]), content)
    return content


def _indenting(text: Text) -> Rewriting:
    places = [found.span() for found in _INDENTATION.finditer(text.content)]
    start, end = places[0][0], places[-1][1]
    even = _INDENTATION.sub(lambda found: found[0].replace("\t", "  "), text.content)
    written = even[start : end + len(even) - len(text.content)]
    return Rewriting("indent with spaces", text.span(start, end), written, is_safe=False)


# A text, a row of links or a list in brackets.


def _read_text(text: Text, line_start: int, start: int, name: str) -> Found | None:
    content = text.content
    if start == line_start:
        return None
    end, is_all = end_of_text(content, start)
    if not is_all and (entry := read_one(text._replace(content=content[:end]))) and entry.value is not None:
        return Found(entry, loses=True)
    if line_start and not MORE_TEXT.match(content, line_start):  # a key below the key
        return None
    written = read_written(content, start, end)
    if written is None:
        return None
    entry = _entry(text, start, end, written)
    if not is_all:
        return Found(entry, loses=True)
    return _quoting(text, entry, name, written) if isinstance(written.value, str) else _listing(text, entry)


def _entry(text: Text, start: int, end: int, written: Written) -> Entry:
    items = tuple([text.span(*item) for item in written.items])
    return Entry("k", text.span(0, 1), written.value, text.span(start, end), items)


def _quoting(text: Text, entry: Entry, name: str, written: Written) -> Found:
    source, value = _slice(text, entry.value_span), str(entry.value)
    visible = Rewriting("delete it", entry.value_span, FORBIDDEN.sub("", source), written.is_exact)
    if visible.text != source and proven(text, visible, entry):
        return Found(entry, rewriting=visible)
    if written.has_mark:
        return Found(entry)
    quotes = quoted(value)
    kind = "quotes" if source[0] not in "\"'" else "double quotes" if quotes[0] == '"' else "single quotes"
    title = f"put the value in {kind}"
    rewriting = Rewriting(title, entry.value_span, quotes, written.is_exact)
    shown = f": `{name}: {quotes}`" if len(value) <= _SHOWN and "`" not in value else ""
    return Found(entry, None, title + shown, proven(text, rewriting, entry))


def _slice(text: Text, span: Span) -> str:
    return text.content[span.start - text.base : span.end - text.base]


def _listing(text: Text, entry: Entry) -> Found:
    sources = [_slice(text, item) for item in entry.items]
    if _slice(text, entry.value_span).startswith("[["):
        title = "write each link on a line of its own, in quotes"
        line_end = found[0] if (found := _LINE_END.search(text.content)) else "\n"
        items = "".join([f"{line_end}  - {quoted(source)}" for source in sources])
        rewriting = Rewriting(title, Span(text.base + _START, entry.value_span.end), items, is_safe=False)
        message, help_ = "several links in a row are not valid YAML", f'{title}: `- "{sources[0]}"`'
        return Found(entry, message, help_, proven(text, rewriting, entry))
    items = ", ".join([as_item(*pair) for pair in zip(_values(entry), sources, strict=True)])
    title = "put the items in quotes"
    rewriting = Rewriting(title, entry.value_span, f"[{items}]", is_safe=False)
    shown = f": `[{items}]`" if len(items) <= _SHOWN and "`" not in items else ""
    return Found(entry, None, title + shown, proven(text, rewriting, entry))


def _values(entry: Entry) -> list[Value]:
    return entry.value if isinstance(entry.value, list) else []
