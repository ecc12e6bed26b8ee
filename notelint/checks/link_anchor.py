"""The check of the rule link-anchor."""

from __future__ import annotations

import posixpath

from notelint.checks.references import anchors_for, references
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def link_anchor(document: Document, context: Context) -> Iterator[Finding]:
    """Links to a heading that the note, or the note that they lead to, does not have."""
    for reference in references(document, context):
        name, span, files = reference
        places = anchors_for(reference, document, context)
        if not any(anchors.has(name) for anchors in places):
            where = f'"{posixpath.basename(files[0])}"' if files else "this file"
            near = places[0].nearest(name)
            remedy = f'did you mean "#{near}"?' if near else "use the words of a heading, with - for spaces"
            yield Finding(span, f'no heading in {where} matches "#{name}"', remedy)
