"""What a check may ask beside the document: the schema of its notes, the files around it, the user's options."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notelint.diagnostic import Finding
from notelint.note.model import Document

if TYPE_CHECKING:
    from notelint.files import Files
    from notelint.schema import Schema


@dataclass(frozen=True)
class Context:
    """`schema` is that of `document.layout` (None where the file is no note).

    `image_roots` are the folders that the user named as roots of images, relative to the working folder or absolute.
    """

    schema: Schema | None
    files: Files
    image_roots: tuple[str, ...] = ()


Check = Callable[[Document, Context], Iterator[Finding]]
