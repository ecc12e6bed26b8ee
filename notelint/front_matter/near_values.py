"""A value of front matter that is no YAML: what its author meant, and how to write it.

It is the text as it is written, or a list where it is a row of `[[links]]`, stands in brackets, or has an item a line.
Nothing is guessed of what a bracket holds that nothing closes, nor of lines that belong to no value.
"""

from __future__ import annotations

from notelint.front_matter.model import Entry, Rewriting
from notelint.front_matter.plain import resolved
from notelint.front_matter.yaml_values import FORBIDDEN, UnreadableError, read_mapping
from notelint.regex import regex
from notelint.source import Span, spliced
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.front_matter.model import Value
    from notelint.front_matter.yaml_values import Text


_LINK = r"\[\[[^\[\]\r\n]++\]\]"
_BETWEEN = r"[\s,，、;；&/|]*+"
_ROW = regex(rf"{_LINK}(?:{_BETWEEN}{_LINK})*+{_BETWEEN}")
_QUOTED = r""""[^"\\\r\n]*+"|'[^'\r\n]*+'"""
_LIST_ITEM = rf"""{_LINK}|(?:{_QUOTED})(?=[ \t]*+[,\]])|[^\s\[\]{{}}"',][^\[\]{{}},\r\n]*+"""
_LIST = regex(rf"\[[ \t]*+(?:(?:{_LIST_ITEM})[ \t]*+(?:,[ \t]*+(?:{_LIST_ITEM})[ \t]*+)*+(?:,[ \t]*+)?)?\]")
_ONE_LINK = regex(_LINK)
_ONE_ITEM = regex(_LIST_ITEM)
_BRACKET = regex(r"[\[\]{}]")
_CLOSING = {"[": "]", "{": "}"}
# The mark of a text of several lines or of an item, which must end its line or begin one; here the text follows.
_TEXT_MARK = regex(r"(?:[|>][+-]?|-)[ \t]++(?=\S)")
_ONLY_MARK = regex(r"[|>][+\-\d]*+|[&!]\S*+")
# A quote that ends a quotation, and one that begins it; that of `it's` does neither.
_QUOTE = {quote: regex(rf"(?P<ends>(?<=\S){quote}(?=[\s,.;:!?)\]]))|(?<=[\s(\[\"']){quote}(?=\S)") for quote in "\"'"}
_SIMPLE = regex(r"[^\W\d_](?:[\w .()/+-]*+(?<! ))?")


class Written(NamedTuple):
    """A value, and of a list the places of its items in the text.

    `is_exact` says that a text is all that stands there, so that no guess is in it; `has_mark`, that it lacks the mark
    which stands before it.
    """

    value: Value
    items: tuple[tuple[int, int], ...] = ()
    is_exact: bool = False
    has_mark: bool = False


def read_written(content: str, start: int, end: int) -> Written | None:
    """What stands in a range of `content`; None where that cannot be known: a bracket that nothing closes."""
    if _ROW.fullmatch(content, start, end):
        return _listed(content, [found.span() for found in _ONE_LINK.finditer(content, start, end)])
    if _LIST.fullmatch(content, start, end):
        return _listed(content, [found.span() for found in _ONE_ITEM.finditer(content, start + 1, end)])
    return read_text(content, start, end)


def read_text(content: str, start: int, end: int) -> Written | None:
    """The text in a range of `content`, its lines joined by spaces; None where it is no text."""
    written = content[start:end]
    if not _is_text(written):
        return None
    lines = filter(None, map(str.strip, FORBIDDEN.sub("", written).splitlines()))
    text = " ".join(lines)
    mark = _TEXT_MARK.match(text)
    value = _unquoted(text[mark.end() :] if mark else text)
    return Written(value, is_exact=value in (text, text[1:-1]), has_mark=bool(mark)) if value else None


def _listed(content: str, places: list[tuple[int, int]]) -> Written:
    places = [(start, start + len(content[start:end].rstrip())) for start, end in places]
    values: list[Value] = []
    for start, end in places:
        written = FORBIDDEN.sub("", content[start:end])
        values.append(written[1:-1] if written[:1] in ('"', "'") else resolved(written))
    return Written(values, tuple(places))


def _is_text(written: str) -> bool:
    """Whether a value may be a text: brackets at its start are closed, with something behind them."""
    if written[0] not in _CLOSING:
        return not _ONLY_MARK.fullmatch(written)
    awaited: list[str] = []
    for found in _BRACKET.finditer(written):
        if found[0] in _CLOSING:
            awaited.append(_CLOSING[found[0]])
        elif awaited.pop() != found[0]:
            return False
        if not awaited:
            return found.end() < len(written)
    return False


def _unquoted(text: str) -> str:
    """A text without the quotes around it, or without the one before it that nothing closes.

    In `"A" and "B"` the first quote ends with the second one, so that the outer two are no pair.
    """
    quote = text[:1]
    if quote not in _QUOTE:
        return text
    if len(text) > 1 and text[-1] == quote:
        inner = _QUOTE[quote].search(text, 1, len(text) - 1)
        return text if inner and inner["ends"] else text[1:-1].strip()
    return text[1:].strip() if quote == '"' and text.count(quote) == 1 else text


def quoted(text: str) -> str:
    """A text of one line in quotes, as YAML reads it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def as_item(value: Value, written: str) -> str:
    """An item of a list as YAML reads it, between brackets too; `written` is how it stands there."""
    if not isinstance(value, str) or written != value or (resolved(value) == value and _SIMPLE.fullmatch(value)):
        return written
    return quoted(value)


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
    return _quoted_items(text, entry, [item for item in items if item.is_written])


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


def _quoted_items(text: Text, entry: Entry, items: Sequence[_Item]) -> Found:
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
