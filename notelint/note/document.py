"""From one source to its document: front matter, blocks, the layout that fits, notes."""

from __future__ import annotations

from itertools import islice
from posixpath import basename, splitext
from typing import TYPE_CHECKING

from notelint.bibliography.bylines import parse_byline
from notelint.bibliography.links import label_kind
from notelint.dataclass import dataclass
from notelint.front_matter import read_front_matter
from notelint.markdown import parse
from notelint.markdown.nodes import BlockQuote, Html, List, Paragraph
from notelint.note.facts import PAPER_KINDS, Places, claimed, read_facts, unclaimed_labels, unread_values
from notelint.note.figures import links
from notelint.note.labels import headed_labels, is_link_line, label_lines, lines
from notelint.note.model import Document, Fact, Group, Note, Origin, flatten
from notelint.note.names import fold_name, split_name
from notelint.note.outline import NoteOutline, Region, many_notes, regions, sections, title_region
from notelint.note.plain import collapse, plain
from notelint.note.titles import read_file_name, read_title
from notelint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.front_matter import FrontMatter
    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Block, Heading
    from notelint.note.labels import LabelLine
    from notelint.note.layout import Field, Layout
    from notelint.note.model import Section
    from notelint.note.plain import Plain
    from notelint.source import Source


@dataclass(frozen=True)
class _Parsed:
    """One source, read as far as no layout is needed."""

    source: Source
    front_matter: FrontMatter | None
    blocks: Blocks
    regions: tuple[Region, ...]


def read_document(source: Source, layouts: Sequence[Layout], *, configured: bool = False) -> Document:
    """Read one file: the first layout that fits says where its notes are.

    With `configured` the (single) layout was chosen for this file by the user and needs no evidence.
    """
    parsed = _parse(source)
    for layout in layouts:
        notes, groups = _notes(parsed, layout, configured=configured)
        if notes or configured:
            return _document(parsed, layout, notes, groups, configured=configured)
    return _document(parsed, None, (), _groups(parsed.regions), configured=configured)


def _parse(source: Source) -> _Parsed:
    front_matter = read_front_matter(source)
    start = front_matter.span.end if front_matter else source.start
    blocks = parse(source, start)
    return _Parsed(source, front_matter, blocks, regions(source, blocks, start))


def _document(
    parsed: _Parsed,
    layout: Layout | None,
    notes: tuple[Note, ...],
    groups: tuple[Group, ...],
    *,
    configured: bool,
) -> Document:
    return Document(
        source=parsed.source,
        front_matter=parsed.front_matter,
        blocks=parsed.blocks,
        layout=layout,
        configured=configured,
        intro=() if layout and not layout.headings else parsed.regions[0].blocks,
        groups=groups,
        notes=notes,
    )


def _notes(parsed: _Parsed, layout: Layout, *, configured: bool) -> tuple[tuple[Note, ...], tuple[Group, ...]]:
    if layout.headings:
        outlines, groups = many_notes(parsed.regions, layout)
        return tuple(_note_of_many(parsed.source, outline, layout) for outline in outlines), groups
    if not configured and not _may_fit(parsed, layout):
        return (), ()
    draft = _file_draft(parsed, layout)
    fits = configured or _evidence(draft, layout) >= layout.least
    return ((_note(layout, draft),) if fits else ()), ()


def _may_fit(parsed: _Parsed, layout: Layout) -> bool:
    """False where only front matter could tell that a file is such a note, and it does not: the rest is not read."""
    if layout.label_names or any(field.link for field in layout.fields):
        return True
    told = read_facts(layout, Places(parsed.source, front_matter=parsed.front_matter), _telling(layout))
    return len(told) >= layout.least


def _telling(layout: Layout) -> list[Field]:
    """The fields that show that a file is such a note."""
    return [field for field in layout.fields if field.name in layout.evidence]


def _evidence(draft: _Draft, layout: Layout) -> int:
    """How much speaks for a file being a note of this layout.

    One for each of the layout's telling properties (of links, only those in the title and right under it: further down
    they may lead anywhere); where the layout reads links, two more for a title that links to a paper, and one more for
    a link right under it that is labelled so: `[Paper](...)`.
    """
    places, is_own = draft.places, draft.places.is_own
    # A note whose facts stand in its front matter is known by that alone.
    silent = {Origin.FILE_NAME} if places.label_names else set(Origin) - {Origin.FRONT_MATTER}
    told = [fact for fact in read_facts(layout, places, _telling(layout)) if fact.origin not in silent]
    points = sum(fact.origin is not Origin.LINK or is_own(fact.span) for fact in told)
    if any(field.link for field in layout.fields):
        papers = [link for link in places.links if is_own(link.span) and link.kind in PAPER_KINDS]
        title = draft.heading.span if draft.heading else None
        points += 2 * any(title is not None and title.start <= link.span.start < title.end for link in papers)
        points += any(label_kind(link.label) in PAPER_KINDS for link in papers)
    return points


def _groups(found: Sequence[Region]) -> tuple[Group, ...]:
    return tuple(Group(region.heading, region.blocks, region.span) for region in found if region.heading)


@dataclass(frozen=True)
class _Draft:
    """A note whose parts are found, but whose facts are not yet read."""

    places: Places
    span: Span
    heading: Heading | None
    blocks: Blocks
    sections: tuple[Section, ...]
    groups: tuple[str, ...] = ()


