"""What each note has and lacks."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from notelint.note.names import fold_name
from notelint.record.model import SectionKind
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from notelint.record.model import Record, SectionRecord

_MOST = 24  # sections
_SHARE = 20  # one note of so many has a section that is worth a column
_SECTIONS = ("model", "training", "fine_tuning", "summary")  # what a section says, and a label may say as well
_KINDS = frozenset(get_args(SectionKind))
_DERIVED = ("arxiv_version",)  # says nothing without the arXiv id
_FACTS = {
    "title": "Title",
    "authors": "Authors",
    "organizations": "Organizations",
    "year": "Year",
    "venue": "Venue",
    "doi": "DOI",
    "arxiv": "arXiv",
    "url": "URL",
    "tags": "Tags",
    "links": "Links",
    "images": "Images",
}


class Column(NamedTuple):
    """A fact or section that a note may have: its name, its label, and whether it is a section."""

    name: str
    label: str
    is_section: bool


def columns(records: Sequence[Record]) -> tuple[Column, ...]:
    """The facts, properties added by schemas and commonest sections that at least one note has or must have."""
    required = {name for record in records for name in record.missing}
    held = Counter(name for record in records for name in _held(record))
    spelled = _spellings(records)
    enough = max(len(records) / _SHARE, min(2, len(records)))
    sections = {name for name in spelled if held[name] >= enough} | set(_SECTIONS)
    known = {*_FACTS, *_DERIVED, *sections}
    added = sorted({name for record in records for name in record.extra} | required - set(spelled))
    facts = _FACTS | {name: _words(name) for name in added if name not in known}
    commonest = sorted(sections, key=lambda name: (-held[name], name))[:_MOST]
    shown = (
        *(Column(name, label, is_section=False) for name, label in facts.items()),
        *(Column(name, _label(name, spelled), is_section=True) for name in commonest),
    )
    return tuple(each for each in shown if held[each.name] or each.name in required)


def _spellings(records: Sequence[Record]) -> dict[str, Counter[str]]:
    """How often each heading of a section is used, by the name of the section."""
    found: dict[str, Counter[str]] = {}
    for record in records:
        for section in record.sections:
            if section.heading:
                found.setdefault(_name(section), Counter())[section.heading] += 1
    return found


def cells(record: Record, shown: Sequence[Column]) -> str:
    """A character for each column: `1` the note has it, `0` it does not, `!` although it is required."""
    held, missing = _held(record), set(record.missing)
    return "".join("1" if each.name in held else "!" if each.name in missing else "0" for each in shown)


def _held(record: Record) -> set[str]:
    """The names of the facts and sections of a note."""
    values = ((name, getattr(record, name)) for name in (*_FACTS, *_SECTIONS))
    held = {name for name, value in (*values, *record.extra.items()) if value not in (None, "", (), [])}
    return held | {_name(section) for section in record.sections if section.heading}


def _name(section: SectionRecord) -> str:
    return fold_name(section.heading) if section.kind == "other" else section.kind


def _label(name: str, spelled: Mapping[str, Counter[str]]) -> str:
    """The label of a section, as most notes spell it; a known kind of section has its own."""
    if name in _KINDS:
        return _words(name)
    return min(spelled[name].items(), key=lambda each: (-each[1], each[0]))[0]


def _words(name: str) -> str:
    """A property's name as words: `fine_tuning` is `Fine tuning`."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
