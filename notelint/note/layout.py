"""Where the parts of a note live in Markdown: what `x-markdown` says in a note schema, compiled.

The package `schema` makes a Layout of a note schema; this module knows nothing of JSON Schema.
"""

from __future__ import annotations

from notelint.dataclass import cached_property, dataclass
from notelint.note.names import fold_name
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping
    from typing import Literal

    Reading = Literal["text", "markdown", "names", "list", "year", "date", "doi", "arxiv", "url", "venue", "integer"]

# The kinds of links that lead to a paper.
PAPER_KINDS = frozenset(("paper", "pdf", "doi", "arxiv"))
# The readings of properties within whose values others may stand.
_WITHIN: Mapping[Reading, tuple[Reading, ...]] = {
    "year": ("venue", "date", "names"),
    "venue": ("date",),
    "arxiv": ("url",),
    "doi": ("url",),
}


@dataclass(frozen=True)
class Field:
    """Where one property lives, in the order of trust: heading, front matter, label, section, link.

    * `heading`: a named group of the note heading's pattern; with `known` = "venue" only the parts of it that are
      known venues belong to this property, and other properties of the same group get the rest.
    * `front_matter`, `labels`: accepted keys, compared by `fold_name`.
    * `section`: the section's canonical name; `aliases`: other names that are accepted.
    * `link`: the kind of link (paper, code, ...) whose URL is the value.
    * `reading`: how a text becomes a value; `split`: the separators of a list.
    """

    name: str
    required: bool
    reading: Reading
    heading: str | None = None
    known: Literal["venue"] | None = None
    front_matter: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    section: str | None = None
    aliases: tuple[str, ...] = ()
    link: str | None = None
    split: str | None = None

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The accepted keys, folded."""
        return tuple(map(fold_name, self.front_matter))

    @cached_property
    def names(self) -> frozenset[str]:
        """The accepted labels, folded."""
        return frozenset(map(fold_name, self.labels))


@dataclass(frozen=True)
class Layout:
    """How the notes of one schema are found and read.

    `headings` are the patterns of note headings (one file, many notes; each has the named group `title`); with none,
    the file itself is one note. `evidence` names the properties that show that a file is such a note where no
    configuration says so: at least `least` of them must be found (or, with `headings`, one heading that matches).
    """

    schema: str
    fields: tuple[Field, ...]
    headings: tuple[re.Pattern[str], ...] = ()
    evidence: tuple[str, ...] = ()
    least: int = 1
    ordered: bool = False
    closed: bool = False

    @cached_property
    def label_names(self) -> frozenset[str]:
        """The folded labels of all fields."""
        return frozenset(name for field in self.fields for name in field.names)

    @cached_property
    def names(self) -> frozenset[str]:
        """The folded names of labels and sections: both may stand as headings."""
        return self.label_names | self.section_names.keys()

    @cached_property
    def telling(self) -> tuple[Field, ...]:
        """The fields that are evidence."""
        return tuple(field for field in self.fields if field.name in self.evidence)

    @cached_property
    def told_by(self) -> Mapping[str, frozenset[str]]:
        """By each folded key of front matter the evidence that may stand under it, as a value or within another."""
        told: dict[str, set[str]] = {}
        for field in self.telling:
            for holder in (field, *self.holders[field.name]):
                for key in holder.keys:
                    told.setdefault(key, set()).add(field.name)
        return {key: frozenset(names) for key, names in told.items()}

    @cached_property
    def holders(self) -> Mapping[str, tuple[Field, ...]]:
        """By the name of each field those within whose values its own may stand: a year within a date or a venue.

        Of addresses only those of the paper.
        """
        addresses = [field for field in self.fields if field.link in PAPER_KINDS or field.name == "url"]
        return {
            field.name: tuple(
                other
                for other in self.fields
                if other.reading in _WITHIN.get(field.reading, ()) and (other.reading != "url" or other in addresses)
            )
            for field in self.fields
        }

    @cached_property
    def reads_links(self) -> bool:
        """Whether a property may stand in a link."""
        return any(field.link for field in self.fields)

    @cached_property
    def front_matter_keys(self) -> Mapping[str, str]:
        """The accepted keys of front matter, each by its folded form."""
        found: dict[str, str] = {}
        for field in self.fields:
            for folded, key in zip(field.keys, field.front_matter, strict=True):
                found.setdefault(folded, key)
        return found

    @cached_property
    def section_names(self) -> Mapping[str, str]:
        """The folded names and aliases of the sections, each with the name of its property."""
        names: dict[str, str] = {}
        for field in self.fields:
            for name in (field.section, *field.aliases):
                if name:
                    names.setdefault(fold_name(name), field.name)
        return names
