"""The check of the rule image-empty."""

from __future__ import annotations

from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

# Where a page that loads its images late keeps their paths.
_LATE = ("data-src", "data-original", "srcset", "data-srcset")


def image_empty(document: Document, _: Context) -> Iterator[Finding]:
    """Images without a path."""
    for image in (each.node for each in document.images):
        if not image.destination.strip(" \t<>") and not any(image.attributes.get(name) for name in _LATE):
            yield Finding(image.span, "image has no path", "add the path of its file, or delete the image")
