"""What front matter is made of: entries with their places, and what kept the rest from being read."""

from __future__ import annotations

from notelint.dataclass import cached_property, dataclass
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal

    from notelint.source import Span

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

# What is wrong and what to do where a value lies deeper than a recursive reader or writer can follow.
TOO_DEEP = ("values are nested too deeply to read", "flatten them")


# What Obsidian's templates, Templater, Jinja and Zotero's exports put in place of a value.
PLACEHOLDER = regex(r"\{\{|\{%|<%")


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
class Rewriting:
    """Another text for a span, with which a language's own reader reads what notelint reads already.

    `is_safe`: the value stays the same to the letter, and no guess is in it.
    """

    title: str
    span: Span
    text: str
    is_safe: bool


@dataclass(frozen=True)
class Problem:
    """A syntax error: where, what is wrong, what to do.

    `loses` says whether something written there is in no entry: else it was read as its author meant it.
    """

    span: Span
    message: str
    help: str
    loses: bool = True
    rewriting: Rewriting | None = None


@dataclass(frozen=True)
class FrontMatter:
    """`span` is the whole block with both fences and the last line end; `body_span` what stands between the fences.

    `duplicates` are entries whose key stood before (the first one counts); `problems` are the syntax errors in order,
    at most one for each key and one for its colon.
    """

    language: Literal["yaml", "toml"]
    span: Span
    body_span: Span
    entries: tuple[Entry, ...]
    duplicates: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def problem(self) -> Problem | None:
        """The first syntax error, or None."""
        return self.problems[0] if self.problems else None

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
    problems: tuple[Problem, ...] = ()

    @property
    def problem(self) -> Problem | None:
        """The first syntax error, or None."""
        return self.problems[0] if self.problems else None
