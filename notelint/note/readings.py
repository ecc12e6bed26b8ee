"""What each kind of source says of a property: front matter, labels, sections, links, tags, forms of lines."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from notelint.bibliography.author_lists import affiliations, employers
from notelint.bibliography.citations import parse_citation
from notelint.bibliography.identifiers import arxiv_id, doi
from notelint.bibliography.links import classify, label_kind
from notelint.bibliography.names import has_cjk
from notelint.bibliography.venues import has_digit, known_venue, split_venue_year, venue_kind
from notelint.dataclass import replace
from notelint.markdown.nodes import Code, Leaf, List, Math, walk
from notelint.note.claims import shown_title
from notelint.note.layout import PAPER_KINDS
from notelint.note.model import Fact, Origin
from notelint.note.names import fold_name
from notelint.note.plain import collapse, leaf_text, link_label, plain, trimmed
from notelint.note.values import (
    read_text,
    read_value,
    split_bracket,
)
from notelint.regex import regex
from notelint.source import Source, Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.markdown.nodes import Block
    from notelint.note.claims import Claim
    from notelint.note.facts import Sources
    from notelint.note.layout import Field
    from notelint.note.model import Section, Value


# Origins whose claims are guesses of a form: they speak only of a property that a label may name, too.
_FORMS = frozenset((Origin.BIBTEX, Origin.CITATION, Origin.SUBTITLE, Origin.BYLINE, Origin.PROSE, Origin.TAG))
# Folded labels under which something else may stand than a venue.
_LOOSE = frozenset(map(fold_name, (
    "Source", "Where", "Published", "Comments", "Fuente", "Quelle", "来源", "來源", "出处", "出處", "出典",
    "发表", "發表",
)))  # fmt: skip
# Folded labels of a date that may be the note's own: `Date: 2026-02-27`, `날짜`.
_OWN_DATES = frozenset(map(fold_name, (
    "Date", "Time", "Datum", "Data", "Fecha", "Дата", "日期", "时间", "時間", "日付", "날짜",
)))  # fmt: skip
# Keys of what is shown below a post's title: some say what the paper does, some nothing.
_CAPTIONS = frozenset(("excerpt", "description"))
_LEAST_CAPTION = 4  # words,
_LEAST_ITEMS = 4  # of a list of keywords
_COMMA = regex("[,，、;；]")
_SHORTEST_TITLE = 6  # in code points, of what a citation names; a shorter one is a part of a name
_SHORTEST_CAPTION = 16  # or code points where a word is a letter
_YEAR_TAG = regex(r"(?:year|年|年份)?[-_:/ ]?((?:19|20)\d\d)", re.IGNORECASE)
_VENUE_TAG = regex(r"(?:venue|conf|conference|journal|会议)[-_:/ ](\w+)", re.IGNORECASE)
_LONGEST_TAG, _MOST_WORDS = 24, 6  # code points where a word is a letter, words
_SENTENCE = regex(r"(?:the|an?|only|this|these|we|it|if|when|der|die|das|el|los|le|les|un|une) \S", re.IGNORECASE)
_VENUE_PARTS = frozenset(("volume", "issue", "pages"))
_DATED = regex(r"\(([^()]{0,24}(?:19|20)\d\d)\)$")  # behind an address
_CITEKEY = regex(r"@\S+")
_LINK_WORDS = frozenset(
    (
        *("link", "url", "here", "pdf", "arxiv", "doi", "paper", "html"),
        *("链接", "連結", "リンク", "링크", "论文", "論文", "논문"),
    )
)


def in_pattern(field: Field, sources: Sources, _: Origin | None = None) -> Iterator[Fact]:
    """What the pattern of a note's heading says, by its named groups."""
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


def stated(field: Field, sources: Sources, origin: Origin | None) -> Iterator[Fact]:
    """What a piece says by its form. An identifier under the name of another is none: `eprint` need not be arXiv's."""
    if origin is None or (origin in _FORMS and not field.labels):
        return
    claims = sources.by_name[origin]
    for name in field.claims:
        for claim in claims.get(name, ()):
            is_list = field.reading == "names" and isinstance(claim.value, list)
            value = claim.value if is_list else read_value(field, claim.value)
            if value is not None:
                yield fact_of(field, claim, value)


def fact_of(field: Field, claim: Claim, value: Value) -> Fact:
    """A claim as a fact, with the value that was read from it."""
    return Fact(field.name, value, claim.span, claim.origin, claim.label, claim.label_span)


