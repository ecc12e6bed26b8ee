"""The check of the rule file-unclosed-fence."""

from __future__ import annotations

import re

from notelint.diagnostic import Finding, Related
from notelint.markdown.nodes import Block, Code, Container
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notelint.checks.context import Context
    from notelint.note.model import Document

_MARKER = regex(r"`+|~+")
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
    marker = _MARKER.match(source.text, code.span.start)
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
