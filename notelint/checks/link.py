"""Links: where they lead, and how they are written."""

from __future__ import annotations

import posixpath
import re
from itertools import chain

from notelint.bibliography.links import without_tracking
from notelint.checks.nearby import correction
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.markdown import nodes
from notelint.markdown.nodes import Leaf, Text, walk, walk_inlines
from notelint.note.running_text import blocks_with, matches_outside_code
from notelint.regex import regex
from notelint.source import Span
from notelint.spelling import nearest
from notelint.targets import images
from notelint.targets.links import doubtful_links, is_of_the_web, targets, unique_links, with_scheme
from notelint.targets.paths import Verdict
from notelint.targets.references import anchors_for, references
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.context import Context
    from notelint.note.model import Document


_SUGGESTIONS = 50  # of one file: each is sought among all names that there are


def link_anchor(document: Document, context: Context) -> Iterator[Finding]:
    """Links to a heading that the note, or the note that they lead to, does not have."""
    missing = 0
    for reference in references(document, context):
        name, span, files = reference
        places = anchors_for(reference, document, context)
        if not any(anchors.has(name) for anchors in places):
            where = f'"{posixpath.basename(files[0])}"' if files else "this file"
            missing += 1
            near = places[0].nearest(name) if missing <= _SUGGESTIONS else None
            remedy = f'did you mean "#{near}"?' if near else "use the words of a heading, with - for spaces"
            yield Finding(span, f'no heading in {where} matches "#{name}"', remedy)


# What may stand in angle brackets (https://spec.commonmark.org/0.31.2/#absolute-uri).
_AUTOLINK = regex(r"[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20\x7f]*")


def link_bare(document: Document, _: Context) -> Iterator[Finding]:
    """Addresses that stand in the text as they are."""
    for link in document.links:
        if link.span == link.url_span:  # of any other link the address is a part
            spelled = f"<{link.url}>"
            fix = Fix(f'write "{spelled}"', (Edit(link.span, spelled),), Safety.UNSAFE)
            is_autolink = _AUTOLINK.fullmatch(link.url) is not None
            remedy = f'write "{spelled}", or give the link text' if is_autolink else "give the link text"
            yield Finding(link.span, f'"{link.url}" is a bare URL', remedy, fix if is_autolink else None)


_NO_TEXT = regex(r"\[\s*\]\(")


def link_empty(document: Document, context: Context) -> Iterator[Finding]:
    """Links that lead nowhere, and links that nobody sees."""
    for link in doubtful_links(document, context):
        if not link.url.strip():
            yield Finding(link.span, f'link "{link.label or ""}" has no target', "add its URL, or delete the link")
        elif _NO_TEXT.match(document.source.text, link.span.start):
            yield Finding(link.span, f'link to "{link.url}" has no text', "add text: a link without text is invisible")


def link_missing(document: Document, context: Context) -> Iterator[Finding]:
    """Links to files that are not there, or are spelled in another case."""
    for link, target in targets(document, context):
        place = link.url_span or link.span
        if target.verdict is Verdict.OTHER_CASE:
            remedy = "use the name as it is on disk: most servers are case-sensitive"
            yield Finding(place, f'link target "{link.url}" is "{target.path}" on disk', remedy)
        elif target.verdict is Verdict.MISSING:
            meant = correction(place, target, document, context, link.node.form)
            remedy = meant.help if meant else "fix its path, or delete the link"
            yield Finding(place, f'link target "{link.url}" does not exist', remedy, meant.fix if meant else None)


