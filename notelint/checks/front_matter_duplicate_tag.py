"""The check of the rule front-matter-duplicate-tag."""

from __future__ import annotations

from notelint.checks.tags import tag_lists
from notelint.diagnostic import Edit, Finding, Fix, Related, Safety
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.front_matter import Entry
    from notelint.note.model import Document
    from notelint.source import Source


def front_matter_duplicate_tag(document: Document, _: Context) -> Iterator[Finding]:
    """Tags, keywords and categories that stand in their list before, whatever their case."""
    for entry in tag_lists(document):
        if isinstance(entry.value, list):
            yield from _repeated(entry, entry.value, document.source)


def _repeated(entry: Entry, values: Sequence[object], source: Source) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, value in enumerate(values):
        if not isinstance(value, str):
            continue
        before = first.setdefault(value.strip().removeprefix("#").casefold(), number)
        if before == number:
            continue
        same = values[before] == value
        yield Finding(
            entry.items[number],
            f'duplicate tag "{value}"' if same else f'"{value}" repeats "{values[before]}"',
            "delete it",
            _removal(entry.items, number, source),
            (Related("the first one", entry.items[before]),),
        )


def _removal(items: tuple[Span, ...], number: int, source: Source) -> Fix | None:
    """The item goes with what parts it from the one before, in brackets and below each other alike."""
    span = Span(items[number - 1].end, items[number].end)
    if "#" in source.text[span.start : items[number].start]:  # a comment between the two
        return None
    return Fix("delete it", (Edit(span, ""),), Safety.UNSAFE)
