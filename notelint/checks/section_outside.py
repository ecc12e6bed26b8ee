"""The check of the rule section-outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.diagnostic import Finding, Related
from notelint.note.names import fold_name, split_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def section_outside(document: Document, _: Context) -> Iterator[Finding]:
    """Sections that the schema knows, before the first note of a file of many notes.

    One alone may be about the whole file, such as a Summary at its beginning: two of different names are a note's.
    """
    if document.layout is None or not document.layout.headings or not document.notes:
        return
    first = document.notes[0]
    names = document.layout.section_names
    known = frozenset(names)
    found = []
    for group in document.groups:
        name = group.title[: split_name(group.title, known).name_end]
        if group.span.start < first.span.start and fold_name(name) in names:
            found.append((name, names[fold_name(name)], group.heading.text_span))
    if len({holds for _, holds, _ in found}) < 2:
        return
    (name, _holds, span), *others = found
    note = (Related("the first note", first.heading.text_span),) if first.heading else ()
    yield Finding(
        span,
        f'section "{name}" stands before the first note of this file',
        "put the heading of its note above it, such as `(2019 Google) Title`",
        related=(*(Related(f'so does "{other}"', place) for other, _holds, place in others), *note),
    )
