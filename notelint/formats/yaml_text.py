"""Front matter as YAML: texts are plain where that cannot be misread, else quoted as JSON, which YAML reads too."""

from __future__ import annotations

import json

from notelint.front_matter import read_front_matter
from notelint.regex import regex
from notelint.source import Source
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# A text that begins with a letter and holds nothing that YAML takes as its own.
_PLAIN = regex(r"[^\W\d_][\w .,()/+’'&;!?*“”（）《》、，。：；-]*")
_ADDRESS = regex(r"(?:https?://|10\.\d{4,9}/)[\w./%?=&~+-]+")  # of a page, or a DOI
_KEY = regex(r"[^\W\d_][\w -]*")
_DATE = regex(r"\d{4}-\d\d-\d\d")
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
# What YAML forbids in a text or reads as a line end.
_UNPRINTABLE = regex("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def front_matter(entries: Mapping[str, str]) -> str:
    """The block with both fences, of keys and what stands behind their colons; nothing where there are no keys."""
    if not entries:
        return ""
    return "".join(("---\n", *(f"{_key(name)}:{value}\n" for name, value in entries.items()), "---\n"))


def value_text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """What stands behind a key's colon: a value on the key's line, or a list of such with an item a line."""
    if isinstance(value, list | tuple) and value and not any(isinstance(item, list | dict) for item in value):
        return "".join(f"\n  - {_scalar(item)}" for item in value)
    return f" {_scalar(value)}"


def as_written(name: str, text: str) -> str:
    """What stands behind a key's colon, of a value whose source text is known: as it stood, if that can be read."""
    candidate = f"\n  {text}" if "\n" in text else f" {text}"
    source = Source("-", front_matter({name: candidate}))
    found = read_front_matter(source)
    if found and found.problem is None and [entry.key for entry in found.entries] == [name]:
        (entry,) = found.entries
        if text == (entry.value if isinstance(entry.value, str) else source.slice(entry.value_span)):
            return candidate
    return value_text(text)


def _key(name: str) -> str:
    return name if _KEY.fullmatch(name) and name.lower() not in _WORDS and name[-1] != " " else _scalar(name)


def _scalar(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS and value[-1] != " "
        if plain or _DATE.fullmatch(value) or _ADDRESS.fullmatch(value):
            return value
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
