"""The check of the rule section-empty."""

from __future__ import annotations

from notelint.checks.sections import called, known_sections
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def section_empty(document: Document, _: Context) -> Iterator[Finding]:
    """Sections that the schema knows and that hold nothing, or only comments, such as the prompt of a template."""
    for note, section, _field in known_sections(document):
        if section.is_empty:
            yield Finding(
                section.name_span,
                f"the {section.name} section of {called(note)} is empty",
                "write something in it, or delete its heading",
            )
