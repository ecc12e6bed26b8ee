"""What of a note can be a habit: the names, levels and values of its sections, front matter keys and labels."""

from __future__ import annotations

from notelint.dataclass import cached_property, dataclass
from notelint.note.model import Label, Origin
from notelint.note.names import fold_name
from notelint.note.plain import collapse, heading_words
from notelint.note.values import says_nothing
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Literal

    from notelint.front_matter import FrontMatter
    from notelint.note.model import Document, Fact, Note, Section, Value

    Place = Literal["section", "front-matter", "label"]
    Line = tuple[Place, str]  # a key or label, as written
    Name = tuple[str, str]  # a Place or `fact`, and a folded name

_LONGEST_NAME = 60  # characters; longer headings are sentences of their own
_LONGEST_VALUE = 60
_TELLING = frozenset(("authors", "year", "venue", "doi", "arxiv"))
# `**Rating**: 4`, `- **Rating:** 4`, and `**Strengths**` alone on its line.
_BOLD = regex(
    r"(?m)^(?:[-*+][ \t]+)?\*\*(?P<name>[^*\s:：][^*\n:：]{0,40})(?:[:：][ \t]*\*\*|\*\*[ \t]*[:：]|\*\*(?=[ \t]*$))"
    r"[ \t]*(?P<value>[^\n]*)"
)
_BELOW = regex(r"(?:[ \t]*\n)+[ \t]*(?P<value>(?!#|(?:[-*+][ \t]+)?\*\*)[^\n]+)")
_COUNTED = regex(r"[^\W\d]\W?\d{1,2}\Z")
_LINES = (Origin.FRONT_MATTER, Origin.LABEL)
# Keys by which a vault tells papers from surveys and books.
_KIND_KEYS = frozenset(("type", "kind", "itemtype", "类型", "類型", "種類", "種別", "종류", "유형"))
_KINDS = {bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}
_DATE = regex(r"\d{4}-\d\d-\d\d\Z")


class SectionTrait(NamedTuple):
    """A section of a note: its name as written, whether it holds anything, and the colon or dash behind its name."""

    name: str
    level: int
    filled: bool
    separator: str


class ValueTrait(NamedTuple):
    """A front matter key or a label as written, its kind of value (JSON Schema's type, or `date`) and a short value.

    The kind is None where there is no value. `is_title`: it repeats the note's title.
    """

    name: str
    kind: str | None
    value: str | bool | None
    is_title: bool = False


@dataclass(frozen=True)
class Traits:
    """The traits of one note; `place` is where it stands, as `path:line`.

    `level` is that of its heading, and `is_headed` says whether that is the title that its front matter gives. `facts`
    are the names of all that it says, each with the key or label within whose value it stands, if any; `formed` those
    of what tells papers apart and stands in no key or label.
    """

    place: str
    schema: str
    level: int | None
    is_headed: bool
    sections: tuple[SectionTrait, ...]
    keys: tuple[ValueTrait, ...]
    labels: tuple[ValueTrait, ...]
    facts: Mapping[str, Line | None]
    formed: frozenset[str]

    @property
    def path(self) -> str:
        """The path of the note's file."""
        return self.place.rpartition(":")[0]

    @cached_property
    def kind(self) -> str | None:
        """What kind of note it says it is in its front matter, folded: `paper`, `survey`."""
        values = (key.value for key in self.keys if fold_name(key.name) in _KIND_KEYS)
        return next((fold_name(value) for value in values if isinstance(value, str)), None)

    @cached_property
    def names(self) -> frozenset[Name]:
        """The folded names of sections, keys, labels and formed facts: by these, notes of one template are alike."""
        return frozenset(
            (
                *(("section", fold_name(each.name)) for each in self.sections),
                *(("front-matter", fold_name(each.name)) for each in self.keys),
                *(("label", fold_name(each.name)) for each in self.labels),
                *(("fact", name) for name in self.formed),
            )
        )


