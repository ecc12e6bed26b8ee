"""The check of the rule note-identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from notelint.bibliography.identifiers import arxiv_id, without_version
from notelint.diagnostic import Finding, Related
from notelint.note.facts import label_names
from notelint.note.labels import label_lines
from notelint.note.names import fold_name
from notelint.note.values import read_text, says_nothing
from notelint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.layout import Field
    from notelint.note.model import Document, Link, Note

# What stands in an address where an identifier of that kind belongs, and an example of one.
_KINDS = {
    "arXiv id": "1706.03762: year, month, a dot and five digits (four before 2015)",
    "DOI": "10.18653/v1/N19-1423",
    "OpenReview id": "rJ4km2R5t7",
    "ACL Anthology id": "N19-1423",
    "YouTube video": "ULD3uIb2MHQ: eleven letters, digits, - and _",
    "Bilibili video": "BV1pu411o7BE: BV and ten letters and digits",
}
# ACM's names for old papers (`10.5555/...`) are registered nowhere, but are as ACM gives them.
_MADE_UP = "10.5555/"
_IN_ADDRESSES = re.compile(
    r"""(?ix) https?://(?:[a-z-]+\.)*
    (?: (?:arxiv|ar5iv|alphaxiv)\.org/(?:abs|pdf|html)/(?P<arXiv_id>[^?\#\s]+)
      | doi\.org/(?!10\.5555/)(?P<DOI>\d+\.[^?\#\s]+)
      | openreview\.net/(?:forum|pdf)\?(?:[^\s\#]*&)?id=(?P<OpenReview_id>[^&\#\s]+)
      | aclanthology\.org/(?P<ACL_Anthology_id>[A-Z]\d\d-(?:\d{2,3}|\d{5,}))(?=[/.]|$)
      | (?:youtube\.com/(?:watch\?(?:[^\s\#]*&)?v=|shorts/|embed/|live/)|youtu\.be/)(?P<YouTube_video>[^?&\#/\s]+)
      | bilibili\.com/video/(?!av\d|bv\w{10}(?:[/?\#]|$))(?P<Bilibili_video>[^?\#/\s]+)
    )"""
)
_MARK = re.compile(r"(?i)arxiv|doi")
# A value that is meant as an identifier, and not as the word that there is none.
_MEANT = {"arxiv": re.compile(r"\d{3,}[.．]|[a-z]/\d"), "doi": re.compile(r"\d+\.\d+|\d/")}
_NAMES = {"arxiv": "arXiv id", "doi": "DOI"}


class _Identifier(NamedTuple):
    value: str
    span: Span


def note_identifier(document: Document, _: Context) -> Iterator[Finding]:
    """Identifiers that cannot be ones, in addresses and values, and those of a note that disagree."""
    links = {link.url_span or link.span: link for link in document.links}
    for link in links.values():
        if link.external_id is None and (found := _IN_ADDRESSES.match(link.url)):
            yield _malformed(str(found.lastgroup).replace("_", " "), found[found.lastgroup or 0], _inside(link, found))
        elif link.provider == "arxiv" and link.label and (said := arxiv_id(link.label)):
            leads = without_version(link.external_id or "")
            if leads and without_version(said) != leads:
                yield Finding(
                    link.span, f'the text says "{said}", and the link leads to {leads}', "give both the same arXiv id"
                )
    if not document.layout or not _MARK.search(document.source.text):
        return
    for note in document.notes:
        yield from _unreadable(document, note)
        yield from _disagreeing(note)


def _malformed(kind: str, written: str, span: Span) -> Finding:
    return Finding(span, f'"{written}" is no {kind}', f"write one such as {_KINDS[kind]}")


def _inside(link: Link, found: re.Match[str]) -> Span:
    """The place of the identifier in a link's address."""
    if link.url_span is None or link.url_span.end - link.url_span.start != len(link.url):
        return link.url_span or link.span
    return Span(
        link.url_span.start + found.start(found.lastgroup or 0), link.url_span.start + found.end(found.lastgroup or 0)
    )


def _unreadable(document: Document, note: Note) -> Iterator[Finding]:
    """Values that stand under a key or label for identifiers, and are none."""
    layout = document.layout
    fields = (
        [field for field in layout.fields if field.reading in _NAMES and not note.fact(field.name)] if layout else []
    )
    if layout is None or not fields:
        return
    lines = list(label_lines(note.blocks, label_names(layout)))
    entries = document.front_matter.entries if document.front_matter and not layout.headings else ()
    for field in fields:
        keys = {fold_name(name) for name in (*field.front_matter, *field.labels)}
        given = [(entry.value, entry.value_span) for entry in entries if fold_name(entry.key) in keys]
        given += [(line.value, line.value_span) for line in lines if fold_name(line.name) in keys and not line.links]
        for value, span in given:
            if isinstance(value, str) and _is_malformed(field, value):
                yield _malformed(_NAMES[field.reading], value.strip(), span)


def _is_malformed(field: Field, value: str) -> bool:
    meant = _MEANT[field.reading].search(value.casefold())
    return bool(meant) and _MADE_UP not in value and not says_nothing(value) and read_text(field, value) is None


def _disagreeing(note: Note) -> Iterator[Finding]:
    """The second of two arXiv ids that a note gives for its paper."""
    facts = (note.fact(name) for name in ("arxiv", "doi", "url"))
    found = [
        _Identifier(without_version(said), fact.span)
        for fact in facts
        if fact and isinstance(fact.value, str) and (said := arxiv_id(fact.value))
    ]
    for each in found[1:]:
        if each.value != found[0].value:
            yield Finding(
                each.span,
                f"the arXiv id {each.value} disagrees with {found[0].value}",
                "give the one of this paper",
                related=(Related("the other one", found[0].span),),
            )
            return
