"""The facts of a note: each property of the schema, chosen from the claims by one ranked table."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from notelint.bibliography.identifiers import without_version
from notelint.bibliography.venues import publication
from notelint.dataclass import cached_property, dataclass, replace
from notelint.dataclass import field as dataclass_field
from notelint.note.layout import BIBLIOGRAPHIC, LEAST_BIBLIOGRAPHIC
from notelint.note.model import Fact, Label, Origin
from notelint.note.names import fold_name
from notelint.note.readings import (
    fact_of,
    in_front_matter,
    in_labels,
    in_links,
    in_pattern,
    in_sections,
    in_tags,
    keyed,
    labelled,
    stated,
    within,
)
from notelint.note.values import IDENTIFIERS, LOOKS, is_unreadable
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from notelint.front_matter import FrontMatter
    from notelint.note.claims import Claim
    from notelint.note.layout import Field, Layout
    from notelint.note.model import Section, Value
    from notelint.note.plain import Plain
    from notelint.source import Source

# Which source wins: the first that says something of a property. docs/reading.md says why.
_RANKS: tuple[Origin, ...] = (
    Origin.BIBTEX,
    Origin.FRONT_MATTER,
    Origin.LABEL,
    Origin.CITATION,
    Origin.ITEM,
    Origin.SUBTITLE,
    Origin.BYLINE,
    Origin.PROSE,
    Origin.POST,
    Origin.HEADING,
    Origin.SECTION,
    Origin.LINK,
    Origin.TAG,
    Origin.FILE_NAME,
)
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
    def ranked(self) -> tuple[Origin, ...]:
        """The origins of the claims, best first, and those that need none."""
        there = {Origin.SECTION, *self.by_origin}
        if Origin.FRONT_MATTER in there:
            there.add(Origin.LABEL)  # behind it comes what stands within other values
        return tuple(origin for origin in _RANKS if origin in there)

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


def read_facts(layout: Layout, sources: Sources, fields: Iterable[Field] | None = None) -> tuple[Fact, ...]:
    """The facts of a note, of all or some fields in the layout's order; a property that stands nowhere has none."""
    facts = (_fact(field, layout, sources) for field in (layout.fields if fields is None else fields))
    return tuple(fact for fact in facts if fact)


def _fact(field: Field, layout: Layout, sources: Sources) -> Fact | None:
    """The fact of a field, chosen once: what makes a note is asked for before all else."""
    if field.name not in sources.chosen:
        sources.chosen[field.name] = _choose(field, layout, sources)
    return sources.chosen[field.name]


def _choose(field: Field, layout: Layout, sources: Sources) -> Fact | None:
    if sources.match and (fact := next(in_pattern(field, sources), None)):
        return fact
    for origin in sources.ranked:
        if origin is Origin.SECTION and field.section is None:
            continue
        for fact in _READERS[origin](field, sources, origin):
            return fact
        if origin is Origin.LABEL and (fact := next(within(field, layout, sources), None)):
            return fact
    return _in_address(field, layout, sources) if field.name in ("venue", "year") else None


def _in_address(field: Field, layout: Layout, sources: Sources) -> Fact | None:
    """The venue or the year that the address of the paper says: `.../content_cvpr_2018/...`."""
    for other in layout.addresses:
        fact = _fact(other, layout, sources)
        found = publication(fact.value) if fact and isinstance(fact.value, str) else None
        if fact and found:
            return replace(fact, name=field.name, value=getattr(found, field.name), label=None, label_span=None)
    return None


def other_preprints(layout: Layout, sources: Sources) -> tuple[Fact, ...]:
    """The arXiv ids that stand within values of other properties: in arXiv's own DOI, in the paper's address."""
    return tuple(fact for field in layout.fields if field.name == "arxiv" for fact in within(field, layout, sources))


