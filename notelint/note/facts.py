"""The facts of a note: each property of the schema, chosen from the claims by one ranked table."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, chain

from notelint.bibliography.citations import parse_citation
from notelint.bibliography.identifiers import arxiv_id, doi, without_version
from notelint.bibliography.links import classify, label_kind
from notelint.bibliography.venues import known_venue, publication, split_venue_year, venue_kind
from notelint.dataclass import cached_property, dataclass, replace
from notelint.dataclass import field as dataclass_field
from notelint.markdown.nodes import Code, Leaf, List, Math, walk
from notelint.note.claims import shown_title
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import Fact, Label, Origin
from notelint.note.names import fold_name
from notelint.note.plain import collapse, leaf_text, link_label, plain, trimmed
from notelint.note.values import (
    IDENTIFIERS,
    LOOKS,
    VENUE_PARTS,
    affiliations,
    employers,
    is_unreadable,
    part_of_venue,
    read_text,
    read_value,
    split_bracket,
)
from notelint.regex import regex
from notelint.source import Source, Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from notelint.markdown.nodes import Block
    from notelint.note.claims import Claim
    from notelint.note.layout import Field, Layout
    from notelint.note.model import Section, Value
    from notelint.note.plain import Plain

# Which source wins: the first that says something of a property. docs/reading.md says why.
_RANKS: tuple[Origin, ...] = (
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
# Origins whose claims are guesses of a form: they speak only of a property that a label may name, too.
_FORMS = frozenset((Origin.BIBTEX, Origin.CITATION, Origin.SUBTITLE, Origin.BYLINE, Origin.PROSE, Origin.TAG))
# Folded labels under which something else may stand than a venue.
_LOOSE = frozenset(
    map(
        fold_name,
        ("Source", "Where", "Published", "来源", "來源", "出处", "出處", "出典", "Fuente", "Quelle", "发表", "發表"),
    )
)
# Where a note states a property of its paper, and not by the way: an address in the head may lead to another version.
_RIVALS: Mapping[str, tuple[Origin, ...]] = {
    "title": (Origin.FRONT_MATTER, Origin.LABEL, Origin.CITATION),
    "year": (Origin.FRONT_MATTER, Origin.LABEL, Origin.CITATION, Origin.BYLINE, Origin.HEADING),
    "doi": (Origin.FRONT_MATTER, Origin.LABEL, Origin.CITATION),
    "arxiv": (Origin.FRONT_MATTER, Origin.LABEL, Origin.CITATION),
}
# Keys of what is shown below a post's title: some say what the paper does, some nothing.
_CAPTIONS = frozenset(("excerpt", "description"))
_LEAST_CAPTION = 4  # words,
_SHORTEST_CAPTION = 16  # or code points where a word is a letter
_YEAR_TAG = regex(r"(?:year|年|年份)?[-_:/ ]?((?:19|20)\d\d)", re.IGNORECASE)
_VENUE_TAG = regex(r"(?:venue|conf|conference|journal|会议)[-_:/ ](\w+)", re.IGNORECASE)
_CITEKEY = regex(r"@\S+")
_LINK_WORDS = frozenset(
    (
        *("link", "url", "here", "pdf", "arxiv", "doi", "paper", "html"),
        *("链接", "連結", "リンク", "링크", "论文", "論文", "논문"),
    )
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
        return tuple(origin for origin in _RANKS if origin in there)

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


def read_facts(layout: Layout, sources: Sources, fields: Iterable[Field] | None = None) -> tuple[Fact, ...]:
    """The facts of a note, of all or some fields in the layout's order; a property that stands nowhere has none."""
    facts = (_fact(field, layout, sources) for field in (layout.fields if fields is None else fields))
    return tuple(fact for fact in facts if fact)


def _fact(field: Field, layout: Layout, sources: Sources) -> Fact | None:
    """The fact of a field, chosen once: what makes a note is asked for before all else."""
    if field.name not in sources.chosen:
        sources.chosen[field.name] = _choose(field, layout, sources)
    return sources.chosen[field.name]


