"""Markdown with exact places: mistune's tokens, each with its span in the original text.

The only package that imports mistune. `parse` gives blocks; a scan finds where they stand, and a block is parsed when
first asked for, as are its inlines.
"""

from __future__ import annotations

from notelint.markdown.lazy import parse_lazily
from notelint.markdown.nodes import Block
from notelint.markdown.slices import Blocks
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.source import Source

__all__ = ["Block", "Blocks", "parse"]


def parse(source: Source, start: int = 0) -> Blocks:
    """The blocks of a source from the offset `start` (the end of its front matter) on."""
    return parse_lazily(source.text, max(start, source.start))
