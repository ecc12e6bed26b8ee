"""The facts of a note: each property of the schema, read from the first place that holds it."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, chain

from notelint.bibliography.bylines import parse_byline
from notelint.bibliography.venues import known_venue, split_venue_year
from notelint.dataclass import cached_property, dataclass, replace
from notelint.markdown.nodes import Code, Leaf, List, Math, walk
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import Fact, Label, Origin
from notelint.note.names import fold_name
from notelint.note.plain import collapse, plain, trimmed
from notelint.note.values import LOOKS, is_unreadable, read_text, read_value, split_bracket
from notelint.regex import regex
from notelint.source import Source, Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from notelint.bibliography.bylines import Byline
    from notelint.front_matter import Entry, FrontMatter
    from notelint.markdown.nodes import Block
    from notelint.note.figures import Link
    from notelint.note.labels import LabelLine
    from notelint.note.layout import Field, Layout
    from notelint.note.model import Section, Value
    from notelint.note.plain import Plain

_TAGS = frozenset(("tags", "tag", "keywords", "categories"))
_PARTED = regex(r"[/／&＆、]")
_LINK_WORDS = frozenset(("link", "url", "here", "pdf", "arxiv", "doi", "链接", "連結", "リンク", "링크"))


@dataclass(frozen=True)
class Places:
    """The places of one note in which facts may stand.

    `byline` is the line under the title; `titled` and `named` are what the title's heading and the file's name say.
    `own` are the spans in which links lead to the note's own paper: the title, the lines right under it, labels.
    """

    source: Source
    match: re.Match[str] | None = None
    text: Plain | None = None
    front_matter: FrontMatter | None = None
    labels: tuple[LabelLine, ...] = ()
    label_names: frozenset[str] = frozenset()
    byline: Plain | None = None
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()
    titled: tuple[Fact, ...] = ()
    named: tuple[Fact, ...] = ()
    own: tuple[Span, ...] = ()

    @cached_property
    def byline_parts(self) -> Byline | None:
        """What the line under the title says, if it is a byline."""
        told = any(fact.name != "title" for fact in self.titled)
        return parse_byline(self.byline.text, names_alone=told) if self.byline else None

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The entries of the front matter by their folded keys; of several the first."""
        entries = self.front_matter.entries if self.front_matter else ()
        return {fold_name(entry.key): entry for entry in reversed(entries)}

    @cached_property
    def tags(self) -> tuple[tuple[Entry, tuple[str, int], Span], ...]:
        """The venues and years among the tags in the front matter, each with its entry and its place."""
        entries = self.front_matter.entries if self.front_matter else ()
        lists = [
            (each, each.value) for each in entries if isinstance(each.value, list) and fold_name(each.key) in _TAGS
        ]
        return tuple(
            (entry, told, span)
            for entry, items in lists
            for item, span in zip(items, entry.items, strict=False)
            if isinstance(item, str) and (told := _venue_and_year(item))
        )

    @cached_property
    def claims(self) -> tuple[tuple[str, LabelLine], ...]:
        """The label lines that name a property, each with the folded label that it stands for."""
        named = ((claimed(line.name, self.label_names), line) for line in self.labels)
        return tuple((name, line) for name, line in named if name in self.label_names)

    @cached_property
    def readers(self) -> tuple[Callable[[Field, Places], Iterator[Fact]], ...]:
        """What reads facts in those of the places that are there, in the order of trust."""
        there = (
            (self.match, _in_heading),
            (self.front_matter, _in_front_matter),
            (self.claims, _in_labels),
            (self.byline, _in_byline),
            (self.titled, _in_title),
            (self.sections, _in_sections),
            (self.links, _in_links),
            (self.tags, _in_tags),
            (self.named, _in_file_name),
        )
        return tuple(read for place, read in there if place)

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


def read_facts(layout: Layout, places: Places, fields: Iterable[Field] | None = None) -> tuple[Fact, ...]:
    """The facts of a note, of all or some fields in the layout's order; a property that stands nowhere has none."""
    facts = (_fact(field, layout, places) for field in (layout.fields if fields is None else fields))
    return tuple(fact for fact in facts if fact)


def _fact(field: Field, layout: Layout, places: Places) -> Fact | None:
    for read in places.readers:
        for fact in read(field, places):
            return fact
    return next(_beside(field, layout, places), None)


def unread_values(layout: Layout, places: Places) -> tuple[Fact, ...]:
    """What stands under a key or label of a property, is meant as its value and cannot be read: `year: twenty`.

    At most one for a property, and none where another key or label of it can be read.
    """
    found = (_unread(field, layout, places) for field in layout.fields if field.reading in LOOKS)
    return tuple(fact for fact in found if fact)


