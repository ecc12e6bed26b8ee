"""The check of the rule image-type."""

from __future__ import annotations

import posixpath
import re

from notelint.checks.image_paths import targets
from notelint.checks.paths import Verdict
from notelint.diagnostic import Finding
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_KINDS = {
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "JPEG": rb"\xff\xd8\xff",
    "GIF": rb"GIF8[79]a",
    "WebP": rb"(?s)RIFF....WEBP",
    "BMP": rb"(?s)BM....\0\0\0\0",
    "TIFF": rb"II\*\0|MM\0\*",
    "AVIF": rb"(?s)....ftypavi[fs]",
    "HEIC": rb"(?s)....ftyp(?:hei[cxms]|hev[cmsx])",
    "SVG": rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml|!DOCTYPE svg)",
    "PDF": rb"%PDF-",
    "HTML": rb"(?i)\s*<(?:!DOCTYPE html|html)",
}
_BY_SUFFIX = {
    ".png": "PNG",
    ".apng": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".bmp": "BMP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".avif": "AVIF",
    ".heic": "HEIC",
    ".svg": "SVG",
}
_LONGEST_START = 32  # bytes


def image_type(document: Document, context: Context) -> Iterator[Finding]:
    """Images whose first bytes say that they are something else than their name says."""
    for image, target in targets(document, context):
        named = _BY_SUFFIX.get(posixpath.splitext(target.file)[1].lower())
        if named is None or target.verdict not in (Verdict.FOUND, Verdict.OTHER_CASE):
            continue
        start = context.files.read(target.file, _LONGEST_START)
        kind = next((kind for kind, signature in _KINDS.items() if re.match(signature, start)), named)
        if kind != named:
            remedy = "download the image itself" if kind == "HTML" else "rename it to match its format, or convert it"
            yield Finding(
                image.destination_span or image.span,
                f'image "{image.destination}" is named {named} but contains {kind}',
                remedy,
            )
