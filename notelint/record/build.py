"""From a note to its record."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import pairwise

from notelint.bibliography.identifiers import arxiv_class, arxiv_id, doi, without_version
from notelint.bibliography.links import classify
from notelint.bibliography.names import parse_name, split_names
from notelint.bibliography.venues import venue_kind
from notelint.markdown.nodes import BlockQuote, Link, Paragraph, Table
from notelint.markdown.places import with_line_feeds
from notelint.note.head import links_alone
from notelint.note.keys import DEFAULT_PATTERN, pinned_key, short_name, unique_keys
from notelint.note.model import Origin
from notelint.note.names import fold_name
from notelint.note.plain import collapse
from notelint.note.roles import role_of
from notelint.note.values import read_list, says_nothing
from notelint.record.blocks import flat_blocks, image_record, link_record, shown_lines, text_lines, written
from notelint.record.kinds import place, record_type, section_kind
from notelint.record.model import (
    PROPERTIES,
    DocumentInfo,
    ExtraField,
    Record,
    SectionRecord,
    SourcePlace,
    from_json,
    to_json,
)
from notelint.regex import regex
from notelint.source import encoded, readable
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from typing import Any

    from notelint.front_matter import Entry, FrontMatter
    from notelint.markdown.nodes import Block as Node
    from notelint.note.model import Document, Note, Section
    from notelint.record.model import Block, Json
    from notelint.source import Source, Span

_DOCUMENT_KEYS = frozenset(("title", "date", "categories", "tags", "notelint"))
_DELIMITERS = {None: "---", "left": ":--", "center": ":-:", "right": "--:"}
_LABEL_LINE = regex(r"[\s>*+-]*(?:\*\*|__)[^*_\n]{1,40}(?:(?:\*\*|__)[:：]|[:：](?:\*\*|__))")
_IN_SECTIONS = ("model", "training", "fine_tuning", "summary")
_DATE = regex(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_DATE_TIME = regex(r"(\d{4}-\d{2}-\d{2})[Tt ]+(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(?:(Z)|([+-]\d{2}):?(\d{2}))?")


def records(documents: Iterable[Document], key_pattern: str = DEFAULT_PATTERN) -> Iterator[Record]:
    """The records of all notes, in order, each with a key that no earlier one has.

    A pinned key goes before the made keys of its own document; a key that an earlier document has taken gets a suffix.
    """
    taken: dict[str, int] = {}
    for document in documents:
        for note, key in zip(document.notes, unique_keys(document.notes, taken, key_pattern), strict=True):
            yield build_record(document, note, key)


def build_record(document: Document, note: Note, key: str) -> Record:
    """The record of one note. Never fails: what the note lacks is None, and `missing` if its schema requires it."""
    source = note.source
    summary, summary_text = _summary(note)
    arxiv = _arxiv(note)
    venue = _text(note, "venue")
    kind = venue_kind(where) if (where := place(venue)) else None
    extra, identifier = _extra(document, note), _doi(note)
    record = Record(
        id=key,
        type=record_type(_type_word(document, note), venue, kind, arxiv, {"doi": identifier, **extra}),
        title=note.title,
        short_name=_text(note, "short_name") or (short_name(note.title) if note.title else None),
        authors=tuple(parse_name(name) for name in _authors(note)),
        organizations=_texts(note, "organizations"),
        year=_year(note),
        date=_date(note),
        venue=venue,
        venue_type=kind,
        doi=identifier,
        arxiv=arxiv,
        arxiv_class=_arxiv_class(note),
        url=_url(note),
        links=tuple(link_record(source, link) for link in note.links),
        groups=note.groups,
        tags=tuple(tag for text in _texts(note, "tags") if (tag := text.removeprefix("#"))),
        model=_section_text(note, "model"),
        training=_section_text(note, "training"),
        fine_tuning=_section_text(note, "fine_tuning"),
        summary=summary,
        summary_text=summary_text,
        images=tuple(image_record(source, image, _root(document)) for image in note.images),
        sections=(*_opening(note), *(_section(source, section) for section in note.all_sections())),
        extra_fields=_extra_fields(document, note),
        missing=_missing(document, note),
        source=_place(document, note),
        document=_document(document.front_matter),
        extra=extra,
    )
    return _readable(record) if source.undecodable else record


def _text(note: Note, name: str) -> str | None:
    fact = note.fact(name)
    return fact.value or None if fact and isinstance(fact.value, str) else None


def _texts(note: Note, name: str) -> tuple[str, ...]:
    fact = note.fact(name)
    value = fact.value if fact else None
    return tuple(item for item in (value if isinstance(value, list) else [value]) if item and isinstance(item, str))


def _authors(note: Note) -> tuple[str, ...]:
    fact = note.fact("authors")
    return split_names(fact.value) if fact and isinstance(fact.value, str) else _texts(note, "authors")


def _year(note: Note) -> int | None:
    fact = note.fact("year")
    return fact.value if fact and isinstance(fact.value, int) and 1000 <= fact.value <= 9999 else None


def _date(note: Note) -> str | None:
    date = _text(note, "date")
    return date if date and _DATE.fullmatch(date) else None


def _doi(note: Note) -> str | None:
    """The DOI that the note gives or that stands in the address of the paper's page.

    Not arXiv's own, which says no more than the arXiv id.
    """
    candidates = (_text(note, "doi"), _url(note))
    found = (doi(text) for text in candidates if text)
    return next((name for name in found if name and not arxiv_id(name)), None)


def _arxiv(note: Note) -> str | None:
    """The arXiv id, or the one behind arXiv's own DOI."""
    candidates = (_text(note, "arxiv"), _text(note, "doi"))
    return next((found for text in candidates if text and (found := arxiv_id(text))), None)