def unclaimed_labels(layout: Layout, places: Places) -> tuple[Label, ...]:
    """The label lines that name no property of the layout."""
    known = layout.label_names
    return tuple(
        Label(
            line.name,
            line.value,
            Span(line.name_span.start, max(line.name_span.end, line.value_span.end)),
            line.value_span,
        )
        for line in places.labels
        if line.value and claimed(line.name, known) not in known
    )


def claimed(name: str, known: Container[str]) -> str:
    """The folded label that a name stands for: its own, or of `作者/机构` the first part that is known."""
    whole = fold_name(name)
    if whole in known or not _PARTED.search(name):
        return whole
    return next((part for text in _PARTED.split(name) if (part := fold_name(text)) in known), whole)


def _in_title(field: Field, places: Places) -> Iterator[Fact]:
    return _among(field, places.titled)


def _in_file_name(field: Field, places: Places) -> Iterator[Fact]:
    return _among(field, places.named)


def _among(field: Field, facts: Iterable[Fact]) -> Iterator[Fact]:
    """Those facts that are of the field's name or kind: a title, a venue, a year."""
    for fact in facts:
        if fact.name in (field.name, field.reading):
            yield replace(fact, name=field.name)


def _in_heading(field: Field, places: Places) -> Iterator[Fact]:
    match, text = places.match, places.text
    if match is None or text is None:
        return
    group = field.heading or field.name
    if match.re.groupindex.get(group) is None or match[group] is None:
        return
    start, end = trimmed(match.string, *match.span(group))
    raw = match.string[start:end]
    value = split_bracket(field, raw) if field.heading else read_text(field, collapse(raw))
    if value is not None:
        yield Fact(field.name, value, text.span(start, end), Origin.HEADING)


def _in_front_matter(field: Field, places: Places) -> Iterator[Fact]:
    for entry in _entries(field, places):
        value = read_value(field, entry.value)
        if value is not None and not (field.name == "title" and str(value).startswith("@")):
            yield _keyed(field, entry, value)


def _entries(field: Field, places: Places) -> Iterator[Entry]:
    """The entries of the front matter under a field's keys, in the order of the keys."""
    return (places.entries[key] for key in field.keys if key in places.entries)


def _keyed(field: Field, entry: Entry, value: Value) -> Fact:
    return Fact(field.name, value, entry.value_span, Origin.FRONT_MATTER, entry.key, entry.key_span)


def _in_tags(field: Field, places: Places) -> Iterator[Fact]:
    """A venue and a year among a post's tags: `CVPR 2017`."""
    if not field.front_matter or field.reading not in ("venue", "year"):
        return
    for entry, (venue, year), span in places.tags:
        value = venue if field.reading == "venue" else year
        yield Fact(field.name, value, span, Origin.FRONT_MATTER, entry.key, entry.key_span)


@lru_cache(maxsize=1024)  # many files bear the same few tags
def _venue_and_year(tag: str) -> tuple[str, int] | None:
    venue, year = split_venue_year(tag)
    return (venue, year) if year and known_venue(venue) else None


def _in_labels(field: Field, places: Places) -> Iterator[Fact]:
    for line in _lines(field, places):
        if not (field.name == "title" and _is_address(line)):
            value = read_text(field, line.value, [link.destination for link in line.links])
            if value is not None:
                yield _labelled(field, line, value)


def _lines(field: Field, places: Places) -> Iterator[LabelLine]:
    """The label lines that bear one of a field's labels."""
    return (line for name, line in places.claims if name in field.names)


def _labelled(field: Field, line: LabelLine, value: Value) -> Fact:
    return Fact(field.name, value, line.value_span, Origin.LABEL, line.name, line.name_span)


def _unread(field: Field, layout: Layout, places: Places) -> Fact | None:
    keys = [each for each in _entries(field, places) if is_unreadable(field, each.key, each.value)]
    # A link under a label says itself what it is.
    lines = [each for each in _lines(field, places) if not each.links and is_unreadable(field, each.name, each.value)]
    if next(_in_front_matter(field, places), None) or next(_in_labels(field, places), None):
        return None
    unread = [_keyed(field, each, each.value) for each in keys if not _is_shared(each.key, layout)]
    unread += [_labelled(field, each, each.value) for each in lines]
    return next(iter(unread), None)


def _is_shared(key: str, layout: Layout) -> bool:
    """Whether several properties may stand under a key of front matter, as year and date under `published`."""
    key = fold_name(key)
    return sum(key in field.keys for field in layout.fields) > 1


def _is_address(line: LabelLine) -> bool:
    """Whether a label's value is an address, bare or behind a word such as `pdf`: `Paper` is the label of both."""
    if _is_remote(line.value):
        return True
    return bool(line.links) and fold_name(line.value) in _LINK_WORDS


