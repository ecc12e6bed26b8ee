"""The check of the rule heading-hash."""

from __future__ import annotations

from itertools import pairwise

from notelint.checks.prose import blocks_with
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.markdown.nodes import HardBreak, Paragraph, SoftBreak, Text
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document
    from notelint.source import Source

# One `#` directly before a word is a tag in Obsidian, or a comment in code without a fence.
_HASH = regex(
    r"(?P<marks>#{2,6})(?=[^\W_]|[*`$(（【《「“\"'\[])"
    r"|(?P<wide_marks>#{1,6})(?P<wide>[\u3000\xa0][ \u3000\xa0]*)(?=\S)"
)
# What each of these holds: what begins with a letter of its own is found quicker.
_MARKS = regex(r"#(?:#[^\s#]|[\u3000\xa0])")
_SHOWN = 60


def heading_hash(document: Document, _: Context) -> Iterator[Finding]:
    """Lines such as `##Summary`, or `##` with a full-width space behind it, which are text to Markdown."""
    for block in blocks_with(document, _MARKS):
        if isinstance(block, Paragraph):
            for before, inline in pairwise([None, *block.inlines]):
                if isinstance(inline, Text) and (before is None or isinstance(before, SoftBreak | HardBreak)):
                    found = _HASH.match(document.source.text, inline.span.start)
                    if found:
                        yield _finding(document.source, found)


def _finding(source: Source, found: re.Match[str]) -> Finding:
    line_end = source.line_at(found.start()).end
    line = source.text[found.start() : line_end].rstrip()
    shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
    why = "the space after the # is not a plain space" if found["wide"] else "there is no space after the #"
    edit = Edit(Span(found.end("marks") if found["marks"] else found.start("wide"), found.end()), " ")
    return Finding(
        Span(found.start(), found.start() + len(line)),
        f'"{shown}" is not a heading: {why}',
        f"write `{found['marks'] or found['wide_marks']} ` with one plain space",
        Fix("write one plain space", (edit,), Safety.UNSAFE),
    )