def link_scheme(document: Document, context: Context) -> Iterator[Finding]:
    """Addresses that begin with what is meant to be `https://`: of links, of images, and in front matter."""
    for entry in document.front_matter.entries if document.front_matter else ():
        value = entry.value if isinstance(entry.value, str) else ""
        meant = with_scheme(value) if "//" in value and not any(map(str.isspace, value)) else None
        # A value that lacks the scheme is no link that leads astray.
        if meant and not meant.endswith(f"://{value}") and value in document.source.slice(entry.value_span):
            start = document.source.text.index(value, entry.value_span.start)
            yield _finding(f'"{value}"', meant, entry.value_span._replace(start=start, end=start + len(value)))
    for link in doubtful_links(document, context):
        meant = with_scheme(link.url)
        if meant is not None and link.url_span:
            yield _finding(f'link "{link.url}"', meant, link.url_span)
    for image, target in images.targets(document, context) if document.images else ():
        meant = with_scheme(image.destination) if target.verdict is Verdict.UNCHECKED else None
        if meant is not None and image.destination_span:
            yield _finding(f'image "{image.destination}"', meant, image.destination_span)


def _finding(what: str, meant: str, span: Span) -> Finding:
    message = f"{what} is not a valid URL"
    if not is_of_the_web(meant):
        return Finding(span, message, "name the page after the //, or delete it")
    return Finding(
        span, message, f'did you mean "{meant}"?', Fix(f'write "{meant}"', (Edit(span, meant),), Safety.UNSAFE)
    )


# What these hold that most texts do not: to look for it takes a tenth of the time.
_IS_PARTED = regex(r"\][ \t]+\((?:http|www)")
_HAS_SPACE = regex(r"\]\([ \t]*[^\s()][^\s()]*[ \t]+[^\s\"'()][^()\r\n]*\)")
_SPACES = regex(r"[ \t]+")
# `[text] (address)`; a number, a footnote or a box to tick in front of an address is no text of a link.
_PARTED = regex(
    r"\[(?![\d\s,;\u2013-]+\]|[xX]\]|[\^@])[^\[\]\r\n]+\](?P<spaces>[ \t]+)"
    r"\((?:https?://|www\.)[^\s()]+(?:\([^\s()]*\))*\)"
)
# A destination with a space inside that begins as an address or the name of a heading, or ends as a file does.
_DESTINATION = regex(
    r"(?<![\\!])\[[^\[\]\r\n]*\]\([ \t]*"
    r"(?P<place>(?:https?://|www\.|#)[^\s()<>\"']+[ \t]+[^()<>\"'\r\n]*?[^\s()<>\"']"
    r"|[^\s()<>\"'#][^()<>\"'#\r\n]*?[ \t][^()<>\"'\r\n]*?"
    r"\.(?i:md|pdf|ipynb|html?|txt|pptx?|docx?)(?:#[^\s()<>\"']*)?)[ \t]*\)"
)
# Where a space cannot be part of an address: behind `://`, and before the names of papers and videos.
_ADDRESS = regex(
    r"https?://(?P<scheme>[ \t]+)(?:[\w-]+\.)+[a-z]{2,}(?=[/\s)]|$)"
    r"|https?://(?:[\w-]+\.)*(?:"
    r"arxiv\.org/(?:(?P<site>[ \t]+)(?=(?:abs|pdf|html)/\d)|(?:abs|pdf|html)/(?:(?P<arxiv>[ \t]+)(?=\d{4}\.\d{4})"
    r"|\d{4}(?:\.(?P<dot>[ \t]+)|(?P<number>[ \t]+)\.)(?=\d{4})))"
    r"|doi\.org/(?:(?P<doi>[ \t]+)(?=10\.\d{4})|10\.\d{4,9}/(?P<suffix>[ \t]+)(?=[\w.]*\d))"
    r"|youtube\.com/watch\?v=(?P<video>[ \t]+)(?=[\w-]{11}\b)"
    r"|openreview\.net/(?:forum|pdf)\?id=(?P<review>[ \t]+)(?=\w{6}))"
)
_JOINT = "/=:?&."