def _choose(field: Field, layout: Layout, sources: Sources) -> Fact | None:
    if sources.match and (fact := next(_in_pattern(field, sources), None)):
        return fact
    for origin in sources.ranked:
        if origin is Origin.SECTION and field.section is None:
            continue
        for fact in _READERS[origin](field, sources, origin):
            return fact
        if origin is Origin.LABEL and (fact := next(_within(field, layout, sources), None)):
            return fact
    return _in_address(field, layout, sources) if field.name in ("venue", "year") else None


def _in_address(field: Field, layout: Layout, sources: Sources) -> Fact | None:
    """The venue or the year that the address of the paper says: `.../content_cvpr_2018/...`."""
    for other in layout.addresses:
        fact = _fact(other, layout, sources)
        found = publication(fact.value) if fact and isinstance(fact.value, str) else None
        if fact and found:
            return replace(fact, name=field.name, value=getattr(found, field.name), label=None, label_span=None)
    return None


def other_preprints(layout: Layout, sources: Sources) -> tuple[Fact, ...]:
    """The arXiv ids that stand within values of other properties: in arXiv's own DOI, in the paper's address."""
    return tuple(fact for field in layout.fields if field.name == "arxiv" for fact in _within(field, layout, sources))


def rivals(layout: Layout, sources: Sources) -> tuple[Fact, ...]:
    """What else a note says of its title, year and identifiers, and not the same: at most one for each property."""
    found = (_rival(field, layout, sources) for field in layout.fields if field.name in _RIVALS)
    return tuple(fact for fact in found if fact)


def _rival(field: Field, layout: Layout, sources: Sources) -> Fact | None:
    """The first other value in a place where a note states a property, below that of the chosen one."""
    places = _RIVALS[field.name]
    chosen = _fact(field, layout, sources)
    if chosen is None or chosen.origin not in (*places, Origin.BIBTEX):
        return None
    below = _RANKS[_RANKS.index(chosen.origin) + 1 :]
    others = (origin for origin in sources.ranked if origin in below and origin in places)
    stated = (fact for origin in others for fact in _READERS[origin](field, sources, origin))
    return next((fact for fact in stated if _form(fact.value) != _form(chosen.value)), None)


def _form(value: Value) -> Value:
    """A value as it is compared: identifiers without version and case."""
    return without_version(value).casefold() if isinstance(value, str) else value


def unread_values(layout: Layout, sources: Sources) -> tuple[Fact, ...]:
    """What stands under a key or label of a property, is meant as its value and cannot be read: `year: twenty`.

    At most one for a property, and none where another key or label of it can be read.
    """
    found = (_unread(field, layout, sources) for field in layout.fields if field.reading in LOOKS)
    return tuple(fact for fact in found if fact)


def unclaimed_labels(layout: Layout, sources: Sources, facts: Iterable[Fact]) -> tuple[Label, ...]:
    """The label lines that name no property of the layout, or whose value none could read."""
    known = layout.label_names
    read = {fact.label_span for fact in facts if fact.name != "year"}
    return tuple(
        Label(
            str(claim.label),
            str(claim.value),
            Span(claim.label_span.start, max(claim.label_span.end, claim.span.end)),
            claim.span,
        )
        for claim in sources.by_origin.get(Origin.LABEL, ())
        if claim.value and claim.label_span and (claim.name not in known or _is_left(claim, layout, read))
    )


def _is_left(claim: Claim, layout: Layout, read: Container[Span | None]) -> bool:
    """Whether a date under a known label could not be read: its text is kept."""
    if claim.label_span in read:
        return False
    return any(field.reading == "date" and claim.name in field.names for field in layout.fields)


def _in_pattern(field: Field, sources: Sources) -> Iterator[Fact]:
    match, text = sources.match, sources.text
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


