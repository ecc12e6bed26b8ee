"""The Markdown of one note, such that reading it by a schema's layout gives the record again.

First comes what the note says anyway: its heading, opening and sections, as written. That is read back, and what the
layout does not find in it is added where the layout looks for it: in the heading, in front matter, in label lines or
sections. What the layout has no place for stands in a key or label line of its own, and is read as an extra field.
"""

from __future__ import annotations

import re
from collections import Counter

from notelint.dataclass import replace
from notelint.errors import NotelintError
from notelint.formats.draft import (
    Draft,
    as_written,
    comment,
    label_line,
    link_text,
    one_line,
    one_line_markdown,
    section_text,
    value_text,
)
from notelint.markdown import parse
from notelint.note import read_document
from notelint.note.names import fold_name
from notelint.record.blocks import written
from notelint.record.build import records
from notelint.regex import regex
from notelint.source import Source
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import Any

    from notelint.note.layout import Field, Layout
    from notelint.record.model import Record, SectionRecord

    Place = tuple[str, str]  # the kind of place and the name there

_DOCUMENT_KEYS = ("title", "date", "categories", "tags")
_FACTS = ("short_name", "authors", "organizations", "year", "date", "venue", "doi", "arxiv", "url", "tags")
# What others say: the title, the arXiv id, venue and identifiers, and all of these.
_DERIVED = ("short_name", "arxiv_version", "type", "citekey")
_NAMES = {"url": "URL", "doi": "DOI", "arxiv": "arXiv", "isbn": "ISBN"}  # of labels, which are no words
_MOST_ABOVE = 8  # blocks above the heading
_HEADING = regex(r" {0,3}#{1,6}(?=[ \t\r\n]|\Z)([^\n]*)")
_UNDERLINED = regex(r"((?:(?! {0,3}(?:=+|-+) *$)[^\n]*\n)+) {0,3}(?:=+|-+) *$", re.MULTILINE)


def note_text(record: Record, layout: Layout, *, is_new: bool = False) -> str:
    """The Markdown of a note: a whole file where the layout says that a file is a note, else without front matter.

    One that `is_new` has a place, still empty, for whatever else the layout has in its template.

    Raises NotelintError where the layout finds notes by their headings, and would not know this one's.
    """
    own = record.source.schema == layout.schema
    draft = _as_written(record, layout) if own else _moved(record, layout)
    draft, told = _settled(draft, record, layout) if own else _with_facts(draft, record, layout)
    if told is None:
        raise NotelintError(f"{record.id}: no heading says what {layout.schema} asks of one: is its year missing?")
    if not own:
        draft = _with_links(_with_homeless(draft, record, layout, told), record, told)
    if is_new:
        draft = _with_empty_places(draft, record, layout)
    draft = replace(draft, entries=_in_order(draft.entries, layout))
    return _with_extra_fields(draft, record, layout, told, own=own).text


def _settled(draft: Draft, record: Record, layout: Layout) -> tuple[Draft, Record | None]:
    """The draft with its facts, and what it says: with as much text above the heading as it takes to say the same.

    A note whose title stands elsewhere gets a heading where it takes one: names below the name of a file are authors.
    """
    first = _with_facts(draft, record, layout)
    if layout.many or _says(first[1], record, layout):
        return first
    if not draft.heading:
        headed = _with_facts(replace(draft, heading=one_line_markdown(record.title or "")), record, layout)
        return headed if _says(headed[1], record, layout) else first
    source = Source("-", draft.opening)
    blocks = parse(source, 0)
    for number in range(1, min(len(blocks), _MOST_ABOVE) + 1):
        above, below = written(source, blocks[:number]), written(source, blocks[number:])
        if below.startswith((" ", "\t")):
            continue
        trial = _with_facts(replace(draft, above=above, opening=below), record, layout)
        if _says(trial[1], record, layout):
            return trial
    return first


def _says(told: Record | None, record: Record, layout: Layout) -> bool:
    """Whether a draft says the facts of a record, no others, and leaves the same text for its opening."""
    if told is None or _opening_blocks(record) != _opening_blocks(told):
        return False
    return all(_is_told(record, told, each.name) for each in layout.fields)


