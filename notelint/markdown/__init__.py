"""Markdown with exact places: mistune's tokens, each with its span in the original text.

The only package that imports mistune. `parse` gives blocks; a block's inlines are parsed when first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.markdown.nodes import Block

if TYPE_CHECKING:
    from notelint.source import Source

__all__ = ["Block", "parse"]


def parse(source: Source, start: int = 0) -> tuple[Block, ...]:
    """The blocks of a source from the offset `start` (the end of its front matter) on."""
    from notelint.markdown.blocks import parse_blocks  # noqa: PLC0415 - a run on a warm cache never needs mistune

    return parse_blocks(source, max(start, source.start))
