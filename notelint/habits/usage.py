"""How notes use a layout that they were not learned from: under which names they give the properties, and which."""

from __future__ import annotations

from collections import defaultdict

from notelint.dataclass import replace
from notelint.habits.columns import lines_of, section_columns
from notelint.note.names import fold_name
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notelint.habits.traits import Line, Traits
    from notelint.note.layout import Field, Layout

_LEAST = 3  # notes; fewer have no habits


def usual_layout(layout: Layout, notes: Sequence[Traits]) -> Layout:
    """The layout by which one more such note is written.

    Each property has the one key, label or section name under which most of the notes that give it do, and a place in
    the template where it is required or more than half of the notes give it. For few notes the layout is as it was.
    """
    if len(notes) < _LEAST:
        return layout
    lines = {field.name: lines_of(field.name, notes) for field in layout.fields}
    shared: defaultdict[Line, list[Field]] = defaultdict(list)
    for field in layout.fields:
        for line in lines[field.name]:
            shared[line].append(field)
    for line, fields in shared.items():  # an arXiv id may stand under `url`
        for field in sorted(fields, key=lambda field: _rank(field, line))[1:]:
            del lines[field.name][line]
    sections = {each.holds: each for each in section_columns(notes, layout.section_names)}
    used = []
    for field in layout.fields:
        section = sections.get(field.name)
        have = len(section.cells) if section else lines[field.name].total()
        each = replace(field, template=field.required or 2 * have > len(notes))
        if section:
            each = replace(each, section=section.name, aliases=())
        elif lines[field.name]:
            ((place, name), _), *_ = lines[field.name].most_common(1)
            keys, labels = ((name,), ()) if place == "front-matter" else ((), (name,))
            each = replace(each, front_matter=keys, labels=labels)
        used.append(each)
    return replace(layout, fields=tuple(_once(field, used) for field in used))


def _once(field: Field, fields: Iterable[Field]) -> Field:
    """The field without a label line of its own where a section has that name: a heading may be a label."""
    sections = {fold_name(each.section) for each in fields if each.section and each is not field and each.template}
    return replace(field, template=False) if sections.intersection(map(fold_name, field.labels)) else field


def _rank(field: Field, line: Line) -> int:
    """How far down a name stands among those of a field."""
    place, name = line
    names = [*map(fold_name, field.front_matter if place == "front-matter" else field.labels)]
    return names.index(fold_name(name)) if fold_name(name) in names else len(names)
