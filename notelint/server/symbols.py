"""The outline of a text: its headings with the notes and sections that they are, and notes without a heading."""

from __future__ import annotations

from lsprotocol import types

from notelint.note.keys import unique_keys
from notelint.source import Span
from notelint.targets.headings import branches, title_of, top_headings
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from notelint.markdown.nodes import Heading
    from notelint.note.model import Document
    from notelint.server.session import Analysis

_UNTITLED = "untitled"  # an editor refuses an empty name


def symbols(analysis: Analysis) -> list[types.DocumentSymbol]:
    """The outline: notes with their citation keys, sections with the property of the record that they hold."""
    document = analysis.document
    keys = unique_keys(document.notes, {})
    known = _known(document, keys)
    made: dict[Heading, types.DocumentSymbol] = {}
    outline: list[types.DocumentSymbol] = []
    for heading, parent, end in branches(top_headings(document), len(analysis.source.text)):
        kind, detail = known.get(heading.span, (types.SymbolKind.Namespace, None))
        symbol = _symbol(title_of(heading), kind, detail, Span(heading.span.start, end), heading.text_span, analysis)
        (_children(made[parent]) if parent else outline).append(symbol)
        made[heading] = symbol
    for note, key in zip(document.notes, keys, strict=True):
        if note.heading is None:
            line = analysis.source.line_at(note.span.start)
            title = Span(max(line.start, note.span.start), min(line.end, note.span.end))
            symbol = _symbol(note.title or "", types.SymbolKind.Class, key, note.span, title, analysis)
            above = [each for each in made if each.span.start <= note.span.start] if note.within else []
            (_children(made[above[-1]]) if above else outline).append(symbol)
    return outline


def _known(document: Document, keys: Iterable[str]) -> Mapping[Span, tuple[types.SymbolKind, str | None]]:
    """What is known of headings, by their places."""
    found: dict[Span, tuple[types.SymbolKind, str | None]] = {}
    for note, key in zip(document.notes, keys, strict=True):
        found |= {
            section.heading.span: (types.SymbolKind.Field if section.holds else types.SymbolKind.String, section.holds)
            for section in note.all_sections()
        }
        if note.heading:
            found[note.heading.span] = (types.SymbolKind.Class, key)
    return found


def _symbol(  # noqa: PLR0913, PLR0917 - as many as a symbol has
    name: str, kind: types.SymbolKind, detail: str | None, span: Span, title: Span, analysis: Analysis
) -> types.DocumentSymbol:
    end = max(title.end, span.start + len(analysis.source.slice(span).rstrip()))
    return types.DocumentSymbol(
        name=name.strip() or _UNTITLED,
        kind=kind,
        detail=detail,
        range=analysis.range(Span(span.start, end)),
        selection_range=analysis.range(title),
    )


def _children(symbol: types.DocumentSymbol) -> list[types.DocumentSymbol]:
    """The list of what stands below a symbol, to which more can be added."""
    if not isinstance(symbol.children, list):
        symbol.children = []
    return symbol.children
