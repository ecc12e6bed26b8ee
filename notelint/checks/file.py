"""Files as a whole: encoding, line ends, marks that do not belong in a text."""

from __future__ import annotations

import re
from collections import Counter

from notelint.diagnostic import Edit, Finding, Fix, Related, Safety
from notelint.markdown.nodes import Block, Code, Container, walk
from notelint.note.running_text import outside
from notelint.regex import regex
from notelint.source import BOM, LINE_END, Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.context import Context
    from notelint.note.model import Document


def file_byte_order_mark(document: Document, _: Context) -> Iterator[Finding]:
    """The mark at the very start of the file; notelint itself reads past it."""
    source = document.source
    if source.start:
        span = Span(0, source.start)
        fix = Fix("delete the byte order mark", (Edit(span, ""),))
        yield Finding(
            span,
            "the file begins with a byte order mark, which UTF-8 does not need",
            "save the file as UTF-8 without a byte order mark",
            None if source.text.startswith(BOM, source.start) else fix,  # the second, now text, would become the mark
        )


_MARKER = regex(r"^(?:<{7} [^\r\n]*|={7}(?=\r?$)|>{7} [^\r\n]*)", re.MULTILINE)
_ORDER = "<=>"


def file_conflict_marker(document: Document, _: Context) -> Iterator[Finding]:
    """Each place where git's three markers stand one below the other, at the starts of lines and in no code block."""
    text = document.source.text
    blocks = [block.span for block in walk(document.blocks.holding(_MARKER)) if isinstance(block, Code)]
    markers: list[Span] = []
    for found in outside(blocks, _MARKER.finditer(text)):
        if found[0][0] != _ORDER[len(markers)]:
            markers.clear()
        if found[0][0] == _ORDER[len(markers)]:
            markers.append(Span(*found.span()))
        if len(markers) == len(_ORDER):
            yield _finding(text, markers)
            markers.clear()


def _finding(text: str, markers: Sequence[Span]) -> Finding:
    opening, middle, closing = markers
    ours, theirs = (text[span.start + 8 : span.end].strip() for span in (opening, closing))
    return Finding(
        opening,
        f'unresolved merge of "{theirs}" into "{ours}"',
        "keep one version or combine both, and delete the three marker lines",
        related=(Related("the other version begins", middle), Related("it ends", closing)),
    )


def file_encoding(document: Document, _: Context) -> Iterator[Finding]:
    """The first byte that is not UTF-8, or the first of a file in UTF-16."""
    source = document.source
    if source.is_utf_16:
        yield Finding(Span(0, 1), "the file is UTF-16, not UTF-8", "save the file as UTF-8")
    elif source.undecodable:
        byte = ord(source.slice(source.undecodable)) & 0xFF  # PEP 383: U+DC80 to U+DCFF stand for the bytes
        yield Finding(source.undecodable, f"byte 0x{byte:02X} is not UTF-8", "save the file as UTF-8")


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


_UNCLOSED_FENCE_MARKER = regex(r"`+|~+")
# A comment of Python or a shell begins with one `#`; two and more are hardly ever code.
_HEADING = regex(r"^ {0,3}(#{2,6}[ \t]+[^\r\n]*[^\s#])", re.MULTILINE)
_OPENING = regex(r"^[ \t>]*(?P<fence>(?:`{3,}|~{3,})[ \t]*\w[^`\r\n]*)$", re.MULTILINE)


def file_unclosed_fence(document: Document, _: Context) -> Iterator[Finding]:
    """The fence that runs to the end of the file; one in a quote or list that ends before is closed by its end."""
    source = document.source
    last_marker = max(source.text.rfind(marker) for marker in ("```", "~~~"))
    blocks = tuple(document.blocks.at([last_marker]))
    code = _last_leaf(blocks)
    if not isinstance(code, Code) or code.info is None or code.closed:
        return
    if source.text[blocks[-1].span.end :].strip(" \t\r\n"):
        return
    first_line_end = source.line_at(code.span.start).end
    marker = _UNCLOSED_FENCE_MARKER.match(source.text, code.span.start)
    heading = _HEADING.search(code.text)
    opening = _OPENING.search(source.text, first_line_end, code.span.end)
    yield Finding(
        Span(code.span.start, first_line_end),
        f'this code fence is never closed: everything below it is code, including "{heading[1]}"'
        if heading
        else "this code fence is never closed",
        f"add a line `{marker[0]}` where the code ends" if marker else None,
        related=(Related("the code may end before this fence", Span(*opening.span("fence"))),) if opening else (),
    )


def _last_leaf(blocks: Sequence[Block]) -> Block | None:
    while blocks and isinstance(blocks[-1], Container):
        blocks = blocks[-1].children
    return blocks[-1] if blocks else None
