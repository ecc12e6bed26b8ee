"""Images made small enough to be embedded in a page. Needs the package pillow."""

from __future__ import annotations

import warnings
from base64 import b64encode
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from notelint.errors import NotelintError
from notelint.store import read_bytes

_SIDE = 900  # pixels
_SMALL = 20_000  # bytes: such an image is embedded as it is
_LARGEST_DRAWING = 200_000  # bytes of an SVG, which cannot be made smaller
_MOST_PIXELS = 60_000_000
# What browsers show, and Pillow reads; of a moving GIF the first image where it is made smaller.
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp", "BMP": "image/bmp"}


def embedded(path: str) -> str | None:
    """The image as a `data:` URL; None if it cannot be read or is not an image that a page may hold."""
    try:
        data = read_bytes(path)
    except NotelintError:
        return None
    if path.lower().endswith(".svg"):
        return _url("image/svg+xml", data) if b"<svg" in data[:4096] and len(data) <= _LARGEST_DRAWING else None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _smaller(data)
    except (OSError, ValueError, SyntaxError, EOFError, Warning, Image.DecompressionBombError, UnidentifiedImageError):
        return None  # as Pillow says that a file is broken or too large


def _smaller(data: bytes) -> str | None:
    with Image.open(BytesIO(data), formats=tuple(_TYPES)) as image:
        if image.width * image.height > _MOST_PIXELS:
            return None
        if len(data) <= _SMALL:
            image.load()
            return _url(_TYPES[image.format or ""], data)
        image.draft("RGB", (_SIDE, _SIDE))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((_SIDE, _SIDE))
        mode = "RGBA" if upright.has_transparency_data else "RGB"
        made = BytesIO()
        upright.convert(mode).save(made, "WEBP", quality=80)
    return _url("image/webp", made.getvalue())


def _url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{b64encode(data).decode()}"