def in_front_matter(field: Field, sources: Sources, _: Origin | None = None) -> Iterator[Fact]:
    """What stands under the keys of a property, in their order."""
    if field.name == "tags" and (fact := _all_tags(field, sources)):
        yield fact
    for claim in keyed(field, sources):
        value = read_value(field, claim.value) or _server(field, claim)
        if claim.name in _CAPTIONS and isinstance(value, str) and _says_little(value, sources):
            value = None
        if field.name == "title" and isinstance(value, str):
            title = shown_title(value)
            value = None if title is None or _CITEKEY.fullmatch(title) or _is_address(title) else title
        if value is not None:
            yield fact_of(field, claim, value)


def _says_little(text: str, sources: Sources) -> bool:
    """Whether a caption is no sentence: a few words, a venue, or the title again."""
    is_short = len(text.split()) < _LEAST_CAPTION and (text.isascii() or len(text) < _SHORTEST_CAPTION)
    titles = {fold_name(str(claim.value)) for claim in sources.claims if claim.name == "title"}
    folded = fold_name(text)
    is_title = any(folded.startswith(title) and len(folded) < 2 * len(title) for title in titles if title)
    items = _COMMA.split(text)
    is_list = len(items) >= _LEAST_ITEMS and all(len(item.split()) <= _LEAST_CAPTION for item in items)
    return is_short or is_title or (is_list and text[-1] not in ".!?。！？") or known_venue(text) is not None


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
    claims = keyed(field, sources)
    lists = [value for claim in claims if isinstance(value := read_value(field, claim.value), list)]
    return fact_of(field, claims[0], [*dict.fromkeys(chain.from_iterable(lists))]) if len(lists) > 1 else None


def in_labels(field: Field, sources: Sources, _: Origin | None = None) -> Iterator[Fact]:
    """What stands under the labels of a property, in source order."""
    if field.reading == "names" and (fact := _one_by_one(field, sources)):
        yield fact
    for claim in labelled(field, sources):
        if (value := reads_label(field, claim)) is None or (field.reading == "date" and claim.name in _OWN_DATES):
            continue
        if field.name == "title" and isinstance(value, str):
            value = shown_title(value.removeprefix("@"))  # as Logseq has the names of pages
        if field.reading == "markdown":
            value = _prose(sources.source, claim) or value
        if value is not None:
            yield fact_of(field, claim, value)


def in_own_dates(field: Field, sources: Sources, _: Origin | None = None) -> Iterator[Fact]:
    """The year or date under a label that may as well give the date of the note."""
    dated = (other for other in sources.layout.fields if other.reading == "date" and field.reading in ("year", "date"))
    for claim in (claim for other in dated for claim in labelled(other, sources) if claim.name in _OWN_DATES):
        value = read_text(field, str(claim.value))
        if value is not None:
            yield fact_of(field, claim, value)


def reads_label(field: Field, claim: Claim) -> Value:
    """What stands under a label of a property, read as that; None where it is something else."""
    if (field.name == "title" and _is_no_title(claim)) or (field.reading == "venue" and _is_loose(field, claim)):
        return None
    value = read_text(field, str(claim.value), [link.destination for link in claim.links]) or _server(field, claim)
    return None if field.name == "tags" and isinstance(value, list) and any(map(_is_phrase, value)) else value


def _server(field: Field, claim: Claim) -> str | None:
    """The preprint server that is all that a key for the venue names: elsewhere its name says nothing of a venue."""
    if field.reading != "venue" or claim.name in _LOOSE:
        return None
    text = str(claim.value).strip()
    venue = None if has_digit(text) else known_venue(text)
    return text if venue and venue.kind == "preprint_server" else None


def _is_phrase(item: Value) -> bool:
    """Whether an item of a list is rather a part of a sentence than a tag."""
    text = str(item)
    is_long = len(text) > _LONGEST_TAG if has_cjk(text) else len(text.split()) > _MOST_WORDS
    return is_long or _SENTENCE.match(text) is not None


def _one_by_one(field: Field, sources: Sources) -> Fact | None:
    """The names of several label lines of which each gives one author, as Zotero's templates write them."""
    claims = labelled(field, sources)
    names = [read_text(field, str(claim.value)) for claim in claims]
    if len(claims) < 2 or not all(isinstance(each, list) and len(each) == 1 for each in names):
        return None
    whole = [name for each in names if isinstance(each, list) for name in each]
    return replace(fact_of(field, claims[0], whole), span=Span(claims[0].span.start, claims[-1].span.end))


