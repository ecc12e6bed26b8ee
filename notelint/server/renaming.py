"""Renaming a section or another heading, with the links in all files that lead to it."""

from __future__ import annotations

from notelint.dataclass import replace
from notelint.diagnostic import Edit
from notelint.engine.fix import sources_around
from notelint.paths import absolute
from notelint.server.navigation import covers
from notelint.source import spliced
from notelint.targets.headings import title_of, top_headings
from notelint.targets.renamed_headings import links_to, renamed_headings
from notelint.targets.renaming import followers, own_links, renaming
from notelint.typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lsprotocol import types

    from notelint.markdown.nodes import Heading
    from notelint.note.model import Section
    from notelint.server.session import Analysis
    from notelint.source import Span


class Name(NamedTuple):
    """The part of a heading to rename: the name of a section, without number and value, or else the whole title."""

    span: Span
    heading: Heading
    section: Section | None


def name_at(analysis: Analysis, offset: int) -> Name | None:
    """The heading to rename at a position."""
    document, _ = analysis.by_habit
    heading = next((each for each in top_headings(document) if covers(each.text_span, offset)), None)
    if heading is None:
        return None
    sections = (section for note in document.notes for section in note.all_sections())
    section = next((each for each in sections if each.heading.span == heading.span), None)
    if section is None:
        return Name(heading.text_span, heading, None)
    return Name(renaming(*analysis.by_habit, section, "").edits[0].span, heading, section)


def renamed(
    analysis: Analysis, name: Name, new: str, analysis_of: Callable[[str], Analysis]
) -> Mapping[Analysis, Sequence[types.TextEdit]]:
    """The edits that rename a heading and update all links to it."""
    document, context = analysis.by_habit
    if name.section:
        edits = renaming(document, context, name.section, new).edits
    else:
        own = context.once(own_links, document)
        followed = followers(own, name.heading, title_of(name.heading), new)
        edits = (Edit(name.span, new), *followed)
    text = spliced(analysis.source.text, sorted((edit.span, edit.text) for edit in edits))
    checker = analysis.checker
    changed = renamed_headings(document, checker.document(replace(analysis.source, text=text)))
    names = {absolute(analysis.source.path): changed} if changed else {}
    found = {analysis: [*edits, *(each.edit for each in links_to(document, context, names))]}
    for source in sources_around(checker.files, names):
        if source.path != analysis.source.path:
            there = analysis_of(source.path)
            found[there] = [each.edit for each in links_to(there.document, there.by_habit[1], names)]
    return {there: there.text_edits(its) for there, its in found.items() if its}