def _note_of_many(source: Source, outline: NoteOutline, layout: Layout) -> Note:
    """One of the notes of a file; the file's front matter is not the note's own."""
    first, *below = outline.regions
    inner = sections(below, layout, layout.label_names)
    places = Places(
        source=source,
        match=outline.match,
        text=outline.text,
        labels=tuple(label_lines(first.blocks, layout.label_names)),
        label_names=layout.label_names,
        own=(first.heading.span,) if first.heading else (),
        sections=flatten(inner),
        links=tuple(links(first.blocks, first.heading)),
    )
    span = Span(first.span.start, outline.regions[-1].span.end)
    return _note(layout, _Draft(places, span, first.heading, first.blocks, inner, outline.groups))


def _file_draft(parsed: _Parsed, layout: Layout) -> _Draft:
    """A file that is one note, if the facts found in it are evidence enough."""
    labels = layout.label_names
    taken = layout.section_names.keys() | labels
    in_front = parsed.front_matter is not None and parsed.front_matter.get("title") is not None
    titled = title_region(
        parsed.regions,
        lambda text: fold_name(text[: split_name(text, taken).name_end]) in taken,
        titled=in_front,
    )
    heading = titled.heading if titled else None
    intro = parsed.regions[0].blocks
    head = intro + titled.blocks if titled else intro
    below = parsed.regions[2 if titled else 1 :]
    informs = bool(below) and _is_information(below[0].blocks, labels)
    facts_in = head + below[0].blocks if informs else head
    inner = sections(below, layout, labels)
    said = [*islice((block for block in head if not _is_comment(block)), 3)]
    found = (*label_lines(facts_in, labels), *headed_labels(flatten(inner), labels))
    linked = tuple(links(facts_in, heading))
    places = Places(
        source=parsed.source,
        front_matter=parsed.front_matter,
        labels=found,
        label_names=labels,
        byline=_byline(said) if labels else None,
        sections=flatten(inner),
        links=linked,
        titled=_titled(titled.text) if titled else (),
        named=_named(parsed.source),
        own=_own_places(heading, said, found, labels) if linked else (),
    )
    span = Span(parsed.source.start, len(parsed.source.text))
    return _Draft(places, span, heading, head, inner)


def _is_comment(block: Block) -> bool:
    """Whether a block is one HTML comment: it says nothing, wherever it stands."""
    text = block.text.strip() if isinstance(block, Html) else ""
    return text.startswith("<!--") and text.find("-->") == len(text) - 3


def _own_places(
    heading: Heading | None, head: Sequence[Block], found: Sequence[LabelLine], labels: frozenset[str]
) -> tuple[Span, ...]:
    """Where links are the note's own: its title, the block under it unless that is a list, link lines, labels.

    `head` are the first three blocks under the title, or fewer.
    """
    under = [block for number, block in enumerate(head) if is_link_line(block) or number == 0]
    blocks = (heading, *(block for block in under if not isinstance(block, List)))
    lines = (line.value_span for line in found if claimed(line.name, labels) in labels)
    return (*(block.span for block in blocks if block), *lines)


def _is_information(blocks: Blocks, labels: frozenset[str]) -> bool:
    """Whether the blocks of the first section are a list of labels: `## Metadata`, `## 基本信息`."""
    known = (line for line in label_lines(blocks, labels) if fold_name(line.name) in labels)
    return len([*islice(known, 2)]) == 2


def _byline(head: Sequence[Block]) -> Plain | None:
    """The first lines under the title, in a quote or a paragraph: all of a short one, else its first line."""
    first = head[0] if head else None
    if isinstance(first, BlockQuote):
        first = first.children[0] if first.children else None
    if not isinstance(first, Paragraph):
        return None
    whole = plain(first.inlines, first.span.end)
    return whole if parse_byline(whole.text) else next(lines(first.inlines, first.span.end)).plain


def _titled(text: Plain) -> tuple[Fact, ...]:
    """What the title's heading says: the title, and the venue and year in a bracket beside it."""
    found = read_title(text.text)
    facts = [Fact("title", collapse(text.text[slice(*found.title)]), text.span(*found.title), Origin.HEADING)]
    if found.place:
        place = text.span(*found.place)
        told = {"venue": found.venue, "year": found.year}
        facts += [Fact(name, value, place, Origin.HEADING) for name, value in told.items() if value]
    return tuple(facts)


def _named(source: Source) -> tuple[Fact, ...]:
    """What the file's name says: the title, and the year before it."""
    name = splitext(basename(source.path))[0]
    if not name or source.path == "-":
        return ()
    place = Span(source.start, source.start)
    found = read_file_name(name)
    facts = [Fact("title", name[slice(*found.title)], place, Origin.FILE_NAME)]
    if found.year:
        facts.append(Fact("year", found.year, place, Origin.FILE_NAME))
    return tuple(facts)


def _note(layout: Layout, draft: _Draft) -> Note:
    facts = read_facts(layout, draft.places)
    title = next((fact.value for fact in facts if fact.name == "title"), None)
    return Note(
        source=draft.places.source,
        span=draft.span,
        heading=draft.heading,
        title=title if isinstance(title, str) else None,
        facts=facts,
        groups=draft.groups,
        blocks=draft.blocks,
        sections=draft.sections,
        labels=unclaimed_labels(layout, draft.places),
        unread=unread_values(layout, draft.places),
    )
