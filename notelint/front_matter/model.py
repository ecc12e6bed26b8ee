"""What front matter is made of: entries with their places, and what kept the rest from being read."""

from __future__ import annotations

from notelint.dataclass import cached_property, dataclass
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal

    from notelint.source import Span

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

# What is wrong and what to do where a value lies deeper than a recursive reader or writer can follow.
TOO_DEEP = ("values are nested too deeply to read", "flatten them")


@dataclass(frozen=True)
class Entry:
    """One top-level key. `value` is plain JSON: dates and times stay text as written (no zone is invented).

    A number is a number only where writing it gives back the same text: `1710.09410`, `010` and `1_000` stay text.
    `items` are the spans of a list's items, in order, where the value is a list.
    """

    key: str
    key_span: Span
    value: Value
    value_span: Span
    items: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Problem:
    """A syntax error: where, what is wrong, what to do."""

    span: Span
    message: str
    help: str


@dataclass(frozen=True)
class FrontMatter:
    """`span` is the whole block with both fences and the last line end; `body_span` what stands between the fences.

    `duplicates` are entries whose key stood before (the first one counts); `problem` is the syntax error that kept the
    block, or the rest of it, from being read.
    """

    language: Literal["yaml", "toml"]
    span: Span
    body_span: Span
    entries: tuple[Entry, ...]
    duplicates: tuple[Entry, ...] = ()
    problem: Problem | None = None

    @property
    def closed(self) -> bool:
        """Whether a closing fence stands below the keys."""
        return self.body_span.end < self.span.end

    @cached_property
    def _by_key(self) -> dict[str, Entry]:
        return {entry.key: entry for entry in self.entries}

    def get(self, key: str) -> Entry | None:
        """The entry of that key, or None."""
        return self._by_key.get(key)


@dataclass(frozen=True)
class Reading:
    """What one language's reader makes of the text between the fences: every entry, duplicates among them."""

    entries: tuple[Entry, ...]
    problem: Problem | None = None
