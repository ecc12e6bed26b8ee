"""Renaming a section, with the links of its file that lead to its heading."""

from __future__ import annotations

from bisect import bisect_left

from notelint.bibliography.urls import unquote
from notelint.diagnostic import Edit, Fix, Safety
from notelint.note.names import numbering_end
from notelint.source import Span
from notelint.targets.headings import slug, slug_title, title_of, top_headings
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notelint.context import Context
    from notelint.markdown.nodes import Heading
    from notelint.note.model import Document, Section


class OwnLink(NamedTuple):
    """A link into its own file: the place and text of the anchor's name, and the heading it leads to, by number."""

    span: Span
    name: str
    heading: int


class OwnLinks(NamedTuple):
    """A document's links into itself.

    `numbers` are those of the headings, by place, and `alike` those of the headings of each bare slug, in order;
    `links` go by the bare slug that they lead to, `wiki_links` (the places of the names) by title.
    """

    numbers: Mapping[Span, int]
    alike: Mapping[str, Sequence[int]]
    links: Mapping[str, Sequence[OwnLink]]
    wiki_links: Mapping[str, Sequence[Span]]


def renaming(document: Document, context: Context, section: Section, name: str) -> Fix:
    """Give a section another name, its numbering kept, and let the file's own links follow.

    One fix changes one file. Links from others follow when all of them are fixed: see `renamed_headings`.
    """
    written = document.source.slice(section.name_span)
    start = numbering_end(written)
    span = Span(section.name_span.start + start, section.name_span.end)
    before = title_of(section.heading)
    after = written[:start] + name + before[len(section.name) :]
    edits = (Edit(span, name), *followers(context.once(own_links, document), section.heading, before, after))
    return Fix(f'rename to "{name}"', edits, Safety.UNSAFE)


def own_links(document: Document, _: Context) -> OwnLinks:
    """The links of a document into itself (ask by `Context.once`)."""
    wiki_links: dict[str, list[Span]] = {}
    for wiki_link in document.wiki_links:
        if wiki_link.target.startswith("#"):
            span = Span(wiki_link.target_span.start + 1, wiki_link.target_span.end)
            wiki_links.setdefault(wiki_link.target[1:].strip(), []).append(span)
    found = {link.url_span: link.url for link in document.links if link.url.startswith("#") and link.url_span}
    if not found:
        return OwnLinks({}, {}, {}, wiki_links)
    headings = top_headings(document)
    titles = [slug_title(heading) for heading in headings]
    bare = [slug(title) for title in titles]
    by_slug = {name: number for number, name in enumerate(slugs(titles))}
    alike: dict[str, list[int]] = {}
    for number, name in enumerate(bare):
        alike.setdefault(name, []).append(number)
    links: dict[str, list[OwnLink]] = {}
    for span, url in found.items():
        heading = by_slug.get(unquote(url[1:]).lower())  # GitHub and Obsidian ask not for the case
        if heading is not None:
            links.setdefault(bare[heading], []).append(OwnLink(Span(span.start + 1, span.end), url[1:], heading))
    return OwnLinks({heading.span: number for number, heading in enumerate(headings)}, alike, links, wiki_links)


def slugs(titles: Iterable[str]) -> list[str]:
    """The names of headings' anchors as GitHub makes them; of equal ones the second is `name-1`."""
    taken: dict[str, int] = {}
    found = []
    for title in titles:
        name = bare = slug(title)
        while name in taken:
            taken[bare] += 1
            name = f"{bare}-{taken[bare]}"
        taken[name] = 0
        found.append(name)
    return found


def followers(own: OwnLinks, heading: Heading, before: str, after: str) -> Iterator[Edit]:
    """What the links into the file become when a heading is renamed: those of both names are counted anew."""
    yield from (Edit(span, after) for span in own.wiki_links.get(before, ()))
    renamed, old, new = own.numbers.get(heading.span), slug(before), slug(after)
    if renamed is None or old == new:
        return
    for link in own.links.get(old, ()):
        if link.heading == renamed:
            yield _leading(link, new, _rank(own, new, renamed))
        elif link.heading > renamed:
            yield _leading(link, old, _rank(own, old, link.heading) - 1)
    for link in own.links.get(new, ()):
        if link.heading > renamed:
            yield _leading(link, new, _rank(own, new, link.heading) + 1)


def _leading(link: OwnLink, bare: str, rank: int) -> Edit:
    """The edit that makes a link lead to the heading of that rank among those of one slug."""
    name = f"{bare}-{rank}" if rank else bare
    if "%" in link.name:
        from urllib.parse import quote  # noqa: PLC0415 - few links are percent-encoded

        name = quote(name)
    return Edit(link.span, name)


def _rank(own: OwnLinks, bare: str, number: int) -> int:
    """How many headings of a slug stand before a heading."""
    return bisect_left(own.alike.get(bare, ()), number)
