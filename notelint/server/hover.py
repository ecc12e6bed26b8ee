"""Hover: the rules of findings, facts, sections, notes, and the targets of images and links at a position."""

from __future__ import annotations

import json
import re

from lsprotocol import types

from notelint.markdown.nodes import Image, Link
from notelint.note.figures import Link as ReadLink
from notelint.note.keys import unique_keys
from notelint.note.model import Origin
from notelint.note.roles import role_of
from notelint.rule import read_rule
from notelint.server.navigation import covers, file_of, pointer_at
from notelint.server.session import uri_of
from notelint.targets.headings import title_of
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.note.model import Fact
    from notelint.server.session import Analysis
    from notelint.source import Span

_LONGEST = 120  # code points of a value that is shown
_ORIGINS = {
    Origin.BIBTEX: "a BibTeX entry",
    Origin.CITATION: "a citation",
    Origin.HEADING: "the heading",
    Origin.LINK: "a link",
    Origin.POST: "the front matter of the post",
    Origin.PROSE: "a sentence",
    Origin.TAG: "a tag",
}


def hover(analysis: Analysis, offset: int) -> types.Hover | None:
    """What notelint reads at a position, as Markdown; None if nothing."""
    said: list[str] = []
    spans: list[Span] = []
    for span, text in (*_findings(analysis, offset), *_pointer(analysis, offset), *_read(analysis, offset)):
        spans.append(span)
        said.append(text)
    if not said:
        return None
    narrowest = min(spans, key=lambda span: span.end - span.start)
    return types.Hover(
        types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(said)), analysis.range(narrowest)
    )


def _findings(analysis: Analysis, offset: int) -> Iterator[tuple[Span, str]]:
    """What the rule of each finding is about: the finding itself is shown by the editor."""
    for each in analysis.findings:
        if covers(each.finding.span, offset):
            summary = _plain(read_rule(each.rule).summary)
            yield each.finding.span, f"**{each.rule}**: {summary} More: `notelint rule {each.rule}`"


def _pointer(analysis: Analysis, offset: int) -> Iterator[tuple[Span, str]]:
    """Where an image or a link leads; the image itself."""
    pointer = pointer_at(analysis, offset)
    if pointer is None:
        return
    file = file_of(pointer, analysis)
    if isinstance(pointer, Image):
        # An image on the web is not shown: its server would learn who reads the note.
        picture = f"![{_plain(pointer.alt or '')}](<{uri_of(file)}>)\n\n" if file else ""
        yield pointer.span, f"{picture}image: {_code(file or pointer.destination)}; in the record: `images`"
    elif file:
        yield pointer.span, f"leads to {_code(file)}"
    elif isinstance(pointer, Link):
        target = ReadLink(pointer)
        known = f", {_code(target.external_id)}" if target.external_id else ""
        yield pointer.span, f"link of kind *{target.kind}*{known}; in the record: `links`"


def _read(analysis: Analysis, offset: int) -> Iterator[tuple[Span, str]]:
    """Facts, and the section or note with this heading, as in the record."""
    document = analysis.document
    for number, note in enumerate(document.notes):
        for fact in note.facts:
            for span in (fact.span, fact.label_span) if fact.origin is not Origin.FILE_NAME else ():
                if span and covers(span, offset):
                    yield span, _fact(fact)
        if note.heading and covers(note.heading.span, offset):
            key = unique_keys(document.notes, {})[number]
            schema = document.layout.schema if document.layout else ""
            said = f"note **{_plain(note.title or '')}** ({_code(key)}), by the schema `{schema}`"
            yield note.heading.span, said + _lacks(analysis, number)
        for section in note.all_sections():
            if covers(section.heading.span, offset):
                role = role_of(section.name)
                named = f"section **{_plain(section.name or title_of(section.heading))}**"
                field = f"`{section.holds}` and `sections`" if section.holds else "`sections`"
                yield section.heading.span, f"{named}{f', role: *{role}*' if role else ''}; in the record: {field}"


def _fact(fact: Fact) -> str:
    """A fact with its value, if that is short, and its source."""
    value = json.dumps(fact.value, ensure_ascii=False)
    said = f" {_code(value)}," if len(value) <= _LONGEST else ""
    origin = _ORIGINS.get(fact.origin, f"the {fact.origin}")
    named = f" {_code(fact.label)}" if fact.label else ""
    return f"**{fact.name}**:{said} read from {origin}{named}; in the record: `{fact.name}`"


def _plain(text: str) -> str:
    """A text as Markdown shows it."""
    return re.sub(r"([\\`*_\[\]<>#&])", r"\\\1", text)


def _code(text: str) -> str:
    """A text as code, in as many backticks as it takes."""
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{ticks} {text} {ticks}" if len(ticks) > 1 else f"`{text}`"


def _lacks(analysis: Analysis, number: int) -> str:
    """What a note lacks, by its schema or the habits of its siblings."""
    document, _ = analysis.by_habit
    note, fields = document.notes[number], document.layout.fields if document.layout else ()
    has = {fact.name for fact in note.facts} | {section.holds for section in note.all_sections()}
    missing = ", ".join(f"`{field.name}`" for field in fields if field.required and field.name not in has)
    return f"; it lacks {missing}" if missing else ""
