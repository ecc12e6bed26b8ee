"""The facts of a note: each property of the schema, chosen from the claims by one ranked table."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, dropwhile

from notelint.bibliography.identifiers import without_version
from notelint.bibliography.links import classify
from notelint.bibliography.venues import publication
from notelint.dataclass import cached_property, dataclass, replace
from notelint.dataclass import field as dataclass_field
from notelint.note.layout import BIBLIOGRAPHIC, LEAST_BIBLIOGRAPHIC, PAPER_KINDS
from notelint.note.model import Fact, Label, Origin
from notelint.note.names import fold_name
from notelint.note.readings import (
    fact_of,
    in_front_matter,
    in_labels,
    in_links,
    in_own_dates,
    in_pattern,
    in_sections,
    in_tags,
    keyed,
    labelled,
    reads_label,
    stated,
    within,
)
from notelint.note.values import IDENTIFIERS, LOOKS, is_unreadable, says_nothing
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from notelint.front_matter import FrontMatter
    from notelint.note.claims import Claim
    from notelint.note.layout import Field, Layout
    from notelint.note.model import Section, Value
    from notelint.note.plain import Plain
    from notelint.source import Source

# The keys that web clippers write, folded: who wrote the page, when, and where it is.
_CLIP = frozenset(("source", "author", "published"))
# Where a note states a property of its paper, and not by the way: an address in the head may lead to another version.
_RIVALS: Mapping[str, tuple[Origin, ...]] = {
    "title": (Origin.FRONT_MATTER, Origin.LABEL, Origin.CITATION),
    "year": (Origin.FRONT_MATTER, Origin.LABEL, Origin.CITATION, Origin.BYLINE, Origin.HEADING),
    "doi": (Origin.FRONT_MATTER, Origin.LABEL, Origin.CITATION),
    "arxiv": (Origin.FRONT_MATTER, Origin.LABEL, Origin.CITATION),
}


@dataclass(frozen=True)
class Sources:
    """Where the facts of one note may stand: the match of its heading, what its head claims, and its sections.

    `own` are the spans in which links lead to the note's own paper: the title, the lines right under it, labels.
    """

    layout: Layout
    source: Source
    claims: tuple[Claim, ...] = ()
    match: re.Match[str] | None = None
    text: Plain | None = None
    sections: tuple[Section, ...] = ()
    own: tuple[Span, ...] = ()
    chosen: dict[str, Fact | None] = dataclass_field(default_factory=dict)

    @cached_property
    def by_origin(self) -> Mapping[Origin, Sequence[Claim]]:
        found: dict[Origin, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.origin, []).append(claim)
        return found

    @cached_property
    def ranked(self) -> tuple[Row, ...]:
        """The rows of the table that can say something: those whose origin has claims, or needs none."""
        there = {None, Origin.SECTION, *self.by_origin}
        return tuple(row for row in _RANKED if row.origin in there)

    @cached_property
    def by_name(self) -> Mapping[Origin, Mapping[str, Sequence[Claim]]]:
        found: dict[Origin, dict[str, list[Claim]]] = {}
        for claim in self.claims:
            found.setdefault(claim.origin, {}).setdefault(claim.name, []).append(claim)
        return found

    def is_own(self, span: Span) -> bool:
        """Whether a link at that span leads to the note's own paper."""
        before = bisect_right(self._own_starts, span.start)
        return before > 0 and span.start < self._own_ends[before - 1]

    @cached_property
    def _own_starts(self) -> list[int]:
        return sorted(own.start for own in self.own)

    @cached_property
    def _own_ends(self) -> list[int]:
        """For each start the furthest end of those that begin there or before: to be inside one of them is enough."""
        return [*accumulate((own.end for own in sorted(self.own)), max)]