def link_space(document: Document, context: Context) -> Iterator[Finding]:
    """Links and addresses that a space cuts in two."""
    text = document.source.text
    for found in matches_outside_code(document, _PARTED) if _IS_PARTED.search(text) else ():
        span = Span(*found.span("spaces"))
        fix = Fix("delete the space", (Edit(span, ""),), Safety.UNSAFE)
        yield Finding(span, "a space between the text and the address of a link: it is shown as text", fix.title, fix)
    for found in matches_outside_code(document, _DESTINATION) if _HAS_SPACE.search(text) else ():
        place = Span(*found.span("place"))
        if not _is_link(document, found.start()):
            written = found["place"]
            spelled = _SPACES.sub(lambda spaces, whole=written: _joined(whole, spaces), written)
            message = f'"{written}" is no link to Markdown: a space in an address ends it'
            fix = Fix(f'write "{spelled}"', (Edit(place, spelled),), Safety.UNSAFE)
            yield Finding(place, message, fix.title, fix)
    for found in context.once(cut_addresses, document):
        if text.startswith("](", max(found.start() - 2, 0)):
            continue  # found as a destination
        span = Span(*found.span(found.lastgroup or 0))
        fix = Fix("delete the space", (Edit(span, ""),), Safety.UNSAFE)
        yield Finding(span, "a space cuts this address in two", fix.title, fix)


def cut_addresses(document: Document, _: Context) -> Sequence[re.Match[str]]:
    """Addresses with a space, in front matter too (ask by `Context.once`)."""
    entries = document.front_matter.entries if document.front_matter else ()
    spans = [entry.value_span for entry in entries if isinstance(entry.value, str)]
    keyed = chain.from_iterable(_ADDRESS.finditer(document.source.text, *span) for span in spans)
    return [*keyed, *matches_outside_code(document, _ADDRESS)]


def _joined(whole: str, spaces: re.Match[str]) -> str:
    """What stands in place of spaces in an address: nothing beside a mark that parts it, else `%20`."""
    around: Sequence[str] = (whole[spaces.start() - 1], whole[spaces.end()])
    return "" if any(each in _JOINT for each in around) else "%20" * len(spaces[0])


def _is_link(document: Document, start: int) -> bool:
    """Whether Markdown reads a link, or an image, at an offset: with a title perhaps."""
    leaves = (block for block in walk(document.blocks.at([start])) if isinstance(block, Leaf))
    return any(each.span.start <= start < each.span.end for leaf in leaves for each in leaf.find(nodes.Link))


def link_tracking(document: Document, _: Context) -> Iterator[Finding]:
    """Links whose address says where its reader came from."""
    for link in unique_links(document):
        clean = without_tracking(link.url)
        if clean != link.url:
            yield Finding(
                link.url_span or link.span,
                f'link "{link.url}" contains tracking parameters',
                f'write "{clean}"',
                Fix(f'write "{clean}"', (Edit(link.url_span, clean),), Safety.UNSAFE) if link.url_span else None,
            )


_REFERENCE = regex(r"(?<![\w\\\])])!?\[(?P<text>[^\[\]]+)\]\[(?P<label>[^\[\]]*)\]")
_CITATION = regex(r"[\d\s,;\u2013-]+|[@^].*", re.DOTALL)


def link_undefined(document: Document, _: Context) -> Iterator[Finding]:
    """Links by a label that no definition has, in a file that has definitions: elsewhere `[a][b]` is just text."""
    labels = {definition.label: None for definition in document.definitions.values()}
    if not labels:
        return
    undefined = 0
    for text in _texts(document):
        for found in _REFERENCE.finditer(document.source.text, text.span.start, text.span.end):
            label = found["label"] or found["text"]
            if not _CITATION.fullmatch(label):
                undefined += 1
                near = nearest(label, labels) if undefined <= _SUGGESTIONS else None
                remedy = f'did you mean "{near}"?' if near else f"add a definition: `[{label}]: URL`"
                yield Finding(Span(*found.span()), f'link label "{label}" is not defined', remedy)


def _texts(document: Document) -> Iterator[Text]:
    for block in blocks_with(document, "]["):
        if isinstance(block, Leaf):
            yield from (inline for inline in walk_inlines(block.inlines) if isinstance(inline, Text))
