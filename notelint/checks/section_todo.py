"""The check of the rule section-todo."""

from __future__ import annotations

import re

from notelint.checks.sections import called
from notelint.diagnostic import Finding
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document, Section
    from notelint.source import Source

_LONGEST = 40  # characters; whoever says more has something to say
_TODO = regex(
    r"(?:\W|_)*(?:todo|to ?do|to be (?:done|added|written|continued|read)|tbd|tba|tbc|fixme|wip|coming soon"
    r"|待(?:补充?|補充?|续|續|写|寫|办|辦|更新|完成|整理|读|讀)|未完(?:待续|待續)?"
    r"|要追記|あとで書く|작성 ?중|추가 ?예정)(?:\W|_)*",
    re.IGNORECASE,
)


def section_todo(document: Document, _: Context) -> Iterator[Finding]:
    """Sections of a note that hold nothing but a word such as TODO."""
    for note in document.notes:
        for section in note.all_sections():
            if not section.sections and (span := _content(section, document.source)):
                said = document.source.slice(span)
                if _TODO.fullmatch(said):
                    yield Finding(span, f'the {section.name} section of {called(note)} says only "{said.strip()}"')


def _content(section: Section, source: Source) -> Span | None:
    """Where the value or the body of a section stands; None where it has both, or one that is long."""
    if len(source.slice(section.body_span).strip()) > _LONGEST:
        return None
    body = Span(section.blocks[0].span.start, section.blocks[-1].span.end) if section.blocks else None
    span = body or section.value_span
    if (body and section.value) or not source.slice(span) or span.end - span.start > _LONGEST:
        return None
    return span
