"""Notes: how they are headed, which file holds one, which stand twice."""

from __future__ import annotations

from notelint.checks.papers import differ, identifiers, title_trait, year
from notelint.checks.sections import called, note_place, odd_notes, usual_level
from notelint.diagnostic import Edit, Finding, Fix, Related, Safety
from notelint.note.layout import PAPER_KINDS
from notelint.note.names import fold_name, split_name
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from notelint.context import Context
    from notelint.markdown.nodes import Heading
    from notelint.note.model import Document, Note, Region


def note_duplicate(document: Document, _: Context) -> Iterator[Finding]:
    """Notes about a paper that an earlier note of the file is about: by DOI, arXiv id, or title and year."""
    first: dict[Hashable, Note] = {}
    for note in document.notes:
        same = None
        for what, key in _keys(note):
            before = first.setdefault(key, note)
            if before is not note and same is None and not differ(note, before):
                same = (what, before)
        if same:
            what, before = same
            line = document.source.position(note_place(before).start).line
            yield Finding(
                note_place(note),
                f"{called(note)} has two notes in this file, the first on line {line}: {what}",
                "merge the two notes",
                related=(Related("the first one", note_place(before)),),
            )


def _keys(note: Note) -> Iterator[tuple[str, Hashable]]:
    """What no other note may have, each with the words for it."""
    for kind, value, _ in identifiers(note):
        yield f"same {kind} {value}", (kind, value)
    if title := title_trait(note):
        yield "same title and year", (title.value, year(note))


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


_DEEPEST = 6


def note_level(document: Document, context: Context) -> Iterator[Finding]:
    """Notes that stand deeper or shallower than most others of their file, or where they have none, their siblings."""
    title = context.habits.get("title")
    if title and title.level and len(document.notes) == 1:
        note = document.notes[0]
        if note.heading and note.heading.level != title.level:
            yield Finding(
                note.heading.span,
                f"the title of {called(note)} is at heading level {note.heading.level}; "
                f"in {title.siblings} it is at level {title.level}",
                f"write it with `{'#' * title.level}`",
            )
        return
    for note, heading, level in context.once(odd_notes, document):
        yield Finding(
            heading.span,
            f"{called(note)} is at heading level {heading.level}; the other notes in this file are at level {level}",
            f"write `{'#' * level}` before it",
            _shifted(note, level - heading.level, usual_level(document)),
        )


def _shifted(note: Note, by: int, section_level: int) -> Fix | None:
    """The note at another level, its sections with it unless they stand where the sections of other notes do."""
    headings = [note.heading] if note.heading else []
    if any(section.level != section_level for section in note.sections):
        headings += [section.heading for section in note.all_sections()]
    if any(heading.setext or not 1 <= heading.level + by <= _DEEPEST for heading in headings):
        return None
    edits = (
        Edit(Span(heading.span.start, heading.span.start + heading.level), "#" * (heading.level + by))
        for heading in headings
    )
    return Fix("move it to the level of the others", tuple(edits), Safety.UNSAFE)


def note_link(document: Document, _: Context) -> Iterator[Finding]:
    """Notes from which nothing leads to the paper: no DOI, no arXiv id, no address, no link."""
    for note in document.notes:
        if any(note.fact(name) for name in ("doi", "arxiv", "url")):
            continue
        if not any(link.kind in PAPER_KINDS for link in note.links):
            yield Finding(note_place(note), f"{called(note)} has no link to the paper", "add a link to it")


# How people head notes: the first that the pattern of a schema matches is shown.
_EXAMPLES = (
    "(2019 Google AI) BERT",
    "[2019 ICCV] SlowFast",
    "[2019] BERT",
    "(2019) BERT",
    "2019: BERT",
    "2019 - BERT",
    "2019 BERT",
    "BERT (2019)",
    "BERT [2019]",
    "BERT, 2019",
    "BERT - 2019",
    "BERT: 2019",
    "1. BERT (2019)",
    "Paper: BERT",
    "BERT",
)


def note_missing(document: Document, _: Context) -> Iterator[Finding]:
    """Files that were chosen to hold notes and hold none."""
    if document.configured and document.layout and not document.notes:
        first = document.blocks[0].span.start if document.blocks else document.source.start
        example = next(
            (each for each in _EXAMPLES if any(form.match(each) for form in document.layout.headings)), None
        )
        heading = f"one such as `## {example}`" if example else "a heading as its pattern asks"
        yield Finding(
            Span(first, first),
            f'no heading in this file starts a note of schema "{document.layout.schema}"',
            f"write {heading}, or do not set a schema for this file",
        )
