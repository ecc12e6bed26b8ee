"""Images and links as the record holds them: sizes, resolved paths, canonical addresses."""

from __future__ import annotations

import re
from math import isfinite
from posixpath import join, normpath

from notelint.bibliography.urls import unquote
from notelint.record.kinds import section_kind
from notelint.record.model import ImageRecord, LinkRecord
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notelint.note.figures import Image, Link
    from notelint.record.model import LinkKind
    from notelint.source import Source

_ZOOM = regex(r"(?:^|;)\s*zoom\s*:\s*(\d+(?:\.\d+)?)\s*(%?)", re.IGNORECASE)
_LIQUID = regex(r"\s*\{\{[^{}]*\}\}\s*")
_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")


def image_record(source: Source, image: Image, root: str | None) -> ImageRecord:
    """One image; `root` is the folder, relative to the note, to which paths that start with `/` belong."""
    node = image.node
    place = node.destination_span or node.span
    return ImageRecord(
        src=node.destination,
        alt=node.alt,
        title=node.title if node.title is not None else node.attributes.get("title"),
        style=node.attributes.get("style"),
        zoom=_zoom(node.attributes),
        width=node.attributes.get("width"),
        height=node.attributes.get("height"),
        resolved=None if node.form == "embed" else resolved(node.destination, root),
        section=section_kind(image.section) if image.section else None,
        line=source.line_number(node.span.start if node.form == "html" else place.start),
    )


def _zoom(attributes: Mapping[str, str]) -> float | None:
    """Typora's `style="zoom: 50%"` as a fraction."""
    found = _ZOOM.search(attributes.get("style", "")) or _ZOOM.search(f"zoom:{attributes.get('zoom', '')}")
    number = float(found[1]) if found else 0
    if found is None or not number or not isfinite(number):
        return None
    return round(number / 100, 6) if found[2] else number


def resolved(destination: str, root: str | None) -> str | None:
    """The path of an image relative to the note's file; None for a remote image and where no root is known.

    A Liquid tag at its front (`{{ site.baseurl }}`) stands for the root.
    """
    liquid = _LIQUID.match(destination)
    path = destination[liquid.end() :] if liquid else destination
    path = unquote(re.split(r"[?#]", path, maxsplit=1)[0]).replace("\\", "/")
    if not path or _SCHEME.match(destination):
        return None
    if path.startswith("/") or liquid:
        return normpath(join(root, path.lstrip("/"))) if root else None
    return normpath(path)


def link_record(source: Source, link: Link) -> LinkRecord:
    """One link, as the note's reader classified it."""
    return LinkRecord(
        kind=cast("LinkKind", link.kind),
        provider=link.provider,
        label=link.label,
        url=link.url,
        canonical_url=link.canonical_url,
        external_id=link.external_id,
        line=source.line_number(link.span.start),
    )
