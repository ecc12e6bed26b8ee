"""What notes say of their papers."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict

from notelint.bibliography.identifiers import arxiv_id, without_version
from notelint.bibliography.names import is_ambiguous_list
from notelint.bibliography.venues import venue_kind
from notelint.checks.front_matter import misspelt_keys
from notelint.checks.papers import titles_agree, trait, year
from notelint.checks.progress import is_unfinished
from notelint.checks.section_content import is_begun
from notelint.checks.sections import as_siblings, called, note_place, required_by
from notelint.checks.violations import finding, shortfalls
from notelint.dataclass import replace
from notelint.diagnostic import Edit, Finding, Fix, Related, Safety
from notelint.habits.traits import heads, kind_of, labels_of
from notelint.note.figures import links
from notelint.note.model import Origin
from notelint.note.names import fold_name
from notelint.note.plain import heading_words
from notelint.note.values import IDENTIFIERS, says_none
from notelint.regex import regex
from notelint.source import Span
from notelint.spelling import meant_by
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

    from notelint.checks.context import Context
    from notelint.front_matter import Entry
    from notelint.habits.habit import Habit
    from notelint.note.figures import Link
    from notelint.note.layout import Field, Reading
    from notelint.note.model import Document, Fact, Note
    from notelint.source import Source


def note_authors(document: Document, _: Context) -> Iterator[Finding]:
    """Lists of authors of single words, which may be names or families and given names in turn."""
    for note in document.notes:
        fact = note.fact("authors")
        if fact is None or fact.origin not in (Origin.FRONT_MATTER, Origin.LABEL):
            continue
        text = document.source.slice(fact.span).strip("[]\"' ")
        if is_ambiguous_list(text):
            count = text.count(",") + 1
            yield Finding(
                fact.span,
                f"the authors of {called(note)} may be {count}, or {count // 2} with the family name first",
                'part the authors with ";", or write the given name first',
            )


_YEAR = regex(r"(?<![\d.])(?:19|20)\d\d(?![\d.])")
_CALLED = {"doi": "DOI", "arxiv": "arXiv id"}
_NICKNAME = 2  # words


def note_conflict(document: Document, context: Context) -> Iterator[Finding]:
    """Two places in one note that give its paper different titles, years or identifiers."""
    for note in document.notes:
        yield from _heading_conflict(note, document, context)
        yield from _venue_conflict(note, document)
        for rival in note.rivals:
            fact = note.fact(rival.name)
            if fact is None or _agree(fact, rival):
                continue
            line = document.source.line_number(fact.span.start)
            name = _CALLED.get(rival.name, rival.name)
            yield Finding(
                rival.span,
                f"the {name} of {called(note)} is {_shown(rival)} here, but {_shown(fact)} in line {line}",
                "keep the one that is right",
                related=(Related(f"the other {name}", fact.span),),
            )


def _venue_conflict(note: Note, document: Document) -> Iterator[Finding]:
    """A year in the text of the venue that differs from the note's by more than a preprint's does."""
    venue, year = note.fact("venue"), note.fact("year")
    if not venue or not year or not isinstance(year.value, int):
        return
    for found in _YEAR.finditer(document.source.text, venue.span.start, venue.span.end):
        if abs(int(found[0]) - year.value) > 1:
            line = document.source.line_number(year.span.start)
            yield Finding(
                Span(*found.span()),
                f"the year of {called(note)} is {found[0]} here, but {year.value} in line {line}",
                "keep the one that is right",
                related=(Related("the other year", year.span),),
            )
            return


def _heading_conflict(note: Note, document: Document, context: Context) -> Iterator[Finding]:
    """A heading that is another title than that in the front matter, while the note's siblings repeat theirs."""
    habit = context.habits.get("title")
    title = note.fact("title")
    if habit and habit.namesakes and note.heading and title and heads(note) is False:
        heading = replace(title, value=heading_words(note.heading))
        if _agree(title, heading) or _is_nickname(str(heading.value), str(title.value)):
            return
        line = document.source.line_number(title.span.start)
        yield Finding(
            note.heading.text_span,
            f"the heading is not the title in line {line}, as it is in {habit.namesakes}",
            "keep the one that is right",
            related=(Related("the title", title.span),),
        )


def _is_nickname(heading: str, title: str) -> bool:
    """Whether a heading is too short to be a title: one word or two for a longer one."""
    return len(heading.split()) <= _NICKNAME < len(title.split())


