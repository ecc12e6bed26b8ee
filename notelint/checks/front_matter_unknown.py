"""The check of the rule front-matter-unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.note.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def front_matter_unknown(document: Document, _: Context) -> Iterator[Finding]:
    """Keys that are one slip of the keyboard away from one that the schema reads, and which is not there itself."""
    if document.front_matter is None or document.layout is None:
        return
    read: dict[str, str] = {}
    for field in document.layout.fields:
        for key in field.front_matter:
            read.setdefault(fold_name(key), key)
    present = {fold_name(entry.key) for entry in document.front_matter.entries}
    for entry in document.front_matter.entries:
        name = fold_name(entry.key)
        near = next((key for key in read if key not in present and _slipped(name, key)), None)
        if name in read or near is None:
            continue
        plain = document.source.slice(entry.key_span) == entry.key  # else it is quoted
        edit = Edit(entry.key_span, read[near])
        yield Finding(
            entry.key_span,
            f'key "{entry.key}" is not read: the schema has none of this name',
            f'did you mean "{read[near]}"?',
            Fix(f'write "{read[near]}"', (edit,), Safety.UNSAFE) if plain else None,
        )


def _slipped(written: str, meant: str) -> bool:
    """Whether inside a word one letter is missing, doubled or wrong, or two neighbours are swapped.

    The last letter tells words from words (`published`, `publisher`; `link`, `links`), so it must be right.
    """
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    end = 0
    while end < min(len(written), len(meant)) - start and written[-1 - end] == meant[-1 - end]:
        end += 1
    rest, wanted = written[start : len(written) - end], meant[start : len(meant) - end]
    if len(rest) == 2:
        return start > 0 and rest == wanted[::-1]
    return start > 0 and end > 0 and max(len(rest), len(wanted)) == 1
