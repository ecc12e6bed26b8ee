"""From one source to its document: front matter, blocks, the layout that fits, notes."""

from __future__ import annotations

from notelint.dataclass import dataclass
from notelint.front_matter import read_front_matter
from notelint.markdown import parse
from notelint.note.candidate import Candidate, is_note
from notelint.note.facts import Places, read_facts, unclaimed_labels, unread_values
from notelint.note.figures import links
from notelint.note.labels import label_lines
from notelint.note.model import Document, Note, flatten
from notelint.note.outline import NoteOutline, many_notes, regions, sections
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.front_matter import FrontMatter
    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Heading
    from notelint.note.layout import Layout
    from notelint.note.model import Fact, Region, Section
    from notelint.source import Source


@dataclass(frozen=True)
class _Parsed:
    """One source, read as far as no layout is needed."""

    source: Source
    front_matter: FrontMatter | None
    blocks: Blocks
    intro: Blocks
    regions: tuple[Region, ...]


def read_document(source: Source, layouts: Sequence[Layout], *, configured: bool = False) -> Document:
    """Read one file: the first layout that fits says where its notes are.

    With `configured` the (single) layout was chosen for this file by the user and needs no evidence.
    """
    parsed = _parse(source)
    for layout in layouts:
        notes, groups = _notes(parsed, layout, configured=configured)
        if notes:
            return _document(parsed, layout, notes, groups, configured=configured)
    return _document(parsed, layouts[0] if configured else None, (), parsed.regions, configured=configured)


def _parse(source: Source) -> _Parsed:
    front_matter = read_front_matter(source)
    start = front_matter.span.end if front_matter else source.start
    blocks = parse(source, start)
    return _Parsed(source, front_matter, blocks, *regions(source, blocks))


def _document(
    parsed: _Parsed,
    layout: Layout | None,
    notes: tuple[Note, ...],
    groups: tuple[Region, ...],
    *,
    configured: bool,
) -> Document:
    return Document(
        source=parsed.source,
        front_matter=parsed.front_matter,
        blocks=parsed.blocks,
        layout=layout,
        configured=configured,
        intro=() if layout and not layout.headings else parsed.intro,
        groups=groups,
        notes=notes,
    )


def _notes(parsed: _Parsed, layout: Layout, *, configured: bool) -> tuple[tuple[Note, ...], tuple[Region, ...]]:
    if layout.headings:
        outlines, groups = many_notes(parsed.regions, layout)
        return tuple(_note_of_many(parsed.source, outline, layout) for outline in outlines), groups
    candidate = Candidate(parsed.source, parsed.front_matter, parsed.intro, parsed.regions, layout)
    return ((_note_of_file(candidate),) if configured or is_note(candidate) else ()), ()


@dataclass(frozen=True)
class _Draft:
    """The parts of a note."""

    places: Places
    facts: tuple[Fact, ...]
    span: Span
    heading: Heading | None
    blocks: Blocks
    sections: tuple[Section, ...]
    groups: tuple[str, ...] = ()


def _note_of_many(source: Source, outline: NoteOutline, layout: Layout) -> Note:
    """One of the notes of a file; the file's front matter is not the note's own."""
    first, *below = outline.regions
    inner = sections(below, layout)
    places = Places(
        source=source,
        match=outline.match,
        text=outline.text,
        labels=tuple(label_lines(first.blocks, layout.label_names)),
        label_names=layout.label_names,
        own=(first.heading.span,),
        sections=flatten(inner),
        links=tuple(links(first.blocks, first.heading)),
    )
    span = Span(first.span.start, outline.regions[-1].span.end)
    facts = read_facts(layout, places)
    return _note(layout, _Draft(places, facts, span, first.heading, first.blocks, inner, outline.groups))


def _note_of_file(candidate: Candidate) -> Note:
    span = Span(candidate.source.start, len(candidate.source.text))
    draft = _Draft(candidate.places, candidate.facts, span, candidate.heading, candidate.head, candidate.sections)
    return _note(candidate.layout, draft)


def _note(layout: Layout, draft: _Draft) -> Note:
    title = next((fact.value for fact in draft.facts if fact.name == "title"), None)
    return Note(
        source=draft.places.source,
        span=draft.span,
        heading=draft.heading,
        title=title if isinstance(title, str) else None,
        facts=draft.facts,
        groups=draft.groups,
        blocks=draft.blocks,
        sections=draft.sections,
        labels=unclaimed_labels(layout, draft.places),
        unread=unread_values(layout, draft.places),
    )
