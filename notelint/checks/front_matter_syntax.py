"""The check of the rule front-matter-syntax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notelint.diagnostic import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


# What Obsidian's templates, Templater, Jinja and Zotero's exports put in place of a value.
_PLACEHOLDER = re.compile(r"\{\{|\{%|<%")


def front_matter_syntax(document: Document, _: Context) -> Iterator[Finding]:
    """The place at which front matter cannot be read on; a template, which has placeholders there, is no note yet."""
    if document.front_matter and document.front_matter.closed and (problem := document.front_matter.problem):
        line = document.source.line(document.source.line_number(problem.span.start))
        if not _PLACEHOLDER.search(document.source.slice(line)):
            yield Finding(problem.span, problem.message, problem.help)
