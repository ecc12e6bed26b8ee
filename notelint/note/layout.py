"""Where the parts of a note live in Markdown: what `x-markdown` says in a note schema, compiled.

The package `schema` makes a Layout of a note schema; this module knows nothing of JSON Schema.
"""

from __future__ import annotations

from collections import Counter

from notelint.dataclass import cached_property, dataclass
from notelint.note.names import fold_name
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping
    from typing import Literal, TypeAlias

    from notelint.bounds import BoundedPattern

    HeadingPattern: TypeAlias = re.Pattern[str] | BoundedPattern  # ours, or one of a user's schema

    Reading = Literal[
        "text",
        "markdown",
        "names",
        "list",
        "year",
        "date",
        "month",
        "doi",
        "arxiv",
        "arxiv-version",
        "url",
        "venue",
        "integer",
    ]

# The kinds of links that lead to a paper.
PAPER_KINDS = frozenset(("paper", "pdf", "doi", "arxiv"))
# The properties that only a paper has, and how many of them make front matter bibliographic.
BIBLIOGRAPHIC = frozenset(("authors", "year", "venue", "doi", "arxiv", "citekey"))
LEAST_BIBLIOGRAPHIC = 2
# The properties by which a note is known.
TELLING = BIBLIOGRAPHIC | {"organizations", "code", "abstract", "url"}
# What may stand before a label, folded: the paper of which it speaks.
_PAPERS = ("paper", "article")
_HAN_PAPERS = ("论文", "論文", "文章", "논문", "原文", "원문")
# The readings of properties within whose values others may stand.
_WITHIN: Mapping[Reading, tuple[Reading, ...]] = {
    "year": ("venue", "date", "names", "url"),
    "venue": ("date",),
    "arxiv": ("url", "venue", "doi"),
    "arxiv-version": ("url", "venue", "doi"),
    "doi": ("url", "venue"),
}
# Claims of another name in which a value of a reading may stand: `journal = {arXiv preprint arXiv:1705.99934}`.
_ALSO: Mapping[Reading, tuple[str, ...]] = {
    "year": ("date",),
    "arxiv": ("venue", "url", "doi"),
    "arxiv-version": ("venue", "url", "doi"),
    "doi": ("url",),
}


# The same of properties that are no more than texts by their reading.
_WITHIN_NAMED: Mapping[str, tuple[Reading, ...]] = {
    "organizations": ("names",),
    **dict.fromkeys(("volume", "issue", "pages"), ("venue",)),
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
    * `template`: whether a new note has an empty place for it; `prompt`: what it says there.
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
    template: bool = True
    prompt: str = ""

    @cached_property
    def keys(self) -> Mapping[str, int]:
        """The accepted keys, folded, each with its rank."""
        return {key: rank for rank, key in reversed([*enumerate(map(fold_name, self.front_matter))])}

    @cached_property
    def names(self) -> frozenset[str]:
        """The accepted labels, folded, also behind a word for the paper: `论文作者`, `paper venue`."""
        names = frozenset(map(fold_name, self.labels))
        return names.union(word + name for name in names for word in (_PAPERS if name.isascii() else _HAN_PAPERS))

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The properties of which a piece that has no key speaks where it gives a value of this one."""
        return tuple(dict.fromkeys((self.name, self.reading.partition("-")[0], *_ALSO.get(self.reading, ()))))


@dataclass(frozen=True)
class Layout:
    """How the notes of one schema are found and read.

    `headings` are the patterns of note headings (one file, many notes; each has the named group `title`); `lists`: a
    file holds many notes, each a row of a table, an item of a list or what stands below a heading; with neither, the
    file itself is one note. `from_front_matter`: its facts stand in bibliographic front matter, which sets such notes
    apart from others. `titled`: a heading repeats the title that a key gives.
    """

    schema: str
    fields: tuple[Field, ...]
    headings: tuple[HeadingPattern, ...] = ()
    lists: bool = False
    from_front_matter: bool = False
    ordered: bool = False
    closed: bool = False
    titled: bool = False

    @property
    def many(self) -> bool:
        """Whether one file holds many notes, so that its front matter is none of a note's own."""
        return bool(self.headings) or self.lists

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by the names of their properties."""
        return {field.name: field for field in self.fields}

    def names_of(self, name: str) -> frozenset[str]:
        """The folded labels of a property; none where the layout has no such property."""
        return self.by_name[name].names if name in self.by_name else frozenset()

    @cached_property
    def shared_keys(self) -> frozenset[str]:
        """The folded keys of front matter under which several properties may stand: `url`, `source`, `issued`."""
        counts = Counter(key for field in self.fields for key in field.keys)
        return frozenset(key for key, count in counts.items() if count > 1)

    @cached_property
    def label_names(self) -> frozenset[str]:
        """The folded labels of all fields."""
        return frozenset(name for field in self.fields for name in field.names)

    @cached_property
    def keyed_names(self) -> frozenset[str]:
        """The folded labels of those fields whose value is no prose, and so may be all that stands below a heading."""
        return frozenset(name for field in self.fields if field.reading != "markdown" for name in field.names)

    @cached_property
    def names(self) -> frozenset[str]:
        """The folded names of labels and sections: both may stand as headings."""
        return self.label_names | self.section_names.keys()

    @cached_property
    def telling_fields(self) -> tuple[Field, ...]:
        """The fields by which a note is known, and the title, which says whether the form of a piece is one."""
        return tuple(field for field in self.fields if field.name in TELLING or field.name == "title")

    @cached_property
    def telling(self) -> Mapping[str, frozenset[str]]:
        """The folded keys of front matter under which each bibliographic property may stand, or within whose value."""
        fields = (field for field in self.fields if field.name in BIBLIOGRAPHIC)
        holders = ((field, (field, *self.holders[field.name])) for field in fields)
        return {field.name: frozenset(key for each in there for key in each.keys) for field, there in holders}

    @cached_property
    def addresses(self) -> tuple[Field, ...]:
        """The fields that are the paper's own address."""
        return tuple(
            field
            for field in self.fields
            if field.reading == "url" and (field.link in PAPER_KINDS or field.name == "url")
        )

    @cached_property
    def holders(self) -> Mapping[str, tuple[Field, ...]]:
        """By the name of each field those within whose values its own may stand: a year within a venue or a date.

        Of addresses only those of the paper.
        """
        within = {field.name: _WITHIN_NAMED.get(field.name) or _WITHIN.get(field.reading, ()) for field in self.fields}
        return {
            name: tuple(
                other
                for reading in readings
                for other in (self.addresses if reading == "url" else self.fields)
                if other.reading == reading
            )
            for name, readings in within.items()
        }

    @cached_property
    def front_matter_keys(self) -> Mapping[str, str]:
        """The accepted keys of front matter, each by its folded form."""
        found: dict[str, str] = {}
        for field in self.fields:
            for key in field.front_matter:
                found.setdefault(fold_name(key), key)
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
