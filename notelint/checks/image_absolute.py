"""The check of the rule image-absolute."""

from __future__ import annotations

import posixpath

from notelint.checks.image_paths import targets
from notelint.checks.paths import Verdict, suggestion
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def image_absolute(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose path starts at the root of their author's disk."""
    folder = posixpath.dirname(document.source.path)
    for image, target in targets(document, context):
        if target.verdict is Verdict.ONE_MACHINE:
            yield Finding(
                image.destination_span or image.span,
                f'image "{image.destination}" exists on one computer only',
                suggestion(target, folder, context.files) or "copy it beside the note and give its path from there",
            )