def _agree(fact: Fact, rival: Fact) -> bool:
    """Whether two titles may be of one paper: in two languages they cannot be compared."""
    if fact.name != "title":
        return False
    one, other = trait(fact), trait(rival)
    if one is None or other is None or one.value.isascii() != other.value.isascii():
        return True
    return titles_agree(one, other)


def _shown(fact: Fact) -> str:
    return f'"{fact.value}"' if fact.name == "title" else str(fact.value)


# What stands in an address where an identifier of that kind belongs, and an example of one.
_KINDS = {
    "arXiv id": "1706.03762: year, month, a dot and five digits (four before 2015)",
    "DOI": "10.18653/v1/N19-1423",
    "OpenReview id": "rJ4km2R5t7",
    "ACL Anthology id": "N19-1423",
    "PMLR paper": "v97/houlsby19a: volume, name, two digits of the year and perhaps a letter",
    "YouTube video": "ULD3uIb2MHQ: eleven letters, digits, - and _",
    "Bilibili video": "BV1pu411o7BE: BV and ten letters and digits",
}
_IN_ADDRESSES = regex(
    r"""(?ix) https?://(?:[a-z-]+\.)*
    (?: (?:arxiv|ar5iv|alphaxiv)\.org/(?:abs|pdf|html)/(?P<arXiv_id>[^?\#\s]+)
      | doi\.org/(?!10\.5555/)(?P<DOI>\d+\.[^?\#\s]+)
      | openreview\.net/(?:forum|pdf)\?(?:[^\s\#]*&)?id=(?P<OpenReview_id>[^&\#\s]+)
      | aclanthology\.org/(?P<ACL_Anthology_id>(?!w\d\d-\d\d\b)[A-Z]\d\d-(?:\d{2,3}|\d{5,}))(?=[/.]|$)
      | mlr\.press/(?P<PMLR_paper>(?![vr]\d+/)[a-z]?\d\w*/[^?\#\s]+
          |[vr]\d+/(?!index\b)(?:(?!\d\d)[^./?\#\s])+(?:\.html?|/[^./?\#\s]+\.pdf|\.pdf)?(?=[?\#]|$))
      | (?:youtube\.com/(?:watch\?(?:[^\s\#]*&)?v=|shorts/|embed/|live/)|youtu\.be/)(?P<YouTube_video>[^?&\#/\s]+)
      | bilibili\.com/video/(?!av\d|bv\w{10}(?:[/?\#]|$))(?P<Bilibili_video>[^?\#/\s]+)
    )"""
)
# Their sites, which may stand in the address of a page that leads on to them.
_SITES = regex(
    r"\.(?i:(?:(?<=arxiv\.)|(?<=ar5iv\.)|(?<=alphaxiv\.)|(?<=doi\.)|(?<=aclanthology\.))org|(?<=lanl\.)gov"
    r"|(?<=openreview\.)net|(?<=mlr\.)press|(?:(?<=youtube\.)|(?<=bilibili\.))com|(?<=youtu\.)be)"
)
_NAMES: Mapping[Reading, str] = {"arxiv": "arXiv id", "doi": "DOI"}


class _Identifier(NamedTuple):
    value: str
    span: Span


def note_identifier(document: Document, _: Context) -> Iterator[Finding]:
    """Identifiers of notes that cannot be ones, in addresses and values, and those that disagree.

    Addresses are the note's own in its heading and before its first section; elsewhere they may be of other papers.
    """
    readings = {field.name: field.reading for field in document.layout.fields} if document.layout else {}
    for note in document.notes:
        if _SITES.search(document.source.text, *note.span):
            # Reference links share their definition.
            for link in {link.url_span or link.span: link for link in links(note.blocks, note.heading)}.values():
                yield from _of_link(link)
        for value in note.unread:
            if readings[value.name] in IDENTIFIERS:
                yield _malformed(_NAMES[readings[value.name]], str(value.value), value.span)
        yield from _disagreeing(note)


def _of_link(link: Link) -> Iterator[Finding]:
    found = _IN_ADDRESSES.match(link.url)
    if found and link.external_id is None:
        yield _malformed(str(found.lastgroup).replace("_", " "), found[found.lastgroup or 0], _inside(link, found))
    elif link.label and (said := arxiv_id(link.label)) and link.provider == "arxiv":
        leads = without_version(link.external_id or "")
        if leads and without_version(said) != leads:
            remedy = "give both the same arXiv id"
            yield Finding(link.span, f'the link text says "{said}", but the link goes to {leads}', remedy)