def _is_loose(field: Field, claim: Claim) -> bool:
    """Whether a label says something else than a venue: a whole citation, or `Source: a friend`."""
    value = read_text(field, str(claim.value))
    if isinstance(value, str) and known_venue(value):
        return False
    cited = parse_citation(str(claim.value))
    if cited and cited.title[1] - cited.title[0] > _SHORTEST_TITLE:
        return True
    return claim.name in _LOOSE and not (isinstance(value, str) and venue_kind(value))


def keyed(field: Field, sources: Sources) -> list[Claim]:
    """The claims of front matter under a field's keys, in the order of the keys."""
    claims = sources.by_name.get(Origin.FRONT_MATTER, {})
    names = sorted(field.keys.keys() & claims, key=field.keys.__getitem__)
    return [claim for name in names for claim in claims[name]]


def labelled(field: Field, sources: Sources) -> Sequence[Claim]:
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


def in_sections(field: Field, sources: Sources, _: Origin | None) -> Iterator[Fact]:
    """What the sections hold that the schema names for a property."""
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


def in_links(field: Field, sources: Sources, _: Origin | None) -> Iterator[Fact]:
    """A link of the field's kind in the title or under it.

    Where several lead to different papers, only one that stands with the title is the note's own: the others may be
    papers that it mentions. The same goes for code.
    """
    kinds = {field.link, "paper", "pdf"} if field.reading == "doi" else {field.link}
    if kinds == {None}:
        return
    links = sources.by_origin[Origin.LINK]
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
        yield fact_of(field, link, value)


def in_tags(field: Field, sources: Sources, origin: Origin | None) -> Iterator[Fact]:
    """The tags in lines of their own; a venue and a year among all tags: `CVPR 2017`, `Year-2022`."""
    if field.name == "tags":
        yield from stated(field, sources, origin)
    if field.reading not in ("venue", "year"):
        return
    for claim in sources.by_origin[Origin.TAG]:
        for item in claim.value if isinstance(claim.value, list) else ():
            venue, year = _venue_and_year(str(item))
            value = venue if field.reading == "venue" else year
            if value is not None:
                yield fact_of(field, claim, value)


@lru_cache(maxsize=1024)  # many files bear the same few tags
def _venue_and_year(tag: str) -> tuple[str | None, int | None]:
    if found := _YEAR_TAG.fullmatch(tag):
        return None, int(found[1])
    if (found := _VENUE_TAG.fullmatch(tag)) and known_venue(found[1]):
        return found[1], None
    venue, year = split_venue_year(tag.replace("-", " ").replace("/", " "))
    return (venue, year) if year and known_venue(venue) else (None, None)


def _is_address(text: str) -> bool:
    return _is_remote(text) or arxiv_id(text) is not None or (" " not in text and doi(text) is not None)


def _is_remote(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def within(field: Field, sources: Sources, _: Origin | None = None) -> Iterator[Fact]:
    """What stands within another property: a year with the venue or the date, an identifier in the paper's address."""
    if not (Origin.LABEL in sources.by_origin or Origin.FRONT_MATTER in sources.by_origin):
        return
    for other in sources.layout.holders[field.name]:
        keys = ((claim, str(claim.value)) for claim in keyed(other, sources))
        for claim, raw in chain(_raw_labels(other, sources), keys):
            if other.reading == "names" and not any(map(str.isalpha, raw)):
                continue  # a year alone is no list of names with its year
            works_at = other.reading == "names" and field.name == "organizations"
            text = (
                ("; ".join(affiliations(raw)) or "".join(f"{name};" for name in employers(raw))) if works_at else raw
            )
            text = _part_of_venue(field.name, raw) if field.name in _VENUE_PARTS else text
            if field.reading == "year" and other.reading == "url":
                text = dated[1] if (dated := _DATED.search(str(claim.value))) else ""
            # The date of a file's front matter is that of the note, not of the paper.
            if other.reading != "date" or (claim.origin is Origin.LABEL and not _is_own_year(field, claim)):
                value = read_text(field, text, [text] if other.reading == "url" else [])
                is_guess = (field.reading, other.reading) == ("venue", "date") and known_venue(str(value)) is None
                if value is not None and not is_guess:
                    yield fact_of(field, claim, value)


def _is_own_year(field: Field, claim: Claim) -> bool:
    return field.reading == "year" and claim.name in _OWN_DATES


def _part_of_venue(name: str, text: str) -> str:
    from notelint.bibliography.venue_texts import part_of_venue  # noqa: PLC0415 - few notes have a venue

    return part_of_venue(name, text)


def _raw_labels(field: Field, sources: Sources) -> Iterator[tuple[Claim, str]]:
    """The values of a field's labels as they stand, or the address they link to."""
    for claim in labelled(field, sources):
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
