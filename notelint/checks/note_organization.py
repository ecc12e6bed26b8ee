"""The check of the rule note-organization."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document, Note
    from notelint.source import Source

_NO_WORD = regex(r"[\W_]+")


class _Place(NamedTuple):
    """An organization as a note names it, and where; `exact`: nothing but the name stands there."""

    name: str
    span: Span
    exact: bool


def note_organization(document: Document, _: Context) -> Iterator[Finding]:
    """Names of organizations that differ from one in another note of the file in case, spaces or punctuation only."""
    by_name: defaultdict[str, list[_Place]] = defaultdict(list)
    for note in document.notes if len(document.notes) > 1 else ():
        for place in _organizations(note, document.source):
            by_name[_NO_WORD.sub("", unicodedata.normalize("NFKC", place.name).casefold())].append(place)
    for places in by_name.values():
        # Of two that are used equally often, the one that stands first in the file wins.
        usual = Counter(place.name for place in places).most_common(1)[0][0]
        for place in places:
            if place.name != usual:
                title = f'write "{usual}"'
                yield Finding(
                    place.span,
                    f'"{place.name}" is written "{usual}" elsewhere in this file',
                    title,
                    Fix(title, (Edit(place.span, usual),), Safety.UNSAFE) if place.exact else None,
                )


def _organizations(note: Note, source: Source) -> Iterator[_Place]:
    fact = note.fact("organizations")
    if fact is None or not isinstance(fact.value, list):
        return
    start = fact.span.start
    for name in fact.value:
        if isinstance(name, str):
            at = source.text.find(name, start, fact.span.end)
            exact = at >= 0
            start = at + len(name) if exact else start
            yield _Place(name, Span(at, start) if exact else fact.span, exact)
