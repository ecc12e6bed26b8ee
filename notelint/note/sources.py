"""Where the facts of one note may stand: what its head claims, its sections, and which links are its own."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from notelint.dataclass import cached_property, dataclass
from notelint.dataclass import field as dataclass_field
from notelint.note.model import Fact, Origin
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from notelint.note.claims import Claim
    from notelint.note.model import Section
    from notelint.note.plain import Plain
    from notelint.source import Source, Span

# Which source wins: the first that says something of a property. docs/reading.md says why.
RANKS: tuple[Origin, ...] = (
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
        return tuple(origin for origin in RANKS if origin in there)

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