def _as_written(record: Record, layout: Layout) -> Draft:
    """The note as it stands, for the layout by which it was read."""
    return Draft(
        level=record.source.heading_level or 1,
        entries={} if layout.many else document_entries(record),
        heading=one_line(record.source.heading or ""),
        opening=record.source.opening or "",
        sections=tuple(_at_level(each, each.level) for each in record.sections if not _is_opening(each)),
        definitions=record.source.definitions,
    )


def _moved(record: Record, layout: Layout) -> Draft:
    """The note for another layout: its sections below the new heading, without the lines that gave facts."""
    sections = [section for section in record.sections if not _is_opening(section)]
    level = max(2, len(record.groups) + 1 + layout.lists) if layout.many else 1
    dates = {name: text for name, text in document_entries(record).items() if name in ("date", "categories")}
    opening = [section.source for section in record.sections if _is_opening(section)]
    heading = one_line(record.source.heading or "")
    if _letters(record.title or "") in _letters(heading):
        heading = ""  # it is the title, which gets a heading of its own
    levels = [section.level for section in sections] + [record.source.heading_level or 1] * bool(heading)
    shift = level + 1 - min(levels, default=0)
    if heading:
        opening.insert(0, f"{'#' * (level + 1)} {heading}")
    draft = Draft(
        level=level,
        entries={} if layout.many else dates,
        opening="\n\n".join(opening),
        sections=tuple(_at_level(section, min(6, section.level + shift)) for section in sections),
        definitions=record.source.definitions,
    )
    return replace(draft, heading=_new_heading(record, layout)) if _has_heading(layout) else draft


def _has_heading(layout: Layout) -> bool:
    """Whether a note's heading gives its title: not where a key of its front matter does, and no label may."""
    title = layout.by_name.get("title")
    is_key = title is not None and title.front_matter and (layout.from_front_matter or not title.labels)
    return layout.many or layout.titled or not is_key


def document_entries(record: Record) -> dict[str, str]:
    """What the front matter says of the file, each key with what stands behind its colon."""
    return {name: value_text(value) for name in _DOCUMENT_KEYS if (value := getattr(record.document, name))}


def _in_order(entries: Mapping[str, str], layout: Layout) -> dict[str, str]:
    """Front matter in the order of the layout's fields, and then what those do not know."""
    order = {key: place for place, each in enumerate(layout.fields) for key in each.front_matter}
    return dict(sorted(entries.items(), key=lambda entry: order.get(entry[0], len(order))))


def _is_opening(section: SectionRecord) -> bool:
    return not section.heading and section.value is None and not _HEADING.match(section.source)


def _at_level(section: SectionRecord, level: int) -> str:
    """A section with its heading at a level, without spaces that mean nothing; underlined only if it was so there."""
    found = _HEADING.match(section.source)
    if found is None and level != section.level:
        found = _UNDERLINED.match(section.source)
    if found is None:
        return section.source
    return f"{'#' * level} {one_line(found[1])}".rstrip() + section.source[found.end() :]


def _new_heading(record: Record, layout: Layout) -> str:
    """The title; with the year and what goes with it in brackets where the layout wants that."""
    title = one_line_markdown(record.title or record.id)
    if not layout.headings:
        return title
    names = ", ".join((*record.organizations, *filter(None, (record.venue,))))
    year = str(record.year or "")
    candidates = [
        f"{left}{' '.join(filter(None, (year, inner)))}{right} {title}"
        for inner in (names, "")
        for left, right in ("()", "[]")
    ]
    for candidate in (*candidates, f"{title} ({year})", f"{year} {title}", title):
        told = _read(f"# {candidate}\n", layout)
        if told and (told.title, told.year or record.year) == (record.title, record.year):
            return candidate
    return title


def _with_facts(draft: Draft, record: Record, layout: Layout) -> tuple[Draft, Record | None]:
    """The draft with the facts that the layout does not find in it, each in the first place where it is found.

    And what is then read in it.
    """
    own = record.source.schema == layout.schema
    # Keys of the file, and those whose values the layout could not read, are to stay as they are.
    taken = {*_DOCUMENT_KEYS, *(extra.name for extra in record.extra_fields)} if own else frozenset[str]()
    wanted = [each for each in layout.fields if written_value(record, each.name)]
    places = {each.name: _places(each, layout, draft, taken, own=own) for each in wanted}
    added: dict[str, Place] = {}
    while True:
        now = _placed(draft, record, added)
        told = _read(now.text, layout)
        untold = [each.name for each in wanted if told is None or not _is_told(record, told, each.name)]
        if told and layout.from_front_matter and not own and "citekey" in places and "citekey" not in added:
            untold.append("citekey")  # the key that the note had elsewhere; its own layout would make it again
        moves = _moves(untold, places, is_headed=bool(draft.heading))
        if moves:
            added |= moves
        elif own:
            free_of = [each for each in wanted if each.name not in added and not layout.many]
            keys = {each.name: _keys(each, draft, taken) for each in free_of}
            free = {name: found[0] for name, found in keys.items() if found}
            hidden = _hidden(draft, record, layout, added, free)
            return (now, told) if not hidden else _said(_placed(draft, record, {**added, **hidden}), layout)
        else:
            return now, told


