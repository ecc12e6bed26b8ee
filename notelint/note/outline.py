"""The shape of a document: which heading begins a group, a note or a section, and what stands below it."""

from __future__ import annotations

from notelint.dataclass import dataclass
from notelint.markdown.nodes import Link
from notelint.markdown.skeleton import line_start
from notelint.note.model import Region, Section
from notelint.note.names import fold_name, split_name
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Container, Iterable, Sequence

    from notelint.markdown import Blocks
    from notelint.markdown.nodes import Heading
    from notelint.note.layout import Layout
    from notelint.note.plain import Plain
    from notelint.source import Source


@dataclass(frozen=True)
class NoteOutline:
    """A note before its facts are read: its regions (the first holds the note's heading), groups and heading match."""

    regions: tuple[Region, ...]
    groups: tuple[str, ...] = ()
    match: re.Match[str] | None = None
    text: Plain | None = None


def regions(source: Source, blocks: Blocks) -> tuple[Blocks, tuple[Region, ...]]:
    """Cut a document at its top-level headings: what stands before the first one, and the regions up to its end."""
    headings = blocks.headings
    offsets = [*(_first(source, heading) for heading in headings), len(source.text)]
    intro, *below = blocks.runs()
    return intro, tuple(map(Region, headings, below, map(Span, offsets, offsets[1:])))


def match_note_heading(text: str, layout: Layout) -> re.Match[str] | None:
    """The match of a note heading's plain text against the layout's patterns, or None."""
    for pattern in layout.headings:
        if (found := pattern.match(text)) and found["title"].strip():
            return found
    return None


def many_notes(found: Sequence[Region], layout: Layout) -> tuple[tuple[NoteOutline, ...], tuple[Region, ...]]:
    """The notes and groups of a document whose notes begin at headings that match the layout's patterns, if any do.

    Below a note, deeper headings are its sections, and so is a heading of the note's own level that bears the name of
    one of the schema's sections. Any other heading ends the note and is a group.
    """
    matches = [match_note_heading(region.words, layout) for region in found]
    if not any(matches):
        return (), ()
    known = layout.section_names
    notes: list[tuple[list[Region], tuple[str, ...], re.Match[str], Plain]] = []
    groups: list[Region] = []
    above: list[Region] = []
    inside = 0
    for region, match in zip(found, matches, strict=True):
        if match is None and inside and _belongs(region, inside, known):
            notes[-1][0].append(region)
            continue
        above = [group for group in above if group.level < region.level]
        if match is None:
            inside = 0
            above.append(region)
            groups.append(region)
        else:
            inside = region.level
            names = tuple(group.title for group in above if group.title)
            notes.append(([region], names, match, region.text))
    outlines = (NoteOutline(tuple(parts), names, match, text) for parts, names, match, text in notes)
    return tuple(outlines), tuple(groups)


def title_region(
    found: Sequence[Region], taken: Callable[[str], bool], introduces: Callable[[Region], bool], *, titled: bool
) -> Region | None:
    """The region whose heading is the title of a file that is one note, or None.

    It is the first heading, if that is an H1, a single link, (unless the file is `titled` elsewhere) the only one of
    its level and above the others, or if it `introduces` a paper by the lines below it; but not where its text is
    `taken`: the name of a section or a label ("Paper"), nor where it has no letter and no digit.
    """
    if not found:
        return None
    first, text = found[0].heading, found[0].words
    linked = len(first.inlines) == 1 and isinstance(first.inlines[0], Link)
    fits = first.level == 1 or linked or (not titled and all(region.level > first.level for region in found[1:]))
    if not any(map(str.isalnum, text)) or taken(text) or not (fits or introduces(found[0])):
        return None
    return found[0]


def sections(found: Iterable[Region], layout: Layout) -> tuple[Section, ...]:
    """The sections of a note's regions, nested by level. After the name of a label, too, a dash ends the name."""
    inner: list[Section] = []  # from the last one back: those behind it that are deeper lie in a section
    for region in reversed([*found]):
        below = []
        while inner and inner[-1].level > region.level:
            below.append(inner.pop())
        inner.append(_section(region, tuple(below), layout))
    return tuple(reversed(inner))


def _belongs(region: Region, note_level: int, known: Container[str]) -> bool:
    if region.level > note_level:
        return True
    if region.level < note_level:
        return False
    return heading_name(region.words, known) in known


def heading_name(text: str, known: Container[str]) -> str:
    """The folded name in a heading's text, which a dash ends, too, where it is `known`."""
    return fold_name(text[: split_name(text, known).name_end])


def _section(region: Region, inner: tuple[Section, ...], layout: Layout) -> Section:
    parts = split_name(region.text.text, layout.names)
    return Section(
        heading=region.heading,
        text=region.text,
        parts=parts,
        span=Span(region.span.start, inner[-1].span.end) if inner else region.span,
        body_span=region.body_span,
        blocks=region.blocks,
        sections=inner,
        holds=layout.section_names.get(fold_name(region.text.text[: parts.name_end])),
    )


def _first(source: Source, heading: Heading) -> int:
    """Where the line of a heading begins; a byte order mark belongs to the first line."""
    start = line_start(source.text, heading.span.start)
    return 0 if start == source.start else start