def traits_of(document: Document, note: Note) -> Traits:
    """The traits of one of a document's notes. Front matter is a note's own where the file holds one note."""
    start = note.heading.span.start if note.heading else note.span.start
    own = document.front_matter if document.layout and not document.layout.many else None
    return Traits(
        place=f"{document.source.path}:{document.source.line_number(start)}",
        schema=document.layout.schema if document.layout else "",
        level=note.heading.level if note.heading else None,
        is_headed=heads(note) is True,
        sections=tuple(_section(each, note) for each in note.all_sections() if _can_recur(each)),
        keys=tuple(_keys(own, note)) if own else (),
        labels=tuple(_labels(note)),
        facts={
            fact.name: _line_of(fact)
            for fact in (*note.facts, *note.unread)
            if not (_is_tag(fact) or is_file_name(fact))
        },
        formed=frozenset(fact.name for fact in note.facts if fact.name in _TELLING and fact.origin not in _LINES),
    )


def _line_of(fact: Fact) -> Line | None:
    """The key or label under which a fact stands."""
    if fact.label is None or fact.origin not in _LINES:
        return None
    return "label" if fact.origin is Origin.LABEL else "front-matter", fact.label


def _is_tag(fact: Fact) -> bool:
    """Whether a tag says it, among others: `#CVPR-2017`. Who tags papers by year need not have a tag for each year."""
    return fact.origin is Origin.TAG and fact.name in _TELLING


def is_file_name(fact: Fact) -> bool:
    """Whether a title is only the name of the file, which each has."""
    return fact.name == "title" and fact.origin is Origin.FILE_NAME


def heads(note: Note) -> bool | None:
    """Whether a note's heading is the title that a key or label gives; None where it has not both."""
    title = note.fact("title")
    if note.heading is None or title is None or title.origin not in _LINES:
        return None
    return fold_name(heading_words(note.heading)) == fold_name(str(title.value))


def _can_recur(section: Section) -> bool:
    """Whether other notes may have the section: not one that is counted (`Key result 3`), nor a sentence."""
    return 0 < len(section.name) <= _LONGEST_NAME and not _COUNTED.search(section.name)


def _section(section: Section, note: Note) -> SectionTrait:
    filled = not section.is_empty(note.source)
    return SectionTrait(section.name, section.level, filled, collapse(section.separator))


def _keys(front_matter: FrontMatter, note: Note) -> Iterator[ValueTrait]:
    for entry in front_matter.entries:
        if 0 < len(entry.key.strip()) <= _LONGEST_NAME:
            yield ValueTrait(entry.key, kind_of(entry.value), _short(entry.value), _is_title(entry.value, note))


def _labels(note: Note) -> Iterator[ValueTrait]:
    for label in sorted(labels_of(note), key=lambda label: label.span):
        kind = "integer" if label.value.isdecimal() else kind_of(label.value)
        yield ValueTrait(label.name, kind, _short(label.value), _is_title(label.value, note))


def _is_title(value: Value, note: Note) -> bool:
    return isinstance(value, str) and note.title is not None and value.casefold() == note.title.casefold()


def labels_of(note: Note) -> Iterator[Label]:
    """The labels of a note: those of its head, and bold ones that begin a line.

    A bold name alone on its line has what stands below it as its value.
    """
    yield from note.label_lines
    text = note.source.text
    known = {text.rfind("\n", 0, label.span.start) + 1 for label in note.label_lines}
    start = note.heading.span.end if note.heading else note.span.start
    for found in _BOLD.finditer(text, start, note.span.end):
        if found.start() not in known:
            value = found if found["value"].strip() else _BELOW.match(text, found.end(), note.span.end) or found
            yield Label(found["name"].strip(), value["value"].strip(), Span(*found.span()), Span(*value.span("value")))


def kind_of(value: Value) -> str | None:
    """JSON Schema's type of a value, `date` of a text such as 2024-05-31, None of what says nothing."""
    if isinstance(value, str):
        return None if says_nothing(value) else "date" if _DATE.match(value) else "string"
    if value is None or value in ([], {}):
        return None
    return _KINDS[type(value)]


def _short(value: Value) -> str | bool | None:
    """A value that may be one of few: a short text, true or false."""
    if isinstance(value, bool):
        return value
    return value if isinstance(value, str) and len(value) <= _LONGEST_VALUE and not says_nothing(value) else None