def _said(draft: Draft, layout: Layout) -> tuple[Draft, Record | None]:
    return draft, _read(draft.text, layout)


def _moves(untold: Collection[str], places: Mapping[str, Iterator[Place]], *, is_headed: bool) -> dict[str, Place]:
    """The next places of facts.

    First that of a title without a heading: below one that is none, no label is read. Last those of facts that others
    may say, as what stands below the heading of a list says that there is a note.
    """
    facts = [name for name in untold if name not in (*_DERIVED, "title")]
    stages = (facts, ["title"], _DERIVED) if is_headed else (["title"], facts, _DERIVED)
    for names in stages:
        moves = {name: place for name in names if name in untold and (place := next(places[name], None))}
        if moves:
            return moves
    return {}


def _hidden(
    draft: Draft,
    record: Record,
    layout: Layout,
    added: Mapping[str, Place],
    free: Mapping[str, Place],
) -> dict[str, Place]:
    """The facts that front matter gave although a line gives them too: such a line was text, and is to stay text."""
    places: dict[str, Place] = {}
    lacking, surplus = _opening_differs(_placed(draft, record, added), record, layout)
    for name, place in free.items() if lacking else ():
        trial = {**places, name: place}
        less, more = _opening_differs(_placed(draft, record, {**added, **trial}), record, layout)
        if less < lacking and more <= surplus:
            places, lacking, surplus = trial, less, more
    return places


def _opening_differs(draft: Draft, record: Record, layout: Layout) -> tuple[int, int]:
    """How many blocks of the opening count as text in the record alone, and in the draft alone."""
    told = _read(draft.text, layout)
    before, after = Counter(_opening_blocks(record)), Counter(_opening_blocks(told) if told else ())
    return (before - after).total(), (after - before).total()


def _keys(where: Field, draft: Draft, taken: Collection[str]) -> list[Place]:
    """The free places in front matter, the property's own name first."""
    free = [key for key in where.front_matter if key not in draft.entries and key not in taken]
    return [("key", key) for key in sorted(free, key=lambda key: key != where.name)]


def _opening_blocks(record: Record) -> tuple[str, ...]:
    return tuple(block.markdown for each in record.sections[:1] if _is_opening(each) for block in each.blocks)


def _places(where: Field, layout: Layout, draft: Draft, taken: Collection[str], *, own: bool) -> Iterator[Place]:
    """Where a fact can stand, best first: the kind of place and the name there."""
    keys = [] if layout.many else _keys(where, draft, taken)
    labels = [("label", label) for label in where.labels[:1]]
    if where.name == "title" and not draft.heading:
        yield from ([("heading", "")] if own else [*keys, ("heading", "")])
    keys_first = own or layout.from_front_matter
    yield from (*keys[:2], *labels) if keys_first else (*labels, *keys[:2])
    if where.section:
        yield ("section", where.section)


def _placed(draft: Draft, record: Record, added: Mapping[str, Place]) -> Draft:
    """The draft with facts at the places that were chosen."""
    entries, labels, sections, heading = dict(draft.entries), list(draft.labels), list(draft.sections), draft.heading
    for name, (place, where) in added.items():
        value = written_value(record, name)
        match place:
            case "key":
                entries.setdefault(where, value_text(value))
            case "label":
                labels.append(label_line(where, value))
            case "section":
                sections.append(section_text(draft.level, where, value))
            case _:
                heading = one_line_markdown(str(value))
    return replace(draft, entries=entries, labels=tuple(labels), sections=tuple(sections), heading=heading)


