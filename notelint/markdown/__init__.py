"""Markdown with exact places: mistune's tokens, each with its span in the original text.

The only package that imports mistune. `parse` gives blocks; a block's inlines are parsed when first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.markdown.nodes import Block, Heading
from notelint.markdown.slices import Blocks, Slice

if TYPE_CHECKING:
    from notelint.source import Source

__all__ = ["Block", "Blocks", "parse"]


def parse(source: Source, start: int = 0) -> Blocks:
    """The blocks of a source from the offset `start` (the end of its front matter) on."""
    from notelint.markdown.blocks import parse_blocks  # noqa: PLC0415 - a run on a warm cache never needs mistune

    blocks = parse_blocks(source, max(start, source.start))
    return Blocks(source.text, [_slice(block) for block in blocks])


def _slice(block: Block) -> Slice:
    heading = block if isinstance(block, Heading) else None
    return Slice(block.span, heading, lambda: (block,))