def _stated(field: Field, sources: Sources, origin: Origin) -> Iterator[Fact]:
    """What a piece says by its form. An identifier under the name of another is none: `eprint` need not be arXiv's."""
    if origin in _FORMS and not field.labels:
        return
    claims = sources.by_name[origin]
    for name in field.claims:
        for claim in claims.get(name, ()):
            is_list = field.reading == "names" and isinstance(claim.value, list)
            value = claim.value if is_list else read_value(field, claim.value)
            if value is not None:
                yield _fact_of(field, claim, value)


def _fact_of(field: Field, claim: Claim, value: Value) -> Fact:
    return Fact(field.name, value, claim.span, claim.origin, claim.label, claim.label_span)


def _in_front_matter(field: Field, sources: Sources, _: Origin = Origin.FRONT_MATTER) -> Iterator[Fact]:
    if field.name == "tags" and (fact := _all_tags(field, sources)):
        yield fact
    for claim in _keyed(field, sources):
        value = read_value(field, claim.value)
        if claim.name in _CAPTIONS and isinstance(value, str) and _says_little(value, sources):
            value = None
        if field.name == "title" and isinstance(value, str):
            title = shown_title(value)
            value = None if title is None or _CITEKEY.fullmatch(title) or _is_address(title) else title
        if value is not None:
            yield _fact_of(field, claim, value)


def _says_little(text: str, sources: Sources) -> bool:
    """Whether a caption is no sentence: a few words, a venue, or the title again."""
    is_short = len(text.split()) < _LEAST_CAPTION and (text.isascii() or len(text) < _SHORTEST_CAPTION)
    titles = {fold_name(str(claim.value)) for claim in sources.claims if claim.name == "title"}
    return is_short or known_venue(text) is not None or fold_name(text) in titles


def _prose(source: Source, claim: Claim) -> str | None:
    """The Markdown of a value of several lines, without the marks of quotes; None where it is one line."""
    end = claim.rest[-1].end if claim.rest else claim.span.end
    lines = [line.lstrip(" \t>") for line in source.slice(Span(claim.span.start, end)).splitlines()]
    if len(lines) < 2:
        return None
    if lines[1].startswith(("- ", "* ", "+ ")):
        return "\n".join((f"- {lines[0]}", *(f"- {line[2:]}" for line in lines[1:] if line.strip())))
    return " ".join(line.strip() for line in lines if line.strip())


def _all_tags(field: Field, sources: Sources) -> Fact | None:
    """The tags of all keys that hold some: `tags`, `keywords` and `topics` say different things."""
    claims = _keyed(field, sources)
    lists = [value for claim in claims if isinstance(value := read_value(field, claim.value), list)]
    return _fact_of(field, claims[0], [*dict.fromkeys(chain.from_iterable(lists))]) if len(lists) > 1 else None


def _in_labels(field: Field, sources: Sources, _: Origin = Origin.LABEL) -> Iterator[Fact]:
    if field.reading == "names" and (fact := _one_by_one(field, sources)):
        yield fact
    for claim in _labelled(field, sources):
        if not (
            (field.name == "title" and _is_no_title(claim)) or (field.reading == "venue" and _is_loose(field, claim))
        ):
            urls = [link.destination for link in claim.links]
            value = read_text(field, str(claim.value), urls)
            if field.name == "title" and isinstance(value, str):
                value = shown_title(value.removeprefix("@"))  # as Logseq has the names of pages
            if value is not None and field.reading == "markdown":
                value = _prose(sources.source, claim) or value
            if value is not None:
                yield _fact_of(field, claim, value)


def _one_by_one(field: Field, sources: Sources) -> Fact | None:
    """The names of several label lines of which each gives one author, as Zotero's templates write them."""
    claims = _labelled(field, sources)
    names = [read_text(field, str(claim.value)) for claim in claims]
    if len(claims) < 2 or not all(isinstance(each, list) and len(each) == 1 for each in names):
        return None
    whole = [name for each in names if isinstance(each, list) for name in each]
    return replace(_fact_of(field, claims[0], whole), span=Span(claims[0].span.start, claims[-1].span.end))


