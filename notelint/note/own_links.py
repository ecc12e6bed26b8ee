"""The links of a note's head, and the places in which they lead to its own paper rather than to one it mentions."""

from __future__ import annotations

from collections import Counter

from notelint.bibliography.links import label_kind
from notelint.markdown.nodes import Link
from notelint.note.claims import html_link_claims, link_claims
from notelint.note.layout import PAPER_KINDS
from notelint.note.names import claimed
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from notelint.markdown.nodes import Leaf
    from notelint.note.candidate import Candidate
    from notelint.note.claims import Claim
    from notelint.note.labels import LabelLine
    from notelint.source import Span

_LONGEST_OWN = 160  # code points of a first line whose links are the note's own; a longer one is prose
_MOST_LED = 20  # lines of a head in which a link that is called `paper` is the note's own
_MOST_SOURCES = 3  # links in a section of sources that may all be of the note's own paper
_NOTE = regex(r"(?:(?!\w+://)[^#]*|https?://git(?:hub|lab)\.com/[^/]+/[^/]+/(?:-/)?(?:blob|tree)/[^#]*)\.md(?:#.*)?")
_LINK_OPENERS = ("](", "http", "][", "<a ")


def links_of(candidate: Candidate) -> tuple[Claim, ...]:
    """The links of the title, the head and its labels, as claims."""
    found: list[Claim] = []
    if line := candidate.title_line:
        found += link_claims(line.find(Link))
        found += html_link_claims(candidate.source.slice(line.span), line.span.start) if candidate.line else ()
    for piece in candidate.pieces:
        if piece.kind == "text" and any(mark in piece.raw for mark in _LINK_OPENERS):
            found += link_claims(piece.links)
        if piece.kind in ("text", "html") and "<a " in piece.raw:
            found += html_link_claims(piece.raw, piece.span.start)
    rows = (line for line in candidate.labels if line.value_span not in {piece.span for piece in candidate.pieces})
    found += (claim for line in rows for claim in link_claims(line.links) if claim not in found)
    return tuple(found)


def own_places(candidate: Candidate) -> tuple[Span, ...]:
    """The places in which links are the note's own: title, lines under it, lines of links, labels, references."""
    known = candidate.layout.label_names
    informing = [(blocks.span, _within(candidate.links, blocks.span)) for blocks in candidate.informing if blocks.span]
    crowded = [span for span, links in informing if _are_of_several(links)]
    own = [candidate.title_line.span] if candidate.title_line else []
    own += [
        piece.span
        for number, piece in enumerate(candidate.under)
        if ((number < 1 and len(piece.plain.text) <= _LONGEST_OWN) or piece.has_only_links())
        and not _is_in(piece.span, crowded)
    ]
    own += [line.value_span for line in candidate.labels if claimed(line.name, known) in known]
    own += [claim.span for span, links in informing if len(links) <= _MOST_SOURCES for claim in links]
    end = candidate.pieces[_MOST_LED].span.start if len(candidate.pieces) > _MOST_LED else len(candidate.source.text)
    led = (claim for claim in candidate.links if claim.span.start < end and not _is_in(claim.span, crowded))
    links = [claim for claim in led if label_kind(claim.label) in PAPER_KINDS]
    return (*own, *(claim.span for claim in links if len({each.value for each in links}) == 1))


def _within(links: Iterable[Claim], span: Span) -> list[Claim]:
    return [claim for claim in links if span.start <= claim.span.start < span.end]


def lists_papers(line: LabelLine) -> bool:
    """Whether a label has so many papers under it that none of them is the note's own."""
    if len(line.links) <= _MOST_SOURCES:
        return False
    papers = {claim.value for claim in link_claims(line.links) if claim.name in PAPER_KINDS}
    return len(papers) > _MOST_SOURCES


def _are_of_several(links: Sequence[Claim]) -> bool:
    """Whether links are so many, several of a kind, that they lead to more than one paper and what belongs to it."""
    kinds = Counter(claim.name for claim in links if claim.name != "code")
    return len(links) > _MOST_SOURCES and max(kinds.values(), default=0) > 1


def _is_in(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start <= span.start < other.end for other in others)


def links_of_title(candidate: Candidate) -> Iterator[Claim]:
    """The links in a heading that is the title, or in another line those whose text is it."""
    title = next((claim.span for claim in candidate.claims if claim.name == "title"), None)
    for claim in candidate.links:
        place = candidate.heading.span if candidate.heading else claim.label_span or claim.span
        found = claim.span if candidate.heading else title
        if found and place.start <= found.start < place.end:
            yield claim


def leads_a_line(candidate: Candidate, link: Claim) -> bool:
    """Whether a link that is called `paper` or so begins its line, or any link is all that its line says.

    In the line of an item's title it may stand anywhere.
    """
    is_called = label_kind(link.label) in PAPER_KINDS
    if candidate.line and candidate.line.span.start <= link.span.start < candidate.line.span.end:
        return is_called
    for piece in candidate.pieces:
        if piece.span.start <= link.span.start < piece.span.end:
            called = is_called and piece.plain.text.startswith(link.label or "")
            return called or (piece in candidate.under and piece.has_only_links())
    return False


def leads_to_note(line: Leaf) -> bool:
    """Whether the first link of a line leads to a note."""
    first = next(iter(line.find(Link)), None)
    return first is not None and is_note_address(first.destination)


def is_note_address(url: str) -> bool:
    """Whether an address is that of a note, in the vault or in a repository: a Markdown file."""
    return _NOTE.fullmatch(url) is not None
