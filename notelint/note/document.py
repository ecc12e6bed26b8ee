"""From one source to its document: front matter, blocks, the layout that matches, notes."""

from __future__ import annotations

from notelint.dataclass import dataclass
from notelint.front_matter import read_front_matter
from notelint.markdown import parse
from notelint.markdown.nodes import Link, Table
from notelint.note import claims as read
from notelint.note.candidate import Candidate
from notelint.note.entries import Parsed
from notelint.note.evidence import is_note, no_siblings, weigh
from notelint.note.facts import Sources, label_lines_of, other_preprints, read_facts, rivals, unread_values
from notelint.note.head import cut_blocks
from notelint.note.labels import label_lines
from notelint.note.listing import read_listing
from notelint.note.model import Document, Note, flatten
from notelint.note.names import claimed
from notelint.note.outline import NoteOutline, many_notes, regions, sections
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.markdown import Blocks
    from notelint.markdown.nodes import BlockQuote, Heading, ListItem, Paragraph
    from notelint.note.claims import Claim
    from notelint.note.evidence import Siblings
    from notelint.note.head import Piece
    from notelint.note.layout import Layout
    from notelint.note.listing import Listing
    from notelint.note.model import Fact, Region, Section
    from notelint.note.weights import Verdict
    from notelint.source import Source


def read_document(
    source: Source, layouts: Sequence[Layout], *, configured: bool = False, siblings: Siblings = no_siblings
) -> Document:
    """Read one file: the first layout that matches says where its notes are.

    With `configured` the (single) layout was chosen for this file by the user and needs no evidence. `siblings` says
    what the other files of its folder speak for. What UTF-16 looks like when it is read as UTF-8 is no note.
    """
    parsed = _parse(source)
    for layout in () if source.is_utf_16 else layouts:
        notes, groups = _notes(parsed, layout, siblings, configured=configured)
        if notes:
            return _document(parsed, layout, notes, groups, configured=configured)
    return _document(parsed, layouts[0] if configured else None, (), parsed.regions, configured=configured)


def weigh_file(source: Source, layouts: Sequence[Layout], siblings: Siblings = no_siblings) -> Verdict | None:
    """What speaks for and against one file being a note on one paper; None where it holds several papers.

    It is weighed by the first layout by which it is a note, else by the last one.
    """
    verdict = None
    for candidate in _candidates(source, layouts):
        verdict = weigh(candidate, siblings)
        if verdict.is_note:
            break
    return verdict


def is_one_note(source: Source, layouts: Sequence[Layout]) -> bool:
    """Whether a file is a note on one paper by its own evidence."""
    return any(map(is_note, _candidates(source, layouts)))


def _candidates(source: Source, layouts: Sequence[Layout]) -> Iterator[Candidate]:
    """A file as one note of each layout, up to the first by which it holds several."""
    parsed = _parse(source)
    for layout in layouts:
        if layout.many and _notes(parsed, layout, no_siblings, configured=False)[0]:
            return
        if not layout.many and (candidate := _candidate(parsed, layout)):
            yield candidate


def _parse(source: Source) -> Parsed:
    front_matter = read_front_matter(source)
    start = front_matter.span.end if front_matter else source.start
    blocks = parse(source, start)
    return Parsed(source, front_matter, blocks, *regions(source, blocks))


def _document(
    parsed: Parsed,
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
        intro=() if layout and not layout.many else parsed.intro,
        groups=groups,
        notes=notes,
    )


def _notes(
    parsed: Parsed, layout: Layout, siblings: Siblings, *, configured: bool
) -> tuple[tuple[Note, ...], tuple[Region, ...]]:
    if layout.lists:
        listing = read_listing(parsed, layout, configured=configured)
        return tuple(_listed_notes(listing)), listing.groups
    if layout.headings:
        outlines, groups = many_notes(parsed.regions, layout)
        return tuple(_note_of_many(parsed.source, outline, layout) for outline in outlines), groups
    candidate = _candidate(parsed, layout, configured=configured)
    if candidate and (configured or is_note(candidate, siblings)):
        return (_note_of_file(candidate),), ()
    return (), ()


def _candidate(parsed: Parsed, layout: Layout, *, configured: bool = False) -> Candidate | None:
    """The file as one note of a layout; None where that wants bibliographic front matter, and there is none."""
    candidate = Candidate(
        parsed.source, parsed.front_matter, parsed.intro, parsed.regions, layout, configured=configured
    )
    return candidate if configured or not layout.from_front_matter or candidate.literature else None


@dataclass(frozen=True)
class _Draft:
    """The parts of a note."""

    sources: Sources
    facts: tuple[Fact, ...]
    span: Span
    heading: Heading | None
    blocks: Blocks
    sections: tuple[Section, ...]
    groups: tuple[str, ...] = ()
    within: Table | ListItem | BlockQuote | Paragraph | None = None


def _listed_notes(listing: Listing) -> Iterator[Note]:
    for each in listing.entries:
        note = each.note
        place = (each.span, note.heading, note.head, note.sections, each.groups, each.within)
        yield _note(_Draft(note.sources, note.facts, *place))


def _note_of_many(source: Source, outline: NoteOutline, layout: Layout) -> Note:
    """One of the notes of a file; the file's front matter is not the note's own."""
    first, *below = outline.regions
    inner = sections(below, layout)
    pieces = cut_blocks(source.text, first.blocks)
    sources = Sources(
        layout=layout,
        source=source,
        claims=tuple(_claims_of_region(pieces, first, layout)),
        match=outline.match,
        text=outline.text,
        sections=flatten(inner),
        # Links lead to the note's own paper in its heading, and in lines of nothing but links.
        own=(first.heading.span, *(piece.span for piece in pieces if piece.has_only_links())),
    )
    span = Span(first.span.start, outline.regions[-1].span.end)
    facts = read_facts(sources)
    return _note(_Draft(sources, facts, span, first.heading, first.blocks, inner, outline.groups))


def _claims_of_region(pieces: Sequence[Piece], region: Region, layout: Layout) -> Iterator[Claim]:
    for line in label_lines(pieces, (region.blocks,), layout.label_names):
        yield read.label_claim(line, claimed(line.name, layout.label_names))
    yield from read.link_claims(region.heading.find(Link))
    for piece in pieces:
        yield from read.link_claims(piece.links if piece.kind == "text" else ())


def _note_of_file(candidate: Candidate) -> Note:
    span = Span(candidate.source.start, len(candidate.source.text))
    draft = _Draft(candidate.sources, candidate.facts, span, candidate.heading, candidate.head, candidate.sections)
    return _note(draft)


def _note(draft: _Draft) -> Note:
    title = next((fact.value for fact in draft.facts if fact.name == "title"), None)
    return Note(
        source=draft.sources.source,
        span=draft.span,
        heading=draft.heading,
        title=title if isinstance(title, str) else None,
        facts=draft.facts,
        groups=draft.groups,
        blocks=draft.blocks,
        sections=draft.sections,
        label_lines=label_lines_of(draft.sources, draft.facts),
        unread=unread_values(draft.sources),
        within=draft.within,
        preprints=other_preprints(draft.sources),
        rivals=rivals(draft.sources),
    )
