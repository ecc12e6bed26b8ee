"""The check of the rule text-fullwidth-space."""

from __future__ import annotations

from notelint.checks.prose import matches_in_text
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

# Not at the beginning of a line, which it indents, nor behind an exclamation or question mark, where Japanese has it;
# behind `##` it is the matter of heading-hash.
_SPACE = regex(r"(?<=[^\s！？!?#|])[ \t]*\u3000[ \t\u3000]*")


def text_fullwidth_space(document: Document, _: Context) -> Iterator[Finding]:
    """Full-width spaces (U+3000) inside a line, and at its end."""
    text = document.source.text
    for found in matches_in_text(document, _SPACE):
        last = text[found.end() : found.end() + 1] in ("", "\r", "\n")
        remedy = "delete it" if last else "write a plain space"
        yield Finding(
            Span(*found.span()),
            f"full-width space {'at the end of the line' if last else 'in the text'}",
            remedy,
            Fix(remedy, (Edit(Span(*found.span()), "" if last else " "),), Safety.UNSAFE),
        )
