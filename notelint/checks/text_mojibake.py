"""The check of the rule text-mojibake."""

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

# What the bytes 0x80 to 0xBF are in Windows-1252: as these, the later bytes of UTF-8 are shown.
_LATER = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# Only the first bytes that no language has before such signs: é, â and ¶, typographic marks, two CJK characters.
_MOJIBAKE = regex(rf"(?:Ã[{_LATER}]|Â[\xa0-\xbf]|â€[{_LATER}])+|(?:[ã-é][{_LATER}]{{2}}){{2,}}|\ufffd+")
# What each of these holds; `re` looks for a class at the start of a pattern quickly.
_SIGNS = regex(rf"[ÂÃâã-é\ufffd](?:[{_LATER}]|(?<=\ufffd))")
_UNDEFINED = regex("[\x81\x8d\x8f\x90\x9d]")


def text_mojibake(document: Document, _: Context) -> Iterator[Finding]:
    """Text that was read in another encoding than it was written in, and signs that stand for what was lost so."""
    if not _SIGNS.search(document.source.text):
        return
    for found in matches_in_text(document, _MOJIBAKE):
        span = Span(*found.span())
        if found[0][0] == "\ufffd":
            lost = "a character was" if len(found[0]) == 1 else f"{len(found[0])} characters were"
            yield Finding(span, f"{lost} lost here: U+FFFD replaces what could not be decoded", "write what was lost")
            continue
        meant = _repaired(found[0])
        if meant:
            yield Finding(
                span,
                f'"{found[0]}" is "{meant}" decoded with the wrong encoding',
                f'write "{meant}"',
                Fix(f'write "{meant}"', (Edit(span, meant),), Safety.UNSAFE),
            )


def _repaired(text: str) -> str | None:
    """The text whose UTF-8 was read as Windows-1252, or None where it is no such."""
    try:
        # Five bytes mean nothing in Windows-1252; programs pass them on as they are.
        data = b"".join(char.encode("latin-1" if _UNDEFINED.match(char) else "cp1252") for char in text)
        return data.decode("utf-8")
    except UnicodeError:
        return None