def _arxiv_class(note: Note) -> str | None:
    """The class that stands beside the arXiv id, or in it."""
    if explicit := _text(note, "arxiv_class"):
        return arxiv_class(explicit)
    fact = note.fact("arxiv")
    return arxiv_class(note.source.slice(fact.span)) or arxiv_class(str(fact.value)) if fact else None


def _url(note: Note) -> str | None:
    """The page of the paper itself."""
    url = _text(note, "url")
    if url is None or not re.match(r"https?://[^\s/]", url):
        return None
    return url if classify(url).kind not in {"video", "code", "slides"} else None


def _type_word(document: Document, note: Note) -> str | None:
    """What the note itself says it is about: its fact, or the front matter of a file that is one note."""
    if word := _text(note, "type"):
        return word
    entry = document.front_matter.get("type") if document.front_matter and _is_one_note(document) else None
    return entry.value if entry and isinstance(entry.value, str) else None


def _is_one_note(document: Document) -> bool:
    """Whether the file is the note, so that its front matter is the note's."""
    return document.layout is not None and not document.layout.many


def _section_text(note: Note, name: str) -> str | None:
    """A property that is a label: the value in the section's heading, else its body as plain text.

    Where no section holds the property by the schema, the first one whose heading announces its role.
    """
    for section in _sections_for(note, name):
        if text := collapse(section.value) or _body_text(note.source, section):
            return text
    return _text(note, name)


def _sections_for(note: Note, name: str) -> list[Section]:
    """The sections that hold a property by the schema, else those of its role."""
    held = [section for section in note.all_sections() if section.holds == name]
    return held or [section for section in note.all_sections() if role_of(section.name) == name]


def _summary(note: Note) -> tuple[str | None, str | None]:
    """The summary as Markdown and as plain text, deeper sections included.

    The key `summary` says it before a section does. Where the note has no summary, the paper's abstract says what it
    is about.
    """
    for name in ("summary", "abstract"):
        fact = note.fact(name)
        if fact and fact.origin is Origin.FRONT_MATTER and fold_name(fact.label or "") == name == "summary":
            return str(fact.value), shown_lines(str(fact.value))
        for section in _sections_for(note, name):
            if _holds_facts(note, section):
                continue
            told = {fact.label_span for fact in note.facts}
            markdown = [collapse(section.value), written(note.source, tuple(_nodes(section, told)))]
            text = [collapse(section.value), text_lines(flat_blocks(note.source, _nodes(section, told)))]
            if any(not says_nothing(part) for part in text):
                return "\n\n".join(filter(None, markdown)), "\n".join(filter(None, text)) or None
        if fact and fact.origin is not Origin.SECTION and (elsewhere := _text(note, name)):
            return elsewhere, shown_lines(elsewhere)
    return None, None


def _holds_facts(note: Note, section: Section) -> bool:
    """Whether a section says what the paper is, in labels, rather than what it is about."""
    others = (fact for fact in note.facts if fact.name not in ("summary", "abstract"))
    labelled = [fact for fact in others if fact.origin is Origin.LABEL]
    body = section.body_span
    inside = sum(body.start <= fact.span.start < body.end for fact in labelled)
    lines = filter(str.strip, note.source.slice(body).splitlines())
    return inside > 1 or (inside == 1 and all(map(_LABEL_LINE.match, lines)))