def read_facts(sources: Sources, fields: Iterable[Field] | None = None) -> tuple[Fact, ...]:
    """The facts of a note, of all or some fields in the layout's order; a property that stands nowhere has none."""
    facts = (_fact(field, sources) for field in (sources.layout.fields if fields is None else fields))
    return tuple(fact for fact in facts if fact)


def _fact(field: Field, sources: Sources) -> Fact | None:
    """The fact of a field, chosen once: what makes a note is asked for before all else."""
    if field.name not in sources.chosen:
        sources.chosen[field.name] = _choose(field, sources)
    return sources.chosen[field.name]


def _choose(field: Field, sources: Sources) -> Fact | None:
    """What the first row of the table says that says something."""
    said = (fact for row in sources.ranked for fact in row.read(field, sources, row.origin))
    return next(said, None)


def _in_address(field: Field, sources: Sources, _: Origin | None) -> Iterator[Fact]:
    """The venue or the year that the address of the paper says: `.../content_cvpr_2018/...`."""
    for other in sources.layout.addresses if field.name in ("venue", "year") else ():
        fact = _fact(other, sources)
        found = publication(fact.value) if fact and isinstance(fact.value, str) else None
        if fact and found:
            yield replace(fact, name=field.name, value=getattr(found, field.name), label=None, label_span=None)


def _in_own_date(field: Field, sources: Sources, _: Origin | None) -> Iterator[Fact]:
    """The date under `Date: ...`, where no other place says that the paper is of another year."""
    for fact in in_own_dates(field, sources):
        years = [] if field.reading == "year" else [each for each in sources.layout.fields if each.reading == "year"]
        chosen = [str(year.value) for each in years if (year := _fact(each, sources))]
        if all(str(fact.value).startswith(year) for year in chosen):
            yield fact


def other_preprints(sources: Sources) -> tuple[Fact, ...]:
    """The arXiv ids that stand within values of other properties: in arXiv's own DOI, in the paper's address."""
    return tuple(fact for field in sources.layout.fields if field.name == "arxiv" for fact in within(field, sources))


def rivals(sources: Sources) -> tuple[Fact, ...]:
    """What else a note says of its title, year and identifiers, and not the same: at most one for each property."""
    found = (_rival(field, sources) for field in sources.layout.fields if field.name in _RIVALS)
    return tuple(fact for fact in found if fact)


def _rival(field: Field, sources: Sources) -> Fact | None:
    """The first other value in a place where a note states a property, below that of the chosen one."""
    places = _RIVALS[field.name]
    chosen = _fact(field, sources)
    if chosen is None or chosen.origin not in (*places, Origin.BIBTEX):
        return None
    below = dropwhile(lambda row: row.origin is not chosen.origin, sources.ranked)
    stated = (fact for row in below if row.origin in places for fact in row.read(field, sources, row.origin))
    others = (fact for fact in stated if fact.origin is not chosen.origin)
    return next((fact for fact in others if _form(fact.value) != _form(chosen.value)), None)


def _form(value: Value) -> Value:
    """A value as it is compared: identifiers without version and case."""
    return without_version(value).casefold() if isinstance(value, str) else value


def unread_values(sources: Sources) -> tuple[Fact, ...]:
    """What stands under a key or label of a property, is meant as its value and cannot be read: `year: twenty`.

    At most one for a property, and none where another key or label of it can be read.
    """
    found = (_unread(field, sources) for field in sources.layout.fields if field.reading in LOOKS)
    return tuple(fact for fact in found if fact)


def label_lines_of(sources: Sources, facts: Iterable[Fact]) -> tuple[Label, ...]:
    """The label lines of a head; claimed are those that name a property of the layout and whose value was read."""
    read = {fact.label_span for fact in facts if fact.name != "year"}
    headed = {section.name_span for section in sources.sections}
    return tuple(
        Label(
            str(claim.label),
            str(claim.value),
            Span(claim.label_span.start, max(claim.label_span.end, claim.span.end)),
            claim.span,
            is_claimed=not _is_left(claim, sources, read, headed),
        )
        for claim in sources.by_origin.get(Origin.LABEL, ())
        if claim.label_span
    )


