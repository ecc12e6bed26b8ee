"""The check of the rule file-line-ends."""

from __future__ import annotations

from collections import Counter

from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.source import LINE_END, Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document

_NAMES = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}


def file_line_ends(document: Document, _: Context) -> Iterator[Finding]:
    """The first line end that is not the file's usual one; one finding a file. CR alone is never the usual one."""
    text = document.source.text
    ends = [(Span(*found.span()), found[0]) for found in LINE_END.finditer(text)]
    counts = Counter(end for _, end in ends)
    # Of two that are used equally often, the one that stands first in the file wins.
    usual = max((end for end in counts if end != "\r"), key=lambda end: counts[end], default="\n")
    odd = [span for span, end in ends if end != usual]
    if not odd:
        return
    mixed = ", ".join(f"{count} {_NAMES[end]}" for end, count in counts.most_common())
    yield Finding(
        odd[0],
        f"line ends are mixed: {mixed}" if len(counts) > 1 else "lines end with CR, which few programs still read",
        f"end all lines with {_NAMES[usual]}",
        Fix(f"end all lines with {_NAMES[usual]}", tuple(Edit(span, usual) for span in odd), _safety(document, odd)),
    )


def _safety(document: Document, odd: Sequence[Span]) -> Safety:
    """TOML does not take CR alone for a line end: there another one may make readable what was not."""
    block = document.front_matter
    if block is None or block.language != "toml":
        return Safety.SAFE
    cut = (document.source.slice(span) for span in odd if span.start < block.span.end)
    return Safety.UNSAFE if "\r" in cut else Safety.SAFE
