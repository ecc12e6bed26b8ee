"""Where the links of a document lead: addresses that are misspelt, and files that are there or not."""

from __future__ import annotations

import re

from notelint.markdown import nodes
from notelint.markdown.nodes import Leaf
from notelint.note.figures import Link
from notelint.note.running_text import blocks_with
from notelint.regex import regex
from notelint.targets.paths import Target, Verdict, is_placeholder, join, locate, readings, search_from, without_liquid
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.context import Context
    from notelint.note.model import Document
    from notelint.source import Span
    from notelint.targets.paths import Search

_SCHEME = regex(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.IGNORECASE)
_WELL_FORMED = regex(r"https?://(?!/|https?:/)", re.IGNORECASE)
# Where a link may begin that has no text, or that leads elsewhere than to a page of the web in good form.
_GOOD = r"(?i:https?)://(?!/|(?i:https?:/))"
_DOUBTFUL = (
    regex(r"\[\s*\]\("),
    regex(rf"\]\((?!\s*<?{_GOOD})"),
    regex(rf"<(?!{_GOOD})(?:[a-zA-Z][\w+.-]*:|[^\s<>@]*@)"),
    regex(r"://(?:/|(?i:https?:/)|(?:[^\s<>{:]++|:(?!//))*+\{)"),
)
# These are compiled on first use: few addresses are not well-formed.
_TWICE = r"(?i)(?:https?[:：]?/{0,3})+(?=https?:/)"
_MARK = r"(?:[:;：.][/\\]{1,4}|[/\\]{2,4}|[:;：])"  # what people write for `://`
_WEB = rf"(?is)(?P<scheme>https?){_MARK}(?P<rest>(?:\w[\w-]*\.\w|localhost).*)"
_MISSPELT = r"(?is)(?P<scheme>[a-z]{3,7})[:：]//(?P<rest>.+)"
_HOST = r"(?i)www\.[\w-]+\.\w|(?:[\w-]+\.)+(?:(?:com|org|net|edu|gov)(?:[/?#]|$)|(?:\w\w|info|dev|app)/)"
# What a program resolves in its own way: Pelican's `{static}`, Docusaurus' `@site`, mail, pages beside
# a file on GitHub.
_OF_A_PROGRAM = r"[#?{@]|[^/@]+@[^/@]+$|(?:\.\./)+(?:blob|raw|tree|wiki|issues|pull|releases)(?:/|$)"
# What another ending, or none, leads to may be a page of the site, whose addresses are the site's own matter.
_FILE = r"(?i)\.(?!(?:html?|php|aspx?|jsp|xml)$)[a-z]\w{0,7}$"


def unique_links(document: Document) -> tuple[Link, ...]:
    """The links of a document; of those that share a definition, the first."""
    by_place: dict[Span, Link] = {}
    for link in document.links:
        by_place.setdefault(link.url_span or link.span, link)
    return tuple(by_place.values())


def doubtful_links(document: Document, context: Context) -> tuple[Link, ...]:
    """The links of a document, but perhaps for those with a text that lead to a page of the web in good form."""
    return context.once(_doubtful_links, document)


def _doubtful_links(document: Document, _: Context) -> tuple[Link, ...]:
    if document.definitions:
        return unique_links(document)
    blocks = (block for block in blocks_with(document, *_DOUBTFUL) if isinstance(block, Leaf))
    return tuple(Link(node) for block in blocks for node in block.find(nodes.Link))


def is_of_the_web(url: str) -> bool:
    """Whether an address begins with one `http://` or `https://`, and goes on behind it."""
    return _WELL_FORMED.match(url) is not None


def with_scheme(url: str) -> str | None:
    """The address of the web that a misspelt one is meant to be: `https//a.org`, `htp://a.org`, `www.a.org`.

    None where it is none, or is well-formed. What it is meant to be may itself be cut short: `http:///`.
    """
    if is_of_the_web(url):
        return None
    if found := re.match(_TWICE, url):
        return with_scheme(url[found.end() :]) or url[found.end() :]
    if found := re.fullmatch(_WEB, url):
        return f"{found['scheme'].lower()}://{found['rest']}"
    if found := re.fullmatch(_MISSPELT, url):
        from difflib import get_close_matches  # noqa: PLC0415 - few schemes are misspelt

        near = get_close_matches(found["scheme"].lower(), ("https", "http"), n=1, cutoff=0.75)
        return f"{near[0]}://{found['rest']}" if near else None
    return f"https://{url}" if re.match(_HOST, url) else None


def targets(document: Document, context: Context) -> tuple[tuple[Link, Target], ...]:
    """The links to files, each with what it leads to."""
    return context.once(_targets, document)


def _targets(document: Document, context: Context) -> tuple[tuple[Link, Target], ...]:
    links = [link for link in doubtful_links(document, context) if _is_path(link.url)]
    if not links:
        return ()
    search = context.once(search_from, document)
    return tuple((link, _locate(link.url, search)) for link in links)


def _is_path(url: str) -> bool:
    """Whether an address may be the path of a file, with a `#heading` perhaps."""
    path = without_liquid(url.strip())
    away = re.match(_OF_A_PROGRAM, path) or _SCHEME.match(path) or is_placeholder(path) or with_scheme(path)
    return bool(path) and not away


def _locate(url: str, search: Search) -> Target:
    """The file or folder that a link leads to; a page may be named without its `.md`."""
    destination = without_liquid(url.strip())
    spelled = readings(destination)
    target = locate(destination, (*spelled, *(f"{each.rstrip('/')}.md" for each in spelled)), search)
    if target.verdict is not Verdict.MISSING:
        return target
    folder = next(
        (path for each, base in search.starts(spelled) if search.files.is_dir(path := join(base, each))), None
    )
    if folder:
        return Target(Verdict.FOUND, target.path, folder)
    return target if re.search(_FILE, target.path) else Target(Verdict.UNCHECKED, target.path)
