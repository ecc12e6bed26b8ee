"""The check of the rule section-pseudo."""

from __future__ import annotations

from notelint.checks.pseudo_sections import pseudo_sections
from notelint.checks.sections import as_siblings, known_sections, level_of
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def section_pseudo(document: Document, context: Context) -> Iterator[Finding]:
    """Lines such as `**Summary**` and `Summary:` in place of the heading of a section that the note lacks.

    Where no schema is configured, bold names are a note's own way unless its siblings have such a heading, or its file
    has headings for other sections of the schema.
    """
    headed = next(known_sections(document), None) is not None
    fields = {field.name: field for field in document.layout.fields} if document.layout else {}
    for note in document.notes:
        for line in pseudo_sections(document, note, context):
            if not (document.configured or headed or line.holds in context.habits):
                continue
            level = level_of(fields[line.holds], document, context)
            heading = f"{'#' * level} {line.name}{': ' * bool(line.value)}{line.value}"
            yield Finding(
                line.name_span,
                f'"{line.name}" is not a heading, so this note has no {line.name} section'
                f"{as_siblings(line.holds, context)}",
                f"write `{heading}`" if not line.value else "make it a heading",
                Fix(f'make "{line.name}" a heading', (Edit(line.span, heading),), Safety.UNSAFE),
            )
