"""The check of the rule section-alias."""

from __future__ import annotations

from notelint.checks.renaming import renaming
from notelint.checks.sections import known_sections, named_by
from notelint.diagnostic import Finding
from notelint.note.names import fold_name
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.layout import Field
    from notelint.note.model import Document, Section


def section_alias(document: Document, context: Context) -> Iterator[Finding]:
    """Sections that go by another name than the schema's.

    Where no schema is configured, a name is expected only where the note's file uses it, or its siblings do: notes in
    another language have names of their own.
    """
    sections = list(known_sections(document))
    in_use = {field.name for _, section, field in sections if not _is_alias(section, field)}
    for note, section, field in sections:
        if not _is_alias(section, field) or not (
            document.configured or field.name in in_use or field.name in context.habits
        ):
            continue
        taken = any(other.holds == section.holds for other in note.all_sections() if other is not section)
        yield Finding(
            section.name_span,
            f'section "{section.name}" is called "{field.section}" in {named_by(field.name, context)}',
            f'rename it to "{field.section}"',
            None if taken else renaming(document, context, section, field.section or ""),
        )


def _is_alias(section: Section, field: Field) -> bool:
    return fold_name(section.name) != fold_name(field.section or "")