def _body_text(source: Source, section: Section) -> str:
    return text_lines(flat_blocks(source, _nodes(section)))


def _nodes(section: Section, told: Container[Span | None] = ()) -> Iterator[Node]:
    """The blocks of a section and, after their headings, those of the sections inside it, but for names `told`."""
    yield from section.blocks
    for inner in section.sections:
        if inner.name_span not in told:
            yield inner.heading
            yield from _nodes(inner, told)


def _opening(note: Note) -> Iterator[SectionRecord]:
    """What is said before the first heading, as a section without a heading.

    Lines that hold a fact or a label, and paragraphs of nothing but links, stand elsewhere in the record.
    """
    source = note.source
    facts = (fact for fact in note.facts if fact.origin is not Origin.FILE_NAME)  # that stands on no line
    told = [*(fact.span for fact in facts), *(label.span for label in note.labels)]
    lines = {source.line_number(span.start) for span in told}
    blocks: list[Block] = []
    nodes: list[Node] = []
    for node in note.blocks:
        found = () if _is_links_alone(node) else flat_blocks(source, (node,))
        if shown := [block for block in found if lines.isdisjoint(_line_range(block))]:
            blocks += shown
            nodes.append(node)
    if any(block.type != "image" for block in blocks):
        level = note.heading.level if note.heading else 1
        place = (blocks[0].line_start, blocks[-1].line_end)
        text = "\n\n".join(written(source, (node,)) for node in nodes)
        yield SectionRecord("other", "", level, None, *place, tuple(blocks), text)


def _is_links_alone(node: Node) -> bool:
    """Whether a paragraph, or a quote of such, is a row of links: `[Paper](...) | [Code](...)`."""
    if isinstance(node, BlockQuote):
        return all(map(_is_links_alone, node.children))
    return isinstance(node, Paragraph) and node.content.may_hold((Link,)) and links_alone(node.inlines)


def _line_range(block: Block) -> range:
    return range(block.line_start, block.line_end + 1)


def _section(source: Source, section: Section) -> SectionRecord:
    nodes = (section.heading, *section.blocks)
    return SectionRecord(
        kind=section_kind(section),
        heading=collapse(section.name),
        level=section.level,
        value=collapse(section.value) or None,
        line_start=source.line_number(section.heading.span.start),
        line_end=source.line_number(nodes[-1].span.end),
        blocks=tuple(flat_blocks(source, nodes[1:])),
        source=written(source, nodes),
    )


def _opening_text(note: Note) -> str | None:
    """The Markdown of what stands before the first section, around the note's heading; a row with its table's head."""
    if isinstance(note.within, Table):
        header = note.source.slice(note.within.children[0].span)
        delimiters = "|".join(_DELIMITERS[each] for each in note.within.alignments)
        return f"{header}\n|{delimiters}|\n{note.source.slice(note.span)}"
    if note.within:
        return written(note.source, (note.within,))
    start = note.heading.span.start if note.heading else _empty_heading(note)
    above = written(note.source, [block for block in note.blocks if block.span.start < start])
    below = written(note.source, [block for block in note.blocks if block.span.start >= start])
    # Without the heading, indented lines would go on a list or a footnote; a thematic break says nothing.
    between = "\n\n***\n\n" if below.startswith((" ", "\t")) else "\n\n"
    return between.join(text for text in (above, below) if text) or None


def _empty_heading(note: Note) -> int:
    """Where a heading without a text, which is none of the note's, stands in an opening; 0 where there is none."""
    pairs = pairwise(note.blocks)
    return next((b.span.start for a, b in pairs if note.source.text[a.span.end : b.span.start].strip(" \t\r\n")), 0)


def _definitions(document: Document, note: Note) -> tuple[str, ...]:
    """The link definitions that the note's links and images refer to, in source order."""
    used = {link.url_span for link in note.links if link.url_span and link.node.form == "reference"}
    nodes = (image.node for image in note.images if image.node.form == "reference")
    used |= {node.destination_span for node in nodes if node.destination_span}
    found = (document.definitions[place] for place in sorted(used) if place in document.definitions)
    return tuple(note.source.slice(block.span) for block in found)


