"""Headings that were renamed, and the links from other files that lead to them."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from notelint.diagnostic import Edit
from notelint.paths import absolute
from notelint.source import Span
from notelint.targets.headings import slug_title, title_of, top_headings
from notelint.targets.links import targets
from notelint.targets.paths import Verdict
from notelint.targets.references import files_called
from notelint.targets.renaming import slugs
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from notelint.context import Context
    from notelint.note.model import Document

# What a heading's title has that Obsidian leaves out of a link to it: https://help.obsidian.md/links
_NOT_IN_LINKS = r"[\s#^|:%\\\[\]]+"


class Renamed(NamedTuple):
    """What the headings of one file are called now, by what they were called.

    `anchors` are GitHub's names, `titles` Obsidian's: they lead to the first heading of that title.
    """

    anchors: Mapping[str, str]
    titles: Mapping[str, str]


class Following(NamedTuple):
    """A link to a heading that was renamed: what it says, and the edit by which it leads there again."""

    name: str
    edit: Edit


def renamed_headings(before: Document, after: Document) -> Renamed | None:
    """What was renamed between two versions of a file; None where nothing was.

    Headings are told by their order: where there are more or fewer of them than before, nothing is known.
    """
    headings = [top_headings(document) for document in (before, after)]
    old_slugs, new_slugs = (slugs(map(slug_title, each)) for each in headings)
    old, new = ([title_of(heading) for heading in each] for each in headings)
    if old == new and old_slugs == new_slugs:
        return None
    if len(old) != len(new):
        return Renamed({}, {})
    old_names, new_names = [_in_links(title) for title in old], [_in_links(title) for title in new]
    first = {name: number for number, name in reversed([*enumerate(new_names)])}
    # The first of that title counts; and another heading may bear the new title above it: a link would lead there.
    its = {name: number for number, name in reversed([*enumerate(old_names)])}
    titles = {name: new_names[number] for name, number in its.items() if first[new_names[number]] == number}
    anchors = zip(old_slugs, new_slugs, strict=True)
    return Renamed(
        {name: now for name, now in anchors if name != now},
        {name: now for name, now in titles.items() if name != now},
    )


def links_to(document: Document, context: Context, renamed: Mapping[str, Renamed]) -> Iterator[Following]:
    """The links of a document to headings of other files that were renamed; `renamed` goes by absolute path."""
    for link, target in targets(document, context):
        path, _, name = link.url.partition("#")
        its = renamed.get(absolute(target.file)) if name and target.verdict is Verdict.FOUND else None
        if its is None or link.url_span is None or document.source.slice(link.url_span) != link.url:
            continue
        said = unquote(name)
        if now := its.anchors.get(said) or its.titles.get(_in_links(said)) or its.anchors.get(said.lower()):
            text = quote(now) if "%" in name or " " in now else now
            yield Following(name, Edit(Span(link.url_span.start + len(path) + 1, link.url_span.end), text))
    for wiki_link in document.wiki_links:
        note, _, _ = wiki_link.target.partition("#")
        name = wiki_link.target.rpartition("#")[2] if note.strip() else ""
        files = files_called(note.strip(), context) if name else ()
        its = renamed.get(absolute(files[0])) if len(files) == 1 else None
        if its and (now := its.titles.get(_in_links(name))):
            span = Span(wiki_link.target_span.end - len(name), wiki_link.target_span.end)
            yield Following(name, Edit(span, now))


def _in_links(title: str) -> str:
    return re.sub(_NOT_IN_LINKS, " ", title).strip()
