"""The check of the rule heading-separator."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from notelint.diagnostic import Edit, Finding, Fix
from notelint.note.names import fold_name
from notelint.note.plain import collapse
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.habits.habit import Habit
    from notelint.note.model import Document, Section


def heading_separator(document: Document, context: Context) -> Iterator[Finding]:
    """Headings such as `Model：X` where the file mostly writes `Model: X`; each name is compared with itself only.

    Without a value, a colon behind the name is compared with the note's siblings.
    """
    by_name: defaultdict[str, list[Section]] = defaultdict(list)
    for note in document.notes:
        for section in note.all_sections():
            habit = context.habits.get(section.holds or "")
            if not section.value and habit and habit.separator not in (None, collapse(section.separator)):
                yield _unlike_siblings(section, habit, document)
            if section.value:
                by_name[fold_name(section.name)].append(section)
    for sections in by_name.values():
        # Of two that are used equally often, the one that stands first in the file wins.
        usual = Counter(map(_separator, sections)).most_common(1)[0][0]
        for section in sections:
            span = Span(section.name_span.end, section.value_span.start)
            if _separator(section) == usual:
                continue
            written = document.source.slice(span)
            yield Finding(
                span,
                f'"{section.name}{_separator(section)}" is written "{section.name}{usual}" elsewhere in this file',
                f'write "{section.name}{usual}"',
                # Marks around the name (`**Model**：X`) would be lost.
                Fix(f'write "{usual}"', (Edit(span, usual),)) if written == section.separator else None,
            )


def _unlike_siblings(section: Section, habit: Habit, document: Document) -> Finding:
    """A heading such as `Summary:` where the siblings write `Summary`, or the other way round."""
    usual = habit.separator or ""
    span = Span(section.name_span.end, section.value_span.end)
    return Finding(
        section.name_span,
        f'"{section.name}{collapse(section.separator)}" is written "{section.name}{usual}" by {habit.siblings}',
        f'write "{section.name}{usual}"',
        Fix(f'write "{section.name}{usual}"', (Edit(span, usual),))
        if document.source.slice(span) == section.separator
        else None,
    )


def _separator(section: Section) -> str:
    """The separator with one space for several: more are the matter of heading-whitespace."""
    return re.sub(r"[ \t]+", " ", section.separator)