def _in_byline(field: Field, places: Places) -> Iterator[Fact]:
    """A byline is a label line without its labels: it says nothing of a property that no label may name."""
    text = places.byline
    byline = places.byline_parts if field.labels else None
    if byline is None or text is None:
        return
    match field.reading:
        case "names" if byline.authors:
            names = [text.text[start:end] for start, end in byline.authors]
            span = text.span(byline.authors[0][0], byline.authors[-1][1])
            yield Fact(field.name, names, span, Origin.LABEL)
        case "venue" if byline.venue:
            yield Fact(field.name, text.text[slice(*byline.venue)], text.span(*byline.venue), Origin.LABEL)
        case "year" if byline.year_place:
            yield Fact(field.name, byline.year, text.span(*byline.year_place), Origin.LABEL)


def _in_sections(field: Field, places: Places) -> Iterator[Fact]:
    for section in places.sections:
        if section.holds == field.name:
            yield from _in_section(field, section, places.source)


def _in_section(field: Field, section: Section, source: Source) -> Iterator[Fact]:
    """A section's value: that in its heading, its body, or (as Markdown) both."""
    body = _body_span(section)
    if field.reading == "markdown":
        parts = [section.value, source.slice(body).rstrip()]
        value: Value = "\n\n".join(part for part in parts if part.strip())
    else:
        text = section.value or collapse(" ".join(_texts(section)))
        # What cannot be read stays as it is, for the schema to judge.
        value = text if field.reading == "text" else _items(field, section) or read_text(field, text) or text
    if value:
        span = section.value_span if section.value else body
        yield Fact(field.name, value, span, Origin.SECTION, section.name, section.name_span)


def _items(field: Field, section: Section) -> list[str]:
    """The items of the lists in a section's body, for a property that is a list: of each item its first line."""
    if field.reading not in ("list", "names") or section.value:
        return []
    items = [item for block in section.blocks if isinstance(block, List) for item in block.children]
    leaves = (next((block for block in walk((item,)) if isinstance(block, Leaf)), None) for item in items)
    return [text for leaf in leaves if leaf and (text := collapse(plain(leaf.inlines, leaf.span.end).text))]


def _in_links(field: Field, places: Places) -> Iterator[Fact]:
    """A link of the field's kind in the title or under it.

    Where several lead to different papers, only one that stands with the title is the note's own: the others may be
    papers that it mentions.
    """
    kinds = {field.link, "paper"} if field.reading == "doi" else {field.link}
    if kinds == {None}:
        return
    found = [fact for link in places.links if link.kind in kinds for fact in _linked(field, link)]
    ambiguous = field.link in PAPER_KINDS and len({str(fact.value) for fact in found}) > 1
    yield from (fact for fact in found if not ambiguous or places.is_own(fact.span))
    if (field.reading, field.link) == ("url", "paper"):  # where no page is named, the file of the paper itself
        files = [link for link in places.links if link.kind == "pdf" and places.is_own(link.span)]
        yield from (fact for link in files if _is_remote(link.url) for fact in _linked(field, link))


def _linked(field: Field, link: Link) -> Iterator[Fact]:
    """What a link says of a property, if anything."""
    value = read_text(field, link.external_id or "", [link.url])
    if value is not None:
        yield Fact(field.name, value, link.url_span or link.span, Origin.LINK, link.label, link.span)


def _is_remote(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _beside(field: Field, layout: Layout, places: Places) -> Iterator[Fact]:
    """What stands within another property: a year with the venue or the date, an identifier in the paper's address."""
    for other in layout.holders[field.name]:
        for fact in chain(_raw_labels(other, places), _in_front_matter(other, places)):
            # The date of a file's front matter is that of the note, not of the paper.
            if fact.origin is Origin.LABEL or other.reading != "date":
                text = str(fact.value)
                value = read_text(field, text, [text] if other.reading == "url" else [])
                if value is not None:
                    yield replace(fact, name=field.name, value=value)


def _raw_labels(field: Field, places: Places) -> Iterator[Fact]:
    """The values of a field's labels as they stand, or the address they link to."""
    for line in _lines(field, places):
        text = line.links[0].destination if line.links and field.reading == "url" else line.value
        yield _labelled(field, line, text)


def _body_span(section: Section) -> Span:
    """From the first character of a section's body to its last, deeper sections included."""
    first = section.blocks[0].span.start if section.blocks else None
    last = section.blocks[-1].span.end if section.blocks else section.heading.span.end
    for inner in section.sections:
        first = inner.heading.span.start if first is None else first
        last = max(inner.heading.span.end, _body_span(inner).end)
    return Span(last if first is None else first, last)


def _texts(section: Section) -> Iterator[str]:
    yield from _block_texts(section.blocks)
    for inner in section.sections:
        yield inner.name
        yield inner.value
        yield from _texts(inner)


def _block_texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in walk(tuple(blocks)):
        if isinstance(block, Leaf):
            yield plain(block.inlines, block.span.end).text
        elif isinstance(block, Code | Math):
            yield block.text
