"""The metadata block at the top of a file, YAML (`---`) or TOML (`+++`), with the span of each key and value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from notelint.source import Source, Span

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True)
class Entry:
    """One top-level key. `value` is plain JSON: dates and times stay text as written (no zone is invented).

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
    help: str | None = None


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

    def get(self, key: str) -> Entry | None:
        """The entry of that key, or None."""
        return next((entry for entry in self.entries if entry.key == key), None)


def read_front_matter(source: Source) -> FrontMatter | None:
    """The front matter of a source, or None where it has none.

    A `---` on the first line opens YAML only where a closing `---` (or `...`) follows and what stands between reads as
    a mapping (or nearly so): a file that opens with a thematic break has no front matter.
    """
    raise NotImplementedError
