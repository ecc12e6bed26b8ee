"""The check of the rule image-remote."""

from __future__ import annotations

import re

from notelint.diagnostic import Finding
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_WEB = regex(r"(?:https?:)?//(?P<host>[^/?#]+)", re.IGNORECASE)


def image_remote(document: Document, _: Context) -> Iterator[Finding]:
    """Images that are loaded from the web."""
    for image in (each.node for each in document.images):
        if image.destination_span and (found := _WEB.match(image.destination.strip())):
            yield Finding(
                image.destination_span,
                f'image is loaded from "{found["host"]}"',
                "copy it next to the note: a remote image may change or disappear",
            )