def _extra_fields(document: Document, note: Note) -> tuple[ExtraField, ...]:
    """Label lines, and keys of the front matter of a file that is one note, that no property claims."""
    source = note.source
    fields = [ExtraField(label.name, label.value, source.line_number(label.span.start)) for label in note.labels]
    if document.front_matter and _is_one_note(document):
        claimed = {fact.label_span for fact in note.facts if fact.origin is Origin.FRONT_MATTER}
        claimed |= {entry.key_span for entry in document.front_matter.entries if _is_arxivs(entry, note)}
        fields += [
            ExtraField(entry.key, _as_text(source, entry), source.line_number(entry.key_span.start))
            for entry in document.front_matter.entries
            if entry.key_span not in claimed and entry.key not in _DOCUMENT_KEYS and entry.value not in (None, "", [])
        ]
    return tuple(sorted(fields, key=lambda field: field.line))


def _is_arxivs(entry: Entry, note: Note) -> bool:
    """Whether a key holds arXiv's own DOI of the paper, which says no more than its arXiv id."""
    if not isinstance(entry.value, str) or doi(entry.value) is None:
        return False
    return without_version(arxiv_id(entry.value) or "") == _arxiv(note)


def _as_text(source: Source, entry: Entry) -> str:
    return entry.value if isinstance(entry.value, str) else source.slice(entry.value_span)


def _missing(document: Document, note: Note) -> tuple[str, ...]:
    """The properties that the schema requires and the note lacks, in sections of other names too."""
    fields = document.layout.fields if document.layout else ()
    present = {fact.name for fact in note.facts if fact.value not in (None, "", [])}
    present |= {name for name in _IN_SECTIONS if _section_text(note, name)}
    return tuple(field.name for field in fields if field.required and field.name not in present)


def _extra(document: Document, note: Note) -> dict[str, Json]:
    """The properties that the note's schema adds to those of every record; a citation key is the record's id."""
    fields = document.layout.fields if document.layout else ()
    properties: dict[str, Any] = dict(note.properties)
    known = {*PROPERTIES, "citekey"} if pinned_key(note) or "citekey" not in properties else {*PROPERTIES}
    return {field.name: properties.get(field.name) for field in fields if field.name not in known}


def _place(document: Document, note: Note) -> SourcePlace:
    """Where the note stands, from its heading to its last line that is not blank."""
    source = note.source
    end = note.span.start + len(source.slice(note.span).rstrip())
    first, last = source.line_number(note.span.start), source.line_number(max(note.span.start, end))
    lines = with_line_feeds(source.text[source.line_start(first) : source.line(last).end])
    return SourcePlace(
        path=source.path,
        sha256=source.sha256,
        note_sha256=sha256(encoded(lines)).hexdigest(),
        start_line=first,
        end_line=last,
        heading_level=note.heading.level if note.heading else None,
        heading=source.slice(note.heading.text_span) if note.heading else None,
        opening=_opening_text(note),
        definitions=_definitions(document, note),
        image_root=_root(document),
        schema=document.layout.schema if document.layout else None,
    )


def _document(front_matter: FrontMatter | None) -> DocumentInfo:
    def value(key: str) -> object:
        entry = front_matter.get(key) if front_matter else None
        return entry.value if entry else None

    title, date = value("title"), value("date")
    return DocumentInfo(
        title=title if isinstance(title, str) and title else None,
        date=_iso(date) if isinstance(date, str) else None,
        categories=_listed(value("categories")),
        tags=_listed(value("tags")),
    )


def _iso(date: str) -> str | None:
    """A date or a date with its time as ISO 8601; a time zone only where one is written."""
    if found := _DATE_TIME.fullmatch(date.strip()):
        day, time, utc, hours, minutes = found.groups()
        return f"{day}T{time}{utc or (f'{hours}:{minutes}' if hours else '')}"
    return date.strip() if _DATE.fullmatch(date.strip()) else None


def _listed(value: object) -> tuple[str, ...]:
    """Categories or tags: a list, or one text of several."""
    items = value if isinstance(value, list) else read_list(value) if isinstance(value, str) else []
    return tuple(text for item in items if item is not None and (text := str(item).strip()))


def _root(document: Document) -> str | None:
    """Typora's folder for image paths that start with `/`."""
    entry = document.front_matter.get("typora-root-url") if document.front_matter else None
    return entry.value if entry and isinstance(entry.value, str) else None


def _readable(record: Record) -> Record:
    """The record with U+FFFD for each byte that is not UTF-8."""

    def tidy(value: Any) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(value, str):
            return readable(value)
        if isinstance(value, list):
            return [tidy(item) for item in value]
        return {tidy(key): tidy(item) for key, item in value.items()} if isinstance(value, dict) else value

    return from_json(tidy(to_json(record)))
