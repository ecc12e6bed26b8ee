"""The check of the rule image-absolute."""

from __future__ import annotations

from notelint.checks.image_paths import targets
from notelint.checks.nearby import correction
from notelint.checks.paths import Verdict
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def image_absolute(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose path starts at the root of their author's disk."""
    for image, target in targets(document, context):
        if target.verdict is Verdict.ONE_MACHINE:
            place = image.destination_span or image.span
            meant = correction(place, target, document, context, image.form)
            remedy = meant.help if meant else "copy it next to the note and use a relative path"
            message = f'image "{image.destination}" exists on one computer only'
            yield Finding(place, message, remedy, meant.fix if meant else None)