def _is_loose(field: Field, claim: Claim) -> bool:
    """Whether a label says something else than a venue: a whole citation, or `Source: a friend`."""
    text = str(claim.value)
    if parse_citation(text):
        return True
    if claim.name not in _LOOSE:
        return False
    value = read_text(field, text)
    return not (isinstance(value, str) and (venue_kind(value) or known_venue(value)))


def _keyed(field: Field, sources: Sources) -> list[Claim]:
    """The claims of front matter under a field's keys, in the order of the keys."""
    claims = sources.by_name.get(Origin.FRONT_MATTER, {})
    names = sorted(field.keys.keys() & claims, key=field.keys.__getitem__)
    return [claim for name in names for claim in claims[name]]


def _labelled(field: Field, sources: Sources) -> Sequence[Claim]:
    """The label lines that bear one of a field's labels, in source order."""
    if field.names.isdisjoint(sources.by_name.get(Origin.LABEL, ())):
        return ()
    return [claim for claim in sources.by_origin[Origin.LABEL] if claim.name in field.names]


def _is_no_title(claim: Claim) -> bool:
    """Whether a label's value is an address, bare or behind a word such as `pdf`: `Paper` is the label of both."""
    text = str(claim.value)
    if _CITEKEY.fullmatch(text) or _is_address(text) or parse_citation(text) or known_venue(split_venue_year(text)[0]):
        return True
    if not claim.links:
        return False
    label = link_label(claim.links[0])
    if label and text.startswith(label) and label_kind(label) in PAPER_KINDS:
        return True  # what stands behind a link to the paper
    is_site = text.casefold() == classify(claim.links[0].destination).provider
    return is_site or fold_name(text) in _LINK_WORDS or label_kind(text) in PAPER_KINDS


def _unread(field: Field, layout: Layout, sources: Sources) -> Fact | None:
    keys = [each for each in _keyed(field, sources) if is_unreadable(field, str(each.label), each.value)]
    # A link under a label says itself what it is.
    lines = [
        each
        for each in _labelled(field, sources)
        if not each.links and is_unreadable(field, str(each.label), each.value)
    ]
    if not keys and not lines:
        return None
    read = (*_in_front_matter(field, sources), *_in_labels(field, sources))
    if any(field.reading not in IDENTIFIERS or field.reading in fold_name(fact.label or "") for fact in read):
        return None
    unread = [_fact_of(field, each, each.value) for each in keys if not _is_shared(each.name, layout)]
    unread += [_fact_of(field, each, each.value) for each in lines]
    return next(iter(unread), None)


def _is_shared(key: str, layout: Layout) -> bool:
    """Whether several properties may stand under a key of front matter, as year and date under `published`."""
    return sum(key in field.keys for field in layout.fields if field.reading != "arxiv-version") > 1


def _in_sections(field: Field, sources: Sources, _: Origin) -> Iterator[Fact]:
    for section in sources.sections:
        if section.holds == field.name:
            yield from _in_section(field, section, sources.source)


def _in_section(field: Field, section: Section, source: Source) -> Iterator[Fact]:
    """A section's value: that in its heading, its body, or (as Markdown) both; comments alone are none."""
    if section.is_empty(source):
        return
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
    return [text for leaf in leaves if leaf and (text := leaf_text(leaf))]


def _in_links(field: Field, sources: Sources, origin: Origin) -> Iterator[Fact]:
    """A link of the field's kind in the title or under it.

    Where several lead to different papers, only one that stands with the title is the note's own: the others may be
    papers that it mentions. The same goes for code.
    """
    kinds = {field.link, "paper", "pdf"} if field.reading == "doi" else {field.link}
    if kinds == {None}:
        return
    links = sources.by_origin[origin]
    found = [fact for link in links if link.name in kinds for fact in _linked(field, link)]
    ambiguous = len({str(fact.value) for fact in found}) > 1
    yield from (fact for fact in found if not ambiguous or sources.is_own(fact.span))
    if (field.reading, field.link) == ("url", "paper"):  # where no page is named, the file of the paper itself
        files = [link for link in links if link.name == "pdf" and sources.is_own(link.span)]
        yield from (fact for link in files if _is_remote(str(link.value)) for fact in _linked(field, link))


