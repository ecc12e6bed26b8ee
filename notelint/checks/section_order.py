"""The check of the rule section-order."""

from __future__ import annotations

from notelint.checks.sections import siblings
from notelint.diagnostic import Edit, Finding, Fix, Related, Safety
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document, Section
    from notelint.source import Source

_LINE_END = regex(r"\r\n|\n|\r")


def section_order(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that do not stand in the order of an ordered schema: one finding for those that stand side by side."""
    if document.layout is None or not document.layout.ordered or context.schema is None:
        return
    order = {field.name: place for place, field in enumerate(document.layout.fields)}
    clause = f"{context.schema.location}#/x-markdown/sections/ordered"
    ordered = () if context.habits else (Related("ordered by the schema", location=clause),)
    where = "its siblings" if context.habits else "the schema"
    for note in document.notes:
        first = {section.holds: section for section in reversed(note.all_sections())}
        for side_by_side in siblings(note):
            known = [section for section in side_by_side if section.holds and first[section.holds] is section]
            if found := _first_behind(known, order):
                late, early = found
                yield Finding(
                    late.name_span,
                    f'section "{late.name}" should come before "{early.name}", as in {where}',
                    f'move it before "{early.name}"',
                    _sorted(known, order, document.source),
                    (Related("it belongs before this one", early.name_span), *ordered),
                )


def _first_behind(sections: Sequence[Section], order: Mapping[str, int]) -> tuple[Section, Section] | None:
    """The first section that stands behind one that should come after it, and that one."""
    last: Section | None = None
    for section in sections:
        if last and order[section.holds or ""] < order[last.holds or ""]:
            return section, last
        last = section
    return None


def _sorted(sections: Sequence[Section], order: Mapping[str, int], source: Source) -> Fix | None:
    """The sections in the schema's order, in the places where some stand now; what is between them stays.

    Where their levels differ, or a heading is underlined, moving one could make it part of another.
    """
    if len({section.level for section in sections}) > 1 or any(section.heading.setext for section in sections):
        return None
    places = [_trimmed(section, source) for section in sections]
    wanted = sorted(range(len(sections)), key=lambda number: order[sections[number].holds or ""])
    edits = [
        Edit(place, source.slice(places[number]) + _gap(place, sections[index].span, source))
        for index, (place, number) in enumerate(zip(places, wanted, strict=True))
        if index != number
    ]
    return Fix("put the sections in the schema's order", tuple(edits), Safety.UNSAFE)


def _trimmed(section: Section, source: Source) -> Span:
    text = source.slice(section.span)
    return Span(section.span.start, section.span.start + len(text.rstrip()))


def _gap(place: Span, whole: Span, source: Source) -> str:
    """The line end that is missing for an empty line behind a section, which keeps what was moved apart."""
    behind = _LINE_END.findall(source.text, place.end, whole.end)
    return behind[0] if len(behind) == 1 and whole.end < len(source.text) else ""
