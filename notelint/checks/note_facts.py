"""What notes say of their papers."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict

from notelint.bibliography.identifiers import arxiv_id, without_version
from notelint.bibliography.names import is_ambiguous_list
from notelint.checks.link import cut_addresses
from notelint.checks.papers import may_be_one_title, year
from notelint.checks.sections import called
from notelint.checks.violations import finding, odd_values, shortfalls, written_by_habit
from notelint.dataclass import replace
from notelint.diagnostic import Edit, Finding, Fix, Related, Safety
from notelint.habits.traits import heads
from notelint.note.figures import links
from notelint.note.model import Origin
from notelint.note.plain import heading_words
from notelint.note.values import IDENTIFIERS
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from notelint.context import Context
    from notelint.habits.habit import Habit
    from notelint.note.figures import Link
    from notelint.note.layout import Reading
    from notelint.note.model import Document, Fact, Note, Value
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
        yield from _title_conflicts(note, document, context)
        yield from _venue_conflict(note, document)
        for rival in note.rivals:
            fact = note.fact(rival.name)
            if fact is None or (fact.name == "title" and may_be_one_title(fact, rival)):
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


def _title_conflicts(note: Note, document: Document, context: Context) -> Iterator[Finding]:
    """A heading, key or label that is another title than the note's, while its siblings repeat theirs there."""
    title = note.fact("title")
    for name, habit in context.habits.items() if title else ():
        if title is None or habit.place == "section" or not habit.namesakes:
            continue
        what, value, span = _repetition(name, habit, note, document) or (name, title.value, title.span)
        if may_be_one_title(title, replace(title, value=value)) or _is_nickname(str(value), str(title.value)):
            continue
        line = document.source.line_number(title.span.start)
        yield Finding(
            span,
            f"{what} differs from the title in line {line}; in {habit.namesakes} the two are the same",
            "keep the one that is right",
            related=(Related("the title", title.span),),
        )


def _repetition(name: str, habit: Habit, note: Note, document: Document) -> tuple[str, Value, Span] | None:
    """What repeats the title by habit: what it is, what it says, and where."""
    if name != "title":
        return written_by_habit(habit, note, document)
    if note.heading is None or heads(note) is not False:
        return None
    return "the heading", heading_words(note.heading), note.heading.text_span


def _is_nickname(heading: str, title: str) -> bool:
    """Whether a heading is too short to be a title: one word or two for a longer one."""
    return len(heading.split()) <= _NICKNAME < len(title.split())


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


def note_identifier(document: Document, context: Context) -> Iterator[Finding]:
    """Identifiers of notes that cannot be ones, in addresses and values, and those that disagree.

    Addresses are the note's own in its heading and before its first section; elsewhere they may be of other papers.
    """
    fields = document.layout.by_name if document.layout else {}
    for note in document.notes:
        if _SITES.search(document.source.text, *note.span):
            cut = [found.start() for found in context.once(cut_addresses, document)]  # the matter of link-space
            # Reference links share their definition.
            for link in {link.url_span or link.span: link for link in links(note.blocks, note.heading)}.values():
                if link.span.start not in cut:
                    yield from _of_link(link)
        for value in note.unread:
            if (reading := fields[value.name].reading) in IDENTIFIERS:
                yield _malformed(_NAMES[reading], str(value.value), value.span)
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


def note_value(document: Document, context: Context) -> Iterator[Finding]:
    """Values that break the schema, each at its own place; those in sections are the matter of section-content."""
    yield from context.once(odd_values, document)
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
