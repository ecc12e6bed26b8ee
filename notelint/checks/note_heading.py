"""The check of the rule note-heading."""

from __future__ import annotations

from notelint.diagnostic import Finding
from notelint.note.names import fold_name, split_name
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.markdown.nodes import Heading
    from notelint.note.model import Document, Region

_SHOWN = 40
_OPENING = "([（【［"
_CLOSING = ")]）】］"
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d|[-/.]\d)")
_SHORT_YEAR = regex(r"['’]?\d\d(?!\d)")


def note_heading(document: Document, _: Context) -> Iterator[Finding]:
    """Headings that look like those of the notes around them, but do not read as one.

    Such a heading stands at the level of a note and begins with a bracket that either holds a year, or has one of the
    schema's sections below it.
    """
    if document.layout is None or not document.layout.headings:
        return
    levels = {note.heading.level for note in document.notes if note.heading}
    names = frozenset(document.layout.section_names)
    example = next((_shown(note.heading, document) for note in document.notes if note.heading), "")
    for number, group in enumerate(document.groups):
        if group.heading.level not in levels:
            continue
        fault = _fault(group.title, has_sections=_has_sections(document.groups, number, names))
        if fault:
            yield Finding(
                group.heading.text_span,
                f'"{group.title}" looks like the heading of a note, but {fault}',
                f"write it like the headings of the other notes, such as `{example}`",
            )


def _shown(heading: Heading, document: Document) -> str:
    """A heading as it is written, shortened where it is long."""
    text = document.source.slice(heading.text_span)
    return f"{'#' * heading.level} {text[:_SHOWN]}{'...' * (len(text) > _SHOWN)}"


def _fault(title: str, *, has_sections: bool) -> str | None:
    """What keeps a heading from being a note's; None where it is not meant as one."""
    if not title or title[0] not in _OPENING:
        return None
    closing = next((place for place, character in enumerate(title) if character in _CLOSING), None)
    bracket = title[1:closing]
    has_year = _YEAR.search(bracket[:40])
    if not has_year and not has_sections:
        return None
    if closing is None:
        return "its bracket is not closed"
    if not title[closing + 1 :].strip():
        return "no title follows the bracket"
    if has_year:
        return "its bracket cannot be read"
    return "its year has two digits" if _SHORT_YEAR.match(bracket.strip()) else "its bracket has no year"


def _has_sections(groups: Sequence[Region], number: int, names: frozenset[str]) -> bool:
    """Whether a section that the schema knows stands below a group, before the next heading of its level."""
    level = groups[number].heading.level
    for group in groups[number + 1 :]:
        if group.heading.level <= level:
            return False
        if fold_name(group.title[: split_name(group.title, names).name_end]) in names:
            return True
    return False
