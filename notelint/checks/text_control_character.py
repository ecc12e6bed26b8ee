"""The check of the rule text-control-character."""

from __future__ import annotations

from notelint.checks.prose import matches_outside_code
from notelint.diagnostic import Edit, Finding, Fix, Safety
from notelint.regex import regex
from notelint.source import Span
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notelint.checks.context import Context
    from notelint.note.model import Document

_CONTROL = regex("[\x00-\x08\x0e-\x1f\x7f-\x9f]" * 2 + "*")  # a class alone is found quicker than a repeated one


def text_control_character(document: Document, _: Context) -> Iterator[Finding]:
    """Control characters outside code; tabs, line ends and form feeds are none here."""
    for found in matches_outside_code(document, _CONTROL):
        meant = "".join(map(_meant, found[0]))
        stands = f"invisible control character U+{ord(found[0][0]):04X}"
        message = f'{stands}, "{meant}" in Windows-1252' if meant else stands
        remedy = f'write "{meant}"' if meant else "delete it, or write the intended character"
        edit = Edit(Span(*found.span()), meant)
        yield Finding(edit.span, message, remedy, Fix(remedy if meant else "delete it", (edit,), Safety.UNSAFE))


def _meant(char: str) -> str:
    """The character that Windows-1252 has in place of a control character of Latin-1; empty where it has none."""
    return char.encode("latin-1").decode("cp1252", "ignore") if char >= "\x80" else ""
