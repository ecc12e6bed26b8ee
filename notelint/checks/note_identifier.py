"""The check of the rule note-identifier."""

from __future__ import annotations

from notelint.bibliography.identifiers import arxiv_id, without_version
from notelint.diagnostic import Finding, Related
from notelint.note.figures import links
from notelint.note.values import IDENTIFIERS
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from notelint.checks.context import Context
    from notelint.note.figures import Link
    from notelint.note.layout import Reading
    from notelint.note.model import Document, Note

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
