"""Renaming a section, with the links of its file that lead to its heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from notelint.checks.headings import title_of, top_headings
from notelint.diagnostic import Edit, Fix, Safety
from notelint.note.names import numbering_end
from notelint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notelint.note.model import Document, Section

_NOT_IN_A_SLUG = r"[^\w\- ]"


def renaming(document: Document, section: Section, name: str) -> Fix:
    """Give a section another name, its numbering kept, and let the file's own links follow.

    Links from other files are not followed: one fix changes one file.
    """
    written = document.source.slice(section.name_span)
    start = numbering_end(written)
    span = Span(section.name_span.start + start, section.name_span.end)
    edits = (Edit(span, name), *_followers(document, section, written[:start] + name))
    return Fix(f'rename to "{name}"', edits, Safety.UNSAFE)


def slugs(titles: Iterable[str]) -> list[str]:
    """The names of headings' anchors as GitHub makes them; of equal ones the second is `name-1`."""
    taken: dict[str, int] = {}
    found = []
    for title in titles:
        slug = bare = re.sub(_NOT_IN_A_SLUG, "", title.lower()).replace(" ", "-")
        while slug in taken:
            taken[bare] += 1
            slug = f"{bare}-{taken[bare]}"
        taken[slug] = 0
        found.append(slug)
    return found


def _followers(document: Document, section: Section, name: str) -> Iterator[Edit]:
    """What the links and wiki links into the file itself become: other headings of that name may be counted anew."""
    links = {link.url_span: link.url for link in document.links if link.url.startswith("#") and link.url_span}
    wiki_links = [link for link in document.wiki_links if link.target.startswith("#")]
    if not links and not wiki_links:
        return
    headings = top_headings(document)
    before = [title_of(heading) for heading in headings]
    after = [
        name + title[len(section.name) :] if heading is section.heading else title
        for heading, title in zip(headings, before, strict=True)
    ]
    moved = dict(zip(slugs(before), slugs(after), strict=True))
    for span, url in links.items():
        old = unquote(url[1:])
        if moved.get(old, old) != old:
            yield Edit(Span(span.start + 1, span.end), quote(moved[old]) if "%" in url else moved[old])
    renamed = dict(zip(before, after, strict=True))
    for link in wiki_links:
        old = link.target[1:].strip()
        if renamed.get(old, old) != old:
            yield Edit(Span(link.target_span.start + 1, link.target_span.end), renamed[old])
