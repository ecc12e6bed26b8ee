"""How the notes of a folder use their layout: under which names they give the properties, and which of these."""

from __future__ import annotations

from collections import Counter

from notelint.dataclass import replace
from notelint.note.model import Origin
from notelint.note.names import fold_name
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notelint.note.layout import Field, Layout
    from notelint.note.model import Note

    Place = tuple[Origin, str]  # a key, a label or a section, and its name as written

_LEAST = 3  # notes; fewer have no habits


def usual_layout(layout: Layout, notes: Sequence[Note]) -> Layout:
    """The layout by which one more such note is written.

    Each property has the one key, label or section name under which most of the notes that give it do, and a place in
    the template where it is required or more than half of the notes give it. For few notes the layout is as it was.
    """
    if len(notes) < _LEAST:
        return layout
    places: dict[str, Counter[Place]] = {field.name: Counter() for field in layout.fields}
    for note in notes:
        for name, place in dict(_places(note)).items():
            places[name][place] += 1
    for (origin, name), fields in _shared(layout, places).items():  # an arXiv id may stand under `url`
        for each in sorted(fields, key=lambda each: _rank(each, origin, name))[1:]:
            del places[each.name][origin, name]
    fields = [_used(field, places[field.name], len(notes)) for field in layout.fields]
    return replace(layout, fields=tuple(_once(field, fields) for field in fields))


def _once(field: Field, fields: Iterable[Field]) -> Field:
    """The field without a label line of its own where a section has that name: a heading may be a label."""
    sections = {fold_name(each.section) for each in fields if each.section and each is not field and each.template}
    return replace(field, template=False) if sections.intersection(map(fold_name, field.labels)) else field


def _places(note: Note) -> Iterator[tuple[str, Place]]:
    """Where a note gives its properties."""
    for fact in reversed(note.facts):  # of each property the first counts
        if fact.label and fact.origin in (Origin.FRONT_MATTER, Origin.LABEL):
            yield fact.name, (fact.origin, fact.label)
    for section in reversed(note.all_sections()):
        if section.holds:
            yield section.holds, (Origin.SECTION, section.name)


def _shared(layout: Layout, places: Mapping[str, Iterable[Place]]) -> dict[Place, list[Field]]:
    """The properties that are given at each place."""
    found: dict[Place, list[Field]] = {}
    for field in layout.fields:
        for place in places[field.name]:
            found.setdefault(place, []).append(field)
    return found


def _rank(field: Field, origin: Origin, name: str) -> int:
    """How far down a name stands among those of a field."""
    names = [*map(fold_name, field.front_matter if origin is Origin.FRONT_MATTER else field.labels)]
    return names.index(fold_name(name)) if fold_name(name) in names else len(names)


def _used(field: Field, places: Counter[Place], notes: int) -> Field:
    field = replace(field, template=field.required or 2 * places.total() > notes)
    (origin, name), _ = next(iter(places.most_common(1)), ((None, ""), 0))
    if origin is Origin.SECTION:
        return replace(field, section=name, aliases=())
    if origin is None:
        return field
    keys, labels = ((name,), ()) if origin is Origin.FRONT_MATTER else ((), (name,))
    return replace(field, front_matter=keys, labels=labels)