def _malformed(kind: str, written: str, span: Span) -> Finding:
    return Finding(span, f'"{written}" is not a valid {kind}', f"write one such as {_KINDS[kind]}")


def _inside(link: Link, found: re.Match[str]) -> Span:
    """The place of the identifier in a link's address."""
    if link.url_span is None or link.url_span.end - link.url_span.start != len(link.url):
        return link.url_span or link.span
    return Span(
        link.url_span.start + found.start(found.lastgroup or 0), link.url_span.start + found.end(found.lastgroup or 0)
    )


def _disagreeing(note: Note) -> Iterator[Finding]:
    """The second of two arXiv ids that a note gives for its paper."""
    facts = (note.fact("arxiv"), *note.preprints, note.fact("url"))
    found = [
        _Identifier(without_version(said), fact.span)
        for fact in facts
        if fact and isinstance(fact.value, str) and (said := arxiv_id(fact.value))
    ]
    for each in found[1:]:
        if each.value != found[0].value:
            yield Finding(
                each.span,
                f"arXiv id {each.value} does not match {found[0].value}",
                "give the one of this paper",
                related=(Related("the other one", found[0].span),),
            )
            return


_NO_WORD = regex(r"[\W_]+")


class _Place(NamedTuple):
    """An organization as a note names it, and where; `exact`: nothing but the name stands there."""

    name: str
    span: Span
    exact: bool


def note_organization(document: Document, _: Context) -> Iterator[Finding]:
    """Names of organizations that differ from one in another note of the file in case, spaces or punctuation only."""
    by_name: defaultdict[str, list[_Place]] = defaultdict(list)
    for note in document.notes if len(document.notes) > 1 else ():
        for place in _organizations(note, document.source):
            by_name[_NO_WORD.sub("", unicodedata.normalize("NFKC", place.name).casefold())].append(place)
    for places in by_name.values():
        # Of two that are used equally often, the one that stands first in the file wins.
        usual = Counter(place.name for place in places).most_common(1)[0][0]
        for place in places:
            if place.name != usual:
                title = f'write "{usual}"'
                yield Finding(
                    place.span,
                    f'"{place.name}" is written "{usual}" elsewhere in this file',
                    title,
                    Fix(title, (Edit(place.span, usual),), Safety.UNSAFE) if place.exact else None,
                )


def _organizations(note: Note, source: Source) -> Iterator[_Place]:
    fact = note.fact("organizations")
    if fact is None or not isinstance(fact.value, list):
        return
    start = fact.span.start
    for name in fact.value:
        if isinstance(name, str):
            at = source.text.find(name, start, fact.span.end)
            exact = at >= 0
            start = at + len(name) if exact else start
            yield _Place(name, Span(at, start) if exact else fact.span, exact)


def note_property_missing(document: Document, context: Context) -> Iterator[Finding]:
    """Properties that the schema or the habit of its siblings requires and a note does not give.

    Sections have a rule of their own, and a misspelt key has, too.
    """
    if document.layout is None or context.schema is None:
        return
    required = [field for field in document.layout.fields if field.required and not field.section]
    misspelt = {fold_name(key) for _, key in context.once(misspelt_keys, document)}
    for note in document.notes:
        given = {fact.name for fact in (*note.facts, *note.unread)}
        lacking = [
            field
            for field in required
            if misspelt.isdisjoint(field.keys)
            and (field.name not in given or _lacks_key(field, document, context))
            and not (context.habits and _is_excused(field, note, document, context))
        ]
        keys = [field for field in lacking if _is_key(field, context)]
        if document.front_matter is None and len(keys) > 1:
            yield _without_front_matter(keys, note, context)
            lacking = [field for field in lacking if field not in keys]
        for field in lacking:
            yield _missing(field, note, document, context)


def _is_excused(field: Field, note: Note, document: Document, context: Context) -> bool:
    """Whether a note that lacks what its siblings have is no exception.

    It says that there is none, it is a preprint that has no venue, or it is only begun or not finished, with a key
    that is to be filled in like its sections.
    """
    if _says_none(field, note, document):
        return True
    if field.name == "venue" and not _lacks_key(field, document, context) and _is_preprint(note, document):
        return True
    return bool(_entries(field, document)) and (is_begun(note, context) or is_unfinished(document, note))


