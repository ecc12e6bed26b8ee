"""The check of the rule image-root."""

from __future__ import annotations

import posixpath

from notelint.checks.image_paths import targets
from notelint.checks.paths import Verdict
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document


def image_root(document: Document, context: Context) -> Iterator[Finding]:
    """The root of the images, where none is known that holds them: one finding, with how many were not checked."""
    unrooted = [(image, target) for image, target in targets(document, context) if target.verdict is Verdict.UNROOTED]
    if not unrooted:
        return
    image, target = unrooted[0]
    unchecked = f"{len(unrooted)} image{'s' * (len(unrooted) > 1)} could not be checked"
    entry = document.front_matter.get("typora-root-url") if document.front_matter else None
    if entry and isinstance(entry.value, str):
        folder = posixpath.join(posixpath.dirname(document.source.path), entry.value)
        lack = f'has no "{target.first_folder}"' if context.files.is_dir(folder) else "does not exist"
        message = f'image root "{entry.value}" {lack}; {unchecked}'
        span = entry.value_span
    else:
        message = f'the site root has no folder "{target.first_folder}"; {unchecked}'
        span = image.destination_span or image.span
    yield Finding(span, message, "set `image-roots` in the configuration to the folder that holds the images")
