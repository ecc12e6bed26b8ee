"""The check of the rule image-alt."""

from __future__ import annotations

from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def image_alt(document: Document, _: Context) -> Iterator[Finding]:
    """Images without a description; `<img alt="">` says that there is nothing to describe."""
    for image in (each.node for each in document.images):
        missing = image.alt is None if image.form == "html" else not (image.alt or "").strip()
        if missing and image.form != "embed" and image.destination.strip():
            yield Finding(
                image.span,
                f'image "{image.destination}" has no description',
                'describe the image in its alt text, or write alt="" if it is decorative',
            )
