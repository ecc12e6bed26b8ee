"""The parts of a note that is being written, and the text of each: front matter as YAML, the rest as Markdown.

Texts in YAML are plain where that cannot be misread, else quoted as JSON, which YAML reads too.
"""

from __future__ import annotations

import json
import re

from notelint.dataclass import dataclass, field
from notelint.front_matter import read_front_matter
from notelint.markdown import parse
from notelint.markdown.nodes import Paragraph
from notelint.note.plain import collapse, plain
from notelint.regex import regex
from notelint.source import Source
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from notelint.record.model import LinkRecord

_SPECIAL = regex(r"([\\`*_{}\[\]<>()#+!|~&:$^=-])")


@dataclass(frozen=True)
class Draft:
    """A note in parts.

    `entries` are front matter: each key with what stands behind its colon. `above` is text that precedes the heading.
    """

    level: int
    entries: Mapping[str, str] = field(default_factory=dict)
    heading: str = ""
    labels: tuple[str, ...] = ()
    above: str = ""
    opening: str = ""
    sections: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The parts as Markdown, an empty line between two."""
        heading = f"{'#' * self.level} {self.heading}" if self.heading else ""
        labels = "\n".join(self.labels)
        # An indented line below a list would belong to its last item.
        head = (self.opening, labels) if self.opening.startswith((" ", "\t")) else (labels, self.opening)
        parts = (self.above, heading, *head, *self.sections)
        body = "\n\n".join(part for part in parts if part)
        lines = {line.strip() for line in body.split("\n")} if self.definitions else ()
        missing = "\n".join(each for each in self.definitions if each.split("\n")[0] not in lines)
        body = "\n\n".join(part for part in (body, missing) if part)
        front = front_matter(self.entries)
        # Without front matter a thematic break on the first line could be read as the beginning of some.
        between = "\n" if (front and body) or body.startswith(("---", "+++")) else ""
        return f"{front}{between}{body}\n" if body else front


def section_text(level: int, name: str, text: str) -> str:
    """A section with its heading below a heading of that level; without a text the heading alone."""
    return f"{'#' * min(6, level + 1)} {name}\n\n{text}".rstrip()


def comment(text: str) -> str:
    """An HTML comment, which ends where it should; nothing for no text."""
    return f"<!-- {text.replace('-->', '->')} -->" if text else ""


def link_text(link: LinkRecord) -> str:
    """A link, by its label if it has one."""
    url = link.url if re.fullmatch(r"[^\s()<>\\]+", link.url) else f"<{link.url}>"
    return f"[{one_line_markdown(link.label)}]({url})" if link.label else f"<{link.url}>"


def label_line(name: str, value: Any = ()) -> str:  # noqa: ANN401 - any property
    """An item of a list that gives a value, or the items of a list, a name; without a value it is to be filled in."""
    items = value if isinstance(value, list | tuple) else [value]
    texts = (item if isinstance(item, str) else str(item) for item in items)
    shown = (f"<{text}>" if re.match(r"https?://[^\s<>]+\Z", text) else one_line_markdown(text) for text in texts)
    separator = "; " if any("," in str(item) for item in items) else ", "
    return f"- **{one_line_markdown(name)}**: {separator.join(shown)}".rstrip()


def one_line_markdown(text: str) -> str:
    """A text as Markdown that says it: as it is where that is read so, else with what is special escaped."""
    line = one_line(text)
    blocks = parse(Source("-", line), 0)
    first = blocks[0] if len(blocks) == 1 else None
    if isinstance(first, Paragraph) and plain(first.inlines, len(line)).text == line:
        return line
    return _SPECIAL.sub(r"\\\1", line)


def one_line(text: str) -> str:
    """A text without its line ends, and with single spaces."""
    return collapse(text.replace("\\\n", "\n"))


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