def _linked(field: Field, link: Claim) -> Iterator[Fact]:
    """What a link says of a property, if anything."""
    url = str(link.value)
    value = read_text(field, classify(url, link.label).external_id or "", [url])
    if value is not None:
        yield _fact_of(field, link, value)


def _in_tags(field: Field, sources: Sources, origin: Origin) -> Iterator[Fact]:
    """The tags in lines of their own; a venue and a year among all tags: `CVPR 2017`, `Year-2022`."""
    if field.name == "tags":
        yield from _stated(field, sources, origin)
    if field.reading not in ("venue", "year"):
        return
    for claim in sources.by_origin[origin]:
        for item in claim.value if isinstance(claim.value, list) else ():
            venue, year = _venue_and_year(str(item))
            value = venue if field.reading == "venue" else year
            if value is not None:
                yield _fact_of(field, claim, value)


@lru_cache(maxsize=1024)  # many files bear the same few tags
def _venue_and_year(tag: str) -> tuple[str | None, int | None]:
    if found := _YEAR_TAG.fullmatch(tag):
        return None, int(found[1])
    if (found := _VENUE_TAG.fullmatch(tag)) and known_venue(found[1]):
        return found[1], None
    venue, year = split_venue_year(tag.replace("-", " ").replace("/", " "))
    return (venue, year) if year and known_venue(venue) else (None, None)


_READERS: Mapping[Origin, Callable[[Field, Sources, Origin], Iterator[Fact]]] = {
    **dict.fromkeys(_RANKS, _stated),
    Origin.FRONT_MATTER: _in_front_matter,
    Origin.LABEL: _in_labels,
    Origin.SECTION: _in_sections,
    Origin.LINK: _in_links,
    Origin.TAG: _in_tags,
}


def _is_address(text: str) -> bool:
    return _is_remote(text) or arxiv_id(text) is not None or (" " not in text and doi(text) is not None)


def _is_remote(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _within(field: Field, layout: Layout, sources: Sources) -> Iterator[Fact]:
    """What stands within another property: a year with the venue or the date, an identifier in the paper's address."""
    if not (Origin.LABEL in sources.by_origin or Origin.FRONT_MATTER in sources.by_origin):
        return
    for other in layout.holders[field.name]:
        keys = ((claim, str(claim.value)) for claim in _keyed(other, sources))
        for claim, raw in chain(_raw_labels(other, sources), keys):
            if other.reading == "names" and not any(map(str.isalpha, raw)):
                continue  # a year alone is no list of names with its year
            works_at = other.reading == "names" and field.name == "organizations"
            text = (
                ("; ".join(affiliations(raw)) or "".join(f"{name};" for name in employers(raw))) if works_at else raw
            )
            text = part_of_venue(field.name, raw) if field.name in VENUE_PARTS else text
            # The date of a file's front matter is that of the note, not of the paper.
            if claim.origin is Origin.LABEL or other.reading != "date":
                value = read_text(field, text, [text] if other.reading == "url" else [])
                is_guess = (field.reading, other.reading) == ("venue", "date") and known_venue(str(value)) is None
                if value is not None and not is_guess:
                    yield _fact_of(field, claim, value)


def _raw_labels(field: Field, sources: Sources) -> Iterator[tuple[Claim, str]]:
    """The values of a field's labels as they stand, or the address they link to."""
    for claim in _labelled(field, sources):
        text = claim.links[0].destination if claim.links and field.reading == "url" else str(claim.value)
        yield claim, text


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
