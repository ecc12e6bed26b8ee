"""The check of the rule image-missing."""

from __future__ import annotations

import posixpath
from difflib import get_close_matches
from typing import TYPE_CHECKING

from notelint.checks.image_paths import Verdict, targets
from notelint.diagnostic import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.checks.image_paths import Target
    from notelint.files import Files
    from notelint.note.model import Document

_WORDS = {
    Verdict.MISSING: ("does not exist", None),
    Verdict.OUTSIDE: ("leads out of the site", "copy it beside the note and give its path from there"),
    Verdict.ONE_MACHINE: ("exists on one computer only", "copy it beside the note and give its path from there"),
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
                _suggestion(target, folder, context.files) or remedy,
            )


def _suggestion(target: Target, folder: str, files: Files) -> str | None:
    """A file of that name elsewhere, the nearest first; else a name like it in the folder that was looked in."""
    looked_in = posixpath.dirname(target.file)
    name = posixpath.basename(target.path)
    elsewhere = (posixpath.relpath(path, folder or ".") for path in files.find(name))
    if nearest := min(elsewhere, key=lambda path: (path.count("/"), path), default=None):
        return f'a file of that name is at "{nearest}"'
    alike = get_close_matches(name, files.entries(looked_in), n=1, cutoff=0.8) if target.file else []
    return f'did you mean "{alike[0]}"?' if alike else None
