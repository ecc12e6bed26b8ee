"""From blocks to notes: groups, notes, sections, facts, images and links, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notelint.note.layout import Layout
    from notelint.note.model import Document
    from notelint.source import Source


def read_document(source: Source, layouts: Sequence[Layout], *, configured: bool = False) -> Document:
    """Read one file: the first layout that fits says where its notes are.

    With `configured` the (single) layout was chosen for this file by the user and needs no evidence.
    """
    raise NotImplementedError