def _says_none(field: Field, note: Note, document: Document) -> bool:
    """Whether a note says of a property that there is none."""
    labels = (label.value for label in labels_of(note) if fold_name(label.name) in field.names)
    return any(map(says_none, (*(entry.value for entry in _entries(field, document)), *labels)))


# What names no venue: addresses and what links to them, the names of labels, identifiers.
_NO_VENUE = regex(r"\[[^\]\n]*\]\([^)\n]*\)|\S*://\S*|[\w.]+\W{0,3}[:：]|10\.\d{4,}/\S+")
_WORD = regex(r"[A-Za-z]+")


def _is_preprint(note: Note, document: Document) -> bool:
    """Whether a note names a preprint server above its sections, where others name their venue: it has none."""
    start = 0 if len(document.notes) == 1 else note.span.start
    end = min((section.heading.span.start for section in note.sections), default=note.span.end)
    name = document.source.path.rpartition("/")[2]
    words = _WORD.findall(_NO_VENUE.sub(" ", f"{name}\n{document.source.text[start:end]}"))
    return any(venue_kind(word) == "preprint_server" for word in words)


def _is_key(field: Field, context: Context) -> bool:
    """Whether the siblings write a property into their front matter."""
    habit = context.habits.get(field.name)
    return habit is not None and habit.in_place and habit.place == "front-matter"


def _entries(field: Field, document: Document) -> Sequence[Entry]:
    entries = document.front_matter.entries if document.front_matter else ()
    return [entry for entry in entries if fold_name(entry.key) in field.keys]


def _lacks_key(field: Field, document: Document, context: Context) -> bool:
    """Whether a property is given elsewhere, but not in the front matter where the siblings have it."""
    return _is_key(field, context) and not any(kind_of(entry.value) for entry in _entries(field, document))


def _missing(field: Field, note: Note, document: Document, context: Context) -> Finding:
    entry = next(iter(_entries(field, document)), None)
    place = Span(entry.key_span.start, entry.value_span.end) if entry else note_place(note)
    where = " in its front matter" if _lacks_key(field, document, context) else ""
    habit = context.habits.get(field.name)
    name = habit.name if habit and habit.in_place else field.name
    return Finding(
        place,
        f"{called(note)} has no {name}{where}{as_siblings(field.name, context)}",
        f"give `{entry.key}` a value" if entry else _remedy(field, note, habit),
        related=(required_by(field.name, context),),
    )


def _without_front_matter(fields: Sequence[Field], note: Note, context: Context) -> Finding:
    """What is said once of a note that has none of the keys of its siblings."""
    names = ", ".join(context.habits[field.name].name for field in fields)
    return Finding(
        note_place(note),
        f"{called(note)} has no front matter{as_siblings(fields[0].name, context)}",
        f"add front matter with {names}",
        related=(required_by(fields[0].name, context),),
    )


def _remedy(field: Field, note: Note, habit: Habit | None) -> str:
    if habit and habit.place == "label":
        names = (label.name for label in labels_of(note))
        meant = [fold_name(habit.name)]
        near = next((name for name in names if meant_by(fold_name(name), meant)), None)
        return f'rename "{near}" to "{habit.name}"' if near else f"add a line `**{habit.name}**: ...`"
    if habit or field.front_matter:
        return f"add `{habit.name if habit else field.front_matter[0]}:` to the front matter"
    if field.labels:
        return f"add a line `{field.labels[0]}: ...`"
    if field.link:
        return f"add a link that leads to it, labelled as such: `[{field.link.title()}](...)`"
    if field.heading:
        return f"write it in the note's heading, where the schema's pattern has the group `{field.heading}`"
    return f"say in the schema, by `x-markdown`, where a note gives `{field.name}`"


def note_value(document: Document, context: Context) -> Iterator[Finding]:
    """Values that break the schema, each at its own place; those in sections are the matter of section-content."""
    for each in context.once(shortfalls, document):
        if not each.in_section:
            yield finding(each, document, context)


_FIRST = 1900


def note_year(document: Document, context: Context) -> Iterator[Finding]:
    """Years before 1900, and later than next year; those that the schema refuses are the matter of note-value."""
    for note in document.notes:
        fact, given = note.fact("year"), year(note)
        if fact is None or given is None or _FIRST <= given <= context.year + 1:
            continue
        if not any(each.fact is fact for each in context.once(shortfalls, document)):
            when = "in the future" if given > context.year else f"before {_FIRST}"
            yield Finding(fact.span, f"the year of {called(note)} is {when}: {given}", "give the year of the paper")
