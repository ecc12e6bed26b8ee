"""The check of the rule image-filename-alt."""

from __future__ import annotations

import posixpath
import re

from notelint.bibliography.urls import unquote
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_PLACEHOLDER = (
    r"(?i)(?:image|img|picture|pic|photo|figure|fig|screen ?shot|pasted image|untitled|alt(?: text)?"
    r"|图片|圖片|截图|截圖|画像|이미지)"
    r"[\s\d_.:()-]*(?:at [\d.\s]+(?:[ap]m)?)?"
)


def image_filename_alt(document: Document, _: Context) -> Iterator[Finding]:
    """Images whose description is what a program put there: the name of their file, or a word for any image."""
    for image in (each.node for each in document.images):
        alt = (image.alt or "").strip()
        if not alt or image.form == "embed":
            continue
        name = posixpath.basename(unquote(image.destination).replace("\\", "/"))
        if alt.casefold() in (name.casefold(), posixpath.splitext(name)[0].casefold()):
            what = "is the name of its file"
        elif re.fullmatch(_PLACEHOLDER, alt):
            what = "says nothing about the image"
        else:
            continue
        yield Finding(image.span, f'description "{alt}" {what}', "describe what the image shows")
