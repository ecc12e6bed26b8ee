"""The YAML that most front matter is written in, read without a YAML parser, which takes longer to import than to run.

Each line is `key: value` or `- item`; a value is a bare or quoted text on one line, or a list of such in brackets. Of
any other text nothing is read here. What is read is what notelint.front_matter.yaml would read, places included.
"""

from __future__ import annotations

import re

from notelint.front_matter.model import Entry
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.front_matter.model import Value

# A tab may be an error in YAML, CR alone a line end, and the others are no characters of YAML.
_UNUSUAL = regex(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\r(?!\n)")

# With possessive quantifiers, so that nothing is tried twice.
_FIRST = r"""[^ \-?:,\[\]{}#&*!|>'"%@`\r\n]"""
_QUOTED = r""""[^"\\\r\n]*+"|'[^'\r\n]*+'"""
_BARE = rf"{_FIRST}(?:[^:#\r\n]++|:(?=[^ \r\n])|(?<! )#)*+"
_IN_BRACKETS = rf"""(?:{_QUOTED}) *+|{_FIRST}[^:,\[\]{{}}#?'"\r\n]*+"""
_LIST = rf"\[ *+(?:(?:{_IN_BRACKETS})(?:, *+(?:{_IN_BRACKETS}))*+)?\]"
_KEY = r"[^\W\d][\w-]{0,99}+"
_END = r" *+(?:\r?\n|\Z)"
_ENTRY = regex(rf"(?P<key>{_KEY}):(?: ++(?:(?P<text>{_QUOTED}|{_BARE})|(?P<list>{_LIST}))?)?{_END}")
_ITEM = regex(rf"(?P<indent> *+)- ++(?P<text>{_QUOTED}|{_BARE}){_END}")
_ITEM_IN_BRACKETS = regex(_IN_BRACKETS)
_NOTHING = regex(r" *+(?:#[^\r\n]*+)?(?:\r?\n|\Z)")


def read_plain(text: str, body: Span) -> tuple[Entry, ...] | None:
    """The entries of the YAML at `body`; None where it is not of this kind."""
    if not text[slice(*body)].replace("\r\n", "").replace("\n", "").isprintable() and _UNUSUAL.search(text, *body):
        return None
    lines: list[tuple[re.Match[str], list[re.Match[str]]]] = []  # of each key, with those of the items below it
    at = body.start
    while at < body.end:
        if found := _ENTRY.match(text, at, body.end):
            lines.append((found, []))
        elif found := _ITEM.match(text, at, body.end):
            if not lines or not _goes_on(*lines[-1], found):
                return None
            lines[-1][1].append(found)
        elif not (found := _NOTHING.match(text, at, body.end)):
            return None
        at = found.end()
    return tuple([_entry(*line) for line in lines]) or None


def _goes_on(line: re.Match[str], items: Sequence[re.Match[str]], item: re.Match[str]) -> bool:
    """Whether an item belongs to the key above: that has no value on its line, and the items stand at one depth."""
    return line.lastgroup == "key" and (not items or item["indent"] == items[0]["indent"])


def _entry(line: re.Match[str], items: Sequence[re.Match[str]]) -> Entry:
    key, key_span = line["key"], Span(*line.span("key"))
    if items:
        inner = [_text(item["text"], item.start("text")) for item in items]
        span = Span(items[0].end("indent"), inner[-1][1].end)
    elif line.lastgroup == "list":
        span = Span(*line.span("list"))
        parts = _ITEM_IN_BRACKETS.finditer(line.string, span.start + 1, span.end - 1)
        inner = [_text(part[0], part.start()) for part in parts]
    elif line.lastgroup == "text":
        return Entry(key, key_span, *_text(line["text"], line.start("text")))
    else:
        return Entry(key, key_span, *_text("", key_span.end + 1))
    return Entry(key, key_span, [value for value, _ in inner], span, tuple([place for _, place in inner]))


def _text(written: str, start: int) -> tuple[Value, Span]:
    """The value of a text as written, and its place, without the spaces behind it."""
    bare = written.rstrip(" ")
    value = bare[1:-1] if bare[:1] in ('"', "'") else resolved(bare)
    return value, Span(start, start + len(bare))


# Eighteen digits fit into what every reader of JSON can hold.
_INTEGER = regex(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)
_DECIMAL = regex(r"-?(?:0|[1-9]\d{0,17})\.\d{1,18}", re.ASCII)

_WORDS: dict[str, Value] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def number(text: str) -> int | float | str:
    """The number that a text means, or the text itself where the number would be written otherwise.

    So `str(number(text)) == text` always holds, and an arXiv id (`1710.09410`) keeps its last zero, a page its `010`.
    """
    if _INTEGER.fullmatch(text) and text != "-0":
        return int(text)
    if _DECIMAL.fullmatch(text) and str(float(text)) == text:
        return float(text)
    return text


def resolved(text: str) -> Value:
    """What a bare text in YAML means, by the core schema of YAML 1.2 (10.3.2)."""
    return _WORDS[text] if text in _WORDS else number(text)
