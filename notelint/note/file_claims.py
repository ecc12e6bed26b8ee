"""What a whole file claims about its paper: which of its pieces are asked for what."""

from __future__ import annotations

from itertools import chain, groupby

from notelint.bibliography.identifiers import arxiv_id
from notelint.bibliography.links import label_kind
from notelint.dataclass import replace
from notelint.markdown.nodes import Link
from notelint.note import claims as read
from notelint.note.claims import Claim
from notelint.note.head import Piece, cut
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import Origin
from notelint.note.names import claimed, fold_name
from notelint.note.plain import link_label, plain
from notelint.note.prose import prose_claims
from notelint.note.titles import is_coined
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.note.candidate import Candidate
    from notelint.note.labels import LabelLine
    from notelint.note.model import Region
    from notelint.note.plain import Plain

_LEAST_OPENING, _MOST_OPENING = 2, 6  # lines in which sentences may speak of the paper
_LONGEST_OPENING = 800  # code points of a first section in which they stand
_HAS_YEAR = regex(r"(?:1[89]|20)\d\d")
_SHORTEST_CITATION = 40
_NAME_END = regex(r"[ \t]*(?:[:：]|[ \t][-–—][ \t])")
_WORD = regex(r"[^\W\d_]{2,}")
_LEAST_WORDS = 2  # behind an identifier, where more than its class follows
_MOST_LINES = 6  # of a paragraph that may be a citation


def claims_of(candidate: Candidate) -> Iterator[Claim]:
    """What the head of a file, its front matter and its name claim."""
    known = candidate.layout.label_names
    if candidate.front_matter:
        from notelint.note.front_matter_claims import front_matter_claims  # noqa: PLC0415 - not every file has any

        yield from front_matter_claims(candidate.front_matter, literature=candidate.literature)
        yield from candidate.post_claims
    yield from candidate.named
    if known:
        yield from () if candidate.part else read.title_block_claims(candidate.source, candidate.intro_start)
        named = [(line, claimed(line.name, known)) for line in (*candidate.labels, *candidate.headed)]
        titles, authors = map(candidate.layout.names_of, ("title", "authors"))
        for line, name in named:
            if name in authors:
                yield from read.labelled_authors_claims(line, name)
            else:
                yield read.label_claim(line, name)
        yield from chain.from_iterable(
            read.labelled_title_claims(line) for line, name in named if name in titles and not line.links
        )
        if candidate.heading and any(name in titles for _, name in named) and is_coined(candidate.heading_text):
            yield Claim(Origin.SUBTITLE, "short_name", candidate.heading_text, candidate.heading.text_span)
        yield from read.bibtex_claims(candidate.source, candidate.whole)
        yield from _formed(candidate)
    yield from candidate.title_claims
    yield from candidate.links
    if not any(claim.name in PAPER_KINDS for claim in candidate.links):
        yield from read.only_paper_claims(candidate.source, candidate.whole)


def _formed(candidate: Candidate) -> Iterator[Claim]:
    """What lines claim by their form: bylines, citations, subtitles, tags."""
    labelled = {line.name_span.start for line in candidate.labels if not _is_preprint_line(line)}
    lines = [
        piece
        for piece in candidate.under
        if piece.kind == "text" and not (piece.begins(labelled) or _leads_away(piece))
    ]
    if candidate.byline_headings:
        spans = [region.heading.text_span for region in candidate.byline_headings]
        pieces = [
            Piece("text", "", candidate.source.slice(span), span, number, candidate.intro.line)
            for number, span in enumerate(spans)
        ]
        yield from read.byline_claims(pieces, titled=True)
    if lines:
        named = candidate.title_line is not None or candidate.title is not None
        dated = any(claim.name in ("year", "venue") for claim in candidate.title_claims)
        yield from read.byline_claims(lines, titled=named, dated=dated)
        if candidate.title_line and candidate.title:
            yield from read.subtitle_claims(lines, candidate.title)
        elif candidate.title:
            yield from read.first_line_claims(lines[0], candidate.title)
    yield from _heading_below_name(candidate)
    yield from prose_claims(_opening(candidate), candidate.title)
    yield from read.citation_claims(tuple(_citing(candidate, lines)), _cited_title(candidate))
    yield from read.tag_claims(candidate.pieces)
    tags = candidate.layout.names_of("tags")
    lines_of_tags = (line for line in (*candidate.labels, *candidate.headed) if fold_name(line.name) in tags)
    yield from map(read.label_tags, lines_of_tags)