def rivals(layout: Layout, sources: Sources) -> tuple[Fact, ...]:
    """What else a note says of its title, year and identifiers, and not the same: at most one for each property."""
    found = (_rival(field, layout, sources) for field in layout.fields if field.name in _RIVALS)
    return tuple(fact for fact in found if fact)


def _rival(field: Field, layout: Layout, sources: Sources) -> Fact | None:
    """The first other value in a place where a note states a property, below that of the chosen one."""
    places = _RIVALS[field.name]
    chosen = _fact(field, layout, sources)
    if chosen is None or chosen.origin not in (*places, Origin.BIBTEX):
        return None
    below = _RANKS[_RANKS.index(chosen.origin) + 1 :]
    others = (origin for origin in sources.ranked if origin in below and origin in places)
    stated = (fact for origin in others for fact in _READERS[origin](field, sources, origin))
    return next((fact for fact in stated if _form(fact.value) != _form(chosen.value)), None)


def _form(value: Value) -> Value:
    """A value as it is compared: identifiers without version and case."""
    return without_version(value).casefold() if isinstance(value, str) else value


def unread_values(layout: Layout, sources: Sources) -> tuple[Fact, ...]:
    """What stands under a key or label of a property, is meant as its value and cannot be read: `year: twenty`.

    At most one for a property, and none where another key or label of it can be read.
    """
    found = (_unread(field, layout, sources) for field in layout.fields if field.reading in LOOKS)
    return tuple(fact for fact in found if fact)


def unclaimed_labels(layout: Layout, sources: Sources, facts: Iterable[Fact]) -> tuple[Label, ...]:
    """The label lines that name no property of the layout, or whose value none could read."""
    known = layout.label_names
    read = {fact.label_span for fact in facts if fact.name != "year"}
    return tuple(
        Label(
            str(claim.label),
            str(claim.value),
            Span(claim.label_span.start, max(claim.label_span.end, claim.span.end)),
            claim.span,
        )
        for claim in sources.by_origin.get(Origin.LABEL, ())
        if claim.value and claim.label_span and (claim.name not in known or _is_left(claim, layout, read))
    )


def _is_left(claim: Claim, layout: Layout, read: Container[Span | None]) -> bool:
    """Whether a date under a known label could not be read: its text is kept."""
    if claim.label_span in read:
        return False
    return any(field.reading == "date" and claim.name in field.names for field in layout.fields)


def _unread(field: Field, layout: Layout, sources: Sources) -> Fact | None:
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
    unread = [fact_of(field, each, each.value) for each in keys if not _is_shared(each.name, layout)]
    unread += [fact_of(field, each, each.value) for each in lines]
    return next(iter(unread), None)


def _is_shared(key: str, layout: Layout) -> bool:
    """Whether several properties may stand under a key of front matter, as year and date under `published`."""
    return sum(key in field.keys for field in layout.fields if field.reading != "arxiv-version") > 1


_READERS: Mapping[Origin, Callable[[Field, Sources, Origin], Iterator[Fact]]] = {
    **dict.fromkeys(_RANKS, stated),
    Origin.FRONT_MATTER: in_front_matter,
    Origin.LABEL: in_labels,
    Origin.SECTION: in_sections,
    Origin.LINK: in_links,
    Origin.TAG: in_tags,
}


def is_bibliographic(source: Source, front_matter: FrontMatter | None, layout: Layout) -> bool:
    """Whether front matter gives two facts or more of those that only a paper has."""
    if front_matter is None:
        return False
    fields = [field for field in layout.fields if field.name in BIBLIOGRAPHIC]
    keys = {fold_name(entry.key) for entry in front_matter.entries}
    if sum(not keys.isdisjoint(telling) for telling in layout.telling.values()) < LEAST_BIBLIOGRAPHIC:
        return False
    from notelint.note.front_matter_claims import front_matter_claims  # noqa: PLC0415 - few files have any

    sources = Sources(source, tuple(front_matter_claims(front_matter, literature=True)))
    return len(read_facts(layout, sources, fields)) >= LEAST_BIBLIOGRAPHIC
