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
    Verdict.ONE_MACHINE: ("exists on one computer only", "copy it beside the note and give its path from there"),
    Verdict.ATTACHMENT: ("is inside a Jupyter notebook", "save it as a file beside the note and give its path"),
}


def image_missing(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose file is not there."""
    for image, target in targets(document, context):
        span = image.destination_span or image.span
        if target.verdict in _WORDS:
            what, copy = _WORDS[target.verdict]
            yield Finding(span, f'image "{image.destination}" {what}', copy)
        elif target.verdict is Verdict.MISSING:
            folder = posixpath.dirname(document.source.path)
            yield Finding(
                span, f'image "{image.destination}" does not exist', _suggestion(target, folder, context.files)
            )


def _suggestion(target: Target, folder: str, files: Files) -> str | None:
    """A file of that name elsewhere, the nearest first; else a name like it in the folder that was looked in."""
    looked_in, name = posixpath.split(target.file)
    elsewhere = (posixpath.relpath(path, folder or ".") for path in files.find(name))
    if nearest := min(elsewhere, key=lambda path: (path.count("/"), path), default=None):
        return f'a file of that name is at "{nearest}"'
    alike = get_close_matches(name, files.entries(looked_in), n=1, cutoff=0.8)
    return f'did you mean "{alike[0]}"?' if alike else None
