"""The check of the rule front-matter-order."""

from __future__ import annotations

import re
from itertools import pairwise

from notelint.diagnostic import Edit, Finding, Fix
from notelint.note.names import fold_name
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.front_matter import Entry, FrontMatter
    from notelint.note.layout import Layout
    from notelint.note.model import Document
    from notelint.source import Source

# A comment, an anchor or an alias: it belongs to the lines around it.
_BOUND = regex(r"(?:^|[\s\[,])[#&*]", re.MULTILINE)


def front_matter_order(document: Document, _: Context) -> Iterator[Finding]:
    """The first key that stands below one that the schema has after it; keys that it does not know stay in place."""
    front_matter = document.front_matter
    if front_matter is None or document.layout is None:
        return
    ranks = _ranks(document.layout, front_matter)
    known = [entry for entry in front_matter.entries if entry.key in ranks]
    wanted = sorted(known, key=lambda entry: ranks[entry.key])
    if known == wanted:
        return
    below = next(low for high, low in pairwise(known) if ranks[low.key] < ranks[high.key])
    above = next(entry for entry in known if ranks[entry.key] > ranks[below.key])
    yield Finding(
        below.key_span,
        f'key "{below.key}" should come before "{above.key}"',
        f"put the keys in the order of the schema: {', '.join(entry.key for entry in wanted)}",
        _reordering(document.source, front_matter, known, wanted),
    )


def _ranks(layout: Layout, front_matter: FrontMatter) -> dict[str, int]:
    """The place that the schema gives to each of the keys that it knows."""
    places: dict[str, int] = {}
    for number, field in enumerate(layout.fields):
        for key in field.front_matter:
            places.setdefault(fold_name(key), number)
    names = {entry.key: fold_name(entry.key) for entry in front_matter.entries}
    return {key: places[name] for key, name in names.items() if name in places}


def _reordering(
    source: Source, front_matter: FrontMatter, known: Sequence[Entry], wanted: Sequence[Entry]
) -> Fix | None:
    """The lines of the known keys in the wanted order; None where they cannot be moved by themselves."""
    entries, body = front_matter.entries, front_matter.body_span
    if front_matter.language != "yaml" or front_matter.duplicates or front_matter.problems:
        return None
    starts = [entry.key_span.start for entry in entries]
    if any(source.position(start).column > 1 for start in starts[1:]) or _BOUND.search(source.slice(body)):
        return None
    lines = {
        entry.key: source.text[start:end]
        for entry, start, end in zip(entries, starts, [*starts[1:], body.end], strict=True)
    }
    moved = {old.key: new.key for old, new in zip(known, wanted, strict=True)}
    text = "".join(lines[moved.get(each.key, each.key)] for each in entries)
    return Fix("put the keys in order", (Edit(Span(starts[0], body.end), text),))