def _with_empty_places(draft: Draft, record: Record, layout: Layout) -> Draft:
    """The draft with an empty key, label line or section for what is not known, all in the order of the layout."""
    entries, labels, sections = dict(draft.entries), list(draft.labels), list(draft.sections)
    for each in layout.fields:
        if each.name == "title" and layout.titled and each.front_matter:
            entries.setdefault(each.front_matter[0], value_text(record.title))  # its heading says it again
        if each.template and (each.name == "type" or not written_value(record, each.name)):
            match next(_places(each, layout, draft, (), own=False), None):
                case "key", name:
                    entries[name] = ""
                case "label", name:
                    labels.append(label_line(name))
                case "section", name:
                    sections.append(section_text(draft.level, name, comment(each.prompt)))
    last = len(layout.fields)
    named = {each.section: place for place, each in enumerate(layout.fields)}
    labelled = {label_line(name): place for place, each in enumerate(layout.fields) for name in each.labels[:1]}
    labels.sort(key=lambda line: labelled.get(line.partition("**:")[0] + "**:", last))
    sections.sort(key=lambda text: named.get(text.partition("\n")[0].lstrip("# "), last))
    return replace(draft, entries=entries, labels=tuple(labels), sections=tuple(sections))


def _with_homeless(draft: Draft, record: Record, layout: Layout, told: Record) -> Draft:
    """The draft with the facts for which the layout has no place."""
    known = {each.name for each in layout.fields}
    names = [name for name in (*_FACTS, *record.extra) if name not in known and not _is_told(record, told, name)]
    values = {name: value for name in names if (value := written_value(record, name))}
    if record.arxiv:
        values.pop("arxiv_version", None)  # which is part of it
    if record.groups and not layout.many:
        values["groups"] = record.groups
    if _has_heading(layout):
        named = ((_NAMES.get(name, name.replace("_", " ").capitalize()), value) for name, value in values.items())
        labels = (label_line(name, value) for name, value in named)
        return replace(draft, labels=(*draft.labels, *labels))
    return replace(draft, entries={**draft.entries, **{name: value_text(value) for name, value in values.items()}})


def _with_links(draft: Draft, record: Record, told: Record) -> Draft:
    """The draft with the links that stood in lines that are no more."""
    kept = Counter(link.url for link in told.links)
    links = []
    for link in record.links:
        kept[link.url] -= 1
        if kept[link.url] < 0:
            links.append(link_text(link))
    row = " · ".join(links)
    return replace(draft, opening="\n\n".join(part for part in (row, draft.opening) if part))


def _with_extra_fields(draft: Draft, record: Record, layout: Layout, told: Record, *, own: bool) -> Draft:
    """The draft with the fields that the schema does not know: in front matter where they can be, else as labels."""
    kept = Counter((each.name, each.value) for each in told.extra_fields)
    entries, labels = dict(draft.entries), []
    known = {fold_name(key) for each in layout.fields for key in (*each.front_matter, *each.labels)}
    for extra in record.extra_fields:
        kept[extra.name, extra.value] -= 1
        if kept[extra.name, extra.value] >= 0:
            continue
        if layout.many or extra.name in (*entries, *_DOCUMENT_KEYS) or (not own and fold_name(extra.name) in known):
            labels.append(label_line(extra.name, extra.value))
        else:
            is_known = fold_name(extra.name) in known  # and could not be read: what it was stays a text
            entries[extra.name] = value_text(extra.value) if is_known else as_written(extra.name, extra.value)
    return replace(draft, entries=entries, labels=(*draft.labels, *labels))


def written_value(record: Record, name: str) -> Any:  # noqa: ANN401 - any property
    """What a note says where it gives this property."""
    if name == "citekey" and name not in record.extra:  # there stands what cannot be a key
        return record.id
    if name == "authors":
        return [author.raw for author in record.authors]
    if name == "arxiv" and record.arxiv:
        identifier = f"{record.arxiv}{record.extra.get('arxiv_version') or ''}"
        return f"{identifier} [{record.arxiv_class}]" if record.arxiv_class else identifier
    return record.extra[name] if name in record.extra else getattr(record, name, None)


def _is_told(record: Record, told: Record, name: str) -> bool:
    return bool(written_value(record, name) == written_value(told, name))


def _read(text: str, layout: Layout) -> Record | None:
    """The record of a note's text; None where the layout finds no note in it."""
    return next(records([read_document(Source("-", text), [layout], configured=True)]), None)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
