"""The check of the rule section-pseudo."""

from __future__ import annotations

from notelint.checks.pseudo_sections import pseudo_sections
from notelint.checks.sections import known_sections, usual_level
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def section_pseudo(document: Document, _: Context) -> Iterator[Finding]:
    """Lines such as `**Summary**` and `Summary:` in place of the heading of a section that the note lacks.

    Where the schema was not configured, bold names in a file without any of its sections are its own way.
    """
    if not document.configured and next(known_sections(document), None) is None:
        return
    level = usual_level(document)
    for note in document.notes:
        for line in pseudo_sections(document, note):
            heading = f"{'#' * level} {line.name}{': ' * bool(line.value)}{line.value}"
            yield Finding(
                line.name_span,
                f'"{line.name}" is no heading, so that this note has no {line.name} section',
                f"write `{heading}`" if not line.value else "make it a heading",
                Fix(f'make "{line.name}" a heading', (Edit(line.span, heading),), Safety.UNSAFE),
            )
