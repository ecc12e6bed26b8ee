"""A value that is no YAML, as its author wrote it: a text, a row of `[[links]]`, or a list in brackets."""

from __future__ import annotations

from notelint.front_matter.plain import resolved
from notelint.front_matter.yaml_values import FORBIDDEN
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from notelint.front_matter.model import Value

_LINK = r"\[\[[^\[\]\r\n]++\]\]"
_BETWEEN = r"[\s,，、;；&/|]*+"
_ROW = regex(rf"{_LINK}(?:{_BETWEEN}{_LINK})*+{_BETWEEN}")
_QUOTED = r""""[^"\\\r\n]*+"|'[^'\r\n]*+'"""
_ITEM = rf"""{_LINK}|(?:{_QUOTED})(?=[ \t]*+[,\]])|[^\s\[\]{{}}"',][^\[\]{{}},\r\n]*+"""
_LIST = regex(rf"\[[ \t]*+(?:(?:{_ITEM})[ \t]*+(?:,[ \t]*+(?:{_ITEM})[ \t]*+)*+(?:,[ \t]*+)?)?\]")
_ONE_LINK = regex(_LINK)
_ONE_ITEM = regex(_ITEM)
_BRACKET = regex(r"[\[\]{}]")
_CLOSING = {"[": "]", "{": "}"}
# The mark of a text of several lines or of an item, which must end its line or begin one; here the text follows.
_MARK = regex(r"(?:[|>][+-]?|-)[ \t]++(?=\S)")
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
    mark = _MARK.match(text)
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
