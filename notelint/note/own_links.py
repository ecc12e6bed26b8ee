"""The links of a note's head, and the places in which they lead to its own paper rather than to one it mentions."""

from __future__ import annotations

from collections import Counter

from notelint.bibliography.links import label_kind
from notelint.markdown.nodes import Link
from notelint.note.claims import html_link_claims, link_claims
from notelint.note.layout import PAPER_KINDS
from notelint.note.names import claimed
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notelint.note.candidate import Candidate
    from notelint.note.claims import Claim
    from notelint.note.labels import LabelLine
    from notelint.source import Span

_LONGEST_OWN = 160  # code points of a first line whose links are the note's own; a longer one is prose
_MOST_LED = 20  # lines of a head in which a link that is called `paper` is the note's own
_MOST_SOURCES = 3  # links in a section of sources that may all be of the note's own paper
_LINK_OPENERS = ("](", "http", "][", "<a ")


def links_of(candidate: Candidate) -> tuple[Claim, ...]:
    """The links of the title, the head and its labels, as claims."""
    found: list[Claim] = []
    if candidate.heading:
        found += link_claims(candidate.heading.find(Link))
    for piece in candidate.pieces:
        if piece.kind == "text" and any(mark in piece.raw for mark in _LINK_OPENERS):
            found += link_claims(piece.links)
        if piece.kind in ("text", "html") and "<a " in piece.raw:
            found += html_link_claims(piece)
    rows = (line for line in candidate.labels if line.value_span not in {piece.span for piece in candidate.pieces})
    found += (claim for line in rows for claim in link_claims(line.links) if claim not in found)
    return tuple(found)


def own_places(candidate: Candidate) -> tuple[Span, ...]:
    """The places in which links are the note's own: title, lines under it, lines of links, labels, references."""
    known = candidate.layout.label_names
    informing = [(blocks.span, _within(candidate.links, blocks.span)) for blocks in candidate.informing if blocks.span]
    crowded = [span for span, links in informing if _are_of_several(links)]
    own = [candidate.heading.span] if candidate.heading else []
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


def leads_a_line(candidate: Candidate, link: Claim) -> bool:
    """Whether a link that is called `paper` or so begins its line, or any link is all that its line says."""
    for piece in candidate.pieces:
        if piece.span.start <= link.span.start < piece.span.end:
            called = label_kind(link.label) in PAPER_KINDS and piece.plain.text.startswith(link.label or "")
            return called or (piece in candidate.under and piece.has_only_links())
    return False