def _is_left(claim: Claim, sources: Sources, read: Container[Span | None], headed: Container[Span | None]) -> bool:
    """Whether a label names no property, or what it says none of those that it names: its text is kept.

    That of a section, whose name is `headed`, is kept as such.
    """
    fields = [field for field in sources.layout.fields if claim.name in field.names]
    if not fields:
        return True
    if claim.label_span in read or says_nothing(str(claim.value)):
        return False
    return claim.label_span not in headed and all(
        field.reading == "date" or reads_label(field, claim) is None for field in fields
    )


def _unread(field: Field, sources: Sources) -> Fact | None:
    keys = [each for each in keyed(field, sources) if is_unreadable(field, str(each.label), each.value)]
    # A link under a label says itself what it is.
    lines = [
        each
        for each in labelled(field, sources)
        if not each.links and is_unreadable(field, str(each.label), each.value)
    ]
    if not keys and not lines:
        return None
    read = (*in_front_matter(field, sources), *in_labels(field, sources))
    if any(field.reading not in IDENTIFIERS or field.reading in fold_name(fact.label or "") for fact in read):
        return None
    unread = [fact_of(field, each, each.value) for each in keys if not _is_shared(each.name, sources.layout)]
    unread += [fact_of(field, each, each.value) for each in lines]
    return next(iter(unread), None)


def _is_shared(key: str, layout: Layout) -> bool:
    """Whether several properties may stand under a key of front matter, as year and date under `published`."""
    return sum(key in field.keys for field in layout.fields if field.reading != "arxiv-version") > 1


class Row(NamedTuple):
    """One source of facts: where its claims come from, None where it needs no claim, and how it reads a property."""

    origin: Origin | None
    read: Callable[[Field, Sources, Origin | None], Iterator[Fact]] = stated


# Which source wins: the first that says something of a property. docs/reading.md says why.
_RANKED: tuple[Row, ...] = (
    Row(None, in_pattern),
    Row(Origin.BIBTEX),
    Row(Origin.FRONT_MATTER, in_front_matter),
    Row(Origin.LABEL, in_labels),
    Row(Origin.CITATION),
    Row(None, within),
    Row(Origin.SUBTITLE),
    Row(Origin.BYLINE),
    Row(Origin.PROSE),
    Row(Origin.POST),
    Row(Origin.HEADING),
    Row(Origin.SECTION, in_sections),
    Row(Origin.LINK, in_links),
    Row(Origin.TAG, in_tags),
    Row(Origin.FILE_NAME),
    Row(None, _in_address),
    Row(None, _in_own_date),
)


def is_bibliographic(source: Source, front_matter: FrontMatter | None, layout: Layout) -> bool:
    """Whether front matter gives two facts or more of those that only a paper has."""
    if front_matter is None:
        return False
    fields = [field for field in layout.fields if field.name in BIBLIOGRAPHIC]
    keys = {fold_name(entry.key) for entry in front_matter.entries}
    if keys >= _CLIP and not _is_of_paper(front_matter):
        return False
    if sum(not keys.isdisjoint(telling) for telling in layout.telling.values()) < LEAST_BIBLIOGRAPHIC:
        return False
    from notelint.note.front_matter_claims import front_matter_claims  # noqa: PLC0415 - few files have any

    sources = Sources(layout, source, tuple(front_matter_claims(front_matter, literature=True)))
    return len(read_facts(sources, fields)) >= LEAST_BIBLIOGRAPHIC


def _is_of_paper(front_matter: FrontMatter) -> bool:
    """Whether the source of a page that was clipped from the web is a paper."""
    sources = (str(entry.value) for entry in front_matter.entries if fold_name(entry.key) == "source")
    return any(classify(url).kind in PAPER_KINDS for url in sources)