def _opening(candidate: Candidate) -> tuple[Piece, ...]:
    """The first lines of text: those of the head, or where it has hardly any, those of the first section."""
    lines = [piece for piece in candidate.under if piece.kind == "text"]
    if len(lines) < _LEAST_OPENING and candidate.below and (span := candidate.below[0].blocks.span):
        start = Span(span.start, min(span.end, span.start + _LONGEST_OPENING))
        lines += _lines_in(candidate, start)
    return tuple(lines[:_MOST_OPENING])


def _lines_in(candidate: Candidate, span: Span) -> list[Piece]:
    """The lines of text in a stretch of the file."""
    return [piece for piece in cut(candidate.source.text, (span,), candidate.intro.line) if piece.kind == "text"]


def _heading_below_name(candidate: Candidate) -> Iterator[Claim]:
    """The full title in a heading with lines on the paper below it, where front matter gives a short name.

    Or where that says more of the file behind the same name: `WDG — Notes` above `# WDG: A Study of Widgets`.
    """
    names = [str(claim.value) for claim in candidate.post_claims if claim.name == "title"]
    if candidate.titled and names and _is_name_of(candidate, names[0], candidate.titled):
        titles = [claim for claim in candidate.title_claims if claim.name == "title"]
        yield from (replace(claim, origin=Origin.SUBTITLE) for claim in titles if read.is_full_title(str(claim.value)))


def _is_name_of(candidate: Candidate, post: str, titled: Region) -> bool:
    """Whether what a post is called is the short name of the paper in the heading, with or without more words."""
    name, _, more = _NAME_END.sub("\n", post, count=1).partition("\n")
    is_longer = bool(more) and _NAME_END.split(candidate.heading_text, maxsplit=1)[0] == name
    return is_longer or (read.is_name(post) and candidate.introduces(titled))


def _citing(candidate: Candidate, lines: list[Piece]) -> Iterator[Plain]:
    """The texts that may be a citation of the paper."""
    start = candidate.head.span.end if candidate.head.span else 0
    yield from (piece.plain for piece in lines if _HAS_YEAR.search(piece.raw))
    yield from _paragraphs(candidate, lines)
    yield from (piece.plain for piece in candidate.pieces if piece.span.start >= start and _HAS_YEAR.search(piece.raw))
    if candidate.front_matter:
        from notelint.note.front_matter_claims import cited_in  # noqa: PLC0415 - not every file has any

        yield from cited_in(candidate.front_matter)
    yield from _last_lines(candidate)
    for line in candidate.labels:
        if len(line.value) > _SHORTEST_CITATION:
            yield plain(candidate.intro.line(*line.value_span).inlines, line.value_span.end)


def _paragraphs(candidate: Candidate, lines: list[Piece]) -> Iterator[Plain]:
    """The paragraphs of some lines that have several, and a year below the first."""
    for _, block in groupby(lines, key=lambda piece: piece.block):
        first, *below = block
        if 0 < len(below) < _MOST_LINES and any(_HAS_YEAR.search(piece.raw) for piece in below):
            end = below[-1].span.end
            yield plain(candidate.intro.line(first.span.start, end).inlines, end)


def _cited_title(candidate: Candidate) -> str | None:
    """The title by which a reference is known as that to the paper: that in front matter, heading or name."""
    entry = candidate.front_matter.get("title") if candidate.front_matter else None
    return (read.shown_title(str(entry.value)) if entry and entry.value else None) or candidate.title


def _last_lines(candidate: Candidate) -> Iterator[Plain]:
    """The last lines of the file that hold the title and a year, as a reference to the paper does."""
    text = candidate.source.text
    title = _cited_title(candidate)
    place = text.find(title, max(candidate.intro_start, len(text) - _LONGEST_OPENING)) if title else -1
    if place < 0 or candidate.part:
        return
    span = Span(text.rfind("\n", 0, place) + 1, len(text))
    yield from (piece.plain for piece in _lines_in(candidate, span)[:1] if _HAS_YEAR.search(piece.raw))


def _is_preprint_line(line: LabelLine) -> bool:
    """Whether a label is the start of a byline: `arXiv:1705.99934 [cs.DC] · 2017`, `DOI: 10.1234/5 | Jane Roe`."""
    name = fold_name(line.name)
    if name == "arxiv" and arxiv_id(line.value) is None:
        return True
    return name in ("arxiv", "doi") and len(_WORD.findall(line.value)) >= _LEAST_WORDS


def _leads_away(piece: Piece) -> bool:
    """Whether a list item begins with a link that is no word for the paper: it speaks of what that leads to."""
    first = piece.inlines[0] if piece.is_item and piece.raw.startswith("[") and piece.inlines else None
    label = link_label(first) if isinstance(first, Link) else None
    return label is not None and label_kind(label) is None and len(label.split()) > 1
