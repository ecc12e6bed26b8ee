"""The check of the rule image-untracked."""

from __future__ import annotations

from notelint.checks.image_paths import targets
from notelint.checks.paths import Verdict
from notelint.diagnostic import Finding
from notelint.paths import shown
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def image_untracked(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose file git does not know, in a note that it knows: a note that is new brings its images along."""
    files = context.files
    for image, target in targets(document, context):
        if target.verdict not in (Verdict.FOUND, Verdict.OTHER_CASE):
            continue
        if not files.is_tracked(document.source.path):
            return
        if files.is_tracked(target.file) is False:
            yield Finding(
                image.destination_span or image.span,
                f'image "{image.destination}" is not in git',
                f'add it: git add "{shown(target.file)}"',
            )
