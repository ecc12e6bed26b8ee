"""The check of the rule image-missing."""

from __future__ import annotations

import posixpath

from notelint.checks.image_paths import targets
from notelint.checks.paths import Verdict, suggestion
from notelint.diagnostic import Finding
from notelint.paths import shown
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_WORDS = {
    Verdict.MISSING: ("does not exist", 'save it as "{file}", or fix its path'),
    Verdict.OUTSIDE: ("leads out of the site", "copy it beside the note and give its path from there"),
    Verdict.ATTACHMENT: ("is inside a Jupyter notebook", "save it as a file beside the note and give its path"),
}


def image_missing(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose file is not there."""
    folder = posixpath.dirname(document.source.path)
    for image, target in targets(document, context):
        if target.verdict in _WORDS:
            what, remedy = _WORDS[target.verdict]
            yield Finding(
                image.destination_span or image.span,
                f'image "{image.destination}" {what}',
                suggestion(target, folder, context.files) or remedy.format(file=shown(target.file)),
            )
